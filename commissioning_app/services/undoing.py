"""Taking a decision back: its awards and instalments go, and the trail keeps what they were."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from commissioning_app.domain.awards import InstalmentState, RecommendationState
from commissioning_app.domain.errors import StepRefused
from commissioning_app.domain.rounds import Round
from commissioning_app.services.audit import record, snapshot
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.monitoring.freezing import unfreeze_totals
from commissioning_app.services.ports.unit_of_work import UnitOfWork

TOTALS_SEEN = "totals by leadership group read"
"""What the trail calls the first look at totals by leadership group; after it a decision stands."""


def totals_were_seen(uow: UnitOfWork, round_id: UUID) -> bool:
    """Whether anybody looked at the round's totals by leadership group."""
    return bool(uow.views.entries_at(TOTALS_SEEN, round_id=round_id))


def put_recommendations_aside(uow: UnitOfWork, round_: Round) -> None:
    """What was recommended before no longer stands: the pot has to be shared again."""
    standing = (RecommendationState.RECOMMENDED, RecommendationState.APPROVED)
    for recommendation in uow.recommendations.where(round_id=round_.id, state=standing):
        recommendation.state = RecommendationState.REPLACED


def take_back_decision(
    context: ServiceContext, uow: UnitOfWork, round_: Round, reason: str
) -> dict[str, Any]:
    """Remove the awards of a decision and free its recommendation; returns what changed, for the trail."""
    put_recommendations_aside(uow, round_)
    unfreeze_totals(uow, round_)
    awards = uow.awards.where(round_id=round_.id)
    instalments = uow.instalments.where(award_id=[award.id for award in awards]) if awards else []
    if any(instalment.state is InstalmentState.PAID for instalment in instalments):
        raise StepRefused("Money of this round was paid, so its decision can't be taken back.")
    for award in awards:
        own = [instalment for instalment in instalments if instalment.award_id == award.id]
        record(
            uow,
            context,
            action="award taken back",
            subject_kind="award",
            subject_id=award.id,
            round_id=round_.id,
            before={**snapshot(award), "instalments": [snapshot(one) for one in own]},
            reason=reason.strip(),
        )
        for instalment in own:
            uow.instalments.remove(instalment)
        uow.awards.remove(award)
    return {"awards_taken_back": len(awards)}
