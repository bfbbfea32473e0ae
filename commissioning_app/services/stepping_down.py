"""Members who step down from a panel, by their own wish or for a direct interest, and who come back."""

from __future__ import annotations

from uuid import UUID

from commissioning_app.domain.conflicts import must_step_down
from commissioning_app.domain.errors import BadValue, StepRefused
from commissioning_app.domain.panels import PanelMember
from commissioning_app.domain.roles import can_build_panels
from commissioning_app.domain.rounds import RoundState
from commissioning_app.services.audit import record
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.lookups import ensure_fresh, round_by_code
from commissioning_app.services.panels import (
    ensure_own_or_officer,
    joinable_round,
    member_by_id,
    take_work_away,
)
from commissioning_app.services.permissions import require
from commissioning_app.services.ports.unit_of_work import UnitOfWork

DIRECT_INTEREST = "a direct interest"
"""Why a member is out of the round whom their own declaration took out."""


def step_down(
    context: ServiceContext, *, round_code: str, member_id: UUID, reason: str, version: int | None = None
) -> None:
    """Take a member out of the round: their work goes back, and what they sent no longer counts."""
    if not reason.strip():
        raise BadValue("Say why, in a few words.", field="reason")
    with context.unit_of_work() as uow:
        round_ = round_by_code(uow, round_code)
        member = member_by_id(uow, round_, member_id)
        ensure_own_or_officer(context, member)
        ensure_fresh(member, version, stepped_down_because=reason)
        if round_.is_past(RoundState.DECIDED):
            raise StepRefused(f"The round is {round_.state}: the panel's work is done.")
        if member.stepped_down_because:
            raise StepRefused("This member has stepped down already.")
        take_out(uow, context, member, reason.strip())
        uow.commit()


def bring_back(context: ServiceContext, *, round_code: str, member_id: UUID, reason: str) -> None:
    """Let a member who stepped down come back, until moderation starts."""
    require(context.actor, can_build_panels)
    if not reason.strip():
        raise BadValue("Say why they come back.", field="reason")
    with context.unit_of_work() as uow:
        round_ = joinable_round(uow, round_code)
        member = member_by_id(uow, round_, member_id)
        if not member.stepped_down_because:
            raise StepRefused("This member has not stepped down.")
        if must_step_down(member, uow.declarations.where(round_id=round_.id, person_id=member.person_id)):
            raise StepRefused(
                "This member declared a direct interest. They can come back once an approver agrees."
            )
        put_back(uow, context, member, reason.strip())
        uow.commit()


def take_out(uow: UnitOfWork, context: ServiceContext, member: PanelMember, why: str) -> None:
    """Take a member out within the caller's transaction."""
    taken = take_work_away(uow, context, member)
    member.stepped_down_because = why
    record(
        uow,
        context,
        action="panel member stepped down",
        subject_kind="panel_member",
        subject_id=member.id,
        round_id=member.round_id,
        after={"has_stepped_down": True, "eois_given_back": taken},
        personal={"why": why},
    )


def put_back(uow: UnitOfWork, context: ServiceContext, member: PanelMember, why: str) -> None:
    """Put a member back within the caller's transaction; their assignments have to be given anew."""
    member.stepped_down_because = ""
    record(
        uow,
        context,
        action="panel member came back",
        subject_kind="panel_member",
        subject_id=member.id,
        round_id=member.round_id,
        after={"has_stepped_down": False},
        personal={"why": why},
    )
