"""Gathers the notes on one table while its columns are read."""

from __future__ import annotations

from commissioning_app.domain.importing.notes import Interpretation, Problem, as_seen


class Notes:
    """Problems and interpretations by the row's index in the table; ``bad`` holds the rows with a problem."""

    def __init__(self, sheet: str, rows: list[int]) -> None:
        self.sheet = sheet
        self.rows = rows
        self.bad: set[int] = set()
        self.bad_cells: set[tuple[int, str]] = set()
        self._problems: list[tuple[int, Problem]] = []
        self._interpretations: list[tuple[int, Interpretation]] = []

    def problem(self, index: int, column: str, value: object, sentence: str) -> None:
        """Note that a cell can't be taken, so its row is not imported."""
        self.bad.add(index)
        self.bad_cells.add((index, column))
        row = self.rows[index]
        self._problems.append((row, Problem(self.sheet, row, column, as_seen(value), sentence)))

    def interpreted(self, index: int, column: str, value: object, became: object, why: str) -> None:
        """Note that a cell was not taken as it stood."""
        row = self.rows[index]
        note = Interpretation(self.sheet, row, column, as_seen(value), as_seen(became), why)
        self._interpretations.append((row, note))

    def of_column(self, column: str, value: str, became: str, why: str) -> None:
        """Note something that holds for every row of a column."""
        self._interpretations.append((0, Interpretation(self.sheet, 0, column, value, became, why)))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems in the order of the rows."""
        return tuple(note for _, note in sorted(self._problems, key=lambda pair: pair[0]))

    @property
    def interpretations(self) -> tuple[Interpretation, ...]:
        """The interpretations in the order of the rows."""
        return tuple(note for _, note in sorted(self._interpretations, key=lambda pair: pair[0]))
