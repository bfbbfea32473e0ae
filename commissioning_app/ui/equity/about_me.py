"""A panel member's own answers about themself: seen, corrected and taken back by nobody else."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from commissioning_app.domain.dates import long_date
from commissioning_app.domain.errors import CommissioningError
from commissioning_app.domain.monitoring.answers import SubjectKind
from commissioning_app.domain.monitoring.questions import GivenAnswer
from commissioning_app.services.context import LONDON
from commissioning_app.services.monitoring.answers import give_answers, withdraw_answers
from commissioning_app.services.queries.about_me import AboutMe, about_me
from commissioning_app.translation import tr
from commissioning_app.ui.equity.answers_editor import AnswersEditor
from commissioning_app.ui.lib.dialogs import confirm
from commissioning_app.ui.lib.errors import show_error
from commissioning_app.ui.lib.layouts import FlowLayout, column
from commissioning_app.ui.lib.tokens import SPACE
from commissioning_app.ui.navigation import Shell
from commissioning_app.ui.widgets.buttons import DangerButton, PrimaryButton, QuietButton
from commissioning_app.ui.widgets.messages import InlineMessage
from commissioning_app.ui.widgets.page import PageHeader, ScrollPage
from commissioning_app.ui.widgets.text import Prose


class AboutMeView(QWidget):
    """`left` comes when the member wants to go back to their EOIs."""

    left = Signal()

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shell = shell
        self._round_code = ""
        self._kept: tuple[GivenAnswer, ...] = ()
        outer = column(self)
        outer.setSpacing(0)
        self.sheet = ScrollPage()
        outer.addWidget(self.sheet, 1)
        self.header = PageHeader(tr("About you"))
        self.sheet.add(self.header)
        for words in _words():
            self.sheet.add(Prose(words))
        self.standing = Prose("", "muted")
        self.sheet.add(self.standing)
        self.editor = AnswersEditor(SubjectKind.MEMBER)
        self.editor.changed.connect(self._say)
        self.sheet.add(self.editor)
        self.sheet.content.addStretch(1)
        outer.addWidget(self._make_foot())

    def show_mine(self, round_code: str) -> None:
        """Show what the member said in a round; raises what the service refuses with."""
        self._round_code = round_code
        self._fill(about_me(self.shell.context, round_code=round_code))
        self.message.clear()
        self.sheet.verticalScrollBar().setValue(0)

    def may_leave(self) -> bool:
        """Ask before something that was ticked is lost."""
        if not self._is_changed():
            return True
        leave = confirm(
            self,
            tr("Leave without saving?"),
            tr("What you changed here is not saved yet."),
            yes=tr("Leave without saving"),
            no=tr("Stay here"),
            danger=True,
        )
        if leave:
            self.editor.set_answers(self._kept)
        return leave

    def save(self) -> bool:
        """Keep what stands here in place of what was said before."""
        try:
            give_answers(self.shell.context, round_code=self._round_code, answers=self.editor.answers())
        except CommissioningError as error:
            show_error(error, self.message)
            return False
        self._fill(about_me(self.shell.context, round_code=self._round_code))
        self.message.clear()
        self.shell.say(tr("Thank you. What you said is kept apart, and only counted in totals."))
        return True

    def take_back(self) -> None:
        """Erase everything, once the member is sure."""
        sure = confirm(
            self,
            tr("Take your answers back?"),
            tr(
                "They are erased. Any backup made before still holds them. Totals that were counted before "
                "then stay as they are."
            ),
            yes=tr("Take them back"),
            no=tr("Keep them"),
            danger=True,
        )
        if not sure:
            return
        try:
            withdraw_answers(self.shell.context, round_code=self._round_code)
        except CommissioningError as error:
            show_error(error, self.message)
            return
        self._fill(about_me(self.shell.context, round_code=self._round_code))
        self.shell.say(tr("Your answers are erased. Any backup made before still holds them."))

    def _fill(self, mine: AboutMe) -> None:
        self.header.set_title(tr("About you"), mine.round_name)
        self._kept = mine.seen.answers
        self.editor.set_answers(self._kept)
        self._kept = self.editor.answers()
        self.standing.setText(_standing(mine))
        self._say()

    def _is_changed(self) -> bool:
        return set(self.editor.answers()) != set(self._kept)

    def _say(self) -> None:
        """The buttons say what can be done now."""
        changed = self._is_changed()
        self.save_button.refuse("" if changed else tr("Nothing is changed since it was last saved."))
        self.back_button.refuse("" if self._kept else tr("There is nothing to take back."))

    def _make_foot(self) -> QFrame:
        foot = QFrame()
        foot.setProperty("surface", "pane")
        outer = column(foot, gap="s")
        outer.setContentsMargins(SPACE["xxl"], SPACE["m"], SPACE["xxl"], SPACE["l"])
        self.message = InlineMessage()
        outer.addWidget(self.message)
        line = FlowLayout(gap="m")
        self.save_button = PrimaryButton(tr("Sa&ve"), self.save)
        self.back_button = DangerButton(tr("&Take my answers back"), self.take_back)
        self.leave_button = QuietButton(tr("&Leave"), self.left.emit)
        for button in (self.save_button, self.back_button, self.leave_button):
            line.addWidget(button)
        outer.addLayout(line)
        return foot


def _words() -> tuple[str, ...]:
    return (
        tr(
            "You do not have to answer. Leave out what you like. Nobody else can look at what you say here: "
            "not the other members, and not the office."
        ),
        tr(
            "It is counted with the other members of this programme’s panels, to see whether they are like "
            "the communities that it serves. A total under 5 is hidden."
        ),
    )


def _standing(mine: AboutMe) -> str:
    """What is kept now."""
    seen = mine.seen
    if seen.answers and seen.answered_at is not None:
        day = long_date(seen.answered_at.astimezone(LONDON).date())
        return tr("You said this on {day}. You can change it or take it back at any time.", day=day)
    if seen.was_withdrawn:
        return tr(
            "You took your answers back. Nothing of them is kept here. "
            "Any backup made before still holds them."
        )
    return tr("You have said nothing here so far, and that is fine.")
