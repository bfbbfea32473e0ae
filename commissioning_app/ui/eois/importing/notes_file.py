"""Problems and interpretations as a .csv file, for whoever mends the workbook."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from commissioning_app.services.whole_files import write_whole
from commissioning_app.translation import tr
from commissioning_app.ui.lib.table_model import Column, Row, show_value

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def ask_where_to_save(parent: QWidget, name: str) -> Path | None:
    """Where the person wants the file, or None."""
    chosen, _filter = QFileDialog.getSaveFileName(
        parent, tr("Save the list"), name, f"{tr('Text for spreadsheets')} (*.csv)"
    )
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix else path.with_suffix(".csv")


def csv_bytes(columns: Sequence[Column], rows: Iterable[Row]) -> bytes:
    """The rows with their titles; what a spreadsheet would run as a formula is marked as text."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([column.title for column in columns])
    for row in rows:
        writer.writerow([_harmless(show_value(*pair)) for pair in zip(columns, row, strict=True)])
    return text.getvalue().encode("utf-8-sig")


def save_rows(path: Path, columns: Sequence[Column], rows: Iterable[Row]) -> None:
    """Write the file wholly or not at all; raises CannotWrite."""
    write_whole({path: csv_bytes(columns, rows)})


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
