"""Fair shares by property: the slow reference, and what asking for more can bring."""

from __future__ import annotations

import time
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from commissioning_app.domain.allocation import (
    AllocationEoi,
    AllocationProblem,
    AllocationResult,
    RingFence,
    allocate,
)
from tests.unit.domain.allocation.making import problems
from tests.unit.domain.allocation.slow_reference import slow_fair_shares, slow_fenced_shares


def amounts(problem: AllocationProblem) -> dict[str, int]:
    """Each amount in pence, in order."""
    return {award.reference: award.amount_pence for award in allocate(problem, "fair-shares").awards}


def organisation_total(problem: AllocationProblem, result: AllocationResult, organisation: str) -> int:
    """What one organisation gets with all its EOIs, in pence."""
    return sum(
        result.by_reference[e.reference].amount_pence for e in problem.eois if e.organisation == organisation
    )


def highest_level(result: AllocationResult, problem: AllocationProblem) -> int:
    """The equal level that an organisation could be at: the common one or a ring-fence's, the pot if none."""
    levels = [
        result.level_pence,
        *(report.level_pence for report in result.fence_reports if report.raised),
    ]
    return max(problem.pot_pence if level is None else level for level in levels)


@given(problems(fences=False, limit=False))
def test_equals_the_slow_reference(problem: AllocationProblem) -> None:
    assert amounts(problem) == slow_fair_shares(problem)


@given(problems())
def test_everyone_in_has_minimum_ask_or_level(problem: AllocationProblem) -> None:
    result = allocate(problem, "fair-shares")
    most = problem.most_per_organisation_pence
    levels = {result.level_pence, *(report.level_pence for report in result.fence_reports)} - {None}
    by_claimant: dict[tuple[str, str], list[AllocationEoi]] = {}
    for each in problem.at_or_above:
        by_claimant.setdefault(each.claimant, []).append(each)
    for eois in by_claimant.values():
        if len(eois) > 1:
            continue
        amount = result.by_reference[eois[0].reference].amount_pence
        allowed = {0, eois[0].minimum_pence, eois[0].requested_pence, most}
        assert amount in allowed or amount in levels or amount - 1 in levels


@st.composite
def problems_of_an_organisation(draw: st.DrawFn, fences: bool) -> AllocationProblem:
    """A problem in which an organisation "Aa" has one EOI at or above the threshold and no other."""
    problem = draw(problems(fences=fences))
    own = [e for e in problem.eois if e.organisation == "Aa"]
    assume(own)
    kept = replace(own[0], score=max(own[0].score, problem.threshold))
    return replace(problem, eois=(kept, *(e for e in problem.eois if e.organisation != "Aa")))


@given(problem=problems_of_an_organisation(fences=False), more=st.integers(1, 60))
def test_asking_for_more_brings_no_more_than_the_equal_level(problem: AllocationProblem, more: int) -> None:
    own = problem.eois[0]
    greedy = replace(
        problem, eois=(replace(own, requested_pence=own.requested_pence + more), *problem.eois[1:])
    )
    before, after = allocate(problem, "fair-shares"), allocate(greedy, "fair-shares")
    amount = organisation_total(greedy, after, "Aa")
    assert amount <= max(own.minimum_pence, highest_level(after, greedy)) + 1
    had = organisation_total(problem, before, "Aa")
    if had < own.requested_pence:
        assert amount <= had + 1


@given(problem=problems_of_an_organisation(fences=True), more=st.integers(1, 60))
def test_nor_does_it_where_there_are_ring_fences(problem: AllocationProblem, more: int) -> None:
    own = problem.eois[0]
    greedy = replace(
        problem, eois=(replace(own, requested_pence=own.requested_pence + more), *problem.eois[1:])
    )
    result = allocate(greedy, "fair-shares")
    limit = max(own.minimum_pence, highest_level(result, greedy)) + 1
    assert organisation_total(greedy, result, "Aa") <= limit


def split(
    problem: AllocationProblem, part: int, minimum: int, *, score: Fraction, extra: int = 0
) -> AllocationProblem:
    """The same problem with the first EOI asked for as two: the second takes ``part`` of it (and more)."""
    own = problem.eois[0]
    first = replace(
        own, requested_pence=own.requested_pence - part, minimum_pence=own.minimum_pence - minimum
    )
    second = replace(
        own, reference="EOI-99", requested_pence=part + extra, minimum_pence=minimum, score=score
    )
    return replace(problem, eois=(first, second, *problem.eois[1:]))


@st.composite
def splits(draw: st.DrawFn, fences: bool) -> tuple[AllocationProblem, int, int, Fraction]:
    problem = draw(problems_of_an_organisation(fences=fences))
    own = problem.eois[0]
    minimum = draw(st.integers(0, own.minimum_pence))
    room = own.requested_pence - own.minimum_pence
    part = minimum + draw(st.integers(0, room))
    score = draw(st.sampled_from([Fraction(50), own.score]))
    return problem, part, minimum, score


@given(case=splits(fences=False))
def test_two_eois_instead_of_one_bring_the_same(case: tuple[AllocationProblem, int, int, Fraction]) -> None:
    problem, part, minimum, score = case
    two = split(problem, part, minimum, score=score)
    before, after = allocate(problem, "fair-shares"), allocate(two, "fair-shares")
    had, has = organisation_total(problem, before, "Aa"), organisation_total(two, after, "Aa")
    own, most = problem.eois[0], problem.most_per_organisation_pence
    if most is None or own.minimum_pence <= most:
        assert has == had
    else:
        assert has <= max(own.minimum_pence, highest_level(after, two)) + 1


@given(case=splits(fences=True), extra=st.integers(0, 60), fences=st.sets(st.sampled_from(["small", "core"])))
def test_two_eois_that_ask_for_more_bring_no_more_than_the_level(
    case: tuple[AllocationProblem, int, int, Fraction], extra: int, fences: set[str]
) -> None:
    problem, part, minimum, score = case
    two = split(problem, part, minimum, score=score, extra=extra)
    second = replace(two.eois[1], ring_fences=frozenset(fences))
    two = replace(two, eois=(two.eois[0], second, *two.eois[2:]))
    result = allocate(two, "fair-shares")
    limit = max(problem.eois[0].minimum_pence, highest_level(result, two)) + 1
    assert organisation_total(two, result, "Aa") <= limit


@given(problem=problems(organisations=False, limit=False), share=st.integers(0, 100))
def test_one_ring_fence_equals_the_slow_reference(problem: AllocationProblem, share: int) -> None:
    least = problem.pot_pence * share // 100
    problem = replace(
        problem,
        eois=tuple(replace(e, minimum_pence=0, ring_fences=e.ring_fences & {"small"}) for e in problem.eois),
        ring_fences=(RingFence("small", least),),
    )
    result = allocate(problem, "fair-shares")
    expected = slow_fair_shares(problem)
    if result.fence_reports[0].raised:
        expected = slow_fenced_shares(problem, "small", least)
    assert {a.reference: a.amount_pence for a in result.awards} == expected


@pytest.mark.proof
def test_ten_thousand_eois_take_well_under_a_second() -> None:
    eois = tuple(
        AllocationEoi(
            reference=f"EOI-{number:05}",
            organisation=f"O{number % 8000}",
            requested_pence=100_000 + number * 7919 % 2_900_000,
            minimum_pence=50_000 + number * 7919 % 1_450_000,
            score=Fraction(3000 + number * 104729 % 7000, (70, 97, 99, 100)[number % 4]),
            ring_fences=frozenset({"small"} if number % 3 == 0 else {"core"} if number % 3 == 1 else set()),
        )
        for number in range(10_000)
    )
    fences = (RingFence("small", 6 * 10**8), RingFence("core", 3 * 10**8))
    started = time.process_time()
    problem = AllocationProblem(10**9, Fraction(50), eois, fences, most_per_organisation_pence=2_500_000)
    result = allocate(problem, "fair-shares")
    assert time.process_time() - started < 1
    assert (result.left_pence, [report.met for report in result.fence_reports]) == (0, [True, True])
