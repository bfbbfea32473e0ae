"""Assessments: one member's scores and comments on one EOI, from draft to submitted to moderated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from commissioning_app.domain.errors import BadValue, StepRefused
from commissioning_app.domain.forms import Criterion


class AssessmentState(StrEnum):
    """Whether the member still works on it."""

    DRAFT = "draft"
    SUBMITTED = "submitted"


@dataclass(eq=False)
class Assessment:
    """One member's scores on one EOI: criterion id → 0–top, or None for "can't say"; comments likewise."""

    id: UUID
    round_id: UUID
    eoi_id: UUID
    member_id: UUID
    scores: Mapping[str, int | None] = field(default_factory=dict)
    comments: Mapping[str, str] = field(default_factory=dict)
    comment: str = ""
    state: AssessmentState = AssessmentState.DRAFT
    submitted_at: datetime | None = None
    others_seen_at: datetime | None = None
    version: int = 1

    def save_draft(
        self,
        *,
        scores: Mapping[str, int | None],
        comments: Mapping[str, str],
        comment: str,
        criteria: Sequence[Criterion],
    ) -> None:
        """Keep what the member typed so far; raises BadValue for a score outside its scale."""
        if self.state is AssessmentState.SUBMITTED:
            raise StepRefused("This assessment was sent. A change needs a reason at moderation.")
        for criterion_id, value in scores.items():
            check_score(criterion_id, value, criteria)
        self.scores, self.comments, self.comment = dict(scores), dict(comments), comment

    def submit(self, *, at: datetime, criteria: Sequence[Criterion]) -> None:
        """Send it; every criterion needs a score or "can't say", and at least one a score."""
        if self.state is AssessmentState.SUBMITTED:
            raise StepRefused("This assessment was sent already.")
        missing = [f"“{c.name}”" for c in criteria if c.id not in self.scores]
        if missing:
            raise BadValue("Give each criterion a score, or choose “Can't say”: " + ", ".join(missing) + ".")
        if all(self.scores[c.id] is None for c in criteria):
            raise BadValue("Give at least one criterion a score.")
        self.state, self.submitted_at = AssessmentState.SUBMITTED, at

    def change_score(
        self, *, criterion_id: str, value: int | None, reason: str, criteria: Sequence[Criterion]
    ) -> int | None:
        """Change a score at moderation with a reason; returns the old one, which is kept beside it."""
        if self.state is not AssessmentState.SUBMITTED:
            raise StepRefused("Only a submitted assessment is changed at moderation.")
        if not reason.strip():
            raise BadValue("Say why the score changes. The old one is kept beside it.", field="reason")
        check_score(criterion_id, value, criteria)
        old = self.scores.get(criterion_id)
        self.scores = {**self.scores, criterion_id: value}
        return old


def check_score(criterion_id: str, value: int | None, criteria: Sequence[Criterion]) -> None:
    """Raise BadValue when a score is not on the scale of its criterion."""
    criterion = next((c for c in criteria if c.id == criterion_id), None)
    if criterion is None:
        raise BadValue(f"This round has no criterion “{criterion_id}”.")
    if value is not None and not 0 <= value <= criterion.top:
        raise BadValue(f"“{criterion.name}” is scored from 0 to {criterion.top}; {value} is outside that.")


@dataclass(eq=False)
class ScoreChange:
    """A score changed at moderation: the old one, the new one, why, by whom and when."""

    id: UUID
    assessment_id: UUID
    criterion_id: str
    before: int | None
    after: int | None
    reason: str
    changed_at: datetime
    changed_by: str


@dataclass(eq=False)
class Discussion:
    """A note of what the panel said about one EOI at moderation."""

    id: UUID
    round_id: UUID
    eoi_id: UUID
    note: str
    noted_at: datetime
    noted_by: str
