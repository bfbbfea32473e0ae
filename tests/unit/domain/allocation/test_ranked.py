"""Ranked: worked examples of each option, and the slow reference."""

from __future__ import annotations

import pytest
from hypothesis import given

from commissioning_app.domain.allocation import (
    AllocationProblem,
    AllocationResult,
    WhenItDoesNotFit,
    allocate,
)
from tests.unit.domain.allocation.making import eoi, pot, problems
from tests.unit.domain.allocation.slow_reference import slow_ranked

FIVE = (
    eoi("A", 300, score=90),
    eoi("B", 500, minimum=250, score=80),
    eoi("C", 400, minimum=150, score=70),
    eoi("D", 200, score=60),
    eoi("E", 100, score=40),
)
NOT_ENOUGH = "On the reserve list: what was left of the pot when its turn came was not enough for it."
ENDED = "On the reserve list: the pot ended before its turn came."
REACHED = "In full: the pot reached it in the order of panel scores."


def told(result: AllocationResult) -> list[tuple[str, int, str, str]]:
    """What each one at or above the threshold gets in pounds, the reason and the sentence."""
    return [
        (award.reference, award.amount_pence // 100, award.reason.value, award.why)
        for award in result.awards
        if award.score >= 50
    ]


def test_skip_goes_on_to_the_next_that_fits() -> None:
    result = allocate(pot(600, *FIVE), "ranked")
    assert told(result) == [
        ("A", 300, "reached_in_order", REACHED),
        ("B", 0, "ask_does_not_fit", NOT_ENOUGH),
        ("C", 0, "ask_does_not_fit", NOT_ENOUGH),
        ("D", 200, "reached_in_order", REACHED),
    ]
    assert [(a.reference, a.officer_note) for a in result.passed_over] == [
        ("B", "Waits although EOIs below it in the order came in: D."),
        ("C", "Waits although EOIs below it in the order came in: D."),
    ]
    assert (result.left_pence, result.left_why) == (
        10000,
        "It is less than any waiting EOI needs; the least is £400.",
    )
    assert (result.funding_line_reference, result.level_pence, result.fence_reports) == ("D", None, ())


def test_stop_ends_at_the_first_that_does_not_fit() -> None:
    result = allocate(pot(600, *FIVE, option=WhenItDoesNotFit.STOP), "ranked")
    assert told(result) == [
        ("A", 300, "reached_in_order", REACHED),
        ("B", 0, "ask_does_not_fit", NOT_ENOUGH),
        ("C", 0, "stopped_before", ENDED),
        ("D", 0, "stopped_before", ENDED),
    ]
    assert result.left_why == "The method stops at the first EOI that does not fit."
    assert [a.reserve_position for a in result.reserve_list] == [1, 2, 3]
    assert result.passed_over == ()


@pytest.mark.parametrize("option", WhenItDoesNotFit)
def test_part_funding_at_the_line(option: WhenItDoesNotFit) -> None:
    result = allocate(pot(600, *FIVE, option=option, part_fund=True), "ranked")
    assert told(result)[1] == (
        "B",
        300,
        "last_of_the_pot",
        "In part: the £300 that was left when its turn came, enough for the minimum of £250.",
    )
    assert {a.reference: a.amount_pence for a in result.awards if a.amount_pence} == {"A": 30000, "B": 30000}
    assert result.left_why == "Nothing is left."


def test_part_funding_needs_the_minimum() -> None:
    skipped = allocate(pot(460, *FIVE, part_fund=True), "ranked")
    assert {a.reference: a.amount_pence for a in skipped.awards if a.amount_pence} == {"A": 30000, "C": 16000}
    stopped = allocate(pot(460, *FIVE, part_fund=True, option=WhenItDoesNotFit.STOP), "ranked")
    assert {a.reference: a.amount_pence for a in stopped.awards if a.amount_pence} == {"A": 30000}
    none_left = allocate(pot(300, *FIVE, part_fund=True), "ranked")
    assert [a.amount_pence for a in none_left.awards] == [30000, 0, 0, 0, 0]
    no_minimum = allocate(pot(5, eoi("A", 9), part_fund=True), "ranked")
    assert told(no_minimum) == [
        ("A", 5, "last_of_the_pot", "In part: the £5 that was left when its turn came.")
    ]


def test_the_most_for_one_organisation() -> None:
    result = allocate(
        pot(
            1000,
            eoi("A1", 300, score=90, organisation="A"),
            eoi("A2", 300, minimum=100, score=80, organisation="A"),
            eoi("A3", 50, score=70, organisation="A"),
            eoi("B", 500, minimum=450, score=60),
            eoi("C", 0, score=60),
            most=400,
            option=WhenItDoesNotFit.STOP,
        ),
        "ranked",
    )
    limit = "In part: with it the organisation has the most for one organisation, £400."
    waits = "On the reserve list: with it the organisation would pass the most for one, £400."
    assert told(result) == [
        ("A1", 300, "reached_in_order", REACHED),
        ("A2", 100, "organisation_limit", limit),
        ("A3", 0, "organisation_limit", waits),
        ("C", 0, "nothing_asked", "On the reserve list: it asks for £0."),
        ("B", 0, "organisation_limit", waits),
    ]
    assert result.left_why == "An organisation can't get more than the most for one organisation."


@given(problems(fences=False, limit=False))
def test_equals_the_slow_reference(problem: AllocationProblem) -> None:
    amounts = {award.reference: award.amount_pence for award in allocate(problem, "ranked").awards}
    stop = problem.options.option is WhenItDoesNotFit.STOP
    assert amounts == slow_ranked(problem, stop=stop, part_fund=problem.options.part_fund)
