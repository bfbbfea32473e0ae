"""Read models of conversations that are being written down, and of who told an EOI."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from commissioning_app.domain.application_forms.fields import Section
from commissioning_app.domain.application_forms.spoken import sections_of_talk
from commissioning_app.domain.errors import StepRefused
from commissioning_app.domain.importing.fields import ImportField
from commissioning_app.domain.records import Contact
from commissioning_app.domain.roles import can_handle_eois, can_read_eois
from commissioning_app.domain.telling import Conversation
from commissioning_app.services.about_you_forms import asks_about_you
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.conversations import Talk, conversation_by_id, form_of
from commissioning_app.services.eois import ensure_takes_eois
from commissioning_app.services.interests import ensure_not_hidden
from commissioning_app.services.lookups import eoi_by_reference, round_by_code
from commissioning_app.services.permissions import require
from commissioning_app.services.ports.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class ConversationRow:
    """One that is not finished; ``answered`` counts what was said so far."""

    id: UUID
    organisation: str
    told_by: str
    told_on: date
    saved_at: datetime
    saved_by: str
    answered: int


@dataclass(frozen=True)
class ConversationPage:
    """The form to go through, and what was said so far; no key and version 0 for a new one.

    ``has_sheet_apart``: who leads the group is asked on a sheet of its own. ``why_closed`` says why nothing
    can be handed in.
    """

    id: UUID | None
    round_code: str
    round_name: str
    purpose: str
    closes_on: date | None
    contact: Contact
    rules: tuple[str, ...]
    sections: tuple[Section, ...]
    has_sheet_apart: bool
    talk: Talk
    begun_by: str
    version: int
    why_closed: str


@dataclass(frozen=True)
class TellingRow:
    """How an EOI was told."""

    told_by: str
    told_on: date
    written_by: str
    agreed_on: date | None


def conversation_rows(context: ServiceContext, *, round_code: str) -> tuple[ConversationRow, ...]:
    """The conversations of a round that are not finished, the last one saved first; officers only."""
    require(context.actor, can_handle_eois)
    with context.reading() as uow:
        kept = uow.conversations.where(round_id=round_by_code(uow, round_code).id)
        return tuple(
            ConversationRow(
                id=one.id,
                organisation=_organisation(uow, one),
                told_by=one.told_by,
                told_on=one.told_on,
                saved_at=one.saved_at,
                saved_by=uow.people.get(one.saved_by).name,
                answered=len(one.said),
            )
            for one in sorted(kept, key=lambda one: one.saved_at, reverse=True)
        )


def new_conversation(context: ServiceContext, *, round_code: str) -> ConversationPage:
    """The form of a round, with nothing said yet; nothing is kept of it."""
    require(context.actor, can_handle_eois)
    with context.reading() as uow:
        return _page(context, uow, round_code, None)


def read_conversation(context: ServiceContext, *, conversation_id: UUID) -> ConversationPage:
    """A conversation to go on with."""
    require(context.actor, can_handle_eois)
    with context.reading() as uow:
        kept = conversation_by_id(uow, conversation_id)
        return _page(context, uow, uow.rounds.get(kept.round_id).code, kept)


def telling_of(context: ServiceContext, *, round_code: str, reference: str) -> TellingRow | None:
    """Who told an EOI and who wrote it down; None for one that came otherwise."""
    require(context.actor, can_read_eois)
    with context.reading() as uow:
        round_ = round_by_code(uow, round_code)
        eoi = eoi_by_reference(uow, round_.id, reference)
        ensure_not_hidden(uow, context, round_, eoi)
        kept = uow.tellings.find(eoi_id=eoi.id)
        if kept is None:
            return None
        return TellingRow(kept.told_by, kept.told_on, uow.people.get(kept.written_by).name, kept.agreed_on)


def _page(
    context: ServiceContext, uow: UnitOfWork, round_code: str, kept: Conversation | None
) -> ConversationPage:
    round_ = round_by_code(uow, round_code)
    form = form_of(context, uow, round_)
    why_closed = ""
    try:
        ensure_takes_eois(round_)
    except StepRefused as refusal:
        why_closed = str(refusal)
    talk = Talk(context.clock.today())
    if kept is not None:
        talk = Talk(kept.told_on, kept.told_by, kept.organisation_id, dict(kept.said))
    return ConversationPage(
        id=kept.id if kept is not None else None,
        round_code=round_.code,
        round_name=round_.name,
        purpose=form.purpose,
        closes_on=form.closes_on,
        contact=form.contact,
        rules=form.rules,
        sections=sections_of_talk(form),
        has_sheet_apart=asks_about_you(round_),
        talk=talk,
        begun_by=uow.people.get(kept.begun_by).name if kept is not None else context.actor.name,
        version=kept.version if kept is not None else 0,
        why_closed=why_closed,
    )


def _organisation(uow: UnitOfWork, kept: Conversation) -> str:
    if kept.organisation_id is not None:
        return uow.organisations.get(kept.organisation_id).name
    return kept.said.get(ImportField.ORGANISATION, "").strip()
