"""Read models of the EOIs page: the whole list as plain tuples, and one EOI with all that belongs to it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from commissioning_app.domain.assessments import AssessmentState
from commissioning_app.domain.eligibility import published_rule
from commissioning_app.domain.eois import STEPS, Eoi, EoiState, Publication
from commissioning_app.domain.errors import BadValue, StepRefused
from commissioning_app.domain.forms import EligibilityRule, Question
from commissioning_app.domain.roles import (
    can_approve,
    can_handle_eois,
    can_read_eois,
    can_see_all_assessments,
)
from commissioning_app.domain.rounds import Round, RoundState
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.eligibility import ANSWERABLE, ASKS, BEFORE_ELIGIBLE, DECIDES
from commissioning_app.services.eois import ContactDetails, EoiDetails, ensure_may_be_edited, has_scores
from commissioning_app.services.form_versions import earlier_questions
from commissioning_app.services.interests import ensure_not_hidden, hidden_from_panel_member
from commissioning_app.services.lookups import eoi_by_reference, member_of, round_by_code
from commissioning_app.services.panel_scores import ranking_scores
from commissioning_app.services.permissions import require
from commissioning_app.services.policy import small_line_pence
from commissioning_app.services.ports.unit_of_work import UnitOfWork

EOI_COLUMNS = (
    "id",
    "reference",
    "organisation",
    "title",
    "requested_pence",
    "minimum_pence",
    "funding_kind",
    "state",
    "is_small",
    "income_pence",
    "received_at",
    "score",
)
"""What the tuples of ``eoi_rows`` hold, in this order; the score is a float for showing, 0 to 100."""


@dataclass(frozen=True)
class QueryRow:
    """A question to the applicant, and the answer when it came."""

    query_id: UUID
    question: str
    asked_at: datetime
    asked_by: str
    reply_by: date
    answer: str
    answered_at: datetime | None
    helps_everyone: bool
    version: int


@dataclass(frozen=True)
class EoiPage:
    """One EOI. ``can`` holds the verbs that the actor could use on it now, as services call them.

    ``earlier_questions`` are those that it answers though the form does not ask them now. ``contacts`` is how
    many contacts with the organisation are written down.
    """

    id: UUID
    reference: str
    organisation_id: UUID
    organisation: str
    org_id: str
    host: str
    is_small: bool | None
    state: EoiState
    state_reason: str
    broken_rule: EligibilityRule | None
    details: EoiDetails
    contact: ContactDetails
    received_at: datetime | None
    source: str
    publication: Publication
    publication_reason: str
    late_agreed_by: str
    questions: tuple[Question, ...]
    rules: tuple[EligibilityRule, ...]
    queries: tuple[QueryRow, ...]
    version: int
    can: frozenset[str]
    earlier_questions: tuple[Question, ...] = ()
    contacts: int = 0


def eoi_rows(context: ServiceContext, *, round_code: str) -> list[tuple[Any, ...]]:
    """Every EOI of a round by reference, as tuples of EOI_COLUMNS; those with the actor's conflict left out.

    Scores are shown from moderation on, to those who may see assessments and are not on the panel.
    """
    require(context.actor, can_read_eois)
    with context.reading() as uow:
        round_ = round_by_code(uow, round_code)
        line = small_line_pence(context, round_)
        lines = uow.views.eoi_lines(round_.id)
        hidden = hidden_from_panel_member(uow, round_, context.actor.person_id)
        shown = _shown_scores(uow, context, round_)
    return [
        (
            *row[:8],
            None if row.income_pence is None else row.income_pence < line,
            row.income_pence,
            row.received_at,
            shown.get(row.id),
        )
        for row in lines
        if not hidden or row.id not in hidden
    ]


def eoi_page(context: ServiceContext, *, round_code: str, reference: str) -> EoiPage:
    """One EOI with its contact, its queries and what can be done with it now."""
    require(context.actor, can_read_eois)
    with context.reading() as uow:
        round_ = round_by_code(uow, round_code)
        eoi = eoi_by_reference(uow, round_.id, reference)
        ensure_not_hidden(uow, context, round_, eoi)
        organisation = uow.organisations.get(eoi.organisation_id)
        contact = uow.contacts.find(eoi_id=eoi.id)
        queries = sorted(uow.queries.where(eoi_id=eoi.id), key=lambda one: one.asked_at)
        return EoiPage(
            id=eoi.id,
            reference=eoi.reference,
            organisation_id=organisation.id,
            organisation=organisation.name,
            org_id=organisation.org_id,
            host=uow.organisations.get(eoi.host_organisation_id).name if eoi.host_organisation_id else "",
            is_small=organisation.is_small(small_line_pence(context, round_)),
            state=eoi.state,
            state_reason=eoi.state_reason,
            broken_rule=_broken_rule(round_, eoi),
            details=EoiDetails(**{name: getattr(eoi, name) for name in EoiDetails.__dataclass_fields__}),
            contact=ContactDetails(contact.name, contact.email, contact.phone)
            if contact
            else ContactDetails(),
            received_at=eoi.received_at,
            source=eoi.source,
            publication=eoi.publication,
            publication_reason=eoi.publication_reason,
            late_agreed_by=uow.people.get(eoi.late_agreed_by).name if eoi.late_agreed_by else "",
            questions=round_.questions,
            earlier_questions=earlier_questions(uow, round_, eoi.answers),
            contacts=uow.organisation_contacts.count(organisation_id=organisation.id),
            rules=round_.eligibility_rules,
            queries=tuple(
                QueryRow(
                    one.id,
                    one.question,
                    one.asked_at,
                    one.asked_by,
                    one.reply_by,
                    one.answer,
                    one.answered_at,
                    one.helps_everyone,
                    one.version,
                )
                for one in queries
            ),
            version=eoi.version,
            can=_can(context, round_, eoi, has_scores=has_scores(uow, eoi)),
        )


def _shown_scores(uow: UnitOfWork, context: ServiceContext, round_: Round) -> dict[UUID, float]:
    if not round_.is_past(RoundState.MODERATION) or not can_see_all_assessments(context.actor):
        return {}
    if member_of(uow, round_.id, context.actor.person_id) and not round_.is_past(RoundState.ANNOUNCED):
        return {}
    if not uow.assessments.count(round_id=round_.id, state=AssessmentState.SUBMITTED):
        return {}
    scores = ranking_scores(uow, round_)
    return {eoi_id: float(score) for eoi_id, score in scores.items() if score is not None}


def _broken_rule(round_: Round, eoi: Eoi) -> EligibilityRule | None:
    try:
        return published_rule(round_, eoi.reason_code)
    except BadValue:
        return None


def _can(context: ServiceContext, round_: Round, eoi: Eoi, *, has_scores: bool) -> frozenset[str]:
    """What the actor could do with an EOI now; the services ask again."""
    can: set[str] = set()
    state, steps = eoi.state, STEPS[eoi.state]
    decides = round_.state in DECIDES and state is not EoiState.LATE
    if can_handle_eois(context.actor):
        can |= {"edit_contact", "set_publication"}
        if state is not EoiState.WITHDRAWN:
            can.add("withdraw_eoi")
        if decides and state in BEFORE_ELIGIBLE:
            can.add("find_eligible")
        if decides and EoiState.INELIGIBLE in steps and round_.eligibility_rules:
            can.add("find_ineligible")
        if decides and state in (EoiState.ELIGIBLE, EoiState.INELIGIBLE):
            can.add("take_back_eligibility")
        if round_.state in ASKS and state in ANSWERABLE:
            can.add("ask_query")
        with suppress(StepRefused):
            ensure_may_be_edited(round_, eoi, has_scores=has_scores)
            can.add("edit_eoi")
    if can_approve(context.actor) and round_.state in DECIDES and state is EoiState.LATE:
        can.add("agree_late")
    return frozenset(can)
