"""A round's EOIs and scores: tens of thousands of rows, read without an object for each value.

The database's own values are grouped and counted first; only what is left is turned into ids, states and
instants, and equal values become one object.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from commissioning_app.domain.assessments import AssessmentState
from commissioning_app.domain.eois import EoiState, FundingKind
from commissioning_app.domain.scoring import Scores
from commissioning_app.persistence import tables as t
from commissioning_app.persistence.types import known_uuid
from commissioning_app.services.ports.reading import EoiLine


class _Once(dict[Any, Any]):
    """Makes something of each value when it first comes, and gives the same back from then on."""

    def __init__(self, make: Callable[[Any], Any]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, value: Any) -> Any:
        made = self[value] = None if value is None else self._make(value)
        return made


def eoi_lines(session: Session, round_id: UUID) -> list[EoiLine]:
    """Every EOI of a round by reference, beside its organisation."""
    eoi, organisation = t.eoi.c, t.organisation.c
    columns = (
        eoi.id,
        eoi.reference,
        organisation.name,
        eoi.title,
        eoi.requested_pence,
        eoi.minimum_pence,
        eoi.funding_kind,
        eoi.state,
        organisation.yearly_income_pence,
        eoi.received_at,
    )
    statement = (
        sa.select(*map(_plain, columns))
        .join_from(t.eoi, t.organisation, eoi.organisation_id == organisation.id)
        .where(eoi.round_id == round_id)
    )
    kinds, states = _Once(FundingKind), _Once(EoiState)
    lines = [
        EoiLine(
            known_uuid(key), reference, name, title, asked, least, kinds[kind], states[state], income, _at(at)
        )
        for key, reference, name, title, asked, least, kind, state, income, at in session.execute(
            statement
        ).all()
    ]
    # Sorted here: databases collate references differently.
    lines.sort(key=lambda line: line.reference)
    return lines


def sent_scores(session: Session, round_id: UUID) -> list[tuple[UUID, UUID, Scores]]:
    """Each assessment that was sent: EOI, member and scores; equal scores are one object."""
    assessment = t.assessment.c
    rows = session.execute(
        sa.select(
            _plain(assessment.eoi_id), _plain(assessment.member_id), sa.cast(assessment.scores, sa.Text)
        ).where(assessment.round_id == round_id, assessment.state == AssessmentState.SUBMITTED)
    ).all()
    if not rows:
        return []
    eois, members, texts = zip(*rows, strict=True)
    scores = {text: json.loads(text) for text in set(texts)}
    return list(
        zip(map(known_uuid, eois), map(known_uuid, members), map(scores.__getitem__, texts), strict=True)
    )


def senders(session: Session, round_id: UUID) -> Mapping[UUID, list[UUID]]:
    """By EOI: the members whose assessment was sent."""
    return _members_by_eoi(session, round_id, t.assessment, t.assessment.c.state == AssessmentState.SUBMITTED)


def assigned(session: Session, round_id: UUID) -> Mapping[UUID, list[UUID]]:
    """By EOI: the members to whom it was given to score."""
    return _members_by_eoi(session, round_id, t.assignment)


def _members_by_eoi(
    session: Session, round_id: UUID, table: sa.Table, *only: sa.ColumnElement[bool]
) -> Mapping[UUID, list[UUID]]:
    statement = sa.select(_plain(table.c.eoi_id), _plain(table.c.member_id))
    members = _Once(known_uuid)
    by_eoi: dict[Any, list[UUID]] = {}
    for eoi_id, member_id in session.execute(statement.where(table.c.round_id == round_id, *only)).all():
        given = by_eoi.get(eoi_id)
        if given is None:
            by_eoi[eoi_id] = [members[member_id]]
        else:
            given.append(members[member_id])
    return dict(zip(map(known_uuid, by_eoi), by_eoi.values(), strict=True))


def _plain(column: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    """The column as the driver gives it, without a call for each value."""
    return sa.type_coerce(column, sa.types.NULLTYPE)


def _at(value: str | datetime | None) -> datetime | None:
    """An instant in UTC: SQLite's text, which says no zone, or PostgreSQL's own."""
    if isinstance(value, str):
        return datetime.fromisoformat(value).replace(tzinfo=UTC)
    return None if value is None else value.astimezone(UTC)
