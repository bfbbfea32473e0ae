"""EOIs that were told: how they came, who spoke, and a conversation that is being written down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

BY_CONVERSATION = "by conversation"
"""The source of an EOI that an officer typed in while the applicant spoke."""

SPOKEN_OR_VIDEO = "spoken or video"
"""The source of an EOI that came as a recording."""

WHY_NO_LESS = "minimum_reason"
"""Asked in a conversation only: on a form it would be one question more for everybody."""


@dataclass(eq=False)
class EoiTelling:
    """Who told an EOI, when, who wrote it down, and when it was read back and agreed.

    Names people, so it is kept apart from the EOI.
    """

    eoi_id: UUID
    told_by: str
    told_on: date
    written_by: UUID
    agreed_on: date | None = None


@dataclass(eq=False)
class Conversation:
    """What has been said so far. It is no EOI yet: nothing counts it, and no check reads it.

    ``said`` holds the words as they were typed, by the field names of the form that is handed out.
    ``organisation_id`` is the one that was chosen, None for one that isn't known here.
    """

    id: UUID
    round_id: UUID
    told_on: date
    begun_at: datetime
    begun_by: UUID
    saved_at: datetime
    saved_by: UUID
    told_by: str = ""
    organisation_id: UUID | None = None
    said: Mapping[str, str] = field(default_factory=dict)
    version: int = 1
