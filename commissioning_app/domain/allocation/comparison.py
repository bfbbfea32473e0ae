"""Side by side: what the same round comes to under each method. For comparison only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from commissioning_app.domain.allocation.problem import AllocationProblem
from commissioning_app.domain.allocation.result import AllocationResult
from commissioning_app.domain.eois import Decision
from commissioning_app.domain.money import Pence


@dataclass(frozen=True)
class MethodFigures:
    """One method's figures. Shares are of the awarded money, None where nothing was awarded.

    ``funded`` counts EOIs funded in full or in part, ``part_funded`` those in part. ``differs`` are the
    references, in order, whose amount is not the recorded one; empty where nothing was recorded.
    """

    method: str
    funded: int
    part_funded: int
    awarded_pence: Pence
    to_small_pence: Pence
    to_core_pence: Pence
    differs: tuple[str, ...]

    @property
    def share_to_small(self) -> Fraction | None:
        """The share of the money that goes to small organisations."""
        return Fraction(self.to_small_pence, self.awarded_pence) if self.awarded_pence else None

    @property
    def share_to_core(self) -> Fraction | None:
        """The share of the money that goes to core costs."""
        return Fraction(self.to_core_pence, self.awarded_pence) if self.awarded_pence else None


def compare(
    results: Iterable[AllocationResult], problem: AllocationProblem, recorded: AllocationResult | None = None
) -> tuple[MethodFigures, ...]:
    """The figures of each result, in the order given, beside the recorded one if there is one."""
    return tuple(_figures(result, problem, recorded) for result in results)


def _figures(
    result: AllocationResult, problem: AllocationProblem, recorded: AllocationResult | None
) -> MethodFigures:
    """One result's figures."""
    amounts = {award.reference: award.amount_pence for award in result.awards}
    before = {award.reference: award.amount_pence for award in recorded.awards} if recorded else amounts
    return MethodFigures(
        method=result.method,
        funded=sum(1 for amount in amounts.values() if amount),
        part_funded=sum(1 for award in result.awards if award.decision is Decision.PART),
        awarded_pence=result.allocated_pence,
        to_small_pence=sum(amounts[eoi.reference] for eoi in problem.eois if eoi.small),
        to_core_pence=sum(amounts[eoi.reference] for eoi in problem.eois if eoi.core),
        differs=tuple(ref for ref, amount in amounts.items() if amount != before.get(ref, 0)),
    )
