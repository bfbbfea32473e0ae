"""Flexible and transparent: ways to apply, languages and formats, and what is published afterwards."""

from __future__ import annotations

from collections.abc import Iterable

from commissioning_app.domain.dates import long_date
from commissioning_app.domain.money import pounds
from commissioning_app.domain.principles.facts import RoundFacts
from commissioning_app.domain.principles.findings import Answer, judge, not_known, not_met
from commissioning_app.domain.principles.policy import Policy
from commissioning_app.domain.principles.registry import Checks
from commissioning_app.domain.principles.wording import counted, listed
from commissioning_app.domain.rounds import RoundState


def s5(facts: RoundFacts, policy: Policy) -> Answer:
    """There are enough different ways to apply."""
    least = policy.whole("simple.ways_to_apply")
    threshold = f"At least {counted(least, 'way')} to apply."
    ways = _different(facts.round.ways_to_apply)
    if not ways:
        return not_known("No way to apply is written down yet.", threshold, "Write down the ways to apply.")
    verb = "is" if len(ways) == 1 else "are"
    evidence = f"{counted(len(ways), 'way')} to apply {verb} offered; the policy asks for at least {least}."
    mend = f"Offer {counted(least - len(ways), 'more way', 'more ways')}, such as by conversation or video."
    return judge(len(ways) >= least, evidence, threshold, mend)


def s8(facts: RoundFacts, policy: Policy) -> Answer:
    """Enough languages and formats are offered, and each that somebody asked for."""
    least = policy.whole("simple.languages_and_formats")
    threshold = (
        f"At least {counted(least, 'language or format', 'languages or formats')}, and each asked for."
    )
    offered, asked = _different(facts.round.languages_and_formats), facts.round.records.formats_asked
    wanted = _different(asked)
    missing = [name for key, name in wanted.items() if key not in offered]
    if not offered and not wanted:
        evidence = "No language or format is written down yet, neither offered nor asked for."
        return not_known(evidence, threshold, "Offer large print, easy read or a translation.")
    count = counted(len(offered), "language or format", "languages and formats")
    verb = "is" if len(offered) == 1 else "are"
    evidence = f"{count} {verb} offered"
    if wanted:
        evidence += f", {len(wanted) - len(missing)} of {len(wanted)} that people asked for"
    if missing:
        evidence = f"{evidence}; missing: {listed(missing)}."
        return not_met(evidence, threshold, f"Offer {listed(missing)} too.")
    mend = "Offer large print, easy read or a translation."
    return judge(len(offered) >= least, f"{evidence}.", threshold, mend)


def s10(facts: RoundFacts, policy: Policy) -> Answer:
    """What is not funded, and how many applied, were funded and got how much, can be read by everyone."""
    threshold = "Published after the decision: what is not funded; how many applied, were funded, and £."
    if not facts.round.is_past(RoundState.DECIDED):
        evidence = "Nothing is decided yet, so there are no success rates."
        return not_known(evidence, threshold, "Publish them after the decision.")
    published, decision = facts.round.records.rates_published, facts.decision
    figures = (
        f"{counted(facts.eois.total, 'applied', 'applied')}, {decision.funded:,} funded, "
        f"{pounds(decision.money.all)} awarded"
    )
    if not published.is_recorded or published.on is None or not facts.has_come(published.on):
        evidence = f"It is not written down where these figures can be read: {figures}."
        return not_known(evidence, threshold, "Publish the figures, and write down when and where.")
    if facts.is_before_the_decision(published.on):
        evidence = f"Published on {long_date(published.on)}, before the decision: {figures}."
        return not_met(evidence, threshold, "Publish the figures as they were decided, and write down when.")
    lines = len(_different(facts.round.exclusions))
    evidence = (
        f"Published on {long_date(published.on)}: {figures}; what is not funded has {counted(lines, 'line')}."
    )
    return judge(
        lines > 0, evidence, threshold, "Say what was not funded, and publish it beside the figures."
    )


def _different(texts: Iterable[str]) -> dict[str, str]:
    """Texts that say something, each once; capital letters and spaces don't make another."""
    return {" ".join(text.casefold().split()): text.strip() for text in texts if text.strip()}


CHECKS: Checks = {"S5": s5, "S8": s8, "S10": s10}
