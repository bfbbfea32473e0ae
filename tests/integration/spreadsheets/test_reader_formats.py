"""The four kinds of file, each read as it was meant."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwt

from commissioning_app.domain.errors import Cancelled
from commissioning_app.domain.importing import CannotRead, Sheet, Workbook
from commissioning_app.spreadsheets.reader import SpreadsheetReader
from tests.integration.spreadsheets.importing_files import HEADERS, rewrite_part, write_xlsx
from tests.ods import write_ods

DAY = dt.date(2026, 12, 4)
MOMENT = dt.datetime(2026, 12, 4, 10, 30)


def read(path: Path) -> Workbook:
    return SpreadsheetReader().read(path)


def only_sheet(path: Path) -> Sheet:
    (sheet,) = read(path).sheets
    return sheet


def rows_of(sheet: Sheet) -> list[tuple[Any, ...]]:
    return list(zip(*sheet.columns, strict=True))


def test_xlsx_cells_come_with_their_kinds(tmp_path: Path) -> None:
    rows = [
        ("Text", 12, 1.5, True, DAY, MOMENT, dt.time(9, 5)),
        ("Ünï “code” 😀\nline", -3, 0.1, False, DAY, "", ""),
    ]
    path = write_xlsx(tmp_path / "a.xlsx", rows)
    workbook = read(path)
    assert (workbook.name, workbook.is_text, workbook.described) == ("a.xlsx", False, "")
    assert workbook.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert rows_of(workbook.sheets[0]) == [
        ("Text", 12.0, 1.5, True, DAY, MOMENT, dt.time(9, 5)),
        ("Ünï “code” 😀\nline", -3.0, 0.1, False, DAY, "", ""),
    ]


def test_a_name_that_says_another_kind_of_workbook_does_no_harm(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "really-xlsx.xls", [HEADERS, ("A", 5)])
    assert rows_of(only_sheet(path)) == [HEADERS, ("A", 5.0)]
    path = write_xlsx(tmp_path / "really-xlsx.csv", [HEADERS, ("A", 5)])
    assert rows_of(only_sheet(path)) == [HEADERS, ("A", 5.0)]


def test_hidden_sheets_are_told_from_those_people_see(tmp_path: Path) -> None:
    def hide(book: Any) -> None:
        book.create_sheet("Lists").sheet_state = "hidden"
        book["Lists"].append(["x"])

    workbook = read(write_xlsx(tmp_path / "a.xlsx", [HEADERS], change=hide))
    assert [(sheet.name, sheet.visible) for sheet in workbook.sheets] == [("EOIs", True), ("Lists", False)]


@pytest.mark.parametrize("uses_1904", [False, True])
def test_dates_are_right_in_both_calendars_of_xlsx(tmp_path: Path, uses_1904: bool) -> None:
    def set_epoch(book: Any) -> None:
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904 if uses_1904 else book.epoch

    book = openpyxl.Workbook()
    set_epoch(book)
    assert book.active is not None
    book.active.append([DAY, MOMENT])
    book.save(tmp_path / "a.xlsx")
    workbook = read(tmp_path / "a.xlsx")
    assert (rows_of(workbook.sheets[0]), workbook.uses_1904_dates) == ([(DAY, MOMENT)], uses_1904)


@pytest.mark.parametrize("uses_1904", [False, True])
def test_xls_is_read_with_its_calendar_and_its_errors(tmp_path: Path, uses_1904: bool) -> None:
    book = xlwt.Workbook()
    book.dates_1904 = uses_1904
    for name in ("First", "EOIs"):
        sheet = book.add_sheet(name)
        for column, cell in enumerate(("Text", 12, DAY)):
            style = xlwt.easyxf(num_format_str="D/M/YYYY") if column == 2 else xlwt.XFStyle()
            sheet.write(0, column, cell, style)
        sheet.row(1).set_cell_error(1, "#REF!")
    book.save(str(tmp_path / "a.xls"))
    workbook = read(tmp_path / "a.xls")
    assert [sheet.name for sheet in workbook.sheets] == ["First", "EOIs"]
    assert workbook.uses_1904_dates is uses_1904
    for found in workbook.sheets:
        assert rows_of(found) == [("Text", 12, DAY), ("", "", "")]
        assert found.marks == {(1, 1): "#REF!"}


def test_a_large_xls_is_walked_through_its_sectors(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("EOIs")
    for row in range(5000):
        sheet.write(row, 0, f"organisation {row} " * 5)
        sheet.write(row, 1, row)
    sheet.row(5000).set_cell_error(1, "#DIV/0!")
    book.save(str(tmp_path / "a.xls"))
    found = only_sheet(tmp_path / "a.xls")
    assert (found.height, found.columns[1][4999], found.marks) == (5001, 4999, {(5000, 1): "#DIV/0!"})


def test_ods_cells_come_with_their_kinds_and_errors(tmp_path: Path) -> None:
    path = write_ods(tmp_path / "a.ods", {"EOIs": [("Text", 12, 1.5), (True, DAY, None), ("A & B", 0, 1)]})
    assert rows_of(only_sheet(path)) == [("Text", 12.0, 1.5), (True, DAY, ""), ("A & B", 0.0, 1.0)]


def test_merged_titles_and_headings_of_a_real_workbook(tmp_path: Path) -> None:
    def merge(book: Any) -> None:
        for cells in ("A1:E1", "A2:E2", "A3:A4", "B3:C3", "D3:E3"):
            book["EOIs"].merge_cells(cells)

    rows = [
        ("EOIs of the autumn round", "", "", "", ""),
        ("Please send by Friday", "", "", "", ""),
        ("Organisation", "Money", "", "Contact", ""),
        ("", "Requested", "Minimum", "Name", "E-mail"),
        ("Circle", 500, 100, "Bo", "bo@example.org"),
    ]
    reader = SpreadsheetReader()
    table = reader.find_table(reader.read(write_xlsx(tmp_path / "a.xlsx", rows, change=merge)))
    assert (table.header_row, table.rows) == (4, [5])
    assert reader.match_columns(table).as_mapping() == {
        "Organisation": "organisation",
        "Requested": "amount_requested",
        "Minimum": "minimum_amount",
        "Name": "contact_name",
        "E-mail": "contact_email",
    }


def test_errors_in_ods_are_marked_in_repeated_cells_too(tmp_path: Path) -> None:
    path = write_ods(
        tmp_path / "a.ods", {"First": [("A", "B")], "EOIs": [("A", "B"), ("x", "#REF!"), ("y", "z")]}
    )
    error = b'office:value-type="string" office:string-value="" calcext:value-type="error"'
    twice = b'table:number-columns-repeated="2" '

    def mark(xml: bytes) -> bytes:
        shown = b'<table:table-cell office:value-type="string"><text:p>#REF!'
        assert shown in xml
        broken = xml.replace(shown, b"<table:table-cell " + twice + error + b"><text:p>#REF!")
        space = (
            b'<office:document-content xmlns:calcext="urn:org:documentfoundation:names:experimental:calc" '
        )
        return broken.replace(b"<office:document-content ", space)

    workbook = read(rewrite_part(path, "content.xml", mark))
    assert [sheet.marks for sheet in workbook.sheets] == [{}, {(1, 1): "#REF!", (1, 2): "#REF!"}]


def test_formulas_are_never_run_and_errors_are_marked(tmp_path: Path) -> None:
    path = write_xlsx(
        tmp_path / "a.xlsx",
        [HEADERS, ("Sum", "=1+1"), ("Saved", "=2+2"), ("Broken", "#DIV/0!"), ('say t="e" <f>', 5)],
        change=lambda book: setattr(book["EOIs"]["B4"], "data_type", "e"),
    )
    rewrite_part(
        path,
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(b"<f>2+2</f><v />", b"<f>2+2</f><v>4</v>"),
    )
    sheet = only_sheet(path)
    assert rows_of(sheet)[2] == ("Saved", 4.0)
    assert sheet.marks == {(1, 1): "formula", (3, 1): "#DIV/0!"}


@pytest.mark.parametrize(
    ("encoding", "named"),
    [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("utf-16", "UTF-16"), ("utf-16-le", "UTF-16"),
     ("utf-16-be", "UTF-16"), ("cp1252", "Windows-1252")],
)  # fmt: skip
@pytest.mark.parametrize(("divider", "word"), [(",", "commas"), (";", "semicolons"), ("\t", "tabs")])
def test_text_files_in_every_usual_encoding_and_shape(
    tmp_path: Path, encoding: str, named: str, divider: str, word: str
) -> None:
    lines = [
        ("Organisation", "Ask", "Note"),
        ("Café – Ünique", "£12", f"a{divider}b"),
        ("B", "5", 'say "so"\r\nagain'),
    ]
    text = "\r\n".join(divider.join(_quoted(cell, divider) for cell in line) for line in lines)
    path = tmp_path / "eois.csv"
    path.write_bytes(text.encode(encoding))
    workbook = read(path)
    assert workbook.is_text
    assert workbook.described == f"{named}, columns divided by {word}"
    assert rows_of(workbook.sheets[0]) == lines
    assert workbook.sheets[0].name == "eois"


def _quoted(cell: str, divider: str) -> str:
    needs = any(sign in cell for sign in (divider, '"', "\n"))
    return '"' + cell.replace('"', '""') + '"' if needs else cell


def test_short_lines_of_a_text_file_are_filled_up(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("sep=;\nA;B;C\n1;2\n\n3;4;5\n", encoding="utf-8")
    assert rows_of(only_sheet(path)) == [("A", "B", "C"), ("1", "2", ""), ("", "", ""), ("3", "4", "5")]


def test_a_file_that_is_not_there_is_named() -> None:
    with pytest.raises(CannotRead, match=r"There is no file nothing\.xlsx in"):
        read(Path("nothing.xlsx"))


def test_reading_stops_when_the_person_cancels(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [HEADERS, ("A", 5)])

    def stop() -> None:
        raise Cancelled("You cancelled this.")

    with pytest.raises(Cancelled):
        SpreadsheetReader().read(path, check=stop)
