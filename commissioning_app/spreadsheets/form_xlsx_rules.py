"""What may be typed into the cells of a form, and the words that are counted beside a long answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from commissioning_app.domain.application_forms.fields import LONGEST_TITLE, FormField
from commissioning_app.domain.application_forms.words import most_words
from commissioning_app.domain.forms import QuestionKind
from commissioning_app.domain.importing.fields import ImportField

if TYPE_CHECKING:
    from openpyxl.worksheet.datavalidation import DataValidation

LONGEST_PROMPT, LONGEST_TITLE_OF_PROMPT = 255, 32
"""Characters that a spreadsheet takes."""

LARGEST_AMOUNT = "10000000000000"


def rule_for(
    field: FormField, key: str, label: str, helps: Sequence[str], options: str
) -> DataValidation | None:
    """What the cell takes, with the question as its message, which screen readers say."""
    from openpyxl.worksheet.datavalidation import DataValidation

    rule = DataValidation(allow_blank=True, showInputMessage=True)
    rule.promptTitle = _cut(label, LONGEST_TITLE_OF_PROMPT)
    rule.prompt = _cut(" ".join([label.removeprefix("– "), *helps]), LONGEST_PROMPT)
    if field.kind is QuestionKind.CHOICES and key != field.other_part:
        _choices(rule, '"Yes,No"', strict=True)
    elif field.is_one_of and field.options:
        _choices(rule, options, strict=not field.something_else)
    elif field.kind in (QuestionKind.MONEY, QuestionKind.NUMBER):
        rule.type, rule.operator = "decimal", "between"
        rule.formula1, rule.formula2 = ("0" if field.kind is QuestionKind.MONEY else "-1E+15"), LARGEST_AMOUNT
        what = "an amount in pounds" if field.kind is QuestionKind.MONEY else "a number"
        _refuse(rule, f"Type {what} with digits only, such as 8400.")
    elif field.kind is QuestionKind.DATE:
        rule.type, rule.operator = "date", "between"
        rule.formula1, rule.formula2 = "DATE(1900,1,1)", "DATE(2199,12,31)"
        _refuse(rule, "Type a day, such as 4/12/2026.")
    elif field.name == ImportField.TITLE:
        rule.type, rule.operator, rule.formula1 = "textLength", "lessThanOrEqual", str(LONGEST_TITLE)
        _refuse(rule, f"Use up to {LONGEST_TITLE} characters.")
    return rule


def _choices(rule: DataValidation, options: str, *, strict: bool) -> None:
    rule.type, rule.formula1 = "list", options
    if strict:
        _refuse(rule, "Choose one from the list.")
    else:
        rule.showErrorMessage = False


def _refuse(rule: DataValidation, sentence: str) -> None:
    rule.showErrorMessage, rule.errorStyle = True, "stop"
    rule.errorTitle, rule.error = "This does not fit here", sentence


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def count_formula(cell: str, limit: int) -> str:
    """How many words a cell has of how many, worked out by the spreadsheet as one types."""
    plain = f'TRIM(SUBSTITUTE(SUBSTITUTE({cell},CHAR(10)," "),CHAR(9)," "))'
    words = f'IF(LEN({plain})=0,0,LEN({plain})-LEN(SUBSTITUTE({plain}," ",""))+1)'
    over = f'IF({words}>{most_words(limit)},": please shorten it","")'
    return f'={words}&" of {limit:,} words"&{over}'
