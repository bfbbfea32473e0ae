"""Accountable for data and for what did not hold: answers kept apart, and an action for every finding."""

from __future__ import annotations

from commissioning_app.domain.dates import long_date
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
from commissioning_app.domain.principles.wording import counted, has, listed
from commissioning_app.domain.rounds import RoundState


def a5(facts: RoundFacts, policy: Policy) -> Answer:
    """Monitoring answers stay away from scores and decisions, with the papers that the law asks for.

    That scorers can't reach them is by construction: another store, and an import contract that the test
    run holds. What is asked of the round's records: the impact assessment (UK GDPR art. 35) from before the
    opening, the policy document (DPA 2018 Sch. 1), and that nobody read totals before the decision.
    """
    threshold = (
        "Impact assessment from before the opening, policy document, no look at totals before the decision."
    )
    papers, plan = facts.round.records.data_protection, facts.round.records.monitoring
    asks_nobody = plan.asked_of_organisations is False and plan.asked_of_members is False
    if asks_nobody and not facts.monitoring.answered:
        return not_applicable("The round asks for no monitoring answers, and holds none.", threshold)
    early = facts.safety.looks_too_early
    if early:
        evidence = f"Totals of monitoring answers were read {counted(early, 'time')} before the decision."
        mend = "Explain how it came to be, and what is done so that it does not happen again."
        return not_met(evidence, threshold, mend)
    mend = "Write down the impact assessment and the policy document, each with its day and where it is kept."
    has_assessment = papers.dpia_on is not None and bool(papers.dpia_reference.strip())
    has_policy = facts.has_come(papers.policy_on) and bool(papers.policy_reference.strip())
    missing = ([] if has_assessment else ["the impact assessment"]) + (
        [] if has_policy else ["the policy document"]
    )
    if papers.dpia_on is None or papers.policy_on is None or missing:
        verb = "is" if len(missing) == 1 else "are"
        evidence = f"{listed(missing).capitalize()} {verb} not written down with a day and a reference."
        return not_known(evidence, threshold, mend)
    evidence = (
        f"The impact assessment is of {long_date(papers.dpia_on)} ({papers.dpia_reference.strip()}), the "
        f"policy document of {long_date(papers.policy_on)} ({papers.policy_reference.strip()}); answers are "
        f"stored apart, and totals were read {counted(facts.safety.looks_at_totals, 'time')}, never before "
        "the decision."
    )
    if not facts.is_by_opening(papers.dpia_on):
        evidence = f"{evidence[:-1]}; the assessment had to be there by {facts.last_day}."
        mend = "Explain why people were asked about themselves before the risks were looked at."
        return not_met(evidence, threshold, mend)
    return met(evidence, threshold)


def a8(facts: RoundFacts, policy: Policy) -> Answer:
    """Each finding that is not met, or only explained, has an action with an owner and a day.

    It is answered after all other checks, and leaves itself out. Actions are due once applicants were told;
    before that, what is not met can still be mended.
    """
    threshold = "Every finding that is not met, or only explained, has an action with an owner and a day."
    wanting, is_due = facts.safety.not_holding, facts.round.is_past(RoundState.ANNOUNCED)
    if wanting is None or (not wanting and not is_due):
        return not_known(
            "So far no finding asks for an action.", threshold, "Look again before the round ends."
        )
    if not wanting:
        return not_applicable("Every finding holds, so nothing asks for an action.", threshold)
    owned = {one.check_id for one in facts.safety.actions if one.is_owned}
    without = [check_id for check_id in wanting if check_id not in owned]
    acted = len(wanting) - len(without)
    late = sum(1 for one in facts.safety.actions if one.is_late)
    verb = "is" if len(wanting) == 1 else "are"
    evidence = (
        f"{acted} of {counted(len(wanting), 'finding')} that {verb} not met, or only explained, {has(acted)} "
        "an action with an owner and a day"
    )
    if without:
        evidence = f"{evidence}; none for {listed(without)}"
    if late:
        evidence = f"{evidence}; {counted(late, 'action')} {'is' if late == 1 else 'are'} past the day"
    mend = f"Write down what will be done, by whom and by when, for {listed(without)}."
    if without and not is_due:
        return not_known(f"{evidence}.", threshold, mend)
    return judge(not without, f"{evidence}.", threshold, mend)


CHECKS: Checks = {"A5": a5, "A8": a8}
