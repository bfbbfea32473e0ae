"""The terms of core funding: full cost, money that comes again, fair wages, support beside the money."""

from __future__ import annotations

from commissioning_app.domain.money import pounds
from commissioning_app.domain.principles.facts import COUNTS, RoundFacts
from commissioning_app.domain.principles.findings import Answer, judge, not_applicable, not_known
from commissioning_app.domain.principles.policy import Policy
from commissioning_app.domain.principles.registry import Checks
from commissioning_app.domain.principles.wording import counted, listed


def c5(facts: RoundFacts, policy: Policy) -> Answer:
    """Overheads are not held under full cost, and later years carry something for rising prices.

    A pot of one financial year has no later years, so only the cap counts there.
    """
    least, uplift_least = (
        policy.whole("core.overhead_cap_percent"),
        policy.whole("core.yearly_uplift_percent"),
    )
    threshold = f"No cap on overheads under {least} %; later years at least {uplift_least} % more."
    terms, years = facts.round.records.full_cost, len(facts.round.pot_years)
    mend = "Pay overheads in full, and add something to later years for rising prices."
    cap, uplift = terms.overhead_cap_percent, terms.yearly_uplift_percent
    if terms.has_overhead_cap is None or (terms.has_overhead_cap and cap is None):
        evidence = "It is not written down whether overheads have a cap, and which."
        return not_known(evidence, threshold, mend)
    is_high_enough = not terms.has_overhead_cap or (cap is not None and cap >= least)
    evidence = f"Overheads have a cap of {cap} %" if terms.has_overhead_cap else "Overheads have no cap"
    if years < 2:
        evidence = (
            f"{evidence}, and the pot is for one year only; the policy asks for no cap under {least} %."
        )
        return judge(is_high_enough, evidence, threshold, mend)
    if uplift is None:
        evidence = f"{evidence}; what later years get for rising prices is not written down."
        if is_high_enough:
            return not_known(evidence, threshold, "Write down what later years get on top.")
        return judge(False, evidence, threshold, mend)
    evidence = (
        f"{evidence}, and later years get {uplift} % more; "
        f"the policy asks for no cap under {least} % and at least {uplift_least} % more."
    )
    return judge(is_high_enough and uplift >= uplift_least, evidence, threshold, mend)


def c6(facts: RoundFacts, policy: Policy) -> Answer:
    """The money is a budget line that comes again.

    What is written down about the round's own money counts; else what its programme says.
    """
    threshold = "A recurrent budget line, not a one-off."
    pot, years = pounds(facts.round.pot_pence), counted(len(facts.round.pot_years), "financial year")
    own = facts.round.records.money_comes_again
    comes_again = facts.is_recurrent if own is None else own
    if comes_again is None:
        evidence = "It is not written down whether the money comes again."
        return not_known(evidence, threshold, "Say whether the money is a recurrent budget line.")
    how = "is from a budget line that comes again" if comes_again else "is a one-off"
    evidence = f"The pot of {pot} over {years} {how}."
    mend = "Ask the board to make it a recurrent budget line, and tell applicants what comes after."
    return judge(comes_again, evidence, threshold, mend)


def c7(facts: RoundFacts, policy: Policy) -> Answer:
    """Awards that pay wages can pay a wage to live on."""
    terms = facts.round.records.living_wage
    least = policy.money("core.living_wage_london" if terms.in_london else "core.living_wage")
    where = " in London" if terms.in_london else ""
    threshold = f"Awards that pay wages allow the real Living Wage{where}: {pounds(least)} an hour."
    mend = f"Tell applicants that they can plan with {pounds(least)} an hour or more."
    if terms.pays_wages is False:
        return not_applicable("The awards of this round pay no wages.", threshold)
    if terms.hourly_pence <= 0:
        return not_known("It is not written down which wage applicants can plan with.", threshold, mend)
    evidence = (
        f"Applicants can plan with wages of {pounds(terms.hourly_pence)} an hour; "
        f"the real Living Wage{where} is {pounds(least)}."
    )
    return judge(terms.hourly_pence >= least, evidence, threshold, mend)


def c8(facts: RoundFacts, policy: Policy) -> Answer:
    """Small organisations that are funded are offered support beside the money."""
    threshold = "Small organisations that are funded are offered at least one kind of support."
    decision, support = facts.decision, facts.round.records.support
    if decision.recommendation in COUNTS and decision.small + decision.unknown_size == 0:
        return not_applicable("No small organisation is recommended for money.", threshold)
    mend = "Offer what groups ask for, such as help with the books or safeguarding."
    if support.offered is None:
        return not_known("It is not written down what support is offered.", threshold, mend)
    offers = [what for what in support.what if what.strip()]
    if not support.offered:
        return judge(False, "No support is offered beside the money.", threshold, mend)
    named = f": {listed(offers, 3)}" if offers else ""
    verb = "is" if len(offers) == 1 else "are"
    evidence = f"{counted(len(offers), 'kind')} of support {verb} offered beside the money{named}."
    return judge(bool(offers), evidence, threshold, "Write down what support is offered.")


CHECKS: Checks = {"C5": c5, "C6": c6, "C7": c7, "C8": c8}
