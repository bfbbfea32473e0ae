"""Reads .csv and its relatives: finds the encoding and what divides the columns."""

from __future__ import annotations

import csv
import io
from collections import Counter
from itertools import islice
from pathlib import Path

from commissioning_app.spreadsheets.kinds import Refused
from commissioning_app.spreadsheets.limits import Limits

DIVIDERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
LONGEST_CELL = 200_000
LOOKED_AT = 50


def read_text(path: Path, limits: Limits) -> tuple[list[list[str]], str]:
    """The rows of a text file, all of one length, and a description of how it was read."""
    text, encoding = decode(path.read_bytes())
    if "\0" in text:
        raise Refused(
            "The file is not text, though its name says so. Save it as .xlsx or .csv and try again."
        )
    divider, text = _divider(text)
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=divider)
    rows: list[list[str]] = []
    width = 0
    try:
        for row in reader:
            rows.append(row)
            width = max(width, len(row))
            if len(rows) > limits.rows or width > limits.columns or len(rows) * width > limits.cells:
                raise Refused(
                    f"The file has more than {limits.rows:,} rows or {limits.columns:,} columns, or too many "
                    "cells. Send the EOIs in several files."
                )
    except csv.Error as error:
        raise Refused(
            f"Line {reader.line_num} can't be read: a quotation mark may be missing there."
        ) from error
    for row in rows:
        if len(row) < width:
            row.extend([""] * (width - len(row)))
    return rows, f"{encoding}, columns divided by {DIVIDERS[divider]}"


def decode(data: bytes) -> tuple[str, str]:
    """The text of a file and the name of its encoding."""
    if data.startswith(b"\xef\xbb\xbf"):
        return _decoded(data[3:], "utf-8"), "UTF-8"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decoded(data, "utf-16"), "UTF-16"
    start = data[:1000]
    if start.count(0) > len(start) // 4:
        little = start[1::2].count(0) > start[0::2].count(0)
        return _decoded(data, "utf-16-le" if little else "utf-16-be"), "UTF-16"
    try:
        return data.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        return _decoded(data, "cp1252"), "Windows-1252"


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Refused("The file's letters can't be read. Save it as “CSV UTF-8” and try again.") from error


def _divider(text: str) -> tuple[str, str]:
    """What divides the columns, and the text without Excel's ``sep=`` line."""
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5 and first.strip()[4] in DIVIDERS:
        return first.strip()[4], rest
    best, best_score = ",", (0, 0)
    for divider in DIVIDERS:
        try:
            sample = list(
                islice(csv.reader(io.StringIO(text[:200_000], newline=""), delimiter=divider), LOOKED_AT)
            )
        except csv.Error:
            continue
        widths = Counter(len(row) for row in sample if len(row) > 1)
        if widths:
            width, count = widths.most_common(1)[0]
            if (count, width) > best_score:
                best, best_score = divider, (count, width)
    return best, text
