"""One monitoring answer of an organisation or a panel member: self-described and optional."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID


class SubjectKind(StrEnum):
    """Whom an answer is about: the people who lead the organisation of an EOI, or a panel member."""

    EOI = "eoi"
    MEMBER = "member"


@dataclass(eq=False)
class MonitoringAnswer:
    """One answer to one question; several answers to a question are several of these.

    ``subject_id`` is the EOI's or the member's id. ``answer`` is the code of a standard group, or empty
    with only ``own_words``. Of withdrawn answers one row a question is left, with neither code nor words:
    it counts nowhere, and keeps an import from bringing them back.
    """

    id: UUID
    round_id: UUID
    subject_kind: SubjectKind
    subject_id: UUID
    question: str
    answer: str
    own_words: str
    answered_at: datetime
    withdrawn_at: datetime | None = None


class BreakdownKind(StrEnum):
    """What a frozen breakdown counts."""

    APPLICANTS = "applicants"
    PANEL = "panel"


@dataclass(eq=False)
class FrozenBreakdown:
    """Totals as they were frozen at a decision, with what is too small to show already left out.

    ``body`` is the published table as JSON values: nothing in it has to be hidden again. It is None for a
    round whose totals wait for the next round's. ``counted`` holds the ids of whom it counts, rounds or
    people, so that nobody is counted in two tables; it says nothing of what they answered. ``seen_at`` is
    the first look at it, after which the decision stands.
    """

    id: UUID
    round_id: UUID
    programme_id: UUID | None
    kind: BreakdownKind
    frozen_at: datetime
    body: Mapping[str, Any] | None
    counted: tuple[str, ...] = ()
    seen_at: datetime | None = None
