"""Tells what a file really is from its first bytes and its parts, whatever its name says."""

from __future__ import annotations

import zipfile
from enum import StrEnum
from pathlib import Path

from commissioning_app.domain.application_forms.apart import APART_EXPORT_ENDING, APART_EXPORT_MARK
from commissioning_app.domain.application_forms.identity import EXPORT_ENDING, EXPORT_MARK, FORM_PAGE_MARK
from commissioning_app.spreadsheets.limits import MEGABYTE, Limits

SAVE_AS = "Open it in Excel or LibreOffice and save it as .xlsx or .csv."
DAMAGED = f"The file is damaged or is not a workbook. {SAVE_AS}"
LOCKED = "The workbook is protected with a password. Open it, take the password away, save it, and try again."

UNSAVED_FORMULA = "formula"
"""The mark of a formula whose result the file does not hold (the domain's word for it)."""

FORM_ITSELF = (
    "This is the form itself, not the file that it saves. Ask the sender to open it, to press "
    "“Save my application” at its end, and to send the file that it saves."
)
NOT_OUR_JSON = "This file was not saved by our form. Ask the sender for the file that the form saved."

TEXT_ENDINGS = frozenset({".csv", ".tsv", ".tab", ".txt"})


class Refused(Exception):
    """The file is not read; the message is the sentence to show."""


class Kind(StrEnum):
    """The kinds of file that are read."""

    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    TEXT = "text"
    PDF = "pdf"
    EXPORT = "export"


def kind_of_file(path: Path, limits: Limits) -> Kind:
    """What the file is; raises Refused for everything that can't be read."""
    size = path.stat().st_size
    if size == 0:
        raise Refused("The file is empty. Ask the sender for it again.")
    if size > limits.file_mb * MEGABYTE:
        raise Refused(f"The file has {size // MEGABYTE} MB; up to {limits.file_mb} MB can be read.")
    with path.open("rb") as stream:
        start = stream.read(4096)
    if start.startswith(b"PK"):
        return _kind_of_zip(path, limits)
    if start.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return Kind.XLS
    lowered = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if lowered.startswith(b"%pdf"):
        return Kind.PDF
    if lowered.startswith((b"<!doctype html", b"<html", b"<table", b"<?xml")):
        if FORM_PAGE_MARK.encode() in lowered:
            raise Refused(FORM_ITSELF)
        raise Refused(f"This is a web page or XML under a workbook's name. {SAVE_AS}")
    marks = (EXPORT_MARK.encode(), APART_EXPORT_MARK.encode())
    endings = (EXPORT_ENDING, APART_EXPORT_ENDING)
    if any(mark in lowered for mark in marks) or path.name.lower().endswith(endings):
        return Kind.EXPORT
    if path.suffix.lower() == ".json":
        raise Refused(NOT_OUR_JSON)
    if path.suffix.lower() not in TEXT_ENDINGS:
        raise Refused(DAMAGED)
    return Kind.TEXT


def _kind_of_zip(path: Path, limits: Limits) -> Kind:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            mimetype = archive.read("mimetype")[:200] if "mimetype" in names else b""
            manifest = archive.read("META-INF/manifest.xml") if b"opendocument" in mimetype else b""
    except (
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        EOFError,
        NotImplementedError,
        RuntimeError,
        OSError,
    ) as error:
        raise Refused(DAMAGED) from error
    unpacked = sum(part.file_size for part in parts)
    if unpacked > limits.unpacked_mb * MEGABYTE:
        raise Refused(
            f"Unpacked, the file would take {unpacked // MEGABYTE:,} MB; up to {limits.unpacked_mb:,} MB "
            "is read. Copy the EOIs alone into a new workbook and save that."
        )
    if b"opendocument.spreadsheet" in mimetype:
        if b"encryption-data" in manifest:
            raise Refused(LOCKED)
        return Kind.ODS
    if any(name.startswith("xl/") and name.endswith(".xml") for name in names):
        return Kind.XLSX
    if any(name.startswith("word/") for name in names) or b"opendocument.text" in mimetype:
        raise Refused(
            "This is a text document, not a workbook. Ask the sender for a workbook, or type the EOI in."
        )
    if any(name.startswith("ppt/") for name in names) or b"opendocument.presentation" in mimetype:
        raise Refused("This is a slide show, not a workbook. Ask the sender for a workbook.")
    if "xl/workbook.bin" in names:
        raise Refused(f"This is a binary workbook (.xlsb). {SAVE_AS}")
    raise Refused(DAMAGED)
