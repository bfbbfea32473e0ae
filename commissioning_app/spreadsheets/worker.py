"""Reads one stranger's file in a process of its own, and writes what it holds as JSON.

Started by the reader, never imported by it: a file that makes the parser run wild takes this process down and
nothing else. Formulas are never run; the results that the file itself saved are read.
"""

from __future__ import annotations

import gc
import hashlib
import io
import json
import os
import sys
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from commissioning_app.spreadsheets.form_sheets import IDENTITY_SHEET
from commissioning_app.spreadsheets.kinds import DAMAGED, LOCKED, Kind, Refused, kind_of_file
from commissioning_app.spreadsheets.limits import Limits, hold_to

TOO_BIG = (
    "Reading this workbook takes too much memory. It may have values far away from the table. "
    "Copy the EOIs alone into a new workbook and save that."
)
HEADING_ROWS = 60
"""Only merged cells that begin in these rows matter: they make headings."""


def main() -> None:
    """Read what the one argument asks for (a path and limits, as JSON) and answer on standard output."""
    request = json.loads(sys.argv[1])
    limits = Limits(**request["limits"])
    hold_to(limits.memory_mb, limits.seconds)
    gc.disable()  # one answer, then the process ends: looking for garbage only takes time
    sys.stdout.buffer.write(answer_to(Path(request["path"]), limits))
    sys.stdout.buffer.flush()
    os._exit(0)  # nothing is left to tidy, and taking a large heap apart takes time


def answer_to(path: Path, limits: Limits) -> bytes:
    """What the file holds, or the sentence that it is refused with, as JSON."""
    try:
        return json.dumps(read_file(path, limits), separators=(",", ":")).encode()
    except Refused as refusal:
        return json.dumps({"refused": str(refusal)}).encode()
    except (MemoryError, ImportError):  # an import fails where no memory is left for it
        return json.dumps({"refused": TOO_BIG}).encode()
    except BaseException as fault:  # a panic in the Rust parser is no Exception
        return json.dumps({"refused": DAMAGED, "fault": repr(fault)[:500]}).encode()


def read_file(path: Path, limits: Limits) -> dict[str, Any]:
    """What the file holds, in JSON values: sheets with columns, marks and merged cells."""
    kind = kind_of_file(path, limits)
    answer: dict[str, Any] = {"sha256": _sha256(path), "is_text": kind is Kind.TEXT}
    if kind is Kind.PDF:
        from commissioning_app.spreadsheets.form_pdf_reading import read_pdf_form

        return answer | read_pdf_form(path)
    if kind is Kind.EXPORT:
        return answer | _read_export(path)
    if kind is Kind.TEXT:
        from commissioning_app.spreadsheets.text_files import read_text

        rows, described = read_text(path, limits)
        sheet = {"name": path.stem, "columns": _columns(rows), "dated": {}}
        return answer | {"described": described, "sheets": [sheet]}
    read = _read_workbook(path, kind, limits)
    if any(sheet["name"] == IDENTITY_SHEET for sheet in read["sheets"]):
        from commissioning_app.spreadsheets.form_xlsx_reading import as_form

        return answer | (as_form(read["sheets"]) or read)
    return answer | read


def _read_export(path: Path) -> dict[str, Any]:
    """What the web form saved."""
    from commissioning_app.domain.application_forms.export import read_export
    from commissioning_app.domain.application_forms.filled import NotAForm
    from commissioning_app.spreadsheets.form_answer import form_answer
    from commissioning_app.spreadsheets.form_apart import apart_answer
    from commissioning_app.spreadsheets.text_files import decode

    try:
        copy, values = read_export(decode(path.read_bytes())[0])
        if copy.sheet:
            return {"sheets": [], "apart": apart_answer(copy, values)}
        return form_answer(copy, values)
    except NotAForm as error:
        raise Refused(str(error)) from error


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _read_workbook(path: Path, kind: Kind, limits: Limits) -> dict[str, Any]:
    import python_calamine as calamine

    marks: Mapping[Any, Mapping[tuple[int, int], str]] = {}
    refusals: dict[str, str] = {}
    uses_1904 = False
    if kind is Kind.XLSX:
        from commissioning_app.spreadsheets import xlsx_marks

        marks, refusals, uses_1904 = xlsx_marks.scan_workbook(path, limits)
    elif kind is Kind.XLS:
        from commissioning_app.spreadsheets import xls_marks

        by_order, uses_1904 = xls_marks.scan_workbook(path)
        marks = dict(enumerate(by_order))
    else:
        from commissioning_app.spreadsheets import ods_marks

        marks = ods_marks.scan_workbook(path)
    try:
        if path.suffix.lower() == f".{kind}":  # calamine trusts the name; it says better then what is wrong
            workbook = calamine.CalamineWorkbook.from_path(path)
        else:
            workbook = calamine.CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
    except calamine.PasswordError as error:
        raise Refused(LOCKED) from error
    except (calamine.CalamineError, ValueError, OSError) as error:
        raise Refused(_why_unreadable(error)) from error
    sheets = []
    for order, about in enumerate(workbook.sheets_metadata):
        if about.typ is not calamine.SheetTypeEnum.WorkSheet:
            continue
        name = about.name
        sheet: dict[str, Any] = {
            "name": name,
            "visible": about.visible is calamine.SheetVisibleEnum.Visible,
        }
        if name in refusals:
            sheet["refused"] = refusals[name]
        else:
            sheet |= _read_sheet(workbook, name, limits)
            key: Any = order if kind is Kind.XLS else name
            found = marks.get(key, {})
            sheet["marks"] = [(row, column, mark) for (row, column), mark in found.items()]
        sheets.append(sheet)
    return {"uses_1904_dates": uses_1904, "sheets": sheets}


def _read_sheet(workbook: Any, name: str, limits: Limits) -> dict[str, Any]:
    import python_calamine as calamine

    try:
        sheet = workbook.get_sheet_by_name(name)
    except (calamine.CalamineError, ValueError, OSError) as error:
        raise Refused(_why_unreadable(error)) from error
    if sheet.end is None:
        return {"columns": [], "dated": {}}
    height, width = sheet.end[0] + 1, sheet.end[1] + 1
    if height > limits.rows or width > limits.columns or height * width > limits.cells:
        return {
            "refused": f"The sheet “{name}” is {height:,} rows by {width:,} columns; up to {limits.rows:,} "
            f"by {limits.columns:,} and {limits.cells:,} cells are read. Copy the EOIs alone into a new "
            "workbook and save that."
        }
    columns = _columns(sheet.to_python(skip_empty_area=False))
    merged = [(*a, *b) for a, b in sheet.merged_cell_ranges or () if a[0] < HEADING_ROWS]
    dated = {index: how for index, column in enumerate(columns) if (how := _write_dates(column))}
    return {"columns": columns, "dated": dated, "merged": merged}


def _why_unreadable(error: Exception) -> str:
    return TOO_BIG if "limit exceeded" in str(error).lower() else DAMAGED


def _columns(rows: list[list[Any]]) -> list[list[Any]]:
    return [list(column) for column in zip(*rows, strict=True)]


def _write_dates(column: list[Any]) -> str:
    """Turn days and times into ISO text, in place; says how the reader finds them again.

    ``all``: every text that is not empty is one. ``some``: those in lists of one. Nothing: there are none.
    """
    kinds = set(map(type, column))
    if kinds <= {str, float, int, bool}:
        return ""
    if kinds <= {date, datetime, str} and not any(value and type(value) is str for value in column):
        column[:] = [value and value.isoformat() for value in column]
        return "all"
    for index, value in enumerate(column):
        if isinstance(value, datetime | date | time):
            column[index] = [value.isoformat()]
        elif isinstance(value, timedelta):
            column[index] = str(value)
    return "some"


if __name__ == "__main__":
    main()
