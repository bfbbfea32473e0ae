"""The steps of a conversation: how it begins, each part of the form, and each question by itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from commissioning_app.domain.application_forms.fields import FormField
from commissioning_app.domain.application_forms.spoken import Remark
from commissioning_app.domain.dates import long_date
from commissioning_app.services.queries.conversations import ConversationPage
from commissioning_app.services.queries.organisation_names import NamedOrganisation
from commissioning_app.translation import tr
from commissioning_app.ui.eois.talk.editors import Editor, Said, make_editor
from commissioning_app.ui.lib.layouts import column
from commissioning_app.ui.lib.theme import set_property
from commissioning_app.ui.widgets import fields as ui_fields
from commissioning_app.ui.widgets.card import Card
from commissioning_app.ui.widgets.dates import DateField
from commissioning_app.ui.widgets.page import ResponsiveRow
from commissioning_app.ui.widgets.text import Label, Prose, Rule

_BIG = 11
_WORDS, _BOX = 4, 7


@dataclass(frozen=True)
class Material:
    """What the editors are made of: what was said so far, and the organisations that are known here."""

    said: Said
    names: Sequence[NamedOrganisation]
    chosen: object


class AskedRow(QWidget):
    """What to read out, why it is asked and what helps, beside the box for the answer."""

    def __init__(self, field: FormField, material: Material, *, alone: bool = False) -> None:
        super().__init__()
        self.field = field
        both = ResponsiveRow(least=250)
        words = QWidget()
        left = column(words, gap="s")
        left.addWidget(Label(field.label, "banner" if alone else "strong"))
        if field.help:
            left.addWidget(Label(field.help, "body" if alone else "muted"))
        if field.why:
            left.addWidget(Label(tr("Why we ask: {why}", why=field.why), "muted"))
        if alone and not field.required:
            left.addWidget(Label(tr("They may leave this out."), "muted"))
        left.addStretch(1)
        self.editor: Editor = make_editor(
            field, material.said, material.names, material.chosen, lines=_BIG if alone else 3
        )
        self._described = " ".join(part for part in (field.help, field.why) if part)
        self.editor.name_it(field.label, self._described)
        box = QWidget()
        right = column(box, gap="xs")
        right.addWidget(self.editor)
        self.problem_label = Label("", "error")
        right.addWidget(self.problem_label)
        self.problem_label.hide()
        right.addStretch(1)
        both.add(words, _WORDS)
        both.add(box, _BOX)
        column(self).addWidget(both)

    def say_problem(self, sentence: str) -> None:
        """Say under the box what can't be read; "" when all can."""
        self.problem_label.setText(sentence)
        self.problem_label.setVisible(bool(sentence))
        self.editor.name_it(self.field.label, " ".join(part for part in (sentence, self._described) if part))
        set_property(self.editor.focusProxy() or self.editor, "invalid", "true" if sentence else "false")

    @property
    def is_answered(self) -> bool:
        """Whether something was said."""
        return any(text.strip() for text in self.editor.said().values())


class Step(QWidget):
    """One page of the conversation; `changed` comes as one types, `left` when a box was left."""

    changed = Signal()
    left = Signal()

    def __init__(self, key: str, title: str) -> None:
        super().__init__()
        self.key, self.title = key, title
        self.rows: list[AskedRow] = []

    def said(self) -> dict[str, str]:
        """What was said on this page."""
        return {name: text for row in self.rows for name, text in row.editor.said().items()}

    def start_focus(self) -> None:
        """Where the keyboard begins on this page."""
        if self.rows:
            self.rows[0].editor.setFocus()

    def say_problems(self, remarks: Iterable[Remark]) -> None:
        """Say beside its box what stands there and can't be read; what is missing is asked for at the end."""
        problems = {one.field: one.sentence for one in remarks if one.stops}
        for row in self.rows:
            row.say_problem(problems.get(row.field.name, "") if row.is_answered else "")

    def _take(self, row: AskedRow) -> AskedRow:
        self.rows.append(row)
        row.editor.changed.connect(self.changed)
        row.editor.left.connect(self.left)
        return row


class PartStep(Step):
    """A part of the form that everybody fills in: several short fields."""

    def __init__(self, key: str, title: str, fields: Sequence[FormField], material: Material) -> None:
        super().__init__(key, title)
        card = Card(title)
        for place, field in enumerate(fields):
            if place:
                card.add(Rule())
            card.add(self._take(AskedRow(field, material)))
        outer = column(self)
        outer.addWidget(card)
        outer.addStretch(1)


class QuestionStep(Step):
    """One question of the round: its words large, the box larger."""

    def __init__(self, key: str, title: str, field: FormField, material: Material) -> None:
        super().__init__(key, title)
        card = Card(title)
        card.add(self._take(AskedRow(field, material, alone=True)))
        outer = column(self)
        outer.addWidget(card)
        outer.addStretch(1)


class BeginStep(Step):
    """Who speaks and when; and what to tell them before anything is asked."""

    def __init__(self, page: ConversationPage) -> None:
        super().__init__("begin", tr("Begin"))
        card = Card(tr("Who is speaking"))
        self.told_by = ui_fields.TextEdit(page.talk.told_by)
        self.told_on = DateField(page.talk.told_on, required=True)
        self._day = page.talk.told_on
        words = tr("It goes with the application, and is not shown to the panel.")
        self.fields = {
            "told_by": ui_fields.FormField(tr("&Their name"), self.told_by, help=words, optional=True),
            "told_on": ui_fields.FormField(
                tr("&Day of the conversation"),
                self.told_on,
                help=tr("The application counts as received on this day."),
            ),
        }
        for field in self.fields.values():
            card.add(field)
        card.body.addStretch(1)
        self.told_by.textEdited.connect(lambda _text: self.changed.emit())
        self.told_on.day_changed.connect(self._day_changed)
        first = Card(tr("Tell them first"))
        for sentence in what_to_tell(page):
            first.add(Prose(sentence))
        if page.rules:
            first.add(Rule())
            first.add(Prose(tr("Who can apply"), "strong"))
            for rule in page.rules:
                first.add(Prose(rule))
        first.body.addStretch(1)
        outer = column(self)
        both = ResponsiveRow(least=300)
        both.add(card, 2)
        both.add(first, 3)
        outer.addWidget(both)
        outer.addStretch(1)

    @property
    def day(self) -> date:
        """The day of the conversation; while what stands there can't be read, the one before."""
        return self._day

    def start_focus(self) -> None:
        """With their name."""
        self.told_by.setFocus()

    def _day_changed(self, day: date | None) -> None:
        if day is not None:
            self._day = day
        self.changed.emit()


def what_to_tell(page: ConversationPage) -> list[str]:
    """What somebody should know before they begin to speak."""
    sentences = [page.purpose] if page.purpose else []
    sentences.append(
        tr(
            "I ask what the form asks, and write down what you say in your own words. You can stop at any "
            "time and go on another day: what we have is kept."
        )
    )
    sentences.append(tr("At the end I read it back to you. Nothing counts before you agree to it."))
    sentences.append(tr("Telling us is as good as writing. The panel reads it like any other application."))
    if page.closes_on is not None:
        sentences.append(tr("Applications are taken until {day}.", day=long_date(page.closes_on)))
    return sentences


def make_steps(page: ConversationPage, names: Sequence[NamedOrganisation]) -> list[Step]:
    """Every step but the last, in the order in which an applicant meets the questions."""
    material = Material(page.talk.said, names, page.talk.organisation_id)
    steps: list[Step] = [BeginStep(page)]
    questions: list[FormField] = []
    for number, section in enumerate(page.sections):
        asked = [one for one in section.fields if not one.is_answer]
        questions += [one for one in section.fields if one.is_answer]
        if asked:
            steps.append(PartStep(f"part{number}", section.title, asked, material))
    for number, field in enumerate(questions, start=1):
        title = tr("Question {number}", number=number)
        steps.append(QuestionStep(f"question{number}", title, field, material))
    return steps


def state_of(step: Step, remarks: Mapping[str, Remark]) -> tuple[str, bool]:
    """What has to be mended on a step ("" when nothing), and whether enough was said there."""
    if isinstance(step, BeginStep):
        return "", bool(step.told_by.text().strip())
    for row in step.rows:
        remark = remarks.get(row.field.name)
        if remark is not None and remark.stops and row.is_answered:
            return remark.sentence, False
    needed = [row for row in step.rows if row.field.required] or step.rows[:1]
    return "", bool(needed) and all(row.is_answered for row in needed)
