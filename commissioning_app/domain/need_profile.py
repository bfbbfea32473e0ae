"""The people whom a programme serves, as a published source counts them (check A4)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ServedGroup:
    """How many of the people served are of one group of the standard list."""

    group: str
    people: int


@dataclass(frozen=True)
class NeedProfile:
    """Population served, source and year; ``note`` says what it leaves out."""

    population: str = ""
    source: str = ""
    year: int | None = None
    groups: tuple[ServedGroup, ...] = ()
    note: str = ""
