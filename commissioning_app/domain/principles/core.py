"""Core funding: how much of the pot may pay for it, and money before it has to be spent."""

from __future__ import annotations

from commissioning_app.domain.principles.catalogue import PAYMENT_PLAN, Place, Tab
from commissioning_app.domain.principles.facts import COUNTS, FirstInstalment, RoundFacts
from commissioning_app.domain.principles.findings import (
    Answer,
    judge,
    not_applicable,
    not_known,
    not_met,
)
from commissioning_app.domain.principles.policy import Policy
from commissioning_app.domain.principles.registry import Checks
from commissioning_app.domain.principles.wording import counted, has

ASK_FINANCE = "Ask finance to agree to the payment plan."


def c1(facts: RoundFacts, policy: Policy) -> Answer:
    """Enough of the pot is open to core (unrestricted) funding."""
    least = policy.whole("core.open_to_core_percent")
    threshold = f"At least {least} % of the pot open to core funding."
    open_to_core = facts.round.core_open_percent
    mend = f"Open {least} % of the pot or more to core funding."
    if open_to_core is None:
        evidence = "It is not written down yet how much of the pot may go to core costs."
        return not_known(evidence, threshold, mend)
    evidence = f"{open_to_core} % of the pot is open to core funding; the policy asks for at least {least} %."
    return judge(open_to_core >= least, evidence, threshold, mend)


def c4(facts: RoundFacts, policy: Policy) -> Answer:
    """Small organisations are paid before they spend, and finance agreed that they can be.

    Before the awards are made the round's payment plan answers; after that each award's first instalment.
    """
    least = policy.whole("core.first_instalment_percent")
    threshold = (
        f"Small organisations get {least} % or more of year one's money before the start; finance agreed."
    )
    decision = facts.decision
    if decision.recommendation in COUNTS and decision.small + decision.unknown_size == 0:
        return not_applicable("No small organisation is recommended for money.", threshold)
    owed = [first for first in facts.payment.first_instalments if first.is_small is not False]
    return _by_instalments(facts, owed, least, threshold) if owed else _by_plan(facts, least, threshold)


def _by_plan(facts: RoundFacts, least: int, threshold: str) -> Answer:
    records = facts.round.records
    percent = records.payment_plan.small_first_percent
    days = records.payment_plan.small_days_before_start
    if percent is None or days is None:
        return not_known(
            "The payment plan does not say yet when small organisations get their first money.",
            threshold,
            f"Plan a first payment of {least} % of year one or more, due before the start.",
        )
    is_agreed = records.finance_agreement.is_recorded
    agreed = "finance agreed to it" if is_agreed else "finance has not agreed to it yet"
    when = f"{counted(days, 'day')} before the start" if days > 0 else "not before the start"
    evidence = (
        f"The plan pays small organisations {percent} % of year one {when}, and {agreed}; "
        f"the policy asks for at least {least} %."
    )
    if percent < least or days < 1:
        mend = f"Plan a first payment of {least} % of year one or more, due before the start."
        return not_met(evidence, threshold, mend)
    return judge(is_agreed, evidence, threshold, ASK_FINANCE, PAYMENT_PLAN)


def _by_instalments(facts: RoundFacts, owed: list[FirstInstalment], least: int, threshold: str) -> Answer:
    is_agreed = facts.round.records.finance_agreement.is_recorded
    early = [is_paid_before_it_is_spent(first, least) for first in owed]
    kept = early.count(True)
    evidence = (
        f"{kept} of {counted(len(owed), 'award')} to small organisations "
        f"{has(kept)} {least} % or more of year one due before the start, "
        f"and {'finance agreed to the plan' if is_agreed else 'finance has not agreed to the plan yet'}."
    )
    broken = sum(1 for first, ok in zip(owed, early, strict=True) if ok is False and first.is_small)
    mend = "Bring the first payment of these awards before their start, or make it larger."
    if broken:
        return not_met(evidence, threshold, mend, Place(Tab.AWARDS, "awards"))
    if kept == len(owed):
        return judge(is_agreed, evidence, threshold, ASK_FINANCE, PAYMENT_PLAN)
    return not_known(evidence, threshold, "Fill in the missing start days, payments and yearly incomes.")


def is_paid_before_it_is_spent(first: FirstInstalment, least_percent: int) -> bool | None:
    """Whether an award's first payment is due before the start and large enough; None while not known.

    Year one's money is the award's even share of twelve months, or all of it when it is shorter.
    """
    if first.starts_on is None or first.first_due_on is None:
        return None
    months = max(first.months, 1)
    is_enough = first.first_pence * 100 * months >= least_percent * first.award_pence * min(months, 12)
    return first.first_due_on < first.starts_on and is_enough


CHECKS: Checks = {"C1": c1, "C4": c4}
