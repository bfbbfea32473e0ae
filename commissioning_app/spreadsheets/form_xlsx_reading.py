"""Recognises our own workbook form among sheets that were read, and takes its answers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from commissioning_app.domain.application_forms.apart import ABOUT_YOU
from commissioning_app.domain.application_forms.filled import FormCopy, NotAForm, fields_of
from commissioning_app.domain.application_forms.identity import FormKind
from commissioning_app.domain.importing.tables import Cell
from commissioning_app.spreadsheets.form_answer import form_answer
from commissioning_app.spreadsheets.form_apart import NOTHING_SAID, apart_answer
from commissioning_app.spreadsheets.form_sheets import (
    ANSWER_COLUMN,
    APART_IDENTITY_SHEET,
    DEFINITION_ROW,
    IDENTITY_MARK,
    IDENTITY_SHEET,
    KEY_COLUMN,
)
from commissioning_app.spreadsheets.kinds import Refused

RawSheet = dict[str, Any]


def as_form(sheets: Sequence[RawSheet]) -> dict[str, Any] | None:
    """The worker's answer for our own form, or None for anybody else's workbook."""
    identity = next((one for one in sheets if _is_identity(one, IDENTITY_SHEET)), None)
    if identity is None:
        return None
    apart = next((one for one in sheets if _is_identity(one, APART_IDENTITY_SHEET)), None)
    try:
        stamp, fields = fields_of(_definition(identity))
    except NotAForm as error:
        raise Refused(str(error)) from error
    form = _answers_to({field.name for field in fields}, sheets, identity)
    if form is None:
        return None
    answer = form_answer(FormCopy(FormKind.XLSX, stamp, fields), _parts(form))
    return answer | ({"apart": found} if apart and (found := _apart(apart, sheets)) else {})


def _apart(identity: RawSheet, sheets: Sequence[RawSheet]) -> dict[str, Any] | None:
    """What the sheet that is kept apart says; why it can't be taken; None when it was left empty."""
    try:
        stamp, fields = fields_of(_definition(identity))
        sheet = _answers_to({field.name for field in fields}, sheets, identity)
        parts = _parts(sheet) if sheet is not None else {}
        return apart_answer(FormCopy(FormKind.XLSX, stamp, fields, sheet=ABOUT_YOU), parts)
    except (NotAForm, Refused) as error:
        return {"refused": str(error)} if str(error) != NOTHING_SAID else None


def _answers_to(names: set[str], sheets: Sequence[RawSheet], identity: RawSheet) -> RawSheet | None:
    """The sheet that names these fields beside its answers."""
    keys = {id(one): {key.partition("#")[0] for key in _keys(one)} for one in sheets}
    return next((one for one in sheets if one is not identity and names & keys[id(one)]), None)


def _is_identity(sheet: RawSheet, name: str) -> bool:
    columns = sheet.get("columns") or [[]]
    return bool(sheet["name"] == name and columns[0][:1] == [IDENTITY_MARK])


def _definition(sheet: RawSheet) -> Any:
    row = DEFINITION_ROW - 1
    pieces = [column[row] for column in sheet["columns"] if len(column) > row]
    try:
        return json.loads("".join(piece for piece in pieces if isinstance(piece, str)))
    except (ValueError, RecursionError):
        return None


def _keys(sheet: RawSheet) -> list[str]:
    columns = sheet.get("columns") or []
    return [cell for cell in columns[KEY_COLUMN - 1] if isinstance(cell, str)] if columns else []


def _parts(sheet: RawSheet) -> dict[str, Cell]:
    """Each named answer; rows that were put in or moved do no harm, a name that stands twice counts once."""
    columns, dated = sheet["columns"], sheet.get("dated", {})
    if len(columns) < ANSWER_COLUMN:
        return {}
    answers, how = columns[ANSWER_COLUMN - 1], dated.get(ANSWER_COLUMN - 1, "")
    parts: dict[str, Cell] = {}
    for key, cell in zip(columns[KEY_COLUMN - 1], answers, strict=True):
        if isinstance(key, str) and key and key not in parts:
            parts[key] = _cell(cell, how)
    return parts


def _cell(cell: Any, how: str) -> Cell:
    """A cell as it was before days were written as text for the way out of the worker."""
    if isinstance(cell, list):
        return _moment(cell[0])
    if how == "all" and isinstance(cell, str) and cell:
        return _moment(cell)
    return cell if isinstance(cell, str | int | float | bool) else ""


def _moment(text: str) -> Cell:
    moment = datetime.fromisoformat(text) if text[:4].isdigit() and text[4:5] == "-" else None
    if moment is None:
        return text
    return moment.date() if len(text) == 10 or moment.time() == datetime.min.time() else moment
