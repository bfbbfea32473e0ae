"""Editing a threshold by size: rows that go from small amounts to large ones, the last without a top."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QWidget

from commissioning_app.domain.money import parse_pounds, pounds
from commissioning_app.translation import tr
from commissioning_app.ui.lib.layouts import FlowLayout, column, empty, row
from commissioning_app.ui.widgets.buttons import QuietButton, SecondaryButton
from commissioning_app.ui.widgets.fields import FormField, MoneyEdit
from commissioning_app.ui.widgets.number import NumberEdit
from commissioning_app.ui.widgets.text import Label, Rule

Band = Mapping[str, Any]
MOST_BANDS = 12


class BandsEdit(QWidget):
    """Bands with a number each, or with a set of names; ``known`` are those that come along."""

    def __init__(self, known: Sequence[Band], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = tuple(dict.fromkeys(name for band in known for name in band.get("items", ())))
        self.rows: list[BandRow] = []
        outer = column(self, gap="s")
        self._lines = column(gap="m")
        outer.addLayout(self._lines)
        self.add_button = SecondaryButton(tr("Add a si&ze"), self.add, icon="plus")
        outer.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def bands(self) -> list[dict[str, Any]]:
        """What stands in the rows, as the policy writes it."""
        return [one.band() for one in self.rows]

    def set_bands(self, bands: Sequence[Band]) -> None:
        """Show these."""
        empty(self._lines)
        self.rows = []
        for place, band in enumerate(bands):
            if place:
                self._lines.addWidget(Rule())
            one = BandRow(self._names, band, number=place + 1, remove=self.remove)
            self.rows.append(one)
            self._lines.addWidget(one)
        self.add_button.refuse(tr("That is as many as there can be.") if len(bands) >= MOST_BANDS else "")

    def add(self) -> None:
        """Another size before the last one."""
        bands = self.bands
        last = dict(bands[-1])
        self.set_bands([*bands[:-1], {**last, "up_to": ""}, last])
        new = self.rows[-2].up_to
        assert new is not None
        new.setFocus()

    def remove(self, one: BandRow) -> None:
        """Take a size out; the last stays, since it has no top."""
        place = self.rows.index(one)
        bands = self.bands
        self.set_bands([*bands[:place], *bands[place + 1 :]])
        self.add_button.setFocus()

    def check(self) -> bool:
        """Whether every row can be read; the first that can't takes the focus."""
        bad = [one for one in self.rows if not one.check()]
        if bad:
            (bad[0].up_to or bad[0]).setFocus()
        return not bad


class BandRow(QWidget):
    """One size: up to an amount, and its number or its names."""

    def __init__(self, names: Sequence[str], band: Band, *, number: int, remove: Any) -> None:
        super().__init__()
        self._outer = column(self, gap="xs")
        line = row(gap="m")
        self._outer.addLayout(line)
        self.up_to: MoneyEdit | None = None
        if "up_to" in band:
            amount = parse_pounds(band["up_to"]) if band["up_to"] else None
            self.up_to = MoneyEdit(amount, required=True, least=1)
            field = FormField(tr("Up to"), self.up_to)
            self.up_to.setAccessibleName(tr("Size {number}: up to", number=number))
            line.addWidget(field)
        else:
            above = Label(tr("Everything above"), "strong")
            amount_edit = MoneyEdit()
            amount_edit.ensurePolished()
            above.setMinimumSize(amount_edit.sizeHint())
            line.addWidget(above, 0, Qt.AlignmentFlag.AlignBottom)
        self.most: NumberEdit | None = None
        if not names:
            self.most = NumberEdit(band["most"], required=True, most=1000)
            field = FormField(tr("At most"), self.most)
            self.most.setAccessibleName(tr("Size {number}: at most", number=number))
            line.addWidget(field)
        line.addStretch(1)
        if self.up_to is not None:
            away = QuietButton(tr("Remove"), lambda: remove(self))
            away.setAccessibleName(tr("Remove size {number}", number=number))
            line.addWidget(away, 0, Qt.AlignmentFlag.AlignBottom)
        self.boxes = {name: QCheckBox(name.replace("_", " ")) for name in names}
        if self.boxes:
            sheet = QWidget()
            flow = FlowLayout(sheet, gap="m", line_gap="xs")
            for name, box in self.boxes.items():
                box.setChecked(name in band["items"])
                box.setAccessibleName(tr("Size {number}: {item}", number=number, item=box.text()))
                flow.addWidget(box)
            self._outer.addWidget(sheet)

    def band(self) -> dict[str, Any]:
        """What stands here."""
        made: dict[str, Any] = {}
        if self.up_to is not None:
            made["up_to"] = "" if self.up_to.pence is None else pounds(self.up_to.pence)
        if self.most is not None:
            made["most"] = self.most.number
        else:
            made["items"] = [name for name, box in self.boxes.items() if box.isChecked()]
        return made

    def check(self) -> bool:
        """Whether its fields can be read."""
        bad = [edit for edit in (self.up_to, self.most) if edit is not None and not edit.check()]
        return not bad
