"""Reads days and moments: from date cells, bare Excel day numbers, and what people type."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from commissioning_app.domain.importing.collecting import Notes
from commissioning_app.domain.importing.tables import Cell

HOW_TO_TYPE = "Type it like 4 December 2026 or 04/12/2026."
FIRST_YEAR, LAST_YEAR = 1900, 2199

ISO = "a date stored as text"
DAY_FIRST = "a date stored as text, read as day, month, year"
SHORT_YEAR = "a date stored as text, with a year of two digits"
MONTH_ONLY = "a month without a day"
WITH_TIME = "a day with a time; the day counts"
SERIAL = "a day stored as Excel's day number"

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january", "feb february", "mar march", "apr april", "may", "jun june",
            "jul july", "aug august", "sep sept september", "oct october", "nov november", "dec december",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_TIME = (
    r"(?:[T ,]+(?:at )?(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?"
    r"\s*(?P<half>[ap]m)?\s*(?P<zone>z|[+-]\d{2}:?\d{2})?)?"
)
_ISO = re.compile(
    rf"^(?P<year>\d{{4}})([-/.])(?P<month>\d{{1,2}})\2(?P<day>\d{{1,2}}){_TIME}$", re.IGNORECASE
)
_UK = re.compile(
    rf"^(?P<day>\d{{1,2}})([-/. ])(?P<month>\d{{1,2}})\2(?P<year>\d{{4}}|\d{{2}}){_TIME}$", re.IGNORECASE
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?,? +)?"
_WORDS = re.compile(
    rf"^{_WEEKDAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[ -]+(?P<word>[a-z]+)\.?,?[ -]+"
    rf"(?P<year>\d{{4}}|\d{{2}}){_TIME}$",
    re.IGNORECASE,
)
_US_WORDS = re.compile(
    rf"^{_WEEKDAY}(?P<word>[a-z]+)\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}}){_TIME}$",
    re.IGNORECASE,
)
_MONTH_ONLY = re.compile(r"^(?P<word>[a-z]+)\.?,? (?P<year>\d{4})$", re.IGNORECASE)


def read_days(
    values: Sequence[Cell], column: str, notes: Notes, *, is_text: bool, uses_1904: bool, is_end: bool = False
) -> list[date | None]:
    """A day for each cell, None for a blank or a cell with a problem."""
    moments = _read(values, column, notes, is_text=is_text, uses_1904=uses_1904, is_end=is_end)
    return [moment.date() if type(moment) is datetime else moment for moment in moments]


def read_moments(
    values: Sequence[Cell], column: str, notes: Notes, *, is_text: bool, uses_1904: bool
) -> list[datetime | None]:
    """A moment for each cell as it was written, without a zone unless one was given."""
    moments = _read(values, column, notes, is_text=is_text, uses_1904=uses_1904, with_time=True)
    if any(type(moment) is date for moment in moments):
        notes.of_column(column, "a day without a time", "the start of that day", "no time of day was given")
    return [datetime.combine(m, time()) if type(m) is date else m for m in moments]  # type: ignore[misc]


def _read(
    values: Sequence[Cell],
    column: str,
    notes: Notes,
    *,
    is_text: bool,
    uses_1904: bool,
    is_end: bool = False,
    with_time: bool = False,
) -> list[date | datetime | None]:
    read: list[date | datetime | None] = []
    seen: dict[tuple[type, Cell], tuple[date | datetime | None, str]] = {}
    for index, value in enumerate(values):
        key = (type(value), value)
        if key not in seen:
            seen[key] = _meaning(value, is_end=is_end, with_time=with_time, uses_1904=uses_1904)
        moment, why = seen[key]
        if moment is None:
            if not isinstance(value, str) or value.strip():
                notes.problem(index, column, value, f"This can't be read as a date. {HOW_TO_TYPE}")
        elif not FIRST_YEAR <= moment.year <= LAST_YEAR:
            notes.problem(index, column, value, f"The year {moment.year} can't be right. {HOW_TO_TYPE}")
            moment = None
        elif why and not (is_text and why is ISO):
            notes.interpreted(index, column, value, _shown(moment, with_time), why)
        read.append(moment)
    return read


def _meaning(
    value: Cell, *, is_end: bool, with_time: bool, uses_1904: bool
) -> tuple[date | datetime | None, str]:
    """The day or moment of a cell, and why it was not taken as it stood, if it was not."""
    if isinstance(value, str):
        return parse_day(value.strip(), is_end=is_end)
    if isinstance(value, datetime):
        return value, "" if with_time or value.time() == time() else WITH_TIME
    if isinstance(value, date):
        return value, ""
    if isinstance(value, int | float) and not isinstance(value, bool) and 20_000 <= value < 80_000:
        return _from_serial(float(value), uses_1904), SERIAL
    return None, ""


def parse_day(text: str, *, is_end: bool = False) -> tuple[date | datetime | None, str]:
    """The day or moment that a text means, with how it was read; None when it means none."""
    for pattern, why in ((_ISO, ISO), (_UK, DAY_FIRST), (_WORDS, ISO), (_US_WORDS, ISO)):
        match = pattern.match(text)
        if match is not None:
            parts = match.groupdict()
            month = (
                _MONTHS.get(parts["word"].casefold(), 0)
                if parts.get("word")
                else int(parts.get("month") or 0)
            )
            year = int(parts["year"])
            if year < 100:
                year, why = year + 2000, SHORT_YEAR
            elif why is ISO and pattern is not _ISO:
                why = "a date written in words"
            return _moment(year, month, int(parts["day"]), parts), why
    match = _MONTH_ONLY.match(text)
    month = _MONTHS.get(match["word"].casefold(), 0) if match else 0
    if match is None or not month or not FIRST_YEAR <= int(match["year"]) <= LAST_YEAR:
        return None, ""
    year = int(match["year"])
    return date(year, month, monthrange(year, month)[1] if is_end else 1), MONTH_ONLY


def _moment(year: int, month: int, day: int, parts: dict[str, str | None]) -> date | datetime | None:
    try:
        on = date(year, month, day)
        if not parts.get("hour"):
            return on
        hour = int(parts["hour"] or 0)
        half = (parts.get("half") or "").casefold()
        if half and not 1 <= hour <= 12:
            return None
        if half:
            hour = hour % 12 + (12 if half == "pm" else 0)
        at = datetime(year, month, day, hour, int(parts["minute"] or 0), int(parts["second"] or 0))
        zone = (parts.get("zone") or "").upper().replace("Z", "+00:00")
        return datetime.fromisoformat(at.isoformat() + zone)
    except ValueError:
        return None


def _from_serial(serial: float, uses_1904: bool) -> date | datetime:
    first = datetime(1904, 1, 1) if uses_1904 else datetime(1899, 12, 30)
    moment = first + timedelta(seconds=round(serial * 86_400))
    return moment if moment.time() != time() else moment.date()


def _shown(moment: date | datetime, with_time: bool) -> str:
    if isinstance(moment, datetime):
        return moment.isoformat(" ") if with_time else moment.date().isoformat()
    return moment.isoformat()
