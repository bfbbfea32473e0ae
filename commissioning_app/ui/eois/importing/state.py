"""What an import knows so far: the file, where its table is, which column is what, what a check found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from commissioning_app.domain.forms import Question
from commissioning_app.domain.importing import (
    NEEDED,
    Basis,
    Workbook,
    known_fields,
    label_of,
    monitored,
    monitoring_field,
    question_of,
)
from commissioning_app.domain.monitoring.matching import Match
from commissioning_app.domain.monitoring.questions import QUESTIONS
from commissioning_app.services.import_forms import FORM
from commissioning_app.services.import_report import ImportReport
from commissioning_app.services.importing import ImportPreview
from commissioning_app.translation import tr, tr_count
from commissioning_app.ui.lib.theme import Tone

KEPT = "kept"
"""The choice that an answer is kept although the round does not ask its question."""

SOUNDS_OF_PEOPLE = ("ethnic", "disab", "gender", "sexual", "religio", "faith")
LONGEST_TITLE = 200
"""Characters of what can still be a title; longer is what somebody wrote."""

AT_ONCE = 3
"""Sentences said before the check, which lists all of them."""


@dataclass
class ImportState:
    """One import on its way, a part filled by each step. `chosen`: column to field, "" leaves it out."""

    questions: tuple[Question, ...] = ()
    workbook: Workbook | None = None
    sheet: str | None = None
    header_row: int | None = None
    chosen: dict[str, str] = field(default_factory=dict)
    preview: ImportPreview | None = None
    check: ImportReport | None = None
    all_or_nothing: bool = False
    chosen_labels: dict[tuple[str, str], str] = field(default_factory=dict)

    @property
    def is_about_people_alone(self) -> bool:
        """Whether the file holds no EOI, only sheets that are kept apart."""
        return self.workbook is not None and bool(self.workbook.apart) and not self.workbook.sheets

    @property
    def labels(self) -> tuple[Match, ...]:
        """The labels of columns about people, with what each would become."""
        return self.preview.labels if self.preview is not None else ()

    def take_workbook(self, workbook: Workbook) -> None:
        """Begin with a file; what was said of another one is forgotten."""
        self.workbook, self.sheet, self.header_row = workbook, None, None
        self.forget_columns()

    def take_sheet(self, sheet: str | None, header_row: int | None) -> None:
        """Look at another sheet, or for the titles in another row."""
        self.sheet, self.header_row = sheet, header_row
        self.forget_columns()

    def forget_columns(self) -> None:
        """Another table: its columns are matched anew."""
        self.chosen, self.preview, self.check, self.chosen_labels = {}, None, None, {}

    def choose(self, column: str, field_name: str) -> None:
        """Say what a column is; another that was chosen for the same field gives it up."""
        self.check = None
        if field_name == KEPT:
            self.chosen.pop(column, None)
            return
        if field_name:
            self.chosen = {one: kept for one, kept in self.chosen.items() if kept != field_name}
        self.chosen[column] = field_name

    @property
    def titles_about_people(self) -> frozenset[str]:
        """The titles of columns that were chosen to be about people."""
        matches = self.preview.matching.columns if self.preview is not None else ()
        return frozenset(match.column for match in matches if monitored(match.field))

    @property
    def missing(self) -> str:
        """Which needed fields have no column yet, in a sentence; "" when all have."""
        if self.preview is None:
            return ""
        matched = {match.field for match in self.preview.matching.columns}
        names = [tr(label_of(one)).lower() for one in NEEDED if one not in matched]
        if not names:
            return ""
        return tr("Say which column is the {names}. Every EOI needs that.", names=tr(" and the ").join(names))


def field_choices(questions: Sequence[Question], own: Sequence[str] = ()) -> list[tuple[str, str]]:
    """What a column can be: (field name, words), the needed ones first, the round's questions last.

    ``own``: the fields that our own form names; where the round has no such question, answers can be kept.
    """
    fields = known_fields(questions)
    needed = [one for one in fields if one in NEEDED]
    others = [one for one in fields if one not in NEEDED and question_of(one) is None]
    answers = [one for one in fields if question_of(one) is not None]
    choices = [("", tr("Not imported"))]
    choices += [(one, tr("{field} (needed)", field=tr(label_of(one)))) for one in needed]
    choices += [(one, tr(label_of(one))) for one in others]
    choices += [(one, tr("Answer: {question}", question=label_of(one, questions))) for one in answers]
    if any(question_of(one) is not None and one not in fields for one in own):
        choices.append((KEPT, tr("Kept beside the answers")))
    about = [(monitoring_field(one.id), tr(one.title).lower()) for one in QUESTIONS]
    choices += [(name, tr("About people: {question}", question=title)) for name, title in about]
    return choices


def may_be_about_people(title: str) -> bool:
    """Whether a column's title sounds like one whose values nobody should see with a name beside them."""
    words = title.casefold()
    return len(words) <= LONGEST_TITLE and any(part in words for part in SOUNDS_OF_PEOPLE)


def unread_words(state: ImportState) -> str:
    """Which of several files were not read, and why."""
    unread = state.workbook.unread if state.workbook is not None else ()
    if not unread:
        return ""
    said = tr_count("One file is left out:", "{count:,} files are left out:", len(unread))
    return "\n".join([said, *_first([sentence for _, sentence in unread])])


def remark_words(state: ImportState) -> str:
    """What is to be known before anything is taken: first of whole forms, then of single answers."""
    remarks = state.preview.remarks if state.preview is not None else ()
    said = [one for one in remarks if one.sentence]
    said.sort(key=lambda one: one.note.column != FORM)
    return "\n".join(_first([one.sentence for one in said]))


def left_out_words(state: ImportState, report: ImportReport) -> str:
    """What of people's own words is not taken, and why: all of it, for nothing else lists it."""
    known = {one.sentence for one in state.preview.remarks} if state.preview is not None else set()
    return "\n".join(one for one in report.remarks if one not in known)


def _first(sentences: Sequence[str]) -> list[str]:
    rest = len(sentences) - AT_ONCE
    if rest <= 0:
        return list(sentences)
    more = tr_count("And one more; the check lists all.", "And {count:,} more; the check lists all.", rest)
    return [*sentences[:AT_ONCE], more]


def basis_words(basis: Basis) -> tuple[str, Tone]:
    """How a column came to its field, as a chip."""
    words: dict[Basis, tuple[str, Tone]] = {
        Basis.CHOSEN: (tr("You chose this"), "good"),
        Basis.REMEMBERED: (tr("As last time"), "good"),
        Basis.NAME: (tr("Same name"), "good"),
        Basis.SYNONYM: (tr("Means the same"), "good"),
        Basis.CLOSE: (tr("Looks alike"), "warn"),
        Basis.KEPT: (tr("Not asked now"), "warn"),
        Basis.LEFT_OUT: (tr("Left out"), "neutral"),
        Basis.UNKNOWN: (tr("Not imported"), "neutral"),
    }
    return words[basis]
