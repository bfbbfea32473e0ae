"""What dialogs that act on one thing share: refusals beside their fields, two savers told apart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLayout, QWidget

from commissioning_app.domain.errors import CommissioningError, StaleVersion
from commissioning_app.domain.roles import Actor, can_approve, can_handle_eois
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.queries.eois import EoiPage
from commissioning_app.translation import tr
from commissioning_app.ui.lib.dialogs import Dialog, resolve_conflict
from commissioning_app.ui.lib.errors import show_error
from commissioning_app.ui.widgets.buttons import DangerButton, PrimaryButton, SecondaryButton
from commissioning_app.ui.widgets.fields import FormField
from commissioning_app.ui.widgets.messages import InlineMessage
from commissioning_app.ui.widgets.page import ScrollPage

_LEFT_FREE = 60
_LEAST_HIGH = 160
_NO_WINDOW = 768


class ActDialog(Dialog):
    """A dialog that calls one service; it stays open, with the sentence in its place, when that refuses."""

    def __init__(
        self, parent: QWidget | None, context: ServiceContext, title: str, text: str = "", *, width: int = 560
    ) -> None:
        super().__init__(parent, title, text, width=width)
        self.context = context
        self.fields: dict[str, FormField] = {}
        self._sheet = ScrollPage(margin=False)
        self.form = self._sheet.content
        self.body.addWidget(self._sheet, 1)
        self.message = InlineMessage()
        self.form.addWidget(self.message)
        self._wanted = 0
        self._inside().installEventFilter(self)

    def add_field(self, name: str, field: FormField) -> FormField:
        """Put a field under the others; the service's BadValue of this name is said beside it."""
        self.fields[name] = field
        self.form.addWidget(field)
        return field

    def finish(self, button: str, *, danger: bool = False) -> None:
        """Put the buttons at the foot."""
        self.form.addStretch(1)
        self.add_button(SecondaryButton(tr("Go back"), self.reject), default=danger)
        kind = DangerButton if danger else PrimaryButton
        self.go_button = self.add_button(kind(button, self.take), default=not danger)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A sentence or a field more or less: the dialog grows with what it holds."""
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            self._fit()
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        """Be as high as what it holds, or as the window that it stands over: then it scrolls."""
        super().showEvent(event)
        self._fit()

    def _inside(self) -> QWidget:
        inside = self._sheet.widget()
        assert inside is not None
        return inside

    def _fit(self) -> None:
        """Nothing is done while what it holds asks for the same height: this is called often."""
        layout, above = self.layout(), self.parentWidget()
        assert layout is not None
        margins = layout.contentsMargins()
        wide = self.width() - margins.left() - margins.right()
        wanted = self.form.heightForWidth(wide) if self.form.hasHeightForWidth() else 0
        wanted = max(wanted, self.form.minimumSize().height())
        if wanted == self._wanted:
            return
        self._wanted = wanted
        around = self._height_around(layout, wide)
        room = (above.window().height() if above is not None else _NO_WINDOW) - _LEFT_FREE - around
        high = min(wanted, max(room, _LEAST_HIGH))
        self._sheet.setMinimumHeight(high)
        self.resize(self.width(), high + around)

    def _height_around(self, layout: QLayout, wide: int) -> int:
        """What title, text and buttons take."""
        margins = layout.contentsMargins()
        high = margins.top() + margins.bottom()
        parts = [item for item in map(layout.itemAt, range(layout.count())) if item and not item.isEmpty()]
        for part in parts:
            if part.layout() is not self.body:
                hint = part.sizeHint().height()
                high += part.heightForWidth(wide) if part.hasHeightForWidth() else hint
        return high + layout.spacing() * (len(parts) - 1)

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

    def _meet(self, error: StaleVersion) -> None:
        """Somebody saved first: both versions are shown, and the person chooses."""
        choice = resolve_conflict(self, *shared(error))
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


def why_not(verb: str, page: EoiPage, actor: Actor) -> str:
    """Why a button of this EOI can't be pressed now; "" when it can."""
    if verb in page.can:
        return ""
    if verb == "agree_late":
        if not can_approve(actor):
            return tr("An approver agrees to take a late EOI. Choose another person in Settings, or ask one.")
        return tr("Late EOIs are taken while eligibility is decided: until everybody has scored.")
    if not can_handle_eois(actor):
        return tr("Officers do this. Choose another person in Settings, or ask one.")
    if verb == "edit_eoi":
        return tr("It is scored or decided: it stays as it was sent.")
    if verb == "find_ineligible" and not page.rules:
        return tr(
            "This round has published no rule that an EOI could be ruled out by. Rules stand under Form."
        )
    return tr("The round is not at a step where this is decided.")
