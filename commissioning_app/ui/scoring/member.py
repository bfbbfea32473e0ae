"""My scoring: what a panel member sees; their round, their ties, their EOIs, one EOI, and sending."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QStackedWidget

from commissioning_app.domain.errors import CommissioningError, Problems
from commissioning_app.domain.rounds import RoundState
from commissioning_app.services.moderation import see_others
from commissioning_app.services.queries.about_me import about_me
from commissioning_app.services.queries.declarations import declaration_sheet
from commissioning_app.services.queries.my_scoring import (
    EoiToScore,
    MyRound,
    my_assignments,
    my_rounds,
    read_eoi_for_scoring,
)
from commissioning_app.services.scoring import submit_all, submit_assessment
from commissioning_app.translation import tr, tr_count
from commissioning_app.ui.equity.about_me import AboutMeView
from commissioning_app.ui.lib.errors import sentence_of, show_error
from commissioning_app.ui.lib.layouts import column
from commissioning_app.ui.navigation import Page, Route, Shell
from commissioning_app.ui.scoring.assignments_view import AssignmentsView
from commissioning_app.ui.scoring.bookmarks import Bookmarks
from commissioning_app.ui.scoring.declare_view import DeclareView
from commissioning_app.ui.scoring.eoi_view import EoiView
from commissioning_app.ui.scoring.others_view import OthersView
from commissioning_app.ui.scoring.rounds_view import RoundsView
from commissioning_app.ui.scoring.send_view import SendView
from commissioning_app.ui.scoring.top_bar import TopBar
from commissioning_app.ui.scoring.words import is_ready, is_sent
from commissioning_app.ui.widgets.page import use_panel_text

NAME = "my-scoring"
DECLARES_FIRST = frozenset({RoundState.CLOSED, RoundState.SCORING})
"""When all organisations are known and ties have to be told before anything is read."""
HAS_MET = frozenset(RoundState) - {
    RoundState.DRAFT,
    RoundState.OPEN,
    RoundState.CLOSED,
    RoundState.SCORING,
    RoundState.CANCELLED,
}
"""From moderation on a member sees the others' assessments of what they sent."""


class MyScoringPage(Page):
    """A route's round, tab (ties, send, others, about-me) and item (a reference) name what is shown."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        outer = column(self)
        outer.setSpacing(0)
        self.top = TopBar()
        outer.addWidget(self.top)
        self.stack = QStackedWidget()
        outer.addWidget(self.stack, 1)
        self.rounds = RoundsView()
        self.declare = DeclareView(shell)
        self.list = AssignmentsView()
        self.eoi = EoiView(shell, self.top)
        self.send = SendView()
        self.others = OthersView()
        self.about_me = AboutMeView(shell)
        for view in (
            self.rounds, self.declare, self.list, self.eoi, self.send, self.others, self.about_me,
        ):  # fmt: skip
            self.stack.addWidget(view)
        use_panel_text(self)
        self._code: str | None = None
        self._connect()

    def refresh(self) -> None:
        """Ask again and show what the route names."""
        if self.route is None or not self.may_leave():
            return
        self.top.clear()
        self.rounds.message.clear()
        try:
            self._show(self.route, my_rounds(self.shell.context))
        except CommissioningError as error:
            self._show_rounds(())
            show_error(error, self.rounds.message)

    def may_leave(self) -> bool:
        """Nobody leaves before what they typed is saved."""
        here = self.stack.currentWidget()
        if here is self.about_me:
            return self.about_me.may_leave()
        return here is not self.eoi or self.eoi.may_leave()

    # What is shown

    def _show(self, route: Route, rounds: Sequence[MyRound]) -> None:
        code = route.round_code or (rounds[0].code if len(rounds) == 1 else None)
        round_ = next((one for one in rounds if one.code == code), None)
        self._code = code
        self.top.set_round(round_.name if round_ is not None else "")
        if round_ is None:
            self._show_rounds(rounds)
        elif route.tab == "about-me":
            self.about_me.show_mine(round_.code)
            self.stack.setCurrentWidget(self.about_me)
        elif route.tab == "ties" or (round_.needs_declaration and round_.state in DECLARES_FIRST):
            self._show_declaration(round_)
        elif route.item is not None and route.tab == "others":
            self._show_others(round_, route.item)
        elif route.item is not None:
            self._show_eoi(round_, route.item)
        else:
            self._show_list(round_, rounds, to_send=route.tab == "send" and round_.can_score)

    def _show_rounds(self, rounds: Sequence[MyRound]) -> None:
        self.rounds.show_rounds(rounds)
        self.stack.setCurrentWidget(self.rounds)

    def _show_declaration(self, round_: MyRound) -> None:
        self.declare.show_sheet(round_.code, declaration_sheet(self.shell.context, round_code=round_.code))
        self.stack.setCurrentWidget(self.declare)

    def _show_list(self, round_: MyRound, rounds: Sequence[MyRound], *, to_send: bool) -> None:
        mine = my_assignments(self.shell.context, round_code=round_.code)
        later = self._bookmarks(round_.code).all()
        if to_send:
            self.send.show_assignments(round_, mine, later)
            self.stack.setCurrentWidget(self.send)
            return
        self.list.show_assignments(round_, mine, later, other_rounds=len(rounds) > 1)
        asked = about_me(self.shell.context, round_code=round_.code).is_asked
        self.list.about_me_button.setVisible(asked)
        self.stack.setCurrentWidget(self.list)

    def _show_eoi(self, round_: MyRound, reference: str) -> None:
        eoi = self._read(round_, reference)
        mine = my_assignments(self.shell.context, round_code=round_.code)
        self.eoi.show_eoi(round_.code, eoi, mine, round_.state in HAS_MET)
        self.stack.setCurrentWidget(self.eoi)

    def _show_others(self, round_: MyRound, reference: str) -> None:
        others = see_others(self.shell.context, round_code=round_.code, reference=reference)
        self.others.show_others(self._read(round_, reference), others)
        self.stack.setCurrentWidget(self.others)

    def _read(self, round_: MyRound, reference: str) -> EoiToScore:
        return read_eoi_for_scoring(self.shell.context, round_code=round_.code, reference=reference)

    def _bookmarks(self, code: str) -> Bookmarks:
        return Bookmarks(self.shell.settings, self.shell.app.actor.person_id, code)

    # Where one goes

    def _connect(self) -> None:
        self.rounds.chosen.connect(lambda code: self._go(code=code))
        self.declare.declared.connect(self._declared)
        self.declare.left.connect(self._go)
        self.list.eoi_wanted.connect(self._go_to_eoi)
        self.list.send_wanted.connect(lambda: self._go("send"))
        self.list.declaration_wanted.connect(lambda: self._go("ties"))
        self.list.about_me_wanted.connect(lambda: self._go("about-me"))
        self.about_me.left.connect(self._go)
        self.list.rounds_wanted.connect(lambda: self.shell.navigator.go(Route(NAME)))
        self.eoi.gone_to.connect(self._go_to_eoi)
        self.eoi.send_wanted.connect(lambda: self._go("send"))
        self.eoi.others_wanted.connect(lambda reference: self._go("others", reference))
        self.eoi.reload_wanted.connect(self.refresh)
        self.send.eoi_wanted.connect(self._go_to_eoi)
        self.send.list_wanted.connect(self._go)
        self.send.send_wanted.connect(self._send)
        self.others.left.connect(self._back_to_eoi)

    def _go(self, tab: str | None = None, item: str | None = None, *, code: str | None = None) -> bool:
        return self.shell.navigator.go(Route(NAME, code or self._code, tab, item))

    def _go_to_eoi(self, reference: str | None) -> None:
        """Open an EOI at its top, or the list."""
        if self._go(None, reference) and reference is not None:
            self.eoi.panes.to_top()

    def _back_to_eoi(self) -> None:
        if self.route is not None:
            self._go_to_eoi(self.route.item)

    def _declared(self, is_out: bool) -> None:
        """Ties are told: on to the EOIs, or out of the round."""
        if is_out:
            self.shell.navigator.go(Route(NAME))
            self.shell.say(
                tr("Thank you for saying so. You have left this round; an approver can agree that you stay."),
                "info",
            )
        else:
            self._go()
            self.shell.say(tr("Thank you. Your ties are written down."))

    def _send(self, ready: Sequence[str]) -> None:
        """Send everything, or what is ready while something is left."""
        context, code = self.shell.context, self._code or ""
        try:
            mine = my_assignments(context, round_code=code)
            if all(is_ready(one) or is_sent(one) for one in mine):
                sent = submit_all(context, round_code=code)
            else:
                versions = {one.reference: one.version for one in mine}
                for reference in ready:
                    submit_assessment(
                        context, round_code=code, reference=reference, version=versions.get(reference)
                    )
                sent = len(ready)
        except Problems as error:
            self.send.message.show_message("\n".join(error.problems))
        except CommissioningError as error:
            self.send.message.show_message(sentence_of(error))
        else:
            self._go()
            self.shell.say(tr_count("It is sent. Thank you.", "{count} are sent. Thank you.", sent))
