"""What a funder promises before it opens a round: reports, full cost, fair wages, support, access."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date

from commissioning_app.domain.money import Pence


@dataclass(frozen=True)
class ReportsAsked:
    """How many reports a year are asked for awards up to a size; the last size has no top (check T5)."""

    a_year: int
    up_to_pence: Pence | None = None


@dataclass(frozen=True)
class CriteriaChoice:
    """Who chose what is scored, when, and what came of it (check N4)."""

    on: date | None = None
    community: int | None = None
    others: int | None = None
    how: str = ""


@dataclass(frozen=True)
class FullCost:
    """How overheads are paid, and what later years get on top for rising prices (check C5).

    ``overhead_cap_percent`` is a share of an award's direct costs, where there is a cap at all.
    """

    has_overhead_cap: bool | None = None
    overhead_cap_percent: int | None = None
    yearly_uplift_percent: int | None = None


@dataclass(frozen=True)
class LivingWage:
    """The wage an hour that awards may be planned with, and where the work is (check C7)."""

    pays_wages: bool | None = None
    hourly_pence: Pence = 0
    in_london: bool = False


@dataclass(frozen=True)
class SupportOffer:
    """Support beside the money for small organisations that are funded (check C8)."""

    offered: bool | None = None
    what: tuple[str, ...] = ()


@dataclass(frozen=True)
class MeetingAccess:
    """What is done so that every member can take part in the panel's meetings (check P13)."""

    time_of_day: str = ""
    interpreter: str = ""
    childcare: str = ""
    travel: str = ""
    online: str = ""

    @property
    def unanswered(self) -> tuple[str, ...]:
        """The questions that nobody has answered yet, in words."""
        return tuple(
            field.name.replace("_", " ") for field in fields(self) if not getattr(self, field.name).strip()
        )


def problems_of_reports(reports: tuple[ReportsAsked, ...]) -> Iterator[str]:
    """What is wrong with the reports by size of award, in sentences."""
    if any(one.a_year < 0 for one in reports):
        yield "The number of reports a year is below 0."
    tops = [one.up_to_pence for one in reports if one.up_to_pence is not None]
    if tops != sorted(set(tops)) or any(one.up_to_pence is None for one in reports[:-1]):
        yield "The reports by size of award go from small to large; only the last has no upper size."


def problems_of_full_cost(full_cost: FullCost) -> Iterator[str]:
    """What is wrong with the overheads and the uplift, in sentences."""
    if not 0 <= (full_cost.overhead_cap_percent or 0) <= 100:
        yield "The cap on overheads is between 0 % and 100 %."
    if not 0 <= (full_cost.yearly_uplift_percent or 0) <= 100:
        yield "What later years get on top is between 0 % and 100 %."
