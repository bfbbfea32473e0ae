"""Reads references and register numbers: kept as they are, except for zeros that a spreadsheet lost."""

from __future__ import annotations

import re
from collections.abc import Sequence

from commissioning_app.domain.importing.collecting import Notes
from commissioning_app.domain.importing.fields import ImportField
from commissioning_app.domain.importing.notes import quoted
from commissioning_app.domain.importing.tables import Cell
from commissioning_app.domain.importing.texts import refuse_unstorable

COMPANY_DIGITS = 8
SHORTEST_CHARITY_NUMBER = 6
CHARITY_NUMBERS = frozenset({ImportField.CHARITY_NUMBER, ImportField.HOST_CHARITY_NUMBER})

_REGISTER = re.compile(r"^GB-(?:CHC|SC|NIC)-(?P<number>.+)$")


def read_identifiers(
    values: Sequence[Cell], field: str, column: str, notes: Notes, *, org_ids: Sequence[str] = ()
) -> list[str]:
    """Each cell's identifier as text. ``org_ids`` of the same rows can show which zeros a number lost."""
    if set(map(type, values)) <= {str}:
        texts: list[str] = [value.strip() for value in values]  # type: ignore[union-attr]
    else:
        texts = [
            v.strip() if type(v) is str else _from_number(v, i, column, notes) for i, v in enumerate(values)
        ]
    if field == ImportField.COMPANY_NUMBER:
        texts = [
            _company(text, i, column, notes) if text.isdecimal() else text for i, text in enumerate(texts)
        ]
    elif field in CHARITY_NUMBERS:
        _restore_charity_zeros(texts, column, notes, org_ids)
    elif field == ImportField.CONTACT_PHONE:
        texts = [
            _phone(value, text, i, column, notes)
            for i, (value, text) in enumerate(zip(values, texts, strict=True))
        ]
    refuse_unstorable(texts, column, notes)
    return texts


def _from_number(value: Cell, index: int, column: str, notes: Notes) -> str:
    text = quoted(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        if abs(value) >= 1e15:
            notes.problem(
                index, column, value, "A spreadsheet keeps 15 digits at most. Type it as text, in full."
            )
        elif isinstance(value, float) and not value.is_integer():
            notes.interpreted(index, column, value, text, "a number where a reference is expected")
    else:
        notes.interpreted(index, column, value, text, "a date or a tick where a reference is expected")
    return text


def _company(text: str, index: int, column: str, notes: Notes) -> str:
    padded = text.zfill(COMPANY_DIGITS)
    if padded != text and int(text):
        why = "a company number has 8 characters; the zeros at the front were lost"
        notes.interpreted(index, column, text, padded, why)
        return padded
    return text


def _restore_charity_zeros(texts: list[str], column: str, notes: Notes, org_ids: Sequence[str]) -> None:
    for index, text in enumerate(texts):
        if not text.isdecimal() or (len(text) >= SHORTEST_CHARITY_NUMBER and text[0] != "0" and not org_ids):
            continue
        match = _REGISTER.match(org_ids[index]) if org_ids else None
        known = match["number"] if match else ""
        if known != text and known.isdecimal() and len(known) > len(text) and known.lstrip("0") == text:
            texts[index] = known
            notes.interpreted(index, column, text, known, "zeros at the front were lost; the org-id has them")
        elif len(text) < SHORTEST_CHARITY_NUMBER:
            why = "kept, but a charity number has 6 or 7 digits: check whether zeros at the front were lost"
            notes.interpreted(index, column, text, text, why)


def _phone(value: Cell, text: str, index: int, column: str, notes: Notes) -> str:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if is_number and len(text) == 10 and text[0] in "12378":
        notes.interpreted(
            index, column, value, f"0{text}", "the zero at the front of a phone number was lost"
        )
        return f"0{text}"
    return text
