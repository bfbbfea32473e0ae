"""Tells which organisations may be one: shown to a person, never merged unasked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations
from uuid import UUID

ALIKE = 0.8
"""How much of two names has to match when the postcode is the same."""

MANY = 30
"""A value that more organisations share than this (a shared office's postcode) says nothing."""


@dataclass(frozen=True)
class Known:
    """What tells organisations apart; ``name_key`` is the folded name."""

    id: UUID
    name: str
    name_key: str
    org_id: str = ""
    charity_number: str = ""
    company_number: str = ""
    postcode: str = ""


@dataclass(frozen=True)
class LikelyDuplicate:
    """Two organisations that may be one, and why."""

    first_id: UUID
    first_name: str
    second_id: UUID
    second_name: str
    why: str


SAME: dict[str, Callable[[Known], str]] = {
    "the same org-id": lambda one: one.org_id.upper(),
    "the same charity number": lambda one: one.charity_number.lstrip("0").upper(),
    "the same company number": lambda one: one.company_number.lstrip("0").upper(),
    "the same name": lambda one: one.name_key,
}
"""What two organisations may share that makes them likely to be one."""


def find_likely_duplicates(known: Iterable[Known]) -> tuple[LikelyDuplicate, ...]:
    """Pairs with one register number, one name, or one postcode and nearly one name; by name."""
    everyone = sorted(known, key=lambda one: (one.name_key, str(one.id)))
    found: dict[tuple[UUID, UUID], LikelyDuplicate] = {}
    for what, key in SAME.items():
        for first, second in _sharing(everyone, key):
            _keep(found, first, second, what)
    for first, second in _sharing(everyone, lambda one: "".join(one.postcode.upper().split())):
        if SequenceMatcher(None, first.name_key, second.name_key).ratio() >= ALIKE:
            _keep(found, first, second, "the same postcode and nearly the same name")
    return tuple(sorted(found.values(), key=lambda pair: (pair.first_name, pair.second_name, pair.why)))


def _sharing(everyone: list[Known], key: Callable[[Known], str]) -> Iterable[tuple[Known, Known]]:
    groups: dict[str, list[Known]] = defaultdict(list)
    for one in everyone:
        groups[key(one)].append(one)
    for value, group in groups.items():
        if value and 1 < len(group) <= MANY:
            yield from combinations(group, 2)


def _keep(found: dict[tuple[UUID, UUID], LikelyDuplicate], first: Known, second: Known, why: str) -> None:
    found.setdefault(
        (first.id, second.id), LikelyDuplicate(first.id, first.name, second.id, second.name, why)
    )
