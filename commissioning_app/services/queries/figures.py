"""Home: the rounds under way, and the figures of this financial year."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

from commissioning_app.domain.awards import AwardState
from commissioning_app.domain.dates import financial_year
from commissioning_app.domain.eois import FundingKind
from commissioning_app.domain.money import Pence, percent
from commissioning_app.domain.roles import can_read_rounds
from commissioning_app.domain.rounds import Round, RoundState
from commissioning_app.services.context import LONDON, ServiceContext
from commissioning_app.services.permissions import require
from commissioning_app.services.policy import workspace_policy

ENDED = frozenset({RoundState.FINISHED, RoundState.CANCELLED})


@dataclass(frozen=True)
class OpenRound:
    """A round that is under way."""

    code: str
    name: str
    state: RoundState


@dataclass(frozen=True)
class YearFigures:
    """What was awarded in this financial year; a share is None while there is nothing to share."""

    year: str
    awarded_pence: Pence
    small_percent: int | None
    core_percent: int | None
    days_to_decision: int | None


def open_rounds(context: ServiceContext) -> tuple[OpenRound, ...]:
    """The rounds that are under way, the newest first."""
    require(context.actor, can_read_rounds)
    with context.reading() as uow:
        rows = uow.rounds.columns("created_at", "code", "name", "state")
    rows = [row for row in rows if row[3] not in ENDED]
    rows.sort(key=lambda row: (row[0] is not None, row[0], row[1]), reverse=True)
    return tuple(OpenRound(code, name, state) for _, code, name, state in rows)


def figures_of_year(context: ServiceContext) -> YearFigures:
    """What rounds decided in this financial year awarded, to whom, and how long applicants waited."""
    require(context.actor, can_read_rounds)
    year = financial_year(context.clock.today())
    line = workspace_policy(context).money("core.small_organisation_line")
    with context.reading() as uow:
        decided = [one for one in uow.rounds.where() if not one.is_trial and _year_decided(one) == year]
        ids = [one.id for one in decided]
        standing = set(AwardState) - {AwardState.REFUSED, AwardState.LAPSED}
        awards = (
            uow.awards.columns("eoi_id", "organisation_id", "amount_pence", round_id=ids, state=standing)
            if ids
            else []
        )
        incomes = dict(uow.organisations.columns("id", "yearly_income_pence")) if awards else {}
        kinds = dict(uow.eois.columns("id", "funding_kind", round_id=ids)) if awards else {}
    total = sum(row[2] for row in awards)
    small = sum(row[2] for row in awards if (incomes[row[1]] is not None and incomes[row[1]] < line))
    core = sum(row[2] for row in awards if kinds[row[0]] is FundingKind.CORE)
    waits = [wait for wait in map(_days_to_decision, decided) if wait is not None]
    return YearFigures(
        year=year,
        awarded_pence=total,
        small_percent=percent(small, total) if total else None,
        core_percent=percent(core, total) if total else None,
        days_to_decision=int(median(waits)) if waits else None,
    )


def _year_decided(round_: Round) -> str | None:
    decided = round_.reached_at(RoundState.DECIDED)
    return None if decided is None else financial_year(decided.astimezone(LONDON).date())


def _days_to_decision(round_: Round) -> int | None:
    closed, told = round_.timetable.closes_on, round_.reached_at(RoundState.ANNOUNCED)
    return None if closed is None or told is None else (told.astimezone(LONDON).date() - closed).days
