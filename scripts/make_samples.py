"""Makes the sample workbook from its plain text, so that what ships can be read and changed as text."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from commissioning_app.domain.money import parse_pounds

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "scripts" / "samples"
TARGET = ROOT / "resources" / "samples"

HEADERS = (
    "Reference",
    "Organisation",
    "Charity number",
    "Address",
    "Postcode",
    "Contact name",
    "Contact email",
    "Yearly income",
    "Title",
    "Amount requested",
    "Minimum amount",
    "Core or project",
    "Duration (months)",
    "Area",
    "Received",
    "Host organisation",
    "What do people in your community need?",
    "What would you do with the money?",
    "How will you know that it helps?",
    "Who runs your group, and how are the people you work with part of it?",
    "Do you work with people in Wexmere or Ashby Fields?",
)
HOSTED = {"Traveller Women's Wagon (sample)": "Wexmere Voluntary Trust (sample)"}
AS_TYPED = {4: "£4,800", 12: "12.5k", 27: "£5,600.00"}
"""Rows whose amount somebody typed in their own way, as people do."""


WORKBOOKS = {"grassroots-wellbeing-eois": date(2026, 2, 3), "winter-warmth-eois": date(2026, 9, 3)}
"""Each workbook and the day that its first EOI came in."""


def main() -> None:
    """Write every sample workbook."""
    for name, first_day in WORKBOOKS.items():
        _write(name, first_day)


def _write(name: str, first_day: date) -> None:
    with (SOURCE / f"{name}.psv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="|", quoting=csv.QUOTE_NONE))
    book = Workbook()
    sheet = book.active
    sheet.title = "EOIs"
    sheet.append(["SAMPLE EOIs: every organisation here is invented"])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(HEADERS))
    sheet.append(list(HEADERS))
    for number, row in enumerate(rows, 1):
        sheet.append(_cells(number, row, first_day + timedelta(days=number * 28 // len(rows))))
    for cell in (*sheet[1], *sheet[2]):
        cell.font = Font(bold=True)
    for column, header in enumerate(HEADERS, 1):
        sheet.column_dimensions[get_column_letter(column)].width = min(40, max(12, len(header)))
    sheet.freeze_panes = "A3"
    book.save(TARGET / f"{name}.xlsx")


def _cells(number: int, row: dict[str, str], received: date) -> list[object]:
    name = row["organisation"]
    area = row["area"]
    if name.startswith("Late Shift"):
        received = date(2026, 3, 9)
    typed = AS_TYPED.get(number, "")
    amount: object = typed if _pounds(typed) == int(row["ask"]) else int(row["ask"])
    return [
        f"EOI-{number:03}",
        name,
        row["charity"] or None,
        f"{number} Example Road, {area}",
        f"ZZ{1 + number % 9} {1 + number % 8}AA",
        f"Contact {number} (sample)",
        f"contact{number}@sample-group.example",
        int(row["income"]),
        row["title"],
        amount,
        int(row["minimum"]) if row["minimum"] else None,
        row["kind"],
        int(row["months"]),
        area,
        received,
        HOSTED.get(name),
        row["need"],
        row["money"],
        row["change"],
        row["people"],
        "No" if area == "Moor End" else "Yes",
    ]


def _pounds(typed: str) -> int:
    return parse_pounds(typed) // 100 if typed else -1


if __name__ == "__main__":
    main()
