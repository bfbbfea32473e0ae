"""Writing feedback: what the panel said beside one strength and one thing to change."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from commissioning_app.domain.errors import CommissioningError, StaleVersion
from commissioning_app.domain.roles import can_write_letters
from commissioning_app.services.feedback import write_feedback
from commissioning_app.services.queries.letters import LetterLine, LettersPage
from commissioning_app.translation import tr, tr_count
from commissioning_app.ui.lib.dialogs import resolve_conflict
from commissioning_app.ui.lib.errors import show_error
from commissioning_app.ui.lib.layouts import FlowLayout, column, empty
from commissioning_app.ui.navigation import Shell
from commissioning_app.ui.widgets.buttons import PrimaryButton, SecondaryButton
from commissioning_app.ui.widgets.card import Card
from commissioning_app.ui.widgets.fields import FormField, GrowingTextEdit
from commissioning_app.ui.widgets.messages import InlineMessage
from commissioning_app.ui.widgets.text import Label, Prose, Rule
from commissioning_app.ui.widgets.wording_hint import worded


class FeedbackCard(Card):
    """The feedback of one EOI; `saved` is called when it was kept, `go_on` for the next EOI."""

    def __init__(
        self,
        shell: Shell,
        saved: Callable[[], object],
        go_on: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tr("Feedback"), parent=parent)
        self.shell = shell
        self._saved, self._go_on = saved, go_on
        self._line: LetterLine | None = None
        self._round_code, self._version = "", 0
        self.message = InlineMessage()
        self.add(self.message)
        help = tr("What was good about this EOI? Write to them: “You …”.")
        self.strength = GrowingTextEdit(lines=2)
        self.strength_field = FormField(tr("One &strength"), self.strength, help=help)
        help = tr("What would make the next EOI better?")
        self.change = GrowingTextEdit(lines=2)
        self.change_field = FormField(tr("One thing to &change"), self.change, help=help)
        self.add(worded(self.strength_field))
        self.add(worded(self.change_field))
        self.save_button = PrimaryButton(tr("Save and go &on"), self._save_and_go_on, icon="next")
        self.only_save_button = SecondaryButton(tr("Sa&ve"), self.save)
        foot = QWidget()
        flow = FlowLayout(foot, gap="m", line_gap="s")
        flow.addWidget(self.save_button)
        flow.addWidget(self.only_save_button)
        self.add(foot)
        self.add(Rule())
        self.said_title = Label("", "section")
        self.add(self.said_title)
        self._comments = QWidget()
        self._comment_box = column(self._comments, gap="s")
        self.add(self._comments)
        for edit in (self.strength, self.change):
            edit.textChanged.connect(self._typed)

    @property
    def is_changed(self) -> bool:
        """Whether something is typed that was not saved."""
        written = self._line.feedback if self._line is not None else None
        if written is None:
            return False
        return self._texts() != (written.strength.strip(), written.change.strip())

    def show_line(self, page: LettersPage, line: LetterLine, *, keep_typed: bool = False) -> None:
        """Show another EOI's feedback; what was typed for the same EOI can stay."""
        written = line.feedback
        self._line, self._round_code = line, page.round_code
        self.setVisible(written is not None)
        if written is None:
            return
        self.message.clear()
        self._version = written.version
        if not keep_typed:
            self.strength.setPlainText(written.strength)
            self.change.setPlainText(written.change)
        self.set_note(
            "" if not line.owes_feedback else tr("written") if line.has_feedback else tr("still owed")
        )
        may_write = page.can_be_written and can_write_letters(self.shell.app.actor)
        for edit in (self.strength, self.change):
            edit.setReadOnly(not may_write)
        self._refuse_for = "" if may_write else why_not_write(page, self.shell)
        self._show_comments(written.comments)
        self._typed()

    def save(self) -> bool:
        """Keep what is typed; False when it was not kept."""
        if self._line is None or not self.is_changed:
            return True
        try:
            self._write(self._version)
        except StaleVersion as error:
            return self._meet(error)
        except CommissioningError as error:
            show_error(error, self.message)
            return False
        self._saved()
        return True

    def _save_and_go_on(self) -> None:
        was_changed = self.is_changed
        if not self.save():
            return
        self._go_on()
        if was_changed:
            # Going on has cleared the line at the window's foot.
            self.shell.say(tr("The feedback is saved."))

    def _write(self, version: int | None) -> None:
        assert self._line is not None
        strength, change = self._texts()
        write_feedback(
            self.shell.context,
            round_code=self._round_code,
            reference=self._line.reference,
            strength=strength,
            change=change,
            version=version,
        )

    def _meet(self, error: StaleVersion) -> bool:
        """Somebody saved first: both versions are shown, and the person chooses."""
        theirs = {key: error.theirs.get(key) for key in error.yours}
        labels = {"strength": tr("One strength"), "change": tr("One thing to change")}
        choice = resolve_conflict(self, theirs, error.yours, labels=labels)
        if choice == "edit":
            return False
        if choice == "yours":
            try:
                self._write(None)
            except CommissioningError as again:
                show_error(again, self.message)
                return False
        else:
            self.strength.setPlainText(str(theirs.get("strength") or ""))
            self.change.setPlainText(str(theirs.get("change") or ""))
        self._saved()
        return True

    def _texts(self) -> tuple[str, str]:
        return self.strength.toPlainText().strip(), self.change.toPlainText().strip()

    def _typed(self) -> None:
        nothing = "" if self.is_changed else tr("Nothing new is typed.")
        self.only_save_button.refuse(self._refuse_for or nothing)
        self.save_button.refuse(self._refuse_for)

    _refuse_for = ""

    def _show_comments(self, comments: tuple[str, ...]) -> None:
        empty(self._comment_box)
        words = tr_count("What a panel member wrote", "What panel members wrote", len(comments))
        self.said_title.setText(words)
        if not comments:
            self._comment_box.addWidget(Prose(tr("No member left a comment on this EOI."), "muted"))
        for place, comment in enumerate(comments):
            if place:
                self._comment_box.addWidget(Rule())
            self._comment_box.addWidget(Prose(f"“{comment}”", "muted"))


def why_not_write(page: LettersPage, shell: Shell) -> str:
    """Why feedback can't be written now by this person."""
    if not can_write_letters(shell.app.actor):
        return tr("Officers write feedback. Choose another person in Settings, or ask one.")
    return tr("Feedback is written from scoring to the decision. Applicants have been told by now.")
