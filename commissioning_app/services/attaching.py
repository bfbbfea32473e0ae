"""Takes a file into the workspace: looked at first, then copied in parts within the caller's transaction."""

from __future__ import annotations

import hashlib
import io
import unicodedata
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from uuid import UUID, uuid4

from commissioning_app.domain.attachments import (
    CHUNK_BYTES,
    MOST_BYTES,
    MOST_BYTES_OF_AN_EOI,
    MOST_FILES_OF_AN_EOI,
    Attachment,
    size_in_words,
)
from commissioning_app.domain.eois import Eoi
from commissioning_app.domain.errors import BadValue, NotFound
from commissioning_app.domain.file_kinds import FIELD, FileKind, FileLook, ending_of
from commissioning_app.domain.forms import QuestionKind
from commissioning_app.domain.rounds import Round
from commissioning_app.services.audit import record
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.ports.progress import Progress, nobody_watches
from commissioning_app.services.ports.unit_of_work import UnitOfWork
from commissioning_app.services.whole_files import safe_name, without_unseen
from commissioning_app.translation import tr

LONGEST_TRANSCRIPT = 100_000
"""Characters; more than an hour of talk has half as many."""


@dataclass(frozen=True)
class LookedAt:
    """A file that can be taken: where it is, its safe name, and what it is."""

    source: Path | bytes
    name: str
    kind: FileKind
    size: int
    sha256: str


def look_at(source: Path | bytes, name: str = "", *, progress: Progress = nobody_watches) -> LookedAt:
    """Read a file once without keeping it; raises BadValue when it is none that is taken."""
    given = name or (source.name if isinstance(source, Path) else "")
    kept = name_to_keep(given)
    look, digest, size = FileLook(), hashlib.sha256(), 0
    for part in _parts(source, kept):
        look.feed(part)
        digest.update(part)
        size += len(part)
        progress(0, 0, tr("Looking at {file}", file=kept))
    if not size:
        raise BadValue(f"“{kept}” is empty. Ask for it again.", field=FIELD)
    return LookedAt(source, kept, look.kind(kept), size, digest.hexdigest())


def name_to_keep(given: str) -> str:
    """A file's name without folders and signs that mislead, safe on any system; its ending stays."""
    last = unicodedata.normalize("NFC", given).replace("\\", "/").rstrip("/").rpartition("/")[2]
    seen = without_unseen(last).strip().rstrip(". ")
    if seen.startswith(".") and not last.strip().startswith("."):
        seen = f"{safe_name('')}{seen}"
    ending = ending_of(seen)
    stem = safe_name(seen.rpartition(".")[0] if ending else seen)
    return f"{stem}.{safe_name(ending, 12)}" if ending else stem


def attach(
    context: ServiceContext,
    uow: UnitOfWork,
    round_: Round,
    eoi: Eoi,
    looked: LookedAt,
    *,
    question_id: str = "",
    transcript: str = "",
    progress: Progress = nobody_watches,
) -> UUID:
    """Copy a file to an EOI; nothing is committed here. Raises BadValue when it can't be taken."""
    _ensure_asked(round_, question_id)
    attachment = Attachment(
        id=uuid4(),
        eoi_id=eoi.id,
        file_name=looked.name,
        media_type=looked.kind.media_type,
        size=looked.size,
        sha256=looked.sha256,
        added_at=context.clock.now(),
        question_id=question_id,
        transcript=clean_transcript(transcript),
    )
    # The entry first: it lets one writer in at a time, so that two files can't both be the last one allowed.
    record_file(uow, context, eoi, attachment, "file added to an EOI", after=facts_of(attachment))
    _ensure_room(uow, eoi, looked, question_id)
    uow.attachments.add(attachment)
    uow.flush()
    _copy(uow, attachment, looked, progress)
    return attachment.id


def clean_transcript(text: str) -> str:
    """A transcript as it is kept; raises BadValue for one that can't be."""
    kept = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if "\0" in kept:
        raise BadValue("A character in the text can't be kept. Type it again.", field="transcript")
    if len(kept) > LONGEST_TRANSCRIPT:
        raise BadValue(
            f"The text has {len(kept):,} characters. Shorten it to {LONGEST_TRANSCRIPT:,}.",
            field="transcript",
        )
    return kept


def facts_of(attachment: Attachment) -> dict[str, object]:
    """What the trail keeps of a file; never its content."""
    return {
        "size": attachment.size,
        "sha256": attachment.sha256,
        "media_type": attachment.media_type,
        "question": attachment.question_id,
    }


def record_file(
    uow: UnitOfWork,
    context: ServiceContext,
    eoi: Eoi,
    attachment: Attachment,
    action: str,
    *,
    before: dict[str, object] | None = None,
    after: dict[str, object] | None = None,
    reason: str = "",
    personal: dict[str, object] | None = None,
) -> None:
    """An entry about a file of an EOI; its name may hold a person's, so it goes into the erasable part."""
    record(
        uow,
        context,
        action=action,
        subject_kind="eoi",
        subject_id=eoi.id,
        round_id=eoi.round_id,
        before=before,
        after=after,
        reason=reason,
        personal={"name": attachment.file_name, **(personal or {})},
    )


def _ensure_asked(round_: Round, question_id: str) -> None:
    asked = {one.id for one in round_.questions if one.kind is QuestionKind.ATTACHMENT}
    if question_id and question_id not in asked:
        raise BadValue(f"No question “{question_id}” of this round asks for a file.", field="question")


def _ensure_room(uow: UnitOfWork, eoi: Eoi, looked: LookedAt, question_id: str) -> None:
    there = uow.attachments.columns("sha256", "size", "question_id", "file_name", eoi_id=eoi.id)
    same = next((row for row in there if row[0] == looked.sha256 and row[2] == question_id), None)
    if same is not None:
        raise BadValue(f"This file is here already, as “{same[3]}”.", field=FIELD)
    if len(there) >= MOST_FILES_OF_AN_EOI:
        raise BadValue(
            f"The EOI {eoi.reference} has {len(there)} files, the most that are taken. "
            "Put several into one PDF, or take one out first.",
            field=FIELD,
        )
    taken = sum(row[1] for row in there)
    if taken + looked.size > MOST_BYTES_OF_AN_EOI:
        raise BadValue(
            f"With “{looked.name}” the files of {eoi.reference} would have "
            f"{size_in_words(taken + looked.size)}; {size_in_words(MOST_BYTES_OF_AN_EOI)} are taken. "
            "Ask for a smaller one, or take one out first.",
            field=FIELD,
        )


def _copy(uow: UnitOfWork, attachment: Attachment, looked: LookedAt, progress: Progress) -> None:
    digest, done = hashlib.sha256(), 0
    for number, part in enumerate(_parts(looked.source, looked.name)):
        digest.update(part)
        uow.attachment_chunks.insert_many([{"attachment_id": attachment.id, "number": number, "body": part}])
        done += len(part)
        progress(done, looked.size, tr("Keeping {file}", file=looked.name))
    if digest.hexdigest() != looked.sha256:
        raise BadValue(f"“{looked.name}” was changed while it was read. Add it again.", field=FIELD)


def _parts(source: Path | bytes, name: str) -> Iterator[bytes]:
    """The file in parts; raises BadValue when it is too large or can't be read."""
    size = 0
    try:
        with _opened(source) as file:
            while part := file.read(CHUNK_BYTES):
                size += len(part)
                if size > MOST_BYTES:
                    raise BadValue(
                        f"“{name}” is larger than {size_in_words(MOST_BYTES)}, the most that one file "
                        "may have. Ask for a shorter or smaller one.",
                        field=FIELD,
                    )
                yield part
    except OSError as error:
        why = (error.strerror or "the disk refused it").lower()
        raise BadValue(f"“{name}” can't be read: {why}. Choose it again.", field=FIELD) from error


def _opened(source: Path | bytes) -> AbstractContextManager[BinaryIO]:
    if isinstance(source, bytes):
        return nullcontext(io.BytesIO(source))
    if not source.is_file():
        # Also for devices and pipes, which would never end.
        raise BadValue(f"There is no file “{source.name}” there. Choose it again.", field=FIELD)
    return source.open("rb")


def attachment_by_id(uow: UnitOfWork, attachment_id: UUID) -> Attachment:
    """The file with that key; raises NotFound."""
    found = uow.attachments.find(id=attachment_id)
    if found is None:
        raise NotFound("This file is not there any more. Somebody has taken it out.")
    return found
