"""Finds the table in a sheet: its header row, also under titles and merged headings, and the rows below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import compress

from commissioning_app.domain.forms import Question
from commissioning_app.domain.importing import CannotRead, Cell, Sheet, Table, Workbook, known_fields
from commissioning_app.domain.importing.notes import quoted
from commissioning_app.spreadsheets.synonyms import OTHER_THINGS, names_of_fields, normal

LOOKED_AT = 40
"""A header row is looked for in so many rows from the top."""

LONGEST_HEADER = 300


def find_table(
    workbook: Workbook,
    *,
    sheet: str | None = None,
    header_row: int | None = None,
    questions: Sequence[Question] = (),
    also_known: Sequence[str] = (),
) -> Table:
    """The table on the named sheet, or on the sheet whose headers are known best; raises CannotRead."""
    is_known = _known_names(questions, also_known)
    chosen = _named(workbook, sheet) if sheet is not None else _likeliest(workbook, is_known)
    if chosen.refused:
        raise CannotRead(f"{workbook.name} can't be read. {chosen.refused}")
    if not _has_cells(chosen):
        raise CannotRead(f"The sheet “{chosen.name}” in {workbook.name} has nothing in it.")
    row = header_row - 1 if header_row is not None else 0
    if header_row is None and not chosen.fields:
        row = find_header_row(chosen, is_known)[0]
    if not 0 <= row < chosen.height:
        raise CannotRead(f"The sheet “{chosen.name}” has {chosen.height} rows: there is no row {row + 1}.")
    table = _table_under(workbook, chosen, row)
    if not table.rows:
        raise CannotRead(f"The sheet “{chosen.name}” in {workbook.name} has no rows under its headers.")
    return table


def _known_names(questions: Sequence[Question], also_known: Sequence[str]) -> Callable[[str], bool]:
    names = {normal(name) for name in (*also_known, *known_fields(questions))}
    names |= {normal(question.text) for question in questions}
    names |= names_of_fields().keys() | OTHER_THINGS
    return lambda text: normal(text) in names


def _named(workbook: Workbook, name: str) -> Sheet:
    for sheet in workbook.sheets:
        if sheet.name.casefold() == name.strip().casefold():
            return sheet
    names = ", ".join(f"“{sheet.name}”" for sheet in workbook.sheets)
    raise CannotRead(f"{workbook.name} has no sheet “{name}”. It has {names}.")


def _likeliest(workbook: Workbook, is_known: Callable[[str], bool]) -> Sheet:
    """The visible sheet with the most headers that are known; the first one with cells when none are."""
    sheets = [sheet for sheet in workbook.sheets if sheet.visible and (_has_cells(sheet) or sheet.refused)]
    if not sheets:
        raise CannotRead(f"{workbook.name} has nothing in it. Ask the sender for it again.")
    return max(sheets, key=lambda sheet: find_header_row(sheet, is_known)[1])


def _has_cells(sheet: Sheet) -> bool:
    return any(cell != "" for column in sheet.columns for cell in column)


def find_header_row(sheet: Sheet, is_known: Callable[[str], bool]) -> tuple[int, int]:
    """The index of the likeliest header row, and how many of its headers are known."""
    best, best_score, best_known = 0, (-1, -1), 0
    for row in range(min(LOOKED_AT, sheet.height)):
        headers, parents = _headings(sheet, row)
        texts = [text for text in headers if text]
        under = {f"{parent} {text}" for parent, text in zip(parents, headers, strict=True) if parent}
        known = sum(map(is_known, {*texts, *under}))
        words = len(set(texts)) if known or all(_is_wordy(column[row]) for column in sheet.columns) else 0
        score = (known if known > 1 else 0, words if words > 1 else 0)
        if score > best_score:
            best, best_score, best_known = row, score, known
    if best_score <= (0, 0):
        best = next((row for row in range(sheet.height) if any(c[row] != "" for c in sheet.columns)), 0)
    return best, best_known


def _is_wordy(cell: Cell) -> bool:
    return isinstance(cell, str)


def _as_header(cell: Cell) -> str:
    return " ".join(quoted(cell).split())[:LONGEST_HEADER]


def _table_under(workbook: Workbook, sheet: Sheet, row: int) -> Table:
    columns = sheet.columns
    headers, parents = _headings(sheet, row)
    below = [column[row + 1 :] for column in columns]
    kept = [bool(headers[i]) or any(c != "" for c in below[i]) for i in range(len(columns))]
    filled = _filled_rows(below, sheet, row + 1)
    rows = list(compress(range(row + 2, sheet.height + 1), filled))
    new_index = {number - 1: index for index, number in enumerate(rows)}
    new_column = {old: new for new, old in enumerate(i for i, keep in enumerate(kept) if keep)}
    marks = {
        (new_index[r], new_column[c]): mark
        for (r, c), mark in sheet.marks.items()
        if r in new_index and c in new_column
    }
    complete = len(rows) == sheet.height - row - 1
    return Table(
        sheet=sheet.name,
        header_row=row + 1,
        headers=tuple(_all_different(headers, kept)),
        parents=tuple(compress(parents, kept)),
        columns=tuple(b if complete else list(compress(b, filled)) for b in compress(below, kept)),
        rows=rows,
        marks=marks,
        is_text=workbook.is_text,
        uses_1904_dates=workbook.uses_1904_dates,
        fields=tuple(compress(sheet.fields, kept)) if row == 0 else (),
    )


def _filled_rows(columns: Sequence[Sequence[Cell]], sheet: Sheet, first: int) -> list[bool]:
    """Which rows hold anything but blanks; a marked cell counts."""
    count = sheet.height - first
    filled = [False] * count
    waiting: list[int] = list(range(count))
    for column in columns:
        still = []
        for index in waiting:
            cell = column[index]
            if cell == "" or (type(cell) is str and not cell.strip()):
                still.append(index)
            else:
                filled[index] = True
        waiting = still
        if not waiting:
            break
    for marked_row, _ in sheet.marks:
        if marked_row >= first:
            filled[marked_row - first] = True
    return filled


def _headings(sheet: Sheet, row: int) -> tuple[list[str], list[str]]:
    """Each column's header, taken from a merged cell where it is one, and the merged heading above it."""
    headers = [_as_header(column[row]) for column in sheet.columns]
    parents = [""] * len(headers)
    width = len(headers)
    for top, left, bottom, right in sheet.merged:
        if left >= width or top >= sheet.height:
            continue
        text = _as_header(sheet.columns[left][top])
        span = range(left, min(right, width - 1) + 1)
        if top < row <= bottom:  # a header that reaches down over several rows
            for column in span:
                headers[column] = headers[column] or text
        elif bottom == row - 1 and 0 < right - left < width - 1:  # a heading over some of the columns
            for column in span:
                parents[column] = text
    return headers, parents


def _all_different(headers: Sequence[str], kept: Sequence[bool]) -> list[str]:
    """The kept headers; blank ones named by their letter, repeated ones numbered."""
    names: list[str] = []
    seen: set[str] = set()
    for index, header in enumerate(headers):
        if kept[index]:
            base = name = header or f"Column {column_letter(index)}"
            number = 2
            while name.casefold() in seen:
                name, number = f"{base} ({number})", number + 1
            seen.add(name.casefold())
            names.append(name)
    return names


def column_letter(index: int) -> str:
    """The letter of a column counted from 0, as spreadsheets show it."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
