"""Finding the table: under titles and merged headings, on the right sheet, without blank rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from commissioning_app.domain.forms import Question
from commissioning_app.domain.importing import CannotRead, Sheet, Table, Workbook
from commissioning_app.spreadsheets.headers import column_letter, find_table


def a_sheet(rows: Sequence[Sequence[Any]], name: str = "S", **changes: Any) -> Sheet:
    width = max(map(len, rows), default=0)
    filled = [[*row, *[""] * (width - len(row))] for row in rows]
    return Sheet(name, tuple(map(list, zip(*filled, strict=True))), **changes)


def a_workbook(*sheets: Sheet, **changes: Any) -> Workbook:
    return Workbook("a.xlsx", sheets, "sha", **changes)


def found(rows: Sequence[Sequence[Any]], **options: Any) -> Table:
    return find_table(a_workbook(a_sheet(rows)), **options)


def test_headers_in_the_first_row() -> None:
    table = found([["Organisation", "Ask"], ["A", 1.0], ["B", 2.0]])
    assert table == Table("S", 1, ("Organisation", "Ask"), ("", ""), (["A", "B"], [1.0, 2.0]), [2, 3], {})


def test_headers_under_titles_and_blank_rows() -> None:
    rows: list[list[Any]] = [
        ["EOIs for the autumn round", "", ""],
        ["Printed", date(2026, 1, 1), ""],
        [],
        ["Ref", "Organisation", "Ask"],
        ["1", "A", 5.0],
    ]
    table = found(rows)
    assert (table.header_row, table.headers, table.rows) == (4, ("Ref", "Organisation", "Ask"), [5])


def test_blank_rows_between_are_left_out_but_counted_as_people_do() -> None:
    table = found([["Organisation", "Ask"], ["A", 1.0], ["", "  "], ["B", 2.0], ["", ""]])
    assert (table.rows, table.columns) == ([2, 4], (["A", "B"], [1.0, 2.0]))


def test_a_row_that_only_has_an_error_cell_is_a_row() -> None:
    sheet = a_sheet([["Organisation", "Ask"], ["A", 1.0], ["", ""]], marks={(2, 1): "#REF!", (0, 9): "#N/A"})
    table = find_table(a_workbook(sheet))
    assert (table.rows, table.marks) == ([2, 3], {(1, 1): "#REF!"})


def test_merged_titles_above_and_merged_headers_beside() -> None:
    rows = [
        ["Autumn round", "", "", ""],
        ["Organisation", "Money", "", "Contact"],
        ["", "Requested", "Minimum", "Name"],
        ["A", 5.0, 1.0, "Bo"],
    ]
    merged = ((0, 0, 0, 3), (1, 0, 2, 0), (1, 1, 1, 2))
    table = find_table(a_workbook(a_sheet(rows, merged=merged)))
    assert table.header_row == 3
    assert table.headers == ("Organisation", "Requested", "Minimum", "Name")
    assert table.parents == ("", "Money", "Money", "")


def test_repeated_and_missing_headers_get_names_of_their_own() -> None:
    table = found([["Name", "name", "", ""], ["A", "B", "C", ""]], header_row=1)
    assert table.headers == ("Name", "name (2)", "Column C")


def test_a_header_that_is_a_number_or_has_line_breaks() -> None:
    table = found([["Organisation\n name", 2026.0, "Ask"], ["A", "x", 5.0]], header_row=1)
    assert table.headers == ("Organisation name", "2026", "Ask")


def test_the_sheet_with_known_headers_wins_over_the_first() -> None:
    notes = a_sheet([["Please read this first", ""], ["Fill in every row", "thank you"]], "Notes")
    eois = a_sheet([["Organisation", "Amount requested"], ["A", 1.0]], "EOIs")
    hidden = a_sheet([["Organisation", "Amount requested", "Title"], ["H", 1.0, "x"]], "Old", visible=False)
    assert find_table(a_workbook(notes, eois, hidden)).sheet == "EOIs"
    assert find_table(a_workbook(notes, eois, hidden), sheet="old ").sheet == "Old"


def test_headers_that_were_chosen_or_are_questions_are_known() -> None:
    rows = [["Autumn", "round"], ["Who are you", "Give a sum"], ["A", 5.0]]
    assert found(rows, also_known=("Who are you", "Give a sum")).header_row == 2
    questions = (Question("a", "Who are you?"), Question("b", "Give a sum"))
    assert found(rows, questions=questions).header_row == 2


def test_without_any_known_header_the_first_full_row_of_words_is_taken() -> None:
    assert found([["Title"], ["Qui", "Combien", "Où"], ["A", 5.0, "x"]]).header_row == 2
    assert found([[1.0, 2.0], [3.0, 4.0]]).header_row == 1


@pytest.mark.parametrize(
    ("workbook", "options", "sentence"),
    [
        (a_workbook(), {}, "a.xlsx has nothing in it. Ask the sender for it again."),
        (a_workbook(a_sheet([["", ""]])), {"sheet": "S"}, "The sheet “S” in a.xlsx has nothing in it."),
        (
            a_workbook(a_sheet([["Organisation", "Ask"]])),
            {},
            "The sheet “S” in a.xlsx has no rows under its headers.",
        ),
        (
            a_workbook(a_sheet([["Organisation"]]), a_sheet([["x"]], "T")),
            {"sheet": "U"},
            "a.xlsx has no sheet “U”. It has “S”, “T”.",
        ),
        (
            a_workbook(a_sheet([["Organisation"], ["A"]])),
            {"header_row": 9},
            "The sheet “S” has 2 rows: there is no row 9.",
        ),
        (a_workbook(Sheet("S", refused="Too big.")), {}, "a.xlsx can't be read. Too big."),
    ],
)
def test_what_is_no_table_is_refused(workbook: Workbook, options: dict[str, Any], sentence: str) -> None:
    with pytest.raises(CannotRead) as refusal:
        find_table(workbook, **options)
    assert str(refusal.value) == sentence


def test_columns_are_lettered_as_spreadsheets_do() -> None:
    assert [column_letter(index) for index in (0, 25, 26, 701, 702, 16_383)] == [
        "A",
        "Z",
        "AA",
        "ZZ",
        "AAA",
        "XFD",
    ]
