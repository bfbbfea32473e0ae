"""Small tables for tests of the import's reading of values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from commissioning_app.domain.importing import Basis, Cell, ColumnMatch, Matching, Table
from commissioning_app.domain.importing.collecting import Notes


def notes(count: int = 50) -> Notes:
    """A collector for a sheet "S" whose rows begin in row 2."""
    return Notes("S", list(range(2, count + 2)))


def told(collector: Notes) -> list[tuple[int, str, str]]:
    """What was interpreted: row, value, what it became."""
    return [(note.row, note.value, note.became) for note in collector.interpretations]


def refused(collector: Notes) -> list[tuple[int, str]]:
    """What was refused: row and value."""
    return [(note.row, note.value) for note in collector.problems]


def table(columns: Mapping[str, Sequence[Cell]], **changes: Any) -> Table:
    """A table with these columns under a header in row 1 of the sheet "S"."""
    count = max(map(len, columns.values()))
    defaults: dict[str, Any] = {
        "sheet": "S",
        "header_row": 1,
        "headers": tuple(columns),
        "parents": ("",) * len(columns),
        "columns": tuple(columns.values()),
        "rows": list(range(2, count + 2)),
        "marks": {},
    }
    return Table(**{**defaults, **changes})


def matching(fields: Mapping[str, str]) -> Matching:
    """Columns with the fields they were matched to."""
    return Matching(tuple(ColumnMatch(c, f, Basis.NAME) for c, f in fields.items()), "sender")
