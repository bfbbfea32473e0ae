"""How the workbook form looks, in standard and in large print."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from commissioning_app.domain.application_forms.fields import FormField
from commissioning_app.domain.forms import QuestionKind
from commissioning_app.spreadsheets.form_sheets import (
    ANSWER_COLUMN,
    COUNT_COLUMN,
    KEY_COLUMN,
    QUESTION_COLUMN,
)
from commissioning_app.spreadsheets.schedule_cells import (
    ACCENT,
    INK,
    LINE,
    MUTED,
    WARN,
    WARN_SOFT,
    WHITE,
    font,
)

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

BOX, FIELD = "FF6F6A60", "FFFFFDF8"
MONEY_FORMAT, DAY_FORMAT, TEXT_FORMAT = "£#,##0.00", "d mmmm yyyy", "@"
TALLEST = 400.0
"""Points; a spreadsheet makes no row higher than 409."""
MOST_ROWS = 4


@dataclass(frozen=True)
class Look:
    """A line across the sheet: size in points, colours as ARGB."""

    size: int
    bold: bool = False
    colour: str = INK
    fill: str = ""


@dataclass(frozen=True)
class Paper:
    """One way to set the form: text size in points, column widths in characters that fill an A4 page."""

    size: int
    question_width: float
    answer_width: float
    count_width: float
    orientation: str = "portrait"

    @property
    def title(self) -> Look:
        """The round's name."""
        return Look(self.size + 8, True, ACCENT)

    @property
    def section(self) -> Look:
        """Begins a part of the questions."""
        return Look(self.size + 2, True, WHITE, ACCENT)

    @property
    def heading(self) -> Look:
        """Begins a part of the guide."""
        return Look(self.size + 1, True, ACCENT)

    @property
    def body(self) -> Look:
        """Running text."""
        return Look(self.size)

    @property
    def muted(self) -> Look:
        """Beside the title."""
        return Look(self.size, False, MUTED)

    @property
    def warning(self) -> Look:
        """What must not be missed."""
        return Look(self.size, True, WARN, WARN_SOFT)

    @property
    def line(self) -> float:
        """The height of one line in points."""
        return self.size * 1.42

    def set_columns(self, sheet: Worksheet) -> None:
        """The widths of the columns."""
        widths = {
            KEY_COLUMN: 4.0, QUESTION_COLUMN: self.question_width,
            ANSWER_COLUMN: self.answer_width, COUNT_COLUMN: self.count_width,
        }  # fmt: skip
        for column, width in widths.items():
            sheet.column_dimensions[_letter(column)].width = width

    def write_across(self, sheet: Worksheet, row: int, text: str, look: Look) -> None:
        """A line over question, answer and count."""
        from openpyxl.styles import Alignment, PatternFill

        cell: Any = sheet.cell(row, QUESTION_COLUMN)
        cell.value = text or None
        cell.data_type = "s" if text else "n"
        cell.font = font(look.size, look.bold, look.colour)
        inset = 1 if look.fill else 0
        cell.alignment = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=inset)
        if look.fill:
            for column in (QUESTION_COLUMN, ANSWER_COLUMN, COUNT_COLUMN):
                sheet.cell(row, column).fill = PatternFill("solid", fgColor=look.fill)
        sheet.merge_cells(start_row=row, end_row=row, start_column=QUESTION_COLUMN, end_column=COUNT_COLUMN)
        wide = (self.question_width + self.answer_width + self.count_width) * self._letters(look.size)
        height = look.size * 1.42 * _lines(text, wide) + (8 if look.fill else 3)
        sheet.row_dimensions[row].height = min(height, TALLEST)

    def write_question(self, sheet: Worksheet, row: int, label: str, helps: Sequence[str]) -> None:
        """The question in bold, with what helps to answer it below."""
        from openpyxl.cell.rich_text import CellRichText, TextBlock
        from openpyxl.cell.text import InlineFont
        from openpyxl.styles import Alignment, Border, Side

        cell: Any = sheet.cell(row, QUESTION_COLUMN)
        is_option = label.startswith("– ")
        strong = InlineFont(rFont="Calibri", sz=self.size, b=not is_option, color=INK)
        parts = [TextBlock(strong, label)]
        if helps:
            quiet = InlineFont(rFont="Calibri", sz=self.size - 1, color=MUTED)
            parts.append(TextBlock(quiet, "\n" + " ".join(helps)))
        cell.value = CellRichText(*parts)
        cell.font = font(self.size, not is_option, INK)
        inset = 2 if is_option else 0
        cell.alignment = Alignment(
            horizontal="left", vertical="top" if helps else "center", wrap_text=True, indent=inset
        )
        if not is_option:
            cell.border = Border(top=Side("thin", color=LINE))
        sheet.row_dimensions[row].height = self._height(label, helps)

    def make_answer(self, cell: Cell, field: FormField) -> None:
        """A box that may be typed into; what is typed stays as it is, zeros and signs at its front too."""
        from openpyxl.styles import Alignment, Border, PatternFill, Protection, Side

        edge = Side("thin", color=BOX)
        cell.border = Border(left=edge, right=edge, top=edge, bottom=edge)
        cell.fill = PatternFill("solid", fgColor=FIELD)
        cell.font = font(self.size, False, INK)
        upright = "top" if field.kind is QuestionKind.LONG else "center"
        cell.alignment = Alignment(horizontal="left", vertical=upright, wrap_text=True, indent=1)
        cell.protection = Protection(locked=False)
        formats = {
            QuestionKind.MONEY: MONEY_FORMAT,
            QuestionKind.DATE: DAY_FORMAT,
            QuestionKind.NUMBER: "General",
        }
        cell.number_format = formats.get(field.kind, TEXT_FORMAT)

    def make_count(self, cell: Cell) -> None:
        """The count of words beside an answer."""
        from openpyxl.styles import Alignment

        cell.font = font(self.size - 1, False, MUTED)
        cell.alignment = Alignment(horizontal="left", vertical="top", wrap_text=True, indent=1)

    def set_height(
        self, sheet: Worksheet, row: int, label: str, helps: Sequence[str], field: FormField
    ) -> int:
        """High enough for the question, and for an answer of the length that is asked for.

        No row is as high as a long answer, so such a box goes over several rows; returns the last of them.
        """
        answer = 1.0
        if field.kind is QuestionKind.LONG:
            letters = field.word_limit * 6.2 if field.word_limit else 0
            answer = max(4.0, math.ceil(letters / (self.answer_width * self._letters(self.size))) + 1)
        height = max(self._height(label, helps), answer * self.line + 6)
        rows = min(math.ceil(height / TALLEST), MOST_ROWS)
        for one in range(row, row + rows):
            sheet.row_dimensions[one].height = min(height / rows, TALLEST)
        if rows > 1:
            for column in (QUESTION_COLUMN, ANSWER_COLUMN, COUNT_COLUMN):
                sheet.merge_cells(
                    start_row=row, end_row=row + rows - 1, start_column=column, end_column=column
                )
        return row + rows - 1

    def _height(self, label: str, helps: Sequence[str]) -> float:
        wide = self.question_width * self._letters(self.size)
        lines = _lines(label, wide * 0.92) + (_lines(" ".join(helps), wide * 1.04) if helps else 0)
        return max(lines * self.line + 8, self.line * 1.6)

    def _letters(self, size: int) -> float:
        """How many letters of a size stand in the width of one at 11 points."""
        return 11 / size * 1.08

    def set_print(self, sheet: Worksheet, last: int) -> None:
        """A4 upright, one page wide, page numbers at the foot."""
        setup: Any = sheet.page_setup
        setup.orientation, setup.paperSize = self.orientation, "9"
        setup.fitToWidth, setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.print_area = f"{_letter(QUESTION_COLUMN)}1:{_letter(COUNT_COLUMN)}{last}"
        margins = sheet.page_margins
        margins.left = margins.right = 0.5
        margins.top, margins.bottom, margins.footer = 0.5, 0.7, 0.3
        sheet.oddFooter.right.text = "Page &P of &N"


STANDARD = Paper(size=11, question_width=33, answer_width=53, count_width=12)
LARGE = Paper(size=16, question_width=48, answer_width=74, count_width=18, orientation="landscape")


def _lines(text: str, wide: float) -> int:
    return sum(max(1, math.ceil(len(line) / wide)) for line in text.split("\n")) if text else 1


def _letter(column: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(column))
