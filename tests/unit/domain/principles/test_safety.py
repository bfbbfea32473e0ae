"""L2, L3 and L4 in each of their states, and on both sides of their thresholds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from commissioning_app.domain.due_diligence import DiligenceItem, ExceptionState
from commissioning_app.domain.duties import Authority
from commissioning_app.domain.principles.catalogue import RECOMMENDATION
from commissioning_app.domain.principles.facts import RoundFacts
from commissioning_app.domain.principles.facts_safety import (
    PayeeFact,
    RecommendedFact,
    SafetyFacts,
    SubsidyFact,
)
from commissioning_app.domain.rounds import FunderKind, RoundState
from tests.factories import a_round
from tests.unit.domain.principles.making import TODAY, answered, ask, facts, with_records

LIMIT = 20_000_000
AUTHORITY = Authority(LIMIT, "The board", "minute 9", TODAY)
GIVEN = "The board gave authority up to £200,000 on Tuesday 1 September 2026 (minute 9)"
UNWRITTEN = "The approver's limit of authority is not written down with who gave it, its minute and its day."
AT_LIMIT = RecommendedFact(LIMIT)


def deciding(
    authority: Authority,
    recommended: RecommendedFact | None = AT_LIMIT,
    state: RoundState = RoundState.MODERATION,
    decided_on: date | None = None,
) -> RoundFacts:
    """A round with this authority and this recommendation."""
    safety = SafetyFacts(recommended=recommended, decided_on=decided_on)
    return facts(a_round(state=state, records=with_records(authority=authority)), safety=safety)


FOLLOWS, DEPARTS = "and it follows the published rule.", "and it departs from the published rule,"


@pytest.mark.parametrize(
    ("what", "state", "evidence"),
    [
        (deciding(AUTHORITY), "met", f"{GIVEN}; the recommendation gives £200,000, {FOLLOWS}"),
        (
            deciding(AUTHORITY, RecommendedFact(LIMIT + 1)),
            "not_met",
            f"{GIVEN}; the recommendation gives £200,000.01, {FOLLOWS}",
        ),
        (
            deciding(AUTHORITY, RecommendedFact(100, departs=True, has_reason=True)),
            "met",
            f"{GIVEN}; the recommendation gives £1, {DEPARTS} with a reason.",
        ),
        (
            deciding(AUTHORITY, RecommendedFact(100, departs=True)),
            "not_met",
            f"{GIVEN}; the recommendation gives £1, {DEPARTS} without a reason.",
        ),
        (deciding(AUTHORITY, None), "not_known", f"{GIVEN}; no recommendation is recorded yet."),
        (deciding(Authority()), "not_known", UNWRITTEN),
        (deciding(replace(AUTHORITY, limit_pence=None)), "not_known", UNWRITTEN),
        (deciding(replace(AUTHORITY, on=None)), "not_known", UNWRITTEN),
        (deciding(replace(AUTHORITY, minute=" ")), "not_known", UNWRITTEN),
        (deciding(replace(AUTHORITY, given_by=" ")), "not_known", UNWRITTEN),
        (deciding(Authority(), state=RoundState.DECIDED), "not_met", UNWRITTEN),
        (
            deciding(replace(AUTHORITY, on=date(2026, 9, 2))),
            "not_met",
            "The board gave authority up to £200,000 on Wednesday 2 September 2026 (minute 9); that day is "
            "still to come.",
        ),
        (
            deciding(AUTHORITY, state=RoundState.PAYING, decided_on=date(2026, 8, 31)),
            "not_met",
            f"{GIVEN}; the round was decided on Monday 31 August 2026.",
        ),
        (
            deciding(AUTHORITY, state=RoundState.PAYING, decided_on=TODAY),
            "met",
            f"{GIVEN}; the recommendation gives £200,000, {FOLLOWS}",
        ),
    ],
)
def test_l2(what: RoundFacts, state: str, evidence: str) -> None:
    assert answered("L2", what) == (state, evidence)


def test_l2_leads_to_where_each_thing_is_mended() -> None:
    without_reason = ask("L2", deciding(AUTHORITY, RecommendedFact(1, departs=True)))
    too_much = ask("L2", deciding(AUTHORITY, RecommendedFact(LIMIT + 1)))
    places = [one.place for one in (ask("L2", deciding(AUTHORITY, None)), without_reason, too_much)]
    assert places == [RECOMMENDATION, RECOMMENDATION, None]


ASKED = 4
DONE = PayeeFact(500_000, ASKED)
MISSING = (DiligenceItem.BANK_EVIDENCE, DiligenceItem.SANCTIONS)
HALF = PayeeFact(500_000, ASKED, MISSING)
WAITING = replace(HALF, exception=ExceptionState.WAITING)
EXCEPTED = replace(HALF, exception=ExceptionState.AGREED, excepted=frozenset(MISSING))
MORE_MISSING = replace(EXCEPTED, missing=(DiligenceItem.REGISTER, *MISSING))
UNTOUCHED = PayeeFact(500_000, ASKED, tuple(DiligenceItem)[:ASKED])


def to_fund(*payees: PayeeFact, state: RoundState = RoundState.ANNOUNCED, **parts: Any) -> RoundFacts:
    """A round in which money goes to these."""
    return facts(a_round(state=state), safety=SafetyFacts(payees=payees), **parts)


def of(checked: int, payees: str, excepted: str, left: str = "") -> str:
    """The evidence of L3."""
    verb = "has" if checked == 1 else "have"
    of_all = f"{checked} of {payees} to be funded {verb} every check that their size asks"
    return f"{of_all}; {excepted} an exception that is agreed{left}."


@pytest.mark.parametrize(
    ("what", "state", "evidence"),
    [
        (to_fund(DONE), "met", of(1, "1 organisation", "0 have")),
        (to_fund(DONE, EXCEPTED), "met", of(1, "2 organisations", "1 has")),
        (
            to_fund(DONE, HALF),
            "not_met",
            of(1, "2 organisations", "0 have", "; of the others, 2 things are still to be looked at"),
        ),
        (
            to_fund(replace(HALF, missing=MISSING[:1]), DONE, DONE),
            "not_met",
            of(2, "3 organisations", "0 have", "; of the others, 1 thing is still to be looked at"),
        ),
        (
            to_fund(WAITING),
            "not_met",
            of(
                0,
                "1 organisation",
                "0 have",
                "; of the others, 2 things are still to be looked at, and 1 exception waits for an approver",
            ),
        ),
        (
            to_fund(MORE_MISSING, WAITING, WAITING),
            "not_met",
            of(
                0,
                "3 organisations",
                "0 have",
                "; of the others, 7 things are still to be looked at, and 2 exceptions wait for an approver",
            ),
        ),
        (
            to_fund(UNTOUCHED),
            "not_known",
            of(0, "1 organisation", "0 have", "; of the others, 4 things are still to be looked at"),
        ),
        (
            to_fund(UNTOUCHED, state=RoundState.PAYING),
            "not_met",
            of(0, "1 organisation", "0 have", "; of the others, 4 things are still to be looked at"),
        ),
        (to_fund(), "not_applicable", "No organisation is to be funded."),
        (facts(), "not_known", "No recommendation is recorded yet, so nobody is to be funded."),
    ],
)
def test_l3(what: RoundFacts, state: str, evidence: str) -> None:
    assert answered("L3", what) == (state, evidence)


def test_l3_says_how_much_each_size_is_asked() -> None:
    size = "4 things up to £10,000, 8 things above"
    assert ask("L3", facts()).threshold == f"Of each to be funded: {size}, or an exception that is agreed."


DAY = date(2026, 8, 20)
ROOM = 31_500_000 - 500_000
ASKED_AND_TOLD = SubsidyFact(True, ROOM, DAY, DAY)
NO = PayeeFact(500_000, subsidy=SubsidyFact(is_enterprise=False))
UNASKED = PayeeFact(500_000)


def enterprise(*, pence: int = 500_000, was_paid: bool = False, **changes: Any) -> PayeeFact:
    """An enterprise that was told, and confirmed a figure that leaves room for just this award."""
    return PayeeFact(pence, was_paid=was_paid, subsidy=replace(ASKED_AND_TOLD, **changes))


def says(payees: str, enterprises: str, unasked: str, rest: str = "") -> str:
    """The evidence of L4."""
    return f"Of {payees} to be funded, {enterprises} with this money, and {unasked} not been asked{rest}."


ONE, CONFIRMED = (
    "1 is an enterprise",
    "1 has a confirmed figure, and the most that one has with this award is",
)
UP_TO = f"; {CONFIRMED} £315,000 of £315,000"
BARE = "; 0 have a confirmed figure"
UNCONFIRMED = f"{BARE}, and the most that one has with this award is £315,000 of £315,000"


@pytest.mark.parametrize(
    ("what", "state", "evidence"),
    [
        (to_fund(enterprise(), NO), "met", says("2 organisations", ONE, "0 have", UP_TO)),
        (
            to_fund(enterprise(received_pence=ROOM + 1)),
            "not_met",
            says(
                "1 organisation",
                ONE,
                "0 have",
                f"; {CONFIRMED} £315,000.01 of £315,000; 1 is over the limit",
            ),
        ),
        (
            to_fund(enterprise(pence=31_500_001, received_pence=None)),
            "not_met",
            says("1 organisation", ONE, "0 have", f"{BARE}; 1 is over the limit"),
        ),
        (
            to_fund(enterprise(notified_on=date(2026, 8, 21))),
            "not_met",
            says("1 organisation", ONE, "0 have", f"{UP_TO}; 1 confirmed before being told"),
        ),
        (
            to_fund(enterprise(was_paid=True)),
            "not_met",
            says("1 organisation", ONE, "0 have", f"{UP_TO}; 1 has been paid and not told so"),
        ),
        (
            to_fund(enterprise(was_paid=True, told_after_on=DAY)),
            "met",
            says("1 organisation", ONE, "0 have", UP_TO),
        ),
        (
            to_fund(enterprise(pence=10_000_001, received_pence=0, was_paid=True, told_after_on=DAY)),
            "not_met",
            says(
                "1 organisation",
                ONE,
                "0 have",
                f"; {CONFIRMED} £100,000.01 of £315,000; 1 is not on the database",
            ),
        ),
        (
            to_fund(enterprise(pence=10_000_000, received_pence=0, was_paid=True, told_after_on=DAY)),
            "met",
            says("1 organisation", ONE, "0 have", f"; {CONFIRMED} £100,000 of £315,000"),
        ),
        (
            to_fund(
                enterprise(
                    pence=10_000_001, received_pence=0, was_paid=True, told_after_on=DAY, on_database_on=DAY
                )
            ),
            "met",
            says("1 organisation", ONE, "0 have", f"; {CONFIRMED} £100,000.01 of £315,000"),
        ),
        (
            to_fund(enterprise(received_pence=None), enterprise(notified_on=None), enterprise()),
            "not_known",
            says("3 organisations", "3 are enterprises", "0 have", UP_TO),
        ),
        (
            to_fund(enterprise(confirmed_on=None)),
            "not_known",
            says("1 organisation", ONE, "0 have", UNCONFIRMED),
        ),
        (to_fund(enterprise(), UNASKED), "not_known", says("2 organisations", ONE, "1 has", UP_TO)),
        (
            to_fund(NO, UNASKED),
            "not_known",
            says("2 organisations", "0 are enterprises", "1 has"),
        ),
        (
            to_fund(NO, NO),
            "not_applicable",
            "None of 2 organisations to be funded is an enterprise with this money.",
        ),
        (
            to_fund(enterprise(received_pence=ROOM + 1), funder_kind=FunderKind.CHARITABLE_FUNDER),
            "not_applicable",
            "Subsidy control binds public bodies, and this funder is not one.",
        ),
        (to_fund(), "not_applicable", "No organisation is to be funded."),
        (facts(), "not_known", "No recommendation is recorded yet, so nobody is to be funded."),
    ],
)
def test_l4(what: RoundFacts, state: str, evidence: str) -> None:
    assert answered("L4", what) == (state, evidence)


def test_l4_follows_the_policy() -> None:
    assert answered("L4", to_fund(enterprise()), safety__subsidy_limit="£314,999")[0] == "not_met"
    paid = to_fund(enterprise(was_paid=True, told_after_on=DAY))
    assert answered("L4", paid, safety__subsidy_database_over="£4,999")[0] == "not_met"
