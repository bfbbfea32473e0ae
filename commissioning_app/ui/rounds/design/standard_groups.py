"""The standard list of groups to choose from, and a grouping made of some of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import groupby

from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from commissioning_app.domain.monitoring.questions import ETHNICITY, Group, label_of, question
from commissioning_app.domain.together import Grouping
from commissioning_app.translation import tr
from commissioning_app.ui.lib.layouts import column
from commissioning_app.ui.rounds.design.item_dialog import ItemDialog
from commissioning_app.ui.widgets.fields import FormField, TextEdit
from commissioning_app.ui.widgets.page import ResponsiveRow
from commissioning_app.ui.widgets.text import Label


def ethnic_groups() -> tuple[Group, ...]:
    """The detailed groups of the census, in its order."""
    asked = question(ETHNICITY)
    assert asked is not None
    return asked.groups


def by_heading() -> list[tuple[str, list[Group]]]:
    """The detailed groups under their headings."""
    return [(heading, list(groups)) for heading, groups in groupby(ethnic_groups(), lambda one: one.heading)]


def names_of_groups(codes: Sequence[str]) -> str:
    """Groups in words."""
    return ", ".join(tr(label_of(code)) for code in codes)


class GroupBoxes(QWidget):
    """A box for each group of the standard list, under its heading."""

    def __init__(self, name: str, chosen: Collection[str] = ()) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.boxes: dict[str, QCheckBox] = {}
        both = ResponsiveRow(least=410)
        halves = (QWidget(), QWidget())
        columns = [column(half, gap="xs") for half in halves]
        for place, (heading, groups) in enumerate(by_heading()):
            into = columns[0 if place < 2 else 1]
            into.addWidget(Label(tr(heading), "strong"))
            for group in groups:
                box = self.boxes[group.code] = QCheckBox(tr(group.label))
                box.setChecked(group.code in chosen)
                into.addWidget(box)
        for half, lines in zip(halves, columns, strict=True):
            lines.addStretch(1)
            both.add(half)
        column(self).addWidget(both)

    @property
    def chosen(self) -> tuple[str, ...]:
        """The codes of the ticked boxes."""
        return tuple(code for code, box in self.boxes.items() if box.isChecked())


class GroupingDialog(ItemDialog):
    """A name, and the groups that are looked at together under it."""

    def __init__(self, parent: QWidget | None, grouping: Grouping | None, taken: Collection[str]) -> None:
        title = tr("Groups that are looked at together")
        super().__init__(parent, title, width=900)
        self._taken = {one.strip().casefold() for one in taken}
        self.name_edit = TextEdit(grouping.name if grouping else "")
        self.groups = GroupBoxes(tr("Groups"), grouping.groups if grouping else ())
        help = tr("Call it what the people call themselves, like “South Asian communities”.")
        self.add_field("name", FormField(tr("&Name"), self.name_edit, help=help))
        self.add_field("groups", FormField(tr("Groups"), self.groups))
        self.finish(self.name_edit)

    def grouping(self) -> Grouping:
        """What was typed and ticked."""
        return Grouping(self.name_edit.text().strip(), self.groups.chosen)

    def problems(self) -> dict[str, str]:
        """It has a name of its own, and two groups at least."""
        found = {}
        name = self.name_edit.text().strip()
        if not name:
            found["name"] = tr("Give it a name.")
        elif name.casefold() in self._taken:
            found["name"] = tr("Another grouping has this name.")
        if len(self.groups.chosen) < 2:
            found["groups"] = tr("Tick two groups or more.")
        return found


def grid_of(parent: QWidget) -> QGridLayout:
    """Lines of a word and a figure."""
    grid = QGridLayout(parent)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setColumnStretch(0, 1)
    return grid
