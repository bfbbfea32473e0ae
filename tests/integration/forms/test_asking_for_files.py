"""What each kind of form says where it asks for a file."""

from __future__ import annotations

import io

import openpyxl
import pytest
from pypdf import PdfReader

from commissioning_app.documents.form_html import form_html
from commissioning_app.documents.form_pdf import form_pdf
from commissioning_app.domain.application_forms.files import TAKEN_IN_WORDS, asks_for_file
from commissioning_app.domain.application_forms.identity import FormKind
from commissioning_app.domain.attachments import MOST_BYTES
from commissioning_app.domain.readability import measure
from commissioning_app.spreadsheets.form_xlsx import form_xlsx
from tests.forms import a_form


def test_the_limit_is_the_one_that_is_kept() -> None:
    assert MOST_BYTES == 25 * 1024 * 1024
    assert TAKEN_IN_WORDS == "A PDF, a Word or text file, a picture or a recording, up to 25 MB."


@pytest.mark.parametrize("kind", FormKind)
def test_it_reads_easily(kind: FormKind) -> None:
    assert measure([asks_for_file(kind)]).reading_age <= 11


def test_each_kind_says_it_on_the_form() -> None:
    form = a_form()
    page = form_html(form).decode()
    boxes = PdfReader(io.BytesIO(form_pdf(form))).get_fields() or {}
    tips = " ".join(str(box.get("/TU")) for box in boxes.values())
    book = openpyxl.load_workbook(io.BytesIO(form_xlsx(form)))
    cells = " ".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
    said = [asks_for_file(kind).rstrip(".") for kind in (FormKind.HTML, FormKind.PDF, FormKind.XLSX)]
    assert [words in text for words, text in zip(said, (page, tips, cells), strict=True)] == [True] * 3
