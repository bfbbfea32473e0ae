"""Files of an EOI: adding one, writing down what is said in it, taking it out, saving a copy of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from commissioning_app.domain.attachments import Attachment
from commissioning_app.domain.eois import Eoi
from commissioning_app.domain.errors import BadValue, StepRefused, WorkspaceProblem
from commissioning_app.domain.roles import can_handle_eois
from commissioning_app.domain.rounds import Round
from commissioning_app.domain.telling import SPOKEN_OR_VIDEO
from commissioning_app.services.attaching import (
    attach,
    attachment_by_id,
    clean_transcript,
    facts_of,
    look_at,
    record_file,
)
from commissioning_app.services.attachment_sight import ensure_may_see
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.eois import ensure_may_be_edited, has_scores
from commissioning_app.services.lookups import ensure_fresh, eoi_by_reference, round_by_code
from commissioning_app.services.permissions import require
from commissioning_app.services.ports.progress import Progress, nobody_watches
from commissioning_app.services.ports.unit_of_work import UnitOfWork
from commissioning_app.services.whole_files import write_in_parts
from commissioning_app.translation import tr

DAMAGED = "This file is damaged in the workspace, so nothing was written. Restore it from a backup."


def add_attachment(
    context: ServiceContext,
    *,
    round_code: str,
    reference: str,
    file: Path | bytes,
    name: str = "",
    question_id: str = "",
    transcript: str = "",
    progress: Progress = nobody_watches,
) -> UUID:
    """Keep a file with an EOI: all of it or nothing. ``name`` is needed for bytes.

    ``question_id`` is the question that it answers, "" for the application itself, spoken or on video.
    Raises BadValue, with what to do, for a file that can't be taken.
    """
    require(context.actor, can_handle_eois)
    with context.reading() as uow:
        _editable(uow, round_code, reference)
    looked = look_at(file, name, progress=progress)
    with context.unit_of_work() as uow:
        round_, eoi = _editable(uow, round_code, reference)
        made = attach(
            context,
            uow,
            round_,
            eoi,
            looked,
            question_id=question_id,
            transcript=transcript,
            progress=progress,
        )
        uow.commit()
        return made


def edit_transcript(
    context: ServiceContext, *, attachment_id: UUID, version: int | None, transcript: str
) -> int:
    """Change what is written down of a recording, until it is scored; returns the new version."""
    require(context.actor, can_handle_eois)
    text = clean_transcript(transcript)
    with context.unit_of_work() as uow:
        kept = attachment_by_id(uow, attachment_id)
        round_, eoi = _of(uow, kept)
        ensure_fresh(kept, version, transcript=text)
        ensure_may_be_edited(round_, eoi, has_scores=has_scores(uow, eoi))
        if eoi.source == SPOKEN_OR_VIDEO and not kept.question_id and not text:
            raise BadValue(
                "This is all that members can read of it. Write down what is said, or notes of it.",
                field="transcript",
            )
        if text != kept.transcript:
            personal: dict[str, object] = {"transcript": {"before": kept.transcript, "after": text}}
            kept.transcript = text
            record_file(uow, context, eoi, kept, "transcript of a file changed", personal=personal)
        uow.commit()
        return kept.version


def remove_attachment(context: ServiceContext, *, attachment_id: UUID, reason: str) -> None:
    """Take a file out before its EOI is scored; the trail keeps its name, size and hash."""
    require(context.actor, can_handle_eois)
    if not reason.strip():
        raise BadValue("Say why the file is taken out.", field="reason")
    with context.unit_of_work() as uow:
        kept = attachment_by_id(uow, attachment_id)
        round_, eoi = _of(uow, kept)
        ensure_may_be_edited(round_, eoi, has_scores=has_scores(uow, eoi))
        others = uow.attachments.count(eoi_id=eoi.id, question_id="")
        if eoi.source == SPOKEN_OR_VIDEO and not kept.question_id and others == 1:
            raise StepRefused(
                "This recording is the application itself. Add the right one first, then take this one out; "
                "or withdraw the EOI."
            )
        record_file(
            uow,
            context,
            eoi,
            kept,
            "file taken out of an EOI",
            before=facts_of(kept),
            reason=reason.strip(),
        )
        uow.attachment_chunks.remove_where(attachment_id=kept.id)
        uow.attachments.remove(kept)
        uow.commit()


def save_attachment_as(
    context: ServiceContext, *, attachment_id: UUID, target: Path, progress: Progress = nobody_watches
) -> None:
    """Write a copy of a file, whole or not at all, for those who may see it.

    Panel members get the files of the EOIs that they were given. Raises CannotWrite, and WorkspaceProblem
    when the copy is not what was added.
    """
    with context.reading() as uow:
        kept = attachment_by_id(uow, attachment_id)
        ensure_may_see(uow, context, kept)
        write_in_parts(target, _content(uow, kept, progress))


def _content(uow: UnitOfWork, kept: Attachment, progress: Progress) -> Iterator[bytes]:
    """The file part by part; raises WorkspaceProblem after the last one when it is not what was added."""
    digest, done, number = hashlib.sha256(), 0, 0
    while done < kept.size:
        rows = uow.attachment_chunks.columns("body", attachment_id=kept.id, number=number)
        if not rows:
            break
        body = bytes(rows[0][0])
        digest.update(body)
        done, number = done + len(body), number + 1
        progress(done, kept.size, tr("Saving {file}", file=kept.file_name))
        yield body
    if done != kept.size or digest.hexdigest() != kept.sha256:
        raise WorkspaceProblem(DAMAGED)


def _editable(uow: UnitOfWork, round_code: str, reference: str) -> tuple[Round, Eoi]:
    round_ = round_by_code(uow, round_code)
    eoi = eoi_by_reference(uow, round_.id, reference)
    ensure_may_be_edited(round_, eoi, has_scores=has_scores(uow, eoi))
    return round_, eoi


def _of(uow: UnitOfWork, attachment: Attachment) -> tuple[Round, Eoi]:
    eoi = uow.eois.get(attachment.eoi_id)
    return uow.rounds.get(eoi.round_id), eoi
