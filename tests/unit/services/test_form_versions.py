"""A form that went out keeps its questions; changing them afterwards makes another version."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from commissioning_app.bootstrap import AppContext
from commissioning_app.domain.application_forms.identity import FormKind
from commissioning_app.domain.application_forms.versions import QuestionChanges, WentOut
from commissioning_app.domain.errors import NotAllowed
from commissioning_app.domain.forms import Question
from commissioning_app.domain.rounds import RoundState, StateChange
from commissioning_app.services.form_versions import VersionLine, form_versions, known_questions
from commissioning_app.services.forms import make_form
from commissioning_app.services.lookups import round_by_code
from commissioning_app.services.rounds import edit_round, read_round
from commissioning_app.services.rounds_steps import advance_round, step_back
from tests.factories import NOW, Office, a_question, a_round, make_office, store

NEED, MONEY, WHEN = a_round().questions


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return make_office(str(tmp_path / "w.db"))


def hand_out(office: Office, folder: Path, app: AppContext | None = None) -> None:
    files = (app or office.app).form_files()
    make_form(office.officer, round_code="R1", kind=FormKind.HTML, files=files, path=folder / "form.html")


def edit(office: Office, *questions: Question, **design: Any) -> int:
    edit_round(office.officer, round_code="R1", version=None, questions=questions, **design)
    return read_round(office.officer, round_code="R1").form_version


def numbers(office: Office) -> list[tuple[int, WentOut | None]]:
    lines = form_versions(office.officer, round_code="R1")
    return [(line.number, line.went_out) for line in lines]


def test_before_anything_goes_out_there_is_one_version(office: Office) -> None:
    store(office.officer, a_round())
    assert edit(office, NEED) == 1
    assert form_versions(office.officer, round_code="R1") == (
        VersionLine(1, None, None, (NEED,), QuestionChanges()),
    )


def test_a_change_after_handing_out_makes_the_next_version_once(office: Office, tmp_path: Path) -> None:
    store(office.officer, a_round())
    hand_out(office, tmp_path)
    assert edit(office, MONEY, NEED, WHEN) == 2
    assert edit(office, NEED, replace(MONEY, word_limit=80)) == 2, "version 2 has not gone out yet"
    lines = form_versions(office.auditor, round_code="R1")
    shorter = replace(MONEY, word_limit=80)
    assert lines == (
        VersionLine(
            2, None, None, (NEED, shorter), QuestionChanges(removed=(WHEN,), changed=((MONEY, shorter),))
        ),
        VersionLine(1, WentOut.HANDED_OUT, NOW, (NEED, MONEY, WHEN), QuestionChanges()),
    )
    hand_out(office, tmp_path)
    assert edit(office, NEED) == 3
    assert numbers(office) == [(3, None), (2, WentOut.HANDED_OUT), (1, WentOut.HANDED_OUT)]
    with office.officer.reading() as uow:
        entry = [one for one in uow.trail.entries() if one.action == "round edited"][-1]
    assert entry.after is not None and entry.before is not None
    assert (entry.before["form_version"], entry.after["form_version"]) == (2, 3)


def test_reasons_and_help_make_no_version(office: Office, tmp_path: Path) -> None:
    store(office.officer, a_round())
    hand_out(office, tmp_path)
    assert edit(office, replace(NEED, why="Because", help="Like this"), MONEY, WHEN) == 1


def test_handing_out_twice_keeps_it_once(office: Office, tmp_path: Path) -> None:
    store(office.officer, a_round())
    hand_out(office, tmp_path)
    office.clock.instant = NOW.replace(day=20)
    hand_out(office, tmp_path)
    [line] = form_versions(office.officer, round_code="R1")
    assert (line.went_out, line.went_out_at) == (WentOut.HANDED_OUT, NOW)


def test_opening_keeps_the_questions(office: Office) -> None:
    store(office.officer, a_round())
    advance_round(office.officer, round_code="R1")
    assert numbers(office) == [(1, WentOut.OPENED)]
    step_back(office.officer, round_code="R1", reason="A question was not clear.")
    assert edit(office, replace(NEED, text="What matters to people?"), MONEY, WHEN) == 2
    advance_round(office.officer, round_code="R1")
    assert numbers(office) == [(2, WentOut.OPENED), (1, WentOut.OPENED)]


def test_a_round_that_was_opened_before_versions_were_kept(office: Office) -> None:
    history = (
        StateChange(RoundState.OPEN, NOW, "Olu Officer"),
        StateChange(RoundState.DRAFT, NOW, "Olu Officer", "A question was not clear."),
    )
    store(office.officer, a_round(history=history))
    assert edit(office, NEED) == 2
    assert numbers(office) == [(2, None), (1, WentOut.OPENED)]
    assert form_versions(office.officer, round_code="R1")[1].questions == (NEED, MONEY, WHEN)
    assert edit(office, MONEY) == 2


def test_old_questions_are_known_by_id(office: Office, tmp_path: Path) -> None:
    store(office.officer, a_round())
    hand_out(office, tmp_path)
    reworded = replace(NEED, text="What matters to people?")
    edit(office, reworded)
    with office.officer.reading() as uow:
        known = known_questions(uow, round_by_code(uow, "R1"))
    assert known == {"need": reworded, "money": MONEY, "when": WHEN}


def test_members_do_not_read_the_versions(office: Office) -> None:
    from tests.factories import a_panel

    round_ = a_round(questions=(a_question(),))
    store(office.officer, round_)
    a_panel(office.officer, round_.id)
    with pytest.raises(NotAllowed):
        form_versions(office.member("Community 1"), round_code="R1")
