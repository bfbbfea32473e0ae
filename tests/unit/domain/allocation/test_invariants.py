"""What holds for every method, whatever the problem."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissioning_app.domain.allocation import AllocationProblem, Reason, allocate, methods
from commissioning_app.domain.eois import Decision
from tests.unit.domain.allocation.making import problems

every_method = pytest.mark.parametrize("method", [method.name for method in methods()])


@every_method
@given(problem=problems())
def test_money_is_exact_and_within_bounds(method: str, problem: AllocationProblem) -> None:
    result = allocate(problem, method)
    assert sorted(award.reference for award in result.awards) == sorted(e.reference for e in problem.eois)
    assert sum(award.amount_pence for award in result.awards) == result.allocated_pence <= problem.pot_pence
    assert result.left_pence == problem.pot_pence - result.allocated_pence
    for eoi in problem.eois:
        award = result.by_reference[eoi.reference]
        assert 0 <= award.amount_pence <= eoi.requested_pence
        assert award.amount_pence == 0 or award.amount_pence >= eoi.minimum_pence
        assert eoi.score >= problem.threshold or award.amount_pence == 0


@every_method
@given(problem=problems())
def test_decisions_follow_from_amounts(method: str, problem: AllocationProblem) -> None:
    result = allocate(problem, method)
    for award in result.awards:
        if award.score < problem.threshold:
            expected = Decision.DECLINE
        elif award.amount_pence == 0:
            expected = Decision.RESERVE
        else:
            expected = Decision.FULL if award.amount_pence == award.requested_pence else Decision.PART
        assert award.decision is expected
        assert award.why.startswith(
            {
                Decision.FULL: "In full: ",
                Decision.PART: "In part: ",
                Decision.RESERVE: "On the reserve list: ",
                Decision.DECLINE: "Not funded: ",
            }[expected]
        )
    positions = [award.reserve_position for award in result.awards if award.reserve_position is not None]
    assert positions == list(range(1, len(result.reserve_list) + 1))
    funded = [award.reference for award in result.awards if award.amount_pence]
    assert result.funding_line_reference == (funded[-1] if funded else None)


@every_method
@given(problem=problems(), seed=st.integers(0, 1000))
def test_order_of_the_input_does_not_matter(method: str, problem: AllocationProblem, seed: int) -> None:
    shuffled_eois, shuffled_fences = list(problem.eois), list(problem.ring_fences)
    random.Random(seed).shuffle(shuffled_eois)
    random.Random(seed).shuffle(shuffled_fences)
    shuffled = replace(problem, eois=tuple(shuffled_eois), ring_fences=tuple(shuffled_fences))
    first, second = allocate(problem, method), allocate(shuffled, method)
    assert first.awards == second.awards
    assert set(first.fence_reports) == set(second.fence_reports)
    assert first == allocate(problem, method)


@every_method
@given(problem=problems())
def test_no_organisation_gets_more_than_the_most(method: str, problem: AllocationProblem) -> None:
    most = problem.most_per_organisation_pence
    result = allocate(problem, method)
    for organisation in {eoi.organisation for eoi in problem.eois if eoi.organisation}:
        total = sum(
            result.by_reference[eoi.reference].amount_pence
            for eoi in problem.eois
            if eoi.organisation == organisation
        )
        assert most is None or total <= most
    alone = [eoi for eoi in problem.eois if not eoi.organisation]
    assert most is None or all(result.by_reference[eoi.reference].amount_pence <= most for eoi in alone)


@every_method
@given(problem=problems())
def test_sentences_for_letters_name_nobody_else(method: str, problem: AllocationProblem) -> None:
    result = allocate(problem, method)
    for award in result.awards:
        assert "EOI-" not in award.why
        assert award.why.endswith(".") and award.why.count(": ") == 1


@every_method
@given(problem=problems())
def test_who_is_passed_over_is_named_in_the_officers_note(method: str, problem: AllocationProblem) -> None:
    result = allocate(problem, method)
    below: list[str] = []
    for award in reversed(result.awards):
        passed_over = award.decision is Decision.RESERVE and award.requested_pence > 0 and below
        assert bool(award.officer_note) == bool(passed_over)
        assert all(reference in award.officer_note for reference in below[:3] if passed_over)
        if award.amount_pence:
            below.insert(0, award.reference)
    assert [award.reference for award in result.passed_over] == [
        award.reference for award in result.awards if award.officer_note
    ]


@every_method
@given(problem=problems())
def test_a_ring_fence_is_met_or_its_shortfall_explained(method: str, problem: AllocationProblem) -> None:
    result = allocate(problem, method)
    for fence, report in zip(problem.ring_fences, result.fence_reports, strict=True):
        inside = [eoi for eoi in problem.eois if fence.name in eoi.ring_fences]
        awarded = sum(result.by_reference[eoi.reference].amount_pence for eoi in inside)
        assert (report.name, report.awarded_pence) == (fence.name, awarded)
        assert report.met == (awarded >= fence.at_least_pence)
        assert report.shortfall_pence == max(0, fence.at_least_pence - awarded)
        assert report.why.startswith("Met ") == report.met
        assert report.met or " short of " in report.why


@every_method
@given(problem=problems(organisations=False, limit=False))
def test_a_ring_fence_is_met_where_asks_allow_it(method: str, problem: AllocationProblem) -> None:
    problem = replace(
        problem,
        eois=tuple(replace(eoi, minimum_pence=0) for eoi in problem.eois),
        options=replace(problem.options, part_fund=True),
    )
    for fence, report in zip(problem.ring_fences, allocate(problem, method).fence_reports, strict=True):
        asked = sum(e.requested_pence for e in problem.at_or_above if fence.name in e.ring_fences)
        assert report.met == (asked >= fence.at_least_pence)


@every_method
@given(problem=problems())
def test_a_met_ring_fence_changes_nothing(method: str, problem: AllocationProblem) -> None:
    freed = replace(
        problem,
        ring_fences=tuple(replace(fence, at_least_pence=0) for fence in problem.ring_fences),
    )
    without = allocate(freed, method)
    met = all(
        without.fence_reports[place].awarded_pence >= fence.at_least_pence
        for place, fence in enumerate(problem.ring_fences)
    )
    result = allocate(problem, method)
    assert any(report.raised for report in result.fence_reports) == (not met)
    if met:
        assert result.awards == without.awards


@every_method
@given(problem=problems())
def test_money_is_left_only_for_a_reason(method: str, problem: AllocationProblem) -> None:
    result = allocate(problem, method)
    left = result.left_pence
    assert (result.left_why == "Nothing is left.") == (left == 0)
    asked = [award for award in result.awards if award.requested_pence and award.score >= problem.threshold]
    if left and problem.at_or_above:
        content = all(award.decision is Decision.FULL for award in asked)
        assert content == (result.left_why == "Everyone who reached the threshold has what they asked for.")
        limited = any(a.decision is Decision.PART or a.reason is Reason.ORGANISATION_LIMIT for a in asked)
        assert limited == ("the most for one organisation" in result.left_why)


@every_method
@given(problem=problems())
def test_what_is_left_is_too_little_for_those_who_wait(method: str, problem: AllocationProblem) -> None:
    result = allocate(problem, method)
    for eoi in problem.at_or_above:
        reason = result.by_reference[eoi.reference].reason
        if reason is Reason.MINIMUM_DOES_NOT_FIT:
            whole = sum(e.minimum_pence for e in problem.at_or_above if e.claimant == eoi.claimant)
            assert whole > result.left_pence
        if reason is Reason.ASK_DOES_NOT_FIT:
            assert eoi.requested_pence > result.left_pence
            assert not problem.options.part_fund or max(1, eoi.minimum_pence) > result.left_pence
        if reason is Reason.NOTHING_LEFT:
            assert result.left_pence == 0
