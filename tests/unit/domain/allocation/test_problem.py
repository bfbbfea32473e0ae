"""What a problem refuses, and how exact numbers are read."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissioning_app.domain.allocation import AllocationEoi, AllocationProblemInvalid, RingFence, exact
from commissioning_app.domain.errors import BadValue, CommissioningError
from tests.unit.domain.allocation.making import eoi, pot


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (71, Fraction(71)),
        ("71.5", Fraction(143, 2)),
        (" 2/3 ", Fraction(2, 3)),
        (Decimal("0.1"), Fraction(1, 10)),
        (0.1, Fraction(1, 10)),
        (1e-7, Fraction(1, 10**7)),
        (Fraction(1, 3), Fraction(1, 3)),
        (0, Fraction(0)),
    ],
)
def test_exact_numbers(value: Any, number: Fraction) -> None:
    assert exact(value) == number


@pytest.mark.parametrize(
    "value",
    [-1, "", "seven", "1/0", "-1/2", True, "nan", float("inf"), "1e999999999", Decimal("1e-99"), None],
)
def test_what_is_no_score(value: Any) -> None:
    with pytest.raises(BadValue, match="A score is a number from 0 up"):
        exact(value)


@given(st.floats(0, 1000))
def test_a_float_is_read_by_its_text(value: float) -> None:
    if value == 0 or value > 1e-25:
        assert exact(value) == Fraction(repr(value))


def test_an_eoi_keeps_its_score_exact() -> None:
    given_loosely: Any = "66.7"
    made = AllocationEoi("A", "", 100, given_loosely)
    assert made.score == Fraction(667, 10)
    assert pot(1, threshold="50.5").threshold == Fraction(101, 2)
    loose: Any = 50
    assert type(replace(pot(1), threshold=loose).threshold) is Fraction
    assert (made.claimant, eoi("B", 1, organisation="A").claimant) == (("eoi", "A"), ("organisation", "A"))


def refused(make: Any) -> tuple[str, ...]:
    """The problems that making something raises."""
    with pytest.raises(AllocationProblemInvalid) as caught:
        make()
    assert isinstance(caught.value, CommissioningError)
    return caught.value.problems


def test_a_pot_that_contradicts_itself() -> None:
    assert refused(lambda: pot(-1)) == ("The pot is -£1. Give an amount from £0 up to £10,000,000,000,000.",)
    assert refused(lambda: pot(100, fences={"small": 60, "core": 50})) == (
        "The ring-fences keep £110 together, more than the pot of £100. Lower one of them, or raise the pot.",
    )
    assert refused(lambda: pot(100, fences={"": 1, "small": -1})) == (
        "A ring-fence has no name. Name it, so that EOIs can say that they belong to it.",
        "The ring-fence “small” is below £0. Give an amount from £0 up.",
    )
    twice = (RingFence("small", 1), RingFence("small", 2))
    assert refused(lambda: replace(pot(100), ring_fences=twice)) == (
        "The ring-fence “small” is there 2 times. Keep one.",
    )
    assert refused(lambda: pot(100, most=0)) == (
        "The most for one organisation is £0. Give an amount above £0, or leave it out.",
    )


def test_eois_that_contradict_themselves() -> None:
    assert refused(lambda: pot(100, eoi("A", -5), eoi("", 5, minimum=-1), eoi("B", 5, minimum=6))) == (
        "EOI A asks for -£5. Give an amount from £0 up.",
        "An EOI without a reference has a minimum below £0. Give an amount from £0 up.",
        "EOI B has a minimum of £6, more than its ask of £5. Lower the minimum or raise the ask.",
        "An EOI has no reference. Give each EOI a reference of its own.",
    )
    assert refused(lambda: pot(100, eoi("A", 5), eoi("A", 6))) == (
        "The reference A is used 2 times. Give each EOI a reference of its own.",
    )


def test_a_ring_fence_that_is_not_there() -> None:
    five = [eoi(f"E{number}", 5, fences="smal") for number in range(5)]
    assert refused(lambda: pot(100, *five, fences={"small": 5})) == (
        "There is no ring-fence “smal”, but EOIs say that they belong to it: E0, E1, E2 and 2 more. "
        "Add the ring-fence, or take its name out.",
    )


def test_references_that_are_not_there() -> None:
    assert refused(lambda: pot(100, eoi("A", 5), tie_order=("A", "B", "A"), band=("C",))) == (
        "The tie order names A 2 times. Name it once.",
        "The tie order names B, but there is no such EOI.",
        "The band names C, but there is no such EOI.",
    )


def test_no_more_than_a_hundred_problems_are_listed() -> None:
    problems = refused(lambda: pot(100, *(eoi(f"E{number}", -1) for number in range(103))))
    assert (len(problems), problems[-1]) == (101, "There are 3 more problems. Mend these first.")
