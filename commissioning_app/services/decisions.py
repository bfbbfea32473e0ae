"""The approver's decision on a recommendation: agree, and awards are made; or send it back with a reason."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from commissioning_app.domain.awards import Recommendation, RecommendationState
from commissioning_app.domain.eois import EoiState
from commissioning_app.domain.errors import StepBlocked, StepRefused
from commissioning_app.domain.principles.findings import Finding, FindingState
from commissioning_app.domain.roles import can_approve
from commissioning_app.domain.rounds import Round, RoundState, Step
from commissioning_app.services.allocation import share_pot
from commissioning_app.services.audit import record
from commissioning_app.services.awarding import make_awards
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.interests import ensure_free_to_decide
from commissioning_app.services.lookups import ensure_fresh, round_by_code
from commissioning_app.services.monitoring.freezing import freeze_totals
from commissioning_app.services.permissions import require
from commissioning_app.services.ports.unit_of_work import UnitOfWork
from commissioning_app.services.principles import refuse_if_blocked, review


def decide_round(
    context: ServiceContext, *, round_code: str, approve: bool, reason: str = "", version: int | None = None
) -> UUID:
    """Approve the recorded recommendation, which decides the round and makes its awards; or send it back.

    Raises FourEyes for the one who recorded it or anyone who scored, StepBlocked where a check stands
    in the way.
    """
    require(context.actor, can_approve)
    with context.unit_of_work() as uow:
        round_ = round_by_code(uow, round_code)
        if round_.state is not RoundState.MODERATION:
            raise StepRefused(f"The round is {round_.state}. It is decided at moderation.")
        ensure_free_to_decide(uow, context, round_)
        recommendation = waiting_recommendation(uow, round_)
        ensure_fresh(recommendation, version)
        if approve:
            _approve(context, uow, round_, recommendation, reason)
        else:
            recommendation.send_back(by=context.actor.person_id, at=context.clock.now(), reason=reason)
            _record(context, uow, round_, recommendation, "recommendation sent back", reason)
        uow.commit()
        return recommendation.id


def waiting_recommendation(uow: UnitOfWork, round_: Round) -> Recommendation:
    """The recommendation that waits for the approver; raises StepRefused when there is none."""
    found = uow.recommendations.find(round_id=round_.id, state=RecommendationState.RECOMMENDED)
    if found is None:
        raise StepRefused("There is no recommendation to decide on. An officer records one first.")
    return found


def _approve(
    context: ServiceContext, uow: UnitOfWork, round_: Round, recommendation: Recommendation, reason: str
) -> None:
    scorers = {row[0] for row in uow.members.columns("person_id", round_id=round_.id)}
    recommendation.approve(
        by=context.actor.person_id, at=context.clock.now(), others_with_a_part=frozenset(scorers)
    )
    recommendation.decision_reason = reason.strip()
    findings = review(uow, context, round_).findings
    refuse_if_blocked(round_, findings, step=Step.DECIDE)
    _ensure_read_by_the_one_who_decides(context, round_, findings)
    _ensure_nothing_moved(context, uow, round_, recommendation)
    make_awards(context, uow, round_, recommendation)
    eois = uow.eois.where(round_id=round_.id, state=EoiState.SCORED)
    for eoi in eois:
        eoi.move(EoiState.DECIDED)
    round_.advance(at=context.clock.now(), by=context.actor.name)
    _record(context, uow, round_, recommendation, "recommendation approved", reason)
    freeze_totals(uow, context, round_)


def _ensure_read_by_the_one_who_decides(
    context: ServiceContext, round_: Round, findings: Iterable[Finding]
) -> None:
    """Due regard can't be handed on: the equality statement was read by whoever decides (check A6)."""
    counts = any(one.id == "A6" and one.state is FindingState.MET for one in findings)
    if counts and round_.records.equality_reading.read_by != context.actor.name:
        raise StepBlocked(
            "Somebody else said that they read the equality statement. The one who decides reads it too.",
            finding_ids=("A6",),
        )


def _ensure_nothing_moved(
    context: ServiceContext, uow: UnitOfWork, round_: Round, recommendation: Recommendation
) -> None:
    """An EOI that was withdrawn or ruled out since, or a score that changed, can't alter an award unseen."""
    seed = recommendation.settings.get("seed")
    shared = share_pot(context, uow, round_, recommendation.method, seed)
    now = {
        shared.eois[one.reference].eoi_id: (one.amount_pence, one.decision, str(one.score))
        for one in shared.result.awards
    }
    lines = uow.recommendation_lines.columns(
        "eoi_id", "amount_pence", "decision", "score", recommendation_id=recommendation.id
    )
    if shared.unscored or now != {line[0]: line[1:] for line in lines}:
        raise StepBlocked(
            "EOIs or scores changed since this was recommended. "
            "Send it back, so that the pot is shared again.",
            finding_ids=(),
        )


def _record(
    context: ServiceContext,
    uow: UnitOfWork,
    round_: Round,
    recommendation: Recommendation,
    action: str,
    reason: str,
) -> None:
    record(
        uow,
        context,
        action=action,
        subject_kind="recommendation",
        subject_id=recommendation.id,
        round_id=round_.id,
        before={"state": RecommendationState.RECOMMENDED},
        after={"state": recommendation.state, "round": round_.state},
        reason=reason.strip(),
    )
