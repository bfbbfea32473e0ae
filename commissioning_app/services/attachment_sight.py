"""Who may see a file: those who read EOIs, and the members who were given the EOI, without a conflict."""

from __future__ import annotations

from collections.abc import Iterable

from commissioning_app.domain.attachments import Attachment
from commissioning_app.domain.eois import Eoi
from commissioning_app.domain.errors import NotFound
from commissioning_app.domain.forms import QuestionPurpose
from commissioning_app.domain.roles import can_read_eois, can_score
from commissioning_app.domain.rounds import Round, RoundState
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.interests import ensure_not_hidden
from commissioning_app.services.permissions import require
from commissioning_app.services.ports.unit_of_work import UnitOfWork
from commissioning_app.services.scoring import given_eois, my_place

NO_SUCH_FILE = "This file is not among those that you were given to read."


def ensure_may_see(uow: UnitOfWork, context: ServiceContext, attachment: Attachment) -> None:
    """Raise NotAllowed or NotFound for somebody who has no business with a file."""
    eoi = uow.eois.get(attachment.eoi_id)
    round_ = uow.rounds.get(eoi.round_id)
    if can_read_eois(context.actor):
        ensure_not_hidden(uow, context, round_, eoi)
        return
    require(context.actor, can_score)
    if not round_.is_past(RoundState.SCORING):
        raise NotFound(NO_SUCH_FILE)
    _, member = my_place(uow, context, round_.code)
    is_given = any(one.id == eoi.id for one in given_eois(uow, round_, member))
    if not is_given or not seen_by_scorers(round_, (attachment,)):
        raise NotFound(NO_SUCH_FILE)


def seen_by_scorers(round_: Round, attachments: Iterable[Attachment]) -> tuple[Attachment, ...]:
    """The files that those who score it see: recordings of the application, and answers that are assessed."""
    assessed = {one.id for one in round_.questions if one.counts_as is QuestionPurpose.ASSESSMENT}
    return tuple(one for one in attachments if not one.question_id or one.question_id in assessed)


def in_order(round_: Round, attachments: Iterable[Attachment]) -> tuple[Attachment, ...]:
    """The application itself first, then by question in the order of the form, recordings before others."""
    places = {one.id: place for place, one in enumerate(round_.questions)}

    def key(one: Attachment) -> tuple[object, ...]:
        place = places.get(one.question_id, len(places)) if one.question_id else -1
        return (place, not one.transcript, one.added_at, one.file_name, str(one.id))

    return tuple(sorted(attachments, key=key))


def files_of(uow: UnitOfWork, round_: Round, eoi: Eoi) -> tuple[Attachment, ...]:
    """Every file of an EOI, in order."""
    return in_order(round_, uow.attachments.where(eoi_id=eoi.id))
