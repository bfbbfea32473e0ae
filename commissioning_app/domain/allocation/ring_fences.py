"""Ring-fences: run over all first, act only where a fence is not met, and explain what falls short."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from commissioning_app.domain.allocation.problem import AllocationProblem, RingFence
from commissioning_app.domain.allocation.result import RingFenceReport
from commissioning_app.domain.money import Pence, pounds

Run = TypeVar("Run")


def settle(
    problem: AllocationProblem,
    run: Callable[[tuple[RingFence, ...]], Run],
    amounts_of: Callable[[Run], Mapping[str, Pence]],
) -> tuple[Run, tuple[RingFence, ...]]:
    """Run a method over all, then again with the fences that were not met, until no more of them break.

    ``run`` gets the fences that it has to act on, by name; ``amounts_of`` gives its amounts by reference.
    Gives the last run and the fences acted on. A fence that is met as it is changes nothing.
    """
    active: tuple[RingFence, ...] = ()
    while True:
        outcome = run(active)
        amounts = amounts_of(outcome)
        broken = [
            fence
            for fence in problem.ring_fences
            if fence not in active and awarded_inside(problem, fence, amounts) < fence.at_least_pence
        ]
        if not broken:
            return outcome, active
        active = tuple(sorted((*active, *broken), key=lambda fence: fence.name))


def awarded_inside(problem: AllocationProblem, fence: RingFence, amounts: Mapping[str, Pence]) -> Pence:
    """What the EOIs inside a fence get together; an EOI counts in each of its fences."""
    return sum(amounts.get(eoi.reference, 0) for eoi in problem.at_or_above if fence.name in eoi.ring_fences)


def reports(
    problem: AllocationProblem,
    amounts: Mapping[str, Pence],
    active: tuple[RingFence, ...],
    levels: Mapping[str, Pence | None],
) -> tuple[RingFenceReport, ...]:
    """What became of each fence, in the order of the problem."""
    made = []
    for fence in problem.ring_fences:
        awarded = awarded_inside(problem, fence, amounts)
        met = awarded >= fence.at_least_pence
        made.append(
            RingFenceReport(
                name=fence.name,
                at_least_pence=fence.at_least_pence,
                awarded_pence=awarded,
                met=met,
                raised=fence in active,
                level_pence=levels.get(fence.name),
                why=_met(fence, awarded, fence in active) if met else _short(problem, fence, awarded),
            )
        )
    return tuple(made)


def _met(fence: RingFence, awarded: Pence, raised: bool) -> str:
    """Say that a fence is met, and whether it had to act."""
    how = "only because it was filled first" if raised else "without acting on it"
    return f"Met {how}: {pounds(awarded)} of at least {pounds(fence.at_least_pence)}."


def _short(problem: AllocationProblem, fence: RingFence, awarded: Pence) -> str:
    """Say why a fence falls short: too few EOIs, asks too small, or needs that don't fit."""
    short = f"{pounds(fence.at_least_pence - awarded)} short of {pounds(fence.at_least_pence)}"
    members = [eoi for eoi in problem.eois if fence.name in eoi.ring_fences]
    if not members:
        return f"{short}: no EOI belongs to it."
    reached = [eoi for eoi in members if eoi.score >= problem.threshold]
    if not reached:
        return f"{short}: no EOI in it reached the threshold."
    asked = sum(eoi.requested_pence for eoi in reached)
    if asked < fence.at_least_pence:
        return f"{short}: the EOIs in it that reached the threshold ask for {pounds(asked)} together."
    most = problem.most_per_organisation_pence
    if most is not None:
        asks: dict[tuple[str, str], Pence] = {}
        for eoi in reached:
            asks[eoi.claimant] = asks.get(eoi.claimant, 0) + eoi.requested_pence
        can_get = sum(min(ask, most) for ask in asks.values())
        if can_get < fence.at_least_pence:
            return f"{short}: at most {pounds(most)} an organisation, those in it can get {pounds(can_get)}."
    return f"{short}: what its waiting EOIs need does not fit beside what others were given first."
