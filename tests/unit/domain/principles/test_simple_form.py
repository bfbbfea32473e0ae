"""S2, S3 and S9 in each of their states, and on both sides of their thresholds."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from commissioning_app.domain.eois import EoiState
from commissioning_app.domain.forms import Question, QuestionKind
from commissioning_app.domain.principles.catalogue import Place, Tab
from commissioning_app.domain.principles.facts import EoiFacts, RoundFacts
from commissioning_app.domain.principles.facts_wording import FeedbackWording
from commissioning_app.domain.principles.simple_form import flags_in
from commissioning_app.domain.rounds import PotYear, RoundState
from commissioning_app.domain.wording_check import Flag, WordList
from tests.factories import a_question, a_round
from tests.unit.domain.principles.making import answered, ask, facts, the_word_list, with_records

AN_HOUR = {
    "cost__basics_minutes": 30,
    "cost__minutes__short": 29,
    "cost__words_read_a_minute": 400,
    "cost__hourly_value": "£20",
}
"""A form of one short question takes 29 minutes, the basics 30, and reading it a begun minute."""


def costing(
    smallest_pounds: int, *, expected: int | None = 10, pot: int = 40_000, **parts: Any
) -> RoundFacts:
    """A form that takes an hour, with a smallest award and a pot of these pounds."""
    round_ = a_round(
        questions=(a_question(kind=QuestionKind.SHORT, word_limit=0),),
        smallest_award_pence=smallest_pounds * 100,
        pot_years=(PotYear("2026-27", pot * 100),) if pot else (),
        records=with_records(expected_eois=expected),
        state=parts.pop("state", RoundState.DRAFT),
    )
    return facts(round_, **parts)


HOUR = "Applying takes about 1 hour, worth £20"


@pytest.mark.parametrize(
    ("what", "state", "evidence"),
    [
        pytest.param(
            costing(1_000),
            "met",
            f"{HOUR}: 2 % of the smallest award of £1,000; for 10 applicants 0.5 % of the pot.",
            id="just two percent",
        ),
        pytest.param(
            costing(999),
            "not_met",
            f"{HOUR}: 2.1 % of the smallest award of £999; for 10 applicants 0.5 % of the pot.",
            id="a little over",
        ),
        pytest.param(
            costing(1_000, expected=100),
            "met",
            f"{HOUR}: 2 % of the smallest award of £1,000; for 100 applicants 5 % of the pot.",
            id="just five percent of the pot",
        ),
        pytest.param(
            costing(1_000, expected=101),
            "not_met",
            f"{HOUR}: 2 % of the smallest award of £1,000; for 101 applicants 5.1 % of the pot.",
            id="too many for the pot",
        ),
        pytest.param(
            costing(1_000, expected=None),
            "not_known",
            f"{HOUR}: 2 % of the smallest award of £1,000; how many will apply is not written down.",
            id="nobody knows how many",
        ),
        pytest.param(
            costing(500, expected=None),
            "not_met",
            f"{HOUR}: 4 % of the smallest award of £500; how many will apply is not written down.",
            id="too much for one already",
        ),
        pytest.param(
            costing(1_000, pot=0),
            "not_known",
            f"{HOUR}: 2 % of the smallest award of £1,000; how much the pot holds is not written down.",
            id="no pot",
        ),
        pytest.param(
            costing(1_000, expected=10, eois=EoiFacts({EoiState.RECEIVED: 200}), state=RoundState.OPEN),
            "not_met",
            f"{HOUR}: 2 % of the smallest award of £1,000; for 200 applicants 10 % of the pot.",
            id="more came than were expected",
        ),
        pytest.param(
            costing(1_000, expected=200, eois=EoiFacts({EoiState.RECEIVED: 20}), state=RoundState.CLOSED),
            "met",
            f"{HOUR}: 2 % of the smallest award of £1,000; for 20 applicants 1 % of the pot.",
            id="fewer came than were expected",
        ),
        pytest.param(
            costing(0),
            "not_known",
            "The smallest award is not set yet, so the cost has nothing to be held against.",
            id="no smallest award",
        ),
        pytest.param(
            facts(a_round(questions=())), "not_known", "The form has no questions yet.", id="no form"
        ),
    ],
)
def test_s2(what: RoundFacts, state: str, evidence: str) -> None:
    assert answered("S2", what, **AN_HOUR) == (state, evidence)


def test_s2_follows_the_policy_and_cites_both_studies() -> None:
    what = costing(1_000)
    assert answered("S2", what, **AN_HOUR, cost__percent_of_smallest_award=1)[0] == "not_met"
    assert answered("S2", costing(1_000, expected=100), **AN_HOUR, cost__percent_of_pot=4)[0] == "not_met"
    threshold = ask("S2", what).threshold
    assert all(figure in threshold for figure in ("2 %", "5 %", "5.6 %", "17.5 %", "38 %"))


EASY = a_question(text="Who are you? We ask so that we know you.")
HARD = a_question(text="Describe organisational governance arrangements demonstrating accountability.")
BENGALI = a_question(text="আপনার সম্প্রদায়ের মানুষের কী প্রয়োজন?")


def reading(*questions: Question, **changes: Any) -> RoundFacts:
    """A round with only these words to read."""
    bare = {"purpose": "", "exclusions": (), "eligibility_rules": (), **changes}
    return facts(a_round(questions=questions, **bare))


@pytest.mark.parametrize(
    ("what", "state", "evidence"),
    [
        (
            reading(EASY),
            "met",
            "The 10 words of questions and guidance have a reading age of 5.0, with 5 words to a sentence; "
            "the policy asks for at most 11.",
        ),
        (
            reading(HARD),
            "not_met",
            "The 6 words of questions and guidance have a reading age of 48.1, with 6 words to a sentence; "
            "the policy asks for at most 11.",
        ),
        (reading(BENGALI), "not_applicable", "The 5 words of the form are not in English letters."),
        (reading(), "not_known", "There are no questions and no guidance yet."),
    ],
)
def test_s3(what: RoundFacts, state: str, evidence: str) -> None:
    assert answered("S3", what) == (state, evidence)


ELEVEN = (
    "Tell us what people in your streets want most and how you would spend the money with them. " * 3
    + "Tell us what people near you want most, and how you would spend the money with them."
)
"""Words with a reading age of 11.0; one letter more makes it 11.1."""


def test_s3_on_its_threshold() -> None:
    on_it, over = reading(a_question(text=ELEVEN)), reading(a_question(text=f"I{ELEVEN}"))
    assert "a reading age of 11.0," in answered("S3", on_it)[1]
    assert "a reading age of 11.1," in answered("S3", over)[1]
    assert [answered("S3", what)[0] for what in (on_it, over)] == ["met", "not_met"]
    assert answered("S3", over, simple__reading_age=12)[0] == "met"


def saying(text: str, **parts: Any) -> RoundFacts:
    """A round with one question in these words."""
    bare = {"purpose": "We want to fund you.", "exclusions": (), "eligibility_rules": (), "criteria": ()}
    return facts(a_round(questions=(a_question(text=text),), **bare), **parts)


@pytest.mark.parametrize(
    ("what", "state", "evidence"),
    [
        (saying("Who are you?"), "met", "0 places in 8 words of the form to look at again."),
        (
            saying("How many BAME people do you reach?"),
            "not_met",
            "1 place in 12 words of the form to look at again: “BAME” (question 1).",
        ),
        (
            saying(
                "Do you reach hard-to-reach people and vulnerable groups, or stakeholders and the elderly?"
            ),
            "not_met",
            "4 places in 18 words of the form to look at again: “hard-to-reach” (question 1), “vulnerable "
            "groups” (question 1), “stakeholders” (question 1) and 1 more.",
        ),
        (
            saying("A neighbour said “we are hard to reach”."),
            "met",
            "0 places in 13 words of the form to look at again.",
        ),
        (
            saying("Do you know BAME Voices?", names=("BAME Voices",)),
            "met",
            "0 places in 10 words of the form to look at again.",
        ),
        (saying("Who?", word_list=WordList()), "not_known", "There is no word list to go by."),
    ],
)
def test_s9(what: RoundFacts, state: str, evidence: str) -> None:
    assert answered("S9", what) == (state, evidence)


def test_s9_without_any_text() -> None:
    empty = reading(criteria=())
    assert answered("S9", empty) == ("not_known", "There is no text in the form yet.")


def test_s9_says_what_to_write_instead_and_leads_to_the_section() -> None:
    answer = ask("S9", saying("How many service users do you have?"))
    better = "Instead of “service users”: people who use the service."
    assert answer.mend == f"{better} A person is more than a service that they use."
    assert answer.place == Place(Tab.FORM, "questions")
    excluded = facts(a_round(exclusions=("Work with illegal immigrants",)))
    assert ask("S9", excluded).place == Place(Tab.FORM, "applying")
    opening = facts(a_round(purpose="There is a lack of trust."))
    assert ask("S9", opening).place == Place(Tab.FORM, "pot")


def in_feedback(text: str) -> tuple[tuple[str, Flag], ...]:
    return tuple(("EOI-012", flag) for flag in the_word_list().look_at(text))


@pytest.mark.parametrize(
    ("question", "feedback", "state", "evidence"),
    [
        (
            "Who are you?",
            FeedbackWording(3),
            "met",
            "0 places in 8 words of the form and 0 places in the feedback to 3 applicants to look at again.",
        ),
        (
            "Who are you?",
            FeedbackWording(1, in_feedback("You know the hard to reach.")),
            "not_met",
            "0 places in 8 words of the form and 1 place in the feedback to 1 applicant to look at again: "
            "“hard to reach” (feedback to EOI-012).",
        ),
        (
            "Who are your stakeholders?",
            FeedbackWording(2, in_feedback("You know the hard to reach.")),
            "not_met",
            "1 place in 9 words of the form and 1 place in the feedback to 2 applicants to look at again: "
            "“stakeholders” (question 1) and “hard to reach” (feedback to EOI-012).",
        ),
    ],
)
def test_s9_reads_the_feedback_in_letters_too(
    question: str, feedback: FeedbackWording, state: str, evidence: str
) -> None:
    answer = ask("S9", saying(question, feedback=feedback))
    assert (answer.state, answer.evidence) == (state, evidence)
    only_there = feedback.flags and question == "Who are you?"
    if only_there:
        assert answer.place == Place(Tab.LETTERS, "feedback")
        assert answer.mend.startswith("Instead of “hard to reach”: people whom we have not reached yet.")


def test_the_same_texts_are_looked_at_once() -> None:
    flags_in.cache_clear()
    what = saying("Who are you?")
    for _ in range(3):
        ask("S9", replace(what, round=a_round(questions=what.round.questions, purpose=what.round.purpose)))
    assert (flags_in.cache_info().misses, flags_in.cache_info().hits) == (1, 2)
