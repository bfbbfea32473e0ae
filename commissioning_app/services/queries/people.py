"""Read model of the People page: who is here, what they may do, and which panels they are on."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from commissioning_app.domain.roles import Role, can_read_rounds
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.permissions import require


@dataclass(frozen=True)
class PersonRow:
    """One person; ``panels`` are the codes of the rounds whose panel they are on."""

    person_id: UUID
    name: str
    email: str
    roles: frozenset[Role]
    is_active: bool
    panels: tuple[str, ...]
    version: int


def people_rows(context: ServiceContext) -> tuple[PersonRow, ...]:
    """Everyone by name, those who left last."""
    require(context.actor, can_read_rounds)
    with context.reading() as uow:
        codes = dict(uow.rounds.columns("id", "code"))
        panels: dict[UUID, list[str]] = {}
        for person_id, round_id in uow.members.columns("person_id", "round_id"):
            panels.setdefault(person_id, []).append(codes[round_id])
        people = uow.people.where()
    rows = [
        PersonRow(
            one.id,
            one.name,
            one.email,
            one.roles,
            one.is_active,
            tuple(sorted(panels.get(one.id, ()))),
            one.version,
        )
        for one in people
    ]
    return tuple(sorted(rows, key=lambda row: (not row.is_active, row.name.casefold())))
