"""Panel scores: exact, "not applicable" left out, both groups needed."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissioning_app.domain.errors import BadValue
from commissioning_app.domain.forms import Criterion
from commissioning_app.domain.panels import MemberGroup
from commissioning_app.domain.scoring import (
    PanelScore,
    Scored,
    competition_ranks,
    default_alpha,
    member_total,
    panel_scores,
    raw_scores,
    spread,
)
from tests.unit.domain.scoring_formula import panel_scores_by_the_formula

NEED = Criterion(id="need", name="Need", weight=2, top=5)
REACH = Criterion(id="reach", name="Reach", weight=1, top=5)
TEAM = Criterion(id="team", name="Team", weight=1, top=3)
CRITERIA = (NEED, REACH, TEAM)
HALF = Fraction(1, 2)


def assessment(
    eoi: str, member: str, need: int | None, reach: int | None = None, team: int | None = None
) -> Scored[str]:
    """What a member scored; names of community members begin with c."""
    group = MemberGroup.COMMUNITY if member.startswith("c") else MemberGroup.COMMISSIONER
    return eoi, member, group, {"need": need, "reach": reach, "team": team}


@pytest.mark.parametrize(
    ("scores", "total"),
    [
        ({"need": 5, "reach": 5, "team": 3}, Fraction(100)),
        ({"need": 0, "reach": 0, "team": 0}, Fraction(0)),
        ({"need": 4, "reach": 3, "team": 1}, Fraction(100 * 12, 18)),
        ({"need": 4, "reach": None, "team": 1}, Fraction(100 * 9, 13)),
        ({"team": 2}, Fraction(200, 3)),
        ({"need": None, "reach": None}, None),
        ({}, None),
    ],
)
def test_member_total(scores: dict[str, int | None], total: Fraction | None) -> None:
    assert member_total(scores, CRITERIA) == total


@pytest.mark.parametrize("score", [-1, 6])
def test_a_score_off_its_scale_is_refused(score: int) -> None:
    with pytest.raises(BadValue) as caught:
        member_total({"need": score}, CRITERIA)
    assert str(caught.value) == f"“Need” is scored from 0 to 5; {score} is outside that."


def test_default_alpha() -> None:
    assert [default_alpha(5, 9), default_alpha(4, 9), default_alpha(7, 7), default_alpha(0, 0)] == [
        Fraction(5, 9),
        HALF,
        Fraction(1),
        HALF,
    ]
    with pytest.raises(BadValue):
        default_alpha(3, 2)


def test_a_share_of_power_is_from_0_to_1() -> None:
    for alpha in (Fraction(3, 2), Fraction(-1, 2)):
        with pytest.raises(BadValue) as caught:
            raw_scores("A", [assessment("A", "c1", 5)], CRITERIA, alpha)
        assert str(caught.value) == "The community's share of power is a number from 0 to 1."


def test_spread() -> None:
    assert spread([{"need": 5, "reach": None}, {"need": 2, "reach": None}, {"team": 1}]) == {
        "need": 3,
        "team": 0,
    }
    assert spread([]) == {}


def test_panel_scores() -> None:
    given_scores = [
        assessment("A", "c1", 5, 5, 3),
        assessment("A", "c2", 3, 3, None),
        assessment("A", "m1", 0, 0, 0),
        assessment("B", "c1", 2, 2, None),
        assessment("B", "m1", 2, None, None),
        assessment("C", "c1", 4, 4, None),
        assessment("D", "c1", 4, 4, None),
        assessment("E", "m1", None, None, None),
        assessment("Z", "m1", 5, 5, 3),
    ]
    found = panel_scores("ABCDE", given_scores, CRITERIA, HALF, one_group_agreed=frozenset("D"))
    assert found == {
        "A": PanelScore(
            "A", Fraction(40), Fraction(80), Fraction(0), 3, {"need": 5, "reach": 5, "team": 3}, 2
        ),
        "B": PanelScore("B", Fraction(40), Fraction(40), Fraction(40), 2, {"need": 0, "reach": 0}, 2),
        "C": PanelScore("C", None, Fraction(80), None, 1, {"need": 0, "reach": 0}, None),
        "D": PanelScore("D", Fraction(80), Fraction(80), None, 1, {"need": 0, "reach": 0}, 1),
        "E": PanelScore("E", None, None, None, 0, {}, None),
    }
    assert list(found) == list("ABCDE")
    ranked_by = raw_scores("ABCDE", given_scores, CRITERIA, HALF, one_group_agreed=frozenset("D"))
    assert ranked_by == {eoi: score.raw for eoi, score in found.items()}
    assert [found["A"].widest_spread, found["E"].widest_spread] == [5, 0]
    assert [found["A"].is_at_or_above(40), found["A"].is_at_or_above(Fraction(81, 2))] == [True, False]
    assert not found["C"].is_at_or_above(0)


def test_leaving_a_member_out_is_calling_it_without_theirs() -> None:
    given_scores = [assessment("A", "c1", 5), assessment("A", "c2", 0), assessment("A", "m1", 5)]
    left_out = [each for each in given_scores if each[1] != "c2"]
    assert panel_scores("A", given_scores, CRITERIA, HALF)["A"].raw == 75
    assert panel_scores("A", left_out, CRITERIA, HALF)["A"].raw == 100


def test_equal_scores_share_a_rank() -> None:
    scores = {"A": Fraction(5), "B": None, "C": Fraction(9), "D": Fraction(5), "E": Fraction(1)}
    assert competition_ranks(scores) == {"C": 1, "A": 2, "D": 2, "E": 4}


criteria_strategy = st.lists(st.tuples(st.integers(1, 5), st.integers(1, 10)), min_size=1, max_size=5).map(
    lambda pairs: tuple(
        Criterion(id=str(n), name=str(n), weight=weight, top=top) for n, (weight, top) in enumerate(pairs)
    )
)


@st.composite
def scored(draw: st.DrawFn) -> tuple[tuple[Criterion, ...], dict[str, int | None]]:
    criteria = draw(criteria_strategy)
    return criteria, {c.id: draw(st.none() | st.integers(0, c.top)) for c in criteria}


@given(scored())
def test_a_total_is_from_0_to_100_and_exact(
    case: tuple[tuple[Criterion, ...], dict[str, int | None]],
) -> None:
    criteria, scores = case
    total = member_total(scores, criteria)
    there = [(c, s) for c in criteria if (s := scores[c.id]) is not None]
    assert (total is None) == (not there)
    if total is not None:
        assert 0 <= total <= 100
        assert total * sum(c.weight * c.top for c, _ in there) == 100 * sum(c.weight * s for c, s in there)


@given(scored(), st.integers(2, 9))
def test_not_applicable_changes_nothing_and_weights_are_relative(
    case: tuple[tuple[Criterion, ...], dict[str, int | None]], times: int
) -> None:
    criteria, scores = case
    extra = Criterion(id="extra", name="Extra", weight=9, top=9)
    total = member_total(scores, criteria)
    assert member_total({**scores, "extra": None}, (*criteria, extra)) == total
    assert member_total(scores, [replace(c, weight=c.weight * times) for c in criteria]) == total


@st.composite
def panels(
    draw: st.DrawFn,
) -> tuple[tuple[Criterion, ...], list[Scored[str]], Fraction, frozenset[str]]:
    """Criteria, assessments of EOIs A to D, the community's share of power, and where one group is enough.

    Some assessments share one object of scores; some hold scores that no criterion asks for.
    """
    criteria = draw(criteria_strategy)
    one = st.fixed_dictionaries(
        {}, optional={c.id: st.none() | st.integers(0, c.top) for c in criteria} | {"old": st.integers(0, 5)}
    )
    pool = draw(st.lists(one, min_size=1, max_size=6))
    rows = draw(
        st.lists(
            st.tuples(st.sampled_from("ABCDX"), st.sampled_from(MemberGroup), st.sampled_from(pool)),
            max_size=16,
        )
    )
    given_scores = [(eoi, number, group, scores) for number, (eoi, group, scores) in enumerate(rows)]
    alpha = draw(st.fractions(0, 1, max_denominator=20))
    return criteria, given_scores, alpha, draw(st.frozensets(st.sampled_from("ABCD")))


@given(panels())
def test_panel_scores_are_those_of_the_formula(
    case: tuple[tuple[Criterion, ...], list[Scored[str]], Fraction, frozenset[str]],
) -> None:
    criteria, given_scores, alpha, agreed = case
    found = panel_scores("ABCD", given_scores, criteria, alpha, one_group_agreed=agreed)
    assert found == panel_scores_by_the_formula("ABCD", given_scores, criteria, alpha, agreed)
    ranked_by = raw_scores("ABCD", iter(given_scores), criteria, alpha, one_group_agreed=agreed)
    assert ranked_by == {eoi: score.raw for eoi, score in found.items()}


@given(panels())
def test_a_panel_score_lies_between_its_groups_means(
    case: tuple[tuple[Criterion, ...], list[Scored[str]], Fraction, frozenset[str]],
) -> None:
    criteria, given_scores, alpha, _ = case
    for score in panel_scores("ABCD", given_scores, criteria, alpha).values():
        if score.raw is not None:
            assert score.community is not None and score.commissioner is not None
            assert min(score.community, score.commissioner) <= score.raw
            assert score.raw <= max(score.community, score.commissioner)
            assert score.raw - score.commissioner == alpha * (score.community - score.commissioner)


@given(st.dictionaries(st.integers(), st.none() | st.integers(0, 5).map(Fraction)))
def test_a_rank_counts_the_higher_scores(scores: dict[int, Fraction | None]) -> None:
    there = {eoi: score for eoi, score in scores.items() if score is not None}
    assert competition_ranks(scores) == {
        eoi: 1 + sum(other > score for other in there.values()) for eoi, score in there.items()
    }


@given(st.integers(0, 20), st.integers(0, 20))
def test_default_alpha_gives_the_community_half_at_least(community: int, others: int) -> None:
    alpha = default_alpha(community, community + others)
    assert HALF <= alpha <= 1
    assert alpha == HALF or alpha * (community + others) == community
