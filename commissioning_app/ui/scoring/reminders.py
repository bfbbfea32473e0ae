"""Reminders as text to copy into one's own mail; the application sends nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QWidget

from commissioning_app.translation import tr, tr_count
from commissioning_app.ui.lib.dialogs import Dialog
from commissioning_app.ui.widgets.buttons import PrimaryButton, SecondaryButton
from commissioning_app.ui.widgets.fields import FormField, GrowingTextEdit
from commissioning_app.ui.widgets.messages import InlineMessage


@dataclass(frozen=True)
class Reminder:
    """Words for one member."""

    name: str
    text: str


class ReminderDialog(Dialog):
    """Choose a member, look at the words, copy them."""

    def __init__(self, parent: QWidget | None, reminders: Sequence[Reminder]) -> None:
        super().__init__(
            parent,
            tr_count("A reminder to one member", "Reminders to {count} members", len(reminders)),
            tr("Copy each into your own e-mail, or read it out on the phone. Nothing is sent from here."),
            width=620,
        )
        self.reminders = tuple(reminders)
        self.people = QComboBox()
        for one in self.reminders:
            self.people.addItem(one.name)
        self.people.currentIndexChanged.connect(self._show)
        self.body.addWidget(FormField(tr("&To"), self.people))
        self.text = GrowingTextEdit(lines=10, most=16)
        self.body.addWidget(FormField(tr("&Words"), self.text))
        self.message = InlineMessage()
        self.body.addWidget(self.message)
        self.add_button(SecondaryButton(tr("Close"), self.accept))
        self.add_button(SecondaryButton(tr("Copy &all"), self.copy_all, icon="copy"))
        self.copy_button = self.add_button(PrimaryButton(tr("&Copy"), self.copy, icon="copy"), default=True)
        self._show(0)

    def copy(self) -> None:
        """The words as they stand here, to the clipboard."""
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self.message.show_message(
            tr("Copied. Paste it into an e-mail to {name}.", name=self._now().name), "good"
        )

    def copy_all(self) -> None:
        """Everybody's words, one after the other."""
        QGuiApplication.clipboard().setText("\n\n---\n\n".join(one.text for one in self.reminders))
        self.message.show_message(tr("Copied: {count} reminders.", count=len(self.reminders)), "good")

    def _now(self) -> Reminder:
        return self.reminders[max(self.people.currentIndex(), 0)]

    def _show(self, _place: int) -> None:
        self.message.clear()
        self.text.setPlainText(self._now().text)
