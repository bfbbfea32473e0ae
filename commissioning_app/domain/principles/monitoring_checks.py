"""Data and accountability: whether people say who leads, in detail, and what the totals show afterwards.

These checks read counts and frozen totals only. They ask "why?"; none of them is a target.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from commissioning_app.domain.likelihood import Likelihood, relative_likelihood
from commissioning_app.domain.principles.catalogue import RECOMMENDATION, Place, Tab
from commissioning_app.domain.principles.facts import RoundFacts
from commissioning_app.domain.principles.facts_monitoring import GroupingFacts, TotalsState
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
from commissioning_app.domain.principles.wording import counted, listed, share
from commissioning_app.domain.rounds import RoundState

FEW = 5
"""Counts from 1 up to this, itself left out, are never said."""

PLAN = Place(Tab.FORM, "monitoring")
HANDING_OUT = Place(Tab.FORM, "handing_out")
NO_TRIAL = "A trial asks nobody about themselves."


def answered_share(answered: int, of: int, what: str) -> str:
    """ "38 of 40 EOIs (95 %)", "All 40 EOIs", "None of 40 EOIs", "Fewer than 5 of 40 EOIs".

    Where there are fewer than five in all, no count is said, neither all nor none.
    """
    if of < FEW:
        return f"Fewer than {FEW} {what}s"
    if answered == of:
        return f"All {counted(of, what)}"
    if not answered:
        return f"None of {counted(of, what)}"
    if _are_few(answered):
        return f"Fewer than {FEW} of {counted(of, what)}"
    return f"{answered:,} of {counted(of, what)} ({share(answered, of)})"


def funded_share(answered: int, of: int, answered_in_all: int) -> str:
    """The same of those who are funded, without the count wherever the frozen table hides it.

    It is left out too where few of those who are funded did not answer: "Most of 20 funded EOIs".
    """
    what = "funded EOI"
    if of < FEW or not any(map(_are_few, (answered, of - answered, answered_in_all - answered))):
        return answered_share(answered, of, what)
    if _are_few(answered_in_all):
        return f"Fewer than {FEW} of {counted(of, what)}"
    return f"{'Most' if 2 * answered > of else 'Some'} of {counted(of, what)}"


def _are_few(count: int) -> bool:
    return 0 < count < FEW


def a1(facts: RoundFacts, policy: Policy) -> Answer:
    """Applicants said who leads their organisation; "prefer not to say" is an answer."""
    least = policy.whole("data.answered_percent")
    threshold = f"At least {least} % of EOIs say who leads the organisation; “prefer not to say” counts."
    have = facts.monitoring
    mend = (
        "Send the sheet “About you” again to those who have not answered; they may say “prefer not to say”."
    )
    if facts.round.is_trial:
        return not_applicable(NO_TRIAL, threshold)
    if not have.eois:
        return _before_answers(facts, threshold)
    part = answered_share(have.answered, have.eois, "EOI")
    evidence = f"{part} said who leads the organisation; the policy asks for {least} %."
    return judge(100 * have.answered >= least * have.eois, evidence, threshold, mend)


def _before_answers(facts: RoundFacts, threshold: str) -> Answer:
    """The sheet goes out with the form, once the plan says that organisations are asked."""
    evidence, mend = "No EOI has come in yet.", "Hand the sheet “About you” out with the form."
    if facts.round.records.monitoring.asked_of_organisations:
        return not_known(evidence, threshold, mend, HANDING_OUT)
    return not_known(evidence, threshold, f"Say that organisations are asked. {mend}", PLAN)


def a2(facts: RoundFacts, policy: Policy) -> Answer:
    """Answers are asked for, and kept in detailed groups and own words."""
    threshold = (
        "Asked of organisations and panel members, and kept in detailed groups and people's own words."
    )
    plan = facts.round.records.monitoring
    asked = {
        ("organisations are", "asked"): plan.asked_of_organisations,
        ("panel members are", "asked"): plan.asked_of_members,
        ("detailed groups are", "kept"): plan.in_detail,
    }
    if facts.round.is_trial:
        return not_applicable(NO_TRIAL, threshold)
    refused = [f"{who} not {what}" for (who, what), is_so in asked.items() if is_so is False]
    unsaid = [f"{who} {what}" for (who, what), is_so in asked.items() if is_so is None]
    if refused:
        evidence = f"By the plan, {listed(refused)}."
        return not_met(evidence, threshold, "Ask both, and keep the detailed groups and people's own words.")
    if unsaid:
        evidence = f"It is not said yet whether {listed(unsaid)}."
        return not_known(evidence, threshold, "Write down what is asked, of whom, and how it is kept.")
    if facts.monitoring.unknown_groups:
        names = listed(facts.monitoring.unknown_groups)
        evidence = f"A grouping names what is not on the list of detailed groups: {names}."
        return not_met(evidence, threshold, "Choose the groups of each grouping from the list.")
    if facts.monitoring.mixed_groupings:
        names = listed(facts.monitoring.mixed_groupings)
        evidence = f"A grouping mixes answers to different questions: {names}."
        return not_met(evidence, threshold, "Make a grouping of its own for each question.")
    groupings = counted(len(plan.groupings), "grouping")
    evidence = f"Organisations and panel members are asked, in detailed groups; {groupings} declared."
    return met(evidence, threshold)


def a3(facts: RoundFacts, policy: Policy) -> Answer:
    """Every declared grouping is about as likely to be funded as all the others who answered."""
    least = policy.whole("data.likelihood_least_percent")
    most = policy.whole("data.likelihood_most_percent")
    threshold = (
        f"Each declared grouping is funded {least / 100:.2f} to {most / 100:.2f} times as often as all "
        "others who answered, over the programme's rounds. A question to ask, not a target."
    )
    if answer := _before_totals(facts, threshold):
        return answer
    outside: list[str] = []
    inside: list[str] = []
    hidden: list[str] = []
    for one in facts.monitoring.groupings:
        found = _likelihood(one)
        if found is None or one.is_own_hidden:
            hidden.append(one.name)
        if found is None:
            continue
        fits = least <= 100 * found.ratio <= most
        shown = f"{float(found.ratio):.2f}"
        if (least <= 100 * Fraction(shown) <= most) != fits:
            shown = f"{float(found.ratio):.4f}"
        (inside if fits else outside).append(_in_words(one, found, shown))
    too_few = [f"too few of this round to show: {listed(hidden)}"] if hidden else []
    if outside:
        evidence = _one_sentence([*outside, *too_few])
        mend = (
            "Ask why, with the communities that it is about; look at who applied and at who was funded apart."
        )
        return not_met(evidence, threshold, mend)
    if hidden:
        evidence = _one_sentence([*inside, *too_few])
        return not_known(evidence, threshold, "Wait for more rounds: small counts are never shown.")
    return met(_one_sentence(inside), threshold)


def a4(facts: RoundFacts, policy: Policy) -> Answer:
    """Declared groupings get the share of the money that they are of the people served, or come nearer."""
    points = policy.whole("data.gap_points")
    threshold = (
        f"Each declared grouping's share of the money is at most {counted(points, 'point')} under its share "
        "of the people served, or the gap is smaller than in the round before."
    )
    if answer := _before_totals(facts, threshold):
        return answer
    if not facts.monitoring.need_source:
        evidence = "The programme has no need profile, so there is nothing to set the money against."
        mend = "Write down whom the programme serves, from a published source with its year."
        return not_known(evidence, threshold, mend, PLAN)
    said = [(one, *_gap(one, points)) for one in facts.monitoring.groupings]
    evidence = _one_sentence([words for _, _, words in said])
    states = {state for _, state, _ in said}
    if "wider" in states:
        mend = "Ask with these communities what kept the money from them, and plan the next round with them."
        return not_met(evidence, threshold, mend)
    if "unknown" in states:
        return not_known(evidence, threshold, "Look again when the next round's totals can be shown.")
    return met(evidence, threshold)


def a12(facts: RoundFacts, policy: Policy) -> Answer:
    """It is known who leads the organisations that are funded, by their own word."""
    least = policy.whole("data.leaders_known_percent")
    threshold = f"At least {least} % of funded organisations said who leads them; counts only."
    have = facts.monitoring
    if facts.round.is_trial:
        return not_applicable(NO_TRIAL, threshold)
    if have.funded is None:
        evidence = "The round is not decided yet, so nobody is funded."
        return not_known(evidence, threshold, "Decide the round first.", RECOMMENDATION)
    if not have.funded:
        return not_applicable("The round funds nobody.", threshold)
    part = funded_share(have.funded_answered, have.funded, have.answered)
    evidence = f"{part} said who leads the organisation; the policy asks for {least} %."
    mend = "Ask those who are funded once more; they may say “prefer not to say”."
    return judge(100 * have.funded_answered >= least * have.funded, evidence, threshold, mend)


def _before_totals(facts: RoundFacts, threshold: str) -> Answer | None:
    """The answer as long as there are no totals to read."""
    have = facts.monitoring
    if facts.round.is_trial:
        return not_applicable(NO_TRIAL, threshold)
    if not facts.round.records.monitoring.groupings:
        evidence = "No grouping was declared before the round opened, so there is nothing to compare."
        opened = facts.round.is_past(RoundState.OPEN)
        mend = f"Declare the groupings before the {'next ' if opened else ''}round opens."
        return not_known(evidence, threshold, mend, PLAN)
    if have.totals is TotalsState.NONE:
        evidence = "Totals are made when the round is decided, not before."
        return not_known(evidence, threshold, "Look at the totals after the decision.")
    if have.totals is TotalsState.WAITING:
        evidence = "This round's totals wait for the programme's next round, to be counted as one."
        return not_known(evidence, threshold, "Look again when the next round is decided.")
    if have.totals is TotalsState.UNSEEN:
        evidence = "The totals stand since the decision, and nobody has looked at them yet."
        return not_known(evidence, threshold, "Look at the totals; from then on the decision stands.")
    return None


def _one_sentence(parts: Sequence[str]) -> str:
    """The parts as one sentence, which begins with a capital letter."""
    text = "; ".join(parts)
    return f"{text[:1].upper()}{text[1:]}."


def _likelihood(one: GroupingFacts) -> Likelihood | None:
    numbers = (one.funded, one.applied, one.others_funded, one.others_applied)
    known = [number for number in numbers if number is not None]
    return relative_likelihood(*known) if len(known) == len(numbers) else None


def _in_words(one: GroupingFacts, found: Likelihood, ratio: str) -> str:
    interval = "no interval"
    if found.low is not None and found.high is not None:
        interval = f"95 % interval {found.low:.2f} to {found.high:.2f}"
    rounds = f" in {counted(one.rounds, 'round')}" if one.rounds > 1 else ""
    return (
        f"{one.name}: {one.funded} of {one.applied} funded{rounds}, others {one.others_funded} of "
        f"{one.others_applied}; {ratio} times as likely ({interval})"
    )


def _gap(one: GroupingFacts, points: int) -> tuple[str, str]:
    """Whether a gap is none, smaller, wider or unknown, and its part of the sentence."""
    if one.need_percent is None:
        return "unknown", f"{one.name}: not in the need profile"
    if one.money_percent is None:
        return "unknown", f"{one.name}: too few to show a share of the money"
    now = one.need_percent - one.money_percent
    says = f"{one.name}: {one.money_percent} % of the money, {one.need_percent} % of the people served"
    if now <= points:
        return "none", says
    if one.money_percent_before is None:
        return "unknown", f"{says}; there is no earlier round to compare with"
    before = one.need_percent - one.money_percent_before
    return (
        "smaller" if now < before else "wider"
    ), f"{says} ({one.money_percent_before} % of the money before)"


CHECKS: Checks = {"A1": a1, "A2": a2, "A3": a3, "A4": a4, "A12": a12}
