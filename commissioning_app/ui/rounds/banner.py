"""What the overview says first, to each role: what is next, or what waits for this person."""

from __future__ import annotations

from dataclasses import dataclass

from commissioning_app.domain.awards import RecommendationState
from commissioning_app.domain.eois import EoiState
from commissioning_app.domain.next_step import NextAction
from commissioning_app.domain.principles.catalogue import Place, Tab
from commissioning_app.domain.roles import Actor, can_approve, can_mark_paid, can_move_rounds
from commissioning_app.domain.rounds import RoundState
from commissioning_app.services.principles import RoundReview
from commissioning_app.translation import tr, tr_count
from commissioning_app.ui.rounds.findings_card import waiting

FINDINGS = "findings"


@dataclass(frozen=True)
class Banner:
    """A sentence, a smaller one, and a button that takes the step (`place` None) or goes to a place."""

    sentence: str
    detail: str = ""
    button: str = ""
    place: Place | None = None


def banner_for(actor: Actor, review: RoundReview) -> Banner:
    """The banner of this person."""
    if can_move_rounds(actor):
        return _next(review)
    if can_approve(actor):
        return _for_approver(review)
    step = review.next_step
    if can_mark_paid(actor) and review.round.state in (RoundState.ANNOUNCED, RoundState.PAYING):
        return Banner(step.sentence, step.detail, tr("Open the payments"), Place(Tab.AWARDS))
    return Banner(tr("Next: {sentence}", sentence=_lower(step.sentence)), step.detail)


def _next(review: RoundReview) -> Banner:
    step = review.next_step
    ends = review.round.state in (RoundState.FINISHED, RoundState.CANCELLED)
    sentence = step.sentence if ends else tr("Next: {sentence}", sentence=_lower(step.sentence))
    place = step.place if step.action is NextAction.GO else None
    return Banner(sentence, step.detail, step.button, place)


def _for_approver(review: RoundReview) -> Banner:
    """The approver's work: a recommendation, explanations, late EOIs, in that order."""
    facts = review.facts
    late, unread = facts.eois.count(EoiState.LATE), len(waiting(review.findings))
    also = []
    if unread:
        also.append(tr_count("One explanation waits for you.", "{count} explanations wait for you.", unread))
    if late and review.round.state in (RoundState.OPEN, RoundState.CLOSED):
        also.append(tr_count("One late EOI waits for you.", "{count} late EOIs wait for you.", late))
    if facts.decision.recommendation is RecommendationState.RECOMMENDED:
        sentence = tr("A recommendation waits for your decision.")
        return Banner(sentence, " ".join(also), tr("See the recommendation"), Place(Tab.ALLOCATION))
    if unread:
        button = tr_count("Read the explanation", "Read the explanations", unread)
        return Banner(also[0], " ".join(also[1:]), button, Place(Tab.OVERVIEW, FINDINGS))
    if also:
        return Banner(also[0], "", tr("See the late EOIs"), Place(Tab.EOIS, "late"))
    return Banner(tr("Nothing waits for you in this round."), review.next_step.sentence)


def _lower(sentence: str) -> str:
    """A sentence that goes on after a colon; names and abbreviations such as EOI keep their capitals."""
    if len(sentence) < 2 or sentence[1].isupper():
        return sentence
    return sentence[0].lower() + sentence[1:]
