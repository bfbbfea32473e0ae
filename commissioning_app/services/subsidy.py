"""Subsidy control, for enterprises only: who was asked, what they had, and what they were told."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID, uuid4

from commissioning_app.domain.due_diligence import SubsidyRecord
from commissioning_app.domain.errors import BadValue
from commissioning_app.domain.money import Pence
from commissioning_app.domain.roles import can_check_before_paying
from commissioning_app.domain.rounds import Round
from commissioning_app.services.audit import changes, record, snapshot
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.lookups import ensure_fresh, round_by_code
from commissioning_app.services.permissions import require
from commissioning_app.services.ports.unit_of_work import UnitOfWork
from commissioning_app.services.to_fund import payee_in, payees_in

ENTERPRISES_ONLY = "This is asked of enterprises only. Take the figures and days out, or say that it is one."


def record_subsidy(
    context: ServiceContext,
    *,
    round_code: str,
    organisation_id: UUID,
    is_enterprise: bool | None,
    received_pence: Pence | None = None,
    notified_on: date | None = None,
    confirmed_on: date | None = None,
    told_after_on: date | None = None,
    on_database_on: date | None = None,
    note: str = "",
    version: int | None = None,
) -> int:
    """All that is known of one organisation to be funded, in place of what was; returns the new version.

    ``received_pence`` is what it had as minimal financial assistance from all funders in this and the two
    financial years before. ``version`` is 0 while there is no record yet.
    """
    require(context.actor, can_check_before_paying)
    days = {
        "notified_on": notified_on,
        "confirmed_on": confirmed_on,
        "told_after_on": told_after_on,
        "on_database_on": on_database_on,
    }
    _refuse_wrong(context, is_enterprise, received_pence, days)
    with context.unit_of_work() as uow:
        round_ = round_by_code(uow, round_code)
        payee_in(uow, context, round_, organisation_id)
        kept = _record_of(uow, round_, organisation_id)
        ensure_fresh(kept, version, is_enterprise=is_enterprise, received_pence=received_pence, **days)
        before = snapshot(kept)
        kept.is_enterprise, kept.received_pence, kept.note = is_enterprise, received_pence, note.strip()
        for name, day in days.items():
            setattr(kept, name, day)
        was, now = changes(before, snapshot(kept))
        if now:
            uow.subsidy_records.add(kept)
            record(
                uow,
                context,
                action="subsidy answer recorded",
                subject_kind="organisation",
                subject_id=organisation_id,
                round_id=round_.id,
                before=was,
                after=now,
            )
        uow.commit()
        return kept.version


def record_no_enterprises(
    context: ServiceContext, *, round_code: str, organisations: Collection[UUID]
) -> int:
    """These were asked and are no enterprises; an answer that is there stays. Returns how many are new."""
    require(context.actor, can_check_before_paying)
    with context.unit_of_work() as uow:
        round_ = round_by_code(uow, round_code)
        new = 0
        for payee in payees_in(uow, context, round_, organisations):
            kept = _record_of(uow, round_, payee.organisation_id)
            if kept.is_enterprise is not None:
                continue
            kept.is_enterprise, new = False, new + 1
            uow.subsidy_records.add(kept)
            record(
                uow,
                context,
                action="subsidy answer recorded",
                subject_kind="organisation",
                subject_id=payee.organisation_id,
                round_id=round_.id,
                before={"is_enterprise": None},
                after={"is_enterprise": False},
            )
        uow.commit()
        return new


def _record_of(uow: UnitOfWork, round_: Round, organisation_id: UUID) -> SubsidyRecord:
    """The record of one payee; a new one, not yet in the workspace, when there is none."""
    kept = uow.subsidy_records.find(round_id=round_.id, organisation_id=organisation_id)
    if kept is None:
        kept = SubsidyRecord(uuid4(), round_.id, organisation_id, version=0)
    return kept


def _refuse_wrong(
    context: ServiceContext,
    is_enterprise: bool | None,
    received_pence: Pence | None,
    days: dict[str, date | None],
) -> None:
    if not is_enterprise and (received_pence is not None or any(days.values())):
        raise BadValue(ENTERPRISES_ONLY, field="is_enterprise")
    if received_pence is not None and received_pence < 0:
        raise BadValue("What it received is £0 or more.", field="received_pence")
    for name, day in days.items():
        if day is not None and day > context.clock.today():
            raise BadValue("This day is still to come. Write it down once it has happened.", field=name)
