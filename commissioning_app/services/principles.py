"""The principle checks of a round: its policy, its findings, what stands in the way, what is next."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from commissioning_app.domain.errors import StepBlocked
from commissioning_app.domain.next_step import NextStep, next_step
from commissioning_app.domain.principles.catalogue import WORDS_FOR_STEP, Catalogue, catalogue_from
from commissioning_app.domain.principles.engine import blocking, find
from commissioning_app.domain.principles.facts import RoundFacts
from commissioning_app.domain.principles.findings import ExplanationStatus, Finding
from commissioning_app.domain.principles.policy import Policy
from commissioning_app.domain.principles.wording import counted, listed
from commissioning_app.domain.roles import can_read_rounds
from commissioning_app.domain.rounds import Round, Step
from commissioning_app.paths import resource
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.lookups import member_of, round_by_code
from commissioning_app.services.permissions import require
from commissioning_app.services.policy import policy_of, workspace_policy
from commissioning_app.services.ports.unit_of_work import UnitOfWork
from commissioning_app.services.round_facts import gather_facts

TELL_TOTALS = frozenset({"A3", "A4"})
"""The checks whose evidence is made of totals by group."""

NOT_SHOWN = "Totals are not shown to those who score."


@dataclass(frozen=True)
class RoundReview:
    """A round with what the checks read of it, the policy that counts, what they say, and what is next."""

    round: Round
    facts: RoundFacts
    findings: tuple[Finding, ...]
    next_step: NextStep
    policy: Policy


@cache
def load_catalogue() -> Catalogue:
    """The catalogue of checks that comes with the application."""
    return catalogue_from(tomllib.loads(resource("principles.toml").read_text("utf-8")))


def check_round(context: ServiceContext, *, round_code: str) -> list[Finding]:
    """Every finding of a round, in the catalogue's order."""
    return list(review_round(context, round_code=round_code).findings)


def review_round(context: ServiceContext, *, round_code: str) -> RoundReview:
    """A round's facts, findings and next step, read together."""
    require(context.actor, can_read_rounds)
    with context.reading() as uow:
        return review(uow, context, round_by_code(uow, round_code))


def next_step_of(context: ServiceContext, *, round_code: str) -> NextStep:
    """What is next in a round, as one sentence with one button."""
    return review_round(context, round_code=round_code).next_step


def review(uow: UnitOfWork, context: ServiceContext, round_: Round) -> RoundReview:
    """The same inside a transaction that is open already."""
    policy = policy_of(context, round_)
    facts = gather_facts(uow, round_, today=context.clock.today(), policy=policy)
    found = findings_for(uow, context, round_, facts)
    return RoundReview(round_, facts, found, next_step(round_, facts, found), policy)


def findings_for(
    uow: UnitOfWork, context: ServiceContext, round_: Round, facts: RoundFacts
) -> tuple[Finding, ...]:
    """The findings as the actor may read them: who has a vote on the panel learns no totals by group.

    Their states stay as they are, for steps are guarded by them.
    """
    found = find(
        facts,
        policy_of(context, round_),
        load_catalogue(),
        uow.explanations.where(round_id=round_.id),
        policy_now=workspace_policy(context),
    )
    member = member_of(uow, round_.id, context.actor.person_id) if facts.monitoring.groupings else None
    if member is None or not member.is_voting:
        return tuple(found)
    return tuple(replace(one, evidence=NOT_SHOWN) if one.id in TELL_TOTALS else one for one in found)


def refuse_if_blocked(round_: Round, findings: Iterable[Finding], *, step: Step) -> None:
    """Raise StepBlocked with a sentence a check when any stands in the way; never for a trial round."""
    stand = [] if round_.is_trial else blocking(findings, step)
    if not stand:
        return
    ids = [finding.id for finding in stand]
    verb = "stands" if len(ids) == 1 else "stand"
    raise StepBlocked(
        f"The round {round_.code} can't {WORDS_FOR_STEP[step]} yet: {counted(len(ids), 'check')} {verb} in "
        f"the way ({listed(ids, len(ids))}). Mend what they name, or explain it and let an approver agree.",
        finding_ids=ids,
        problems=[sentence_for(finding) for finding in stand],
    )


def sentence_for(finding: Finding) -> str:
    """A finding that stands in the way, in words: what, its figures, and how to mend it."""
    note = finding.explanation
    if note is not None and note.status is ExplanationStatus.WAITING:
        what_next = "It is explained, and waits for an approver to agree."
    elif note is not None and note.status is ExplanationStatus.SENT_BACK:
        what_next = f"The explanation was sent back: {note.decision_reason} {finding.mend}"
    else:
        what_next = finding.mend
    return f"{finding.id}, {finding.title}: {finding.evidence} {what_next}".strip()
