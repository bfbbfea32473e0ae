"""Which EOIs' assessments, ranks and amounts somebody may look at, and when (product.md, rules 5 and 6)."""

from __future__ import annotations

from uuid import UUID

from commissioning_app.domain.errors import NotAllowed, StepRefused
from commissioning_app.domain.rounds import Round, RoundState
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.interests import counting_pairs, hidden_eois, hidden_from_panel_member
from commissioning_app.services.lookups import member_of
from commissioning_app.services.ports.unit_of_work import UnitOfWork

AMOUNTS_FROM = frozenset(
    {RoundState.MODERATION, RoundState.DECIDED, RoundState.ANNOUNCED, RoundState.PAYING, RoundState.FINISHED}
)
"""Amounts are worked out when all have scored, so that half a panel's scores steer nobody."""


def assessments_in_sight(
    uow: UnitOfWork, context: ServiceContext, round_: Round
) -> tuple[set[UUID], set[UUID]]:
    """The EOIs whose assessments the actor may look at, and those that everybody has sent.

    From moderation on all; while members score, those that everybody has sent. Somebody who is on the panel
    as well sees the EOIs that they sent theirs for, and none with a conflict.
    """
    sent = uow.views.senders(round_.id)
    members, left_out = counting_pairs(uow, round_)
    waiting = {
        eoi_id
        for eoi_id, given in uow.views.assigned(round_.id).items()
        if given != sent.get(eoi_id)
        and any(
            one in members and (one, eoi_id) not in left_out and one not in sent.get(eoi_id, ())
            for one in given
        )
    }
    complete = set(sent) - waiting
    every = {one.id for one in uow.views.eoi_standings(round_.id)}
    shown = every if round_.is_trial or round_.is_past(RoundState.MODERATION) else complete
    me = member_of(uow, round_.id, context.actor.person_id)
    if me is not None:
        mine = {eoi_id for eoi_id, given in sent.items() if me.id in given}
        shown = (shown & mine) - hidden_eois(uow, round_.id, me.person_id)
    return shown, complete


def ensure_amounts_in_sight(round_: Round) -> None:
    """Raise StepRefused before moderation, but for a trial."""
    if not round_.is_trial and round_.state not in AMOUNTS_FROM:
        raise StepRefused(
            f"The round is {round_.state}. Its pot is shared from moderation on, when all have scored."
        )


def outcomes_out_of_sight(uow: UnitOfWork, context: ServiceContext, round_: Round) -> frozenset[UUID]:
    """The EOIs whose rank and amount a panel member with a tie doesn't see before the announcement."""
    if round_.is_past(RoundState.ANNOUNCED) or round_.state is RoundState.CANCELLED:
        return frozenset()
    return hidden_from_panel_member(uow, round_, context.actor.person_id)


def ensure_every_outcome_in_sight(uow: UnitOfWork, context: ServiceContext, round_: Round) -> None:
    """Raise NotAllowed for a panel member with a tie, before what would show every outcome at once."""
    if outcomes_out_of_sight(uow, context, round_):
        raise NotAllowed(
            "You are on this panel and declared an interest in an applicant, so you see no outcome of theirs "
            "before the announcement. Somebody else has to do this."
        )
