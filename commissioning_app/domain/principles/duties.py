"""What the law asks a funder to think about and write down before a round opens, and before it decides."""

from __future__ import annotations

from collections.abc import Iterator

from commissioning_app.domain.dates import long_date
from commissioning_app.domain.duties import PositiveAction, PositiveActionCondition
from commissioning_app.domain.principles.catalogue import Place, Tab
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
from commissioning_app.domain.rounds import FenceBasis, FunderKind, RoundState

READING = Place(Tab.ALLOCATION, "recommendation")
"""Where the approver says that they have read the equality statement."""


def a6(facts: RoundFacts, policy: Policy) -> Answer:
    """Due regard to equality before the round is opened, and again by who decides, before they decide.

    Until moderation the statement answers; from then on the reading has to stand beside it.
    """
    threshold = "Recorded by the opening; read by the one who decides, before deciding."
    if not facts.is_public_body:
        return not_applicable("The funder is not a public body, so this duty is not its own.", threshold)
    records = facts.round.records
    statement, reading = records.equality_statement, records.equality_reading
    if not statement.is_recorded or statement.on is None:
        evidence = "No equality statement is written down yet with its day and what it found."
        return not_known(
            evidence, threshold, "Write down who gains and who may lose, and what you do about it."
        )
    reference = f" ({statement.reference.strip()})" if statement.reference.strip() else ""
    evidence = f"The equality statement{reference} is of {long_date(statement.on)}"
    if not facts.is_by_opening(statement.on):
        mend = "Think about equality before a round opens; for this one, explain what was done instead."
        return not_met(f"{evidence}, later than {facts.last_day}.", threshold, mend)
    if not facts.round.is_past(RoundState.MODERATION):
        return met(f"{evidence}, by the opening.", threshold)
    if reading.read_on is None or not reading.is_recorded:
        evidence = f"{evidence}, by the opening; the one who decides has not said yet that they read it."
        return not_known(evidence, threshold, "Let the approver read it, and say so.", READING)
    return met(f"{evidence}, by the opening, and was read on {long_date(reading.read_on)}.", threshold)


def a7(facts: RoundFacts, policy: Policy) -> Answer:
    """Each ring-fence by a question of the form says if it is positive action, and then why it may be."""
    threshold = "Each ring-fence by a question: condition, evidence, proportion and review, before opening."
    fences = [
        one for one in facts.round.effective_rule.ring_fences if one.basis is FenceBasis.PUBLISHED_QUESTION
    ]
    if not fences:
        return not_applicable("No ring-fence goes by a question of the form.", threshold)
    reasons = {one.ring_fence.strip().casefold(): one for one in facts.round.records.positive_action}
    wrong, missing, ready = [], [], 0
    for fence in fences:
        reason = reasons.get(fence.name.strip().casefold(), PositiveAction(fence.name))
        problems, gaps = list(_wrong(facts, reason)), list(_gaps(reason))
        ready += not problems and not gaps
        wrong += [f"“{fence.name}” {listed(problems)}"] if problems else []
        missing += [f"“{fence.name}” lacks {listed(gaps)}"] if gaps else []
    evidence = (
        f"{ready} of {counted(len(fences), 'ring-fence')} by a question {has(ready)} a whole reason "
        "from before opening"
    )
    evidence = "; ".join([evidence, *wrong, *missing]) + "."
    if wrong:
        return not_met(evidence, threshold, "Put right what the reasons say, or leave the ring-fence out.")
    mend = "Say for each of these ring-fences if it favours people for who they are, and why it may."
    return met(evidence, threshold) if not missing else not_known(evidence, threshold, mend)


def _gaps(reason: PositiveAction) -> Iterator[str]:
    """What a reason does not say yet."""
    if reason.applies is None:
        yield "a word on whether it is positive action"
        return
    if reason.applies:
        needed = {
            "its condition": reason.condition,
            "its evidence": reason.evidence.strip(),
            "why it is in proportion": reason.proportionality.strip(),
            "its review day": reason.review_on,
        }
        yield from (words for words, value in needed.items() if not value)
    elif not reason.evidence.strip():
        yield "what it is for instead"
    if reason.recorded_on is None:
        yield "the day it was written down"


def _wrong(facts: RoundFacts, reason: PositiveAction) -> Iterator[str]:
    """What a reason says that does not hold."""
    if reason.applies is None:
        return
    if reason.recorded_on is not None and not facts.is_by_opening(reason.recorded_on):
        yield f"was written down on {long_date(reason.recorded_on)}, later than {facts.last_day}"
    if not reason.applies:
        return
    is_charity = facts.funder_kind is FunderKind.CHARITABLE_FUNDER
    if reason.condition is PositiveActionCondition.CHARITY and not is_charity:
        yield "rests on the charities exception, and the funder is no charity"
    opens = facts.round.timetable.opens_on if facts.round.state is RoundState.DRAFT else None
    opens = opens or facts.opening_day
    if reason.review_on is not None and reason.review_on <= opens:
        yield f"is reviewed on {long_date(reason.review_on)}, not after opening"


def l1(facts: RoundFacts, policy: Policy) -> Answer:
    """The power that the money is given under, and why this is a grant and not something that is bought."""
    threshold = "The power, and why it is a grant and not a contract, written down by the opening."
    if not facts.is_public_body:
        evidence = "The funder is not a public body, so the rules on buying in public are not its own."
        return not_applicable(evidence, threshold)
    used = facts.round.records.power_used
    parts = {
        "the power": used.power.strip(),
        "why it is a grant": used.why_grant.strip(),
        "the day": used.on,
    }
    missing = [words for words, value in parts.items() if not value]
    if missing or used.on is None:
        evidence = (
            f"{len(parts) - len(missing)} of {len(parts)} parts are written down; missing: {listed(missing)}."
        )
        mend = "Write down the power, why nothing is bought, and the day; ask whoever advises you on law."
        return not_known(evidence, threshold, mend)
    evidence = (
        f"The power ({used.power.strip().rstrip('.')}) and why it is a grant were written down on "
        f"{long_date(used.on)}"
    )
    in_time = facts.is_by_opening(used.on)
    evidence += ", by the opening." if in_time else f", later than {facts.last_day}."
    mend = "Settle the power before a round opens; for this one, explain how it was settled."
    return judge(in_time, evidence, threshold, mend)


CHECKS: Checks = {"A6": a6, "A7": a7, "L1": l1}
