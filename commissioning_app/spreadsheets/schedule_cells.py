"""How the cells of the schedule's workbook are written and look."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from commissioning_app.domain.money import Pence
from commissioning_app.spreadsheets.schedule_rows import (
    AMOUNT_COLUMN,
    COLUMNS,
    in_pounds,
    starts_like_formula,
)

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.styles import Alignment, Border, Font, PatternFill
    from openpyxl.worksheet.worksheet import Worksheet

MONEY = '"£"#,##0.00;[Red]-"£"#,##0.00'
INK, MUTED, ACCENT, SOFT, LINE = "FF1E1C19", "FF5F594F", "FF0B5F57", "FFE2F0EC", "FFDDD7CC"
WARN, WARN_SOFT, WHITE = "FF7D4700", "FFFFF0D2", "FFFFFFFF"
LINE_HEIGHT = 15.5
WRAPPED = (1, 2, 3, 4)
"""The columns whose long text takes a second line."""
STATE_COLUMN = AMOUNT_COLUMN + 1
_NOTE_COLUMNS, _NOTE_CHARACTERS = 5, 95


def write_text(cell: Cell, text: str, *, bold: bool = False) -> None:
    """Write text that stays text: no formula, whatever it begins with."""
    cell.value = text or None
    if text:
        cell.data_type = "s"
        cell.quotePrefix = starts_like_formula(text)
    cell.font = font(11, bold, INK)


def write_money(cell: Cell, pence: Pence, *, bold: bool = False) -> None:
    """Write an exact amount in pounds as a number."""
    cell.value = in_pounds(pence)
    cell.number_format = MONEY
    cell.font = font(11, bold, INK)


def write_header(cell: Cell, title: str, *, right: bool = False) -> None:
    """Write a column's title."""
    cell.value = title
    cell.font = font(11, True, WHITE)
    cell.fill = _fill(ACCENT)
    cell.alignment = _aligned("right" if right else "left", "center", True)


def rule_row(sheet: Worksheet, row: int, columns: int = len(COLUMNS)) -> None:
    """Draw a faint line under a row, and let long names wrap."""
    for number in range(1, columns + 1):
        cell = sheet.cell(row, number)
        cell.border = _bordered(False)
        is_state = number == STATE_COLUMN
        cell.alignment = _aligned("left" if is_state else None, "top", number in WRAPPED, int(is_state))


def mark_total(sheet: Worksheet, row: int, columns: int) -> None:
    """Make a row the total: bold, on a soft ground, under a line."""
    for number in range(1, columns + 1):
        cell = sheet.cell(row, number)
        cell.font = font(11, True, INK)
        cell.fill = _fill(SOFT)
        cell.border = _bordered(True)


def note(sheet: Worksheet, row: int, text: str, is_wrong: bool) -> None:
    """A sentence across the sheet, marked where something is wrong."""
    cell = sheet.cell(row, 1)
    write_text(cell, text)
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=_NOTE_COLUMNS)
    cell.alignment = _aligned(None, "top", True)
    cell.font = font(11, is_wrong, WARN if is_wrong else INK)
    if is_wrong:
        cell.fill = _fill(WARN_SOFT)
    sheet.row_dimensions[row].height = LINE_HEIGHT * (1 + len(text) // _NOTE_CHARACTERS)


@cache
def font(size: int, bold: bool, colour: str) -> Font:
    """A font of the workbook."""
    from openpyxl.styles import Font

    return Font(name="Calibri", size=size, bold=bold, color=colour)


@cache
def _fill(colour: str) -> PatternFill:
    from openpyxl.styles import PatternFill

    return PatternFill("solid", fgColor=colour)


@cache
def _bordered(is_total: bool) -> Border:
    from openpyxl.styles import Border, Side

    return Border(top=Side("medium", color=ACCENT)) if is_total else Border(bottom=Side("thin", color=LINE))


@cache
def _aligned(horizontal: str | None, vertical: str, wrap: bool, indent: int = 0) -> Alignment:
    from openpyxl.styles import Alignment

    return Alignment(horizontal=horizontal, vertical=vertical, wrap_text=wrap, indent=indent)
