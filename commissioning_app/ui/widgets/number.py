"""A whole number, typed; what is wrong is said beside the field."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from commissioning_app.translation import tr
from commissioning_app.ui.widgets.fields import TextEdit


class NumberEdit(TextEdit):
    """A whole number or nothing; `number` is None when the field is empty or can't be read."""

    number_changed = Signal(object)
    problem_changed = Signal(str)

    def __init__(
        self,
        number: int | None = None,
        *,
        required: bool = False,
        least: int = 0,
        most: int = 1_000_000,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(characters=10, parent=parent)
        self._required, self._least, self._most = required, least, most
        self._problem = ""
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.set_number(number)
        self.textEdited.connect(self._edited)
        self.editingFinished.connect(self.check)

    @property
    def number(self) -> int | None:
        """The number."""
        return self._read()[0]

    def set_number(self, number: int | None) -> None:
        """Show a number."""
        self.setText("" if number is None else str(number))
        self._say("")

    def check(self) -> bool:
        """Say what is wrong now; True when nothing is."""
        self._say(self._read()[1])
        return not self._problem

    def _read(self) -> tuple[int | None, str]:
        text = self.text().strip().rstrip("%").strip().replace(",", "")
        if not text:
            return None, tr("Type a whole number.") if self._required else ""
        if not text.isdecimal():
            return None, tr("“{text}” is not a whole number.", text=self.text().strip())
        number = int(text)
        if not self._least <= number <= self._most:
            low, high = self._least, self._most
            return None, tr("This is a number from {low} to {high}.", low=f"{low:,}", high=f"{high:,}")
        return number, ""

    def _edited(self) -> None:
        number, problem = self._read()
        self._say(problem if self._problem else "")
        self.number_changed.emit(number)

    def _say(self, problem: str) -> None:
        if problem != self._problem:
            self._problem = problem
            self.problem_changed.emit(problem)
