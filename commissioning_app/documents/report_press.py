"""The report press that services are given; the PDF library is loaded when a report is set."""

from __future__ import annotations

from commissioning_app.domain.frameworks_report import FrameworksReport
from commissioning_app.services.ports.documents import SetReport


class ReportlabReports:
    """Sets the frameworks report with reportlab."""

    def pdf(self, report: FrameworksReport) -> SetReport:
        """The report as a PDF."""
        from commissioning_app.documents.report_pdf import report_pdf

        return report_pdf(report)
