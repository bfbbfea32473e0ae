"""Instalment plans: when an award is paid, in which financial year, and how much each time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from commissioning_app.domain.dates import add_months, financial_year, first_day_of
from commissioning_app.domain.errors import BadValue
from commissioning_app.domain.money import Pence, pounds, split_by_weight, split_evenly
from commissioning_app.domain.records import PaymentPlan

FIRST_PERCENT_FOR_SMALL = 25
"""Check C4: at least a quarter of year one's money comes before a small organisation starts."""


@dataclass(frozen=True)
class PaymentHabit:
    """How the funder pays, where a round's own payment plan says nothing else."""

    once_up_to: Pence = 500_000
    every_months: int = 3
    days_before_start: int = 14


@dataclass(frozen=True)
class PlannedInstalment:
    """One payment: due on a working day, out of one financial year's part of the pot."""

    number: int
    due: date
    financial_year: str
    amount: Pence


def share_over_years(
    amounts: Sequence[Pence], pot_by_year: Mapping[str, Pence]
) -> tuple[dict[str, Pence], ...]:
    """Share each award over the pot's financial years so that no year pays more than its part.

    Each award takes from what is left of every year in proportion, largest remainder first, so the parts of
    an award sum to it exactly and one-year pots stay one-year. Raises BadValue when the awards are more
    than the pot.
    """
    if sum(amounts) > sum(pot_by_year.values()):
        raise BadValue(
            f"The awards come to {pounds(sum(amounts))}, more than the pot of {pounds(sum(pot_by_year.values()))}."
        )
    left = dict(sorted(pot_by_year.items()))
    shared = []
    for amount in amounts:
        if amount < 0:
            raise BadValue("An award can't be less than nothing.")
        parts = split_by_weight(amount, list(left.values())) if amount else (0,) * len(left)
        shared.append({year: part for year, part in zip(left, parts, strict=True) if part})
        left = {year: rest - part for (year, rest), part in zip(left.items(), parts, strict=True)}
    return tuple(shared)


def plan_instalments(
    by_year: Mapping[str, Pence],
    *,
    starts_on: date,
    months: int,
    not_before: date,
    is_small: bool = False,
    plan: PaymentPlan | None = None,
    habit: PaymentHabit | None = None,
) -> tuple[PlannedInstalment, ...]:
    """When and how an award is paid; the instalments sum to the award, year by year and in all.

    ``by_year`` is the award's part of each financial year; ``not_before`` the first day on which anything
    can be paid. Small awards are paid at once, others every few months. A small organisation is paid before
    it spends: its first instalment is due before the start and holds the payment plan's share of year one.
    """
    plan, habit = plan or PaymentPlan(), habit or PaymentHabit()
    lead = plan.small_days_before_start if is_small else None
    first = _payday(starts_on - timedelta(days=lead or habit.days_before_start), not_before)
    days = [first]
    if sum(by_year.values()) > habit.once_up_to:
        later = (add_months(starts_on, month) for month in range(habit.every_months, months, habit.every_months))
        days += sorted({_payday(day, not_before) for day in later} - {first})
    payments: list[tuple[date, str, Pence]] = []
    for year, amount in sorted(by_year.items()):
        in_year = [day for day in days if financial_year(day) == year] or [_day_in(year, first)]
        payments += zip(in_year, [year] * len(in_year), _whole_pounds(amount, len(in_year)), strict=True)
    payments.sort()
    if is_small:
        percent = max(FIRST_PERCENT_FOR_SMALL, plan.small_first_percent or 0)
        payments = _more_first(payments, percent, add_months(starts_on, 12))
    paid = [payment for payment in payments if payment[2]]
    return tuple(PlannedInstalment(number, *payment) for number, payment in enumerate(paid, start=1))


def _more_first(
    payments: list[tuple[date, str, Pence]], percent: int, year_one_ends: date
) -> list[tuple[date, str, Pence]]:
    """Raise the first payment to a share of year one, out of what its financial year still pays later."""
    if not payments:
        return payments
    year_one = sum(amount for day, _, amount in payments if day < year_one_ends)
    day, year, amount = payments[0]
    others = [payment for payment in payments[1:] if payment[1] == year]
    rest = amount + sum(other[2] for other in others)
    wanted = min(-(-year_one * percent // 100), rest)
    if wanted <= amount:
        return payments
    shares = _whole_pounds(rest - wanted, len(others))
    raised = [(other[0], year, share) for other, share in zip(others, shares, strict=True)]
    return sorted([(day, year, wanted), *raised, *(p for p in payments[1:] if p[1] != year)])


def _whole_pounds(amount: Pence, parts: int) -> tuple[Pence, ...]:
    """Even parts in whole pounds; the first takes what is odd."""
    if parts < 1:
        return ()
    whole, odd = divmod(amount, 100)
    first, *rest = (100 * part for part in split_evenly(whole, parts))
    return (first + odd, *rest)


def _payday(day: date, not_before: date) -> date:
    """The working day (Monday to Friday) at or before a day, in the same financial year and not too early."""
    chosen = max(day, not_before)
    earlier = chosen - timedelta(days=max(0, chosen.weekday() - 4))
    if earlier < not_before or financial_year(earlier) != financial_year(chosen):
        return chosen + timedelta(days=(7 - chosen.weekday()) % 7 if chosen.weekday() > 4 else 0)
    return earlier


def _day_in(year: str, first: date) -> date:
    """A payday in a financial year that has money but no planned day: its start, or its end when that is sooner."""
    start = first_day_of(year)
    if first < start:
        return _payday(start, start)
    end = date(start.year + 1, 3, 31)
    return end - timedelta(days=max(0, end.weekday() - 4)) if first > end else first
