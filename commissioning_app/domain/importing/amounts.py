"""Reads amounts of money exactly: from numbers, noisy floats, and what people type."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from commissioning_app.domain.importing.collecting import Notes
from commissioning_app.domain.importing.tables import Cell
from commissioning_app.domain.money import LARGEST_PENCE, pounds

HOW_TO_TYPE = "Type the amount in pounds, like 12500 or £12,500."
NOISE = "more than two decimal places; fractions of a penny round half up"
STORED_AS_TEXT = "a number stored as text"

_GROUPS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:\.\d+)?"
_AMOUNT = re.compile(
    rf"^(?P<minus>-?)(?:£|gbp)?\s*(?P<number>{_GROUPS}|\d+,\d{{1,2}}|\d+(?:\.\d*)?|\.\d+)"
    r"\s*(?P<unit>k|m|thousand|million)?\s*(?:£|gbp|pounds?)?$"
)
_PLAIN = re.compile(r"^\d+(?:\.\d{1,2})?$")
_DECIMAL_COMMA = re.compile(r"^\d+,\d{1,2}$")
_FOREIGN = re.compile(r"[$€¥]|\b(?:usd|eur|dollars?|euros?)\b")
_UNITS = {None: 0, "k": 3, "thousand": 3, "m": 6, "million": 6}


def read_amounts(
    values: Sequence[Cell], column: str, notes: Notes, *, is_text: bool = False, above_zero: bool = False
) -> list[int | None]:
    """Pence for each cell, None for a blank or a cell with a problem."""
    read: list[int | None] = []
    add = read.append
    for index, value in enumerate(values):
        if type(value) is float:
            pence = round(value * 100) if abs(value) < 1e13 else None
            if pence is None or pence / 100 != value:  # p / 100 is the double that £p would have been
                pence = _noisy(value, index, column, notes)
        elif type(value) is int:
            pence = value * 100
        elif type(value) is str:
            pence = _written(value, index, column, notes, is_text) if value else None
        else:
            notes.problem(index, column, value, f"This is not an amount of money. {HOW_TO_TYPE}")
            pence = None
        if pence is not None and not (above_zero <= pence <= LARGEST_PENCE):
            notes.problem(index, column, value, _out_of_bounds(pence))
            pence = None
        add(pence)
    return read


def _noisy(value: float, index: int, column: str, notes: Notes) -> int | None:
    if not math.isfinite(value):
        notes.problem(index, column, value, f"This is not an amount of money. {HOW_TO_TYPE}")
        return None
    pence = _half_up(Decimal(repr(value)))
    if abs(pence) <= LARGEST_PENCE:
        notes.interpreted(index, column, value, pounds(pence), NOISE)
    return pence


def _written(text: str, index: int, column: str, notes: Notes, is_text: bool) -> int | None:
    cleaned = text.strip()
    if not cleaned:
        return None
    match = _AMOUNT.match(cleaned.casefold())
    if match is None:
        notes.problem(index, column, text, _why_unreadable(cleaned.casefold()))
        return None
    number = match["number"]
    as_decimal_comma = bool(_DECIMAL_COMMA.match(number))
    if as_decimal_comma:
        number = number.replace(",", ".")
    amount = Decimal(re.sub(r"[, \u00a0\u202f]", "", number)).scaleb(_UNITS[match["unit"]])
    pence = _half_up(-amount if match["minus"] else amount)
    if not (is_text and _PLAIN.match(cleaned)) and 0 <= pence <= LARGEST_PENCE:
        why = STORED_AS_TEXT if _PLAIN.match(cleaned) else "an amount written as text"
        if as_decimal_comma:
            why = "an amount with a comma before the pence"
        elif amount * 100 != (amount * 100).to_integral_value():
            why = NOISE
        notes.interpreted(index, column, text, pounds(pence), why)
    return pence


def _half_up(amount: Decimal) -> int:
    return int((amount * 100).to_integral_value(rounding=ROUND_HALF_UP))


def _out_of_bounds(pence: int) -> str:
    if pence < 0:
        return "The amount is below £0. Type it without the minus."
    if pence == 0:
        return "An EOI asks for more than £0. Type the amount that is asked for."
    return "The amount is larger than any pot. Check the number of noughts."


def _why_unreadable(text: str) -> str:
    if _FOREIGN.search(text):
        return "This amount is not in pounds. Type what it is in pounds sterling."
    return f"This is not an amount of money. {HOW_TO_TYPE}"
