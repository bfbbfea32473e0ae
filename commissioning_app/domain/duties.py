"""What the law and good practice ask a funder to write down: power, equality, data, authority."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from commissioning_app.domain.money import Pence


@dataclass(frozen=True)
class PowerUsed:
    """The power that the money is given under, and why it is a grant and not a contract (check L1)."""

    power: str = ""
    why_grant: str = ""
    on: date | None = None


@dataclass(frozen=True)
class EqualityStatement:
    """The equality impact statement of the round: when, by which office, what it found (check A6, s.149)."""

    on: date | None = None
    by_role: str = ""
    summary: str = ""
    reference: str = ""

    @property
    def is_recorded(self) -> bool:
        """Whether it says when, and what it found."""
        return bool(self.on and self.summary.strip())


@dataclass(frozen=True)
class EqualityReading:
    """The named decision-maker's word that they read the equality statement (check A6).

    It holds for the statement that it was given for.
    """

    read_by: str = ""
    read_on: date | None = None

    @property
    def is_recorded(self) -> bool:
        """Whether it says who read it, and when."""
        return bool(self.read_by.strip() and self.read_on)


class PositiveActionCondition(StrEnum):
    """Which condition of the Equality Act a ring-fence rests on (s.158(1); s.193 for charities)."""

    DISADVANTAGE = "disadvantage"
    DIFFERENT_NEEDS = "different_needs"
    LOW_PARTICIPATION = "low_participation"
    CHARITY = "charity"


@dataclass(frozen=True)
class PositiveAction:
    """Why a ring-fence may favour people who share a protected characteristic (check A7).

    ``ring_fence`` is the fence's name. ``applies`` False says that it favours nobody for such a reason;
    ``evidence`` then says what it is for.
    """

    ring_fence: str
    applies: bool | None = None
    condition: PositiveActionCondition | None = None
    evidence: str = ""
    proportionality: str = ""
    review_on: date | None = None
    recorded_on: date | None = None


@dataclass(frozen=True)
class DataProtection:
    """The impact assessment (DPIA) and the policy document for special-category data (check A5)."""

    dpia_on: date | None = None
    dpia_reference: str = ""
    policy_on: date | None = None
    policy_reference: str = ""


@dataclass(frozen=True)
class Authority:
    """The limit up to which the approver may decide, and the minute that gives it (check L2)."""

    limit_pence: Pence | None = None
    given_by: str = ""
    minute: str = ""
    on: date | None = None
