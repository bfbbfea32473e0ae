"""The store of monitoring answers over a session; it meets the port of its own."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from commissioning_app.domain.eois import EoiState
from commissioning_app.domain.monitoring.answers import (
    BreakdownKind,
    FrozenBreakdown,
    MonitoringAnswer,
    SubjectKind,
)
from commissioning_app.persistence.tables import award, eoi
from commissioning_app.persistence.tables_apart import frozen_breakdown as frozen
from commissioning_app.persistence.tables_apart import monitoring_answer as answer
from commissioning_app.services.ports.monitoring import AnsweredCounts

AT_ONCE = 500
"""Keys in one question to the database."""


def batched(keys: Sequence[UUID], count: int) -> Iterator[Sequence[UUID]]:
    """Keys in lots of so many."""
    for start in range(0, len(keys), count):
        yield keys[start : start + count]


class SqlMonitoringStore:
    """Individual answers by subject, how many answered, and the frozen totals."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of_subject(self, kind: SubjectKind, subject_id: UUID) -> list[MonitoringAnswer]:
        """What one organisation or member answered, withdrawn ones too, in the order of their keys."""
        chosen = sa.select(MonitoringAnswer).where(*_about(kind, subject_id)).order_by(answer.c.id)
        return list(self._session.scalars(chosen))

    def replace(self, kind: SubjectKind, subject_id: UUID, answers: Sequence[MonitoringAnswer]) -> None:
        """Put these in the place of all that the subject had answered."""
        for old in self.of_subject(kind, subject_id):
            self._session.delete(old)
        self._session.flush()
        self._session.add_all(answers)

    def of_subjects(
        self, kind: SubjectKind, subject_ids: Collection[UUID]
    ) -> dict[UUID, list[MonitoringAnswer]]:
        """The same of many at once, by subject; those without any are left out."""
        found: dict[UUID, list[MonitoringAnswer]] = {}
        for some in batched(list(subject_ids), AT_ONCE):
            chosen = sa.select(MonitoringAnswer).where(
                answer.c.subject_kind == kind, answer.c.subject_id.in_(some)
            )
            for one in self._session.scalars(chosen.order_by(answer.c.id)):
                found.setdefault(one.subject_id, []).append(one)
        return found

    def add(self, answers: Sequence[MonitoringAnswer]) -> None:
        """Put answers in of subjects that had none."""
        self._session.add_all(answers)

    def withdraw(self, kind: SubjectKind, subject_id: UUID, at: datetime) -> int:
        """Take all codes and words of a subject away; the answer is how many stood."""
        old = self.of_subject(kind, subject_id)
        left = {one.question: one.round_id for one in old}
        self.replace(
            kind,
            subject_id,
            [
                MonitoringAnswer(uuid4(), round_id, kind, subject_id, question, "", "", at, at)
                for question, round_id in sorted(left.items())
            ],
        )
        return sum(1 for one in old if one.withdrawn_at is None)

    def answered(self, round_id: UUID, question: str, states: Collection[EoiState]) -> AnsweredCounts:
        """How many EOIs of a round in these states have an answer to a question, whatever it says."""
        did = sa.exists().where(
            answer.c.subject_id == eoi.c.id,
            answer.c.subject_kind == SubjectKind.EOI,
            answer.c.question == question,
            answer.c.withdrawn_at.is_(None),
        )
        paid = sa.exists().where(award.c.eoi_id == eoi.c.id)
        here = (eoi.c.round_id == round_id, eoi.c.state.in_(list(states)))

        def count(*more: sa.ColumnElement[bool]) -> int:
            chosen = sa.select(sa.func.count()).select_from(eoi).where(*here, *more)
            return self._session.execute(chosen).scalar_one()

        return AnsweredCounts(count(), count(did), count(paid), count(did, paid))

    def codes(self, kind: SubjectKind, round_ids: Collection[UUID]) -> list[tuple[UUID, str, str, datetime]]:
        """(subject, question, code, when) of all that stands in these rounds: only totals are made of it."""
        columns = (answer.c.subject_id, answer.c.question, answer.c.answer, answer.c.answered_at)
        chosen = sa.select(*columns).where(
            answer.c.round_id.in_(list(round_ids)),
            answer.c.subject_kind == kind,
            answer.c.withdrawn_at.is_(None),
        )
        return [(row[0], row[1], row[2], row[3]) for row in self._session.execute(chosen)]

    def frozen(
        self, kind: BreakdownKind, *, round_id: UUID | None = None, programme_id: UUID | None = None
    ) -> list[FrozenBreakdown]:
        """Frozen totals of a round or of a programme, the oldest first."""
        chosen = sa.select(FrozenBreakdown).where(frozen.c.kind == kind)
        if round_id is not None:
            chosen = chosen.where(frozen.c.round_id == round_id)
        if programme_id is not None:
            chosen = chosen.where(frozen.c.programme_id == programme_id)
        return list(self._session.scalars(chosen.order_by(frozen.c.frozen_at, frozen.c.id)))

    def freeze(self, breakdown: FrozenBreakdown) -> None:
        """Keep totals as they are now."""
        self._session.add(breakdown)

    def unfreeze(self, round_id: UUID) -> None:
        """Take a round's frozen totals away that nobody has seen; what was seen stays."""
        chosen = sa.select(FrozenBreakdown).where(frozen.c.round_id == round_id, frozen.c.seen_at.is_(None))
        for one in self._session.scalars(chosen):
            self._session.delete(one)


def _about(kind: SubjectKind, subject_id: UUID) -> tuple[sa.ColumnElement[bool], ...]:
    return answer.c.subject_kind == kind, answer.c.subject_id == subject_id
