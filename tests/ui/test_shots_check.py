"""What finds faults on pages finds each kind of fault, and none on a sound page."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from commissioning_app.ui.lib.table_model import Chip, Column
from commissioning_app.ui.widgets.data_table import DataTable
from commissioning_app.ui.widgets.page import ScrollPage
from commissioning_app.ui.widgets.text import Label
from scripts.shots_check import faults_of


@pytest.fixture
def holder(qtbot: QtBot) -> QWidget:
    """A box of 400 px."""
    made = QWidget()
    qtbot.addWidget(made)
    made.setLayout(QVBoxLayout())
    made.resize(400, 300)
    made.show()
    return made


def _put(holder: QWidget, part: QWidget) -> None:
    holder.layout().addWidget(part)  # type: ignore[union-attr]
    holder.layout().activate()  # type: ignore[union-attr]
    part.ensurePolished()
    part.show()


def test_a_sound_page_has_none(holder: QWidget) -> None:
    for part in (
        Label("A sentence that wraps where there is no more room for it. " * 2),
        QPushButton("Go on"),
    ):
        _put(holder, part)
    _put(holder, QLineEdit("a text that is longer than its field can be scrolled " * 4))
    assert faults_of(holder) == []


def test_a_button_that_is_too_narrow(holder: QWidget) -> None:
    button = QPushButton("Send all the letters now")
    _put(holder, button)
    button.setFixedWidth(60)
    _settle(holder)
    (fault,) = faults_of(holder)
    assert fault.startswith("QPushButton “Send all the letters now”: needs ")


def test_a_label_that_is_too_low_or_too_narrow(holder: QWidget) -> None:
    low = Label("Several lines of words are here. " * 12)
    _put(holder, low)
    low.setFixedHeight(20)
    narrow = QLabel("Unverzichtbarkeitsbescheinigung")
    narrow.setWordWrap(True)
    _put(holder, narrow)
    narrow.setFixedWidth(80)
    _settle(holder)
    said = "\n".join(faults_of(holder))
    assert "in height and has 20" in said
    assert "the word “Unverzichtbarkeitsbescheinigung” needs" in said


def test_a_hint_and_a_choice_that_are_cut_off(holder: QWidget) -> None:
    line = QLineEdit()
    line.setPlaceholderText("Filter by organisation or title")
    line.setFixedWidth(80)
    box = QComboBox()
    box.addItem("A choice with a long name")
    box.setFixedWidth(90)
    for part in (line, box):
        _put(holder, part)
    _settle(holder)
    said = "\n".join(faults_of(holder))
    assert "its hint “Filter by organisation or title” needs" in said
    assert "“A choice with a long name” needs" in said


def test_parts_that_cover_each_other_or_stick_out(holder: QWidget) -> None:
    one, other = QPushButton("One"), QPushButton("Other")
    for part in (one, other):
        _put(holder, part)
    other.setGeometry(one.geometry())
    assert any("“One” and QPushButton “Other” cover each other" in fault for fault in faults_of(holder))
    other.setGeometry(QRect(380, 200, 120, 40))
    assert any("sticks out of QWidget “” by 100 px at the right" in fault for fault in faults_of(holder))


def test_a_page_that_is_too_wide(holder: QWidget) -> None:
    page = ScrollPage()
    wide = QPushButton("Wide")
    wide.setMinimumWidth(700)
    page.add(wide)
    _put(holder, page)
    _settle(holder)
    assert any("px wider than its window (QPushButton “Wide”)" in fault for fault in faults_of(holder))


def test_states_figures_and_titles_of_a_table(holder: QWidget) -> None:
    columns = [
        Column("state", "State", "chip", width=60),
        Column("sum", "Sum", "money", width=50),
        Column("title", "A rather long title", width=70),
    ]
    table = DataTable("narrow", columns)
    table.set_rows([(Chip("Still to be discussed", "warn"), 123456700, "x")], ids=[1])
    _put(holder, table)
    _settle(holder)
    said = "\n".join(faults_of(table.view))
    assert "the state “Still to be discussed” needs" in said
    assert "the figure “£1,234,567” under “Sum” needs" in said
    assert "the title “A rather long title” needs" in said


def _settle(holder: QWidget) -> None:
    holder.layout().activate()  # type: ignore[union-attr]
    for part in holder.findChildren(QWidget):
        part.ensurePolished()
