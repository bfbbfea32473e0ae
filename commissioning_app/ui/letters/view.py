"""One letter: what it still lacks, its feedback on the left, the letter itself on the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from commissioning_app.domain.money import pounds
from commissioning_app.services.queries.letters import LetterLine, LettersPage
from commissioning_app.translation import tr
from commissioning_app.ui.letters.feedback import FeedbackCard
from commissioning_app.ui.letters.preview import LetterPreview
from commissioning_app.ui.letters.words import kind_chip, missing_words
from commissioning_app.ui.lib.dialogs import confirm
from commissioning_app.ui.lib.layouts import FlowLayout, column
from commissioning_app.ui.navigation import Shell
from commissioning_app.ui.widgets.buttons import LinkButton, QuietButton
from commissioning_app.ui.widgets.chip import StatusChip
from commissioning_app.ui.widgets.messages import InlineMessage
from commissioning_app.ui.widgets.page import ResponsiveRow, ScrollPage
from commissioning_app.ui.widgets.text import Label


class LetterView(ScrollPage):
    """The detail of one letter; `back_wanted` and `step_wanted(±1)` lead on."""

    back_wanted = Signal()
    step_wanted = Signal(int)
    saved = Signal()

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.line: LetterLine | None = None
        self._next_is_there = False
        self.add(self._make_head())
        self.lacking = InlineMessage()
        self.add(self.lacking)
        left = QWidget()
        inner = column(left, gap="l")
        self.feedback = FeedbackCard(shell, self.saved.emit, self._go_on)
        inner.addWidget(self.feedback)
        inner.addStretch(1)
        self.preview = LetterPreview(shell)
        self.left = left
        self.both = ResponsiveRow(least=330)
        self.both.add(left, 2)
        self.both.add(self.preview, 3)
        self.add(self.both, 1)

    def _make_head(self) -> QWidget:
        holder = QWidget()
        inner = column(holder, gap="s")
        way = QWidget()
        flow = FlowLayout(way, gap="m", line_gap="xs")
        self.back_button = LinkButton(tr("All letters"), self.back_wanted.emit, icon="back")
        self.place = Label("", "muted", wrap=False)
        self.previous_button = QuietButton(
            tr("&Previous"), lambda: self.step_wanted.emit(-1), icon="previous"
        )
        self.next_button = QuietButton(tr("&Next"), lambda: self.step_wanted.emit(1), icon="next")
        for part in (self.back_button, self.previous_button, self.place, self.next_button):
            flow.addWidget(part)
        inner.addWidget(way)
        names = QWidget()
        line = FlowLayout(names, gap="m", line_gap="xs")
        self.title = Label("", "card_title")
        self.chip = StatusChip()
        self.amount = Label("", "strong", wrap=False)
        for item in (self.title, self.chip, self.amount):
            line.addWidget(item)
        inner.addWidget(names)
        return holder

    def show_line(self, page: LettersPage, reference: str, order: Sequence[str]) -> bool:
        """Show another letter; False when the round has none of that reference."""
        line = next((one for one in page.lines if one.reference == reference), None)
        if line is None:
            self.line = None
            return False
        is_same = self.line is not None and self.line.reference == reference
        keep_typed = is_same and self.feedback.is_changed
        if not is_same:
            self.verticalScrollBar().setValue(0)
        self.line = line
        self._show_place(reference, order)
        self.title.setText(
            tr("{reference} {organisation}", reference=reference, organisation=line.organisation)
        )
        chip = kind_chip(line.kind)
        self.chip.set(chip.text, chip.tone, chip.icon)
        self.amount.setText(pounds(line.amount_pence) if line.amount_pence else "")
        self.amount.setVisible(bool(line.amount_pence))
        self.lacking.show_message(missing_words(line), "warn")
        self.left.setVisible(line.feedback is not None)
        self.feedback.show_line(page, line, keep_typed=keep_typed)
        self.preview.show_letter(page.round_code, reference, is_due=line.kind is not None)
        return True

    def may_leave(self) -> bool:
        """Ask before typed feedback is lost; True when it was saved or may go."""
        if self.line is None or not self.feedback.is_changed:
            return True
        keeps = confirm(
            self,
            tr("Save the feedback on {reference}?", reference=self.line.reference),
            tr("You typed feedback that is not saved. It is saved before you go on, or you go back to it."),
            yes=tr("Save it and go on"),
            no=tr("Go back to it"),
        )
        return keeps and self.feedback.save()

    def _go_on(self) -> None:
        if self._next_is_there:
            self.step_wanted.emit(1)
        else:
            self.back_wanted.emit()

    def _show_place(self, reference: str, order: Sequence[str]) -> None:
        place = order.index(reference) if reference in order else -1
        self.place.setText(tr("{place} of {count}", place=place + 1, count=len(order)) if place >= 0 else "")
        self._next_is_there = 0 <= place < len(order) - 1
        self.previous_button.refuse("" if place > 0 else tr("This is the first one."))
        self.next_button.refuse("" if self._next_is_there else tr("This is the last one."))
