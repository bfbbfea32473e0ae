"""What was declared: one person's sheet of organisations, and how far everybody is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from commissioning_app.domain.panels import Interest
from commissioning_app.domain.roles import can_see_all_assessments
from commissioning_app.domain.rounds import Round
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.declared import covers, declarer, organisations_of, statements_of
from commissioning_app.services.lookups import round_by_code
from commissioning_app.services.permissions import require
from commissioning_app.services.ports.unit_of_work import UnitOfWork
from commissioning_app.services.round_facts import HAS_A_PART


@dataclass(frozen=True)
class OrganisationInterest:
    """One organisation of a round, and what one person declared about it; None when nothing yet."""

    organisation_id: UUID
    name: str
    interest: Interest | None
    note: str
    exception_agreed: bool
    declaration_id: UUID | None


@dataclass(frozen=True)
class DeclarationSheet:
    """Everything one person declares in a round; complete once they went through the newest organisation."""

    person_id: UUID
    name: str
    organisations: tuple[OrganisationInterest, ...]
    stated_at: datetime | None
    is_complete: bool


@dataclass(frozen=True)
class DeclaredInterest:
    """One tie that somebody declared."""

    declaration_id: UUID
    organisation: str
    interest: Interest
    exception_agreed: bool


@dataclass(frozen=True)
class DeclarationRow:
    """How far one person is; ``part`` says what their part is. Who stepped down has nothing left to do."""

    person_id: UUID
    name: str
    part: str
    stated_at: datetime | None
    is_complete: bool
    interests: tuple[DeclaredInterest, ...]


def declaration_sheet(
    context: ServiceContext, *, round_code: str, person_id: UUID | None = None
) -> DeclarationSheet:
    """The organisations of a round and what somebody declared about each: one's own, or as an officer."""
    with context.reading() as uow:
        round_ = round_by_code(uow, round_code)
        person = declarer(uow, context, round_, person_id)
        seen = organisations_of(uow, round_)
        stated = statements_of(uow, round_).get(person.id)
        kept = {
            one.organisation_id: one
            for one in uow.declarations.where(round_id=round_.id, person_id=person.id)
        }
        names = dict(uow.organisations.columns("id", "name", id=list(seen))) if seen else {}
    rows = [
        OrganisationInterest(
            organisation_id=one,
            name=name,
            interest=kept[one].interest if one in kept else None,
            note=kept[one].note if one in kept else "",
            exception_agreed=one in kept and kept[one].exception_agreed_by is not None,
            declaration_id=kept[one].id if one in kept else None,
        )
        for one, name in names.items()
    ]
    rows.sort(key=lambda row: (row.name.casefold(), str(row.organisation_id)))
    stated_at = stated.made_at if stated else None
    return DeclarationSheet(person.id, person.name, tuple(rows), stated_at, covers(stated, seen))


def declaration_rows(context: ServiceContext, *, round_code: str) -> tuple[DeclarationRow, ...]:
    """How far everybody with a part in the decision is, those who are not done first."""
    require(context.actor, can_see_all_assessments)
    with context.reading() as uow:
        round_ = round_by_code(uow, round_code)
        seen, stated = organisations_of(uow, round_), statements_of(uow, round_)
        parts = _parts(uow, round_)
        ties: dict[UUID, list[DeclaredInterest]] = {}
        declared = uow.declarations.where(round_id=round_.id)
        wanted = [one.organisation_id for one in declared]
        names = dict(uow.organisations.columns("id", "name", id=wanted)) if wanted else {}
        for one in declared:
            if one.interest is not Interest.NONE:
                ties.setdefault(one.person_id, []).append(
                    DeclaredInterest(
                        one.id,
                        names[one.organisation_id],
                        one.interest,
                        one.exception_agreed_by is not None,
                    )
                )
    rows = [
        DeclarationRow(
            person_id=person_id,
            name=part.name,
            part=part.words,
            stated_at=stated[person_id].made_at if person_id in stated else None,
            is_complete=not part.declares or covers(stated.get(person_id), seen),
            interests=tuple(sorted(ties.get(person_id, []), key=lambda tie: tie.organisation.casefold())),
        )
        for person_id, part in parts.items()
    ]
    return tuple(sorted(rows, key=lambda row: (row.is_complete, row.name.casefold())))


def _parts(uow: UnitOfWork, round_: Round) -> dict[UUID, _Part]:
    """Everybody with a part in the decision, and those whom a tie took out of it, by id."""
    groups = {
        person_id: (f"{group} member, stepped down" if out else f"{group} member", not out)
        for person_id, group, out in uow.members.columns(
            "person_id", "group", "stepped_down_because", round_id=round_.id
        )
    }
    parts = {}
    for person_id, name, roles, is_active in uow.people.columns("id", "name", "roles", "is_active"):
        on_panel, is_in = groups.get(person_id, ("", False))
        desks = sorted(role.value for role in roles & HAS_A_PART) if is_active else []
        words = [on_panel, *desks] if on_panel else desks
        if words:
            parts[person_id] = _Part(name, ", ".join(words), is_in or bool(desks))
    return parts


class _Part(NamedTuple):
    """Somebody's name, their part in words, and whether they have to declare."""

    name: str
    words: str
    declares: bool
