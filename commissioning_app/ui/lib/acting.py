"""What dialogs that act on one thing share: refusals beside their fields, two savers told apart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from commissioning_app.domain.errors import CommissioningError, StaleVersion
from commissioning_app.services.context import ServiceContext
from commissioning_app.translation import tr
from commissioning_app.ui.lib.dialogs import Dialog, resolve_conflict
from commissioning_app.ui.lib.errors import show_error
from commissioning_app.ui.widgets.buttons import DangerButton, PrimaryButton, SecondaryButton
from commissioning_app.ui.widgets.fields import FormField
from commissioning_app.ui.widgets.messages import InlineMessage


class ActDialog(Dialog):
    """A dialog that calls one service; it stays open, with the sentence in its place, when that refuses."""

    def __init__(
        self, parent: QWidget | None, context: ServiceContext, title: str, text: str = "", *, width: int = 560
    ) -> None:
        super().__init__(parent, title, text, width=width)
        self.context = context
        self.fields: dict[str, FormField] = {}
        self.message = InlineMessage()
        self.body.addWidget(self.message)

    def add_field(self, name: str, field: FormField) -> FormField:
        """Put a field under the others; the service's BadValue of this name is said beside it."""
        self.fields[name] = field
        self.body.addWidget(field)
        return field

    def finish(self, button: str, *, danger: bool = False) -> None:
        """Put the buttons at the foot."""
        self.add_button(SecondaryButton(tr("Go back"), self.reject), default=danger)
        kind = DangerButton if danger else PrimaryButton
        self.go_button = self.add_button(kind(button, self.take), default=not danger)

    def take(self) -> None:
        """Call the service, and close when it did its work."""
        for field in self.fields.values():
            field.clear_error()
        self.message.clear()
        if not self.check():
            return
        try:
            self.act(fresh=False)
        except StaleVersion as error:
            self._meet(error)
        except CommissioningError as error:
            show_error(error, self.message, self.fields)
        else:
            self.accept()

    def check(self) -> bool:
        """Whether the fields can be read."""
        return True

    def act(self, *, fresh: bool) -> None:
        """Call the service; `fresh` means over whatever is there now, once the person has seen it."""
        raise NotImplementedError

    def in_words(self, error: StaleVersion) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
        """Both versions as a person reads them: theirs, and what was typed here."""
        return shared(error)

    def _meet(self, error: StaleVersion) -> None:
        """Somebody saved first: both versions are shown, and the person chooses."""
        choice = resolve_conflict(self, *self.in_words(error))
        if choice == "theirs":
            self.reject()
        elif choice == "yours":
            try:
                self.act(fresh=True)
            except CommissioningError as again:
                show_error(again, self.message, self.fields)
            else:
                self.accept()


def shared(error: StaleVersion) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """Both versions of what the person wanted to change; what else the record holds is left out."""
    return {key: error.theirs.get(key) for key in error.yours}, error.yours
