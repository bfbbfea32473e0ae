"""The people of a workspace: adding them, giving roles, and letting them go."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID, uuid4

from commissioning_app.domain.errors import BadValue, NotAllowed, NotFound
from commissioning_app.domain.people import Person
from commissioning_app.domain.roles import Actor, Role, can_add_panel_people, can_manage_people
from commissioning_app.services.audit import changes, record, snapshot
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.lookups import ensure_fresh
from commissioning_app.services.permissions import require
from commissioning_app.services.ports.unit_of_work import UnitOfWork

PERSONAL = frozenset({"name", "email"})


def add_person(context: ServiceContext, *, name: str, email: str = "", roles: Iterable[Role]) -> UUID:
    """Add somebody; officers may add panel members, administrators anyone."""
    wanted = frozenset(roles)
    require(context.actor, can_add_panel_people)
    if wanted - {Role.PANEL_MEMBER}:
        require(context.actor, can_manage_people)
    if not name.strip():
        raise BadValue("Give the person's name.", field="name")
    with context.unit_of_work() as uow:
        if uow.people.find(name=name.strip(), is_active=True) is not None:
            raise BadValue(
                f"{name.strip()} is here already. Add something that tells the two apart.", field="name"
            )
        person = Person(uuid4(), name.strip(), email.strip(), wanted)
        uow.people.add(person)
        record(
            uow,
            context,
            action="person added",
            subject_kind="person",
            subject_id=person.id,
            after=snapshot(person, leave_out=PERSONAL),
            personal={"name": person.name, "email": person.email},
        )
        uow.commit()
        return person.id


def edit_person(
    context: ServiceContext,
    *,
    person_id: UUID,
    version: int,
    name: str,
    email: str,
    roles: Iterable[Role],
    is_active: bool = True,
) -> None:
    """Change a person; nobody gives themselves a role, and one administrator stays."""
    require(context.actor, can_manage_people)
    wanted = frozenset(roles)
    if not name.strip():
        raise BadValue("Give the person's name.", field="name")
    with context.unit_of_work() as uow:
        person = uow.people.get(person_id)
        ensure_fresh(person, version, name=name, email=email, roles=wanted, is_active=is_active)
        if person.id == context.actor.person_id and wanted - person.roles:
            raise NotAllowed("Nobody gives themselves a role. Ask another administrator.")
        before, old = snapshot(person, leave_out=PERSONAL), {"name": person.name, "email": person.email}
        person.name, person.email, person.roles, person.is_active = (
            name.strip(),
            email.strip(),
            wanted,
            is_active,
        )
        if not any(p.is_active and Role.ADMINISTRATOR in p.roles for p in uow.people.where()):
            raise BadValue("Keep at least one administrator.", field="roles")
        was, now = changes(before, snapshot(person, leave_out=PERSONAL))
        record(
            uow,
            context,
            action="person changed",
            subject_kind="person",
            subject_id=person.id,
            before=was,
            after=now,
            personal={"before": old, "after": {"name": person.name, "email": person.email}},
        )
        uow.commit()


def list_people(context: ServiceContext) -> list[Person]:
    """Everyone, those who left last, by name."""
    with context.reading() as uow:
        return sorted(uow.people.where(), key=lambda p: (not p.is_active, p.name.casefold()))


def actor_named(uow: UnitOfWork, name: str) -> Actor:
    """The active person with that name or e-mail; raises NotFound and names those there are.

    Raises BadValue when two people answer to it, so that nobody acts as somebody else by accident.
    """
    people = [p for p in uow.people.where() if p.is_active]
    wanted = name.strip().casefold()
    found = [p for p in people if wanted in (p.name.casefold(), p.email.casefold() or None)]
    if len(found) > 1:
        raise BadValue(f"More than one person here answers to “{name}”. Give the e-mail address instead.")
    if found:
        return found[0].as_actor()
    names = ", ".join(sorted(p.name for p in people)) or "nobody yet"
    raise NotFound(f"There is no “{name}” in this workspace. People here: {names}.")
