"""S1, S4 and S7 in each of their states, and on both sides of their thresholds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from commissioning_app.domain.forms import Question, QuestionKind, QuestionPurpose
from commissioning_app.domain.principles.facts import RoundFacts
from commissioning_app.domain.principles.publishing import PublishedItem
from commissioning_app.domain.records import PanelPlan
from commissioning_app.domain.rounds import RoundState, Timetable
from tests.factories import a_question, a_round
from tests.unit.domain.principles.making import a_panel_of, answered, ask, facts, with_days, with_records

NOT_COUNTED = (
    a_question(id="name", kind=QuestionKind.SHORT, counts_as=QuestionPurpose.IDENTITY),
    a_question(id="area", counts_as=QuestionPurpose.ELIGIBILITY),
    a_question(id="fence", counts_as=QuestionPurpose.RING_FENCE),
    a_question(id="cost", kind=QuestionKind.MONEY),
    a_question(id="kind", kind=QuestionKind.CHOICE, options=("one", "two")),
)


def asking(written: int, largest_pounds: int, *more: Question) -> RoundFacts:
    """A form with that many questions in writing, half of them short, for awards up to that much."""
    kinds = (QuestionKind.LONG, QuestionKind.SHORT)
    questions = tuple(a_question(id=f"q{n}", kind=kinds[n % 2]) for n in range(written))
    return facts(a_round(questions=(*questions, *more), largest_award_pence=largest_pounds * 100))


@pytest.mark.parametrize(
    ("written", "pounds", "state", "most"),
    [
        (8, 10_000, "met", 8),
        (9, 10_000, "not_met", 8),
        (9, 10_001, "met", 12),
        (12, 50_000, "met", 12),
        (13, 50_000, "not_met", 12),
        (13, 50_001, "met", 20),
        (20, 1_000_000, "met", 20),
        (21, 1_000_000, "not_met", 20),
    ],
)
def test_s1_by_the_size_of_the_largest_award(written: int, pounds: int, state: str, most: int) -> None:
    evidence = (
        f"The form asks {written} questions to answer in writing; "
        f"for awards up to £{pounds:,} the policy asks for at most {most}."
    )
    assert answered("S1", asking(written, pounds, *NOT_COUNTED)) == (state, evidence)


def test_s1_says_how_many_to_take_out() -> None:
    answer = ask("S1", asking(14, 20_000))
    assert answer.mend == "Take out 2 questions, or ask for something shorter than writing."
    assert answer.threshold == "At most 12 questions to answer in writing, for awards up to £20,000."


def test_s1_counts_only_questions_for_assessment() -> None:
    evidence = (
        "The form asks 0 questions to answer in writing; "
        "for awards up to £5,000 the policy asks for at most 8."
    )
    assert answered("S1", asking(0, 5_000, *NOT_COUNTED)) == ("met", evidence)


@pytest.mark.parametrize(
    ("what", "evidence"),
    [
        (asking(0, 5_000), "The form has no questions yet."),
        (
            asking(3, 0),
            "The largest award is not set yet, so it is not known how long the form may be.",
        ),
    ],
)
def test_s1_not_yet_known(what: RoundFacts, evidence: str) -> None:
    assert answered("S1", what) == ("not_known", evidence)


@pytest.mark.parametrize(
    ("closes", "state", "evidence"),
    [
        (date(2026, 9, 30), "met", "The round is open for 28 days; the policy asks for at least 28."),
        (date(2026, 9, 29), "not_met", "The round is open for 27 days; the policy asks for at least 28."),
        (date(2026, 9, 3), "not_met", "The round is open for 1 day; the policy asks for at least 28."),
        (None, "not_known", "The opening and closing days are not both set yet."),
    ],
)
def test_s4(closes: date | None, state: str, evidence: str) -> None:
    assert answered("S4", with_days(opens_on=date(2026, 9, 2), closes_on=closes)) == (state, evidence)


@pytest.mark.parametrize(
    ("when", "state", "evidence"),
    [
        ({"today": date(2026, 9, 4)}, "met", "The round is open for 28 days, as it opens 2 days later than"),
        ({"today": date(2026, 9, 5)}, "not_met", "The round is open for 27 days, as it opens 3 days later"),
        ({"today": date(2026, 10, 2)}, "not_met", "The round is open for 0 days, as it opens 30 days later"),
        ({"today": date(2026, 10, 3)}, "met", "The round is open for 30 days; the policy asks for at least"),
    ],
)
def test_s4_counts_from_the_day_on_which_it_can_still_be_opened(
    when: dict[str, date], state: str, evidence: str
) -> None:
    found, says = answered("S4", facts(**when))
    assert (found, says.startswith(evidence)) == (state, True)


def test_s4_counts_from_the_day_on_which_it_was_opened() -> None:
    opened = facts(a_round(state=RoundState.CLOSED), opened_on=date(2026, 9, 5), today=date(2026, 11, 1))
    answer = ask("S4", opened)
    assert (answer.evidence, answer.mend) == (
        "The round is open for 27 days, as it opens 3 days later than planned; "
        "the policy asks for at least 28.",
        "Move the closing day 1 day later, or open sooner.",
    )
    in_time = replace(opened, opened_on=date(2026, 9, 1))
    assert answered("S4", in_time)[1] == "The round is open for 30 days; the policy asks for at least 28."


def test_s4_without_an_opening_day_is_not_known() -> None:
    assert answered("S4", with_days(closes_on=date(2026, 9, 30)))[0] == "not_known"


def test_s4_follows_the_policy() -> None:
    what = with_days(opens_on=date(2026, 9, 2), closes_on=date(2026, 9, 30))
    assert answered("S4", what, simple__days_open=29)[0] == "not_met"
    assert ask("S4", what, simple__days_open=35).mend == (
        "Move the closing day 7 days later, or open sooner."
    )


def without(**changes: Any) -> RoundFacts:
    """The sound draft round with something taken out."""
    return facts(a_round(**changes))


@pytest.mark.parametrize(
    ("what", "ready", "missing"),
    [
        (without(criteria=()), 4, "the criteria and their weights"),
        (without(exclusions=()), 5, "what is not funded"),
        (without(exclusions=(" ",)), 5, "what is not funded"),
        (without(records=with_records(panel_plan=PanelPlan())), 5, "who is on the panel, by group"),
        (
            without(timetable=Timetable(opens_on=date(2026, 9, 2), closes_on=date(2026, 10, 2))),
            5,
            "the timetable",
        ),
    ],
)
def test_s7_names_what_is_missing(what: RoundFacts, ready: int, missing: str) -> None:
    evidence = (
        f"{ready} of 6 things that applicants need are ready to be published at opening; missing: {missing}."
    )
    assert answered("S7", what) == ("not_met", evidence)
    assert ask("S7", what).mend == f"Fill in and publish {missing}."


def test_s7_met_before_the_opening() -> None:
    evidence = "6 of 6 things that applicants need are ready to be published at opening."
    assert answered("S7", facts()) == ("met", evidence)


def test_s7_knows_the_panel_from_its_members_too() -> None:
    round_ = a_round(records=with_records(panel_plan=PanelPlan()))
    assert answered("S7", facts(round_, panel=a_panel_of(1, 0)))[0] == "met"


def test_s7_not_yet_known_in_an_empty_draft() -> None:
    empty = a_round(
        criteria=(), exclusions=(), timetable=Timetable(), records=with_records(panel_plan=PanelPlan())
    )
    assert answered("S7", facts(empty)) == (
        "not_known",
        "Nothing but the allocation rule is ready to be published yet.",
    )


def test_s7_names_all_that_is_missing() -> None:
    opened = a_round()
    opened.published_rule = opened.rule
    assert answered("S7", facts(opened)) == (
        "not_met",
        "0 of 6 things that applicants need were published at opening; missing: the criteria, their weights, "
        "the timetable, what is not funded, who is on the panel, by group and the allocation rule.",
    )


def test_s7_after_the_opening_is_about_what_was_published() -> None:
    all_of_it = tuple(item.value for item in PublishedItem)
    opened = a_round(criteria=(), published_items=all_of_it)
    opened.published_rule = opened.rule
    assert answered("S7", facts(opened)) == (
        "met",
        "6 of 6 things that applicants need were published at opening.",
    )
    opened.published_items = all_of_it[1:]
    assert answered("S7", facts(opened)) == (
        "not_met",
        "5 of 6 things that applicants need were published at opening; missing: the criteria.",
    )
