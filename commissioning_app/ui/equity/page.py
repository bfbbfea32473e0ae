"""The Equity tab: before the decision how complete the answers are, after it totals that stand."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from commissioning_app.domain.errors import CommissioningError
from commissioning_app.domain.monitoring.answers import SubjectKind
from commissioning_app.domain.principles.facts_monitoring import TotalsState
from commissioning_app.domain.rounds import RoundState
from commissioning_app.services.principles import RoundReview, review_round
from commissioning_app.services.queries.equity import RoundTotals, round_totals, totals_standing
from commissioning_app.translation import tr
from commissioning_app.ui.equity.likelihood_plot import LikelihoodPlot, LikelihoodRow
from commissioning_app.ui.equity.tables import TotalsCard
from commissioning_app.ui.equity.words import (
    gap_words,
    likelihood_words,
    need_words,
    whole_words,
    why_no_likelihood,
)
from commissioning_app.ui.lib.dialogs import confirm
from commissioning_app.ui.lib.errors import show_error
from commissioning_app.ui.lib.layouts import column, empty
from commissioning_app.ui.navigation import Page, Route, Shell
from commissioning_app.ui.rounds.workspace import show_round_anew
from commissioning_app.ui.widgets.buttons import LinkButton
from commissioning_app.ui.widgets.card import Card
from commissioning_app.ui.widgets.messages import InlineMessage, NextBanner
from commissioning_app.ui.widgets.page import ResponsiveRow, ScrollPage
from commissioning_app.ui.widgets.text import Prose

BEFORE = ("A1", "A2")
AFTER = ("A1", "A12")
"""The checks whose counts are said here: how many answered, never what."""


class EquityTab(Page):
    """One round's totals. Nothing here is looked at before somebody asks for it."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.totals: RoundTotals | None = None
        self.evidence: list[str] = []
        self.sheet = ScrollPage()
        column(self).addWidget(self.sheet)
        self.message = InlineMessage()
        self.banner = NextBanner()
        self.answers = Card(tr("How complete the answers are"))
        self._answers_place = column(gap="s")
        self.answers.body.addLayout(self._answers_place)
        self.plan_button = LinkButton(tr("What is asked, and of whom"), self._go_to_plan)
        self.answers.add(self.plan_button)
        self.shown = self._make_shown()
        for card in (self.whole, self.answers):
            card.body.addStretch(1)
        upper = ResponsiveRow(least=380)
        upper.add(self.whole, 3)
        upper.add(self.answers, 2)
        for part in (self.message, self.banner, upper, self.shown):
            self.sheet.add(part)
        self.sheet.content.addStretch(1)
        self.shown.hide()
        self.whole.hide()

    def _make_shown(self) -> QWidget:
        holder = QWidget()
        inner = column(holder, gap="l")
        self.whole = Card(tr("Who applied, and who was funded"))
        self.whole_label = Prose("", "strong")
        self.whole.add(self.whole_label)
        self.whole.add(Prose(_how_to_read(), "muted"))
        self.likelihood = Card(tr("How likely groups were to be funded"))
        self.likelihood.add(
            Prose(
                tr("A question to ask, and not a target: few are counted, and chance plays a part."), "muted"
            )
        )
        self.plot = LikelihoodPlot()
        self.likelihood.add(self.plot)
        self._likelihood_place = column(gap="s")
        self.likelihood.body.addLayout(self._likelihood_place)
        self.need = Card(tr("The money beside the people served"))
        self.need_label = Prose("", "muted")
        self.need.add(self.need_label)
        self._need_place = column(gap="s")
        self.need.body.addLayout(self._need_place)
        self.applicants = TotalsCard(
            tr("By group"),
            tr("What organisations say of the people who lead them."),
            SubjectKind.EOI,
        )
        self.panel = TotalsCard(
            tr("Who sits on the programme’s panels"),
            tr("Over all rounds of the programme. Each table counts other people."),
            SubjectKind.MEMBER,
        )
        for card in (self.likelihood, self.need):
            card.body.addStretch(1)
        both = ResponsiveRow(least=380)
        both.add(self.likelihood, 3)
        both.add(self.need, 2)
        for part in (both, self.applicants, self.panel):
            inner.addWidget(part)
        return holder

    def open(self, route: Route) -> None:
        """Another round is shown from its top."""
        if self.route is None or self.route.round_code != route.round_code:
            self.totals = None
            self.sheet.verticalScrollBar().setValue(0)
        super().open(route)

    def refresh(self) -> None:
        """Say where the totals stand; show them only once somebody has looked at them."""
        if self.route is None or self.route.round_code is None:
            return
        code = self.route.round_code
        context = self.shell.context
        self.shown.hide()
        self.whole.hide()
        try:
            standing = totals_standing(context, round_code=code)
            review = review_round(context, round_code=code)
            self._say_answers(review)
            self._say_standing(review, standing.state, standing.why_not)
            if not standing.why_not and standing.state is TotalsState.SEEN:
                self._show(round_totals(context, round_code=code))
        except CommissioningError as error:
            self.banner.hide()
            show_error(error, self.message)
            return
        self.message.clear()

    def look(self) -> None:
        """The first look, after a clear word on what it means."""
        assert self.route is not None and self.route.round_code is not None
        sure = confirm(
            self,
            tr("Look at the totals now?"),
            tr(
                "After this the decision can’t be opened again: nobody may try another one with these totals "
                "in mind. The trail keeps who looked first."
            ),
            yes=tr("Look at the totals"),
            no=tr("Not yet"),
            danger=True,
        )
        if not sure:
            return
        try:
            round_totals(self.shell.context, round_code=self.route.round_code)
        except CommissioningError as error:
            show_error(error, self.message)
            return
        show_round_anew(self.shell)

    def _say_answers(self, review: RoundReview) -> None:
        """Counts of answers, as the checks tell them."""
        wanted = AFTER if review.round.is_past(RoundState.DECIDED) else BEFORE
        empty(self._answers_place)
        self.evidence = [one.evidence for one in review.findings if one.id in wanted]
        for sentence in self.evidence:
            self._answers_place.addWidget(Prose(sentence))

    def _say_standing(self, review: RoundReview, state: TotalsState, why_not: str) -> None:
        """What is here, or what will be, in a sentence with at most one button."""
        self.banner.show()
        if review.round.is_trial:
            self.banner.set(tr("A trial asks nobody about themselves."))
        elif not review.round.is_past(RoundState.DECIDED):
            self.banner.set(
                tr("After the decision, totals by group will be here"),
                tr(
                    "Who applied and who was funded, each by itself; how likely groups were to be funded; "
                    "the money beside the people served; who sits on the panels. Until then only the number "
                    "of answers can be seen."
                ),
            )
        elif why_not:
            self.banner.set(tr("These totals are not for you to look at"), tr(why_not))
        elif state is TotalsState.WAITING:
            self.banner.set(
                tr("The totals wait for the programme’s next round"),
                tr(
                    "Both rounds are counted together: the plan says so, or nearly the same groups applied "
                    "before, and the difference would tell of the few others."
                ),
            )
        elif state is TotalsState.UNSEEN:
            self.banner.set(
                tr("The totals stand since the decision, and nobody has looked at them yet"),
                tr(
                    "After the first look the decision can’t be opened again. Look once you are done with it."
                ),
                tr("&Look at the totals"),
                self.look,
            )
        elif state is TotalsState.SEEN:
            self.banner.hide()
        else:
            self.banner.set(tr("There are no totals of this round"))

    def _show(self, totals: RoundTotals) -> None:
        """The totals, as they were fixed."""
        self.totals = totals
        if totals.table is None:
            return
        self.whole_label.setText(whole_words(totals))
        self.likelihood.setVisible(bool(totals.groupings))
        self.need.setVisible(bool(totals.groupings))
        rows = []
        for one in totals.groupings:
            found = one.likelihood
            ratio = float(found.ratio) if found else None
            low, high = (found.low, found.high) if found else (None, None)
            sentence, note = likelihood_words(one), why_no_likelihood(one)
            rows.append(LikelihoodRow(one.facts.name, sentence, ratio, note, low, high))
        self.plot.set(rows)
        _fill(self._likelihood_place, [row.sentence for row in rows])
        self.need_label.setText(need_words(totals.need))
        _fill(self._need_place, [gap_words(one) for one in totals.groupings] if totals.need else [])
        self.applicants.show_tables([totals.table])
        self.panel.setVisible(bool(totals.panels))
        self.panel.show_tables(totals.panels)
        self.shown.show()
        self.whole.show()

    def _go_to_plan(self) -> None:
        assert self.route is not None
        self.shell.navigator.go(Route("round", self.route.round_code, "form", "monitoring"))


def _fill(place: QVBoxLayout, sentences: Sequence[str]) -> None:
    empty(place)
    for sentence in sentences:
        place.addWidget(Prose(sentence))


def _how_to_read() -> str:
    return tr(
        "A total of 1 to 4 is hidden, and so is every other from which it could be worked out. Both columns "
        "are read apart: a fairer mix of awards can come from who applies as well as from who is chosen."
    )
