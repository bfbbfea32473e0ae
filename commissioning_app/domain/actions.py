"""Actions: what somebody will do, by when, about a finding that is not met (check A8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(eq=False)
class Action:
    """One thing to be done about a check; ``owner`` is a name or an office. Done once ``done_on`` is set."""

    id: UUID
    round_id: UUID
    check_id: str
    what: str
    owner: str
    due_on: date
    done_on: date | None = None
    outcome: str = ""
    created_at: datetime | None = None
    created_by: UUID | None = None
    version: int = 1
