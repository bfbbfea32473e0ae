"""P11 in each of its states, and from how many points on members are far apart on any scale."""

from __future__ import annotations

import pytest

from commissioning_app.domain.principles.facts import Differences, RoundFacts, ScoringFacts
from commissioning_app.domain.scoring import far_apart
from tests.factories import a_criterion
from tests.unit.domain.principles.making import answered, ask, facts


def seen(eois: int, apart: int = 0, discussed: int = 0) -> RoundFacts:
    """So many EOIs, members far apart on some, of which some have a note."""
    return facts(scoring=ScoringFacts(differences=Differences(eois, apart, discussed)))


FAR = "Members are 2 points of 5 or more apart on"


@pytest.mark.parametrize(
    ("what", "state", "evidence"),
    [
        (seen(44), "met", f"{FAR} 0 of 44 EOIs."),
        (seen(44, 12, 12), "met", f"{FAR} 12 of 44 EOIs; 12 of them have a note of what the panel said."),
        (seen(44, 12, 11), "not_met", f"{FAR} 12 of 44 EOIs; 11 of them have a note of what the panel said."),
        (seen(1, 1), "not_met", f"{FAR} 1 of 1 EOI; 0 of them have a note of what the panel said."),
        (seen(0), "not_applicable", "No EOI was scored, so there is nothing to talk about."),
        (facts(), "not_known", "Moderation has not begun, so it is not known where members are far apart."),
    ],
)
def test_p11(what: RoundFacts, state: str, evidence: str) -> None:
    assert answered("P11", what) == (state, evidence)


def test_p11_says_how_many_are_left_and_names_the_policys_points() -> None:
    answer = ask("P11", seen(9, 3, 1), panel__points_apart=3)
    assert answer.mend == "Talk about the 2 EOIs without a note, and write down what was said."
    assert answer.evidence.startswith("Members are 3 points of 5 or more apart on 3 of 9 EOIs;")
    assert answer.threshold == (
        "All EOIs where members are 3 points of 5 or more apart on a criterion "
        "(or that share of another scale): a note."
    )


@pytest.mark.parametrize(
    ("top", "points", "least"),
    [(5, 2, 2), (5, 1, 1), (5, 5, 5), (10, 2, 4), (4, 2, 2), (3, 2, 2), (2, 2, 1), (1, 2, 1), (100, 2, 40)],
)
def test_the_points_are_the_same_share_of_every_scale(top: int, points: int, least: int) -> None:
    scale = a_criterion(top=top)
    told = [one for one in range(top + 1) if far_apart((scale,), {scale.id: one}, points)]
    assert told == list(range(least, top + 1))


def test_only_criteria_that_somebody_scored_can_be_far_apart() -> None:
    first, second = a_criterion(), a_criterion(id="second")
    assert far_apart((first, second), {"second": 2, "gone": 5}, 2) == (second,)
