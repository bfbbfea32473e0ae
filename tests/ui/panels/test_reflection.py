"""The panel's own word: written down, said again, refused in sentences; and what the briefing leaves out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from commissioning_app.domain.errors import BadValue, NotAllowed, StaleVersion
from commissioning_app.domain.rounds import RoundState
from commissioning_app.domain.together import Briefing, BriefingTopic, PanelReflection
from commissioning_app.services.reflection import note_reflection
from commissioning_app.services.rounds import edit_round, read_round
from commissioning_app.ui.lib.dialogs import ConflictDialog
from commissioning_app.ui.panels.reflection import ReflectionDialog
from tests.desks import Desk
from tests.factories import NOW
from tests.ui.desk import Hands, in_dialog, press
from tests.ui.panels.conftest import Opener, window_of

SAID = PanelReflection(date(2026, 9, 1), "Somali families on the estate", True, "Three of us live there.")


@pytest.fixture
def desk(desk: Desk) -> Desk:
    """A panel that has not said anything of itself yet."""
    with desk.officer.unit_of_work() as uow:
        kept = uow.rounds.get(desk.round.id)
        kept.records = replace(kept.records, panel_reflection=PanelReflection())
        uow.commit()
    return desk


def _kept(desk: Desk) -> PanelReflection:
    return read_round(desk.officer, round_code="R1").records.panel_reflection


def _type(qtbot: QtBot, editor: Any, text: str) -> None:
    editor = getattr(editor, "edit", editor)
    editor.selectAll()
    qtbot.keyClicks(editor, text)


def test_the_panels_word_is_written_down_and_stands(qtbot: QtBot, desk: Desk, open_tab: Opener) -> None:
    tab = open_tab(desk, "reflection")
    section = tab.reflection
    assert section.sentence.text().startswith("The panel has not said yet")
    desk.move(RoundState.SCORING)

    def write(dialog: ReflectionDialog) -> None:
        _type(qtbot, dialog.on, "2 Sep 2026")
        press(qtbot, dialog.go_button)
        assert dialog.fields["on"].error == "The panel's word is written down once the panel has said it."
        _type(qtbot, dialog.on, "1/9/2026")
        press(qtbot, dialog.go_button)
        assert dialog.fields["serves"].error == "Say which communities the round serves."
        _type(qtbot, dialog.serves, SAID.serves)
        press(qtbot, dialog.go_button)
        assert dialog.fields["includes_them"].error == "Say what the panel answered: yes, or no."
        dialog.answer.buttons["yes"].click()
        _type(qtbot, dialog.words, SAID.in_their_words)
        press(qtbot, dialog.go_button)

    in_dialog(ReflectionDialog, write, lambda: press(qtbot, section.write_button))
    assert _kept(desk) == SAID
    assert section.sentence.text() == "The panel says: people whom this round serves sit on it."
    assert section.detail.text() == "Tuesday 1 September 2026: Somali families on the estate"
    assert section.quote.text() == "“Three of us live there.”"
    with desk.officer.reading() as uow:
        entry = list(uow.trail.entries())[-1]
    assert (entry.action, dict(entry.after or {})["panel_reflection"]["includes_them"]) == (
        "panel's own word noted", True,
    )  # fmt: skip


def test_it_opens_again_as_it_was_written(qtbot: QtBot, desk: Desk, open_tab: Opener) -> None:
    note_reflection(desk.officer, round_code="R1", reflection=replace(SAID, includes_them=False))
    section = open_tab(desk, "reflection").reflection
    assert section.sentence.text().endswith("are missing.")

    def look(dialog: ReflectionDialog) -> None:
        assert (dialog.on.day, dialog.answer.chosen) == (SAID.on, "no")
        assert (dialog.serves.toPlainText(), dialog.words.toPlainText()) == (SAID.serves, SAID.in_their_words)
        _type(qtbot, dialog.on, "soon")
        press(qtbot, dialog.go_button)
        assert dialog.fields["on"].error.startswith("“soon” is not a date.")
        dialog.reject()

    in_dialog(ReflectionDialog, look, lambda: press(qtbot, section.write_button))


def test_the_later_of_two_officers_sees_both_versions(qtbot: QtBot, desk: Desk, open_tab: Opener) -> None:
    section = open_tab(desk, "reflection").reflection

    def write(dialog: ReflectionDialog) -> None:
        note_reflection(desk.officer, round_code="R1", reflection=replace(SAID, serves="Theirs"))
        _type(qtbot, dialog.serves, "Mine")
        dialog.answer.buttons["yes"].click()
        hands = Hands(ConflictDialog, lambda both: both.foot.itemAt(3).widget().click())
        press(qtbot, dialog.go_button)
        hands.check()

    in_dialog(ReflectionDialog, write, lambda: press(qtbot, section.write_button))
    assert _kept(desk).serves == "Mine"


def test_others_read_it_and_are_told_who_writes(desk: Desk, open_tab: Opener) -> None:
    section = open_tab(desk, "reflection", desk.office.auditor).reflection
    assert not section.write_button.isVisible()
    assert section.why_not.text().startswith("Officers do this.")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"on": None}, "on"),
        ({"on": NOW.date() + timedelta(days=1)}, "on"),
        ({"serves": " "}, "serves"),
        ({"includes_them": None}, "includes_them"),
    ],
)
def test_half_a_word_is_refused(desk: Desk, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(BadValue) as refused:
        note_reflection(desk.officer, round_code="R1", reflection=replace(SAID, **changes))
    assert refused.value.field == field
    assert _kept(desk) == PanelReflection()


def test_only_officers_write_it_and_not_over_anothers(desk: Desk) -> None:
    with pytest.raises(NotAllowed):
        note_reflection(desk.approver, round_code="R1", reflection=SAID)
    note_reflection(desk.officer, round_code="R1", reflection=SAID)
    other = replace(SAID, includes_them=False)
    with pytest.raises(StaleVersion) as stale:
        note_reflection(desk.officer, round_code="R1", reflection=other, was=PanelReflection())
    assert (stale.value.theirs["includes_them"], stale.value.yours["includes_them"]) == (True, False)
    note_reflection(desk.officer, round_code="R1", reflection=other, was=SAID)
    assert _kept(desk) == other


def test_the_members_page_says_what_the_briefing_leaves_out(
    qtbot: QtBot, desk: Desk, open_tab: Opener
) -> None:
    tab = open_tab(desk)
    records = read_round(desk.officer, round_code="R1").records
    part = replace(records, briefing=Briefing((BriefingTopic.ANTI_RACISM, BriefingTopic.CRITERIA)))
    edit_round(desk.officer, round_code="R1", version=None, records=part)
    tab.refresh()
    assert (
        "The briefing doesn’t go through this yet: Ties to applicants (conflicts of interest)."
        in tab.members.detail.text()
    )
    press(qtbot, tab.members.briefing_link)
    route = window_of(tab).shell.navigator.current
    assert route is not None and (route.tab, route.item) == ("form", "panel")
