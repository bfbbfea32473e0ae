"""Settings: the way to the policy and to the word list."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from commissioning_app.translation import tr
from commissioning_app.ui.lib.layouts import FlowLayout
from commissioning_app.ui.navigation import Route, Shell
from commissioning_app.ui.widgets.buttons import SecondaryButton
from commissioning_app.ui.widgets.card import Card
from commissioning_app.ui.widgets.text import Prose


class RulesCard(Card):
    """Two pages that belong to the workspace and not to one round."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(tr("What the checks ask for"), parent=parent)
        words = tr("The thresholds of the checks, and the words that are flagged while you write.")
        self.add(Prose(words, "muted"))
        buttons = QWidget()
        flow = FlowLayout(buttons)
        self.policy_button = SecondaryButton(
            tr("Polic&y…"), lambda: shell.navigator.go(Route("policy")), icon="scales"
        )
        self.words_button = SecondaryButton(
            tr("Words wor&th another look…"), lambda: shell.navigator.go(Route("words")), icon="edit"
        )
        flow.addWidget(self.policy_button)
        flow.addWidget(self.words_button)
        self.add(buttons)
