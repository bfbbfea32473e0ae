"""The words and tones of panels: interests, payment, parts in a decision."""

from __future__ import annotations

from commissioning_app.domain.panels import Interest, PaymentChoice
from commissioning_app.domain.together import BriefingTopic
from commissioning_app.services.queries.declarations import DeclarationRow, DeclaredInterest
from commissioning_app.services.queries.panel import PanelRow
from commissioning_app.translation import tr, tr_count
from commissioning_app.ui.lib.table_model import Chip


def interest_word(interest: Interest) -> str:
    """How somebody is tied to an organisation."""
    return {
        Interest.NONE: tr("No tie"),
        Interest.INDIRECT: tr("Indirect"),
        Interest.DIRECT: tr("Direct"),
    }[interest]


def interest_chip(interest: Interest | None, exception_agreed: bool = False) -> Chip:
    """A tie as it stands in a table; None is not said yet."""
    if interest is None:
        return Chip(tr("Not said"), "neutral")
    if interest is Interest.DIRECT and exception_agreed:
        return Chip(tr("Direct, stays"), "warn", "people")
    tones: dict[Interest, Chip] = {
        Interest.NONE: Chip(interest_word(interest), "good"),
        Interest.INDIRECT: Chip(interest_word(interest), "warn", "eye"),
        Interest.DIRECT: Chip(interest_word(interest), "bad", "lock"),
    }
    return tones[interest]


def topic_word(topic: BriefingTopic) -> str:
    """What a briefing goes through."""
    return {
        BriefingTopic.ANTI_RACISM: tr("Anti-racism"),
        BriefingTopic.CRITERIA: tr("The criteria, and how to score by them"),
        BriefingTopic.CONFLICTS: tr("Ties to applicants (conflicts of interest)"),
    }[topic]


def payment_word(choice: PaymentChoice) -> str:
    """What a member said to the offer of payment."""
    return {
        PaymentChoice.NOT_ASKED: tr("Not asked"),
        PaymentChoice.ACCEPTED: tr("Takes it"),
        PaymentChoice.REDUCED: tr("Takes less"),
        PaymentChoice.DECLINED: tr("Does without"),
    }[choice]


def ties_words(ties: tuple[DeclaredInterest, ...]) -> str:
    """Somebody's ties in a line."""
    return "; ".join(
        tr("{organisation}: {tie}", organisation=one.organisation, tie=_tie_words(one)) for one in ties
    )


def declared_chip(row: DeclarationRow) -> Chip:
    """Whether somebody went through every organisation, the newest too."""
    if row.is_complete:
        return Chip(tr("Said"), "good")
    if row.stated_at is not None:
        return Chip(tr("Ask again"), "warn")
    return Chip(tr("Not said yet"), "bad", "warning")


def member_ties_chip(row: PanelRow) -> Chip:
    """A member's ties, in the table of members."""
    if row.conflicts:
        return Chip(tr_count("One hidden EOI", "{count} hidden EOIs", row.conflicts), "warn", "eye")
    return Chip(tr("None"), "good") if row.has_declared else Chip(tr("Not said yet"), "bad", "warning")


def part_words(part: str) -> str:
    """A person's part in a decision as people say it."""
    known = {
        "community member": tr("community member"),
        "commissioner member": tr("commissioner"),
        "officer": tr("officer"),
        "approver": tr("approver"),
        "finance": tr("finance"),
        "administrator": tr("administrator"),
    }
    return ", ".join(known.get(one, one) for one in part.split(", "))


def _tie_words(one: DeclaredInterest) -> str:
    if one.interest is Interest.DIRECT and one.exception_agreed:
        return tr("direct, stays")
    return interest_word(one.interest).lower()
