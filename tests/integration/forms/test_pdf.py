"""The PDF form: what its fields are, and what different viewers write into them."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ByteStringObject, DecodedStreamObject, NameObject, TextStringObject
from reportlab.pdfgen.canvas import Canvas

from commissioning_app.documents.form_pdf import form_pdf
from commissioning_app.domain.application_forms.pdf_names import (
    DEFINITION_FIELD,
    INFO_KEY,
    part_named,
    pdf_name,
)
from commissioning_app.domain.forms import QuestionKind
from commissioning_app.domain.importing import CannotRead, Workbook
from commissioning_app.spreadsheets.reader import SpreadsheetReader
from tests.factories import a_question
from tests.forms import a_form, a_form_round, filled_in
from tests.integration.forms.filling import fill_pdf, parts_of

TEXT = "£5 “said” — naïve"


def read(path: Path) -> Workbook:
    return SpreadsheetReader().read(path)


def says(workbook: Workbook) -> dict[str, Any]:
    """The filled form's values by field."""
    sheet = workbook.sheets[0]
    return {field: column[1] for field, column in zip(sheet.fields, sheet.columns, strict=True) if column[1]}


def widgets(content: bytes) -> list[Any]:
    """Every field's place in the order of the pages."""
    pages = PdfReader(io.BytesIO(content)).pages
    return [one.get_object() for page in pages for one in page.get("/Annots", ())]


def name_of(widget: Any) -> str:
    holder = widget if "/T" in widget else widget["/Parent"].get_object()
    return part_named(holder["/T"])


def test_fields_stand_in_the_order_of_the_form_and_the_tab_key_follows() -> None:
    content = form_pdf(a_form())
    names = list(dict.fromkeys(name_of(widget).partition("#")[0] for widget in widgets(content)))
    assert names == [*(field.name for field in a_form().fields), DEFINITION_FIELD]
    assert {page["/Tabs"] for page in PdfReader(io.BytesIO(content)).pages} == {"/R"}
    for page in PdfReader(io.BytesIO(content)).pages:
        tops = [one.get_object()["/Rect"][3] for one in page["/Annots"] if one.get_object()["/F"] != 2]
        assert tops == sorted(tops, reverse=True)


def test_each_field_is_empty_named_aloud_and_long_enough() -> None:
    by_name: dict[str, Any] = {}
    for widget in widgets(form_pdf(a_form())):
        by_name.setdefault(name_of(widget), widget)
    need, name = by_name["answer:need"], by_name["organisation"]
    assert need["/TU"].startswith("What do people in your community need?. needed. We want to hear it")
    assert (need["/MaxLen"], name["/MaxLen"], by_name["title"]["/MaxLen"]) == (50_000, 1_000, 140)
    assert (need["/Ff"] & 4096, name["/Ff"] & 4096) == (4096, 0)
    shown = {key for key, widget in by_name.items() if widget.get("/V") not in (None, "", "/Off")}
    assert shown == {DEFINITION_FIELD}
    assert "Who takes part? (আপনার গ্রুপে কারা?)" in by_name["answer:who#2"]["/TU"]
    assert by_name["answer:who#2"]["/TU"].startswith("Young people.")
    group = by_name["funding_kind"]["/Parent"].get_object()
    assert group["/TU"].startswith("What is the money for?")
    assert [kid.get_object()["/TU"] for kid in group["/Kids"]] == ["Core funding", "Project funding"]


def test_it_says_what_it_is_and_is_the_same_each_time() -> None:
    form = a_form()
    content = form_pdf(form)
    assert content == form_pdf(form)
    reader = PdfReader(io.BytesIO(content))
    definition = json.loads(json.dumps(form.definition()))
    assert json.loads(str((reader.metadata or {})[INFO_KEY])) == definition
    assert json.loads(str(reader.get_fields()[DEFINITION_FIELD]["/V"])) == definition  # type: ignore[index]
    assert (reader.metadata.title, reader.root_object["/Lang"]) == (  # type: ignore[union-attr]
        "Application form: Grassroots wellbeing", "en-GB",
    )  # fmt: skip
    assert len(content) < 200_000


def test_large_print_has_the_same_fields() -> None:
    def names(content: bytes) -> list[str]:
        return [name_of(widget) for widget in widgets(content)]

    standard, large = form_pdf(a_form()), form_pdf(a_form(), large_print=True)
    assert names(large) == names(standard)
    assert len(PdfReader(io.BytesIO(large)).pages) > len(PdfReader(io.BytesIO(standard)).pages)


def test_a_question_too_long_for_a_page_still_fits_one() -> None:
    questions = (a_question(word_limit=5000), a_question(id="b", text="word " * 300, word_limit=900))
    for large_print in (False, True):
        content = form_pdf(a_form(a_form_round(questions=questions)), large_print=large_print)
        for widget in widgets(content):
            left, bottom, right, top = widget["/Rect"]
            assert 0 <= left <= right <= 596 and 0 <= bottom <= top <= 842


def with_value(tmp_path: Path, value: Any, name: str = "organisation") -> Path:
    """A form whose one field holds just this value."""
    writer = PdfWriter(clone_from=io.BytesIO(form_pdf(a_form())))
    for one in writer.root_object["/AcroForm"]["/Fields"]:  # type: ignore[index]
        if one.get_object()["/T"] == pdf_name(name):
            one.get_object()[NameObject("/V")] = value(writer) if callable(value) else value
    path = tmp_path / "a.pdf"
    writer.write(path)
    return path


def a_stream(data: bytes) -> Callable[[PdfWriter], Any]:
    def add(writer: PdfWriter) -> Any:
        stream = DecodedStreamObject()
        stream.set_data(data)
        return writer._add_object(stream)

    return add


MIXED = "আপনার مرحبا 😀 £"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (ByteStringObject(b"\xa35 \x8dsaid\x8e \x84 na\xefve"), TEXT),
        (ByteStringObject(b"\xfe\xff" + MIXED.encode("utf-16-be")), MIXED),
        (ByteStringObject(b"\xff\xfe" + MIXED.encode("utf-16-le")), MIXED),
        (ByteStringObject(b"\xef\xbb\xbf" + MIXED.encode()), MIXED),
        (ByteStringObject(b"\xfe\xff" + "\x1ben-GB\x1bhello \x1bbn\x1bমা".encode("utf-16-be")), "hello মা"),
        (ByteStringObject(b"\xfe\xff" + "a\rb\r\nc\nd".encode("utf-16-be")), "a\nb\nc\nd"),
        (ByteStringObject(b"plain\rtext"), "plain\ntext"),
        (a_stream(b"\xfe\xff" + MIXED.encode("utf-16-be")), MIXED),
        (a_stream(b"a long text\rin a stream"), "a long text\nin a stream"),
        (TextStringObject("  spaces round it "), "spaces round it"),
    ],
    ids=["pdfdoc", "utf-16-be", "utf-16-le", "utf-8", "language codes", "line ends", "plain", "stream",
         "plain stream", "spaces"],
)  # fmt: skip
def test_text_in_every_way_that_viewers_write_it(tmp_path: Path, value: Any, text: str) -> None:
    assert says(read(with_value(tmp_path, value)))["organisation"] == text


def test_a_broken_text_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    half = ByteStringObject(b"\xfe\xff" + "good".encode("utf-16-be") + b"\xd8\x3d")
    assert str(says(read(with_value(tmp_path, half)))["organisation"]).startswith("good")
    odd = ByteStringObject("caf\u00e9 ".encode() + b"\x9f")
    assert str(says(read(with_value(tmp_path, odd)))["organisation"]).startswith("caf")


def test_a_button_of_which_only_the_look_was_saved(tmp_path: Path) -> None:
    path = fill_pdf(form_pdf(a_form()), filled_in(1), tmp_path / "a.pdf")
    writer = PdfWriter(clone_from=path)
    for one in writer.root_object["/AcroForm"]["/Fields"]:  # type: ignore[index]
        field = one.get_object()
        if field.get("/FT") == "/Btn" or field["/T"].startswith("funding"):
            field.pop("/V", None)
    writer.write(tmp_path / "b.pdf")
    before, after = says(read(path)), says(read(tmp_path / "b.pdf"))
    kinds = {name for name in before if name in ("funding_kind", "publication", "answer:ok.area")}
    assert kinds and {name: before[name] for name in kinds} == {name: after[name] for name in kinds}


def test_a_viewer_that_drops_what_the_form_is(tmp_path: Path) -> None:
    path = fill_pdf(form_pdf(a_form()), filled_in(1), tmp_path / "a.pdf")
    expected = read(path)
    for drop_field in (False, True):
        writer = PdfWriter(clone_from=path)
        writer.metadata = None
        if drop_field:
            fields = writer.root_object["/AcroForm"]["/Fields"]  # type: ignore[index]
            kept = [one for one in fields if one.get_object()["/T"] != DEFINITION_FIELD]
            fields.clear()
            fields.extend(kept)
        writer.write(tmp_path / "b.pdf")
        again = read(tmp_path / "b.pdf")
        if drop_field:
            assert again.forms[0].stamp is None
            names = ("organisation", "title", "answer:need", "answer:story")
            assert all(says(again).get(name) == says(expected).get(name) for name in names)
        else:
            assert (again.forms[0].stamp, says(again)) == (expected.forms[0].stamp, says(expected))


def a_pdf(path: Path, draw: Callable[[Canvas], object]) -> Path:
    canvas = Canvas(str(path))
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return path


def test_pdfs_that_are_no_form_of_ours(tmp_path: Path) -> None:
    printed = a_pdf(tmp_path / "printed.pdf", lambda canvas: canvas.drawString(50, 700, "Scanned"))
    other = a_pdf(
        tmp_path / "other.pdf",
        lambda canvas: canvas.acroForm.textfield(name="Text1", value="Hello", x=5, y=5),
    )
    locked = PdfWriter(clone_from=io.BytesIO(form_pdf(a_form())))
    locked.encrypt("secret", algorithm="RC4-128")
    locked.write(tmp_path / "locked.pdf")
    cut = tmp_path / "cut.pdf"
    cut.write_bytes(form_pdf(a_form())[:3000])
    blank = tmp_path / "blank.pdf"
    blank.write_bytes(form_pdf(a_form()))
    sentences = {
        printed: "This PDF holds no fields that were filled in",
        other: "This PDF is a form, but not one of ours.",
        tmp_path / "locked.pdf": "The PDF is protected with a password.",
        cut: "The PDF is damaged." ,
        blank: "Nothing is filled in on this form.",
    }  # fmt: skip
    for path, sentence in sentences.items():
        with pytest.raises(CannotRead) as refused:
            read(path)
        assert str(refused.value).startswith(f"{path.name} can't be read. {sentence}"), path.name


def test_options_of_an_older_form_are_read_with_its_own_words(tmp_path: Path) -> None:
    old = (a_question(id="place", kind=QuestionKind.CHOICE, options=("By boat", "By train"), word_limit=0),)
    writer = PdfWriter(clone_from=io.BytesIO(form_pdf(a_form(a_form_round(questions=old)))))
    for page in writer.pages:
        writer.update_page_form_field_values(page, {pdf_name("answer:place"): "/2"}, auto_regenerate=False)
    writer.write(tmp_path / "a.pdf")
    assert says(read(tmp_path / "a.pdf"))["answer:place"] == "By train"


@pytest.mark.skipif(shutil.which("pdftk") is None, reason="no pdftk on this machine")
@pytest.mark.parametrize("count", [3, pytest.param(40, marks=pytest.mark.proof)])
def test_another_program_that_fills_forms_in(tmp_path: Path, count: int) -> None:
    template = tmp_path / "form.pdf"
    template.write_bytes(form_pdf(a_form()))
    for seed in range(count):
        filled = filled_in(seed)
        texts, buttons = parts_of(filled)
        values = {**texts, **{part: state[1:] for part, state in buttons.items()}}
        fields = "".join(
            f'<field name="{escape(pdf_name(part))}"><value>{escape(text)}</value></field>'
            for part, text in values.items()
        )
        data = tmp_path / "data.xfdf"
        data.write_text(
            '<?xml version="1.0" encoding="UTF-8"?>'
            '<xfdf xmlns="http://ns.adobe.com/xfdf/" xml:space="preserve">'
            f"<fields>{fields}</fields></xfdf>",
            encoding="utf8",
        )
        theirs = tmp_path / "theirs.pdf"
        command = ["pdftk", str(template), "fill_form", str(data), "output", str(theirs)]
        subprocess.run(command, check=True, capture_output=True, timeout=60)
        ours = fill_pdf(template.read_bytes(), filled, tmp_path / "ours.pdf")
        assert says(read(theirs)) == says(read(ours))
