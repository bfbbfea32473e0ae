"""What was said in a conversation, understood as a filled form would be: the same words give the same EOI."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from commissioning_app.domain.application_forms.answers import answer_from
from commissioning_app.domain.application_forms.design import ApplicationForm
from commissioning_app.domain.application_forms.fields import FormField, Section
from commissioning_app.domain.application_forms.words import too_long
from commissioning_app.domain.importing.fields import ImportField
from commissioning_app.domain.importing.interpret import interpret
from commissioning_app.domain.importing.tables import Basis, ColumnMatch, Matching, Table
from commissioning_app.domain.telling import WHY_NO_LESS

NEEDED: Mapping[str, str] = {
    ImportField.ORGANISATION: "Ask which group applies, and write its name down.",
    ImportField.AMOUNT_REQUESTED: "Ask how much money they ask for.",
}
"""What an EOI can't be without."""

_ROW = 2


@dataclass(frozen=True)
class Remark:
    """A sentence about one answer; an answer that ``stops`` has to be mended before the EOI is handed in."""

    field: str
    sentence: str
    stops: bool


@dataclass(frozen=True)
class Understood:
    """What was said by field, as an import keeps it; empty where something ``stops``."""

    values: Mapping[str, Any] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()

    @property
    def stops(self) -> tuple[Remark, ...]:
        """The remarks that have to be mended first."""
        return tuple(one for one in self.remarks if one.stops)


def sections_of_talk(form: ApplicationForm) -> tuple[Section, ...]:
    """The form's sections as they are asked in a conversation: one line more, for a large minimum."""
    return tuple(replace(one, fields=tuple(_with_reason(one.fields))) for one in form.sections)


def _with_reason(fields: Sequence[FormField]) -> Iterator[FormField]:
    for one in fields:
        yield one
        if one.name == ImportField.MINIMUM_AMOUNT:
            words = "Only if they need most of what they ask for. One sentence is enough."
            yield FormField(WHY_NO_LESS, "Why would less not help?", help=words)


def understand(asked: Iterable[FormField], said: Mapping[str, str]) -> Understood:
    """Read everything that was said; only what an EOI can't be without, or can't be read, stops it."""
    fields = tuple(one for one in asked if one.name != WHY_NO_LESS)
    answers = {one.name: answer_from(one, said).value for one in fields}
    missing = [
        Remark(name, sentence, stops=True)
        for name, sentence in NEEDED.items()
        if not str(answers.get(name, "")).strip()
    ]
    remarks = [*missing, *_long_ones(fields, answers), *_left_out(fields, answers)]
    if missing:
        filled = {one.field: "£1" if one.field == ImportField.AMOUNT_REQUESTED else "-" for one in missing}
        problems = _problems(fields, {**answers, **filled})
        return Understood(remarks=(*problems, *remarks))
    table, matching = _as_table(fields, answers)
    imported = interpret(table, matching)
    if imported.problems:
        return Understood(remarks=(*_problems(fields, answers), *remarks))
    values = {name: column[0] for name, column in imported.values.items() if name != ImportField.REFERENCE}
    return Understood({**values, WHY_NO_LESS: said.get(WHY_NO_LESS, "").strip()}, tuple(remarks))


def _as_table(fields: Sequence[FormField], answers: Mapping[str, Any]) -> tuple[Table, Matching]:
    """One row whose columns are named by field, as a filled form comes back."""
    names = tuple(one.name for one in fields)
    table = Table(
        sheet="",
        header_row=1,
        headers=names,
        parents=("",) * len(names),
        columns=tuple([answers[name]] for name in names),
        rows=[_ROW],
        marks={},
        is_text=True,
        fields=names,
    )
    return table, Matching(tuple(ColumnMatch(name, name, Basis.NAME) for name in names), "")


def _problems(fields: Sequence[FormField], answers: Mapping[str, Any]) -> list[Remark]:
    imported = interpret(*_as_table(fields, answers))
    return [Remark(one.column, one.problem, stops=True) for one in imported.problems]


def _long_ones(fields: Sequence[FormField], answers: Mapping[str, Any]) -> Iterator[Remark]:
    """A word limit is soft up to 110 %; a longer answer is told, and kept in full."""
    for one in fields:
        why = too_long(str(answers[one.name]), one.word_limit)
        if why:
            yield Remark(one.name, f"{why} It is kept in full.", stops=False)


def _left_out(fields: Sequence[FormField], answers: Mapping[str, Any]) -> Iterator[Remark]:
    for one in fields:
        if one.required and one.name not in NEEDED and not str(answers[one.name]).strip():
            yield Remark(one.name, "Nothing is written down here yet.", stops=False)
