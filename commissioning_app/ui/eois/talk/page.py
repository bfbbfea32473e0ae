"""An EOI by conversation: step by step through the form, saved as one types, read back and handed in."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from commissioning_app.domain.application_forms.spoken import Remark, Understood, understand
from commissioning_app.domain.errors import BadValue, CommissioningError, StaleVersion
from commissioning_app.domain.telling import WHY_NO_LESS
from commissioning_app.services.context import LONDON
from commissioning_app.services.conversations import Talk, drop_conversation, finish_conversation
from commissioning_app.services.queries.conversations import ConversationPage
from commissioning_app.services.queries.organisation_names import organisation_names
from commissioning_app.translation import tr
from commissioning_app.ui.eois.talk.editors import OrganisationEditor
from commissioning_app.ui.eois.talk.keeper import TalkKeeper
from commissioning_app.ui.eois.talk.read_back import ReadBackStep
from commissioning_app.ui.eois.talk.steps import BeginStep, Step, make_steps, state_of
from commissioning_app.ui.lib.dialogs import ask_reason, confirm, resolve_conflict
from commissioning_app.ui.lib.errors import sentence_of
from commissioning_app.ui.lib.layouts import column, row
from commissioning_app.ui.lib.tokens import SPACE
from commissioning_app.ui.navigation import Shell
from commissioning_app.ui.widgets.buttons import PrimaryButton, QuietButton, SecondaryButton
from commissioning_app.ui.widgets.messages import InlineMessage
from commissioning_app.ui.widgets.page import ResponsiveRow, ScrollPage
from commissioning_app.ui.widgets.section_nav import SectionNav
from commissioning_app.ui.widgets.text import Label, Rule


class TalkPage(QWidget):
    """`saved` comes with the EOI's reference, `left` when it is finished later, `again` to read it anew."""

    saved = Signal(str)
    left = Signal()
    again = Signal(object)

    def __init__(self, shell: Shell, page: ConversationPage) -> None:
        super().__init__()
        self.shell, self.page = shell, page
        self._fields = tuple(field for section in page.sections for field in section.fields)
        self.steps: list[Step] = make_steps(page, organisation_names(shell.context))
        self.read_back = ReadBackStep(
            shell.context.clock.today(), self._go_to_field, sheet_apart=page.has_sheet_apart
        )
        self.keeper = TalkKeeper(
            lambda: shell.context, page.round_code, self.talk, key=page.id, version=page.version, parent=self
        )
        self.understood = Understood()
        self._at = 0
        outer = column(self)
        outer.setSpacing(0)
        self.sheet = ScrollPage()
        outer.addWidget(self.sheet, 1)
        self._make_head()
        self._make_body()
        outer.addWidget(self._make_foot())
        self._connect()
        self.show_step(0)
        self._look()

    # What was said

    def talk(self) -> Talk:
        """All that stands on the pages now."""
        begin = self.steps[0]
        assert isinstance(begin, BeginStep)
        said = {name: text for step in self.steps for name, text in step.said().items() if text.strip()}
        return Talk(begin.day, begin.told_by.text(), self._organisation_id(), said)

    def _organisation_id(self) -> UUID | None:
        editors = (row.editor for step in self.steps for row in step.rows)
        picker = next((one.picker for one in editors if isinstance(one, OrganisationEditor)), None)
        return picker.chosen if picker is not None else None

    # Where one is

    @property
    def step(self) -> Step:
        """The step that is shown."""
        return self._all[self._at]

    @property
    def _all(self) -> list[Step]:
        return [*self.steps, self.read_back]

    def show_step(self, at: int) -> None:
        """Show a step, from its top."""
        self._look()
        self._at = at
        for place, step in enumerate(self._all):
            step.setVisible(place == at)
        self.nav.set_current(self.step.key)
        is_last = self.step is self.read_back
        if is_last:
            self.read_back.show_said(self.steps, self.talk().said, self.understood)
        self.back_button.refuse("" if at else tr("This is the first step."))
        self.next_button.setVisible(not is_last)
        self.finish_button.setVisible(is_last)
        self.place_label.setText(tr("Step {place} of {all}", place=at + 1, all=len(self._all)))
        QTimer.singleShot(0, self.step, self._go_to_top)
        self._say_whether_it_can_be_handed_in()

    def _go_to_top(self) -> None:
        """The step at the top; what stands over it where there is little room is scrolled away."""
        inner = self.sheet.widget()
        assert inner is not None
        top = self.step.mapTo(inner, QPoint(0, 0)).y() - SPACE["m"]
        self.sheet.verticalScrollBar().setValue(top if self.body.stacked else 0)

    def next(self) -> None:
        """On to the next step."""
        self._move(1)

    def back(self) -> None:
        """Back to the step before."""
        self._move(-1)

    def start_focus(self) -> None:
        """Where the keyboard begins."""
        self.step.start_focus()

    def _move(self, by: int) -> None:
        if 0 <= self._at + by < len(self._all):
            self.show_step(self._at + by)
            self.start_focus()

    def _go_to(self, key: str) -> None:
        self.show_step([step.key for step in self._all].index(key))
        self.start_focus()

    def _go_to_field(self, key: str, name: str) -> None:
        self._go_to(key)
        wanted = next((row for row in self.step.rows if row.field.name == name), None)
        if wanted is not None:
            wanted.editor.setFocus()
            QTimer.singleShot(0, wanted, lambda: self.sheet.ensureWidgetVisible(wanted))

    # Saving, leaving, handing in

    def finish(self) -> None:
        """Hand it in, once it was read back and agreed."""
        self.message.clear()
        if not self.read_back.agreed_on.check() or not self.keeper.flush():
            return
        if self.keeper.key is None:
            self.message.show_message(tr("Nothing was said yet."), "warn")
            return
        try:
            reference = finish_conversation(
                self.shell.context,
                conversation_id=self.keeper.key,
                version=self.keeper.version,
                agreed_on=self.read_back.day,
            )
        except CommissioningError as error:
            self._refused(error)
            if self.message.text:
                QTimer.singleShot(0, self.message, lambda: self.sheet.ensureWidgetVisible(self.message))
            return
        self.keeper.stop()
        self.saved.emit(reference)

    def leave(self) -> None:
        """Go on another time; what was said is kept."""
        if self.may_leave():
            self.left.emit()

    def throw_away(self) -> None:
        """Throw all of it away, with a reason."""
        if self.keeper.key is None:
            self.keeper.stop()
            self.left.emit()
            return
        reason = ask_reason(
            self,
            tr("Throw this conversation away?"),
            tr("Everything that was written down is gone then. Only that there was a conversation is kept."),
            button=tr("Throw it away"),
        )
        if reason is None:
            return
        try:
            drop_conversation(self.shell.context, conversation_id=self.keeper.key, reason=reason)
        except CommissioningError as error:
            self._refused(error)
            return
        self.keeper.stop()
        self.left.emit()

    def may_leave(self) -> bool:
        """Save what is unsaved; when that is refused, ask before it is lost."""
        if self.keeper.flush():
            return True
        leave = confirm(
            self,
            tr("Leave without saving?"),
            tr("What was typed last could not be saved: {reason}", reason=self.message.text),
            yes=tr("Leave without it"),
            no=tr("Stay here"),
            danger=True,
        )
        if leave:
            self.keeper.stop()
        return leave

    def _refused(self, error: CommissioningError) -> None:
        """Say what is wrong, where it is mended when it has a place."""
        if isinstance(error, StaleVersion):
            self._meet(error)
        elif isinstance(error, BadValue) and error.field == WHY_NO_LESS:
            step = next(one for one in self.steps if any(r.field.name == WHY_NO_LESS for r in one.rows))
            self._go_to_field(step.key, WHY_NO_LESS)
            next(r for r in step.rows if r.field.name == WHY_NO_LESS).say_problem(str(error))
        elif isinstance(error, BadValue) and error.field == "agreed_on":
            self.read_back.day_field.set_error(str(error))
        else:
            self.message.show_message(sentence_of(error))

    def _failed(self, error: CommissioningError) -> None:
        self.saved_label.setText(tr("Not saved"))
        self._refused(error)

    def _meet(self, error: StaleVersion) -> None:
        """Somebody else wrote in the same conversation."""
        self.message.show_message(
            tr("Somebody else wrote in this conversation. Yours is not saved yet."), "warn"
        )
        labels = {field.name: field.label for field in self._fields}
        theirs, yours = (
            {labels.get(name, name): text for name, text in (version.get("said") or {}).items()}
            for version in (error.theirs, {"said": self.talk().said})
        )
        choice = resolve_conflict(self, theirs, yours)
        if choice == "yours":
            self.keeper.is_unsaved = True
            if self.keeper.flush(over=True):
                self.message.clear()
        elif choice == "theirs":
            self.keeper.stop()
            self.again.emit(self.keeper.key)

    # How it is made

    def _make_head(self) -> None:
        head = row(gap="m")
        head.addWidget(Label(tr("By conversation"), "banner"), 1)
        self.leave_button = QuietButton(tr("Finish &later"), self.leave, icon="cross")
        head.addWidget(self.leave_button)
        self.sheet.content.addLayout(head)
        self.message = InlineMessage()
        self.sheet.add(self.message)
        if self.page.why_closed:
            self.message.show_message(self.page.why_closed, "warn")

    def _make_body(self) -> None:
        self.body = both = ResponsiveRow(least=160, gap=SPACE["xl"])
        side = QWidget()
        inner = column(side)
        titles = [(step.key, step.title) for step in self._all]
        self.nav = SectionNav(tr("Steps of the conversation"), titles)
        self.nav.chosen.connect(self._go_to)
        inner.addWidget(self.nav)
        inner.addStretch(1)
        both.add(side, 10)
        main = QWidget()
        body = column(main)
        for step in self._all:
            body.addWidget(step)
        body.addStretch(1)
        both.add(main, 46)
        self.sheet.add(both, 1)

    def _make_foot(self) -> QWidget:
        foot = QWidget()
        whole = column(foot)
        whole.setSpacing(0)
        whole.addWidget(Rule())
        line = row(gap="m")
        whole.addLayout(line)
        line.setContentsMargins(SPACE["xxl"], SPACE["m"], SPACE["xxl"], SPACE["m"])
        self.back_button = SecondaryButton(tr("&Back"), self.back, icon="previous")
        self.next_button = PrimaryButton(tr("&Next"), self.next)
        self.finish_button = PrimaryButton(tr("&Hand it in"), self.finish, icon="check")
        self.throw_button = QuietButton(tr("Thro&w away"), self.throw_away, icon="trash")
        self.place_label = Label("", "muted", wrap=False)
        self.saved_label = Label("", "muted", wrap=False)
        line.addWidget(self.throw_button)
        line.addStretch(1)
        line.addWidget(self.saved_label)
        for part in (self.place_label, self.back_button, self.next_button, self.finish_button):
            line.addWidget(part)
        return foot

    def _connect(self) -> None:
        for step in self.steps:
            step.changed.connect(self.keeper.touch)
            step.left.connect(self._look)
        self.read_back.changed.connect(self._say_whether_it_can_be_handed_in)
        self.keeper.waiting.connect(lambda: self.saved_label.setText(tr("Saving…")))
        self.keeper.saved.connect(self._saved)
        self.keeper.failed.connect(self._failed)
        moves = (
            ("Alt+PgDown", tr("The next step"), self.next),
            ("Alt+PgUp", tr("The step before"), self.back),
        )
        for keys, words, move in moves:
            action = QAction(words, self)
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(move)
            self.addAction(action)

    def _saved(self) -> None:
        at = self.shell.context.clock.now().astimezone(LONDON)
        self.saved_label.setText(tr("Saved at {time}", time=f"{at:%H:%M}"))
        self._look()

    def _look(self) -> None:
        """Understand what was said so far, and mark the steps."""
        self.understood = understand(self._fields, self.talk().said)
        stops: dict[str, Remark] = {one.field: one for one in self.understood.stops}
        for step in self.steps:
            step.say_problems(self.understood.remarks)
            said, is_settled = state_of(step, stops)
            self.nav.mark(step.key, said, is_settled=is_settled)
        self.nav.mark(self.read_back.key, "", is_settled=self.read_back.agreed.isChecked())
        self._say_whether_it_can_be_handed_in()

    def _say_whether_it_can_be_handed_in(self) -> None:
        stops = self.understood.stops
        reason = self.page.why_closed
        if not reason and stops:
            reason = stops[0].sentence
        if not reason and not self.read_back.agreed.isChecked():
            reason = tr("Read it back first, and tick that they agreed.")
        self.finish_button.refuse(reason)
