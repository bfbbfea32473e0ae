"""Files that come with an EOI: what a question asked for, or the application itself, spoken or on video."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

MOST_BYTES = 26_214_400
"""The most that one file may have: 25 MiB."""

MOST_BYTES_OF_AN_EOI = 104_857_600
"""The most that all files of one EOI may have together: 100 MiB."""

MOST_FILES_OF_AN_EOI = 20
CHUNK_BYTES = 1_048_576
"""How much of a file is held at a time: 1 MiB."""

_HAS_ENDING = re.compile(r"\.\w{2,5}$")


@dataclass(eq=False)
class Attachment:
    """One file of an EOI; its bytes are kept apart, in chunks.

    ``question_id`` is the question that it answers, empty for the spoken or filmed application itself;
    ``transcript`` holds what is said in it, or notes of it.
    """

    id: UUID
    eoi_id: UUID
    file_name: str
    media_type: str
    size: int
    sha256: str
    added_at: datetime
    question_id: str = ""
    transcript: str = ""
    version: int = 1


@dataclass(eq=False)
class AttachmentChunk:
    """A part of a file's bytes, numbered from 0."""

    attachment_id: UUID
    number: int
    body: bytes


def named_files(answer: str) -> tuple[str, ...]:
    """The files that an answer promises: one a line, or between semicolons, or commas between file names."""
    names: list[str] = []
    for part in re.split(r"[;\n]", answer):
        pieces = [piece.strip() for piece in part.split(", ")]
        names += pieces if all(map(_HAS_ENDING.search, pieces)) else [part.strip()]
    return tuple(dict.fromkeys(name for name in names if name))


def how_many_are_here(named: Collection[str], here: Collection[str]) -> int:
    """How many of the files that were promised have come; a file may come under another name."""
    return min(len(named), len(here))


def size_in_words(size: int) -> str:
    """A size as people say it: 640 bytes, 12 kB, 3.4 MB."""
    if size < 1000:
        return f"{size} bytes" if size != 1 else "1 byte"
    if size < 999_500:
        return f"{size / 1000:.0f} kB"
    return f"{size / 1_000_000:.1f} MB"
