"""What officers write down about a round, which the principle checks read."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Contact:
    """The named person whom applicants can ring or write to."""

    name: str = ""
    email: str = ""
    phone: str = ""

    @property
    def is_named(self) -> bool:
        """Whether there is a name and a way to reach it."""
        return bool(self.name.strip() and (self.email.strip() or self.phone.strip()))


@dataclass(frozen=True)
class HelpOffer:
    """One offer of help to applicants: a drop-in, a call, bid-writing support."""

    what: str
    on: date | None = None
    where: str = ""


@dataclass(frozen=True)
class MemberPayment:
    """Payment for community members' time and expenses; it may be declined or reduced."""

    offered: bool | None = None
    hourly_pence: int = 0
    expenses: str = ""
    note: str = ""


@dataclass(frozen=True)
class RoundRecords:
    """All records of one round; each is empty until somebody writes it."""

    contact: Contact = field(default_factory=Contact)
    help_offers: tuple[HelpOffer, ...] = ()
    member_payment: MemberPayment = field(default_factory=MemberPayment)
    review_request_days: int = 20
