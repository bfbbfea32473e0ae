"""Claims of fair shares: one an organisation, with the sums of its EOIs' minimums and asks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from commissioning_app.domain.allocation.levels import level_amounts
from commissioning_app.domain.allocation.problem import AllocationEoi, AllocationProblem
from commissioning_app.domain.money import Pence


@dataclass(frozen=True, eq=False)
class Claim:
    """An organisation's EOIs at or above the threshold, in order.

    ``beyond_limit`` are those whose minimum doesn't fit under the most for one organisation beside the
    minimums of its others; they wait and are no part of the sums. ``ask_pence`` is held to that most.
    """

    eois: tuple[AllocationEoi, ...]
    beyond_limit: tuple[AllocationEoi, ...]
    minimum_pence: Pence
    ask_pence: Pence

    def inside(self, fence: str) -> tuple[AllocationEoi, ...]:
        """Its EOIs that belong to the ring-fence."""
        return tuple(eoi for eoi in self.eois if fence in eoi.ring_fences)


def claims_of(problem: AllocationProblem) -> list[Claim]:
    """All claims, in order: by the highest score of an organisation's EOIs; ties by its whole ask."""
    by_claimant: dict[tuple[str, str], list[AllocationEoi]] = {}
    for eoi in problem.at_or_above:
        by_claimant.setdefault(eoi.claimant, []).append(eoi)
    placed = []
    for eois in by_claimant.values():
        placed.append((problem.place(*eois), _claim(eois, problem.most_per_organisation_pence)))
    placed.sort(key=lambda pair: pair[0])
    return [claim for _, claim in placed]


def _claim(eois: Sequence[AllocationEoi], most: Pence | None) -> Claim:
    """One organisation's claim, held to the most for one organisation."""
    inside: list[AllocationEoi] = []
    beyond: list[AllocationEoi] = []
    minimum = 0
    for eoi in eois:
        if most is not None and minimum + eoi.minimum_pence > most:
            beyond.append(eoi)
        else:
            inside.append(eoi)
            minimum += eoi.minimum_pence
    ask = sum(eoi.requested_pence for eoi in inside)
    return Claim(tuple(inside), tuple(beyond), minimum, ask if most is None else min(ask, most))


def share(
    total: Pence, claims: Iterable[Claim], floors: Mapping[str, Pence], fence: str | None = None
) -> tuple[dict[str, Pence], Pence | None]:
    """Share a total over the claims' EOIs, or only over those inside a ring-fence, at one level a claim.

    ``floors`` is what each EOI has at least, by reference. The level is of an organisation's whole amount:
    with a fence, what its EOIs outside have already counts too, so that a second EOI brings nothing more.
    Inside a claim the amount is shared in the same way. Gives the amount of each EOI and the level (None
    where all have what they can take).
    """
    parts = [part for claim in claims if (part := _part(claim, floors, fence)).eois]
    amounts, level = level_amounts(
        total + sum(part.outside_pence for part in parts),
        [part.floor_pence for part in parts],
        [part.top_pence for part in parts],
    )
    shared: dict[str, Pence] = {}
    for part, whole in zip(parts, amounts, strict=True):
        amount = whole - part.outside_pence
        if len(part.eois) == 1:
            shared[part.eois[0].reference] = amount
            continue
        lows = [floors[eoi.reference] for eoi in part.eois]
        split, _ = level_amounts(amount, lows, [eoi.requested_pence for eoi in part.eois])
        shared.update(zip((eoi.reference for eoi in part.eois), split, strict=True))
    return shared, level


class _Part(NamedTuple):
    """The EOIs of one claim that share, what its others have, and the bounds of its whole amount."""

    eois: tuple[AllocationEoi, ...]
    outside_pence: Pence
    floor_pence: Pence
    top_pence: Pence


def _part(claim: Claim, floors: Mapping[str, Pence], fence: str | None) -> _Part:
    """The part of a claim that shares: all of it, or what is inside a fence."""
    eois = claim.eois if fence is None else claim.inside(fence)
    floor = sum(floors[eoi.reference] for eoi in claim.eois)
    outside = floor - sum(floors[eoi.reference] for eoi in eois)
    asks = sum(eoi.requested_pence for eoi in eois)
    return _Part(eois, outside, floor, min(asks + outside, claim.ask_pence))
