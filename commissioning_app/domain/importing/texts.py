"""Reads words: names, longer texts, answers, choices and durations."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from enum import StrEnum

from commissioning_app.domain.eois import FundingKind, Publication
from commissioning_app.domain.importing.collecting import Notes
from commissioning_app.domain.importing.fields import ImportField
from commissioning_app.domain.importing.notes import quoted
from commissioning_app.domain.importing.tables import Cell

LONGEST_TEXT = 100_000
"""Characters of one cell; a spreadsheet cell holds 32,767 at most."""

PUBLICATION_WORDS: Mapping[str, StrEnum] = {
    "full": Publication.FULL,
    "in full": Publication.FULL,
    "publish in full": Publication.FULL,
    "yes": Publication.FULL,
    "no_location": Publication.NO_LOCATION,
    "no location": Publication.NO_LOCATION,
    "without location": Publication.NO_LOCATION,
    "withheld": Publication.WITHHELD,
    "withhold": Publication.WITHHELD,
    "do not publish": Publication.WITHHELD,
    "don't publish": Publication.WITHHELD,
    "no": Publication.WITHHELD,
}
FUNDING_WORDS: Mapping[str, StrEnum] = {
    "core": FundingKind.CORE,
    "core funding": FundingKind.CORE,
    "core costs": FundingKind.CORE,
    "running costs": FundingKind.CORE,
    "unrestricted": FundingKind.CORE,
    "project": FundingKind.PROJECT,
    "project funding": FundingKind.PROJECT,
    "project costs": FundingKind.PROJECT,
    "restricted": FundingKind.PROJECT,
}
CHOICES: Mapping[str, tuple[Mapping[str, StrEnum], str]] = {
    ImportField.PUBLICATION: (PUBLICATION_WORDS, "full, without location, or withheld"),
    ImportField.FUNDING_KIND: (FUNDING_WORDS, "core or project"),
}

_MONTHS = re.compile(r"^(?P<number>\d+(?:\.0+)?)\s*(?P<unit>months?|mths?|years?|yrs?)?$", re.IGNORECASE)


def read_texts(values: Sequence[Cell], column: str, notes: Notes, *, is_answer: bool = False) -> list[str]:
    """The text of each cell; numbers and dates in it become text, spaces around it go."""
    texts: list[str]
    if set(map(type, values)) <= {str}:
        texts = list(values)  # type: ignore[arg-type]
    else:
        texts = [
            v if type(v) is str else _as_text(v, i, column, notes, is_answer) for i, v in enumerate(values)
        ]
    stripped = [text.strip() for text in texts]
    if stripped != texts:
        for index, (text, kept) in enumerate(zip(texts, stripped, strict=True)):
            if kept and kept != text:
                notes.interpreted(index, column, text, kept, "spaces or line breaks around it were removed")
    refuse_unstorable(stripped, column, notes)
    return stripped


def refuse_unstorable(texts: Sequence[str], column: str, notes: Notes) -> None:
    """Note texts that no database can hold, or that are far longer than a cell can be."""
    if max(map(len, texts), default=0) > LONGEST_TEXT or "\0" in "".join(texts):
        for index, text in enumerate(texts):
            if "\0" in text:
                notes.problem(
                    index, column, text.replace("\0", "�"), "A character in it can't be kept. Type it again."
                )
            elif len(text) > LONGEST_TEXT:
                sentence = f"The text has {len(text):,} characters. Shorten it to {LONGEST_TEXT:,}."
                notes.problem(index, column, text, sentence)


def _as_text(value: Cell, index: int, column: str, notes: Notes, is_answer: bool) -> str:
    if isinstance(value, bool):
        became, why = ("yes" if value else "no"), "a tick or TRUE/FALSE"
    elif isinstance(value, datetime) and value.time() == time():
        became, why = value.date().isoformat(), "a date where text is expected"
    elif isinstance(value, date | time):
        became, why = value.isoformat(), "a date or time where text is expected"
    else:
        became, why = quoted(value), "a number where text is expected"
        if is_answer:
            return became
    notes.interpreted(index, column, value, became, why)
    return became


def read_choices(values: Sequence[Cell], field: str, column: str, notes: Notes) -> list[StrEnum | None]:
    """The choice that each cell means, None for a blank or a cell with a problem."""
    words, expected = CHOICES[field]
    read: list[StrEnum | None] = []
    for index, value in enumerate(values):
        text = quoted(value).strip()
        choice = words.get(" ".join(text.casefold().split()))
        if choice is None and text:
            notes.problem(index, column, value, f"This is none of the choices. Type {expected}.")
        elif choice is not None and text.casefold() != choice.value:
            notes.interpreted(index, column, value, choice.value, "one of the choices in other words")
        read.append(choice)
    return read


def read_months(values: Sequence[Cell], column: str, notes: Notes) -> list[int | None]:
    """A whole number of months for each cell, None for a blank or a cell with a problem."""
    read: list[int | None] = []
    for index, value in enumerate(values):
        months: int | None = None
        if type(value) in (int, float):
            months = int(value) if float(value).is_integer() else None  # type: ignore[arg-type]
        elif isinstance(value, str):
            match = _MONTHS.match(value.strip())
            if match is not None:
                months = int(float(match["number"])) * (12 if (match["unit"] or "m")[0] in "yY" else 1)
                if match["unit"]:
                    notes.interpreted(index, column, value, months, "a duration written as text")
            elif not value.strip():
                read.append(None)
                continue
        if months is None or not 0 < months <= 600:
            notes.problem(
                index, column, value, "This is not a number of months. Type a whole number, like 12."
            )
            months = None
        read.append(months)
    return read
