"""Home: what needs whoever is at the desk today, this year's figures, and the rounds under way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from commissioning_app.domain.dates import long_date
from commissioning_app.domain.errors import CommissioningError
from commissioning_app.domain.money import pounds
from commissioning_app.domain.roles import can_design_rounds, can_read_rounds
from commissioning_app.services.context import LONDON
from commissioning_app.services.queries.figures import OpenRound, YearFigures, figures_of_year, open_rounds
from commissioning_app.services.queries.home import HomeItem, Where, home_items
from commissioning_app.translation import tr, tr_count
from commissioning_app.ui.lib.errors import show_error
from commissioning_app.ui.lib.layouts import column, empty, row
from commissioning_app.ui.lib.theme import Tone
from commissioning_app.ui.navigation import Page, Route, Shell
from commissioning_app.ui.rounds.words import STATE_ICONS, state_tone, state_word
from commissioning_app.ui.widgets.buttons import LinkButton
from commissioning_app.ui.widgets.card import Card
from commissioning_app.ui.widgets.chip import StatusChip
from commissioning_app.ui.widgets.findings import KeyValueList
from commissioning_app.ui.widgets.messages import EmptyState, InlineMessage, TaskRow
from commissioning_app.ui.widgets.page import PageHeader, ResponsiveRow, ScrollPage
from commissioning_app.ui.widgets.text import Label, Rule

_LOOKS: dict[str, tuple[Tone, str]] = {
    "blocked": ("bad", ""),
    "due": ("warn", ""),
    "ask": ("info", "chat"),
    "info": ("neutral", "clock"),
}
_NOON, _EVENING = 12, 17


class HomePage(Page):
    """The first page of everyone's day but a panel member's."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.tasks: list[TaskRow] = []
        self.sheet = ScrollPage()
        column(self).addWidget(self.sheet)
        self.header = PageHeader("")
        self.sheet.add(self.header)
        self.message = InlineMessage()
        self.sheet.add(self.message)
        both = ResponsiveRow(least=300)
        self.today = Card()
        self.today.setAccessibleName(tr("What needs you today"))
        both.add(self.today, 8)
        both.add(self._make_side(), 5)
        self.sheet.add(both)
        self.sheet.content.addStretch(1)

    def open(self, route: Route) -> None:
        """Show it from its top."""
        super().open(route)
        self.sheet.verticalScrollBar().setValue(0)

    def refresh(self) -> None:
        """Ask what there is to do, and for the figures."""
        context = self.shell.context
        try:
            items = home_items(context)
            rounds: Sequence[OpenRound] = ()
            if can_read_rounds(context.actor):
                rounds = open_rounds(context)
                self._show_figures(figures_of_year(context))
        except CommissioningError as error:
            show_error(error, self.message)
            return
        self.message.clear()
        needing = sum(1 for item in items if item.kind != "info")
        day = long_date(context.clock.today())
        self.header.set_title(greeting(context.clock.now()), f"{day} · {_how_many(needing)}")
        self._show_items(items, bool(rounds))
        self._show_rounds(rounds)

    def _make_side(self) -> QWidget:
        side = QWidget()
        inner = column(side, gap="l")
        self.year = Card(tr("This year"))
        self.figures = KeyValueList()
        self.year.add(self.figures)
        inner.addWidget(self.year)
        self.rounds = Card(tr("Open a round"))
        self._round_lines = column(gap="s")
        self.rounds.body.addLayout(self._round_lines)
        self.round_links: dict[str, LinkButton] = {}
        inner.addWidget(self.rounds)
        inner.addStretch(1)
        return side

    def _show_items(self, items: Sequence[HomeItem], has_rounds: bool) -> None:
        empty(self.today.body)
        self.tasks = []
        if not items:
            self.today.add(self._nothing(has_rounds), 1)
            return
        for place, item in enumerate(items):
            if place:
                self.today.add(Rule())
            tone, icon = _LOOKS[item.kind]
            task = TaskRow(
                item.sentence,
                item.detail,
                tone,
                item.action,
                partial(self._go, item.where),
                icon=icon,
            )
            self.tasks.append(task)
            self.today.add(task)
        self.today.body.addStretch(1)

    def _nothing(self, has_rounds: bool) -> EmptyState:
        """Nothing to do: because all is done, or because nothing has begun."""
        if has_rounds or not can_design_rounds(self.shell.app.actor):
            words = tr("What needs you will stand here: on the day, or when somebody waits for you.")
            return EmptyState(tr("Nothing needs you today"), words, icon="check")
        return EmptyState(
            tr("No round is under way"),
            tr("A round is one offer of a pot: its form, its days, its panel and its awards."),
            tr("Go to the rounds"),
            lambda: self.shell.navigator.go(Route("rounds")),
            icon="rounds",
        )

    def _show_figures(self, figures: YearFigures) -> None:
        self.year.set_note(figures.year)
        days = "–" if figures.days_to_decision is None else f"{figures.days_to_decision}"
        self.figures.set(
            [
                (tr("Awarded"), pounds(figures.awarded_pence)),
                (tr("to small organisations"), _percent(figures.small_percent)),
                (tr("as core funding"), _percent(figures.core_percent)),
                (tr("days from closing to the answer (middle)"), days),
            ]
        )

    def _show_rounds(self, rounds: Sequence[OpenRound]) -> None:
        empty(self._round_lines)
        self.round_links.clear()
        if not rounds:
            self._round_lines.addWidget(Label(tr("No round is under way."), "muted"))
        for one in rounds:
            self._round_lines.addWidget(self._round_line(one))

    def _round_line(self, one: OpenRound) -> QWidget:
        line = QWidget()
        inner = row(line, gap="m")
        link = LinkButton(one.name.replace("&", "&&"), lambda: self._go(Where("round", one.code)))
        link.setAccessibleName(tr("Open {name}, {state}", name=one.name, state=state_word(one.state)))
        self.round_links[one.code] = link
        inner.addWidget(link, 1, Qt.AlignmentFlag.AlignLeft)
        inner.addWidget(StatusChip(state_word(one.state), state_tone(one.state), STATE_ICONS[one.state]))
        return line

    def _go(self, where: Where) -> None:
        route = Route(where.page, where.round_code or None, where.tab or None, where.item or None)
        self.shell.navigator.go(route)


def greeting(now: datetime) -> str:
    """By the hour in London."""
    hour = now.astimezone(LONDON).hour
    if hour < _NOON:
        return tr("Good morning")
    return tr("Good afternoon") if hour < _EVENING else tr("Good evening")


def _how_many(count: int) -> str:
    """How many things there are, in a word while they are few."""
    if count == 0:
        return tr("nothing needs you today")
    words = [tr("two"), tr("three"), tr("four"), tr("five"), tr("six"), tr("seven"), tr("eight"), tr("nine")]
    number = words[count - 2] if 2 <= count <= len(words) + 1 else str(count)
    return tr_count("one thing needs you today", "{number} things need you today", count, number=number)


def _percent(value: int | None) -> str:
    return "–" if value is None else f"{value} %"
