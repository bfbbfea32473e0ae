"""Trusting relationships: when applicants hear, what they are told, and who helps them."""

from __future__ import annotations

from commissioning_app.domain.dates import long_date
from commissioning_app.domain.principles.catalogue import RECOMMENDATION, Place, Tab
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
from commissioning_app.domain.rounds import RoundState


def t1(facts: RoundFacts, policy: Policy) -> Answer:
    """The day on which applicants hear is promised soon after closing, and kept.

    The promise is the day of the announcement, or of the decision where no other is given. Whether it
    is kept counts once the round has left its draft.
    """
    most = policy.whole("trusting.days_to_decision")
    usual = policy.whole("trusting.days_to_decision_benchmark")
    threshold = f"At most {most} days after closing, and sent by then; {usual} days is a usual wait."
    timetable = facts.round.timetable
    closes, promised = timetable.closes_on, timetable.announced_by or timetable.decided_by
    if closes is None or promised is None:
        return not_known(
            "The timetable does not say yet when the round closes and when applicants hear.",
            threshold,
            "Set the closing day and the day by which applicants hear.",
        )
    days = (promised - closes).days
    evidence = f"Applicants are promised an answer {counted(days, 'day')} after closing"
    if days > most:
        mend = f"Bring the day that applicants hear to {most} days after closing or sooner."
        return not_met(f"{evidence}; the policy asks for at most {most}.", threshold, mend)
    sent = facts.announced_on
    if sent is not None:
        how = "kept" if sent <= promised else "broken"
        evidence = f"{evidence}, by {long_date(promised)}; it was {how}: letters went on {long_date(sent)}."
        return judge(sent <= promised, evidence, threshold, "Say sorry in the letters, and say why.")
    left_draft = facts.round.state not in (RoundState.DRAFT, RoundState.CANCELLED)
    if left_draft and facts.today > promised:
        late = counted((facts.today - promised).days, "day")
        evidence = f"{evidence}, by {long_date(promised)}; that day passed {late} ago."
        return not_met(evidence, threshold, "Send the letters now, with a sorry and the reason.")
    return met(f"{evidence}, by {long_date(promised)}; the policy asks for at most {most}.", threshold)


def t2(facts: RoundFacts, policy: Policy) -> Answer:
    """Every applicant not funded in full gets a strength and a thing to change, in writing."""
    threshold = "All of those not funded in full: one strength and one thing to change."
    decision = facts.decision
    if decision.feedback_owed is None:
        return not_known(
            "Nothing is decided yet, so it is not known who is owed feedback.",
            threshold,
            "Record the recommendation, and have it approved.",
            RECOMMENDATION,
        )
    if decision.feedback_owed == 0:
        evidence = "0 applicants got less than they asked for, so nobody is owed feedback."
        return not_applicable(evidence, threshold)
    missing = decision.feedback_owed - decision.feedback_written
    evidence = (
        f"{decision.feedback_written:,} of {counted(decision.feedback_owed, 'applicant')} "
        f"not funded in full {has(decision.feedback_written)} written feedback."
    )
    mend = f"Write the feedback that is missing for {counted(missing, 'applicant')}."
    return judge(missing == 0, evidence, threshold, mend)


def t3(facts: RoundFacts, policy: Policy) -> Answer:
    """A named person can be reached, and help is offered before the closing day."""
    least = policy.whole("trusting.help_offers")
    threshold = f"A named contact, and {counted(least, 'offer')} of help before closing."
    records, closes = facts.round.records, facts.round.timetable.closes_on
    offers = [offer for offer in records.help_offers if offer.what.strip()]
    mend = "Name a contact with an e-mail address or a phone number, and add help before the closing day."
    if not records.contact.name.strip() and not offers:
        return not_known("No contact and no offer of help are written down yet.", threshold, mend)
    if closes is None and any(offer.on for offer in offers):
        return not_known(
            "The closing day is not set, so it is not known if the help comes before it.",
            threshold,
            "Set the closing day.",
            Place(Tab.FORM, "timetable"),
        )
    in_time = sum(1 for offer in offers if offer.on is None or (closes is not None and offer.on <= closes))
    named = "A contact is named" if records.contact.is_named else "No contact that can be reached is named"
    evidence = (
        f"{named}, and {counted(in_time, 'offer')} of help before closing; the policy asks for {least}."
    )
    return judge(records.contact.is_named and in_time >= least, evidence, threshold, mend)


CHECKS: Checks = {"T1": t1, "T2": t2, "T3": t3}
