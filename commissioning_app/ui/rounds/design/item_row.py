"""One item of a list: its place, words and buttons; it takes the focus and the keys, and can be dragged."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout

from commissioning_app.translation import tr
from commissioning_app.ui.lib.layouts import column, row
from commissioning_app.ui.lib.theme import theme
from commissioning_app.ui.widgets.buttons import QuietButton
from commissioning_app.ui.widgets.text import Label

Words = tuple[str, str]


class ItemRow(QFrame):
    """One item: its number, words, and buttons; the row itself takes the focus and the keys.

    `dragged` comes with where the mouse is on the screen while it drags the row, `dropped` when it lets go
    (True) or the drag is given up (False).
    """

    wants_edit = Signal(int)
    wants_move = Signal(int, int)
    wants_remove = Signal(int)
    dragged = Signal(int, QPoint)
    dropped = Signal(int, bool)

    def __init__(self, place: int, count: int, words: Words, moves: bool, locked: bool) -> None:
        super().__init__()
        self._place, self._moves = place, moves
        self._can_drag = moves and not locked and count > 1
        self._pressed_at: QPoint | None = None
        self.is_dragged = False
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
        said = tr("{place} of {count}. {title}", place=place + 1, count=count, title=title)
        self.setAccessibleName(said if moves else title)
        keys = self._keys_words(locked)
        self.setAccessibleDescription(f"{detail} {keys}")
        self.setToolTip(keys)
        if self._can_drag:
            self.setCursor(Qt.CursorShape.OpenHandCursor)

    def _keys_words(self, locked: bool) -> str:
        if locked:
            return tr("Enter shows all of it.")
        if self._can_drag:
            return tr(
                "Drag it, or hold Alt and press the arrow keys, to move it. Enter edits, Delete removes."
            )
        return tr("Enter edits it, Delete removes it.")

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
            button.setCursor(Qt.CursorShape.ArrowCursor)
            self.buttons[key] = button
            together.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        if self._moves:
            self.buttons["up"].refuse("" if place else tr("It is the first."))
            self.buttons["down"].refuse("" if place < count - 1 else tr("It is the last."))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, Delete, Alt with the arrows; Esc gives a drag up."""
        key, alt = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if key == Qt.Key.Key_Escape and self.is_dragged:
            self._end_drag(False)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.wants_edit.emit(self._place)
        elif key == Qt.Key.Key_Delete:
            self.wants_remove.emit(self._place)
        elif alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.wants_move.emit(self._place, -1 if key == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press may begin a drag."""
        if self._can_drag and event.button() == Qt.MouseButton.LeftButton:
            self._pressed_at = event.globalPosition().toPoint()
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Far enough from where it was pressed, the row is dragged."""
        at = event.globalPosition().toPoint()
        if self._pressed_at is None:
            return
        far = (at - self._pressed_at).manhattanLength() >= QApplication.startDragDistance()
        if far and not self.is_dragged:
            self.is_dragged = True
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        if self.is_dragged:
            self.dragged.emit(self._place, at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go where the line is."""
        self._pressed_at = None
        if self.is_dragged:
            self._end_drag(True)
        event.accept()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Another window or a dialog came in between: the drag is given up."""
        if self.is_dragged:
            self._end_drag(False)
        super().focusOutEvent(event)

    def _end_drag(self, is_done: bool) -> None:
        self._pressed_at, self.is_dragged = None, False
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.dropped.emit(self._place, is_done)
