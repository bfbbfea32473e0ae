"""Moderation: looking at one another's assessments once one's own is sent, changed scores, discussions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID, uuid4

from commissioning_app.domain.assessments import Assessment, AssessmentState, Discussion, ScoreChange
from commissioning_app.domain.eois import Eoi
from commissioning_app.domain.errors import BadValue, NotAllowed, NotFound, ScorerHasConflict, StepRefused
from commissioning_app.domain.panels import MemberGroup
from commissioning_app.domain.roles import can_moderate, can_score
from commissioning_app.domain.rounds import Round, RoundState
from commissioning_app.services.audit import record
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.interests import (
    counting_pairs,
    ensure_no_interest_of_actor,
    ensure_not_hidden,
    hidden_eois,
)
from commissioning_app.services.lookups import eoi_by_reference, round_by_code
from commissioning_app.services.panels import member_by_id
from commissioning_app.services.permissions import require
from commissioning_app.services.ports.unit_of_work import UnitOfWork
from commissioning_app.services.scoring import NO_SUCH_EOI, my_place


@dataclass(frozen=True)
class OthersAssessment:
    """What another member sent, as their fellow members see it: by group, not by name."""

    group: MemberGroup
    scores: Mapping[str, int | None]
    comments: Mapping[str, str]
    comment: str


def see_others(context: ServiceContext, *, round_code: str, reference: str) -> tuple[OthersAssessment, ...]:
    """Show a member the others' assessments of an EOI, after sending their own, and note that they saw."""
    require(context.actor, can_score)
    with context.unit_of_work() as uow:
        round_, member = my_place(uow, context, round_code)
        eoi = uow.eois.find(round_id=round_.id, reference=reference)
        if eoi is None:
            raise NotFound(NO_SUCH_EOI)
        if eoi.id in hidden_eois(uow, round_.id, member.person_id):
            raise ScorerHasConflict("You declared an interest in this organisation.")
        own = uow.assessments.find(member_id=member.id, eoi_id=eoi.id, state=AssessmentState.SUBMITTED)
        if own is None:
            raise NotAllowed("Score it first: nobody sees the others' assessments before sending their own.")
        if not round_.is_past(RoundState.MODERATION):
            raise StepRefused("The panel looks at its assessments together at moderation.")
        members, left_out = counting_pairs(uow, round_)
        others = [
            OthersAssessment(members[one.member_id].group, dict(one.scores), dict(one.comments), one.comment)
            for one in uow.assessments.where(eoi_id=eoi.id, state=AssessmentState.SUBMITTED)
            if one.member_id in members and one.id != own.id and (one.member_id, eoi.id) not in left_out
        ]
        if own.others_seen_at is None:
            own.others_seen_at = context.clock.now()
            record(
                uow,
                context,
                action="others' assessments seen",
                subject_kind="assessment",
                subject_id=own.id,
                round_id=round_.id,
                after={"eoi": eoi.reference, "others_seen_at": own.others_seen_at},
            )
            uow.commit()
        return tuple(sorted(others, key=lambda one: (one.group.value, sorted(map(str, one.scores.items())))))


def change_score(
    context: ServiceContext,
    *,
    round_code: str,
    reference: str,
    member_id: UUID,
    criterion_id: str,
    value: int | None,
    reason: str,
) -> None:
    """Change a member's score at moderation, with a reason; the old one is kept beside it."""
    with context.unit_of_work() as uow:
        round_, eoi = _at_moderation(uow, context, round_code, reference)
        member = member_by_id(uow, round_, member_id)
        if member.person_id != context.actor.person_id:
            require(context.actor, can_moderate)
        if not member.is_voting:
            raise StepRefused("This member has stepped down, so their scores don't count and don't change.")
        assessment = uow.assessments.find(member_id=member.id, eoi_id=eoi.id)
        if assessment is None:
            raise NotFound(f"This member has not scored {reference}.")
        old = assessment.change_score(
            criterion_id=criterion_id, value=value, reason=reason, criteria=round_.criteria
        )
        if old == value and criterion_id in assessment.scores:
            raise BadValue("The score is that already.", field="value")
        _ensure_something_scored(assessment)
        uow.score_changes.add(
            ScoreChange(
                id=uuid4(),
                assessment_id=assessment.id,
                criterion_id=criterion_id,
                before=old,
                after=value,
                reason=reason.strip(),
                changed_at=context.clock.now(),
                changed_by=context.actor.name,
            )
        )
        record(
            uow,
            context,
            action="score changed at moderation",
            subject_kind="assessment",
            subject_id=assessment.id,
            round_id=round_.id,
            before={"scores": {criterion_id: old}},
            after={"eoi": eoi.reference, "scores": {criterion_id: value}},
            personal={"why": reason.strip()},
        )
        uow.commit()


def note_discussion(context: ServiceContext, *, round_code: str, reference: str, note: str) -> None:
    """Write down what the panel said about an EOI at moderation."""
    require(context.actor, can_moderate)
    if not note.strip():
        raise BadValue("Type what the panel said.", field="note")
    with context.unit_of_work() as uow:
        round_, eoi = _at_moderation(uow, context, round_code, reference)
        discussion = Discussion(
            uuid4(), round_.id, eoi.id, note.strip(), context.clock.now(), context.actor.name
        )
        uow.discussions.add(discussion)
        record(
            uow,
            context,
            action="discussion noted",
            subject_kind="eoi",
            subject_id=eoi.id,
            round_id=round_.id,
            personal={"note": discussion.note},
        )
        uow.commit()


def _at_moderation(
    uow: UnitOfWork, context: ServiceContext, round_code: str, reference: str
) -> tuple[Round, Eoi]:
    round_ = round_by_code(uow, round_code)
    eoi = eoi_by_reference(uow, round_.id, reference)
    ensure_not_hidden(uow, context, round_, eoi)
    ensure_no_interest_of_actor(uow, context, round_, eoi)
    if round_.state is not RoundState.MODERATION:
        raise StepRefused(
            f"The round is {round_.state}: scores are discussed and changed at moderation only."
        )
    return round_, eoi


def _ensure_something_scored(assessment: Assessment) -> None:
    if all(score is None for score in assessment.scores.values()):
        raise BadValue("An assessment keeps one score at least.", field="value")
