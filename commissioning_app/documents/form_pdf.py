"""The application form as a PDF to fill in on a screen or by hand, in standard and in large print."""

from __future__ import annotations

import io
import json
import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reportlab.pdfgen.canvas import Canvas

from commissioning_app.documents.flow import Piece, Stack, TextPiece
from commissioning_app.documents.form_pieces import Band, field_pieces
from commissioning_app.documents.form_widgets import Widgets
from commissioning_app.documents.letter_head import draw_watermark
from commissioning_app.documents.letter_pdf import LANGUAGE, Pages, paginate
from commissioning_app.documents.page import Page
from commissioning_app.documents.styles import LARGE, PAGE_HEIGHT, PAGE_WIDTH, STANDARD, Print, look
from commissioning_app.documents.text_setting import set_text
from commissioning_app.domain.application_forms.apart import GuidePart
from commissioning_app.domain.application_forms.design import ApplicationForm
from commissioning_app.domain.application_forms.fields import Section
from commissioning_app.domain.application_forms.guide import guide, how_to_send, warning
from commissioning_app.domain.application_forms.identity import FormKind
from commissioning_app.domain.application_forms.pdf_names import DEFINITION_FIELD, INFO_KEY
from commissioning_app.domain.letter_structure import Span, clean_text

if TYPE_CHECKING:
    from pypdf import PdfWriter
    from pypdf.generic import IndirectObject

HOW_TO = (
    "Fill this form in on a screen and save it, or print it and write by hand. "
    "* means that we need an answer. With a screen reader or on a phone the web form works better: "
    "ask us for it."
)
READ_ONLY, HIDDEN = 1, 2
"""Flags of a field and of its place on the page."""

_LOCK = threading.Lock()


def form_pdf(form: ApplicationForm, *, large_print: bool = False) -> bytes:
    """The PDF's bytes; the same form always gives the same bytes."""
    paper = LARGE if large_print else STANDARD.at(11)
    with _LOCK:
        return _finished(*_drawn(form, paper), form)


def _drawn(form: ApplicationForm, paper: Print) -> tuple[bytes, Widgets]:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(PAGE_WIDTH, PAGE_HEIGHT), invariant=1, pageCompression=1, lang=LANGUAGE)
    canvas.setTitle(clean_text(f"{form.title}: {form.round_name}"))
    canvas.setAuthor(clean_text(form.funder))
    canvas.setSubject(f"Round {clean_text(form.stamp.round_code)}, form version {form.stamp.form_version}")
    canvas.setCreator("Commissioning Together")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    widgets = Widgets(canvas, paper.body)
    pages = paginate(list(_pieces(form, paper, widgets)), paper, PAGE_HEIGHT - paper.top)
    _draw(canvas, form, paper, pages)
    canvas.save()
    return buffer.getvalue(), widgets


def _draw(canvas: Canvas, form: ApplicationForm, paper: Print, pages: Pages) -> None:
    page = Page(canvas)
    for number, pieces in enumerate(pages, start=1):
        if form.is_trial:
            draw_watermark(canvas)
        for piece, top in pieces:
            piece.draw(page, paper.margin, top)
        _foot(page, form, paper, number, len(pages))
        page.finish()


def _foot(page: Page, form: ApplicationForm, paper: Print, number: int, count: int) -> None:
    top = paper.bottom - paper.small * 1.2
    words = f"{clean_text(form.round_name)} · form version {form.stamp.form_version}"
    set_text([Span(words)], look("muted", paper.small), paper.width * 0.78).draw(page, paper.margin, top)
    counted = set_text([Span(f"Page {number} of {count}")], look("muted", paper.small, right=True), 120)
    counted.draw(page, PAGE_WIDTH - paper.margin - 120, top)


def _pieces(form: ApplicationForm, paper: Print, widgets: Widgets) -> Iterator[Piece]:
    body = paper.body
    yield TextPiece([Span(clean_text(form.funder))], look("muted", body), before=0, keep_with_next=True)
    yield TextPiece(
        [Span(clean_text(form.round_name))], look("name", body * 1.25), before=paper.gap * 0.4,
        keep_with_next=True,
    )  # fmt: skip
    yield TextPiece([Span(form.title)], look("heading", body * 1.1), before=0)
    if told := warning(form):
        yield Band(told, paper, warns=True)
    for part in guide(form):
        yield from _guide(part, paper)
    yield TextPiece([Span(HOW_TO)], look("body", body), before=paper.gap * 1.6)
    for section in form.sections:
        yield from _section(section, paper, widgets)
    sending = GuidePart("When you have finished", (how_to_send(form, FormKind.PDF),))
    yield TextPiece([], look("body", body), before=paper.gap)
    yield Stack(list(_guide(sending, paper)))


def _guide(part: GuidePart, paper: Print) -> Iterator[Piece]:
    yield TextPiece(
        [Span(part.heading)], look("heading", paper.body), before=paper.gap * 1.8, keep_with_next=True
    )
    for sentence in part.sentences:
        yield TextPiece([Span(clean_text(sentence))], look("body", paper.body), before=paper.gap * 0.4)
    for point in part.points:
        yield TextPiece(
            [Span(clean_text(point))], look("body", paper.body), before=paper.gap * 0.3,
            indent=paper.body * 1.3, bullet=True,
        )  # fmt: skip


def _section(section: Section, paper: Print, widgets: Widgets) -> Iterator[Piece]:
    """The section's band stays with its first question."""
    first, *rest = field_pieces(section.fields, paper, widgets)
    head: list[Piece] = [Band(section.title, paper)]
    if section.intro:
        head.append(TextPiece([Span(section.intro)], look("body", paper.body), before=paper.gap))
    yield Stack([*head, first])
    yield from rest


def _finished(drawn: bytes, widgets: Widgets, form: ApplicationForm) -> bytes:
    """What reportlab leaves out: the order of the tab key, each button's own words, and what the form is."""
    from pypdf import PdfWriter
    from pypdf.generic import NameObject, TextStringObject

    writer = PdfWriter(clone_from=io.BytesIO(drawn))
    for page in writer.pages:
        page[NameObject("/Tabs")] = NameObject("/R")
    fields = writer.root_object["/AcroForm"]["/Fields"]  # type: ignore[index]
    for field in (one.get_object() for one in fields):
        words = widgets.button_words.get(field["/T"], ())
        for part, text in zip(
            [field, *(kid.get_object() for kid in field.get("/Kids", ()))], words, strict=False
        ):
            part[NameObject("/TU")] = TextStringObject(text)
    definition = json.dumps(form.definition(), ensure_ascii=True, separators=(",", ":"))
    fields.append(_hidden_field(writer, definition))
    made = form.made_at.strftime("D:%Y%m%d%H%M%SZ")
    writer.add_metadata({INFO_KEY: definition, "/CreationDate": made, "/ModDate": made})
    output = io.BytesIO()
    writer.write(output)
    return output.getvalue()


def _hidden_field(writer: PdfWriter, definition: str) -> IndirectObject:
    """A field without a place on the page that holds what the form is, through any viewer's saving."""
    from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, TextStringObject

    page = next(one for one in reversed(list(writer.pages)) if "/Annots" in one)
    hidden = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Widget"),
            NameObject("/FT"): NameObject("/Tx"),
            NameObject("/T"): TextStringObject(DEFINITION_FIELD),
            NameObject("/V"): TextStringObject(definition),
            NameObject("/Ff"): NumberObject(READ_ONLY),
            NameObject("/F"): NumberObject(HIDDEN),
            NameObject("/Rect"): ArrayObject([NumberObject(0)] * 4),
            NameObject("/P"): page.indirect_reference,
        }
    )
    reference = writer._add_object(hidden)
    page["/Annots"].append(reference)  # type: ignore[attr-defined]
    return reference
