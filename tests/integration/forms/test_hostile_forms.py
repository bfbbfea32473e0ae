"""PDFs and exports that nobody should send: a sentence each, within the reader's bounds."""

from __future__ import annotations

import io
import json
import os
import zlib
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    StreamObject,
    TextStringObject,
)

from commissioning_app.documents.form_pdf import form_pdf
from tests.forms import a_form
from tests.integration.spreadsheets.importing_files import measure

pytestmark = pytest.mark.skipif(os.name == "nt", reason="measures with the resource module of Unix")


def within_bounds(path: Path) -> str:
    """The sentence that a file is refused with, or "" when it is read; the bounds hold either way."""
    measured = measure(path)
    assert measured.seconds < 10
    assert measured.worker_mb < 500
    assert measured.reader_mb < 500
    return measured.refused.removeprefix(f"{path.name} can't be read. ")


def changed(path: Path, change: Any) -> Path:
    writer = PdfWriter(clone_from=io.BytesIO(form_pdf(a_form())))
    change(writer, writer.root_object["/AcroForm"]["/Fields"])  # type: ignore[index]
    writer.write(path)
    return path


def test_a_value_that_swells_when_it_is_unpacked(tmp_path: Path) -> None:
    def bomb(writer: PdfWriter, fields: Any) -> None:
        stream = StreamObject()
        stream._data = zlib.compress(bytes(600_000_000), 9)
        stream[NameObject("/Filter")] = NameObject("/FlateDecode")
        fields[0].get_object()[NameObject("/V")] = writer._add_object(stream)

    said = within_bounds(changed(tmp_path / "bomb.pdf", bomb))
    assert said.startswith(("The PDF is damaged.", "Reading this workbook takes too much memory."))


def test_fields_that_hold_each_other(tmp_path: Path) -> None:
    def circle(writer: PdfWriter, fields: Any) -> None:
        one, other = DictionaryObject(), DictionaryObject()
        first, second = writer._add_object(one), writer._add_object(other)
        for field, kid in ((one, second), (other, first)):
            field[NameObject("/T")] = TextStringObject("a")
            field[NameObject("/Kids")] = ArrayObject([kid])
        fields.append(first)

    assert within_bounds(changed(tmp_path / "circle.pdf", circle)).startswith("Nothing is filled in")


def test_more_fields_than_anybody_fills_in(tmp_path: Path) -> None:
    def many(writer: PdfWriter, fields: Any) -> None:
        for number in range(60_000):
            field = DictionaryObject({NameObject("/T"): TextStringObject(f"x{number}")})
            fields.append(writer._add_object(field))

    assert within_bounds(changed(tmp_path / "many.pdf", many)).startswith("Nothing is filled in")


@pytest.mark.parametrize("cut", [20, 1_000, 20_000, 60_000])
def test_a_file_that_was_cut_off(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "cut.pdf"
    path.write_bytes(form_pdf(a_form())[:cut])
    assert within_bounds(path).startswith(("The PDF is damaged.", "This PDF holds no fields"))


def test_an_export_that_is_far_too_large(tmp_path: Path) -> None:
    path = tmp_path / "large.eoi.json"
    line = json.dumps({"field": "organisation", "asks": "Name", "kind": "short", "answer": "a" * 50_000_000})
    path.write_text('{"kind": "commissioning-together-eoi", "format": 1,\n"answers": [\n' + line + "]}")
    assert "was changed" in within_bounds(path)


@pytest.mark.parametrize("name", ["form.html", "form.htm", "form.xlsx"])
def test_the_form_itself_in_place_of_what_it_saves(tmp_path: Path, name: str) -> None:
    from commissioning_app.documents.form_html import form_html

    path = tmp_path / name
    path.write_bytes(form_html(a_form()))
    assert within_bounds(path).startswith("This is the form itself, not the file that it saves.")


def test_json_that_our_form_did_not_save(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('{"some": "thing"}')
    assert within_bounds(path).startswith("This file was not saved by our form.")
    path = tmp_path / "b.eoi.json"
    path.write_text('{"some": "thing"}')
    assert "was changed" in within_bounds(path)
