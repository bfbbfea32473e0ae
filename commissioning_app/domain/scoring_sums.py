"""The whole numbers behind panel scores: fractions are made of them once, at the end.

A panel score is a fraction of sums of weighted points. Adding ten thousand EOIs' fractions one by one takes
a second; adding their numerators and making one fraction of the result takes a few hundredths of it.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TypeVar

from commissioning_app.domain.errors import BadValue
from commissioning_app.domain.forms import Criterion
from commissioning_app.domain.panels import MemberGroup

EoiKey = TypeVar("EoiKey", bound=Hashable)
Scores = Mapping[str, int | None]
"""Criterion id → points, None for "not applicable"."""

Ratio = tuple[int, int]
"""Weighted points over weighted tops, not reduced."""


def weighed(scores: Scores, criteria: Sequence[Criterion]) -> Ratio:
    """The weighted points and the weighted tops of the criteria that were scored; 0 and 0 for none."""
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
    return points, top


class Sums:
    """What members gave one EOI: each total of the two groups as a ratio, and the scores as they are."""

    __slots__ = ("commissioner", "community", "scores")

    def __init__(self) -> None:
        self.community: list[Ratio] = []
        self.commissioner: list[Ratio] = []
        self.scores: list[Scores] = []


def sums_of(
    eois: Iterable[EoiKey],
    assessments: Iterable[tuple[EoiKey, Hashable, MemberGroup, Scores]],
    criteria: Sequence[Criterion],
) -> dict[EoiKey, Sums]:
    """What members gave each EOI, in the order given; scores that are one object are weighed once."""
    by_eoi = {eoi: Sums() for eoi in eois}
    known: dict[int, tuple[Scores, Ratio]] = {}
    for eoi, _, group, scores in assessments:
        sums = by_eoi.get(eoi)
        if sums is None:
            continue
        found = known.get(id(scores))
        if found is None:
            # Kept beside what it weighs, so that no other object gets its identity.
            found = known[id(scores)] = scores, weighed(scores, criteria)
        sums.scores.append(scores)
        if found[1][1]:
            (sums.community if group is MemberGroup.COMMUNITY else sums.commissioner).append(found[1])
    return by_eoi


class ExactScores:
    """Exact scores from sums, 0–100; the same numbers are made into a fraction once."""

    def __init__(self, alpha: Fraction) -> None:
        """``alpha`` is the community's share of power."""
        if not 0 <= alpha <= 1:
            raise BadValue("The community's share of power is a number from 0 to 1.")
        self._alpha = alpha.as_integer_ratio()
        self._known: dict[Ratio, Fraction] = {}

    def panel_score(self, sums: Sums, *, one_group_agreed: bool) -> Fraction | None:
        """``alpha`` times the mean of the community totals, plus the rest times that of the commissioners'.

        None where a group has no total, unless that was agreed: then the mean of those there are.
        """
        if not (sums.community and sums.commissioner):
            return self.mean(sums.community or sums.commissioner) if one_group_agreed else None
        share, whole = self._alpha
        ours, our_top = _mean_of(sums.community)
        theirs, their_top = _mean_of(sums.commissioner)
        points = share * ours * their_top + (whole - share) * theirs * our_top
        return self._fraction(points, whole * our_top * their_top)

    def mean(self, totals: Sequence[Ratio]) -> Fraction | None:
        """The mean of totals; None of nothing."""
        return self._fraction(*_mean_of(totals)) if totals else None

    def _fraction(self, points: int, top: int) -> Fraction:
        found = self._known.get((points, top))
        if found is None:
            found = self._known[points, top] = Fraction(100 * points, top)
        return found


def _mean_of(totals: Sequence[Ratio]) -> Ratio:
    """The mean of ratios; most have one top, and then their points are only added."""
    total, common = totals[0]
    for points, top in totals[1:]:
        if top == common:
            total += points
        else:
            total, common = total * top + points * common, common * top
    return total, common * len(totals)
