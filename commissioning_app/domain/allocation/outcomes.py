"""From amounts to a result: decisions, the reserve list, officer's notes, the funding line, what is left."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass

from commissioning_app.domain.allocation import sentences
from commissioning_app.domain.allocation.problem import AllocationEoi, AllocationProblem
from commissioning_app.domain.allocation.result import AllocatedEoi, AllocationResult, Reason, RingFenceReport
from commissioning_app.domain.eois import Decision
from commissioning_app.domain.money import Pence

_NAMED_IN_A_NOTE = 3


@dataclass(frozen=True)
class Outcome:
    """What a method says of one EOI; ``needs_pence`` is the least that one who waits could be given."""

    amount_pence: Pence
    reason: Reason
    why: str
    needs_pence: Pence | None = None


def build_result(
    problem: AllocationProblem,
    method: str,
    outcomes: Mapping[str, Outcome],
    *,
    level_pence: Pence | None = None,
    fence_reports: tuple[RingFenceReport, ...] = (),
) -> AllocationResult:
    """Make the result of a method from its outcome for each EOI at or above the threshold."""
    notes = _notes(problem.at_or_above, outcomes)
    awards = []
    waiting = 0
    for eoi in problem.in_order:
        outcome = outcomes.get(eoi.reference) or _declined(eoi, problem)
        decision = _decision(eoi, outcome)
        if decision is Decision.RESERVE:
            waiting += 1
        awards.append(
            AllocatedEoi(
                reference=eoi.reference,
                requested_pence=eoi.requested_pence,
                amount_pence=outcome.amount_pence,
                decision=decision,
                reason=outcome.reason,
                why=outcome.why,
                score=eoi.score,
                reserve_position=waiting if decision is Decision.RESERVE else None,
                officer_note=notes.get(eoi.reference, ""),
            )
        )
    allocated = sum(award.amount_pence for award in awards)
    left = problem.pot_pence - allocated
    return AllocationResult(
        method=method,
        pot_pence=problem.pot_pence,
        allocated_pence=allocated,
        awards=tuple(awards),
        left_pence=left,
        left_why=_left_why(problem, left, outcomes),
        funding_line_reference=next((a.reference for a in reversed(awards) if a.amount_pence), None),
        level_pence=level_pence,
        fence_reports=fence_reports,
    )


def _declined(eoi: AllocationEoi, problem: AllocationProblem) -> Outcome:
    """An EOI below the threshold."""
    return Outcome(0, Reason.BELOW_THRESHOLD, sentences.below_threshold(eoi.score, problem.threshold))


def _decision(eoi: AllocationEoi, outcome: Outcome) -> Decision:
    """The decision that goes with an outcome."""
    if outcome.reason is Reason.BELOW_THRESHOLD:
        return Decision.DECLINE
    if not outcome.amount_pence:
        return Decision.RESERVE
    return Decision.FULL if outcome.amount_pence == eoi.requested_pence else Decision.PART


def _notes(in_order: tuple[AllocationEoi, ...], outcomes: Mapping[str, Outcome]) -> dict[str, str]:
    """A note for each EOI that waits while one below it came in; it names the first of these."""
    notes: dict[str, str] = {}
    nearest: deque[str] = deque(maxlen=_NAMED_IN_A_NOTE)
    below = 0
    for eoi in reversed(in_order):
        outcome = outcomes[eoi.reference]
        if outcome.amount_pence:
            nearest.appendleft(eoi.reference)
            below += 1
        elif below and eoi.requested_pence:
            notes[eoi.reference] = sentences.passed_over(tuple(nearest), below)
    return notes


def _left_why(problem: AllocationProblem, left: Pence, outcomes: Mapping[str, Outcome]) -> str:
    """Why money is left, in a sentence or two."""
    if not left:
        return "Nothing is left."
    if not problem.eois:
        return "There is no EOI."
    if not problem.at_or_above:
        return "No EOI reached the threshold."
    waiting = [outcome for outcome in outcomes.values() if not outcome.amount_pence]
    reasons = {outcome.reason for outcome in waiting}
    in_part = any(0 < outcomes[e.reference].amount_pence < e.requested_pence for e in problem.at_or_above)
    limited = in_part or Reason.ORGANISATION_LIMIT in reasons
    parts = []
    if Reason.STOPPED_BEFORE in reasons:
        parts.append("The method stops at the first EOI that does not fit.")
    elif needs := [outcome.needs_pence for outcome in waiting if outcome.needs_pence is not None]:
        parts.append(sentences.less_than_any_need(min(needs)))
    if limited:
        parts.append("An organisation can't get more than the most for one organisation.")
    return " ".join(parts) or "Everyone who reached the threshold has what they asked for."
