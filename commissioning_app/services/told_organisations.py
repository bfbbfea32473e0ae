"""The organisations of a conversation, found or written down as an import finds them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from commissioning_app.domain.importing.fields import ImportField
from commissioning_app.domain.organisations import Organisation
from commissioning_app.services.audit import record
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.import_organisations import COLUMNS, Entry, OrganisationBook
from commissioning_app.services.organisations import NewOrganisation, store_organisation
from commissioning_app.services.ports.unit_of_work import UnitOfWork

_SAID: Mapping[str, str] = {
    "org_id": ImportField.ORG_ID,
    "charity_number": ImportField.CHARITY_NUMBER,
    "company_number": ImportField.COMPANY_NUMBER,
    "address": ImportField.ADDRESS,
    "postcode": ImportField.POSTCODE,
    "yearly_income_pence": ImportField.YEARLY_INCOME,
}


def applicant_of(
    context: ServiceContext, uow: UnitOfWork, chosen: UUID | None, values: Mapping[str, Any]
) -> UUID | NewOrganisation:
    """Who applies: the one that was chosen, else the one that name and numbers tell, else a new one.

    What is known of an organisation stays; what was not known of it is added.
    """
    said = {name: values[key] for name, key in _SAID.items() if values[key] not in ("", None)}
    name = values[ImportField.ORGANISATION]
    if chosen is None:
        entry = _find(
            uow, name, *(said.get(key, "") for key in ("org_id", "charity_number", "company_number"))
        )
        if entry.is_new:
            return NewOrganisation(name, **said)
        chosen = entry.id
    kept = uow.organisations.get(chosen)
    _complete(context, uow, kept, said)
    return kept.id


def host_of(context: ServiceContext, uow: UnitOfWork, values: Mapping[str, Any]) -> UUID | None:
    """Who would hold the money; written down where nobody knows them yet."""
    name, charity = values[ImportField.HOST_ORGANISATION], values[ImportField.HOST_CHARITY_NUMBER]
    if not name:
        return None
    entry = _find(uow, name, "", charity, "")
    if entry.is_new:
        return store_organisation(context, uow, NewOrganisation(name, charity_number=charity)).id
    return entry.id


def _find(uow: UnitOfWork, name: str, org_id: str, charity: str, company: str) -> Entry:
    uow.flush()
    book = OrganisationBook(uow.organisations.columns(*COLUMNS))
    return book.find_or_add(name, org_id, charity, company)


def _complete(context: ServiceContext, uow: UnitOfWork, kept: Organisation, said: Mapping[str, Any]) -> None:
    missing = {name: value for name, value in said.items() if getattr(kept, name) in ("", None)}
    for name, value in missing.items():
        setattr(kept, name, value)
    if missing:
        record(
            uow,
            context,
            action="organisation changed",
            subject_kind="organisation",
            subject_id=kept.id,
            before={name: None if name == "yearly_income_pence" else "" for name in missing},
            after=missing,
        )
