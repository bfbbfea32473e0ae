"""Actions about findings that do not hold: added with an owner and a day, changed, finished, taken out."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from commissioning_app.domain.actions import Action
from commissioning_app.domain.errors import BadValue, StepRefused
from commissioning_app.domain.roles import can_keep_actions
from commissioning_app.services.audit import changes, record, snapshot
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.lookups import ensure_fresh, round_by_code
from commissioning_app.services.permissions import require
from commissioning_app.services.ports.unit_of_work import UnitOfWork
from commissioning_app.services.principles import load_catalogue

OWNER = frozenset({"owner"})
"""The owner may be a person, so it goes into the erasable part of the trail."""


def add_action(
    context: ServiceContext, *, round_code: str, check_id: str, what: str, owner: str, due_on: date
) -> UUID:
    """Write down what will be done about a check, by whom and by when; returns the action's id."""
    require(context.actor, can_keep_actions)
    with context.unit_of_work() as uow:
        round_ = round_by_code(uow, round_code)
        load_catalogue().check(check_id)
        _refuse_past(context, due_on)
        action = Action(
            id=uuid4(),
            round_id=round_.id,
            check_id=check_id,
            what=_said(what, "Say what will be done.", "what"),
            owner=_said(owner, "Say who will do it: a name or an office.", "owner"),
            due_on=due_on,
            created_at=context.clock.now(),
            created_by=context.actor.person_id,
        )
        uow.actions.add(action)
        after = snapshot(action, leave_out=OWNER | {"id", "round_id", "created_at", "created_by", "version"})
        _record(uow, context, action, "action added", None, after)
        uow.commit()
        return action.id


def edit_action(
    context: ServiceContext, *, action_id: UUID, version: int | None, what: str, owner: str, due_on: date
) -> int:
    """Change what will be done, by whom or by when, while it is not done; returns the new version."""
    require(context.actor, can_keep_actions)
    with context.unit_of_work() as uow:
        action = _open_action(uow, action_id)
        ensure_fresh(action, version, what=what, owner=owner, due_on=due_on)
        if due_on != action.due_on:
            _refuse_past(context, due_on)
        before = snapshot(action)
        action.what = _said(what, "Say what will be done.", "what")
        action.owner = _said(owner, "Say who will do it: a name or an office.", "owner")
        action.due_on = due_on
        was, now = changes(before, snapshot(action))
        if now:
            owner_changed = "owner" in now
            was.pop("owner", None), now.pop("owner", None)
            _record(uow, context, action, "action changed", was, now, with_owner=owner_changed)
        uow.commit()
        return action.version


def finish_action(
    context: ServiceContext,
    *,
    action_id: UUID,
    version: int | None,
    outcome: str,
    done_on: date | None = None,
) -> None:
    """Say that it was done, and what came of it; today unless another day is given."""
    require(context.actor, can_keep_actions)
    day = done_on or context.clock.today()
    with context.unit_of_work() as uow:
        action = _open_action(uow, action_id)
        ensure_fresh(action, version, outcome=outcome, done_on=day)
        if day > context.clock.today():
            raise BadValue("An action can't be done on a day that is still to come.", field="done_on")
        action.outcome = _said(outcome, "Say what came of it, so that others can learn from it.", "outcome")
        action.done_on = day
        after = {"check_id": action.check_id, "done_on": day, "outcome": action.outcome}
        _record(uow, context, action, "action done", {"done_on": None}, after, with_owner=False)
        uow.commit()


def remove_action(context: ServiceContext, *, action_id: UUID, version: int | None, reason: str) -> None:
    """Take out an action that is not done, with a reason."""
    require(context.actor, can_keep_actions)
    with context.unit_of_work() as uow:
        action = _open_action(uow, action_id)
        ensure_fresh(action, version)
        why = _said(reason, "Say why the action is taken out.", "reason")
        before = {"check_id": action.check_id, "what": action.what, "due_on": action.due_on}
        _record(uow, context, action, "action taken out", before, None, reason=why)
        uow.actions.remove(action)
        uow.commit()


def _open_action(uow: UnitOfWork, action_id: UUID) -> Action:
    action = uow.actions.get(action_id)
    if action.done_on is not None:
        raise StepRefused("This action is done, so it stays as it is. Add another one if more is needed.")
    return action


def _said(text: str, otherwise: str, field: str) -> str:
    if not text.strip():
        raise BadValue(otherwise, field=field)
    return text.strip()


def _refuse_past(context: ServiceContext, due_on: date) -> None:
    if due_on < context.clock.today():
        raise BadValue("The day by which it will be done is in the past.", field="due_on")


def _record(
    uow: UnitOfWork,
    context: ServiceContext,
    action: Action,
    what: str,
    before: dict[str, Any] | None,
    after: dict[str, Any] | None,
    *,
    reason: str = "",
    with_owner: bool = True,
) -> None:
    record(
        uow,
        context,
        action=what,
        subject_kind="action",
        subject_id=action.id,
        round_id=action.round_id,
        before=before,
        after=after,
        reason=reason,
        personal={"owner": action.owner} if with_owner else None,
    )
