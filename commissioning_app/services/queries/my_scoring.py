"""What a panel member sees: their rounds, the EOIs given to them, and one EOI to read and score.

Nothing here holds a monitoring answer, a contact, another member's assessment, or an EOI with a conflict.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from commissioning_app.domain.assessments import Assessment, AssessmentState
from commissioning_app.domain.eois import Eoi, FundingKind
from commissioning_app.domain.errors import NotFound
from commissioning_app.domain.forms import Criterion, QuestionPurpose
from commissioning_app.domain.money import Pence
from commissioning_app.domain.panels import PanelMember
from commissioning_app.domain.roles import can_score
from commissioning_app.domain.rounds import Round, RoundState
from commissioning_app.services.attachment_sight import files_of, seen_by_scorers
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.declared import has_declared
from commissioning_app.services.form_versions import earlier_questions
from commissioning_app.services.permissions import require
from commissioning_app.services.ports.unit_of_work import UnitOfWork
from commissioning_app.services.queries.attachments import AttachmentRow, as_row
from commissioning_app.services.scoring import NO_SUCH_EOI, given_eois, my_place

NOT_STARTED = "not_started"
"""How an assignment without an assessment is called, beside the states of an assessment."""


@dataclass(frozen=True)
class MyRound:
    """A round whose panel the member is on; ``given``, ``started`` and ``submitted`` count EOIs."""

    code: str
    name: str
    state: RoundState
    scoring_by: date | None
    given: int
    started: int
    submitted: int
    needs_declaration: bool
    can_score: bool


@dataclass(frozen=True)
class MyAssignment:
    """One EOI in the member's list; ``scored`` of ``criteria`` have points or "can't say"."""

    position: int
    reference: str
    title: str
    organisation: str
    requested_pence: Pence
    funding_kind: FundingKind | None
    state: str
    scored: int
    criteria: int
    version: int


@dataclass(frozen=True)
class EoiToScore:
    """One EOI to read and score, and the member's own assessment of it; version 0 when not started.

    ``files`` are recordings of the application, with what is said in them, and those that are assessed.
    """

    position: int
    of: int
    reference: str
    title: str
    organisation: str
    requested_pence: Pence
    minimum_pence: Pence | None
    funding_kind: FundingKind | None
    duration_months: int | None
    area: str
    summary: str
    partners: str
    answers: tuple[tuple[str, str], ...]
    queries: tuple[tuple[str, str], ...]
    files: tuple[AttachmentRow, ...]
    criteria: tuple[Criterion, ...]
    scores: Mapping[str, int | None]
    comments: Mapping[str, str]
    comment: str
    state: str
    version: int
    can_score: bool
    previous: str | None
    next: str | None


def my_rounds(context: ServiceContext) -> tuple[MyRound, ...]:
    """The rounds whose panel one is on, those to score now first."""
    require(context.actor, can_score)
    with context.reading() as uow:
        places = [one for one in uow.members.where(person_id=context.actor.person_id) if one.is_voting]
        rounds = [_my_round(uow, uow.rounds.get(place.round_id), place) for place in places]
    open_ones = [one for one in rounds if one.state not in (RoundState.DRAFT, RoundState.CANCELLED)]
    return tuple(sorted(open_ones, key=lambda one: (not one.can_score, one.scoring_by or date.max, one.code)))


def my_assignments(context: ServiceContext, *, round_code: str) -> tuple[MyAssignment, ...]:
    """The EOIs that one is given to score, in order; none before scoring has started."""
    require(context.actor, can_score)
    with context.reading() as uow:
        round_, member = my_place(uow, context, round_code)
        eois = _shown(uow, round_, member)
        names = _names(uow, eois)
        kept = _own(uow, member)
    return tuple(
        MyAssignment(
            position=position,
            reference=eoi.reference,
            title=eoi.title,
            organisation=names[eoi.organisation_id],
            requested_pence=eoi.requested_pence,
            funding_kind=eoi.funding_kind,
            state=_state(kept.get(eoi.id)),
            scored=_scored(round_, kept.get(eoi.id)),
            criteria=len(round_.criteria),
            version=_version(kept.get(eoi.id)),
        )
        for position, eoi in enumerate(eois, 1)
    )


def read_eoi_for_scoring(context: ServiceContext, *, round_code: str, reference: str) -> EoiToScore:
    """One EOI that was given to the member: what the applicant wrote, and the member's own scores."""
    require(context.actor, can_score)
    with context.reading() as uow:
        round_, member = my_place(uow, context, round_code)
        eois = _shown(uow, round_, member)
        at = next((index for index, eoi in enumerate(eois) if eoi.reference == reference), None)
        if at is None:
            raise NotFound(NO_SUCH_EOI)
        eoi = eois[at]
        kept = uow.assessments.find(member_id=member.id, eoi_id=eoi.id)
        return EoiToScore(
            position=at + 1,
            of=len(eois),
            reference=eoi.reference,
            title=eoi.title,
            organisation=uow.organisations.get(eoi.organisation_id).name,
            requested_pence=eoi.requested_pence,
            minimum_pence=eoi.minimum_pence,
            funding_kind=eoi.funding_kind,
            duration_months=eoi.duration_months,
            area=eoi.area,
            summary=eoi.summary,
            partners=eoi.partners,
            answers=_answers(uow, round_, eoi),
            queries=_queries(uow, round_, eoi),
            files=tuple(as_row(round_, one) for one in seen_by_scorers(round_, files_of(uow, round_, eoi))),
            criteria=round_.criteria,
            scores=dict(kept.scores) if kept else {},
            comments=dict(kept.comments) if kept else {},
            comment=kept.comment if kept else "",
            state=_state(kept),
            version=_version(kept),
            can_score=round_.state is RoundState.SCORING
            and (kept is None or kept.state is AssessmentState.DRAFT),
            previous=eois[at - 1].reference if at else None,
            next=eois[at + 1].reference if at + 1 < len(eois) else None,
        )


def _my_round(uow: UnitOfWork, round_: Round, member: PanelMember) -> MyRound:
    eois = _shown(uow, round_, member)
    kept = _own(uow, member)
    states = [_state(kept.get(eoi.id)) for eoi in eois]
    may_declare = not round_.is_past(RoundState.ANNOUNCED) and round_.state is not RoundState.DRAFT
    return MyRound(
        code=round_.code,
        name=round_.name,
        state=round_.state,
        scoring_by=round_.timetable.scoring_by,
        given=len(eois),
        started=len(states) - states.count(NOT_STARTED),
        submitted=states.count(AssessmentState.SUBMITTED),
        needs_declaration=may_declare and not has_declared(uow, round_, member.person_id),
        can_score=round_.state is RoundState.SCORING,
    )


def _shown(uow: UnitOfWork, round_: Round, member: PanelMember) -> list[Eoi]:
    """What the member is given, from scoring on."""
    return given_eois(uow, round_, member) if round_.is_past(RoundState.SCORING) else []


def _own(uow: UnitOfWork, member: PanelMember) -> dict[UUID, Assessment]:
    return {one.eoi_id: one for one in uow.assessments.where(member_id=member.id)}


def _names(uow: UnitOfWork, eois: list[Eoi]) -> dict[UUID, str]:
    wanted = [eoi.organisation_id for eoi in eois]
    return dict(uow.organisations.columns("id", "name", id=wanted)) if wanted else {}


def _state(kept: Assessment | None) -> str:
    return NOT_STARTED if kept is None else kept.state.value


def _version(kept: Assessment | None) -> int:
    return 0 if kept is None else kept.version


def _scored(round_: Round, kept: Assessment | None) -> int:
    return 0 if kept is None else sum(1 for criterion in round_.criteria if criterion.id in kept.scores)


def _answers(uow: UnitOfWork, round_: Round, eoi: Eoi) -> tuple[tuple[str, str], ...]:
    """The answers that are assessed, in the order of the form; who answers is nobody's business here.

    After them come the answers to what an earlier version of the form asked.
    """
    return tuple(
        (question.text, eoi.answers[question.id])
        for question in (*round_.questions, *earlier_questions(uow, round_, eoi.answers))
        if question.counts_as is QuestionPurpose.ASSESSMENT and eoi.answers.get(question.id)
    )


def _queries(uow: UnitOfWork, round_: Round, eoi: Eoi) -> tuple[tuple[str, str], ...]:
    """What this applicant was asked and answered, then what others answered that helps everyone."""
    own = uow.queries.where(eoi_id=eoi.id)
    others = uow.queries.where(helps_everyone=True)
    of_round = {row[0] for row in uow.eois.columns("id", round_id=round_.id)} if others else set()
    told = [*own, *(one for one in others if one.eoi_id in of_round and one.eoi_id != eoi.id)]
    answered = sorted((one for one in told if one.answered_at), key=lambda one: one.asked_at)
    return tuple((one.question, one.answer) for one in answered)
