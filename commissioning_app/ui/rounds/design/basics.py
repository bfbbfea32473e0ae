"""The basics of a round: its name and purpose, its pot by financial year, how large an award may be."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from commissioning_app.domain.dates import financial_year
from commissioning_app.domain.money import pounds
from commissioning_app.domain.rounds import PotYear, Round
from commissioning_app.translation import tr
from commissioning_app.ui.lib.layouts import column, empty, row
from commissioning_app.ui.rounds.design.section import Design, Section
from commissioning_app.ui.widgets.buttons import QuietButton, SecondaryButton
from commissioning_app.ui.widgets.fields import FormField, GrowingTextEdit, MoneyEdit, TextEdit
from commissioning_app.ui.widgets.number import NumberEdit
from commissioning_app.ui.widgets.page import ResponsiveRow
from commissioning_app.ui.widgets.text import Label
from commissioning_app.ui.widgets.wording_hint import worded

_YEARS_AHEAD = 6


class BasicsSection(Section):
    """Name, purpose, pot, and the sizes of awards."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = self.add_card(tr("What it is"))
        self.name_edit, self.purpose = TextEdit(), GrowingTextEdit(lines=2)
        self.add_field(words, "name", FormField(tr("&Name"), self.name_edit))
        purpose_help = tr("What will be different because of this money? Applicants read it first.")
        purpose = FormField(tr("&Purpose"), self.purpose, help=purpose_help)
        self.add_field(words, "purpose", worded(purpose, opens=True))
        money = self.add_card(
            tr("The pot"), tr("Each financial year has its own part; instalments have to fit it.")
        )
        self.years = PotYears()
        self.years.changed.connect(self.changed)
        money.add(self.years)
        sizes = self.add_card(tr("Awards"))
        both = ResponsiveRow(least=240)
        self.smallest, self.largest = MoneyEdit(least=0), MoneyEdit(least=0)
        self.core = NumberEdit(most=100)
        both.add(
            self.add_field(None, "smallest_award_pence", FormField(tr("Sm&allest award"), self.smallest))
        )
        both.add(self.add_field(None, "largest_award_pence", FormField(tr("&Largest award"), self.largest)))
        sizes.add(both)
        core_help = tr("Percent of the pot that may pay for rent, wages and bills. 100 means all of it.")
        core_field = FormField(tr("Open to &core funding, in percent"), self.core, help=core_help)
        self.add_field(sizes, "core_open_percent", core_field)

    def load(self, round_: Round) -> None:
        """Show a round's basics."""
        self.name_edit.setText(round_.name)
        self.purpose.setPlainText(round_.purpose)
        year = round_.timetable.paying_from or round_.timetable.opens_on
        self.years.set_years(round_.pot_years, financial_year(year) if year else "")
        self.smallest.set_pence(round_.smallest_award_pence or None)
        self.largest.set_pence(round_.largest_award_pence or None)
        self.core.set_number(round_.core_open_percent)

    def collect(self, design: Design) -> None:
        """Fill the design."""
        design["name"] = self.name_edit.text().strip()
        design["purpose"] = self.purpose.toPlainText().strip()
        design["pot_years"] = self.years.years
        design["smallest_award_pence"] = self.smallest.pence or 0
        design["largest_award_pence"] = self.largest.pence or 0
        design["core_open_percent"] = self.core.number

    def check(self) -> bool:
        """A name, and amounts that can be read."""
        named = bool(self.name_edit.text().strip())
        self.fields["name"].set_error("" if named else tr("Give the round a name."))
        return self.years.check() and super().check() and named

    def lock(self, locked: bool) -> None:
        """The years have combo boxes and buttons of their own."""
        super().lock(locked)
        self.years.lock(locked)


class PotYears(QWidget):
    """The pot by financial year: a year and its amount on each line, and the total."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._locked = False
        self.lines: list[_YearLine] = []
        outer = column(self, gap="s")
        self._list = column(gap="s")
        outer.addLayout(self._list)
        self.total = Label("", "strong")
        outer.addWidget(self.total)
        self.add_button = SecondaryButton(tr("Add a &year"), self.add, icon="plus")
        outer.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def years(self) -> tuple[PotYear, ...]:
        """What stands there, without empty lines."""
        return tuple(PotYear(one.year, one.amount.pence) for one in self.lines if one.amount.pence)

    def set_years(self, years: tuple[PotYear, ...], first: str) -> None:
        """Show these years; `first` is offered when there are none."""
        empty(self._list)
        self.lines = []
        for part in years or (PotYear(first or "2026-27", 0),):
            self._add(part)
        self._say_total()

    def add(self) -> None:
        """Another line, for the year after the last."""
        last = self.lines[-1].year if self.lines else "2026-27"
        self._add(PotYear(_year_after(last), 0))
        self.lines[-1].amount.setFocus()
        self._tell()

    def check(self) -> bool:
        """Whether every amount can be read."""
        return all(one.amount.check() for one in self.lines)

    def lock(self, locked: bool) -> None:
        """Only show them, or let them be changed."""
        self._locked = locked
        self.add_button.setVisible(not locked)
        for line in self.lines:
            line.lock(locked)

    def _add(self, part: PotYear) -> None:
        line = _YearLine(part)
        line.changed.connect(self._tell)
        line.remove_button.clicked.connect(lambda: self._remove(line))
        line.lock(self._locked)
        self.lines.append(line)
        self._list.addWidget(line)

    def _remove(self, line: _YearLine) -> None:
        self.lines.remove(line)
        self._list.removeWidget(line)
        line.hide()
        line.deleteLater()
        self.add_button.setFocus()
        self._tell()

    def _tell(self) -> None:
        self._say_total()
        self.changed.emit()

    def _say_total(self) -> None:
        total = sum(part.pence for part in self.years)
        self.total.setText(tr("The whole pot: {amount}", amount=pounds(total)))


class _YearLine(QWidget):
    """One financial year and its amount."""

    changed = Signal()

    def __init__(self, part: PotYear) -> None:
        super().__init__()
        line = row(self, gap="m")
        self._years = QComboBox()
        names = _years_around(part.year)
        self._years.addItems(names)
        self._years.setCurrentText(part.year)
        self._years.setAccessibleName(tr("Financial year"))
        line.addWidget(self._years, 0, Qt.AlignmentFlag.AlignTop)
        self.amount = MoneyEdit(part.pence or None, least=0)
        self.amount.setAccessibleName(tr("Amount in {year}", year=part.year))
        self.field = _BareField(self.amount)
        line.addWidget(self.field, 0, Qt.AlignmentFlag.AlignTop)
        self.remove_button = QuietButton("", icon="trash", name=tr("Remove the year {year}", year=part.year))
        line.addWidget(self.remove_button, 0, Qt.AlignmentFlag.AlignTop)
        line.addStretch(1)
        self._years.activated.connect(lambda _place: self.changed.emit())
        self.amount.pence_changed.connect(lambda _pence: self.changed.emit())

    @property
    def year(self) -> str:
        """The chosen year."""
        return self._years.currentText()

    def lock(self, locked: bool) -> None:
        """Only show it, or let it be changed."""
        self._years.setEnabled(not locked)
        self.amount.setReadOnly(locked)
        self.remove_button.setVisible(not locked)


class _BareField(FormField):
    """A field whose label is said by what stands beside it."""

    def __init__(self, editor: QWidget) -> None:
        super().__init__("", editor)
        self.label.hide()


def _year_after(year: str) -> str:
    first = int(year[:4]) + 1
    return f"{first}-{(first + 1) % 100:02d}"


def _years_around(year: str) -> list[str]:
    """The year before, the year itself and those after it."""
    first = int(year[:4]) - 1
    return [f"{one}-{(one + 1) % 100:02d}" for one in range(first, first + _YEARS_AHEAD)]
