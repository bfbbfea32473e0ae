"""Panel scores: exact fractions from assessments, on a scale of 0–100 (methods.md, scoring).

Everything is a plain function of the assessments it is given. To see what one member's leaving changes, call
it without theirs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from typing import Generic, TypeVar

from commissioning_app.domain.errors import BadValue
from commissioning_app.domain.forms import Criterion
from commissioning_app.domain.scoring_sums import ExactScores, Sums, weighed
from commissioning_app.domain.scoring_sums import Scored as Scored
from commissioning_app.domain.scoring_sums import Scores as Scores

EoiKey = TypeVar("EoiKey", bound=Hashable)
HALF = Fraction(1, 2)
USUAL_TOP = 5
"""The top of the scale that thresholds in points are written for."""


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


def member_total(scores: Scores, criteria: Sequence[Criterion]) -> Fraction | None:
    """A member's total for an EOI, 0–100: weighted points over weighted tops of the criteria they scored.

    "Not applicable" (None, or no entry) is left out of both sums. None where nothing was scored.
    """
    points, top = weighed(scores, criteria)
    return Fraction(100 * points, top) if top else None


def spread(assessments: Iterable[Scores]) -> dict[str, int]:
    """Highest minus lowest score of each criterion that somebody scored, in points."""
    low: dict[str, int] = {}
    high: dict[str, int] = {}
    for scores in assessments:
        for criterion, score in scores.items():
            if score is None:
                continue
            if criterion not in low:
                low[criterion] = high[criterion] = score
            elif score < low[criterion]:
                low[criterion] = score
            elif score > high[criterion]:
                high[criterion] = score
    return {criterion: points - low[criterion] for criterion, points in high.items()}


def far_apart(
    criteria: Sequence[Criterion], differences: Mapping[str, int], points: int
) -> tuple[Criterion, ...]:
    """The criteria on which assessments differ so much that the panel talks about them (check P11).

    ``points`` are of a scale up to USUAL_TOP; on another scale it is the same share of it, rounded up.
    """
    return tuple(one for one in criteria if differences.get(one.id, 0) * USUAL_TOP >= points * one.top)


def panel_scores(
    eois: Iterable[EoiKey],
    assessments: Iterable[Scored[EoiKey]],
    criteria: Sequence[Criterion],
    alpha: Fraction,
    *,
    one_group_agreed: frozenset[EoiKey] = frozenset(),
) -> dict[EoiKey, PanelScore[EoiKey]]:
    """The panel's score, spread and rank of each EOI, in the order given; assessments of others are ignored.

    ``one_group_agreed`` are EOIs for which a score from one group alone was explained and agreed.
    """
    exact, sums = ExactScores(alpha), Sums(eois, criteria)
    given: list[list[Scores]] = [[] for _ in sums.places]
    sums.add_all(assessments, also=lambda place, scores: given[place].append(scores))
    raw = _raw(exact, sums, one_group_agreed)
    ranks = competition_ranks(raw)
    return {
        eoi: PanelScore(
            eoi=eoi,
            raw=raw[eoi],
            community=exact.score(sums.community.mean(place)),
            commissioner=exact.score(sums.commissioner.mean(place)),
            scorers=sums.community.members[place] + sums.commissioner.members[place],
            spread=spread(given[place]),
            rank=ranks.get(eoi),
        )
        for eoi, place in sums.places.items()
    }


def raw_scores(
    eois: Iterable[EoiKey],
    assessments: Iterable[Scored[EoiKey]],
    criteria: Sequence[Criterion],
    alpha: Fraction,
    *,
    one_group_agreed: frozenset[EoiKey] = frozenset(),
) -> dict[EoiKey, Fraction | None]:
    """The same, but only what ``raw`` holds."""
    exact, sums = ExactScores(alpha), Sums(eois, criteria)
    sums.add_all(assessments)
    return _raw(exact, sums, one_group_agreed)


def _raw(
    exact: ExactScores, sums: Sums[EoiKey], one_group_agreed: frozenset[EoiKey]
) -> dict[EoiKey, Fraction | None]:
    return {
        eoi: exact.panel_score(
            sums.community.mean(place),
            sums.commissioner.mean(place),
            one_is_enough=bool(one_group_agreed) and eoi in one_group_agreed,
        )
        for eoi, place in sums.places.items()
    }


def competition_ranks(scores: Mapping[EoiKey, Fraction | None]) -> dict[EoiKey, int]:
    """The rank of each EOI that has a score: 1 + how many are higher (1, 1, 3)."""
    found = [(eoi, score.as_integer_ratio(), score) for eoi, score in scores.items() if score is not None]
    counts = Counter(ratio for _, ratio, _ in found)
    distinct = {ratio: score for _, ratio, score in found}
    # Only to save comparing fractions: where the floats are equal, the fractions decide.
    by_size = sorted(distinct, key=lambda ratio: (ratio[0] / ratio[1], distinct[ratio]), reverse=True)
    places = accumulate((counts[ratio] for ratio in by_size), initial=1)
    ranks = dict(zip(by_size, places, strict=False))
    return {eoi: ranks[ratio] for eoi, ratio, _ in found}
