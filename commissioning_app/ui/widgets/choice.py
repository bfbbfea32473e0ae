"""One of a few: radio buttons under a label, each with a line that says what it means."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton, QWidget

from commissioning_app.ui.lib.layouts import column
from commissioning_app.ui.lib.theme import theme
from commissioning_app.ui.widgets.text import Label, Prose

Option = tuple[str, str, str]


class Choices(QWidget):
    """Options are (key, words, detail). `chosen` is the marked one's key; `changed` comes with it.

    The first is marked unless said; None marks none, where the person has to choose for themself. Short ones
    without details may stand in `across` columns, in order downwards.
    """

    changed = Signal(str)

    def __init__(
        self,
        label: str,
        options: Sequence[Option],
        *,
        chosen: str | None = "",
        help: str = "",
        across: int = 1,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        outer = column(self, gap="xs")
        outer.addWidget(Label(label, "strong"))
        if help:
            outer.addWidget(Prose(help, "muted"))
        self._group = QButtonGroup(self)
        self._details: list[Prose] = []
        self.buttons: dict[str, QRadioButton] = {}
        grid = QGridLayout()
        grid.setVerticalSpacing(outer.spacing())
        down = -(-len(options) // across)
        for place, (key, words, detail) in enumerate(options):
            button = QRadioButton(words)
            button.setAccessibleName(f"{label}: {words}")
            button.setAccessibleDescription(detail)
            button.toggled.connect(lambda on, key=key: self.changed.emit(key) if on else None)
            self._group.addButton(button)
            self.buttons[key] = button
            if across > 1:
                grid.addWidget(button, place % down, place // down)
                continue
            outer.addWidget(button)
            if detail:
                self._details.append(Prose(detail, "muted"))
                outer.addWidget(self._details[-1])
        if across > 1:
            outer.addLayout(grid)
        outer.addStretch(1)
        if chosen is not None:
            self.set_chosen(chosen or options[0][0])
        self.setAccessibleName(label)
        theme().changed.connect(self._indent)
        self._indent()

    @property
    def chosen(self) -> str:
        """The key of the marked one."""
        return next((key for key, button in self.buttons.items() if button.isChecked()), "")

    def set_chosen(self, key: str) -> None:
        """Mark another one."""
        self.buttons[key].setChecked(True)

    def _indent(self) -> None:
        """The details stand under the words, not under the dot."""
        for detail in self._details:
            detail.setIndent(theme().px(16) + 18)
