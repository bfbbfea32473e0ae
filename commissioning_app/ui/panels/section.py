"""What the sections of the Panel tab share: a sentence, buttons that say why not, a table."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from commissioning_app.domain.errors import CommissioningError
from commissioning_app.domain.rounds import Round
from commissioning_app.translation import tr
from commissioning_app.ui.lib.acting import ActDialog
from commissioning_app.ui.lib.errors import show_error
from commissioning_app.ui.lib.layouts import FlowLayout, column
from commissioning_app.ui.lib.tokens import SPACE
from commissioning_app.ui.navigation import Shell
from commissioning_app.ui.scoring.ways import LeastHeight
from commissioning_app.ui.widgets.buttons import Button
from commissioning_app.ui.widgets.card import Card
from commissioning_app.ui.widgets.data_table import DataTable
from commissioning_app.ui.widgets.messages import InlineMessage
from commissioning_app.ui.widgets.page import ScrollPage
from commissioning_app.ui.widgets.text import Prose


def not_an_officer() -> str:
    """Why somebody who is no officer can't press a button here."""
    return tr("Officers do this. Choose another person in Settings, or ask one.")


class PanelSection(QWidget):
    """One part of the tab; `changed` is called after something was written down."""

    def __init__(self, shell: Shell, changed: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shell, self.changed = shell, changed
        self.round: Round | None = None
        sheet = ScrollPage()
        sheet.content.setContentsMargins(SPACE["xxl"], SPACE["xs"], SPACE["xxl"], SPACE["xl"])
        column(self).addWidget(sheet)
        self.card = Card()
        sheet.add(self.card, 1)
        self.sentence = Prose("", "strong")
        self.card.add(self.sentence)
        self.detail = Prose("", "muted")
        self.card.add(self.detail)
        self.message = InlineMessage()
        self.card.add(self.message)
        self._buttons = FlowLayout(gap="s", line_gap="s")
        self.card.body.addLayout(self._buttons)
        self.why_not = Prose("", "muted")
        self.card.add(self.why_not)

    def show_round(self, round_: Round) -> None:
        """Ask for this round's rows; raises what the services raise."""
        self.round = round_
        self.message.clear()

    def code(self) -> str:
        """The round's code."""
        assert self.round is not None
        return self.round.code

    def say(self, sentence: str, detail: str = "") -> None:
        """What stands over the table."""
        self.sentence.setText(sentence)
        self.detail.setText(detail)
        self.detail.setVisible(bool(detail))

    def add_buttons(self, *buttons: Button) -> None:
        """Put buttons under the sentence."""
        for button in buttons:
            self._buttons.addWidget(button)

    def offer(self, *offers: tuple[Button, str, str]) -> None:
        """Each button with why it can't be used in this state, and why not just now; "" where it can.

        A button that this state, or the person's part, rules out is not shown; one line says why.
        """
        reasons = []
        for button, lasting, passing in offers:
            button.setVisible(not lasting)
            button.refuse(lasting or passing)
            reasons.append(lasting)
        words = " ".join(dict.fromkeys(reason for reason in reasons if reason))
        self.why_not.setText(words)
        self.why_not.setVisible(bool(words))

    def add_table(self, table: DataTable) -> None:
        """Put the table under the buttons."""
        self.card.add(table, 1)
        LeastHeight(table, 280)

    def run(self, dialog: ActDialog, done: str = "") -> None:
        """Show a dialog; when it did its work, say so and ask again."""
        if dialog.exec():
            self.changed()
            if done:
                self.shell.say(done)
        dialog.deleteLater()

    def attempt(self, act: Callable[[], object], done: str = "") -> None:
        """Call a service; its refusal stands in the section."""
        try:
            act()
        except CommissioningError as error:
            show_error(error, self.message)
            return
        self.changed()
        if done:
            self.shell.say(done)
