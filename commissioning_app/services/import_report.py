"""What an import did, or would do, in one value that the window and the command line show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from commissioning_app.domain.duplicates import LikelyDuplicate
from commissioning_app.domain.errors import CommissioningError
from commissioning_app.domain.importing import Interpretation, Problem, Workbook
from commissioning_app.services.about_you_import import AboutYouTaken


@dataclass(frozen=True)
class ImportReport:
    """``rows`` = imported + updated + unchanged + rejected; ``requested_pence`` covers rows not rejected.

    ``forms`` names the files of filled forms, each of them a row; ``remarks`` are sentences to be read.
    ``promised`` holds the names of files that a form names, by form: an officer adds them to its EOI.
    ``about_you`` counts the organisations whose answers about themselves were taken, apart from the EOIs.
    """

    file: str
    sheet: str
    header_row: int
    rows: int
    imported: int
    updated: int
    unchanged: int
    rejected: int
    requested_pence: int
    organisations: int
    problems: tuple[Problem, ...]
    interpretations: tuple[Interpretation, ...]
    likely_duplicates: tuple[LikelyDuplicate, ...]
    mapping: Mapping[str, str]
    is_dry_run: bool = False
    forms: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    about_you: int = 0
    about_you_unchanged: int = 0
    promised: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def as_json(self) -> dict[str, Any]:
        """JSON values under the keys that interfaces.md names."""
        return {
            "file": self.file,
            "sheet": self.sheet,
            "header_row": self.header_row,
            "rows": self.rows,
            "imported": self.imported,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "rejected": self.rejected,
            "requested_pence": self.requested_pence,
            "organisations": self.organisations,
            "problems": [asdict(problem) for problem in self.problems],
            "interpretations": [asdict(note) for note in self.interpretations],
            "likely_duplicates": [
                {
                    "first": pair.first_name,
                    "first_id": str(pair.first_id),
                    "second": pair.second_name,
                    "second_id": str(pair.second_id),
                    "why": pair.why,
                }
                for pair in self.likely_duplicates
            ],
            "mapping": dict(self.mapping),
            "dry_run": self.is_dry_run,
            "forms": list(self.forms),
            "remarks": list(self.remarks),
            "promised": [{"form": form, "files": list(names)} for form, names in self.promised],
            "about_you": {"taken": self.about_you, "unchanged": self.about_you_unchanged},
        }


def report_on_sheets_apart(workbook: Workbook, taken: AboutYouTaken, *, dry_run: bool) -> ImportReport:
    """The report of files that hold no EOI, only what people say about themselves."""
    unread = tuple(Problem(name, 0, "", "", sentence) for name, sentence in workbook.unread)
    return ImportReport(
        file=workbook.name,
        sheet="",
        header_row=0,
        rows=len(unread),
        imported=0,
        updated=0,
        unchanged=0,
        rejected=len(unread),
        requested_pence=0,
        organisations=0,
        problems=unread,
        interpretations=(),
        likely_duplicates=(),
        mapping={},
        is_dry_run=dry_run,
        remarks=tuple(taken.left_out),
        about_you=taken.taken,
        about_you_unchanged=taken.unchanged,
    )


class ImportRefused(CommissioningError):
    """Nothing was imported because rows had problems and all or nothing was asked for."""

    def __init__(self, message: str, report: ImportReport) -> None:
        super().__init__(message)
        self.report = report
