"""C5, C6, C7 and C8 in each of their states, and on both sides of their thresholds."""

from __future__ import annotations

from typing import Any

import pytest

from commissioning_app.domain.awards import RecommendationState
from commissioning_app.domain.principles.facts import DecisionFacts, RoundFacts
from commissioning_app.domain.promises import FullCost, LivingWage, SupportOffer
from commissioning_app.domain.rounds import PotYear
from tests.factories import a_round
from tests.unit.domain.principles.making import answered, ask, facts, with_records


def paying(
    cap: int | None = None, uplift: int | None = 1, *, capped: bool | None = True, years: int = 2
) -> RoundFacts:
    """A pot of that many years, with overheads and an uplift in percent."""
    pot = tuple(PotYear(year, 5_000_000) for year in ("2026-27", "2027-28")[:years])
    return facts(a_round(pot_years=pot, records=with_records(full_cost=FullCost(capped, cap, uplift))))


ASKS = "the policy asks for no cap under 20 % and at least 1 % more."
UNSAID = "It is not written down whether overheads have a cap, and which."


@pytest.mark.parametrize(
    ("what", "state", "evidence"),
    [
        (paying(20), "met", f"Overheads have a cap of 20 %, and later years get 1 % more; {ASKS}"),
        (paying(19), "not_met", f"Overheads have a cap of 19 %, and later years get 1 % more; {ASKS}"),
        (paying(20, 0), "not_met", f"Overheads have a cap of 20 %, and later years get 0 % more; {ASKS}"),
        (paying(capped=False), "met", f"Overheads have no cap, and later years get 1 % more; {ASKS}"),
        (paying(5, 3, capped=False), "met", f"Overheads have no cap, and later years get 3 % more; {ASKS}"),
        (
            paying(20, None),
            "not_known",
            "Overheads have a cap of 20 %; what later years get for rising prices is not written down.",
        ),
        (
            paying(19, None),
            "not_met",
            "Overheads have a cap of 19 %; what later years get for rising prices is not written down.",
        ),
        (
            paying(20, None, years=1),
            "met",
            "Overheads have a cap of 20 %, and the pot is for one year only; "
            "the policy asks for no cap under 20 %.",
        ),
        (
            paying(19, 3, years=1),
            "not_met",
            "Overheads have a cap of 19 %, and the pot is for one year only; "
            "the policy asks for no cap under 20 %.",
        ),
        (paying(capped=None), "not_known", UNSAID),
        (paying(None), "not_known", UNSAID),
    ],
)
def test_c5(what: RoundFacts, state: str, evidence: str) -> None:
    assert answered("C5", what) == (state, evidence)


def money(own: bool | None, programmes: bool | None) -> RoundFacts:
    """What the round and its programme say of whether the money comes again."""
    return facts(a_round(records=with_records(money_comes_again=own)), is_recurrent=programmes)


POT = "The pot of £150,000 over 2 financial years"


@pytest.mark.parametrize(
    ("what", "state", "evidence"),
    [
        (money(None, True), "met", f"{POT} is from a budget line that comes again."),
        (money(True, False), "met", f"{POT} is from a budget line that comes again."),
        (money(None, False), "not_met", f"{POT} is a one-off."),
        (money(False, True), "not_met", f"{POT} is a one-off."),
        (money(None, None), "not_known", "It is not written down whether the money comes again."),
    ],
)
def test_c6(what: RoundFacts, state: str, evidence: str) -> None:
    assert answered("C6", what) == (state, evidence)


def wages(pence: int = 0, *, pays: bool | None = True, in_london: bool = False) -> RoundFacts:
    """A round whose awards may be planned with that wage."""
    return facts(a_round(records=with_records(living_wage=LivingWage(pays, pence, in_london))))


@pytest.mark.parametrize(
    ("what", "state", "evidence"),
    [
        (
            wages(1345),
            "met",
            "Applicants can plan with wages of £13.45 an hour; the real Living Wage is £13.45.",
        ),
        (
            wages(1344, pays=None),
            "not_met",
            "Applicants can plan with wages of £13.44 an hour; the real Living Wage is £13.45.",
        ),
        (
            wages(1480, in_london=True),
            "met",
            "Applicants can plan with wages of £14.80 an hour; the real Living Wage in London is £14.80.",
        ),
        (
            wages(1479, in_london=True),
            "not_met",
            "Applicants can plan with wages of £14.79 an hour; the real Living Wage in London is £14.80.",
        ),
        (wages(pays=False), "not_applicable", "The awards of this round pay no wages."),
        (wages(), "not_known", "It is not written down which wage applicants can plan with."),
        (wages(pays=None), "not_known", "It is not written down which wage applicants can plan with."),
    ],
)
def test_c7(what: RoundFacts, state: str, evidence: str) -> None:
    assert answered("C7", what) == (state, evidence)


def test_c7_follows_the_policy() -> None:
    assert answered("C7", wages(1345), core__living_wage="£13.46")[0] == "not_met"
    assert ask("C7", wages()).mend == "Tell applicants that they can plan with £13.45 an hour or more."


def supporting(*what: str, offered: bool | None = True, **decision: Any) -> RoundFacts:
    """A round with these kinds of support, and this many small organisations funded."""
    records = with_records(support=SupportOffer(offered, what))
    state = RecommendationState.APPROVED if decision else None
    return facts(a_round(records=records), decision=DecisionFacts(state, **decision))


@pytest.mark.parametrize(
    ("what", "state", "evidence"),
    [
        (
            supporting("A bookkeeper"),
            "met",
            "1 kind of support is offered beside the money: A bookkeeper.",
        ),
        (
            supporting("A", "B", "C", "D", small=1),
            "met",
            "4 kinds of support are offered beside the money: A, B, C and 1 more.",
        ),
        (supporting(" "), "not_met", "0 kinds of support are offered beside the money."),
        (supporting("A", offered=False), "not_met", "No support is offered beside the money."),
        (supporting("A", offered=None), "not_known", "It is not written down what support is offered."),
        (
            supporting("A", offered=None, unknown_size=1),
            "not_known",
            "It is not written down what support is offered.",
        ),
        (
            supporting(offered=False, funded=3, small=0),
            "not_applicable",
            "No small organisation is recommended for money.",
        ),
    ],
)
def test_c8(what: RoundFacts, state: str, evidence: str) -> None:
    assert answered("C8", what) == (state, evidence)
