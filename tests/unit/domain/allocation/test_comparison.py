"""The methods side by side."""

from __future__ import annotations

from fractions import Fraction

from commissioning_app.domain.allocation import MethodFigures, allocate, compare, methods
from tests.unit.domain.allocation.making import eoi, pot

PROBLEM = pot(
    100,
    eoi("A", 60, score=90, core=True),
    eoi("B", 60, score=80, small=True),
    eoi("C", 30, score=70, small=True, core=True),
    eoi("D", 30, score=40, small=True),
)


def test_figures_of_each_method_beside_the_recorded_one() -> None:
    results = [allocate(PROBLEM, method.name) for method in methods()]
    assert compare(results, PROBLEM, results[0]) == (
        MethodFigures("fair-shares", 3, 2, 10000, 6500, 6500, ()),
        MethodFigures("ranked", 2, 0, 9000, 3000, 9000, ("A", "B")),
    )
    figures = compare(results, PROBLEM)
    assert [each.differs for each in figures] == [(), ()]
    assert [(each.share_to_small, each.share_to_core) for each in figures] == [
        (Fraction(13, 20), Fraction(13, 20)),
        (Fraction(1, 3), Fraction(1)),
    ]


def test_shares_of_nothing() -> None:
    problem = pot(100, eoi("A", 60, score=40))
    (figures,) = compare([allocate(problem, "ranked")], problem)
    assert (figures.funded, figures.share_to_small, figures.share_to_core) == (0, None, None)
