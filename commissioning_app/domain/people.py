"""The people of a workspace: who they are and which roles they hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from commissioning_app.domain.roles import Actor, Role
from commissioning_app.domain.rounds import FunderKind


@dataclass(eq=False)
class Person:
    """Someone who works here; ``roles`` may be several, ``is_active`` False once they left."""

    id: UUID
    name: str
    email: str = ""
    roles: frozenset[Role] = frozenset()
    is_active: bool = True
    version: int = 1

    def as_actor(self) -> Actor:
        """The person as the one who acts in a service call."""
        return Actor(self.id, self.name, self.roles)


@dataclass(eq=False)
class Workspace:
    """The funder whose workspace this is; one row.

    ``policy_changes`` are its own thresholds by dotted key, where they differ from those that come with the
    application; ``own_words`` are its additions to the word list, as the word list's file writes them.
    """

    id: UUID
    funder_name: str
    funder_kind: FunderKind = FunderKind.INTEGRATED_CARE_BOARD
    funder_address: str = ""
    funder_org_id: str = ""
    publisher_prefix: str = ""
    website: str = ""
    is_sample: bool = False
    current_person_id: UUID | None = None
    policy_changes: Mapping[str, Any] | None = None
    own_words: Sequence[Mapping[str, Any]] | None = None
    version: int = 1
