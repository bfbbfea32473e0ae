"""Dates as people read them, and the financial year that runs from 6 April or 1 April."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def long_date(day: date) -> str:
    """Write a day as "Friday 4 December 2026"."""
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def short_date(day: date) -> str:
    """Write a day as "4 Dec 2026"."""
    return f"{day.day} {_MONTHS[day.month - 1][:3]} {day.year}"


def financial_year(day: date) -> str:
    """The public sector's financial year that a day falls in, 1 April to 31 March: "2026-27"."""
    first = day.year if day.month >= 4 else day.year - 1
    return f"{first}-{(first + 1) % 100:02d}"


def first_day_of(year: str) -> date:
    """The first of April that a financial year such as "2026-27" starts on."""
    return date(int(year[:4]), 4, 1)


def add_months(day: date, months: int) -> date:
    """The same day some months on, or the last day of that month if it is shorter."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))


def add_working_days(day: date, count: int) -> date:
    """The day that lies a number of working days (Monday to Friday) after the given one."""
    while count > 0:
        day += timedelta(days=1)
        if day.weekday() < 5:
            count -= 1
    return day


def as_utc(moment: datetime) -> datetime:
    """An aware UTC instant; a naive one is taken as UTC."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
