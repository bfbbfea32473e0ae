"""The Scoring tab of a round: who has sent what while members score, then what the panel talks about."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget

from commissioning_app.domain.errors import CommissioningError
from commissioning_app.domain.rounds import ORDER, RoundState
from commissioning_app.services.queries.rounds import RoundHeader, round_header
from commissioning_app.translation import tr
from commissioning_app.ui.lib.errors import show_error
from commissioning_app.ui.lib.layouts import column
from commissioning_app.ui.navigation import Page, Route, Shell
from commissioning_app.ui.scoring.moderation import ModerationView
from commissioning_app.ui.scoring.progress import ProgressView
from commissioning_app.ui.widgets.messages import EmptyState, InlineMessage

_BEFORE = frozenset(ORDER[: ORDER.index(RoundState.SCORING)])


class ScoringTab(Page):
    """Shows what the round's state asks for; `item` names an EOI at moderation."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        outer = column(self, gap="m")
        self.message = InlineMessage()
        outer.addWidget(self.message)
        self.stack = QStackedWidget()
        outer.addWidget(self.stack, 1)
        self.empty_state = EmptyState("", "", tr("See the panel"), self._go_to_panel, icon="scoring")
        self.progress = ProgressView(shell)
        self.moderation = ModerationView(shell)
        for view in (self.empty_state, self.progress, self.moderation):
            self.stack.addWidget(view)

    def refresh(self) -> None:
        """Ask again."""
        if self.route is None:
            return
        self.message.clear()
        code = self.route.round_code or ""
        try:
            self._show(round_header(self.shell.context, round_code=code))
        except CommissioningError as error:
            show_error(error, self.message)

    def may_leave(self) -> bool:
        """A note on the panel's discussion that isn't written down yet is asked about."""
        return self.stack.currentWidget() is not self.moderation or self.moderation.may_leave()

    def _show(self, header: RoundHeader) -> None:
        assert self.route is not None
        if header.state in _BEFORE or header.state is RoundState.CANCELLED:
            self.empty_state.set_text(*_nothing_yet(header.state))
            self.empty_state.button.setVisible(header.state in _BEFORE)
            self.stack.setCurrentWidget(self.empty_state)
        elif header.state is RoundState.SCORING:
            self.progress.show_round(header.code)
            self.stack.setCurrentWidget(self.progress)
        else:
            self.moderation.show_round(header, self.route.item)
            self.stack.setCurrentWidget(self.moderation)

    def _go_to_panel(self) -> None:
        if self.route is not None:
            self.shell.navigator.go(Route("round", self.route.round_code, "panel", "assignments"))


def _nothing_yet(state: RoundState) -> tuple[str, str]:
    if state is RoundState.CANCELLED:
        return tr("This round was cancelled"), tr("Nothing is scored in it.")
    return (
        tr("Scoring has not started"),
        tr(
            "Once the round is closed, EOIs are found eligible and given to panel members. "
            "When scoring has started you see here who has sent what."
        ),
    )
