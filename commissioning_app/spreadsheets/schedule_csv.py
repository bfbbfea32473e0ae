"""The award schedule as CSV: UTF-8 with a byte-order mark, one line an instalment, no formulas."""

from __future__ import annotations

import csv
import io

from commissioning_app.domain.letter_structure import clean_text
from commissioning_app.domain.money import pounds_exact
from commissioning_app.domain.schedule import AwardSchedule
from commissioning_app.spreadsheets.schedule_rows import TITLES, starts_like_formula, text_cells


def schedule_csv(schedule: AwardSchedule) -> bytes:
    """The file's bytes; the same schedule always gives the same bytes."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*TITLES, "Trial"])
    trial = "TRIAL" if schedule.trial else ""
    for line in schedule.lines:
        texts = [guarded(text) for text in text_cells(line)]
        state = guarded(clean_text(line.state))
        writer.writerow([*texts, line.due.isoformat(), pounds_exact(line.amount), state, trial])
    return out.getvalue().encode("utf-8-sig")


def guarded(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would run it as a formula."""
    return f"'{text}" if starts_like_formula(text) else text
