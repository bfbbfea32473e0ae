"""The award schedule as a workbook for finance: the lines, totals by financial year, the reconciliation."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from commissioning_app.domain.dates import long_date
from commissioning_app.domain.letter_structure import clean_text
from commissioning_app.domain.money import Pence
from commissioning_app.domain.schedule import AwardSchedule, Reconciliation, reconcile
from commissioning_app.spreadsheets.schedule_rows import (
    AMOUNT_COLUMN,
    COLUMNS,
    DUE_COLUMN,
    NO_BANK_DETAILS,
    in_pounds,
    starts_like_formula,
    text_cells,
)
from commissioning_app.spreadsheets.workbook_bytes import steady_bytes

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

MONEY = '"£"#,##0.00;[Red]-"£"#,##0.00'
DAY = "d mmm yyyy"
TRIAL_WORDS = "TRIAL. This schedule was made to try things out. Pay nothing from it."
INK, MUTED, ACCENT, SOFT, LINE = "FF1E1C19", "FF5F594F", "FF0B5F57", "FFE2F0EC", "FFDDD7CC"
TOTAL_COLUMNS = (
    ("Financial year", 34), ("Pot (£)", 18), ("Instalments", 13), ("To be paid (£)", 18), ("Left (£)", 18)
)  # fmt: skip
LINE_HEIGHT = 15.5
WRAPPED = (2, 3)
"""The columns of names: a long one takes a second line."""
STATE_COLUMN = AMOUNT_COLUMN + 1
WARN, WARN_SOFT = "FF7D4700", "FFFFF0D2"


def schedule_xlsx(schedule: AwardSchedule) -> bytes:
    """The workbook's bytes; the same schedule always gives the same bytes. It holds no formula."""
    from openpyxl import Workbook

    book = Workbook()
    lines = book.active
    assert lines is not None
    _lines_sheet(lines, schedule)
    _totals_sheet(book.create_sheet("Totals"), schedule, reconcile(schedule))
    properties = book.properties
    properties.title = f"Award schedule: {schedule.round_name}"
    properties.subject = f"Round {schedule.round_code}"
    properties.creator = schedule.funder
    properties.description = TRIAL_WORDS if schedule.trial else NO_BANK_DETAILS
    properties.language = "en-GB"
    return steady_bytes(book, schedule.made_at)


def digest(content: bytes) -> str:
    """The SHA-256 of a file's bytes in hex, as it is recorded."""
    return hashlib.sha256(content).hexdigest()


def _lines_sheet(sheet: Worksheet, schedule: AwardSchedule) -> None:
    sheet.title = "Award schedule"
    header = _heading(sheet, schedule, f"Award schedule: {schedule.round_name}")
    for number, (title, width) in enumerate(COLUMNS, start=1):
        _header_cell(sheet.cell(header, number), title, right=number == AMOUNT_COLUMN)
        sheet.column_dimensions[_letter(number)].width = width
    sheet.row_dimensions[header].height = 32
    row = header
    for row, line in enumerate(schedule.lines, start=header + 1):
        texts = text_cells(line)
        for number, text in enumerate(texts, start=1):
            _text(sheet.cell(row, number), text)
        sheet.row_dimensions[row].height = LINE_HEIGHT * _lines_needed(texts)
        due = sheet.cell(row, DUE_COLUMN, line.due)
        due.number_format = DAY
        _money(sheet.cell(row, AMOUNT_COLUMN), line.amount)
        _text(sheet.cell(row, STATE_COLUMN), clean_text(line.state))
        _body_row(sheet, row)
    total = row + 1
    _text(sheet.cell(total, 1), "Total", bold=True)
    _money(sheet.cell(total, AMOUNT_COLUMN), schedule.total, bold=True)
    _total_row(sheet, total, len(COLUMNS))
    sheet.freeze_panes = sheet.cell(header + 1, 3)
    if schedule.lines:
        sheet.auto_filter.ref = f"A{header}:{_letter(len(COLUMNS))}{row}"
    _print_set_up(sheet, schedule, header)


def _totals_sheet(sheet: Worksheet, schedule: AwardSchedule, found: Reconciliation) -> None:
    header = _heading(sheet, schedule, "Totals and reconciliation to the pot")
    for number, (title, width) in enumerate(TOTAL_COLUMNS, start=1):
        _header_cell(sheet.cell(header, number), title, right=number > 1)
        sheet.column_dimensions[_letter(number)].width = width
    row = header
    for row, year in enumerate(found.years, start=header + 1):
        _text(sheet.cell(row, 1), year.year)
        _money(sheet.cell(row, 2), year.pot)
        sheet.cell(row, 3, year.lines)
        _money(sheet.cell(row, 4), year.instalments)
        _money(sheet.cell(row, 5), year.left)
        _body_row(sheet, row, columns=5)
    total = row + 1
    _text(sheet.cell(total, 1), "All years", bold=True)
    _money(sheet.cell(total, 2), found.pot, bold=True)
    sheet.cell(total, 3, sum(year.lines for year in found.years))
    _money(sheet.cell(total, 4), found.instalments, bold=True)
    _money(sheet.cell(total, 5), found.pot - found.instalments, bold=True)
    _total_row(sheet, total, 5)
    _reconciliation(sheet, total + 2, schedule, found)
    sheet.freeze_panes = sheet.cell(header + 1, 1)
    _print_set_up(sheet, schedule, header)


def _reconciliation(sheet: Worksheet, row: int, schedule: AwardSchedule, found: Reconciliation) -> None:
    _header_cell(sheet.cell(row, 1), "Reconciliation to the pot")
    _header_cell(sheet.cell(row, 2), "", right=True)
    facts: Sequence[tuple[str, Pence]] = (
        ("The pot", found.pot),
        (f"Awarded ({len(schedule.awards)} awards)", found.awarded),
        (f"Instalments ({len(schedule.lines)} lines)", found.instalments),
        ("Awarded, less instalments", found.awarded - found.instalments),
        ("Left in the pot", found.left),
    )
    for name, amount in facts:
        row += 1
        _text(sheet.cell(row, 1), name)
        _money(sheet.cell(row, 2), amount)
        _body_row(sheet, row, columns=2)
    if not found.differences:
        _note(sheet, row + 2, found.sentence, False)
        _note(sheet, row + 4, NO_BANK_DETAILS, False)
        return
    row += 2
    for text in ("The schedule does not reconcile.", *found.differences):
        _note(sheet, row, text, True)
        row += 1
    _note(sheet, row + 1, NO_BANK_DETAILS, False)


def _lines_needed(texts: Sequence[str]) -> int:
    return max(1, *(-(-len(texts[column - 1]) // (COLUMNS[column - 1][1] - 2)) for column in WRAPPED))


def _heading(sheet: Worksheet, schedule: AwardSchedule, title: str) -> int:
    """Title rows above the header; returns the header's row."""
    from openpyxl.styles import Font

    _text(sheet.cell(1, 1), clean_text(title))
    sheet.cell(1, 1).font = Font(name="Calibri", size=16, bold=True, color=ACCENT)
    sheet.row_dimensions[1].height = 24
    parts = (schedule.funder, schedule.programme, f"round {schedule.round_code}")
    made = f"made {long_date(schedule.made_at.date())}"
    _text(sheet.cell(2, 1), " · ".join(clean_text(part) for part in (*parts, made) if part))
    sheet.cell(2, 1).font = Font(name="Calibri", size=10, color=MUTED)
    if not schedule.trial:
        return 4
    _note(sheet, 3, TRIAL_WORDS, True)
    return 5


def _note(sheet: Worksheet, row: int, text: str, is_wrong: bool) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    cell = sheet.cell(row, 1)
    _text(cell, text)
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=5)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.font = Font(name="Calibri", size=11, bold=is_wrong, color=WARN if is_wrong else INK)
    if is_wrong:
        cell.fill = PatternFill("solid", fgColor=WARN_SOFT)
    sheet.row_dimensions[row].height = LINE_HEIGHT * (1 + len(text) // 95)


def _text(cell: Cell, text: str, *, bold: bool = False) -> None:
    """Write text that stays text: no formula, whatever it begins with."""
    from openpyxl.styles import Font

    cell.value = text or None
    if text:
        cell.data_type = "s"
        cell.quotePrefix = starts_like_formula(text)
    cell.font = Font(name="Calibri", size=11, bold=bold, color=INK)


def _money(cell: Cell, pence: Pence, *, bold: bool = False) -> None:
    from openpyxl.styles import Font

    amount: Decimal = in_pounds(pence)
    cell.value = amount
    cell.number_format = MONEY
    cell.font = Font(name="Calibri", size=11, bold=bold, color=INK)


def _header_cell(cell: Cell, title: str, *, right: bool = False) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    cell.value = title
    cell.font = Font(name="Calibri", size=11, bold=True, color="FFFFFFFF")
    cell.fill = PatternFill("solid", fgColor=ACCENT)
    cell.alignment = Alignment(horizontal="right" if right else "left", vertical="center", wrap_text=True)


def _body_row(sheet: Worksheet, row: int, columns: int = len(COLUMNS)) -> None:
    from openpyxl.styles import Alignment, Border, Side

    for number in range(1, columns + 1):
        cell = sheet.cell(row, number)
        cell.border = Border(bottom=Side("thin", color=LINE))
        cell.alignment = Alignment(
            vertical="top", wrap_text=number in WRAPPED, indent=1 if number == STATE_COLUMN else 0
        )


def _total_row(sheet: Worksheet, row: int, columns: int) -> None:
    from openpyxl.styles import Border, Font, PatternFill, Side

    for number in range(1, columns + 1):
        cell = sheet.cell(row, number)
        cell.font = Font(name="Calibri", size=11, bold=True, color=INK)
        cell.fill = PatternFill("solid", fgColor=SOFT)
        cell.border = Border(top=Side("medium", color=ACCENT))


def _print_set_up(sheet: Worksheet, schedule: AwardSchedule, header: int) -> None:
    """A4 landscape, one page wide, the header on every page, "Page x of y" at the foot."""
    setup: Any = sheet.page_setup
    setup.orientation, setup.paperSize = "landscape", "9"
    setup.fitToWidth, setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{header}:{header}"
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top, margins.bottom, margins.footer = 0.5, 0.8, 0.35
    sheet.sheet_view.showGridLines = False
    trial = "TRIAL  " if schedule.trial else ""
    sheet.oddFooter.left.text = _header_text(f"{trial}{schedule.funder}, {schedule.round_code}")
    sheet.oddFooter.right.text = "Page &P of &N"


def _header_text(text: str) -> str:
    """Text for a header or foot, where "&" begins a code unless it is doubled."""
    return clean_text(text)[:100].replace("&", "&&")


def _letter(column: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(column))
