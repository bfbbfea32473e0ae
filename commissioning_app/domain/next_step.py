"""What is next in a round: one sentence with one button, worked out from its facts and findings."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from commissioning_app.domain.awards import RecommendationState
from commissioning_app.domain.dates import long_date
from commissioning_app.domain.eois import EoiState
from commissioning_app.domain.principles.catalogue import PAYMENT_PLAN, RECOMMENDATION, Place, Tab
from commissioning_app.domain.principles.engine import blocking
from commissioning_app.domain.principles.facts import RoundFacts
from commissioning_app.domain.principles.findings import ExplanationStatus, Finding
from commissioning_app.domain.principles.wording import counted, has
from commissioning_app.domain.rounds import STEP_INTO, Round, RoundState


class NextAction(StrEnum):
    """What the button does: takes the round a step on, goes to a place, or there is none."""

    ADVANCE = "advance"
    GO = "go"
    NONE = "none"


@dataclass(frozen=True)
class NextStep:
    """One sentence, a smaller one below it, and one button; no button when ``action`` is none."""

    sentence: str
    button: str
    action: NextAction
    place: Place
    detail: str = ""


OVERVIEW = Place(Tab.OVERVIEW)


def next_step(round_: Round, facts: RoundFacts, findings: Sequence[Finding]) -> NextStep:
    """What the officer does next; trial rounds are not held up by findings."""
    if round_.state in ENDS:
        return NextStep(ENDS[round_.state], "", NextAction.NONE, OVERVIEW)
    if not round_.is_trial:
        in_the_way = _beforehand(facts, blocking(findings, STEP_INTO[round_.next_state()]))
        work = _WORK[round_.state](facts) or _waits_for_finance(facts, in_the_way)
        work = work or _held_up(round_.state, in_the_way)
        if work is not None:
            return work
    if round_.state is RoundState.MODERATION:
        return _to_decide(round_, facts)
    sentence, button = _READY[round_.state]
    return NextStep(TRIAL if round_.is_trial else sentence, button, NextAction.ADVANCE, OVERVIEW)


ENDS: Mapping[RoundState, str] = {
    RoundState.FINISHED: "This round is finished.",
    RoundState.CANCELLED: "This round was cancelled. Every applicant is sent the reason.",
}

TRIAL = "This is a trial round: nothing holds it up."

_READY: Mapping[RoundState, tuple[str, str]] = {
    RoundState.DRAFT: ("The round is ready to open.", "Open the round"),
    RoundState.OPEN: ("The closing day has passed.", "Close the round"),
    RoundState.CLOSED: ("The EOIs and the panel are ready for scoring.", "Start scoring"),
    RoundState.SCORING: ("All scores are in.", "Start moderation"),
    RoundState.DECIDED: ("All letters are made.", "Announce the decisions"),
    RoundState.ANNOUNCED: ("Applicants have been told. Now the awards are paid.", "Start paying"),
    RoundState.PAYING: ("Everything is paid and every award has ended.", "Finish the round"),
}

_GOALS: Mapping[RoundState, str] = {
    RoundState.DRAFT: "opening the round",
    RoundState.OPEN: "closing the round",
    RoundState.CLOSED: "scoring",
    RoundState.SCORING: "moderation",
    RoundState.MODERATION: "the decision",
    RoundState.DECIDED: "the announcement",
    RoundState.ANNOUNCED: "paying",
    RoundState.PAYING: "finishing the round",
}
"""What comes after each state, as checks stand in the way of it."""


def _go(sentence: str, button: str, tab: Tab, anchor: str = "", detail: str = "") -> NextStep:
    return NextStep(sentence, button, NextAction.GO, Place(tab, anchor), detail)


def _beforehand(facts: RoundFacts, findings: Sequence[Finding]) -> Sequence[Finding]:
    """What has to be mended first: not what a recommendation, still to be recorded, will answer."""
    if facts.round.state is not RoundState.MODERATION or facts.decision.recommendation is not None:
        return findings
    return [finding for finding in findings if finding.place != RECOMMENDATION]


def _held_up(state: RoundState, findings: Sequence[Finding]) -> NextStep | None:
    """The first check in the way that still needs the officer, or the wait for the approver."""
    if not findings:
        return None
    waiting = [
        f for f in findings if f.explanation is not None and f.explanation.status is ExplanationStatus.WAITING
    ]
    # What waits for finance comes last: the officer begins with what they can mend.
    to_mend = sorted((f for f in findings if f not in waiting), key=lambda f: f.place == PAYMENT_PLAN)
    if not to_mend:
        verb = "waits" if len(waiting) == 1 else "wait"
        sentence = f"{counted(len(waiting), 'explanation')} {verb} for an approver to agree."
        return _go(sentence, "See what was explained", Tab.OVERVIEW, "findings")
    first = to_mend[0]
    verb = "stands" if len(to_mend) == 1 else "stand"
    goal = _GOALS[state]
    sentence = f"{counted(len(to_mend), 'check')} {verb} in the way of {goal}."
    detail = f"{first.title}: {first.evidence}"
    return NextStep(sentence, "Mend the first", NextAction.GO, first.place, detail)


def _waits_for_finance(facts: RoundFacts, findings: Sequence[Finding]) -> NextStep | None:
    """At moderation, when finance's word is all that is missing: the officer's own work goes on."""
    if facts.round.state is not RoundState.MODERATION or [f.place for f in findings] != [PAYMENT_PLAN]:
        return None
    sentence = "Finance has still to agree to the payment plan."
    if facts.decision.recommendation is None:
        detail = "The pot can be shared meanwhile; the approver decides once finance has agreed."
        return _go(sentence, "Share the pot", Tab.ALLOCATION, "", detail)
    detail = "The recommendation is recorded; the approver decides once finance has agreed."
    return _go(sentence, "See the recommendation", Tab.ALLOCATION, "recommendation", detail)


def _in_draft(facts: RoundFacts) -> NextStep | None:
    return None


def _while_open(facts: RoundFacts) -> NextStep | None:
    closes = facts.round.timetable.closes_on
    if closes is None:
        return _go("The round has no closing day. Set one.", "Set the closing day", Tab.FORM, "timetable")
    if facts.today > closes:
        return None
    total = facts.eois.total
    came = f"{counted(total, 'EOI')} {has(total)} come in" if total else "none has come in yet"
    return _go(f"EOIs come in until {long_date(closes)}; {came}.", "See the EOIs", Tab.EOIS)


def _while_closed(facts: RoundFacts) -> NextStep | None:
    undecided, late = facts.eois.undecided, facts.eois.count(EoiState.LATE)
    if undecided:
        verb = "waits" if undecided == 1 else "wait"
        sentence = f"{counted(undecided, 'EOI')} {verb} for a decision on who is eligible."
        detail = f"{counted(late, 'EOI')} came in late; an approver says if it is taken." if late else ""
        return _go(sentence, "Check who is eligible", Tab.EOIS, "eligibility", detail)
    if facts.eois.in_play == 0:
        return _go("No EOI is eligible, so there is nothing to score.", "See the EOIs", Tab.EOIS)
    return None


def _while_scoring(facts: RoundFacts) -> NextStep | None:
    scoring, meeting = facts.scoring, facts.round.timetable.moderation_on
    if scoring.assigned == 0:
        return _go("No EOIs are given to the members yet.", "Give EOIs to members", Tab.PANEL, "assignments")
    if scoring.missing == 0:
        return None
    verb = "is" if scoring.missing == 1 else "are"
    before = f" before moderation on {long_date(meeting)}" if meeting else ""
    left = "has" if scoring.members_with_work == 1 else "have"
    return _go(
        f"{counted(scoring.missing, 'assessment')} {verb} missing{before}.",
        "See who and what",
        Tab.SCORING,
        "progress",
        f"{counted(scoring.members_with_work, 'panel member')} {left} EOIs left. "
        "Nobody sees others' scores before sending their own.",
    )


def _at_moderation(facts: RoundFacts) -> NextStep | None:
    if facts.decision.recommendation is RecommendationState.SENT_BACK:
        sentence = "The approver sent the recommendation back, with a reason."
        return _go(sentence, "See the reason", Tab.ALLOCATION, "recommendation")
    return None


def _to_decide(round_: Round, facts: RoundFacts) -> NextStep:
    """At moderation an officer records the recommendation; the step on from there is the approver's."""
    if facts.decision.recommendation is None:
        return _go("The panel's recommendation can be recorded.", "Share the pot", Tab.ALLOCATION)
    if round_.is_trial:
        return NextStep(TRIAL, "Take the result as decided", NextAction.ADVANCE, OVERVIEW)
    sentence = "The recommendation waits for an approver to decide."
    return _go(sentence, "See the recommendation", Tab.ALLOCATION, "recommendation")


def _when_decided(facts: RoundFacts) -> NextStep | None:
    decision = facts.decision
    unwritten = (decision.feedback_owed or 0) - decision.feedback_written
    if unwritten > 0:
        verb = "has" if unwritten == 1 else "have"
        sentence = f"{counted(unwritten, 'applicant')} not funded in full {verb} no feedback yet."
        return _go(sentence, "Write feedback", Tab.LETTERS, "feedback")
    missing = decision.letters_owed - decision.letters_made
    if missing > 0:
        verb = "is" if missing == 1 else "are"
        sentence = f"{counted(missing, 'letter')} {verb} still to be made."
        return _go(sentence, "Make the letters", Tab.LETTERS, "letters")
    return None


def _when_announced(facts: RoundFacts) -> NextStep | None:
    return None


def _while_paying(facts: RoundFacts) -> NextStep | None:
    payment = facts.payment
    if payment.unpaid:
        verb = "is" if payment.unpaid == 1 else "are"
        day = payment.next_due_on
        what = "the first was due" if day is not None and day < facts.today else "the next is due"
        due = f"; {what} on {long_date(day)}" if day is not None else ""
        sentence = (
            f"{payment.unpaid:,} of {counted(payment.instalments, 'instalment')} {verb} to be paid{due}."
        )
        return _go(sentence, "See the payments", Tab.AWARDS, "instalments")
    if payment.awards_going_on:
        verb = "goes" if payment.awards_going_on == 1 else "go"
        sentence = f"Everything is paid; {counted(payment.awards_going_on, 'award')} still {verb} on."
        return _go(sentence, "See the awards", Tab.AWARDS, "awards")
    return None


_WORK: Mapping[RoundState, Callable[[RoundFacts], NextStep | None]] = {
    RoundState.DRAFT: _in_draft,
    RoundState.OPEN: _while_open,
    RoundState.CLOSED: _while_closed,
    RoundState.SCORING: _while_scoring,
    RoundState.MODERATION: _at_moderation,
    RoundState.DECIDED: _when_decided,
    RoundState.ANNOUNCED: _when_announced,
    RoundState.PAYING: _while_paying,
}
