"""Exact numbers from whatever scores are given as."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from commissioning_app.domain.errors import BadValue

ExactNumber = Fraction | int | str | Decimal | float
"""What a score may be given as; it is kept as an exact fraction."""

_RATIO = re.compile(r"^\d{1,40}/\d{1,40}$")
_LARGEST_EXPONENT = 30


def exact(value: ExactNumber, what: str = "A score") -> Fraction:
    """An exact fraction from a whole number, decimal, "1/3" or float (by its text); not below nought."""
    number = _fraction(value)
    if number is None or number < 0:
        raise BadValue(
            f"{what} is a number from 0 up, such as 71.5; “{str(value)[:40]}” is not.", field="score"
        )
    return number


def _fraction(value: ExactNumber) -> Fraction | None:
    """The value as a fraction, or None where it is no number of a sane size."""
    if isinstance(value, Fraction):
        return value
    if isinstance(value, bool):
        return None
    text = str(value).strip()
    if _RATIO.match(text):
        return Fraction(text) if int(text.partition("/")[2]) else None
    try:
        decimal = Decimal(text)
    except InvalidOperation:
        return None
    if not decimal.is_finite() or len(text) > 100 or abs(decimal.adjusted()) > _LARGEST_EXPONENT:
        return None
    return Fraction(decimal)
