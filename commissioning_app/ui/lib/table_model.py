"""One table model for every list: rows are plain tuples, what is shown is made once a row and kept."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from commissioning_app.domain.dates import long_date, short_date
from commissioning_app.domain.money import pounds
from commissioning_app.ui.lib.theme import Tone

Kind = Literal["text", "money", "int", "number", "percent", "date", "chip", "bar"]
Row = tuple[Any, ...]
Index = QModelIndex | QPersistentModelIndex
FIGURES = frozenset({"money", "int", "number", "percent"})
CHIP_ROLE = int(Qt.ItemDataRole.UserRole) + 1
BAR_ROLE = CHIP_ROLE + 1
KIND_ROLE = CHIP_ROLE + 2


@dataclass(frozen=True)
class Chip:
    """A state in a table: a word, and the tone whose icon and colours go with it."""

    text: str
    tone: Tone = "neutral"
    icon: str = ""


@dataclass(frozen=True)
class Bar:
    """A part of a whole in a table, such as an award beside what was asked; `text` says it in words."""

    part: int
    whole: int
    text: str


@dataclass(frozen=True)
class Column:
    """One column: `key` is its name in settings, `width` is px at 100 % text, 0 takes the room that is left.

    `least` is what such a column has at least, when the table's own least isn't enough.

    Cells hold plain values by kind: text str, money pence, int, number (shown with one decimal),
    percent (whole), date, chip `Chip`, bar `Bar`; None shows nothing. `show` replaces the kind's wording.
    Columns with a higher `drop` leave first when the table is too narrow for all; 0 never leaves.
    """

    key: str
    title: str
    kind: Kind = "text"
    width: int = 0
    least: int = 0
    hidden: bool = False
    bold: bool = False
    help: str = ""
    drop: int = 0
    show: Callable[[Any], str] | None = None


def show_value(column: Column, value: Any) -> str:
    """What a cell says."""
    if value is None:
        return ""
    if column.show is not None:
        return column.show(value)
    return _SHOW[column.kind](value)


def _number(value: Any) -> str:
    """A score: always one decimal, so that the points stand under each other."""
    return f"{value:,.1f}"


def _date(value: Any) -> str:
    """A day as 4 Dec 2026; an instant shows its day."""
    return short_date(value.date() if isinstance(value, datetime) else value)


_SHOW: dict[str, Callable[[Any], str]] = {
    "text": str,
    "money": pounds,
    "int": lambda value: f"{value:,}",
    "number": _number,
    "percent": lambda value: f"{value} %",
    "date": _date,
    "chip": lambda value: str(value.text),
    "bar": lambda value: str(value.text),
}


class TableModel(QAbstractTableModel):
    """Rows of tuples with one value a column; sorting and filtering reorder a list of row numbers."""

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._rows: list[Row] = []
        self._ids: list[Hashable] = []
        self._shown: list[tuple[str, ...] | None] = []
        self._haystack: list[str] = []
        self._order: list[int] = []
        self._visible: list[int] = []
        self._needle = ""
        self._keep: Callable[[Row], bool] | None = None
        self._sorted_by: tuple[int, bool] | None = None
        self._alignment = [self._align(column) for column in self.columns]

    # What callers use

    def set_rows(self, rows: Iterable[Row], ids: Iterable[Hashable] | None = None) -> None:
        """Show these rows; `ids` names each (its number when not given). Sort and filter stay."""
        self.beginResetModel()
        self._rows = list(rows)
        self._ids = list(ids) if ids is not None else list(range(len(self._rows)))
        self._shown = [None] * len(self._rows)
        self._haystack = []
        self._reorder()
        self.endResetModel()

    def set_filter(self, text: str, keep: Callable[[Row], bool] | None = None) -> None:
        """Show only rows in which every word occurs, and that `keep` accepts."""
        self.beginResetModel()
        self._needle = text.casefold().strip()
        self._keep = keep
        self._refilter()
        self.endResetModel()

    def id_at(self, row: int) -> Hashable | None:
        """The id of a visible row, or None."""
        return self._ids[self._visible[row]] if 0 <= row < len(self._visible) else None

    def row_of(self, row_id: Hashable) -> int:
        """Where the row with this id is shown, or -1."""
        for place, number in enumerate(self._visible):
            if self._ids[number] == row_id:
                return place
        return -1

    def values_at(self, row: int) -> Row:
        """The plain values of a visible row."""
        return self._rows[self._visible[row]]

    @property
    def total(self) -> int:
        """How many rows there are, shown or not."""
        return len(self._rows)

    @property
    def needle(self) -> str:
        """The filter's text."""
        return self._needle

    # What Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many rows are shown."""
        return 0 if parent.isValid() else len(self._visible)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows; never more than a look into kept strings."""
        if not index.isValid():
            return None
        number, place = self._visible[index.row()], index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._strings(number)[place]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment[place]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.columns[place].title}: {self._strings(number)[place]}"
        if role == CHIP_ROLE:
            value = self._rows[number][place]
            return value if isinstance(value, Chip) else None
        if role == BAR_ROLE:
            value = self._rows[number][place]
            return value if isinstance(value, Bar) else None
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Column titles, aligned like their cells; row numbers count from one."""
        if orientation == Qt.Orientation.Vertical:
            return section + 1 if role == Qt.ItemDataRole.DisplayRole else None
        if not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment[section]
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.columns[section].help or None
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; -1 is the order that the rows came in. Empty cells come last both ways."""
        if column >= len(self.columns):
            return
        self.beginResetModel()
        self._sorted_by = None if column < 0 else (column, order == Qt.SortOrder.DescendingOrder)
        self._reorder()
        self.endResetModel()

    # How it is done

    @staticmethod
    def _align(column: Column) -> int:
        """Figures stand right, all else left."""
        side = Qt.AlignmentFlag.AlignRight if column.kind in FIGURES else Qt.AlignmentFlag.AlignLeft
        return int(side | Qt.AlignmentFlag.AlignVCenter)

    def _strings(self, number: int) -> tuple[str, ...]:
        """The row's cells in words, made at the first look."""
        kept = self._shown[number]
        if kept is None:
            kept = tuple(map(show_value, self.columns, self._rows[number]))
            self._shown[number] = kept
        return kept

    def _reorder(self) -> None:
        """Sort the row numbers, then filter."""
        numbers = list(range(len(self._rows)))
        if self._sorted_by is not None:
            column, descending = self._sorted_by
            rows = self._rows
            empty = [n for n in numbers if rows[n][column] is None]
            filled = [n for n in numbers if rows[n][column] is not None] if empty else numbers
            keys = {n: sort_key(rows[n][column]) for n in filled}
            filled.sort(key=keys.__getitem__, reverse=descending)
            numbers = filled + empty
        self._order = numbers
        self._refilter()

    def _refilter(self) -> None:
        """Choose the rows that are shown, keeping their order."""
        visible: Iterable[int] = self._order
        if self._needle:
            haystack = self._searchable()
            for word in self._needle.split():
                visible = [n for n in visible if word in haystack[n]]
        if self._keep is not None:
            visible = [n for n in visible if self._keep(self._rows[n])]
        self._visible = list(visible)

    def warm(self, start: int, count: int) -> int:
        """Prepare the filter for some rows ahead of the first key; returns where to go on."""
        if len(self._haystack) == start:
            end = min(start + count, len(self._rows))
            self._haystack.extend("\x1f".join(self._strings(n)).casefold() for n in range(start, end))
        return len(self._haystack)

    def _searchable(self) -> list[str]:
        """Each row's cells in one string, made once."""
        self.warm(len(self._haystack), len(self._rows))
        return self._haystack


def sort_key(value: Any) -> Any:
    """Something that compares: text without regard to case, a chip by its word, a bar by its part."""
    if isinstance(value, str):
        return value.casefold()
    if isinstance(value, Chip):
        return value.text.casefold()
    if isinstance(value, Bar):
        return value.part
    return value


def long_day(value: date) -> str:
    """For `Column(show=…)`: the day in full, Friday 4 December 2026."""
    return long_date(value)
