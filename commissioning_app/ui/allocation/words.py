"""The words of the Allocation page: a rule as sentences and facts, decisions, counts."""

from __future__ import annotations

from commissioning_app.domain.dates import long_date
from commissioning_app.domain.eois import Decision
from commissioning_app.domain.money import percent, pounds
from commissioning_app.domain.rounds import AllocationMethod, AllocationRule, FenceBasis, RankBy, RingFence
from commissioning_app.services.queries.allocation import AllocationPage
from commissioning_app.translation import tr, tr_count


def rule_sentence(page: AllocationPage) -> str:
    """The rule in one line, said first."""
    values = {"method": page.rule_title.lower(), "score": page.rule.threshold}
    if page.opened_on is None:
        return tr("The rule so far: {method}, for EOIs that score {score} or more", **values)
    return tr("The rule that was published: {method}, for EOIs that score {score} or more", **values)


def rule_detail(page: AllocationPage) -> str:
    """What the rule does, and since when it is fixed."""
    if page.opened_on is None:
        return tr("{summary} Fixed and published when the round opens.", summary=page.rule_summary)
    return tr(
        "{summary} Fixed on {day}, before any result was known.",
        summary=page.rule_summary,
        day=long_date(page.opened_on),
    )


def rule_facts(rule: AllocationRule) -> list[tuple[str, str]]:
    """The settings of a rule: (what, value)."""
    ranks = {RankBy.RAW: tr("panel score"), RankBy.ADJUSTED: tr("adjusted score")}
    most = rule.most_per_organisation_pence
    facts = [(tr("Score needed"), f"{rule.threshold}"), (tr("Ranked by"), ranks[rule.rank_by])]
    facts += [(fence_label(fence), pounds(fence.at_least_pence)) for fence in rule.ring_fences]
    facts.append((tr("Most for one organisation"), tr("no limit") if most is None else pounds(most)))
    if rule.method is AllocationMethod.RANKED:
        facts.append((tr("When one does not fit"), tr("stop") if rule.stop_at_first_misfit else tr("go on")))
        facts.append((tr("Part of an ask at the line"), tr("yes") if rule.part_fund else tr("no")))
    facts.append(
        (tr("Minimum where none is given"), tr("{share} % of the ask", share=rule.minimum_share_percent))
    )
    return facts


def fence_label(fence: RingFence) -> str:
    """Whom money is held for, before an amount."""
    if fence.basis is FenceBasis.SMALL:
        return tr("For small organisations, at least")
    if fence.basis is FenceBasis.CORE:
        return tr("For core costs, at least")
    return tr("For {name}, at least", name=fence.name)


def decision_word(decision: Decision) -> str:
    """A decision in a word or two."""
    return {
        Decision.FULL: tr("Funded in full"),
        Decision.PART: tr("Funded in part"),
        Decision.RESERVE: tr("On the reserve list"),
        Decision.DECLINE: tr("Below the score"),
        Decision.INELIGIBLE: tr("Ineligible"),
        Decision.WITHDRAWN: tr("Withdrawn"),
    }[decision]


def count_words(page: AllocationPage) -> str:
    """ "27 funded · 9 on the reserve list · 7 below the score"."""
    funded = sum(line.amount_pence > 0 for line in page.lines)
    waiting = sum(line.decision is Decision.RESERVE for line in page.lines)
    below = sum(line.decision is Decision.DECLINE for line in page.lines)
    parts = [tr("{count} funded", count=f"{funded:,}")]
    if waiting:
        parts.append(tr("{count} on the reserve list", count=f"{waiting:,}"))
    if below:
        parts.append(tr("{count} below the score", count=f"{below:,}"))
    return " · ".join(parts)


def shared_words(page: AllocationPage) -> str:
    """What is shared and what is left, with why."""
    left = page.pot_pence - page.allocated_pence
    shared = tr(
        "{amount} shared ({share} %).",
        amount=pounds(page.allocated_pence),
        share=percent(page.allocated_pence, page.pot_pence),
    )
    if not left:
        return tr("{shared} Nothing is left.", shared=shared)
    if page.hidden:
        return shared
    return tr("{shared} {left} is left: {why}", shared=shared, left=pounds(left), why=_lower(page.left_why))


def _lower(sentence: str) -> str:
    """A sentence that goes on after a colon."""
    return sentence[:1].lower() + sentence[1:]


def unscored_words(references: tuple[str, ...]) -> str:
    """Who has no panel score yet, and what that means."""
    some = ", ".join(references[:8]) + (" …" if len(references) > 8 else "")
    return tr_count(
        "One EOI has no panel score, because members of both groups have to score it: {some}. Until then "
        "nothing can be recommended.",
        "{count} EOIs have no panel score, because members of both groups have to score them: {some}. Until "
        "then nothing can be recommended.",
        len(references),
        some=some,
    )
