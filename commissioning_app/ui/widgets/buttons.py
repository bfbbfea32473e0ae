"""Buttons: one primary a screen, secondary for the rest, quiet and link for what is beside the point."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from commissioning_app.ui.lib.icons import icon as themed_icon
from commissioning_app.ui.lib.theme import theme


class Button(QPushButton):
    """A push button of one of the theme's kinds; Enter presses it too when it has the focus."""

    kind = ""
    icon_token = "accent"

    def __init__(
        self,
        text: str,
        on_click: Callable[[], object] | None = None,
        *,
        icon: str = "",
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setProperty("kind", self.kind)
        self.setAutoDefault(True)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        if name:
            self.setAccessibleName(name)
        if icon:
            self.setIcon(themed_icon(icon, self.icon_token))
            self._size_icon()
            theme().changed.connect(self._size_icon)
        if on_click is not None:
            self.clicked.connect(lambda _checked=False: on_click())

    def refuse(self, reason: str) -> None:
        """Disable the button and say why, in words that a screen reader finds too; "" enables it."""
        self.setEnabled(not reason)
        self.setToolTip(reason)
        self.setAccessibleDescription(reason)

    def _size_icon(self) -> None:
        side = theme().px(18)
        self.setIconSize(QSize(side + (5 if self.text() else 0), side))


class PrimaryButton(Button):
    """The one thing to do on this screen."""

    kind = "primary"
    icon_token = "on_accent"


class SecondaryButton(Button):
    """Another thing to do."""

    kind = "secondary"


class DangerButton(Button):
    """Something that can't be undone; never a dialog's default."""

    kind = "danger"
    icon_token = "bad"


class QuietButton(Button):
    """A side door: no outline until pointed at."""

    kind = "quiet"


class LinkButton(Button):
    """Goes somewhere, inside a text."""

    kind = "link"
