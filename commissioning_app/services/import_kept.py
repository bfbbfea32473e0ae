"""Answers of a filled form to questions that the round does not ask: kept with the EOI, never lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from commissioning_app.domain.forms import Question
from commissioning_app.domain.importing import (
    Basis,
    ColumnMatch,
    Matching,
    Table,
    Workbook,
    answer_field,
    known_fields,
    question_of,
)
from commissioning_app.domain.rounds import Round


def without_kept(chosen: Mapping[str, str], round_: Round, workbook: Workbook) -> dict[str, str]:
    """What a person chose, but for choices that only say again that an answer is kept."""
    rest = {own for form in workbook.forms for own in form.asked} - set(known_fields(round_.questions))
    return {column: field for column, field in chosen.items() if field not in rest}


def keep_the_rest(
    round_: Round, known: Mapping[str, Question], workbook: Workbook, table: Table, matching: Matching
) -> Matching:
    """The matching in which questions of our own forms that found no place keep their answers.

    They are kept under the question's id where the round once asked it (``known``), or else under its words.
    """
    fields = known_fields(round_.questions)
    taken = {match.field for match in matching.columns}
    columns: list[ColumnMatch] = list(matching.columns)
    for index, own in enumerate(table.fields):
        is_open = columns[index].basis is Basis.UNKNOWN and question_of(own) is not None
        if not is_open or own in fields:
            continue
        kept = _kept_as(round_, known, workbook, own)
        if kept not in taken:
            columns[index] = replace(columns[index], field=kept, basis=Basis.KEPT)
            taken.add(kept)
    return replace(matching, columns=tuple(columns))


def _kept_as(round_: Round, known: Mapping[str, Question], workbook: Workbook, own: str) -> str:
    forms = [form for form in workbook.forms if own in form.asked]
    is_ours = all(form.stamp is not None and form.stamp.round_id == str(round_.id) for form in forms)
    if is_ours and question_of(own) in known:
        return own
    words = next((form.asked[own] for form in forms), question_of(own) or own)
    return answer_field(" ".join(words.split()))
