"""The award schedule as a workbook for finance: the lines, totals by financial year, the reconciliation."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from commissioning_app.domain.dates import long_date
from commissioning_app.domain.letter_structure import clean_text
from commissioning_app.domain.money import Pence
from commissioning_app.domain.schedule import AwardSchedule, Reconciliation, reconcile
from commissioning_app.spreadsheets.schedule_cells import (
    ACCENT,
    LINE_HEIGHT,
    MUTED,
    STATE_COLUMN,
    WRAPPED,
    font,
    mark_total,
    note,
    rule_row,
    write_header,
    write_money,
    write_text,
)
from commissioning_app.spreadsheets.schedule_rows import (
    AMOUNT_COLUMN,
    COLUMNS,
    DUE_COLUMN,
    NO_BANK_DETAILS,
    TITLES,
    text_cells,
)
from commissioning_app.spreadsheets.workbook_bytes import steady_bytes

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

DAY = "d mmm yyyy"
TRIAL_WORDS = "TRIAL. This schedule was made to try things out. Pay nothing from it."
TOTAL_COLUMNS = (
    ("Financial year", 34), ("Pot (£)", 18), ("Instalments", 13), ("To be paid (£)", 18), ("Left (£)", 18)
)  # fmt: skip


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


def _lines_sheet(sheet: Worksheet, schedule: AwardSchedule) -> None:
    sheet.title = "Award schedule"
    header = _heading(sheet, schedule, f"Award schedule: {schedule.round_name}")
    texts = [text_cells(line) for line in schedule.lines]
    widths = _widths(texts)
    for number, title in enumerate(TITLES, start=1):
        write_header(sheet.cell(header, number), title, right=number == AMOUNT_COLUMN)
        sheet.column_dimensions[_letter(number)].width = widths[number - 1]
    sheet.row_dimensions[header].height = 32
    row = header
    for row, (line, cells) in enumerate(zip(schedule.lines, texts, strict=True), start=header + 1):
        for number, text in enumerate(cells, start=1):
            write_text(sheet.cell(row, number), text)
        sheet.row_dimensions[row].height = LINE_HEIGHT * _lines_needed(cells, widths)
        due = sheet.cell(row, DUE_COLUMN, line.due)
        due.number_format = DAY
        write_money(sheet.cell(row, AMOUNT_COLUMN), line.amount)
        write_text(sheet.cell(row, STATE_COLUMN), clean_text(line.state))
        rule_row(sheet, row)
    total = row + 1
    write_text(sheet.cell(total, 1), "Total", bold=True)
    write_money(sheet.cell(total, AMOUNT_COLUMN), schedule.total, bold=True)
    mark_total(sheet, total, len(COLUMNS))
    sheet.freeze_panes = sheet.cell(header + 1, 3)
    if schedule.lines:
        sheet.auto_filter.ref = f"A{header}:{_letter(len(COLUMNS))}{row}"
    _print_set_up(sheet, schedule, header)


def _totals_sheet(sheet: Worksheet, schedule: AwardSchedule, found: Reconciliation) -> None:
    header = _heading(sheet, schedule, "Totals and reconciliation to the pot")
    for number, (title, width) in enumerate(TOTAL_COLUMNS, start=1):
        write_header(sheet.cell(header, number), title, right=number > 1)
        sheet.column_dimensions[_letter(number)].width = width
    row = header
    for row, year in enumerate(found.years, start=header + 1):
        write_text(sheet.cell(row, 1), year.year)
        write_money(sheet.cell(row, 2), year.pot)
        sheet.cell(row, 3, year.lines)
        write_money(sheet.cell(row, 4), year.instalments)
        write_money(sheet.cell(row, 5), year.left)
        rule_row(sheet, row, columns=5)
    total = row + 1
    write_text(sheet.cell(total, 1), "All years", bold=True)
    write_money(sheet.cell(total, 2), found.pot, bold=True)
    sheet.cell(total, 3, sum(year.lines for year in found.years))
    write_money(sheet.cell(total, 4), found.instalments, bold=True)
    write_money(sheet.cell(total, 5), found.pot - found.instalments, bold=True)
    mark_total(sheet, total, 5)
    _reconciliation(sheet, total + 2, schedule, found)
    sheet.freeze_panes = sheet.cell(header + 1, 1)
    _print_set_up(sheet, schedule, header)


def _reconciliation(sheet: Worksheet, row: int, schedule: AwardSchedule, found: Reconciliation) -> None:
    write_header(sheet.cell(row, 1), "Reconciliation to the pot")
    write_header(sheet.cell(row, 2), "", right=True)
    facts: Sequence[tuple[str, Pence]] = (
        ("The pot", found.pot),
        (f"Awarded ({len(schedule.awards)} awards)", found.awarded),
        (f"Instalments ({len(schedule.lines)} lines)", found.instalments),
        ("Awarded, less instalments", found.awarded - found.instalments),
        ("Left in the pot", found.left),
    )
    for name, amount in facts:
        row += 1
        write_text(sheet.cell(row, 1), name)
        write_money(sheet.cell(row, 2), amount)
        rule_row(sheet, row, columns=2)
    if not found.differences:
        note(sheet, row + 2, found.sentence, False)
        note(sheet, row + 4, NO_BANK_DETAILS, False)
        return
    row += 2
    for text in ("The schedule does not reconcile.", *found.differences):
        note(sheet, row, text, True)
        row += 1
    note(sheet, row + 1, NO_BANK_DETAILS, False)


def _widths(rows: Sequence[Sequence[str]]) -> list[float]:
    """Each column as wide as its longest text, within its bounds."""
    widths = []
    for number, (_, narrow, wide) in enumerate(COLUMNS):
        longest = max((len(row[number]) for row in rows if number < len(row)), default=0)
        widths.append(max(narrow, min(wide, longest * 1.1 + 1.5)))
    return widths


def _lines_needed(cells: Sequence[str], widths: Sequence[float]) -> int:
    return max(1, *(math.ceil(len(cells[column - 1]) * 0.92 / widths[column - 1]) for column in WRAPPED))


def _heading(sheet: Worksheet, schedule: AwardSchedule, title: str) -> int:
    """Title rows above the header; returns the header's row."""
    write_text(sheet.cell(1, 1), clean_text(title))
    sheet.cell(1, 1).font = font(16, True, ACCENT)
    sheet.row_dimensions[1].height = 24
    parts = (schedule.funder, schedule.programme, f"round {schedule.round_code}")
    made = f"made {long_date(schedule.made_at.date())}"
    write_text(sheet.cell(2, 1), " · ".join(clean_text(part) for part in (*parts, made) if part))
    sheet.cell(2, 1).font = font(10, False, MUTED)
    if not schedule.trial:
        return 4
    note(sheet, 3, TRIAL_WORDS, True)
    return 5


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
