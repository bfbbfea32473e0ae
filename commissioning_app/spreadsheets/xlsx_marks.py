"""Finds what calamine leaves blank in .xlsx: cells with errors, and formulas without a saved result."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from posixpath import join, normpath
from xml.etree import ElementTree

from commissioning_app.spreadsheets.kinds import DAMAGED, UNSAVED_FORMULA, Refused
from commissioning_app.spreadsheets.limits import Limits

Marks = dict[tuple[int, int], str]

CHUNK = 4 * 1024 * 1024
MOST_MARKS = 100_000
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_RELATIONS = (_RELATION, "{http://purl.oclc.org/ooxml/officeDocument/relationships}id")
_PLACE = re.compile(rb"\br=[\"']([A-Z]{1,3})(\d{1,7})[\"']")
_VALUE = re.compile(rb"<(?:\w+:)?(?:v|t)(?:\s[^>]*)?>([^<]*)</")
_ERROR = re.compile(rb"\bt=[\"']e[\"']")
_CELL = re.compile(rb"<(?:\w+:)?c\s")
_INTERESTING = re.compile(rb"\bt=[\"']e[\"']|<(?:\w+:)?f[\s>/]")


def scan_workbook(path: Path, limits: Limits) -> tuple[dict[str, Marks], dict[str, str], bool]:
    """Marks by sheet, refusals by sheet (too many rows), and whether days count from 1904."""
    marks: dict[str, Marks] = {}
    refusals: dict[str, str] = {}
    with zipfile.ZipFile(path) as archive:
        parts, uses_1904 = _sheet_parts(archive)
        for sheet, part in parts.items():
            marks[sheet], last = _scan_sheet(archive, part)
            if last[0] >= limits.rows:
                refusals[sheet] = (
                    f"There is a value in row {last[0] + 1:,}; up to {limits.rows:,} rows are read. "
                    "Delete the rows far below the EOIs, or copy the EOIs into a new workbook."
                )
    return marks, refusals, uses_1904


def _sheet_parts(archive: zipfile.ZipFile) -> tuple[dict[str, str], bool]:
    """The part of the file that holds each sheet, by the sheet's name."""
    names = set(archive.namelist())
    if "xl/workbook.xml" not in names:
        return {}, False
    root = _xml(archive.read("xl/workbook.xml"))
    targets: dict[str, str] = {}
    if "xl/_rels/workbook.xml.rels" in names:
        for relation in _xml(archive.read("xl/_rels/workbook.xml.rels")):
            target = relation.get("Target", "")
            targets[relation.get("Id", "")] = normpath(join("xl", target)).lstrip("/")
    sheets: dict[str, str] = {}
    uses_1904 = False
    for element in root.iter():
        tag = element.tag.rpartition("}")[2]
        if tag == "workbookPr":
            uses_1904 = element.get("date1904", "0") in ("1", "true")
        elif tag == "sheet":
            key = next(filter(None, map(element.get, _RELATIONS)), "")
            if targets.get(key) in names:
                sheets[element.get("name", "")] = targets[key]
    return sheets, uses_1904


def _xml(text: bytes) -> ElementTree.Element:
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        raise Refused(DAMAGED)
    try:
        return ElementTree.fromstring(text)
    except ElementTree.ParseError as error:
        raise Refused(DAMAGED) from error


def _scan_sheet(archive: zipfile.ZipFile, part: str) -> tuple[Marks, tuple[int, int]]:
    """The marks of one sheet, and where its last value is."""
    marks: Marks = {}
    last = (0, 0)
    signs: tuple[bytes, ...] = ()
    for chunk in _whole_cells(archive, part):
        signs = signs or _signs(chunk)
        value = chunk.rfind(b"<v>")
        if b"</t>" in chunk:
            value = max(value, chunk.rfind(b"</t>", max(value, 0)))
        if value >= 0:
            place = _place(chunk, chunk.rfind(b"<c ", 0, value), value)
            last = max(last, place or last)
        if any(sign in chunk for sign in signs):  # a plain search is far faster than the expression
            for match in _INTERESTING.finditer(chunk):
                if len(marks) < MOST_MARKS:
                    _mark(chunk, match.start(), marks)
    return marks, last


def _signs(chunk: bytes) -> tuple[bytes, ...]:
    """What shows that a piece may hold a formula or an error, in the way that this file is written."""
    start = chunk[:65536]
    error = b"t='e'" if b"r='" in start else b't="e"'
    return (error, b"<f") if b"<row" in start else (error, b":f>", b":f ")


def _whole_cells(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """The part in pieces that end behind a whole row."""
    rest = b""
    try:
        with archive.open(part) as stream:
            while block := stream.read(CHUNK):
                block = rest + block
                cut = block.rfind(b"</row>") + 6
                if cut < 6:
                    cut = len(block) if len(block) > 4 * CHUNK else 0
                rest = block[cut:]
                yield block[:cut]
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise Refused(DAMAGED) from error
    yield rest


def _mark(chunk: bytes, at: int, marks: Marks) -> None:
    """Mark the cell around a formula or an error, unless the find was inside a text."""
    start = max(chunk.rfind(b"<c ", 0, at + 3), chunk.rfind(b":c ", 0, at + 3))
    tag_end = chunk.find(b">", start)
    end = chunk.find(b"</c>", tag_end)
    end = end if end >= 0 else chunk.find(b":c>", tag_end)
    place = _place(chunk, start, tag_end)
    if start < 0 or tag_end < 0 or end < 0 or place is None:
        return
    value = _VALUE.search(chunk, tag_end, end)
    if _ERROR.search(chunk, start, tag_end):
        marks[place] = value[1].decode("ascii", "replace") if value else "#VALUE!"
    elif at > tag_end and value is None and b't="str"' not in chunk[start:tag_end]:
        marks[place] = UNSAVED_FORMULA


def _place(chunk: bytes, start: int, end: int) -> tuple[int, int] | None:
    match = _PLACE.search(chunk, start, end) if start >= 0 else None
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + letter - 64
    return int(match[2]) - 1, column - 1
