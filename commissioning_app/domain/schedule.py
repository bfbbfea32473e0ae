"""The award schedule: a line for each instalment, totals by financial year, reconciled to the pot.

Bank details are never part of it: finance has them in the payee's own record.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from commissioning_app.domain.money import Pence, pounds


@dataclass(frozen=True)
class ScheduleLine:
    """One instalment as finance pays it; ``payee`` is the host where a host holds the money."""

    reference: str
    organisation: str
    payee: str
    org_id: str
    supplier_number: str
    cost_centre: str
    account_code: str
    purchase_order: str
    vat_treatment: str
    financial_year: str
    due: date
    amount: Pence
    state: str
    number: int = 1
    of: int = 1


@dataclass(frozen=True)
class ScheduledAward:
    """An award that the schedule pays."""

    reference: str
    amount: Pence


@dataclass(frozen=True)
class AwardSchedule:
    """Everything that the schedule's file shows."""

    funder: str
    round_code: str
    round_name: str
    made_at: datetime
    lines: tuple[ScheduleLine, ...]
    awards: tuple[ScheduledAward, ...]
    pot_by_year: tuple[tuple[str, Pence], ...]
    programme: str = ""
    trial: bool = False

    @property
    def total(self) -> Pence:
        """All instalments together."""
        return sum(line.amount for line in self.lines)


@dataclass(frozen=True)
class YearTotal:
    """One financial year: its part of the pot, how many instalments it pays, and what they come to."""

    year: str
    pot: Pence
    lines: int
    instalments: Pence

    @property
    def left(self) -> Pence:
        """What of the year's part is not planned to be paid; below nought when too much is."""
        return self.pot - self.instalments


@dataclass(frozen=True)
class Reconciliation:
    """Pot, awards and instalments held against each other; ``differences`` is empty when all agree."""

    pot: Pence
    awarded: Pence
    instalments: Pence
    years: tuple[YearTotal, ...]
    differences: tuple[str, ...]

    @property
    def left(self) -> Pence:
        """What of the pot is not awarded."""
        return self.pot - self.awarded

    @property
    def sentence(self) -> str:
        """Whether it reconciles, in one sentence."""
        if self.differences:
            return f"The schedule does not reconcile. {' '.join(self.differences)}"
        return (
            f"The schedule reconciles to the penny: of the pot of {pounds(self.pot)}, "
            f"{pounds(self.awarded)} is awarded, the instalments come to "
            f"{pounds(self.instalments)}, and {pounds(self.left) if self.left else 'nothing'} is left."
        )


def reconcile(schedule: AwardSchedule) -> Reconciliation:
    """Hold instalments against awards, and each year's instalments against its part of the pot."""
    pots: dict[str, Pence] = {}
    for year, part in schedule.pot_by_year:
        pots[year] = pots.get(year, 0) + part
    years = sorted({*pots, *(line.financial_year for line in schedule.lines)})
    totals = tuple(_year_total(schedule, year, pots) for year in years)
    awarded = sum(award.amount for award in schedule.awards)
    pot = sum(pots.values())
    differences = [*_award_differences(schedule)]
    differences += [
        f"In {total.year} the instalments are {pounds(-total.left)} more than that year's part of the pot."
        for total in totals
        if total.left < 0
    ]
    if awarded > pot:
        differences.append(f"The awards are {pounds(awarded - pot)} more than the pot.")
    return Reconciliation(pot, awarded, schedule.total, totals, tuple(differences))


def _year_total(schedule: AwardSchedule, year: str, pots: Mapping[str, Pence]) -> YearTotal:
    amounts = [line.amount for line in schedule.lines if line.financial_year == year]
    return YearTotal(year, pots.get(year, 0), len(amounts), sum(amounts))


def _award_differences(schedule: AwardSchedule) -> list[str]:
    paid: dict[str, Pence] = {}
    for line in schedule.lines:
        paid[line.reference] = paid.get(line.reference, 0) + line.amount
    awards = {award.reference: award.amount for award in schedule.awards}
    return [
        f"{reference}: the award is {pounds(awards.get(reference, 0))}, "
        f"but its instalments come to {pounds(paid.get(reference, 0))}."
        for reference in sorted({*paid, *awards})
        if paid.get(reference, 0) != awards.get(reference, 0)
    ]
