"""EOIs and problems for tests, one call each, and hypothesis strategies that make awkward ones."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from commissioning_app.domain.allocation import (
    AllocationEoi,
    AllocationProblem,
    MethodOptions,
    RingFence,
    WhenItDoesNotFit,
)
from commissioning_app.domain.allocation.exact import ExactNumber, exact

FENCES = ("small", "core")


def eoi(
    reference: str,
    asks: int,
    *,
    minimum: int = 0,
    score: ExactNumber = 70,
    organisation: str = "",
    fences: str = "",
    **other: Any,
) -> AllocationEoi:
    """An EOI with money in pounds; ``fences`` are names with spaces between."""
    return AllocationEoi(
        reference=reference,
        organisation=organisation,
        requested_pence=asks * 100,
        minimum_pence=minimum * 100,
        score=exact(score),
        ring_fences=frozenset(fences.split()),
        **other,
    )


def pot(
    pounds: int,
    *eois: AllocationEoi,
    threshold: ExactNumber = 50,
    fences: dict[str, int] | None = None,
    most: int | None = None,
    tie_order: tuple[str, ...] = (),
    **options: Any,
) -> AllocationProblem:
    """A problem with money in pounds; ``fences`` are the least pounds by name."""
    return AllocationProblem(
        pot_pence=pounds * 100,
        threshold=exact(threshold),
        eois=eois,
        ring_fences=tuple(RingFence(name, least * 100) for name, least in (fences or {}).items()),
        most_per_organisation_pence=None if most is None else most * 100,
        options=MethodOptions(**options),
        tie_order=tie_order,
    )


@st.composite
def eois(draw: st.DrawFn, *, number: int, fences: bool, organisations: bool) -> AllocationEoi:
    """One EOI of a few pence, so that ties, odd pennies and misfits come up often."""
    requested = draw(st.integers(0, 60))
    return AllocationEoi(
        reference=f"EOI-{number:02}",
        organisation=draw(st.sampled_from(["", "", "Aa", "Bb", "Cc"])) if organisations else "",
        requested_pence=requested,
        minimum_pence=draw(st.integers(0, requested)) if draw(st.booleans()) else 0,
        score=draw(
            st.sampled_from([Fraction(40), Fraction(50), Fraction(60), Fraction(200, 3), Fraction(90)])
        ),
        small=draw(st.booleans()),
        core=draw(st.booleans()),
        ring_fences=frozenset(draw(st.sets(st.sampled_from(FENCES)))) if fences else frozenset(),
    )


@st.composite
def problems(
    draw: st.DrawFn, *, fences: bool = True, organisations: bool = True, limit: bool = True
) -> AllocationProblem:
    """A small problem with anything in it that is allowed."""
    given_eois = [
        draw(eois(number=number, fences=fences, organisations=organisations))
        for number in range(draw(st.integers(0, 8)))
    ]
    money = draw(st.integers(0, 200))
    ring_fences: list[RingFence] = []
    if fences:
        first = draw(st.integers(0, money))
        second = draw(st.integers(0, money - first))
        ring_fences = [RingFence("small", first), RingFence("core", second)]
    return AllocationProblem(
        pot_pence=money,
        threshold=Fraction(50),
        eois=tuple(draw(st.permutations(given_eois))),
        ring_fences=tuple(ring_fences),
        most_per_organisation_pence=draw(st.none() | st.integers(1, 80)) if limit else None,
        options=MethodOptions(option=draw(st.sampled_from(WhenItDoesNotFit)), part_fund=draw(st.booleans())),
    )
