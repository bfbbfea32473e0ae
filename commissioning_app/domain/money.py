"""Money in integer pence: reading, writing and sharing it without ever touching a float."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from commissioning_app.domain.errors import BadValue

Pence = int

LARGEST_PENCE = 10**15
"""Ten trillion pounds: above this an amount is surely a mistake."""

_MONEY = re.compile(r"^(?P<sign>-?)(?P<number>(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?|\.\d+)(?P<unit>k|m)?$")
_UNITS = {"": 0, "k": 3, "m": 6}


def pounds(pence: Pence) -> str:
    """Write pence as "£12,500", or "£12,500.05" when there are pence."""
    sign = "-" if pence < 0 else ""
    whole, rest = divmod(abs(pence), 100)
    return f"{sign}£{whole:,}.{rest:02d}" if rest else f"{sign}£{whole:,}"


def pounds_exact(pence: Pence) -> str:
    """Write pence as a plain decimal number of pounds, "12500.00", for files."""
    sign = "-" if pence < 0 else ""
    whole, rest = divmod(abs(pence), 100)
    return f"{sign}{whole}.{rest:02d}"


def pence_from_decimal(amount: Decimal) -> Pence:
    """Turn pounds into pence; fractions of a penny round half up."""
    return int((amount * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def parse_pounds(text: str) -> Pence:
    """Read "£12,500", "12500.50" or "12k" as pence; raises BadValue with what to type instead.

    A comma stands between thousands only: "12,50" may mean £12.50 or be short of a nought, so it is asked.
    """
    cleaned = text.strip().lower().replace("gbp", "").replace("£", "").replace(" ", "")
    match = _MONEY.match(cleaned)
    if match is None:
        raise BadValue(f"“{text.strip()}” is not an amount of money. Type it like £12,500.")
    try:
        amount = Decimal(match["number"].replace(",", "")).scaleb(_UNITS[match["unit"] or ""])
    except InvalidOperation as error:
        raise BadValue(f"“{text.strip()}” is not an amount of money. Type it like £12,500.") from error
    if amount * 100 > LARGEST_PENCE:
        raise BadValue(f"“{text.strip()}” is larger than any pot. Check the number of noughts.")
    if amount * 100 != (amount * 100).to_integral_value():
        raise BadValue(f"“{text.strip()}” has a fraction of a penny. Type pounds and pence, like £12.50.")
    pence = pence_from_decimal(amount)
    return -pence if match["sign"] else pence


def split_evenly(pence: Pence, parts: int) -> tuple[Pence, ...]:
    """Share pence over parts that differ by a penny at most; the first parts get the odd pennies."""
    if parts < 1:
        raise BadValue("Money can be shared over one part or more.")
    each, odd = divmod(pence, parts)
    return tuple(each + 1 if index < odd else each for index in range(parts))


def split_by_weight(pence: Pence, weights: Sequence[int]) -> tuple[Pence, ...]:
    """Share pence in proportion to whole-number weights, largest remainder first, exact to the penny."""
    total = sum(weights)
    if total <= 0 or min(weights) < 0:
        raise BadValue("Weights are whole numbers, none below nought and not all nought.")
    floors = [pence * weight // total for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda i: (-(pence * weights[i] % total), i))
    for index in by_remainder[: pence - sum(floors)]:
        floors[index] += 1
    return tuple(floors)


def percent(part: int, whole: int) -> int:
    """A whole percentage, rounded half up; 0 when there is no whole."""
    return (200 * part + whole) // (2 * whole) if whole else 0
