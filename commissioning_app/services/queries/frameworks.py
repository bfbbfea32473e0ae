"""The frameworks report as a read model: findings, explanations with their people, actions, thresholds."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from uuid import UUID

from commissioning_app.domain.awards import Explanation
from commissioning_app.domain.frameworks_report import (
    ActionOnRecord,
    ExplanationOnRecord,
    FrameworksReport,
    RoundFigures,
    ThresholdApart,
    value_in_words,
)
from commissioning_app.domain.principles.findings import latest_explanations, note_of
from commissioning_app.domain.principles.frameworks import FrameworkOfLines, frameworks_from, read_through
from commissioning_app.domain.roles import can_read_rounds
from commissioning_app.domain.rounds import Round
from commissioning_app.paths import resource
from commissioning_app.services.context import LONDON, ServiceContext
from commissioning_app.services.lookups import round_by_code, the_workspace
from commissioning_app.services.permissions import require
from commissioning_app.services.policy import policy_of, workspace_policy
from commissioning_app.services.ports.unit_of_work import UnitOfWork
from commissioning_app.services.principles import load_catalogue, review
from commissioning_app.services.queries.rounds import money_of, programme_name


@cache
def load_frameworks() -> tuple[FrameworkOfLines, ...]:
    """The frameworks that come with the application, with the checks that speak to each line."""
    return frameworks_from(tomllib.loads(resource("frameworks.toml").read_text("utf-8")))


def frameworks_report(context: ServiceContext, *, round_code: str) -> FrameworksReport:
    """A round's findings through every framework, with all that was explained and is being done."""
    require(context.actor, can_read_rounds)
    with context.reading() as uow:
        return gather_report(uow, context, round_by_code(uow, round_code))


def gather_report(uow: UnitOfWork, context: ServiceContext, round_: Round) -> FrameworksReport:
    """The same inside a transaction that is open already."""
    findings = review(uow, context, round_).findings
    responsible = round_.records.responsible_officer
    return FrameworksReport(
        round_code=round_.code,
        round_name=round_.name,
        programme=programme_name(uow, round_),
        funder=the_workspace(uow).funder_name,
        state=round_.state.value,
        is_trial=round_.is_trial,
        as_at=context.clock.today(),
        responsible=", ".join(part for part in (responsible.name, responsible.role) if part.strip()),
        figures=_figures(uow, round_),
        families=load_catalogue().families,
        findings=findings,
        frameworks=tuple(read_through(framework, findings) for framework in load_frameworks()),
        explanations=_explanations(uow, round_),
        actions=_actions(uow, round_, context.clock.today()),
        thresholds=_thresholds(context, round_),
        sources=load_catalogue().frameworks,
    )


def _figures(uow: UnitOfWork, round_: Round) -> RoundFigures:
    money = money_of(uow, round_)
    return RoundFigures(
        money.asked_by, money.asked_pence, money.pot_pence, money.recommended_pence, money.is_decided
    )


def _explanations(uow: UnitOfWork, round_: Round) -> tuple[ExplanationOnRecord, ...]:
    """Every explanation ever written, those that were sent back too: by check, the oldest first."""
    written = uow.explanations.where(round_id=round_.id)
    counting = {one.id for one in latest_explanations(written).values()}
    names = _names(uow, {who for one in written for who in (one.explained_by, one.decided_by) if who})
    order = {check_id: place for place, check_id in enumerate(load_catalogue().ids)}
    written.sort(key=lambda one: (order.get(one.check_id, len(order)), one.explained_at, str(one.id)))
    return tuple(_on_record(one, names, one.id in counting) for one in written)


def _on_record(one: Explanation, names: Mapping[UUID, str], counts: bool) -> ExplanationOnRecord:
    return ExplanationOnRecord(
        check_id=one.check_id,
        status=note_of(one).status,
        why=one.why,
        explained_by=names[one.explained_by],
        explained_on=_day(one.explained_at),
        what_will_be_done=one.what_will_be_done,
        by_when=one.by_when,
        decided_by="" if one.decided_by is None else names[one.decided_by],
        decided_on=None if one.decided_at is None else _day(one.decided_at),
        decision_reason=one.decision_reason,
        counts=counts,
    )


def _actions(uow: UnitOfWork, round_: Round, today: date) -> tuple[ActionOnRecord, ...]:
    actions = sorted(
        uow.actions.where(round_id=round_.id), key=lambda one: (one.due_on, one.check_id, one.what)
    )
    return tuple(
        ActionOnRecord(
            one.check_id,
            one.what,
            one.owner,
            one.due_on,
            one.done_on,
            one.outcome,
            is_late=one.done_on is None and one.due_on < today,
        )
        for one in actions
    )


def _thresholds(context: ServiceContext, round_: Round) -> tuple[ThresholdApart, ...]:
    apart = policy_of(context, round_).differences(workspace_policy(context))
    checks = load_catalogue().checks
    return tuple(
        ThresholdApart(
            one.key,
            tuple(check.id for check in checks if one.key in check.policy_keys),
            value_in_words(one.here),
            value_in_words(one.there),
        )
        for one in apart
    )


def _names(uow: UnitOfWork, ids: set[UUID]) -> dict[UUID, str]:
    return {row[0]: row[1] for row in uow.people.columns("id", "name", id=ids)} if ids else {}


def _day(moment: datetime) -> date:
    return moment.astimezone(LONDON).date()
