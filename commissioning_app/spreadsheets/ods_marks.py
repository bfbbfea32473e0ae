"""Finds cells with errors in .ods, which calamine leaves blank."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any
from xml.parsers import expat

from commissioning_app.spreadsheets.kinds import DAMAGED, Refused

Marks = dict[tuple[int, int], str]

CHUNK = 1024 * 1024
MOST_MARKS = 100_000
_SIGN = b'value-type="error"'


def scan_workbook(path: Path) -> dict[str, Marks]:
    """The marks of each sheet by its name."""
    try:
        with zipfile.ZipFile(path) as archive:
            return _walk(archive) if _has_errors(archive) else {}
    except (
        zipfile.BadZipFile,
        KeyError,
        EOFError,
        OSError,
        expat.ExpatError,
        RuntimeError,
        ValueError,
    ) as error:
        raise Refused(DAMAGED) from error


def _has_errors(archive: zipfile.ZipFile) -> bool:
    before = b""
    with archive.open("content.xml") as stream:
        while block := stream.read(CHUNK):
            if _SIGN in before + block:
                return True
            before = block[-len(_SIGN) :]
    return False


def _walk(archive: zipfile.ZipFile) -> dict[str, Marks]:
    walker = _Walker()
    parser = expat.ParserCreate()
    parser.StartElementHandler = walker.start
    parser.EndElementHandler = walker.end
    parser.CharacterDataHandler = walker.text
    parser.StartDoctypeDeclHandler = walker.doctype
    with archive.open("content.xml") as stream:
        while block := stream.read(CHUNK):
            parser.Parse(block, False)
    return walker.sheets


class _Walker:
    """Follows rows and cells, repeated ones included, and keeps the shown text of error cells."""

    def __init__(self) -> None:
        self.sheets: dict[str, Marks] = {}
        self.marks: Marks = {}
        self.row = self.column = 0
        self.rows = self.columns = 1
        self.shown: str | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """A table, a row or a cell begins."""
        if name == "table:table":
            self.marks = self.sheets.setdefault(attributes.get("table:name", ""), {})
            self.row = 0
        elif name == "table:table-row":
            self.column = 0
            self.rows = int(attributes.get("table:number-rows-repeated", "1"))
        elif name in ("table:table-cell", "table:covered-table-cell"):
            self.columns = int(attributes.get("table:number-columns-repeated", "1"))
            self.shown = "" if attributes.get("calcext:value-type") == "error" else None

    def text(self, text: str) -> None:
        """Words inside a cell."""
        if self.shown is not None:
            self.shown += text

    def end(self, name: str) -> None:
        """A row or a cell ends."""
        if name in ("table:table-cell", "table:covered-table-cell"):
            if self.shown is not None and len(self.marks) < MOST_MARKS:
                for column in range(self.column, self.column + min(self.columns, 100)):
                    self.marks[self.row, column] = self.shown.strip() or "#VALUE!"
            self.shown = None
            self.column += self.columns
        elif name == "table:table-row":
            self.row += self.rows

    def doctype(self, *_: Any) -> None:
        """A spreadsheet has no document type: this one wants something of its own."""
        raise Refused(DAMAGED)
