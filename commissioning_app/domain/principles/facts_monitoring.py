"""What the checks may know of monitoring answers: how many there are, and totals that were frozen."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class MonitoringFacts:
    """Counts of EOIs, and of those whose organisation gave any monitoring answer ("prefer not to say" too).

    ``funded`` and ``funded_answered`` are the same among those that the recommendation funds.
    """

    eois: int = 0
    answered: int = 0
    funded: int = 0
    funded_answered: int = 0
