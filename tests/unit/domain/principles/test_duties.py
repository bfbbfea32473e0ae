"""A6, A7 and L1 in each of their states, before and after the opening."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from commissioning_app.domain.duties import (
    EqualityReading,
    EqualityStatement,
    PositiveAction,
    PositiveActionCondition,
    PowerUsed,
)
from commissioning_app.domain.principles.catalogue import Place, Tab
from commissioning_app.domain.principles.facts import RoundFacts
from commissioning_app.domain.rounds import AllocationRule, FenceBasis, FunderKind, RingFence, RoundState
from tests.factories import a_round
from tests.unit.domain.principles.making import TODAY, answered, ask, facts, with_records

DAY = timedelta(days=1)
OPENED = date(2026, 8, 20)
CHARITY = FunderKind.CHARITABLE_FUNDER


def in_state(state: RoundState = RoundState.DRAFT, **records: Any) -> RoundFacts:
    """A round in that state on 1 September, opened on 20 August unless it is a draft."""
    is_draft = state is RoundState.DRAFT
    round_ = a_round(state=state, records=with_records(**records))
    return facts(round_, opened_on=None if is_draft else OPENED)


def stated(on: date | None = OPENED, **changes: Any) -> EqualityStatement:
    """An equality statement of that day."""
    return EqualityStatement(on, **{"summary": "Carers had least so far", "reference": " EIA 7 ", **changes})


OPEN, MODERATION = RoundState.OPEN, RoundState.MODERATION
READ = EqualityReading("Ava Approver", TODAY)
OF = "The equality statement (EIA 7) is of Thursday 20 August 2026, by the opening"
UNREAD = f"{OF}; the one who decides has not said yet that they read it."
NOTHING = "No equality statement is written down yet with its day and what it found."


@pytest.mark.parametrize(
    ("what", "state", "evidence"),
    [
        (in_state(OPEN, equality_statement=stated()), "met", f"{OF}."),
        (
            in_state(equality_statement=stated(TODAY, reference="")),
            "met",
            "The equality statement is of Tuesday 1 September 2026, by the opening.",
        ),
        (
            in_state(equality_statement=stated(TODAY + DAY)),
            "not_met",
            "The equality statement (EIA 7) is of Wednesday 2 September 2026, later than today.",
        ),
        (
            in_state(OPEN, equality_statement=stated(OPENED + DAY)),
            "not_met",
            "The equality statement (EIA 7) is of Friday 21 August 2026, "
            "later than the opening on Thursday 20 August 2026.",
        ),
        (in_state(equality_statement=stated(None)), "not_known", NOTHING),
        (in_state(equality_statement=stated(summary=" ")), "not_known", NOTHING),
        (in_state(RoundState.SCORING, equality_statement=stated()), "met", f"{OF}."),
        (in_state(MODERATION, equality_statement=stated()), "not_known", UNREAD),
        (
            in_state(MODERATION, equality_statement=stated(), equality_reading=replace(READ, read_by=" ")),
            "not_known",
            UNREAD,
        ),
        (
            in_state(MODERATION, equality_statement=stated(), equality_reading=replace(READ, read_on=None)),
            "not_known",
            UNREAD,
        ),
        (
            in_state(MODERATION, equality_statement=stated(), equality_reading=READ),
            "met",
            f"{OF}, and was read on Tuesday 1 September 2026.",
        ),
        (
            replace(in_state(equality_statement=EqualityStatement()), funder_kind=CHARITY),
            "not_applicable",
            "The funder is not a public body, so this duty is not its own.",
        ),
    ],
)
def test_a6(what: RoundFacts, state: str, evidence: str) -> None:
    assert answered("A6", what) == (state, evidence)


def test_a6_leads_the_approver_to_where_they_read_it() -> None:
    answer = ask("A6", in_state(MODERATION, equality_statement=stated()))
    assert (answer.place, answer.mend) == (
        Place(Tab.ALLOCATION, "recommendation"),
        "Let the approver read it, and say so.",
    )
    assert ask("A6", in_state(equality_statement=stated(None))).place is None


def fenced(
    *reasons: PositiveAction, state: RoundState = RoundState.DRAFT, fences: tuple[str, ...] = ("women",)
) -> RoundFacts:
    """A round with ring-fences by a question of the form, and these reasons for them."""
    made = tuple(RingFence(name, 1000, FenceBasis.PUBLISHED_QUESTION, "led_by") for name in fences)
    rule = AllocationRule(ring_fences=(RingFence("small", 1000), *made))
    round_ = a_round(rule=rule, state=state, records=with_records(positive_action=reasons))
    return facts(round_, opened_on=None if state is RoundState.DRAFT else OPENED)


S158 = PositiveActionCondition.DISADVANTAGE
S193 = PositiveActionCondition.CHARITY
REASON = PositiveAction(" Women", True, S158, "A survey", "A third", date(2027, 9, 1), OPENED)
INSTEAD = PositiveAction("women", False, evidence="Groups that meet in Wexmere", recorded_on=OPENED)
NO_WORD = PositiveAction("women")
ONE = "1 of 1 ring-fence by a question has a whole reason from before opening."
NO = "0 of 1 ring-fence by a question have a whole reason from before opening; “women” "


@pytest.mark.parametrize(
    ("what", "state", "evidence"),
    [
        (fenced(REASON), "met", ONE),
        (fenced(INSTEAD), "met", ONE),
        (fenced(REASON, state=OPEN), "met", ONE),
        (fenced(), "not_known", f"{NO}lacks a word on whether it is positive action."),
        (fenced(NO_WORD), "not_known", f"{NO}lacks a word on whether it is positive action."),
        (
            fenced(replace(NO_WORD, applies=True)),
            "not_known",
            f"{NO}lacks its condition, its evidence, why it is in proportion, its review day and "
            "the day it was written down.",
        ),
        (
            fenced(replace(NO_WORD, applies=False, evidence=" ")),
            "not_known",
            f"{NO}lacks what it is for instead and the day it was written down.",
        ),
        (
            fenced(replace(REASON, recorded_on=OPENED + DAY), state=OPEN),
            "not_met",
            f"{NO}was written down on Friday 21 August 2026, "
            "later than the opening on Thursday 20 August 2026.",
        ),
        (
            fenced(replace(INSTEAD, recorded_on=TODAY + DAY)),
            "not_met",
            f"{NO}was written down on Wednesday 2 September 2026, later than today.",
        ),
        (
            fenced(replace(REASON, condition=S193)),
            "not_met",
            f"{NO}rests on the charities exception, and the funder is no charity.",
        ),
        (replace(fenced(replace(REASON, condition=S193)), funder_kind=CHARITY), "met", ONE),
        (replace(fenced(REASON), funder_kind=CHARITY), "met", ONE),
        (
            fenced(replace(REASON, review_on=date(2026, 9, 2))),
            "not_met",
            f"{NO}is reviewed on Wednesday 2 September 2026, not after opening.",
        ),
        (fenced(replace(REASON, review_on=date(2026, 9, 3))), "met", ONE),
        (
            fenced(replace(REASON, review_on=OPENED), state=OPEN),
            "not_met",
            f"{NO}is reviewed on Thursday 20 August 2026, not after opening.",
        ),
        (fenced(replace(REASON, review_on=OPENED + DAY), state=OPEN), "met", ONE),
        (
            fenced(REASON, replace(REASON, ring_fence="Roma", evidence=""), fences=("women", "Roma", "deaf")),
            "not_known",
            "1 of 3 ring-fences by a question has a whole reason from before opening; "
            "“Roma” lacks its evidence; “deaf” lacks a word on whether it is positive action.",
        ),
        (
            fenced(replace(REASON, condition=S193, evidence=""), fences=("women", "deaf")),
            "not_met",
            "0 of 2 ring-fences by a question have a whole reason from before opening; "
            "“women” rests on the charities exception, and the funder is no charity; "
            "“women” lacks its evidence; “deaf” lacks a word on whether it is positive action.",
        ),
        (fenced(REASON, fences=()), "not_applicable", "No ring-fence goes by a question of the form."),
    ],
)
def test_a7(what: RoundFacts, state: str, evidence: str) -> None:
    assert answered("A7", what) == (state, evidence)


def test_a7_goes_by_the_published_rule() -> None:
    opened = fenced(state=OPEN)
    opened.round.published_rule, opened.round.rule = opened.round.rule, AllocationRule()
    assert answered("A7", opened)[0] == "not_known"


POWER = PowerUsed("NHS Act 2006, s.14Z47.", "Nothing is bought", OPENED)
WRITTEN = "The power (NHS Act 2006, s.14Z47) and why it is a grant were written down on"


@pytest.mark.parametrize(
    ("what", "state", "evidence"),
    [
        (in_state(OPEN, power_used=POWER), "met", f"{WRITTEN} Thursday 20 August 2026, by the opening."),
        (
            in_state(power_used=replace(POWER, on=TODAY)),
            "met",
            f"{WRITTEN} Tuesday 1 September 2026, by the opening.",
        ),
        (
            in_state(power_used=replace(POWER, on=TODAY + DAY)),
            "not_met",
            f"{WRITTEN} Wednesday 2 September 2026, later than today.",
        ),
        (
            in_state(OPEN, power_used=replace(POWER, on=OPENED + DAY)),
            "not_met",
            f"{WRITTEN} Friday 21 August 2026, later than the opening on Thursday 20 August 2026.",
        ),
        (
            in_state(power_used=replace(POWER, why_grant=" ", on=None)),
            "not_known",
            "1 of 3 parts are written down; missing: why it is a grant and the day.",
        ),
        (
            in_state(power_used=PowerUsed(on=TODAY)),
            "not_known",
            "1 of 3 parts are written down; missing: the power and why it is a grant.",
        ),
        (
            replace(in_state(power_used=PowerUsed()), funder_kind=CHARITY),
            "not_applicable",
            "The funder is not a public body, so the rules on buying in public are not its own.",
        ),
    ],
)
def test_l1(what: RoundFacts, state: str, evidence: str) -> None:
    assert answered("L1", what) == (state, evidence)
