"""What is wrong with a round's design is said, a sentence each."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from commissioning_app.domain.design import problems_of_design
from commissioning_app.domain.forms import EligibilityRule, QuestionKind
from commissioning_app.domain.records import MemberPayment, PanelPlan, PaymentPlan
from commissioning_app.domain.rounds import AllocationRule, FenceBasis, PotYear, RingFence, Timetable
from tests.factories import a_criterion, a_question, a_round

RECORDS = a_round().records
POT = PotYear("2026-27", 10_000_000)


def test_what_is_wrong_with_a_design_is_said() -> None:
    assert problems_of_design(a_round()) == []
    round_ = a_round(
        pot_years=(PotYear("2026-27", 100), PotYear("2026-27", 100)),
        smallest_award_pence=500,
        largest_award_pence=400,
        timetable=Timetable(opens_on=date(2026, 2, 1), closes_on=date(2026, 1, 1)),
        questions=(a_question(), a_question()),
        criteria=(a_criterion(weight=0), a_criterion(name="Other")),
        rule=AllocationRule(ring_fences=(RingFence("small", 300),)),
    )
    assert problems_of_design(round_) == [
        "A financial year stands in the pot twice.",
        "The smallest award is larger than the largest award.",
        "The largest award is more than the pot of £2.",
        "The days of the timetable are not in order.",
        "The question id “need” is used twice.",
        "The criterion id “rooted” is used twice.",
        "The criterion “Rooted in the community” needs a weight of 1 or more.",
        "The ring-fences together are more than the pot.",
    ]


@pytest.mark.parametrize(
    "year", ["banana", "2026", "26-27", "2026-2027", "2026-28", "9999-00", "0000-01", "", "-1", "２０２６-27"]
)
def test_a_financial_year_has_one_shape(year: str) -> None:
    assert problems_of_design(a_round(pot_years=(POT, PotYear(year, 1)))) == [
        f"“{year}” is not a financial year. Write it like 2026-27."
    ]
    assert problems_of_design(a_round(pot_years=(POT, PotYear("2099-00", 1)))) == []


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"pot_years": (POT, PotYear("2027-28", -1))}, "The pot's part for 2027-28 is below £0."),
        ({"core_open_percent": 101}, "The share of the pot that is open to core funding is between"),
        ({"core_open_percent": -1}, "The share of the pot that is open to core funding is between"),
        ({"timetable": Timetable(closes_on=date(9999, 12, 31))}, "A day of the timetable lies too far off"),
        ({"questions": (a_question(text=" "),)}, "A question needs an id and its words."),
        ({"questions": (a_question(word_limit=-1),)}, "The word limit of “What do people in your community"),
        ({"eligibility_rules": (EligibilityRule("", "x"),)}, "An eligibility rule needs a code"),
        ({"eligibility_rules": (EligibilityRule("a", "x"),) * 2}, "The code of an eligibility rule “a” is"),
        ({"criteria": (a_criterion(name=""),)}, "A criterion needs an id and a name."),
        ({"criteria": (a_criterion(weight=10**20),)}, "has a weight above 1,000."),
        ({"criteria": (a_criterion(top=0),)}, "needs a scale up to 1 at least and 100 at most."),
        ({"criteria": (a_criterion(top=10**9),)}, "needs a scale up to 1 at least and 100 at most."),
        ({"records": replace(RECORDS, review_request_days=10**11)}, "The days to ask for a review are"),
        ({"records": replace(RECORDS, panel_plan=PanelPlan(-3, 1))}, "fewer than no members"),
        ({"records": replace(RECORDS, member_payment=MemberPayment(True, -1))}, "The hourly payment"),
        ({"records": replace(RECORDS, payment_plan=PaymentPlan(500, 1))}, "between 0 % and 100 %."),
        ({"records": replace(RECORDS, payment_plan=PaymentPlan(50, -9))}, "The days before the start"),
        ({"records": replace(RECORDS, payment_plan=PaymentPlan(50, 9, -1))}, "is paid at once is below £0."),
    ],
)
def test_a_figure_that_can_not_be(changes: dict[str, Any], problem: str) -> None:
    [found] = problems_of_design(a_round(**changes))
    assert problem in found


@pytest.mark.parametrize(
    ("fences", "problem"),
    [
        ((RingFence("a", -1), RingFence("b", 1)), "The ring-fence “a” needs an amount above £0."),
        ((RingFence("a", 1), RingFence("a", 1)), "The name of a ring-fence “a” is used twice."),
        (
            (RingFence("Carers", 1), RingFence("carers ", 1)),
            "The name of a ring-fence “carers” is used twice.",
        ),
        ((RingFence(" ", 1),), "A ring-fence needs a name."),
        (
            (RingFence("a", 1, FenceBasis.PUBLISHED_QUESTION, "need"),),
            "The ring-fence “a” needs a question of the form that is answered yes or no.",
        ),
    ],
)
def test_a_ring_fence_that_can_not_be(fences: tuple[RingFence, ...], problem: str) -> None:
    assert problems_of_design(a_round(rule=AllocationRule(ring_fences=fences))) == [problem]


def test_a_ring_fence_by_a_question_that_is_answered_yes_or_no() -> None:
    led = a_question(id="led", text="Are you led by carers?", kind=QuestionKind.YES_NO, word_limit=0)
    fence = RingFence("carers", 1, FenceBasis.PUBLISHED_QUESTION, "led")
    assert problems_of_design(a_round(questions=(led,), rule=AllocationRule(ring_fences=(fence,)))) == []


def test_no_other_order_of_ties_is_published_than_the_one_that_counts() -> None:
    for order in ((), ("reference",)):
        assert problems_of_design(a_round(rule=AllocationRule(tie_order=order))) == [
            "Ties go by higher score, lower ask, then reference. Another order can't be chosen."
        ]
