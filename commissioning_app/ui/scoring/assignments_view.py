"""The EOIs that a member was given, how far each is, and what to do next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from commissioning_app.domain.dates import long_date
from commissioning_app.domain.rounds import RoundState
from commissioning_app.services.queries.my_scoring import NOT_STARTED, MyAssignment, MyRound
from commissioning_app.translation import tr, tr_count
from commissioning_app.ui.lib.layouts import FlowLayout, column, empty, row
from commissioning_app.ui.lib.theme import theme
from commissioning_app.ui.scoring.words import ask_line, is_ready, is_sent, state_chip
from commissioning_app.ui.widgets.buttons import LinkButton, SecondaryButton
from commissioning_app.ui.widgets.card import Card
from commissioning_app.ui.widgets.chip import StatusChip
from commissioning_app.ui.widgets.messages import EmptyState, NextBanner
from commissioning_app.ui.widgets.page import PageHeader, ScrollPage
from commissioning_app.ui.widgets.text import Label, Rule


class AssignmentsView(QWidget):
    """A sentence with the next step, then one line an EOI."""

    eoi_wanted = Signal(str)
    send_wanted = Signal()
    declaration_wanted = Signal()
    rounds_wanted = Signal()
    about_me_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: dict[str, AssignmentLine] = {}
        self.sheet = ScrollPage()
        column(self).addWidget(self.sheet)
        self.header = PageHeader(tr("Your EOIs"))
        self.sheet.add(self.header)
        self.banner = NextBanner()
        self.sheet.add(self.banner)
        self.card = Card()
        self.sheet.add(self.card)
        self.empty_state = EmptyState("", icon="scoring")
        self.sheet.add(self.empty_state)
        links = QWidget()
        line = FlowLayout(links, gap="l")
        self.send_button = SecondaryButton(tr("&Review and send"), self.send_wanted.emit)
        self.declaration_button = LinkButton(tr("Look at your &ties"), self.declaration_wanted.emit)
        self.rounds_button = LinkButton(tr("Your &other rounds"), self.rounds_wanted.emit)
        self.about_me_button = LinkButton(tr("&About you (optional)"), self.about_me_wanted.emit)
        for button in (
            self.send_button,
            self.declaration_button,
            self.about_me_button,
            self.rounds_button,
        ):
            line.addWidget(button)
        self.sheet.add(links)
        self.sheet.content.addStretch(1)

    def show_assignments(
        self, round_: MyRound, mine: Sequence[MyAssignment], later: frozenset[str], *, other_rounds: bool
    ) -> None:
        """Show the list; `later` are those that the member wants to come back to."""
        self.header.set_title(tr("Your EOIs"), _deadline(round_, mine))
        self._say_next(round_, mine, later)
        self.empty_state.setVisible(not mine)
        self.card.setVisible(bool(mine))
        if not mine:
            self.empty_state.set_text(*_nothing(round_))
        self._fill(mine, later, round_.can_score)
        unfinished = any(not is_sent(one) and not is_ready(one) for one in mine)
        self.send_button.setVisible(round_.can_score and unfinished and any(map(is_ready, mine)))
        declares = RoundState.OPEN, RoundState.CLOSED, RoundState.SCORING, RoundState.MODERATION
        self.declaration_button.setVisible(round_.state in declares)
        self.rounds_button.setVisible(other_rounds)

    def _say_next(self, round_: MyRound, mine: Sequence[MyAssignment], later: frozenset[str]) -> None:
        sent = sum(map(is_sent, mine))
        ready = sum(map(is_ready, mine))
        open_ones = [one for one in mine if not is_sent(one) and not is_ready(one)]
        self.banner.setVisible(bool(mine))
        if sent == len(mine):
            self.banner.set(tr("You have sent them all. Thank you."), _after(round_))
        elif not round_.can_score:
            words = tr("Scoring is not open now. {sent} of {all} were sent.", sent=sent, all=len(mine))
            self.banner.set(words)
        elif open_ones:
            self._say_next_eoi(open_ones, sent + ready, len(mine), later)
        else:
            words = tr_count("One is ready to send.", "{count} are ready to send.", ready)
            self.banner.set(words, _marked_words(mine, later), tr("&Review and send"), self.send_wanted.emit)

    def _say_next_eoi(
        self, open_ones: Sequence[MyAssignment], done: int, of: int, later: frozenset[str]
    ) -> None:
        """Go on with what is begun or not started; what is marked for later comes last."""
        marked = [one for one in open_ones if one.reference in later]
        first = next((one for one in open_ones if one.reference not in later), open_ones[0])
        detail = tr_count("You want to come back to one.", "You want to come back to {count}.", len(marked))
        words = tr(
            "{done} of {all} scored. Next: {title}", done=done, all=of, title=first.title or first.reference
        )
        self.banner.set(
            words,
            detail if marked else "",
            tr("&Score it") if first.state == NOT_STARTED else tr("&Go on with it"),
            lambda: self.eoi_wanted.emit(first.reference),
        )

    def _fill(self, mine: Sequence[MyAssignment], later: frozenset[str], can_score: bool) -> None:
        empty(self.card.body)
        self.rows.clear()
        for one in mine:
            if self.rows:
                self.card.add(Rule())
            line = self.rows[one.reference] = AssignmentLine(one, one.reference in later, can_score)
            line.button.clicked.connect(
                lambda _checked=False, reference=one.reference: self.eoi_wanted.emit(reference)
            )
            self.card.add(line)


class AssignmentLine(QWidget):
    """One EOI: number, title, who asks for what, its state, and a button."""

    def __init__(
        self, one: MyAssignment, is_later: bool, can_score: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        outer = row(self, gap="m")
        number = Label(str(one.position), "muted", wrap=False)
        number.setAlignment(Qt.AlignmentFlag.AlignRight)
        number.setMinimumWidth(theme().px(26))
        outer.addWidget(number, 0, Qt.AlignmentFlag.AlignTop)
        words = column(gap="xs")
        words.addWidget(Label(one.title or one.reference, "strong"))
        ask = ask_line(one.requested_pence, one.funding_kind)
        words.addWidget(Label(f"{one.organisation} · {ask}", "muted"))
        outer.addLayout(words, 1)
        chips = column(gap="xs")
        chip = state_chip(one)
        chips.addWidget(StatusChip(chip.text, chip.tone, chip.icon), 0, Qt.AlignmentFlag.AlignRight)
        if is_later and not is_sent(one):
            chips.addWidget(StatusChip(tr("Come back"), "warn", "flag"), 0, Qt.AlignmentFlag.AlignRight)
        outer.addLayout(chips)
        self.button = SecondaryButton(_verb(one, can_score))
        self.button.setAccessibleName(f"{_verb(one, can_score)}: {one.title or one.reference}, {chip.text}")
        outer.addWidget(self.button)


def _verb(one: MyAssignment, can_score: bool) -> str:
    if is_sent(one) or not can_score:
        return tr("Read it")
    if one.state == NOT_STARTED:
        return tr("Score it")
    return tr("Look again") if is_ready(one) else tr("Go on")


def _deadline(round_: MyRound, mine: Sequence[MyAssignment]) -> str:
    if round_.can_score and round_.scoring_by is not None and not all(map(is_sent, mine)):
        return tr("Please send your scores by {day}.", day=long_date(round_.scoring_by))
    return ""


def _after(round_: MyRound) -> str:
    if round_.state is RoundState.SCORING:
        return tr("The panel meets once everybody has sent theirs. Then you can see what others said.")
    if round_.state is RoundState.MODERATION:
        return tr("Open one to see what the others said.")
    return ""


def _marked_words(mine: Sequence[MyAssignment], later: frozenset[str]) -> str:
    marked = sum(1 for one in mine if one.reference in later and not is_sent(one))
    if not marked:
        return tr("After sending, a score changes only at the panel’s meeting, with a reason.")
    return tr_count("You wanted to come back to one.", "You wanted to come back to {count}.", marked)


def _nothing(round_: MyRound) -> tuple[str, str]:
    if round_.state is RoundState.SCORING:
        return tr("No EOIs were given to you yet"), tr("Ask the officer who runs this round.")
    if round_.state in (RoundState.OPEN, RoundState.CLOSED):
        return tr("Scoring has not started"), tr("Your EOIs will be here when it does.")
    return tr("No EOIs were given to you"), ""
