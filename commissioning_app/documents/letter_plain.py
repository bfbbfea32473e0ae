"""A letter as plain text: for e-mail, screen readers, and anyone who finds it easier."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterator, Sequence

from commissioning_app.domain.letter_structure import (
    Block,
    Bullets,
    FactPanel,
    Heading,
    Letter,
    Paragraph,
    Table,
    plain,
)

TRIAL_LINE = "TRIAL. This letter was made to try things out. Nothing in it has been decided."
WIDTH = 75


def letter_text(letter: Letter) -> str:
    """The letter in lines of 75 characters at most, ending in a line break."""
    head = [letter.funder, *letter.funder_lines, "", *letter.recipient, "", letter.date]
    lines = [TRIAL_LINE, ""] if letter.trial else []
    lines += [*head, f"Our reference: {letter.reference}", "", *_underlined(letter.subject)]
    for block in letter.blocks:
        lines += ["", *_lines(block)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(spans):
            yield from _wrapped(plain(spans))
        case Heading(spans):
            yield from _underlined(plain(spans))
        case Bullets(items):
            for item in items:
                yield from _wrapped(plain(item), first="- ", then="  ")
        case FactPanel(rows):
            for name, value in rows:
                yield from _wrapped(f"{name}: {value}", then="  ")
        case Table(columns, table_rows, total):
            yield from _table(columns, [*table_rows, *((total,) if total else ())])


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Each row as a line that can be read aloud: "Instalment 1: Friday 18 December 2026, £3,125"."""
    for row in rows:
        values = [value for value in row[1:] if value]
        name = f"{columns[0]} {row[0]}" if row[0].isdigit() else row[0]
        yield from _wrapped(f"{name}: {', '.join(values)}", first="- ", then="  ")


def _wrapped(text: str, first: str = "", then: str = "") -> list[str]:
    wrapper = textwrap.TextWrapper(
        WIDTH, initial_indent=first, subsequent_indent=then, break_long_words=False, break_on_hyphens=False
    )
    return wrapper.wrap(text) or [first.rstrip()]


def _underlined(text: str) -> list[str]:
    lines = _wrapped(text)
    width = max(sum(unicodedata.category(c) != "Mn" for c in line) for line in lines)
    return [*lines, "-" * width]
