"""The policy page: thresholds changed with a reason, and two policies side by side."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from commissioning_app.services.policy import load_policy, workspace_policy
from commissioning_app.services.policy_changes import change_policy
from commissioning_app.ui.lib.dialogs import ConflictDialog
from commissioning_app.ui.main_window import MainWindow
from commissioning_app.ui.settings.bands import BandsEdit
from commissioning_app.ui.settings.compare import CompareDialog
from commissioning_app.ui.settings.threshold import ThresholdDialog
from tests.factories import Office, a_round, store
from tests.ui.desk import go, in_dialog, press, sit_down


def test_an_administrator_changes_a_number_with_a_reason(
    qtbot: QtBot, office: Office, window: MainWindow
) -> None:
    settings = go(window, "settings")
    press(qtbot, settings.rules.policy_button)
    page = window.shell.navigator.page("policy")
    assert page.header.subtitle_label.text() == "All thresholds are as the application comes"
    assert page.change_button.toolTip() == "Choose a threshold in the list."
    page.table.select("simple.days_open")

    def type_it(dialog: ThresholdDialog) -> None:
        dialog.value.clear()
        qtbot.keyClicks(dialog.value, "400")
        press(qtbot, dialog.go_button)
        assert dialog.fields["simple.days_open"].error == "This is a number from 1 to 365."
        dialog.value.clear()
        qtbot.keyClicks(dialog.value, "35")
        press(qtbot, dialog.go_button)
        assert dialog.fields["reason"].error == "Say why the policy changes. It stands in the trail."
        qtbot.keyClicks(dialog.reason, "Groups asked for another week")
        press(qtbot, dialog.go_button)

    in_dialog(ThresholdDialog, type_it, lambda: press(qtbot, page.change_button))
    assert workspace_policy(office.officer).whole("simple.days_open") == 35
    assert page.header.subtitle_label.text() == "1 threshold is this workspace's own"
    assert page.table.current_id() == "simple.days_open"
    assert window.message.text == "The policy is changed. Rounds that are open keep theirs."


def test_money_and_back_to_what_comes_along(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    page = go(window, "policy")
    key = "core.small_organisation_line"

    def change(dialog: ThresholdDialog) -> None:
        dialog.value.clear()
        qtbot.keyClicks(dialog.value, "80k")
        qtbot.keyClicks(dialog.reason, "Ours are smaller")
        press(qtbot, dialog.go_button)

    in_dialog(ThresholdDialog, change, lambda: page.change(key))
    assert workspace_policy(office.officer).money(key) == 8_000_000

    def give_back(dialog: ThresholdDialog) -> None:
        press(qtbot, dialog.back_button)
        assert dialog.value.text() == "£100,000"
        qtbot.keyClicks(dialog.reason, "The board thought again")
        press(qtbot, dialog.go_button)

    in_dialog(ThresholdDialog, give_back, lambda: page.change(key))
    assert workspace_policy(office.officer).as_data() == load_policy()


def test_sizes_are_added_and_taken_out(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    page = go(window, "policy")

    def change(dialog: ThresholdDialog) -> None:
        bands = dialog.value
        assert isinstance(bands, BandsEdit)
        press(qtbot, bands.add_button)
        assert [one.up_to is None for one in bands.rows] == [False, False, False, True]
        qtbot.keyClicks(dialog.reason, "Larger awards ask more")
        press(qtbot, dialog.go_button)
        assert bands.rows[2].up_to is not None
        assert bands.rows[2].up_to.problem == "Type an amount, like £12,500."
        qtbot.keyClicks(bands.rows[2].up_to, "60000")
        assert bands.rows[2].most is not None
        bands.rows[2].most.set_number(14)
        bands.remove(bands.rows[0])
        press(qtbot, dialog.go_button)

    in_dialog(ThresholdDialog, change, lambda: page.change("simple.written_questions"))
    assert workspace_policy(office.officer).value("simple.written_questions") == [
        {"up_to": "£50,000", "most": 12},
        {"up_to": "£60,000", "most": 14},
        {"most": 20},
    ]


def test_items_by_size_are_ticked(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    page = go(window, "policy")

    def change(dialog: ThresholdDialog) -> None:
        bands = dialog.value
        assert isinstance(bands, BandsEdit)
        bands.rows[0].boxes["sanctions"].click()
        qtbot.keyClicks(dialog.reason, "Checked by the bank")
        press(qtbot, dialog.go_button)

    in_dialog(ThresholdDialog, change, lambda: page.change("safety.due_diligence"))
    first = workspace_policy(office.officer).value("safety.due_diligence")[0]
    assert first == {
        "up_to": "£10,000",
        "items": ["governing_document", "three_unrelated_people", "bank_evidence"],
    }


def test_somebody_who_saved_first_is_met(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    page = go(window, "policy")

    def change(dialog: ThresholdDialog) -> None:
        change_policy(office.officer, changes={"panel.scorers": 4}, reason="First")
        dialog.value.clear()
        qtbot.keyClicks(dialog.value, "5")
        qtbot.keyClicks(dialog.reason, "Second")
        in_dialog(ConflictDialog, mine, lambda: press(qtbot, dialog.go_button))

    def mine(conflict: ConflictDialog) -> None:
        buttons = conflict.findChildren(QAbstractButton)
        press(qtbot, next(one for one in buttons if one.text() == "Save mine over it"))

    in_dialog(ThresholdDialog, change, lambda: page.change("panel.scorers"))
    assert workspace_policy(office.officer).whole("panel.scorers") == 5


def test_others_read_and_compare(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    opened = {**load_policy(), "simple.days_open": 21}
    store(office.officer, a_round(code="R2", name="Warmth", policy=opened))
    sit_down(window, office.approver)
    page = go(window, "policy")
    assert page.change_button.toolTip() == "Administrators change the policy. Ask one of them."
    page.change("simple.days_open")
    assert window.message.text == "Administrators change the policy. Ask one of them."

    def look(dialog: CompareDialog) -> None:
        assert dialog.said.text() == "No threshold differs."
        qtbot.keyClicks(dialog.first, "Round R2")
        assert dialog.said.text() == "1 threshold differs."
        shown = [dialog.table.model.index(0, place).data() for place in range(4)]
        assert shown == ["Between opening and closing, at least", "21 days", "28 days", "S4"]
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)

    in_dialog(CompareDialog, look, lambda: press(qtbot, page.compare_button))

    def from_the_round(dialog: CompareDialog) -> None:
        assert dialog.first.currentText() == "Round R2: Warmth"
        assert dialog.said.text() == "1 threshold differs."
        dialog.accept()

    in_dialog(CompareDialog, from_the_round, lambda: go(window, "policy", item="R2"))
