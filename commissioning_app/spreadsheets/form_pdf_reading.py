"""Reads the fields of a filled PDF form, whichever viewer saved it."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from commissioning_app.domain.application_forms.apart import ABOUT_YOU
from commissioning_app.domain.application_forms.fields import FormField
from commissioning_app.domain.application_forms.filled import (
    FormCopy,
    NotAForm,
    fields_by_name,
    fields_of,
)
from commissioning_app.domain.application_forms.identity import FormKind
from commissioning_app.domain.application_forms.pdf_names import DEFINITION_FIELD, INFO_KEY, part_named
from commissioning_app.domain.importing.fields import monitored
from commissioning_app.domain.importing.tables import Cell
from commissioning_app.spreadsheets.form_answer import form_answer
from commissioning_app.spreadsheets.form_apart import apart_answer
from commissioning_app.spreadsheets.kinds import Refused

NO_FIELDS = (
    "This PDF holds no fields that were filled in: it was printed, scanned, or is another document. "
    "Ask the sender for the form as they saved it, or type the EOI in."
)
NOT_OURS = "This PDF is a form, but not one of ours. Type the EOI in, or ask for it on our own form."
PDF_DAMAGED = "The PDF is damaged. Ask the sender to save it again, or type the EOI in."
PDF_LOCKED = "The PDF is protected with a password. Ask the sender for a copy without one."
SHEET_LOST = (
    "The program that saved this sheet “About you” lost what it asks. Ask the sender to fill it in as a web "
    "page or a workbook, or write their answers down on their word."
)
MOST_FIELDS = 20_000
DEEPEST = 16

_LANGUAGE_CODES = re.compile("\x1b[^\x1b]{2,5}\x1b")
"""What may stand inside a PDF's text to tell its language; it is no part of the text."""


def read_pdf_form(path: Path) -> dict[str, Any]:
    """The worker's answer for a filled PDF form; raises Refused for every other PDF."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # a stranger's file is not worth a log
    try:
        copy, parts = _read(path)
    except NotAForm as error:
        raise Refused(str(error)) from error
    except (Refused, MemoryError):
        raise
    except Exception as error:  # a stranger's file can break the parser in any way
        raise Refused(PDF_DAMAGED) from error
    if copy.sheet:
        return {"is_text": True, "sheets": [], "apart": apart_answer(copy, parts)}
    return form_answer(copy, parts)


def _read(path: Path) -> tuple[FormCopy, dict[str, Cell]]:
    from pypdf import PdfReader

    reader = PdfReader(path)
    if reader.is_encrypted and not reader.decrypt(""):
        raise Refused(PDF_LOCKED)
    values = dict(_values(reader))
    if not values:
        raise Refused(NO_FIELDS)
    definition = _definition(reader, values)
    stamp, fields = fields_of(definition)
    fields = fields or fields_by_name(list(values))
    if not fields:
        raise Refused(NOT_OURS)
    is_apart = any(monitored(field.name) for field in fields)
    if is_apart and stamp is None:
        raise Refused(SHEET_LOST)
    copy = FormCopy(FormKind.PDF, stamp, fields, sheet=ABOUT_YOU if is_apart else "")
    return copy, _parts(fields, values)


def _definition(reader: Any, values: Mapping[str, Any]) -> Any:
    """What the form says of itself, from the hidden field or the document's information."""
    info = reader.metadata or {}
    for text in (_text(values.get(DEFINITION_FIELD)), _text(info.get(INFO_KEY))):
        try:
            found = json.loads(text) if text else None
        except (ValueError, RecursionError):
            continue
        if isinstance(found, dict):
            return found
    return None


def _values(reader: Any) -> Iterator[tuple[str, Any]]:
    """Each field's full name and value."""
    form = _resolved(reader.trailer["/Root"].get("/AcroForm"))
    if not isinstance(form, dict):
        return
    waiting = [(one, "", 0) for one in reversed(_resolved(form.get("/Fields")) or [])]
    seen: set[int] = set()
    count = 0
    while waiting:
        field, above, depth = waiting.pop()
        field = _resolved(field)
        count += 1
        if not isinstance(field, dict) or id(field) in seen or count > MOST_FIELDS:
            continue
        seen.add(id(field))
        own = part_named(_text(field.get("/T")))
        name = ".".join(part for part in (above, own) if part)
        kids = [_resolved(kid) for kid in _resolved(field.get("/Kids")) or []]
        within = [kid for kid in kids if isinstance(kid, dict) and "/T" in kid]
        if within and depth < DEEPEST:
            waiting += [(kid, name, depth + 1) for kid in reversed(within)]
        elif name:
            yield name, _value(field, kids)


def _value(field: Any, kids: list[Any]) -> Any:
    """A field's value; of buttons the state, also where a viewer kept only what it shows."""
    value = _resolved(field.get("/V"))
    if _resolved(field.get("/FT")) != "/Btn":
        return value
    states = [value, *(_resolved(kid.get("/AS")) for kid in kids if isinstance(kid, dict))]
    return _State(next((str(one).lstrip("/") for one in states if one and one != "/Off"), ""))


class _State(str):
    """The state of a button, told from a text that was typed."""


def _resolved(value: Any) -> Any:
    return value.get_object() if hasattr(value, "get_object") else value


def _parts(fields: tuple[FormField, ...], values: Mapping[str, Any]) -> dict[str, Cell]:
    """The values as text; a chosen button as the words of its option."""
    options = {field.name: field.options for field in fields if field.is_one_of}
    return {name: _cell(value, options.get(name, ())) for name, value in values.items()}


def _cell(value: Any, options: tuple[str, ...]) -> str:
    if not isinstance(value, _State):
        return _text(value)
    if options and value.isdecimal() and 0 < int(value) <= len(options):
        return options[int(value) - 1]
    return "" if value == "Off" else str(value)


def _text(value: Any) -> str:
    """A text as it was meant, whatever it was written in."""
    from pypdf.generic import ArrayObject, ByteStringObject, StreamObject

    value = _resolved(value)
    if isinstance(value, ArrayObject):
        return "; ".join(_text(one) for one in value)
    if isinstance(value, StreamObject):
        from pypdf.generic import create_string_object

        value = create_string_object(value.get_data())
    if isinstance(value, ByteStringObject):
        text = _decoded(bytes(value))
    else:
        text = str(value) if isinstance(value, str) else ""
    return _LANGUAGE_CODES.sub("", text)


def _decoded(data: bytes) -> str:
    """Bytes that fit no encoding of the standard: what can be read of them."""
    if data[:2] in (b"\xfe\xff", b"\xff\xfe"):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
