"""Who has to declare interests in a round, in which organisations, and whether they have."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from commissioning_app.domain.eois import EoiState
from commissioning_app.domain.errors import NotAllowed
from commissioning_app.domain.people import Person
from commissioning_app.domain.roles import can_build_panels, can_declare_interests
from commissioning_app.domain.rounds import Round
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.lookups import member_of
from commissioning_app.services.permissions import require
from commissioning_app.services.ports.unit_of_work import UnitOfWork
from commissioning_app.services.round_facts import HAS_A_PART


def has_declared(uow: UnitOfWork, round_: Round, person_id: UUID) -> bool:
    """Whether somebody went through every organisation of the round, the newest one too."""
    return covers(statements_of(uow, round_).get(person_id), organisations_of(uow, round_))


def who_has_declared(uow: UnitOfWork, round_: Round) -> frozenset[UUID]:
    """Everybody who went through every organisation of the round, the newest one too."""
    seen = organisations_of(uow, round_)
    return frozenset(person for person, stated in statements_of(uow, round_).items() if covers(stated, seen))


def declarer(uow: UnitOfWork, context: ServiceContext, round_: Round, person_id: UUID | None) -> Person:
    """Whose declaration it is; only an officer writes one down for somebody else."""
    if person_id is None or person_id == context.actor.person_id:
        require(context.actor, can_declare_interests)
        person_id = context.actor.person_id
    elif not can_build_panels(context.actor):
        raise NotAllowed("Everybody declares their own interests; an officer may write them down for others.")
    person = uow.people.get(person_id)
    if member_of(uow, round_.id, person.id) is None and HAS_A_PART.isdisjoint(person.roles):
        raise NotAllowed(f"{person.name} has no part in this round, so has nothing to declare.")
    return person


def organisations_of(uow: UnitOfWork, round_: Round) -> dict[UUID, datetime | None]:
    """The round's applicants and hosts, and when each came in first; withdrawn EOIs left out."""
    first: dict[UUID, datetime | None] = {}
    for eoi in uow.views.eoi_standings(round_.id):
        if eoi.state is EoiState.WITHDRAWN:
            continue
        created = eoi.created_at
        for one in (eoi.organisation_id, eoi.host_organisation_id):
            if one is not None:
                known = first.get(one)
                first[one] = created if known is None or (created and created < known) else known
    return first


class Stated(NamedTuple):
    """When somebody said that they have no other ties, and of how many organisations."""

    made_at: datetime
    organisations: int


def statements_of(uow: UnitOfWork, round_: Round) -> dict[UUID, Stated]:
    """What each person last said of having no other ties."""
    stated: dict[UUID, Stated] = {}
    names = ("person_id", "made_at", "organisations_seen")
    for person_id, *said in uow.statements.columns(*names, round_id=round_.id):
        one = Stated(*said)
        stated[person_id] = max(one, stated.get(person_id, one))
    return stated


def covers(stated: Stated | None, seen: Mapping[UUID, datetime | None]) -> bool:
    """Whether a statement was made after the newest organisation came in, and of as many as there are.

    A host that joins an EOI later has no day of its own; it shows in the number.
    """
    newest = max((at for at in seen.values() if at is not None), default=None)
    if stated is None or stated.organisations < len(seen):
        return False
    return newest is None or stated.made_at >= newest
