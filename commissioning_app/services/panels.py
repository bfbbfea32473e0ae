"""Panels: who is on one, in which group, what they were offered, and who was at moderation."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from commissioning_app.domain.assessments import AssessmentState
from commissioning_app.domain.errors import BadValue, NotAllowed, StepRefused
from commissioning_app.domain.panels import MemberGroup, PanelMember, PaymentChoice
from commissioning_app.domain.people import Person
from commissioning_app.domain.roles import Role, can_add_panel_people, can_build_panels, can_moderate
from commissioning_app.domain.rounds import Round, RoundState
from commissioning_app.services.audit import changes, record, snapshot
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.lookups import ensure_fresh, member_of, round_by_code
from commissioning_app.services.opened_answers import ensure_opened_none
from commissioning_app.services.permissions import require
from commissioning_app.services.ports.unit_of_work import UnitOfWork

CAN_JOIN = frozenset({RoundState.DRAFT, RoundState.OPEN, RoundState.CLOSED, RoundState.SCORING})
"""When somebody can still come onto the panel."""

PERSONAL = frozenset({"stepped_down_because"})
"""Why somebody steps down goes into the erasable part of the trail."""


def add_member(
    context: ServiceContext,
    *,
    round_code: str,
    person_id: UUID,
    group: MemberGroup,
    is_chair: bool = False,
    has_vote: bool = True,
) -> UUID:
    """Give somebody a place on the panel, until moderation starts."""
    require(context.actor, can_build_panels)
    with context.unit_of_work() as uow:
        round_ = joinable_round(uow, round_code)
        person = uow.people.get(person_id)
        member = _seat(uow, context, round_, person, group, is_chair, has_vote)
        uow.commit()
        return member.id


def add_new_member(
    context: ServiceContext,
    *,
    round_code: str,
    name: str,
    group: MemberGroup,
    email: str = "",
    is_chair: bool = False,
) -> UUID:
    """Write a new person down as a panel member and give them a place, both or neither."""
    require(context.actor, can_build_panels)
    require(context.actor, can_add_panel_people)
    if not name.strip():
        raise BadValue("Give the person's name.", field="name")
    with context.unit_of_work() as uow:
        round_ = joinable_round(uow, round_code)
        if uow.people.find(name=name.strip(), is_active=True) is not None:
            raise BadValue(
                f"{name.strip()} is here already. Choose them from the list, or add something that tells "
                "the two apart.",
                field="name",
            )
        person = Person(uuid4(), name.strip(), email.strip(), frozenset({Role.PANEL_MEMBER}))
        uow.people.add(person)
        record(
            uow,
            context,
            action="person added",
            subject_kind="person",
            subject_id=person.id,
            after=snapshot(person, leave_out=frozenset({"name", "email"})),
            personal={"name": person.name, "email": person.email},
        )
        member = _seat(uow, context, round_, person, group, is_chair, True)
        uow.commit()
        return member.id


def edit_member(
    context: ServiceContext,
    *,
    round_code: str,
    member_id: UUID,
    version: int | None,
    group: MemberGroup,
    is_chair: bool,
    has_vote: bool,
) -> int:
    """Change a member's group, chair or vote; group and vote are fixed once scoring has begun."""
    require(context.actor, can_build_panels)
    with context.unit_of_work() as uow:
        round_ = joinable_round(uow, round_code)
        member = member_by_id(uow, round_, member_id)
        ensure_fresh(member, version, group=group, is_chair=is_chair, has_vote=has_vote)
        weighs = (group, has_vote) != (member.group, member.has_vote)
        sent = uow.assessments.count(member_id=member.id, state=AssessmentState.SUBMITTED)
        if weighs and (sent or round_.is_past(RoundState.SCORING)):
            raise StepRefused("Scoring has begun, so a member's group and vote stay as they are.")
        if has_vote and not member.has_vote:
            ensure_opened_none(uow, round_, uow.people.get(member.person_id))
        before = _seen(member)
        member.group, member.is_chair, member.has_vote = group, is_chair, has_vote
        _record_change(uow, context, member, "panel member changed", before)
        uow.commit()
        return member.version


def remove_member(context: ServiceContext, *, round_code: str, member_id: UUID) -> None:
    """Take somebody off the panel who has not sent an assessment; otherwise they step down."""
    require(context.actor, can_build_panels)
    with context.unit_of_work() as uow:
        round_ = joinable_round(uow, round_code)
        member = member_by_id(uow, round_, member_id)
        if uow.assessments.count(member_id=member.id, state=AssessmentState.SUBMITTED):
            raise StepRefused("This member sent assessments, so they can step down but not be taken out.")
        take_work_away(uow, context, member)
        record(
            uow,
            context,
            action="panel member removed",
            subject_kind="panel_member",
            subject_id=member.id,
            round_id=round_.id,
            before=_seen(member),
        )
        uow.members.remove(member)
        uow.commit()


def note_briefing(
    context: ServiceContext, *, round_code: str, member_ids: Collection[UUID], on: date | None
) -> None:
    """Note the day on which members had their briefing: anti-racism, the criteria, conflicts of interest."""
    require(context.actor, can_build_panels)
    if on is not None and on > context.clock.today():
        raise BadValue("The briefing is noted once it has been held.", field="on")
    with context.unit_of_work() as uow:
        round_ = round_by_code(uow, round_code)
        for member_id in member_ids:
            member = member_by_id(uow, round_, member_id)
            before = _seen(member)
            member.briefed_on = on
            _record_change(uow, context, member, "briefing noted", before)
        uow.commit()


def choose_payment(
    context: ServiceContext, *, round_code: str, member_id: UUID, choice: PaymentChoice
) -> None:
    """Note what a member said to the offer of payment: an officer may, and the member themself."""
    with context.unit_of_work() as uow:
        round_ = round_by_code(uow, round_code)
        member = member_by_id(uow, round_, member_id)
        ensure_own_or_officer(context, member)
        before = _seen(member)
        member.payment = choice
        _record_change(uow, context, member, "payment chosen", before)
        uow.commit()


def note_presence(context: ServiceContext, *, round_code: str, present: Collection[UUID]) -> None:
    """Note which members were at the moderation meeting; the others were not."""
    require(context.actor, can_moderate)
    with context.unit_of_work() as uow:
        round_ = round_by_code(uow, round_code)
        if round_.state is not RoundState.MODERATION:
            raise StepRefused(f"The round is {round_.state}. Who was there is noted at moderation.")
        members = uow.members.where(round_id=round_.id)
        unknown = set(present) - {member.id for member in members}
        if unknown:
            raise BadValue("Somebody of these is not on this panel.", field="present")
        for member in members:
            before = _seen(member)
            member.was_at_moderation = member.id in present
            _record_change(uow, context, member, "presence at moderation noted", before)
        uow.commit()


def joinable_round(uow: UnitOfWork, round_code: str) -> Round:
    """A round whose panel can still change; raises StepRefused from moderation on."""
    round_ = round_by_code(uow, round_code)
    if round_.state not in CAN_JOIN:
        raise StepRefused(
            f"The round is {round_.state}, so its panel stays as it is. A member can step down."
        )
    return round_


def member_by_id(uow: UnitOfWork, round_: Round, member_id: UUID) -> PanelMember:
    """A member of that round's panel; raises BadValue for somebody of another one."""
    member = uow.members.get(member_id)
    if member.round_id != round_.id:
        raise BadValue("This person is not on the panel of this round.")
    return member


def ensure_own_or_officer(context: ServiceContext, member: PanelMember) -> None:
    """Raise NotAllowed unless the one who acts is that member, or may build panels."""
    if context.actor.person_id != member.person_id and not can_build_panels(context.actor):
        raise NotAllowed("Only the member themself or an officer can note this.")


def take_work_away(
    uow: UnitOfWork, context: ServiceContext, member: PanelMember, *, eoi_ids: Collection[UUID] | None = None
) -> int:
    """Remove a member's unsent work, of all EOIs or of some: assignments and drafts. What was sent stays.

    Returns how many EOIs were taken from them; the trail keeps the drafts' scores.
    """
    sent = {
        row[0]
        for row in uow.assessments.columns("eoi_id", member_id=member.id, state=AssessmentState.SUBMITTED)
    }
    drafts = uow.assessments.where(member_id=member.id, state=AssessmentState.DRAFT)
    given = uow.assignments.where(member_id=member.id)
    drafts = [one for one in drafts if eoi_ids is None or one.eoi_id in eoi_ids]
    given = [one for one in given if one.eoi_id not in sent and (eoi_ids is None or one.eoi_id in eoi_ids)]
    if not drafts and not given:
        return 0
    ids = [*(one.eoi_id for one in drafts), *(one.eoi_id for one in given)]
    called = dict(uow.eois.columns("id", "reference", id=ids))
    record(
        uow,
        context,
        action="work taken from a panel member",
        subject_kind="panel_member",
        subject_id=member.id,
        round_id=member.round_id,
        before={
            "eois": sorted(called[one.eoi_id] for one in given),
            "drafts": {called[one.eoi_id]: dict(one.scores) for one in drafts},
        },
        personal={
            "draft_comments": {called[one.eoi_id]: {**one.comments, "": one.comment} for one in drafts},
        },
    )
    for draft in drafts:
        uow.assessments.remove(draft)
    for assignment in given:
        uow.assignments.remove(assignment)
    return len(given)


def _seat(
    uow: UnitOfWork,
    context: ServiceContext,
    round_: Round,
    person: Person,
    group: MemberGroup,
    is_chair: bool,
    has_vote: bool,
) -> PanelMember:
    if not person.is_active or Role.PANEL_MEMBER not in person.roles:
        raise BadValue(
            f"{person.name} does not have the role of panel member. An administrator can give it in People."
        )
    if member_of(uow, round_.id, person.id) is not None:
        raise BadValue(f"{person.name} is on this panel already.")
    if has_vote:
        ensure_opened_none(uow, round_, person)
    member = PanelMember(uuid4(), round_.id, person.id, group, is_chair=is_chair, has_vote=has_vote)
    uow.members.add(member)
    record(
        uow,
        context,
        action="panel member added",
        subject_kind="panel_member",
        subject_id=member.id,
        round_id=round_.id,
        after=_seen(member),
    )
    return member


def _seen(member: PanelMember) -> dict[str, Any]:
    return snapshot(member, leave_out=PERSONAL)


def _record_change(
    uow: UnitOfWork, context: ServiceContext, member: PanelMember, action: str, before: dict[str, Any]
) -> None:
    """Record what changed of a member; nothing when nothing did."""
    was, now = changes(before, _seen(member))
    if now:
        record(
            uow,
            context,
            action=action,
            subject_kind="panel_member",
            subject_id=member.id,
            round_id=member.round_id,
            before=was,
            after=now,
        )
