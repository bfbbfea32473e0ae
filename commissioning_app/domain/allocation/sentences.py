"""The sentences that explain amounts. Those of ``why`` can go into a letter: they name no other applicant."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from commissioning_app.domain.allocation.problem import AllocationEoi
from commissioning_app.domain.allocation.result import Reason
from commissioning_app.domain.money import Pence, pounds

_SHARED = {
    Reason.POT_IS_ENOUGH: "all that they ask for",
    Reason.BELOW_LEVEL: "all that they ask for",
    Reason.LEVEL: "the equal share of one organisation",
    Reason.MINIMUM: "the least that makes their work possible",
    Reason.ORGANISATION_LIMIT: "the most for one organisation",
}


def fair_share(
    eoi: AllocationEoi, amount: Pence, reason: Reason, *, level: Pence | None, most: Pence, fence: str
) -> str:
    """Why an EOI has its amount under fair shares; ``level`` is the fence's own where a fence decided."""
    start = "In full" if amount == eoi.requested_pence else "In part"
    if reason is Reason.POT_IS_ENOUGH:
        return "In full: the pot is enough for it."
    if reason is Reason.ORGANISATION_LIMIT:
        return organisation_limit(most)
    if reason is Reason.RING_FENCE:
        return f"{start}: {_share(amount, level)} in the money kept for “{fence}”."
    if reason is Reason.BELOW_LEVEL:
        return f"In full: less than the equal share of {pounds(level or 0)}."
    if reason is Reason.MINIMUM:
        more = f"more than the equal share of {pounds(level or 0)}"
        return f"{start}: the least that makes the work possible, {more}."
    enough = ""
    if amount < eoi.requested_pence and eoi.minimum_pence:
        enough = f", enough for the minimum of {pounds(eoi.minimum_pence)}"
    return f"{start}: {_share(amount, level)}{enough}."


def _share(amount: Pence, level: Pence | None) -> str:
    """The words for an equal share that an amount is, or is one odd penny more than, or is less than."""
    if level is None or amount < level:
        return "it fits" if level is None else f"less than the equal share of {pounds(level)}"
    penny = " and one of the pennies left over" if amount == level + 1 else ""
    return f"the equal share of {pounds(level)}{penny}"


def organisation_limit(most: Pence) -> str:
    """Why an EOI gets part of its ask: its organisation has the most that one can get."""
    return f"In part: with it the organisation has the most for one organisation, {pounds(most)}."


def shared_in_organisation(in_full: bool, total: Pence, count: int, reason: Reason, fence: str) -> str:
    """Why an EOI has its amount where its organisation's EOIs share one amount."""
    start = "In full" if in_full else "In part"
    basis = _SHARED.get(reason) or f"raised by the money kept for “{fence}”"
    return f"{start}: the {count} EOIs of the organisation share {pounds(total)}, {basis}."


def waits_for_minimum(minimum: Pence, count: int) -> str:
    """Why an EOI waits under fair shares: the pot can't hold its minimum."""
    whose = "the minimum" if count == 1 else f"the minimums of the organisation's {count} EOIs together"
    return f"On the reserve list: {whose} of {pounds(minimum)} did not fit in the pot any more."


def waits_at_limit(most: Pence) -> str:
    """Why an EOI waits: with it the organisation would pass the most for one organisation."""
    return f"On the reserve list: with it the organisation would pass the most for one, {pounds(most)}."


def waits_for_anything(*, asked: bool) -> str:
    """Why an EOI waits whose amount came out as £0."""
    if not asked:
        return "On the reserve list: it asks for £0."
    return "On the reserve list: nothing is left of the pot above the minimums."


def waits_inside() -> str:
    """Why an EOI waits whose organisation's amount is all needed for the minimums of its other EOIs."""
    return "On the reserve list: the minimums of the organisation's other EOIs take up its share."


def in_order(eoi: AllocationEoi, amount: Pence, *, reason: Reason, most: Pence, fence: str) -> str:
    """Why an EOI is funded under a method that goes down the order."""
    if reason is Reason.ORGANISATION_LIMIT:
        return organisation_limit(most)
    place = f", in the money kept for “{fence}”" if fence else ""
    if amount == eoi.requested_pence:
        return f"In full: the pot reached it in the order of panel scores{place}."
    enough = f", enough for the minimum of {pounds(eoi.minimum_pence)}" if eoi.minimum_pence else ""
    return f"In part: the {pounds(amount)} that was left when its turn came{place}{enough}."


def waits_in_order(*, stopped: bool) -> str:
    """Why an EOI waits under a method that goes down the order."""
    if stopped:
        return "On the reserve list: the pot ended before its turn came."
    return "On the reserve list: what was left of the pot when its turn came was not enough for it."


def below_threshold(score: Fraction, threshold: Fraction) -> str:
    """Why an EOI is declined; the score is written so finely that it reads as below the threshold."""
    needed = number(threshold)
    for places in range(1, 12):
        written = f"{float(score):.{places}f}".rstrip("0").rstrip(".")
        if Decimal(written) < Decimal(needed):
            break
    return f"Not funded: the panel score of {written} is below the {needed} that was needed."


def number(value: Fraction) -> str:
    """An exact number as people write it, to three places at most."""
    return str(value.numerator) if value.denominator == 1 else f"{float(value):.3f}".rstrip("0").rstrip(".")


def passed_over(references: tuple[str, ...], count: int) -> str:
    """A note for officers, never for a letter: who below this EOI came in while it waits."""
    more = f" and {count - len(references)} more" if count > len(references) else ""
    return f"Waits although EOIs below it in the order came in: {', '.join(references)}{more}."


def less_than_any_need(least: Pence) -> str:
    """Why money is left although EOIs wait."""
    return f"It is less than any waiting EOI needs; the least is {pounds(least)}."
