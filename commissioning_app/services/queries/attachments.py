"""Read model of an EOI's files, by question, with those that were promised and have not come yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from commissioning_app.domain.attachments import Attachment, how_many_are_here, named_files
from commissioning_app.domain.errors import StepRefused
from commissioning_app.domain.file_kinds import BY_MEDIA_TYPE, Family
from commissioning_app.domain.forms import QuestionKind
from commissioning_app.domain.roles import can_handle_eois, can_read_eois
from commissioning_app.domain.rounds import Round
from commissioning_app.services.attachment_sight import files_of
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.eois import ensure_may_be_edited, has_scores
from commissioning_app.services.interests import ensure_not_hidden
from commissioning_app.services.lookups import eoi_by_reference, round_by_code
from commissioning_app.services.permissions import require


@dataclass(frozen=True)
class AttachmentRow:
    """One file; ``question`` is "" for the application itself, ``called`` says what kind of file it is."""

    id: UUID
    name: str
    called: str
    family: Family
    size: int
    sha256: str
    question_id: str
    question: str
    transcript: str
    added_at: datetime
    version: int


@dataclass(frozen=True)
class FilesAsked:
    """A question that asks for files: those that its answer names, and those that are here."""

    question_id: str
    question: str
    answer: str
    named: tuple[str, ...]
    here: tuple[AttachmentRow, ...]


@dataclass(frozen=True)
class FilesOfEoi:
    """All files of one EOI. ``why_fixed`` says why they can't be changed; "" when they can."""

    reference: str
    source: str
    recordings: tuple[AttachmentRow, ...]
    asked: tuple[FilesAsked, ...]
    others: tuple[AttachmentRow, ...]
    named: int
    named_and_here: int
    why_fixed: str

    @property
    def all_rows(self) -> tuple[AttachmentRow, ...]:
        """Every file that is here."""
        return (*self.recordings, *(row for one in self.asked for row in one.here), *self.others)


def attachment_rows(context: ServiceContext, *, round_code: str, reference: str) -> tuple[AttachmentRow, ...]:
    """The files of an EOI, for those who read EOIs."""
    return files_of_eoi(context, round_code=round_code, reference=reference).all_rows


def files_of_eoi(context: ServiceContext, *, round_code: str, reference: str) -> FilesOfEoi:
    """The files of an EOI by question, with those that its answers name."""
    require(context.actor, can_read_eois)
    with context.reading() as uow:
        round_ = round_by_code(uow, round_code)
        eoi = eoi_by_reference(uow, round_.id, reference)
        ensure_not_hidden(uow, context, round_, eoi)
        rows = [as_row(round_, one) for one in files_of(uow, round_, eoi)]
        why_fixed = "" if can_handle_eois(context.actor) else "Officers add files and take them out."
        try:
            ensure_may_be_edited(round_, eoi, has_scores=has_scores(uow, eoi))
        except StepRefused as refusal:
            why_fixed = str(refusal)
    asked = tuple(
        FilesAsked(
            one.id,
            one.text,
            eoi.answers.get(one.id, ""),
            named_files(eoi.answers.get(one.id, "")),
            tuple(row for row in rows if row.question_id == one.id),
        )
        for one in round_.questions
        if one.kind is QuestionKind.ATTACHMENT
    )
    known = {one.question_id for one in asked}
    return FilesOfEoi(
        reference=eoi.reference,
        source=eoi.source,
        recordings=tuple(row for row in rows if not row.question_id),
        asked=asked,
        others=tuple(row for row in rows if row.question_id and row.question_id not in known),
        named=sum(len(one.named) for one in asked),
        named_and_here=sum(how_many_are_here(one.named, [row.name for row in one.here]) for one in asked),
        why_fixed=why_fixed,
    )


def as_row(round_: Round, one: Attachment) -> AttachmentRow:
    """One file as it is shown."""
    kind = BY_MEDIA_TYPE.get(one.media_type)
    words = {question.id: question.text for question in round_.questions}
    return AttachmentRow(
        id=one.id,
        name=one.file_name,
        called=kind.called if kind else "a file",
        family=kind.family if kind else Family.TEXT,
        size=one.size,
        sha256=one.sha256,
        question_id=one.question_id,
        question=words.get(one.question_id, one.question_id),
        transcript=one.transcript,
        added_at=one.added_at,
        version=one.version,
    )
