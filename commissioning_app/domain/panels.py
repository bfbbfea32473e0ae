"""Panels: members of two groups, what they are given to score, and their conflicts of interest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID


class MemberGroup(StrEnum):
    """Whom a panel member speaks for."""

    COMMUNITY = "community"
    COMMISSIONER = "commissioner"


class PaymentChoice(StrEnum):
    """What a community member said to the offer of payment."""

    NOT_ASKED = "not_asked"
    ACCEPTED = "accepted"
    REDUCED = "reduced"
    DECLINED = "declined"


@dataclass(eq=False)
class PanelMember:
    """One person's place on a round's panel."""

    id: UUID
    round_id: UUID
    person_id: UUID
    group: MemberGroup
    is_chair: bool = False
    has_vote: bool = True
    payment: PaymentChoice = PaymentChoice.NOT_ASKED
    briefed_on: date | None = None
    stepped_down_because: str = ""
    was_at_moderation: bool = False
    version: int = 1

    @property
    def is_voting(self) -> bool:
        """Whether they still score and vote in this round."""
        return self.has_vote and not self.stepped_down_because


@dataclass(eq=False)
class Assignment:
    """An EOI given to a member to score."""

    id: UUID
    round_id: UUID
    eoi_id: UUID
    member_id: UUID


class Interest(StrEnum):
    """How somebody with a part in the decision is tied to an organisation."""

    NONE = "none"
    INDIRECT = "indirect"
    DIRECT = "direct"


@dataclass(eq=False)
class Declaration:
    """A declared interest of one person in one organisation, within one round."""

    id: UUID
    round_id: UUID
    person_id: UUID
    organisation_id: UUID
    interest: Interest
    note: str = ""
    declared_at: datetime | None = None
    exception_agreed_by: UUID | None = None
    version: int = 1


@dataclass(eq=False)
class InterestStatement:
    """A person's word that they went through every organisation known at that moment."""

    id: UUID
    round_id: UUID
    person_id: UUID
    made_at: datetime
    organisations_seen: int
