"""Contacts with organisations: the calls, visits and meetings that a relationship is made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID


class ContactWay(StrEnum):
    """How the two met."""

    VISIT = "visit"
    MEETING = "meeting"
    TELEPHONE = "telephone"
    EMAIL = "email"
    LETTER = "letter"
    EVENT = "event"
    OTHER = "other"


@dataclass(eq=False)
class OrganisationContact:
    """One contact with an organisation: when, how, what it was about, and who promised what.

    What it was about and what was promised may name people, so neither enters the trail's chain.
    """

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
