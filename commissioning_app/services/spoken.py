"""An EOI that came as a recording: the file, what is said in it, who applies and what they ask for."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from uuid import UUID

from commissioning_app.domain.errors import BadValue
from commissioning_app.domain.file_kinds import FIELD, Family
from commissioning_app.domain.roles import can_handle_eois
from commissioning_app.domain.telling import SPOKEN_OR_VIDEO
from commissioning_app.services.attaching import attach, clean_transcript, look_at
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.eois import ContactDetails, EoiDetails, ensure_takes_eois, put_eoi
from commissioning_app.services.lookups import round_by_code
from commissioning_app.services.organisations import NewOrganisation
from commissioning_app.services.permissions import require
from commissioning_app.services.ports.progress import Progress, nobody_watches

RECORDED = frozenset({Family.SOUND, Family.VIDEO})
NO_WORDS = (
    "Write down what is said, or notes of it. Members read this, and for some of them it is the only way to "
    "know it."
)


def add_spoken_eoi(
    context: ServiceContext,
    *,
    round_code: str,
    organisation: UUID | NewOrganisation,
    details: EoiDetails,
    file: Path | bytes,
    transcript: str,
    name: str = "",
    contact: ContactDetails | None = None,
    received_at: datetime | None = None,
    progress: Progress = nobody_watches,
) -> str:
    """Take a recording as an EOI, file and all or nothing; returns its reference.

    ``transcript`` is what is said in it, or notes: it is what members read as the application.
    """
    require(context.actor, can_handle_eois)
    text = clean_transcript(transcript)
    if not text:
        raise BadValue(NO_WORDS, field="transcript")
    with context.reading() as uow:
        ensure_takes_eois(round_by_code(uow, round_code))
    looked = look_at(file, name, progress=progress)
    if looked.kind.family not in RECORDED:
        raise BadValue(
            f"“{looked.name}” is {looked.kind.called}, not a recording. Taken are MP3, M4A, WAV, Ogg, MP4, "
            "WebM and MOV.",
            field=FIELD,
        )
    with context.unit_of_work() as uow:
        round_ = round_by_code(uow, round_code)
        eoi = put_eoi(
            context,
            uow,
            round_,
            organisation,
            details,
            source=SPOKEN_OR_VIDEO,
            contact=contact,
            received_at=received_at,
        )
        uow.flush()
        attach(context, uow, round_, eoi, looked, transcript=text, progress=progress)
        uow.commit()
        return eoi.reference
