"""Plain tables between the parts of an import: sheets as read, columns as matched, rows as understood."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from commissioning_app.domain.application_forms.identity import FormKind, FormStamp
from commissioning_app.domain.importing.notes import Interpretation, Problem

Cell = str | int | float | bool | date | datetime | time
"""One cell as read; an empty one is the empty string."""

FIRST_FORM_ROW = 2
"""Filled forms stand under one row of titles."""


@dataclass(frozen=True)
class Sheet:
    """One sheet, column by column from its top left cell; positions are counted from 0.

    ``marks`` tells of cells that hold no usable value: an error such as ``#REF!``, or ``formula`` for a
    formula whose result was never saved. ``merged`` holds (top, left, bottom, right) of the first rows.
    ``refused`` says why the cells were not read. ``fields`` names the field of each column where the file
    itself says so, as our own forms do.
    """

    name: str
    columns: tuple[Sequence[Cell], ...] = ()
    visible: bool = True
    marks: Mapping[tuple[int, int], str] = field(default_factory=dict)
    merged: tuple[tuple[int, int, int, int], ...] = ()
    refused: str = ""
    fields: tuple[str, ...] = ()

    @property
    def height(self) -> int:
        """How many rows it has, empty ones between included."""
        return len(self.columns[0]) if self.columns else 0


@dataclass(frozen=True)
class FilledForm:
    """One filled copy of our own form; ``stamp`` is None where a viewer dropped what tells its round.

    ``asked`` holds the words of each question as this copy asked it. ``read_as`` tells of answers that were
    brought to another form: (question, what it was, what it became, why).
    """

    file: str
    sha256: str
    kind: FormKind
    stamp: FormStamp | None
    asked: Mapping[str, str] = field(default_factory=dict)
    read_as: tuple[tuple[str, str, str, str], ...] = ()
    is_finished: bool = True


@dataclass(frozen=True)
class ApartCopy:
    """One filled sheet that is kept apart from the EOIs; ``answers`` holds words by question, shown nowhere.

    ``form_row`` is the row of the form that it came with; 0 where it is a file by itself, and says whose it
    is by ``organisation`` and ``title``. ``refused`` says why it can't be taken.
    """

    file: str
    kind: FormKind
    stamp: FormStamp | None
    answers: Mapping[str, str] = field(default_factory=dict, repr=False)
    organisation: str = ""
    title: str = ""
    form_row: int = 0
    refused: str = ""


@dataclass(frozen=True)
class Workbook:
    """A whole file as read. ``is_text`` is true for .csv, where every number comes as text.

    ``described`` says how a text file was read: its encoding and what divides its columns. ``forms`` holds
    the filled copies of our own form, one for each row under the header; ``unread`` those of several files
    that could not be read, with the reason. ``apart`` holds filled sheets that never come into an EOI.
    """

    name: str
    sheets: tuple[Sheet, ...]
    sha256: str
    is_text: bool = False
    uses_1904_dates: bool = False
    described: str = ""
    forms: tuple[FilledForm, ...] = ()
    unread: tuple[tuple[str, str], ...] = ()
    apart: tuple[ApartCopy, ...] = ()

    def form_in(self, row: int) -> FilledForm | None:
        """The filled form that a row (as people count) came from; None in anybody else's workbook."""
        return self.forms[row - FIRST_FORM_ROW] if self.forms and row >= FIRST_FORM_ROW else None

    def file_of(self, row: int) -> str:
        """The name of the file that a row came from."""
        form = self.form_in(row)
        return form.file if form is not None else self.name


@dataclass(frozen=True)
class Table:
    """The part of a sheet under its header row; ``rows`` holds each row's number as people count it.

    ``parents`` gives the merged heading above a header, or nothing; ``marks`` is keyed by (index in ``rows``,
    column). Blank rows are left out. ``fields`` is as in the sheet.
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
    fields: tuple[str, ...] = ()


class Basis(StrEnum):
    """How a column came to its field."""

    CHOSEN = "chosen"
    REMEMBERED = "remembered"
    NAME = "name"
    SYNONYM = "synonym"
    CLOSE = "close"
    KEPT = "kept"
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
