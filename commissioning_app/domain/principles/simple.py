"""Simple, flexible, transparent: how long the form is, how long it is open, what is published."""

from __future__ import annotations

from commissioning_app.domain.money import pounds
from commissioning_app.domain.principles.catalogue import POT
from commissioning_app.domain.principles.facts import RoundFacts
from commissioning_app.domain.principles.findings import Answer, judge, not_known
from commissioning_app.domain.principles.policy import Policy
from commissioning_app.domain.principles.publishing import TITLES, PublishedItem, ready_items
from commissioning_app.domain.principles.registry import Checks
from commissioning_app.domain.principles.wording import counted, listed


def s1(facts: RoundFacts, policy: Policy) -> Answer:
    """The number of questions to answer in writing fits the largest award."""
    largest = facts.round.largest_award_pence
    if largest <= 0:
        return not_known(
            "The largest award is not set yet, so it is not known how long the form may be.",
            "A number of questions that fits the largest award.",
            "Set the largest award.",
            POT,
        )
    most = policy.for_size("simple.written_questions", largest)
    threshold = (
        f"At most {counted(most, 'question')} to answer in writing, for awards up to {pounds(largest)}."
    )
    if not facts.round.questions:
        return not_known("The form has no questions yet.", threshold, "Add the questions of the form.")
    asked = sum(1 for question in facts.round.questions if question.is_answered_in_writing)
    evidence = (
        f"The form asks {counted(asked, 'question')} to answer in writing; "
        f"for awards up to {pounds(largest)} the policy asks for at most {most}."
    )
    mend = f"Take out {counted(asked - most, 'question')}, or ask for something shorter than writing."
    return judge(asked <= most, evidence, threshold, mend)


def s4(facts: RoundFacts, policy: Policy) -> Answer:
    """There are enough days between opening and closing.

    A round that is opened later than its timetable says is open from that later day on. One whose days are
    all over is written down afterwards, so its timetable counts.
    """
    least = policy.whole("simple.days_open")
    threshold = f"At least {least} days between opening and closing."
    opens, closes = facts.round.timetable.opens_on, facts.round.timetable.closes_on
    if opens is None or closes is None:
        mend = "Set the opening day and the closing day."
        return not_known("The opening and closing days are not both set yet.", threshold, mend)
    start = max(opens, facts.opening_day) if facts.opening_day <= closes else opens
    days = (closes - start).days
    late = f", as it opens {counted((start - opens).days, 'day')} later than planned" if start > opens else ""
    evidence = f"The round is open for {counted(days, 'day')}{late}; the policy asks for at least {least}."
    mend = f"Move the closing day {counted((start - closes).days + least, 'day')} later, or open sooner."
    return judge(days >= least, evidence, threshold, mend)


def s7(facts: RoundFacts, policy: Policy) -> Answer:
    """Everything that applicants need to judge the round is published when it opens.

    Before the opening it counts what is ready to be published, after it what was.
    """
    threshold = f"All of these at opening: {listed(list(TITLES.values()), len(TITLES))}."
    was_opened = facts.round.published_rule is not None
    if was_opened:
        there = [item for item in PublishedItem if item in facts.round.published_items]
    else:
        there = list(ready_items(facts.round, panel_members=len(facts.panel.voting)))
    missing = [TITLES[item] for item in PublishedItem if item not in there]
    if not was_opened and there == [PublishedItem.RULE]:
        return not_known(
            "Nothing but the allocation rule is ready to be published yet.",
            threshold,
            "Write down the criteria, the timetable, what is not funded, and who is on the panel by group.",
        )
    how = "were published at opening" if was_opened else "are ready to be published at opening"
    evidence = f"{len(there)} of {len(PublishedItem)} things that applicants need {how}"
    evidence += f"; missing: {listed(missing, len(missing))}." if missing else "."
    return judge(not missing, evidence, threshold, f"Fill in and publish {listed(missing, len(missing))}.")


CHECKS: Checks = {"S1": s1, "S4": s4, "S7": s7}
