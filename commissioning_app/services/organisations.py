"""Organisations: keeping their details, and telling which two may be one."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any
from uuid import UUID, uuid4

from commissioning_app.domain.duplicates import Known, LikelyDuplicate, find_likely_duplicates
from commissioning_app.domain.errors import BadValue
from commissioning_app.domain.money import LARGEST_PENCE, Pence
from commissioning_app.domain.organisations import ORG_ID, Organisation, key_of_name
from commissioning_app.domain.roles import can_keep_organisations, can_read_rounds
from commissioning_app.services.audit import changes, record, snapshot
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.lookups import ensure_fresh
from commissioning_app.services.permissions import require
from commissioning_app.services.ports.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class NewOrganisation:
    """What is written down about an organisation; income in pence, None when it is not known."""

    name: str
    org_id: str = ""
    charity_number: str = ""
    company_number: str = ""
    address: str = ""
    postcode: str = ""
    yearly_income_pence: Pence | None = None


def add_organisation(context: ServiceContext, *, organisation: NewOrganisation) -> UUID:
    """Write an organisation down; one with the same register number is refused by name."""
    require(context.actor, can_keep_organisations)
    with context.unit_of_work() as uow:
        made = store_organisation(context, uow, organisation)
        uow.commit()
        return made.id


def edit_organisation(
    context: ServiceContext, *, organisation_id: UUID, version: int | None, details: NewOrganisation
) -> int:
    """Change an organisation's details; returns the new version."""
    require(context.actor, can_keep_organisations)
    with context.unit_of_work() as uow:
        kept = uow.organisations.get(organisation_id)
        values = _values(details)
        ensure_fresh(kept, version, **values)
        _ensure_sound(uow, details, kept.id)
        before = snapshot(kept)
        for name, value in {**values, "name_key": key_of_name(details.name.strip())}.items():
            setattr(kept, name, value)
        was, now = changes(before, snapshot(kept))
        if now:
            record(
                uow,
                context,
                action="organisation changed",
                subject_kind="organisation",
                subject_id=kept.id,
                before=was,
                after=now,
            )
        uow.commit()
        return kept.version


def store_organisation(context: ServiceContext, uow: UnitOfWork, details: NewOrganisation) -> Organisation:
    """Add an organisation within the caller's transaction."""
    _ensure_sound(uow, details, None)
    values = _values(details)
    made = Organisation(
        id=uuid4(), name_key=key_of_name(values["name"]), created_at=context.clock.now(), **values
    )
    uow.organisations.add(made)
    record(
        uow,
        context,
        action="organisation added",
        subject_kind="organisation",
        subject_id=made.id,
        after=snapshot(made),
    )
    return made


def likely_duplicates(
    context: ServiceContext, *, organisation_id: UUID | None = None
) -> tuple[LikelyDuplicate, ...]:
    """Pairs that may be one organisation, of one or of all; never merged unasked."""
    require(context.actor, can_read_rounds)
    with context.reading() as uow:
        pairs = find_likely_duplicates(
            Known(*row)
            for row in uow.organisations.columns(
                "id", "name", "name_key", "org_id", "charity_number", "company_number", "postcode"
            )
        )
    if organisation_id is None:
        return pairs
    return tuple(pair for pair in pairs if organisation_id in (pair.first_id, pair.second_id))


def _values(details: NewOrganisation) -> dict[str, Any]:
    values = {f.name: getattr(details, f.name) for f in fields(details)}
    return {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}


def _ensure_sound(uow: UnitOfWork, details: NewOrganisation, own_id: UUID | None) -> None:
    if not details.name.strip():
        raise BadValue("Give the organisation's name.", field="name")
    org_id = details.org_id.strip()
    if org_id and not ORG_ID.match(org_id):
        raise BadValue(
            f"“{org_id}” is not an org-id. It looks like GB-CHC-1015648: country, register, number.",
            field="org_id",
        )
    income = details.yearly_income_pence
    if income is not None and income < 0:
        raise BadValue("A yearly income is £0 or more.", field="yearly_income_pence")
    if income is not None and income > LARGEST_PENCE:
        raise BadValue("Nobody has so large an income. Check the noughts.", field="yearly_income_pence")
    if org_id:
        others = [row for row in uow.organisations.columns("id", "name", org_id=org_id) if row[0] != own_id]
        if others:
            raise BadValue(f"{others[0][1]} has the org-id {org_id} already.", field="org_id")
