"""A letter as paragraphs, lists and tables, read from a filled-in template; nothing about how it looks.

A template is plain text. Its first line is ``Subject: …``; a blank line ends a paragraph; ``## `` begins a
heading; ``- `` begins a point of a list; ``**`` around words makes them bold; a line such as
``[instalments]`` puts in a block that was made from the letter's facts. Only what the template's author typed
is markup: a value that was filled in stands between VALUE_START and VALUE_END and is taken as it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from commissioning_app.domain.errors import BadValue

VALUE_START = "\ufdd0"
"""Begins a filled-in value: a code point that Unicode keeps out of text for good."""
VALUE_END = "\ufdd1"
"""Ends a filled-in value."""

_BLOCK_LINE = re.compile(r"^\[([a-z_]+)\]$")
_PIECES = re.compile(f"({VALUE_START}[^{VALUE_END}]*{VALUE_END}|\\*\\*)")
_INVISIBLE = {"Cc", "Cs", "Co", "Cn"}
_DIRECTION_OVERRIDES = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True)
class Span:
    """Some words in one weight."""

    text: str
    bold: bool = False


Spans = tuple[Span, ...]


@dataclass(frozen=True)
class Paragraph:
    """Sentences that belong together."""

    spans: Spans


@dataclass(frozen=True)
class Heading:
    """A few words above what follows."""

    spans: Spans


@dataclass(frozen=True)
class Bullets:
    """A list of points."""

    items: tuple[Spans, ...]


@dataclass(frozen=True)
class FactPanel:
    """Names and values that a reader looks for first: the amount, the reference."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Table:
    """A small table; its last column holds money, ``total`` is its last row."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...] = ()


Block = Paragraph | Heading | Bullets | FactPanel | Table


@dataclass(frozen=True)
class Letter:
    """One letter: who to, who from, when, and its blocks in reading order."""

    kind: str
    reference: str
    organisation: str
    funder: str
    funder_lines: tuple[str, ...]
    recipient: tuple[str, ...]
    date: str
    subject: str
    blocks: tuple[Block, ...]
    trial: bool = False
    logo: bytes = b""

    @property
    def words(self) -> str:
        """Everything that the letter says, for checks on its content."""
        parts = [self.subject]
        for block in self.blocks:
            match block:
                case Paragraph(spans) | Heading(spans):
                    parts.append(plain(spans))
                case Bullets(items):
                    parts.extend(plain(item) for item in items)
                case FactPanel(rows):
                    parts.extend(f"{name}: {value}" for name, value in rows)
                case Table(columns, table_rows, total):
                    parts.extend(" ".join(row) for row in (columns, *table_rows, total))
        return "\n".join(parts)


def plain(spans: Iterable[Span]) -> str:
    """The words without their weights."""
    return "".join(span.text for span in spans)


def clean_text(text: str) -> str:
    """One line of text without control characters, direction overrides or doubled spaces."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    kept = []
    for char in unicodedata.normalize("NFC", text):
        if char.isspace():
            kept.append(" ")
        elif char not in _DIRECTION_OVERRIDES and unicodedata.category(char) not in _INVISIBLE:
            kept.append(char)
    return " ".join("".join(kept).split())


def as_value(text: str) -> str:
    """A value made safe to fill in: cleaned to one line and marked, so that nothing in it is markup."""
    cleaned = clean_text(text)
    return f"{VALUE_START}{cleaned}{VALUE_END}" if cleaned else ""


def parse_letter_text(text: str, blocks: Mapping[str, Block | None]) -> tuple[str, tuple[Block, ...]]:
    """Read a filled-in template into its subject and blocks.

    ``blocks`` holds what a line such as ``[instalments]`` stands for; None leaves it out. Raises BadValue
    with the line that is not understood.
    """
    lines = text.strip().split("\n")
    if not lines[0].startswith("Subject:"):
        raise BadValue("A letter's text begins with a line such as “Subject: Your application”.")
    subject = plain(_spans(lines[0].removeprefix("Subject:")))
    return subject, tuple(_blocks(lines[1:], blocks))


def _blocks(lines: list[str], known: Mapping[str, Block | None]) -> Iterable[Block]:
    paragraph: list[str] = []
    points: list[Spans] = []
    for line in [*lines, ""]:
        stripped = line.strip()
        if paragraph and (not stripped or _is_markup(stripped)):
            yield Paragraph(_spans(" ".join(paragraph)))
            paragraph = []
        if points and not stripped.startswith("- "):
            yield Bullets(tuple(points))
            points = []
        if stripped.startswith("- "):
            points.append(_spans(stripped[2:]))
        elif stripped.startswith("## "):
            yield Heading(_spans(stripped[3:]))
        elif named := _BLOCK_LINE.match(stripped):
            if named[1] not in known:
                raise BadValue(f"A letter has no part called [{named[1]}]. It knows {_listed(known)}.")
            block = known[named[1]]
            if block is not None:
                yield block
        elif stripped:
            paragraph.append(stripped)


def _is_markup(line: str) -> bool:
    return line.startswith(("- ", "## ")) or bool(_BLOCK_LINE.match(line))


def _listed(known: Mapping[str, Block | None]) -> str:
    return ", ".join(f"[{name}]" for name in sorted(known))


def _spans(text: str) -> Spans:
    """Split marked text into spans of one weight; ``**`` inside a value is only two stars."""
    spans: list[Span] = []
    bold = False
    for piece in _PIECES.split(text.strip()):
        if piece == "**":
            bold = not bold
            continue
        words = piece.replace(VALUE_START, "").replace(VALUE_END, "")
        if words and spans and spans[-1].bold == bold:
            spans[-1] = Span(spans[-1].text + words, bold)
        elif words:
            spans.append(Span(words, bold))
    return tuple(spans)
