"""Totals are made once, in the transaction of the decision, and kept as they are shown.

A round is counted in one table only: in its own, or in the next round's where its plan lets it wait. It waits
too where nearly the same organisations stand in an earlier table, since the difference would tell of the few
others. A panel member is counted in one table only, whatever the programme, and new ones wait until enough of
them have answered.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex
from typing import Any
from uuid import UUID, uuid4

from commissioning_app.domain.errors import StepRefused
from commissioning_app.domain.monitoring.answers import BreakdownKind, FrozenBreakdown, SubjectKind
from commissioning_app.domain.monitoring.breakdowns import Breakdown, Respondent, break_down, breakdown_from
from commissioning_app.domain.monitoring.suppression import SMALLEST_SHOWN
from commissioning_app.domain.rounds import Round, RoundState
from commissioning_app.services.audit import record
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.facts_monitoring import COUNTED_STATES
from commissioning_app.services.policy import policy_of
from commissioning_app.services.ports.monitoring import MonitoringStore, store_of
from commissioning_app.services.ports.unit_of_work import UnitOfWork

FROZEN = "totals by leadership group frozen"
WAITING = "totals by leadership group wait for the next round"


def freeze_totals(uow: UnitOfWork, context: ServiceContext, round_: Round) -> None:
    """Make and keep the totals of a round that is being decided; commits nothing."""
    if round_.is_trial:
        return
    uow.flush()
    store, now = store_of(uow), context.clock.now()
    plan = round_.records.monitoring
    rounds = [*_waiting(uow, store, round_), round_]
    overlapping = _overlapping(uow, store, rounds)
    waits = plan.with_next_round and round_.programme_id is not None
    if waits or any(one.is_nearly_the_same for one in overlapping):
        store.freeze(_frozen(round_, BreakdownKind.APPLICANTS, now, None, ()))
        _record(uow, context, round_, WAITING, {})
    else:
        people = [one for each in rounds for one in _respondents(uow, store, each)]
        codes = [one.code for one in rounds]
        earlier = [one.breakdown for one in overlapping]
        whole = break_down(people, plan.groupings, rounds=codes, seed=token_hex(16), earlier=earlier)
        body = whole.as_body()
        counted = tuple(str(one.id) for one in rounds)
        store.freeze(_frozen(round_, BreakdownKind.APPLICANTS, now, body, counted))
        _record(uow, context, round_, FROZEN, {"of": "applicants", "rounds": codes})
    _freeze_panel(uow, context, round_, store)


def unfreeze_totals(uow: UnitOfWork, round_: Round) -> None:
    """Take a round's totals away with its decision; refused where the next round's table counts it too."""
    store = store_of(uow)
    for one in _of_programme(store, BreakdownKind.APPLICANTS, round_):
        if one.round_id != round_.id and str(round_.id) in one.counted:
            raise StepRefused(
                "This round's totals are counted together with a later round's, so its decision stands."
            )
    store.unfreeze(round_.id)


@dataclass(frozen=True)
class _Earlier:
    """A table in which some of the same organisations stand; nearly all of them, or only some."""

    breakdown: Breakdown
    is_nearly_the_same: bool


def _overlapping(uow: UnitOfWork, store: MonitoringStore, rounds: Sequence[Round]) -> list[_Earlier]:
    """Tables shown before, of any programme, that count some of the organisations of these rounds."""
    mine = _organisations(uow, [one.id for one in rounds])
    found = []
    for table in store.frozen(BreakdownKind.APPLICANTS):
        if table.body is None:
            continue
        others = _organisations(uow, [UUID(one) for one in table.counted])
        if mine & others:
            found.append(_Earlier(breakdown_from(table.body), len(mine ^ others) < SMALLEST_SHOWN))
    return found


def _organisations(uow: UnitOfWork, round_ids: Collection[UUID]) -> set[UUID]:
    rows = uow.eois.columns("organisation_id", round_id=set(round_ids), state=COUNTED_STATES)
    return {one for (one,) in rows}


def _frozen(
    round_: Round, kind: BreakdownKind, at: datetime, body: dict[str, Any] | None, counted: tuple[str, ...]
) -> FrozenBreakdown:
    return FrozenBreakdown(uuid4(), round_.id, round_.programme_id, kind, at, body, counted)


def _of_programme(store: MonitoringStore, kind: BreakdownKind, round_: Round) -> list[FrozenBreakdown]:
    """The frozen tables of the round's programme, or of the round alone where it has none."""
    if round_.programme_id is None:
        return store.frozen(kind, round_id=round_.id)
    return store.frozen(kind, programme_id=round_.programme_id)


def _waiting(uow: UnitOfWork, store: MonitoringStore, round_: Round) -> list[Round]:
    """Earlier rounds whose totals wait and are in no table yet, the first decided first."""
    frozen = _of_programme(store, BreakdownKind.APPLICANTS, round_)
    counted = {one for table in frozen for one in table.counted}
    waiting = [one.round_id for one in frozen if one.body is None and str(one.round_id) not in counted]
    rounds = {one.id: one for one in uow.rounds.where(id=waiting)} if waiting else {}
    return [rounds[one] for one in waiting if one != round_.id and rounds[one].is_past(RoundState.DECIDED)]


def _respondents(uow: UnitOfWork, store: MonitoringStore, round_: Round) -> list[Respondent]:
    """Everybody who applied to a round, with their codes and award; who they are is left behind here."""
    uow.flush()
    codes = _codes(store, SubjectKind.EOI, [round_.id])
    awarded = dict(uow.awards.columns("eoi_id", "amount_pence", round_id=round_.id))
    eois = uow.eois.columns("id", round_id=round_.id, state=COUNTED_STATES)
    return [Respondent(codes.get(eoi_id, {}), awarded.get(eoi_id, 0), round_.code) for (eoi_id,) in eois]


def _codes(
    store: MonitoringStore, kind: SubjectKind, round_ids: Collection[UUID]
) -> dict[UUID, dict[str, frozenset[str]]]:
    found: dict[UUID, dict[str, frozenset[str]]] = defaultdict(dict)
    for subject, question, code, _ in store.codes(kind, round_ids):
        before = found[subject].get(question, frozenset())
        found[subject][question] = before | {code}
    return found


def _freeze_panel(uow: UnitOfWork, context: ServiceContext, round_: Round, store: MonitoringStore) -> None:
    """Totals of those panel members of the programme who are in no table yet, once they are enough."""
    counted = {one for table in store.frozen(BreakdownKind.PANEL) for one in table.counted}
    rounds = _rounds_of_programme(uow, round_)
    people = {
        member_id: person_id
        for member_id, person_id, stepped_down in uow.members.columns(
            "id", "person_id", "stepped_down_because", round_id=[one.id for one in rounds]
        )
        if not stepped_down and str(person_id) not in counted
    }
    latest = _latest_by_person(store, people, [one.id for one in rounds])
    if len(latest) < policy_of(context, round_).whole("data.new_panel_answers"):
        return
    whole = break_down(
        [Respondent(latest[one]) for one in sorted(latest)],
        round_.records.monitoring.groupings,
        rounds=[one.code for one in rounds],
        with_funded=False,
        seed=token_hex(16),
    )
    counts = tuple(sorted(map(str, latest)))
    now = context.clock.now()
    store.freeze(_frozen(round_, BreakdownKind.PANEL, now, whole.as_body(), counts))
    _record(uow, context, round_, FROZEN, {"of": "panel members", "rounds": [one.code for one in rounds]})


def _rounds_of_programme(uow: UnitOfWork, round_: Round) -> Sequence[Round]:
    """This round, and the decided ones of its programme, by their codes."""
    if round_.programme_id is None:
        return [round_]
    others = uow.rounds.where(programme_id=round_.programme_id, is_trial=False)
    found = [one for one in others if one.id == round_.id or one.is_past(RoundState.DECIDED)]
    return sorted(found, key=lambda one: one.code)


def _latest_by_person(
    store: MonitoringStore, people: dict[UUID, UUID], round_ids: Collection[UUID]
) -> dict[UUID, dict[str, frozenset[str]]]:
    """What each person said last, where they sit on several panels."""
    when: dict[UUID, datetime] = {}
    for member_id, _, _, at in store.codes(SubjectKind.MEMBER, round_ids):
        when[member_id] = max(at, when.get(member_id, at))
    last: dict[UUID, UUID] = {}
    for member_id in sorted(when, key=lambda one: (when[one], str(one))):
        if member_id in people:
            last[people[member_id]] = member_id
    codes = _codes(store, SubjectKind.MEMBER, round_ids)
    return {person_id: codes[member_id] for person_id, member_id in last.items()}


def _record(
    uow: UnitOfWork, context: ServiceContext, round_: Round, action: str, after: dict[str, Any]
) -> None:
    record(
        uow,
        context,
        action=action,
        subject_kind="round",
        subject_id=round_.id,
        round_id=round_.id,
        after=after or None,
    )
