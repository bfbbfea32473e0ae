"""Contacts with organisations: the calls, visits and meetings that a relationship is made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(eq=False)
class OrganisationContact:
    """One contact with an organisation: when, how, what it was about, and what was promised."""

    id: UUID
    organisation_id: UUID
    on: date
    how: str
    about: str
    promised: str = ""
    round_id: UUID | None = None
    noted_at: datetime | None = None
    noted_by: UUID | None = None
    version: int = 1
