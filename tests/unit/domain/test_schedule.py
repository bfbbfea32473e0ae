"""Totals by year and the reconciliation of a schedule to its awards and its pot."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from commissioning_app.domain.schedule import (
    AwardSchedule,
    ScheduledAward,
    ScheduleLine,
    YearTotal,
    reconcile,
)


def a_line(
    reference: str = "A1", year: str = "2026-27", amount: int = 500_000, **changes: Any
) -> ScheduleLine:
    """An instalment of an award to an organisation that is its own payee."""
    values: dict[str, Any] = {
        "reference": reference, "organisation": "Ujima", "payee": "Ujima", "org_id": "GB-CHC-1000001",
        "supplier_number": "S1", "cost_centre": "CC", "account_code": "521", "purchase_order": "",
        "vat_treatment": "outside the scope of VAT", "financial_year": year, "due": date(2026, 12, 18),
        "amount": amount, "state": "planned",
    }  # fmt: skip
    return ScheduleLine(**{**values, **changes})


def a_schedule(**changes: Any) -> AwardSchedule:
    """Two awards over two years that reconcile, with £500 left."""
    values: dict[str, Any] = {
        "funder": "Northbridge Integrated Care Board",
        "round_code": "FS26",
        "round_name": "Fair Shares 2026",
        "made_at": datetime(2026, 12, 4, 15, 0, tzinfo=UTC),
        "lines": (a_line(), a_line(year="2027-28", amount=250_001), a_line("B2", amount=100_000)),
        "awards": (ScheduledAward("A1", 750_001), ScheduledAward("B2", 100_000)),
        "pot_by_year": (("2026-27", 600_000), ("2027-28", 300_001)),
    }
    return AwardSchedule(**{**values, **changes})


def test_a_schedule_that_reconciles_says_so() -> None:
    found = reconcile(a_schedule())
    assert found.years == (
        YearTotal("2026-27", 600_000, 2, 600_000),
        YearTotal("2027-28", 300_001, 1, 250_001),
    )
    assert (found.pot, found.awarded, found.instalments, found.left) == (900_001, 850_001, 850_001, 50_000)
    assert found.differences == ()
    assert found.sentence == (
        "The schedule reconciles to the penny: of the pot of £9,000.01, £8,500.01 is awarded, "
        "the instalments come to £8,500.01, and £500 is left."
    )


def test_a_missing_penny_is_named() -> None:
    schedule = a_schedule()
    short = replace(schedule, lines=(*schedule.lines[:2], a_line("B2", amount=99_999)))
    assert reconcile(short).sentence == (
        "The schedule does not reconcile. B2: the award is £1,000, but its instalments come to £999.99."
    )


def test_a_year_that_pays_too_much_is_named() -> None:
    found = reconcile(a_schedule(pot_by_year=(("2026-27", 599_999), ("2027-28", 300_002))))
    assert found.differences == (
        "In 2026-27 the instalments are £0.01 more than that year's part of the pot.",
    )
    assert found.years[0].left == -1


def test_awards_above_the_pot_and_years_outside_it_are_named() -> None:
    found = reconcile(a_schedule(pot_by_year=(("2026-27", 600_000),)))
    assert found.differences == (
        "In 2027-28 the instalments are £2,500.01 more than that year's part of the pot.",
        "The awards are £2,500.01 more than the pot.",
    )


def test_an_award_without_lines_and_a_line_without_an_award_are_named() -> None:
    found = reconcile(a_schedule(lines=(a_line("C3", amount=10),), awards=(ScheduledAward("A1", 20),)))
    assert found.differences == (
        "A1: the award is £0.20, but its instalments come to £0.",
        "C3: the award is £0, but its instalments come to £0.10.",
    )


@given(st.lists(st.tuples(st.sampled_from(["2026-27", "2027-28"]), st.integers(1, 10**12)), max_size=12))
def test_years_and_lines_always_sum_to_the_same(parts: list[tuple[str, int]]) -> None:
    lines = tuple(a_line(f"R{number}", year, amount) for number, (year, amount) in enumerate(parts))
    awards = tuple(ScheduledAward(line.reference, line.amount) for line in lines)
    found = reconcile(a_schedule(lines=lines, awards=awards))
    assert sum(year.instalments for year in found.years) == found.instalments == found.awarded
    assert sum(year.lines for year in found.years) == len(lines)
    assert sum(year.left for year in found.years) == found.pot - found.instalments
