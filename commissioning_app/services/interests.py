"""Whose EOIs a person may neither see nor decide on, and whose assessments count (product.md, rule 5)."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from commissioning_app.domain.conflicts import hidden_organisations, is_hidden, is_taken_out
from commissioning_app.domain.eois import Eoi
from commissioning_app.domain.errors import NotAllowed, NotFound
from commissioning_app.domain.panels import Interest, PanelMember
from commissioning_app.domain.rounds import Round
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.lookups import member_of
from commissioning_app.services.ports.unit_of_work import UnitOfWork

TIES = (Interest.INDIRECT, Interest.DIRECT)
Hidden = Mapping[UUID, frozenset[UUID]]
"""Organisations by the person who declared an interest in them."""


def hidden_by_person(uow: UnitOfWork, round_id: UUID) -> Hidden:
    """For each person who declared an interest: the organisations whose EOIs are hidden from them."""
    ties = uow.declarations.where(round_id=round_id, interest=TIES)
    return {person_id: hidden_organisations(person_id, ties) for person_id in {one.person_id for one in ties}}


def hidden_from(uow: UnitOfWork, round_id: UUID, person_id: UUID) -> frozenset[UUID]:
    """The organisations of one round that one person declared an interest in."""
    ties = uow.declarations.where(round_id=round_id, person_id=person_id, interest=TIES)
    return hidden_organisations(person_id, ties)


def hidden_eois(uow: UnitOfWork, round_id: UUID, person_id: UUID) -> frozenset[UUID]:
    """The EOIs of a round that are hidden from a person."""
    hidden = hidden_from(uow, round_id, person_id)
    if not hidden:
        return frozenset()
    return frozenset(
        one.id
        for one in uow.views.eoi_standings(round_id)
        if is_hidden(hidden, one.organisation_id, one.host_organisation_id)
    )


def hidden_from_panel_member(uow: UnitOfWork, round_: Round, person_id: UUID) -> frozenset[UUID]:
    """The EOIs hidden from somebody on the round's panel, whatever other roles they hold; none of others."""
    if member_of(uow, round_.id, person_id) is None:
        return frozenset()
    return hidden_eois(uow, round_.id, person_id)


def ensure_not_hidden(uow: UnitOfWork, context: ServiceContext, round_: Round, eoi: Eoi) -> None:
    """Answer a panel member with an interest as if the EOI were not there."""
    if eoi.id in hidden_from_panel_member(uow, round_, context.actor.person_id):
        raise NotFound(f"There is no EOI “{eoi.reference}” in this round.")


def ensure_no_interest_of_actor(uow: UnitOfWork, context: ServiceContext, round_: Round, eoi: Eoi) -> None:
    """Raise NotAllowed when the one who would decide declared an interest in the EOI's organisation."""
    hidden = hidden_from(uow, round_.id, context.actor.person_id)
    if is_hidden(hidden, eoi.organisation_id, eoi.host_organisation_id):
        raise NotAllowed(
            "You declared an interest in this organisation, so somebody else decides on its EOI."
        )


def ensure_free_to_decide(uow: UnitOfWork, context: ServiceContext, round_: Round) -> None:
    """Raise NotAllowed when a direct interest takes the one who would decide out of the round (rule 5)."""
    ties = uow.declarations.where(round_id=round_.id, person_id=context.actor.person_id)
    if is_taken_out(context.actor.person_id, ties):
        raise NotAllowed(
            "You declared a direct interest in an applicant of this round, so somebody else decides, "
            "unless an approver agrees that you may stay."
        )


def counting_pairs(
    uow: UnitOfWork, round_: Round
) -> tuple[dict[UUID, PanelMember], frozenset[tuple[UUID, UUID]]]:
    """The voting members by id, and the pairs of member and EOI that don't count because of an interest."""
    members = {member.id: member for member in uow.members.where(round_id=round_.id) if member.is_voting}
    hidden = hidden_by_person(uow, round_.id)
    if not hidden:
        return members, frozenset()
    tied = frozenset[UUID]().union(*hidden.values())
    eois = [
        (one.id, one.organisation_id, one.host_organisation_id)
        for one in uow.views.eoi_standings(round_.id)
        if is_hidden(tied, one.organisation_id, one.host_organisation_id)
    ]
    out = {
        (member.id, eoi_id)
        for member in members.values()
        if member.person_id in hidden
        for eoi_id, organisation_id, host_id in eois
        if is_hidden(hidden[member.person_id], organisation_id, host_id)
    }
    return members, frozenset(out)
