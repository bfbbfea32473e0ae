"""Where members are far apart on a criterion, which the panel talks about (check P11)."""

from __future__ import annotations

from uuid import UUID

from commissioning_app.domain.principles.facts import Differences
from commissioning_app.domain.principles.policy import Policy
from commissioning_app.domain.roles import can_see_all_assessments
from commissioning_app.domain.rounds import Round
from commissioning_app.domain.scoring import Scores, far_apart, spread
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.lookups import round_by_code
from commissioning_app.services.panel_scores import counting_assessments, eois_in_play
from commissioning_app.services.permissions import require
from commissioning_app.services.policy import policy_of
from commissioning_app.services.ports.unit_of_work import UnitOfWork

POINTS_APART = "panel.points_apart"


def points_apart(context: ServiceContext, *, round_code: str) -> int:
    """From how many points between members on, of a scale up to 5, the round's panel talks about an EOI."""
    require(context.actor, can_see_all_assessments)
    with context.reading() as uow:
        return policy_of(context, round_by_code(uow, round_code)).whole(POINTS_APART)


def eois_apart(uow: UnitOfWork, round_: Round, *, policy: Policy) -> list[UUID]:
    """The EOIs in play on which assessments that count differ by so many points as the policy says."""
    points = policy.whole(POINTS_APART)
    by_eoi: dict[UUID, list[Scores]] = {eoi_id: [] for eoi_id in eois_in_play(uow, round_)}
    for eoi_id, _, _, scores in counting_assessments(uow, round_):
        if eoi_id in by_eoi:
            by_eoi[eoi_id].append(scores)
    return [eoi_id for eoi_id, given in by_eoi.items() if far_apart(round_.criteria, spread(given), points)]


def flagged_undiscussed(uow: UnitOfWork, round_: Round, *, policy: Policy) -> list[UUID]:
    """Those of them of which nothing was written down."""
    discussed = _discussed(uow, round_)
    return [eoi_id for eoi_id in eois_apart(uow, round_, policy=policy) if eoi_id not in discussed]


def differences_of(uow: UnitOfWork, round_: Round, *, policy: Policy) -> Differences:
    """How many EOIs were scored, on how many members are far apart, and how many of these have a note."""
    apart = eois_apart(uow, round_, policy=policy)
    discussed = _discussed(uow, round_)
    in_play = len(eois_in_play(uow, round_))
    return Differences(in_play, len(apart), sum(1 for eoi_id in apart if eoi_id in discussed))


def _discussed(uow: UnitOfWork, round_: Round) -> set[UUID]:
    return {row[0] for row in uow.discussions.columns("eoi_id", round_id=round_.id)}
