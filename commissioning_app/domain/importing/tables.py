"""Plain tables between the parts of an import: sheets as read, columns as matched, rows as understood."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from commissioning_app.domain.importing.notes import Interpretation, Problem

Cell = str | int | float | bool | date | datetime | time
"""One cell as read; an empty one is the empty string."""


@dataclass(frozen=True)
class Sheet:
    """One sheet, column by column from its top left cell; positions are counted from 0.

    ``marks`` tells of cells that hold no usable value: an error such as ``#REF!``, or ``formula`` for a
    formula whose result was never saved. ``merged`` holds (top, left, bottom, right) of the first rows.
    ``refused`` says why the cells were not read.
    """

    name: str
    columns: tuple[Sequence[Cell], ...] = ()
    visible: bool = True
    marks: Mapping[tuple[int, int], str] = field(default_factory=dict)
    merged: tuple[tuple[int, int, int, int], ...] = ()
    refused: str = ""

    @property
    def height(self) -> int:
        """How many rows it has, empty ones between included."""
        return len(self.columns[0]) if self.columns else 0


@dataclass(frozen=True)
class Workbook:
    """A whole file as read. ``is_text`` is true for .csv, where every number comes as text.

    ``described`` says how a text file was read: its encoding and what divides its columns.
    """

    name: str
    sheets: tuple[Sheet, ...]
    sha256: str
    is_text: bool = False
    uses_1904_dates: bool = False
    described: str = ""


@dataclass(frozen=True)
class Table:
    """The part of a sheet under its header row; ``rows`` holds each row's number as people count it.

    ``parents`` gives the merged heading above a header, or nothing; ``marks`` is keyed by (index in ``rows``,
    column). Blank rows are left out.
    """

    sheet: str
    header_row: int
    headers: tuple[str, ...]
    parents: tuple[str, ...]
    columns: tuple[Sequence[Cell], ...]
    rows: Sequence[int]
    marks: Mapping[tuple[int, int], str]
    is_text: bool = False
    uses_1904_dates: bool = False


class Basis(StrEnum):
    """How a column came to its field."""

    CHOSEN = "chosen"
    REMEMBERED = "remembered"
    NAME = "name"
    SYNONYM = "synonym"
    CLOSE = "close"
    LEFT_OUT = "left out"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class ColumnMatch:
    """One column of the table and its field (empty: not imported), with how that was found."""

    column: str
    field: str
    basis: Basis

    @property
    def is_chosen(self) -> bool:
        """Whether a person chose it, now or for an earlier workbook of this sender."""
        return self.basis in (Basis.CHOSEN, Basis.REMEMBERED, Basis.LEFT_OUT)


@dataclass(frozen=True)
class Matching:
    """Every column in order with its field; ``sender`` is the key under which it can be remembered."""

    columns: tuple[ColumnMatch, ...]
    sender: str

    def as_mapping(self) -> dict[str, str]:
        """Column to field, only for columns that are imported."""
        return {match.column: match.field for match in self.columns if match.field}


@dataclass(frozen=True)
class ImportedTable:
    """The rows that can be imported, as columns of domain values by field, and all that was noted.

    Amounts are pence, dates are dates, ``received_at`` is naive as written, blanks are "" in text and None in
    other kinds. ``rows`` holds the row numbers of the good rows; ``made`` those whose reference was made.
    """

    sheet: str
    row_count: int
    rows: Sequence[int]
    values: Mapping[str, Sequence[Any]]
    made: frozenset[int]
    rejected: frozenset[int]
    problems: tuple[Problem, ...]
    interpretations: tuple[Interpretation, ...]

    @property
    def requested_pence(self) -> int:
        """The total asked for by the good rows."""
        return sum(self.values.get("amount_requested", ()))
