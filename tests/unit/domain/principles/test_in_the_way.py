"""What stands in the way of paying one organisation says the same as L3 and L4 say of all."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from commissioning_app.domain.due_diligence import DiligenceItem as Item
from commissioning_app.domain.due_diligence import ExceptionState
from commissioning_app.domain.principles.facts_safety import PayeeFact, SafetyFacts, SubsidyFact
from commissioning_app.domain.principles.in_the_way import SubsidyRules, in_the_way
from commissioning_app.domain.rounds import FunderKind, RoundState
from tests.factories import a_round
from tests.unit.domain.principles.making import TODAY, ask, facts, the_policy

LIMIT, LISTED_OVER = 31_500_000, 10_000_000
RULES = SubsidyRules(True, LIMIT, LISTED_OVER)
NO = SubsidyFact(is_enterprise=False)
EVE = TODAY - timedelta(days=1)


def sound(**changes: Any) -> SubsidyFact:
    """An enterprise that was told and confirmed that it had nothing."""
    kept: dict[str, Any] = {
        "is_enterprise": True, "received_pence": 0, "notified_on": EVE, "confirmed_on": TODAY, **changes
    }  # fmt: skip
    return SubsidyFact(**kept)


def missing(*items: Item, **changes: Any) -> PayeeFact:
    return PayeeFact(500, asked=4, missing=items, subsidy=NO, **changes)


@pytest.mark.parametrize(
    ("payee", "sentences"),
    [
        (PayeeFact(500, subsidy=NO), ()),
        (
            missing(Item.BANK_EVIDENCE, Item.SANCTIONS),
            ("Still to be looked at: bank evidence, sanctions.",),
        ),
        (
            missing(Item.SANCTIONS, exception=ExceptionState.WAITING),
            ("Still to be looked at: sanctions.", "An exception waits for an approver."),
        ),
        (
            missing(Item.SANCTIONS, exception=ExceptionState.SENT_BACK),
            ("Still to be looked at: sanctions.", "The exception was sent back."),
        ),
        (
            missing(Item.SANCTIONS, exception=ExceptionState.AGREED, excepted=frozenset({Item.SANCTIONS})),
            (),
        ),
        (
            missing(
                Item.REGISTER,
                Item.SANCTIONS,
                exception=ExceptionState.AGREED,
                excepted=frozenset({Item.SANCTIONS}),
            ),
            ("Still to be looked at: register.", "The exception that was agreed does not cover it."),
        ),
        (PayeeFact(500), ("Nobody has asked yet whether it is an enterprise with this money.",)),
        (PayeeFact(500, subsidy=sound()), ()),
        (
            PayeeFact(500, subsidy=SubsidyFact(is_enterprise=True)),
            (
                "It has not been told beforehand what it would get.",
                "What it had before is not written down.",
                "It has not confirmed what it had before.",
            ),
        ),
        (PayeeFact(500, subsidy=sound(received_pence=LIMIT - 500)), ()),
        (
            PayeeFact(500, subsidy=sound(received_pence=LIMIT - 499)),
            ("With this award it has £0.01 more than the limit of £315,000.",),
        ),
        (PayeeFact(500, subsidy=sound(notified_on=TODAY)), ()),
        (
            PayeeFact(500, subsidy=sound(notified_on=TODAY, confirmed_on=EVE)),
            ("It confirmed its figure before it was told, so it has to confirm it again.",),
        ),
        (PayeeFact(500, was_paid=True, subsidy=NO), ()),
        (PayeeFact(500, was_paid=True, subsidy=sound()), ("It was paid, and has not been told so.",)),
        (PayeeFact(LISTED_OVER, was_paid=True, subsidy=sound(told_after_on=TODAY)), ()),
        (
            PayeeFact(LISTED_OVER + 1, was_paid=True, subsidy=sound(told_after_on=TODAY)),
            ("It was paid, and is not on the public database.",),
        ),
        (
            PayeeFact(
                LISTED_OVER + 1, was_paid=True, subsidy=sound(told_after_on=TODAY, on_database_on=TODAY)
            ),
            (),
        ),
        (PayeeFact(LISTED_OVER + 1, subsidy=sound()), ()),
    ],
)
def test_each_thing_in_a_sentence(payee: PayeeFact, sentences: tuple[str, ...]) -> None:
    assert in_the_way(payee, RULES) == sentences


def test_subsidy_control_binds_public_bodies_only() -> None:
    assert in_the_way(PayeeFact(500), SubsidyRules(False, LIMIT, LISTED_OVER)) == ()


def test_the_limits_are_those_of_the_policy() -> None:
    policy = the_policy(safety__subsidy_limit="£9", safety__subsidy_database_over="£7")
    assert SubsidyRules.of(policy, is_public_body=True) == SubsidyRules(True, 900, 700)


days = st.none() | st.dates(date(2026, 8, 30), TODAY)
money = st.sampled_from([0, 500, LISTED_OVER, LISTED_OVER + 1, LIMIT - 500, LIMIT, LIMIT + 1])
items = st.frozensets(st.sampled_from([Item.REGISTER, Item.SANCTIONS]))
subsidies = st.builds(
    SubsidyFact,
    is_enterprise=st.sampled_from([None, True, False]),
    received_pence=st.none() | money,
    notified_on=days,
    confirmed_on=days,
    told_after_on=days,
    on_database_on=days,
)


@st.composite
def payees(draw: st.DrawFn) -> PayeeFact:
    """Any organisation to be funded, as it may be kept."""
    exception = draw(st.sampled_from(ExceptionState))
    return PayeeFact(
        pence=draw(money),
        asked=2,
        missing=tuple(sorted(draw(items))),
        exception=exception,
        excepted=draw(items) if exception is ExceptionState.AGREED else frozenset(),
        was_paid=draw(st.booleans()),
        subsidy=draw(subsidies | st.just(NO)),
    )


@given(st.lists(payees(), min_size=1, max_size=3), st.sampled_from(FunderKind))
@example([PayeeFact(500, asked=2, subsidy=sound())], FunderKind.INTEGRATED_CARE_BOARD)
def test_nothing_is_in_the_way_exactly_when_both_checks_are_settled(
    to_fund: list[PayeeFact], funder: FunderKind
) -> None:
    whole = facts(
        a_round(state=RoundState.PAYING), funder_kind=funder, safety=SafetyFacts(payees=tuple(to_fund))
    )
    rules = SubsidyRules(whole.is_public_body, LIMIT, LISTED_OVER)
    settled = all(ask(check, whole).state.value in ("met", "not_applicable") for check in ("L3", "L4"))
    assert settled == (not any(in_the_way(one, rules) for one in to_fund))
