"""Sharing a round's pot: computing, comparing, and recording what the panel recommends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any
from uuid import UUID, uuid4

from commissioning_app.domain.allocation import (
    AllocationEoi,
    AllocationProblem,
    AllocationResult,
    MethodFigures,
    MethodOptions,
    RingFence,
    WhenItDoesNotFit,
    allocate,
    compare,
    methods,
)
from commissioning_app.domain.awards import Recommendation, RecommendationLine, RecommendationState
from commissioning_app.domain.eois import Decision, FundingKind
from commissioning_app.domain.errors import BadValue, StepRefused
from commissioning_app.domain.forms import says_yes
from commissioning_app.domain.money import Pence, pounds
from commissioning_app.domain.roles import can_read_awards, can_recommend
from commissioning_app.domain.rounds import FenceBasis, Round, RoundState
from commissioning_app.services.audit import record
from commissioning_app.services.awarding import replace_trial_awards
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.interests import ensure_free_to_decide
from commissioning_app.services.leave_one_out import swings_of
from commissioning_app.services.lookups import round_by_code
from commissioning_app.services.panel_scores import ranking_scores
from commissioning_app.services.permissions import require
from commissioning_app.services.policy import small_line_pence
from commissioning_app.services.ports.unit_of_work import UnitOfWork
from commissioning_app.services.sight import ensure_amounts_in_sight, outcomes_out_of_sight


@dataclass(frozen=True)
class EoiOfRound:
    """What a page or a file shows of an EOI beside its amount."""

    eoi_id: UUID
    reference: str
    organisation: str
    title: str
    is_small: bool


@dataclass(frozen=True)
class Shared:
    """A computed allocation: the problem, its result, who the EOIs are, and who has no panel score."""

    round_code: str
    method: str
    is_the_rule: bool
    problem: AllocationProblem
    result: AllocationResult
    eois: Mapping[str, EoiOfRound]
    unscored: tuple[str, ...]


def compute_allocation(
    context: ServiceContext, *, round_code: str, method: str | None = None, seed: str | None = None
) -> Shared:
    """Share the pot by the round's own rule, or by another method for comparison; nothing is recorded.

    From moderation on; EOIs that a panel member may not see are left out of what they get back.
    """
    require(context.actor, can_read_awards)
    with context.reading() as uow:
        round_ = round_by_code(uow, round_code)
        ensure_amounts_in_sight(round_)
        shared = share_pot(context, uow, round_, method, seed)
        return _without(shared, outcomes_out_of_sight(uow, context, round_))


def compare_methods(context: ServiceContext, *, round_code: str) -> tuple[MethodFigures, ...]:
    """Every method on the same round, beside the round's own; for comparison only."""
    require(context.actor, can_read_awards)
    with context.reading() as uow:
        round_ = round_by_code(uow, round_code)
        ensure_amounts_in_sight(round_)
        own = share_pot(context, uow, round_, None, None)
        others = [allocate(own.problem, one.name) for one in methods()]
        return compare(others, own.problem, own.result)


def record_recommendation(
    context: ServiceContext,
    *,
    round_code: str,
    method: str | None = None,
    seed: str | None = None,
    reason: str = "",
) -> UUID:
    """Record what the panel recommends; another method than the published rule needs a reason."""
    require(context.actor, can_recommend)
    with context.unit_of_work() as uow:
        round_ = round_by_code(uow, round_code)
        if round_.state is not RoundState.MODERATION and not (
            round_.is_trial and round_.state is not RoundState.CANCELLED
        ):
            raise StepRefused(
                f"The round is {round_.state}. A recommendation is recorded at moderation, "
                "when all have scored."
            )
        ensure_free_to_decide(uow, context, round_)
        shared = share_pot(context, uow, round_, method, seed)
        departs = not shared.is_the_rule and not round_.is_trial
        if departs and not reason.strip():
            raise BadValue(
                f"The rule published at opening is {round_.effective_rule.method}. "
                "Say why you depart from it.",
                field="reason",
            )
        if shared.unscored and not round_.is_trial:
            raise StepRefused(_unscored_sentence(shared.unscored))
        recommendation = _store(context, uow, round_, shared, reason if departs else "")
        if round_.is_trial:
            recommendation.state = RecommendationState.APPROVED
            replace_trial_awards(context, uow, round_, recommendation)
        uow.commit()
        return recommendation.id


def share_pot(
    context: ServiceContext, uow: UnitOfWork, round_: Round, method: str | None, seed: str | None
) -> Shared:
    """Share the pot within the caller's transaction, by the round's own rule or by another method."""
    rule = round_.effective_rule
    problem, eois, unscored = problem_of(context, uow, round_, seed)
    chosen = rule.method.value if method is None else method
    result = allocate(problem, chosen)
    return Shared(round_.code, chosen, chosen == rule.method.value, problem, result, eois, unscored)


def _without(shared: Shared, away: frozenset[UUID]) -> Shared:
    """The same without some EOIs: no amount, no rank, and no note of another EOI that names them."""
    if not away:
        return shared
    gone = {eoi.reference for eoi in shared.eois.values() if eoi.eoi_id in away}
    problem, result = shared.problem, shared.result
    line = result.funding_line_reference
    return replace(
        shared,
        problem=replace(problem, eois=tuple(eoi for eoi in problem.eois if eoi.reference not in gone)),
        result=replace(
            result,
            awards=tuple(
                replace(award, officer_note="") for award in result.awards if award.reference not in gone
            ),
            funding_line_reference=None if line in gone else line,
        ),
        eois={reference: eoi for reference, eoi in shared.eois.items() if reference not in gone},
        unscored=tuple(reference for reference in shared.unscored if reference not in gone),
    )


def problem_of(
    context: ServiceContext, uow: UnitOfWork, round_: Round, seed: str | None = None
) -> tuple[AllocationProblem, dict[str, EoiOfRound], tuple[str, ...]]:
    """The allocation problem of a round, its EOIs, and the references left out for want of a score."""
    rule, small_line = round_.effective_rule, small_line_pence(context, round_)
    scores, answers = ranking_scores(uow, round_), _answers_for_fences(uow, round_)
    organisations = {one.id: one.organisation_id for one in uow.views.eoi_standings(round_.id)}
    considered, shown, unscored = [], {}, []
    for line in uow.views.eoi_lines(round_.id):
        if line.id not in scores:
            continue
        reference, asked = line.reference, line.requested_pence
        small = line.income_pence is not None and line.income_pence < small_line
        shown[reference] = EoiOfRound(line.id, reference, line.organisation, line.title, small)
        score = scores[line.id]
        if score is None and round_.is_trial:
            score = Fraction(rule.threshold)
        if score is None:
            unscored.append(reference)
            continue
        core = line.funding_kind is FundingKind.CORE
        considered.append(
            AllocationEoi(
                reference=reference,
                organisation=str(organisations[line.id]),
                requested_pence=asked,
                minimum_pence=minimum_of(round_, asked, line.minimum_pence),
                score=score,
                small=small,
                core=core,
                ring_fences=_fences(round_, small, core, answers.get(line.id, {})),
            )
        )
    problem = AllocationProblem(
        pot_pence=round_.pot_pence,
        threshold=Fraction(rule.threshold),
        eois=tuple(considered),
        ring_fences=tuple(RingFence(f.name, f.at_least_pence) for f in rule.ring_fences),
        most_per_organisation_pence=rule.most_per_organisation_pence,
        options=MethodOptions(
            option=WhenItDoesNotFit.STOP if rule.stop_at_first_misfit else WhenItDoesNotFit.SKIP,
            part_fund=rule.part_fund,
            seed=seed,
        ),
    )
    return problem, shown, tuple(sorted(unscored))


def minimum_of(round_: Round, asked: Pence, stated: Pence | None) -> Pence:
    """The least that makes the work possible: as stated, or the rule's share of the ask.

    The share is never under the smallest award, nor ever above the ask (methods.md, Allocation).
    """
    if stated is not None:
        return min(stated, asked)
    share = -(-asked * round_.effective_rule.minimum_share_percent // 100)
    return min(asked, max(share, round_.smallest_award_pence))


def _answers_for_fences(uow: UnitOfWork, round_: Round) -> Mapping[UUID, Mapping[str, str]]:
    """The EOIs' answers, where a ring-fence of the rule goes by one of them."""
    if all(fence.basis is not FenceBasis.PUBLISHED_QUESTION for fence in round_.effective_rule.ring_fences):
        return {}
    return dict(uow.eois.columns("id", "answers", round_id=round_.id))


def _fences(round_: Round, small: bool, core: bool, answers: Mapping[str, str]) -> frozenset[str]:
    """The ring-fences that an EOI is in: by size, by kind, or by its yes to a published question."""
    inside = set()
    for fence in round_.effective_rule.ring_fences:
        by_basis = {
            FenceBasis.SMALL: small,
            FenceBasis.CORE: core,
            FenceBasis.PUBLISHED_QUESTION: says_yes(answers.get(fence.question_id, "")),
        }
        if by_basis[fence.basis]:
            inside.add(fence.name)
    return frozenset(inside)


def _store(
    context: ServiceContext, uow: UnitOfWork, round_: Round, shared: Shared, reason: str
) -> Recommendation:
    for earlier in uow.recommendations.where(round_id=round_.id):
        if earlier.state in (RecommendationState.RECOMMENDED, RecommendationState.APPROVED):
            earlier.state = RecommendationState.REPLACED
    result = shared.result
    recommendation = Recommendation(
        id=uuid4(),
        round_id=round_.id,
        method=shared.method,
        pot_pence=result.pot_pence,
        allocated_pence=result.allocated_pence,
        left_why=result.left_why,
        settings={
            **_settings(shared),
            "leave_one_out": swings_of(uow, round_, shared.problem, shared.result),
        },
        recorded_by=context.actor.person_id,
        recorded_at=context.clock.now(),
        departure_reason=reason.strip(),
    )
    uow.recommendations.add(recommendation)
    lines = [
        RecommendationLine(
            id=uuid4(),
            recommendation_id=recommendation.id,
            eoi_id=shared.eois[award.reference].eoi_id,
            position=position,
            requested_pence=award.requested_pence,
            amount_pence=award.amount_pence,
            decision=Decision(award.decision),
            reason=award.reason.value,
            why=award.why,
            officer_note=award.officer_note,
            score=str(award.score),
            reserve_position=award.reserve_position,
        )
        for position, award in enumerate(result.awards, 1)
    ]
    uow.recommendation_lines.insert_many([vars_of(line) for line in lines])
    record(
        uow,
        context,
        action="recommendation recorded",
        subject_kind="recommendation",
        subject_id=recommendation.id,
        round_id=round_.id,
        after={
            "method": shared.method,
            "pot_pence": result.pot_pence,
            "allocated_pence": result.allocated_pence,
            "amounts": {award.reference: award.amount_pence for award in result.awards},
        },
        reason=reason.strip(),
    )
    return recommendation


def vars_of(line: RecommendationLine) -> dict[str, Any]:
    """The line's columns, without what the mapping keeps beside them."""
    return {key: value for key, value in vars(line).items() if not key.startswith("_sa_")}


def _settings(shared: Shared) -> dict[str, Any]:
    problem, result = shared.problem, shared.result
    return {
        "threshold": str(problem.threshold),
        "level_pence": result.level_pence,
        "funding_line": result.funding_line_reference,
        "option": problem.options.option.value,
        "part_fund": problem.options.part_fund,
        "seed": problem.options.seed,
        "ring_fences": [
            {
                "name": report.name,
                "at_least_pence": report.at_least_pence,
                "met": report.met,
                "why": report.why,
            }
            for report in result.fence_reports
        ],
    }


def _unscored_sentence(unscored: tuple[str, ...]) -> str:
    some = ", ".join(unscored[:5]) + ("…" if len(unscored) > 5 else "")
    count = f"{len(unscored)} EOIs have" if len(unscored) > 1 else "One EOI has"
    return f"{count} no panel score yet, because members of both groups have to score: {some}."


def left_of(shared: Shared) -> str:
    """What is left of the pot and why, as one sentence."""
    if not shared.result.left_pence:
        return "Nothing is left of the pot."
    return f"{pounds(shared.result.left_pence)} is left: {shared.result.left_why}"
