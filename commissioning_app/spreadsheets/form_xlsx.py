"""The application form as a protected workbook: questions left, answers right, its identity hidden."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from commissioning_app.domain.application_forms.apart import GuidePart
from commissioning_app.domain.application_forms.design import ApplicationForm
from commissioning_app.domain.application_forms.fields import FormField, Section
from commissioning_app.domain.application_forms.files import asks_for_file
from commissioning_app.domain.application_forms.guide import guide, how_to_send, warning
from commissioning_app.domain.application_forms.identity import FormKind
from commissioning_app.domain.forms import QuestionKind
from commissioning_app.domain.letter_structure import clean_text
from commissioning_app.spreadsheets.form_sheets import (
    ANSWER_COLUMN,
    APART_IDENTITY_SHEET,
    COUNT_COLUMN,
    DEFINITION_ROW,
    FIELD_ROW,
    FORM_SHEET,
    IDENTITY_MARK,
    IDENTITY_SHEET,
    KEY_COLUMN,
    LISTS_ROW,
    PIECE,
    QUESTION_COLUMN,
)
from commissioning_app.spreadsheets.form_xlsx_look import LARGE, STANDARD, Paper
from commissioning_app.spreadsheets.form_xlsx_rules import count_formula, rule_for
from commissioning_app.spreadsheets.workbook_bytes import steady_bytes

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

HOW_TO = (
    "Type in the boxes on the right. The Tab key takes you to the next box. In a long answer, Alt and Enter "
    "begin a new line."
)
NEEDED = "* means that we need an answer."


def form_xlsx(
    form: ApplicationForm, *, apart: ApplicationForm | None = None, large_print: bool = False
) -> bytes:
    """The workbook's bytes, with a sheet ``apart`` if given; the same always give the same bytes."""
    from openpyxl import Workbook
    from openpyxl.workbook.protection import WorkbookProtection

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    paper = LARGE if large_print else STANDARD
    _FormSheet(sheet, form, paper, _write_identity(book, form, IDENTITY_SHEET)).write(FORM_SHEET)
    if apart is not None:
        other = book.create_sheet(apart.title, 1)
        _FormSheet(other, apart, paper, _write_identity(book, apart, APART_IDENTITY_SHEET)).write(apart.title)
    book.security = WorkbookProtection(lockStructure=True)
    properties = book.properties
    properties.title = f"Application form: {form.round_name}"
    properties.subject = f"Round {form.stamp.round_code}"
    properties.creator = form.funder
    properties.language = "en-GB"
    return steady_bytes(book, form.made_at)


def _write_identity(book: Workbook, form: ApplicationForm, name: str) -> dict[str, str]:
    """A hidden sheet; returns where the options of each field stand."""
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(name)
    sheet.sheet_state = "hidden"
    sheet.protection.sheet = True
    sheet.cell(1, 1, IDENTITY_MARK)
    text = json.dumps(form.definition(), ensure_ascii=True, separators=(",", ":"))
    for number, start in enumerate(range(0, len(text), PIECE), start=1):
        sheet.cell(DEFINITION_ROW, number, text[start : start + PIECE])
    lists: dict[str, str] = {}
    for column, field in enumerate(form.fields, start=1):
        _as_text(sheet.cell(FIELD_ROW, column), clean_text(field.name))
        if not field.is_one_of:
            continue
        for number, option in enumerate(field.options):
            _as_text(sheet.cell(LISTS_ROW + number, column), clean_text(option))
        letter = get_column_letter(column)
        last = LISTS_ROW + max(len(field.options), 1) - 1
        lists[field.name] = f"'{name}'!${letter}${LISTS_ROW}:${letter}${last}"
    return lists


def _as_text(cell: Any, text: str) -> None:
    cell.value = text
    cell.data_type = "s"


class _FormSheet:
    """The sheet that people see, written from the top down."""

    def __init__(self, sheet: Worksheet, form: ApplicationForm, paper: Paper, lists: dict[str, str]) -> None:
        self.sheet, self.form, self.paper, self.lists = sheet, form, paper, lists
        self.row = 0
        self.first_answer = ""

    def write(self, name: str) -> None:
        """Title, guide, questions, how to send it."""
        sheet = self.sheet
        sheet.title = name
        self.paper.set_columns(sheet)
        self._banner(self.form.round_name, self.paper.title)
        self._banner(f"{self.form.title} · {self.form.funder}", self.paper.muted)
        if told := warning(self.form):
            self._banner(told, self.paper.warning)
        for part in guide(self.form):
            self._guide(part)
        needed = "" if self.form.apart else f" {NEEDED}"
        self._banner(f"{HOW_TO}{needed}", self.paper.body)
        for section in self.form.sections:
            self._section(section)
        self._guide(GuidePart("When you have finished", (how_to_send(self.form, FormKind.XLSX),)))
        self._protect()
        self.paper.set_print(sheet, self.row)

    def _banner(self, text: str, look: Any) -> None:
        """A line across the sheet."""
        self.row += 1
        self.paper.write_across(self.sheet, self.row, clean_text(text), look)

    def _guide(self, part: GuidePart) -> None:
        self.row += 1
        self._banner(part.heading, self.paper.heading)
        for sentence in part.sentences:
            self._banner(sentence, self.paper.body)
        for point in part.points:
            self._banner(f"•  {point}", self.paper.body)

    def _section(self, section: Section) -> None:
        self.row += 1
        self._banner(section.title, self.paper.section)
        if section.intro:
            self._banner(section.intro, self.paper.body)
        for field in section.fields:
            self._field(field)

    def _field(self, field: FormField) -> None:
        label = clean_text(field.label) + (" *" if field.required else "")
        helps = [clean_text(one) for one in (field.why, field.help) if one]
        if field.kind is QuestionKind.ATTACHMENT:
            helps.append(asks_for_file(FormKind.XLSX))
        if field.word_limit:
            helps.append(f"Up to {field.word_limit:,} words.")
        if field.is_one_of and field.options:
            own = " or type your own words" if field.something_else else ""
            helps.append(f"Choose from the list{own}.")
        if field.kind is not QuestionKind.CHOICES:
            self._answer_row(field, field.name, label, helps)
            return
        self.row += 1
        helps.append("Choose Yes for each that fits.")
        self.paper.write_question(self.sheet, self.row, label, helps)
        for number, option in enumerate(field.options, start=1):
            if heading := field.heading_before(number):
                self._banner(heading, self.paper.heading)
            self._answer_row(field, field.part(number), f"– {clean_text(option)}", [])
        if field.something_else or not field.options:
            self._answer_row(field, field.other_part, f"– {field.else_words}", [])

    def _answer_row(self, field: FormField, key: str, label: str, helps: list[str]) -> None:
        self.row += 1
        _as_text(self.sheet.cell(self.row, KEY_COLUMN), clean_text(key))
        self.paper.write_question(self.sheet, self.row, label, helps)
        cell = self.sheet.cell(self.row, ANSWER_COLUMN)
        self.paper.make_answer(cell, field)
        rule = rule_for(field, key, label, helps, self.lists.get(field.name, ""))
        if rule is not None:
            self.sheet.add_data_validation(rule)
            rule.add(cell)
        if field.word_limit:
            count = self.sheet.cell(self.row, COUNT_COLUMN)
            count.value = count_formula(cell.coordinate, field.word_limit)
            self.paper.make_count(count)
        self.first_answer = self.first_answer or cell.coordinate
        self.row = self.paper.set_height(self.sheet, self.row, label, helps, field)

    def _protect(self) -> None:
        """Answers may be typed, rows and columns made larger; the rest stays. There is no password."""
        protection = self.sheet.protection
        protection.sheet = True
        protection.formatRows = protection.formatColumns = False
        self.sheet.column_dimensions["A"].hidden = True
        view = self.sheet.sheet_view
        view.showGridLines = False
        view.selection[0].activeCell = view.selection[0].sqref = self.first_answer
        assert KEY_COLUMN == 1 and QUESTION_COLUMN == 2
