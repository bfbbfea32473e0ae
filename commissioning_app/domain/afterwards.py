"""What is written down after a decision: who was asked, who was told, what is public, what was learnt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class FeedbackTheme:
    """One thing that applicants said, and what the funder did about it ("you said, we did")."""

    said: str
    did: str = ""
    answered_on: date | None = None

    @property
    def is_answered(self) -> bool:
        """Whether it says what was done, and when that was told."""
        return bool(self.did.strip() and self.answered_on)


@dataclass(frozen=True)
class ApplicantFeedback:
    """Asking applicants what applying was like: how many were asked and answered (check T4)."""

    asked_on: date | None = None
    asked: int | None = None
    answers: int | None = None
    themes: tuple[FeedbackTheme, ...] = ()


@dataclass(frozen=True)
class Published:
    """Something that was made public: when, and where it can be read."""

    on: date | None = None
    where: str = ""

    @property
    def is_recorded(self) -> bool:
        """Whether it says when and where."""
        return bool(self.on and self.where.strip())


@dataclass(frozen=True)
class ToldMembers:
    """Telling panel members what was decided and why, and what they changed (check P14)."""

    on: date | None = None
    members: int | None = None
    what_changed: str = ""


@dataclass(frozen=True)
class ResponsibleOfficer:
    """The senior officer who answers for the round (check A10)."""

    name: str = ""
    role: str = ""


@dataclass(frozen=True)
class BoardReport:
    """The report on the round that went to the board (check A10)."""

    on: date | None = None
    reference: str = ""


@dataclass(frozen=True)
class LookBack:
    """Looking back on the round with those who took part, and what was learnt (check A11)."""

    on: date | None = None
    panel_members: int | None = None
    applicants: int | None = None
    lessons: tuple[str, ...] = ()
