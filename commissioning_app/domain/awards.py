"""Recommendations, their approval by a second person, and the awards that follow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from commissioning_app.domain.eois import Decision
from commissioning_app.domain.errors import BadValue, FourEyes, StepRefused
from commissioning_app.domain.money import Pence


class RecommendationState(StrEnum):
    """Whether the approver has decided on it."""

    RECOMMENDED = "recommended"
    SENT_BACK = "sent_back"
    APPROVED = "approved"
    REPLACED = "replaced"


@dataclass(eq=False)
class Recommendation:
    """A recorded allocation: what the panel recommends, by which rule, and what the approver said."""

    id: UUID
    round_id: UUID
    method: str
    pot_pence: Pence
    allocated_pence: Pence
    left_why: str
    settings: Mapping[str, Any]
    recorded_by: UUID
    recorded_at: datetime
    departure_reason: str = ""
    state: RecommendationState = RecommendationState.RECOMMENDED
    decided_by: UUID | None = None
    decided_at: datetime | None = None
    decision_reason: str = ""
    version: int = 1

    def approve(self, *, by: UUID, at: datetime, others_with_a_part: frozenset[UUID] = frozenset()) -> None:
        """A second person agrees; raises FourEyes for the proposer or someone who scored."""
        self._second_person(by, others_with_a_part)
        self.state, self.decided_by, self.decided_at = RecommendationState.APPROVED, by, at

    def send_back(self, *, by: UUID, at: datetime, reason: str) -> None:
        """The approver asks for another look, with a reason."""
        if not reason.strip():
            raise BadValue("Say why it is sent back.", field="reason")
        self._second_person(by, frozenset())
        self.state, self.decided_by, self.decided_at = RecommendationState.SENT_BACK, by, at
        self.decision_reason = reason.strip()

    def _second_person(self, by: UUID, others_with_a_part: frozenset[UUID]) -> None:
        if self.state is not RecommendationState.RECOMMENDED:
            raise StepRefused(
                f"This recommendation is {self.state.replace('_', ' ')}: there is nothing to decide."
            )
        if by == self.recorded_by:
            raise FourEyes("You recorded this recommendation, so a second person has to decide on it.")
        if by in others_with_a_part:
            raise FourEyes("You scored in this round, so somebody else has to approve its awards.")


@dataclass(eq=False)
class RecommendationLine:
    """What one EOI gets under a recommendation, with the sentence that explains it."""

    id: UUID
    recommendation_id: UUID
    eoi_id: UUID
    position: int
    requested_pence: Pence
    amount_pence: Pence
    decision: Decision
    reason: str
    why: str
    officer_note: str = ""
    score: str = ""
    reserve_position: int | None = None


class AwardState(StrEnum):
    """Where an award is in its life."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    LAPSED = "lapsed"
    SIGNED = "signed"
    CHECKED = "checked"
    PAYING = "paying"
    REPORTED = "reported"
    CLOSED = "closed"
    ENDED_EARLY = "ended_early"


NOT_STANDING = frozenset({AwardState.REFUSED, AwardState.LAPSED, AwardState.ENDED_EARLY})
"""Awards of which nothing more is paid."""

AWARD_STEPS: Mapping[AwardState, frozenset[AwardState]] = {
    AwardState.OFFERED: frozenset({AwardState.ACCEPTED, AwardState.REFUSED, AwardState.LAPSED}),
    AwardState.ACCEPTED: frozenset({AwardState.SIGNED, AwardState.LAPSED, AwardState.ENDED_EARLY}),
    AwardState.SIGNED: frozenset({AwardState.CHECKED, AwardState.ENDED_EARLY}),
    AwardState.CHECKED: frozenset({AwardState.PAYING, AwardState.ENDED_EARLY}),
    AwardState.PAYING: frozenset({AwardState.REPORTED, AwardState.ENDED_EARLY}),
    AwardState.REPORTED: frozenset({AwardState.CLOSED, AwardState.PAYING}),
    AwardState.REFUSED: frozenset(),
    AwardState.LAPSED: frozenset(),
    AwardState.CLOSED: frozenset(),
    AwardState.ENDED_EARLY: frozenset({AwardState.CLOSED}),
}
"""The steps an award may take; a letter makes a conditional offer."""


@dataclass(eq=False)
class Award:
    """Money awarded to one EOI; ``payee_organisation_id`` is the host where a host holds the money."""

    id: UUID
    round_id: UUID
    eoi_id: UUID
    organisation_id: UUID
    payee_organisation_id: UUID
    amount_pence: Pence
    decision: Decision
    state: AwardState = AwardState.OFFERED
    starts_on: date | None = None
    months: int = 12
    cost_centre: str = ""
    account_code: str = ""
    purchase_order: str = ""
    vat_treatment: str = "outside the scope of VAT"
    version: int = 1

    def move(self, state: AwardState) -> None:
        """Take a step; raises StepRefused when product.md has no such step."""
        if state not in AWARD_STEPS[self.state]:
            raise StepRefused(
                f"An award that is {self.state.replace('_', ' ')} can't become {state.replace('_', ' ')}."
            )
        self.state = state

    def give_up(self) -> None:
        """The applicant withdraws: an offer is refused, what goes on ends early, what is over stays."""
        if self.state in (AwardState.REFUSED, AwardState.LAPSED, AwardState.ENDED_EARLY):
            return
        self.move(AwardState.REFUSED if self.state is AwardState.OFFERED else AwardState.ENDED_EARLY)


class InstalmentState(StrEnum):
    """Where the money of an instalment is."""

    PLANNED = "planned"
    HELD = "held"
    PAID = "paid"


@dataclass(eq=False)
class Instalment:
    """One payment of an award, due on a day, out of one financial year's part of the pot."""

    id: UUID
    award_id: UUID
    number: int
    due_on: date
    financial_year: str
    amount_pence: Pence
    state: InstalmentState = InstalmentState.PLANNED
    paid_on: date | None = None
    paid_by: UUID | None = None
    payment_reference: str = ""
    version: int = 1


@dataclass(eq=False)
class Explanation:
    """Comply or explain: why a check is not met, what will be done by when, and what the approver said."""

    id: UUID
    round_id: UUID
    check_id: str
    why: str
    explained_by: UUID
    explained_at: datetime
    what_will_be_done: str = ""
    by_when: date | None = None
    is_agreed: bool = False
    is_sent_back: bool = False
    decided_by: UUID | None = None
    decided_at: datetime | None = None
    decision_reason: str = ""
    version: int = 1

    @property
    def is_waiting(self) -> bool:
        """Whether the approver still has to agree or send it back."""
        return not self.is_agreed and not self.is_sent_back

    def agree(self, *, by: UUID, at: datetime, reason: str = "") -> None:
        """The approver agrees; raises FourEyes for the one who explained."""
        self._second_person(by)
        self.is_agreed, self.decided_by, self.decided_at, self.decision_reason = True, by, at, reason

    def send_back(self, *, by: UUID, at: datetime, reason: str) -> None:
        """The approver does not agree, and says why."""
        if not reason.strip():
            raise BadValue("Say why the explanation is sent back.", field="reason")
        self._second_person(by)
        self.is_sent_back, self.decided_by, self.decided_at, self.decision_reason = True, by, at, reason

    def _second_person(self, by: UUID) -> None:
        if not self.is_waiting:
            raise StepRefused("This explanation was decided on already.")
        if by == self.explained_by:
            raise FourEyes("You wrote this explanation, so a second person has to agree to it.")


@dataclass(eq=False)
class LetterRecord:
    """A letter that was made: its kind, its batch and the digest of its file."""

    id: UUID
    round_id: UUID
    eoi_id: UUID
    batch_id: UUID
    kind: str
    file_name: str
    sha256: str
    made_at: datetime
    made_by: str


@dataclass(eq=False)
class ImportMapping:
    """Which column went to which field for a sender's workbook, remembered for the next one."""

    fingerprint: str
    mapping: Mapping[str, str] = field(default_factory=dict)
