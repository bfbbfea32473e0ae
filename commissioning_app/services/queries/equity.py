"""Totals by leadership group: for the round, over the programme's rounds, and of the programme's panels.

Everything shown is a frozen table or made of frozen tables. The first look is recorded: after it the decision
stands, so that nobody can try another one with the totals in mind.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from commissioning_app.domain.errors import NotAllowed, StepRefused
from commissioning_app.domain.likelihood import Likelihood, relative_likelihood
from commissioning_app.domain.monitoring.answers import BreakdownKind, FrozenBreakdown
from commissioning_app.domain.monitoring.breakdowns import Breakdown, breakdown_from
from commissioning_app.domain.need_profile import NeedProfile
from commissioning_app.domain.principles.facts_monitoring import GroupingFacts, TotalsState
from commissioning_app.domain.roles import can_read_equity
from commissioning_app.domain.rounds import Round, RoundState
from commissioning_app.services.audit import record
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.facts_monitoring import (
    frozen_of,
    grouping_facts,
    need_profile_of,
    own_of,
    state_of,
)
from commissioning_app.services.lookups import member_of, round_by_code
from commissioning_app.services.permissions import require
from commissioning_app.services.ports.monitoring import store_of
from commissioning_app.services.ports.unit_of_work import UnitOfWork
from commissioning_app.services.undoing import TOTALS_SEEN


@dataclass(frozen=True)
class GroupingTotals:
    """One declared grouping over the programme's rounds that show it, and against the need profile.

    ``likelihood`` None: a count is hidden, or there is nobody to compare with. ``gap_points`` is the share of
    the people served less the share of this round's money: above nought, the money falls short.
    """

    facts: GroupingFacts
    likelihood: Likelihood | None
    gap_points: int | None
    gap_points_before: int | None


@dataclass(frozen=True)
class RoundTotals:
    """What may be shown of a round: its table, its groupings, and the make-up of the programme's panels.

    ``rounds`` are the codes of the rounds that ``table`` counts as one. ``panels`` are tables over different
    people, the oldest first.
    """

    state: TotalsState
    table: Breakdown | None = None
    frozen_at: datetime | None = None
    rounds: tuple[str, ...] = ()
    groupings: tuple[GroupingTotals, ...] = ()
    panels: tuple[Breakdown, ...] = ()
    need: NeedProfile | None = None
    was_seen_before: bool = False


@dataclass(frozen=True)
class TotalsStanding:
    """Whether totals can be looked at, by this person; ``why_not`` is a sentence, "" where they can."""

    state: TotalsState
    why_not: str = ""


def totals_standing(context: ServiceContext, *, round_code: str) -> TotalsStanding:
    """How far the totals are, without looking at them; the first look has to be asked for."""
    with context.reading() as uow:
        round_ = round_by_code(uow, round_code)
        own = _own(uow, round_)
        return TotalsStanding(state_of(own), _why_not(uow, context, round_))


def round_totals(context: ServiceContext, *, round_code: str) -> RoundTotals:
    """Look at the totals of a round; the first look at a table stands in the trail of each of its rounds."""
    require(context.actor, can_read_equity)
    with context.unit_of_work() as uow:
        round_ = round_by_code(uow, round_code)
        if why := _why_not(uow, context, round_):
            raise NotAllowed(why) if round_.is_past(RoundState.DECIDED) else StepRefused(why)
        own = _own(uow, round_)
        panels = [one for one in _panels(uow, round_) if own is not None and one.frozen_at <= own.frozen_at]
        was_seen = own is not None and own.seen_at is not None
        if _mark_seen(uow, context, round_, [*([own] if own else []), *panels]):
            uow.flush()
            found = _read(uow, round_, own, panels, was_seen)
            uow.commit()
            return found
        return _read(uow, round_, own, panels, was_seen)


def _why_not(uow: UnitOfWork, context: ServiceContext, round_: Round) -> str:
    member = member_of(uow, round_.id, context.actor.person_id)
    if not can_read_equity(context.actor):
        return "Officers, approvers and auditors look at these totals."
    if member is not None and member.is_voting:
        return f"{context.actor.name} has a vote on this round's panel, so these totals are not for them."
    if not round_.is_past(RoundState.DECIDED):
        return "Totals by leadership group are made when the round is decided. Look at them after that."
    return ""


def _own(uow: UnitOfWork, round_: Round) -> FrozenBreakdown | None:
    return own_of(frozen_of(store_of(uow), round_), round_)


def _panels(uow: UnitOfWork, round_: Round) -> list[FrozenBreakdown]:
    store = store_of(uow)
    if round_.programme_id is None:
        return store.frozen(BreakdownKind.PANEL, round_id=round_.id)
    return store.frozen(BreakdownKind.PANEL, programme_id=round_.programme_id)


def _mark_seen(
    uow: UnitOfWork, context: ServiceContext, round_: Round, tables: list[FrozenBreakdown]
) -> bool:
    """Note the first look at each table, for every round that it counts."""
    new = [one for one in tables if one.body is not None and one.seen_at is None]
    rounds: dict[UUID, None] = {}
    for one in new:
        one.seen_at = context.clock.now()
        of_rounds = one.kind is BreakdownKind.APPLICANTS
        rounds |= dict.fromkeys([*(map(UUID, one.counted) if of_rounds else ()), one.round_id])
    for round_id in rounds:
        record(
            uow,
            context,
            action=TOTALS_SEEN,
            subject_kind="round",
            subject_id=round_id,
            round_id=round_id,
        )
    return bool(new)


def _read(
    uow: UnitOfWork,
    round_: Round,
    own: FrozenBreakdown | None,
    panels: list[FrozenBreakdown],
    was_seen: bool,
) -> RoundTotals:
    profile = need_profile_of(uow, round_)
    panel_tables = tuple(breakdown_from(one.body) for one in panels if one.body is not None)
    if own is None or own.body is None:
        return RoundTotals(state_of(own), panels=panel_tables, need=profile)
    table = breakdown_from(own.body)
    facts = grouping_facts(
        frozen_of(store_of(uow), round_), own, round_.records.monitoring.groupings, profile
    )
    return RoundTotals(
        TotalsState.SEEN,
        table,
        own.frozen_at,
        table.rounds,
        tuple(map(_totals, facts)),
        panel_tables,
        profile,
        was_seen,
    )


def _totals(one: GroupingFacts) -> GroupingTotals:
    numbers = (one.funded, one.applied, one.others_funded, one.others_applied)
    known = [number for number in numbers if number is not None]
    likelihood = relative_likelihood(*known) if len(known) == len(numbers) else None
    return GroupingTotals(
        one,
        likelihood,
        _points(one.need_percent, one.money_percent),
        _points(one.need_percent, one.money_percent_before),
    )


def _points(need: int | None, money: int | None) -> int | None:
    return None if need is None or money is None else need - money
