"""EOIs that come as a recording: the file with what is said in it, whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from commissioning_app.domain.eois import EoiState
from commissioning_app.domain.errors import BadValue, NotAllowed, StepRefused
from commissioning_app.domain.roles import Role
from commissioning_app.domain.rounds import RoundState
from commissioning_app.services.attachments import edit_transcript, remove_attachment
from commissioning_app.services.eligibility import find_eligible
from commissioning_app.services.eois import ContactDetails, EoiDetails
from commissioning_app.services.organisations import NewOrganisation
from commissioning_app.services.queries.attachments import files_of_eoi
from commissioning_app.services.queries.eois import eoi_page
from commissioning_app.services.queries.my_scoring import read_eoi_for_scoring
from commissioning_app.services.spoken import add_spoken_eoi
from tests.desks import Desk, a_desk
from tests.files import FILES

WORDS = "We are Kite Makers.\nWe would fly kites with elders."


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A round that takes EOIs."""
    return a_desk(str(tmp_path / "workspace.db"), state=RoundState.OPEN)


def take(desk: Desk, **changes: object) -> str:
    """Take a recording of Kite Makers."""
    values: dict[str, object] = {
        "round_code": "R1",
        "organisation": NewOrganisation("Kite Makers"),
        "details": EoiDetails(requested_pence=480_000, title="Kites for all"),
        "file": FILES["a.mp4"],
        "name": "kites.mp4",
        "transcript": WORDS,
        "contact": ContactDetails("Rosa Lind"),
        **changes,
    }
    return add_spoken_eoi(desk.officer, **values)  # type: ignore[arg-type]


def counts(desk: Desk) -> tuple[int, ...]:
    """What there is of everything that a recording brings with it."""
    with desk.officer.reading() as uow:
        kinds = (uow.eois, uow.organisations, uow.attachments, uow.attachment_chunks, uow.contacts)
        return (*(one.count() for one in kinds), len(list(uow.trail.entries())))


def test_it_is_an_eoi_with_its_file_and_what_is_said_in_it(desk: Desk) -> None:
    reference = take(desk)
    page = eoi_page(desk.officer, round_code="R1", reference=reference)
    assert (page.reference, page.organisation, page.source, page.state, page.contact.name) == (
        "EOI-004",
        "Kite Makers",
        "spoken or video",
        EoiState.RECEIVED,
        "Rosa Lind",
    )
    assert page.details == EoiDetails(requested_pence=480_000, title="Kites for all")
    files = files_of_eoi(desk.officer, round_code="R1", reference=reference)
    assert [(one.name, one.called, one.transcript) for one in files.recordings] == [
        ("kites.mp4", "an MP4 video", WORDS)
    ]
    actions = [entry.action for entry in desk.trail()]
    assert actions[-2:] == ["EOI taken as a recording", "file added to an EOI"]
    chain = "".join(str(entry.after) for entry in desk.trail())
    assert "fly kites" not in chain and "Rosa" not in chain


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"transcript": " \n"}, "Write down what is said, or notes of it."),
        ({"file": FILES["a.pdf"], "name": "kites.pdf"}, "“kites.pdf” is a PDF, not a recording."),
        ({"file": FILES["a.pdf"]}, "“kites.mp4” ends like an MP4 video, but it is a PDF."),
        ({"file": b""}, "“kites.mp4” is empty."),
        ({"details": EoiDetails(requested_pence=0)}, "Type the amount that they ask for"),
        ({"organisation": NewOrganisation(" ")}, "Give the organisation's name."),
    ],
)
def test_what_is_refused_leaves_nothing(desk: Desk, changes: dict[str, object], sentence: str) -> None:
    before = counts(desk)
    with pytest.raises(BadValue) as refusal:
        take(desk, **changes)
    assert str(refusal.value).startswith(sentence)
    assert counts(desk) == before


def test_a_file_that_fails_in_the_middle_leaves_no_eoi_either(desk: Desk) -> None:
    class Stopped(Exception):
        pass

    def stop(done: int, total: int = 0, message: str = "") -> None:
        if total:
            raise Stopped

    before = counts(desk)
    with pytest.raises(Stopped):
        take(desk, progress=stop)
    assert counts(desk) == before


def test_officers_take_them_while_the_round_takes_eois(desk: Desk) -> None:
    for context in desk.everybody_but(Role.OFFICER):
        with pytest.raises(NotAllowed):
            add_spoken_eoi(
                context,
                round_code="R1",
                organisation=desk.organisations[0].id,
                details=EoiDetails(requested_pence=1),
                file=FILES["a.mp3"],
                name="a.mp3",
                transcript="x",
            )
    desk.move(RoundState.MODERATION)
    with pytest.raises(StepRefused, match="it takes no EOIs now"):
        take(desk)


def test_its_only_recording_and_its_only_words_stay(desk: Desk) -> None:
    reference = take(desk)
    only = files_of_eoi(desk.officer, round_code="R1", reference=reference).recordings[0]
    with pytest.raises(StepRefused, match="This recording is the application itself"):
        remove_attachment(desk.officer, attachment_id=only.id, reason="Wrong one")
    with pytest.raises(BadValue, match="all that members can read"):
        edit_transcript(desk.officer, attachment_id=only.id, version=1, transcript=" ")


def test_a_member_reads_what_was_said_as_the_application(desk: Desk) -> None:
    reference = take(desk)
    desk.move(RoundState.CLOSED)
    find_eligible(desk.officer, round_code="R1", reference=reference)
    desk.move(RoundState.SCORING)
    with desk.officer.reading() as uow:
        desk.eois.append(next(one for one in uow.eois.where() if one.reference == reference))
    desk.give(0, 3)
    eoi = read_eoi_for_scoring(desk.at(0), round_code="R1", reference=reference)
    assert [(one.name, one.question, one.transcript) for one in eoi.files] == [("kites.mp4", "", WORDS)]
