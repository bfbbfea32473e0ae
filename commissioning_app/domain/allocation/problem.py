"""What an allocation starts from: the pot, the EOIs, the threshold, the ring-fences and the options."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from commissioning_app.domain.allocation.exact import exact
from commissioning_app.domain.errors import Problems
from commissioning_app.domain.money import LARGEST_PENCE, Pence, pounds

_MOST_PROBLEMS = 100


class AllocationProblemInvalid(Problems):
    """The pot can't be shared as described; ``problems`` says why, one sentence each (the first hundred)."""

    def __init__(self, problems: Sequence[str]) -> None:
        hidden = len(problems) - _MOST_PROBLEMS
        more = [f"There are {hidden} more problems. Mend these first."] if hidden > 0 else []
        super().__init__([*problems[:_MOST_PROBLEMS], *more])


class WhenItDoesNotFit(StrEnum):
    """What *ranked* does at an EOI whose ask is more than what is left."""

    SKIP = "skip"
    STOP = "stop"


class Satisfaction(StrEnum):
    """How *equal shares* measures what a member gets from an EOI that is bought."""

    COST = "cost"
    CARDINALITY = "cardinality"
    ADDITIVE = "additive"


class Completion(StrEnum):
    """What *equal shares* does with the money that no group can spend."""

    ADD_ONE = "add-one"
    NONE = "none"
    GREEDY = "greedy"


@dataclass(frozen=True)
class MethodOptions:
    """The options of all methods together; each method reads its own and leaves the others."""

    option: WhenItDoesNotFit = WhenItDoesNotFit.SKIP
    part_fund: bool = False
    band: tuple[str, ...] = ()
    seed: str | None = None
    satisfaction: Satisfaction | None = None
    completion: Completion | None = None


@dataclass(frozen=True)
class RingFence:
    """At least so many pence of the pot for the EOIs that carry its name."""

    name: str
    at_least_pence: Pence


@dataclass(frozen=True)
class AllocationEoi:
    """One EOI as a method sees it; an empty ``organisation`` means one of its own.

    Money in pence; ``score`` is the panel score that ranks, 0–100, exact (see ``exact``).
    """

    reference: str
    organisation: str
    requested_pence: Pence
    score: Fraction
    minimum_pence: Pence = 0
    small: bool = False
    core: bool = False
    ring_fences: frozenset[str] = frozenset()
    scores_by_member: Mapping[str, Fraction] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        """Keep the score exact, however it was given."""
        if type(self.score) is not Fraction:
            object.__setattr__(self, "score", exact(self.score))

    @property
    def claimant(self) -> tuple[str, str]:
        """Whose claim it is part of: the organisation's, or its own where none is named."""
        return ("organisation", self.organisation) if self.organisation else ("eoi", self.reference)


@dataclass(frozen=True)
class AllocationProblem:
    """A pot to share; raises AllocationProblemInvalid with every reason why it can't be.

    ``tie_order`` lists references: of EOIs with one score, those listed go first, as listed. All other
    ties: lower ask, then reference as text.
    """

    pot_pence: Pence
    threshold: Fraction
    eois: tuple[AllocationEoi, ...]
    ring_fences: tuple[RingFence, ...] = ()
    most_per_organisation_pence: Pence | None = None
    options: MethodOptions = MethodOptions()
    tie_order: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a problem that contradicts itself."""
        if type(self.threshold) is not Fraction:
            object.__setattr__(self, "threshold", exact(self.threshold, "The threshold"))
        problems = [
            *_pot_problems(self),
            *_fence_problems(self),
            *_eoi_problems(self),
            *_reference_problems(self),
        ]
        if problems:
            raise AllocationProblemInvalid(problems)

    @cached_property
    def in_order(self) -> tuple[AllocationEoi, ...]:
        """All EOIs: higher score first, then the tie order."""
        return tuple(sorted(self.eois, key=self.place))

    @cached_property
    def at_or_above(self) -> tuple[AllocationEoi, ...]:
        """The EOIs that reached the threshold, in order."""
        return tuple(eoi for eoi in self.in_order if eoi.score >= self.threshold)

    @cached_property
    def _listed(self) -> dict[str, int]:
        """The place in the tie order of each reference that is listed there."""
        return {reference: position for position, reference in enumerate(self.tie_order)}

    @cached_property
    def _positions(self) -> dict[tuple[int, int], int]:
        """The position of each score that there is, as a ratio, from the highest down."""
        scores = {eoi.score.as_integer_ratio(): eoi.score for eoi in self.eois}
        # Only to save comparing fractions: where the floats are equal, the fractions decide.
        downwards = sorted(scores, key=lambda ratio: (float(scores[ratio]), scores[ratio]), reverse=True)
        return {ratio: position for position, ratio in enumerate(downwards)}

    def place(self, *eois: AllocationEoi) -> tuple[int, int, Pence, str]:
        """The sort key of an EOI, or of an organisation's EOIs as one claim: lower comes first.

        A claim has its highest score, its best place in the tie order, its whole ask, its first reference.
        """
        score = min(self._positions[eoi.score.as_integer_ratio()] for eoi in eois)
        tie = min(self._listed.get(eoi.reference, len(self._listed)) for eoi in eois)
        ask = sum(eoi.requested_pence for eoi in eois)
        return (score, tie, ask, min(eoi.reference for eoi in eois))


def _pot_problems(problem: AllocationProblem) -> Iterable[str]:
    """What is wrong with the pot, the ring-fences and the most for one organisation."""
    if not 0 <= problem.pot_pence <= LARGEST_PENCE:
        yield f"The pot is {pounds(problem.pot_pence)}. Give an amount from £0 up to {pounds(LARGEST_PENCE)}."
    for name, times in Counter(fence.name for fence in problem.ring_fences).items():
        if not name:
            yield "A ring-fence has no name. Name it, so that EOIs can say that they belong to it."
        elif times > 1:
            yield f"The ring-fence “{name}” is there {times} times. Keep one."
    for fence in problem.ring_fences:
        if fence.at_least_pence < 0:
            yield f"The ring-fence “{fence.name}” is below £0. Give an amount from £0 up."
    kept = sum(fence.at_least_pence for fence in problem.ring_fences)
    if kept > problem.pot_pence >= 0:
        yield (
            f"The ring-fences keep {pounds(kept)} together, more than the pot of "
            f"{pounds(problem.pot_pence)}. Lower one of them, or raise the pot."
        )
    most = problem.most_per_organisation_pence
    if most is not None and most <= 0:
        yield f"The most for one organisation is {pounds(most)}. Give an amount above £0, or leave it out."


def _eoi_problems(problem: AllocationProblem) -> Iterable[str]:
    """What is wrong with single EOIs: amounts below nought, minimum above ask."""
    for eoi in problem.eois:
        name = f"EOI {eoi.reference}" if eoi.reference else "An EOI without a reference"
        if not 0 <= eoi.requested_pence <= LARGEST_PENCE:
            yield f"{name} asks for {pounds(eoi.requested_pence)}. Give an amount from £0 up."
        if eoi.minimum_pence < 0:
            yield f"{name} has a minimum below £0. Give an amount from £0 up."
        if eoi.minimum_pence > eoi.requested_pence >= 0:
            yield (
                f"{name} has a minimum of {pounds(eoi.minimum_pence)}, more than its ask of "
                f"{pounds(eoi.requested_pence)}. Lower the minimum or raise the ask."
            )


def _fence_problems(problem: AllocationProblem) -> Iterable[str]:
    """Ring-fences that EOIs name and the problem doesn't have: one sentence each, with the first EOIs."""
    known = {fence.name for fence in problem.ring_fences}
    by_name: dict[str, list[str]] = {}
    for eoi in problem.eois:
        for unknown in eoi.ring_fences - known:
            by_name.setdefault(unknown, []).append(eoi.reference)
    for unknown, references in sorted(by_name.items()):
        more = f" and {len(references) - 3} more" if len(references) > 3 else ""
        yield (
            f"There is no ring-fence “{unknown}”, but EOIs say that they belong to it: "
            f"{', '.join(references[:3])}{more}. Add the ring-fence, or take its name out."
        )


def _reference_problems(problem: AllocationProblem) -> Iterable[str]:
    """What is wrong with references: missing, given twice, or named where there is no such EOI."""
    counts = Counter(eoi.reference for eoi in problem.eois)
    for reference, times in counts.items():
        if not reference:
            yield "An EOI has no reference. Give each EOI a reference of its own."
        elif times > 1:
            yield f"The reference {reference} is used {times} times. Give each EOI a reference of its own."
    for what, references in (("tie order", problem.tie_order), ("band", problem.options.band)):
        for reference, times in Counter(references).items():
            if reference not in counts:
                yield f"The {what} names {reference}, but there is no such EOI."
            elif times > 1:
                yield f"The {what} names {reference} {times} times. Name it once."
