"""A filled copy of a form as one row of a table, so that it is imported like any other EOI."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from commissioning_app.domain.application_forms.answers import answer_from
from commissioning_app.domain.application_forms.fields import FormField, field_from
from commissioning_app.domain.application_forms.identity import FORMAT, FormKind, FormStamp, stamp_from
from commissioning_app.domain.importing.fields import (
    LABELS,
    ImportField,
    known_fields,
    monitored,
    question_of,
)
from commissioning_app.domain.importing.tables import Cell

NOTHING_FILLED_IN = "Nothing is filled in on this form. Ask the sender for the copy that they filled in."
LATER_FORMAT = "This form was made with a later version of this application. Update the application first."

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_REFERENCE_LENGTH = 7


class NotAForm(Exception):
    """A filled copy can't be taken; the message is the sentence to show."""


@dataclass(frozen=True)
class FormCopy:
    """What a copy carries with it; ``stamp`` is None where a viewer dropped it.

    ``sheet`` is the mark of a sheet that is kept apart, "" for an EOI's form.
    """

    kind: FormKind
    stamp: FormStamp | None
    fields: tuple[FormField, ...]
    copy_id: str = ""
    is_finished: bool = True
    sheet: str = ""


@dataclass(frozen=True)
class FilledColumn:
    """One field with its value: a column of a table that has one row."""

    field: str
    label: str
    value: Cell
    was: str = ""
    why: str = ""


def fields_of(definition: Any) -> tuple[FormStamp | None, tuple[FormField, ...]]:
    """The stamp and the fields of a definition that a copy carries; raises NotAForm for a later format."""
    if not isinstance(definition, dict):
        return None, ()
    made_as = definition.get("format")
    if type(made_as) is int and made_as > FORMAT:
        raise NotAForm(LATER_FORMAT)
    raw = definition.get("fields")
    fields = [field_from(one) for one in raw] if isinstance(raw, list) else []
    return stamp_from(definition.get("form")), tuple(one for one in fields if one is not None)


def fields_by_name(names: Sequence[str]) -> tuple[FormField, ...]:
    """Fields of a copy that lost its definition: those whose names can only be ours."""
    plain = dict.fromkeys(name.partition("#")[0] for name in names)
    known = set(known_fields())
    return tuple(
        FormField(name, LABELS.get(name, question_of(name) or name))
        for name in plain
        if name in known or question_of(name) or monitored(name)
    )


def columns_of(copy: FormCopy, parts: Mapping[str, Cell]) -> tuple[FilledColumn, ...]:
    """The copy's values by field, the reference first; raises NotAForm when nothing was filled in."""
    columns = []
    for field in copy.fields:
        if monitored(field.name):
            continue  # whatever form it stands on, it never comes into the EOI
        answer = answer_from(field, parts)
        columns.append(FilledColumn(field.name, field.label, answer.value, answer.was, answer.why))
    if not any(column.value for column in columns):
        raise NotAForm(NOTHING_FILLED_IN)
    values = {column.field: column.value for column in columns}
    reference = FilledColumn(ImportField.REFERENCE, "Reference", reference_of(copy, values.get))
    return (reference, *columns)


def reference_of(copy: FormCopy, value: Callable[[str], Cell | None]) -> str:
    """A reference that the same EOI gets each time: from the copy's own id, else from who and what it is."""
    if copy.copy_id:
        says = ["copy", copy.copy_id]
    else:
        names = (ImportField.ORGANISATION, ImportField.TITLE)
        says = ["title", *(" ".join(str(value(name) or "").casefold().split()) for name in names)]
    whole = "\x1f".join([copy.stamp.round_id if copy.stamp else "", *says])
    number = int.from_bytes(hashlib.sha256(whole.encode("utf-8", "surrogatepass")).digest()[:8], "big")
    letters = ""
    for _ in range(_REFERENCE_LENGTH):
        number, rest = divmod(number, len(_LETTERS))
        letters += _LETTERS[rest]
    return f"F-{letters}"
