"""The schedule's files as services are given them."""

from __future__ import annotations

from commissioning_app.domain.schedule import AwardSchedule


class ScheduleWorkbooks:
    """Writes the award schedule as .xlsx and .csv."""

    def xlsx(self, schedule: AwardSchedule) -> bytes:
        """The workbook that finance uses."""
        from commissioning_app.spreadsheets.schedule_xlsx import schedule_xlsx

        return schedule_xlsx(schedule)

    def csv(self, schedule: AwardSchedule) -> bytes:
        """The same lines as CSV."""
        from commissioning_app.spreadsheets.schedule_csv import schedule_csv

        return schedule_csv(schedule)
