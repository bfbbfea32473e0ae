"""What an import says of filled forms: another round's, an older version's, unfinished, or too long."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from commissioning_app.domain.application_forms.design import stamp_of
from commissioning_app.domain.application_forms.identity import FormStamp
from commissioning_app.domain.application_forms.words import too_long
from commissioning_app.domain.attachments import named_files
from commissioning_app.domain.forms import QuestionKind
from commissioning_app.domain.importing import (
    Basis,
    FilledForm,
    ImportedTable,
    Interpretation,
    Matching,
    Problem,
    Table,
    Workbook,
    answer_field,
    label_of,
)
from commissioning_app.domain.importing.notes import quoted
from commissioning_app.domain.importing.tables import FIRST_FORM_ROW
from commissioning_app.domain.rounds import Round

FORM = "Form"
KEPT = "kept in full"
KEPT_APART = "kept, under a question that is not asked now"
LEFT_OUT = "left out"
UNFINISHED = "It was saved before its writer had come to the end of the form."

Note = TypeVar("Note", Problem, Interpretation)


@dataclass(frozen=True)
class Remark:
    """A note for the report, and a sentence to be said aloud where it matters ("" where it doesn't)."""

    note: Interpretation
    sentence: str = ""


def remarks_on(
    round_: Round, workbook: Workbook, table: Table, matching: Matching, imported: ImportedTable | None
) -> tuple[Remark, ...]:
    """Everything to be said of a file beyond its cells."""
    remarks: list[Remark] = []
    for place, form in enumerate(workbook.forms):
        remarks += _Copy(round_, form, place + FIRST_FORM_ROW, table, matching).remarks()
    if imported is not None:
        remarks += _on_length(round_, workbook, matching, imported)
    return tuple(remarks)


@dataclass(frozen=True)
class _Copy:
    """One filled form beside the round that it is imported into."""

    round: Round
    form: FilledForm
    row: int
    table: Table
    matching: Matching

    def remarks(self) -> Iterator[Remark]:
        """What is to be said of this copy."""
        stamp, ours = self.form.stamp, stamp_of(self.round)
        whose = _whose(stamp, ours)
        if whose:
            yield self._said(FORM, _named(stamp), _named(ours), whose)
        if not self.form.is_finished:
            yield self._said(FORM, "not finished", "taken as it is", UNFINISHED)
        for label, was, became, why in self.form.read_as:
            yield Remark(self._note(label, was, became, why))
        if whose:
            yield from self._on_questions()

    def _on_questions(self) -> Iterator[Remark]:
        """Where this copy's questions went, and which of the round's it does not ask."""
        taken = set()
        for index, own in enumerate(self.table.fields):
            asked = self.form.asked.get(own)
            if asked is None:
                continue
            match = self.matching.columns[index]
            field = match.field
            taken.add(field)
            if match.basis is Basis.KEPT:
                if answer := self._cell(index):
                    sentence = f"The answer to “{asked}” was kept with the EOI, though it is not asked now."
                    yield self._said(asked, answer, KEPT_APART, sentence)
                continue
            now = label_of(field, self.round.questions)
            if not field and (answer := self._cell(index)):
                sentence = f"The answer to “{asked}” was left out: this round has no such question."
                yield self._said(asked, answer, LEFT_OUT, sentence)
            elif field and now != asked:
                sentence = f"“{asked}” was taken as the answer to “{now}”."
                yield self._said(asked, asked, now, sentence)
        for question in self.round.questions:
            if answer_field(question.id) not in taken:
                yield self._said(question.text, "", "", f"This form does not ask “{question.text}”.")

    def _said(self, column: str, was: str, became: str, sentence: str) -> Remark:
        return Remark(self._note(column, was, became, sentence), f"{self.form.file}: {sentence}")

    def _note(self, column: str, was: str, became: str, why: str) -> Interpretation:
        return Interpretation(self.form.file, self.row, column, quoted(was), quoted(became), why)

    def _cell(self, column: int) -> str:
        rows = list(self.table.rows)
        return quoted(self.table.columns[column][rows.index(self.row)]) if self.row in rows else ""


def _whose(stamp: FormStamp | None, ours: FormStamp) -> str:
    """What is not as it should be with a form's identity; "" when all is."""
    if stamp is None:
        return "It no longer says which round it was made for. Its answers were matched by name."
    if stamp.round_id != ours.round_id:
        which = f"the round {stamp.round_code}" if stamp.round_code != ours.round_code else "another round"
        return f"It is a form of {which}, not of this one. Its answers were matched where they could be."
    if stamp.digest == ours.digest:
        return ""
    if stamp.form_version != ours.form_version:
        return (
            f"It is version {stamp.form_version} of the form; the round has version {ours.form_version} now. "
            "Its answers were matched where they could be."
        )
    return "The questions were changed after it was made. Its answers were matched where they could be."


def _named(stamp: FormStamp | None) -> str:
    return f"{stamp.round_code}, version {stamp.form_version}" if stamp else "not known"


def _on_length(
    round_: Round, workbook: Workbook, matching: Matching, imported: ImportedTable
) -> Iterator[Remark]:
    """A word limit is soft up to 110 %; a longer answer is kept, and told."""
    limits = {answer_field(one.id): one.word_limit for one in round_.questions if one.word_limit}
    for column, field in matching.as_mapping().items():
        limit = limits.get(field, 0)
        for row, text in zip(imported.rows, imported.values.get(field, ()), strict=False) if limit else ():
            why = too_long(text, limit)
            if why:
                place = workbook.file_of(row) if workbook.forms else f"{imported.sheet}, row {row}"
                note = Interpretation(imported.sheet, row, column, quoted(text), KEPT, why)
                yield Remark(note, f"{place}, {column}: {why} It was kept in full.")


def promised_files(
    round_: Round, workbook: Workbook, imported: ImportedTable
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The files that each filled form names: they came beside it, and an officer adds them to its EOI."""
    fields = [answer_field(one.id) for one in round_.questions if one.kind is QuestionKind.ATTACHMENT]
    promised = []
    for index, row in enumerate(imported.rows if workbook.forms else ()):
        answers = [imported.values[field][index] for field in fields if field in imported.values]
        names = tuple(name for answer in answers for name in named_files(answer))
        if names:
            promised.append((workbook.file_of(row), names))
    return tuple(promised)


def by_file(workbook: Workbook, notes: Sequence[Note]) -> tuple[Note, ...]:
    """Notes on filled forms with the name of their file in place of a sheet's."""
    if not workbook.forms:
        return tuple(notes)
    return tuple(replace(note, sheet=workbook.file_of(note.row)) for note in notes)
