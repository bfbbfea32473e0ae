"""Before scoring: every organisation of the round, to say which ones one has a tie to."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from commissioning_app.domain.errors import CommissioningError
from commissioning_app.domain.panels import Interest
from commissioning_app.services.declarations import declare_interest, state_none_for_the_rest
from commissioning_app.services.queries.declarations import DeclarationSheet, OrganisationInterest
from commissioning_app.translation import tr, tr_count
from commissioning_app.ui.lib.dialogs import confirm
from commissioning_app.ui.lib.errors import show_error
from commissioning_app.ui.lib.layouts import FlowLayout, column, empty
from commissioning_app.ui.lib.tokens import SPACE
from commissioning_app.ui.navigation import Shell
from commissioning_app.ui.scoring.ties import TieRow
from commissioning_app.ui.widgets.buttons import PrimaryButton, SecondaryButton
from commissioning_app.ui.widgets.card import Card
from commissioning_app.ui.widgets.messages import InlineMessage
from commissioning_app.ui.widgets.page import PageHeader, ScrollPage
from commissioning_app.ui.widgets.text import Prose, Rule

_AT_ONCE = 40
"""Rows made in one go; a round with hundreds of organisations gets the rest while the first are read."""

_ORDER: dict[Interest | None, int] = {Interest.NONE: 0, Interest.INDIRECT: 1, Interest.DIRECT: 2}


class DeclareView(QWidget):
    """`declared` comes once everything is said; its value tells whether that takes the person out."""

    declared = Signal(bool)
    left = Signal()

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shell = shell
        self.rows: list[TieRow] = []
        self._waiting: list[OrganisationInterest] = []
        self._round_code = ""
        outer = column(self)
        outer.setSpacing(0)
        self.sheet = ScrollPage()
        outer.addWidget(self.sheet, 1)
        self.header = PageHeader(tr("Do you have a tie to any of these?"))
        self.sheet.add(self.header)
        self.sheet.add(
            Prose(
                tr(
                    "A tie is when you, your family or a friend is part of an organisation, or paid by it. "
                    "Most people have none. Read the list and tick those where there is one."
                )
            )
        )
        card = Card()
        self._list = card.body
        self.sheet.add(card)
        self.sheet.content.addStretch(1)
        outer.addWidget(self._make_foot())
        self._rest = QTimer(self)
        self._rest.setInterval(0)
        self._rest.timeout.connect(self._add_some)

    def show_sheet(self, round_code: str, sheet: DeclarationSheet) -> None:
        """Show the organisations with what was declared so far."""
        self._round_code = round_code
        self.message.clear()
        empty(self._list)
        self.rows = []
        self._waiting = list(sheet.organisations)
        self.later_button.setVisible(sheet.is_complete)
        self._add_some()
        self._rest.start()
        self._say()

    def finish(self) -> bool:
        """Write down every tie, and that there are no others; False when it was refused or not wanted."""
        self._add_rest()
        unclear = next((row for row in self.rows if row.interest is None), None)
        if unclear is not None:
            self._ask_for_kind(unclear)
            return False
        changed = sorted((row for row in self.rows if row.is_changed), key=lambda row: _ORDER[row.interest])
        leaving = [row for row in changed if row.is_newly_direct]
        if leaving and not self._is_sure(leaving):
            return False
        context = self.shell.context
        try:
            for row in changed:
                declare_interest(
                    context,
                    round_code=self._round_code,
                    organisation_id=row.organisation_id,
                    interest=row.interest or Interest.NONE,
                    note=row.said,
                )
            state_none_for_the_rest(context, round_code=self._round_code)
        except CommissioningError as error:
            show_error(error, self.message)
            return False
        self.declared.emit(bool(leaving))
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down and Up go from one organisation to the next."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        here = next((i for i, row in enumerate(self.rows) if row.tick is watched), None)
        if step is None or here is None:
            return False
        there = min(max(here + step, 0), len(self.rows) - 1)
        self.rows[there].tick.setFocus(Qt.FocusReason.TabFocusReason)
        self.sheet.ensureWidgetVisible(self.rows[there])
        return True

    def _make_foot(self) -> QFrame:
        foot = QFrame()
        foot.setProperty("surface", "pane")
        outer = column(foot, gap="s")
        outer.setContentsMargins(SPACE["xxl"], SPACE["m"], SPACE["xxl"], SPACE["l"])
        self.message = InlineMessage()
        outer.addWidget(self.message)
        line = FlowLayout(gap="m")
        self.done_button = PrimaryButton("", self.finish)
        self.later_button = SecondaryButton(tr("&Leave it as it is"), self.left.emit)
        line.addWidget(self.done_button)
        line.addWidget(self.later_button)
        outer.addLayout(line)
        return foot

    def _add_some(self) -> None:
        """Make the first rows; at the next call all the others, in a part of their own laid out once."""
        part = QWidget()
        lines = column(part)
        count = len(self._waiting) if self.rows else _AT_ONCE
        for kept in self._waiting[:count]:
            if self.rows:
                lines.addWidget(Rule())
            row = TieRow(kept)
            row.changed.connect(self._say)
            row.tick.installEventFilter(self)
            self.rows.append(row)
            lines.addWidget(row)
        self._list.addWidget(part)
        self._waiting = self._waiting[count:]
        if not self._waiting:
            self._rest.stop()

    def _add_rest(self) -> None:
        while self._waiting:
            self._add_some()

    def _say(self) -> None:
        """The button says what it declares."""
        ties = sum(1 for row in self.rows if row.tick.isChecked())
        rest = len(self.rows) + len(self._waiting) - ties
        if ties:
            words = tr_count("I have &no tie to the other one", "I have &no tie to the other {count}", rest)
        else:
            words = tr("I have &no tie to any of them")
        self.done_button.setText(words)

    def _ask_for_kind(self, row: TieRow) -> None:
        """A tick alone doesn't say whether the tie is loose or close."""
        self.message.show_message(tr("Say what kind of tie you have to {name}.", name=row.name), "warn")
        self.sheet.ensureWidgetVisible(row)
        if row.choices is not None:
            next(iter(row.choices.buttons.values())).setFocus(Qt.FocusReason.TabFocusReason)

    def _is_sure(self, leaving: Sequence[TieRow]) -> bool:
        names = ", ".join(row.name for row in leaving)
        return confirm(
            self,
            tr("Is this a close tie?"),
            tr(
                "You have a close tie to {names}. Once you say so you leave this round, and what you have "
                "not sent is taken away, unless an approver agrees that you stay.",
                names=names,
            ),
            yes=tr("Yes, it is a close tie"),
            no=tr("Go back"),
            danger=True,
        )
