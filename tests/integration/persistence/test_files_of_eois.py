"""Files of EOIs in a real database: in and out unchanged, copied along, never held as a whole."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest

from commissioning_app.bootstrap import open_app
from commissioning_app.domain.attachments import CHUNK_BYTES, MOST_BYTES
from commissioning_app.domain.rounds import RoundState
from commissioning_app.persistence.copying import back_up
from commissioning_app.services.attachments import add_attachment, remove_attachment, save_attachment_as
from commissioning_app.services.conversations import (
    Talk,
    begin_conversation,
    finish_conversation,
    save_conversation,
)
from commissioning_app.services.queries.conversations import telling_of
from commissioning_app.services.workspace import verify_trail
from tests.desks import Desk, a_desk
from tests.factories import NOW


@pytest.fixture
def desk(database_url: str) -> Desk:
    """A round that takes EOIs, on each kind of database."""
    return a_desk(database_url, state=RoundState.OPEN, eois=1)


def a_file(folder: Path, size: int) -> Path:
    """A PDF, so to speak, of that many bytes, no two mebibytes of it alike."""
    path = folder / "large.pdf"
    with path.open("wb") as file:
        file.write(b"%PDF-1.7\n")
        while file.tell() < size:
            file.write(file.tell().to_bytes(8, "big") * min(4096, -(-(size - file.tell()) // 8)))
        file.truncate(size)
    return path


def test_in_and_out_into_a_backup_and_away(desk: Desk, tmp_path: Path, database_url: str) -> None:
    source = a_file(tmp_path, 3 * CHUNK_BYTES + 17)
    made = add_attachment(desk.officer, round_code="R1", reference="EOI-001", file=source)
    save_attachment_as(desk.officer, attachment_id=made, target=tmp_path / "out.pdf")
    assert (tmp_path / "out.pdf").read_bytes() == source.read_bytes()
    back_up(database_url, tmp_path / "backup.db")
    copy = open_app(str(tmp_path / "backup.db"))
    copy.act_as(desk.officer.actor)
    save_attachment_as(copy.services, attachment_id=made, target=tmp_path / "copy.pdf")
    assert (tmp_path / "copy.pdf").read_bytes() == source.read_bytes()
    assert verify_trail(copy.services).problems == ()
    copy.close()
    remove_attachment(desk.officer, attachment_id=made, reason="Sent by mistake")
    with desk.officer.reading() as uow:
        assert (uow.attachments.count(), uow.attachment_chunks.count()) == (0, 0)
    assert verify_trail(desk.officer).problems == ()


def test_a_conversation_from_its_beginning_to_an_eoi(desk: Desk) -> None:
    said = {"organisation": "আপনার গ্রুপ", "amount_requested": "£4,800", "answer:need": "😀\n\nমেলা"}
    key = begin_conversation(desk.officer, round_code="R1", talk=Talk(NOW.date(), "রোজা", None, said))
    more = Talk(NOW.date(), "রোজা", None, {**said, "title": "Kites"})
    assert save_conversation(desk.officer, conversation_id=key, version=1, talk=more) == 2
    reference = finish_conversation(desk.officer, conversation_id=key, version=2, agreed_on=NOW.date())
    with desk.officer.reading() as uow:
        eoi = uow.eois.find(reference=reference)
    assert eoi is not None and eoi.answers == {"need": "😀\n\nমেলা"}
    told = telling_of(desk.officer, round_code="R1", reference=reference)
    assert told is not None and told.told_by == "রোজা"


def test_the_largest_file_takes_little_memory(tmp_path: Path) -> None:
    desk = a_desk(str(tmp_path / "workspace.db"), state=RoundState.OPEN, eois=1)
    source = a_file(tmp_path, MOST_BYTES)
    small = add_attachment(desk.officer, round_code="R1", reference="EOI-001", file=b"%PDF-", name="a.pdf")
    save_attachment_as(desk.officer, attachment_id=small, target=tmp_path / "a.pdf")
    tracemalloc.start()
    try:
        made = add_attachment(desk.officer, round_code="R1", reference="EOI-001", file=source)
        save_attachment_as(desk.officer, attachment_id=made, target=tmp_path / "out.pdf")
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 8 * CHUNK_BYTES
    assert (tmp_path / "out.pdf").read_bytes() == source.read_bytes()
