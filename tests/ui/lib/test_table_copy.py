"""Rows as cells for a spreadsheet: numbers stay numbers, and no text becomes a formula."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissioning_app.ui.lib.table_copy import cell_text, cells_text
from commissioning_app.ui.lib.table_model import Chip, Column

TEXT = Column("org", "Organisation")
MONEY = Column("asked", "Asked", "money")
DAY = Column("came", "Received", "date")
CHIP = Column("state", "State", "chip")


def test_a_table_with_titles() -> None:
    rows = [("Sunrise", 1250050, date(2026, 12, 4), Chip("Eligible", "good")), ("Dads", None, None, None)]
    expected = "Organisation\tAsked\tReceived\tState\nSunrise\t12500.50\t2026-12-04\tEligible\nDads\t\t\t"
    assert cells_text([TEXT, MONEY, DAY, CHIP], rows, header=True) == expected


@pytest.mark.parametrize("text", ["=1+1", "+44 113", "-5", "@SUM(A1)", '=HYPERLINK("x")'])
def test_what_looks_like_a_formula_is_marked_as_text(text: str) -> None:
    assert cell_text(TEXT, text).lstrip('"').startswith("'")


def test_numbers_below_nought_stay_numbers() -> None:
    assert cell_text(MONEY, -1250) == "-12.50"
    assert cell_text(Column("n", "N", "int"), -3) == "-3"


def test_tabs_lines_and_quotes_stay_in_their_cell() -> None:
    assert cell_text(TEXT, 'two\nlines\tand "quotes"') == '"two\nlines\tand ""quotes"""'


@given(st.text())
def test_no_text_begins_as_a_formula(text: str) -> None:
    cell = cell_text(TEXT, text)
    inside = cell[1:] if cell.startswith('"') else cell
    assert not inside.startswith(("=", "+", "-", "@", "\t", "\r"))
