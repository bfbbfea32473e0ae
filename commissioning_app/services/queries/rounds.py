"""Read models of the rounds page and of a round's header."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from commissioning_app.domain.awards import RecommendationState
from commissioning_app.domain.eois import EoiState
from commissioning_app.domain.money import Pence
from commissioning_app.domain.roles import can_read_rounds
from commissioning_app.domain.rounds import Round, RoundState
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.lookups import round_by_code, those_in_play
from commissioning_app.services.permissions import require
from commissioning_app.services.ports.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class RoundRow:
    """One round in the list. ``asked_pence`` is the sum over EOIs that are not withdrawn."""

    code: str
    name: str
    programme: str
    state: RoundState
    is_trial: bool
    pot_pence: Pence
    eois: int
    asked_pence: Pence
    closes_on: date | None


@dataclass(frozen=True)
class RoundHeader:
    """What stands over every tab of a round."""

    code: str
    name: str
    programme: str
    state: RoundState
    is_trial: bool
    version: int


def round_rows(context: ServiceContext) -> tuple[RoundRow, ...]:
    """Every round, the newest first, with what came in for it."""
    require(context.actor, can_read_rounds)
    with context.reading() as uow:
        rounds = uow.rounds.where()
        programmes = {p.id: p.name for p in uow.programmes.where()}
        eois = uow.eois.columns("round_id", "requested_pence", "state")
    totals = _totals(eois)
    rounds.sort(key=lambda r: (r.created_at is not None, r.created_at, r.code), reverse=True)
    return tuple(_row(r, programmes, totals.get(r.id, (0, 0))) for r in rounds)


def round_header(context: ServiceContext, *, round_code: str) -> RoundHeader:
    """The name, programme and state of one round."""
    require(context.actor, can_read_rounds)
    with context.reading() as uow:
        round_ = round_by_code(uow, round_code)
        programme = programme_name(uow, round_)
    return RoundHeader(round_.code, round_.name, programme, round_.state, round_.is_trial, round_.version)


def programme_names(context: ServiceContext) -> tuple[str, ...]:
    """The programmes there are, by name."""
    require(context.actor, can_read_rounds)
    with context.reading() as uow:
        return tuple(sorted((p.name for p in uow.programmes.where()), key=str.casefold))


def programme_name(uow: UnitOfWork, round_: Round) -> str:
    """The name of a round's programme, or nothing when it has none."""
    return "" if round_.programme_id is None else uow.programmes.get(round_.programme_id).name


def _totals(eois: Iterable[tuple[UUID, Pence, EoiState]]) -> dict[UUID, tuple[int, Pence]]:
    """How many EOIs stand, and what they ask for, by round."""
    totals: dict[UUID, tuple[int, Pence]] = {}
    for round_id, pence, state in eois:
        if state is not EoiState.WITHDRAWN:
            count, asked = totals.get(round_id, (0, 0))
            totals[round_id] = (count + 1, asked + pence)
    return totals


def _row(round_: Round, programmes: dict[UUID, str], total: tuple[int, Pence]) -> RoundRow:
    programme = "" if round_.programme_id is None else programmes[round_.programme_id]
    return RoundRow(
        code=round_.code,
        name=round_.name,
        programme=programme,
        state=round_.state,
        is_trial=round_.is_trial,
        pot_pence=round_.pot_pence,
        eois=total[0],
        asked_pence=total[1],
        closes_on=round_.timetable.closes_on,
    )


@dataclass(frozen=True)
class RoundMoney:
    """What EOIs in play ask for, and what is recommended or awarded of the pot."""

    pot_pence: Pence
    asked_pence: Pence
    asked_by: int
    recommended_pence: Pence
    is_decided: bool

    @property
    def left_pence(self) -> Pence:
        """What is left of the pot."""
        return self.pot_pence - self.recommended_pence


def round_money(context: ServiceContext, *, round_code: str) -> RoundMoney:
    """The pot of one round beside what was asked and recommended."""
    require(context.actor, can_read_rounds)
    with context.reading() as uow:
        return money_of(uow, round_by_code(uow, round_code))


def money_of(uow: UnitOfWork, round_: Round) -> RoundMoney:
    """The same inside a transaction that is open already."""
    asked = [row[0] for row in uow.eois.columns("requested_pence", **those_in_play(round_))]
    standing = {RecommendationState.RECOMMENDED, RecommendationState.APPROVED}
    found = uow.recommendations.columns("allocated_pence", "state", round_id=round_.id, state=standing)
    return RoundMoney(
        pot_pence=round_.pot_pence,
        asked_pence=sum(asked),
        asked_by=len(asked),
        recommended_pence=sum(pence for pence, _state in found),
        is_decided=any(state is RecommendationState.APPROVED for _pence, state in found),
    )
