"""Eligibility: asking applicants, finding EOIs eligible or not by a published rule, and taking late ones."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from commissioning_app.domain.conflicts import is_hidden
from commissioning_app.domain.eligibility import (
    LateGround,
    ensure_time_to_mend,
    ground_in_words,
    published_rule,
    reply_day,
)
from commissioning_app.domain.eois import Eoi, EoiQuery, EoiState
from commissioning_app.domain.errors import BadValue, StepRefused
from commissioning_app.domain.roles import can_approve, can_handle_eois
from commissioning_app.domain.rounds import Round, RoundState
from commissioning_app.services.audit import record
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.interests import ensure_no_interest_of_actor, hidden_from
from commissioning_app.services.lookups import ensure_fresh, eoi_by_reference, round_by_code
from commissioning_app.services.permissions import require
from commissioning_app.services.ports.unit_of_work import UnitOfWork

DECIDES = frozenset({RoundState.OPEN, RoundState.CLOSED, RoundState.SCORING})
"""When eligibility is decided: from opening until everybody has scored."""

ASKS = DECIDES | {RoundState.MODERATION}
"""When applicants are asked: the panel may want to know something at moderation too."""

BEFORE_ELIGIBLE = (EoiState.RECEIVED, EoiState.QUERIED, EoiState.INELIGIBLE)
ANSWERABLE = (EoiState.RECEIVED, EoiState.QUERIED, EoiState.ELIGIBLE, EoiState.SCORED)


def ask_query(
    context: ServiceContext, *, round_code: str, reference: str, question: str, reply_by: date | None = None
) -> UUID:
    """Ask an applicant something; they have five working days at least. Once scored it stays in play."""
    require(context.actor, can_handle_eois)
    if not question.strip():
        raise BadValue("Type the question to the applicant.", field="question")
    with context.unit_of_work() as uow:
        round_ = round_by_code(uow, round_code)
        eoi = eoi_by_reference(uow, round_.id, reference)
        if round_.state not in ASKS:
            raise StepRefused(f"The round {round_.code} is {round_.state}: applicants are not asked now.")
        if eoi.state not in ANSWERABLE:
            raise StepRefused(f"The EOI {eoi.reference} is {eoi.state}: there is nothing to ask.")
        query = EoiQuery(
            id=uuid4(),
            eoi_id=eoi.id,
            question=question.strip(),
            asked_at=context.clock.now(),
            asked_by=context.actor.name,
            reply_by=reply_day(context.clock.today(), reply_by),
        )
        before = eoi.state
        is_scored_now = round_.is_past(RoundState.SCORING)
        if before is EoiState.RECEIVED or (before is EoiState.ELIGIBLE and not is_scored_now):
            eoi.move(EoiState.QUERIED)
        uow.queries.add(query)
        _record(
            uow,
            context,
            eoi,
            "applicant asked",
            before={"state": before},
            after={"state": eoi.state, "question": query.question, "reply_by": query.reply_by},
        )
        uow.commit()
        return query.id


def answer_query(
    context: ServiceContext,
    *,
    query_id: UUID,
    answer: str,
    helps_everyone: bool = False,
    version: int | None = None,
) -> None:
    """Write an applicant's answer down: its scorers see it, everyone's when it helps everyone."""
    require(context.actor, can_handle_eois)
    if not answer.strip():
        raise BadValue("Type the applicant's answer.", field="answer")
    with context.unit_of_work() as uow:
        query = uow.queries.get(query_id)
        ensure_fresh(query, version, answer=answer, helps_everyone=helps_everyone)
        eoi = uow.eois.get(query.eoi_id)
        round_ = uow.rounds.get(eoi.round_id)
        if round_.state not in ASKS:
            raise StepRefused(f"The round {round_.code} is {round_.state}: no answer changes anything now.")
        before = {"answer": query.answer, "helps_everyone": query.helps_everyone}
        query.answer, query.helps_everyone = answer.strip(), helps_everyone
        query.answered_at = query.answered_at or context.clock.now()
        _record(
            uow,
            context,
            eoi,
            "applicant answered",
            before=before,
            after={"answer": query.answer, "helps_everyone": helps_everyone},
        )
        uow.commit()


def find_eligible(
    context: ServiceContext, *, round_code: str, reference: str, version: int | None = None
) -> None:
    """Let an EOI go to the panel; one that was ruled out comes back when it was mended."""
    require(context.actor, can_handle_eois)
    with context.unit_of_work() as uow:
        round_, eoi = _open_eoi(uow, round_code, reference)
        ensure_fresh(eoi, version, state=EoiState.ELIGIBLE)
        _ensure_not_late(eoi)
        if eoi.state not in BEFORE_ELIGIBLE:
            raise StepRefused(f"The EOI {eoi.reference} is {eoi.state}: its eligibility is decided.")
        ensure_no_interest_of_actor(uow, context, round_, eoi)
        before = {"state": eoi.state, "code": eoi.reason_code}
        eoi.move(EoiState.ELIGIBLE)
        _record(uow, context, eoi, "EOI found eligible", before=before, after={"state": eoi.state})
        uow.commit()


def find_all_eligible(
    context: ServiceContext, *, round_code: str, references: Collection[str] | None = None
) -> int:
    """Let many received EOIs go to the panel at once, all or none; without references all that can."""
    require(context.actor, can_handle_eois)
    with context.unit_of_work() as uow:
        round_ = _deciding_round(uow, round_code)
        mine = hidden_from(uow, round_.id, context.actor.person_id)
        rows = uow.eois.columns(
            "id", "reference", "version", "organisation_id", "host_organisation_id",
            round_id=round_.id, state=EoiState.RECEIVED,
        )  # fmt: skip
        ready = {row[1]: row for row in rows if not is_hidden(mine, row[3], row[4])}
        chosen = list(ready) if references is None else list(dict.fromkeys(references))
        refused = [reference for reference in chosen if reference not in ready]
        if refused:
            some = ", ".join(refused[:5]) + ("…" if len(refused) > 5 else "")
            raise BadValue(f"Only received EOIs can be found eligible together; these can't: {some}.")
        uow.eois.update_many(
            [
                {"id": ready[one][0], "state": EoiState.ELIGIBLE, "version": ready[one][2] + 1}
                for one in chosen
            ]
        )
        if chosen:
            record(
                uow,
                context,
                action="EOIs found eligible",
                subject_kind="round",
                subject_id=round_.id,
                round_id=round_.id,
                before={"state": EoiState.RECEIVED},
                after={"state": EoiState.ELIGIBLE, "references": sorted(chosen)},
            )
            uow.commit()
        return len(chosen)


def find_ineligible(
    context: ServiceContext,
    *,
    round_code: str,
    reference: str,
    code: str,
    reason: str,
    version: int | None = None,
) -> None:
    """Rule an EOI out by a published rule, once the applicant had five working days to mend it."""
    require(context.actor, can_handle_eois)
    if not reason.strip():
        raise BadValue("Say in a sentence how the rule is not met. The letter tells it.", field="reason")
    with context.unit_of_work() as uow:
        round_, eoi = _open_eoi(uow, round_code, reference)
        ensure_fresh(eoi, version, state=EoiState.INELIGIBLE, reason_code=code, state_reason=reason)
        _ensure_not_late(eoi)
        ensure_no_interest_of_actor(uow, context, round_, eoi)
        rule = published_rule(round_, code)
        ensure_time_to_mend(rule, uow.queries.where(eoi_id=eoi.id), context.clock.today())
        before = {"state": eoi.state}
        codes = frozenset(one.code for one in round_.eligibility_rules)
        eoi.rule_out(code=code, reason=reason.strip(), published_codes=codes)
        _record(
            uow,
            context,
            eoi,
            "EOI found ineligible",
            before=before,
            after={"state": eoi.state, "code": code},
            reason=eoi.state_reason,
        )
        uow.commit()


def take_back_eligibility(
    context: ServiceContext, *, round_code: str, reference: str, reason: str, version: int | None = None
) -> None:
    """Put an EOI back to received when its eligibility was decided by mistake."""
    require(context.actor, can_handle_eois)
    if not reason.strip():
        raise BadValue("Say why the decision is taken back.", field="reason")
    with context.unit_of_work() as uow:
        round_, eoi = _open_eoi(uow, round_code, reference)
        ensure_fresh(eoi, version, state=EoiState.RECEIVED)
        if eoi.state not in (EoiState.ELIGIBLE, EoiState.INELIGIBLE):
            raise StepRefused(f"The EOI {eoi.reference} is {eoi.state}: there is no decision to take back.")
        ensure_no_interest_of_actor(uow, context, round_, eoi)
        before = {"state": eoi.state, "code": eoi.reason_code}
        eoi.move(EoiState.RECEIVED)
        _record(
            uow,
            context,
            eoi,
            "eligibility taken back",
            before=before,
            after={"state": eoi.state},
            reason=reason.strip(),
        )
        uow.commit()


def agree_late(
    context: ServiceContext, *, round_code: str, reference: str, ground: LateGround, reason: str = ""
) -> None:
    """The approver takes a late EOI: for the funder's own fault, said how, or for an access need.

    Nothing is kept of an access need but that there is one: it is never written into the trail.
    """
    require(context.actor, can_approve)
    is_our_fault = ground is LateGround.FUNDERS_FAULT
    if is_our_fault and not reason.strip():
        raise BadValue("Say what we did wrong.", field="reason")
    with context.unit_of_work() as uow:
        round_, eoi = _open_eoi(uow, round_code, reference)
        if eoi.state is not EoiState.LATE:
            raise StepRefused(f"The EOI {eoi.reference} is {eoi.state}: it is not waiting as late.")
        ensure_no_interest_of_actor(uow, context, round_, eoi)
        words = ground_in_words(ground) + (f": {reason.strip()}" if is_our_fault else "")
        eoi.move(EoiState.RECEIVED, reason=words)
        eoi.late_agreed_by = context.actor.person_id
        _record(
            uow,
            context,
            eoi,
            "late EOI taken",
            before={"state": EoiState.LATE},
            after={"state": eoi.state, "ground": ground},
            reason=words,
        )
        uow.commit()


def _deciding_round(uow: UnitOfWork, round_code: str) -> Round:
    round_ = round_by_code(uow, round_code)
    if round_.state not in DECIDES:
        raise StepRefused(f"The round {round_.code} is {round_.state}: eligibility is not decided now.")
    return round_


def _open_eoi(uow: UnitOfWork, round_code: str, reference: str) -> tuple[Round, Eoi]:
    round_ = _deciding_round(uow, round_code)
    return round_, eoi_by_reference(uow, round_.id, reference)


def _ensure_not_late(eoi: Eoi) -> None:
    if eoi.state is EoiState.LATE:
        raise StepRefused(
            f"The EOI {eoi.reference} came late. An approver has to agree to take it first: "
            "for our own fault, or for an access need."
        )


def _record(uow: UnitOfWork, context: ServiceContext, eoi: Eoi, action: str, **rest: Any) -> None:
    record(uow, context, action=action, subject_kind="eoi", subject_id=eoi.id, round_id=eoi.round_id, **rest)
