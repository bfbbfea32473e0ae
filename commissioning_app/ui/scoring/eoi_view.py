"""One EOI at a time: what the applicant wrote, the criteria beside it, saved as the member types."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from commissioning_app.domain.assessments import AssessmentState
from commissioning_app.domain.errors import CommissioningError, StaleVersion
from commissioning_app.domain.forms import Criterion
from commissioning_app.services.queries.my_scoring import EoiToScore, MyAssignment
from commissioning_app.translation import tr
from commissioning_app.ui.files.copies import FileCopies
from commissioning_app.ui.lib.dialogs import confirm, resolve_conflict
from commissioning_app.ui.lib.errors import sentence_of
from commissioning_app.ui.lib.layouts import column, row
from commissioning_app.ui.lib.tokens import SPACE
from commissioning_app.ui.navigation import Shell
from commissioning_app.ui.scoring.bookmarks import Bookmarks
from commissioning_app.ui.scoring.criteria import Criteria
from commissioning_app.ui.scoring.draft import DraftKeeper
from commissioning_app.ui.scoring.eoi_text import EoiText
from commissioning_app.ui.scoring.panes import TextAndAnswers
from commissioning_app.ui.scoring.top_bar import TopBar
from commissioning_app.ui.scoring.words import is_ready, is_sent, points
from commissioning_app.ui.widgets.buttons import PrimaryButton, SecondaryButton
from commissioning_app.ui.widgets.messages import InlineMessage
from commissioning_app.ui.widgets.page import ResponsiveRow
from commissioning_app.ui.widgets.text import Rule


class EoiView(QWidget):
    """`gone_to` comes with a reference, or None for the list; `send_wanted` after the last one."""

    gone_to = Signal(object)
    send_wanted = Signal()
    others_wanted = Signal(str)
    reload_wanted = Signal()

    def __init__(self, shell: Shell, top: TopBar, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shell, self.top = shell, top
        self.eoi: EoiToScore | None = None
        self._round_code = ""
        self._bookmarks: Bookmarks | None = None
        self.keeper = DraftKeeper(lambda: shell.context, self)
        self.keeper.waiting.connect(top.say_saving)
        self.keeper.saved.connect(self._saved)
        self.keeper.failed.connect(self._failed)
        self.message = InlineMessage()
        self.copies = FileCopies(self, shell, self.message.show_message)
        self.text = EoiText(lambda: self.gone_to.emit(None), self.copies.open, self.copies.save)
        self.criteria = Criteria()
        self.criteria.scored.connect(lambda: self.keeper.touch(at_once=True))
        self.criteria.typed.connect(lambda: self.keeper.touch())
        self.criteria.others_button.clicked.connect(self._see_others)
        self.later_button = SecondaryButton(tr("&Come back to this"), self._come_back)
        self.next_button = PrimaryButton("", self._go_on)
        self.panes = TextAndAnswers(
            self.text, self.criteria, self._make_foot(), reading=tr("What the applicant wrote")
        )
        column(self).addWidget(self.panes)

    def show_eoi(self, round_code: str, eoi: EoiToScore, mine: Sequence[MyAssignment], others: bool) -> None:
        """Show one EOI of the member's list; `others` says whether the others' scores may be looked at."""
        self._round_code, self.eoi = round_code, eoi
        self._bookmarks = Bookmarks(self.shell.settings, self.shell.app.actor.person_id, round_code)
        self.message.clear()
        done = sum(1 for one in mine if is_ready(one) or is_sent(one))
        self.text.show_eoi(eoi, done)
        self.criteria.show_eoi(eoi)
        self.criteria.set_others(others and eoi.state == AssessmentState.SUBMITTED)
        self.keeper.keep(round_code, eoi.reference, eoi.version, self.criteria.draft)
        if eoi.can_score and eoi.version:
            self.top.say_kept()
        else:
            self.top.clear()
        self.later_button.setVisible(eoi.can_score)
        self.next_button.setText(self._next_words(eoi))

    def may_leave(self) -> bool:
        """Save what is unsaved; when that is refused, ask before it is lost."""
        if self.keeper.flush() or not self.keeper.is_unsaved:
            return True
        leave = confirm(
            self,
            tr("Leave without saving?"),
            tr("What you changed last could not be saved: {reason}", reason=self.message.text),
            yes=tr("Leave without it"),
            no=tr("Stay here"),
            danger=True,
        )
        if leave:
            self.keeper.is_unsaved = False
        return leave

    def _make_foot(self) -> QWidget:
        foot = QWidget()
        whole = column(foot)
        whole.setSpacing(0)
        whole.addWidget(Rule())
        outer = column(gap="s")
        outer.setContentsMargins(SPACE["xxl"], SPACE["m"], SPACE["xxl"], SPACE["l"])
        whole.addLayout(outer)
        outer.addWidget(self.message)
        ends = ResponsiveRow(least=200)
        ends.add(self.later_button)
        ends.add(_at_right(self.next_button))
        outer.addWidget(ends)
        return foot

    def _next_words(self, eoi: EoiToScore) -> str:
        if eoi.next is not None:
            return tr("&Next EOI")
        return tr("Review a&nd send") if eoi.can_score else tr("Back to the list")

    def _come_back(self) -> None:
        """Bookmark this one and go on."""
        self._mark(True)
        self._move_on()

    def _go_on(self) -> None:
        """This one is done with for now."""
        self._mark(False)
        self._move_on()

    def _mark(self, marked: bool) -> None:
        if self._bookmarks is not None and self.eoi is not None:
            self._bookmarks.mark(self.eoi.reference, marked)

    def _move_on(self) -> None:
        if self.eoi is None:
            return
        if self.eoi.next is not None:
            self.gone_to.emit(self.eoi.next)
        elif self.eoi.can_score:
            self.send_wanted.emit()
        else:
            self.gone_to.emit(None)

    def _see_others(self) -> None:
        if self.eoi is not None:
            self.others_wanted.emit(self.eoi.reference)

    def _saved(self) -> None:
        self.message.clear()
        self.top.say_saved(self.shell.context.clock.now())

    def _failed(self, error: CommissioningError) -> None:
        self.top.say_not_saved()
        if isinstance(error, StaleVersion):
            self._meet(error)
        else:
            self.message.show_message(sentence_of(error))

    def _meet(self, error: StaleVersion) -> None:
        """The same assessment was saved in another window: the member chooses."""
        assert self.eoi is not None
        words = tr("This was changed in another window. What stands here is not saved yet.")
        self.message.show_message(words, "warn")
        theirs = _readable(error.theirs, self.eoi.criteria)
        yours = _readable(error.yours, self.eoi.criteria)
        chosen = resolve_conflict(self, theirs, yours)
        if chosen == "yours":
            self.keeper.flush(over=True)
        elif chosen == "theirs":
            self.keeper.is_unsaved = False
            self.reload_wanted.emit()


def _at_right(button: PrimaryButton) -> QWidget:
    holder = QWidget()
    line = row(holder)
    line.addStretch(1)
    line.addWidget(button)
    return holder


def _readable(version: dict[str, Any], criteria: Sequence[Criterion]) -> dict[str, object]:
    """A version of an assessment, line by line with the criteria's names."""
    scores, notes = version.get("scores") or {}, version.get("comments") or {}
    lines: dict[str, object] = {}
    for criterion in criteria:
        if criterion.id in scores:
            lines[criterion.name] = points(scores[criterion.id])
        if notes.get(criterion.id):
            lines[tr("Note: {criterion}", criterion=criterion.name)] = notes[criterion.id]
    lines[tr("What is strong? What would make it stronger?")] = version.get("comment", "")
    return lines
