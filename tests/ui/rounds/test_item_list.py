"""A list in order: moved by keys and by dragging, undone and redone, read out with each item's place."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from commissioning_app.ui.lib.theme import theme
from commissioning_app.ui.rounds.design.item_list import ItemList
from commissioning_app.ui.widgets.page import ScrollPage
from tests.ui.desk import press

LEFT = Qt.MouseButton.LeftButton
ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(qtbot: QtBot) -> Iterator[ScrollPage]:
    made = ScrollPage()
    qtbot.addWidget(made)
    made.resize(500, 400)
    made.show()
    yield made


def a_list(page: ScrollPage, letters: str = "ABCD") -> ItemList[str]:
    asked = iter("XYZ")
    made: ItemList[str] = ItemList(
        "Letters",
        lambda letter: (letter, f"The letter {letter}"),
        lambda letter: f"{letter}*" if letter else next(asked),
        add="Add a letter",
        nothing="No letters yet.",
    )
    page.add(made)
    made.set_items(list(letters))
    return made


def drag(qtbot: QtBot, letters: ItemList[str], place: int, to: int, *, let_go: bool = True) -> None:
    """Take a row and drag it over the middle of where another stands."""
    row = letters.rows[place]
    goal = row.mapFrom(letters, letters.rows[to].geometry().center())
    qtbot.mousePress(row, LEFT, pos=QPoint(5, 5))
    qtbot.mouseMove(row, QPoint(5, 7))
    assert not row.is_dragged, "a shaky hand is no drag"
    for part in (2, 1):
        beyond = QPoint(0, 2 if to > place else -2)
        qtbot.mouseMove(row, QPoint(5, 5) + (goal - QPoint(5, 5)) / part + beyond)
    assert row.is_dragged
    if let_go:
        qtbot.mouseRelease(row, LEFT, pos=goal)


@pytest.mark.parametrize(
    ("place", "to", "order"), [(0, 2, "BCAD"), (3, 0, "DABC"), (0, 3, "BCDA"), (2, 1, "ACBD"), (1, 2, "ACBD")]
)
def test_dragging_puts_a_row_elsewhere(
    qtbot: QtBot, page: ScrollPage, place: int, to: int, order: str
) -> None:
    letters = a_list(page)
    qtbot.waitUntil(lambda: letters.rows[3].y() > 0)
    with qtbot.waitSignal(letters.changed):
        drag(qtbot, letters, place, to)
    assert "".join(letters.items) == order
    moved = "ABCD"[place]
    assert letters.rows[order.index(moved)].hasFocus()


def test_a_line_shows_where_it_goes_and_esc_gives_it_up(qtbot: QtBot, page: ScrollPage) -> None:
    letters = a_list(page)
    qtbot.waitUntil(lambda: letters.rows[3].y() > 0)
    accent = theme().colour("accent").rgb()

    def lines() -> int:
        image = letters.grab().toImage()
        return sum(image.pixel(250, y) == accent for y in range(image.height()))

    letters.rows[0].setFocus()
    before = lines()
    drag(qtbot, letters, 0, 2, let_go=False)
    assert lines() > before
    row = letters.rows[0]
    qtbot.keyClick(row, Qt.Key.Key_Escape)
    qtbot.mouseRelease(row, LEFT)
    assert (letters.items, lines(), row.is_dragged) == (tuple("ABCD"), before, False)
    assert letters.undo_button.isHidden()


def test_a_drag_that_comes_back_changes_nothing(qtbot: QtBot, page: ScrollPage) -> None:
    letters = a_list(page)
    qtbot.waitUntil(lambda: letters.rows[3].y() > 0)
    with qtbot.assertNotEmitted(letters.changed):
        drag(qtbot, letters, 1, 0, let_go=False)
        row = letters.rows[1]
        qtbot.mouseMove(row, QPoint(5, 4))
        qtbot.mouseRelease(row, LEFT, pos=QPoint(5, 4))
    assert letters.items == tuple("ABCD")


def test_a_drag_ends_when_something_comes_in_between(qtbot: QtBot, page: ScrollPage) -> None:
    letters = a_list(page)
    qtbot.waitUntil(lambda: letters.rows[3].y() > 0)
    letters.rows[0].setFocus()
    drag(qtbot, letters, 0, 2, let_go=False)
    letters.add_button.setFocus()
    assert not letters.rows[0].is_dragged
    qtbot.mouseRelease(letters.rows[0], LEFT)
    assert letters.items == tuple("ABCD")


def test_the_page_follows_the_mouse_to_its_edge(qtbot: QtBot, page: ScrollPage) -> None:
    letters = a_list(page, "ABCDEFGHIJKLMNOP")
    bar = page.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    row = letters.rows[0]
    qtbot.mousePress(row, LEFT, pos=QPoint(5, 5))
    qtbot.mouseMove(row, row.mapFrom(page, QPoint(100, page.height() - 10)))
    qtbot.waitUntil(lambda: bar.value() == bar.maximum())
    qtbot.mouseRelease(row, LEFT)
    assert letters.items[-1] == "A", "held at the edge, the page scrolls on to its end"


def test_keys_and_places(qtbot: QtBot, page: ScrollPage) -> None:
    letters = a_list(page)
    assert [row.accessibleName() for row in letters.rows] == [
        "1 of 4. A",
        "2 of 4. B",
        "3 of 4. C",
        "4 of 4. D",
    ]
    qtbot.keyClick(letters.rows[2], Qt.Key.Key_Up, ALT)
    qtbot.keyClick(letters.rows[1], Qt.Key.Key_Up, ALT)
    assert "".join(letters.items) == "CABD"
    assert letters.rows[0].hasFocus() and letters.rows[0].accessibleName() == "1 of 4. C"
    qtbot.keyClick(letters.rows[0], Qt.Key.Key_Up, ALT)
    assert "".join(letters.items) == "CABD"


def test_every_change_can_be_undone_and_made_again(qtbot: QtBot, page: ScrollPage) -> None:
    letters = a_list(page)
    steps = ["ABCD"]

    def note() -> None:
        steps.append("".join(letters.items))

    letters.changed.connect(note)
    qtbot.keyClick(letters.rows[3], Qt.Key.Key_Up, ALT)
    qtbot.keyClick(letters.rows[0], Qt.Key.Key_Delete)
    qtbot.keyClick(letters.rows[0], Qt.Key.Key_Return)
    press(qtbot, letters.add_button)
    letters.add_items(["1", "2"])
    assert steps == ["ABCD", "ABDC", "BDC", "B*DC", "B*DCX", "B*DCX12"]
    for expected in reversed(steps[:-1]):
        qtbot.keyClick(page.window().focusWidget() or letters, Qt.Key.Key_Z, CONTROL)
        assert "".join(letters.items) == expected
    assert letters.undo_button.isHidden()
    qtbot.keyClick(letters.rows[0], Qt.Key.Key_Z, CONTROL)
    assert "".join(letters.items) == "ABCD", "there is nothing more to undo"
    qtbot.keyClick(letters.rows[0], Qt.Key.Key_Y, CONTROL)
    qtbot.keyClick(letters.rows[0], Qt.Key.Key_Z, CONTROL | SHIFT)
    assert "".join(letters.items) == "BDC"
    press(qtbot, letters.undo_button)
    assert ("".join(letters.items), letters.rows[0].hasFocus()) == ("ABDC", True)
    qtbot.keyClick(letters.rows[0], Qt.Key.Key_Down, ALT)
    letters.redo()
    assert "".join(letters.items) == "BADC", "another change takes the place of what was undone"


def test_other_items_forget_what_was_done(page: ScrollPage) -> None:
    letters = a_list(page)
    letters.remove(0)
    letters.set_items(["E"])
    letters.undo()
    assert letters.items == ("E",)
    letters.remove(0)
    letters.undo()
    assert letters.items == ("E",)


def test_what_is_locked_is_neither_dragged_nor_undone(qtbot: QtBot, page: ScrollPage) -> None:
    letters = a_list(page)
    letters.remove(3)
    letters.set_locked(True)
    qtbot.waitUntil(lambda: letters.rows[2].y() > 0)
    row: QWidget = letters.rows[0]
    qtbot.mousePress(row, LEFT, pos=QPoint(5, 5))
    qtbot.mouseMove(row, QPoint(5, 120))
    qtbot.mouseRelease(row, LEFT, pos=QPoint(5, 120))
    letters.undo()
    letters.add_items(["Q"])
    assert (letters.items, letters.undo_button.isHidden()) == (tuple("ABC"), True)


def test_an_edit_that_changes_nothing_is_no_step(page: ScrollPage) -> None:
    letters: ItemList[str] = ItemList(
        "Letters", lambda one: (one, ""), lambda one: one, add="Add", nothing="None."
    )
    page.add(letters)
    letters.set_items(["A"])
    letters.edit(0)
    assert letters.undo_button.isHidden()
