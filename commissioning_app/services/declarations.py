"""Declaring interests: one organisation at a time, none in all the rest, and what follows from a tie."""

from __future__ import annotations

from uuid import UUID, uuid4

from commissioning_app.domain.conflicts import is_hidden, must_step_down
from commissioning_app.domain.errors import BadValue, FourEyes, StepRefused
from commissioning_app.domain.panels import Declaration, Interest, InterestStatement
from commissioning_app.domain.roles import can_approve
from commissioning_app.domain.rounds import Round, RoundState
from commissioning_app.services.audit import record
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.declared import declarer, organisations_of
from commissioning_app.services.lookups import member_of, round_by_code
from commissioning_app.services.panels import take_work_away
from commissioning_app.services.permissions import require
from commissioning_app.services.ports.unit_of_work import UnitOfWork
from commissioning_app.services.stepping_down import DIRECT_INTEREST, put_back, take_out


def declare_interest(
    context: ServiceContext,
    *,
    round_code: str,
    organisation_id: UUID,
    interest: Interest,
    note: str = "",
    person_id: UUID | None = None,
) -> None:
    """Declare a tie to one organisation: its EOIs are hidden at once; a direct one takes a member out."""
    with context.unit_of_work() as uow:
        round_ = _declarable_round(uow, round_code)
        person = declarer(uow, context, round_, person_id)
        if organisation_id not in organisations_of(uow, round_):
            raise BadValue("This organisation has no EOI in this round.", field="organisation")
        _keep(uow, context, round_, person.id, organisation_id, interest, note.strip())
        uow.flush()
        _follow_up(uow, context, round_, person.id, organisation_id, interest)
        uow.commit()


def state_none_for_the_rest(
    context: ServiceContext, *, round_code: str, person_id: UUID | None = None
) -> None:
    """Say that one went through every organisation and has no tie but those declared."""
    with context.unit_of_work() as uow:
        round_ = _declarable_round(uow, round_code)
        person = declarer(uow, context, round_, person_id)
        statement = InterestStatement(
            id=uuid4(),
            round_id=round_.id,
            person_id=person.id,
            made_at=context.clock.now(),
            organisations_seen=len(organisations_of(uow, round_)),
        )
        uow.statements.add(statement)
        record(
            uow,
            context,
            action="no other interests stated",
            subject_kind="person",
            subject_id=person.id,
            round_id=round_.id,
            after={"organisations_seen": statement.organisations_seen},
        )
        uow.commit()


def agree_exception(context: ServiceContext, *, round_code: str, declaration_id: UUID, reason: str) -> None:
    """The approver lets somebody with a direct interest stay in the round; they still never see that EOI."""
    require(context.actor, can_approve)
    if not reason.strip():
        raise BadValue("Say why they may stay in the round.", field="reason")
    with context.unit_of_work() as uow:
        round_ = _declarable_round(uow, round_code)
        declaration = uow.declarations.get(declaration_id)
        if declaration.round_id != round_.id or declaration.interest is not Interest.DIRECT:
            raise StepRefused("Only a direct interest needs an exception.")
        if declaration.person_id == context.actor.person_id:
            raise FourEyes("This is your own interest, so another approver has to agree.")
        if declaration.exception_agreed_by is not None:
            raise StepRefused("This exception was agreed already.")
        declaration.exception_agreed_by = context.actor.person_id
        record(
            uow,
            context,
            action="exception for a direct interest agreed",
            subject_kind="declaration",
            subject_id=declaration.id,
            round_id=round_.id,
            before={"exception_agreed_by": None},
            after={"exception_agreed_by": context.actor.person_id},
            personal={"why": reason.strip()},
        )
        uow.flush()
        _come_back_if_free(uow, context, round_, declaration.person_id)
        uow.commit()


def _keep(
    uow: UnitOfWork,
    context: ServiceContext,
    round_: Round,
    person_id: UUID,
    organisation_id: UUID,
    interest: Interest,
    note: str,
) -> None:
    """Store a declaration; one that is changed loses the exception that was agreed for it."""
    kept = uow.declarations.find(round_id=round_.id, person_id=person_id, organisation_id=organisation_id)
    before = None if kept is None else {"interest": kept.interest}
    if kept is None:
        kept = Declaration(
            uuid4(), round_.id, person_id, organisation_id, interest, note, context.clock.now()
        )
        uow.declarations.add(kept)
    elif (kept.interest, kept.note) == (interest, note):
        return
    else:
        if kept.interest is not interest:
            kept.exception_agreed_by = None
        kept.interest, kept.note, kept.declared_at = interest, note, context.clock.now()
    record(
        uow,
        context,
        action="interest declared",
        subject_kind="declaration",
        subject_id=kept.id,
        round_id=round_.id,
        before=before,
        after={"person": person_id, "organisation": organisation_id, "interest": interest},
        personal={"note": note},
    )


def _follow_up(
    uow: UnitOfWork,
    context: ServiceContext,
    round_: Round,
    person_id: UUID,
    organisation_id: UUID,
    interest: Interest,
) -> None:
    """Take the work away that a member may no longer do; put them back when nothing stands against it."""
    member = member_of(uow, round_.id, person_id)
    if member is None:
        return
    if interest is Interest.NONE:
        _come_back_if_free(uow, context, round_, person_id)
        return
    ties = uow.declarations.where(round_id=round_.id, person_id=person_id)
    if must_step_down(member, ties) and not member.stepped_down_because:
        take_out(uow, context, member, DIRECT_INTEREST)
        return
    hidden = frozenset({organisation_id})
    eois = uow.eois.columns("id", "organisation_id", "host_organisation_id", round_id=round_.id)
    take_work_away(
        uow, context, member, eoi_ids={row[0] for row in eois if is_hidden(hidden, row[1], row[2])}
    )


def _come_back_if_free(uow: UnitOfWork, context: ServiceContext, round_: Round, person_id: UUID) -> None:
    member = member_of(uow, round_.id, person_id)
    if member is None or member.stepped_down_because != DIRECT_INTEREST:
        return
    if not must_step_down(member, uow.declarations.where(round_id=round_.id, person_id=person_id)):
        put_back(uow, context, member, "no direct interest stands against it any more")


def _declarable_round(uow: UnitOfWork, round_code: str) -> Round:
    round_ = round_by_code(uow, round_code)
    if round_.state in (RoundState.DRAFT, RoundState.CANCELLED) or round_.is_past(RoundState.ANNOUNCED):
        raise StepRefused(f"The round is {round_.state}: interests are declared from opening to announcing.")
    return round_
