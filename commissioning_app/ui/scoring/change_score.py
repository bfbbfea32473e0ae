"""Change a score at moderation: whose, on what, to what, and why. The old one is kept beside it."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QWidget

from commissioning_app.services.context import ServiceContext
from commissioning_app.services.moderation import change_score
from commissioning_app.services.queries.moderation import CriterionDots, Dot, ModerationPage
from commissioning_app.translation import tr
from commissioning_app.ui.lib.acting import ActDialog
from commissioning_app.ui.lib.layouts import column, empty
from commissioning_app.ui.scoring.member_scores import in_order
from commissioning_app.ui.scoring.words import group_word, points
from commissioning_app.ui.widgets.fields import FormField, GrowingTextEdit
from commissioning_app.ui.widgets.score_buttons import ScoreButtons
from commissioning_app.ui.widgets.text import Prose


class ChangeScoreDialog(ActDialog):
    """Starts at the criterion that is furthest apart."""

    def __init__(
        self, parent: QWidget | None, context: ServiceContext, round_code: str, page: ModerationPage
    ) -> None:
        super().__init__(
            parent,
            context,
            tr("Change a score of {reference}", reference=page.reference),
            tr("Only the member whose score it is decides to change it, after the panel has talked."),
            width=620,
        )
        self.round_code, self.page = round_code, page
        self.member = QComboBox()
        for total in in_order(page.totals):
            self.member.addItem(f"{total.member} ({group_word(total.group)})", total.member_id)
        self.add_field("member", FormField(tr("&Member"), self.member))
        self.criterion = QComboBox()
        for one in page.criteria:
            self.criterion.addItem(one.name, one.id)
        widest = max(range(len(page.criteria)), key=lambda i: page.criteria[i].spread)
        self.criterion.setCurrentIndex(widest)
        self.add_field("criterion", FormField(tr("C&riterion"), self.criterion))
        self.before = Prose("", "muted")
        self.body.addWidget(self.before)
        self._place = column()
        self.body.addLayout(self._place)
        self.buttons: ScoreButtons | None = None
        self.reason = GrowingTextEdit(lines=2)
        self.add_field("reason", FormField(tr("&Why?"), self.reason, help=tr("It stands beside the score.")))
        self.finish(tr("Change &it"))
        self.member.currentIndexChanged.connect(self._show_before)
        self.criterion.currentIndexChanged.connect(self._show_criterion)
        self._show_criterion()

    def check(self) -> bool:
        """A new score has to be chosen."""
        assert self.buttons is not None
        if not self.buttons.answered:
            self.message.show_message(tr("Choose the new score."), "warn")
        return self.buttons.answered

    def act(self, *, fresh: bool) -> None:
        """Change it."""
        assert self.buttons is not None
        change_score(
            self.context,
            round_code=self.round_code,
            reference=self.page.reference,
            member_id=self.member.currentData(),
            criterion_id=self.criterion.currentData(),
            value=self.buttons.score,
            reason=self.reason.toPlainText(),
        )

    def _criterion(self) -> CriterionDots:
        return self.page.criteria[self.criterion.currentIndex()]

    def _dot(self) -> Dot | None:
        wanted = self.member.currentData()
        return next((dot for dot in self._criterion().dots if dot.member_id == wanted), None)

    def _show_criterion(self) -> None:
        """Another scale for another criterion."""
        empty(self._place)
        self.buttons = ScoreButtons(tr("New score"), {}, highest=self._criterion().top)
        self._place.addWidget(self.buttons)
        self._show_before()

    def _show_before(self) -> None:
        dot = self._dot()
        self.before.setText(tr("Now: {score}", score=points(None if dot is None else dot.score)))
