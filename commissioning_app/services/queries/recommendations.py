"""Read model of a recorded recommendation: its amounts as recorded, who decided, what moved since."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from uuid import UUID

from commissioning_app.domain.allocation import (
    AllocationEoi,
    AllocationProblem,
    AllocationResult,
    method_named,
)
from commissioning_app.domain.awards import Recommendation, RecommendationState
from commissioning_app.domain.eois import Decision
from commissioning_app.domain.money import Pence
from commissioning_app.domain.rounds import Round
from commissioning_app.services.allocation import EoiOfRound
from commissioning_app.services.context import LONDON, ServiceContext
from commissioning_app.services.ports.unit_of_work import UnitOfWork

STANDING = frozenset({RecommendationState.RECOMMENDED, RecommendationState.APPROVED})
"""Recommendations whose amounts are shown instead of freshly computed ones."""


@dataclass(frozen=True)
class AllocationLine:
    """One EOI with its amount; ``why`` can go into a letter, ``officer_note`` names others and can't."""

    reference: str
    organisation: str
    title: str
    is_small: bool
    score: Fraction | None
    requested_pence: Pence
    minimum_pence: Pence
    amount_pence: Pence
    decision: Decision
    why: str
    officer_note: str
    reserve_position: int | None


@dataclass(frozen=True)
class FenceLine:
    """What became of a ring-fence, in a sentence."""

    name: str
    at_least_pence: Pence
    why: str
    met: bool


@dataclass(frozen=True)
class RecommendationView:
    """The last recommendation: who recorded it, what the approver said, and what moved since.

    ``differs_from_rule`` are the EOIs that get another amount than under the published rule, ``moved`` those
    that would get another one if it were recorded now.
    """

    version: int
    state: RecommendationState
    method: str
    method_title: str
    allocated_pence: Pence
    recorded_by: str
    recorded_on: date
    is_mine: bool
    departure_reason: str
    decided_by: str
    decided_on: date | None
    decision_reason: str
    differs_from_rule: tuple[str, ...]
    moved: tuple[str, ...]


def recorded_lines(
    uow: UnitOfWork,
    recommendation: Recommendation,
    problem: AllocationProblem,
    eois: Mapping[str, EoiOfRound],
) -> list[AllocationLine]:
    known = {eoi.eoi_id: eoi for eoi in eois.values()}
    considered: dict[str, AllocationEoi] = {eoi.reference: eoi for eoi in problem.eois}
    stored = sorted(
        uow.recommendation_lines.where(recommendation_id=recommendation.id), key=lambda line: line.position
    )
    gone = [line.eoi_id for line in stored if line.eoi_id not in known]
    if gone:
        names = dict(uow.organisations.columns("id", "name"))
        for eoi_id, reference, organisation_id, title in uow.eois.columns(
            "id", "reference", "organisation_id", "title", id=gone
        ):
            known[eoi_id] = EoiOfRound(eoi_id, reference, names[organisation_id], title, False)
    lines = []
    for line in stored:
        eoi = known[line.eoi_id]
        now = considered.get(eoi.reference)
        lines.append(
            AllocationLine(
                eoi.reference,
                eoi.organisation,
                eoi.title,
                eoi.is_small,
                Fraction(line.score) if line.score else None,
                line.requested_pence,
                now.minimum_pence if now is not None else 0,
                line.amount_pence,
                Decision(line.decision),
                line.why,
                line.officer_note,
                line.reserve_position,
            )
        )
    return lines


def recorded_fences(recommendation: Recommendation) -> tuple[FenceLine, ...]:
    return tuple(
        FenceLine(one["name"], one["at_least_pence"], one["why"], one.get("met", True))
        for one in recommendation.settings.get("ring_fences", ())
    )


def latest_recommendation(uow: UnitOfWork, round_: Round) -> Recommendation | None:
    """The recommendation that counts: one that stands, else the last that was sent back."""
    found = [
        one for one in uow.recommendations.where(round_id=round_.id)
        if one.state is not RecommendationState.REPLACED
    ]  # fmt: skip
    return max(found, key=lambda one: (one.state in STANDING, one.recorded_at), default=None)


def view_of(
    context: ServiceContext,
    uow: UnitOfWork,
    recommendation: Recommendation | None,
    results: Mapping[str, AllocationResult],
    own: AllocationResult,
    away: Collection[str] = (),
) -> RecommendationView | None:
    """The recommendation as the page tells of it; EOIs that are ``away`` are not named."""
    if recommendation is None:
        return None
    names = _names(uow, recommendation)
    references = dict(uow.eois.columns("id", "reference", round_id=recommendation.round_id))
    amounts = {
        references[eoi_id]: pence
        for eoi_id, pence in uow.recommendation_lines.columns(
            "eoi_id", "amount_pence", recommendation_id=recommendation.id
        )
    }
    waits = recommendation.state is RecommendationState.RECOMMENDED
    moved = _differing(amounts, results[recommendation.method]) if waits else ()
    departs = _differing(amounts, own) if recommendation.departure_reason else ()
    return RecommendationView(
        version=recommendation.version,
        state=recommendation.state,
        method=recommendation.method,
        method_title=method_named(recommendation.method).title,
        allocated_pence=recommendation.allocated_pence,
        recorded_by=names.get(recommendation.recorded_by, ""),
        recorded_on=day_of(recommendation.recorded_at),
        is_mine=recommendation.recorded_by == context.actor.person_id,
        departure_reason=recommendation.departure_reason,
        decided_by=names.get(recommendation.decided_by, "") if recommendation.decided_by else "",
        decided_on=day_of(recommendation.decided_at) if recommendation.decided_at else None,
        decision_reason=recommendation.decision_reason,
        differs_from_rule=tuple(reference for reference in departs if reference not in away),
        moved=tuple(reference for reference in moved if reference not in away),
    )


def _differing(amounts: Mapping[str, Pence], result: AllocationResult) -> tuple[str, ...]:
    now = {award.reference: award.amount_pence for award in result.awards}
    return tuple(sorted(ref for ref in {*amounts, *now} if amounts.get(ref, 0) != now.get(ref, 0)))


def _names(uow: UnitOfWork, recommendation: Recommendation) -> dict[UUID, str]:
    ids = [one for one in (recommendation.recorded_by, recommendation.decided_by) if one is not None]
    return dict(uow.people.columns("id", "name", id=ids))


def day_of(moment: datetime) -> date:
    return moment.astimezone(LONDON).date()
