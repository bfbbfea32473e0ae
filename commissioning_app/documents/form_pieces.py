"""Pieces of the PDF form: bands, warnings, and fields with their boxes."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from reportlab.lib.colors import white

from commissioning_app.documents.flow import Piece, TextPiece
from commissioning_app.documents.form_widgets import Widgets
from commissioning_app.documents.page import Page
from commissioning_app.documents.styles import (
    ACCENT,
    PAGE_HEIGHT,
    WARN_INK,
    WARN_SOFT,
    Look,
    Print,
    look,
)
from commissioning_app.documents.text_setting import SetText, set_text, text_width
from commissioning_app.domain.application_forms.fields import LONGEST_TITLE, FormField
from commissioning_app.domain.application_forms.files import asks_for_file
from commissioning_app.domain.application_forms.identity import FormKind
from commissioning_app.domain.application_forms.words import most_words
from commissioning_app.domain.forms import QuestionKind
from commissioning_app.domain.importing.fields import ImportField
from commissioning_app.domain.letter_structure import Span, clean_text

TICK = "Tick each that fits."
LETTERS_OF_A_WORD = 6.2
LINES_WITHOUT_LIMIT = 14
LINES_OF_A_DETAIL = 3
LONGEST_WORDS = PAGE_HEIGHT * 0.4
LONGEST, LONGEST_LINE = 50_000, 1_000
NARROW = {QuestionKind.MONEY: 0.36, QuestionKind.DATE: 0.42, QuestionKind.NUMBER: 0.36}
NARROW_FIELDS: dict[str, float] = {
    ImportField.POSTCODE: 0.36, ImportField.CHARITY_NUMBER: 0.5, ImportField.COMPANY_NUMBER: 0.5,
    ImportField.ORG_ID: 0.5, ImportField.HOST_CHARITY_NUMBER: 0.5, ImportField.CONTACT_PHONE: 0.5,
}  # fmt: skip


class Band:
    """A line of words on a coloured ground."""

    keep_with_next = True

    def __init__(self, text: str, paper: Print, *, warns: bool = False) -> None:
        self.before = paper.gap * 2.6
        self._text, self._paper, self._warns = text, paper, warns
        self._set: SetText | None = None
        self._width = 0.0

    def measure(self, width: float) -> float:
        """The words with room round them."""
        size = self._paper.body * (1.0 if self._warns else 1.14)
        style = Look(size, size * 1.3, True, WARN_INK if self._warns else white)
        self._set = set_text([Span(self._text)], style, width - self._paper.body * 1.4)
        self._width = width
        return self._set.height + self._paper.body * 0.8

    def draw(self, page: Page, x: float, top: float) -> None:
        """The ground, then the words."""
        assert self._set is not None
        height = self._set.height + self._paper.body * 0.8
        page.canvas.setFillColor(WARN_SOFT if self._warns else ACCENT)
        page.canvas.roundRect(x, top - height, self._width, height, 4, stroke=0, fill=1)
        self._set.draw(page, x + self._paper.body * 0.7, top - self._paper.body * 0.4)

    def split(self, height: float) -> None:
        """It stays whole."""
        return None


class FieldPiece:
    """One question: its words, then boxes or buttons; it is never broken over two pages.

    A question with headings among its options is a piece for each heading: ``part`` says which of the
    options, counted from 1.
    """

    keep_with_next = False

    def __init__(
        self, field: FormField, paper: Print, widgets: Widgets, *, with_words: bool = True,
        part: range | None = None,
    ) -> None:  # fmt: skip
        self.before = paper.gap * (2.2 if with_words else 0.4)
        self.field, self.paper, self.widgets, self._with_words = field, paper, widgets, with_words
        self._part = part if part is not None else range(1, len(field.options) + 1)
        self._heading: SetText | None = None
        self._words: list[SetText] = []
        self._options: list[SetText] = []
        self._width = 0.0

    @property
    def tooltip(self) -> str:
        """What a screen reader says in the box: the question, and what is helpful with it."""
        parts = [self.field.label, "needed" if self.field.required else "", *self._helps()]
        return clean_text(". ".join(part.rstrip(".") for part in parts if part))

    def _helps(self) -> list[str]:
        field = self.field
        limit = f"Up to {field.word_limit:,} words." if field.word_limit else ""
        attachment = asks_for_file(FormKind.PDF) if field.kind is QuestionKind.ATTACHMENT else ""
        day = "For example 4 December 2026." if field.kind is QuestionKind.DATE else ""
        tick = TICK if field.kind is QuestionKind.CHOICES else ""
        return [text for text in (field.why, field.help, limit, attachment, day, tick) if text]

    def words(self) -> Iterator[tuple[str, Look]]:
        """The question, then what helps to answer it, each with its look."""
        label = clean_text(self.field.label) + (" *" if self.field.required else "")
        yield label, Look(self.paper.body, self.paper.leading, True)
        if helps := " ".join(map(clean_text, self._helps())):
            yield helps, look("muted", round(self.paper.body * 0.92, 2))

    def measure(self, width: float) -> float:
        """Set the words; the boxes are as high as the answer that is asked for."""
        self._width = width
        body = self.paper.body
        said = self.words() if self._with_words else ()
        self._words = [set_text([Span(text)], style, width) for text, style in said]
        self._options = [
            set_text([Span(clean_text(self.field.options[number - 1]))], look("body", body),
                     width - self._button * 1.7)
            for number in self._part
        ]  # fmt: skip
        heading = self.field.heading_before(self._part.start) if self._part else ""
        self._heading = set_text([Span(heading)], look("heading", body), width) if heading else None
        return self._words_height + self._gap + self._boxes_height()

    @property
    def _words_height(self) -> float:
        return sum(words.height for words in self._words)

    @property
    def _gap(self) -> float:
        return self.paper.body * 0.3

    @property
    def _button(self) -> float:
        return self.paper.body * 1.3

    @property
    def _line(self) -> float:
        return self.paper.body * 2

    def _row(self, option: SetText) -> float:
        return max(option.height, self._button) + self.paper.body * 0.35

    @property
    def _has_buttons(self) -> bool:
        return bool(self.field.options)

    def _boxes_height(self) -> float:
        if not self._has_buttons:
            return self._box_height()
        rows = sum(map(self._row, self._options)) + (self._heading.height if self._heading else 0)
        return rows + (self._line * 1.15 if self._has_else else 0)

    @property
    def _has_else(self) -> bool:
        """Whether the line for own words stands here: under the last of the options."""
        return self.field.something_else and self._part.stop > len(self.field.options)

    def _box_height(self) -> float:
        field, body = self.field, self.paper.body
        if field.kind is not QuestionKind.LONG:
            return self._line
        lines: float = LINES_WITHOUT_LIMIT if field.is_answer else LINES_OF_A_DETAIL
        if field.word_limit:
            letters_of_a_line = self._width / (body * 0.5)
            lines = math.ceil(most_words(field.word_limit) * LETTERS_OF_A_WORD / letters_of_a_line) + 1
        tallest = PAGE_HEIGHT - self.paper.top - self.paper.bottom - self._words_height - 3 * self._line
        return min(lines * body * 1.2 + body * 0.6, tallest)

    def draw(self, page: Page, x: float, top: float) -> None:
        """The words, then what is filled in."""
        for words in self._words:
            words.draw(page, x, top)
            top -= words.height
        top -= self._gap
        if self._has_buttons:
            self._draw_buttons(page, x, top)
            return
        height = self._box_height()
        share = NARROW_FIELDS.get(self.field.name, NARROW.get(self.field.kind, 1.0))
        is_long = self.field.kind is QuestionKind.LONG
        self.widgets.text(
            self.field.name, self.tooltip, (x, top - height, self._width * share, height),
            multiline=is_long, longest=self._longest, required=self.field.required,
        )  # fmt: skip

    @property
    def _longest(self) -> int:
        if self.field.name == ImportField.TITLE:
            return LONGEST_TITLE
        return LONGEST if self.field.kind is QuestionKind.LONG else LONGEST_LINE

    def _draw_buttons(self, page: Page, x: float, top: float) -> None:
        side = self._button
        if self._heading is not None:
            self._heading.draw(page, x, top)
            top -= self._heading.height
        for number, option in zip(self._part, self._options, strict=True):
            row = self._row(option)
            middle = top - row / 2
            words = clean_text(self.field.options[number - 1])
            place = (x, middle - side / 2, side)
            if self.field.is_one_of:
                self.widgets.radio(self.field, number, self.tooltip, words, place)
            else:
                self.widgets.tick(self.field.part(number), f"{words}. {self.tooltip}", place)
            option.draw(page, x + side * 1.5, middle + option.height / 2)
            top -= row
        if self._has_else:
            self._draw_else(page, x, top)

    def _draw_else(self, page: Page, x: float, top: float) -> None:
        top -= self._line * 0.15
        said = f"{clean_text(self.field.else_words).partition(',')[0]}:"
        style = look("body", self.paper.body)
        words = set_text([Span(said)], style, self._width)
        words.draw(page, x, top - (self._line - words.height) / 2)
        inset = (text_width(said, False) + 0.7) * self.paper.body
        box = (x + inset, top - self._line, self._width - inset, self._line)
        self.widgets.text(
            self.field.other_part, f"{said} {self.tooltip}", box,
            multiline=False, longest=self.field.else_longest or LONGEST_LINE, required=False,
        )  # fmt: skip

    def split(self, height: float) -> None:
        """A question stays with its boxes."""
        return None


def field_pieces(fields: Sequence[FormField], paper: Print, widgets: Widgets) -> Iterator[Piece]:
    """A piece for each field; of a question that fills half a page the words may break before the boxes."""
    for field in fields:
        if field.headings and any(field.headings):
            yield from _parts(field, paper, widgets)
            continue
        piece = FieldPiece(field, paper, widgets)
        words = list(piece.words())
        if sum(set_text([Span(text)], style, paper.width).height for text, style in words) < LONGEST_WORDS:
            yield piece
            continue
        for text, style in words:
            yield TextPiece([Span(text)], style, before=paper.gap)
        yield FieldPiece(field, paper, widgets, with_words=False)


def _parts(field: FormField, paper: Print, widgets: Widgets) -> Iterator[Piece]:
    """A piece for each heading among the options, the question's words with the first."""
    count = len(field.options)
    starts = [number for number in range(1, count + 1) if field.heading_before(number)]
    for start, stop in zip(starts, [*starts[1:], count + 1], strict=True):
        yield FieldPiece(field, paper, widgets, with_words=start == starts[0], part=range(start, stop))
