"""What the monitoring services need of storage, apart from every other port.

The ordinary unit of work doesn't name this store, so that nothing reaches individual answers by accident;
``store_of`` gives the one that belongs to the same transaction.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol, cast
from uuid import UUID

from commissioning_app.domain.eois import EoiState
from commissioning_app.domain.monitoring.answers import (
    BreakdownKind,
    FrozenBreakdown,
    MonitoringAnswer,
    SubjectKind,
)
from commissioning_app.services.ports.unit_of_work import UnitOfWork


class AnsweredCounts(NamedTuple):
    """EOIs and those that answered; the same among those with an award. Counts, nobody's name."""

    eois: int
    answered: int
    funded: int
    funded_answered: int


class MonitoringStore(Protocol):
    """Individual answers by subject, how many answered, and the frozen totals."""

    def of_subject(self, kind: SubjectKind, subject_id: UUID) -> list[MonitoringAnswer]:
        """What one organisation or member answered, withdrawn ones too, in the order of their keys."""

    def replace(self, kind: SubjectKind, subject_id: UUID, answers: Sequence[MonitoringAnswer]) -> None:
        """Put these in the place of all that the subject had answered."""

    def of_subjects(
        self, kind: SubjectKind, subject_ids: Collection[UUID]
    ) -> dict[UUID, list[MonitoringAnswer]]:
        """The same of many at once, by subject, for an import; those without any are left out."""

    def add(self, answers: Sequence[MonitoringAnswer]) -> None:
        """Put answers in of subjects that had none."""

    def withdraw(self, kind: SubjectKind, subject_id: UUID, at: datetime) -> int:
        """Take all codes and words of a subject away; the answer is how many stood."""

    def answered(self, round_id: UUID, question: str, states: Collection[EoiState]) -> AnsweredCounts:
        """How many EOIs of a round in these states have an answer to a question, whatever it says."""

    def codes(self, kind: SubjectKind, round_ids: Collection[UUID]) -> list[tuple[UUID, str, str, datetime]]:
        """(subject, question, code, when) of all that stands in these rounds: only totals are made of it."""

    def frozen(
        self,
        kind: BreakdownKind,
        *,
        round_id: UUID | None = None,
        programme_id: UUID | None = None,
    ) -> list[FrozenBreakdown]:
        """Frozen totals of a round or of a programme, the oldest first."""

    def freeze(self, breakdown: FrozenBreakdown) -> None:
        """Keep totals as they are now."""

    def unfreeze(self, round_id: UUID) -> None:
        """Take a round's frozen totals away that nobody has seen; what was seen stays."""


class _WithMonitoring(Protocol):
    monitoring_answers: MonitoringStore


def store_of(uow: UnitOfWork) -> MonitoringStore:
    """The monitoring answers, in the transaction of this unit of work."""
    return cast(_WithMonitoring, uow).monitoring_answers
