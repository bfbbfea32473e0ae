"""Promises that contradict themselves are named, and what they are asked answers plainly."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from commissioning_app.domain.afterwards import (
    ApplicantFeedback,
    BoardReport,
    FeedbackTheme,
    LookBack,
    Published,
    ToldMembers,
)
from commissioning_app.domain.design import problems_of_design
from commissioning_app.domain.promises import (
    CriteriaChoice,
    FullCost,
    LivingWage,
    MeetingAccess,
    ReportsAsked,
)
from commissioning_app.domain.records import FinanceAgreement, RoundRecords
from tests.factories import a_round

DAY = date(2026, 12, 4)
SIZES = "The reports by size of award go from small to large; only the last has no upper size."
COUNTS = "A number of people, EOIs or minutes is below 0."
CAP = "The cap on overheads is between 0 % and 100 %."
UPLIFT = "What later years get on top is between 0 % and 100 %."


@pytest.mark.parametrize(
    ("records", "problems"),
    [
        ({"reports": (ReportsAsked(1, 100), ReportsAsked(2, 200), ReportsAsked(3))}, []),
        ({"reports": (ReportsAsked(1, 200), ReportsAsked(2, 100))}, [SIZES]),
        ({"reports": (ReportsAsked(1, 100), ReportsAsked(2, 100))}, [SIZES]),
        ({"reports": (ReportsAsked(1), ReportsAsked(2, 100))}, [SIZES]),
        ({"reports": (ReportsAsked(1), ReportsAsked(2))}, [SIZES]),
        ({"reports": (ReportsAsked(-1),)}, ["The number of reports a year is below 0."]),
        ({"full_cost": FullCost(True, 100, 100)}, []),
        ({"full_cost": FullCost(True, 101, -1)}, [CAP, UPLIFT]),
        ({"full_cost": FullCost(True, -1, 101)}, [CAP, UPLIFT]),
        ({"living_wage": LivingWage(True, -1)}, ["The wage that applicants can plan with is below £0."]),
        ({"expected_eois": -1}, [COUNTS]),
        ({"minutes_an_eoi": -1}, [COUNTS]),
        ({"criteria_choice": CriteriaChoice(community=-1)}, [COUNTS]),
        ({"criteria_choice": CriteriaChoice(others=-1)}, [COUNTS]),
        ({"applicant_feedback": ApplicantFeedback(asked=-1)}, [COUNTS]),
        ({"applicant_feedback": ApplicantFeedback(answers=-1)}, [COUNTS]),
        ({"told_members": ToldMembers(members=-1)}, [COUNTS]),
        ({"look_back": LookBack(panel_members=-1, applicants=-1)}, [COUNTS]),
        ({"look_back": LookBack(panel_members=0, applicants=-1)}, [COUNTS]),
        ({"expected_eois": 0, "minutes_an_eoi": 0}, []),
    ],
)
def test_records_that_contradict_themselves(records: dict[str, Any], problems: list[str]) -> None:
    round_ = a_round(records=replace(a_round().records, **records))
    assert problems_of_design(round_) == problems


def test_what_is_not_answered_about_meetings() -> None:
    assert MeetingAccess("At six", "", " ", "Fares").unanswered == ("interpreter", "childcare", "online")


@pytest.mark.parametrize(
    ("theme", "is_answered"),
    [
        (FeedbackTheme("Too long", "Shorter", DAY), True),
        (FeedbackTheme("Too long", " ", DAY), False),
        (FeedbackTheme("Too long", "Shorter"), False),
    ],
)
def test_an_answer_says_what_was_done_and_when_it_was_told(theme: FeedbackTheme, is_answered: bool) -> None:
    assert theme.is_answered is is_answered


@pytest.mark.parametrize(
    ("published", "is_recorded"),
    [(Published(DAY, "here"), True), (Published(DAY, " "), False), (Published(None, "here"), False)],
)
def test_published_says_when_and_where(published: Published, is_recorded: bool) -> None:
    assert published.is_recorded is is_recorded


def test_another_round_keeps_the_promises_and_nothing_of_what_came_after() -> None:
    promises = RoundRecords(minutes_an_eoi=12, reports=(ReportsAsked(1),), formats_asked=("BSL",))
    lived = replace(
        promises,
        finance_agreement=FinanceAgreement("Fin", DAY),
        applicant_feedback=ApplicantFeedback(DAY, 3, 2),
        rates_published=Published(DAY, "here"),
        open_data=Published(DAY, "here"),
        told_members=ToldMembers(DAY, 3, "Much"),
        board_report=BoardReport(DAY, "14"),
        look_back=LookBack(DAY, 1, 1, ("More",)),
    )
    assert lived.without_what_came_after() == promises
