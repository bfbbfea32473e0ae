"""Methods by name, and the rules that no method may break."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from commissioning_app.domain.allocation import (
    AllocationProblem,
    AllocationResult,
    AllocationRuleBroken,
    Method,
    UnknownMethod,
    allocate,
    method_named,
    methods,
    register,
    registry,
)
from tests.unit.domain.allocation.making import eoi, pot

PROBLEM = pot(100, eoi("A", 60, minimum=20, score=90), eoi("B", 60, score=80), eoi("C", 60, score=40))


@pytest.fixture
def room(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A registry of this one test's own."""
    monkeypatch.setattr(registry, "_METHODS", dict(registry._METHODS))
    yield


def test_the_methods_there_are() -> None:
    assert [(method.name, method.title) for method in methods()] == [
        ("fair-shares", "Fair shares"),
        ("ranked", "Ranked"),
    ]
    assert method_named("ranked").summary == "In the order of panel scores, each in full, until the pot ends."


def test_an_unknown_method_is_told_what_there_is() -> None:
    with pytest.raises(UnknownMethod) as caught:
        allocate(PROBLEM, "fairest")
    assert str(caught.value) == "There is no method “fairest”. The methods are: fair-shares, ranked."


@pytest.mark.usefixtures("room")
def test_another_method_joins_by_registering() -> None:
    again = Method("again", "Again", "Ranked under another name.", method_named("ranked").share)
    register(again)
    assert methods()[-1] == again
    assert allocate(PROBLEM, "again") == allocate(PROBLEM, "ranked")
    with pytest.raises(ValueError, match="again is registered already"):
        register(again)


def changed(reference: str, amount: int) -> Callable[[AllocationProblem], AllocationResult]:
    """A method that is ranked, but gives one EOI another amount."""

    def share(problem: AllocationProblem) -> AllocationResult:
        result = method_named("ranked").share(problem)
        awards = tuple(
            replace(award, amount_pence=amount) if award.reference == reference else award
            for award in result.awards
        )
        total = sum(award.amount_pence for award in awards)
        left = problem.pot_pence - total
        return replace(result, awards=awards, allocated_pence=total, left_pence=left)

    return share


@pytest.mark.usefixtures("room")
@pytest.mark.parametrize(
    ("share", "rule"),
    [
        (changed("B", 4001), "More than the pot was given."),
        (changed("A", 6001), "A would get less than nothing or more than its ask."),
        (changed("A", 1999), "A would get less than its minimum."),
        (changed("C", 1), "C would get money below the threshold."),
        (
            lambda problem: replace(method_named("ranked").share(problem), left_pence=1),
            "What was given and what is left don't add up to the pot.",
        ),
        (
            lambda problem: replace(method_named("ranked").share(problem), awards=()),
            "Each EOI has to be there exactly once.",
        ),
    ],
)
def test_a_result_that_breaks_a_rule_is_not_used(
    share: Callable[[AllocationProblem], AllocationResult], rule: str
) -> None:
    register(Method("rogue", "Rogue", "Breaks a rule.", share))
    with pytest.raises(AllocationRuleBroken) as caught:
        allocate(PROBLEM, "rogue")
    assert str(caught.value) == f"The method “rogue” broke a rule, so nothing was shared: {rule}"
