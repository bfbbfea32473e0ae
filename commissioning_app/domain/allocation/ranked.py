"""Ranked: by panel score, in full, until the pot ends; options skip or stop, and part-funding at the line.

Where a ring-fence is not met, its EOIs are funded first, in order, until it is; then all the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from commissioning_app.domain.allocation import ring_fences, sentences
from commissioning_app.domain.allocation.outcomes import Outcome, build_result
from commissioning_app.domain.allocation.problem import (
    AllocationEoi,
    AllocationProblem,
    RingFence,
    WhenItDoesNotFit,
)
from commissioning_app.domain.allocation.result import AllocationResult, Reason
from commissioning_app.domain.money import Pence

NAME = "ranked"


def ranked(problem: AllocationProblem) -> AllocationResult:
    """Share the pot by going down the order of panel scores."""
    walk, active = ring_fences.settle(
        problem, lambda fences: _walk(problem, fences), lambda done: done.amounts
    )
    return build_result(
        problem,
        NAME,
        walk.outcomes,
        fence_reports=ring_fences.reports(problem, walk.amounts, active, {}),
    )


def _walk(problem: AllocationProblem, fences: tuple[RingFence, ...]) -> _Walk:
    """Fill inside the given fences first, one after the other; then go over all."""
    walk = _Walk(problem)
    for place, fence in enumerate(fences):
        walk.fill(fence, fences[place + 1 :])
    walk.go_over_all()
    return walk


class _Walk:
    """One pass down the order: what is left, and what each EOI and organisation has by now."""

    def __init__(self, problem: AllocationProblem) -> None:
        self._problem = problem
        self._stops = problem.options.option is WhenItDoesNotFit.STOP
        self._left = problem.pot_pence
        self._by_claimant: Counter[tuple[str, str]] = Counter()
        self._by_fence: Counter[str] = Counter()
        self._asked: Counter[str] = Counter()
        for eoi in problem.at_or_above:
            for name in eoi.ring_fences:
                self._asked[name] += eoi.requested_pence
        self.amounts: dict[str, Pence] = {}
        self.outcomes: dict[str, Outcome] = {}

    def fill(self, fence: RingFence, later: Sequence[RingFence]) -> None:
        """Fund those inside a fence, in order, until it is met; keep the money of the fences to come."""
        for eoi in self._problem.at_or_above:
            if self._by_fence[fence.name] >= fence.at_least_pence:
                break
            if fence.name not in eoi.ring_fences or eoi.reference in self.amounts:
                continue
            for_others = sum(self._still_needs(other) for other in later if other.name not in eoi.ring_fences)
            outcome = self._try(eoi, self._left - for_others, fence.name)
            if outcome.reason is Reason.ASK_DOES_NOT_FIT and self._stops:
                break

    def go_over_all(self) -> None:
        """Fund all the others, in order, from what is left."""
        stopped = False
        for eoi in self._problem.at_or_above:
            if eoi.reference in self.amounts:
                continue
            if stopped:
                self.outcomes[eoi.reference] = Outcome(
                    0, Reason.STOPPED_BEFORE, sentences.waits_in_order(stopped=True)
                )
                continue
            outcome = self._try(eoi, self._left, "")
            stopped = self._stops and (outcome.reason in (Reason.ASK_DOES_NOT_FIT, Reason.LAST_OF_THE_POT))

    def _still_needs(self, fence: RingFence) -> Pence:
        """What a fence needs yet, as far as its EOIs ask for it."""
        return max(0, min(fence.at_least_pence, self._asked[fence.name]) - self._by_fence[fence.name])

    def _try(self, eoi: AllocationEoi, available: Pence, fence: str) -> Outcome:
        """Fund an EOI if what is available allows, and keep the outcome."""
        outcome = self._outcome(eoi, available, fence)
        self.outcomes[eoi.reference] = outcome
        if outcome.amount_pence:
            self.amounts[eoi.reference] = outcome.amount_pence
            self._left -= outcome.amount_pence
            self._by_claimant[eoi.claimant] += outcome.amount_pence
            for name in eoi.ring_fences:
                self._by_fence[name] += outcome.amount_pence
        return outcome

    def _outcome(self, eoi: AllocationEoi, available: Pence, fence: str) -> Outcome:
        """What an EOI gets when its turn comes: its ask held to the organisation's limit, or it waits."""
        if not eoi.requested_pence:
            return Outcome(0, Reason.NOTHING_ASKED, sentences.waits_for_anything(asked=False))
        most = self._problem.most_per_organisation_pence
        ask, least = eoi.requested_pence, max(eoi.minimum_pence, 1)
        if most is not None:
            ask = min(ask, most - self._by_claimant[eoi.claimant])
            if ask < least:
                return Outcome(0, Reason.ORGANISATION_LIMIT, sentences.waits_at_limit(most))
        if ask <= available:
            amount, reason = ask, Reason.RING_FENCE if fence else Reason.REACHED_IN_ORDER
            if ask < eoi.requested_pence:
                reason = Reason.ORGANISATION_LIMIT
        elif self._problem.options.part_fund and available >= least:
            amount, reason = available, Reason.LAST_OF_THE_POT
        else:
            needs = least if self._problem.options.part_fund else ask
            return Outcome(
                0, Reason.ASK_DOES_NOT_FIT, sentences.waits_in_order(stopped=False), needs_pence=needs
            )
        return Outcome(
            amount, reason, sentences.in_order(eoi, amount, reason=reason, most=most or 0, fence=fence)
        )
