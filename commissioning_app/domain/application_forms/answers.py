"""What was filled in, brought to the form in which an EOI keeps it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from commissioning_app.domain.application_forms.fields import FormField
from commissioning_app.domain.errors import BadValue
from commissioning_app.domain.forms import QuestionKind
from commissioning_app.domain.importing.days import parse_day
from commissioning_app.domain.importing.fields import FieldKind, kind_of
from commissioning_app.domain.importing.notes import quoted
from commissioning_app.domain.importing.tables import Cell
from commissioning_app.domain.money import parse_pounds, pounds

BETWEEN = "; "
"""What stands between several choices in one answer."""

NOT_TICKED = frozenset({"", "no", "n", "off", "false", "0"})

_LINE_ENDS = re.compile("\r\n?")


@dataclass(frozen=True)
class Answer:
    """A field's value, and why it is not what was filled in where it isn't."""

    value: Cell
    was: str = ""
    why: str = ""


def with_plain_lines(text: str) -> str:
    """A text with one kind of line end, as every viewer and browser means it."""
    return _LINE_ENDS.sub("\n", text)


def answer_from(field: FormField, parts: Mapping[str, Cell]) -> Answer:
    """What a field says, from its own cell and those of its options and of something else."""
    main = parts.get(field.name, "")
    other = _text(parts.get(field.other_part, "")).strip()
    if field.kind is QuestionKind.CHOICES:
        ticked = [
            option
            for number, option in enumerate(field.options, start=1)
            if _is_ticked(parts.get(field.part(number), ""))
        ]
        written = [text for text in (_text(main).strip(), other) if text]
        return Answer(BETWEEN.join([*ticked, *written]))
    if field.is_one_of:
        return _chosen(field, _text(main).strip(), other)
    if not field.is_answer and kind_of(field.name) is not FieldKind.TEXT:
        return Answer(main if not isinstance(main, str) else main.strip())
    if field.kind is QuestionKind.MONEY:
        return _money(main)
    if field.kind is QuestionKind.DATE:
        return _day(main)
    return Answer(_text(main).strip())


def _text(cell: Cell) -> str:
    if isinstance(cell, str):
        return with_plain_lines(cell)
    if isinstance(cell, datetime) and not (cell.hour or cell.minute or cell.second):
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date) else quoted(cell)


def _is_ticked(cell: Cell) -> bool:
    return _text(cell).strip().casefold() not in NOT_TICKED


def _chosen(field: FormField, text: str, other: str) -> Answer:
    known = {
        _key(word): value
        for option, value in zip(field.options, field.kept_values, strict=False)
        for word in (value, option)
    }
    known |= {"true": known["yes"], "false": known["no"]} if {"yes", "no"} <= known.keys() else {}
    if not text:
        return Answer(other)
    value = known.get(_key(text), text)
    return Answer(value if not other else f"{value}{BETWEEN}{other}")


def _key(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def _money(cell: Cell) -> Answer:
    text = _text(cell).strip()
    try:
        kept = pounds(parse_pounds(text)) if text else ""
    except BadValue:
        return Answer(text)
    plain = text.replace(",", "").removeprefix("£")
    same = not isinstance(cell, str) or plain == kept.replace(",", "").removeprefix("£")
    return Answer(kept) if same else Answer(kept, text, "an amount written as text")


def _day(cell: Cell) -> Answer:
    text = _text(cell).strip()
    if not isinstance(cell, str) or not text:
        return Answer(text)
    moment, why = parse_day(text)
    if moment is None:
        return Answer(text)
    kept = (moment.date() if isinstance(moment, datetime) else moment).isoformat()
    return Answer(kept) if kept == text else Answer(kept, text, why)
