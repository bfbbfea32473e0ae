"""Fields: labels, help, mistakes beside them; money in pence; boxes that grow."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from commissioning_app.ui.lib.layouts import column
from commissioning_app.ui.widgets.fields import FormField, GrowingTextEdit, MoneyEdit


def leave(qtbot: QtBot, edit: QLineEdit) -> None:
    qtbot.keyClick(edit, Qt.Key.Key_Return)


def test_a_field_is_named_described_and_reached_by_its_letter(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    outer = column(page)
    first, second = (FormField(name, QLineEdit(), help="All of it.") for name in ("&Pot", "&Largest award"))
    outer.addWidget(first)
    outer.addWidget(second)
    page.show()
    page.activateWindow()
    first.editor.setFocus()
    assert (second.editor.accessibleName(), second.editor.accessibleDescription()) == (
        "Largest award",
        "All of it.",
    )
    assert QKeySequence.mnemonic(second.label.text()) == QKeySequence("Alt+L")
    assert second.label.buddy() is second.editor


def test_a_mistake_stands_beside_the_field_and_is_read_out(qtbot: QtBot) -> None:
    field = FormField("Pot", QLineEdit(), help="All of it.", optional=True)
    qtbot.addWidget(field)
    field.set_error("Type an amount.")
    assert field.label.text() == "Pot (optional)"
    assert not field.error_label.isHidden()
    assert (field.error, field.editor.property("invalid")) == ("Type an amount.", "true")
    assert field.editor.accessibleDescription() == "Type an amount. All of it."
    field.clear_error()
    assert field.error_label.isHidden()
    assert (field.editor.property("invalid"), field.editor.accessibleDescription()) == ("false", "All of it.")


@pytest.mark.parametrize(
    ("typed", "pence", "written"),
    [
        ("12500", 1250000, "£12,500"),
        ("£12,500.50", 1250050, "£12,500.50"),
        ("12k", 1200000, "£12,000"),
        ("92233720368547", 9223372036854700, "£92,233,720,368,547"),
        ("", None, ""),
    ],
)
def test_money_is_read_as_people_type_it(qtbot: QtBot, typed: str, pence: int | None, written: str) -> None:
    edit = MoneyEdit()
    qtbot.addWidget(edit)
    if pence is not None and pence > 10**15:
        qtbot.keyClicks(edit, typed)
        leave(qtbot, edit)
        assert (edit.pence, "noughts" in edit.problem) == (None, True)
        return
    qtbot.keyClicks(edit, typed)
    leave(qtbot, edit)
    assert (edit.pence, edit.text(), edit.problem) == (pence, written, "")


def test_money_says_what_is_wrong_when_the_field_is_left_and_stops_when_it_is_mended(qtbot: QtBot) -> None:
    field = FormField("Pot", MoneyEdit(required=True, least=100_00, most=5_000_00))
    qtbot.addWidget(field)
    edit = field.editor
    assert isinstance(edit, MoneyEdit)
    qtbot.keyClicks(edit, "12,x")
    assert field.error == ""
    leave(qtbot, edit)
    assert field.error == "“12,x” is not an amount of money. Type it like £12,500."
    edit.clear()
    qtbot.keyClicks(edit, "6")
    assert field.error == "This must be £100 or more."
    qtbot.keyClicks(edit, "00")
    assert (field.error, edit.pence) == ("", 600_00)
    qtbot.keyClicks(edit, "0")
    leave(qtbot, edit)
    assert (field.error, edit.pence) == ("This must be £5,000 or less.", None)
    edit.set_pence(250_050)
    assert (field.error, edit.text()) == ("", "£2,500.50")


def test_an_untouched_field_can_be_checked(qtbot: QtBot) -> None:
    edit = MoneyEdit(required=True)
    qtbot.addWidget(edit)
    assert (edit.check(), edit.problem) == (False, "Type an amount, like £12,500.")
    assert MoneyEdit().check()


def test_pence_are_told_without_a_limit_of_32_bits(qtbot: QtBot) -> None:
    edit = MoneyEdit()
    qtbot.addWidget(edit)
    with qtbot.waitSignal(edit.pence_changed) as told:
        edit.set_pence(3_000_000_000_00)
    assert told.args == [3_000_000_000_00]


def test_a_box_grows_with_its_text_and_tab_leaves_it(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    outer = column(page)
    box, after = GrowingTextEdit(lines=2, most=6), QLineEdit()
    outer.addWidget(box)
    outer.addWidget(after)
    page.resize(400, 500)
    page.show()
    small = box.height()
    box.setPlainText("\n".join("line" for _ in range(5)))
    middle = box.height()
    box.setPlainText("\n".join("line" for _ in range(50)))
    large = box.height()
    assert small < middle < large < 250
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Tab)
    qtbot.waitUntil(after.hasFocus)
