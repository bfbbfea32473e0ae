"""One level for all: the integer arithmetic of constrained equal awards, by sorted breakpoints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from commissioning_app.domain.money import Pence


def level_amounts(
    total: Pence, floors: Sequence[Pence], tops: Sequence[Pence]
) -> tuple[list[Pence], Pence | None]:
    """Share ``total`` so that each gets one level held between its floor and its top.

    The level is the largest whole number of pence whose amounts fit; the odd pennies above it go one each to
    the first in the given order that can take one. It is None where everyone gets their top. Needs
    ``floors[i] <= tops[i]`` and floors that fit in the total; then the amounts sum to the total, or to the
    tops where these are less. O(n log n).
    """
    if sum(tops) <= total:
        return list(tops), None
    level, odd = _level(total, floors, tops)
    amounts = [min(max(level, floor), top) for floor, top in zip(floors, tops, strict=True)]
    for index, (floor, top) in enumerate(zip(floors, tops, strict=True)):
        if not odd:
            break
        if floor <= level < top:
            amounts[index] += 1
            odd -= 1
    return amounts, level


def _level(total: Pence, floors: Sequence[Pence], tops: Sequence[Pence]) -> tuple[Pence, Pence]:
    """The level and the odd pennies above it, where the tops together are more than the total."""
    slopes = Counter(floors)
    slopes.subtract(tops)
    at, used, slope = 0, sum(floors), 0
    for breakpoint in sorted(slopes):
        if used + slope * (breakpoint - at) > total:
            break
        used += slope * (breakpoint - at)
        at, slope = breakpoint, slope + slopes[breakpoint]
    step, odd = divmod(total - used, slope)
    return at + step, odd
