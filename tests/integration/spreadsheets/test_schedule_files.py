"""The schedule's files: cells that finance can use, no formulas, print set-up, steady bytes."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import datetime

import openpyxl
import pytest

from commissioning_app.domain.schedule import AwardSchedule
from commissioning_app.spreadsheets.schedule_csv import schedule_csv
from commissioning_app.spreadsheets.schedule_rows import TITLES
from commissioning_app.spreadsheets.schedule_xlsx import schedule_xlsx
from tests.unit.domain.test_schedule import a_line, a_schedule

DANGEROUS = ("=1+1", "+44 7700", "-5", "@home", '=HYPERLINK("http://x","y")', "=cmd|'/c calc'!A1")


def book_of(schedule: AwardSchedule) -> openpyxl.Workbook:
    """The workbook, read back."""
    return openpyxl.load_workbook(io.BytesIO(schedule_xlsx(schedule)))


def test_one_line_an_instalment_with_real_amounts_and_days() -> None:
    sheet = book_of(a_schedule())["Award schedule"]
    rows = list(sheet.iter_rows(min_row=4, values_only=True))
    assert rows[0] == TITLES
    assert rows[2] == (
        "A1", "Ujima", "Ujima", "GB-CHC-1000001", "S1", "CC", "521", None, "outside the scope of VAT",
        "2027-28", "1 of 1", datetime(2026, 12, 18), 2500.01, "planned",
    )  # fmt: skip
    assert rows[4] == ("Total", *[None] * 11, 8500.01, None)
    amount, due = sheet.cell(6, 13), sheet.cell(6, 12)
    assert amount.number_format == '"£"#,##0.00;[Red]-"£"#,##0.00'
    assert due.number_format == "d mmm yyyy"


def test_totals_and_reconciliation() -> None:
    sheet = book_of(a_schedule())["Totals"]
    rows = [row for row in sheet.iter_rows(min_row=4, values_only=True) if any(row)]
    assert rows == [
        ("Financial year", "Pot (£)", "Instalments", "To be paid (£)", "Left (£)"),
        ("2026-27", 6000, 2, 6000, 0),
        ("2027-28", 3000.01, 1, 2500.01, 500),
        ("All years", 9000.01, 3, 8500.01, 500),
        ("Reconciliation to the pot", None, None, None, None),
        ("The pot", 9000.01, None, None, None),
        ("Awarded (2 awards)", 8500.01, None, None, None),
        ("Instalments (3 lines)", 8500.01, None, None, None),
        ("Awarded, less instalments", 0, None, None, None),
        ("Left in the pot", 500, None, None, None),
        (
            "The schedule reconciles to the penny: of the pot of £9,000.01, £8,500.01 is awarded, "
            "the instalments come to £8,500.01, and £500 is left.",
            *[None] * 4,
        ),
        (
            "Bank details are never in this file. Pay to the details that are held and verified for the "
            "supplier.",
            *[None] * 4,
        ),
    ]


def test_a_difference_is_named_on_the_sheet() -> None:
    schedule = a_schedule()
    sheet = book_of(replace(schedule, lines=schedule.lines[:2]))["Totals"]
    said = [row[0] for row in sheet.iter_rows(values_only=True) if row[0]]
    assert "The schedule does not reconcile." in said
    assert "B2: the award is £1,000, but its instalments come to £0." in said


@pytest.mark.parametrize("text", DANGEROUS)
def test_text_never_becomes_a_formula(text: str) -> None:
    schedule = a_schedule(lines=(a_line(organisation=text, payee=text, state=text, purchase_order=text),))
    sheet = book_of(schedule)["Award schedule"]
    for column in (2, 3, 8, 14):
        cell = sheet.cell(5, column)
        assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)
    rows = list(csv.reader(io.StringIO(schedule_csv(schedule).decode("utf-8-sig"))))
    assert [rows[1][column] for column in (1, 2, 7, 13)] == [f"'{text}"] * 4


def test_no_cell_of_either_sheet_is_a_formula() -> None:
    hostile = a_schedule(funder="=1", round_name="=2", programme="@3", round_code="+4")
    for sheet in book_of(hostile):
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_control_characters_do_not_break_the_file() -> None:
    schedule = a_schedule(lines=(a_line(organisation="A\x00\x0b\ud800B\nC"),))
    assert book_of(schedule)["Award schedule"].cell(5, 2).value == "A B C"


def test_it_prints_on_a4_landscape_one_page_wide_under_a_repeated_header() -> None:
    for sheet in book_of(a_schedule()):
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows == "$4:$4"
        assert sheet.oddFooter.right.text == "Page &P of &N"
    sheet = book_of(a_schedule())["Award schedule"]
    assert sheet.freeze_panes == "C5"
    assert sheet.auto_filter.ref == "A4:N7"


def test_the_file_tells_what_it_is_and_when_it_was_made() -> None:
    properties = book_of(a_schedule()).properties
    assert properties.title == "Award schedule: Fair Shares 2026"
    assert properties.creator == "Northbridge Integrated Care Board"
    assert properties.created == properties.modified == datetime(2026, 12, 4, 15, 0)


def test_the_same_schedule_gives_the_same_bytes() -> None:
    assert schedule_xlsx(a_schedule()) == schedule_xlsx(a_schedule())
    assert schedule_csv(a_schedule()) == schedule_csv(a_schedule())


def test_a_trial_says_so_on_both_sheets_and_every_line() -> None:
    trial = a_schedule(trial=True)
    words = "TRIAL. This schedule was made to try things out. Pay nothing from it."
    for sheet in book_of(trial):
        assert sheet.cell(3, 1).value == words
        assert sheet.oddFooter.left.text.startswith("TRIAL")
    rows = list(csv.DictReader(io.StringIO(schedule_csv(trial).decode("utf-8-sig"))))
    assert [row["Trial"] for row in rows] == ["TRIAL"] * 3


def test_the_csv_has_the_same_lines() -> None:
    content = schedule_csv(a_schedule())
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert rows[0] == [*TITLES, "Trial"]
    assert rows[2] == [
        "A1", "Ujima", "Ujima", "GB-CHC-1000001", "S1", "CC", "521", "", "outside the scope of VAT",
        "2027-28", "1 of 1", "2026-12-18", "2500.01", "planned", "",
    ]  # fmt: skip
    assert len(rows) == 4


def test_an_empty_schedule_is_still_a_file() -> None:
    empty = a_schedule(lines=(), awards=())
    assert book_of(empty)["Award schedule"].cell(5, 13).value == 0
    assert len(schedule_csv(empty).splitlines()) == 1
