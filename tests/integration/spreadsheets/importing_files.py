"""Makes the files that people send, and those that nobody should: for tests of the reader."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl

HEADERS = ("Organisation", "Amount requested")
ROOT = Path(__file__).resolve().parents[3]


def write_xlsx(
    path: Path, rows: Sequence[Sequence[Any]], *, change: Callable[[Any], None] | None = None
) -> Path:
    """A workbook with one sheet "EOIs"; ``change`` gets the workbook before it is saved."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "EOIs"
    for row in rows:
        sheet.append(list(row))
    if change is not None:
        change(book)
    book.save(path)
    return path


def rewrite_part(path: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    """The same workbook with one part of its archive changed."""
    content = io.BytesIO(path.read_bytes())
    with zipfile.ZipFile(content) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            data = old.read(info)
            new.writestr(info, change(data) if info.filename == part else data)
    return path


def write_million_rows(path: Path, rows: int = 1_048_576, columns: int = 10) -> Path:
    """One EOI and then a million rows of empty cells that have a format."""
    write_xlsx(path, [HEADERS, ("Sample Circle", 100)])
    letters = [chr(65 + number) for number in range(columns)]

    def fill(xml: bytes) -> bytes:
        head, tail = xml.split(b"</sheetData>")
        cells = "".join(f'<c r="{letter}%d" s="1"/>' for letter in letters)
        row = f'<row r="%d" spans="1:{columns}">{cells}</row>'
        body = "".join(row % ((number,) * (columns + 1)) for number in range(3, rows + 1))
        return head + body.encode() + b"</sheetData>" + tail

    return rewrite_part(path, "xl/worksheets/sheet1.xml", fill)


def write_encrypted(path: Path, password: str = "secret") -> Path:
    """A workbook that opens with a password only."""
    from msoffcrypto.format.ooxml import OOXMLFile

    plain = write_xlsx(path.with_name("plain.xlsx"), [HEADERS, ("Sample Circle", 100)])
    with plain.open("rb") as source, path.open("wb") as target:
        OOXMLFile(source).encrypt(password, target)
    return path


def write_zip(path: Path, parts: dict[str, bytes]) -> Path:
    """An archive with these parts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


@dataclass(frozen=True)
class Measured:
    """What reading a file in a fresh process took: its answer or refusal, seconds, and peak memory."""

    read: dict[str, Any]
    refused: str
    seconds: float
    worker_mb: int
    reader_mb: int


_MEASURE = """
import json, resource, sys, time
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from commissioning_app.domain.importing import CannotRead, interpret
from commissioning_app.spreadsheets.reader import SpreadsheetReader
reader, start, read, refused = SpreadsheetReader(), time.perf_counter(), {}, ""
try:
    workbook = reader.read(Path(sys.argv[2]))
    table = reader.find_table(workbook)
    imported = interpret(table, reader.match_columns(table))
    read = {"rows": imported.row_count, "good": len(imported.rows)}
    read["requested_pence"] = imported.requested_pence
except CannotRead as error:
    refused = str(error)
seconds = time.perf_counter() - start
unit = 1024 * 1024 if sys.platform == "darwin" else 1024
peak = lambda who: resource.getrusage(who).ru_maxrss // unit
own, status = peak(resource.RUSAGE_SELF), Path("/proc/self/status")
if status.exists():  # what getrusage says of this process began with the memory of the one that started it
    own = next(int(line.split()[1]) for line in status.read_text().splitlines() if "VmHWM" in line) // 1024
print(json.dumps({"read": read, "refused": refused, "seconds": seconds,
    "worker_mb": peak(resource.RUSAGE_CHILDREN), "reader_mb": own}))
"""


def measure(path: Path) -> Measured:
    """Read a file as an import does, in a process of its own, and measure that."""
    done = subprocess.run(
        [sys.executable, "-c", _MEASURE, str(ROOT), str(path)], capture_output=True, text=True, check=True
    )
    return Measured(**json.loads(done.stdout))
