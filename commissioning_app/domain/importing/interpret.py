"""Turns a matched table into domain values, noting every value that was not taken as it stood."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from commissioning_app.domain.importing.amounts import read_amounts
from commissioning_app.domain.importing.collecting import Notes
from commissioning_app.domain.importing.days import read_days, read_moments
from commissioning_app.domain.importing.fields import (
    LABELS,
    NEEDED,
    FieldKind,
    ImportField,
    kind_of,
    question_of,
)
from commissioning_app.domain.importing.identifiers import read_identifiers
from commissioning_app.domain.importing.notes import CannotRead
from commissioning_app.domain.importing.references import unique_references
from commissioning_app.domain.importing.tables import Cell, ImportedTable, Matching, Table
from commissioning_app.domain.importing.texts import read_choices, read_months, read_texts
from commissioning_app.domain.money import pounds

ERROR_VALUES = frozenset(
    {"#REF!", "#DIV/0!", "#NAME?", "#VALUE!", "#N/A", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#GETTING_DATA"}
)
"""What a spreadsheet shows in a cell whose formula failed."""

UNSAVED_FORMULA = "formula"
"""The mark of a formula whose result the file does not hold."""

POUNDS = frozenset({"", "GBP", "£", "POUNDS", "POUND STERLING", "STERLING", "UK POUNDS"})

Values = dict[str, list[Any]]


def interpret(table: Table, matching: Matching) -> ImportedTable:
    """Read every matched column; raises CannotRead when a needed field has no column."""
    where = {match.field: i for i, match in enumerate(matching.columns) if match.field}
    refuse_missing_fields(matching)
    notes = Notes(table.sheet, list(table.rows))
    columns = {field: _cells(table, position, notes) for field, position in where.items()}
    values: Values = {}
    for field in sorted(columns, key=_reading_order):
        values[field] = _read(table, field, columns[field], table.headers[where[field]], notes, values)
    headers = {field: table.headers[position] for field, position in where.items()}
    _check_needed(values, headers, notes)
    _check_together(values, headers, notes)
    _check_currency(table, headers, notes)
    references = values.get(ImportField.REFERENCE, [""] * len(table.rows))
    reference_column = headers.get(ImportField.REFERENCE, "")
    values[ImportField.REFERENCE], made = unique_references(references, table.rows, reference_column, notes)
    return _good_rows(table, values, made, notes)


def refuse_missing_fields(matching: Matching) -> None:
    """Raise CannotRead when no column was matched to a field that every row needs."""
    matched = {match.field for match in matching.columns}
    missing = [field for field in NEEDED if field not in matched]
    if missing:
        names = " and ".join(LABELS[field].lower() for field in missing)
        example = missing[0].value
        raise CannotRead(
            f"No column was found for the {names}. Say which column it is, for example "
            f'--map "{_example_column(matching)}={example}".'
        )


def _example_column(matching: Matching) -> str:
    return next((match.column for match in matching.columns if not match.field), "Column name")


def _cells(table: Table, position: int, notes: Notes) -> Sequence[Cell]:
    """The cells of one column, with its error cells noted and blanked."""
    cells, header = table.columns[position], table.headers[position]
    marks = {index: mark for (index, column), mark in table.marks.items() if column == position}
    if not ERROR_VALUES.isdisjoint(cells):
        marks |= {index: str(cell) for index, cell in enumerate(cells) if cell in ERROR_VALUES}
    if not marks:
        return cells
    for index, mark in sorted(marks.items()):
        if mark == UNSAVED_FORMULA:
            sentence = (
                "The formula's result was never saved. Open the file in Excel or LibreOffice and save it."
            )
            notes.problem(index, header, "", sentence)
        else:
            notes.problem(index, header, mark, "The formula in this cell failed. Mend it, or type the value.")
    return ["" if index in marks else cell for index, cell in enumerate(cells)]


def _reading_order(field: str) -> bool:
    """The org-id first: it shows which zeros a charity number lost."""
    return field != ImportField.ORG_ID


def _read(
    table: Table, field: str, cells: Sequence[Cell], header: str, notes: Notes, values: Values
) -> list[Any]:
    kind = kind_of(field)
    if kind is FieldKind.IDENTIFIER:
        org_ids = values.get(ImportField.ORG_ID, []) if field == ImportField.CHARITY_NUMBER else []
        return read_identifiers(cells, field, header, notes, org_ids=org_ids)
    if kind is FieldKind.MONEY:
        above_zero = field == ImportField.AMOUNT_REQUESTED
        return read_amounts(cells, header, notes, is_text=table.is_text, above_zero=above_zero)
    if kind is FieldKind.DATE:
        is_end = field == ImportField.END_DATE
        uses_1904 = table.uses_1904_dates
        return read_days(cells, header, notes, is_text=table.is_text, uses_1904=uses_1904, is_end=is_end)
    if kind is FieldKind.INSTANT:
        return read_moments(cells, header, notes, is_text=table.is_text, uses_1904=table.uses_1904_dates)
    if kind is FieldKind.MONTHS:
        return read_months(cells, header, notes)
    if kind is FieldKind.CHOICE:
        return read_choices(cells, field, header, notes)
    return read_texts(cells, header, notes, is_answer=question_of(field) is not None)


def _check_needed(values: Values, headers: Mapping[str, str], notes: Notes) -> None:
    sentences = {
        ImportField.ORGANISATION: "The organisation's name is missing. Type it in this cell.",
        ImportField.AMOUNT_REQUESTED: "The amount asked for is missing. Type it in this cell.",
    }
    for field in NEEDED:
        column = headers[field]
        for index, value in enumerate(values[field]):
            if not value and (index, column) not in notes.bad_cells:
                notes.problem(index, column, "", sentences[field])


def _check_together(values: Values, headers: Mapping[str, str], notes: Notes) -> None:
    minimum, asked = values.get(ImportField.MINIMUM_AMOUNT), values[ImportField.AMOUNT_REQUESTED]
    if minimum:
        column = headers[ImportField.MINIMUM_AMOUNT]
        for index, (least, ask) in enumerate(zip(minimum, asked, strict=True)):
            if least is not None and ask is not None and least > ask:
                sentence = f"The minimum is more than the amount asked for, {pounds(ask)}. Mend one of them."
                notes.problem(index, column, pounds(least), sentence)
    starts, ends = values.get(ImportField.START_DATE), values.get(ImportField.END_DATE)
    if starts and ends:
        column = headers[ImportField.END_DATE]
        for index, (start, end) in enumerate(zip(starts, ends, strict=True)):
            if start is not None and end is not None and end < start:
                sentence = f"The end is before the start, {start.isoformat()}. Mend one of them."
                notes.problem(index, column, end, sentence)


def _check_currency(table: Table, headers: Mapping[str, str], notes: Notes) -> None:
    """A column named Currency is not imported, but money in another currency must not pass as pounds."""
    sentence = "The amounts of this row are not in pounds. Type what they are in pounds sterling."
    for header, cells in zip(table.headers, table.columns, strict=True):
        if header.strip().casefold() != "currency" or header in headers.values():
            continue
        foreign = {cell for cell in set(cells) if str(cell).strip().upper() not in POUNDS}
        for index, cell in enumerate(cells if foreign else ()):
            if cell in foreign:
                notes.problem(index, header, cell, sentence)


def _good_rows(table: Table, values: Values, made: frozenset[int], notes: Notes) -> ImportedTable:
    rows: Sequence[int] = table.rows
    if notes.bad:
        good = [index for index in range(len(rows)) if index not in notes.bad]
        values = {field: [column[index] for index in good] for field, column in values.items()}
        rows = [rows[index] for index in good]
    return ImportedTable(
        sheet=table.sheet,
        row_count=len(table.rows),
        rows=rows,
        values=values,
        made=made.intersection(rows),
        rejected=frozenset(table.rows[index] for index in notes.bad),
        problems=notes.problems,
        interpretations=notes.interpretations,
    )
