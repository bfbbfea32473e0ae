"""The methods there are, by name; each takes a problem and gives a result."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from commissioning_app.domain.allocation.problem import AllocationProblem
from commissioning_app.domain.allocation.result import AllocationResult
from commissioning_app.domain.errors import CommissioningError


class UnknownMethod(CommissioningError):
    """There is no allocation method of this name."""


class AllocationRuleBroken(CommissioningError):
    """A method broke a rule that holds for all of them; its result is not used."""


@dataclass(frozen=True)
class Method:
    """An allocation method: its name in files and commands, its title, a plain sentence, and the function."""

    name: str
    title: str
    summary: str
    share: Callable[[AllocationProblem], AllocationResult]


_METHODS: dict[str, Method] = {}


def register(method: Method) -> None:
    """Add a method; its name has to be new."""
    if method.name in _METHODS:
        raise ValueError(f"{method.name} is registered already")
    _METHODS[method.name] = method


def methods() -> tuple[Method, ...]:
    """All methods, in the order in which they were registered."""
    return tuple(_METHODS.values())


def method_named(name: str) -> Method:
    """The method of a name; raises UnknownMethod with the names there are."""
    if name not in _METHODS:
        raise UnknownMethod(f"There is no method “{name}”. The methods are: {', '.join(_METHODS)}.")
    return _METHODS[name]


def allocate(problem: AllocationProblem, method: str) -> AllocationResult:
    """Share the pot by the method of this name, and see that its result keeps the rules of all methods."""
    result = method_named(method).share(problem)
    broken = broken_rules(problem, result)
    if broken:
        raise AllocationRuleBroken(f"The method “{method}” broke a rule, so nothing was shared: {broken[0]}")
    return result


def broken_rules(problem: AllocationProblem, result: AllocationResult) -> list[str]:
    """The rules of all methods that a result breaks, one sentence each; none for a sound result."""
    broken = []
    awards = result.by_reference
    if len(result.awards) != len(problem.eois) or any(eoi.reference not in awards for eoi in problem.eois):
        return ["Each EOI has to be there exactly once."]
    total = sum(award.amount_pence for award in result.awards)
    if total > problem.pot_pence:
        broken.append("More than the pot was given.")
    if total != result.allocated_pence or total + result.left_pence != problem.pot_pence:
        broken.append("What was given and what is left don't add up to the pot.")
    for eoi in problem.eois:
        amount = awards[eoi.reference].amount_pence
        if not 0 <= amount <= eoi.requested_pence:
            broken.append(f"{eoi.reference} would get less than nothing or more than its ask.")
        if 0 < amount < eoi.minimum_pence:
            broken.append(f"{eoi.reference} would get less than its minimum.")
        if amount and eoi.score < problem.threshold:
            broken.append(f"{eoi.reference} would get money below the threshold.")
    return broken
