"""Counts of monitoring answers for the checks, and frozen totals; the one way from there to the checks.

Nothing here reads what anybody answered: how many did, and tables that were made to be shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from commissioning_app.domain.eois import EoiState
from commissioning_app.domain.monitoring.answers import BreakdownKind, FrozenBreakdown
from commissioning_app.domain.monitoring.breakdowns import Breakdown, breakdown_from, groupings_of
from commissioning_app.domain.monitoring.money import percent_of
from commissioning_app.domain.monitoring.questions import ETHNICITY, QUESTIONS, question_of
from commissioning_app.domain.monitoring.suppression import is_small
from commissioning_app.domain.need_profile import NeedProfile
from commissioning_app.domain.principles.facts_monitoring import (
    GroupingFacts,
    MonitoringFacts,
    TotalsState,
)
from commissioning_app.domain.rounds import Round
from commissioning_app.domain.together import Grouping
from commissioning_app.services.ports.monitoring import MonitoringStore, store_of
from commissioning_app.services.ports.unit_of_work import UnitOfWork

COUNTED_STATES = frozenset(EoiState) - {EoiState.WITHDRAWN, EoiState.LATE}
"""The EOIs that applied: all but those withdrawn, and late ones that were not taken."""


def gather_monitoring(uow: UnitOfWork, round_: Round) -> MonitoringFacts:
    """How many EOIs there are to answer for, how many did, and what frozen totals show."""
    store = store_of(uow)
    have = store.answered(round_.id, ETHNICITY, COUNTED_STATES)
    frozen = frozen_of(store, round_)
    groupings = round_.records.monitoring.groupings
    profile = need_profile_of(uow, round_)
    own = own_of(frozen, round_)
    return MonitoringFacts(
        eois=have.eois,
        answered=have.answered,
        funded=have.funded if own is not None or have.funded else None,
        funded_answered=have.funded_answered,
        unknown_groups=_unknown(groupings),
        mixed_groupings=_mixed(groupings),
        totals=state_of(own),
        groupings=grouping_facts(frozen, own, groupings, profile),
        need_source=profile.source.strip() if profile else "",
    )


def frozen_of(store: MonitoringStore, round_: Round) -> list[FrozenBreakdown]:
    """The frozen tables of the round's programme, or the round's own, the oldest first."""
    if round_.programme_id is None:
        return store.frozen(BreakdownKind.APPLICANTS, round_id=round_.id)
    return store.frozen(BreakdownKind.APPLICANTS, programme_id=round_.programme_id)


def counts(frozen: FrozenBreakdown, round_id: UUID) -> bool:
    """Whether a table stands for that round: it counts it, or says that it waits."""
    return str(round_id) in frozen.counted or (frozen.body is None and frozen.round_id == round_id)


def own_of(frozen: Iterable[FrozenBreakdown], round_: Round) -> FrozenBreakdown | None:
    """The table that counts the round; where its totals still wait, the note that they do."""
    found = [one for one in frozen if counts(one, round_.id)]
    return next((one for one in found if one.body is not None), found[0] if found else None)


def state_of(own: FrozenBreakdown | None) -> TotalsState:
    """How far the totals of a table are."""
    if own is None:
        return TotalsState.NONE
    if own.body is None:
        return TotalsState.WAITING
    return TotalsState.SEEN if own.seen_at else TotalsState.UNSEEN


def need_profile_of(uow: UnitOfWork, round_: Round) -> NeedProfile | None:
    """Whom the round's programme serves."""
    return uow.programmes.get(round_.programme_id).need_profile if round_.programme_id else None


def grouping_facts(
    frozen: Sequence[FrozenBreakdown],
    own: FrozenBreakdown | None,
    groupings: Iterable[Grouping],
    profile: NeedProfile | None,
) -> tuple[GroupingFacts, ...]:
    """Each declared grouping over the tables that were looked at, up to the round's own one."""
    if own is None or own.seen_at is None or own.body is None:
        return ()
    earlier = [one for one in frozen if one.frozen_at <= own.frozen_at and one.id != own.id]
    tables = [breakdown_from(one.body) for one in (*earlier, own) if one.body is not None and one.seen_at]
    return tuple(_grouping(one, tables, profile) for one in groupings)


def _grouping(wanted: Grouping, tables: Sequence[Breakdown], profile: NeedProfile | None) -> GroupingFacts:
    """Adds up what the tables show, and nothing that one of them hides; the last table is the round's own."""
    sums, rounds, hidden = [0, 0, 0, 0], 0, 0
    shown = [_numbers(table, wanted) for table in tables]
    for table, numbers in zip(tables, shown, strict=True):
        if numbers is None:
            hidden += len(table.rounds)
            continue
        rounds += len(table.rounds)
        sums = [one + more for one, more in zip(sums, numbers, strict=True)]
    applied, funded, others_applied, others_funded = sums if rounds else (None, None, None, None)
    money = [_money(table, wanted) for table in tables]
    return GroupingFacts(
        wanted.name,
        applied,
        funded,
        others_applied,
        others_funded,
        rounds=rounds,
        rounds_hidden=hidden,
        is_own_hidden=shown[-1] is None,
        money_percent=money[-1],
        need_percent=need_percent(profile, wanted),
        money_percent_before=next((one for one in reversed(money[:-1]) if one is not None), None),
    )


def _numbers(table: Breakdown, wanted: Grouping) -> tuple[int, int, int, int] | None:
    """Applied, funded, and both of everybody else who answered; None where one of them is hidden.

    Also None where the two would tell that 1 to 4 of everybody else were funded, or were not.
    """
    found = table.grouping(wanted)
    if found is None:
        return None
    whole, line = found
    if line.applied is None or line.funded is None or not whole.answered or whole.funded_answered is None:
        return None
    others, others_funded = whole.answered - line.applied, whole.funded_answered - line.funded
    told = (
        line.applied,
        line.funded,
        line.applied - line.funded,
        others,
        others_funded,
        others - others_funded,
    )
    return None if any(map(is_small, told)) else (line.applied, line.funded, others, others_funded)


def _money(table: Breakdown, wanted: Grouping) -> int | None:
    """The share of the money, where the counts are told: among equal awards it is a count in disguise."""
    found = table.grouping(wanted)
    return found[1].money_percent if found and _numbers(table, wanted) else None


def need_percent(profile: NeedProfile | None, wanted: Grouping) -> int | None:
    """The grouping's share of the people served; None unless the profile counts each of its groups."""
    if profile is None or not wanted.groups:
        return None
    asked = question_of(wanted.groups[0])
    people = {one.group: one.people for one in profile.groups if question_of(one.group) is asked}
    whole = sum(people.values())
    if asked is None or not whole or any(group not in people for group in wanted.groups):
        return None
    return percent_of(sum(people[group] for group in wanted.groups), whole)


def _unknown(groupings: Iterable[Grouping]) -> tuple[str, ...]:
    return tuple(sorted({code for one in groupings for code in one.groups if question_of(code) is None}))


def _mixed(groupings: Sequence[Grouping]) -> tuple[str, ...]:
    whole = {one.name for asked in QUESTIONS for one in groupings_of(asked, groupings)}
    return tuple(one.name for one in groupings if one.name not in whole and not _unknown([one]))
