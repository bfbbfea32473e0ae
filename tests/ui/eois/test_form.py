"""The form of an EOI: typing a new one in, editing one, two savers, and leaving it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from commissioning_app.domain.eois import EoiState, FundingKind
from commissioning_app.domain.rounds import RoundState
from commissioning_app.services.eois import ContactDetails, EoiDetails, edit_eoi
from commissioning_app.services.organisations import NewOrganisation
from commissioning_app.services.queries.eois import EoiPage, eoi_page, eoi_rows
from commissioning_app.services.queries.organisations import organisation_page
from commissioning_app.ui.eois.form import EoiForm
from commissioning_app.ui.lib.dialogs import ConflictDialog, Dialog
from commissioning_app.ui.main_window import MainWindow
from tests.factories import Office, a_round, an_eoi, an_organisation, store
from tests.ui.desk import go, in_dialog, press


def with_eoi(office: Office, state: RoundState = RoundState.OPEN) -> None:
    """An open round with one EOI of Sunrise Carers."""
    round_, group = a_round(state=state), an_organisation("Sunrise Carers")
    eoi = an_eoi(round_.id, group.id, state=EoiState.RECEIVED, answers={"need": "Rest.", "gone": "Kept."})
    store(office.officer, round_, group, eoi)


def page_of(office: Office, reference: str = "EOI-001") -> EoiPage:
    return eoi_page(office.officer, round_code="R1", reference=reference)


def new_form(qtbot: QtBot, window: MainWindow) -> tuple[Any, EoiForm]:
    tab = go(window, "round", "R1", "eois")
    press(qtbot, tab.listing.type_button)
    assert isinstance(tab.form, EoiForm)
    return tab, tab.form


def edit_form(qtbot: QtBot, window: MainWindow) -> tuple[Any, EoiForm]:
    tab = go(window, "round", "R1", "eois", "EOI-001")
    press(qtbot, tab.view.buttons["edit_eoi"])
    assert isinstance(tab.form, EoiForm)
    return tab, tab.form


def answer_box(form: EoiForm, question_id: str) -> Any:
    """The editor of one question."""
    return form.fields[f"answer:{question_id}"].editor


def test_a_new_one_of_a_new_organisation(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    with_eoi(office)
    tab, form = new_form(qtbot, window)
    qtbot.keyClicks(form.who.organisation.edit, "Kite Makers")
    assert (
        form.who.organisation.words.text() == "Not known here yet: it is written down as a new organisation."
    )
    qtbot.keyClicks(form.who.new_organisation.charity_number, "1015648")
    qtbot.keyClicks(form.who.new_organisation.income, "18k")
    qtbot.keyClicks(form.who.contact_name, "Rosa Lind")
    qtbot.keyClicks(form.ask.title, "Kites for all")
    qtbot.keyClicks(form.ask.asked, "£4,800")
    qtbot.keyClicks(form.ask.minimum, "2000")
    qtbot.keyClicks(form.ask.funding, "P")
    qtbot.keyClicks(form.ask.months, "12")
    qtbot.keyClicks(answer_box(form, "need").edit, "The sky is empty.")
    qtbot.keyClicks(answer_box(form, "when").edit, "4 Dec 2026")
    press(qtbot, form.save_button)
    page = page_of(office, "EOI-002")
    assert (page.organisation, page.state, page.source) == ("Kite Makers", EoiState.RECEIVED, "typed in")
    assert page.details == EoiDetails(
        requested_pence=480_000,
        title="Kites for all",
        minimum_pence=200_000,
        funding_kind=FundingKind.PROJECT,
        duration_months=12,
        answers={"need": "The sky is empty.", "when": "2026-12-04"},
    )
    assert page.contact == ContactDetails("Rosa Lind")
    kept = organisation_page(office.officer, organisation_id=page.organisation_id).details
    assert kept == NewOrganisation("Kite Makers", charity_number="1015648", yearly_income_pence=1_800_000)
    assert (tab.form, tab.view.page.reference, window.message.text) == (None, "EOI-002", "EOI-002 is kept.")


def test_a_known_organisation_is_found_by_its_name(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    with_eoi(office)
    _tab, form = new_form(qtbot, window)
    qtbot.keyClicks(form.who.organisation.edit, "sunrise carers")
    assert form.who.organisation.words.text() == "Known here: Sunrise Carers, on no register"
    assert not form.who.new_organisation.isVisible()
    qtbot.keyClicks(form.ask.asked, "100")
    press(qtbot, form.save_button)
    rows = eoi_rows(office.officer, round_code="R1")
    assert [(row[1], row[2], row[4]) for row in rows] == [
        ("EOI-001", "Sunrise Carers", 840_000),
        ("EOI-002", "Sunrise Carers", 10_000),
    ]


def test_one_that_came_after_the_closing_day_is_late(
    qtbot: QtBot, office: Office, window: MainWindow
) -> None:
    with_eoi(office)
    office.clock.instant = office.clock.instant.replace(month=10, day=20)
    _tab, form = new_form(qtbot, window)
    qtbot.keyClicks(form.who.organisation.edit, "Sunrise Carers")
    qtbot.keyClicks(form.ask.asked, "100")
    form.who.received.edit.clear()
    qtbot.keyClicks(form.who.received.edit, "5/10/2026")
    qtbot.keyClicks(form.who.reference, "LATE-1")
    press(qtbot, form.save_button)
    page = page_of(office, "LATE-1")
    assert page.received_at is not None
    assert (page.state, page.received_at.date()) == (EoiState.LATE, date(2026, 10, 5))


def test_mistakes_stand_beside_their_fields_and_nothing_is_kept(
    qtbot: QtBot, office: Office, window: MainWindow
) -> None:
    with_eoi(office)
    _tab, form = new_form(qtbot, window)
    qtbot.keyClicks(form.who.host.edit, "Nobody knows them")
    qtbot.keyClicks(form.ask.months, "a year")
    press(qtbot, form.save_button)
    wrong = {name: field.error for name, field in form.fields.items() if field.error}
    assert wrong == {
        "name": "Name the organisation that applies.",
        "host": "Choose the host from the list, or add it under Organisations first.",
        "requested_pence": "Type an amount, like £12,500.",
        "duration_months": "“a year” is not a whole number.",
    }
    qtbot.keyClicks(form.who.organisation.edit, "Sunrise Carers")
    form.who.host.edit.clear()
    form.ask.months.clear()
    qtbot.keyClicks(form.ask.asked, "100")
    qtbot.keyClicks(form.ask.minimum, "90")
    press(qtbot, form.save_button)
    wrong = {name: field.error for name, field in form.fields.items() if field.error}
    assert list(wrong) == ["minimum_reason"]
    assert "needs a reason" in wrong["minimum_reason"]
    assert len(eoi_rows(office.officer, round_code="R1")) == 1


def test_editing_changes_only_what_was_typed(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    with_eoi(office)
    before = page_of(office).details
    tab, form = edit_form(qtbot, window)
    assert not form.who.organisation.isEnabled()
    form.ask.title.setFocus()
    form.ask.title.selectAll()
    qtbot.keyClicks(form.ask.title, "Running mornings")
    qtbot.keyClicks(answer_box(form, "money").edit, "Shoes.")
    press(qtbot, form.save_button)
    assert page_of(office).details == replace(
        before,
        title="Running mornings",
        answers={"need": "Rest.", "gone": "Kept.", "money": "Shoes."},
    )
    assert tab.view.title_label.text() == "Running mornings"


def test_the_later_of_two_savers_sees_both_versions(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    with_eoi(office)
    _tab, form = edit_form(qtbot, window)
    page = page_of(office)
    edit_eoi(
        office.officer, round_code="R1", reference="EOI-001", version=page.version,
        details=replace(page.details, title="Theirs", requested_pence=500_000),
    )  # fmt: skip
    form.ask.title.selectAll()
    qtbot.keyClicks(form.ask.title, "Mine")
    seen: list[str] = []

    def keep_mine(dialog: ConflictDialog) -> None:
        from commissioning_app.ui.widgets.text import Label

        seen.extend(label.text() for label in dialog.findChildren(Label))
        dialog._keep_yours()

    in_dialog(ConflictDialog, keep_mine, lambda: press(qtbot, form.save_button))
    assert {"Title (optional)", "Theirs", "Mine", "£5,000", "£8,400"} <= set(seen)
    details = page_of(office).details
    assert (details.title, details.requested_pence) == ("Mine", 840_000)


def test_keeping_theirs_drops_mine(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    with_eoi(office)
    tab, form = edit_form(qtbot, window)
    page = page_of(office)
    edit_eoi(
        office.officer, round_code="R1", reference="EOI-001", version=page.version,
        details=replace(page.details, title="Theirs"),
    )  # fmt: skip
    form.ask.title.selectAll()
    qtbot.keyClicks(form.ask.title, "Mine")
    in_dialog(ConflictDialog, lambda dialog: dialog.accept(), lambda: press(qtbot, form.save_button))
    assert (page_of(office).details.title, tab.form) == ("Theirs", None)


def test_leaving_asks_only_when_something_would_be_lost(
    qtbot: QtBot, office: Office, window: MainWindow
) -> None:
    with_eoi(office)
    tab, form = new_form(qtbot, window)
    press(qtbot, form.leave_button)
    assert (tab.form, tab.stack.currentWidget()) == (None, tab.list_page)
    tab, form = new_form(qtbot, window)
    qtbot.keyClicks(form.ask.title, "Kites")

    def stay(dialog: Dialog) -> None:
        qtbot.keyClick(dialog, Qt.Key.Key_Return)

    in_dialog(Dialog, stay, lambda: press(qtbot, form.leave_button))
    assert tab.form is form, "Enter gives the safe answer"
    in_dialog(Dialog, stay, lambda: window.shell.navigator.back())
    assert tab.form is form
    in_dialog(Dialog, lambda dialog: dialog.accept(), lambda: press(qtbot, form.leave_button))
    assert tab.form is None


def test_a_refresh_leaves_what_is_being_typed(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    with_eoi(office)
    tab, form = new_form(qtbot, window)
    qtbot.keyClicks(form.ask.title, "Kites")
    tab.refresh()
    assert (tab.form, tab.stack.currentWidget(), form.ask.title.text()) == (form, form, "Kites")
