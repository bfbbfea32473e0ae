"""Reading a stranger's workbook, finding its table, and matching its columns to fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from commissioning_app.domain.forms import Question
from commissioning_app.domain.importing import Matching, Table, Workbook

Check = Callable[[], None]
"""Called every now and then; raises Cancelled to stop the work."""


class Spreadsheets(Protocol):
    """What an import needs from the reader; each call raises CannotRead with a sentence to show."""

    def read(self, path: Path, *, check: Check | None = None) -> Workbook:
        """Read a whole file, bounded in time and memory; no formula is run."""

    def find_table(
        self,
        workbook: Workbook,
        *,
        sheet: str | None = None,
        header_row: int | None = None,
        questions: Sequence[Question] = (),
        also_known: Sequence[str] = (),
    ) -> Table:
        """The table on the named sheet (or the likeliest) under its header row, counted from 1."""

    def match_columns(
        self,
        table: Table,
        *,
        questions: Sequence[Question] = (),
        chosen: Mapping[str, str] | None = None,
        remembered: Mapping[str, str] | None = None,
    ) -> Matching:
        """A field for each column: what was chosen, then what was remembered, then names and closeness."""
