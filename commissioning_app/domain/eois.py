"""Expressions of interest: the whole application of one organisation to one round, and its states."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from commissioning_app.domain.errors import BadValue, StepRefused
from commissioning_app.domain.money import Pence


class EoiState(StrEnum):
    """Where an EOI is in its life."""

    RECEIVED = "received"
    QUERIED = "queried"
    LATE = "late"
    ELIGIBLE = "eligible"
    INELIGIBLE = "ineligible"
    SCORED = "scored"
    DECIDED = "decided"
    NOTIFIED = "notified"
    FEEDBACK_GIVEN = "feedback_given"
    WITHDRAWN = "withdrawn"


STEPS: Mapping[EoiState, frozenset[EoiState]] = {
    EoiState.RECEIVED: frozenset({EoiState.QUERIED, EoiState.ELIGIBLE, EoiState.INELIGIBLE, EoiState.LATE}),
    EoiState.QUERIED: frozenset({EoiState.ELIGIBLE, EoiState.INELIGIBLE, EoiState.RECEIVED}),
    EoiState.LATE: frozenset({EoiState.RECEIVED}),
    EoiState.ELIGIBLE: frozenset({EoiState.QUERIED, EoiState.INELIGIBLE, EoiState.SCORED, EoiState.RECEIVED}),
    EoiState.INELIGIBLE: frozenset({EoiState.RECEIVED, EoiState.ELIGIBLE, EoiState.NOTIFIED}),
    EoiState.SCORED: frozenset({EoiState.DECIDED, EoiState.ELIGIBLE}),
    EoiState.DECIDED: frozenset({EoiState.NOTIFIED, EoiState.SCORED}),
    EoiState.NOTIFIED: frozenset({EoiState.FEEDBACK_GIVEN}),
    EoiState.FEEDBACK_GIVEN: frozenset(),
    EoiState.WITHDRAWN: frozenset(),
}
"""The steps an EOI may take; it may be withdrawn by the applicant from any other state."""

IN_PLAY = frozenset(
    {EoiState.ELIGIBLE, EoiState.SCORED, EoiState.DECIDED, EoiState.NOTIFIED, EoiState.FEEDBACK_GIVEN}
)
"""The states of an EOI that is, or was, scored and considered for money, unless it was ruled out."""

TOLD = frozenset({EoiState.NOTIFIED, EoiState.FEEDBACK_GIVEN})
"""The states of an EOI whose applicant has been told; the code of the rule it broke stays with it."""


def was_ruled_out(state: EoiState, reason_code: str) -> bool:
    """Whether an EOI is ineligible, or its applicant was told so."""
    return state is EoiState.INELIGIBLE or (state in TOLD and bool(reason_code))


class FundingKind(StrEnum):
    """Unrestricted money for the organisation's own costs, or money for one project."""

    CORE = "core"
    PROJECT = "project"


class Publication(StrEnum):
    """How much of an award may be published."""

    FULL = "full"
    NO_LOCATION = "no_location"
    WITHHELD = "withheld"


class Decision(StrEnum):
    """What was decided for an EOI."""

    FULL = "full"
    PART = "part"
    RESERVE = "reserve"
    DECLINE = "decline"
    INELIGIBLE = "ineligible"
    WITHDRAWN = "withdrawn"


@dataclass(eq=False)
class Eoi:
    """One EOI. Money in pence; a missing minimum is None; ``answers`` maps question ids to text."""

    id: UUID
    round_id: UUID
    organisation_id: UUID
    reference: str
    requested_pence: Pence
    title: str = ""
    summary: str = ""
    minimum_pence: Pence | None = None
    minimum_reason: str = ""
    funding_kind: FundingKind | None = None
    start_date: date | None = None
    end_date: date | None = None
    duration_months: int | None = None
    area: str = ""
    partners: str = ""
    host_organisation_id: UUID | None = None
    received_at: datetime | None = None
    publication: Publication = Publication.FULL
    publication_reason: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    ring_fences: tuple[str, ...] = ()
    state: EoiState = EoiState.RECEIVED
    reason_code: str = ""
    state_reason: str = ""
    late_agreed_by: UUID | None = None
    source: str = ""
    digest: str = ""
    created_at: datetime | None = None
    version: int = 1

    def move(self, state: EoiState, *, reason: str = "", code: str = "") -> None:
        """Take a step; telling the applicant keeps the reason. Raises StepRefused where there is none."""
        if state not in STEPS[self.state]:
            raise StepRefused(f"The EOI {self.reference} is {self.state}: it can't become {state}.")
        if reason or code or state not in TOLD:
            self.state_reason, self.reason_code = reason, code
        self.state = state

    def withdraw(self, reason: str) -> None:
        """The applicant takes the EOI back, which they may do at any time."""
        if self.state is EoiState.WITHDRAWN:
            raise StepRefused(f"The EOI {self.reference} is withdrawn already.")
        self.state, self.state_reason, self.reason_code = EoiState.WITHDRAWN, reason, ""

    def rule_out(self, *, code: str, reason: str, published_codes: frozenset[str]) -> None:
        """Find it ineligible by a published rule; the code must be one that was published."""
        if code not in published_codes:
            raise BadValue("An EOI is ineligible by a published rule only. Choose one of the round's rules.")
        self.move(EoiState.INELIGIBLE, reason=reason, code=code)

    @property
    def is_in_play(self) -> bool:
        """Whether it is scored and considered for money."""
        return self.state in IN_PLAY and not was_ruled_out(self.state, self.reason_code)


@dataclass(eq=False)
class EoiContact:
    """The person to write to about an EOI; personal, so kept apart from it."""

    eoi_id: UUID
    name: str = ""
    email: str = ""
    phone: str = ""


@dataclass(eq=False)
class EoiQuery:
    """A question to an applicant, five working days to answer, and the answer."""

    id: UUID
    eoi_id: UUID
    question: str
    asked_at: datetime
    asked_by: str
    reply_by: date
    answer: str = ""
    answered_at: datetime | None = None
    helps_everyone: bool = False
    version: int = 1


@dataclass(eq=False)
class Feedback:
    """What an applicant is told: one strength and one thing to change at least (check T2)."""

    eoi_id: UUID
    round_id: UUID
    strength: str = ""
    change: str = ""
    version: int = 1

    @property
    def is_complete(self) -> bool:
        """Whether both halves are there."""
        return bool(self.strength.strip() and self.change.strip())
