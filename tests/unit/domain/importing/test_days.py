"""Days and moments: date cells as they are, texts the British way, everything else listed or refused."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissioning_app.domain.importing.days import parse_day, read_days, read_moments
from tests.unit.domain.importing.making import notes, refused, told

DAY = date(2026, 12, 4)


def days(values: list[Any], **options: Any) -> tuple[list[date | None], Any]:
    collector = notes()
    read = read_days(values, "Start", collector, **{"is_text": False, "uses_1904": False, **options})
    return read, collector


def test_date_cells_are_taken_as_they_are() -> None:
    read, collector = days([DAY, datetime(2026, 12, 4), "", "  "])
    assert read == [DAY, DAY, None, None]
    assert (told(collector), refused(collector)) == ([], [])


@pytest.mark.parametrize(
    "text",
    [
        "2026-12-04", "2026/12/4", "04/12/2026", "4.12.2026", "4-12-2026", "4 12 2026", "04/12/26",
        "4 December 2026", "4th Dec 2026", "4 of December 2026", "Friday 4 December 2026", "Fri, 4 Dec 2026",
        "4-Dec-26", "December 4, 2026", "Dec 4th 2026", "04/12/2026 10:30", "2026-12-04T10:30:00Z",
    ],
)  # fmt: skip
def test_texts_are_read_day_first_and_listed(text: str) -> None:
    read, collector = days([text])
    assert read == [DAY]
    assert told(collector) == [(2, text, "2026-12-04")]


def test_an_unmistakable_date_in_a_text_file_is_no_interpretation() -> None:
    read, collector = days(["2026-12-04", "04/12/2026"], is_text=True)
    assert read == [DAY, DAY]
    assert told(collector) == [(3, "04/12/2026", "2026-12-04")]


@pytest.mark.parametrize(
    "value",
    [
        "12/31/2026",
        "31/02/2026",
        "soon",
        "2026",
        "4 Decembre 2026",
        True,
        5,
        12.5,
        time(10, 0),
        "32 May 2026",
    ],
)
def test_what_is_no_day_is_refused(value: Any) -> None:
    read, collector = days([value])
    assert read == [None]
    assert [note.problem for note in collector.problems] == [
        "This can't be read as a date. Type it like 4 December 2026 or 04/12/2026."
    ]


def test_a_year_that_cannot_be_right_is_refused() -> None:
    read, collector = days([date(202, 12, 4), "04/12/2620"])
    assert read == [None, None]
    assert [note.problem[:30] for note in collector.problems] == [
        "The year 202 can't be right. T",
        "The year 2620 can't be right. ",
    ]


def test_excels_day_numbers_are_read_by_the_files_own_calendar() -> None:
    for uses_1904, number in ((False, 46360), (True, 44898)):
        read, collector = days([number, float(number)], uses_1904=uses_1904)
        assert read == [DAY, DAY]
        assert told(collector) == [(2, str(number), "2026-12-04"), (3, str(number), "2026-12-04")]


def test_a_month_alone_is_its_first_day_or_its_last_for_an_end() -> None:
    assert days(["February 2028"])[0] == [date(2028, 2, 1)]
    assert days(["February 2028"], is_end=True)[0] == [date(2028, 2, 29)]
    assert parse_day("Movember 2028") == (None, "")


def test_the_time_of_a_day_goes_and_that_is_listed() -> None:
    read, collector = days([datetime(2026, 12, 4, 10, 30)])
    assert read == [DAY]
    assert told(collector) == [(2, "4 Dec 2026, 10:30", "2026-12-04")]


def moments(values: list[Any]) -> tuple[list[datetime | None], Any]:
    collector = notes()
    return read_moments(values, "Received", collector, is_text=False, uses_1904=False), collector


def test_moments_keep_their_time_and_zone() -> None:
    read, collector = moments(
        [
            datetime(2026, 12, 4, 10, 30),
            "4/12/2026 5:30 pm",
            "2026-12-04T10:30:15+02:00",
            "4 Dec 2026 12:05am",
        ]
    )
    assert read == [
        datetime(2026, 12, 4, 10, 30),
        datetime(2026, 12, 4, 17, 30),
        datetime(2026, 12, 4, 10, 30, 15, tzinfo=timezone(timedelta(hours=2))),
        datetime(2026, 12, 4, 0, 5),
    ]
    assert [row for row, _, _ in told(collector)] == [3, 4, 5]


def test_a_day_without_a_time_is_its_start_and_that_is_told_once() -> None:
    read, collector = moments([DAY, DAY])
    assert read == [datetime(2026, 12, 4), datetime(2026, 12, 4)]
    assert told(collector) == [(0, "a day without a time", "the start of that day")]


@pytest.mark.parametrize("text", ["4/12/2026 25:00", "4/12/2026 13:00 pm", "4/12/2026 10:75"])
def test_an_impossible_time_is_refused(text: str) -> None:
    read, collector = moments([text])
    assert (read, refused(collector)) == ([None], [(2, text)])


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31)))
def test_every_day_is_found_again_in_each_way_of_writing(day: date) -> None:
    written = [f"{day:%Y-%m-%d}", f"{day:%d/%m/%Y}", f"{day:%d %B %Y}", f"{day:%A %d %b %Y}"]
    assert [parse_day(text)[0] for text in written] == [day] * 4
