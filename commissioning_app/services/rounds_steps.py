"""Taking a round through its life: a guarded step on, a step back, cancelling, a later closing day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from commissioning_app.domain.application_forms.versions import WentOut
from commissioning_app.domain.assessments import AssessmentState
from commissioning_app.domain.dates import long_date
from commissioning_app.domain.design import problems_of_design
from commissioning_app.domain.eois import EoiState
from commissioning_app.domain.errors import Problems, StepRefused
from commissioning_app.domain.principles.findings import Finding
from commissioning_app.domain.principles.publishing import ready_items
from commissioning_app.domain.principles.wording import counted
from commissioning_app.domain.roles import can_explain, can_move_rounds
from commissioning_app.domain.rounds import STEP_INTO, Round, RoundState, Step
from commissioning_app.services.audit import record
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.explanations import add_explanation
from commissioning_app.services.form_versions import keep_version
from commissioning_app.services.lookups import round_by_code
from commissioning_app.services.permissions import require
from commissioning_app.services.policy import workspace_policy
from commissioning_app.services.ports.unit_of_work import UnitOfWork
from commissioning_app.services.principles import RoundReview, findings_for, refuse_if_blocked, review
from commissioning_app.services.undoing import put_recommendations_aside, take_back_decision, totals_were_seen

TAKEN = {
    RoundState.OPEN: "round opened",
    RoundState.CLOSED: "round closed",
    RoundState.SCORING: "scoring started",
    RoundState.MODERATION: "moderation started",
    RoundState.DECIDED: "trial round decided",
    RoundState.ANNOUNCED: "decisions announced",
    RoundState.PAYING: "payments started",
    RoundState.FINISHED: "round finished",
}
"""What the trail calls each step; but for trials the step into *decided* is the approver's, elsewhere."""

HOW_TO_DECIDE = (
    "The approver decides. Record the recommendation on the Allocation tab; a second person, who did not "
    "score, then approves it there."
)


@dataclass(frozen=True)
class AdvanceResult:
    """Where a round came to, and what the checks say there."""

    code: str
    state: RoundState
    findings: tuple[Finding, ...]


def advance_round(
    context: ServiceContext, *, round_code: str, explanations: Mapping[str, str] | None = None
) -> AdvanceResult:
    """Take a round one step on.

    Raises Problems or StepRefused where the round itself is not ready, StepBlocked where a check stands in
    the way. ``explanations`` (check id to why) are recorded first and kept even then: a blocked step can be
    taken once an approver agreed to them.
    """
    require(context.actor, can_move_rounds)
    if explanations:
        require(context.actor, can_explain)
    with context.unit_of_work() as uow:
        round_ = round_by_code(uow, round_code)
        step = STEP_INTO[round_.next_state()]
        seen = review(uow, context, round_)
        _READY[step](context, seen)
        findings: tuple[Finding, ...] = seen.findings
        if explanations:
            for check_id, why in explanations.items():
                add_explanation(uow, context, round_, seen.findings, check_id=check_id, why=why)
            uow.commit()
            round_ = round_by_code(uow, round_code)
            findings = findings_for(uow, context, round_, seen.facts)
        refuse_if_blocked(round_, findings, step=step)
        _take(context, uow, seen, step, findings)
        uow.flush()
        after = review(uow, context, round_).findings
        uow.commit()
        return AdvanceResult(round_.code, round_.state, after)


def step_back(context: ServiceContext, *, round_code: str, reason: str) -> RoundState:
    """Take a round one step back with a reason; from *decided* the awards are taken back with it."""
    require(context.actor, can_move_rounds)
    with context.unit_of_work() as uow:
        round_ = round_by_code(uow, round_code)
        left = round_.state
        round_.step_back(
            at=context.clock.now(),
            by=context.actor.name,
            reason=reason,
            totals_were_seen=left is RoundState.DECIDED and totals_were_seen(uow, round_.id),
        )
        changed: dict[str, Any] = {}
        if left is RoundState.DECIDED:
            changed = take_back_decision(context, uow, round_, reason)
            changed["eois"] = _move_all(uow, round_.id, {EoiState.DECIDED}, EoiState.SCORED)
        elif left is RoundState.MODERATION:
            put_recommendations_aside(uow, round_)
            changed["eois"] = _move_all(uow, round_.id, {EoiState.SCORED}, EoiState.ELIGIBLE)
        elif left is RoundState.OPEN:
            if uow.assessments.count(round_id=round_.id, state=AssessmentState.SUBMITTED):
                raise StepRefused(
                    "Members have sent scores. The rule was chosen before they were known, so it stays."
                )
            round_.published_items = ()
        _record(
            context,
            uow,
            round_,
            "round taken back a step",
            {"state": left},
            {"state": round_.state, **changed},
            reason,
        )
        uow.commit()
        return round_.state


def cancel_round(context: ServiceContext, *, round_code: str, reason: str) -> None:
    """Cancel a round before its announcement; the reason goes into a letter to every applicant.

    What was recommended or decided no longer stands, so that nothing of it can be paid.
    """
    require(context.actor, can_move_rounds)
    with context.unit_of_work() as uow:
        round_ = round_by_code(uow, round_code)
        before = round_.state
        round_.cancel(at=context.clock.now(), by=context.actor.name, reason=reason)
        after: dict[str, Any] = {"state": round_.state}
        put_recommendations_aside(uow, round_)
        if before is RoundState.DECIDED:
            after |= take_back_decision(context, uow, round_, reason)
            after["eois"] = _move_all(uow, round_.id, {EoiState.DECIDED}, EoiState.SCORED)
        _record(context, uow, round_, "round cancelled", {"state": before}, after, reason)
        uow.commit()


def extend_closing(context: ServiceContext, *, round_code: str, closes_on: date, reason: str = "") -> None:
    """Move the closing day later, before it passes; everyone who was told the old one is told the new one."""
    require(context.actor, can_move_rounds)
    with context.unit_of_work() as uow:
        round_ = round_by_code(uow, round_code)
        before = round_.timetable.closes_on
        round_.extend_closing(closes_on=closes_on, today=context.clock.today())
        problems = problems_of_design(round_)
        if problems:
            raise Problems([*problems, "The days after closing have to follow the new closing day."])
        _record(
            context,
            uow,
            round_,
            "closing day moved",
            {"closes_on": before},
            {"closes_on": closes_on},
            reason,
        )
        uow.commit()


def _take(
    context: ServiceContext,
    uow: UnitOfWork,
    seen: RoundReview,
    step: Step,
    findings: tuple[Finding, ...],
) -> None:
    """Change the round and its EOIs, and record it with what each guarding check said."""
    round_, before = seen.round, seen.round.state
    round_.advance(at=context.clock.now(), by=context.actor.name)
    after: dict[str, Any] = {"state": round_.state}
    if step is Step.OPEN:
        after |= _publish(context, seen)
        keep_version(uow, context, round_, WentOut.OPENED)
    elif step is Step.SCORING and round_.is_trial:
        after["eois"] = _move_all(uow, round_.id, {EoiState.RECEIVED}, EoiState.ELIGIBLE)
    elif step is Step.MODERATION:
        after["eois"] = _move_all(uow, round_.id, {EoiState.ELIGIBLE}, EoiState.SCORED)
    elif step is Step.DECIDE:
        after["eois"] = _move_all(uow, round_.id, {EoiState.SCORED}, EoiState.DECIDED)
    elif step is Step.ANNOUNCE:
        states = {EoiState.DECIDED, EoiState.INELIGIBLE}
        after["eois"] = _move_all(uow, round_.id, states, EoiState.NOTIFIED)
    if not round_.is_trial:
        guarding = [f for f in findings if any(guard.step is step for guard in f.guards)]
        after["checks"] = {finding.id: finding.state for finding in guarding}
    _record(context, uow, round_, TAKEN[round_.state], {"state": before}, after)


def _publish(context: ServiceContext, seen: RoundReview) -> dict[str, Any]:
    """Keep what is published at opening, and the policy that counts from now on."""
    round_ = seen.round
    round_.policy = workspace_policy(context).as_data()
    round_.published_items = tuple(
        item.value for item in ready_items(round_, panel_members=len(seen.facts.panel.voting))
    )
    return {
        "rule": round_.published_rule,
        "published_items": round_.published_items,
        "timetable": round_.timetable,
        "policy": round_.policy,
    }


def _move_all(uow: UnitOfWork, round_id: UUID, states: set[EoiState], state: EoiState) -> dict[str, Any]:
    """Move every EOI in these states at once; their reasons and codes stay."""
    rows = uow.eois.columns("id", "version", "reference", round_id=round_id, state=states)
    uow.eois.update_many([{"id": key, "state": state, "version": version + 1} for key, version, _ in rows])
    return {"state": state, "references": [reference for _, _, reference in rows]}


def _record(
    context: ServiceContext,
    uow: UnitOfWork,
    round_: Round,
    action: str,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    reason: str = "",
) -> None:
    record(
        uow,
        context,
        action=action,
        subject_kind="round",
        subject_id=round_.id,
        round_id=round_.id,
        before=before,
        after=after,
        reason=reason.strip(),
    )


def _ready_to_open(context: ServiceContext, seen: RoundReview) -> None:
    problems = problems_of_design(seen.round)
    if problems:
        raise Problems(problems)


def _ready_to_close(context: ServiceContext, seen: RoundReview) -> None:
    closes = seen.round.timetable.closes_on
    if seen.round.is_trial:
        return
    if closes is None:
        raise StepRefused("The round has no closing day, so it can't be closed. Set one first.")
    if context.clock.today() <= closes:
        raise StepRefused(
            f"EOIs can come in until the end of {long_date(closes)}. The round can be closed after that."
        )


def _ready_to_score(context: ServiceContext, seen: RoundReview) -> None:
    if seen.round.is_trial:
        return
    _refuse_undecided(seen)
    if seen.facts.eois.in_play == 0:
        raise StepRefused("No EOI is eligible, so there is nothing to score.")


def _ready_to_moderate(context: ServiceContext, seen: RoundReview) -> None:
    if not seen.round.is_trial:
        _refuse_undecided(seen)


def _refuse_undecided(seen: RoundReview) -> None:
    """A late EOI that was taken while members score is decided on too, before the last of them ends."""
    undecided = seen.facts.eois.undecided
    if undecided:
        verb = "waits" if undecided == 1 else "wait"
        raise StepRefused(
            f"{counted(undecided, 'EOI')} still {verb} for a decision on who is eligible. "
            "Decide on the EOIs tab."
        )


def _ready_to_decide(context: ServiceContext, seen: RoundReview) -> None:
    if not seen.round.is_trial:
        raise StepRefused(HOW_TO_DECIDE)
    if seen.facts.decision.recommendation is None:
        raise StepRefused("Share the pot and record the result first; a trial round needs no approver.")


def _ready_to_announce(context: ServiceContext, seen: RoundReview) -> None:
    decision = seen.facts.decision
    missing = decision.letters_owed - decision.letters_made
    if missing > 0 and not seen.round.is_trial:
        verb = "is" if missing == 1 else "are"
        raise StepRefused(
            f"{missing:,} of {counted(decision.letters_owed, 'letter')} {verb} not made yet. "
            "Make them on the Letters tab, then announce."
        )


def _ready_to_finish(context: ServiceContext, seen: RoundReview) -> None:
    payment = seen.facts.payment
    if seen.round.is_trial:
        return
    if payment.unpaid:
        verb = "is" if payment.unpaid == 1 else "are"
        raise StepRefused(f"{counted(payment.unpaid, 'instalment')} {verb} not paid yet.")
    if payment.awards_going_on:
        verb = "goes" if payment.awards_going_on == 1 else "go"
        raise StepRefused(
            f"{counted(payment.awards_going_on, 'award')} still {verb} on. Close each one first."
        )


def _always_ready(context: ServiceContext, seen: RoundReview) -> None:
    """Nothing beyond the checks stands before this step."""


_READY: Mapping[Step, Callable[[ServiceContext, RoundReview], None]] = {
    Step.OPEN: _ready_to_open,
    Step.CLOSE: _ready_to_close,
    Step.SCORING: _ready_to_score,
    Step.MODERATION: _ready_to_moderate,
    Step.DECIDE: _ready_to_decide,
    Step.ANNOUNCE: _ready_to_announce,
    Step.PAY: _always_ready,
    Step.FINISH: _ready_to_finish,
}
"""What a round itself needs before each step, besides the checks that guard it."""
