"""Contacts on an organisation's page: written down, changed, taken out; the way there from an EOI."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from commissioning_app.domain.contacts import ContactWay
from commissioning_app.domain.organisations import Organisation
from commissioning_app.services.contacts import edit_contact, note_contact
from commissioning_app.services.queries.contacts import ContactLine, contacts_page
from commissioning_app.ui.lib.dialogs import ConflictDialog
from commissioning_app.ui.main_window import MainWindow
from commissioning_app.ui.navigation import Route
from commissioning_app.ui.organisations.contact_dialogs import ContactDialog, RemoveContactDialog
from commissioning_app.ui.widgets.buttons import Button
from commissioning_app.ui.widgets.text import Label
from tests.factories import Office, a_round, an_eoi, an_organisation, store
from tests.ui.desk import go, in_dialog, press, sit_down
from tests.ui.keys import letters_given_twice
from tests.ui.rounds.hands import restarted, type_over

DAY = date(2026, 8, 28)


@pytest.fixture
def circle(office: Office) -> Organisation:
    """It sent EOI-001 to the round R1."""
    made, round_ = an_organisation("Circle"), a_round()
    store(office.officer, made, round_, an_eoi(round_.id, made.id))
    return made


def noted(office: Office, circle: Organisation, **changes: Any) -> UUID:
    said: dict[str, Any] = {"on": DAY, "how": ContactWay.VISIT, "about": "The hall is cold", **changes}
    return note_contact(office.officer, organisation_id=circle.id, **said)


def kept(office: Office, circle: Organisation) -> tuple[ContactLine, ...]:
    return contacts_page(office.officer, organisation_id=circle.id).contacts


def card_of(window: MainWindow, circle: Organisation) -> Any:
    return go(window, "organisations", item=str(circle.id)).view.contacts


def said(row: Any) -> list[str]:
    return [label.text() for label in row.findChildren(Label)]


def test_from_the_eoi_to_a_contact_about_its_round_by_keyboard(
    qtbot: QtBot, office: Office, window: MainWindow, circle: Organisation
) -> None:
    tab = go(window, "round", "R1", "eois", "EOI-001")
    facts = tab.view.facts
    assert facts.contacts_button.text() == "Contacts with them: none yet"
    press(qtbot, facts.contacts_button)
    assert window.shell.navigator.current == Route("organisations", "R1", item=f"{circle.id}/contacts")
    card = go(window, "organisations", "R1", item=f"{circle.id}/contacts").view.contacts
    assert window.focusWidget() is card.add_button

    def fill(dialog: ContactDialog) -> None:
        assert (dialog.on.day, dialog.round.currentText()) == (date(2026, 9, 1), "Grassroots wellbeing")
        assert dialog.focusWidget() is dialog.about
        press(qtbot, dialog.go_button)
        assert dialog.fields["about"].error == "Say what it was about."
        qtbot.keyClicks(dialog.about, "The hall is cold")
        qtbot.keyClick(dialog.about, Qt.Key.Key_Tab)
        assert dialog.focusWidget() is dialog.promised
        qtbot.keyClicks(dialog.promised, "We ask the council by Friday")
        type_over(qtbot, dialog.on, "2 Sep 2026")
        press(qtbot, dialog.go_button)
        told = "This day is still to come. Write it down once it has happened."
        assert dialog.fields["on"].error == told
        type_over(qtbot, dialog.on, "28 Aug 2026")
        dialog.how.setFocus()
        qtbot.keyClick(dialog.how, Qt.Key.Key_T)
        qtbot.keyClick(dialog.on.edit, Qt.Key.Key_Return)

    in_dialog(ContactDialog, fill, lambda: qtbot.keyClick(card.add_button, Qt.Key.Key_Space))
    [line] = kept(office, circle)
    assert (line.on, line.how, line.about, line.promised, line.round_code) == (
        DAY, ContactWay.TELEPHONE, "The hall is cold", "We ask the council by Friday", "R1",
    )  # fmt: skip
    assert said(card.rows[0]) == [
        "Telephone call, Friday 28 August 2026",
        "The hall is cold",
        "Promised: We ask the council by Friday",
        "Grassroots wellbeing · Written down by Olu Officer",
    ]
    assert window.message.text == "The contact is written down."
    tab = go(window, "round", "R1", "eois", "EOI-001")
    assert tab.view.facts.contacts_button.text() == "Contacts with them: 1"


def test_changed_and_taken_out_with_a_reason(
    qtbot: QtBot, office: Office, window: MainWindow, circle: Organisation
) -> None:
    noted(office, circle, promised="A heater")
    card = card_of(window, circle)

    def change(dialog: ContactDialog) -> None:
        assert (dialog.on.day, dialog.how.currentText(), dialog.round.currentData()) == (DAY, "Visit", "")
        type_over(qtbot, dialog.promised, "Two heaters")
        press(qtbot, dialog.go_button)

    def take_out(dialog: RemoveContactDialog) -> None:
        press(qtbot, dialog.go_button)
        assert dialog.fields["reason"].error == "Say why the contact is taken out."
        qtbot.keyClicks(dialog.reason, "Of another group")
        press(qtbot, dialog.go_button)

    in_dialog(ContactDialog, change, lambda: press(qtbot, card.rows[0].links["change"]))
    assert [line.promised for line in kept(office, circle)] == ["Two heaters"]
    in_dialog(RemoveContactDialog, take_out, lambda: press(qtbot, card.rows[0].links["take_out"]))
    assert (kept(office, circle), card.rows) == ((), [])


def test_what_somebody_changed_first_is_shown_beside_it(
    qtbot: QtBot, office: Office, window: MainWindow, circle: Organisation
) -> None:
    key = noted(office, circle)
    card = card_of(window, circle)

    def change(dialog: ContactDialog) -> None:
        edit_contact(
            office.officer, contact_id=key, version=1, on=DAY, how=ContactWay.EVENT, about="The hall is cold"
        )
        type_over(qtbot, dialog.about, "It is damp")

        def keep_theirs(conflict: ConflictDialog) -> None:
            words = {label.text() for label in conflict.findChildren(Label)}
            assert {"Event", "Visit", "The hall is cold", "It is damp"} <= words
            next(one for one in conflict.findChildren(Button) if one.text() == "Keep theirs").click()

        in_dialog(ConflictDialog, keep_theirs, lambda: press(qtbot, dialog.go_button))

    in_dialog(ContactDialog, change, lambda: press(qtbot, card.rows[0].links["change"]))
    assert [(line.how, line.about) for line in kept(office, circle)] == [
        (ContactWay.EVENT, "The hall is cold")
    ]


def test_the_newest_few_and_the_rest_on_demand(
    qtbot: QtBot, office: Office, window: MainWindow, circle: Organisation
) -> None:
    for day in range(1, 8):
        noted(office, circle, on=date(2026, 8, day))
    card = card_of(window, circle)
    assert [row.accessibleName() for row in card.rows] == [
        f"Visit, {name} {day} August 2026"
        for day, name in ((7, "Friday"), (6, "Thursday"), (5, "Wednesday"), (4, "Tuesday"), (3, "Monday"))
    ]
    press(qtbot, card.more_button)
    assert len(card.rows) == 7


def test_others_read(office: Office, window: MainWindow, circle: Organisation) -> None:
    noted(office, circle)
    for context in (office.approver, office.finance, office.auditor):
        sit_down(window, context)
        card = card_of(window, circle)
        assert card.add_button.toolTip() == (
            "Officers do this. Choose another person in Settings, or ask one."
        )
        assert [row.links for row in card.rows] == [{}]


def test_what_is_typed_about_the_organisation_stays(
    qtbot: QtBot, office: Office, window: MainWindow, circle: Organisation
) -> None:
    view = go(window, "organisations", item=str(circle.id)).view
    type_over(qtbot, view.inputs.name, "Circles")

    def fill(dialog: ContactDialog) -> None:
        qtbot.keyClicks(dialog.about, "Their new name")
        press(qtbot, dialog.go_button)

    in_dialog(ContactDialog, fill, lambda: press(qtbot, view.contacts.add_button))
    assert (view.inputs.name.text(), len(view.contacts.rows)) == ("Circles", 1)
    view.undo()


def test_it_stands_there_after_a_restart(
    qtbot: QtBot, office: Office, window: MainWindow, circle: Organisation
) -> None:
    noted(office, circle)
    card = card_of(restarted(qtbot, office), circle)
    assert [row.accessibleName() for row in card.rows] == ["Visit, Friday 28 August 2026"]


@pytest.mark.parametrize("percent", [100, 200])
def test_nothing_is_cut_off_and_no_letter_stands_twice(
    office: Office, window: MainWindow, circle: Organisation, percent: int
) -> None:
    noted(office, circle, about="The hall " * 40, promised="Heaters " * 20)
    window.shell.settings.text_percent = percent
    window.shell.apply_look()
    view = go(window, "organisations", item=str(circle.id)).view
    assert (view.overflow(), letters_given_twice(view)) == (0, {})
    page = contacts_page(office.officer, organisation_id=circle.id)
    dialog = ContactDialog(window, office.officer, page)
    assert letters_given_twice(dialog) == {}
