"""Dates in words, financial years, months and working days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissioning_app.domain.dates import (
    add_months,
    add_working_days,
    as_utc,
    financial_year,
    first_day_of,
    long_date,
    short_date,
)


def test_in_words() -> None:
    assert long_date(date(2026, 12, 4)) == "Friday 4 December 2026"
    assert short_date(date(2026, 12, 4)) == "4 Dec 2026"


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_every_day_is_in_the_year_that_began_last(day: date) -> None:
    first = first_day_of(financial_year(day))
    assert first <= day < first.replace(year=first.year + 1)


def test_a_financial_year_has_its_usual_name() -> None:
    assert (financial_year(date(2026, 3, 31)), financial_year(date(2026, 4, 1))) == ("2025-26", "2026-27")
    assert financial_year(date(1999, 4, 1)) == "1999-00"


@pytest.mark.parametrize(
    ("day", "months", "result"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 4), 12, date(2027, 12, 4)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
    ],
)
def test_adding_months(day: date, months: int, result: date) -> None:
    assert add_months(day, months) == result


def test_working_days_leave_weekends_out() -> None:
    assert add_working_days(date(2026, 11, 20), 5) == date(2026, 11, 27)
    assert add_working_days(date(2026, 11, 21), 1) == date(2026, 11, 23)


def test_instants_become_utc() -> None:
    paris = datetime(2026, 7, 1, 12, tzinfo=timezone(timedelta(hours=2)))
    assert as_utc(paris) == datetime(2026, 7, 1, 10, tzinfo=UTC)
    assert as_utc(datetime(2026, 7, 1, 12)).tzinfo is UTC
