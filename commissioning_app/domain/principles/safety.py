"""Lawful and safe with money: within a limit of authority, to organisations that were checked, as subsidy."""

from __future__ import annotations

from collections.abc import Sequence

from commissioning_app.domain.dates import long_date
from commissioning_app.domain.due_diligence import ExceptionState
from commissioning_app.domain.money import Pence, pounds
from commissioning_app.domain.principles.catalogue import RECOMMENDATION
from commissioning_app.domain.principles.facts import RoundFacts
from commissioning_app.domain.principles.facts_safety import PayeeFact
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

DILIGENCE = "safety.due_diligence"
TO_FUND = "to be funded"
NOBODY_YET = "No recommendation is recorded yet, so nobody is to be funded."
SHARE_IT = "Share the pot, and record the recommendation."


def l2(facts: RoundFacts, policy: Policy) -> Answer:
    """The approver decides within a limit that was given to them before, and departures have a reason."""
    threshold = (
        "A limit with its minute, from before the decision, over what is recommended; departures say why."
    )
    authority, recommended = facts.round.records.authority, facts.safety.recommended
    decided = facts.round.is_past(RoundState.DECIDED)
    limit, on = authority.limit_pence, authority.on
    mend = "Write down how much the approver may decide on, who gave that authority, its minute and its day."
    if limit is None or on is None or not (authority.minute.strip() and authority.given_by.strip()):
        evidence = (
            "The approver's limit of authority is not written down with who gave it, its minute and its day."
        )
        return not_met(evidence, threshold, mend) if decided else not_known(evidence, threshold, mend)
    given = (
        f"{authority.given_by.strip()} gave authority up to {pounds(limit)} on {long_date(on)} "
        f"({authority.minute.strip()})"
    )
    day = facts.safety.decided_on or facts.today
    if on > day:
        when = "decided" if facts.safety.decided_on else "that day is still to come"
        evidence = f"{given}; {'the round was decided on ' + long_date(day) if when == 'decided' else when}."
        return not_met(evidence, threshold, "Let the authority be given before the approver decides.")
    if recommended is None:
        evidence = f"{given}; no recommendation is recorded yet."
        return not_known(evidence, threshold, SHARE_IT, RECOMMENDATION)
    rule = "it follows the published rule"
    if recommended.departs:
        reason = "with" if recommended.has_reason else "without"
        rule = f"it departs from the published rule, {reason} a reason"
    evidence = f"{given}; the recommendation gives {pounds(recommended.total_pence)}, and {rule}."
    if recommended.total_pence > limit:
        mend = "Ask for more authority, and write down its minute; or recommend less."
        return not_met(evidence, threshold, mend)
    mend = "Record the recommendation again, with the reason for another rule."
    return judge(not recommended.departs or recommended.has_reason, evidence, threshold, mend, RECOMMENDATION)


def l3(facts: RoundFacts, policy: Policy) -> Answer:
    """Each organisation that money goes to was checked as its size asks, or an exception is agreed.

    Nobody else is asked. A check that was never begun is not known until money is being paid.
    """
    threshold = f"Of each {TO_FUND}: {_asked_by_size(policy)}, or an exception that is agreed."
    payees = facts.safety.payees
    if payees is None:
        return not_known(
            NOBODY_YET, threshold, "Share the pot, and record the recommendation.", RECOMMENDATION
        )
    if not payees:
        return not_applicable(f"No organisation is {TO_FUND}.", threshold)
    checked = sum(1 for one in payees if one.is_checked)
    excepted = sum(1 for one in payees if one.is_excepted)
    left = [one for one in payees if not one.is_checked and not one.is_excepted]
    evidence = (
        f"{checked:,} of {counted(len(payees), 'organisation')} {TO_FUND} {has(checked)} every check that "
        f"their size asks; {excepted:,} {has(excepted)} an exception that is agreed"
    )
    if not left:
        return met(f"{evidence}.", threshold)
    things = sum(len(one.missing) for one in left)
    waiting = sum(1 for one in left if one.exception is ExceptionState.WAITING)
    evidence = f"{evidence}; of the others, {counted(things, 'thing')} {_is(things)} still to be looked at"
    if waiting:
        evidence = f"{evidence}, and {counted(waiting, 'exception')} {_waits(waiting)} for an approver"
    mend = "Look at what is missing, or propose an exception and let an approver agree to it."
    begun = any(len(one.missing) < one.asked or one.exception is not ExceptionState.NONE for one in payees)
    if not begun and not facts.round.is_past(RoundState.PAYING):
        return not_known(f"{evidence}.", threshold, mend)
    return not_met(f"{evidence}.", threshold, mend)


def l4(facts: RoundFacts, policy: Policy) -> Answer:
    """Each enterprise that money goes to was told, confirmed what it had, and stays within the limit.

    Subsidy Control Act 2022, ss.36 and 37. Being told afterwards, and the public database, are due once
    money was paid.
    """
    limit, listed_over = policy.money("safety.subsidy_limit"), policy.money("safety.subsidy_database_over")
    threshold = (
        f"Enterprises only: told before, confirmed, at most {pounds(limit)} in three years; once paid, told "
        f"again, and on the database over {pounds(listed_over)}."
    )
    payees = facts.safety.payees
    if not facts.is_public_body:
        evidence = "Subsidy control binds public bodies, and this funder is not one."
        return not_applicable(evidence, threshold)
    if payees is None:
        return not_known(
            NOBODY_YET, threshold, "Share the pot, and record the recommendation.", RECOMMENDATION
        )
    if not payees:
        return not_applicable(f"No organisation is {TO_FUND}.", threshold)
    unasked = sum(1 for one in payees if one.subsidy.is_enterprise is None)
    enterprises = [one for one in payees if one.subsidy.is_enterprise]
    every = counted(len(payees), "organisation")
    if not enterprises and not unasked:
        return not_applicable(f"None of {every} {TO_FUND} is an enterprise with this money.", threshold)
    evidence = (
        f"Of {every} {TO_FUND}, {counted(len(enterprises), 'is an enterprise', 'are enterprises')} with this "
        f"money, and {unasked:,} {has(unasked)} not been asked"
    )
    if enterprises:
        evidence = f"{evidence}; {_figures(enterprises, limit)}"
    wrong = _what_is_wrong(enterprises, limit, listed_over)
    if wrong:
        return not_met(f"{evidence}; {wrong[0]}.", threshold, wrong[1])
    if unasked or any(_is_incomplete(one) for one in enterprises):
        mend = "Ask each if it is an enterprise; tell enterprises, and let them confirm what they had."
        return not_known(f"{evidence}.", threshold, mend)
    return met(f"{evidence}.", threshold)


def _asked_by_size(policy: Policy) -> str:
    """ "4 things up to £10,000, 8 things above", as the policy has it."""
    parts = [
        f"{counted(len(names), 'thing')} {'above' if top is None else 'up to ' + pounds(top)}"
        for top, names in policy.names_by_size(DILIGENCE)
    ]
    return ", ".join(parts)


def _figures(enterprises: Sequence[PayeeFact], limit: Pence) -> str:
    complete = sum(1 for one in enterprises if not _is_incomplete(one))
    text = f"{complete:,} {has(complete)} a confirmed figure"
    known = [
        one.pence + one.subsidy.received_pence
        for one in enterprises
        if one.subsidy.received_pence is not None
    ]
    if known:
        text = f"{text}, and the most that one has with this award is {pounds(max(known))} of {pounds(limit)}"
    return text


def _is_incomplete(one: PayeeFact) -> bool:
    subsidy = one.subsidy
    return subsidy.received_pence is None or subsidy.notified_on is None or subsidy.confirmed_on is None


def _what_is_wrong(
    enterprises: Sequence[PayeeFact], limit: Pence, listed_over: Pence
) -> tuple[str, str] | None:
    """What does not hold, and what would mend it; None when nothing is wrong as far as it is known."""
    over = sum(1 for one in enterprises if one.pence + (one.subsidy.received_pence or 0) > limit)
    if over:
        mend = "Give less to it, or ask your lawyers under which other rule the subsidy may be given."
        return f"{over:,} {_is(over)} over the limit", mend
    early = sum(1 for one in enterprises if _confirmed_before_told(one))
    if early:
        mend = "Tell the enterprise what it would get, then let it confirm its figure again."
        return f"{early:,} confirmed before being told", mend
    untold = sum(1 for one in enterprises if one.was_paid and one.subsidy.told_after_on is None)
    if untold:
        mend = "Tell each enterprise in writing what it was given, on which day and how much."
        return f"{untold:,} {has(untold)} been paid and not told so", mend
    unlisted = sum(
        1
        for one in enterprises
        if one.was_paid and one.pence > listed_over and one.subsidy.on_database_on is None
    )
    if unlisted:
        return f"{unlisted:,} {_is(unlisted)} not on the database", "Put the subsidy on the public database."
    return None


def _confirmed_before_told(one: PayeeFact) -> bool:
    told, confirmed = one.subsidy.notified_on, one.subsidy.confirmed_on
    return confirmed is not None and told is not None and confirmed < told


def _is(number: int) -> str:
    return "is" if number == 1 else "are"


def _waits(number: int) -> str:
    return "waits" if number == 1 else "wait"


CHECKS: Checks = {"L2": l2, "L3": l3, "L4": l4}
