"""Rows to the clipboard as cells that Excel, Calc and letters take."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from commissioning_app.domain.money import pounds_exact
from commissioning_app.ui.lib.table_model import Column, Row, show_value

# A cell that starts like this would be run as a formula when pasted (OWASP, CSV injection).
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def cells_text(columns: Sequence[Column], rows: Iterable[Row], *, header: bool) -> str:
    """Tab-separated cells, one line a row; money and numbers stay numbers, dates are 2026-12-04.

    Text that a spreadsheet would take for a formula gets an apostrophe in front of it, which Excel and Calc
    read as "this is text" and which does no harm elsewhere.
    """
    lines = []
    if header:
        lines.append("\t".join(_quoted(column.title) for column in columns))
    lines.extend("\t".join(map(cell_text, columns, row)) for row in rows)
    return "\n".join(lines)


def cell_text(column: Column, value: Any) -> str:
    """One cell as text for the clipboard."""
    if value is None:
        return ""
    if column.kind == "money":
        return pounds_exact(value)
    if column.kind in ("int", "number"):
        return str(value)
    if column.kind == "date" and isinstance(value, date):
        return value.isoformat()
    text = show_value(column, value)
    if text.startswith(_FORMULA_STARTS):
        text = "'" + text
    return _quoted(text)


def _quoted(text: str) -> str:
    """Quote a cell that holds a tab, a line end or a quote, as spreadsheets do."""
    if any(mark in text for mark in ("\t", "\n", "\r", '"')):
        return '"' + text.replace('"', '""') + '"'
    return text
