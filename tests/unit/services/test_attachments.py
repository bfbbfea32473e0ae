"""Files of EOIs: added whole or not at all, named safely, seen only by those who may, saved as they came."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from commissioning_app.domain.attachments import (
    CHUNK_BYTES,
    MOST_BYTES,
    named_files,
    size_in_words,
)
from commissioning_app.domain.errors import (
    BadValue,
    NotAllowed,
    NotFound,
    StaleVersion,
    StepRefused,
    WorkspaceProblem,
)
from commissioning_app.domain.forms import QuestionKind, QuestionPurpose
from commissioning_app.domain.roles import Role
from commissioning_app.domain.rounds import RoundState
from commissioning_app.services import attaching
from commissioning_app.services.attaching import name_to_keep
from commissioning_app.services.attachments import (
    add_attachment,
    edit_transcript,
    remove_attachment,
    save_attachment_as,
)
from commissioning_app.services.queries.attachments import attachment_rows, files_of_eoi
from commissioning_app.services.queries.eoi_history import eoi_history
from commissioning_app.services.workspace import verify_trail
from tests.desks import Desk, a_desk
from tests.factories import a_question
from tests.files import FILES, REFUSED

PDF = FILES["a.pdf"]
QUESTIONS = (
    a_question(),
    a_question(id="plan", text="Your plan", kind=QuestionKind.ATTACHMENT, word_limit=0),
    a_question(
        id="rules",
        text="Your governing document",
        kind=QuestionKind.ATTACHMENT,
        word_limit=0,
        counts_as=QuestionPurpose.ELIGIBILITY,
    ),
)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A round that takes EOIs, with three of them."""
    return a_desk(str(tmp_path / "workspace.db"), state=RoundState.OPEN, questions=QUESTIONS)


def add(desk: Desk, file: Path | bytes = PDF, name: str = "plan.pdf", **rest: object) -> object:
    """Add a file to the first EOI."""
    return add_attachment(
        desk.officer,
        round_code="R1",
        reference="EOI-001",
        file=file,
        name=name,
        **rest,  # type: ignore[arg-type]
    )


def rows(desk: Desk) -> list[tuple[object, ...]]:
    """The files of the first EOI, in short."""
    found = attachment_rows(desk.officer, round_code="R1", reference="EOI-001")
    return [(one.name, one.called, one.size, one.question_id, one.transcript) for one in found]


def what_is_stored(desk: Desk) -> tuple[int, int]:
    """How many files and how many parts of files there are."""
    with desk.officer.reading() as uow:
        return uow.attachments.count(), uow.attachment_chunks.count()


def test_a_file_is_kept_in_parts_and_saved_as_it_came(desk: Desk, tmp_path: Path) -> None:
    content = b"%PDF-1.7\n" + bytes(range(256)) * 9000
    source = tmp_path / "My plan.PDF"
    source.write_bytes(content)
    made = add(desk, source, "", question_id="plan")
    assert what_is_stored(desk) == (1, -(-len(content) // CHUNK_BYTES))
    assert rows(desk) == [("My plan.pdf", "a PDF", len(content), "plan", "")]
    target = tmp_path / "copies" / "copy.pdf"
    save_attachment_as(desk.officer, attachment_id=made, target=target)
    assert target.read_bytes() == content
    assert [path.name for path in target.parent.iterdir()] == ["copy.pdf"]


def test_the_trail_tells_size_and_hash_and_keeps_the_name_where_it_can_be_erased(desk: Desk) -> None:
    add(desk, question_id="plan")
    entry = desk.last()
    facts = {
        "size": len(PDF),
        "sha256": hashlib.sha256(PDF).hexdigest(),
        "media_type": "application/pdf",
        "question": "plan",
    }
    assert (entry.action, entry.subject_id, entry.after) == (
        "file added to an EOI",
        str(desk.eois[0].id),
        facts,
    )
    assert desk.personal(entry) == {"name": "plan.pdf"}
    assert verify_trail(desk.officer).problems == ()


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_taken_leaves_nothing(desk: Desk, name: str) -> None:
    before = len(desk.trail())
    with pytest.raises(BadValue):
        add(desk, REFUSED[name], name)
    assert (what_is_stored(desk), len(desk.trail())) == ((0, 0), before)


def test_an_empty_a_missing_and_a_large_file_are_refused_in_sentences(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(BadValue, match=r"“plan.pdf” is empty. Ask for it again."):
        add(desk, b"")
    with pytest.raises(BadValue, match=r"There is no file “gone.pdf” there"):
        add(desk, tmp_path / "gone.pdf", "")
    with pytest.raises(BadValue, match="There is no file"):
        add(desk, tmp_path, "")
    with pytest.raises(BadValue, match=r"“plan.pdf” is larger than 26.2 MB"):
        add(desk, PDF + bytes(MOST_BYTES))
    assert what_is_stored(desk) == (0, 0)


def test_a_file_of_exactly_the_most_is_taken(desk: Desk, tmp_path: Path) -> None:
    made = add(desk, PDF + bytes(MOST_BYTES - len(PDF)))
    assert what_is_stored(desk) == (1, 25)
    save_attachment_as(desk.officer, attachment_id=made, target=tmp_path / "a.pdf")
    assert (tmp_path / "a.pdf").stat().st_size == MOST_BYTES


def test_an_eoi_takes_so_much_and_so_many(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attaching, "MOST_BYTES_OF_AN_EOI", 2 * len(PDF) + 10)
    add(desk)
    with pytest.raises(BadValue, match=r"This file is here already, as “plan.pdf”."):
        add(desk, name="other.pdf")
    add(desk, question_id="plan")
    with pytest.raises(BadValue, match=r"the files of EOI-001 would have 1\d\d bytes; 9\d bytes are taken"):
        add(desk, PDF + b"\n")
    monkeypatch.setattr(attaching, "MOST_FILES_OF_AN_EOI", 2)
    with pytest.raises(BadValue, match="has 2 files, the most that are taken"):
        add(desk, b"%PDF-x", "x.pdf")
    assert what_is_stored(desk) == (2, 2)


def test_a_file_that_is_changed_while_it_is_read_is_refused(desk: Desk, tmp_path: Path) -> None:
    source = tmp_path / "plan.pdf"
    source.write_bytes(PDF)

    def change(done: int, total: int = 0, message: str = "") -> None:
        if not total:
            (tmp_path / "new.pdf").write_bytes(PDF + b"more")
            (tmp_path / "new.pdf").replace(source)

    with pytest.raises(BadValue, match=r"“plan.pdf” was changed while it was read. Add it again."):
        add(desk, source, "", progress=change)
    assert what_is_stored(desk) == (0, 0)


def test_cancelled_in_the_middle_nothing_is_there(desk: Desk) -> None:
    class Stopped(Exception):
        pass

    def stop(done: int, total: int = 0, message: str = "") -> None:
        if done > CHUNK_BYTES:
            raise Stopped

    before = len(desk.trail())
    with pytest.raises(Stopped):
        add(desk, PDF + bytes(3 * CHUNK_BYTES), progress=stop)
    assert (what_is_stored(desk), len(desk.trail())) == ((0, 0), before)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\a\\plan.pdf", "plan.pdf"),
        ("a\u202efdp.exe.pdf", "a fdp.exe.pdf"),
        ("\u202e.pdf", "file.pdf"),
        ("plan.pdf\u202c", "plan.pdf"),
        ("\u200b.pdf", "file.pdf"),
        ("\u200d\u200c.pdf", "file.pdf"),
        ("\u3164\u2800\ufeff.pdf", "file.pdf"),
        ("\u200b\u2060", "file"),
        (".pdf", "pdf"),
        ("pl\u00ada\u200bn.pd\u2060f\u200e", "plan.pdf"),
        ("a\x85b\u2028c\U000e0041\ud800.pdf", "a b c.pdf"),
        ("می\u200cخواهم.pdf", "می\u200cخواهم.pdf"),
        ("CON.pdf", "CON file.pdf"),
        ("a\nb\0c.PDF", "a b c.pdf"),
        ("plan.pdf. ", "plan.pdf"),
        ("x" * 300 + ".pdf", "x" * 120 + ".pdf"),
        ("আপনার পরিকল্পনা.pdf", "আপনার পরিকল্পনা.pdf"),
        ("cafe\u0301.pdf", "café.pdf"),
        ("a<b>:|?*.pdf", "a b.pdf"),
        ("", "file"),
    ],
)
def test_hostile_names_become_safe(given: str, kept: str) -> None:
    assert name_to_keep(given) == kept


def test_only_a_question_for_a_file_takes_one(desk: Desk) -> None:
    for question in ("need", "no such"):
        with pytest.raises(BadValue, match="asks for a file"):
            add(desk, question_id=question)
    assert what_is_stored(desk) == (0, 0)


def test_a_transcript_is_changed_and_traced(desk: Desk) -> None:
    made = add(desk, FILES["a.mp3"], "we.mp3", transcript=" Hello\r\nall ")
    assert rows(desk)[0][-1] == "Hello\nall"
    assert edit_transcript(desk.officer, attachment_id=made, version=1, transcript="Hello everybody") == 2
    assert desk.personal(desk.last()) == {
        "name": "we.mp3",
        "transcript": {"before": "Hello\nall", "after": "Hello everybody"},
    }
    with pytest.raises(StaleVersion):
        edit_transcript(desk.officer, attachment_id=made, version=1, transcript="Mine")
    entries = len(desk.trail())
    assert edit_transcript(desk.officer, attachment_id=made, version=2, transcript="Hello everybody") == 2
    assert len(desk.trail()) == entries
    with pytest.raises(BadValue, match="can't be kept"):
        edit_transcript(desk.officer, attachment_id=made, version=2, transcript="a\0b")
    with pytest.raises(BadValue, match="100,001 characters"):
        edit_transcript(desk.officer, attachment_id=made, version=2, transcript="x" * 100_001)


def test_a_file_is_taken_out_with_a_reason_and_leaves_its_hash(desk: Desk) -> None:
    made = add(desk, PDF + bytes(CHUNK_BYTES))
    kept = add(desk, question_id="plan")
    with pytest.raises(BadValue, match="Say why"):
        remove_attachment(desk.officer, attachment_id=made, reason=" ")
    remove_attachment(desk.officer, attachment_id=made, reason="Sent by mistake")
    assert what_is_stored(desk) == (1, 1)
    entry = desk.last()
    assert (entry.action, entry.reason) == ("file taken out of an EOI", "Sent by mistake")
    assert entry.before is not None and entry.before["size"] == len(PDF) + CHUNK_BYTES
    assert desk.personal(entry) == {"name": "plan.pdf"}
    history = eoi_history(desk.officer, round_code="R1", reference="EOI-001")
    assert [(line.what, line.reason, line.changed) for line in history] == [
        ("File taken out of an EOI", "Sent by mistake", (("File", "plan.pdf", ""),)),
        ("File added to an EOI", "", (("File", "", "plan.pdf"),)),
        ("File added to an EOI", "", (("File", "", "plan.pdf"),)),
    ]
    with pytest.raises(NotFound, match="not there any more"):
        remove_attachment(desk.officer, attachment_id=made, reason="Again")
    assert [one.id for one in attachment_rows(desk.officer, round_code="R1", reference="EOI-001")] == [kept]


def test_nothing_changes_once_it_is_scored(desk: Desk) -> None:
    made = add(desk)
    desk.move(RoundState.SCORING)
    desk.scored(0, 0, [3, 3])
    with pytest.raises(StepRefused):
        add(desk, question_id="plan")
    with pytest.raises(StepRefused):
        edit_transcript(desk.officer, attachment_id=made, version=None, transcript="x")
    with pytest.raises(StepRefused):
        remove_attachment(desk.officer, attachment_id=made, reason="x")
    files = files_of_eoi(desk.officer, round_code="R1", reference="EOI-001")
    assert files.why_fixed == "Members have begun to score the EOI EOI-001: it stays as it was sent."


def test_only_officers_change_files_and_those_who_read_eois_see_them(desk: Desk, tmp_path: Path) -> None:
    made = add(desk)
    for context in desk.everybody_but(Role.OFFICER):
        with pytest.raises(NotAllowed):
            add_attachment(context, round_code="R1", reference="EOI-001", file=PDF, name="a.pdf")
        with pytest.raises(NotAllowed):
            edit_transcript(context, attachment_id=made, version=None, transcript="x")
        with pytest.raises(NotAllowed):
            remove_attachment(context, attachment_id=made, reason="x")
    save_attachment_as(desk.acting(Role.AUDITOR), attachment_id=made, target=tmp_path / "a.pdf")
    files = files_of_eoi(desk.acting(Role.AUDITOR), round_code="R1", reference="EOI-001")
    assert files.why_fixed == "Officers add files and take them out."
    with pytest.raises(NotAllowed):
        attachment_rows(desk.acting(Role.PANEL_MEMBER), round_code="R1", reference="EOI-001")


def test_a_damaged_file_is_not_given_out(desk: Desk, tmp_path: Path) -> None:
    made = add(desk, PDF + bytes(2 * CHUNK_BYTES))
    with desk.officer.unit_of_work() as uow:
        uow.attachment_chunks.remove_where(attachment_id=made, number=1)
        uow.commit()
    (tmp_path / "kept.pdf").write_bytes(b"old")
    with pytest.raises(WorkspaceProblem, match="damaged"):
        save_attachment_as(desk.officer, attachment_id=made, target=tmp_path / "kept.pdf")
    assert (tmp_path / "kept.pdf").read_bytes() == b"old"
    assert not list(tmp_path.glob(".kept*"))


def test_what_was_promised_is_counted_beside_what_is_here(desk: Desk) -> None:
    with desk.officer.unit_of_work() as uow:
        eoi = uow.eois.get(desk.eois[0].id)
        eoi.answers = {"plan": "plan.pdf; budget.xlsx", "rules": "rules “2026”.pdf"}
        uow.commit()
    files = files_of_eoi(desk.officer, round_code="R1", reference="EOI-001")
    assert (files.named, files.named_and_here) == (3, 0)
    add(desk, question_id="plan")
    add(desk, PDF + b"1", "other.pdf")
    files = files_of_eoi(desk.officer, round_code="R1", reference="EOI-001")
    assert (files.named, files.named_and_here, files.why_fixed) == (3, 1, "")
    assert [(one.question_id, one.named, [row.name for row in one.here]) for one in files.asked] == [
        ("plan", ("plan.pdf", "budget.xlsx"), ["plan.pdf"]),
        ("rules", ("rules “2026”.pdf",), []),
    ]
    assert [row.name for row in files.recordings] == ["other.pdf"]


@pytest.mark.parametrize(
    ("answer", "names"),
    [
        ("", ()),
        ("rules.pdf", ("rules.pdf",)),
        ("a.pdf, b.docx", ("a.pdf", "b.docx")),
        ("a.pdf\nb.pdf;\n", ("a.pdf", "b.pdf")),
        ("Rules, second version.pdf", ("Rules, second version.pdf",)),
        ("a.pdf; a.pdf", ("a.pdf",)),
        ("I will send our constitution", ("I will send our constitution",)),
    ],
)
def test_the_names_in_an_answer(answer: str, names: tuple[str, ...]) -> None:
    assert named_files(answer) == names


def test_sizes_as_people_say_them() -> None:
    assert [size_in_words(n) for n in (1, 640, 12_345, 999_499, 999_500, 3_400_000)] == [
        "1 byte",
        "640 bytes",
        "12 kB",
        "999 kB",
        "1.0 MB",
        "3.4 MB",
    ]
