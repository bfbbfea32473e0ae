"""A member's own scoring: drafts that are kept as they type, and assessments that are sent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from commissioning_app.domain.assessments import Assessment, AssessmentState
from commissioning_app.domain.conflicts import ensure_no_conflict
from commissioning_app.domain.eois import Eoi, EoiState
from commissioning_app.domain.errors import (
    CommissioningError,
    NotAllowed,
    NotFound,
    Problems,
    StaleVersion,
    StepRefused,
)
from commissioning_app.domain.panels import PanelMember
from commissioning_app.domain.roles import can_score
from commissioning_app.domain.rounds import Round, RoundState
from commissioning_app.services.audit import record
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.interests import hidden_eois
from commissioning_app.services.lookups import ensure_fresh, member_of, round_by_code
from commissioning_app.services.permissions import require
from commissioning_app.services.ports.unit_of_work import UnitOfWork

NO_SUCH_EOI = "This EOI is not among those that you were given to score."


def save_draft(
    context: ServiceContext,
    *,
    round_code: str,
    reference: str,
    scores: Mapping[str, int | None],
    comments: Mapping[str, str] | None = None,
    comment: str = "",
    version: int | None = None,
) -> int:
    """Keep what a member has so far; returns the new version. Nothing is written when nothing differs.

    A score is points, or None for "can't say"; a criterion that is left out has not been scored yet.
    ``version`` 0 is that of an assessment not started.
    """
    require(context.actor, can_score)
    with context.unit_of_work() as uow:
        round_, member, eoi = _given_eoi(uow, context, round_code, reference)
        _ensure_scoring(round_)
        kept = uow.assessments.find(member_id=member.id, eoi_id=eoi.id)
        words = {key: text.strip() for key, text in (comments or {}).items() if text.strip()}
        before = _content(kept)
        if kept is None:
            if version:
                raise StaleVersion(
                    "This assessment was taken away meanwhile. Read the EOI again.",
                    theirs={},
                    yours={"scores": dict(scores)},
                )
            if not scores and not words and not comment.strip():
                return 0
            kept = Assessment(uuid4(), round_.id, eoi.id, member.id)
            uow.assessments.add(kept)
        else:
            ensure_fresh(kept, version, scores=scores, comments=words, comment=comment)
        kept.save_draft(scores=scores, comments=words, comment=comment.strip(), criteria=round_.criteria)
        after = _content(kept)
        if before == after:
            return kept.version
        action = "assessment started" if before == _content(None) else "draft assessment saved"
        _record(uow, context, kept, eoi, action, before, after)
        uow.commit()
        return kept.version


def submit_assessment(
    context: ServiceContext, *, round_code: str, reference: str, version: int | None = None
) -> None:
    """Send one assessment; every criterion has a score or "can't say"."""
    require(context.actor, can_score)
    with context.unit_of_work() as uow:
        round_, member, eoi = _given_eoi(uow, context, round_code, reference)
        _ensure_scoring(round_)
        kept = uow.assessments.find(member_id=member.id, eoi_id=eoi.id)
        if kept is None:
            raise StepRefused(f"You have not scored {reference} yet.")
        ensure_fresh(kept, version, state=AssessmentState.SUBMITTED)
        _send(uow, context, round_, kept, eoi)
        uow.commit()


def submit_all(context: ServiceContext, *, round_code: str) -> int:
    """Send every assessment that is not sent yet, all or none; returns how many.

    Raises Problems with a sentence for each EOI that is not ready.
    """
    require(context.actor, can_score)
    with context.unit_of_work() as uow:
        round_, member = my_place(uow, context, round_code)
        _ensure_scoring(round_)
        eois = given_eois(uow, round_, member)
        kept = {one.eoi_id: one for one in uow.assessments.where(member_id=member.id)}
        waiting = [eoi for eoi in eois if eoi.id not in kept or kept[eoi.id].state is AssessmentState.DRAFT]
        problems = []
        for eoi in waiting:
            if eoi.id not in kept:
                problems.append(f"{eoi.reference}: you have not scored it yet.")
                continue
            try:
                _send(uow, context, round_, kept[eoi.id], eoi)
            except CommissioningError as problem:
                problems.append(f"{eoi.reference}: {problem}")
        if problems:
            raise Problems(problems)
        uow.commit()
        return len(waiting)


def my_place(uow: UnitOfWork, context: ServiceContext, round_code: str) -> tuple[Round, PanelMember]:
    """The round and the actor's voting place on its panel; raises NotAllowed for others."""
    round_ = round_by_code(uow, round_code)
    member = member_of(uow, round_.id, context.actor.person_id)
    if member is None or not member.is_voting:
        raise NotAllowed("You are not on the panel of this round, so there is nothing for you to score.")
    return round_, member


def given_eois(uow: UnitOfWork, round_: Round, member: PanelMember) -> list[Eoi]:
    """The EOIs that a member is given to score, by reference: those in play, none with a conflict."""
    given = [row[0] for row in uow.assignments.columns("eoi_id", member_id=member.id)]
    hidden = hidden_eois(uow, round_.id, member.person_id)
    wanted = [eoi_id for eoi_id in given if eoi_id not in hidden]
    eois = [eoi for eoi in uow.eois.where(id=wanted) if eoi.is_in_play] if wanted else []
    return sorted(eois, key=lambda eoi: eoi.reference)


def _given_eoi(
    uow: UnitOfWork, context: ServiceContext, round_code: str, reference: str
) -> tuple[Round, PanelMember, Eoi]:
    """One EOI that the actor was given; one with a conflict is refused, any other is as if not there."""
    round_, member = my_place(uow, context, round_code)
    eoi = uow.eois.find(round_id=round_.id, reference=reference)
    if eoi is None:
        raise NotFound(NO_SUCH_EOI)
    declared = uow.declarations.where(round_id=round_.id, person_id=member.person_id)
    ensure_no_conflict(member, eoi.organisation_id, declared, host_id=eoi.host_organisation_id)
    if uow.assignments.find(member_id=member.id, eoi_id=eoi.id) is None:
        raise NotFound(NO_SUCH_EOI)
    if eoi.state is EoiState.WITHDRAWN or not eoi.is_in_play:
        raise StepRefused(f"The EOI {reference} is {eoi.state.replace('_', ' ')}, so it is not scored.")
    return round_, member, eoi


def _ensure_scoring(round_: Round) -> None:
    if round_.state is not RoundState.SCORING:
        started = round_.is_past(RoundState.MODERATION)
        what = "Scoring is over" if started else "Scoring has not started"
        raise StepRefused(f"{what}: the round is {round_.state}. Nothing was changed.")


def _send(uow: UnitOfWork, context: ServiceContext, round_: Round, kept: Assessment, eoi: Eoi) -> None:
    kept.submit(at=context.clock.now(), criteria=round_.criteria)
    _record(uow, context, kept, eoi, "assessment sent", {"state": AssessmentState.DRAFT}, _content(kept))


def _content(kept: Assessment | None) -> dict[str, Any]:
    if kept is None:
        return {"scores": {}, "comments": {}, "comment": "", "state": AssessmentState.DRAFT}
    return {
        "scores": dict(kept.scores),
        "comments": dict(kept.comments),
        "comment": kept.comment,
        "state": kept.state,
    }


def _record(
    uow: UnitOfWork,
    context: ServiceContext,
    kept: Assessment,
    eoi: Eoi,
    action: str,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
) -> None:
    """Record scores in the chain and comments, which may speak of people, in the erasable part."""
    said = ("comments", "comment")
    old, new = dict(before.get("scores", {})), dict(after["scores"])
    differ = {key for key in {**old, **new} if key not in old or key not in new or old[key] != new[key]}
    sent = after["state"] is AssessmentState.SUBMITTED
    record(
        uow,
        context,
        action=action,
        subject_kind="assessment",
        subject_id=kept.id,
        round_id=kept.round_id,
        before={"state": before["state"]} if sent else {key: old[key] for key in sorted(differ & set(old))},
        after={
            "eoi": eoi.reference,
            "state": after["state"],
            "scores": new if sent else {key: new[key] for key in sorted(differ & set(new))},
        },
        personal={key: after[key] for key in said if sent or before.get(key) != after[key]},
    )
