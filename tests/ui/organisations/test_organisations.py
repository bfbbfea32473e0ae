"""The Organisations page: list, details, two savers, history across rounds, likely duplicates, adding."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from commissioning_app.domain.awards import Award
from commissioning_app.domain.eois import Decision, EoiState
from commissioning_app.domain.organisations import Organisation
from commissioning_app.domain.rounds import RoundState
from commissioning_app.services.organisations import NewOrganisation, edit_organisation
from commissioning_app.services.queries.organisations import (
    OrganisationPage,
    organisation_page,
    organisation_rows,
)
from commissioning_app.ui.lib.dialogs import ConflictDialog, Dialog
from commissioning_app.ui.lib.theme import apply_theme
from commissioning_app.ui.main_window import MainWindow
from commissioning_app.ui.navigation import Route
from commissioning_app.ui.organisations.add import AddOrganisationDialog
from commissioning_app.ui.organisations.duplicates import DuplicatesDialog
from tests.factories import Office, a_round, an_eoi, an_organisation, store
from tests.ui.desk import go, in_dialog, press, sit_down


def two(office: Office) -> tuple[Organisation, Organisation]:
    """Two organisations that share a charity number."""
    first = an_organisation("Deaf Advice", charity_number="1015651", postcode="ZZ1 1AA")
    second = an_organisation("Kites", charity_number="1015651", yearly_income_pence=None)
    store(office.officer, first, second)
    return first, second


def page_of(office: Office, key: UUID) -> OrganisationPage:
    return organisation_page(office.officer, organisation_id=key)


def opened(window: MainWindow, one: Organisation) -> Any:
    """The page of one organisation."""
    return go(window, "organisations", item=str(one.id)).view


def test_the_list_says_who_they_are(office: Office, window: MainWindow, qtmodeltester: ModelTester) -> None:
    two(office)
    page = go(window, "organisations")
    model = page.table.model
    assert [[model.index(row, place).data() for place in range(10)] for row in range(2)] == [
        ["Deaf Advice", "", "1015651", "", "ZZ1 1AA", "£40,000", "Small", "0", "0", "£0"],
        ["Kites", "", "1015651", "", "", "", "Not known", "0", "0", "£0"],
    ]
    assert page.header.subtitle_label.text() == "2 organisations"
    qtmodeltester.check(model)


def test_enter_opens_one_and_the_way_back_stands_on_it(
    qtbot: QtBot, office: Office, window: MainWindow
) -> None:
    _first, second = two(office)
    page = go(window, "organisations")
    page.table.view.setFocus()
    qtbot.keyClick(page.table.view, Qt.Key.Key_Down)
    qtbot.keyClick(page.table.view, Qt.Key.Key_Return)
    assert page.view.header.title_label.text() == "Kites"
    page.view.back_wanted.emit()
    assert (page.stack.currentWidget(), page.table.current_id()) == (page.list_page, second.id)


def test_details_are_changed_by_keyboard(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    first, _second = two(office)
    view = opened(window, first)
    assert view.save_button.toolTip() == "Nothing is changed yet."
    view.inputs.income.selectAll()
    qtbot.keyClicks(view.inputs.income, "120k")
    qtbot.keyClicks(view.inputs.org_id, "GB-CHC-1015651")
    press(qtbot, view.save_button)
    assert page_of(office, first.id).details == NewOrganisation(
        "Deaf Advice", "GB-CHC-1015651", "1015651", "", "", "ZZ1 1AA", 12_000_000
    )
    assert view.facts.pairs[0] == ("Size", "Larger")
    assert (view.save_button.isEnabled(), window.message.text) == (False, "The changes are kept.")


def test_a_mistake_stands_beside_its_field(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    first, _second = two(office)
    view = opened(window, first)
    qtbot.keyClicks(view.inputs.org_id, "1015651")
    press(qtbot, view.save_button)
    assert view.inputs.fields["org_id"].error == (
        "“1015651” is not an org-id. It looks like GB-CHC-1015648: country, register, number."
    )
    press(qtbot, view.undo_button)
    assert (view.inputs.org_id.text(), view.inputs.fields["org_id"].error) == ("", "")
    assert page_of(office, first.id).details.org_id == ""


def test_the_later_of_two_savers_sees_both_versions(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    first, _second = two(office)
    view = opened(window, first)
    kept = page_of(office, first.id)
    edit_organisation(
        office.officer, organisation_id=first.id, version=kept.version,
        details=replace(kept.details, postcode="ZZ9 9ZZ", yearly_income_pence=1_000_000),
    )  # fmt: skip
    qtbot.keyClicks(view.inputs.name, " Wexmere")
    seen: list[str] = []

    def look(dialog: ConflictDialog) -> None:
        seen.extend(label.text() for label in dialog.findChildren(QLabel))
        dialog.reject()

    in_dialog(ConflictDialog, look, lambda: press(qtbot, view.save_button))
    assert {"Deaf Advice", "Deaf Advice Wexmere", "ZZ9 9ZZ", "ZZ1 1AA", "£10,000", "£40,000"} <= set(seen)
    assert view.inputs.name.text() == "Deaf Advice Wexmere", "going on with editing loses nothing"
    assert page_of(office, first.id).details.postcode == "ZZ9 9ZZ"
    in_dialog(ConflictDialog, lambda dialog: dialog._keep_yours(), lambda: press(qtbot, view.save_button))
    assert page_of(office, first.id).details == replace(kept.details, name="Deaf Advice Wexmere")


def test_keeping_theirs_shows_theirs(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    first, _second = two(office)
    view = opened(window, first)
    kept = page_of(office, first.id)
    theirs = replace(kept.details, name="Deaf Women’s Advice")
    edit_organisation(office.officer, organisation_id=first.id, version=kept.version, details=theirs)
    qtbot.keyClicks(view.inputs.name, " Wexmere")
    in_dialog(ConflictDialog, lambda dialog: dialog.accept(), lambda: press(qtbot, view.save_button))
    assert (page_of(office, first.id).details, view.inputs.name.text()) == (theirs, "Deaf Women’s Advice")


def test_leaving_asks_before_something_is_lost(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    first, _second = two(office)
    view = opened(window, first)
    qtbot.keyClicks(view.inputs.name, " Wexmere")
    in_dialog(
        Dialog,
        lambda dialog: qtbot.keyClick(dialog, Qt.Key.Key_Return),
        lambda: window.shell.navigator.go(Route("rounds")),
    )
    assert window.shell.navigator.current == Route("organisations", item=str(first.id))
    in_dialog(Dialog, lambda dialog: dialog.accept(), lambda: window.shell.navigator.go(Route("rounds")))
    assert window.shell.navigator.current == Route("rounds")
    assert page_of(office, first.id).details.name == "Deaf Advice"


def test_history_across_rounds_leads_to_the_eoi(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    first, second = two(office)
    spring = a_round(code="R1", name="Spring", state=RoundState.ANNOUNCED)
    autumn = a_round(code="R2", name="Autumn", created_at=office.clock.now().replace(month=9, day=2))
    one = an_eoi(spring.id, first.id, "EOI-001", state=EoiState.NOTIFIED)
    other = an_eoi(autumn.id, first.id, "EOI-007", title="Sign & song", state=EoiState.RECEIVED)
    hosted = an_eoi(autumn.id, second.id, "EOI-008", title="Kites", host_organisation_id=first.id)
    award = Award(uuid4(), spring.id, one.id, first.id, first.id, 600_000, Decision.PART)
    store(office.officer, spring, autumn, one, other, hosted, award)
    view = opened(window, first)
    QApplication.processEvents()
    texts = [label.text() for label in view.history.findChildren(QLabel) if label.isVisible()]
    assert texts == [
        "Its EOIs", "3",
        "Autumn", "£8,400 asked for",
        "Autumn", "£8,400 asked for · holds the money for another",
        "Spring", "£8,400 asked for · £6,000 awarded",
    ]  # fmt: skip
    assert ("Awarded so far", "£6,000") in view.facts.pairs
    assert [link.text() for link in view.history.links] == [
        "EOI-007 · Sign && song",
        "EOI-008 · Kites",
        "EOI-001 · Walking mornings for carers",
    ]
    press(qtbot, view.history.links[0])
    assert window.shell.navigator.current == Route("round", "R2", "eois", "EOI-007")


def test_likely_duplicates_are_shown_never_merged(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    first, second = two(office)
    page = go(window, "organisations")

    def open_second(dialog: DuplicatesDialog) -> None:
        qtbot.waitUntil(lambda: dialog.table.model.rowCount() == 1)
        assert dialog.table.model.values_at(0) == ("Deaf Advice", "Kites", "the same charity number")
        press(qtbot, dialog.second_button)

    in_dialog(DuplicatesDialog, open_second, lambda: press(qtbot, page.pairs_button))
    assert window.shell.navigator.current == Route("organisations", item=str(second.id))
    assert [row[0] for row in organisation_rows(office.officer)] == [first.id, second.id]


def test_another_one_is_added_and_the_same_is_not(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    store(office.officer, an_organisation("Kites", org_id="GB-CHC-1015648"))
    page = go(window, "organisations")

    def add(dialog: AddOrganisationDialog) -> None:
        press(qtbot, dialog.go_button)
        assert dialog.fields["name"].error == "Give the organisation's name."
        qtbot.keyClicks(dialog.inputs.name, "Kite Makers")
        qtbot.keyClicks(dialog.inputs.org_id, "GB-CHC-1015648")
        press(qtbot, dialog.go_button)
        assert dialog.fields["org_id"].error == "Kites has the org-id GB-CHC-1015648 already."
        dialog.inputs.org_id.clear()
        qtbot.keyClick(dialog.inputs.name, Qt.Key.Key_Return)

    in_dialog(AddOrganisationDialog, add, lambda: press(qtbot, page.add_button))
    rows = organisation_rows(office.officer)
    assert [row[1] for row in rows] == ["Kite Makers", "Kites"]
    assert window.shell.navigator.current == Route("organisations", item=str(rows[0][0]))


def test_others_than_officers_read(office: Office, window: MainWindow) -> None:
    first, _second = two(office)
    sit_down(window, office.auditor)
    page = go(window, "organisations")
    officers = "Officers do this. Choose another person in Settings, or ask one."
    assert (page.add_button.isEnabled(), page.add_button.toolTip()) == (False, officers)
    view = opened(window, first)
    assert (view.inputs.isEnabled(), view.save_button.toolTip()) == (False, officers)


def test_none_yet_offers_to_add_one(office: Office, window: MainWindow) -> None:
    page = go(window, "organisations")
    assert (page.empty.isVisible(), page.empty.button.isEnabled()) == (True, True)
    assert page.pairs_button.toolTip() == "There are not yet two organisations."


def test_one_that_is_not_there_is_said(office: Office, window: MainWindow) -> None:
    page = go(window, "organisations", item="nobody")
    assert page.message.text == "There is no such organisation here."
    page = go(window, "organisations", item=str(uuid4()))
    assert page.view.message.text and not page.view.body.isVisible()


def test_large_text_scrolls_down_never_sideways(
    qtbot: QtBot, qapp: Any, office: Office, window: MainWindow
) -> None:
    first, _second = two(office)
    window.resize(1366, 768)
    apply_theme(qapp, "dark", 200)
    page = go(window, "organisations")
    qtbot.waitUntil(lambda: page.list_page.overflow() == 0)
    view = opened(window, first)
    qtbot.waitUntil(lambda: view.overflow() == 0)
    assert window.width() == 1366
