"""What the schedule's two files share: the columns, and cells that can't become formulas."""

from __future__ import annotations

from decimal import Decimal

from commissioning_app.domain.letter_structure import clean_text
from commissioning_app.domain.money import Pence
from commissioning_app.domain.schedule import ScheduleLine

COLUMNS = (
    ("Reference", 11, 24),
    ("Organisation", 20, 32),
    ("Payee", 20, 32),
    ("Org-id", 10, 32),
    ("Supplier number", 10, 16),
    ("Cost centre", 8, 16),
    ("Account code", 9, 16),
    ("Purchase order", 10, 16),
    ("VAT treatment", 12, 24),
    ("Financial year", 10, 10),
    ("Instalment", 11.5, 11.5),
    ("Due date", 12.5, 12.5),
    ("Amount (£)", 14, 18),
    ("State", 10, 12),
)
"""The titles of the columns, and how narrow and wide each may be; the amount is in pounds."""
TITLES = tuple(title for title, _, _ in COLUMNS)
DUE_COLUMN, AMOUNT_COLUMN = 12, 13
"""Counted from 1."""
NO_BANK_DETAILS = (
    "Bank details are never in this file. Pay to the details that are held and verified for the supplier."
)
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def text_cells(line: ScheduleLine) -> tuple[str, ...]:
    """The text columns of a line that stand before the due date."""
    raw = (
        line.reference, line.organisation, line.payee, line.org_id, line.supplier_number,
        line.cost_centre, line.account_code, line.purchase_order, line.vat_treatment,
        line.financial_year, f"{line.number} of {line.of}",
    )  # fmt: skip
    return tuple(clean_text(text) for text in raw)


def starts_like_formula(text: str) -> bool:
    """Whether a spreadsheet could take the text for a formula."""
    return text.startswith(_FORMULA_STARTS)


def in_pounds(pence: Pence) -> Decimal:
    """The exact amount in pounds."""
    return Decimal(pence).scaleb(-2)
