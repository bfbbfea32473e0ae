"""Whole pages in one statement each: joins and sums that plain columns can't answer cheaply."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from commissioning_app.domain.awards import AwardState
from commissioning_app.domain.eois import EoiState
from commissioning_app.domain.money import Pence
from commissioning_app.domain.rounds import ORDER, RoundState
from commissioning_app.domain.trail import TrailEntry
from commissioning_app.persistence import reading_rounds
from commissioning_app.persistence import tables as t
from commissioning_app.persistence import tables_apart as apart
from commissioning_app.services.ports.reading import EoiLine, EoiStanding, SentScores, TrailLine

T = TypeVar("T")


class SqlViews:
    """The read models over one session.

    A transaction that only reads sees one state of a round, so what it read is kept until it ends.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._keeps = bool(session.get_bind().get_execution_options().get("read_only"))
        self._kept: dict[tuple[Callable[[Session, UUID], Any], UUID], Any] = {}

    def eoi_lines(self, round_id: UUID) -> list[EoiLine]:
        """Every EOI of a round by reference."""
        return self._read(reading_rounds.eoi_lines, round_id)

    def eoi_standings(self, round_id: UUID) -> list[EoiStanding]:
        """Where every EOI of a round stands, in no order."""
        return self._read(reading_rounds.eoi_standings, round_id)

    def sent_scores(self, round_id: UUID) -> Mapping[UUID, SentScores]:
        """By member: the assessments that they sent; equal scores are one object."""
        return self._read(reading_rounds.sent_scores, round_id)

    def senders(self, round_id: UUID) -> Mapping[UUID, list[UUID]]:
        """By EOI: the members whose assessment was sent."""
        sent = self.sent_scores(round_id)
        return reading_rounds.members_by_eoi({member_id: each.eois for member_id, each in sent.items()})

    def assigned(self, round_id: UUID) -> Mapping[UUID, list[UUID]]:
        """By EOI: the members to whom it was given to score, in the order of ``senders``."""
        return reading_rounds.members_by_eoi(self._read(reading_rounds.assigned, round_id))

    def first_sent(self, round_id: UUID) -> Mapping[UUID, datetime]:
        """By member: when they sent their first assessment."""
        return reading_rounds.first_sent(self._session, round_id)

    def seen_too_early(self, round_id: UUID) -> int:
        """How many assessments were sent after their member had seen another's."""
        return reading_rounds.seen_too_early(self._session, round_id)

    def _read(self, read: Callable[[Session, UUID], T], round_id: UUID) -> T:
        if not self._keeps:
            return read(self._session, round_id)
        if (read, round_id) not in self._kept:
            self._kept[read, round_id] = read(self._session, round_id)
        kept: T = self._kept[read, round_id]
        return kept

    def entries_at(self, action: str, *, round_id: UUID) -> list[datetime]:
        """When each entry of that action was written in a round, the oldest first."""
        entry = apart.trail.c
        statement = sa.select(entry.at).where(entry.round_id == round_id, entry.action == action)
        return list(self._session.scalars(statement.order_by(entry.id)))

    def subjects_of(self, actions: Collection[str], *, actor_id: UUID) -> set[str]:
        """The keys of what somebody did one of these actions to, rounds as a whole left out."""
        entry = apart.trail.c
        of_one = (entry.actor_id == actor_id, entry.subject_kind != "round")
        chosen = sa.select(entry.subject_id).where(entry.action.in_(sorted(actions)), *of_one)
        return set(self._session.scalars(chosen))

    def trail_page(self, *, round_id: UUID | None, before_id: int | None, limit: int) -> list[TrailLine]:
        """So many entries, the newest first, with their personal parts."""
        statement = (
            sa.select(TrailEntry, apart.trail_personal.c.body)
            .outerjoin(apart.trail_personal, apart.trail_personal.c.entry_id == apart.trail.c.id)
            .order_by(apart.trail.c.id.desc())
            .limit(limit)
        )
        if round_id is not None:
            statement = statement.where(apart.trail.c.round_id == round_id)
        if before_id is not None:
            statement = statement.where(apart.trail.c.id < before_id)
        return [TrailLine(entry, body) for entry, body in self._session.execute(statement)]

    def trail_about(self, subject_id: UUID, *, round_id: UUID, together: Collection[str]) -> list[TrailLine]:
        """Entries about one thing, the newest first, and its round's whose action is in ``together``."""
        trail = apart.trail.c
        of_round = sa.and_(trail.subject_id == str(round_id), trail.action.in_(list(together)))
        statement = (
            sa.select(TrailEntry, apart.trail_personal.c.body)
            .outerjoin(apart.trail_personal, apart.trail_personal.c.entry_id == trail.id)
            .where(sa.or_(trail.subject_id == str(subject_id), of_round))
            .order_by(trail.id.desc())
        )
        return [TrailLine(entry, body) for entry, body in self._session.execute(statement)]

    def eoi_totals(self) -> Mapping[UUID, Mapping[EoiState, tuple[int, Pence]]]:
        """For each round: how many EOIs are in each state, and what they ask for together."""
        eoi = t.eoi.c
        totals: dict[UUID, dict[EoiState, tuple[int, Pence]]] = {}
        for round_id, state, count, pence in self._session.execute(
            sa.select(eoi.round_id, eoi.state, sa.func.count(), sa.func.sum(eoi.requested_pence)).group_by(
                eoi.round_id, eoi.state
            )
        ):
            totals.setdefault(round_id, {})[state] = (count, int(pence))
        return totals

    def eois_by_organisation(self) -> Mapping[UUID, tuple[int, int]]:
        """For each organisation: how many EOIs it sent, and to how many rounds."""
        eoi = t.eoi.c
        statement = sa.select(
            eoi.organisation_id, sa.func.count(), sa.func.count(eoi.round_id.distinct())
        ).group_by(eoi.organisation_id)
        return {row[0]: (row[1], row[2]) for row in self._session.execute(statement)}

    def awarded_by_organisation(self) -> Mapping[UUID, Pence]:
        """For each organisation: what it was awarded and did not turn down, in rounds that were announced."""
        award = t.award.c
        statement = (
            sa.select(award.organisation_id, sa.func.sum(award.amount_pence))
            .join_from(t.award, t.round_, award.round_id == t.round_.c.id)
            .where(
                t.round_.c.is_trial.is_(False),
                t.round_.c.state.in_(ORDER[ORDER.index(RoundState.ANNOUNCED) :]),
                award.state.not_in((AwardState.REFUSED, AwardState.LAPSED)),
            )
            .group_by(award.organisation_id)
        )
        return {row[0]: int(row[1]) for row in self._session.execute(statement)}
