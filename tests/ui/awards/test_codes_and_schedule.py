"""Finance's codes, the schedule and the payment plan, by their buttons and keys."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from commissioning_app.domain.awards import AwardState
from commissioning_app.domain.rounds import RoundState
from commissioning_app.services.awards import set_finance_codes
from commissioning_app.services.queries.awards import awards_page
from commissioning_app.services.rounds import read_round
from commissioning_app.ui.awards.dialogs import (
    AgreePlanDialog,
    ExportDialog,
    proposed_file,
)
from commissioning_app.ui.awards.page import AwardsTab
from commissioning_app.ui.lib.dialogs import ConflictDialog, Dialog
from commissioning_app.ui.main_window import MainWindow
from commissioning_app.ui.navigation import Route
from commissioning_app.ui.widgets.buttons import Button
from tests.factories import Office
from tests.samples import CODE, sample_office
from tests.ui.awards.awarding import CODES, an_award, awards
from tests.ui.desk import go, in_dialog, open_window, press, sit_down


def test_finance_codes_are_typed_and_kept(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    award = an_award(office, AwardState.SIGNED)
    tab = awards(window, award.reference)
    card = tab.view.codes
    assert card.save_button.toolTip() == "Nothing new is typed."
    for key, value in CODES.items():
        card.edits[key].selectAll()
        qtbot.keyClicks(card.edits[key], value)
    press(qtbot, card.save_button)
    kept = awards_page(office.finance, round_code=CODE).award(award.reference)
    assert {key: getattr(kept, key) for key in CODES} == CODES
    assert window.message.text == "The codes are saved."


@pytest.mark.parametrize(("choose", "kept"), [("Save mine over it", "MINE"), ("Keep theirs", "THEIRS")])
def test_two_savers_of_codes_see_both(
    qtbot: QtBot, office: Office, window: MainWindow, choose: str, kept: str
) -> None:
    award = an_award(office, AwardState.SIGNED)
    tab = awards(window, award.reference)
    card = tab.view.codes
    card.edits["cost_centre"].setText("MINE")
    set_finance_codes(
        office.finance, award_id=award.award_id, version=None, **{**CODES, "cost_centre": "THEIRS"}
    )

    def answer(dialog: ConflictDialog) -> None:
        next(b for b in dialog.findChildren(Button) if b.text() == choose).click()

    in_dialog(ConflictDialog, answer, lambda: press(qtbot, card.save_button))
    assert awards_page(office.finance, round_code=CODE).award(award.reference).cost_centre == kept
    assert card.edits["cost_centre"].text() == kept
    assert not card.is_changed


def test_typed_codes_are_not_lost_by_going_elsewhere(
    qtbot: QtBot, office: Office, window: MainWindow
) -> None:
    award = an_award(office, AwardState.SIGNED)
    tab = awards(window, award.reference)
    tab.view.codes.edits["cost_centre"].setText("CC-8")
    in_dialog(Dialog, lambda dialog: dialog.reject(), lambda: press(qtbot, tab.view.back_button))
    assert tab.stack.currentWidget() is tab.view
    in_dialog(Dialog, lambda dialog: dialog.accept(), lambda: press(qtbot, tab.view.back_button))
    assert tab.stack.currentWidget() is tab.overview
    assert awards_page(office.finance, round_code=CODE).award(award.reference).cost_centre == "CC-8"


def test_the_schedule_is_written_and_its_digest_said(
    qtbot: QtBot, window: MainWindow, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tab = awards(window)
    path = tmp_path / "schedule.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(path), ""))

    def export(dialog: ExportDialog) -> None:
        assert dialog.path.path == proposed_file(CODE, office.clock.today())
        dialog.path.edit.setText("")
        dialog.go_button.click()
        assert dialog.fields["path"].error == "Say which file is written."
        dialog.path.edit.setText(str(tmp_path / "schedule.doc"))
        dialog.go_button.click()
        assert dialog.fields["path"].error == "“schedule.doc” should end in .xlsx or .csv."
        press(qtbot, dialog.path.button)
        dialog.go_button.click()

    in_dialog(ExportDialog, export, lambda: press(qtbot, tab.reconciliation.export_button))
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert path.with_suffix(".csv").exists()
    assert tab.exported.text.endswith(f"SHA-256 of schedule.xlsx: {digest}")
    assert "The schedule reconciles to the penny" in tab.exported.text


def test_an_approver_may_not_export(office: Office, window: MainWindow) -> None:
    sit_down(window, office.approver)
    tab = awards(window)
    assert (tab.reconciliation.export_button.isEnabled(), tab.reconciliation.export_button.toolTip()) == (
        False,
        "Finance, officers and auditors export the schedule.",
    )


def test_finance_agrees_the_payment_plan_before_the_decision(qtbot: QtBot, tmp_path: Path) -> None:
    office = sample_office(tmp_path, RoundState.MODERATION)
    window = open_window(qtbot, office.app)
    tab = awards(window, "payment_plan")
    assert tab.before.isVisible() and not tab.lists.isVisible()
    assert tab.before_state.title_label.text() == "Awards and payments stand here"
    assert not tab.plan.agree_button.isEnabled()
    sit_down(window, office.finance)
    tab = awards(window, "payment_plan")
    assert tab.plan.agree_button.hasFocus()

    def agree(dialog: AgreePlanDialog) -> None:
        qtbot.keyClicks(dialog.note, "By the run on the 1st")
        press(qtbot, dialog.go_button)

    in_dialog(AgreePlanDialog, agree, lambda: qtbot.keyClick(tab.plan.agree_button, Qt.Key.Key_Return))
    agreed = read_round(office.officer, round_code=CODE).records.finance_agreement
    assert (agreed.agreed_by, agreed.note) == ("Frances Sample (finance)", "By the run on the 1st")
    assert tab.plan.chip.text == "Agreed"
    assert not tab.plan.foot.isVisible()


def test_before_the_announcement_no_award_moves_on(qtbot: QtBot, tmp_path: Path) -> None:
    office = sample_office(tmp_path, RoundState.DECIDED)
    window = open_window(qtbot, office.app)
    award = an_award(office, AwardState.OFFERED)
    tab = awards(window, award.reference)
    assert {button.toolTip() for button in tab.view.step_buttons.values()} == {
        "Awards move on once the round is announced."
    }
    assert tab.view.rows[0].pay_button.isVisible()


def test_when_all_offers_are_refused_the_money_is_back(qtbot: QtBot, tmp_path: Path) -> None:
    from tests.decided import a_decided_round

    decided = a_decided_round(f"sqlite:///{tmp_path / 'w.db'}")
    with decided.office.officer.unit_of_work() as uow:
        for award in uow.awards.where():
            award.state = AwardState.REFUSED
        uow.commit()
    tab = go(open_window(qtbot, decided.office.app), "round", "R1", "awards")
    assert tab.reconciliation.chip.text == "Nothing is paid"
    assert not tab.reconciliation.export_button.isEnabled()


def test_a_round_that_is_not_there_is_said(qtbot: QtBot, window: MainWindow) -> None:
    tab = AwardsTab(window.shell)
    qtbot.addWidget(tab)
    tab.open(Route("round", "NONE", "awards"))
    assert tab.message.text.startswith("There is no round “NONE” in this workspace.")
