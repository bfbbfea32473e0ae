"""Fair shares: constrained equal awards with minimums as floors, one claim an organisation.

The rule is ours (methods.md, allocation 1). In order of score every claim comes in whose minimum still fits
beside the minimums of those in; then one level is held between each claim's minimum and its ask. Where a
ring-fence is not met, it gets a level of its own and the common level falls.
"""

from __future__ import annotations

from dataclasses import dataclass

from commissioning_app.domain.allocation import ring_fences, sentences
from commissioning_app.domain.allocation.admission import Admission, admit
from commissioning_app.domain.allocation.claims import Claim, claims_of, share
from commissioning_app.domain.allocation.outcomes import Outcome, build_result
from commissioning_app.domain.allocation.problem import AllocationEoi, AllocationProblem, RingFence
from commissioning_app.domain.allocation.result import AllocationResult, Reason
from commissioning_app.domain.money import Pence

NAME = "fair-shares"


@dataclass
class _Run:
    """One pass: who is in, what each has at least, the amounts and the levels."""

    admission: Admission
    floors: dict[str, Pence]
    raised_by: dict[str, str]
    fence_levels: dict[str, Pence | None]
    amounts: dict[str, Pence]
    level: Pence | None


def fair_shares(problem: AllocationProblem) -> AllocationResult:
    """Share the pot by fair shares."""
    claims = claims_of(problem)
    run, active = ring_fences.settle(
        problem, lambda fences: _run(problem, claims, fences), lambda r: r.amounts
    )
    outcomes: dict[str, Outcome] = {}
    waiting = set(run.admission.waiting())
    for claim in claims:
        for eoi in claim.beyond_limit:
            outcomes[eoi.reference] = _waits_at_limit(problem)
        for eoi in claim.eois:
            outcomes[eoi.reference] = _waits(claim) if claim in waiting else _is_in(problem, claim, eoi, run)
    return build_result(
        problem,
        NAME,
        outcomes,
        level_pence=run.level,
        fence_reports=ring_fences.reports(problem, run.amounts, active, _levels_inside(run, active)),
    )


def _run(problem: AllocationProblem, claims: list[Claim], fences: tuple[RingFence, ...]) -> _Run:
    """One pass over all claims, acting on the given fences."""
    admission = admit(problem.pot_pence, claims, fences)
    floors = {eoi.reference: eoi.minimum_pence for claim in admission.inside() for eoi in claim.eois}
    run = _Run(admission, floors, {}, {}, {}, None)
    if fences:
        _raise_fences(run, fences, problem.pot_pence)
        if _second_chance(run, problem.pot_pence):
            _raise_fences(run, fences, problem.pot_pence)
    run.amounts, run.level = share(problem.pot_pence, admission.inside(), run.floors)
    return run


def _raise_fences(run: _Run, fences: tuple[RingFence, ...], pot: Pence) -> None:
    """Raise the floors inside each fence to the level at which it is met.

    The fence that needs the highest level goes first: what it gives to EOIs that are in a second fence too
    then counts there, and the second, being lower, takes nothing further from the first.
    """
    left = list(fences)
    while left:
        tries = []
        for fence in left:
            budget = _fence_budget(run, fence, left, pot)
            amounts, level = share(budget, run.admission.inside(), run.floors, fence.name)
            tries.append((level is not None, -(level or 0), fence.name, fence, amounts, level))
        _, _, _, fence, amounts, level = min(tries, key=lambda made: made[:3])
        for reference, amount in amounts.items():
            if amount > run.floors[reference]:
                run.floors[reference] = amount
                run.raised_by[reference] = fence.name
                run.fence_levels[fence.name] = level
        left.remove(fence)


def _fence_budget(run: _Run, fence: RingFence, left: list[RingFence], pot: Pence) -> Pence:
    """What may go inside a fence: its least, but not the money that the other fences still need."""
    room = pot - sum(run.floors.values())
    for other in left:
        if other is not fence:
            target = run.admission.targets[other.name]
            room -= max(0, target - _floor_inside(run, other.name))
    inside = _floor_inside(run, fence.name)
    return max(inside, min(fence.at_least_pence, inside + room))


def _floor_inside(run: _Run, fence: str) -> Pence:
    """What the EOIs inside a fence have at least, together."""
    return sum(run.floors[eoi.reference] for claim in run.admission.inside() for eoi in claim.inside(fence))


def _second_chance(run: _Run, pot: Pence) -> bool:
    """Let in, in order, whose minimum fits after all in what overlapping fences turned out not to need."""
    room = pot - sum(run.floors.values())
    came = False
    for claim in run.admission.waiting():
        if claim.minimum_pence <= room:
            run.admission.let_in(claim)
            run.floors.update((eoi.reference, eoi.minimum_pence) for eoi in claim.eois)
            room -= claim.minimum_pence
            came = True
    return came


def _levels_inside(run: _Run, active: tuple[RingFence, ...]) -> dict[str, Pence | None]:
    """The level inside each fence that had to act: its own, or the common one where this is higher."""
    levels: dict[str, Pence | None] = {}
    for fence in active:
        own = run.fence_levels.get(fence.name, 0)
        levels[fence.name] = None if own is None or run.level is None else max(own, run.level)
    return levels


def _waits_at_limit(problem: AllocationProblem) -> Outcome:
    """An EOI whose minimum doesn't fit under the most for one organisation."""
    most = problem.most_per_organisation_pence or 0
    return Outcome(0, Reason.ORGANISATION_LIMIT, sentences.waits_at_limit(most))


def _waits(claim: Claim) -> Outcome:
    """An EOI of a claim whose minimum, all its EOIs together, did not fit."""
    why = sentences.waits_for_minimum(claim.minimum_pence, len(claim.eois))
    return Outcome(0, Reason.MINIMUM_DOES_NOT_FIT, why, needs_pence=claim.minimum_pence)


def _is_in(problem: AllocationProblem, claim: Claim, eoi: AllocationEoi, run: _Run) -> Outcome:
    """An EOI of a claim that came in: its amount, and what decided it."""
    amount = run.amounts[eoi.reference]
    if not eoi.requested_pence:
        return Outcome(0, Reason.NOTHING_ASKED, sentences.waits_for_anything(asked=False))
    total = sum(run.amounts[each.reference] for each in claim.eois)
    reason, fence = _what_decided(claim, total, run)
    if not amount and reason is Reason.ORGANISATION_LIMIT:
        return _waits_at_limit(problem)
    if not amount:
        why = sentences.waits_inside() if total else sentences.waits_for_anything(asked=True)
        return Outcome(0, Reason.NOTHING_LEFT, why, needs_pence=1)
    sharing = sum(1 for each in claim.eois if each.requested_pence)
    if sharing == 1:
        level = run.fence_levels[fence] if fence else run.level
        most = problem.most_per_organisation_pence or 0
        why = sentences.fair_share(eoi, amount, reason, level=level, most=most, fence=fence)
        return Outcome(amount, reason, why)
    in_full = amount == eoi.requested_pence
    why = sentences.shared_in_organisation(in_full, total, sharing, reason, fence)
    return Outcome(amount, Reason.SHARED_IN_ORGANISATION, why)


def _what_decided(claim: Claim, total: Pence, run: _Run) -> tuple[Reason, str]:
    """What a claim's amount is: its ask, the level, its minimum, the limit, or a ring-fence (named then)."""
    asked = sum(eoi.requested_pence for eoi in claim.eois)
    if total == claim.ask_pence < asked:
        return Reason.ORGANISATION_LIMIT, ""
    if run.level is None:
        return Reason.POT_IS_ENOUGH, ""
    floor = sum(run.floors[eoi.reference] for eoi in claim.eois)
    if total == floor > claim.minimum_pence and total > run.level:
        return Reason.RING_FENCE, next(
            run.raised_by[e.reference] for e in claim.eois if e.reference in run.raised_by
        )
    if total < run.level:
        return Reason.BELOW_LEVEL, ""
    if total == claim.minimum_pence and total > run.level:
        return Reason.MINIMUM, ""
    return Reason.LEVEL, ""
