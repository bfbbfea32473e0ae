"""A day: typed as people write it, or chosen from a calendar; said in full under the field."""

from __future__ import annotations

import re
from datetime import date

from PySide6.QtCore import QDate, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QToolButton, QWidget

from commissioning_app.domain.dates import long_date, short_date
from commissioning_app.domain.errors import BadValue
from commissioning_app.translation import tr
from commissioning_app.ui.lib.icons import icon
from commissioning_app.ui.lib.layouts import column, row
from commissioning_app.ui.lib.theme import set_property, theme
from commissioning_app.ui.widgets.fields import TextEdit
from commissioning_app.ui.widgets.text import Label

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WORDS = re.compile(r"^(?:[a-z]+,? )?(\d{1,2})(?:st|nd|rd|th)? ([a-z]{3,9}),? (\d{4})$")
_NUMBERS = re.compile(r"^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$")
_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")


def parse_day(text: str) -> date:
    """Read "4 December 2026", "4/12/2026" (day first) or "2026-12-04"; raises BadValue with what to type."""
    cleaned = " ".join(text.lower().split())
    try:
        if match := _ISO.match(cleaned):
            return date(int(match[1]), int(match[2]), int(match[3]))
        if match := _NUMBERS.match(cleaned):
            return date(int(match[3]), int(match[2]), int(match[1]))
        if (match := _WORDS.match(cleaned)) and match[2][:3] in _MONTHS:
            return date(int(match[3]), _MONTHS.index(match[2][:3]) + 1, int(match[1]))
    except ValueError:
        pass
    raise BadValue(
        tr("“{text}” is not a date. Type it like 4 December 2026 or 4/12/2026.", text=text.strip())
    )


class DateField(QWidget):
    """A day or nothing; the day stands in full under the field."""

    day_changed = Signal(object)
    problem_changed = Signal(str)

    def __init__(
        self, day: date | None = None, *, required: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._required, self._day, self._problem = required, day, ""
        self._popup: CalendarPopup | None = None
        outer = column(self, gap="xs")
        line = row(gap="xs")
        outer.addLayout(line)
        self.edit = TextEdit(characters=20, placeholder=tr("4 Dec 2026"))
        line.addWidget(self.edit)
        self.button = QToolButton()
        self.button.setIcon(icon("calendar", "accent"))
        self.button.setToolTip(tr("Choose from a calendar"))
        self.button.setAccessibleName(tr("Choose from a calendar"))
        self.button.clicked.connect(self._open_calendar)
        line.addWidget(self.button)
        line.addStretch(1)
        self.words = Label("", "small")
        outer.addWidget(self.words)
        self.setFocusProxy(self.edit)
        self.edit.textEdited.connect(self._edited)
        self.edit.editingFinished.connect(self.check)
        theme().changed.connect(self._size)
        self._size()
        self.set_day(day)

    @property
    def day(self) -> date | None:
        """The day, or None when the field is empty or can't be read."""
        return self._day

    @property
    def problem(self) -> str:
        """What is wrong with what stands there; "" when nothing is."""
        return self._problem

    def setAccessibleName(self, name: str) -> None:
        """Name the field that is typed into."""
        super().setAccessibleName(name)
        self.edit.setAccessibleName(name)

    def setAccessibleDescription(self, description: str) -> None:
        """Describe the field that is typed into."""
        super().setAccessibleDescription(description)
        self.edit.setAccessibleDescription(description)

    def set_day(self, day: date | None) -> None:
        """Show a day."""
        self.edit.setText("" if day is None else short_date(day))
        self._take(day, "")

    def check(self) -> bool:
        """Say what is wrong now; True when nothing is."""
        day, problem = self._read()
        self._take(day, problem)
        return not problem

    def _read(self) -> tuple[date | None, str]:
        text = self.edit.text().strip()
        if not text:
            return None, tr("Type a date, like 4 December 2026.") if self._required else ""
        try:
            return parse_day(text), ""
        except BadValue as error:
            return None, str(error)

    def _edited(self) -> None:
        day, problem = self._read()
        self._take(day, problem if self._problem else "")

    def _take(self, day: date | None, problem: str) -> None:
        self.words.setText(long_date(day) if day is not None else "")
        self.words.setVisible(day is not None)
        if problem != self._problem:
            self._problem = problem
            set_property(self.edit, "invalid", "true" if problem else "false")
            self.problem_changed.emit(problem)
        if day != self._day:
            self._day = day
            self.day_changed.emit(day)

    def _size(self) -> None:
        self.button.setIconSize(QSize(theme().px(18), theme().px(18)))

    def _open_calendar(self) -> None:
        """A calendar under the field; Enter or a click takes the day, Esc leaves it as it was."""
        if self._popup is None:
            self._popup = CalendarPopup(self)
            self._popup.chosen.connect(self._take_from_calendar)
        self._popup.open_at(self.edit, self._day)

    def _take_from_calendar(self, day: date) -> None:
        self.set_day(day)
        self.edit.setFocus()


class CalendarPopup(QFrame):
    """A month under a field; `chosen` comes with the day."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("surface", "card")
        self.calendar = QCalendarWidget()
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setAccessibleName(tr("Calendar"))
        column(self, margin="s").addWidget(self.calendar)
        self.calendar.activated.connect(self._take)
        self.calendar.clicked.connect(self._take)
        theme().changed.connect(self._restyle)
        self._restyle()

    def open_at(self, field: QWidget, day: date | None) -> None:
        """Show the day's month (this one when there is no day) under a field."""
        shown = QDate(day.year, day.month, day.day) if day is not None else QDate.currentDate()
        self.calendar.setSelectedDate(shown)
        self.move(field.mapToGlobal(QPoint(0, field.height() + 2)))
        self.show()
        self.calendar.setFocus()

    def _take(self, day: QDate) -> None:
        self.hide()
        self.chosen.emit(date(day.year(), day.month(), day.day()))

    def _restyle(self) -> None:
        """Weekends are told by their place, not by red; days of other months are muted."""
        for weekday in Qt.DayOfWeek:
            self.calendar.setWeekdayTextFormat(weekday, QTextCharFormat())
        head = QTextCharFormat()
        head.setForeground(theme().colour("muted"))
        self.calendar.setHeaderTextFormat(head)
