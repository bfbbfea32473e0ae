"""Trusting relationships after applying: few reports, and an answer to what applicants say."""

from __future__ import annotations

from datetime import timedelta

from commissioning_app.domain.eois import EoiState
from commissioning_app.domain.money import Pence, pounds
from commissioning_app.domain.principles.catalogue import POT
from commissioning_app.domain.principles.facts import RoundFacts
from commissioning_app.domain.principles.findings import (
    Answer,
    judge,
    met,
    not_applicable,
    not_known,
    not_met,
)
from commissioning_app.domain.principles.policy import Policy
from commissioning_app.domain.principles.registry import Checks
from commissioning_app.domain.principles.wording import counted, has
from commissioning_app.domain.promises import ReportsAsked
from commissioning_app.domain.rounds import RoundState

REPORTS = "trusting.reports_a_year"


def t4(facts: RoundFacts, policy: Policy) -> Answer:
    """Every applicant was asked what applying was like, and each thing they said has an answer in time."""
    days = policy.whole("trusting.feedback_answer_days")
    threshold = f"All applicants asked; each thing they said answered within {counted(days, 'day')}."
    feedback = facts.round.records.applicant_feedback
    applied = facts.eois.total - facts.eois.count(EoiState.WITHDRAWN)
    if applied == 0 and facts.round.is_past(RoundState.SCORING):
        return not_applicable("Nobody applied, so there is nobody to ask.", threshold)
    if feedback.asked_on is None or feedback.asked is None or not facts.has_come(feedback.asked_on):
        verb = "was" if applied == 1 else "were"
        evidence = f"It is not written down that the {counted(applied, 'applicant')} {verb} asked."
        if applied == 0:
            evidence = "Nobody has applied yet."
        return not_known(evidence, threshold, "Ask all applicants what applying was like, and write it down.")
    asked = (
        f"{feedback.asked:,} of {counted(applied, 'applicant')} {'was' if feedback.asked == 1 else 'were'}"
    )
    evidence = f"{asked} asked what applying was like"
    if feedback.asked < applied:
        return not_met(f"{evidence}.", threshold, f"Ask the other {applied - feedback.asked:,} too.")
    if feedback.answers is None or (feedback.answers > 0 and not feedback.themes):
        evidence = f"{evidence}; what they said is not written down yet."
        return not_known(evidence, threshold, "Write down how many answered, and what they said.")
    if not feedback.themes:
        return met(f"{evidence}; {feedback.answers} answered.", threshold)
    last_day = feedback.asked_on + timedelta(days=days)
    answered = [theme for theme in feedback.themes if theme.is_answered and facts.has_come(theme.answered_on)]
    late = sum(1 for theme in answered if theme.answered_on and theme.answered_on > last_day)
    evidence = (
        f"{evidence}; {len(answered)} of {counted(len(feedback.themes), 'thing')} that they said "
        f"{has(len(answered))} an answer, {late} of them after more than {counted(days, 'day')}."
    )
    mend = "Say what you did about each thing that applicants said, and when you told them."
    if len(answered) < len(feedback.themes) and facts.today <= last_day:
        return not_known(evidence, threshold, mend)
    return judge(len(answered) == len(feedback.themes) and not late, evidence, threshold, mend)


def t5(facts: RoundFacts, policy: Policy) -> Answer:
    """No award asks for more reports a year than fit its size.

    Both are steps by size, so it is enough to look at the smallest and the largest award and at both sides
    of each step between them.
    """
    smallest, largest = facts.round.smallest_award_pence, facts.round.largest_award_pence
    reports = facts.round.records.reports
    threshold = "At most so many reports a year as fit the award's size."
    if largest <= 0:
        return not_known("The largest award is not set yet.", threshold, "Set the largest award.", POT)
    tops = [*policy.sizes(REPORTS), *(one.up_to_pence for one in reports if one.up_to_pence is not None)]
    around = {size for top in tops for size in (top, top + 1)}
    sizes = sorted({size for size in around if smallest < size < largest} | {smallest, largest})
    asked = {size: _asked(reports, size) for size in sizes}
    most = {size: policy.for_size(REPORTS, size) for size in sizes}
    at_most = counted(most[largest], "report")
    if most[smallest] != most[largest]:
        at_most = f"{most[smallest]} to {at_most}"
    span = f"of {pounds(smallest)} to {pounds(largest)}" if smallest else f"up to {pounds(largest)}"
    threshold = f"At most {at_most} a year for awards {span}."
    mend = "Say how many reports a year are asked, for every size of award."
    missing = [size for size in sizes if asked[size] is None]
    if missing:
        evidence = f"It is not said how many reports awards of {pounds(missing[-1])} have to give."
        return not_known(evidence, threshold, mend)
    excess = {size: (asked[size] or 0) - most[size] for size in sizes}
    worst = max(sizes, key=lambda size: (excess[size], size))
    evidence = (
        f"Awards of {pounds(worst)} give {counted(asked[worst] or 0, 'report')} a year; "
        f"the policy asks for at most {most[worst]}."
    )
    mend = f"Ask for {counted(excess[worst], 'report')} a year less, or talk instead of a report."
    return judge(excess[worst] <= 0, evidence, threshold, mend)


def _asked(reports: tuple[ReportsAsked, ...], pence: Pence) -> int | None:
    """How many reports a year an award of that size gives; None where that is not said."""
    fits = (one for one in reports if one.up_to_pence is None or pence <= one.up_to_pence)
    return next((one.a_year for one in fits), None)


CHECKS: Checks = {"T4": t4, "T5": t5}
