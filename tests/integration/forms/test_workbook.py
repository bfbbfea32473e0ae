"""The workbook form: protected, named for screen readers, and read back whatever was done to it."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from commissioning_app.domain.application_forms.fields import FormField
from commissioning_app.domain.application_forms.identity import stamp_from
from commissioning_app.domain.forms import QuestionKind
from commissioning_app.domain.importing import CannotRead, Workbook
from commissioning_app.spreadsheets.form_sheets import (
    ANSWER_COLUMN,
    COUNT_COLUMN,
    DEFINITION_ROW,
    FIELD_ROW,
    FORM_SHEET,
    IDENTITY_SHEET,
    KEY_COLUMN,
    QUESTION_COLUMN,
)
from commissioning_app.spreadsheets.form_xlsx import form_xlsx
from commissioning_app.spreadsheets.reader import SpreadsheetReader
from tests.factories import a_question
from tests.forms import PEOPLE, PLACES, a_form, a_form_round, filled_in
from tests.integration.forms.filling import fill_xlsx


def opened(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content))


def answers(sheet: Any) -> dict[str, Any]:
    """Each answer cell by the field that its row names."""
    rows = sheet.iter_rows(min_col=KEY_COLUMN, max_col=ANSWER_COLUMN)
    return {row[0].value: row[ANSWER_COLUMN - KEY_COLUMN] for row in rows if row[0].value}


def read(path: Path) -> Workbook:
    return SpreadsheetReader().read(path)


def says(workbook: Workbook) -> dict[str, Any]:
    """The first filled form's values by field."""
    sheet = workbook.sheets[0]
    return {field: column[1] for field, column in zip(sheet.fields, sheet.columns, strict=True) if column[1]}


def test_only_answers_may_be_typed_into() -> None:
    book = opened(form_xlsx(a_form()))
    sheet = book[FORM_SHEET]
    assert (sheet.protection.sheet, book.security.lockStructure) == (True, True)
    assert sheet.protection.password is None
    assert (sheet.protection.formatRows, sheet.protection.formatColumns) == (False, False)
    unlocked = {cell.coordinate for row in sheet for cell in row if not cell.protection.locked}
    assert unlocked == {cell.coordinate for cell in answers(sheet).values()}
    expected = {field.name for field in a_form().fields if field.kind is not QuestionKind.CHOICES}
    who = FormField("answer:who", "")
    expected |= {who.part(number) for number in range(1, len(PEOPLE) + 1)} | {who.other_part}
    assert set(answers(sheet)) == expected


def test_it_carries_what_it_is_out_of_sight() -> None:
    form = a_form()
    book = opened(form_xlsx(form))
    hidden = book[IDENTITY_SHEET]
    assert hidden.sheet_state == "hidden"
    definition = json.loads("".join(cell.value or "" for cell in hidden[DEFINITION_ROW]))
    assert definition == json.loads(json.dumps(form.definition()))
    assert stamp_from(definition["form"]) == form.stamp
    assert [cell.value for cell in hidden[FIELD_ROW]] == [field.name for field in form.fields]
    assert book[FORM_SHEET].column_dimensions["A"].hidden


def test_each_cell_says_what_it_takes() -> None:
    sheet = opened(form_xlsx(a_form()))[FORM_SHEET]
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    cells = answers(sheet)
    found = {name: rules[cell.coordinate] for name, cell in cells.items()}
    assert all(rule.showInputMessage and rule.prompt for rule in found.values())
    assert {name: (found[name].type, found[name].showErrorMessage) for name in (
        "amount_requested", "start_date", "title", "funding_kind", "answer:place", "answer:ok.area",
        "answer:people", "answer:who#1", "answer:need",
    )} == {
        "amount_requested": ("decimal", True), "start_date": ("date", True), "title": ("textLength", True),
        "funding_kind": ("list", True), "answer:place": ("list", False), "answer:ok.area": ("list", True),
        "answer:people": ("decimal", True), "answer:who#1": ("list", True), "answer:need": (None, False),
    }  # fmt: skip
    assert found["answer:need"].prompt.startswith("What do people in your community need? *")
    assert (cells["charity_number"].number_format, cells["answer:need"].number_format) == ("@", "@")
    assert sheet.cell(cells["answer:need"].row, COUNT_COLUMN).value.startswith("=IF(LEN(TRIM(")


def test_the_lists_hold_the_options() -> None:
    book = opened(form_xlsx(a_form()))
    sheet = book[FORM_SHEET]
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    place = rules[answers(sheet)["answer:place"].coordinate].formula1
    name, _, cells = place.partition("!")
    listed = [cell.value for (cell,) in book[name.strip("'")][cells.replace("$", "")]]
    assert tuple(listed) == PLACES


def test_words_that_begin_like_a_formula_stay_words() -> None:
    round_ = a_form_round(
        name="=1+1", exclusions=("@all",),
        questions=(a_question(id="=q", text="=SUM(A1)\x0b", options=("=A", "+B"), word_limit=0,
                              kind=QuestionKind.CHOICE),),
    )  # fmt: skip
    for sheet in opened(form_xlsx(a_form(round_))):
        formulas = [cell.value for row in sheet for cell in row if cell.data_type == "f"]
        assert formulas == []


def test_the_same_form_gives_the_same_bytes_and_large_print_is_larger() -> None:
    form = a_form()
    assert form_xlsx(form) == form_xlsx(form)
    sizes = []
    for large_print in (False, True):
        sheet = opened(form_xlsx(form, large_print=large_print))[FORM_SHEET]
        sizes.append(answers(sheet)["organisation"].font.size)
        assert sheet.cell(1, QUESTION_COLUMN).value == form.round_name
    assert sizes == [11, 16]


def test_rows_that_were_moved_do_no_harm(tmp_path: Path) -> None:
    path = fill_xlsx(form_xlsx(a_form()), filled_in(3), tmp_path / "a.xlsx")
    expected = says(read(path))
    book = openpyxl.load_workbook(path, rich_text=True)
    sheet = book[FORM_SHEET]
    sheet.protection.sheet = False
    sheet.insert_rows(3, 4)
    sheet.insert_rows(30)
    sheet.title = "Our answers"
    book.create_sheet("Notes", 0)["A1"] = "Call Bo"
    book.save(path)
    assert says(read(path)) == expected


def test_a_template_that_nobody_filled_in(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(form_xlsx(a_form()))
    with pytest.raises(CannotRead, match="Nothing is filled in on this form"):
        read(path)


def test_a_later_format_is_refused_by_name(tmp_path: Path) -> None:
    path = fill_xlsx(form_xlsx(a_form()), filled_in(3), tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(path)
    cell = book[IDENTITY_SHEET].cell(DEFINITION_ROW, 1)
    cell.value = str(cell.value).replace('"format":1', '"format":9', 1)
    book.save(path)
    with pytest.raises(CannotRead, match="made with a later version of this application"):
        read(path)


def test_a_workbook_that_only_looks_like_ours_is_anybodys(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["organisation", "amount_requested"])
    book.active.append(["Circle", 5])
    book.create_sheet(IDENTITY_SHEET)["A1"] = "something else"
    book.save(tmp_path / "a.xlsx")
    assert read(tmp_path / "a.xlsx").forms == ()


@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice on this machine")
@pytest.mark.parametrize("ending", ["xlsx", pytest.param("ods", marks=pytest.mark.proof)])
def test_a_copy_that_libreoffice_saved(tmp_path: Path, ending: str) -> None:
    (tmp_path / "in").mkdir()
    path = fill_xlsx(form_xlsx(a_form()), filled_in(5), tmp_path / "in" / "a.xlsx")
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'office').as_uri()}", "--headless",
               "--convert-to", ending, "--outdir", str(tmp_path), str(path)]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    # The reader of .ods loses tabs, as it does in anybody's workbook; there is nothing else that it loses.
    lost = "\t" if ending == "ods" else ""
    expected = {field: text.replace(lost, "") if lost and isinstance(text, str) else text
                for field, text in says(read(path)).items()}  # fmt: skip
    assert says(read(tmp_path / f"a.{ending}")) == expected


def test_a_long_answer_has_room_and_comes_back(tmp_path: Path) -> None:
    round_ = a_form_round(questions=(a_question(word_limit=900), *a_form_round().questions[1:]))
    template = form_xlsx(a_form(round_), large_print=True)
    sheet = opened(template)[FORM_SHEET]
    row = answers(sheet)["answer:need"].row
    box = next(
        box for box in sheet.merged_cells.ranges if box.min_row == row and box.min_col == ANSWER_COLUMN
    )
    height = sum(sheet.row_dimensions[one].height for one in range(box.min_row, box.max_row + 1))
    assert box.max_row > row and height > 1_000
    path = fill_xlsx(template, filled_in(3), tmp_path / "a.xlsx")
    assert says(read(path))["answer:need"] == filled_in(3).values["answer:need"]
