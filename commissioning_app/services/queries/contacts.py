"""Read model of contacts with one organisation: the newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from commissioning_app.domain.contacts import ContactWay
from commissioning_app.domain.roles import can_keep_organisations, can_read_rounds
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.permissions import require


@dataclass(frozen=True)
class ContactLine:
    """One contact; ``promised`` is who promised what, ``round_code`` is empty when it was about no round."""

    contact_id: UUID
    version: int
    on: date
    how: ContactWay
    about: str
    promised: str
    round_code: str
    round_name: str
    noted_by: str


@dataclass(frozen=True)
class ContactsPage:
    """Every contact with an organisation; ``rounds`` are those that it may be about, as (code, name)."""

    organisation_id: UUID
    contacts: tuple[ContactLine, ...]
    rounds: tuple[tuple[str, str], ...]
    may_edit: bool


def contacts_page(context: ServiceContext, *, organisation_id: UUID) -> ContactsPage:
    """The contacts with an organisation, the newest first."""
    require(context.actor, can_read_rounds)
    with context.reading() as uow:
        uow.organisations.get(organisation_id)
        kept = uow.organisation_contacts.where(organisation_id=organisation_id)
        rounds = {key: (code, name) for key, code, name in uow.rounds.columns("id", "code", "name")}
        noted = {one.noted_by for one in kept}
        people = dict(uow.people.columns("id", "name", id=noted)) if noted else {}
    lines = [
        ContactLine(
            contact_id=one.id,
            version=one.version,
            on=one.on,
            how=ContactWay(one.how),
            about=one.about,
            promised=one.promised,
            round_code=rounds[one.round_id][0] if one.round_id else "",
            round_name=rounds[one.round_id][1] if one.round_id else "",
            noted_by=people.get(one.noted_by, ""),
        )
        for one in sorted(kept, key=lambda one: (one.on, str(one.noted_at)), reverse=True)
    ]
    return ContactsPage(
        organisation_id=organisation_id,
        contacts=tuple(lines),
        rounds=tuple(sorted(rounds.values())),
        may_edit=can_keep_organisations(context.actor),
    )
