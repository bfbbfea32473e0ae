"""How a form's fields are named inside a PDF, where a full stop would mean a field within a field."""

from __future__ import annotations

import re

INFO_KEY = "/CommissioningForm"
"""The entry of the document's information that holds the form's definition as JSON."""

DEFINITION_FIELD = "form_definition"
"""A hidden field with the same, for viewers that write a document's information anew."""

_UNSAFE = re.compile(r"[^A-Za-z0-9_:#-]")
_WRITTEN = re.compile(r"=([0-9a-f]{1,6});")


def pdf_name(part: str) -> str:
    """The name of a field or of one of its parts in the PDF."""
    return _UNSAFE.sub(lambda match: f"={ord(match[0]):x};", part)


def part_named(name: str) -> str:
    """The field or part that a PDF's name means."""
    return _WRITTEN.sub(lambda match: _char(match[1], match[0]), name)


def _char(code: str, otherwise: str) -> str:
    number = int(code, 16)
    return chr(number) if number <= 0x10FFFF else otherwise
