"""Shares of the money by grouping, in whole percent, only where they give nobody away.

What each organisation was awarded is public, so the exact sum of a group would often fit one set of
organisations only. A whole percentage is shown when every funded organisation could change places with at
least four others that are on the other side of the grouping, all answers with it, and every percentage that
is shown would stay what it is; changing places changes no count at all.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

from commissioning_app.domain.money import Pence
from commissioning_app.domain.monitoring.suppression import VALUES_NEEDED

LOOKED_AT = 400
"""How many organisations with the nearest amounts are tried as partners; fewer partners show less."""


@dataclass(frozen=True)
class Holder:
    """A funded organisation: its award, the groupings that it is in, and the round that it applied to."""

    pence: Pence
    inside: frozenset[Hashable]
    round_code: str = ""


def percent_of(part: Pence, whole: Pence) -> int:
    """A share in whole percent, half a percent rounded up."""
    return (200 * part + whole) // (2 * whole)


def safe_percents(holders: Sequence[Holder], asked: Iterable[Hashable]) -> dict[Hashable, int]:
    """The share of all the money of each grouping that may be shown; the others are left out."""
    whole = sum(one.pence for one in holders)
    if not whole:
        return {}
    sums = {key: sum(one.pence for one in holders if key in one.inside) for key in asked}
    shown = dict.fromkeys(sorted(sums, key=str))
    ordered = sorted(holders, key=lambda one: (one.pence, one.round_code, sorted(map(str, one.inside))))
    while shown:
        failing = _first_failing(ordered, {key: sums[key] for key in shown}, whole)
        if failing is None:
            break
        del shown[failing]
    return {key: percent_of(sums[key], whole) for key in shown}


def _first_failing(ordered: Sequence[Holder], sums: dict[Hashable, Pence], whole: Pence) -> Hashable | None:
    for place in range(len(ordered)):
        missing = dict.fromkeys(sums, VALUES_NEEDED - 1)
        one = ordered[place]
        for other in _nearest(ordered, place):
            if not _can_change_places(one, other, sums, whole):
                continue
            for key in list(missing):
                if (key in one.inside) != (key in other.inside):
                    missing[key] -= 1
                    if not missing[key]:
                        del missing[key]
            if not missing:
                break
        if missing:
            return next(iter(missing))
    return None


def _nearest(ordered: Sequence[Holder], place: int) -> Iterable[Holder]:
    """Those with the nearest amounts, up and down in turn."""
    for away in range(1, LOOKED_AT // 2 + 1):
        if place - away >= 0:
            yield ordered[place - away]
        if place + away < len(ordered):
            yield ordered[place + away]
        elif place - away < 0:
            return


def _can_change_places(one: Holder, other: Holder, sums: dict[Hashable, Pence], whole: Pence) -> bool:
    """Whether both could have given each other's answers with every shown percentage as it is."""
    if one.round_code != other.round_code:
        return False
    more = other.pence - one.pence
    for key, part in sums.items():
        moved = (key in one.inside) - (key in other.inside)
        if moved and percent_of(part + moved * more, whole) != percent_of(part, whole):
            return False
    return True
