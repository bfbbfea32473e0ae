"""Awards and their instalments: codes for finance, the award's own steps, holding and paying."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from commissioning_app.domain.awards import Award, AwardState, Instalment, InstalmentState
from commissioning_app.domain.errors import BadValue, FourEyes, NotFound, StepRefused
from commissioning_app.domain.money import Pence
from commissioning_app.domain.records import FinanceAgreement
from commissioning_app.domain.roles import (
    can_handle_eois,
    can_keep_payee_details,
    can_mark_paid,
    can_read_awards,
)
from commissioning_app.domain.rounds import Round, RoundState
from commissioning_app.services.audit import changes, record, snapshot
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.interests import ensure_no_interest_of_actor
from commissioning_app.services.lookups import ensure_fresh, round_by_code
from commissioning_app.services.permissions import require
from commissioning_app.services.ports.unit_of_work import UnitOfWork
from commissioning_app.services.sight import outcomes_out_of_sight

FINANCE_STEPS = frozenset({AwardState.CHECKED, AwardState.PAYING})
"""The award's steps that finance takes; officers take the others."""


@dataclass(frozen=True)
class AwardRow:
    """One award as a table shows it; money in pence."""

    award_id: UUID
    version: int
    reference: str
    organisation: str
    payee: str
    amount_pence: Pence
    paid_pence: Pence
    state: AwardState
    starts_on: date | None
    instalments: int


@dataclass(frozen=True)
class AwardDetail:
    """One award with its instalments in order."""

    award: Award
    instalments: tuple[Instalment, ...]


def award_rows(context: ServiceContext, *, round_code: str) -> list[AwardRow]:
    """Every award of a round, by reference."""
    require(context.actor, can_read_awards)
    with context.reading() as uow:
        round_ = round_by_code(uow, round_code)
        away = outcomes_out_of_sight(uow, context, round_)
        awards = [award for award in uow.awards.where(round_id=round_.id) if award.eoi_id not in away]
        references = dict(uow.eois.columns("id", "reference", round_id=round_.id))
        names = dict(uow.organisations.columns("id", "name"))
        parts: dict[UUID, list[tuple[Pence, InstalmentState]]] = {}
        keys = [award.id for award in awards]
        for award_id, pence, state in uow.instalments.columns(
            "award_id", "amount_pence", "state", award_id=keys
        ):
            parts.setdefault(award_id, []).append((pence, state))
    rows = [
        AwardRow(
            award.id,
            award.version,
            references[award.eoi_id],
            names[award.organisation_id],
            names[award.payee_organisation_id],
            award.amount_pence,
            sum(pence for pence, state in parts.get(award.id, ()) if state is InstalmentState.PAID),
            award.state,
            award.starts_on,
            len(parts.get(award.id, ())),
        )
        for award in awards
    ]
    return sorted(rows, key=lambda row: row.reference)


def read_award(context: ServiceContext, *, award_id: UUID) -> AwardDetail:
    """One award and its instalments."""
    require(context.actor, can_read_awards)
    with context.reading() as uow:
        award = uow.awards.get(award_id)
        if award.eoi_id in outcomes_out_of_sight(uow, context, uow.rounds.get(award.round_id)):
            raise NotFound("This award is not shown to you before the announcement.")
        instalments = sorted(uow.instalments.where(award_id=award_id), key=lambda one: one.number)
        return AwardDetail(award, tuple(instalments))


def set_finance_codes(
    context: ServiceContext,
    *,
    award_id: UUID,
    version: int | None,
    cost_centre: str,
    account_code: str,
    purchase_order: str,
    vat_treatment: str,
    supplier_number: str | None = None,
) -> None:
    """Finance's own codes on an award, and the payee's supplier number."""
    require(context.actor, can_keep_payee_details)
    with context.unit_of_work() as uow:
        award = uow.awards.get(award_id)
        codes = {
            "cost_centre": cost_centre.strip(),
            "account_code": account_code.strip(),
            "purchase_order": purchase_order.strip(),
            "vat_treatment": vat_treatment.strip(),
        }
        ensure_fresh(award, version, **codes)
        before = snapshot(award)
        for key, value in codes.items():
            setattr(award, key, value)
        was, now = changes(before, snapshot(award))
        payee = uow.organisations.get(award.payee_organisation_id)
        if supplier_number is not None and supplier_number.strip() != payee.supplier_number:
            was["supplier_number"], now["supplier_number"] = payee.supplier_number, supplier_number.strip()
            payee.supplier_number = supplier_number.strip()
        _record_award(context, uow, award, "finance codes set", was, now)
        uow.commit()


def move_award(
    context: ServiceContext, *, award_id: UUID, version: int | None, state: AwardState, reason: str = ""
) -> None:
    """Take an award one step on; ending early and lapsing need a reason."""
    require(context.actor, can_mark_paid if state in FINANCE_STEPS else can_handle_eois)
    if state in (AwardState.ENDED_EARLY, AwardState.LAPSED, AwardState.REFUSED) and not reason.strip():
        raise BadValue("Say why. The applicant and the trail keep the reason.", field="reason")
    with context.unit_of_work() as uow:
        award = uow.awards.get(award_id)
        ensure_fresh(award, version, state=state)
        round_ = uow.rounds.get(award.round_id)
        if not round_.is_past(RoundState.ANNOUNCED) and not round_.is_trial:
            raise StepRefused("Awards move on once the round is announced.")
        ensure_no_interest_of_actor(uow, context, round_, uow.eois.get(award.eoi_id))
        before = {"state": award.state}
        award.move(state)
        _record_award(
            context, uow, award, f"award {state.replace('_', ' ')}", before, {"state": state}, reason
        )
        uow.commit()


def hold_instalment(
    context: ServiceContext, *, instalment_id: UUID, reason: str, version: int | None
) -> None:
    """Keep a payment back, with a reason."""
    require(context.actor, can_mark_paid)
    if not reason.strip():
        raise BadValue("Say why the payment is held.", field="reason")
    _move_instalment(context, instalment_id, version, InstalmentState.HELD, reason)


def release_instalment(context: ServiceContext, *, instalment_id: UUID, version: int | None) -> None:
    """Put a held payment back into the plan."""
    require(context.actor, can_mark_paid)
    _move_instalment(context, instalment_id, version, InstalmentState.PLANNED, "")


def mark_paid(
    context: ServiceContext,
    *,
    instalment_id: UUID,
    paid_on: date,
    payment_reference: str,
    version: int | None,
) -> None:
    """Finance records a payment; raises FourEyes for whoever recommended or approved the award."""
    mark_paid_together(
        context,
        instalments={instalment_id: version},
        paid_on=paid_on,
        payment_reference=payment_reference,
    )


def mark_paid_together(
    context: ServiceContext,
    *,
    instalments: Mapping[UUID, int | None],
    paid_on: date,
    payment_reference: str,
) -> None:
    """One payment run: all of these instalments, each with the version that was read, or none."""
    require(context.actor, can_mark_paid)
    with context.unit_of_work() as uow:
        for instalment_id, version in instalments.items():
            instalment = uow.instalments.get(instalment_id)
            ensure_fresh(instalment, version, paid_on=paid_on, payment_reference=payment_reference)
            _pay(context, uow, instalment, paid_on, payment_reference)
        uow.commit()


def _pay(
    context: ServiceContext, uow: UnitOfWork, instalment: Instalment, paid_on: date, payment_reference: str
) -> None:
    award = uow.awards.get(instalment.award_id)
    round_ = uow.rounds.get(award.round_id)
    _ensure_payable(context, uow, round_, award, instalment, paid_on)
    instalment.state, instalment.paid_on = InstalmentState.PAID, paid_on
    instalment.paid_by, instalment.payment_reference = context.actor.person_id, payment_reference.strip()
    if award.state is AwardState.CHECKED:
        award.move(AwardState.PAYING)
    after = {
        "state": instalment.state,
        "paid_on": paid_on,
        "amount_pence": instalment.amount_pence,
        "payment_reference": instalment.payment_reference,
    }
    _record_award(context, uow, award, f"instalment {instalment.number} paid", {"state": "planned"}, after)


def agree_payment_plan(context: ServiceContext, *, round_code: str, note: str = "") -> None:
    """Finance's word that the round's payment plan can be kept (check C4)."""
    require(context.actor, can_mark_paid)
    with context.unit_of_work() as uow:
        round_ = round_by_code(uow, round_code)
        if round_.records.payment_plan.small_first_percent is None:
            raise StepRefused("The officer has not written a payment plan yet, so there is nothing to agree.")
        agreement = FinanceAgreement(context.actor.name, context.clock.today(), note.strip())
        before = round_.records.finance_agreement
        round_.records = replace(round_.records, finance_agreement=agreement)
        record(
            uow,
            context,
            action="payment plan agreed",
            subject_kind="round",
            subject_id=round_.id,
            round_id=round_.id,
            before={"finance_agreement": _without_name(before)},
            after={"finance_agreement": _without_name(agreement)},
        )
        uow.commit()


def _without_name(agreement: FinanceAgreement) -> dict[str, object]:
    """An agreement for the trail; who gave it is the entry's own actor."""
    return {"agreed_on": agreement.agreed_on, "note": agreement.note}


def _ensure_payable(
    context: ServiceContext,
    uow: UnitOfWork,
    round_: Round,
    award: Award,
    instalment: Instalment,
    paid_on: date,
) -> None:
    if refusal := why_not_payable(round_.state, award.state, instalment.state):
        raise StepRefused(refusal)
    if paid_on > context.clock.today():
        raise BadValue("A payment can't be marked before its day.", field="paid_on")
    if had_part_in_approval(uow, round_, context.actor.person_id):
        raise FourEyes("You had a part in this award's approval, so somebody else marks it paid.")
    ensure_no_interest_of_actor(uow, context, round_, uow.eois.get(award.eoi_id))


def why_not_payable(round_: RoundState, award: AwardState, instalment: InstalmentState) -> str:
    """Why an instalment can't be paid as things stand, in a sentence; "" when it can."""
    if instalment is not InstalmentState.PLANNED:
        return f"This instalment is {instalment}: it can't be paid."
    if award not in (AwardState.CHECKED, AwardState.PAYING, AwardState.REPORTED):
        return "An award is paid after it was accepted, signed and checked."
    if round_ is not RoundState.PAYING:
        return f"The round is {round_}. Payments are marked once it is paying."
    return ""


def had_part_in_approval(uow: UnitOfWork, round_: Round, person_id: UUID) -> bool:
    """Whether somebody recommended or approved the round's awards."""
    approved = uow.recommendations.find(round_id=round_.id, state="approved")
    return approved is not None and person_id in (approved.decided_by, approved.recorded_by)


def _move_instalment(
    context: ServiceContext, instalment_id: UUID, version: int | None, state: InstalmentState, reason: str
) -> None:
    with context.unit_of_work() as uow:
        instalment = uow.instalments.get(instalment_id)
        ensure_fresh(instalment, version, state=state)
        if instalment.state is InstalmentState.PAID:
            raise StepRefused("This instalment was paid.")
        before = {"state": instalment.state, "number": instalment.number}
        instalment.state = state
        award = uow.awards.get(instalment.award_id)
        after = {"state": state, "number": instalment.number}
        _record_award(context, uow, award, f"instalment {state}", before, after, reason)
        uow.commit()


def _record_award(
    context: ServiceContext,
    uow: UnitOfWork,
    award: Award,
    action: str,
    before: Mapping[str, object],
    after: Mapping[str, object],
    reason: str = "",
) -> None:
    record(
        uow,
        context,
        action=action,
        subject_kind="award",
        subject_id=award.id,
        round_id=award.round_id,
        before=before,
        after=after,
        reason=reason.strip(),
    )
