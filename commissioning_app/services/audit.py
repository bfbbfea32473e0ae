"""Writes entries to the trail, in the same transaction as the change."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any
from uuid import UUID

from commissioning_app.domain.trail import TrailEntry, TrailHead, TrailPersonal
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.ports.unit_of_work import UnitOfWork

PERSONAL = frozenset({"name", "email", "phone", "contact", "actor_name"})
"""Keys of a person's record that go into the erasable part."""


def record(
    uow: UnitOfWork,
    context: ServiceContext,
    *,
    action: str,
    subject_kind: str,
    subject_id: object,
    round_id: UUID | None = None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    reason: str = "",
    personal: Mapping[str, Any] | None = None,
) -> None:
    """Append one entry. ``before`` and ``after`` hold no personal values: those go in ``personal``."""
    head = uow.trail.locked_head()
    body = {"actor_name": context.actor.name, **plain(personal or {})}
    part = TrailPersonal(entry_id=head.entries + 1, salt=secrets.token_hex(16), body=body)
    entry = TrailEntry(
        id=head.entries + 1,
        at=context.clock.now(),
        actor_id=context.actor.person_id,
        actor_roles=",".join(sorted(context.actor.roles)),
        action=action,
        subject_kind=subject_kind,
        subject_id=str(subject_id),
        round_id=round_id,
        reason=reason,
        before=None if before is None else plain(before),
        after=None if after is None else plain(after),
        personal_hash=part.compute_hash(),
        previous_hash=head.hash,
    )
    entry.hash = entry.compute_hash()
    uow.trail.append(entry, part, TrailHead(id=1, entries=entry.id, hash=entry.hash))


def plain(value: Any) -> Any:
    """Turn domain values into JSON values: enums to text, dates to ISO, ids to text."""
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, str | int | bool):
        return value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        items = [plain(item) for item in value]
        return sorted(items) if isinstance(value, set | frozenset) else items
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    return str(value)


def snapshot(entity: Any, *, leave_out: frozenset[str] = frozenset()) -> dict[str, Any]:
    """The columns of an entity as JSON values, for a before or an after."""
    return {f.name: plain(getattr(entity, f.name)) for f in fields(entity) if f.name not in leave_out}


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Only the keys that differ, as a pair of before and after."""
    keys = [key for key in after if before.get(key) != after[key] and key != "version"]
    return {key: before.get(key) for key in keys}, {key: after[key] for key in keys}
