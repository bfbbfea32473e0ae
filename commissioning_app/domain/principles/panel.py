"""The fair-shares panel: who holds the power, and what members are offered and asked before they score."""

from __future__ import annotations

from commissioning_app.domain.money import pounds
from commissioning_app.domain.panels import MemberGroup, PaymentChoice
from commissioning_app.domain.principles import panel_scoring
from commissioning_app.domain.principles.catalogue import EOIS, MEMBERS, Place, Tab
from commissioning_app.domain.principles.facts import RoundFacts
from commissioning_app.domain.principles.findings import Answer, FindingState, judge, met, not_known, not_met
from commissioning_app.domain.principles.policy import Policy
from commissioning_app.domain.principles.registry import Checks
from commissioning_app.domain.principles.wording import counted, listed, share
from commissioning_app.domain.rounds import RoundState

MODERATION = Place(Tab.SCORING, "moderation")
"""Where it is written down who is at the meeting."""

NO_PANEL = "The panel has no voting members yet."


def p1(facts: RoundFacts, policy: Policy) -> Answer:
    """Community members hold their share of the votes, and of those present at moderation.

    Heads are counted. From moderation on, the quorum and the share of those who were there count too.
    """
    least = policy.whole("panel.community_percent")
    quorum_community = policy.whole("panel.quorum_community")
    quorum_commissioner = policy.whole("panel.quorum_commissioner")
    quorum = f"{quorum_community} community and {counted(quorum_commissioner, 'commissioner member')}"
    threshold = f"At least {least} % community members, also at moderation; a quorum of {quorum}."
    voting, community = len(facts.panel.voting), len(facts.panel.community)
    if voting == 0:
        return not_known(NO_PANEL, threshold, "Add the members of the panel.")
    who = "is a community member" if community == 1 else "are community members"
    evidence = (
        f"{community} of {counted(voting, 'voting member')} {who}: "
        f"{share(community, voting)}; the policy asks for {least} %"
    )
    if 100 * community < least * voting:
        return not_met(f"{evidence}.", threshold, "Add community members to the panel.")
    if not facts.round.is_past(RoundState.MODERATION):
        return met(f"{evidence}.", threshold)
    there = [member for member in facts.panel.voting if member.was_at_moderation]
    of_community = sum(1 for member in there if member.group is MemberGroup.COMMUNITY)
    if not there:
        evidence = f"{evidence}; who was at the moderation meeting is not written down yet."
        mend = "Write down who was at the moderation meeting."
        return not_known(evidence, threshold, mend, MODERATION)
    evidence = f"{evidence}; at moderation {of_community} of {len(there)}, the quorum is {quorum}."
    has_quorum = of_community >= quorum_community and len(there) - of_community >= quorum_commissioner
    mend = "Meet again with enough community members and commissioners, and write down who was there."
    holds = has_quorum and 100 * of_community >= least * len(there)
    return judge(holds, evidence, threshold, mend, MODERATION)


def p2(facts: RoundFacts, policy: Policy) -> Answer:
    """There are enough community members for none of them to be a token."""
    least = policy.whole("panel.community_members")
    threshold = f"At least {counted(least, 'community member')} with a vote."
    if not facts.panel.voting:
        return not_known(NO_PANEL, threshold, "Add the members of the panel.")
    community = len(facts.panel.community)
    evidence = (
        f"The panel has {counted(community, 'community member')} with a vote; "
        f"the policy asks for at least {least}."
    )
    mend = f"Add {counted(least - community, 'community member')} to the panel."
    return judge(community >= least, evidence, threshold, mend)


def p4(facts: RoundFacts, policy: Policy) -> Answer:
    """Payment for time and expenses is offered to each community member, at a rate that is written down."""
    threshold = "Offered to each community member; the hourly rate and the expenses are written down."
    payment, community = facts.round.records.member_payment, facts.panel.community
    if payment.offered is None:
        return not_known(
            "It is not written down yet whether members are paid for their time.",
            threshold,
            "Write down the hourly rate and the expenses that are offered.",
        )
    if not community:
        return Answer(
            FindingState.NOT_KNOWN,
            "The panel has no community members yet to offer payment to.",
            threshold,
            "Add the community members of the panel.",
            MEMBERS,
        )
    if not payment.offered:
        evidence = (
            f"{counted(len(community), 'community member')} give their time, and no payment is offered."
        )
        return not_met(evidence, threshold, "Offer payment; each member may take less or say no.")
    asked = sum(1 for member in community if member.payment is not PaymentChoice.NOT_ASKED)
    rate = f"{pounds(payment.hourly_pence)} an hour" if payment.hourly_pence > 0 else "no rate written down"
    expenses = "expenses paid" if payment.expenses.strip() else "nothing said about expenses"
    evidence = (
        f"Payment is offered at {rate}, with {expenses}; "
        f"{asked} of {counted(len(community), 'community member')} were asked what they want."
    )
    is_complete = payment.hourly_pence > 0 and bool(payment.expenses.strip())
    if not is_complete:
        return not_met(evidence, threshold, "Write down the hourly rate and the expenses that are offered.")
    mend = "Ask each community member what they want: all of it, less, or nothing."
    return judge(asked == len(community), evidence, threshold, mend, Place(Tab.PANEL, "payment"))


def p6(facts: RoundFacts, policy: Policy) -> Answer:
    """Everyone with a part in the decision went through every organisation, the newest one too."""
    threshold = "All members, officers, approvers and finance, after the last new organisation came in."
    holders, newest = facts.panel.part_holders, facts.eois.newest_organisation_at
    if newest is None:
        return not_known(
            "No organisation has come in yet, so there is nothing to declare.",
            threshold,
            "Import the EOIs, then ask everyone to declare their interests.",
            EOIS,
        )
    if not facts.panel.voting:
        return not_known(NO_PANEL, threshold, "Add the members of the panel.", MEMBERS)
    every = facts.eois.organisations
    missing = sorted(
        one.name
        for one in holders
        if one.stated_at is None or one.stated_at < newest or one.organisations_seen < every
    )
    evidence = (
        f"{len(holders) - len(missing)} of {counted(len(holders), 'person', 'people')} with a part in the "
        "decision declared their interests after the last new organisation came in."
    )
    mend = f"Ask these people to go through the organisations: {listed(missing)}."
    return judge(not missing, evidence, threshold, mend)


CHECKS: Checks = {"P1": p1, "P2": p2, "P4": p4, "P6": p6, **panel_scoring.CHECKS}
