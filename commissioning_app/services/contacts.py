"""Contacts with organisations: noted, changed, taken out; what was said stays out of the trail's chain."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from commissioning_app.domain.contacts import ContactWay, OrganisationContact
from commissioning_app.domain.errors import BadValue
from commissioning_app.domain.roles import can_keep_organisations
from commissioning_app.services.audit import changes, record, snapshot
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.lookups import ensure_fresh, round_by_code
from commissioning_app.services.permissions import require
from commissioning_app.services.ports.unit_of_work import UnitOfWork

IN_WORDS = ("about", "promised")
"""What people wrote; it may name somebody, so it goes into the erasable part of the trail."""


def note_contact(
    context: ServiceContext,
    *,
    organisation_id: UUID,
    on: date,
    how: ContactWay,
    about: str,
    promised: str = "",
    round_code: str = "",
) -> UUID:
    """Write a contact down; ``promised`` is who promised what. Returns its id."""
    require(context.actor, can_keep_organisations)
    with context.unit_of_work() as uow:
        organisation = uow.organisations.get(organisation_id)
        contact = OrganisationContact(
            id=uuid4(),
            organisation_id=organisation.id,
            noted_at=context.clock.now(),
            noted_by=context.actor.person_id,
            **_values(uow, context, on, how, about, promised, round_code),
        )
        uow.organisation_contacts.add(contact)
        after = {"on": on, "how": how}
        _record(uow, context, contact, "contact noted", None, after, personal=_words_of(contact))
        uow.commit()
        return contact.id


def edit_contact(
    context: ServiceContext,
    *,
    contact_id: UUID,
    version: int | None,
    on: date,
    how: ContactWay,
    about: str,
    promised: str = "",
    round_code: str = "",
) -> int:
    """Change what was written down; returns the new version."""
    require(context.actor, can_keep_organisations)
    with context.unit_of_work() as uow:
        contact = uow.organisation_contacts.get(contact_id)
        ensure_fresh(contact, version, on=on, how=how, about=about, promised=promised)
        before = snapshot(contact)
        for name, value in _values(uow, context, on, how, about, promised, round_code).items():
            setattr(contact, name, value)
        was, now = changes(before, snapshot(contact))
        if now:
            personal = {f"{name}_before": was.pop(name) for name in IN_WORDS if name in was}
            personal |= {name: now.pop(name) for name in IN_WORDS if name in now}
            _record(uow, context, contact, "contact changed", was, now, personal=personal)
        uow.commit()
        return contact.version


def remove_contact(context: ServiceContext, *, contact_id: UUID, version: int | None, reason: str) -> None:
    """Take a contact out, with a reason."""
    require(context.actor, can_keep_organisations)
    with context.unit_of_work() as uow:
        contact = uow.organisation_contacts.get(contact_id)
        ensure_fresh(contact, version)
        why = reason.strip()
        if not why:
            raise BadValue("Say why the contact is taken out.", field="reason")
        before = {"on": contact.on, "how": contact.how}
        _record(uow, context, contact, "contact taken out", before, None, why, personal=_words_of(contact))
        uow.organisation_contacts.remove(contact)
        uow.commit()


def _values(
    uow: UnitOfWork,
    context: ServiceContext,
    on: date,
    how: ContactWay,
    about: str,
    promised: str,
    round_code: str,
) -> dict[str, Any]:
    """What is kept of a contact; refuses a day to come, and a contact about nothing."""
    if on > context.clock.today():
        raise BadValue("This day is still to come. Write it down once it has happened.", field="on")
    if not about.strip():
        raise BadValue("Say what it was about.", field="about")
    return {
        "on": on,
        "how": how.value,
        "about": about.strip(),
        "promised": promised.strip(),
        "round_id": round_by_code(uow, round_code).id if round_code else None,
    }


def _words_of(contact: OrganisationContact) -> dict[str, str]:
    return {name: getattr(contact, name) for name in IN_WORDS if getattr(contact, name)}


def _record(
    uow: UnitOfWork,
    context: ServiceContext,
    contact: OrganisationContact,
    action: str,
    before: dict[str, Any] | None,
    after: dict[str, Any] | None,
    reason: str = "",
    *,
    personal: dict[str, Any],
) -> None:
    record(
        uow,
        context,
        action=action,
        subject_kind="organisation",
        subject_id=contact.organisation_id,
        round_id=contact.round_id,
        before=before,
        after=after,
        reason=reason,
        personal=personal,
    )
