"""Instalment plans: when an award is paid, out of which year, so that small groups are paid first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from commissioning_app.domain.dates import financial_year, first_day_of
from commissioning_app.domain.errors import BadValue
from commissioning_app.domain.money import Pence, pounds
from commissioning_app.domain.records import PaymentPlan
from commissioning_app.domain.rounds import PotYear

DEFAULT_FIRST_PERCENT = 50
"""The first instalment's share of the first year's money where the plan names none."""


@dataclass(frozen=True)
class PlannedAward:
    """What a plan is made for; money in pence, ``wanted_start`` as the applicant gave it."""

    key: str
    amount_pence: Pence
    is_small: bool
    wanted_start: date | None = None


@dataclass(frozen=True)
class PlannedInstalment:
    """One payment: its number, the day it is due, the year it comes from, and pence."""

    number: int
    due_on: date
    financial_year: str
    amount_pence: Pence


@dataclass(frozen=True)
class Plan:
    """An award's start and its payments, which sum to the award."""

    starts_on: date
    instalments: tuple[PlannedInstalment, ...]


def plan_instalments(
    awards: Sequence[PlannedAward],
    *,
    pot_years: Sequence[PotYear],
    paying_from: date,
    plan: PaymentPlan,
) -> Mapping[str, Plan]:
    """A plan for each award. Every year's payments fit that year's part of the pot.

    Awards up to ``one_payment_up_to_pence`` are paid at once, as far as the first year has room; the others
    are spread over the years in proportion to the room that is left. Payments fall on working days. Raises
    BadValue when the awards come to more than the pot.
    """
    room = {part.year: part.pence for part in sorted(pot_years, key=lambda part: part.year)}
    total = sum(award.amount_pence for award in awards)
    if total > sum(room.values()):
        raise BadValue(f"Awards of {pounds(total)} are more than the pot of {pounds(sum(room.values()))}.")
    at_once = [award for award in awards if award.amount_pence <= plan.one_payment_up_to_pence]
    spread = {award.key: parts for award in at_once if (parts := _in_one_year(award.amount_pence, room))}
    for award in awards:
        if award.key not in spread:
            spread[award.key] = _over_the_years(award.amount_pence, room)
    return {award.key: _plan(award, spread[award.key], paying_from, plan) for award in awards}


def _in_one_year(pence: Pence, room: dict[str, Pence]) -> dict[str, Pence]:
    """All of it out of the first year, where that still has room; empty otherwise."""
    year = next(iter(room))
    if room[year] < pence:
        return {}
    room[year] -= pence
    return {year: pence}


def _over_the_years(pence: Pence, room: dict[str, Pence]) -> dict[str, Pence]:
    """Pence by year in proportion to the room that is left; odd pennies go to the earliest with room."""
    left = sum(room.values())
    parts = {year: pence * free // left for year, free in room.items()}
    rest = pence - sum(parts.values())
    for year, free in room.items():
        more = min(rest, free - parts[year])
        parts[year] += more
        rest -= more
    for year, part in parts.items():
        room[year] -= part
    return {year: part for year, part in parts.items() if part}


def _plan(award: PlannedAward, parts: Mapping[str, Pence], paying_from: date, plan: PaymentPlan) -> Plan:
    before = max(1, plan.small_days_before_start or 1)
    starts_on = max(award.wanted_start or paying_from, paying_from + timedelta(days=before))
    first_due = max(paying_from, starts_on - timedelta(days=before))
    is_one_payment = award.amount_pence <= plan.one_payment_up_to_pence and len(parts) == 1
    payments: list[tuple[date, str, Pence]] = []
    for position, (year, pence) in enumerate(parts.items()):
        opens, closes = first_day_of(year), _last_day_of(year)
        earliest = max(opens, paying_from) if paying_from <= closes else opens
        first = _working_day(
            min(max(first_due if position == 0 else opens, earliest), closes), earliest, closes
        )
        percent = max(DEFAULT_FIRST_PERCENT, (plan.small_first_percent or 0) if award.is_small else 0)
        now = pence if is_one_payment or percent >= 100 else -(-pence * percent // 100)
        second = _working_day(first + (closes - first) / 2, first, closes)
        if now == pence or second <= first:
            payments.append((first, year, pence))
        else:
            payments += [(first, year, now), (second, year, pence - now)]
    instalments = tuple(
        PlannedInstalment(number, due, year, pence) for number, (due, year, pence) in enumerate(payments, 1)
    )
    return Plan(max(starts_on, payments[0][0] + timedelta(days=1)), instalments)


def _working_day(day: date, earliest: date, latest: date) -> date:
    """The day itself, or the Friday before a weekend; the Monday after where that would be too early."""
    before = day - timedelta(days=max(0, day.weekday() - 4))
    if before >= earliest:
        return before
    return min(before + timedelta(days=3), latest)


def _last_day_of(year: str) -> date:
    return first_day_of(financial_year(date(int(year[:4]) + 1, 4, 1))) - timedelta(days=1)
