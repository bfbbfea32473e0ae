"""A filled form as the worker answers it: one sheet with one row, its columns named by field."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from commissioning_app.domain.application_forms.filled import FormCopy, NotAForm, columns_of
from commissioning_app.domain.importing.tables import Cell
from commissioning_app.spreadsheets.kinds import Refused

SHEET_NAME = "Form"


def form_answer(copy: FormCopy, parts: Mapping[str, Cell]) -> dict[str, Any]:
    """JSON values for a filled copy; raises Refused when nothing is filled in."""
    try:
        columns = columns_of(copy, parts)
    except NotAForm as error:
        raise Refused(str(error)) from error
    dated = {str(at): "some" for at, column in enumerate(columns) if isinstance(column.value, date)}
    sheet = {
        "name": SHEET_NAME,
        "columns": [[column.label, _plain(column.value)] for column in columns],
        "dated": dated,
        "fields": [column.field for column in columns],
    }
    form = {
        "kind": copy.kind.value,
        "stamp": copy.stamp.as_json() if copy.stamp else None,
        "asked": {field.name: field.label for field in copy.fields if field.is_answer},
        "read_as": [
            (column.label, column.was, str(column.value), column.why) for column in columns if column.why
        ],
        "finished": copy.is_finished,
    }
    return {"is_text": True, "sheets": [sheet], "form": form}


def _plain(value: Cell) -> Any:
    """Days go in a list of one, as the reader expects them."""
    return [value.isoformat()] if isinstance(value, date) else value
