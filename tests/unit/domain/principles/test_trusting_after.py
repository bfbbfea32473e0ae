"""T4 and T5 in each of their states, and on both sides of their thresholds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from commissioning_app.domain.afterwards import ApplicantFeedback, FeedbackTheme
from commissioning_app.domain.eois import EoiState
from commissioning_app.domain.principles.facts import EoiFacts, RoundFacts
from commissioning_app.domain.promises import ReportsAsked
from commissioning_app.domain.rounds import RoundState
from tests.factories import a_round
from tests.unit.domain.principles.making import answered, ask, facts, with_records

ASKED_ON, LAST_DAY = date(2026, 11, 2), date(2027, 1, 1)
WHOLE = FeedbackTheme("The form was long", "It is two pages shorter", LAST_DAY)
CAME = EoiFacts({EoiState.NOTIFIED: 12, EoiState.WITHDRAWN: 1})
ALL_ASKED = "12 of 12 applicants were asked what applying was like"


def after_asking(*themes: FeedbackTheme, today: date = LAST_DAY, **changes: Any) -> RoundFacts:
    """A round with twelve applicants, all of whom were asked on 2 November."""
    feedback = ApplicantFeedback(
        **{"asked_on": ASKED_ON, "asked": 12, "answers": 7, "themes": themes, **changes}
    )
    round_ = a_round(state=RoundState.PAYING, records=with_records(applicant_feedback=feedback))
    return facts(round_, eois=CAME, today=today)


@pytest.mark.parametrize(
    ("what", "state", "evidence"),
    [
        pytest.param(
            after_asking(WHOLE),
            "met",
            f"{ALL_ASKED}; 1 of 1 thing that they said has an answer, 0 of them after more than 60 days.",
            id="answered on the last day",
        ),
        pytest.param(
            after_asking(replace(WHOLE, answered_on=date(2027, 1, 2)), today=date(2027, 1, 2)),
            "not_met",
            f"{ALL_ASKED}; 1 of 1 thing that they said has an answer, 1 of them after more than 60 days.",
            id="a day late",
        ),
        pytest.param(
            after_asking(WHOLE, FeedbackTheme("No bus", "A taxi is paid")),
            "not_known",
            f"{ALL_ASKED}; 1 of 2 things that they said has an answer, 0 of them after more than 60 days.",
            id="not told yet, and still in time",
        ),
        pytest.param(
            after_asking(WHOLE, FeedbackTheme("No bus", answered_on=ASKED_ON), today=date(2027, 1, 2)),
            "not_met",
            f"{ALL_ASKED}; 1 of 2 things that they said has an answer, 0 of them after more than 60 days.",
            id="told nothing, and late",
        ),
        pytest.param(
            after_asking(asked=11),
            "not_met",
            "11 of 12 applicants were asked what applying was like.",
            id="one was left out",
        ),
        pytest.param(after_asking(answers=0), "met", f"{ALL_ASKED}; 0 answered.", id="nobody answered"),
        pytest.param(
            after_asking(),
            "not_known",
            f"{ALL_ASKED}; what they said is not written down yet.",
            id="no themes",
        ),
        pytest.param(
            after_asking(WHOLE, answers=None),
            "not_known",
            f"{ALL_ASKED}; what they said is not written down yet.",
            id="no number of answers",
        ),
        pytest.param(
            after_asking(asked_on=None),
            "not_known",
            "It is not written down that the 12 applicants were asked.",
            id="no day",
        ),
        pytest.param(
            replace(after_asking(asked_on=None), eois=EoiFacts({EoiState.NOTIFIED: 1})),
            "not_known",
            "It is not written down that the 1 applicant was asked.",
            id="only one applied",
        ),
        pytest.param(
            after_asking(asked_on=date(2027, 1, 2)),
            "not_known",
            "It is not written down that the 12 applicants were asked.",
            id="still to be asked",
        ),
        pytest.param(
            after_asking(replace(WHOLE, answered_on=date(2026, 12, 31)), today=date(2026, 12, 30)),
            "not_known",
            f"{ALL_ASKED}; 0 of 1 thing that they said have an answer, 0 of them after more than 60 days.",
            id="an answer that is still to come",
        ),
        pytest.param(
            after_asking(asked=None),
            "not_known",
            "It is not written down that the 12 applicants were asked.",
            id="no number",
        ),
        pytest.param(facts(), "not_known", "Nobody has applied yet.", id="nobody yet"),
        pytest.param(
            facts(a_round(state=RoundState.SCORING)),
            "not_applicable",
            "Nobody applied, so there is nobody to ask.",
            id="nobody at all",
        ),
    ],
)
def test_t4(what: RoundFacts, state: str, evidence: str) -> None:
    assert answered("T4", what) == (state, evidence)


def test_t4_follows_the_policy_and_says_whom_to_ask() -> None:
    assert answered("T4", after_asking(WHOLE), trusting__feedback_answer_days=59)[0] == "not_met"
    assert ask("T4", after_asking(asked=9)).mend == "Ask the other 3 too."


def reporting(*reports: ReportsAsked, smallest: int = 1_000, largest: int = 20_000) -> RoundFacts:
    """A round with awards of these pounds that asks for these reports."""
    records = with_records(reports=reports)
    return facts(
        a_round(smallest_award_pence=smallest * 100, largest_award_pence=largest * 100, records=records)
    )


def up_to(pounds: int, a_year: int) -> ReportsAsked:
    """So many reports a year up to so many pounds."""
    return ReportsAsked(a_year, pounds * 100)


@pytest.mark.parametrize(
    ("what", "state", "evidence"),
    [
        pytest.param(
            reporting(up_to(10_000, 1), ReportsAsked(2)),
            "met",
            "Awards of £20,000 give 2 reports a year; the policy asks for at most 2.",
            id="as many as the policy",
        ),
        pytest.param(
            reporting(ReportsAsked(1)),
            "met",
            "Awards of £10,000 give 1 report a year; the policy asks for at most 1.",
            id="the same for all",
        ),
        pytest.param(
            reporting(ReportsAsked(2)),
            "not_met",
            "Awards of £10,000 give 2 reports a year; the policy asks for at most 1.",
            id="too many for the smaller ones",
        ),
        pytest.param(
            reporting(ReportsAsked(2), smallest=10_001),
            "met",
            "Awards of £20,000 give 2 reports a year; the policy asks for at most 2.",
            id="a pound above the policy's step",
        ),
        pytest.param(
            reporting(up_to(9_999, 1), ReportsAsked(2)),
            "not_met",
            "Awards of £10,000 give 2 reports a year; the policy asks for at most 1.",
            id="the step lies a pound too low",
        ),
        pytest.param(
            reporting(up_to(60_000, 2), ReportsAsked(5), largest=150_000, smallest=20_000),
            "not_met",
            "Awards of £100,000 give 5 reports a year; the policy asks for at most 2.",
            id="between two steps",
        ),
        pytest.param(
            reporting(ReportsAsked(4), smallest=200_000, largest=300_000),
            "met",
            "Awards of £300,000 give 4 reports a year; the policy asks for at most 4.",
            id="above every step",
        ),
        pytest.param(
            reporting(up_to(15_000, 1)),
            "not_known",
            "It is not said how many reports awards of £20,000 have to give.",
            id="nothing said of the largest",
        ),
        pytest.param(
            reporting(),
            "not_known",
            "It is not said how many reports awards of £20,000 have to give.",
            id="none",
        ),
        pytest.param(
            reporting(ReportsAsked(1), smallest=0, largest=0),
            "not_known",
            "The largest award is not set yet.",
            id="no award",
        ),
    ],
)
def test_t5(what: RoundFacts, state: str, evidence: str) -> None:
    assert answered("T5", what) == (state, evidence)


def test_t5_says_how_many_less_and_for_which_awards() -> None:
    answer = ask("T5", reporting(ReportsAsked(4)))
    assert answer.mend == "Ask for 3 reports a year less, or talk instead of a report."
    assert answer.threshold == "At most 1 to 2 reports a year for awards of £1,000 to £20,000."
    small = ask("T5", reporting(ReportsAsked(1), smallest=0, largest=5_000))
    assert small.threshold == "At most 1 report a year for awards up to £5,000."
