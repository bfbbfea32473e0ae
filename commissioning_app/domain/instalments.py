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

    An award is spread over the pot's years in proportion to their parts, as far as there is room; the
    awards are taken in the order given. Raises BadValue when they come to more than the pot.
    """
    room = {part.year: part.pence for part in sorted(pot_years, key=lambda part: part.year)}
    total = sum(award.amount_pence for award in awards)
    if total > sum(room.values()):
        raise BadValue(f"Awards of {pounds(total)} are more than the pot of {pounds(sum(room.values()))}.")
    whole = dict(room)
    return {
        award.key: _plan(award, _spread(award.amount_pence, whole, room), paying_from, plan)
        for award in awards
    }


def _spread(pence: Pence, whole: Mapping[str, Pence], room: dict[str, Pence]) -> dict[str, Pence]:
    """Pence by year in proportion to the year's part, what does not fit goes where there is room."""
    pot = sum(whole.values())
    parts = {year: min(pence * part // pot, room[year]) for year, part in whole.items()}
    rest = pence - sum(parts.values())
    for year in whole:
        more = min(rest, room[year] - parts[year])
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
        first = min(max(first_due, opens, paying_from), closes) if position == 0 else max(opens, first_due)
        if is_one_payment or first >= closes:
            payments.append((min(first, closes), year, pence))
            continue
        percent = max(DEFAULT_FIRST_PERCENT, (plan.small_first_percent or 0) if award.is_small else 0)
        now = pence if percent >= 100 else -(-pence * percent // 100)
        payments.append((first, year, now))
        if pence - now:
            payments.append((first + (closes - first) / 2, year, pence - now))
    instalments = tuple(
        PlannedInstalment(number, due, year, pence) for number, (due, year, pence) in enumerate(payments, 1)
    )
    return Plan(starts_on, instalments)


def _last_day_of(year: str) -> date:
    return first_day_of(financial_year(date(int(year[:4]) + 1, 4, 1))) - timedelta(days=1)
