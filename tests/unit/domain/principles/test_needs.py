"""N2, N3 and N4 in each of their states, and on both sides of their thresholds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from commissioning_app.domain.forms import Question, QuestionKind, QuestionPurpose
from commissioning_app.domain.principles.catalogue import Place, Tab
from commissioning_app.domain.principles.facts import RoundFacts
from commissioning_app.domain.promises import CriteriaChoice
from commissioning_app.domain.rounds import RoundState
from tests.factories import a_question, a_round
from tests.unit.domain.principles.making import answered, ask, facts, with_records

OWN_WORDS = "asks what people need, in the applicant's own words"
A_LIST = a_question(id="kind", kind=QuestionKind.CHOICE, options=("one", "two"))


def form_of(*questions: Question, **records: Any) -> RoundFacts:
    """A round with these questions and records."""
    return facts(a_round(questions=questions, records=with_records(**records)))


def closed(**changes: Any) -> Question:
    """A list that leaves out "something else"."""
    return a_question(**{"id": "kind", "kind": QuestionKind.CHOICES, "something_else": False, **changes})


@pytest.mark.parametrize(
    ("what", "state", "evidence"),
    [
        (
            form_of(a_question(), A_LIST),
            "met",
            f"Question 1 of 2 {OWN_WORDS}; no list leaves out “something else”.",
        ),
        (
            form_of(a_question(id="a"), a_question(id="b"), need_question="b"),
            "met",
            f"Question 2 of 2 {OWN_WORDS}; no list leaves out “something else”.",
        ),
        (
            form_of(a_question(), closed()),
            "not_met",
            f"Question 1 of 2 {OWN_WORDS}; 1 list leaves out “something else”.",
        ),
        (
            form_of(a_question(), closed(counts_as=QuestionPurpose.IDENTITY)),
            "met",
            f"Question 1 of 2 {OWN_WORDS}; no list leaves out “something else”.",
        ),
        (
            form_of(a_question(kind=QuestionKind.CHOICE, options=("one",))),
            "not_met",
            "Question 1 of 1 asks what people need, but not in the applicant's own words; "
            "no list leaves out “something else”.",
        ),
        (
            form_of(a_question(id="a"), a_question(id="b")),
            "not_known",
            "It is not said which of 2 questions asks what people need.",
        ),
        (
            form_of(a_question(), need_question="gone"),
            "not_known",
            "It is not said which of 1 question asks what people need.",
        ),
        (form_of(), "not_known", "The form has no questions yet."),
    ],
)
def test_n2(what: RoundFacts, state: str, evidence: str) -> None:
    assert answered("N2", what) == (state, evidence)


def test_n2_says_what_to_change_and_where() -> None:
    wrong = form_of(a_question(kind=QuestionKind.NUMBER), closed(), closed(id="more"))
    answer = ask("N2", wrong)
    assert answer.mend == (
        "Make it a question that is answered in writing. Offer “something else” in the list of question 2, 3."
    )
    assert answer.place == Place(Tab.FORM, "questions")


@pytest.mark.parametrize(
    ("what", "state", "evidence"),
    [
        (
            form_of(a_question(), A_LIST, own_measures_welcome=True),
            "met",
            "Applicants may name their own measures of success; 1 of 2 questions is open to say so in.",
        ),
        (
            form_of(A_LIST, own_measures_welcome=True),
            "not_met",
            "Applicants may name their own measures of success; 0 of 1 question are open to say so in.",
        ),
        (
            form_of(a_question(), own_measures_welcome=False),
            "not_met",
            "Applicants are held to the funder's measures, in 1 question.",
        ),
        (form_of(own_measures_welcome=True), "not_known", "The form has no questions yet."),
        (form_of(a_question()), "not_known", "It is not said if applicants may name their own measures."),
    ],
)
def test_n3(what: RoundFacts, state: str, evidence: str) -> None:
    assert answered("N3", what) == (state, evidence)


def chosen(on: date | None, community: int | None, others: int | None = None) -> RoundFacts:
    """A round that was opened on 2 September, with criteria chosen by so many people on a day."""
    records = with_records(criteria_choice=CriteriaChoice(on, community, others))
    opened = a_round(state=RoundState.OPEN, records=records)
    return facts(opened, opened_on=OPENING, today=date(2026, 9, 30))


OPENING = date(2026, 9, 2)


@pytest.mark.parametrize(
    ("what", "state", "evidence"),
    [
        (
            chosen(OPENING, 1),
            "met",
            "1 community member chose the 2 criteria on Wednesday 2 September 2026; "
            "the policy asks for at least 1 from communities.",
        ),
        (
            chosen(OPENING, 0, 4),
            "not_met",
            "0 community members and 4 others chose the 2 criteria on Wednesday 2 September 2026; "
            "the policy asks for at least 1 from communities.",
        ),
        (
            chosen(date(2026, 9, 3), 5, 1),
            "not_met",
            "5 community members and 1 other chose the 2 criteria on Thursday 3 September 2026, "
            "later than the opening on Wednesday 2 September 2026.",
        ),
        (chosen(OPENING, None), "not_known", "It is not written down who chose the criteria, and when."),
        (chosen(None, 3), "not_known", "It is not written down who chose the criteria, and when."),
    ],
)
def test_n4(what: RoundFacts, state: str, evidence: str) -> None:
    assert answered("N4", what) == (state, evidence)


def test_n4_is_not_met_by_a_meeting_that_is_still_to_come() -> None:
    what = facts(a_round(records=with_records(criteria_choice=CriteriaChoice(OPENING, 3))))
    assert answered("N4", what) == (
        "not_met",
        "3 community members chose the 2 criteria on Wednesday 2 September 2026, later than today.",
    )


def test_n4_counts_from_the_day_on_which_the_round_was_opened() -> None:
    early = replace(chosen(OPENING, 3), opened_on=date(2026, 9, 1))
    assert answered("N4", early)[0] == "not_met"


def test_n4_follows_the_policy() -> None:
    assert answered("N4", chosen(OPENING, 2), needs__community_choosing_criteria=3)[0] == "not_met"
    assert answered("N4", chosen(OPENING, 3), needs__community_choosing_criteria=3)[0] == "met"
