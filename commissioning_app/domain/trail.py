"""The trail: every change in one chain of hashes that can't be edited without it showing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

FIRST_HASH = "0" * 64
"""What the first entry holds as the hash of the one before."""


@dataclass(eq=False)
class TrailEntry:
    """One change: who, when, what, before, after, why; ``hash`` covers every other column."""

    id: int
    at: datetime
    actor_id: UUID
    actor_roles: str
    action: str
    subject_kind: str
    subject_id: str
    round_id: UUID | None
    reason: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    personal_hash: str
    previous_hash: str
    hash: str = ""

    def compute_hash(self) -> str:
        """SHA-256 over a canonical form of every column but the hash itself."""
        columns = [
            self.id,
            self.at.isoformat(timespec="microseconds"),
            str(self.actor_id),
            self.actor_roles,
            self.action,
            self.subject_kind,
            self.subject_id,
            None if self.round_id is None else str(self.round_id),
            self.reason,
            self.before,
            self.after,
            self.personal_hash,
            self.previous_hash,
        ]
        return hashlib.sha256(canonical(columns)).hexdigest()


@dataclass(eq=False)
class TrailPersonal:
    """The personal values of an entry, salted; they can be erased, and the chain still holds."""

    entry_id: int
    salt: str
    body: Mapping[str, Any] | None

    def compute_hash(self) -> str:
        """SHA-256 of the salt and the values, which stands in the entry."""
        return hashlib.sha256(self.salt.encode() + canonical(self.body)).hexdigest()


@dataclass(eq=False)
class TrailHead:
    """How long the chain is and its last hash, kept apart so that a removed last entry shows."""

    id: int
    entries: int
    hash: str


def canonical(value: Any) -> bytes:
    """One byte form of a JSON value: sorted keys, no spaces, UTF-8."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def problems_of_chain(
    entries: Iterable[TrailEntry], head: TrailHead | None, personal: Mapping[int, TrailPersonal]
) -> list[str]:
    """Walk the chain and say, one sentence each, where it does not hold; an empty list when it does."""
    problems = []
    count, last = 0, FIRST_HASH
    for entry in entries:
        count += 1
        if entry.id != count:
            problems.append(f"The trail has entry {entry.id} where entry {count} should be.")
            count = entry.id
        if entry.previous_hash != last:
            problems.append(f"Entry {entry.id} of the trail does not follow from the one before it.")
        if entry.compute_hash() != entry.hash:
            problems.append(f"Entry {entry.id} of the trail was changed after it was written.")
        part = personal.get(entry.id)
        if part is not None and part.body is not None and part.compute_hash() != entry.personal_hash:
            problems.append(f"The personal part of entry {entry.id} was changed after it was written.")
        last = entry.hash
    if head is None:
        if count:
            problems.append("The head of the trail is missing.")
    elif head.entries != count or head.hash != last:
        problems.append(f"The trail should have {head.entries} entries and ends after {count}.")
    return problems
