"""Data and accountability: open data, somebody who answers for the round, and looking back on it."""

from __future__ import annotations

from commissioning_app.domain.dates import long_date
from commissioning_app.domain.principles.facts import RoundFacts
from commissioning_app.domain.principles.findings import Answer, judge, not_known, not_met
from commissioning_app.domain.principles.policy import Policy
from commissioning_app.domain.principles.registry import Checks
from commissioning_app.domain.principles.wording import counted
from commissioning_app.domain.rounds import RoundState


def a9(facts: RoundFacts, policy: Policy) -> Answer:
    """The decisions are open data soon after they were announced."""
    most = policy.whole("data.open_data_days")
    threshold = f"Published as open data, at most {counted(most, 'day')} after the announcement."
    announced, published = facts.announced_on, facts.round.records.open_data
    mend = "Publish the awards as open data, and write down when and where."
    if announced is None:
        evidence = "The decisions are not announced yet, so they can't be open data."
        return not_known(evidence, threshold, "Publish them after the announcement.")
    if published.on is None or not facts.has_come(published.on):
        waited = (facts.today - announced).days
        evidence = (
            f"The decisions were announced {counted(waited, 'day')} ago, and it is not written down that "
            f"they are open data; the policy asks for at most {counted(most, 'day')}."
        )
        return not_known(evidence, threshold, mend) if waited <= most else not_met(evidence, threshold, mend)
    if not published.where.strip():
        evidence = f"They are said to be open data since {long_date(published.on)}, but not where."
        return not_met(evidence, threshold, "Write down where the open data can be found.")
    days = (published.on - announced).days
    when = f"{counted(abs(days), 'day')} {'after' if days >= 0 else 'before'}"
    evidence = f"The decisions were open data {when} the announcement; the policy asks for at most {most}."
    return judge(days <= most, evidence, threshold, "Put it into the timetable of the next round.")


def a10(facts: RoundFacts, policy: Policy) -> Answer:
    """A senior officer answers for the round, and the board has had a report on it."""
    threshold = "A senior responsible officer is named, and the report went to the board."
    officer, report = facts.round.records.responsible_officer, facts.round.records.board_report
    is_named = bool(officer.name.strip() and officer.role.strip())
    has_reported = facts.has_come(report.on) and bool(report.reference.strip())
    mend = "Name a senior officer with their role, and take a report to the board with a minute."
    if not is_named and not has_reported:
        evidence = "Neither a senior responsible officer nor a report to the board is written down."
        return not_known(evidence, threshold, mend)
    named = (
        f"A senior officer is named ({officer.role.strip()})" if is_named else "No senior officer is named"
    )
    if report.on is not None and has_reported:
        evidence = (
            f"{named}, and the board had the report on {long_date(report.on)} ({report.reference.strip()})."
        )
        if facts.is_before_the_decision(report.on):
            evidence = f"{evidence[:-1]}, before the decision."
            return not_met(evidence, threshold, "Take a report to the board on what was decided.")
        return judge(is_named, evidence, threshold, "Name a senior officer with their role.")
    evidence = f"{named}; no report to the board is written down with its day and minute."
    if not facts.round.is_past(RoundState.FINISHED):
        return not_known(evidence, threshold, "Take a report to the board before the round is finished.")
    return not_met(evidence, threshold, "Take a report to the board, and write down its day and minute.")


def a11(facts: RoundFacts, policy: Policy) -> Answer:
    """Panel and applicants looked back on the round, and what was learnt is written down."""
    threshold = "Looked back on with panel members and applicants; at least one lesson written down."
    back = facts.round.records.look_back
    mend = "Look back with panel members and applicants, and write down what you will do differently."
    if back.on is None or not facts.has_come(back.on):
        return not_known("Nobody has looked back on the round yet.", threshold, mend)
    panel, applicants = back.panel_members or 0, back.applicants or 0
    lessons = sum(1 for lesson in back.lessons if lesson.strip())
    verb = "is" if lessons == 1 else "are"
    evidence = (
        f"{counted(panel, 'panel member')} and {counted(applicants, 'applicant')} looked back on the round "
        f"on {long_date(back.on)}; {counted(lessons, 'lesson')} {verb} written down."
    )
    if facts.is_before_the_decision(back.on):
        return not_met(f"{evidence[:-1]}, all before the decision.", threshold, mend)
    return judge(min(panel, applicants, lessons) > 0, evidence, threshold, mend)


CHECKS: Checks = {"A9": a9, "A10": a10, "A11": a11}
