"""Due diligence of one organisation: ticking what was looked at, and the exception for what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from commissioning_app.domain.due_diligence import DiligenceItem, ExceptionState
from commissioning_app.domain.errors import CommissioningError, StaleVersion
from commissioning_app.services.due_diligence import check_items
from commissioning_app.services.queries.before_paying import BeforePayingPage, ItemLine, PayeeRow
from commissioning_app.translation import tr
from commissioning_app.ui.awards.before_paying.words import (
    exception_chip,
    item_help,
    item_word,
    kept_in_words,
    looked_at,
    only_officers,
    seen_words,
)
from commissioning_app.ui.lib.dialogs import resolve_conflict
from commissioning_app.ui.lib.errors import show_error
from commissioning_app.ui.lib.layouts import FlowLayout, column, empty, row
from commissioning_app.ui.lib.theme import theme
from commissioning_app.ui.navigation import Shell
from commissioning_app.ui.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from commissioning_app.ui.widgets.card import Card
from commissioning_app.ui.widgets.chip import StatusChip
from commissioning_app.ui.widgets.dates import DateField
from commissioning_app.ui.widgets.fields import FormField, TextEdit
from commissioning_app.ui.widgets.messages import InlineMessage
from commissioning_app.ui.widgets.text import Label, LabelRole, Prose, Rule


class DiligenceCard(Card):
    """What is looked at, item by item. Signals come with the item; `saved` says that ticks were kept."""

    again_wanted = Signal(object)
    back_wanted = Signal(object)
    exception_wanted = Signal()
    decision_wanted = Signal(bool)
    saved = Signal()

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(tr("What is looked at"), parent=parent)
        self.shell = shell
        self._page: BeforePayingPage | None = None
        self._row: PayeeRow | None = None
        self.message = InlineMessage()
        self.add(self.message)
        self.boxes: dict[DiligenceItem, QCheckBox] = {}
        self.links: dict[tuple[str, DiligenceItem], LinkButton] = {}
        holder = QWidget()
        self._lines = column(holder, gap="s")
        self.add(holder)
        self.add(self._make_fields())
        self.seen_title = Label(tr("Looked at"), "section")
        self.add(self.seen_title)
        seen = QWidget()
        self._seen_lines = column(seen, gap="s")
        self.add(seen)
        self.add(Rule())
        self.add(self._make_exception())
        self.body.addStretch(1)

    def _make_fields(self) -> QWidget:
        self._fields = QWidget()
        inner = column(self._fields, gap="m")
        self.on = DateField(required=True)
        self.note = TextEdit(characters=44)
        help = tr("Such as a folder or a page on the web. Not the papers themselves.")
        self.fields = {
            "on": FormField(tr("Looked at &on"), self.on),
            "note": FormField(tr("Where the e&vidence is"), self.note, help=help, optional=True),
        }
        for field in self.fields.values():
            inner.addWidget(field)
        self.save_button = PrimaryButton(tr("&Keep what is ticked"), self.save, icon="check")
        line = row(gap="m")
        line.addWidget(self.save_button)
        line.addStretch(1)
        inner.addLayout(line)
        return self._fields

    def _make_exception(self) -> QWidget:
        holder = QWidget()
        inner = column(holder, gap="s")
        head = row(gap="m")
        head.addWidget(Label(tr("Exception"), "section"), 1)
        self.exception_chip = StatusChip()
        head.addWidget(self.exception_chip)
        inner.addLayout(head)
        self._said = column(gap="xs")
        inner.addLayout(self._said)
        buttons = QWidget()
        flow = FlowLayout(buttons, gap="m", line_gap="s")
        self.ask_button = SecondaryButton(tr("Ask for an e&xception…"), self.exception_wanted.emit)
        self.agree_button = SecondaryButton(
            tr("A&gree…"), lambda: self.decision_wanted.emit(True), icon="check"
        )
        self.send_back_button = SecondaryButton(
            tr("Send it &back…"), lambda: self.decision_wanted.emit(False), icon="undo"
        )
        for button in (self.ask_button, self.agree_button, self.send_back_button):
            flow.addWidget(button)
        inner.addWidget(buttons)
        return holder

    @property
    def ticked(self) -> tuple[DiligenceItem, ...]:
        """What is ticked and not kept yet."""
        return tuple(item for item, box in self.boxes.items() if box.isChecked())

    @property
    def is_changed(self) -> bool:
        """Whether something is ticked or typed that was not kept."""
        return bool(self.ticked) or bool(self.note.text().strip())

    def show_row(self, page: BeforePayingPage, one: PayeeRow, *, keep_typed: bool = False) -> None:
        """Show another organisation; ticks for the same one can stay."""
        kept = self.ticked if keep_typed else ()
        self._page, self._row = page, one
        self.message.clear()
        self.set_note(tr("{count} looked at", count=looked_at(one.diligence)))
        empty(self._lines)
        self.boxes.clear()
        self.links.clear()
        for line in one.diligence.items:
            if line.on is None:
                self._lines.addWidget(self._open(line, kept))
        self._show_seen([line for line in one.diligence.items if line.on is not None])
        if not keep_typed:
            self.on.set_day(self.shell.context.clock.today())
            self.note.clear()
        self._fields.setVisible(page.may_check and bool(self.boxes))
        self._show_exception()
        self._changed()

    def save(self) -> bool:
        """Keep the ticks with their day and evidence; False when they were not kept."""
        for field in self.fields.values():
            field.clear_error()
        if not self.ticked:
            self.message.show_message(tr("Tick what was looked at first."), "bad")
            return False
        return self.on.check() and self._try(self._one.diligence.version)

    @property
    def _one(self) -> PayeeRow:
        assert self._row is not None
        return self._row

    def _try(self, version: int | None) -> bool:
        assert self._page is not None
        try:
            check_items(
                self.shell.context,
                round_code=self._page.round_code,
                organisation_id=self._one.organisation_id,
                items=self.ticked,
                on=self.on.day,
                note=self.note.text(),
                version=version,
            )
        except StaleVersion as error:
            return self._meet(error)
        except CommissioningError as error:
            show_error(error, self.message, self.fields)
            return False
        self.forget()
        self.saved.emit()
        return True

    def _meet(self, error: StaleVersion) -> bool:
        """Somebody saved first: both versions are shown, and the person chooses."""
        choice = resolve_conflict(self, kept_in_words(error.theirs), kept_in_words(error.yours))
        if choice == "edit":
            return False
        if choice == "yours":
            return self._try(None)
        self.forget()
        self.saved.emit()
        return True

    def forget(self) -> None:
        """Nothing is ticked or typed any more."""
        for box in self.boxes.values():
            box.setChecked(False)
        self.note.clear()

    def _open(self, line: ItemLine, kept: tuple[DiligenceItem, ...]) -> QWidget:
        """An item that was not looked at: a box to tick, or a sentence for those who read."""
        holder = QWidget()
        inner = column(holder, gap="xs")
        words = item_word(line.item)
        if self._page is not None and self._page.may_check:
            box = QCheckBox(words)
            box.setAccessibleDescription(item_help(line.item))
            box.setChecked(line.item in kept)
            box.toggled.connect(self._changed)
            self.boxes[line.item] = box
            inner.addWidget(box)
            inner.addWidget(_UnderBox(item_help(line.item)))
        else:
            head = row(gap="m")
            head.addWidget(Label(words), 1)
            head.addWidget(StatusChip(tr("Missing"), "warn"))
            inner.addLayout(head)
            inner.addWidget(Prose(item_help(line.item), "muted"))
        return holder

    def _show_seen(self, lines: Sequence[ItemLine]) -> None:
        empty(self._seen_lines)
        self.seen_title.setVisible(bool(lines) and len(lines) < len(self._one.diligence.items))
        for place, line in enumerate(lines):
            if place:
                self._seen_lines.addWidget(Rule())
            self._seen_lines.addWidget(self._seen(line))

    def _seen(self, line: ItemLine) -> QWidget:
        """An item that was looked at, with its evidence."""
        assert line.on is not None
        holder = QWidget()
        inner = column(holder, gap="xs")
        head = row(gap="m")
        words = item_word(line.item)
        head.addWidget(Label(words, "strong"), 1)
        head.addWidget(StatusChip(tr("Done"), "good"))
        inner.addLayout(head)
        inner.addWidget(Prose(seen_words(line.on, line.note), "muted"))
        if self._page is not None and self._page.may_check:
            inner.addWidget(self._links_of(line, words))
        return holder

    def _links_of(self, line: ItemLine, words: str) -> QWidget:
        holder = QWidget()
        flow = FlowLayout(holder, gap="m", line_gap="xs")
        for key, said, act in (
            ("again", tr("Look again"), self.again_wanted),
            ("back", tr("Take it back"), self.back_wanted),
        ):
            link = LinkButton(said, partial(act.emit, line), name=f"{said}: {words}")
            self.links[(key, line.item)] = link
            flow.addWidget(link)
        return holder

    def _show_exception(self) -> None:
        line, page = self._one.diligence, self._page
        assert page is not None
        chip = exception_chip(line)
        self.exception_chip.setVisible(chip is not None)
        if chip is not None:
            self.exception_chip.set(chip.text, chip.tone, chip.icon)
        empty(self._said)
        for words, role in _exception_words(line.exception_state, self._one):
            self._said.addWidget(Prose(words, role))
        waits = line.exception_state is ExceptionState.WAITING
        self.ask_button.setVisible(page.may_check and not waits)
        self.ask_button.refuse("" if line.missing else tr("Nothing is missing, so it needs no exception."))
        mine = "" if line.may_decide else tr("You asked for it, so a second person answers.")
        for button in (self.agree_button, self.send_back_button):
            button.setVisible(waits and page.may_decide)
            button.refuse(mine)

    def _changed(self, _on: bool = False) -> None:
        may = self._page is not None and self._page.may_check
        nothing = "" if self.ticked else tr("Tick what was looked at first.")
        self.save_button.refuse(nothing if may else only_officers())


class _UnderBox(Prose):
    """A line that stands under the words of a tick box, not under its box."""

    def __init__(self, text: str) -> None:
        super().__init__(text, "muted")
        theme().changed.connect(self._under)
        self._under()

    def _under(self) -> None:
        self.setIndent(theme().px(16) + 18)


def _exception_words(state: ExceptionState, one: PayeeRow) -> list[tuple[str, LabelRole]]:
    """What is said of an exception: why, for what, and by whom."""
    line = one.diligence
    if state is ExceptionState.NONE:
        none = tr("None is asked for. Where something can’t be had in time, an approver may agree to pay.")
        return [(none, "muted")]
    for_what = tr("For: {items}.", items=", ".join(item_word(item) for item in line.excepted))
    said: list[tuple[str, LabelRole]] = [
        (line.exception, "body"),
        (for_what, "muted"),
        (tr("{who} asked.", who=line.exception_by), "muted"),
    ]
    if state is ExceptionState.SENT_BACK:
        said.append((tr("Sent back: {reason}", reason=line.sent_back), "body"))
    if state is ExceptionState.AGREED:
        said.append((tr("{who} agreed.", who=line.agreed_by), "body"))
    return said
