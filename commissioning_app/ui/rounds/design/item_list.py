"""A list whose items are added, edited, moved and removed, by buttons, by keys and by dragging."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QScrollArea, QWidget

from commissioning_app.translation import tr
from commissioning_app.ui.lib.layouts import FlowLayout, column, empty
from commissioning_app.ui.lib.theme import theme
from commissioning_app.ui.rounds.design.item_row import ItemRow, Words
from commissioning_app.ui.widgets.buttons import QuietButton, SecondaryButton
from commissioning_app.ui.widgets.text import Label, Rule

Item = TypeVar("Item")

MOST_STEPS = 50
"""How many changes can be undone."""

_EDGE = 56
_SCROLL_EVERY = 80
"""Milliseconds between two steps of scrolling while a row is held at the edge of the page."""


class ItemList(QWidget, Generic[Item]):
    """Items in order. `words` gives (title, detail); `edit` asks the person, None when they go back.

    Enter edits the item that has the focus, Alt with the arrows moves it, Delete removes it; the mouse drags
    it; Ctrl+Z undoes what was done since the items were shown. `changed` comes when the person changed the
    list. `more` are buttons that stand beside the one that adds.
    """

    changed = Signal()

    def __init__(
        self,
        name: str,
        words: Callable[[Item], Words],
        edit: Callable[[Item | None], Item | None],
        *,
        add: str,
        nothing: str,
        moves: bool = True,
        more: Sequence[QWidget] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._words, self._edit, self._moves = words, edit, moves
        self._items: list[Item] = []
        self._past: list[tuple[Item, ...]] = []
        self._future: list[tuple[Item, ...]] = []
        self._locked = False
        self._gap: int | None = None
        self._held = (0, QPoint())
        self._scrolling = QTimer(self)
        self._scrolling.setInterval(_SCROLL_EVERY)
        self._scrolling.timeout.connect(lambda: self._drag(*self._held))
        self.rows: list[ItemRow] = []
        outer = column(self, gap="s")
        self.nothing_label = Label(nothing, "muted")
        outer.addWidget(self.nothing_label)
        self._lines = column(gap="xs")
        outer.addLayout(self._lines)
        holder = QWidget()
        self._tools = FlowLayout(holder)
        outer.addWidget(holder)
        self.add_button = SecondaryButton(add, self.add, icon="plus")
        self.add_button.setProperty("design", True)
        for button in (self.add_button, *more):
            self._tools.addWidget(button)
        self._add_undoing()
        self.setAccessibleName(name)

    @property
    def items(self) -> tuple[Item, ...]:
        """The items in order."""
        return tuple(self._items)

    def set_items(self, items: Sequence[Item]) -> None:
        """Show other items; tells nobody, and there is nothing to undo."""
        self._items = list(items)
        self._past, self._future = [], []
        self._fill()

    def set_locked(self, locked: bool) -> None:
        """Only show the items, or let them be changed."""
        self._locked = locked
        self._fill()

    def add(self) -> None:
        """Ask for another item."""
        made = self._edit(None)
        if made is not None:
            self.add_items([made])

    def add_items(self, made: Sequence[Item]) -> None:
        """Put items at the end; undone together."""
        if made and not self._locked:
            self._change([*self._items, *made], len(self._items))

    def edit(self, place: int) -> None:
        """Ask for an item's new values; of a locked list, only show them."""
        changed = self._edit(self._items[place])
        if changed is not None and not self._locked:
            self._change([*self._items[:place], changed, *self._items[place + 1 :]], place)

    def move_item(self, place: int, by: int) -> None:
        """Put an item so many places up (-1) or down (1)."""
        goal = place + by
        if self._locked or not self._moves or not by or not 0 <= goal < len(self._items):
            return
        items = list(self._items)
        items.insert(goal, items.pop(place))
        self._change(items, goal)

    def remove(self, place: int) -> None:
        """Take an item out; nothing is lost before the design is saved."""
        if not self._locked:
            items = [*self._items[:place], *self._items[place + 1 :]]
            self._change(items, min(place, len(items) - 1))

    def undo(self) -> None:
        """Take the last change back."""
        self._step(self._past, self._future)

    def redo(self) -> None:
        """Make the change again that was taken back last."""
        self._step(self._future, self._past)

    # How it is done

    def _step(self, source: list[tuple[Item, ...]], target: list[tuple[Item, ...]]) -> None:
        if not source or self._locked:
            return
        before = self.items
        target.append(before)
        self._items = list(source.pop())
        pairs = zip(before, self._items, strict=False)
        other = next((place for place, (old, new) in enumerate(pairs) if old != new), len(self._items) - 1)
        self._tell(min(other, len(self._items) - 1))

    def _change(self, items: list[Item], focus: int) -> None:
        if items != self._items:
            self._past = [*self._past[1 - MOST_STEPS :], self.items]
            self._future = []
        self._items = items
        self._tell(focus)

    def _tell(self, focus: int) -> None:
        self._fill()
        if 0 <= focus < len(self.rows):
            self.rows[focus].show()  # a layout shows what is new only later, too late for the focus
            self.rows[focus].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.add_button.setFocus()
        self.changed.emit()

    def _fill(self) -> None:
        empty(self._lines)
        self._scrolling.stop()
        self._gap = None
        self.rows = []
        self.nothing_label.setVisible(not self._items)
        self.add_button.setVisible(not self._locked)
        self.undo_button.setVisible(bool(self._past) and not self._locked)
        for place, item in enumerate(self._items):
            if place:
                self._lines.addWidget(Rule())
            line = ItemRow(place, len(self._items), self._words(item), self._moves, self._locked)
            line.wants_edit.connect(self.edit)
            line.wants_move.connect(self.move_item)
            line.wants_remove.connect(self.remove)
            line.dragged.connect(self._drag)
            line.dropped.connect(self._drop)
            self.rows.append(line)
            self._lines.addWidget(line)

    def _add_undoing(self) -> None:
        self.undo_button = QuietButton(tr("Undo"), self.undo, icon="undo")
        self.undo_button.setToolTip(tr("Take the last change back (Ctrl+Z)"))
        self.undo_button.hide()
        self._tools.addWidget(self.undo_button)
        for keys, act in (("Ctrl+Z", self.undo), ("Ctrl+Y", self.redo), ("Ctrl+Shift+Z", self.redo)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # Dragging

    def _drag(self, place: int, at: QPoint) -> None:
        """Show where the row would go, and scroll while the mouse is at an edge of the page."""
        self._held = (place, at)
        self._scrolling.start()
        here = self.mapFromGlobal(at)
        self._gap = sum(1 for line in self.rows if line.geometry().center().y() < here.y())
        self.update()
        area = self._scroll_area()
        inner = area.widget() if area is not None else None
        if area is not None and inner is not None:
            spot = inner.mapFromGlobal(at)
            area.ensureVisible(spot.x(), spot.y(), 0, theme().px(_EDGE))

    def _drop(self, place: int, is_done: bool) -> None:
        """Put the row where the line is."""
        self._scrolling.stop()
        gap, self._gap = self._gap, None
        self.update()
        if is_done and gap is not None:
            self.move_item(place, (gap if gap <= place else gap - 1) - place)

    def _scroll_area(self) -> QScrollArea | None:
        parent = self.parentWidget()
        while parent is not None and not isinstance(parent, QScrollArea):
            parent = parent.parentWidget()
        return parent

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line that says where a dragged row would go."""
        super().paintEvent(event)
        if self._gap is None or not self.rows:
            return
        painter = QPainter(self)
        thick = max(theme().px(4), 4)
        if self._gap < len(self.rows):
            middle = self.rows[self._gap].geometry().top() - thick
        else:
            middle = self.rows[-1].geometry().bottom() + thick // 2
        painter.fillRect(QRect(0, max(middle, 0), self.width(), thick), theme().colour("accent"))
        painter.end()
