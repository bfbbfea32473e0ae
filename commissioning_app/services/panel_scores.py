"""The panel's scores of a round: whose assessments count, and the community's share of power."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import repeat
from uuid import UUID

from commissioning_app.domain.panels import MemberGroup, PanelMember
from commissioning_app.domain.roles import can_see_all_assessments
from commissioning_app.domain.rounds import Round
from commissioning_app.domain.scoring import PanelScore, Scored, default_alpha, raw_scores
from commissioning_app.domain.scoring import panel_scores as score_panel
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.interests import counting_pairs
from commissioning_app.services.lookups import is_in_play, round_by_code, those_in_play
from commissioning_app.services.permissions import require
from commissioning_app.services.ports.unit_of_work import UnitOfWork
from commissioning_app.services.sight import assessments_in_sight


def panel_scores(context: ServiceContext, *, round_code: str) -> Mapping[str, PanelScore[str]]:
    """The panel score, spread and rank of each EOI in play that the actor may see, in order of reference."""
    require(context.actor, can_see_all_assessments)
    with context.reading() as uow:
        round_ = round_by_code(uow, round_code)
        scores = scores_of_round(uow, round_)
        in_sight, _ = assessments_in_sight(uow, context, round_)
        references = dict(uow.eois.columns("id", "reference", **those_in_play(round_)))
    shown = sorted((references[key], score) for key, score in scores.items() if key in in_sight)
    return {
        name: PanelScore(name, one.raw, one.community, one.commissioner, one.scorers, one.spread, one.rank)
        for name, one in shown
    }


def scores_of_round(uow: UnitOfWork, round_: Round) -> dict[UUID, PanelScore[UUID]]:
    """The score of each EOI in play by its id, within the caller's transaction."""
    return scores_of(uow, round_, counting_assessments(uow, round_))


def scores_of(uow: UnitOfWork, round_: Round, given: Iterable[Scored[UUID]]) -> dict[UUID, PanelScore[UUID]]:
    """The same for who has read the assessments that count."""
    eois = eois_in_play(uow, round_)
    agreed = _agreed(uow, round_, eois)
    return score_panel(eois, given, round_.criteria, alpha_of(uow, round_), one_group_agreed=agreed)


def ranking_scores(uow: UnitOfWork, round_: Round) -> dict[UUID, Fraction | None]:
    """The score that ranks each EOI in play, by EOI id; None until both groups scored it."""
    eois = eois_in_play(uow, round_)
    return raw_scores(
        eois,
        counting_assessments(uow, round_),
        round_.criteria,
        alpha_of(uow, round_),
        one_group_agreed=_agreed(uow, round_, eois),
    )


def eois_in_play(uow: UnitOfWork, round_: Round) -> list[UUID]:
    """The EOIs that are, or were, considered for money."""
    return [one.id for one in uow.views.eoi_standings(round_.id) if is_in_play(round_, one)]


def counting_assessments(uow: UnitOfWork, round_: Round) -> Iterator[Scored[UUID]]:
    """Every assessment that counts: sent by a voting member without an interest in the organisation."""
    members, left_out = counting_pairs(uow, round_)
    away: defaultdict[UUID, set[UUID]] = defaultdict(set)
    for member_id, eoi_id in left_out:
        away[member_id].add(eoi_id)
    for member_id, sent in uow.views.sent_scores(round_.id).items():
        if member_id not in members:
            continue
        given = zip(sent.eois, repeat(member_id), repeat(members[member_id].group), sent.scores, strict=False)
        gone = away.get(member_id)
        yield from given if gone is None else (one for one in given if one[0] not in gone)


def alpha_of(uow: UnitOfWork, round_: Round) -> Fraction:
    """The community's share of power: the round's, else their share of the voting members, at least half."""
    if round_.community_power_percent is not None:
        return Fraction(round_.community_power_percent, 100)
    return alpha_of_members([one for one in uow.members.where(round_id=round_.id) if one.is_voting])


def alpha_of_members(voting: list[PanelMember]) -> Fraction:
    """The community's share of heads among voting members, a half at least."""
    community = sum(1 for one in voting if one.group is MemberGroup.COMMUNITY)
    return default_alpha(community, len(voting))


def _agreed(uow: UnitOfWork, round_: Round, eois: Iterable[UUID]) -> frozenset[UUID]:
    """All EOIs where it was explained and agreed that some have scorers of one group only (check P7)."""
    agreed = uow.explanations.count(round_id=round_.id, check_id="P7", is_agreed=True)
    return frozenset(eois) if agreed else frozenset()
