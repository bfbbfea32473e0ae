"""What is next, in every state of a round and for every kind of work that is left."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from commissioning_app.domain.awards import RecommendationState
from commissioning_app.domain.eois import EoiState
from commissioning_app.domain.next_step import NextAction, NextStep, next_step
from commissioning_app.domain.principles.catalogue import PAYMENT_PLAN, RECOMMENDATION, Place, Tab
from commissioning_app.domain.principles.engine import find
from commissioning_app.domain.principles.facts import (
    DecisionFacts,
    EoiFacts,
    PaymentFacts,
    RoundFacts,
    ScoringFacts,
)
from commissioning_app.domain.principles.findings import Finding, FindingState
from commissioning_app.domain.rounds import RoundState, Timetable
from tests.factories import a_round
from tests.unit.domain.principles.making import an_explanation, facts, the_catalogue, the_policy

OVERVIEW = Place(Tab.OVERVIEW)


def settled() -> list[Finding]:
    """Every finding as met, so that only the round's own work counts."""
    return [replace(f, state=FindingState.MET) for f in find(facts(), the_policy(), the_catalogue())]


def in_state(state: RoundState, **parts: Any) -> RoundFacts:
    """Facts of the sound round in that state; ``is_trial`` and ``timetable`` go to the round."""
    round_parts = {key: parts.pop(key) for key in ("is_trial", "timetable") if key in parts}
    return facts(a_round(state=state, **round_parts), **parts)


def asked(what: RoundFacts, findings: list[Finding] | None = None) -> NextStep:
    """What is next with these facts, and with every check met unless told otherwise."""
    return next_step(what.round, what, settled() if findings is None else findings)


def go(sentence: str, button: str, tab: Tab, anchor: str = "", detail: str = "") -> NextStep:
    return NextStep(sentence, button, NextAction.GO, Place(tab, anchor), detail)


def advance(sentence: str, button: str) -> NextStep:
    return NextStep(sentence, button, NextAction.ADVANCE, OVERVIEW)


AFTER = date(2026, 10, 3)


@pytest.mark.parametrize(
    ("what", "expected"),
    [
        (in_state(RoundState.DRAFT), advance("The round is ready to open.", "Open the round")),
        (
            in_state(RoundState.OPEN, today=date(2026, 10, 2), eois=EoiFacts({EoiState.RECEIVED: 12})),
            go("EOIs come in until Friday 2 October 2026; 12 EOIs have come in.", "See the EOIs", Tab.EOIS),
        ),
        (
            in_state(RoundState.OPEN, eois=EoiFacts({EoiState.RECEIVED: 1})),
            go("EOIs come in until Friday 2 October 2026; 1 EOI has come in.", "See the EOIs", Tab.EOIS),
        ),
        (
            in_state(RoundState.OPEN, timetable=Timetable()),
            go("The round has no closing day. Set one.", "Set the closing day", Tab.FORM, "timetable"),
        ),
        (in_state(RoundState.OPEN, today=AFTER), advance("The closing day has passed.", "Close the round")),
        (
            in_state(RoundState.CLOSED, eois=EoiFacts({EoiState.RECEIVED: 3, EoiState.LATE: 1})),
            go(
                "3 EOIs wait for a decision on who is eligible.",
                "Check who is eligible",
                Tab.EOIS,
                "eligibility",
                "1 EOI came in late; an approver says if it is taken.",
            ),
        ),
        (
            in_state(RoundState.CLOSED, eois=EoiFacts({EoiState.QUERIED: 1})),
            go(
                "1 EOI waits for a decision on who is eligible.",
                "Check who is eligible",
                Tab.EOIS,
                "eligibility",
            ),
        ),
        (
            in_state(RoundState.CLOSED, eois=EoiFacts({EoiState.INELIGIBLE: 1})),
            go("No EOI is eligible, so there is nothing to score.", "See the EOIs", Tab.EOIS),
        ),
        (
            in_state(RoundState.CLOSED, eois=EoiFacts({EoiState.ELIGIBLE: 1})),
            advance("The EOIs and the panel are ready for scoring.", "Start scoring"),
        ),
        (
            in_state(RoundState.SCORING),
            go("No EOIs are given to the members yet.", "Give EOIs to members", Tab.PANEL, "assignments"),
        ),
        (
            in_state(RoundState.SCORING, scoring=ScoringFacts(assigned=9, missing=4, members_with_work=2)),
            go(
                "4 assessments are missing before moderation on Thursday 29 October 2026.",
                "See who and what",
                Tab.SCORING,
                "progress",
                "2 panel members have EOIs left. Nobody sees others' scores before sending their own.",
            ),
        ),
        (
            in_state(
                RoundState.SCORING,
                scoring=ScoringFacts(assigned=9, missing=1, members_with_work=1),
                timetable=Timetable(),
            ),
            go(
                "1 assessment is missing.",
                "See who and what",
                Tab.SCORING,
                "progress",
                "1 panel member has EOIs left. Nobody sees others' scores before sending their own.",
            ),
        ),
        (
            in_state(RoundState.SCORING, scoring=ScoringFacts(assigned=9)),
            advance("All scores are in.", "Start moderation"),
        ),
        (
            in_state(RoundState.MODERATION),
            go("The panel's recommendation can be recorded.", "Share the pot", Tab.ALLOCATION),
        ),
        (
            in_state(RoundState.MODERATION, decision=DecisionFacts(RecommendationState.RECOMMENDED)),
            go(
                "The recommendation waits for an approver to decide.",
                "See the recommendation",
                Tab.ALLOCATION,
                "recommendation",
            ),
        ),
        (
            in_state(RoundState.MODERATION, decision=DecisionFacts(RecommendationState.SENT_BACK)),
            go(
                "The approver sent the recommendation back, with a reason.",
                "See the reason",
                Tab.ALLOCATION,
                "recommendation",
            ),
        ),
        (
            in_state(RoundState.DECIDED, decision=DecisionFacts(feedback_owed=7, feedback_written=1)),
            go(
                "6 applicants not funded in full have no feedback yet.",
                "Write feedback",
                Tab.LETTERS,
                "feedback",
            ),
        ),
        (
            in_state(RoundState.DECIDED, decision=DecisionFacts(feedback_owed=2, feedback_written=1)),
            go(
                "1 applicant not funded in full has no feedback yet.",
                "Write feedback",
                Tab.LETTERS,
                "feedback",
            ),
        ),
        (
            in_state(RoundState.DECIDED, decision=DecisionFacts(letters_owed=43, letters_made=40)),
            go("3 letters are still to be made.", "Make the letters", Tab.LETTERS, "letters"),
        ),
        (
            in_state(RoundState.DECIDED, decision=DecisionFacts(letters_owed=43, letters_made=42)),
            go("1 letter is still to be made.", "Make the letters", Tab.LETTERS, "letters"),
        ),
        (
            in_state(RoundState.DECIDED, decision=DecisionFacts(letters_owed=43, letters_made=43)),
            advance("All letters are made.", "Announce the decisions"),
        ),
        (
            in_state(RoundState.ANNOUNCED),
            advance("Applicants have been told. Now the awards are paid.", "Start paying"),
        ),
        (
            in_state(
                RoundState.PAYING,
                payment=PaymentFacts(instalments=12, unpaid=3, next_due_on=date(2026, 12, 4)),
            ),
            go(
                "3 of 12 instalments are to be paid; the next is due on Friday 4 December 2026.",
                "See the payments",
                Tab.AWARDS,
                "instalments",
            ),
        ),
        (
            in_state(
                RoundState.PAYING,
                payment=PaymentFacts(instalments=12, unpaid=3, next_due_on=date(2020, 5, 1)),
            ),
            go(
                "3 of 12 instalments are to be paid; the first was due on Friday 1 May 2020.",
                "See the payments",
                Tab.AWARDS,
                "instalments",
            ),
        ),
        (
            in_state(RoundState.PAYING, payment=PaymentFacts(instalments=12, unpaid=1)),
            go("1 of 12 instalments is to be paid.", "See the payments", Tab.AWARDS, "instalments"),
        ),
        (
            in_state(RoundState.PAYING, payment=PaymentFacts(instalments=12, awards_going_on=2)),
            go("Everything is paid; 2 awards still go on.", "See the awards", Tab.AWARDS, "awards"),
        ),
        (
            in_state(RoundState.PAYING, payment=PaymentFacts(awards_going_on=1)),
            go("Everything is paid; 1 award still goes on.", "See the awards", Tab.AWARDS, "awards"),
        ),
        (
            in_state(RoundState.PAYING, payment=PaymentFacts(instalments=12)),
            advance("Everything is paid and every award has ended.", "Finish the round"),
        ),
        (
            in_state(RoundState.FINISHED),
            NextStep("This round is finished.", "", NextAction.NONE, OVERVIEW),
        ),
        (
            in_state(RoundState.CANCELLED),
            NextStep(
                "This round was cancelled. Every applicant is sent the reason.", "", NextAction.NONE, OVERVIEW
            ),
        ),
    ],
)
def test_what_is_next(what: RoundFacts, expected: NextStep) -> None:
    assert asked(what) == expected


def held_up_by(*check_ids: str, explained: tuple[str, ...] = ()) -> list[Finding]:
    """All checks met but for these, of which some are explained and wait."""
    explanations = [an_explanation(check_id) for check_id in explained]
    all_of_them = find(facts(), the_policy(), the_catalogue(), explanations)
    return [
        replace(
            f, state=FindingState.NOT_MET if f.id in check_ids else FindingState.MET, evidence="It is so."
        )
        for f in all_of_them
    ]


def test_checks_in_the_way_come_before_the_step() -> None:
    assert asked(in_state(RoundState.DRAFT), held_up_by("T3", "S1")) == NextStep(
        "2 checks stand in the way of opening the round.",
        "Mend the first",
        NextAction.GO,
        Place(Tab.FORM, "help"),
        "Someone to ask, and help to apply: It is so.",
    )


def test_what_is_explained_is_left_to_the_approver() -> None:
    one_left = asked(in_state(RoundState.DRAFT), held_up_by("T3", "S1", explained=("T3",)))
    assert (one_left.sentence, one_left.place) == (
        "1 check stands in the way of opening the round.",
        Place(Tab.FORM, "questions"),
    )
    assert asked(in_state(RoundState.DRAFT), held_up_by("S1", explained=("S1",))) == go(
        "1 explanation waits for an approver to agree.", "See what was explained", Tab.OVERVIEW, "findings"
    )
    both = asked(in_state(RoundState.DRAFT), held_up_by("S1", "S4", explained=("S1", "S4")))
    assert both.sentence == "2 explanations wait for an approver to agree."


def test_the_rounds_own_work_comes_before_the_checks() -> None:
    what = in_state(RoundState.SCORING, scoring=ScoringFacts(assigned=9, missing=4, members_with_work=2))
    assert asked(what, held_up_by("P7")).sentence.startswith("4 assessments are missing")


def test_checks_in_the_way_of_the_decision_come_before_the_approver() -> None:
    what = in_state(RoundState.MODERATION, decision=DecisionFacts(RecommendationState.RECOMMENDED))
    assert asked(what, held_up_by("C4")).sentence == "1 check stands in the way of the decision."


def test_what_the_recommendation_will_answer_does_not_hold_it_up() -> None:
    """L2 is not known before there is a recommendation; recording one is the officer's next step."""
    waits = [replace(f, place=RECOMMENDATION) if f.id == "L2" else f for f in held_up_by("L2")]
    to_mend = [replace(f, place=Place(Tab.FORM, "duties")) if f.id == "L2" else f for f in waits]
    share = go("The panel's recommendation can be recorded.", "Share the pot", Tab.ALLOCATION)
    assert asked(in_state(RoundState.MODERATION), waits) == share
    held_up = "1 check stands in the way of the decision."
    assert asked(in_state(RoundState.MODERATION), to_mend).sentence == held_up
    recorded = in_state(RoundState.MODERATION, decision=DecisionFacts(RecommendationState.RECOMMENDED))
    assert asked(recorded, waits).sentence == held_up


def test_while_only_finance_has_to_agree_the_officer_goes_on() -> None:
    waits = [replace(f, place=PAYMENT_PLAN) if f.id == "C4" else f for f in held_up_by("C4")]
    assert asked(in_state(RoundState.MODERATION), waits) == go(
        "Finance has still to agree to the payment plan.",
        "Share the pot",
        Tab.ALLOCATION,
        detail="The pot can be shared meanwhile; the approver decides once finance has agreed.",
    )
    two = [replace(f, place=PAYMENT_PLAN) if f.id == "C4" else f for f in held_up_by("C4", "P1")]
    both = asked(in_state(RoundState.MODERATION), two)
    assert both.sentence == "2 checks stand in the way of the decision."
    assert both.detail == "Half of the power, or more: It is so."
    recommended = DecisionFacts(RecommendationState.RECOMMENDED)
    assert asked(in_state(RoundState.MODERATION, decision=recommended), waits) == go(
        "Finance has still to agree to the payment plan.",
        "See the recommendation",
        Tab.ALLOCATION,
        "recommendation",
        "The recommendation is recorded; the approver decides once finance has agreed.",
    )


@pytest.mark.parametrize(
    ("what", "expected"),
    [
        (
            in_state(RoundState.OPEN, is_trial=True),
            advance("This is a trial round: nothing holds it up.", "Close the round"),
        ),
        (
            in_state(RoundState.MODERATION, is_trial=True),
            go("The panel's recommendation can be recorded.", "Share the pot", Tab.ALLOCATION),
        ),
        (
            in_state(
                RoundState.MODERATION,
                is_trial=True,
                decision=DecisionFacts(RecommendationState.APPROVED),
            ),
            advance("This is a trial round: nothing holds it up.", "Take the result as decided"),
        ),
    ],
)
def test_a_trial_round_is_not_held_up(what: RoundFacts, expected: NextStep) -> None:
    assert asked(what, held_up_by("S1", "P1", "P7")) == expected
