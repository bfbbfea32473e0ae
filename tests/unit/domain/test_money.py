"""Money: exact, readable, and refused in a sentence when it is not money."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissioning_app.domain.errors import BadValue
from commissioning_app.domain.money import (
    LARGEST_PENCE,
    parse_pounds,
    pence_from_decimal,
    percent,
    pounds,
    pounds_exact,
    split_by_weight,
    split_evenly,
)

amounts = st.integers(min_value=-LARGEST_PENCE, max_value=LARGEST_PENCE)


@given(amounts)
def test_what_is_written_is_read_back(pence: int) -> None:
    assert parse_pounds(pounds(pence).replace("-£", "-")) == pence
    assert parse_pounds(pounds_exact(pence)) == pence


@pytest.mark.parametrize(
    ("pence", "text", "exact"),
    [
        (1_250_000, "£12,500", "12500.00"),
        (1_250_005, "£12,500.05", "12500.05"),
        (0, "£0", "0.00"),
        (-150, "-£1.50", "-1.50"),
    ],
)
def test_writing(pence: int, text: str, exact: str) -> None:
    assert (pounds(pence), pounds_exact(pence)) == (text, exact)


@pytest.mark.parametrize(
    ("text", "pence"),
    [
        ("£12,500", 1_250_000),
        ("£1,234,567.89", 123_456_789),
        ("12k", 1_200_000),
        ("1.5m", 150_000_000),
        (" GBP 8 400.50 ", 840_050),
        (".5", 50),
    ],
)
def test_reading(text: str, pence: int) -> None:
    assert parse_pounds(text) == pence


@pytest.mark.parametrize(
    "text", ["", "lots", "1e9", "12.345", "£", "1,2.3.4", "NaN", "∞", "9" * 20, "9" * 50, "12,50", "1,2345"]
)
def test_what_is_not_money_is_refused(text: str) -> None:
    with pytest.raises(BadValue):
        parse_pounds(text)


@pytest.mark.parametrize(
    ("amount", "pence"), [("0.005", 1), ("0.0049", 0), ("41133.770000000004", 4_113_377), ("-0.005", -1)]
)
def test_fractions_of_a_penny_round_half_up(amount: str, pence: int) -> None:
    assert pence_from_decimal(Decimal(amount)) == pence


@given(st.integers(0, 10**12), st.integers(1, 50))
def test_an_even_split_is_whole_and_fair(pence: int, parts: int) -> None:
    split = split_evenly(pence, parts)
    assert sum(split) == pence
    assert max(split) - min(split) <= 1
    assert list(split) == sorted(split, reverse=True)


@given(st.integers(0, 10**12), st.lists(st.integers(0, 1000), min_size=1, max_size=20).filter(any))
def test_a_weighted_split_is_whole_and_within_a_penny(pence: int, weights: list[int]) -> None:
    split = split_by_weight(pence, weights)
    assert sum(split) == pence
    for part, weight in zip(split, weights, strict=True):
        assert abs(part * sum(weights) - pence * weight) < sum(weights)


def test_splits_that_make_no_sense_are_refused() -> None:
    for split in (
        lambda: split_evenly(5, 0),
        lambda: split_by_weight(5, [0]),
        lambda: split_by_weight(5, [1, -1]),
    ):
        with pytest.raises(BadValue):
            split()


@pytest.mark.parametrize(
    ("part", "whole", "result"), [(5, 8, 63), (1, 3, 33), (0, 5, 0), (1, 0, 0), (5, 5, 100)]
)
def test_percentages_round_half_up(part: int, whole: int, result: int) -> None:
    assert percent(part, whole) == result
