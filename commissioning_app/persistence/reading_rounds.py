"""A round's EOIs and scores: tens of thousands of rows, read without an object for each value.

The database's own values are grouped and counted first; only what is left is turned into ids, states and
instants, and equal values become one object.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from commissioning_app.domain.assessments import AssessmentState
from commissioning_app.domain.eois import EoiState, FundingKind
from commissioning_app.persistence import tables as t
from commissioning_app.persistence.types import known_uuid
from commissioning_app.services.ports.reading import EoiLine, EoiStanding, SentScores

AT_ONCE = 500
"""How many rows are asked of the driver at once."""


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
        for key, reference, name, title, asked, least, kind, state, income, at in _rows(session, statement)
    ]
    # Sorted here: databases collate references differently.
    lines.sort(key=lambda line: line.reference)
    return lines


def eoi_standings(session: Session, round_id: UUID) -> list[EoiStanding]:
    """Where every EOI of a round stands, in no order."""
    eoi = t.eoi.c
    columns = (
        eoi.id,
        eoi.organisation_id,
        eoi.host_organisation_id,
        eoi.state,
        eoi.reason_code,
        eoi.created_at,
    )
    states, instants = _Once(EoiState), _Once(_at)
    return [
        EoiStanding(
            known_uuid(key),
            known_uuid(organisation),
            host and known_uuid(host),
            states[state],
            code,
            instants[created],
        )
        for key, organisation, host, state, code, created in _rows(
            session, sa.select(*map(_plain, columns)).where(eoi.round_id == round_id)
        )
    ]


def sent_scores(session: Session, round_id: UUID) -> Mapping[UUID, SentScores]:
    """By member: the assessments that they sent; equal scores are one object."""
    assessment = t.assessment.c
    statement = sa.select(
        _plain(assessment.eoi_id), _plain(assessment.member_id), sa.cast(assessment.scores, sa.Text)
    ).where(assessment.round_id == round_id, assessment.state == AssessmentState.SUBMITTED)
    by_member, parsed = _Once(lambda _: SentScores([], [])), _Once(json.loads)
    for eoi_id, member_id, text in _rows(session, statement):
        eois, scores = by_member[member_id]
        eois.append(known_uuid(eoi_id))
        scores.append(parsed[text])
    return {known_uuid(member_id): by_member[member_id] for member_id in sorted(by_member)}


def assigned(session: Session, round_id: UUID) -> Mapping[UUID, list[UUID]]:
    """By member: the EOIs that they were given to score."""
    assignment = t.assignment.c
    statement = sa.select(_plain(assignment.eoi_id), _plain(assignment.member_id)).where(
        assignment.round_id == round_id
    )
    by_member: defaultdict[Any, list[UUID]] = defaultdict(list)
    for eoi_id, member_id in _rows(session, statement):
        by_member[member_id].append(known_uuid(eoi_id))
    return {known_uuid(member_id): by_member[member_id] for member_id in sorted(by_member)}


def members_by_eoi(by_member: Mapping[UUID, Iterable[UUID]]) -> Mapping[UUID, list[UUID]]:
    """The members of each EOI, in the order of the members."""
    by_eoi: defaultdict[UUID, list[UUID]] = defaultdict(list)
    for member_id, eois in by_member.items():
        for eoi_id in eois:
            by_eoi[eoi_id].append(member_id)
    return dict(by_eoi)


def first_sent(session: Session, round_id: UUID) -> Mapping[UUID, datetime]:
    """By member: when they sent their first assessment."""
    assessment = t.assessment.c
    statement = (
        sa.select(assessment.member_id, sa.func.min(assessment.submitted_at))
        .where(
            assessment.round_id == round_id,
            assessment.state == AssessmentState.SUBMITTED,
            assessment.submitted_at.is_not(None),
        )
        .group_by(assessment.member_id)
    )
    return {row[0]: row[1] for row in session.execute(statement)}


def seen_too_early(session: Session, round_id: UUID) -> int:
    """How many assessments were sent after their member had seen another's."""
    assessment = t.assessment.c
    seen, sent = assessment.others_seen_at, assessment.submitted_at
    return session.execute(
        sa.select(sa.func.count()).where(
            assessment.round_id == round_id,
            assessment.state == AssessmentState.SUBMITTED,
            seen.is_not(None),
            sa.or_(sent.is_(None), seen < sent),
        )
    ).scalar_one()


def _rows(session: Session, statement: sa.Select[Any]) -> Iterator[tuple[Any, ...]]:
    """The driver's own rows, one after the other: nothing is made of them that has to be let go again."""
    result = session.connection().execute(statement)
    cursor = result.cursor
    assert cursor is not None
    while some := cursor.fetchmany(AT_ONCE):
        yield from some
    result.close()


def _plain(column: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    """The column as the driver gives it, without a call for each value."""
    return sa.type_coerce(column, sa.types.NULLTYPE)


def _at(value: str | datetime | None) -> datetime | None:
    """An instant in UTC: SQLite's text, which says no zone, or PostgreSQL's own."""
    if isinstance(value, str):
        return datetime.fromisoformat(value).replace(tzinfo=UTC)
    return None if value is None else value.astimezone(UTC)
