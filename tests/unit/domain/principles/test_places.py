"""Where a mend is done elsewhere than the check's own place, the answer leads there."""

from __future__ import annotations

from uuid import uuid4

import pytest

from commissioning_app.domain.principles.catalogue import (
    CRITERIA,
    EOIS,
    MEMBERS,
    POT,
    QUESTIONS,
    RECOMMENDATION,
    Place,
    Tab,
)
from commissioning_app.domain.principles.facts import RoundFacts
from commissioning_app.domain.promises import CriteriaChoice
from commissioning_app.domain.records import HelpOffer
from commissioning_app.domain.rounds import PotYear, Round, RoundState, Timetable
from tests.factories import a_question, a_round
from tests.unit.domain.principles.making import TODAY, ask, facts, with_records

EMPTY = facts(Round(uuid4(), "R1", "Bare"))
NO_AWARDS = facts(a_round(smallest_award_pence=0, largest_award_pence=0))
NO_CLOSING_DAY = facts(
    a_round(timetable=Timetable(), records=with_records(help_offers=(HelpOffer("Tea", TODAY),)))
)
NO_QUESTIONS = facts(a_round(questions=(), records=with_records(own_measures_welcome=True)))
NO_CRITERIA = facts(a_round(criteria=(), records=with_records(criteria_choice=CriteriaChoice(TODAY, 3))))
CHEAP = facts(
    a_round(questions=(a_question(),), pot_years=(PotYear("2026-27", 1),), smallest_award_pence=10**9)
)
NO_POT = facts(a_round(questions=(a_question(),), pot_years=(), smallest_award_pence=10**9))


@pytest.mark.parametrize(
    ("check_id", "what", "mend", "place"),
    [
        ("T2", EMPTY, "Record the recommendation, and have it approved.", RECOMMENDATION),
        ("T3", NO_CLOSING_DAY, "Set the closing day.", Place(Tab.FORM, "timetable")),
        ("T5", EMPTY, "Set the largest award.", POT),
        ("N2", NO_QUESTIONS, "Ask in an open question what people need.", QUESTIONS),
        ("N4", NO_CRITERIA, "Add the criteria.", CRITERIA),
        ("N3", NO_QUESTIONS, "Add the questions of the form.", QUESTIONS),
        ("S1", EMPTY, "Set the largest award.", POT),
        ("S2", NO_AWARDS, "Set the smallest award.", POT),
        ("S2", CHEAP, "Write down how many EOIs you expect.", Place(Tab.FORM, "promises")),
        ("S2", NO_POT, "Give each financial year of the pot its amount.", POT),
        ("S6", NO_AWARDS, "Set the largest award.", POT),
        ("P3", EMPTY, "Add the members of the panel.", MEMBERS),
        ("P6", EMPTY, "Import the EOIs, then ask everyone to declare their interests.", EOIS),
        ("P7", EMPTY, "Decide which EOIs are eligible.", EOIS),
        ("P12", EMPTY, "Share the pot, and record the recommendation.", RECOMMENDATION),
        ("A12", EMPTY, "Decide the round first.", RECOMMENDATION),
        ("L3", EMPTY, "Share the pot, and record the recommendation.", RECOMMENDATION),
        ("L4", EMPTY, "Share the pot, and record the recommendation.", RECOMMENDATION),
    ],
)
def test_an_answer_leads_to_where_it_is_mended(
    check_id: str, what: RoundFacts, mend: str, place: Place
) -> None:
    answer = ask(check_id, what)
    assert (answer.state.value, answer.mend, answer.place) == ("not_known", mend, place)


@pytest.mark.parametrize("check_id", ["A3", "A4"])
def test_groupings_are_for_the_next_round_once_this_one_was_opened(check_id: str) -> None:
    """They are fixed at the opening, so nobody is sent to write down what can't be written any more."""
    mends = [ask(check_id, facts(a_round(state=state))).mend for state in (RoundState.DRAFT, RoundState.OPEN)]
    assert mends == [
        "Declare the groupings before the round opens.",
        "Declare the groupings before the next round opens.",
    ]
