"""What a form says where it asks for a file: what may be sent, how much, and how it gets there."""

from __future__ import annotations

from collections.abc import Mapping

from commissioning_app.domain.application_forms.identity import FormKind
from commissioning_app.domain.attachments import MOST_BYTES

MOST_IN_WORDS = f"{MOST_BYTES // 1_048_576} MB"

TAKEN_IN_WORDS = f"A PDF, a Word or text file, a picture or a recording, up to {MOST_IN_WORDS}."
"""What is taken, for applicants."""

SEND: Mapping[FormKind, str] = {
    FormKind.HTML: "Send the file in the same e-mail, and write its name here.",
    FormKind.PDF: "Send the file together with this form, and write its name here.",
    FormKind.XLSX: "Send the file together with this workbook, and type its name here.",
}
"""How a file gets to the funder: no kind of form holds it, so that each stays small enough for e-mail."""


def asks_for_file(kind: FormKind) -> str:
    """What stands under a question that asks for a file."""
    return f"{SEND[kind]} {TAKEN_IN_WORDS}"
