"""Read model of the Letters page: each EOI's letter and feedback side by side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from commissioning_app.domain.errors import StepRefused
from commissioning_app.domain.letters import NOT_FUNDED_IN_FULL, LetterKind
from commissioning_app.domain.money import Pence
from commissioning_app.domain.rounds import RoundState
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.feedback import WRITTEN_IN, FeedbackRow, feedback_rows
from commissioning_app.services.letters import letter_rows
from commissioning_app.services.queries.rounds import round_header

DECIDED = frozenset(
    {
        RoundState.DECIDED,
        RoundState.ANNOUNCED,
        RoundState.PAYING,
        RoundState.FINISHED,
        RoundState.CANCELLED,
    }
)
"""When letters are made."""


@dataclass(frozen=True)
class LetterLine:
    """One EOI: its letter (``kind`` None while nothing is decided) and its feedback (None if none is due)."""

    reference: str
    organisation: str
    title: str
    kind: LetterKind | None
    amount_pence: Pence
    problems: tuple[str, ...]
    made_at: datetime | None
    feedback: FeedbackRow | None

    @property
    def owes_feedback(self) -> bool:
        """Whether the applicant is owed feedback: not funded in full (check T2)."""
        return self.kind in NOT_FUNDED_IN_FULL

    @property
    def has_feedback(self) -> bool:
        """Whether one strength and one thing to change are written."""
        return self.feedback is not None and self.feedback.is_complete


@dataclass(frozen=True)
class LettersPage:
    """The letters of a round; ``can_be_made`` and ``can_be_written`` go by its state alone."""

    round_code: str
    state: RoundState
    is_trial: bool
    lines: tuple[LetterLine, ...]

    @property
    def can_be_made(self) -> bool:
        """Whether letters are made now: once the round is decided or cancelled; in a trial at any time."""
        return self.is_trial or self.state in DECIDED

    @property
    def can_be_written(self) -> bool:
        """Whether feedback is written now: from scoring to the decision."""
        return self.is_trial or self.state in WRITTEN_IN

    @property
    def due(self) -> tuple[LetterLine, ...]:
        """The lines with a letter."""
        return tuple(line for line in self.lines if line.kind is not None)


def letters_page(context: ServiceContext, *, round_code: str) -> LettersPage:
    """Every EOI that has a letter, or may be given feedback, by reference."""
    header = round_header(context, round_code=round_code)
    letters = {row.reference: row for row in letter_rows(context, round_code=round_code)}
    feedback = {row.reference: row for row in feedback_rows(context, round_code=round_code)}
    lines = []
    for reference in sorted({*letters, *feedback}):
        letter, written = letters.get(reference), feedback.get(reference)
        lines.append(
            LetterLine(
                reference=reference,
                organisation=letter.organisation if letter else _of(written).organisation,
                title=written.title if written else "",
                kind=letter.kind if letter else None,
                amount_pence=letter.amount_pence if letter else 0,
                problems=letter.problems if letter else (),
                made_at=letter.made_at if letter else None,
                feedback=written,
            )
        )
    return LettersPage(header.code, header.state, header.is_trial, tuple(lines))


def _of(written: FeedbackRow | None) -> FeedbackRow:
    if written is None:
        raise StepRefused("There is neither a letter nor feedback for this EOI.")
    return written
