"""Amounts: exact to the penny from every way in which people write them, and every change listed."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissioning_app.domain.importing.amounts import NOISE, STORED_AS_TEXT, read_amounts
from tests.unit.domain.importing.making import notes, refused, told


@given(st.integers(min_value=0, max_value=10**14))
def test_every_amount_of_pounds_and_pence_is_read_exactly_and_silently(pence: int) -> None:
    collector = notes()
    assert read_amounts([pence / 100], "Ask", collector) == [pence]
    assert (told(collector), refused(collector)) == ([], [])


@given(st.decimals(min_value=0, max_value=10**9, places=4))
def test_fractions_of_a_penny_round_half_up_and_are_listed(amount: Decimal) -> None:
    collector = notes()
    expected = int((amount * 100).to_integral_value(rounding=ROUND_HALF_UP))
    assert read_amounts([str(amount)], "Ask", collector, is_text=True) == [expected]
    assert len(told(collector)) == 1
    if amount * 100 != expected:
        assert collector.interpretations[0].why == NOISE


def test_a_float_with_noise_becomes_pence_and_is_listed() -> None:
    collector = notes()
    assert read_amounts([41133.770000000004, 0.285], "Ask", collector) == [4113377, 29]
    assert told(collector) == [(2, "41133.770000000004", "£41,133.77"), (3, "0.285", "£0.29")]


@pytest.mark.parametrize(
    ("text", "pence", "shown"),
    [
        ("£12,000", 1_200_000, "£12,000"),
        ("12k", 1_200_000, "£12,000"),
        ("£1.5k", 150_000, "£1,500"),
        ("2.5m", 250_000_000, "£2,500,000"),
        ("GBP 950", 95_000, "£950"),
        ("950 GBP", 95_000, "£950"),
        ("950 pounds", 95_000, "£950"),
        ("12 000", 1_200_000, "£12,000"),
        ("12\u00a0000.50", 1_200_050, "£12,000.50"),
        ("12000,50", 1_200_050, "£12,000.50"),
        ("1,234,567.89", 123_456_789, "£1,234,567.89"),
        (" 12000 ", 1_200_000, "£12,000"),
    ],
)
def test_what_people_type_is_read_and_listed(text: str, pence: int, shown: str) -> None:
    collector = notes()
    assert read_amounts([text], "Ask", collector) == [pence]
    assert told(collector) == [(2, text, shown)]


def test_a_plain_number_is_stored_as_text_in_a_workbook_but_not_in_a_text_file() -> None:
    in_workbook, in_text = notes(), notes()
    assert read_amounts(["12000", "12000.50"], "Ask", in_workbook) == [1_200_000, 1_200_050]
    assert [note.why for note in in_workbook.interpretations] == [STORED_AS_TEXT, STORED_AS_TEXT]
    assert read_amounts(["12000", "12000.50"], "Ask", in_text, is_text=True) == [1_200_000, 1_200_050]
    assert told(in_text) == []


@pytest.mark.parametrize(
    "value",
    [
        "about £5k", "£5,000-£10,000", "TBC", "12.000,50", "1,23,456", "$500", "€500", "500 euros", "£",
        "--5", "£12,000 a year", True, date(2026, 1, 1), float("nan"), float("inf"), -5.0, "-5", "(500)",
        1e14, "1" * 30,
    ],
)  # fmt: skip
def test_what_is_no_amount_is_refused_with_what_to_do(value: object) -> None:
    collector = notes()
    assert read_amounts([value], "Ask", collector) == [None]  # type: ignore[list-item]
    assert (len(refused(collector)), told(collector)) == (1, [])
    problem = collector.problems[0]
    assert (problem.sheet, problem.row, problem.column) == ("S", 2, "Ask")
    assert "Type" in problem.problem or "Check" in problem.problem


def test_money_in_another_currency_is_said_to_be_so() -> None:
    collector = notes()
    read_amounts(["$500"], "Ask", collector)
    assert collector.problems[0].problem == (
        "This amount is not in pounds. Type what it is in pounds sterling."
    )


def test_nothing_is_an_ask_only_where_that_is_allowed() -> None:
    collector = notes()
    assert read_amounts([0.0, 0], "Minimum", collector) == [0, 0]
    assert refused(collector) == []
    assert read_amounts([0.0], "Ask", collector, above_zero=True) == [None]
    assert refused(collector) == [(2, "0")]


def test_blank_cells_are_no_amount_and_no_problem() -> None:
    collector = notes()
    assert read_amounts(["", "  ", 5.0], "Ask", collector) == [None, None, 500]
    assert (told(collector), refused(collector)) == ([], [])
