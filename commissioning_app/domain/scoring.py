"""Panel scores: exact fractions from assessments, on a scale of 0–100 (methods.md, scoring).

Everything is a plain function of the assessments it is given. To see what one member's leaving changes, call
it without theirs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Generic, TypeVar

from commissioning_app.domain.errors import BadValue
from commissioning_app.domain.forms import Criterion
from commissioning_app.domain.panels import MemberGroup

EoiKey = TypeVar("EoiKey", bound=Hashable)
HALF = Fraction(1, 2)


@dataclass(frozen=True)
class ScoredAssessment(Generic[EoiKey]):
    """One member's scores on one EOI: criterion id → points, None for "not applicable"."""

    eoi: EoiKey
    member: Hashable
    group: MemberGroup
    scores: Mapping[str, int | None]


@dataclass(frozen=True)
class PanelScore(Generic[EoiKey]):
    """What the panel says of one EOI.

    ``raw`` is the panel score, None until both groups scored it or that was explained and agreed.
    ``community`` and ``commissioner`` are the groups' means; ``spread`` is highest minus lowest a criterion
    in points, for the criteria that somebody scored. ``rank`` counts the better scores plus one, so equal
    scores share a rank; None without a score.
    """

    eoi: EoiKey
    raw: Fraction | None
    community: Fraction | None
    commissioner: Fraction | None
    scorers: int
    spread: Mapping[str, int]
    rank: int | None = None

    @property
    def widest_spread(self) -> int:
        """The largest difference between members on any criterion, in points."""
        return max(self.spread.values(), default=0)

    def is_at_or_above(self, threshold: int | Fraction) -> bool:
        """Whether it has a score that reaches the threshold."""
        return self.raw is not None and self.raw >= threshold


def default_alpha(community_members: int, members: int) -> Fraction:
    """The community's share of power where the round sets none: their share of heads, at least a half."""
    if not 0 <= community_members <= members:
        raise BadValue("The community members are part of the panel's members: their number can't be higher.")
    return max(HALF, Fraction(community_members, members)) if members else HALF


def member_total(scores: Mapping[str, int | None], criteria: Sequence[Criterion]) -> Fraction | None:
    """A member's total for an EOI, 0–100: weighted points over weighted tops of the criteria they scored.

    "Not applicable" (None, or no entry) is left out of both sums. None where nothing was scored.
    """
    points = top = 0
    for criterion in criteria:
        score = scores.get(criterion.id)
        if score is None:
            continue
        if not 0 <= score <= criterion.top:
            raise BadValue(
                f"“{criterion.name}” is scored from 0 to {criterion.top}; {score} is outside that."
            )
        points += criterion.weight * score
        top += criterion.weight * criterion.top
    return Fraction(100 * points, top) if top else None


def raw_panel_score(
    community: Sequence[Fraction],
    commissioner: Sequence[Fraction],
    alpha: Fraction,
    *,
    one_group_agreed: bool = False,
) -> Fraction | None:
    """``alpha`` times the mean of the community totals, plus the rest times that of the commissioner totals.

    None where a group has no total, unless that was explained and agreed: then the mean of those there are.
    """
    if not 0 <= alpha <= 1:
        raise BadValue("The community's share of power is a number from 0 to 1.")
    ours, theirs = mean(community), mean(commissioner)
    if ours is not None and theirs is not None:
        return alpha * ours + (1 - alpha) * theirs
    return mean([*community, *commissioner]) if one_group_agreed else None


def mean(totals: Sequence[Fraction]) -> Fraction | None:
    """The exact mean; None of nothing."""
    return sum(totals, Fraction(0)) / len(totals) if totals else None


def spread(assessments: Iterable[Mapping[str, int | None]]) -> dict[str, int]:
    """Highest minus lowest score of each criterion that somebody scored, in points."""
    by_criterion: dict[str, list[int]] = defaultdict(list)
    for scores in assessments:
        for criterion, score in scores.items():
            if score is not None:
                by_criterion[criterion].append(score)
    return {criterion: max(points) - min(points) for criterion, points in by_criterion.items()}


def panel_scores(
    eois: Iterable[EoiKey],
    assessments: Iterable[ScoredAssessment[EoiKey]],
    criteria: Sequence[Criterion],
    alpha: Fraction,
    *,
    one_group_agreed: frozenset[EoiKey] = frozenset(),
) -> dict[EoiKey, PanelScore[EoiKey]]:
    """The panel's score, spread and rank of each EOI, in the order given; assessments of others are ignored.

    ``one_group_agreed`` are EOIs for which a score from one group alone was explained and agreed.
    """
    by_eoi: dict[EoiKey, list[ScoredAssessment[EoiKey]]] = {eoi: [] for eoi in eois}
    for assessment in assessments:
        if assessment.eoi in by_eoi:
            by_eoi[assessment.eoi].append(assessment)
    unranked = [
        _panel_score(eoi, given, criteria, alpha, eoi in one_group_agreed) for eoi, given in by_eoi.items()
    ]
    ranks = competition_ranks({score.eoi: score.raw for score in unranked})
    return {score.eoi: replace(score, rank=ranks.get(score.eoi)) for score in unranked}


def _panel_score(
    eoi: EoiKey,
    assessments: Sequence[ScoredAssessment[EoiKey]],
    criteria: Sequence[Criterion],
    alpha: Fraction,
    one_group_agreed: bool,
) -> PanelScore[EoiKey]:
    """What the panel says of one EOI, before it is ranked."""
    totals: dict[MemberGroup, list[Fraction]] = {group: [] for group in MemberGroup}
    for assessment in assessments:
        total = member_total(assessment.scores, criteria)
        if total is not None:
            totals[assessment.group].append(total)
    community, commissioner = totals[MemberGroup.COMMUNITY], totals[MemberGroup.COMMISSIONER]
    return PanelScore(
        eoi=eoi,
        raw=raw_panel_score(community, commissioner, alpha, one_group_agreed=one_group_agreed),
        community=mean(community),
        commissioner=mean(commissioner),
        scorers=len(community) + len(commissioner),
        spread=spread(assessment.scores for assessment in assessments),
    )


def competition_ranks(scores: Mapping[EoiKey, Fraction | None]) -> dict[EoiKey, int]:
    """The rank of each EOI that has a score: 1 + how many are higher (1, 1, 3)."""
    ranked = sorted((score for score in scores.values() if score is not None), reverse=True)
    first: dict[Fraction, int] = {}
    for place, score in enumerate(ranked, 1):
        first.setdefault(score, place)
    return {eoi: first[score] for eoi, score in scores.items() if score is not None}
