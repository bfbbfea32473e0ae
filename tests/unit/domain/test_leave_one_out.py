"""Leaving out one member at a time: whose scores alone decide who is funded."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissioning_app.domain.allocation import AllocationEoi, AllocationProblem, allocate
from commissioning_app.domain.leave_one_out import scores_without_each, swings
from commissioning_app.domain.panels import MemberGroup
from commissioning_app.domain.scoring import Scored, raw_scores
from tests.factories import a_criterion

CRITERIA = (a_criterion(id="one"),)
HALF = Fraction(1, 2)
GROUP = {"c": MemberGroup.COMMUNITY, "k": MemberGroup.COMMISSIONER}


def given_by(*scores: tuple[str, str, int]) -> list[Scored[str]]:
    """Assessments of (EOI, member, points); a member's first letter tells the group."""
    return [(eoi, member, GROUP[member[0]], {"one": points}) for eoi, member, points in scores]


def problem_for(assessments: list[Scored[str]], pot: int = 100) -> AllocationProblem:
    """EOIs that ask for £1 each, with their panel scores; the pot in pence, 50 needed."""
    scores = raw_scores(dict.fromkeys(one[0] for one in assessments), assessments, CRITERIA, HALF)
    eois = tuple(
        AllocationEoi(eoi, eoi, 100, score, 100) for eoi, score in scores.items() if score is not None
    )
    return AllocationProblem(pot, Fraction(50), eois)


def moved(assessments: list[Scored[str]], pot: int = 100, method: str = "ranked") -> dict[str, int]:
    """How many members each EOI hangs on."""
    problem = problem_for(assessments, pot)
    without = scores_without_each(assessments, CRITERIA, HALF)
    return dict(swings(problem, allocate(problem, method), without))


def test_the_scores_without_each_member() -> None:
    all_of_them = given_by(("A", "c1", 5), ("A", "c2", 3), ("A", "k1", 4), ("B", "c1", 2))
    assert scores_without_each(all_of_them, CRITERIA, HALF) == {
        "c1": {"A": Fraction(70), "B": None},
        "c2": {"A": Fraction(90)},
        "k1": {"A": Fraction(80)},
    }


@pytest.mark.parametrize("method", ["ranked", "fair-shares"])
def test_nobody_alone_decides(method: str) -> None:
    same = [
        (eoi, member, points) for eoi, points in (("A", 5), ("B", 3)) for member in ("c1", "c2", "k1", "k2")
    ]
    assert moved(given_by(*same), method=method) == {}


@pytest.mark.parametrize("method", ["ranked", "fair-shares"])
def test_one_member_moves_two_eois_across_the_line(method: str) -> None:
    """A stands before B by c1 alone: without c1 it is the other way round."""
    scores = given_by(
        ("A", "c1", 5), ("A", "c2", 3), ("A", "k1", 4), ("A", "k2", 4),
        ("B", "c1", 1), ("B", "c2", 5), ("B", "k1", 4), ("B", "k2", 4),
    )  # fmt: skip
    assert moved(scores, method=method) == {"A": 1, "B": 1}
    assert moved(scores, pot=200, method=method) == {}


def test_the_score_that_is_needed_is_a_line_too() -> None:
    assert moved(given_by(("A", "c1", 5), ("A", "c2", 1), ("A", "k1", 3))) == {"A": 1}


def test_an_eoi_that_one_member_alone_scored_hangs_on_them() -> None:
    scores = given_by(("A", "c1", 5), ("A", "k1", 5), ("B", "c1", 4), ("B", "k1", 4))
    without = scores_without_each(scores, CRITERIA, HALF)
    assert without["c1"] == {"A": Fraction(100), "B": Fraction(80)}
    problem = problem_for(scores)
    alone = {"c1": {"A": None}}
    assert dict(swings(problem, allocate(problem, "ranked"), alone)) == {"A": 1, "B": 1}


def test_a_tie_order_without_an_eoi_is_kept_in_order() -> None:
    problem = AllocationProblem(
        100,
        Fraction(0),
        tuple(AllocationEoi(name, "", 100, Fraction(60)) for name in "ABC"),
        tie_order=("C", "B"),
    )
    result = allocate(problem, "ranked")
    assert result.by_reference["C"].amount_pence == 100
    assert dict(swings(problem, result, {"m": {"C": None}})) == {"C": 1, "B": 1}


@given(
    st.lists(
        st.tuples(
            st.sampled_from("ABCDE"), st.sampled_from(["c1", "c2", "c3", "k1", "k2"]), st.integers(0, 5)
        ),
        unique_by=lambda one: one[:2],
        min_size=1,
    ),
    st.integers(0, 500),
    st.sampled_from(["ranked", "fair-shares"]),
)
def test_it_is_the_same_as_sharing_again_without_each_member(
    scores: list[tuple[str, str, int]], pot: int, method: str
) -> None:
    """Worked out the long way: every score and the whole allocation anew without each member."""
    assessments = given_by(*scores)
    problem = problem_for(assessments, pot)
    if not problem.eois:
        return
    eois = [eoi.reference for eoi in problem.eois]
    ranked = [one for one in assessments if one[0] in eois]
    result = allocate(problem, method)
    funded = {one.reference for one in result.awards if one.amount_pence}
    expected: dict[str, int] = {}
    for member in {one[1] for one in ranked}:
        left = [one for one in ranked if one[1] != member]
        anew = raw_scores(eois, left, CRITERIA, HALF, one_group_agreed=frozenset(eois))
        again = AllocationProblem(
            pot,
            Fraction(50),
            tuple(AllocationEoi(e, e, 100, s, 100) for e, s in anew.items() if s is not None),
        )
        there = {one.reference for one in allocate(again, method).awards if one.amount_pence}
        for eoi in funded ^ there:
            expected[eoi] = expected.get(eoi, 0) + 1
    without = scores_without_each(ranked, CRITERIA, HALF)
    assert dict(swings(problem, result, without)) == expected
