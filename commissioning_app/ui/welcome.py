"""The first start: look at the sample round, start one's own, or open a workspace."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from commissioning_app.translation import tr
from commissioning_app.ui.lib.layouts import column, row
from commissioning_app.ui.lib.theme import theme
from commissioning_app.ui.widgets.buttons import Button, PrimaryButton, SecondaryButton
from commissioning_app.ui.widgets.card import Card
from commissioning_app.ui.widgets.messages import IconBadge, InlineMessage
from commissioning_app.ui.widgets.page import PageHeader, ResponsiveRow, ScrollPage
from commissioning_app.ui.widgets.text import Prose

_WIDEST = 1080


class WelcomePage(QWidget):
    """Three ways to begin; what each does is up to whoever listens."""

    sample_wanted = Signal()
    own_wanted = Signal()
    open_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        outer: QVBoxLayout = column(self)
        page = ScrollPage()
        outer.addWidget(page)
        words = tr("Offer a pot, let the community score, share it fairly, and tell everyone why.")
        self._middle = QWidget()
        middle = column(self._middle, gap="l")
        middle.addWidget(PageHeader(tr("Commissioning Together"), subtitle=words))
        self.message = InlineMessage()
        middle.addWidget(self.message)
        self.sample_button = PrimaryButton(tr("Open the &sample round"), self.sample_wanted.emit)
        self.own_button = SecondaryButton(tr("Start my o&wn"), self.own_wanted.emit)
        self.open_button = SecondaryButton(tr("&Open a workspace"), self.open_wanted.emit)
        sample = tr(
            "A whole round with invented organisations, from its form to its letters. "
            "Nothing that you do in it reaches anybody."
        )
        own = tr(
            "An empty workspace on this computer: one file that you can copy and back up. "
            "You name your organisation and yourself, then your first round."
        )
        other = tr("A workspace file that somebody gave you, or that you made before.")
        ways = ResponsiveRow(least=260)
        ways.add(self._way("eye", tr("Look around first"), sample, self.sample_button))
        ways.add(self._way("plus", tr("Start your own"), own, self.own_button))
        ways.add(self._way("folder", tr("Go on with one"), other, self.open_button))
        middle.addWidget(ways)
        across = row()
        across.addStretch(1)
        across.addWidget(self._middle, 100)
        across.addStretch(1)
        page.content.addStretch(2)
        page.content.addLayout(across)
        page.content.addStretch(3)
        theme().changed.connect(self._keep_together)
        self._keep_together()
        self.sample_button.setFocus()

    def _keep_together(self) -> None:
        """On a wide window the three ways stay near each other."""
        self._middle.setMaximumWidth(theme().px(_WIDEST))

    def _way(self, icon: str, title: str, text: str, button: Button) -> Card:
        card = Card(title)
        card.header.insertWidget(0, IconBadge("good", icon, size=40))
        card.add(Prose(text))
        card.body.addStretch(1)
        card.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        button.setAccessibleDescription(text)
        return card
