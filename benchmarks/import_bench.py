"""Import of 20,000 EOIs of 25 cells, against bare openpyxl reading the same file: at most 0.6 of its time.

Run as ``python benchmarks/import_bench.py [rows]``. Only the ratio counts: both halves run on one machine,
one after the other. The import includes starting the worker process, reading, checking every value, matching,
and writing EOIs, organisations, contacts and the trail to SQLite with full sync.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

MOST = 0.6
ROWS = 20_000
HEADERS = (
    "Reference", "Organisation", "Org-id", "Charity number", "Company number", "Postcode", "Address",
    "Contact name", "Contact e-mail", "Contact phone", "Yearly income", "Title", "Summary",
    "Amount requested", "Minimum amount", "Partners", "Received at", "Core or project", "Start date",
    "End date", "Duration in months", "Area", "What do people in your community need?",
    "What would you do with the money?", "Who decides?",
)  # fmt: skip
TEXT = (
    "walking mornings for carers and their neighbours in the hall on Tuesdays with tea a drop-in cooking "
    "together language café advice on benefits transport to appointments youth boxing choir garden"
)
WORDS = TEXT.split()


def write_workbook(path: Path, rows: int = ROWS) -> None:
    """A workbook of invented EOIs: two in three organisations have one EOI, the others more."""
    import openpyxl

    dice = random.Random(7)
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("EOIs")
    sheet.append(HEADERS)
    for number in range(rows):
        sheet.append(_row(number, dice))
    book.save(path)


def _row(number: int, dice: random.Random) -> list[Any]:
    organisation = number if number % 3 else number // 2
    start = date(2026, 10, 1) + timedelta(days=number % 200)
    asked = dice.randrange(1_000, 20_000)
    return [
        f"EOI-{number:05d}", f"Sample Group {organisation}", f"GB-CHC-{1_000_000 + organisation}",
        1_000_000 + organisation, "", f"ZZ{organisation % 90} {organisation % 9}AA",
        f"{organisation} High Street", f"Person {number}", f"person{number}@example.org", "020 7946 0000",
        dice.randrange(5_000, 200_000),
        _words(dice, 5), _words(dice, 40), asked + 0.5, asked // 2, "",
        datetime(2026, 8, 1, 9, 0) + timedelta(minutes=number), "core" if number % 2 else "project", start,
        start + timedelta(days=300), 10, _words(dice, 2), _words(dice, 30),
        _words(dice, 30), _words(dice, 15),
    ]  # fmt: skip


def _words(dice: random.Random, count: int) -> str:
    return " ".join(dice.choices(WORDS, k=count))


def read_with_openpyxl(path: Path) -> float:
    """Seconds that bare read-only iteration takes."""
    import openpyxl

    start = time.perf_counter()
    book = openpyxl.load_workbook(path, read_only=True)
    count = sum(1 for _ in book.worksheets[0].iter_rows(values_only=True))
    seconds = time.perf_counter() - start
    assert count > 1
    return seconds


def import_once(path: Path, folder: Path, rows: int = ROWS) -> float:
    """Seconds of the whole import into a fresh workspace, which has to take every row."""
    from commissioning_app.domain.forms import Question
    from commissioning_app.services.importing import import_eois
    from commissioning_app.spreadsheets.reader import SpreadsheetReader
    from tests.factories import a_round, make_office, store

    office = make_office(str(folder / "workspace.db"))
    questions = tuple(Question(f"q{i}", text) for i, text in enumerate(HEADERS[22:]))
    store(office.officer, a_round(code="BIG", questions=questions))
    start = time.perf_counter()
    report = import_eois(office.officer, round_code="BIG", source=path, spreadsheets=SpreadsheetReader())
    seconds = time.perf_counter() - start
    assert (report.imported, report.rejected) == (rows, 0), report.problems[:3]
    assert len(report.mapping) == len(HEADERS)
    office.app.close()
    return seconds


def measure(rows: int = ROWS) -> tuple[float, float]:
    """Seconds of the import and of openpyxl, one after the other."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "eois.xlsx"
        write_workbook(path, rows)
        return import_once(path, folder, rows), read_with_openpyxl(path)


def main() -> int:
    """Print the two times and their ratio; 1 when the ratio is over the bound."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    ours, bare = measure(rows)
    ratio = ours / bare
    print(f"import {ours:.2f} s, openpyxl {bare:.2f} s, ratio {ratio:.2f} (at most {MOST})")
    return 0 if ratio <= MOST else 1


if __name__ == "__main__":
    sys.exit(main())
