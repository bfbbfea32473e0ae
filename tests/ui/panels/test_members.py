"""Members of a panel: adding, editing, briefing, payment, stepping down and coming back, taking off."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from commissioning_app.domain.panels import MemberGroup, PaymentChoice
from commissioning_app.domain.roles import Role
from commissioning_app.domain.rounds import RoundState
from commissioning_app.services.panels import edit_member
from commissioning_app.services.people import add_person
from commissioning_app.services.queries.panel import PanelRow, panel_rows
from commissioning_app.ui.lib.dialogs import ConflictDialog, Dialog
from commissioning_app.ui.lib.theme import apply_theme
from commissioning_app.ui.panels.member_dialogs import (
    AddMemberDialog,
    BringBackDialog,
    EditMemberDialog,
    StepDownDialog,
)
from commissioning_app.ui.panels.note_dialogs import BriefingDialog, PaymentDialog
from commissioning_app.ui.widgets.page import ScrollPage
from tests.desks import Desk
from tests.ui.desk import Hands, in_dialog, press
from tests.ui.panels.conftest import Opener, shown, window_of


def rows(desk: Desk) -> dict[str, PanelRow]:
    """The panel by name, as the services tell it."""
    return {one.name: one for one in panel_rows(desk.officer, round_code="R1")}


def choose(tab: Any, *numbers: int) -> None:
    """Choose members' lines, by their places in the desk."""
    table = tab.members.table
    table.view.clearSelection()
    for number in numbers:
        table.view.selectionModel().select(
            table.model.index(table.model.row_of(tab.members_of[number]), 0),
            table.view.selectionModel().SelectionFlag.Select | table.view.selectionModel().SelectionFlag.Rows,
        )


@pytest.fixture
def members(desk: Desk, open_tab: Opener) -> Any:
    tab: Any = open_tab(desk)
    tab.members_of = [one.id for one in desk.members]
    return tab


def test_the_panel_with_its_groups_and_what_is_missing(desk: Desk, members: Any) -> None:
    section = members.members
    assert section.sentence.text() == "3 of 5 voting members are community members."
    assert section.detail.text() == "5 have had no briefing. 5 have not said which ties they have."
    assert shown(section.table)[0] == [
        "Community 1", "Community", "Member", "", "Not asked", "Not said yet", "0", "",
    ]  # fmt: skip
    assert [line[0] for line in shown(section.table)] == [
        "Community 1", "Community 2", "Community 3", "Commissioner 1", "Commissioner 2",
    ]  # fmt: skip


def test_somebody_new_joins(qtbot: QtBot, desk: Desk, members: Any) -> None:
    def fill(dialog: AddMemberDialog) -> None:
        assert not dialog.who.isVisible()
        press(qtbot, dialog.go_button)
        assert dialog.fields["name"].error == "Give the person's name."
        qtbot.keyClicks(dialog.name, "Amara")
        qtbot.keyClicks(dialog.email, "amara@example.org")
        dialog.chair.click()
        qtbot.keyClick(dialog.email, Qt.Key.Key_Return)

    in_dialog(AddMemberDialog, fill, members.members.add_button.click)
    amara = rows(desk)["Amara"]
    assert (amara.group, amara.is_chair, amara.has_vote) == (MemberGroup.COMMUNITY, True, True)
    assert ["Amara", "Community", "Chair"] in [line[:3] for line in shown(members.members.table)]


def test_somebody_known_joins_without_a_vote(qtbot: QtBot, desk: Desk, members: Any) -> None:
    add_person(desk.officer, name="Zadie", roles={Role.PANEL_MEMBER})

    def fill(dialog: AddMemberDialog) -> None:
        assert dialog.who.isVisible()
        assert [dialog.person.itemText(i) for i in range(dialog.person.count())] == ["Zadie"]
        dialog.group.buttons[MemberGroup.COMMISSIONER].click()
        dialog.vote.click()
        press(qtbot, dialog.go_button)

    in_dialog(AddMemberDialog, fill, members.members.add_button.click)
    zadie = rows(desk)["Zadie"]
    assert (zadie.group, zadie.has_vote) == (MemberGroup.COMMISSIONER, False)


def test_a_member_is_edited_and_two_savers_are_told_apart(qtbot: QtBot, desk: Desk, members: Any) -> None:
    choose(members, 0)

    def meanwhile(dialog: EditMemberDialog) -> None:
        edit_member(
            desk.officer, round_code="R1", member_id=desk.members[0].id, version=None,
            group=MemberGroup.COMMUNITY, is_chair=False, has_vote=False,
        )  # fmt: skip
        dialog.chair.click()

        def mine(conflict: ConflictDialog) -> None:
            words = "Save mine over it"
            next(b for b in conflict.findChildren(QAbstractButton) if b.text() == words).click()

        in_dialog(ConflictDialog, mine, dialog.go_button.click)

    in_dialog(EditMemberDialog, meanwhile, members.members.edit_button.click)
    first = rows(desk)["Community 1"]
    assert (first.is_chair, first.has_vote) == (True, True)


def test_a_briefing_is_noted_for_several(qtbot: QtBot, desk: Desk, members: Any) -> None:
    choose(members, 0, 3)

    def day(text: str) -> Callable[[BriefingDialog], None]:
        def note(dialog: BriefingDialog) -> None:
            dialog.day.edit.selectAll()
            qtbot.keyClick(dialog.day.edit, Qt.Key.Key_Delete)
            qtbot.keyClicks(dialog.day.edit, "4 December 2026")
            press(qtbot, dialog.go_button)
            assert dialog.fields["on"].error == "The briefing is noted once it has been held."
            dialog.day.edit.selectAll()
            qtbot.keyClicks(dialog.day.edit, text) if text else dialog.day.set_day(None)
            press(qtbot, dialog.go_button)

        return note

    in_dialog(BriefingDialog, day("31/8/2026"), members.members.briefing_button.click)
    noted = {name: row.briefed_on for name, row in rows(desk).items()}
    assert [name for name, on in noted.items() if on == date(2026, 8, 31)] == [
        "Community 1",
        "Commissioner 1",
    ]
    choose(members, 0)
    in_dialog(BriefingDialog, day(""), members.members.briefing_button.click)
    assert rows(desk)["Community 1"].briefed_on is None


def test_payment_is_noted_for_community_members(qtbot: QtBot, desk: Desk, members: Any) -> None:
    choose(members, 3)
    section = members.members
    assert section.payment_button.toolTip() == "Payment is offered to community members."
    choose(members, 1)

    def note(dialog: PaymentDialog) -> None:
        dialog.choice.buttons[PaymentChoice.REDUCED].click()
        press(qtbot, dialog.go_button)

    in_dialog(PaymentDialog, note, section.payment_button.click)
    assert rows(desk)["Community 2"].payment is PaymentChoice.REDUCED
    assert shown(section.table)[1][4] == "Takes less"


def test_a_member_steps_down_and_comes_back(qtbot: QtBot, desk: Desk, members: Any) -> None:
    section = members.members
    choose(members, 2)

    def leave(dialog: StepDownDialog) -> None:
        press(qtbot, dialog.go_button)
        assert dialog.fields["reason"].error == "Say why, in a few words."
        qtbot.keyClicks(dialog.reason, "Moves away")
        press(qtbot, dialog.go_button)

    in_dialog(StepDownDialog, leave, section.step_button.click)
    assert rows(desk)["Community 3"].stepped_down_because == "Moves away"
    assert shown(section.table)[-1][:3] == ["Community 3", "Community", "Stepped down"]
    assert section.sentence.text() == "2 of 4 voting members are community members."
    choose(members, 2)
    assert section.step_button.text() == "Bring ba&ck"

    def back(dialog: BringBackDialog) -> None:
        assert dialog.text_label.text().startswith("They stepped down because: Moves away. ")
        qtbot.keyClicks(dialog.reason, "Stays after all")
        press(qtbot, dialog.go_button)

    in_dialog(BringBackDialog, back, section.step_button.click)
    assert rows(desk)["Community 3"].stepped_down_because == ""


def test_somebody_is_taken_off_only_when_it_is_meant(qtbot: QtBot, desk: Desk, members: Any) -> None:
    section = members.members
    for words, left in (("Go back", 5), ("Take off", 4)):
        choose(members, 4)

        def answer(dialog: Dialog, words: str = words) -> None:
            next(b for b in dialog.findChildren(QAbstractButton) if b.text() == words).click()

        in_dialog(Dialog, answer, section.remove_button.click)
        assert len(rows(desk)) == left
    assert window_of(members).message.text == "Commissioner 2 is off the panel."


def test_who_has_sent_something_is_not_taken_off(desk: Desk, members: Any) -> None:
    desk.scored(0, 0, [3, 3])
    choose(members, 0)

    def answer(dialog: Dialog) -> None:
        next(b for b in dialog.findChildren(QAbstractButton) if b.text() == "Take off").click()

    in_dialog(Dialog, answer, members.members.remove_button.click)
    assert members.members.message.text == (
        "This member sent assessments, so they can step down but not be taken out."
    )


def test_enter_on_a_line_opens_it(qtbot: QtBot, desk: Desk, members: Any) -> None:
    table = members.members.table
    table.select(desk.members[1].id)
    hands = Hands(EditMemberDialog, lambda dialog: dialog.reject())
    qtbot.keyClick(table.view, Qt.Key.Key_Return)
    hands.check()


def test_buttons_say_why_they_are_off(desk: Desk, open_tab: Opener) -> None:
    section = open_tab(desk).members
    officers = "Officers do this. Choose another person in Settings, or ask one."
    assert section.edit_button.toolTip() == "Choose a member in the list."
    read = open_tab(desk, context=desk.approver).members
    read.table.select(desk.members[0].id)
    for button in (read.add_button, read.edit_button, read.briefing_button, read.step_button):
        assert (button.isEnabled(), button.toolTip()) == (False, officers)
    desk.move(RoundState.MODERATION)
    late = open_tab(desk).members
    late.table.select(desk.members[0].id)
    assert (late.add_button.toolTip(), late.step_button.isEnabled()) == (
        "From moderation on the panel stays as it is.",
        True,
    )
    shown = [late.briefing_button, late.payment_button, late.step_button]
    hidden = [late.add_button, late.edit_button, late.remove_button]
    assert [one.isVisible() for one in shown + hidden] == [True] * 3 + [False] * 3
    assert late.why_not.text() == "From moderation on the panel stays as it is."
    desk.move(RoundState.DECIDED)
    done = open_tab(desk).members
    done.table.select(desk.members[0].id)
    assert done.step_button.toolTip() == "The round is decided: the panel’s work is done."


def test_an_empty_panel_offers_the_first_member(qtbot: QtBot, desk: Desk, open_tab: Opener) -> None:
    with desk.officer.unit_of_work() as uow:
        for member in uow.members.where():
            uow.members.remove(member)
        uow.commit()
    section = open_tab(desk).members
    assert section.sentence.text() == "The panel has no voting member yet."
    hands = Hands(AddMemberDialog, lambda dialog: dialog.reject())
    press(qtbot, section.empty_state.button)
    hands.check()


def test_at_twice_the_text_nothing_is_cut_off(qtbot: QtBot, qapp: Any, desk: Desk, open_tab: Opener) -> None:
    tab = open_tab(desk)
    window = window_of(tab)
    window.resize(1366, 768)
    apply_theme(qapp, "dark", 200)
    qtbot.waitUntil(lambda: window.rail.collapsed)
    for section in ("members", "interests", "assignments"):
        tab.show_section(section)
        sheets = [one for one in window.findChildren(ScrollPage) if one.isVisible()]
        assert [one.overflow() for one in sheets] == [0] * len(sheets)
