"""Relative likelihood and its interval, against figures worked out elsewhere."""

from __future__ import annotations

from fractions import Fraction

import pytest

from commissioning_app.domain.likelihood import Likelihood, relative_likelihood


def test_a_textbook_example() -> None:
    """Heart attacks in the Physicians' Health Study: 1.82, 1.43 to 2.30 by rounded logs (Agresti)."""
    found = relative_likelihood(189, 11_034, 104, 11_037)
    assert found is not None
    assert found.ratio == Fraction(189 * 11_037, 11_034 * 104)
    assert (round(float(found.ratio), 2), round(found.low or 0, 2), round(found.high or 0, 2)) == (
        1.82,
        1.43,
        2.31,
    )
    assert not found.may_be_chance


def test_a_wide_interval_may_be_chance() -> None:
    found = relative_likelihood(8, 20, 40, 80)
    assert found is not None
    assert found.may_be_chance


def test_nobody_funded_has_no_interval() -> None:
    assert relative_likelihood(0, 20, 40, 80) == Likelihood(Fraction(0))
    assert Likelihood(Fraction(0)).may_be_chance


def test_everybody_funded_has_an_interval_of_no_width() -> None:
    assert relative_likelihood(20, 20, 80, 80) == Likelihood(Fraction(1), 1.0, 1.0)


@pytest.mark.parametrize("numbers", [(0, 0, 40, 80), (8, 20, 0, 80), (8, 20, 0, 0)])
def test_nobody_to_compare_with(numbers: tuple[int, int, int, int]) -> None:
    assert relative_likelihood(*numbers) is None
