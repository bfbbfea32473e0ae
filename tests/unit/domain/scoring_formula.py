"""Panel scores as methods.md writes them: one fraction after the other, slowly, to compare with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from commissioning_app.domain.forms import Criterion
from commissioning_app.domain.panels import MemberGroup
from commissioning_app.domain.scoring import PanelScore, Scored, Scores, member_total


def panel_scores_by_the_formula(
    eois: Iterable[str],
    assessments: Sequence[Scored[str]],
    criteria: Sequence[Criterion],
    alpha: Fraction,
    one_group_agreed: frozenset[str],
) -> dict[str, PanelScore[str]]:
    """What ``panel_scores`` has to give."""
    raw: dict[str, Fraction | None] = {}
    found = {}
    for eoi in eois:
        of_eoi = [(group, scores) for key, _, group, scores in assessments if key == eoi]
        totals: dict[MemberGroup, list[Fraction]] = {group: [] for group in MemberGroup}
        for group, scores in of_eoi:
            total = member_total(scores, criteria)
            if total is not None:
                totals[group].append(total)
        ours, theirs = totals[MemberGroup.COMMUNITY], totals[MemberGroup.COMMISSIONER]
        raw[eoi] = raw_panel_score(ours, theirs, alpha, one_group_agreed=eoi in one_group_agreed)
        found[eoi] = (
            mean(ours),
            mean(theirs),
            len(ours) + len(theirs),
            _spread([scores for _, scores in of_eoi]),
        )
    there = [score for score in raw.values() if score is not None]
    return {eoi: PanelScore(eoi, score, *found[eoi], _rank(score, there)) for eoi, score in raw.items()}


def raw_panel_score(
    community: Sequence[Fraction],
    commissioner: Sequence[Fraction],
    alpha: Fraction,
    *,
    one_group_agreed: bool = False,
) -> Fraction | None:
    """``α·mean(community totals) + (1−α)·mean(commissioner totals)``; of one group only where agreed."""
    ours, theirs = mean(community), mean(commissioner)
    if ours is not None and theirs is not None:
        return alpha * ours + (1 - alpha) * theirs
    return mean([*community, *commissioner]) if one_group_agreed else None


def mean(totals: Sequence[Fraction]) -> Fraction | None:
    """The exact mean; None of nothing."""
    return sum(totals, Fraction(0)) / len(totals) if totals else None


def _spread(given: Sequence[Scores]) -> dict[str, int]:
    by_criterion: dict[str, list[int]] = {}
    for scores in given:
        for criterion, score in scores.items():
            if score is not None:
                by_criterion.setdefault(criterion, []).append(score)
    return {criterion: max(points) - min(points) for criterion, points in by_criterion.items()}


def _rank(score: Fraction | None, there: Sequence[Fraction]) -> int | None:
    return None if score is None else 1 + sum(other > score for other in there)
