"""Comply or explain: an officer explains a check that is not met, and an approver agrees or sends it back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import uuid4

from commissioning_app.domain.awards import Explanation
from commissioning_app.domain.errors import BadValue, NotFound, StepRefused
from commissioning_app.domain.principles.findings import Finding, latest_explanations
from commissioning_app.domain.roles import can_approve, can_explain
from commissioning_app.domain.rounds import Round, RoundState
from commissioning_app.services.audit import record, snapshot
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.lookups import round_by_code
from commissioning_app.services.permissions import require
from commissioning_app.services.ports.unit_of_work import UnitOfWork
from commissioning_app.services.principles import load_catalogue, review


def explain(
    context: ServiceContext,
    *,
    round_code: str,
    check_id: str,
    why: str,
    what_will_be_done: str = "",
    by_when: date | None = None,
) -> Explanation:
    """Explain a check that is not met or not yet known; it counts once an approver agrees."""
    require(context.actor, can_explain)
    with context.unit_of_work() as uow:
        round_ = round_by_code(uow, round_code)
        explanation = add_explanation(
            uow,
            context,
            round_,
            review(uow, context, round_).findings,
            check_id=check_id,
            why=why,
            what_will_be_done=what_will_be_done,
            by_when=by_when,
        )
        uow.commit()
        return explanation


def add_explanation(
    uow: UnitOfWork,
    context: ServiceContext,
    round_: Round,
    findings: Sequence[Finding],
    *,
    check_id: str,
    why: str,
    what_will_be_done: str = "",
    by_when: date | None = None,
) -> Explanation:
    """Put an explanation into a transaction that is open; the caller asked the permission and commits."""
    load_catalogue().check(check_id)
    finding = next(one for one in findings if one.id == check_id)
    _refuse_needless(uow, round_, finding)
    if not why.strip():
        raise BadValue(f"Say why check {check_id} is not met.", field="why")
    if by_when is not None and by_when < context.clock.today():
        raise BadValue("The day by which it will be done is in the past.", field="by_when")
    explanation = Explanation(
        id=uuid4(),
        round_id=round_.id,
        check_id=check_id,
        why=why.strip(),
        explained_by=context.actor.person_id,
        explained_at=context.clock.now(),
        what_will_be_done=what_will_be_done.strip(),
        by_when=by_when,
    )
    uow.explanations.add(explanation)
    record(
        uow,
        context,
        action="check explained",
        subject_kind="explanation",
        subject_id=explanation.id,
        round_id=round_.id,
        after={
            "check": check_id,
            "state": finding.state,
            "evidence": finding.evidence,
            "what_will_be_done": explanation.what_will_be_done,
            "by_when": by_when,
        },
        reason=explanation.why,
    )
    return explanation


def decide_explanation(
    context: ServiceContext, *, round_code: str, check_id: str, agree: bool, reason: str = ""
) -> Explanation:
    """An approver agrees to an explanation, or sends it back with a reason; never to their own."""
    require(context.actor, can_approve)
    with context.unit_of_work() as uow:
        round_ = round_by_code(uow, round_code)
        load_catalogue().check(check_id)
        explanation = latest_explanations(uow.explanations.where(round_id=round_.id, check_id=check_id)).get(
            check_id
        )
        if explanation is None:
            raise NotFound(f"Nobody has explained check {check_id} in the round {round_.code}.")
        before = snapshot(explanation)
        by, at = context.actor.person_id, context.clock.now()
        if agree:
            explanation.agree(by=by, at=at, reason=reason.strip())
        else:
            explanation.send_back(by=by, at=at, reason=reason)
        record(
            uow,
            context,
            action="explanation agreed" if agree else "explanation sent back",
            subject_kind="explanation",
            subject_id=explanation.id,
            round_id=round_.id,
            before={
                "check": check_id,
                "is_agreed": before["is_agreed"],
                "is_sent_back": before["is_sent_back"],
            },
            after={"check": check_id, "is_agreed": agree, "is_sent_back": not agree},
            reason=reason.strip(),
        )
        uow.commit()
        return explanation


def _refuse_needless(uow: UnitOfWork, round_: Round, finding: Finding) -> None:
    if round_.state is RoundState.CANCELLED:
        raise StepRefused(f"The round {round_.code} was cancelled, so there is nothing left to explain.")
    state = finding.state.replace("_", " ")
    if finding.is_settled:
        raise StepRefused(f"Check {finding.id} is {state}: there is nothing to explain. {finding.evidence}")
    waiting = uow.explanations.where(
        round_id=round_.id, check_id=finding.id, is_agreed=False, is_sent_back=False
    )
    if waiting:
        raise StepRefused(f"Check {finding.id} is explained already, and waits for an approver to agree.")
