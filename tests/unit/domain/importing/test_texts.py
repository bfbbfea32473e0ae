"""Words, choices and durations."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import pytest

from commissioning_app.domain.eois import FundingKind, Publication
from commissioning_app.domain.importing.texts import LONGEST_TEXT, read_choices, read_months, read_texts
from tests.unit.domain.importing.making import notes, refused, told


def test_texts_stay_as_they_are() -> None:
    collector = notes()
    words = ["Café “Ünique”", "two\nlines", "", "=1+1", "Ξ 😀"]
    assert read_texts(words, "Title", collector) == words
    assert (told(collector), refused(collector)) == ([], [])


def test_spaces_around_a_text_go_and_that_is_listed() -> None:
    collector = notes()
    assert read_texts([" A ", "   ", "B"], "Title", collector) == ["A", "", "B"]
    assert told(collector) == [(2, " A ", "A")]


def test_numbers_dates_and_ticks_become_text_and_that_is_listed() -> None:
    collector = notes()
    cells: list[Any] = [
        2024.0,
        1.5,
        True,
        date(2026, 1, 2),
        datetime(2026, 1, 2),
        datetime(2026, 1, 2, 3, 4),
        time(9, 0),
    ]
    texts = ["2024", "1.5", "yes", "2026-01-02", "2026-01-02", "2026-01-02T03:04:00", "09:00:00"]
    assert read_texts(cells, "Title", collector) == texts
    assert [became for _, _, became in told(collector)] == texts


def test_a_number_as_an_answer_is_nothing_unusual() -> None:
    collector = notes()
    assert read_texts([12.0, False], "How many?", collector, is_answer=True) == ["12", "no"]
    assert told(collector) == [(3, "FALSE", "no")]


def test_what_no_database_can_hold_is_refused() -> None:
    collector = notes()
    read_texts(["a\0b", "x" * (LONGEST_TEXT + 1), "fine"], "Title", collector)
    assert [row for row, _ in refused(collector)] == [2, 3]


@pytest.mark.parametrize(
    ("field", "text", "choice", "is_listed"),
    [
        ("publication", "Full", Publication.FULL, False),
        ("publication", "without location", Publication.NO_LOCATION, True),
        ("publication", "NO_LOCATION", Publication.NO_LOCATION, False),
        ("publication", "don't publish", Publication.WITHHELD, True),
        ("funding_kind", "Core", FundingKind.CORE, False),
        ("funding_kind", "unrestricted", FundingKind.CORE, True),
        ("funding_kind", "project  funding", FundingKind.PROJECT, True),
        ("funding_kind", "", None, False),
    ],
)
def test_choices_are_read_in_other_words_too(field: str, text: str, choice: object, is_listed: bool) -> None:
    collector = notes()
    assert read_choices([text], field, "Choice", collector) == [choice]
    assert (bool(told(collector)), refused(collector)) == (is_listed, [])


def test_what_is_no_choice_is_refused_with_the_choices() -> None:
    collector = notes()
    assert read_choices(["maybe"], "funding_kind", "Kind", collector) == [None]
    assert collector.problems[0].problem == "This is none of the choices. Type core or project."


def test_durations_are_whole_months() -> None:
    collector = notes()
    cells: list[Any] = [12.0, 6, "18", "24 months", "2 years", "1 yr", "", " "]
    assert read_months(cells, "Months", collector) == [12, 6, 18, 24, 24, 12, None, None]
    assert told(collector) == [(5, "24 months", "24"), (6, "2 years", "24"), (7, "1 yr", "12")]


@pytest.mark.parametrize("value", [0, -3, 1.5, "a while", 5000, True, date(2026, 1, 1)])
def test_what_is_no_duration_is_refused(value: Any) -> None:
    collector = notes()
    assert read_months([value], "Months", collector) == [None]
    assert len(refused(collector)) == 1
