"""EOIs by hand: typing one in, mending it before scoring, withdrawing it, and how it may be published."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from commissioning_app.domain.eois import Eoi, EoiContact, EoiState, FundingKind, Publication
from commissioning_app.domain.errors import BadValue, StepRefused
from commissioning_app.domain.money import LARGEST_PENCE, Pence, percent, pounds
from commissioning_app.domain.roles import can_handle_eois
from commissioning_app.domain.rounds import Round, RoundState
from commissioning_app.domain.telling import BY_CONVERSATION, SPOKEN_OR_VIDEO
from commissioning_app.services.audit import changes, record, snapshot
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.import_rows import state_on_arrival
from commissioning_app.services.lookups import ensure_fresh, eoi_by_reference, round_by_code
from commissioning_app.services.organisations import NewOrganisation, store_organisation
from commissioning_app.services.permissions import require
from commissioning_app.services.ports.unit_of_work import UnitOfWork

TAKES_EOIS = frozenset({RoundState.OPEN, RoundState.CLOSED, RoundState.SCORING})
"""When an EOI can still come in; after closing it is late."""

NOT_YET_SCORED = frozenset({RoundState.DRAFT, RoundState.OPEN, RoundState.CLOSED})
NOT_YET_ELIGIBLE = frozenset({EoiState.RECEIVED, EoiState.QUERIED, EoiState.LATE})
MOST_MONTHS = 600
ARRIVALS: Mapping[str, str] = {
    "typed in": "typed in",
    BY_CONVERSATION: "written down in a conversation",
    SPOKEN_OR_VIDEO: "taken as a recording",
}
"""What the trail says of an EOI that came one by one, by its source."""

KEPT_OUT_OF_TRAIL = frozenset({"digest", "version", "created_at"})


@dataclass(frozen=True)
class EoiDetails:
    """What an applicant says in an EOI. Money in pence; ``answers`` maps question ids to text."""

    requested_pence: Pence
    title: str = ""
    summary: str = ""
    minimum_pence: Pence | None = None
    minimum_reason: str = ""
    funding_kind: FundingKind | None = None
    start_date: date | None = None
    end_date: date | None = None
    duration_months: int | None = None
    area: str = ""
    partners: str = ""
    host_organisation_id: UUID | None = None
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ContactDetails:
    """The person to write to about an EOI."""

    name: str = ""
    email: str = ""
    phone: str = ""


def add_eoi(
    context: ServiceContext,
    *,
    round_code: str,
    organisation: UUID | NewOrganisation,
    details: EoiDetails,
    reference: str = "",
    contact: ContactDetails | None = None,
    received_at: datetime | None = None,
) -> str:
    """Type an EOI in; returns its reference. One that came after the closing day is late."""
    require(context.actor, can_handle_eois)
    with context.unit_of_work() as uow:
        round_ = round_by_code(uow, round_code)
        eoi = put_eoi(
            context,
            uow,
            round_,
            organisation,
            details,
            source="typed in",
            reference=reference,
            contact=contact,
            received_at=received_at,
        )
        uow.commit()
        return eoi.reference


def put_eoi(
    context: ServiceContext,
    uow: UnitOfWork,
    round_: Round,
    organisation: UUID | NewOrganisation,
    details: EoiDetails,
    *,
    source: str,
    reference: str = "",
    contact: ContactDetails | None = None,
    received_at: datetime | None = None,
    publication: Publication = Publication.FULL,
    personal: Mapping[str, Any] | None = None,
) -> Eoi:
    """Add one EOI that came by ``source`` within the caller's transaction, with its entry in the trail."""
    ensure_takes_eois(round_)
    _ensure_sound(round_, details)
    received = received_at or context.clock.now()
    if received > context.clock.now():
        raise BadValue("An EOI can't have come in the future. Check the day.", field="received_at")
    if isinstance(organisation, NewOrganisation):
        organisation_id = store_organisation(context, uow, organisation).id
    else:
        organisation_id = uow.organisations.get(organisation).id
    eoi = Eoi(
        id=uuid4(),
        round_id=round_.id,
        organisation_id=organisation_id,
        reference=_free_reference(uow, round_, reference.strip()),
        received_at=received,
        publication=publication,
        source=source,
        created_at=context.clock.now(),
        **_values(details),
    )
    eoi.state, eoi.state_reason = state_on_arrival(round_, received)
    uow.eois.add(eoi)
    said = _keep_contact(uow, eoi.id, contact) if contact is not None else {}
    after = snapshot(eoi, leave_out=KEPT_OUT_OF_TRAIL)
    _record(uow, context, eoi, f"EOI {ARRIVALS[source]}", after=after, personal={**said, **(personal or {})})
    return eoi


def ensure_takes_eois(round_: Round) -> None:
    """Raise StepRefused where an EOI can't come in any more, or not yet."""
    if round_.state not in TAKES_EOIS:
        raise StepRefused(f"The round {round_.code} is {round_.state}: it takes no EOIs now.")


def edit_eoi(
    context: ServiceContext,
    *,
    round_code: str,
    reference: str,
    version: int | None,
    details: EoiDetails,
    contact: ContactDetails | None = None,
) -> int:
    """Mend an EOI until it is scored; returns the new version."""
    require(context.actor, can_handle_eois)
    with context.unit_of_work() as uow:
        round_ = round_by_code(uow, round_code)
        eoi = eoi_by_reference(uow, round_.id, reference)
        ensure_fresh(eoi, version, **_values(details))
        ensure_may_be_edited(round_, eoi, has_scores=has_scores(uow, eoi))
        _ensure_sound(round_, details, kept=eoi.answers)
        before = snapshot(eoi, leave_out=KEPT_OUT_OF_TRAIL)
        for name, value in _values(details).items():
            if getattr(eoi, name) != value:
                setattr(eoi, name, value)
        was, now = changes(before, snapshot(eoi, leave_out=KEPT_OUT_OF_TRAIL))
        personal = _keep_contact(uow, eoi.id, contact) if contact is not None else {}
        if now or personal:
            _record(uow, context, eoi, "EOI mended", before=was, after=now, personal=personal)
        uow.commit()
        return eoi.version


def edit_contact(
    context: ServiceContext, *, round_code: str, reference: str, contact: ContactDetails
) -> None:
    """Change whom to write to about an EOI, at any time."""
    require(context.actor, can_handle_eois)
    with context.unit_of_work() as uow:
        eoi = eoi_by_reference(uow, round_by_code(uow, round_code).id, reference)
        personal = _keep_contact(uow, eoi.id, contact)
        if personal:
            _record(uow, context, eoi, "contact of an EOI changed", personal=personal)
            uow.commit()


def withdraw_eoi(
    context: ServiceContext, *, round_code: str, reference: str, reason: str, version: int | None = None
) -> None:
    """Note that the applicant takes the EOI back, which they may do at any time; their award ends with it."""
    require(context.actor, can_handle_eois)
    if not reason.strip():
        raise BadValue("Say what the applicant told you.", field="reason")
    with context.unit_of_work() as uow:
        eoi = eoi_by_reference(uow, round_by_code(uow, round_code).id, reference)
        ensure_fresh(eoi, version, state=EoiState.WITHDRAWN)
        before = eoi.state
        eoi.withdraw(reason.strip())
        _record(
            uow,
            context,
            eoi,
            "EOI withdrawn by the applicant",
            before={"state": before},
            after={"state": eoi.state},
            reason=reason.strip(),
        )
        _give_up_award(uow, context, eoi, reason.strip())
        uow.commit()


def set_publication(
    context: ServiceContext,
    *,
    round_code: str,
    reference: str,
    publication: Publication,
    reason: str = "",
    version: int | None = None,
) -> None:
    """Say how much of an award may be published; holding something back needs a reason."""
    require(context.actor, can_handle_eois)
    if publication is not Publication.FULL and not reason.strip():
        raise BadValue("Say why it is held back: a refuge's address, for instance.", field="reason")
    with context.unit_of_work() as uow:
        eoi = eoi_by_reference(uow, round_by_code(uow, round_code).id, reference)
        ensure_fresh(eoi, version, publication=publication, publication_reason=reason)
        before = {"publication": eoi.publication}
        eoi.publication = publication
        eoi.publication_reason = "" if publication is Publication.FULL else reason.strip()
        _record(
            uow,
            context,
            eoi,
            "publication of an EOI chosen",
            before=before,
            after={"publication": publication},
            reason=eoi.publication_reason,
        )
        uow.commit()


def has_scores(uow: UnitOfWork, eoi: Eoi) -> bool:
    """Whether a member has begun to score it, though the round or its eligibility went back since."""
    return uow.assessments.count(eoi_id=eoi.id) > 0


def ensure_may_be_edited(round_: Round, eoi: Eoi, *, has_scores: bool) -> None:
    """Raise StepRefused once members score it: what they read stays as it was."""
    if has_scores and not round_.is_trial:
        raise StepRefused(f"Members have begun to score the EOI {eoi.reference}: it stays as it was sent.")
    if round_.state in NOT_YET_SCORED and eoi.state not in (EoiState.WITHDRAWN, EoiState.INELIGIBLE):
        return
    if round_.state in TAKES_EOIS and (eoi.state in NOT_YET_ELIGIBLE or round_.is_trial):
        return
    raise StepRefused(
        f"The EOI {eoi.reference} is {eoi.state.replace('_', ' ')} and the round is {round_.state}: "
        "it stays as it was sent."
    )


def _give_up_award(uow: UnitOfWork, context: ServiceContext, eoi: Eoi, reason: str) -> None:
    award = uow.awards.find(eoi_id=eoi.id)
    if award is None:
        return
    before = award.state
    award.give_up()
    if award.state is not before:
        record(
            uow,
            context,
            action=f"award {award.state.replace('_', ' ')}",
            subject_kind="award",
            subject_id=award.id,
            round_id=eoi.round_id,
            before={"state": before},
            after={"state": award.state},
            reason=reason,
        )


def _values(details: EoiDetails) -> dict[str, Any]:
    values = {name: getattr(details, name) for name in details.__dataclass_fields__}
    texts = {
        name: value.strip()
        for name, value in values.items()
        if isinstance(value, str) and name != "funding_kind"
    }
    answers = {key: text.strip() for key, text in details.answers.items() if text.strip()}
    return {**values, **texts, "answers": answers}


def _ensure_sound(round_: Round, details: EoiDetails, kept: Collection[str] = ()) -> None:
    """Raise BadValue for what can't be; ``kept``: questions it has answered, though they left the form."""
    asked, least = details.requested_pence, details.minimum_pence
    if asked <= 0:
        raise BadValue("Type the amount that they ask for, like £8,400.", field="requested_pence")
    if asked > LARGEST_PENCE:
        raise BadValue("The amount is larger than any pot. Check the noughts.", field="requested_pence")
    if least is not None and not 0 <= least <= asked:
        raise BadValue(f"The minimum lies between £0 and the ask of {pounds(asked)}.", field="minimum_pence")
    share = round_.effective_rule.minimum_share_percent
    if least is not None and 100 * least > share * asked and not details.minimum_reason.strip():
        raise BadValue(
            f"The minimum is {percent(least, asked)} % of the ask. Above {share} % it needs a reason "
            "from the applicant.",
            field="minimum_reason",
        )
    if details.start_date and details.end_date and details.end_date < details.start_date:
        raise BadValue("The work ends before it starts. Check the days.", field="end_date")
    if details.duration_months is not None and not 1 <= details.duration_months <= MOST_MONTHS:
        raise BadValue(f"The work lasts 1 to {MOST_MONTHS} months.", field="duration_months")
    unknown = sorted(set(details.answers) - {question.id for question in round_.questions} - set(kept))
    if unknown:
        raise BadValue(f"The form of this round has no question “{unknown[0]}”.", field="answers")


def _free_reference(uow: UnitOfWork, round_: Round, wanted: str) -> str:
    taken = {row[0] for row in uow.eois.columns("reference", round_id=round_.id)}
    if wanted:
        if wanted in taken:
            raise BadValue(f"There is an EOI “{wanted}” in this round already.", field="reference")
        return wanted
    number = len(taken) + 1
    while f"EOI-{number:03d}" in taken:
        number += 1
    return f"EOI-{number:03d}"


def _keep_contact(uow: UnitOfWork, eoi_id: UUID, contact: ContactDetails) -> dict[str, Any]:
    """Store the contact; returns what changed, for the erasable part of the trail."""
    kept = uow.contacts.find(eoi_id=eoi_id)
    new = {"name": contact.name.strip(), "email": contact.email.strip(), "phone": contact.phone.strip()}
    old = {} if kept is None else {key: getattr(kept, key) for key in new}
    if new == (old or dict.fromkeys(new, "")):
        return {}
    if kept is None:
        uow.contacts.add(EoiContact(eoi_id, **new))
    else:
        kept.name, kept.email, kept.phone = new["name"], new["email"], new["phone"]
    return {"contact": {"before": old, "after": new}}


def _record(uow: UnitOfWork, context: ServiceContext, eoi: Eoi, action: str, **rest: Any) -> None:
    record(uow, context, action=action, subject_kind="eoi", subject_id=eoi.id, round_id=eoi.round_id, **rest)
