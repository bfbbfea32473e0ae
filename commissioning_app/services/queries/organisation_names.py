"""Read model for choosing an organisation by its name while it is typed."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from commissioning_app.domain.roles import can_read_rounds
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.permissions import require


@dataclass(frozen=True)
class NamedOrganisation:
    """An organisation's name, and what tells it from another of the same name."""

    id: UUID
    name: str
    org_id: str
    postcode: str


def organisation_names(context: ServiceContext) -> tuple[NamedOrganisation, ...]:
    """Every organisation by name."""
    require(context.actor, can_read_rounds)
    with context.reading() as uow:
        rows = uow.organisations.columns("name_key", "id", "name", "org_id", "postcode")
    rows.sort(key=lambda row: (row[0], str(row[1])))
    return tuple(NamedOrganisation(*row[1:]) for row in rows)
