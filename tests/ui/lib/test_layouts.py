"""Boxes on the grid, and a layout that wraps."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from commissioning_app.ui.lib.layouts import FlowLayout, column, empty, row


def test_boxes_take_gap_and_margin_from_the_grid(qtbot: QtBot) -> None:
    box = QWidget()
    qtbot.addWidget(box)
    layout = column(box, gap="l", margin="xl")
    margins = layout.contentsMargins()
    assert (layout.spacing(), margins.left(), margins.bottom()) == (16, 22, 22)
    assert (row().spacing(), row().contentsMargins().left()) == (12, 0)


def test_a_flow_makes_as_many_lines_as_it_needs(qtbot: QtBot) -> None:
    box = QWidget()
    qtbot.addWidget(box)
    flow = FlowLayout(box, gap="s", line_gap="s")
    for number in range(6):
        button = QPushButton(f"Button {number}")
        flow.addWidget(button)
    one = flow.itemAt(0)
    assert one is not None
    height, width = one.sizeHint().height(), one.sizeHint().width()
    assert flow.heightForWidth(10_000) == height
    assert flow.heightForWidth(width * 2 + 8) == 3 * height + 2 * 8
    assert flow.heightForWidth(width) == 6 * height + 5 * 8
    assert flow.minimumSize().width() <= width


def test_hidden_items_take_no_room(qtbot: QtBot) -> None:
    box = QWidget()
    qtbot.addWidget(box)
    flow = FlowLayout(box)
    shown, hidden = QPushButton("Shown"), QPushButton("Hidden")
    flow.addWidget(shown)
    flow.addWidget(hidden)
    hidden.hide()
    assert flow.sizeHint().width() == shown.sizeHint().width()


def test_emptying_lets_go_of_everything(qtbot: QtBot) -> None:
    box = QWidget()
    qtbot.addWidget(box)
    layout = column(box)
    layout.addWidget(QPushButton("One"))
    inner = row()
    inner.addWidget(QPushButton("Two"))
    layout.addLayout(inner)
    layout.addStretch(1)
    empty(layout)
    assert (layout.count(), box.findChildren(QPushButton)) == (0, [])
