"""The versions of the form: what went out when, and what each asked otherwise than the one before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtWidgets import QWidget

from commissioning_app.domain.application_forms.identity import digest_of_questions
from commissioning_app.domain.application_forms.versions import QuestionChanges, WentOut
from commissioning_app.domain.dates import long_date
from commissioning_app.domain.forms import WRITTEN, Question
from commissioning_app.domain.rounds import RoundState
from commissioning_app.services.context import LONDON
from commissioning_app.services.form_versions import VersionLine
from commissioning_app.translation import tr, tr_count
from commissioning_app.ui.lib.layouts import column, empty
from commissioning_app.ui.rounds.design.words import kind_word
from commissioning_app.ui.widgets.card import Card
from commissioning_app.ui.widgets.messages import InlineMessage
from commissioning_app.ui.widgets.text import Prose, Rule


class FormVersionsCard(Card):
    """Hidden until a version has gone out; then the present one stands first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Versions of the form"), parent=parent)
        self.versions: tuple[VersionLine, ...] = ()
        self._state = RoundState.DRAFT
        self.message = InlineMessage()
        self.add(self.message)
        self._lines = column(gap="s")
        self.body.addLayout(self._lines)
        self.hide()

    def show_versions(self, versions: Sequence[VersionLine], state: RoundState) -> None:
        """Show other versions; the round's state says whether another can follow."""
        self.versions = tuple(versions)
        self._state = state
        empty(self._lines)
        for place, line in enumerate(versions):
            if place:
                self._lines.addWidget(Rule())
            self._lines.addWidget(Prose(_title(line, is_now=not place), "strong"))
            for words in changes_words(line.changes):
                self._lines.addWidget(Prose(words))
            if not line.changes:
                count = tr_count("{count} question", "{count} questions", len(line.questions))
                self._lines.addWidget(Prose(count, "muted"))
        went_out = any(line.went_out is not None for line in versions)
        self.setVisible(went_out)

    def compare(self, questions: Sequence[Question]) -> None:
        """Say what saving these questions would do."""
        now = self.versions[0] if self.versions else None
        if now is None or now.went_out is None:
            self.message.clear()
        elif self._state is not RoundState.DRAFT:
            self.message.show_message(_fixed_words(self._state), "info")
        elif digest_of_questions(questions) != digest_of_questions(now.questions):
            self.message.show_message(_next_words(now.number), "info")
        else:
            self.message.clear()


def changes_words(changes: QuestionChanges) -> Iterator[str]:
    """What a version asks otherwise, a sentence for each question."""
    for one in changes.added:
        yield tr("New: “{question}”", question=one.text)
    for one in changes.removed:
        yield tr("Left out: “{question}”", question=one.text)
    for old, new in changes.reworded:
        yield tr("Reworded: “{old}” is now “{new}”", old=old.text, new=new.text)
    for old, new in changes.changed:
        yield tr(
            "Answered otherwise: “{question}”: {then}, now {now}",
            question=new.text,
            then=_answered(old),
            now=_answered(new),
        )
    for one in changes.moved:
        yield tr("Moved: “{question}”", question=one.text)


def _title(line: VersionLine, *, is_now: bool) -> str:
    words = {
        None: tr("Version {number}, not handed out yet", number=line.number),
        WentOut.HANDED_OUT: tr("Version {number}, handed out on {day}", number=line.number, day=_day(line)),
        WentOut.OPENED: tr("Version {number}, opened on {day}", number=line.number, day=_day(line)),
    }[line.went_out]
    return tr("{version} (now)", version=words) if is_now else words


def _day(line: VersionLine) -> str:
    return long_date(line.went_out_at.astimezone(LONDON).date()) if line.went_out_at else ""


def _fixed_words(state: RoundState) -> str:
    words = tr("The questions were published when the round opened, so they stay as they are.")
    back = tr("Going back a step, with a reason, makes them editable again.")
    return f"{words} {back}" if state is RoundState.OPEN else words


def _next_words(number: int) -> str:
    return tr(
        "Version {number} went out. When you save, the questions become version {next}. Forms filled in on "
        "version {number} can still be imported: answers go to the same questions, and what is not asked any "
        "more is kept with the EOI.",
        number=number,
        next=number + 1,
    )


def _answered(question: Question) -> str:
    """How a question is answered, with all that a version can change of it."""
    parts = [kind_word(question.kind)]
    if question.kind in WRITTEN and question.word_limit:
        parts.append(tr("at most {count} words", count=question.word_limit))
    if question.options:
        else_words = (tr("something else"),) if question.something_else else ()
        parts.append(" / ".join((*question.options, *else_words)))
    parts.append(tr("needed") if question.required else tr("may be left out"))
    return ", ".join(parts)
