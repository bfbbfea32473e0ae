"""Matches columns to fields: what was chosen, what was remembered, names, synonyms, then closeness."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence

from commissioning_app.domain.forms import Question
from commissioning_app.domain.importing import (
    Basis,
    CannotRead,
    ColumnMatch,
    Matching,
    Table,
    answer_field,
    known_fields,
    monitored,
)
from commissioning_app.spreadsheets.synonyms import OTHER_THINGS, TELLING_WORDS, names_of_fields, normal

CLOSE_ENOUGH = 88.0
"""Out of 100; below this two names are not taken for the same."""

QUESTION_START = 30
"""A header that gives at least so many letters of a question's beginning is that question."""

MOST_COMPARED = 400
"""With more columns than this, closeness is not tried: it is no table that a person made."""

_NUMBERING = re.compile(r"^(?:q|question)?\s*\d+\s*[a-z]?\s*[.:)\-–]\s+", re.IGNORECASE)

Found = tuple[int, str, Basis]
"""How good a match is (less is better), the field, and how it was found."""


def match_columns(
    table: Table,
    *,
    questions: Sequence[Question] = (),
    chosen: Mapping[str, str] | None = None,
    remembered: Mapping[str, str] | None = None,
) -> Matching:
    """A field for each column, no field twice. What was chosen wins; raises CannotRead when it can't be."""
    fixed = _chosen_fields(table, questions, chosen or {})
    _add_remembered(table, questions, remembered or {}, fixed)
    _add_named(table, questions, fixed)
    taken = {field for field, _ in fixed.values() if field}
    found: list[tuple[int, int, str, Basis]] = []
    for index, header in enumerate(table.headers):
        if index not in fixed:
            found += [
                (goodness, index, field, basis)
                for goodness, field, basis in _candidates(table, index, header, questions)
                if field not in taken
            ]
    for _, index, field, basis in sorted(found, key=lambda one: one[:2]):
        if index not in fixed and field not in taken:
            fixed[index] = (field, basis)
            taken.add(field)
    columns = tuple(
        ColumnMatch(header, *fixed.get(index, ("", Basis.UNKNOWN)))
        for index, header in enumerate(table.headers)
    )
    return Matching(columns, sender_key(table.headers))


def sender_key(headers: Sequence[str]) -> str:
    """One key for every workbook with this set of headers: the same sender's, most likely."""
    names = sorted({normal(header) for header in headers})
    return hashlib.sha256("\n".join(names).encode()).hexdigest()


def _chosen_fields(
    table: Table, questions: Sequence[Question], chosen: Mapping[str, str]
) -> dict[int, tuple[str, Basis]]:
    by_name = {header.casefold(): index for index, header in reversed(list(enumerate(table.headers)))}
    loosely = {normal(header): index for index, header in reversed(list(enumerate(table.headers)))}
    fields = known_fields(questions)
    fixed: dict[int, tuple[str, Basis]] = {}
    for column, field in chosen.items():
        index = by_name.get(column.strip().casefold(), loosely.get(normal(column)))
        if index is None:
            raise CannotRead(f"There is no column “{column}”. The columns are {_listed(table.headers)}.")
        if field and field not in fields and not monitored(field):
            raise CannotRead(f"There is no field “{field}”. The fields are {', '.join(fields)}.")
        if field and field in {other for other, _ in fixed.values()}:
            raise CannotRead(f"Two columns can't both be “{field}”. Choose one of them.")
        fixed[index] = (field, Basis.CHOSEN if field else Basis.LEFT_OUT)
    return fixed


def _listed(headers: Sequence[str]) -> str:
    shown = ", ".join(f"“{header}”" for header in headers[:40])
    return shown if len(headers) <= 40 else f"{shown} and {len(headers) - 40} more"


def _add_remembered(
    table: Table,
    questions: Sequence[Question],
    remembered: Mapping[str, str],
    fixed: dict[int, tuple[str, Basis]],
) -> None:
    fields = known_fields(questions)
    taken = {field for field, _ in fixed.values() if field}
    for index, header in enumerate(table.headers):
        field = remembered.get(header)
        if field is None or index in fixed or field in taken:
            continue
        if field and field not in fields and not monitored(field):
            continue
        fixed[index] = (field, Basis.REMEMBERED if field else Basis.LEFT_OUT)
        taken.add(field)


def _add_named(table: Table, questions: Sequence[Question], fixed: dict[int, tuple[str, Basis]]) -> None:
    """The fields that our own form names itself; a question that is no more is looked for by its words."""
    fields = known_fields(questions)
    taken = {field for field, _ in fixed.values() if field}
    for index, field in enumerate(table.fields):
        if index not in fixed and field in fields and field not in taken:
            fixed[index] = (field, Basis.NAME)
            taken.add(field)


def _candidates(table: Table, index: int, header: str, questions: Sequence[Question]) -> list[Found]:
    """What a column could be; less goodness number is better."""
    own = re.sub(r" \(\d+\)$", "", header)
    name = normal(own)
    bare = normal(_NUMBERING.sub("", header))
    for question in questions:
        if name in (normal(answer_field(question.id)), normal(question.id)) and name not in names_of_fields():
            return [(0, answer_field(question.id), Basis.NAME)]
        if normal(question.text) in (name, bare):
            return [(1, answer_field(question.id), Basis.SYNONYM)]
    if header.strip().startswith("answer:"):
        return []
    names = names_of_fields()
    parent = table.parents[index]
    above = normal(f"{parent} {own}") if parent else ""
    if above and above not in names and TELLING_WORDS.intersection(normal(parent).split()):
        return []  # the host's postcode is not the organisation's
    for goodness, text in ((10, above), (10, name), (15, bare), (20, _without_brackets(header))):
        if text in OTHER_THINGS:
            return []
        if text in names:
            field, rank = names[text]
            basis = Basis.NAME if rank == 0 else Basis.SYNONYM
            return [(goodness + rank, str(field), basis)]
    return _close(bare or name, questions) if len(table.headers) <= MOST_COMPARED else []


def _without_brackets(header: str) -> str:
    """The header without what stands in brackets: “Amount requested (£)”."""
    return normal(re.sub(r"[(\[].*?[)\]]", " ", _NUMBERING.sub("", header)))


def _close(name: str, questions: Sequence[Question]) -> list[Found]:
    from rapidfuzz import fuzz

    found: list[Found] = []
    for question in questions:
        text = normal(question.text)
        begins = len(name) >= QUESTION_START and text.startswith(name)
        score = 99.0 if begins else fuzz.ratio(name, text)
        if score >= CLOSE_ENOUGH and (begins or _same_telling_words(name, text)):
            found.append((200 - int(score), answer_field(question.id), Basis.CLOSE))
    if len(name) < 4:
        return found
    for text, (field, _) in names_of_fields().items():
        score = max(fuzz.ratio(name, text), fuzz.token_sort_ratio(name, text))
        if len(text) >= 4 and score >= CLOSE_ENOUGH and _same_telling_words(name, text):
            found.append((200 - int(score), str(field), Basis.CLOSE))
    return found


def _same_telling_words(one: str, other: str) -> bool:
    return TELLING_WORDS.intersection(one.split()) == TELLING_WORDS.intersection(other.split())
