"""C2 and C3 in each of their states, and on both sides of their thresholds."""

from __future__ import annotations

from typing import Any

import pytest

from commissioning_app.domain.awards import RecommendationState
from commissioning_app.domain.principles.facts import AwardedMoney, DecisionFacts, RoundFacts
from tests.unit.domain.principles.making import answered, ask, facts


def awarding(
    state: RecommendationState | None = RecommendationState.RECOMMENDED, **pounds: int
) -> RoundFacts:
    """A recommendation of £1,000, with parts of it in pounds."""
    money = AwardedMoney(**{"all": 100_000, **{key: 100 * value for key, value in pounds.items()}})
    return facts(decision=DecisionFacts(state, money=money))


NOT_YET = "No recommendation is recorded yet, so it is not known who gets the money."
SMALL = "goes to small organisations"


@pytest.mark.parametrize(
    ("what", "state", "evidence"),
    [
        (
            awarding(small=400),
            "met",
            f"£400 of £1,000 {SMALL}: 40 %; the policy asks for at least 40 %.",
        ),
        (
            awarding(small=399),
            "not_met",
            f"£399 of £1,000 {SMALL}: 39 %; the policy asks for at least 40 %.",
        ),
        (
            awarding(small=300, unknown_size=100),
            "not_known",
            f"£300 of £1,000 {SMALL}: 30 %, and £100 to organisations whose yearly income is not known; "
            "the policy asks for at least 40 %.",
        ),
        (
            awarding(small=300, unknown_size=99),
            "not_met",
            f"£300 of £1,000 {SMALL}: 30 %, and £99 to organisations whose yearly income is not known; "
            "the policy asks for at least 40 %.",
        ),
        (
            awarding(RecommendationState.APPROVED, small=400, unknown_size=600),
            "met",
            f"£400 of £1,000 {SMALL}: 40 %, and £600 to organisations whose yearly income is not known; "
            "the policy asks for at least 40 %.",
        ),
        (awarding(all=0), "not_applicable", "The recommendation gives no money."),
        (awarding(RecommendationState.SENT_BACK, small=1), "not_known", NOT_YET),
        (facts(), "not_known", NOT_YET),
    ],
)
def test_c2(what: RoundFacts, state: str, evidence: str) -> None:
    assert answered("C2", what) == (state, evidence)


@pytest.mark.parametrize(
    ("parts", "state", "evidence"),
    [
        (
            {"long": 500},
            "met",
            "£500 of £1,000 is in awards of 24 months or more: 50 %; the policy asks for at least 50 %.",
        ),
        (
            {"long": 499, "small": 1000},
            "not_met",
            "£499 of £1,000 is in awards of 24 months or more: 49 %; the policy asks for at least 50 %.",
        ),
        (
            {"long": 200, "unknown_length": 300},
            "not_known",
            "£200 of £1,000 is in awards of 24 months or more: 20 %, and £300 in awards whose length is not "
            "known; the policy asks for at least 50 %.",
        ),
        ({"all": 0}, "not_applicable", "The recommendation gives no money."),
    ],
)
def test_c3(parts: dict[str, Any], state: str, evidence: str) -> None:
    assert answered("C3", awarding(**parts)) == (state, evidence)


def test_both_follow_the_policy_and_say_what_to_fill_in() -> None:
    assert answered("C2", awarding(small=400), core__small_share_percent=41)[0] == "not_met"
    assert answered("C3", awarding(long=500), core__long_awards_percent=51)[0] == "not_met"
    assert ask("C2", awarding(unknown_size=900)).mend == "Fill in the missing yearly incomes."
    assert ask("C3", awarding(unknown_length=900)).mend == "Fill in how many months each award lasts."
    assert answered("C3", facts()) == ("not_known", NOT_YET)
