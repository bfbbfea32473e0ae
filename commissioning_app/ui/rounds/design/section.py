"""What every section of the Form tab is: a card of fields that reads a round and fills a design."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QWidget,
)

from commissioning_app.domain.principles.findings import Finding
from commissioning_app.domain.rounds import Round, RoundState
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.principles import RoundReview
from commissioning_app.ui.lib.layouts import column
from commissioning_app.ui.widgets.card import Card
from commissioning_app.ui.widgets.fields import FormField, GrowingTextEdit
from commissioning_app.ui.widgets.text import Prose

Design = dict[str, Any]


class Section(QWidget):
    """A part of the design. `changed` comes when the person changes something.

    `locks_at_opening` is False for what stays editable after the round is opened: its records. `follows`
    names the checks that are asked anew while the person writes. `begins_at` is the state before which
    nothing can be written yet.
    """

    changed = Signal()
    locks_at_opening = True
    follows: Collection[str] = ()
    begins_at: RoundState | None = None

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._outer = column(self, gap="l")
        self.fields: dict[str, FormField] = {}
        self.is_locked = False

    def load(self, round_: Round) -> None:
        """Show a round's values."""
        raise NotImplementedError

    def collect(self, design: Design) -> None:
        """Put what stands in the fields into the design, by the round's own names."""
        raise NotImplementedError

    def learn(self, context: ServiceContext, review: RoundReview) -> None:
        """Take what it shows besides the round's design; comes before `load`."""

    def follow(self, findings: Sequence[Finding]) -> None:
        """Show what the checks that it follows say of what stands here."""

    def check(self) -> bool:
        """Whether every field can be read; the first that can't takes the focus."""
        bad = [field for field in self.fields.values() if not _is_right(field.editor)]
        if bad:
            bad[0].editor.setFocus()
        return not bad

    def lock(self, locked: bool) -> None:
        """Make everything read-only, or editable again."""
        self.is_locked = locked
        set_locked(self, locked)

    def add_card(self, title: str, text: str = "") -> Card:
        """Another card of the section."""
        card = Card(title)
        if text:
            card.add(Prose(text, "muted"))
        self._outer.addWidget(card)
        return card

    def add_field(self, card: Card | None, key: str, field: FormField) -> FormField:
        """Put a field into a card, and tell when the person changes it."""
        self.fields[key] = field
        if card is not None:
            card.add(field)
        watch(field.editor, self.changed.emit)
        return field


def watch(editor: QWidget, tell: Any) -> None:
    """Call `tell` when the person changes what stands in the editor."""
    for name in ("pence_changed", "day_changed", "number_changed", "chosen_changed"):
        signal = getattr(editor, name, None)
        if signal is not None:
            signal.connect(lambda *_value: tell())
            return
    if isinstance(editor, QPlainTextEdit):
        editor.textChanged.connect(tell)
    elif isinstance(editor, QLineEdit):
        editor.textEdited.connect(lambda _text: tell())
    elif isinstance(editor, QComboBox):
        editor.activated.connect(lambda _place: tell())
    elif isinstance(editor, QAbstractButton):
        editor.clicked.connect(lambda _checked: tell())


def set_locked(widget: QWidget, locked: bool) -> None:
    """Texts become read-only (they can still be read and copied), everything else can't be pressed."""
    for line in widget.findChildren(QLineEdit):
        line.setReadOnly(locked)
    for text in widget.findChildren(QPlainTextEdit):
        text.setReadOnly(locked)
    for kind in (QComboBox, QCheckBox, QRadioButton):
        for control in widget.findChildren(kind):
            control.setEnabled(not locked)
    for button in widget.findChildren(QAbstractButton):
        if button.property("design"):
            button.setVisible(not locked)


def lines_of(edit: GrowingTextEdit) -> tuple[str, ...]:
    """The lines of a text that says one thing on each."""
    return tuple(line.strip() for line in edit.toPlainText().splitlines() if line.strip())


def _is_right(editor: QWidget) -> bool:
    check = getattr(editor, "check", None)
    return True if check is None else bool(check())
