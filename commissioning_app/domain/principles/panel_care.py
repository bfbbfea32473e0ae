"""The fair-shares panel as its members live it: who leads, can they come, how much work, are they told."""

from __future__ import annotations

from commissioning_app.domain.dates import long_date
from commissioning_app.domain.panels import MemberGroup
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
from commissioning_app.domain.principles.wording import counted, has, lasting, listed
from commissioning_app.domain.rounds import RoundState

ACCESS_QUESTIONS = 5


def p10(facts: RoundFacts, policy: Policy) -> Answer:
    """A community member chairs the panel, alone or with somebody else."""
    threshold = "The chair, or one of two who share the chair, is a community member."
    chairs = [one for one in facts.panel.members if one.is_chair and not one.stepped_down_because]
    if not chairs:
        return not_known("The panel has no chair yet.", threshold, "Let a community member chair the panel.")
    community = sum(1 for one in chairs if one.group is MemberGroup.COMMUNITY)
    verb = "is a community member" if community == 1 else "are community members"
    evidence = f"{community} of {counted(len(chairs), 'chair')} {verb}."
    return judge(community > 0, evidence, threshold, "Let a community member share the chair.")


def p12(facts: RoundFacts, policy: Policy) -> Answer:
    """No member alone decides who is funded, unless the panel talked about that EOI.

    The pot was shared again without each member, one at a time, when the recommendation was recorded.
    """
    threshold = "None; an EOI that one member alone moves across the funding line was discussed."
    swings = facts.decision.swings
    if swings is None:
        evidence = "It was not worked out yet what leaving out one member would change."
        return not_known(evidence, threshold, "Share the pot, and record the recommendation.", RECOMMENDATION)
    if swings.members < 2:
        return not_applicable("Fewer than two members scored, so nobody can be left out.", threshold)
    eois = (
        f"{counted(swings.moved, 'EOI')} would cross the funding line without one of {swings.members} members"
    )
    if not swings.moved:
        return met(f"{eois}.", threshold)
    evidence = f"{eois}; {swings.discussed} of them {has(swings.discussed)} a note of what the panel said."
    mend = "Talk about these EOIs at moderation, and write down what was said."
    return judge(swings.discussed >= swings.moved, evidence, threshold, mend)


def p13(facts: RoundFacts, policy: Policy) -> Answer:
    """It is settled how every member can take part in the meetings."""
    threshold = "Answered: time of day, interpreter, childcare, travel, joining online."
    missing = facts.round.records.meeting_access.unanswered
    answered = ACCESS_QUESTIONS - len(missing)
    mend = f"Ask members, and write down what is done about {listed(missing)}."
    if not answered:
        return not_known("Nothing is written down about access to the meetings.", threshold, mend)
    evidence = (
        f"{answered} of {ACCESS_QUESTIONS} questions on access to the meetings {has(answered)} an answer"
    )
    evidence += f"; missing: {listed(missing)}." if missing else "."
    return judge(not missing, evidence, threshold, mend)


def p14(facts: RoundFacts, policy: Policy) -> Answer:
    """Every member was told what was decided and why, and what they changed."""
    threshold = "All members told after the decision, with what their part changed."
    told = facts.round.records.told_members
    members = sum(1 for one in facts.panel.members if not one.stepped_down_because)
    if not facts.round.is_past(RoundState.DECIDED):
        evidence = "Nothing is decided yet that members could be told."
        return not_known(evidence, threshold, "Tell members after the decision.")
    mend = "Tell every member what was decided and why, and what their part changed."
    if told.on is None or told.members is None or not facts.has_come(told.on):
        evidence = f"It is not written down that the {counted(members, 'member')} were told."
        return not_known(evidence, threshold, mend)
    evidence = f"{told.members} of {counted(members, 'member')} were told on {long_date(told.on)}"
    if facts.is_before_the_decision(told.on):
        return not_met(f"{evidence}, before the decision.", threshold, mend)
    if not told.what_changed.strip():
        return not_met(f"{evidence}; what their part changed is not said.", threshold, mend)
    return judge(told.members >= members, f"{evidence}, with what their part changed.", threshold, mend)


def p15(facts: RoundFacts, policy: Policy) -> Answer:
    """Members have few enough EOIs, and time enough for each.

    More time for each EOI is welcome as long as all of a member's time together stays within the most EOIs
    at the most minutes.
    """
    most, least = policy.whole("panel.most_eois"), policy.whole("panel.minutes_an_eoi_least")
    in_all = most * policy.whole("panel.minutes_an_eoi_most")
    threshold = f"At most {most} EOIs a member, {least} minutes for each or more, {lasting(in_all)} in all."
    loads, minutes = facts.scoring.loads, facts.round.records.minutes_an_eoi
    many = Place(Tab.PANEL, "assignments")
    if not loads:
        evidence = "No EOIs are given to the members yet."
        return not_known(evidence, threshold, "Give the EOIs to the members.", many)
    span = f"{loads[-1]:,}" if loads[0] == loads[-1] else f"{loads[0]:,} to {loads[-1]:,}"
    evidence = f"{counted(len(loads), 'member')} {has(len(loads))} {span} EOIs each"
    if loads[-1] > most:
        mend = "Share the EOIs among more members."
        return not_met(f"{evidence}; the policy asks for at most {most}.", threshold, mend, many)
    if minutes is None or minutes <= 0:
        evidence = f"{evidence}; the minutes for each are not written down."
        mend = "Write down how many minutes members are given, and paid, for each EOI."
        return not_known(evidence, threshold, mend)
    longest = minutes * loads[-1]
    evidence = (
        f"{evidence}, with {counted(minutes, 'minute')} for each, {lasting(longest)} at most; the policy "
        f"asks for at most {most} EOIs, at least {least} minutes, and at most {lasting(in_all)}."
    )
    if minutes < least:
        return not_met(evidence, threshold, "Give members more time for each EOI.")
    return judge(longest <= in_all, evidence, threshold, "Share the EOIs among more members.", many)


CHECKS: Checks = {"P10": p10, "P12": p12, "P13": p13, "P14": p14, "P15": p15}
