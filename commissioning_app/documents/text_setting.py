"""Words into lines: a small line breaker with remembered word widths; text is never read as markup."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from reportlab.pdfbase.pdfmetrics import stringWidth

from commissioning_app.documents.fonts import font_runs, needs_setting
from commissioning_app.documents.page import Line, Page
from commissioning_app.documents.shaping import Runs, ShapedText, shaped
from commissioning_app.documents.styles import Look
from commissioning_app.domain.letter_structure import Span

Fragment = tuple[str, str, float]
"""A font, some text in it, and how wide that is at one point."""
_EM = 1000


class SetText(Protocol):
    """Lines of text that are broken for a width."""

    @property
    def height(self) -> float:
        """All lines together."""

    def draw(self, page: Page, x: float, top: float) -> None:
        """Draw the lines with their upper left corner there."""

    def split(self, height: float) -> tuple[SetText, SetText] | None:
        """The lines that fit this height, and the rest; None when nothing or everything fits."""


def set_text(spans: Iterable[Span], look: Look, width: float) -> SetText:
    """Break words for a width in points; scripts that need setting come back as outlines."""
    return _set_runs(tuple((span.text, span.bold or look.bold) for span in spans), look, width)


@lru_cache(maxsize=4096)
def _set_runs(runs: Runs, look: Look, width: float) -> SetText:
    """Set text is never changed, so letters that say the same share their lines."""
    if any(needs_setting(text) for text, _ in runs):
        answer = shaped(runs, look.size, look.leading, width)
        if answer is not None:
            return ShapedText(answer, look.size, look.leading, look.colour)
    lines = _break(_words(runs), width / look.size)
    return PlainText(lines, look, width)


@dataclass(frozen=True)
class PlainText:
    """Lines in the bundled fonts."""

    lines: list[Line]
    look: Look
    width: float

    @property
    def height(self) -> float:
        """All lines together."""
        return len(self.lines) * self.look.leading

    def draw(self, page: Page, x: float, top: float) -> None:
        """Draw the lines with their upper left corner there."""
        page.write(self.lines, self.look, x + self._indent, top - self.look.baseline)

    def split(self, height: float) -> tuple[SetText, SetText] | None:
        """The lines that fit this height, and the rest."""
        fit = int(height // self.look.leading)
        if not 0 < fit < len(self.lines):
            return None
        first, rest = self.lines[:fit], self.lines[fit:]
        return PlainText(first, self.look, self.width), PlainText(rest, self.look, self.width)

    @property
    def _indent(self) -> float:
        if not self.look.right:
            return 0
        size = self.look.size
        widest = max(sum(stringWidth(text, font, size) for font, text in line) for line in self.lines)
        return self.width - float(widest)


@lru_cache(maxsize=50_000)
def _fragments(word: str, bold: bool) -> tuple[Fragment, ...]:
    return tuple((font, text, stringWidth(text, font, _EM) / _EM) for font, text in font_runs(word, bold))


@lru_cache(maxsize=10_000)
def text_width(text: str, bold: bool) -> float:
    """How wide some text is at one point, on one line."""
    return sum(fragment[2] for fragment in _fragments(text, bold))


@lru_cache(maxsize=8)
def _space(bold: bool) -> Fragment:
    return _fragments(" ", bold)[0]


def _words(runs: Iterable[tuple[str, bool]]) -> list[tuple[list[Fragment], bool]]:
    """Words as fragments, each with whether the space before it is bold; runs may meet within a word."""
    words: list[tuple[list[Fragment], bool]] = [([], False)]
    for text, bold in runs:
        for number, word in enumerate(text.split(" ")):
            if number:
                words.append(([], bold))
            words[-1][0].extend(_fragments(word, bold) if word else ())
    return [(fragments, bold) for fragments, bold in words if fragments]


def _break(words: list[tuple[list[Fragment], bool]], width: float) -> list[Line]:
    """Fill each line with as many words as fit; a word wider than a line is cut."""
    lines: list[list[Fragment]] = [[]]
    used = 0.0
    for fragments, bold in words:
        wide = sum(fragment[2] for fragment in fragments)
        space = _space(bold)
        if lines[-1] and used + space[2] + wide <= width:
            lines[-1].append(space)
            lines[-1].extend(fragments)
            used += space[2] + wide
            continue
        if lines[-1]:
            lines.append([])
            used = 0.0
        for part, part_width in _cut(fragments, width) if wide > width else [(fragments, wide)]:
            if used:
                lines.append([])
            lines[-1].extend(part)
            used = part_width
    return [_merged(line) for line in lines]


def _cut(fragments: list[Fragment], width: float) -> Iterable[tuple[list[Fragment], float]]:
    """Cut a word that is wider than a line into parts that are not."""
    part: list[Fragment] = []
    used = 0.0
    for font, text, _ in fragments:
        for char in text:
            wide = stringWidth(char, font, _EM) / _EM
            if part and used + wide > width:
                yield part, used
                part, used = [], 0.0
            part.append((font, char, wide))
            used += wide
    yield part, used


def _merged(line: list[Fragment]) -> Line:
    merged: Line = []
    for font, text, _ in line:
        if merged and merged[-1][0] == font:
            merged[-1] = (font, merged[-1][1] + text)
        else:
            merged.append((font, text))
    return merged
