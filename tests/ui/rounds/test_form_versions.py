"""What went out of a form, under its questions: since when, what changed, and what saving would do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from commissioning_app.domain.application_forms.identity import FormKind
from commissioning_app.domain.application_forms.versions import compare_questions
from commissioning_app.domain.forms import QuestionKind
from commissioning_app.domain.rounds import RoundState
from commissioning_app.services.forms import make_form
from commissioning_app.services.rounds import edit_round
from commissioning_app.services.rounds_steps import advance_round
from commissioning_app.ui.main_window import MainWindow
from commissioning_app.ui.rounds.design.form_versions_card import FormVersionsCard, changes_words
from commissioning_app.ui.widgets.text import Prose
from tests.factories import Office, a_question, a_round, store
from tests.ui.desk import go, press

NEED, MONEY, WHEN = a_round().questions


@pytest.fixture
def hand_out(office: Office, tmp_path: Path) -> Callable[[], object]:
    """Hands the form of R1 out once."""
    path = tmp_path / "form.html"

    def make() -> object:
        files = office.app.form_files()
        return make_form(office.officer, round_code="R1", kind=FormKind.HTML, files=files, path=path)

    return make


def lines(card: FormVersionsCard) -> list[str]:
    return [one.text() for one in card.findChildren(Prose)]


def section_of(window: MainWindow) -> Any:
    return go(window, "round", "R1", "form", "questions").sections["questions"]


def test_nothing_is_said_before_a_form_went_out(office: Office, window: MainWindow) -> None:
    store(office.officer, a_round())
    assert section_of(window).versions.isHidden()


def test_versions_stand_under_the_questions(
    qtbot: QtBot, office: Office, window: MainWindow, hand_out: Callable[[], object]
) -> None:
    store(office.officer, a_round())
    card = section_of(window).versions
    hand_out()
    tab = go(window, "round", "R1", "form", "handing_out")
    section = section_of(window)
    assert lines(card) == ["Version 1, handed out on Tuesday 1 September 2026 (now)", "3 questions"]
    assert card.isVisible() and card.message.text == ""
    section.list.move_item(0, 1)
    assert card.message.text == (
        "Version 1 went out. When you save, the questions become version 2. Forms filled in on version 1 can "
        "still be imported: answers go to the same questions, and what is not asked any more is kept with "
        "the EOI."
    )
    press(qtbot, section.list.undo_button)
    assert card.message.text == ""
    section.list.move_item(0, 1)
    press(qtbot, tab.save_button)
    assert lines(card) == [
        "Version 2, not handed out yet (now)",
        "Moved: “What would you do with the money?”",
        "Version 1, handed out on Tuesday 1 September 2026",
        "3 questions",
    ]
    assert card.message.text == ""


def test_published_questions_are_said_to_be_fixed(office: Office, window: MainWindow) -> None:
    store(office.officer, a_round())
    advance_round(office.officer, round_code="R1")
    card = section_of(window).versions
    assert lines(card)[0] == "Version 1, opened on Tuesday 1 September 2026 (now)"
    assert card.message.text == (
        "The questions were published when the round opened, so they stay as they are. "
        "Going back a step, with a reason, makes them editable again."
    )


def test_later_there_is_no_way_back_to_promise(office: Office, window: MainWindow) -> None:
    store(office.officer, a_round())
    advance_round(office.officer, round_code="R1")
    with office.officer.unit_of_work() as uow:
        [round_] = uow.rounds.where()
        round_.state = RoundState.DECIDED
        uow.commit()
    assert section_of(window).versions.message.text == (
        "The questions were published when the round opened, so they stay as they are."
    )


def test_every_kind_of_change_has_its_sentence() -> None:
    kinds = replace(
        WHEN,
        kind=QuestionKind.CHOICE,
        options=("In spring", "In autumn"),
        required=False,
        something_else=True,
    )
    after = (replace(NEED, text="What matters?"), kinds, a_question(id="new", text="What else?"))
    assert list(changes_words(compare_questions((NEED, MONEY, WHEN), after))) == [
        "New: “What else?”",
        "Left out: “What would you do with the money?”",
        "Reworded: “What do people in your community need?” is now “What matters?”",
        "Answered otherwise: “When would you start?”: a date, needed, now one of a list, In spring / In "
        "autumn / something else, may be left out",
    ]
    shorter = replace(NEED, word_limit=100)
    assert list(changes_words(compare_questions((NEED,), (shorter,)))) == [
        "Answered otherwise: “What do people in your community need?”: some sentences, at most 200 words, "
        "needed, now some sentences, at most 100 words, needed"
    ]


def test_somebody_else_made_a_version_meanwhile(
    office: Office, window: MainWindow, hand_out: Callable[[], object]
) -> None:
    store(office.officer, a_round())
    hand_out()
    section = section_of(window)
    edit_round(office.officer, round_code="R1", version=None, questions=(NEED,))
    page: Any = window.shell.navigator.page("round")
    page.refresh()
    assert lines(section.versions)[:3] == [
        "Version 2, not handed out yet (now)",
        "Left out: “What would you do with the money?”",
        "Left out: “When would you start?”",
    ]
