"""T1, T2 and T3 in each of their states, and on both sides of their thresholds."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from commissioning_app.domain.principles.facts import DecisionFacts, RoundFacts
from commissioning_app.domain.records import Contact, HelpOffer
from commissioning_app.domain.rounds import RoundState, Timetable
from tests.factories import a_round
from tests.unit.domain.principles.making import answered, ask, facts, with_days, with_records

CLOSES = date(2026, 10, 2)
PROMISED = date(2026, 11, 13)
AFTER_42 = "Applicants are promised an answer 42 days after closing"


def promised_by(day: date, **other: Any) -> RoundFacts:
    """A round that closes on 2 October and promises an answer by that day."""
    state = other.pop("state", RoundState.DRAFT)
    timetable = Timetable(closes_on=CLOSES, announced_by=day)
    return facts(a_round(timetable=timetable, state=state), **other)


@pytest.mark.parametrize(
    ("what", "state", "evidence"),
    [
        pytest.param(
            promised_by(PROMISED),
            "met",
            f"{AFTER_42}, by Friday 13 November 2026; the policy asks for at most 42.",
            id="on the edge",
        ),
        pytest.param(
            promised_by(date(2026, 11, 14)),
            "not_met",
            "Applicants are promised an answer 43 days after closing; the policy asks for at most 42.",
            id="a day over",
        ),
        pytest.param(
            with_days(closes_on=CLOSES, decided_by=date(2026, 10, 3)),
            "met",
            "Applicants are promised an answer 1 day after closing, by Saturday 3 October 2026; "
            "the policy asks for at most 42.",
            id="the day of the decision where no announcement is promised",
        ),
        pytest.param(
            with_days(closes_on=CLOSES),
            "not_known",
            "The timetable does not say yet when the round closes and when applicants hear.",
            id="no promise",
        ),
        pytest.param(
            with_days(announced_by=PROMISED),
            "not_known",
            "The timetable does not say yet when the round closes and when applicants hear.",
            id="no closing day",
        ),
        pytest.param(
            promised_by(PROMISED, state=RoundState.DECIDED, today=PROMISED),
            "met",
            f"{AFTER_42}, by Friday 13 November 2026; the policy asks for at most 42.",
            id="on the promised day itself",
        ),
        pytest.param(
            promised_by(PROMISED, state=RoundState.DECIDED, today=date(2026, 11, 16)),
            "not_met",
            f"{AFTER_42}, by Friday 13 November 2026; that day passed 3 days ago.",
            id="the promised day has passed",
        ),
        pytest.param(
            promised_by(PROMISED, today=date(2027, 1, 1)),
            "met",
            f"{AFTER_42}, by Friday 13 November 2026; the policy asks for at most 42.",
            id="a draft with days in the past",
        ),
        pytest.param(
            promised_by(PROMISED, state=RoundState.PAYING, announced_on=PROMISED, today=date(2027, 1, 1)),
            "met",
            f"{AFTER_42}, by Friday 13 November 2026; it was kept: letters went on Friday 13 November 2026.",
            id="letters went in time",
        ),
        pytest.param(
            promised_by(PROMISED, state=RoundState.ANNOUNCED, announced_on=date(2026, 11, 14)),
            "not_met",
            f"{AFTER_42}, by Friday 13 November 2026; it was broken: letters went on Saturday "
            "14 November 2026.",
            id="letters went late",
        ),
    ],
)
def test_t1(what: RoundFacts, state: str, evidence: str) -> None:
    assert answered("T1", what) == (state, evidence)


def test_t1_follows_the_policy_and_shows_the_benchmark() -> None:
    answer = ask("T1", promised_by(PROMISED), trusting__days_to_decision=41)
    assert (answer.state.value, answer.threshold) == (
        "not_met",
        "At most 41 days after closing, and sent by then; 60 days is a usual wait.",
    )


@pytest.mark.parametrize(
    ("owed", "written", "state", "evidence"),
    [
        (None, 0, "not_known", "Nothing is decided yet, so it is not known who is owed feedback."),
        (0, 0, "not_applicable", "0 applicants got less than they asked for, so nobody is owed feedback."),
        (1, 1, "met", "1 of 1 applicant not funded in full has written feedback."),
        (1200, 1200, "met", "1,200 of 1,200 applicants not funded in full have written feedback."),
        (12, 11, "not_met", "11 of 12 applicants not funded in full have written feedback."),
        (12, 0, "not_met", "0 of 12 applicants not funded in full have written feedback."),
    ],
)
def test_t2(owed: int | None, written: int, state: str, evidence: str) -> None:
    what = facts(decision=DecisionFacts(feedback_owed=owed, feedback_written=written))
    assert answered("T2", what) == (state, evidence)


CONTACT = Contact("Olu Officer", "olu@example.org")
IN_TIME = HelpOffer("Drop-in", CLOSES)
TOO_LATE = HelpOffer("Drop-in", date(2026, 10, 3))
ANY_DAY = HelpOffer("Ring us on any weekday")


def offering(contact: Contact, *offers: HelpOffer, closes: date | None = CLOSES) -> RoundFacts:
    """A round that closes on 2 October with this contact and these offers of help."""
    records = with_records(contact=contact, help_offers=offers)
    return facts(a_round(timetable=Timetable(closes_on=closes), records=records))


@pytest.mark.parametrize(
    ("what", "state", "evidence"),
    [
        (
            offering(CONTACT, IN_TIME),
            "met",
            "A contact is named, and 1 offer of help before closing; the policy asks for 1.",
        ),
        (
            offering(CONTACT, ANY_DAY, closes=None),
            "met",
            "A contact is named, and 1 offer of help before closing; the policy asks for 1.",
        ),
        (
            offering(CONTACT, TOO_LATE),
            "not_met",
            "A contact is named, and 0 offers of help before closing; the policy asks for 1.",
        ),
        (
            offering(Contact("Olu Officer"), IN_TIME, ANY_DAY),
            "not_met",
            "No contact that can be reached is named, and 2 offers of help before closing; "
            "the policy asks for 1.",
        ),
        (
            offering(Contact(), IN_TIME),
            "not_met",
            "No contact that can be reached is named, and 1 offer of help before closing; "
            "the policy asks for 1.",
        ),
        (
            offering(CONTACT, HelpOffer(" ", CLOSES)),
            "not_met",
            "A contact is named, and 0 offers of help before closing; the policy asks for 1.",
        ),
        (offering(Contact()), "not_known", "No contact and no offer of help are written down yet."),
        (
            offering(CONTACT, IN_TIME, closes=None),
            "not_known",
            "The closing day is not set, so it is not known if the help comes before it.",
        ),
    ],
)
def test_t3(what: RoundFacts, state: str, evidence: str) -> None:
    assert answered("T3", what) == (state, evidence)


def test_t3_asks_for_as_many_offers_as_the_policy() -> None:
    assert answered("T3", offering(CONTACT, IN_TIME), trusting__help_offers=2)[0] == "not_met"
    assert answered("T3", offering(CONTACT, IN_TIME, ANY_DAY), trusting__help_offers=2)[0] == "met"
