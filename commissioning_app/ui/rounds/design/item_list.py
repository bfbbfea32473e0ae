"""A list whose items are added, edited, moved and removed, by buttons and by keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from commissioning_app.translation import tr
from commissioning_app.ui.lib.layouts import column, empty, row
from commissioning_app.ui.lib.theme import theme
from commissioning_app.ui.widgets.buttons import QuietButton, SecondaryButton
from commissioning_app.ui.widgets.text import Label, Rule

Item = TypeVar("Item")
Words = tuple[str, str]


class ItemList(QWidget, Generic[Item]):
    """Items in order. `words` gives (title, detail); `edit` asks the person, None when they go back.

    Enter edits the item that has the focus, Alt with the arrows moves it, Delete removes it.
    `changed` comes when the person changed the list.
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
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._words, self._edit, self._moves = words, edit, moves
        self._items: list[Item] = []
        self._locked = False
        self.rows: list[ItemRow] = []
        outer = column(self, gap="s")
        self.nothing_label = Label(nothing, "muted")
        outer.addWidget(self.nothing_label)
        self._lines = column(gap="xs")
        outer.addLayout(self._lines)
        self.add_button = SecondaryButton(add, self.add, icon="plus")
        self.add_button.setProperty("design", True)
        outer.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.setAccessibleName(name)

    @property
    def items(self) -> tuple[Item, ...]:
        """The items in order."""
        return tuple(self._items)

    def set_items(self, items: Sequence[Item]) -> None:
        """Show other items; tells nobody."""
        self._items = list(items)
        self._fill()

    def set_locked(self, locked: bool) -> None:
        """Only show the items, or let them be changed."""
        self._locked = locked
        self._fill()

    def add(self) -> None:
        """Ask for another item."""
        made = self._edit(None)
        if made is not None:
            self._items.append(made)
            self._tell(len(self._items) - 1)

    def edit(self, place: int) -> None:
        """Ask for an item's new values; of a locked list, only show them."""
        changed = self._edit(self._items[place])
        if changed is not None and not self._locked:
            self._items[place] = changed
            self._tell(place)

    def move_item(self, place: int, by: int) -> None:
        """Put an item one place up (-1) or down (1)."""
        goal = place + by
        if self._locked or not self._moves or not 0 <= goal < len(self._items):
            return
        self._items[place], self._items[goal] = self._items[goal], self._items[place]
        self._tell(goal)

    def remove(self, place: int) -> None:
        """Take an item out; nothing is lost before the design is saved."""
        if self._locked:
            return
        del self._items[place]
        self._tell(min(place, len(self._items) - 1))

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
        self.rows = []
        self.nothing_label.setVisible(not self._items)
        self.add_button.setVisible(not self._locked)
        for place, item in enumerate(self._items):
            if place:
                self._lines.addWidget(Rule())
            line = ItemRow(place, len(self._items), self._words(item), self._moves, self._locked)
            line.wants_edit.connect(self.edit)
            line.wants_move.connect(self.move_item)
            line.wants_remove.connect(self.remove)
            self.rows.append(line)
            self._lines.addWidget(line)


class ItemRow(QFrame):
    """One item: its number, words, and buttons; the row itself takes the focus and the keys."""

    wants_edit = Signal(int)
    wants_move = Signal(int, int)
    wants_remove = Signal(int)

    def __init__(self, place: int, count: int, words: Words, moves: bool, locked: bool) -> None:
        super().__init__()
        self._place, self._moves = place, moves
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("surface", "item")
        title, detail = words
        outer = row(self, gap="m")
        outer.setContentsMargins(6, 6, 6, 6)
        if moves:
            number = Label(f"{place + 1}.", "muted", wrap=False)
            number.setMinimumWidth(theme().px(20 if count < 10 else 30))  # so that the words stand in line
            outer.addWidget(number, 0, Qt.AlignmentFlag.AlignTop)
        text = column(gap="xs")
        text.setSpacing(2)
        text.addWidget(Label(title, "strong"))
        if detail:
            text.addWidget(Label(detail, "muted"))
        outer.addLayout(text, 1)
        self.buttons: dict[str, QuietButton] = {}
        if locked:
            self._add_look(outer, title)
        else:
            self._add_buttons(outer, title, count)
        self.setAccessibleName(f"{place + 1}. {title}" if moves else title)
        keys = tr("Enter edits it, Delete removes it.")
        if moves:
            keys = tr("Enter edits it, Alt with the arrow keys moves it, Delete removes it.")
        if locked:
            keys = tr("Enter shows all of it.")
        self.setAccessibleDescription(f"{detail} {keys}")
        self.setToolTip(keys)

    def _add_look(self, outer: QHBoxLayout, title: str) -> None:
        name = tr("Read: {title}", title=title)
        self.buttons["look"] = QuietButton(
            "", lambda: self.wants_edit.emit(self._place), icon="eye", name=name
        )
        self.buttons["look"].setToolTip(name)
        outer.addWidget(self.buttons["look"], 0, Qt.AlignmentFlag.AlignTop)

    def _add_buttons(self, outer: QHBoxLayout, title: str, count: int) -> None:
        place = self._place
        together = row(gap="xs")
        together.setSpacing(0)
        outer.addLayout(together)
        acts = [
            ("up", "up", tr("Move up: {title}", title=title), lambda: self.wants_move.emit(place, -1)),
            ("down", "down", tr("Move down: {title}", title=title), lambda: self.wants_move.emit(place, 1)),
            ("edit", "edit", tr("Edit: {title}", title=title), lambda: self.wants_edit.emit(place)),
            ("remove", "trash", tr("Remove: {title}", title=title), lambda: self.wants_remove.emit(place)),
        ]
        for key, icon, name, act in acts:
            if key in ("up", "down") and not self._moves:
                continue
            button = QuietButton("", act, icon=icon, name=name)
            button.setToolTip(name)
            self.buttons[key] = button
            together.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        if self._moves:
            self.buttons["up"].refuse("" if place else tr("It is the first."))
            self.buttons["down"].refuse("" if place < count - 1 else tr("It is the last."))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, Delete, and Alt with the arrows."""
        key, alt = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.wants_edit.emit(self._place)
        elif key == Qt.Key.Key_Delete:
            self.wants_remove.emit(self._place)
        elif alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.wants_move.emit(self._place, -1 if key == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)
