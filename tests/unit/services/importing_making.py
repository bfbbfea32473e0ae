"""Workbooks in memory and short calls, for tests of importing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from commissioning_app.domain.eois import Eoi
from commissioning_app.domain.importing import Sheet, Workbook
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.import_report import ImportReport
from commissioning_app.services.importing import import_eois
from commissioning_app.spreadsheets.reader import SpreadsheetReader

HEADERS = ("Reference", "Organisation", "Amount requested")


def a_workbook(rows: Sequence[Sequence[Any]], headers: Sequence[str] = HEADERS, **changes: Any) -> Workbook:
    """A workbook of one sheet "EOIs" with these rows under these headers."""
    columns = tuple(map(list, zip(headers, *rows, strict=True)))
    return Workbook("eois.xlsx", (Sheet("EOIs", columns),), "0" * 64, **changes)


def bring_in(
    context: ServiceContext,
    rows: Sequence[Sequence[Any]],
    headers: Sequence[str] = HEADERS,
    *,
    round_code: str = "R1",
    **options: Any,
) -> ImportReport:
    """Import such a workbook into a round."""
    workbook = a_workbook(rows, headers)
    return import_eois(
        context, round_code=round_code, source=workbook, spreadsheets=SpreadsheetReader(), **options
    )


def counts(report: ImportReport) -> tuple[int, int, int, int]:
    """Imported, updated, unchanged, rejected; that they make up the rows is checked."""
    four = (report.imported, report.updated, report.unchanged, report.rejected)
    assert sum(four) == report.rows
    return four


def eois(context: ServiceContext) -> Mapping[str, Eoi]:
    """Every EOI of the workspace by its reference."""
    with context.reading() as uow:
        return {eoi.reference: eoi for eoi in uow.eois.where()}


def organisations(context: ServiceContext) -> list[tuple[str, str, str]]:
    """Name, org-id and charity number of every organisation, by name."""
    with context.reading() as uow:
        return sorted(uow.organisations.columns("name", "org_id", "charity_number"))
