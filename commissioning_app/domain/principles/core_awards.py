"""Core funding as it turns out: how much of the money goes to small organisations, and for long."""

from __future__ import annotations

from commissioning_app.domain.money import Pence, pounds
from commissioning_app.domain.principles.facts import COUNTS, RoundFacts
from commissioning_app.domain.principles.findings import (
    Answer,
    met,
    not_applicable,
    not_known,
    not_met,
)
from commissioning_app.domain.principles.policy import Policy
from commissioning_app.domain.principles.registry import Checks
from commissioning_app.domain.principles.wording import share


def c2(facts: RoundFacts, policy: Policy) -> Answer:
    """Enough of the awarded money goes to small organisations."""
    least = policy.whole("core.small_share_percent")
    line = pounds(policy.money("core.small_organisation_line"))
    threshold = f"At least {least} % of the awarded money, to organisations with under {line} a year."
    money = facts.decision.money
    what = "goes to small organisations"
    unknown = "to organisations whose yearly income is not known"
    mends = (
        "Look at the ring-fence for small organisations, or explain why others get more.",
        "Fill in the missing yearly incomes.",
    )
    return _by_share(facts, least, threshold, (money.small, money.unknown_size), (what, unknown), mends)


def c3(facts: RoundFacts, policy: Policy) -> Answer:
    """Enough of the awarded money is in awards that last for years."""
    least, months = policy.whole("core.long_awards_percent"), policy.whole("core.long_award_months")
    threshold = f"At least {least} % of the awarded money, in awards of {months} months or more."
    money = facts.decision.money
    what = f"is in awards of {months} months or more"
    unknown = "in awards whose length is not known"
    mends = (
        "Offer funded groups a second year, or plan the next round for longer awards.",
        "Fill in how many months each award lasts.",
    )
    return _by_share(facts, least, threshold, (money.long, money.unknown_length), (what, unknown), mends)


def _by_share(
    facts: RoundFacts,
    least: int,
    threshold: str,
    parts: tuple[Pence, Pence],
    words: tuple[str, str],
    mends: tuple[str, str],
) -> Answer:
    """Judge a part of the money by its share; what is not known may count either way until it is."""
    if facts.decision.recommendation not in COUNTS:
        evidence = "No recommendation is recorded yet, so it is not known who gets the money."
        return not_known(evidence, threshold, "Share the pot, and record the recommendation.")
    (part, unknown), every = parts, facts.decision.money.all
    if every == 0:
        return not_applicable("The recommendation gives no money.", threshold)
    evidence = f"{pounds(part)} of {pounds(every)} {words[0]}: {share(part, every)}"
    if unknown:
        evidence = f"{evidence}, and {pounds(unknown)} {words[1]}"
    evidence = f"{evidence}; the policy asks for at least {least} %."
    if 100 * part >= least * every:
        return met(evidence, threshold)
    if 100 * (part + unknown) >= least * every:
        return not_known(evidence, threshold, mends[1])
    return not_met(evidence, threshold, mends[0])


CHECKS: Checks = {"C2": c2, "C3": c3}
