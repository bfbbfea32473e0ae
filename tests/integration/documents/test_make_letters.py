"""The letters of a round as a service: who gets which, what stops a batch, and all or nothing on disk."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from commissioning_app.documents.press import ReportlabPress
from commissioning_app.domain.awards import Explanation
from commissioning_app.domain.errors import (
    Cancelled,
    NotAllowed,
    NotFound,
    Problems,
    StaleVersion,
    StepRefused,
)
from commissioning_app.domain.letters import LetterKind
from commissioning_app.domain.records import RoundRecords
from commissioning_app.domain.rounds import RoundState, StateChange
from commissioning_app.services.letters import (
    LetterRow,
    letter_rows,
    make_letters,
    preview_letter,
    preview_letter_text,
)
from commissioning_app.services.lookups import round_by_code
from commissioning_app.services.rounds import edit_round
from commissioning_app.services.whole_files import CannotWrite
from tests.decided import a_decided_round
from tests.factories import NOW, store

PRESS = ReportlabPress()
NAMES = [f"E-{number} Circle E-{number}.pdf" for number in range(1, 7)]


def listing(folder: Path) -> list[str]:
    """The names in a folder and of what lies beside it."""
    inside = sorted(path.name for path in folder.iterdir()) if folder.exists() else []
    return [
        *inside,
        *sorted(path.name for path in folder.parent.iterdir() if path.name.startswith(f".{folder.name}")),
    ]


def test_every_applicant_gets_the_letter_of_their_decision(database_url: str, tmp_path: Path) -> None:
    office = a_decided_round(database_url).office
    rows = letter_rows(office.auditor, round_code="R1")
    assert [(row.reference, row.kind, row.amount_pence, row.problems, row.made_at) for row in rows] == [
        ("E-1", LetterKind.OFFER_IN_FULL, 840_000, (), None),
        ("E-2", LetterKind.OFFER_IN_PART, 700_001, (), None),
        ("E-3", LetterKind.RESERVE, 0, (), None),
        ("E-4", LetterKind.DECLINE, 0, (), None),
        ("E-5", LetterKind.INELIGIBLE, 0, (), None),
        ("E-6", LetterKind.WITHDRAWN, 0, (), None),
    ]
    said: list[tuple[int, int, str]] = []
    folder = tmp_path / "out" / "letters"
    batch = make_letters(
        office.officer, press=PRESS, round_code="R1", folder=folder, text=True,
        progress=lambda *update: said.append(update),
    )  # fmt: skip
    assert (batch.letters, list(batch.files), batch.folder) == (6, NAMES, folder)
    assert listing(folder) == sorted([*NAMES, *(name.replace(".pdf", ".txt") for name in NAMES)])
    assert said[0] == (0, 6, "Letter 1 of 6: Circle E-1")
    assert said[-1] == (6, 6, "Keeping the letters")
    with office.officer.reading() as uow:
        records = sorted(uow.letters.where(), key=lambda one: one.file_name)
        (entry,) = [one for one in uow.trail.entries() if one.action == "letters made"]
    assert [one.sha256 for one in records] == [
        hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in NAMES
    ]
    assert len({one.batch_id for one in records}) == 1
    assert entry.after is not None and entry.after["letters"] == 6
    made = letter_rows(office.officer, round_code="R1")[0]
    assert isinstance(made, LetterRow)
    assert (made.made_at, made.file_name) == (NOW, "E-1 Circle E-1.pdf")


def test_letters_say_what_was_decided(sqlite_url: str) -> None:
    office = a_decided_round(sqlite_url).office
    text = {
        number: preview_letter_text(office.officer, press=PRESS, round_code="R1", reference=f"E-{number}")
        for number in range(1, 7)
    }
    flat = {number: " ".join(one.split()) for number, one in text.items()}
    assert "Sample Integrated Care Board Grace Adeyemi Circle E-1 4 Mill Lane Northbridge NB3 2AA" in flat[1]
    assert "Tuesday 1 September 2026 Our reference: E-1" in flat[1]
    assert "- Instalment 2: Monday 5 April 2027, £4,200 - Total: £8,400" in flat[1]
    assert "Your contact is Olu Officer, olu@example.org, 020 7946 0000." in flat[1]
    assert "ask for a review by Monday 21 September 2026" in flat[1]
    assert "Panel's score: 71.5 out of 100" in flat[2]
    assert "We will pay The Host Trust, the organisation that holds the money for you." in flat[2]
    assert "Our published rule: everyone who is funded gets what they asked for" in flat[2]
    assert "Your amount: the equal share of £7,000." in flat[2]
    assert "You are 1st on our reserve list." in flat[3]
    assert "The reason: the score of 41.2 is below the 50 needed." in flat[4]
    assert "What was strong: Strong E-4 - What to change: Change E-4" in flat[4]
    assert "You work in our area. (Our code for this reason is area.)" in flat[5]
    assert "Show us where you meet." in flat[5]
    assert "You told us that you want to withdraw" in flat[6]
    assert preview_letter(office.officer, press=PRESS, round_code="R1", reference="E-1").startswith(b"%PDF")


@pytest.mark.parametrize("large_print", [False, True])
def test_a_made_letter_keeps_its_day_until_it_would_say_something_else(
    sqlite_url: str, tmp_path: Path, large_print: bool
) -> None:
    decided = a_decided_round(sqlite_url)
    office, officer = decided.office, decided.office.officer

    def preview() -> str:
        return preview_letter_text(officer, press=PRESS, round_code="R1", reference="E-4")

    folder = tmp_path / "letters"
    batch = make_letters(
        officer, press=PRESS, round_code="R1", folder=folder, text=True, large_print=large_print
    )
    office.clock.instant += timedelta(days=40)
    assert preview().encode() == (folder / "E-4 Circle E-4.txt").read_bytes()
    assert "Tuesday 1 September 2026" in preview()
    pdf = preview_letter(officer, press=PRESS, round_code="R1", reference="E-4", large_print=large_print)
    assert pdf == (folder / batch.files[3]).read_bytes()
    with officer.unit_of_work() as uow:
        feedback = next(one for one in uow.feedback.where() if one.change == "Change E-4")
        feedback.change = "Say how many people come."
        uow.commit()
    assert "Tuesday 1 September 2026" not in preview()
    assert "Sunday 11 October 2026" in preview()


def test_a_letter_without_feedback_stops_the_batch_unless_that_was_agreed(
    sqlite_url: str, tmp_path: Path
) -> None:
    decided = a_decided_round(sqlite_url, feedback=False)
    officer = decided.office.officer
    with pytest.raises(Problems) as caught:
        make_letters(officer, press=PRESS, round_code="R1", folder=tmp_path / "letters")
    assert caught.value.problems == tuple(
        f"E-{number}: The feedback needs one strength and one thing to change at least."
        for number in (2, 3, 4)
    )
    assert listing(tmp_path / "letters") == []
    explanation = Explanation(
        uuid4(), decided.round.id, "T2", "Given by phone", officer.actor.person_id, NOW, is_agreed=True
    )
    store(officer, explanation)
    batch = make_letters(officer, press=PRESS, round_code="R1", folder=tmp_path / "letters")
    assert batch.letters == 6
    text = preview_letter_text(officer, press=PRESS, round_code="R1", reference="E-4")
    assert "Ask your contact, and we will tell you what was strong" in text


def test_cancel_leaves_nothing(sqlite_url: str, tmp_path: Path) -> None:
    office = a_decided_round(sqlite_url).office

    def cancel_at_four(done: int, total: int, message: str) -> None:
        if done == 3:
            raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        make_letters(
            office.officer, press=PRESS, round_code="R1", folder=tmp_path / "letters", progress=cancel_at_four
        )
    assert listing(tmp_path / "letters") == []
    with office.officer.reading() as uow:
        assert uow.letters.count() == 0


def test_a_second_batch_takes_the_place_of_the_first_but_of_nothing_else(
    sqlite_url: str, tmp_path: Path
) -> None:
    office = a_decided_round(sqlite_url).office
    folder = tmp_path / "letters"
    folder.mkdir()
    for large in (False, True):
        make_letters(office.officer, press=PRESS, round_code="R1", folder=folder, large_print=large)
        assert listing(folder) == NAMES
    before = (folder / NAMES[0]).read_bytes()
    (folder / "my notes.docx").write_text("mine")
    with pytest.raises(CannotWrite, match=r"holds other files, such as “my notes.docx”"):
        make_letters(office.officer, press=PRESS, round_code="R1", folder=folder)
    assert (folder / NAMES[0]).read_bytes() == before
    assert listing(folder) == [*NAMES, "my notes.docx"]


def test_what_a_killed_run_left_is_swept_away(sqlite_url: str, tmp_path: Path) -> None:
    office = a_decided_round(sqlite_url).office
    (tmp_path / ".letters.abc.partial").mkdir()
    (tmp_path / ".letters.abc.partial" / "half.pdf").write_text("half")
    make_letters(office.officer, press=PRESS, round_code="R1", folder=tmp_path / "letters")
    assert listing(tmp_path / "letters") == NAMES


def test_a_round_that_changes_meanwhile_keeps_the_old_letters(sqlite_url: str, tmp_path: Path) -> None:
    office = a_decided_round(sqlite_url).office

    def meddle(done: int, total: int, message: str) -> None:
        if done == 2:
            with office.officer.reading() as uow:
                records = round_by_code(uow, "R1").records
            changed = replace(records, review_request_days=9)
            edit_round(office.officer, round_code="R1", version=None, records=changed)

    with pytest.raises(StaleVersion, match="Make them again"):
        make_letters(
            office.officer, press=PRESS, round_code="R1", folder=tmp_path / "letters", progress=meddle
        )
    assert listing(tmp_path / "letters") == []


def test_only_officers_make_letters_and_only_once_it_is_decided(sqlite_url: str, tmp_path: Path) -> None:
    decided = a_decided_round(sqlite_url, state=RoundState.MODERATION)
    with pytest.raises(NotAllowed):
        make_letters(decided.office.auditor, press=PRESS, round_code="R1", folder=tmp_path / "x")
    with pytest.raises(StepRefused, match=r"The round is moderation. Letters are made once it is decided."):
        make_letters(decided.office.officer, press=PRESS, round_code="R1", folder=tmp_path / "x")
    with pytest.raises(NotFound, match="No letter is due for “E-9”"):
        preview_letter(decided.office.officer, press=PRESS, round_code="R1", reference="E-9")


def test_an_eoi_that_nobody_decided_on_stops_the_batch(sqlite_url: str, tmp_path: Path) -> None:
    decided = a_decided_round(sqlite_url)
    with decided.office.officer.unit_of_work() as uow:
        eoi = uow.eois.get(decided.eois["E-5"].id)
        eoi.state, eoi.reason_code = "queried", ""
        uow.commit()
    with pytest.raises(Problems, match=r"E-5: nothing was decided for this EOI."):
        make_letters(decided.office.officer, press=PRESS, round_code="R1", folder=tmp_path / "x")


def test_a_late_eoi_is_told_the_closing_day_and_the_way_in(sqlite_url: str) -> None:
    decided = a_decided_round(sqlite_url)
    with decided.office.officer.unit_of_work() as uow:
        eoi = uow.eois.get(decided.eois["E-5"].id)
        eoi.state, eoi.reason_code = "late", ""
        uow.commit()
    text = preview_letter_text(decided.office.officer, press=PRESS, round_code="R1", reference="E-5")
    assert "EOIs had to reach us by the end of Friday 2 October 2026. Yours came later." in " ".join(
        text.split()
    )


def test_a_cancelled_round_tells_everyone_why(sqlite_url: str, tmp_path: Path) -> None:
    reason = "The national programme took the money back."
    history = (StateChange(RoundState.CANCELLED, NOW, "Olu Officer", reason),)
    office = a_decided_round(sqlite_url, state=RoundState.CANCELLED, history=history).office
    assert [row.kind for row in letter_rows(office.officer, round_code="R1")] == [
        *[LetterKind.CANCELLED] * 5, LetterKind.WITHDRAWN,
    ]  # fmt: skip
    assert make_letters(office.officer, press=PRESS, round_code="R1", folder=tmp_path / "x").letters == 6
    assert reason in preview_letter_text(office.officer, press=PRESS, round_code="R1", reference="E-1")


def test_a_trial_needs_no_feedback_and_every_letter_says_trial(sqlite_url: str, tmp_path: Path) -> None:
    office = a_decided_round(
        sqlite_url, feedback=False, is_trial=True, state=RoundState.OPEN, records=RoundRecords()
    ).office
    folder = tmp_path / "letters"
    make_letters(office.officer, press=PRESS, round_code="R1", folder=folder, text=True)
    texts = [path.read_text(encoding="utf-8") for path in folder.glob("*.txt")]
    assert len(texts) == 6
    assert all(text.startswith("TRIAL. ") for text in texts)
    assert all("the grants team at Sample Integrated Care Board" in " ".join(text.split()) for text in texts)
