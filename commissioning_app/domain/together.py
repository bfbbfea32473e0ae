"""What is done with communities and panel members before a round opens, and what it asks of applicants."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from commissioning_app.domain.money import Pence


@dataclass(frozen=True)
class CoDesign:
    """One occasion on which communities set the round's priorities (check N1).

    ``who`` names groups or communities, not persons; ``what_changed`` is what is different because of it.
    """

    on: date | None = None
    who: str = ""
    what_changed: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether it says who, when, and what changed."""
        return bool(self.on and self.who.strip() and self.what_changed.strip())


class DemandKind(StrEnum):
    """What funders ask that small organisations often can't give (check S6)."""

    MATCH_FUNDING = "match_funding"
    YEARS_OF_ACCOUNTS = "years_of_accounts"
    TURNOVER_CAP = "turnover_cap"
    CONSTITUTED_STATUS = "constituted_status"


@dataclass(frozen=True)
class Demand:
    """One demand, and the award above which it is made.

    ``amount`` is a percentage of match funding, a number of years of accounts, or the percentage of
    turnover that an award may be; it is None for constituted status. ``above_pence`` 0 asks everybody.
    """

    kind: DemandKind
    above_pence: Pence = 0
    amount: int | None = None
    note: str = ""


@dataclass(frozen=True)
class Demands:
    """What is demanded of applicants by size; ``settled`` says that somebody went through the list.

    ``host_welcome`` is whether a group without a constitution may apply with a host organisation.
    """

    settled: bool = False
    host_welcome: bool | None = None
    asked: tuple[Demand, ...] = ()


class BriefingTopic(StrEnum):
    """What a panel's briefing goes through (check P5)."""

    ANTI_RACISM = "anti_racism"
    CRITERIA = "criteria"
    CONFLICTS = "conflicts"


@dataclass(frozen=True)
class Briefing:
    """The panel's briefing: what it goes through, and how; who did it, and when, stands with each member."""

    topics: tuple[BriefingTopic, ...] = ()
    how: str = ""


@dataclass(frozen=True)
class PanelReflection:
    """The panel's own word on whether people of the communities that the round serves sit on it (check P3).

    Members say it together; nobody is asked to speak of themself.
    """

    on: date | None = None
    serves: str = ""
    includes_them: bool | None = None
    in_their_words: str = ""


@dataclass(frozen=True)
class Grouping:
    """A named set of detailed groups whose totals are looked at together, declared before opening (A3)."""

    name: str
    groups: tuple[str, ...] = ()


@dataclass(frozen=True)
class MonitoringPlan:
    """What is asked about who leads an organisation and who sits on the panel, and how it is kept (A2, A3).

    ``in_detail`` keeps answers in the detailed groups and people's own words, not in one broad group.
    ``with_next_round`` lets this round's totals wait for the programme's next round, and counts both as one.
    """

    asked_of_organisations: bool | None = None
    asked_of_members: bool | None = None
    in_detail: bool | None = None
    with_next_round: bool = False
    groupings: tuple[Grouping, ...] = ()


def problems_of_demands(demands: Demands) -> Iterator[str]:
    """What is wrong with the demands, in sentences."""
    kinds = [one.kind for one in demands.asked]
    if len(set(kinds)) < len(kinds):
        yield "A demand stands in the list twice."
    if any(one.above_pence < 0 or (one.amount or 0) < 0 for one in demands.asked):
        yield "The figures of a demand are £0 or more."


def problems_of_groupings(groupings: tuple[Grouping, ...]) -> Iterator[str]:
    """What is wrong with the groupings, in sentences."""
    names = [one.name.strip().casefold() for one in groupings]
    if not all(names) or not all(one.groups for one in groupings):
        yield "A grouping needs a name and at least one group."
    if len(set(names)) < len(names):
        yield "Two groupings have the same name."
