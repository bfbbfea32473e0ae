"""Answers and findings: what a check says of a round, and what stands beside it on the record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from commissioning_app.domain.awards import Explanation
from commissioning_app.domain.principles.catalogue import Check, Effect, Guard, Place, Source, one_line
from commissioning_app.domain.rounds import Step


class FindingState(StrEnum):
    """What a check answers; ``explained`` is set only by an agreed explanation."""

    MET = "met"
    NOT_MET = "not_met"
    EXPLAINED = "explained"
    NOT_APPLICABLE = "not_applicable"
    NOT_KNOWN = "not_known"


SETTLED = frozenset({FindingState.MET, FindingState.NOT_APPLICABLE, FindingState.EXPLAINED})
"""The states that let a step be taken."""


@dataclass(frozen=True)
class Answer:
    """What a check's function says: a state, the evidence in one sentence, and how to mend it.

    ``place`` is given where this very thing is mended elsewhere than the catalogue says of the check.
    """

    state: FindingState
    evidence: str
    threshold: str
    mend: str = ""
    place: Place | None = None


def met(evidence: str, threshold: str) -> Answer:
    """The principle holds."""
    return Answer(FindingState.MET, evidence, threshold)


def not_met(evidence: str, threshold: str, mend: str, place: Place | None = None) -> Answer:
    """The principle does not hold, and this would mend it."""
    return Answer(FindingState.NOT_MET, evidence, threshold, mend, place)


def not_known(evidence: str, threshold: str, mend: str, place: Place | None = None) -> Answer:
    """The round's records don't say yet, and this would tell."""
    return Answer(FindingState.NOT_KNOWN, evidence, threshold, mend, place)


def not_applicable(evidence: str, threshold: str) -> Answer:
    """The check has nothing to say of this round, and why."""
    return Answer(FindingState.NOT_APPLICABLE, evidence, threshold)


def judge(holds: bool, evidence: str, threshold: str, mend: str, place: Place | None = None) -> Answer:
    """Met or not met, with the same evidence."""
    return met(evidence, threshold) if holds else not_met(evidence, threshold, mend, place)


class ExplanationStatus(StrEnum):
    """Where an explanation is between the officer and the approver."""

    WAITING = "waiting"
    AGREED = "agreed"
    SENT_BACK = "sent_back"


@dataclass(frozen=True)
class ExplanationNote:
    """The explanation that stands beside a finding, as it is shown."""

    status: ExplanationStatus
    why: str
    what_will_be_done: str = ""
    by_when: date | None = None
    decision_reason: str = ""


@dataclass(frozen=True)
class Finding:
    """A check's answer for one round, with its source, its guards and what was explained."""

    id: str
    family: str
    title: str
    sentence: str
    state: FindingState
    evidence: str
    threshold: str
    guards: tuple[Guard, ...]
    sources: tuple[Source, ...]
    mend: str
    place: Place
    explanation: ExplanationNote | None = None
    policy_changed: str = ""

    @property
    def source(self) -> str:
        """All its sources as one line of text."""
        return one_line(self.sources)

    @property
    def is_settled(self) -> bool:
        """Whether it is met, explained and agreed, or has nothing to say of this round."""
        return self.state in SETTLED

    def guards_step(self, step: Step, effect: Effect) -> bool:
        """Whether it guards that step with that effect."""
        return Guard(step, effect) in self.guards


def note_of(explanation: Explanation) -> ExplanationNote:
    """An explanation as it is shown beside its finding."""
    if explanation.is_agreed:
        status = ExplanationStatus.AGREED
    elif explanation.is_sent_back:
        status = ExplanationStatus.SENT_BACK
    else:
        status = ExplanationStatus.WAITING
    return ExplanationNote(
        status,
        explanation.why,
        explanation.what_will_be_done,
        explanation.by_when,
        explanation.decision_reason,
    )


def latest_explanations(explanations: Iterable[Explanation]) -> dict[str, Explanation]:
    """The explanation that counts for each check: the last one that was written."""
    in_order = sorted(explanations, key=lambda e: (e.explained_at, str(e.id)))
    return {explanation.check_id: explanation for explanation in in_order}


def finding_from(
    check: Check, answer: Answer, explanation: Explanation | None, policy_changed: str
) -> Finding:
    """Put an answer beside its check; an agreed explanation stands in for what is not met or not known."""
    note = None if explanation is None else note_of(explanation)
    is_agreed = note is not None and note.status is ExplanationStatus.AGREED
    state = FindingState.EXPLAINED if is_agreed and answer.state not in SETTLED else answer.state
    return Finding(
        id=check.id,
        family=check.family,
        title=check.title,
        sentence=check.sentence,
        state=state,
        evidence=answer.evidence,
        threshold=answer.threshold,
        guards=check.guards,
        sources=check.sources,
        mend=answer.mend,
        place=answer.place or check.place,
        explanation=note,
        policy_changed=policy_changed,
    )
