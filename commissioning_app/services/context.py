"""What a service call needs besides its arguments: the database, the clock, and who acts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from commissioning_app.domain.roles import Actor
from commissioning_app.services.ports.unit_of_work import UnitOfWork

LONDON = ZoneInfo("Europe/London")


class Clock(Protocol):
    """Tells the time, so that tests and the sample round can choose it."""

    def now(self) -> datetime:
        """This instant, aware, in UTC."""

    def today(self) -> date:
        """Today where the funder is."""


class SystemClock:
    """The machine's own clock; days are London's."""

    def now(self) -> datetime:
        """This instant in UTC."""
        return datetime.now(UTC)

    def today(self) -> date:
        """Today in London."""
        return datetime.now(LONDON).date()


@dataclass
class SetClock:
    """A clock that stands where it was set; the sample round moves it through its past."""

    instant: datetime

    def now(self) -> datetime:
        """The instant that was set."""
        return self.instant

    def today(self) -> date:
        """The day of that instant in London."""
        return self.instant.astimezone(LONDON).date()


@dataclass(frozen=True)
class ServiceContext:
    """Handed to every service call. ``unit_of_work()`` writes; ``reading()`` only reads."""

    unit_of_work: Callable[[], UnitOfWork]
    reading: Callable[[], UnitOfWork]
    clock: Clock
    actor: Actor
    policy: Mapping[str, Any]

    def acting_as(self, actor: Actor) -> ServiceContext:
        """The same workspace with somebody else at the desk."""
        return replace(self, actor=actor)
