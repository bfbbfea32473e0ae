"""Due diligence by size, asked only of those to be funded: what was looked at, and agreed exceptions."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from commissioning_app.domain.due_diligence import DiligenceItem, DueDiligence
from commissioning_app.domain.errors import BadValue, StepRefused
from commissioning_app.domain.roles import can_approve, can_check_before_paying
from commissioning_app.domain.rounds import Round
from commissioning_app.services.audit import plain, record
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.lookups import ensure_fresh, round_by_code
from commissioning_app.services.permissions import require
from commissioning_app.services.policy import policy_of
from commissioning_app.services.ports.unit_of_work import UnitOfWork
from commissioning_app.services.to_fund import asked_of, payee_in, sizes_of


def check_item(
    context: ServiceContext,
    *,
    round_code: str,
    organisation_id: UUID,
    item: DiligenceItem,
    on: date | None = None,
    note: str = "",
    version: int | None = None,
) -> int:
    """One item was looked at, today unless another day is given; ``note`` says where the evidence is.

    Returns the record's new version; ``version`` is 0 while there is no record yet.
    """
    return check_items(
        context,
        round_code=round_code,
        organisation_id=organisation_id,
        items=(item,),
        on=on,
        note=note,
        version=version,
    )


def check_items(
    context: ServiceContext,
    *,
    round_code: str,
    organisation_id: UUID,
    items: Collection[DiligenceItem],
    on: date | None = None,
    note: str = "",
    version: int | None = None,
) -> int:
    """Several items of one organisation were looked at on the same day, with the same note."""
    require(context.actor, can_check_before_paying)
    day = on or context.clock.today()
    if day > context.clock.today():
        raise BadValue("Nothing can be looked at on a day that is still to come.", field="on")
    with context.unit_of_work() as uow:
        round_ = round_by_code(uow, round_code)
        kept, asked = _looked_into(uow, context, round_, organisation_id)
        ensure_fresh(kept, version, items=items, on=day, note=note)
        if needless := [item.words for item in items if item not in asked]:
            raise StepRefused(
                f"“{needless[0]}” is not asked of an organisation of this size, so it need not be looked at."
            )
        before = [one for one in kept.items if one.item in items]
        kept.check(items, on=day, note=note)
        after = {"items": [item.words for item in items], "on": day, "note": note.strip()}
        _record(
            uow, context, kept, "due diligence checked", {"items": plain(before)} if before else None, after
        )
        uow.commit()
        return kept.version


def uncheck_item(
    context: ServiceContext,
    *,
    round_code: str,
    organisation_id: UUID,
    item: DiligenceItem,
    reason: str = "",
    version: int | None = None,
) -> int:
    """Take back that an item was looked at; returns the record's new version."""
    require(context.actor, can_check_before_paying)
    with context.unit_of_work() as uow:
        round_ = round_by_code(uow, round_code)
        kept, _ = _looked_into(uow, context, round_, organisation_id)
        ensure_fresh(kept, version, item=item)
        was = kept.uncheck(item)
        before = {"items": [item.words], "on": was.on, "note": was.note}
        _record(uow, context, kept, "due diligence taken back", before, None, reason)
        uow.commit()
        return kept.version


def propose_exception(
    context: ServiceContext,
    *,
    round_code: str,
    organisation_id: UUID,
    why: str,
    version: int | None = None,
) -> int:
    """Ask that money may go out without what is missing now; it counts once an approver agrees."""
    require(context.actor, can_check_before_paying)
    with context.unit_of_work() as uow:
        round_ = round_by_code(uow, round_code)
        kept, asked = _looked_into(uow, context, round_, organisation_id)
        ensure_fresh(kept, version, exception=why)
        missing = kept.missing(asked)
        if not missing:
            raise StepRefused("Everything that is asked of it was looked at, so it needs no exception.")
        before = {"exception": kept.exception} if kept.exception else None
        kept.propose_exception(why=why, items=missing, by=context.actor.person_id)
        after = {"exception": kept.exception, "items": [item.words for item in missing]}
        _record(uow, context, kept, "due diligence exception proposed", before, after)
        uow.commit()
        return kept.version


def decide_exception(
    context: ServiceContext,
    *,
    round_code: str,
    organisation_id: UUID,
    agree: bool,
    reason: str = "",
    version: int | None = None,
) -> int:
    """An approver agrees to an exception, or sends it back with a reason; never to their own."""
    require(context.actor, can_approve)
    with context.unit_of_work() as uow:
        round_ = round_by_code(uow, round_code)
        kept, _ = _looked_into(uow, context, round_, organisation_id)
        ensure_fresh(kept, version, agree=agree)
        by = context.actor.person_id
        if agree:
            kept.agree_exception(by=by, at=context.clock.now())
        else:
            kept.send_back_exception(by=by, reason=reason)
        said = "agreed" if agree else "sent back"
        after = {"exception": kept.exception, "items": [item.words for item in kept.exception_items]}
        _record(uow, context, kept, f"due diligence exception {said}", None, after, reason)
        uow.commit()
        return kept.version


def _looked_into(
    uow: UnitOfWork, context: ServiceContext, round_: Round, organisation_id: UUID
) -> tuple[DueDiligence, tuple[DiligenceItem, ...]]:
    """The record of one payee, a new one when there is none, and what is asked of it."""
    payee = payee_in(uow, context, round_, organisation_id)
    policy = policy_of(context, round_)
    asked = asked_of(payee, sizes_of(uow, [organisation_id], policy)[organisation_id], policy)
    kept = uow.due_diligence.find(round_id=round_.id, organisation_id=organisation_id)
    if kept is None:
        kept = DueDiligence(uuid4(), round_.id, organisation_id, version=0)
        uow.due_diligence.add(kept)
    return kept, asked


def _record(
    uow: UnitOfWork,
    context: ServiceContext,
    kept: DueDiligence,
    action: str,
    before: dict[str, Any] | None,
    after: dict[str, Any] | None,
    reason: str = "",
) -> None:
    record(
        uow,
        context,
        action=action,
        subject_kind="organisation",
        subject_id=kept.organisation_id,
        round_id=kept.round_id,
        before=before,
        after=after,
        reason=reason.strip(),
    )
