"""Awards & payments: sums, payment plan, award steps, payment runs, codes with two savers, the schedule."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from commissioning_app.domain.awards import AwardState, InstalmentState
from commissioning_app.domain.money import pounds
from commissioning_app.domain.roles import Actor, Role
from commissioning_app.services.awards import mark_paid, read_award
from commissioning_app.services.queries.awards import awards_page
from commissioning_app.services.schedule import reconcile_schedule
from commissioning_app.ui.awards.dialogs import (
    AwardStepDialog,
    HoldDialog,
    MarkPaidDialog,
)
from commissioning_app.ui.lib.dialogs import ConflictDialog
from commissioning_app.ui.main_window import MainWindow
from commissioning_app.ui.widgets.buttons import Button
from tests.factories import Office
from tests.samples import CODE
from tests.ui.awards.awarding import an_award, awards, texts
from tests.ui.desk import in_dialog, press, sit_down


def test_the_sums_are_said_to_the_penny(office: Office, window: MainWindow) -> None:
    tab = awards(window)
    found = reconcile_schedule(office.finance, round_code=CODE)
    page = awards_page(office.finance, round_code=CODE)
    assert tab.reconciliation.chip.text == "Reconciles"
    assert tab.reconciliation.sentence.text() == found.sentence
    paid = sum(award.paid_pence for award in page.awards)
    assert tab.reconciliation.totals.text() == (
        f"{pounds(paid)} of {pounds(found.awarded)} is paid, "
        f"{pounds(found.awarded - paid)} is still to be paid."
    )
    said = texts(tab.reconciliation.years)
    for year in found.years:
        assert said[said.index(year.year) :][:5] == [
            year.year,
            pounds(year.pot),
            f"{year.lines}",
            pounds(year.instalments),
            pounds(year.left),
        ]
    assert tab.lists.awards.model.total == len(page.awards)
    assert tab.lists.instalments.model.total == sum(year.lines for year in found.years)


def test_an_award_is_opened_and_gone_on_from(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    tab = awards(window)
    tab.lists.awards.view.setFocus()
    qtbot.keyClick(tab.lists.awards.view, Qt.Key.Key_Return)
    order = [award.reference for award in awards_page(office.officer, round_code=CODE).awards]
    assert tab.view.title.text().startswith(order[0])
    press(qtbot, tab.view.next_button)
    assert tab.view.title.text().startswith(order[1])
    press(qtbot, tab.view.previous_button)
    assert not tab.view.previous_button.isEnabled()
    press(qtbot, tab.view.eoi_button)
    route = window.shell.navigator.current
    assert route is not None and (route.tab, route.item) == ("eois", order[0])
    window.shell.navigator.back()
    press(qtbot, tab.view.back_button)
    assert tab.stack.currentWidget() is tab.overview


def test_finance_does_the_checks_and_officers_the_rest(
    qtbot: QtBot, office: Office, window: MainWindow
) -> None:
    signed = an_award(office, AwardState.SIGNED)
    tab = awards(window, signed.reference)
    buttons = tab.view.step_buttons
    assert set(buttons) == {AwardState.CHECKED, AwardState.ENDED_EARLY}
    assert buttons[AwardState.ENDED_EARLY].toolTip() == "Officers do this."
    press(qtbot, buttons[AwardState.CHECKED])
    assert read_award(office.officer, award_id=signed.award_id).award.state is AwardState.CHECKED
    assert tab.view.chip.text == "Checked"
    assert window.message.text == f"{signed.reference} is marked: checked."
    accepted = an_award(office, AwardState.ACCEPTED)
    sit_down(window, office.officer)
    tab = awards(window, accepted.reference)
    press(qtbot, tab.view.step_buttons[AwardState.SIGNED])
    assert tab.view.step_buttons[AwardState.CHECKED].toolTip() == "Finance does this."


def test_ending_an_award_needs_a_reason(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    signed = an_award(office, AwardState.SIGNED)
    sit_down(window, office.officer)
    tab = awards(window, signed.reference)

    def end(dialog: AwardStepDialog) -> None:
        dialog.go_button.click()
        assert dialog.fields["reason"].error == "Say why. The applicant and the trail keep the reason."
        qtbot.keyClicks(dialog.reason, "They closed")
        dialog.go_button.click()

    in_dialog(AwardStepDialog, end, lambda: press(qtbot, tab.view.step_buttons[AwardState.ENDED_EARLY]))
    assert read_award(office.officer, award_id=signed.award_id).award.state is AwardState.ENDED_EARLY
    assert not tab.view.line.isVisible()
    assert tab.view.ended.text() == "Ended early: what was not paid is back in the pot."


def test_a_step_that_somebody_took_first_is_said(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    from commissioning_app.services.awards import move_award

    signed = an_award(office, AwardState.SIGNED)
    tab = awards(window, signed.reference)
    move_award(office.finance, award_id=signed.award_id, version=None, state=AwardState.CHECKED)
    tab.take_step(AwardState.CHECKED)
    assert tab.view.message.text.startswith("Somebody else changed this award")
    assert tab.view.chip.text == "Checked"


def test_a_payment_run_is_marked_at_once(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    page = awards_page(office.finance, round_code=CODE)
    payable = [line for line in page.instalments if not line.why_not_paid][:3]
    tab = awards(window, "instalments")
    table = tab.lists.instalments
    assert tab.lists.pay_button.toolTip() == "Choose instalments in the table first."
    table.select(payable[0].instalment_id)
    selection = table.view.selectionModel()
    for line in payable[1:]:
        index = table.model.index(table.model.row_of(line.instalment_id), 0)
        flags = selection.SelectionFlag
        selection.select(index, flags.Select | flags.Rows)
    total = pounds(sum(line.amount_pence for line in payable))
    assert tab.lists.sum_label.text() == f"3 instalments, {total}"

    def pay(dialog: MarkPaidDialog) -> None:
        dialog.paid_on.edit.setText("tomorrow")
        dialog.go_button.click()
        assert dialog.fields["paid_on"].error.startswith("“tomorrow” is not a date.")
        dialog.paid_on.set_day(date(2030, 1, 1))
        dialog.go_button.click()
        assert dialog.fields["paid_on"].error == "A payment can't be marked before its day."
        dialog.paid_on.set_day(date(2026, 5, 19))
        qtbot.keyClicks(dialog.reference, "RUN-7")
        qtbot.keyClick(dialog.reference, Qt.Key.Key_Return)

    in_dialog(MarkPaidDialog, pay, lambda: press(qtbot, tab.lists.pay_button))
    now = {one.instalment_id: one for one in awards_page(office.finance, round_code=CODE).instalments}
    paid = [now[line.instalment_id] for line in payable]
    assert [(one.state, one.paid_on, one.payment_reference) for one in paid] == [
        (InstalmentState.PAID, date(2026, 5, 19), "RUN-7")
    ] * 3
    assert window.message.text == "3 instalments are marked as paid."


def test_one_instalment_is_held_released_and_paid_from_its_award(
    qtbot: QtBot, office: Office, window: MainWindow
) -> None:
    checked = an_award(office, AwardState.CHECKED)
    tab = awards(window, checked.reference)

    def hold(dialog: HoldDialog) -> None:
        dialog.go_button.click()
        assert dialog.fields["reason"].error == "Say why the payment is held."
        qtbot.keyClicks(dialog.reason, "Bank details changed")
        dialog.go_button.click()

    in_dialog(HoldDialog, hold, lambda: press(qtbot, tab.view.rows[0].hold_button))
    first = read_award(office.finance, award_id=checked.award_id).instalments[0]
    assert first.state is InstalmentState.HELD
    press(qtbot, tab.view.rows[0].release_button)
    assert window.message.text == "The payment is back in the plan."
    in_dialog(
        MarkPaidDialog,
        lambda dialog: press(qtbot, dialog.go_button),
        lambda: press(qtbot, tab.view.rows[0].pay_button),
    )
    detail = read_award(office.finance, award_id=checked.award_id)
    assert (detail.instalments[0].state, detail.award.state) == (InstalmentState.PAID, AwardState.PAYING)
    assert not tab.view.rows[0].pay_button.isVisible()


def test_the_lists_say_what_can_be_held_and_released(
    qtbot: QtBot, office: Office, window: MainWindow
) -> None:
    page = awards_page(office.finance, round_code=CODE)
    planned = next(line for line in page.instalments if line.state is InstalmentState.PLANNED)
    paid = next(line for line in page.instalments if line.state is InstalmentState.PAID)
    tab = awards(window, "instalments")
    lists = tab.lists
    lists.instalments.select(paid.instalment_id)
    assert lists.hold_button.toolTip() == "This instalment is paid already."
    assert lists.pay_button.toolTip() == "This instalment is paid: it can't be paid."
    lists.instalments.select(planned.instalment_id)

    def hold(dialog: HoldDialog) -> None:
        qtbot.keyClicks(dialog.reason, "Wait")
        dialog.go_button.click()

    in_dialog(HoldDialog, hold, lambda: press(qtbot, lists.hold_button))
    assert lists.instalments.selected_ids() == [planned.instalment_id]
    lists.state_box.setCurrentIndex(lists.state_box.findData(InstalmentState.HELD))
    assert lists.instalments.model.rowCount() == 1
    press(qtbot, lists.release_button)
    assert lists.instalments.model.rowCount() == 0
    lists.state_box.setCurrentIndex(0)
    lists.instalments.select(planned.instalment_id)
    lists.instalments.activate(lists.instalments.view.currentIndex().row())
    assert tab.view.title.text().startswith(planned.reference)


def test_a_payment_that_somebody_marked_first_is_not_marked_twice(
    qtbot: QtBot, office: Office, window: MainWindow
) -> None:
    checked = an_award(office, AwardState.CHECKED)
    tab = awards(window, checked.reference)
    first = checked.instalments[0]

    def pay(dialog: MarkPaidDialog) -> None:
        mark_paid(
            office.finance,
            instalment_id=first.instalment_id,
            paid_on=date(2026, 5, 19),
            payment_reference="FIRST",
            version=None,
        )
        qtbot.keyClicks(dialog.reference, "SECOND")

        def keep_theirs(conflict: ConflictDialog) -> None:
            next(b for b in conflict.findChildren(Button) if b.text() == "Keep theirs").click()

        in_dialog(ConflictDialog, keep_theirs, lambda: press(qtbot, dialog.go_button))

    in_dialog(MarkPaidDialog, pay, lambda: press(qtbot, tab.view.rows[0].pay_button))
    kept = read_award(office.finance, award_id=checked.award_id).instalments[0]
    assert kept.payment_reference == "FIRST"


def test_officers_see_payments_but_do_not_mark_them(office: Office, window: MainWindow) -> None:
    sit_down(window, office.officer)
    checked = an_award(office, AwardState.CHECKED)
    tab = awards(window, checked.reference)
    why = "Finance does this. Choose another person in Settings, or ask one."
    row = tab.view.rows[0]
    assert (row.pay_button.toolTip(), row.hold_button.toolTip()) == (why, why)
    assert tab.view.codes.edits["cost_centre"].isReadOnly()
    assert tab.view.codes.save_button.toolTip().startswith("Finance keeps these.")


def test_whoever_approved_does_not_pay(office: Office, window: MainWindow) -> None:
    both = Actor(office.approver.actor.person_id, "Alex", frozenset({Role.APPROVER, Role.FINANCE}))
    sit_down(window, office.finance.acting_as(both))
    checked = an_award(office, AwardState.CHECKED)
    tab = awards(window, checked.reference)
    assert tab.view.rows[0].pay_button.toolTip() == (
        "You had a part in the approval, so somebody else in finance does this."
    )
