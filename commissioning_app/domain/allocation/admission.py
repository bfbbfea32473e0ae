"""Who comes in under fair shares: whose minimum still fits beside the minimums of those already in."""

from __future__ import annotations

from collections.abc import Sequence

from commissioning_app.domain.allocation.claims import Claim
from commissioning_app.domain.allocation.problem import RingFence
from commissioning_app.domain.money import Pence


def admit(pot: Pence, claims: Sequence[Claim], fences: Sequence[RingFence]) -> Admission:
    """Let claims in, in order; first those inside a fence that has to act, until they can take its least."""
    admission = Admission(pot, claims, fences)
    for fence in fences:
        admission.fill(fence)
    for claim in admission.waiting():
        if admission.has_room_for(claim):
            admission.let_in(claim)
    return admission


class Admission:
    """Who is in, who waits, and the money that each fence that has to act still keeps.

    A claim fits where all minimums, and what each fence needs above the minimums inside it, are at most the
    pot. So whatever is let in later, no fence loses its money and no floor is broken.
    """

    def __init__(self, pot: Pence, claims: Sequence[Claim], fences: Sequence[RingFence]) -> None:
        self._pot = pot
        self._claims = tuple(claims)
        self._inside: set[Claim] = set()
        self._minimums = 0
        self._fences = tuple(fences)
        self._asks = {fence.name: 0 for fence in fences}
        self._floors = {fence.name: 0 for fence in fences}
        self.targets = {
            fence.name: min(fence.at_least_pence, sum(_can_take(claim, fence.name) for claim in claims))
            for fence in fences
        }

    def inside(self) -> list[Claim]:
        """Who is in, in order."""
        return [claim for claim in self._claims if claim in self._inside]

    def waiting(self) -> list[Claim]:
        """Who waits, in order."""
        return [claim for claim in self._claims if claim.eois and claim not in self._inside]

    def has_room_for(self, claim: Claim) -> bool:
        """Whether its minimum fits beside the minimums of those in and the money that fences keep."""
        kept = 0
        for name, target in self.targets.items():
            kept += max(0, target - self._floors[name] - _minimum_inside(claim, name))
        return self._minimums + claim.minimum_pence + kept <= self._pot

    def let_in(self, claim: Claim) -> None:
        """Let a claim in."""
        self._inside.add(claim)
        self._minimums += claim.minimum_pence
        for fence in self._fences:
            self._asks[fence.name] += _can_take(claim, fence.name)
            self._floors[fence.name] += _minimum_inside(claim, fence.name)

    def fill(self, fence: RingFence) -> None:
        """Let in, in order, those inside a fence until they can take its least; keep no more than that."""
        for claim in self._claims:
            if self._asks[fence.name] >= fence.at_least_pence:
                break
            if claim not in self._inside and claim.inside(fence.name) and self.has_room_for(claim):
                self.let_in(claim)
        self.targets[fence.name] = min(self.targets[fence.name], self._asks[fence.name])


def _minimum_inside(claim: Claim, fence: str) -> Pence:
    """The minimums of a claim's EOIs inside a fence."""
    return sum(eoi.minimum_pence for eoi in claim.inside(fence))


def _can_take(claim: Claim, fence: str) -> Pence:
    """The most that a claim's EOIs inside a fence can get, its other EOIs having their minimums."""
    asks = sum(eoi.requested_pence for eoi in claim.inside(fence))
    others = claim.minimum_pence - _minimum_inside(claim, fence)
    return min(asks, claim.ask_pence - others)
