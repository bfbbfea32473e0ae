"""Fills forms in as people's programs do."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import openpyxl

from commissioning_app.spreadsheets.form_sheets import ANSWER_COLUMN, FORM_SHEET, KEY_COLUMN
from tests.forms import FilledIn

CHOICE_WORDS = {
    "core": "Core funding",
    "project": "Project funding",
    "full": "Yes",
    "no_location": "Yes, but not where we are",
    "withheld": "No, please talk to us first",
}


def cells_of(filled: FilledIn) -> dict[str, Any]:
    """What stands in each answer cell of the workbook, by its key."""
    cells: dict[str, Any] = {
        name: CHOICE_WORDS.get(text, text) if name in ("funding_kind", "publication") else text
        for name, text in filled.values.items()
    }
    cells |= {name: pence / 100 for name, pence in filled.amounts.items()}
    cells |= filled.days
    cells |= {f"answer:who#{number}": "Yes" for number in filled.ticked}
    cells["answer:who#other"] = filled.other
    if cells["answer:people"]:
        cells["answer:people"] = int(cells["answer:people"])
    return cells


def fill_xlsx(template: bytes, filled: FilledIn, path: Path) -> Path:
    """A filled copy of a workbook form."""
    book = openpyxl.load_workbook(io.BytesIO(template), rich_text=True)
    sheet = book[FORM_SHEET]
    cells = cells_of(filled)
    for row in sheet.iter_rows(min_col=KEY_COLUMN, max_col=ANSWER_COLUMN):
        value = cells.pop(row[0].value, "")
        if value != "":
            answer = row[ANSWER_COLUMN - KEY_COLUMN]
            assert not answer.protection.locked
            answer.value = value
            if isinstance(value, str):
                answer.data_type = "s"
    assert {key: value for key, value in cells.items() if value} == {}
    book.save(path)
    return path
