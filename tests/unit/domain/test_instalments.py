"""Instalment plans: exact to the penny, within each year's part, small groups paid before they start."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissioning_app.domain.dates import financial_year
from commissioning_app.domain.errors import BadValue
from commissioning_app.domain.instalments import Plan, PlannedAward, PlannedInstalment, plan_instalments
from commissioning_app.domain.records import PaymentPlan
from commissioning_app.domain.rounds import PotYear

YEARS = (PotYear("2026-27", 10_000_000), PotYear("2027-28", 5_000_000))
PAYING = date(2026, 12, 1)
PLAN = PaymentPlan(small_first_percent=60, small_days_before_start=14)


def test_an_award_over_two_years() -> None:
    plans = plan_instalments(
        [PlannedAward("a", 1_500_000, is_small=True)], pot_years=YEARS, paying_from=PAYING, plan=PLAN
    )
    assert plans == {
        "a": Plan(
            date(2026, 12, 15),
            (
                PlannedInstalment(1, date(2026, 12, 1), "2026-27", 600_000),
                PlannedInstalment(2, date(2027, 1, 29), "2026-27", 400_000),
                PlannedInstalment(3, date(2027, 4, 1), "2027-28", 300_000),
                PlannedInstalment(4, date(2027, 9, 30), "2027-28", 200_000),
            ),
        )
    }


def test_a_little_award_is_paid_at_once() -> None:
    plans = plan_instalments(
        [PlannedAward("a", 500_000, is_small=False)], pot_years=YEARS, paying_from=PAYING, plan=PLAN
    )
    assert plans["a"].instalments == (PlannedInstalment(1, date(2026, 12, 1), "2026-27", 500_000),)


def test_a_later_start_is_paid_before_it() -> None:
    wanted = PlannedAward("a", 500_000, is_small=True, wanted_start=date(2027, 2, 15))
    plan = plan_instalments([wanted], pot_years=YEARS, paying_from=PAYING, plan=PLAN)["a"]
    assert (plan.starts_on, plan.instalments[0].due_on) == (date(2027, 2, 15), date(2027, 2, 1))


def test_a_start_after_the_money_s_year_is_paid_within_it() -> None:
    wanted = PlannedAward("a", 500_000, is_small=True, wanted_start=date(2028, 1, 10))
    plan = plan_instalments([wanted], pot_years=YEARS[:1], paying_from=PAYING, plan=PLAN)["a"]
    assert [one.due_on for one in plan.instalments] == [date(2027, 3, 31)]


def test_more_than_the_pot_is_refused() -> None:
    with pytest.raises(BadValue, match=r"Awards of £150,000\.01 are more than the pot of £150,000"):
        plan_instalments(
            [PlannedAward("a", 15_000_001, is_small=True)], pot_years=YEARS, paying_from=PAYING, plan=PLAN
        )


@st.composite
def shared_pots(draw: st.DrawFn) -> tuple[list[PlannedAward], list[PotYear]]:
    years = [
        PotYear(f"{2026 + n}-{27 + n}", draw(st.integers(0, 20_000_000)))
        for n in range(draw(st.integers(1, 4)))
    ]
    left, awards = sum(part.pence for part in years), []
    for number in range(draw(st.integers(0, 12))):
        pence = draw(st.integers(1, 3_000_000))
        if pence > left:
            break
        left -= pence
        start = draw(st.none() | st.dates(date(2026, 1, 1), date(2029, 1, 1)))
        awards.append(PlannedAward(str(number), pence, draw(st.booleans()), start))
    if left and draw(st.booleans()):
        awards.append(PlannedAward("rest", left, is_small=True))
    return awards, years


@given(
    shared_pots(),
    st.dates(date(2026, 4, 1), date(2027, 3, 31)),
    st.integers(25, 100),
    st.integers(1, 60),
    st.integers(0, 1_000_000),
)
def test_every_plan_keeps_the_rules(
    shared: tuple[list[PlannedAward], list[PotYear]], paying_from: date, first: int, before: int, at_once: int
) -> None:
    awards, years = shared
    plans = plan_instalments(
        awards, pot_years=years, paying_from=paying_from, plan=PaymentPlan(first, before, at_once)
    )
    by_year = dict.fromkeys((part.year for part in years), 0)
    for award in awards:
        plan = plans[award.key]
        assert sum(one.amount_pence for one in plan.instalments) == award.amount_pence
        assert [one.number for one in plan.instalments] == list(range(1, len(plan.instalments) + 1))
        days = [one.due_on for one in plan.instalments]
        assert days == sorted(days)
        assert len(set(days)) == len(days)
        for one in plan.instalments:
            assert one.amount_pence > 0
            assert financial_year(one.due_on) == one.financial_year
            assert one.due_on >= paying_from
            by_year[one.financial_year] += one.amount_pence
        assert plan.instalments[0].due_on < plan.starts_on
    assert all(by_year[part.year] <= part.pence for part in years)
