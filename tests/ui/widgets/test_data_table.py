"""The table: filter, count, empty states, columns, copying, keyboard, speed with 10,000 rows."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from commissioning_app.ui.lib.settings import Settings
from commissioning_app.ui.lib.table_model import Bar, Chip, Column
from commissioning_app.ui.lib.theme import apply_theme, theme
from commissioning_app.ui.widgets.column_fit import fit_columns
from commissioning_app.ui.widgets.data_table import DataTable

COLUMNS = [
    Column("ref", "EOI", width=90),
    Column("org", "Organisation", bold=True),
    Column("asked", "Asked", "money", width=110),
    Column("notes", "Notes", width=200, hidden=True),
    Column("state", "State", "chip", width=150, drop=1),
]
ROWS = [
    ("EOI-001", "Sunrise CIC", 840000, "", Chip("Eligible", "good")),
    ("EOI-002", "Young dads’ football", 1200000, "late", Chip("Queried", "warn")),
    ("EOI-003", "=Deaf women’s advice", 350000, "", Chip("Eligible", "good")),
]


@pytest.fixture
def make_table(qtbot: QtBot) -> Callable[..., DataTable]:
    def make(many: bool = False, rows: Any = ROWS, width: int = 900) -> DataTable:
        table = DataTable("eois", COLUMNS, title="EOIs of this round", many=many)
        qtbot.addWidget(table)
        table.set_rows(rows, ids=[f"id{i}" for i in range(1, len(rows) + 1)])
        table.resize(width, 500)
        table.show()
        table.activateWindow()
        return table

    return make


def refs(table: DataTable) -> list[str]:
    return [table.model.index(row, 0).data() for row in range(table.model.rowCount())]


def shown_columns(table: DataTable) -> list[str]:
    return [c.key for i, c in enumerate(COLUMNS) if not table.view.isColumnHidden(i)]


def test_typing_filters_and_says_how_many_are_left(
    qtbot: QtBot, make_table: Callable[..., DataTable]
) -> None:
    table = make_table()
    assert table.count_label.text() == "3 rows"
    qtbot.keyClicks(table.filter_box, "eligible")
    assert (refs(table), table.count_label.text()) == (["EOI-001", "EOI-003"], "2 of 3")
    qtbot.keyClick(table.filter_box, Qt.Key.Key_Escape)
    assert (len(refs(table)), table.filter_box.text()) == (3, "")


def test_a_page_may_add_its_own_condition(make_table: Callable[..., DataTable]) -> None:
    table = make_table()
    table.set_keep(lambda row: row[2] > 500000)
    table.filter_box.setText("sun")
    assert refs(table) == ["EOI-001"]
    table.set_keep(None)
    table.filter_box.clear()
    assert len(refs(table)) == 3


def test_empty_and_nothing_found_are_told_apart(make_table: Callable[..., DataTable]) -> None:
    table = make_table(rows=[])
    assert table._stack.currentWidget() is table._empty
    table.set_rows(ROWS)
    assert table._stack.currentWidget() is table.view
    table.filter_box.setText("zebra")
    assert table._stack.currentWidget() is table._none


def test_the_keyboard_goes_all_the_way(qtbot: QtBot, make_table: Callable[..., DataTable]) -> None:
    table = make_table()
    table.filter_box.setFocus()
    qtbot.keyClicks(table.filter_box, "eoi")
    qtbot.keyClick(table.filter_box, Qt.Key.Key_Down)
    qtbot.waitUntil(table.view.hasFocus)
    qtbot.keyClick(table.view, Qt.Key.Key_Down)
    with qtbot.waitSignal(table.activated) as opened:
        qtbot.keyClick(table.view, Qt.Key.Key_Return)
    assert opened.args == ["id2"]
    qtbot.keyClick(table.view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(table.filter_box.hasFocus)


def test_coming_by_tab_stands_on_a_row(qtbot: QtBot, make_table: Callable[..., DataTable]) -> None:
    table = make_table()
    table.view.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(lambda: table.current_id() == "id1")


def test_a_double_click_opens(qtbot: QtBot, make_table: Callable[..., DataTable]) -> None:
    table = make_table()
    place = table.view.visualRect(table.model.index(2, 1)).center()
    qtbot.mouseClick(table.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    with qtbot.waitSignal(table.activated) as opened:
        qtbot.mouseDClick(table.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened.args == ["id3"]


def test_the_selection_follows_its_rows(qtbot: QtBot, make_table: Callable[..., DataTable]) -> None:
    table = make_table(many=True)
    with qtbot.waitSignal(table.selection_changed) as told:
        table.select("id2")
    assert told.args == [["id2"]]
    table.sort("asked", descending=True)
    assert (refs(table), table.selected_ids()) == (["EOI-002", "EOI-001", "EOI-003"], ["id2"])
    table.set_rows(list(reversed(ROWS)), ids=["id3", "id2", "id1"])
    assert (table.selected_ids(), table.current_id()) == (["id2"], "id2")
    with qtbot.waitSignal(table.selection_changed) as told:
        table.filter("sunrise")
    assert told.args == [[]]
    assert not table.select("id2")


def test_copying_gives_cells(qtbot: QtBot, make_table: Callable[..., DataTable]) -> None:
    table = make_table(many=True)
    clipboard = QGuiApplication.clipboard()
    table.select("id3")
    qtbot.keyClick(table.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert clipboard.text() == "EOI-003\t'=Deaf women’s advice\t3500.00\tEligible"
    table.view.clearSelection()
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(table.view, Qt.Key.Key_C, both)
    assert clipboard.text().splitlines()[:2] == [
        "EOI\tOrganisation\tAsked\tState",
        "EOI-001\tSunrise CIC\t8400.00\tEligible",
    ]


def test_the_choice_of_columns_is_remembered(
    make_table: Callable[..., DataTable], memory_settings: Settings
) -> None:
    table = make_table()
    assert shown_columns(table) == ["ref", "org", "asked", "state"]
    actions = {action.text(): action for action in table.columns_menu().actions() if action.isCheckable()}
    assert {text: a.isChecked() for text, a in actions.items()} == {
        "EOI": True, "Organisation": True, "Asked": True, "Notes": False, "State": True,
    }  # fmt: skip
    actions["Notes"].trigger()
    actions["Asked"].trigger()
    assert shown_columns(table) == shown_columns(make_table()) == ["ref", "org", "notes", "state"]
    assert memory_settings.hidden_columns("eois", frozenset()) == {"asked"}


def test_a_width_that_was_drawn_is_remembered(
    make_table: Callable[..., DataTable], memory_settings: Settings
) -> None:
    make_table().view.horizontalHeader().resizeSection(2, 160)
    assert memory_settings.column_widths("eois") == {"asked": 160}
    assert make_table().view.columnWidth(2) == 160


def test_columns_that_may_leave_do_so_in_large_text(
    qapp: QApplication, make_table: Callable[..., DataTable]
) -> None:
    table = make_table(width=760)
    assert shown_columns(table) == ["ref", "org", "asked", "state"]
    apply_theme(qapp, "light", 200)
    assert shown_columns(table) == ["ref", "org", "asked"]
    words = [action.text() for action in table.columns_menu().actions()]
    assert "State (no room now)" in words


def test_widths_fill_the_room_exactly() -> None:
    assert fit_columns(COLUMNS, frozenset({"notes"}), {}, 800, 1.0) == [90, 442, 118, 0, 150]
    assert fit_columns(COLUMNS, frozenset({"notes"}), {"org": 200}, 800, 1.0) == [90, 200, 118, 0, 150]
    assert fit_columns(COLUMNS, frozenset({"notes"}), {}, 400, 1.0) == [90, 192, 118, 0, 0]
    assert fit_columns(COLUMNS, frozenset({"notes"}), {}, 100, 2.0) == [180, 300, 236, 0, 0]


def test_lesser_columns_leave_before_a_name_gets_less_than_its_own_least() -> None:
    columns = [
        Column("org", "Organisation", least=220),
        Column("title", "Title", drop=1),
        Column("size", "Size", width=80, drop=2),
    ]
    assert fit_columns(columns, frozenset(), {}, 460, 1.0) == [225, 155, 80]
    assert fit_columns(columns, frozenset(), {}, 440, 1.0) == [255, 185, 0]
    assert fit_columns(columns, frozenset(), {}, 300, 1.0) == [300, 0, 0]
    assert fit_columns(columns, frozenset(), {}, 180, 1.0) == [180, 0, 0]
    assert fit_columns(columns, frozenset(), {}, 100, 1.0) == [150, 0, 0]


@pytest.mark.proof
def test_ten_thousand_rows_in_the_window_within_150_ms(make_table: Callable[..., DataTable]) -> None:
    states = [Chip("Eligible", "good"), Chip("Queried", "warn")]
    rows = [
        (f"EOI-{i:05d}", f"Organisation {i * 7919 % 9973}", i * 104729, "", states[i % 2])
        for i in range(10_000)
    ]
    table = make_table()
    table.set_rows(rows, ids=range(10_000))
    table.select(5_000)

    def took(act: Callable[[], object]) -> float:
        start = time.perf_counter()
        act()
        QApplication.processEvents()
        return (time.perf_counter() - start) * 1000

    slow = {f"sort {c.key}": min(took(lambda key=c.key: table.sort(key)) for _ in range(3)) for c in COLUMNS}
    assert table.current_id() == 5_000
    for text in ("o", "or", "organisation 77", ""):
        slow[f"filter {text}"] = min(took(lambda text=text: table.filter(text)) for _ in range(3))
    slow["open"] = min(took(lambda: table.set_rows(rows, ids=range(10_000))) for _ in range(3))
    slow["scroll"] = min(took(table.view.scrollToBottom), took(table.view.scrollToTop))
    assert {what: round(ms) for what, ms in slow.items() if ms > 150} == {}


def test_rows_are_sorted_without_a_mouse(make_table: Callable[..., DataTable]) -> None:
    table = make_table()

    def sort_actions() -> dict[str, QAction]:
        entry = next(a for a in table.columns_menu().actions() if a.text() == "Sort by")
        menu = entry.menu()
        assert isinstance(menu, QMenu)
        return {action.text(): action for action in menu.actions()}

    assert list(sort_actions()) == ["EOI", "Organisation", "Asked", "State"]
    sort_actions()["Asked"].trigger()
    assert refs(table) == ["EOI-003", "EOI-001", "EOI-002"]
    sort_actions()["Asked, downwards"].trigger()
    assert refs(table) == ["EOI-002", "EOI-001", "EOI-003"]


def test_chips_and_bars_are_drawn_in_the_cells(qtbot: QtBot) -> None:
    table = DataTable(
        "bars", [Column("state", "State", "chip", width=200), Column("bar", "Share", "bar", width=300)]
    )
    qtbot.addWidget(table)
    table.set_rows([(Chip("Queried", "warn"), Bar(1, 2, "half"))])
    table.resize(560, 200)
    table.show()
    image = table.view.viewport().grab().toImage()
    seen = {image.pixelColor(x, y).name().upper() for x in range(image.width()) for y in range(34)}
    palette = theme().palette
    assert {palette.warn, palette.warn_soft, palette.accent, palette.track} <= seen
