"""What services need to make documents: letters, the schedule's two files, and the frameworks report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from commissioning_app.domain.frameworks_report import FrameworksReport
from commissioning_app.domain.letter_structure import Letter
from commissioning_app.domain.letters import LetterFacts
from commissioning_app.domain.schedule import AwardSchedule


class LetterPress(Protocol):
    """Writes letters from facts and sets them; the same facts always give the same bytes."""

    def compose(self, facts: LetterFacts) -> Letter:
        """Write the letter that the facts ask for; raises a CommissioningError on a broken template."""

    def pdf(self, letter: Letter, *, large_print: bool = False) -> bytes:
        """The letter as a PDF, in standard or large print."""

    def text(self, letter: Letter) -> str:
        """The letter as plain text, for e-mail and screen readers."""


class ScheduleFiles(Protocol):
    """Writes the award schedule; the same schedule always gives the same bytes."""

    def xlsx(self, schedule: AwardSchedule) -> bytes:
        """The workbook that finance uses."""

    def csv(self, schedule: AwardSchedule) -> bytes:
        """The same lines as CSV, UTF-8 with a byte-order mark."""


@dataclass(frozen=True)
class SetReport:
    """A report as a PDF, and how many pages it has."""

    content: bytes
    pages: int


class ReportPress(Protocol):
    """Sets the frameworks report; the same report always gives the same bytes."""

    def pdf(self, report: FrameworksReport) -> SetReport:
        """The cover, the board's two pages, a table for each framework, and every check."""
