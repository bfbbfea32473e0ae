"""The fair-shares panel at work: anchors to score by, enough scorers, and nobody looking first."""

from __future__ import annotations

from commissioning_app.domain.principles.catalogue import EOIS
from commissioning_app.domain.principles.facts import RoundFacts
from commissioning_app.domain.principles.findings import Answer, judge, not_applicable, not_known
from commissioning_app.domain.principles.policy import Policy
from commissioning_app.domain.principles.registry import Checks
from commissioning_app.domain.principles.wording import counted, has, listed
from commissioning_app.domain.scoring import USUAL_TOP


def p7(facts: RoundFacts, policy: Policy) -> Answer:
    """Each EOI was scored by enough members, and by enough community members among them."""
    least = policy.whole("panel.scorers")
    percent = policy.whole("panel.scorers_community_percent")
    threshold = f"At least {counted(least, 'scorer')} for each EOI, {percent} % of them community members."
    eois = sum(facts.scoring.scorers.values())
    if eois == 0:
        return not_known("No EOI is eligible yet.", threshold, "Decide which EOIs are eligible.", EOIS)
    too_few = sum(n for (scorers, _), n in facts.scoring.scorers.items() if scorers < least)
    enough = sum(
        n
        for (scorers, community), n in facts.scoring.scorers.items()
        if scorers >= least and 100 * community >= percent * scorers
    )
    out_of_balance = eois - enough - too_few
    evidence = (
        f"{enough:,} of {counted(eois, 'EOI')} {has(enough)} {counted(least, 'scorer')} or more "
        f"with {percent} % community members among them"
    )
    short = [f"{too_few:,} {has(too_few)} too few scorers"] if too_few else []
    short += (
        [f"{out_of_balance:,} {has(out_of_balance)} too few community members among them"]
        if out_of_balance
        else []
    )
    mend = "Give these EOIs to more members, community members first, and ask for the missing scores."
    return judge(enough == eois, "; ".join([evidence, *short]) + ".", threshold, mend)


def p8(facts: RoundFacts, policy: Policy) -> Answer:
    """Nobody saw another's assessment of an EOI before sending their own."""
    threshold = "All assessments sent before their member saw another's."
    submitted, early = facts.scoring.submitted, facts.scoring.seen_too_early
    if submitted == 0 and early == 0:
        return not_known("No assessment was sent yet.", threshold, "Let the members score first.")
    evidence = (
        f"{counted(submitted, 'assessment')} {'was' if submitted == 1 else 'were'} sent, and in "
        f"{counted(early, 'case')} the member had seen another's first."
    )
    mend = "Leave these assessments out, or explain how each came to be."
    return judge(early == 0, evidence, threshold, mend)


def p9(facts: RoundFacts, policy: Policy) -> Answer:
    """Each point of each criterion's scale has words of its own."""
    threshold = "All criteria: words for every point of the scale."
    criteria = facts.round.criteria
    if not criteria:
        return not_known("The round has no criteria yet.", threshold, "Add the criteria.")
    missing = [criterion.name for criterion in criteria if not criterion.has_every_anchor]
    ready = len(criteria) - len(missing)
    evidence = (
        f"{ready} of {counted(len(criteria), 'criterion', 'criteria')} "
        f"{has(ready)} words for every point of the scale."
    )
    mend = f"Write what each point of the scale means for {listed(missing)}."
    return judge(not missing, evidence, threshold, mend)


def p11(facts: RoundFacts, policy: Policy) -> Answer:
    """Where members are far apart on a criterion, the panel talked about it and wrote down what was said."""
    points = policy.whole("panel.points_apart")
    far = f"{points} points of {USUAL_TOP} or more"
    threshold = (
        f"All EOIs where members are {far} apart on a criterion (or that share of another scale): a note."
    )
    seen = facts.scoring.differences
    if seen is None:
        evidence = "Moderation has not begun, so it is not known where members are far apart."
        return not_known(evidence, threshold, "Let the members score, then start moderation.")
    if not seen.eois:
        return not_applicable("No EOI was scored, so there is nothing to talk about.", threshold)
    evidence = f"Members are {far} apart on {seen.apart:,} of {counted(seen.eois, 'EOI')}"
    if seen.apart:
        evidence += f"; {seen.discussed:,} of them {has(seen.discussed)} a note of what the panel said"
    missing = counted(seen.apart - seen.discussed, "EOI")
    mend = f"Talk about the {missing} without a note, and write down what was said."
    return judge(seen.discussed >= seen.apart, f"{evidence}.", threshold, mend)


CHECKS: Checks = {"P7": p7, "P8": p8, "P9": p9, "P11": p11}
