"""EOIs by conversation: an officer types in while the applicant speaks; agreed on, it becomes an EOI.

What is being said is kept apart from EOIs, saved as it is typed, and counted by nothing. The trail tells when
a conversation begins, who takes it up, and how it ends; the words stand there once they are an EOI.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from uuid import UUID, uuid4

from commissioning_app.domain.application_forms.design import ApplicationForm, design_form
from commissioning_app.domain.application_forms.spoken import Understood, understand
from commissioning_app.domain.eois import Publication
from commissioning_app.domain.errors import BadValue, NotFound, Problems
from commissioning_app.domain.importing.fields import ImportField, question_of
from commissioning_app.domain.roles import can_handle_eois
from commissioning_app.domain.rounds import Round
from commissioning_app.domain.telling import BY_CONVERSATION, WHY_NO_LESS, Conversation, EoiTelling
from commissioning_app.services.audit import record
from commissioning_app.services.context import LONDON, ServiceContext
from commissioning_app.services.eois import ContactDetails, EoiDetails, ensure_takes_eois, put_eoi
from commissioning_app.services.lookups import ensure_fresh, round_by_code, the_workspace
from commissioning_app.services.permissions import require
from commissioning_app.services.ports.unit_of_work import UnitOfWork
from commissioning_app.services.told_organisations import applicant_of, host_of

MOST_CHARACTERS = 1_000_000
"""Of one whole conversation; the longest answer that is kept has a tenth of it."""


@dataclass(frozen=True)
class Talk:
    """What stands in the window: who speaks, when, the organisation that was chosen, and what was said.

    ``said`` holds words as typed, by the names of the form's fields and of their parts.
    """

    told_on: date
    told_by: str = ""
    organisation_id: UUID | None = None
    said: Mapping[str, str] = field(default_factory=dict)


def begin_conversation(context: ServiceContext, *, round_code: str, talk: Talk) -> UUID:
    """Keep the first words of a conversation; returns its key."""
    require(context.actor, can_handle_eois)
    _ensure_storable(context, talk)
    with context.unit_of_work() as uow:
        round_ = round_by_code(uow, round_code)
        ensure_takes_eois(round_)
        now, me = context.clock.now(), context.actor.person_id
        made = Conversation(uuid4(), round_.id, talk.told_on, now, me, now, me, **_words(talk))
        uow.conversations.add(made)
        _record(uow, context, made, "conversation begun", talk)
        uow.commit()
        return made.id


def save_conversation(
    context: ServiceContext, *, conversation_id: UUID, version: int | None, talk: Talk
) -> int:
    """Keep what was said so far; returns the new version. Nothing is written when nothing differs."""
    require(context.actor, can_handle_eois)
    _ensure_storable(context, talk)
    with context.unit_of_work() as uow:
        kept = conversation_by_id(uow, conversation_id)
        ensure_fresh(kept, version, **_words(talk), told_on=talk.told_on)
        words = {**_words(talk), "told_on": talk.told_on}
        if all(getattr(kept, name) == value for name, value in words.items()):
            return kept.version
        if kept.saved_by != context.actor.person_id:
            _record(uow, context, kept, "conversation taken up", talk)
        for name, value in words.items():
            setattr(kept, name, value)
        kept.saved_at, kept.saved_by = context.clock.now(), context.actor.person_id
        uow.commit()
        return kept.version


def drop_conversation(context: ServiceContext, *, conversation_id: UUID, reason: str) -> None:
    """Throw away what was written down, with a reason: the applicant changed their mind, say."""
    require(context.actor, can_handle_eois)
    if not reason.strip():
        raise BadValue("Say why it is thrown away.", field="reason")
    with context.unit_of_work() as uow:
        kept = conversation_by_id(uow, conversation_id)
        _record(uow, context, kept, "conversation thrown away", _talk_of(kept), reason=reason.strip())
        uow.conversations.remove(kept)
        uow.commit()


def finish_conversation(
    context: ServiceContext, *, conversation_id: UUID, version: int | None, agreed_on: date | None
) -> str:
    """Make it an EOI once it was read back and agreed; returns the reference.

    It counts as received on the day on which the applicant told it. Raises Problems with a sentence for each
    thing that can't be read, BadValue until it is agreed.
    """
    require(context.actor, can_handle_eois)
    with context.unit_of_work() as uow:
        kept = conversation_by_id(uow, conversation_id)
        ensure_fresh(kept, version)
        _ensure_agreed(context, kept, agreed_on)
        round_ = uow.rounds.get(kept.round_id)
        form = form_of(context, uow, round_)
        understood = understand(form.fields, kept.said)
        if understood.stops:
            raise Problems([one.sentence for one in understood.stops])
        values = understood.values
        eoi = put_eoi(
            context,
            uow,
            round_,
            applicant_of(context, uow, kept.organisation_id, values),
            _details(values, host_of(context, uow, values)),
            source=BY_CONVERSATION,
            contact=_contact(values),
            received_at=_received(context, kept.told_on),
            publication=values.get(ImportField.PUBLICATION) or Publication.FULL,
            personal={"told_by": kept.told_by, "told_on": kept.told_on, "agreed_on": agreed_on},
        )
        uow.flush()
        uow.tellings.add(EoiTelling(eoi.id, kept.told_by, kept.told_on, context.actor.person_id, agreed_on))
        uow.conversations.remove(kept)
        uow.commit()
        return eoi.reference


def understand_talk(context: ServiceContext, *, round_code: str, said: Mapping[str, str]) -> Understood:
    """What an EOI would say, and what is still to be mended; changes nothing."""
    require(context.actor, can_handle_eois)
    with context.reading() as uow:
        return understand(form_of(context, uow, round_by_code(uow, round_code)).fields, said)


def form_of(context: ServiceContext, uow: UnitOfWork, round_: Round) -> ApplicationForm:
    """The form that a conversation goes through."""
    return design_form(round_, funder=the_workspace(uow).funder_name, made_at=context.clock.now())


def conversation_by_id(uow: UnitOfWork, conversation_id: UUID) -> Conversation:
    """The conversation with that key; raises NotFound."""
    found = uow.conversations.find(id=conversation_id)
    if found is None:
        raise NotFound("This conversation was handed in or thrown away meanwhile.")
    return found


def _words(talk: Talk) -> dict[str, Any]:
    said = {name: text for name, text in talk.said.items() if text.strip()}
    return {"told_by": talk.told_by.strip(), "organisation_id": talk.organisation_id, "said": said}


def _talk_of(kept: Conversation) -> Talk:
    return Talk(kept.told_on, kept.told_by, kept.organisation_id, kept.said)


def _ensure_storable(context: ServiceContext, talk: Talk) -> None:
    if talk.told_on > context.clock.today():
        raise BadValue("This day has not come yet. Check the day.", field="told_on")
    if "\0" in talk.told_by or any("\0" in text for text in talk.said.values()):
        raise BadValue("A character in the text can't be kept. Type it again.")
    if sum(map(len, talk.said.values())) > MOST_CHARACTERS:
        raise BadValue(f"This is longer than {MOST_CHARACTERS:,} characters. Shorten it.")


def _ensure_agreed(context: ServiceContext, kept: Conversation, agreed_on: date | None) -> None:
    if agreed_on is None:
        raise BadValue(
            "Read it back to them first. Tick the box when they agree that it says what they mean.",
            field="agreed_on",
        )
    if not kept.told_on <= agreed_on <= context.clock.today():
        raise BadValue(
            "They agreed on a day from the conversation to today. Check the day.", field="agreed_on"
        )


def _details(values: Mapping[str, Any], host_id: UUID | None) -> EoiDetails:
    answers = {question_of(name): text for name, text in values.items() if question_of(name) and text}
    return EoiDetails(
        requested_pence=values[ImportField.AMOUNT_REQUESTED],
        title=values[ImportField.TITLE],
        summary=values[ImportField.SUMMARY],
        minimum_pence=values[ImportField.MINIMUM_AMOUNT],
        minimum_reason=values[WHY_NO_LESS],
        funding_kind=values[ImportField.FUNDING_KIND],
        start_date=values[ImportField.START_DATE],
        end_date=values[ImportField.END_DATE],
        area=values[ImportField.AREA],
        partners=values[ImportField.PARTNERS],
        host_organisation_id=host_id,
        answers={str(key): text for key, text in answers.items()},
    )


def _contact(values: Mapping[str, Any]) -> ContactDetails:
    names = (ImportField.CONTACT_NAME, ImportField.CONTACT_EMAIL, ImportField.CONTACT_PHONE)
    return ContactDetails(*(values[name] for name in names))


def _received(context: ServiceContext, told_on: date) -> datetime | None:
    """When it came: now for today's, noon for an earlier day's."""
    return None if told_on == context.clock.today() else datetime.combine(told_on, time(12), LONDON)


def _record(
    uow: UnitOfWork, context: ServiceContext, kept: Conversation, action: str, talk: Talk, *, reason: str = ""
) -> None:
    """An entry of the round: how much was said, and, in the erasable part, by whom; never the words."""
    record(
        uow,
        context,
        action=action,
        subject_kind="round",
        subject_id=kept.round_id,
        round_id=kept.round_id,
        after={"conversation": kept.id, "told_on": talk.told_on, "answers": len(_words(talk)["said"])},
        reason=reason,
        personal={"told_by": talk.told_by.strip()},
    )
