"""Read model of Awards & payments: the awards with their instalments, and how they reconcile to the pot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from commissioning_app.domain.awards import AWARD_STEPS, Award, AwardState, Instalment, InstalmentState
from commissioning_app.domain.errors import NotFound
from commissioning_app.domain.money import Pence
from commissioning_app.domain.organisations import Organisation
from commissioning_app.domain.records import FinanceAgreement, PaymentPlan
from commissioning_app.domain.roles import can_read_awards
from commissioning_app.domain.rounds import Round, RoundState
from commissioning_app.domain.schedule import Reconciliation, reconcile
from commissioning_app.services.awards import had_part_in_approval, why_not_payable
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.lookups import round_by_code
from commissioning_app.services.permissions import require
from commissioning_app.services.ports.unit_of_work import UnitOfWork
from commissioning_app.services.schedule import NOT_PAID_ANY_MORE, gather_schedule


@dataclass(frozen=True)
class InstalmentLine:
    """One payment; ``why_not_paid`` says why it can't be marked as paid, "" when it can."""

    instalment_id: UUID
    version: int
    award_id: UUID
    reference: str
    organisation: str
    payee: str
    number: int
    of: int
    due_on: date
    financial_year: str
    amount_pence: Pence
    state: InstalmentState
    paid_on: date | None
    payment_reference: str
    why_not_paid: str


@dataclass(frozen=True)
class AwardLine:
    """One award. ``steps`` are those that it may take next; ``payee`` differs where a host is paid."""

    award_id: UUID
    version: int
    reference: str
    title: str
    organisation: str
    org_id: str
    payee: str
    supplier_number: str
    amount_pence: Pence
    requested_pence: Pence
    state: AwardState
    steps: tuple[AwardState, ...]
    starts_on: date | None
    months: int
    cost_centre: str
    account_code: str
    purchase_order: str
    vat_treatment: str
    instalments: tuple[InstalmentLine, ...]

    @property
    def paid_pence(self) -> Pence:
        """What was paid of it."""
        return sum(one.amount_pence for one in self.instalments if one.state is InstalmentState.PAID)

    @property
    def next_due_on(self) -> date | None:
        """When its next payment is due; None when all is paid, held, or not paid any more."""
        if self.state in NOT_PAID_ANY_MORE or self.state is AwardState.ENDED_EARLY:
            return None
        due = [one.due_on for one in self.instalments if one.state is InstalmentState.PLANNED]
        return min(due, default=None)


@dataclass(frozen=True)
class AwardsPage:
    """Everything that the page shows; ``reconciliation`` is None while there are no awards."""

    round_code: str
    state: RoundState
    is_trial: bool
    pot_pence: Pence
    awards: tuple[AwardLine, ...]
    reconciliation: Reconciliation | None
    plan: PaymentPlan
    agreement: FinanceAgreement
    had_part: bool

    @property
    def instalments(self) -> tuple[InstalmentLine, ...]:
        """Every payment of the round, by the day it is due."""
        found = [one for award in self.awards for one in award.instalments]
        return tuple(sorted(found, key=lambda one: (one.due_on, one.reference, one.number)))

    @property
    def moves_on(self) -> bool:
        """Whether awards take their steps now: once the round is announced, in a trial at any time."""
        return self.is_trial or self.state in (
            RoundState.ANNOUNCED,
            RoundState.PAYING,
            RoundState.FINISHED,
        )

    def award(self, reference: str) -> AwardLine:
        """The award of an EOI; raises NotFound."""
        found = next((one for one in self.awards if one.reference == reference), None)
        if found is None:
            raise NotFound(f"There is no award for “{reference}” in this round.")
        return found


def awards_page(context: ServiceContext, *, round_code: str) -> AwardsPage:
    """The awards of a round by reference, with instalments, codes and reconciliation."""
    require(context.actor, can_read_awards)
    with context.reading() as uow:
        round_ = round_by_code(uow, round_code)
        awards = uow.awards.where(round_id=round_.id)
        paying = [award for award in awards if award.state not in NOT_PAID_ANY_MORE]
        return AwardsPage(
            round_code=round_.code,
            state=round_.state,
            is_trial=round_.is_trial,
            pot_pence=round_.pot_pence,
            awards=_lines(uow, round_, awards),
            reconciliation=reconcile(gather_schedule(context, uow, round_)) if paying else None,
            plan=round_.records.payment_plan,
            agreement=round_.records.finance_agreement,
            had_part=had_part_in_approval(uow, round_, context.actor.person_id),
        )


def _lines(uow: UnitOfWork, round_: Round, awards: list[Award]) -> tuple[AwardLine, ...]:
    if not awards:
        return ()
    eois = {
        row[0]: row[1:]
        for row in uow.eois.columns("id", "reference", "title", "requested_pence", round_id=round_.id)
    }
    ids = {key for award in awards for key in (award.organisation_id, award.payee_organisation_id)}
    organisations = {one.id: one for one in uow.organisations.where(id=sorted(ids))}
    instalments: dict[UUID, list[Instalment]] = {}
    for one in uow.instalments.where(award_id=[award.id for award in awards]):
        instalments.setdefault(one.award_id, []).append(one)
    lines = [
        _line(round_, award, eois[award.eoi_id], organisations, instalments.get(award.id, ()))
        for award in awards
    ]
    return tuple(sorted(lines, key=lambda line: line.reference))


def _line(
    round_: Round,
    award: Award,
    eoi: tuple[str, str, Pence],
    organisations: Mapping[UUID, Organisation],
    parts: Iterable[Instalment],
) -> AwardLine:
    reference, title, requested = eoi
    organisation = organisations[award.organisation_id]
    payee = organisations[award.payee_organisation_id]
    in_order = sorted(parts, key=lambda one: one.number)
    instalments = tuple(
        InstalmentLine(
            one.id,
            one.version,
            award.id,
            reference,
            organisation.name,
            payee.name,
            one.number,
            len(in_order),
            one.due_on,
            one.financial_year,
            one.amount_pence,
            one.state,
            one.paid_on,
            one.payment_reference,
            why_not_payable(round_.state, award.state, one.state),
        )
        for one in in_order
    )
    return AwardLine(
        award_id=award.id,
        version=award.version,
        reference=reference,
        title=title,
        organisation=organisation.name,
        org_id=organisation.org_id,
        payee=payee.name,
        supplier_number=payee.supplier_number,
        amount_pence=award.amount_pence,
        requested_pence=requested,
        state=award.state,
        steps=tuple(state for state in AwardState if state in AWARD_STEPS[award.state]),
        starts_on=award.starts_on,
        months=award.months,
        cost_centre=award.cost_centre,
        account_code=award.account_code,
        purchase_order=award.purchase_order,
        vat_treatment=award.vat_treatment,
        instalments=instalments,
    )
