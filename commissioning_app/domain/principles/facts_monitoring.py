"""What the checks may know of monitoring answers: how many there are, and totals that were looked at."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class TotalsState(StrEnum):
    """How far a round's totals are: none yet, waiting for the next round, frozen, looked at."""

    NONE = "none"
    WAITING = "waiting"
    UNSEEN = "unseen"
    SEEN = "seen"


@dataclass(frozen=True)
class GroupingFacts:
    """The totals of one declared grouping, as the frozen tables show them; None is hidden or not known.

    The counts are over the programme's rounds that show them: ``rounds`` of them, ``rounds_hidden`` don't.
    ``others_`` count everybody else who answered. Percentages are whole: the grouping's share of this
    round's money, of the people served, and of the money of the round before it that shows one.
    ``is_own_hidden`` is whether this very round's counts are among those that are not shown.
    """

    name: str
    applied: int | None = None
    funded: int | None = None
    others_applied: int | None = None
    others_funded: int | None = None
    rounds: int = 0
    rounds_hidden: int = 0
    money_percent: int | None = None
    need_percent: int | None = None
    money_percent_before: int | None = None
    is_own_hidden: bool = False


@dataclass(frozen=True)
class MonitoringFacts:
    """Counts of EOIs, and of those that say who leads the organisation ("prefer not to say" counts too).

    ``funded`` and ``funded_answered`` are the same among the awards; None before there are any.
    ``unknown_groups`` stand in a grouping and are no standard groups; ``mixed_groupings`` mix questions.
    """

    eois: int = 0
    answered: int = 0
    funded: int | None = None
    funded_answered: int = 0
    unknown_groups: tuple[str, ...] = ()
    mixed_groupings: tuple[str, ...] = ()
    totals: TotalsState = TotalsState.NONE
    groupings: tuple[GroupingFacts, ...] = ()
    need_source: str = ""
