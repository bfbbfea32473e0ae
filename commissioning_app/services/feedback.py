"""Feedback to applicants: one strength and one thing to change, written while the round is fresh."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from commissioning_app.domain.assessments import AssessmentState
from commissioning_app.domain.awards import RecommendationState
from commissioning_app.domain.eois import Decision, EoiState, Feedback, was_ruled_out
from commissioning_app.domain.errors import StepRefused
from commissioning_app.domain.roles import can_read_awards, can_see_all_assessments, can_write_letters
from commissioning_app.domain.rounds import Round, RoundState
from commissioning_app.services.audit import changes, record, snapshot
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.interests import counting_pairs, ensure_not_hidden
from commissioning_app.services.lookups import ensure_fresh, eoi_by_reference, round_by_code
from commissioning_app.services.permissions import require
from commissioning_app.services.ports.unit_of_work import UnitOfWork
from commissioning_app.services.sight import assessments_in_sight, outcomes_out_of_sight

WRITTEN_IN = frozenset({RoundState.SCORING, RoundState.MODERATION, RoundState.DECIDED})
"""When feedback is written; the letters carry it, so it is fixed once the round is announced."""


@dataclass(frozen=True)
class FeedbackRow:
    """One EOI's feedback as a table shows it; ``decision`` is None before there is a recommendation."""

    reference: str
    organisation: str
    title: str
    decision: Decision | None
    strength: str
    change: str
    comments: tuple[str, ...]
    version: int

    @property
    def is_complete(self) -> bool:
        """Whether both halves are written."""
        return bool(self.strength.strip() and self.change.strip())


def write_feedback(
    context: ServiceContext,
    *,
    round_code: str,
    reference: str,
    strength: str,
    change: str,
    version: int | None = None,
) -> int:
    """Keep an EOI's feedback; ``version`` 0 stands for none written yet. Returns the new version."""
    require(context.actor, can_write_letters)
    with context.unit_of_work() as uow:
        round_ = round_by_code(uow, round_code)
        if round_.state not in WRITTEN_IN and not round_.is_trial:
            raise StepRefused(
                f"The round is {round_.state}. Feedback is written from scoring to the decision."
            )
        eoi = eoi_by_reference(uow, round_.id, reference)
        ensure_not_hidden(uow, context, round_, eoi)
        found = uow.feedback.find(eoi_id=eoi.id)
        feedback = found or Feedback(eoi.id, round_.id, version=0)
        ensure_fresh(feedback, version, strength=strength, change=change)
        before = snapshot(feedback)
        feedback.strength, feedback.change = strength.strip(), change.strip()
        if found is None:
            feedback.version = 1
            uow.feedback.add(feedback)
        was, now = changes(before, snapshot(feedback))
        if now:
            record(
                uow,
                context,
                action="feedback written",
                subject_kind="eoi",
                subject_id=eoi.id,
                round_id=round_.id,
                before=was,
                after=now,
            )
        uow.commit()
        return feedback.version


def feedback_rows(context: ServiceContext, *, round_code: str) -> list[FeedbackRow]:
    """Every EOI that is owed a letter, with what was written and what the panel's members said of it.

    What members said is for those who see assessments, and of EOIs that everybody has sent.
    """
    require(context.actor, can_read_awards)
    with context.reading() as uow:
        round_ = round_by_code(uow, round_code)
        written = {row.eoi_id: row for row in uow.feedback.where(round_id=round_.id)}
        names = dict(uow.organisations.columns("id", "name"))
        decisions: dict[object, Decision] = {}
        standing = (RecommendationState.RECOMMENDED, RecommendationState.APPROVED)
        for recommendation in uow.recommendations.where(round_id=round_.id, state=standing):
            decisions |= dict(
                uow.recommendation_lines.columns("eoi_id", "decision", recommendation_id=recommendation.id)
            )
        comments = _comments(uow, context, round_) if can_see_all_assessments(context.actor) else {}
        away = outcomes_out_of_sight(uow, context, round_)
        rows = []
        for eoi_id, reference, organisation_id, title, state, code in uow.eois.columns(
            "id", "reference", "organisation_id", "title", "state", "reason_code", round_id=round_.id
        ):
            if state is EoiState.WITHDRAWN or eoi_id in away:
                continue
            feedback = written.get(eoi_id)
            ruled_out = Decision.INELIGIBLE if was_ruled_out(state, code) else None
            rows.append(
                FeedbackRow(
                    reference,
                    names[organisation_id],
                    title,
                    ruled_out or decisions.get(eoi_id),
                    feedback.strength if feedback else "",
                    feedback.change if feedback else "",
                    tuple(comments.get(eoi_id, ())),
                    feedback.version if feedback else 0,
                )
            )
    return sorted(rows, key=lambda row: row.reference)


def _comments(uow: UnitOfWork, context: ServiceContext, round_: Round) -> dict[UUID, list[str]]:
    """What members whose assessments count said, by EOI, as far as the actor may look at it."""
    in_sight, _ = assessments_in_sight(uow, context, round_)
    members, left_out = counting_pairs(uow, round_)
    comments: dict[UUID, list[str]] = {}
    for eoi_id, member_id, comment, by_criterion in uow.assessments.columns(
        "eoi_id", "member_id", "comment", "comments", round_id=round_.id, state=AssessmentState.SUBMITTED
    ):
        if eoi_id in in_sight and member_id in members and (member_id, eoi_id) not in left_out:
            said = [text for text in (comment, *by_criterion.values()) if text.strip()]
            comments.setdefault(eoi_id, []).extend(said)
    return comments
