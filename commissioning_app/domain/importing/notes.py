"""What an import tells: problems to mend, and values that had to be interpreted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from commissioning_app.domain.dates import short_date
from commissioning_app.domain.errors import CommissioningError

SHOWN_CHARACTERS = 200
"""How much of a long cell is quoted in a note."""


class CannotRead(CommissioningError):
    """A file or sheet can't be read as EOIs; the message says why and what to do."""


@dataclass(frozen=True)
class Problem:
    """Something wrong in one cell; a row with a problem is not imported. ``row`` 0 means the whole sheet."""

    sheet: str
    row: int
    column: str
    value: str
    problem: str


@dataclass(frozen=True)
class Interpretation:
    """A value that was not taken as it stood: what it was, what it became, and why. ``row`` 0: every row."""

    sheet: str
    row: int
    column: str
    value: str
    became: str
    why: str


def quoted(value: object) -> str:
    """A cell's value as text: whole numbers without ``.0``, long texts cut, blank as nothing."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    text = "" if value is None else str(value)
    return text if len(text) <= SHOWN_CHARACTERS else text[: SHOWN_CHARACTERS - 1] + "…"


def as_seen(value: object) -> str:
    """A cell's value as its sheet shows it: a day as 4 Dec 2026, with its time where it has one."""
    if isinstance(value, datetime):
        day = short_date(value.date())
        return day if value.time() == time() else f"{day}, {value:%H:%M}"
    return short_date(value) if isinstance(value, date) else quoted(value)
