"""What is done together: priorities set with communities, few demands, a panel that knows its task."""

from __future__ import annotations

from datetime import date

from commissioning_app.domain.dates import long_date
from commissioning_app.domain.money import pounds
from commissioning_app.domain.panels import PanelMember
from commissioning_app.domain.principles.catalogue import MEMBERS, POT, Place, Tab
from commissioning_app.domain.principles.facts import RoundFacts
from commissioning_app.domain.principles.findings import (
    Answer,
    judge,
    met,
    not_applicable,
    not_known,
    not_met,
)
from commissioning_app.domain.principles.panel import NO_PANEL
from commissioning_app.domain.principles.policy import Policy
from commissioning_app.domain.principles.registry import Checks
from commissioning_app.domain.principles.wording import counted, listed
from commissioning_app.domain.together import BriefingTopic, Demand, DemandKind

TOPICS = {
    BriefingTopic.ANTI_RACISM: "anti-racism",
    BriefingTopic.CRITERIA: "the criteria",
    BriefingTopic.CONFLICTS: "conflicts of interest",
}


def n1(facts: RoundFacts, policy: Policy) -> Answer:
    """Communities set the round's priorities before it opened, and something changed because of them."""
    least = policy.whole("needs.co_design_before_opening")
    threshold = (
        f"At least {counted(least, 'occasion')} before opening: who, when, and what changed because of it."
    )
    written = facts.round.records.co_design
    mend = "Ask communities what matters before opening, and write down who, when, and what changed."
    if not written:
        evidence = "It is not written down yet what communities said and changed before opening."
        return not_known(evidence, threshold, mend)
    days = [one.on for one in written if one.is_whole and one.on is not None]
    in_time = [on for on in days if facts.is_by_opening(on)]
    evidence = f"Communities changed the round on {counted(len(in_time), 'occasion')} before opening"
    if in_time:
        evidence += f", last on {long_date(max(in_time))}"
    unfinished, late = len(written) - len(days), len(days) - len(in_time)
    if unfinished:
        does = "does" if unfinished == 1 else "do"
        evidence += f"; {counted(unfinished, 'record')} {does} not say who, when, and what changed"
    if late:
        evidence += f"; {counted(late, 'record')} {'is' if late == 1 else 'are'} of a later day"
    return judge(len(in_time) >= least, f"{evidence}; the policy asks for at least {least}.", threshold, mend)


def s6(facts: RoundFacts, policy: Policy) -> Answer:
    """Small awards come without demands that small organisations can't meet.

    A constitution counts as a demand only where a group without one may not apply with a host. Whether a
    demand weighs on an award that the round can make is told by the largest such award up to the line.
    """
    line = policy.money("simple.no_demands_up_to")
    threshold = (
        f"For awards up to {pounds(line)}: no match funding, one year of accounts at most, no cap by income, "
        "no constitution where no host is welcome."
    )
    smallest, largest = facts.round.smallest_award_pence, facts.round.largest_award_pence
    demands = facts.round.records.demands
    if largest <= 0:
        mend = "Set the largest award."
        return not_known("The largest award is not set yet.", threshold, mend, POT)
    if smallest > line:
        evidence = f"Every award is above {pounds(line)}: the smallest is {pounds(smallest)}."
        return not_applicable(evidence, threshold)
    if not demands.settled:
        evidence = f"Nobody has said yet what is asked of applicants for awards up to {pounds(line)}."
        return not_known(evidence, threshold, "Go through the four demands, and say that it is done.")
    top = min(largest, line)
    asked = [one for one in demands.asked if one.above_pence < top]
    open_ends = list(_unsaid(asked, demands.host_welcome))
    heavy = [words for one in asked if (words := _weighs(one, demands.host_welcome))]
    if heavy:
        evidence = (
            f"Awards up to {pounds(top)} come with {listed(heavy)}; "
            f"the policy asks for none of these up to {pounds(line)}."
        )
        return not_met(evidence, threshold, f"Ask for this only above {pounds(line)}, or not at all.")
    if open_ends:
        evidence = f"It is not said {listed(open_ends)}, for awards up to {pounds(top)}."
        return not_known(evidence, threshold, "Fill in what the demands leave open.")
    evidence = (
        f"Awards up to {pounds(top)} come with none of the 4 demands; "
        f"the policy asks for none up to {pounds(line)}."
    )
    return met(evidence, threshold)


def _weighs(demand: Demand, host_welcome: bool | None) -> str:
    """The demand in words when small organisations can't be expected to meet it; else nothing."""
    amount = demand.amount
    if demand.kind is DemandKind.MATCH_FUNDING and amount != 0:
        return "match funding" if amount is None else f"match funding of {amount} %"
    if demand.kind is DemandKind.YEARS_OF_ACCOUNTS and amount is not None and amount > 1:
        return f"{amount} years of accounts"
    if demand.kind is DemandKind.TURNOVER_CAP:
        return "a cap by income" if amount is None else f"a cap at {amount} % of a year's income"
    if demand.kind is DemandKind.CONSTITUTED_STATUS and host_welcome is False:
        return "a constitution, with no host welcome"
    return ""


def _unsaid(asked: list[Demand], host_welcome: bool | None) -> list[str]:
    kinds = {one.kind: one for one in asked}
    unsaid = []
    accounts = kinds.get(DemandKind.YEARS_OF_ACCOUNTS)
    if accounts is not None and accounts.amount is None:
        unsaid.append("how many years of accounts are asked for")
    if DemandKind.CONSTITUTED_STATUS in kinds and host_welcome is None:
        unsaid.append("if a group without a constitution may apply with a host")
    return unsaid


def p3(facts: RoundFacts, policy: Policy) -> Answer:
    """The panel itself says that people from the communities that the round serves sit on it.

    Members say it together and of the panel as a whole: nobody is asked to speak of themself.
    """
    threshold = "People from the communities that the round serves sit on it, in the panel's own word."
    said, voting = facts.round.records.panel_reflection, len(facts.panel.voting)
    mend = "Ask the panel as a whole; write down the day, the communities, and what it said."
    if not voting:
        return not_known(NO_PANEL, threshold, "Add the members of the panel.", MEMBERS)
    if said.includes_them is None or said.on is None or said.on > facts.today or not said.serves.strip():
        evidence = (
            f"The panel of {counted(voting, 'voting member')} has not said yet if people from the "
            "communities that the round serves sit on it."
        )
        return not_known(evidence, threshold, mend)
    sit = "sit" if said.includes_them else "do not sit"
    evidence = (
        f"The panel of {counted(voting, 'voting member')} said on {long_date(said.on)} that people from the "
        f"communities that the round serves {sit} on it: {said.serves.strip().rstrip('.')}."
    )
    mend = "Invite people from these communities to the panel, and ask it again."
    return judge(said.includes_them, evidence, threshold, mend, MEMBERS)


def p5(facts: RoundFacts, policy: Policy) -> Answer:
    """Every voting member had the whole briefing before they sent their first scores."""
    threshold = f"All voting members, before they score: {listed(list(TOPICS.values()))}."
    voting, topics = facts.panel.voting, facts.round.records.briefing.topics
    if not voting:
        return not_known(NO_PANEL, threshold, "Add the members of the panel.")
    missing = [words for topic, words in TOPICS.items() if topic not in topics]
    briefed = sum(1 for member in voting if _was_briefed(facts, member))
    covers = f"which goes through {len(TOPICS) - len(missing)} of {len(TOPICS)} topics"
    covers += f" (missing: {listed(missing)})" if missing else ""
    evidence = (
        f"{briefed} of {counted(len(voting), 'voting member')} had the briefing before scoring, {covers}."
    )
    brief = "Hold the briefing for every voting member, and note the day."
    if not topics and not any(member.briefed_on for member in voting):
        return not_known("No briefing of the panel is written down yet.", threshold, brief)
    if missing:
        mend = f"Brief the panel on {listed(missing)} too, and write it down."
        return not_met(evidence, threshold, mend, Place(Tab.FORM, "panel"))
    return judge(briefed == len(voting), evidence, threshold, brief)


def _was_briefed(facts: RoundFacts, member: PanelMember) -> bool:
    """Whether they were briefed by now, and on the day of their first assessment at the latest."""
    last: date = min(facts.today, facts.panel.first_sent.get(member.id, facts.today))
    return member.briefed_on is not None and member.briefed_on <= last


CHECKS: Checks = {"N1": n1, "S6": s6, "P3": p3, "P5": p5}
