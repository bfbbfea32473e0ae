"""Where one is among the steps of something: all of them in a line, the present one marked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QSizePolicy, QWidget

from commissioning_app.translation import tr
from commissioning_app.ui.lib.layouts import FlowLayout
from commissioning_app.ui.lib.theme import set_property
from commissioning_app.ui.widgets.text import Label


class StepLine(QWidget):
    """The names of the steps with their numbers."""

    def __init__(self, names: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._names = list(names)
        self._labels: list[Label] = []
        flow = FlowLayout(self, gap="xl", line_gap="xs")
        for number, name in enumerate(names, start=1):
            label = Label(f"{number} {name}", "muted", wrap=False)
            self._labels.append(label)
            flow.addWidget(label)
        self.set_current(0)

    def set_current(self, place: int) -> None:
        """Mark the step that is shown."""
        for number, label in enumerate(self._labels):
            set_property(label, "role", "strong" if number == place else "muted")
            label.updateGeometry()
        said = tr(
            "Step {number} of {total}: {name}",
            number=place + 1,
            total=len(self._names),
            name=self._names[place],
        )
        self.setAccessibleName(said)
