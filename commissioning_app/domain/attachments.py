"""Files that come with an EOI: what a question asked for, or the application itself, spoken or on video."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

MOST_BYTES = 26_214_400
"""The most that one file may have: 25 MiB."""


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


@dataclass(eq=False)
class AttachmentChunk:
    """A part of a file's bytes, numbered from 0."""

    attachment_id: UUID
    number: int
    body: bytes
