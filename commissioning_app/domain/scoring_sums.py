"""The whole numbers behind panel scores: fractions are made of them once, at the end.

A panel score is a fraction of sums of weighted points. Adding ten thousand EOIs' fractions one by one takes
a second; adding their numerators and making one fraction of the result takes a few hundredths of it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Generic, TypeVar

from commissioning_app.domain.errors import BadValue
from commissioning_app.domain.forms import Criterion
from commissioning_app.domain.panels import MemberGroup

EoiKey = TypeVar("EoiKey", bound=Hashable)
Scores = Mapping[str, int | None]
"""Criterion id → points, None for "not applicable"."""

Scored = tuple[EoiKey, Hashable, MemberGroup, Scores]
"""One member's scores on one EOI: EOI, member, the member's group, scores. Equal scores may be one object."""

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


class GroupSums:
    """The totals of one group's members added up, by the place of the EOI."""

    def __init__(self, eois: int) -> None:
        self._points = [0] * eois
        self._tops = [0] * eois
        self.members = [0] * eois
        """How many members' totals are in the sum."""

    def add(self, place: int, points: int, top: int) -> None:
        """Add one member's total; most have the same top, and then only their points are added."""
        common = self._tops[place]
        if top == common:
            self._points[place] += points
        elif not common:
            self._points[place], self._tops[place] = points, top
        else:
            self._points[place] = self._points[place] * top + points * common
            self._tops[place] = common * top
        self.members[place] += 1

    def mean(self, place: int) -> Ratio | None:
        """The mean of the totals, not reduced; None of nothing."""
        members = self.members[place]
        return (self._points[place], self._tops[place] * members) if members else None


class Sums(Generic[EoiKey]):
    """What members gave: the sums of both groups by the place of the EOI."""

    def __init__(self, eois: Iterable[EoiKey], criteria: Sequence[Criterion]) -> None:
        self.places = {eoi: place for place, eoi in enumerate(dict.fromkeys(eois))}
        self.community = GroupSums(len(self.places))
        self.commissioner = GroupSums(len(self.places))
        self._criteria = criteria
        self._known: dict[int, tuple[Scores, Ratio]] = {}

    def add_all(
        self,
        assessments: Iterable[Scored[EoiKey]],
        also: Callable[[int, Scores], object] | None = None,
    ) -> None:
        """Add assessments, but those of other EOIs; ``also`` gets the place and the scores of each."""
        places, known = self.places, self._known
        for eoi, _, group, scores in assessments:
            place = places.get(eoi)
            if place is None:
                continue
            found = known.get(id(scores))
            if found is None:
                # Kept beside what it weighs, so that no other object gets its identity.
                found = known[id(scores)] = scores, weighed(scores, self._criteria)
            points, top = found[1]
            if top:
                sums = self.community if group is MemberGroup.COMMUNITY else self.commissioner
                sums.add(place, points, top)
            if also is not None:
                also(place, scores)


class ExactScores:
    """Exact scores from sums, 0–100; the same numbers are made into a fraction once."""

    def __init__(self, alpha: Fraction) -> None:
        """``alpha`` is the community's share of power."""
        if not 0 <= alpha <= 1:
            raise BadValue("The community's share of power is a number from 0 to 1.")
        self._alpha = alpha.as_integer_ratio()
        self._known: dict[Ratio, Fraction] = {}

    def panel_score(
        self, ours: Ratio | None, theirs: Ratio | None, *, one_is_enough: bool
    ) -> Fraction | None:
        """``alpha`` times the mean of the community totals, plus the rest times that of the commissioners'.

        None where a group has no total, unless that was agreed: then the mean of those there are.
        """
        if ours is None or theirs is None:
            return self.score(ours or theirs) if one_is_enough else None
        share, whole = self._alpha
        points = share * ours[0] * theirs[1] + (whole - share) * theirs[0] * ours[1]
        return self.score((points, whole * ours[1] * theirs[1]))

    def score(self, ratio: Ratio | None) -> Fraction | None:
        """The ratio as a score; None of nothing."""
        if ratio is None:
            return None
        found = self._known.get(ratio)
        if found is None:
            found = self._known[ratio] = Fraction(100 * ratio[0], ratio[1])
        return found
