"""From an approved recommendation to awards with their instalments, in the caller's transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from commissioning_app.domain.awards import (
    Award,
    AwardState,
    InstalmentState,
    Recommendation,
    RecommendationLine,
)
from commissioning_app.domain.dates import first_day_of
from commissioning_app.domain.eois import Decision, Eoi
from commissioning_app.domain.errors import StepRefused
from commissioning_app.domain.instalments import Plan, PlannedAward, PlannedInstalment, plan_instalments
from commissioning_app.domain.money import Pence
from commissioning_app.domain.rounds import Round
from commissioning_app.services.audit import record
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.policy import small_line_pence
from commissioning_app.services.ports.unit_of_work import UnitOfWork

VAT_OUTSIDE = "outside the scope of VAT"


def make_awards(
    context: ServiceContext, uow: UnitOfWork, round_: Round, recommendation: Recommendation
) -> int:
    """Store an award and its instalments for every funded line; returns how many."""
    uow.flush()
    lines = uow.recommendation_lines.where(recommendation_id=recommendation.id)
    funded = [line for line in sorted(lines, key=lambda one: one.position) if line.amount_pence]
    eois = {eoi.id: eoi for eoi in uow.eois.where(id=[line.eoi_id for line in funded])}
    plans = _plans(context, uow, round_, [(eois[line.eoi_id], line.amount_pence) for line in funded])
    awards: list[dict[str, Any]] = []
    instalments: list[dict[str, Any]] = []
    for line in funded:
        plan = plans[str(line.eoi_id)]
        award = _award_row(round_, eois[line.eoi_id], line, plan)
        awards.append(award)
        instalments += [_instalment_row(award["id"], part) for part in plan.instalments]
    uow.awards.insert_many(awards)
    uow.instalments.insert_many(instalments)
    amounts = {eois[award["eoi_id"]].reference: award["amount_pence"] for award in awards}
    record(
        uow,
        context,
        action="awards made",
        subject_kind="round",
        subject_id=round_.id,
        round_id=round_.id,
        after={"awards": amounts, "instalments": len(instalments)},
    )
    return len(awards)


def _plans(
    context: ServiceContext, uow: UnitOfWork, round_: Round, funded: Sequence[tuple[Eoi, Pence]]
) -> Mapping[str, Plan]:
    line_of_small = small_line_pence(context, round_)
    incomes = dict(uow.organisations.columns("id", "yearly_income_pence"))
    planned = [
        PlannedAward(
            str(eoi.id), pence, _is_small(incomes[eoi.organisation_id], line_of_small), eoi.start_date
        )
        for eoi, pence in funded
    ]
    return plan_instalments(
        planned,
        pot_years=round_.pot_years,
        paying_from=_paying_from(context, round_),
        plan=round_.records.payment_plan,
    )


def _award_row(round_: Round, eoi: Eoi, line: RecommendationLine, plan: Plan) -> dict[str, Any]:
    return {
        "id": uuid4(),
        "round_id": round_.id,
        "eoi_id": eoi.id,
        "organisation_id": eoi.organisation_id,
        "payee_organisation_id": eoi.host_organisation_id or eoi.organisation_id,
        "amount_pence": line.amount_pence,
        "decision": Decision(line.decision),
        "state": AwardState.OFFERED,
        "starts_on": plan.starts_on,
        "months": eoi.duration_months or 12,
        "cost_centre": "",
        "account_code": "",
        "purchase_order": "",
        "vat_treatment": VAT_OUTSIDE,
        "version": 1,
    }


def _instalment_row(award_id: UUID, part: PlannedInstalment) -> dict[str, Any]:
    return {
        "id": uuid4(),
        "award_id": award_id,
        "number": part.number,
        "due_on": part.due_on,
        "financial_year": part.financial_year,
        "amount_pence": part.amount_pence,
        "state": InstalmentState.PLANNED,
        "paid_on": None,
        "paid_by": None,
        "payment_reference": "",
        "version": 1,
    }


def replace_trial_awards(
    context: ServiceContext, uow: UnitOfWork, round_: Round, recommendation: Recommendation
) -> None:
    """In a trial round a new recommendation takes the place of the old one's awards."""
    for award in uow.awards.where(round_id=round_.id):
        _ensure_unpaid(uow, award)
        for instalment in uow.instalments.where(award_id=award.id):
            uow.instalments.remove(instalment)
        uow.awards.remove(award)
    uow.flush()
    make_awards(context, uow, round_, recommendation)


def _ensure_unpaid(uow: UnitOfWork, award: Award) -> None:
    if uow.instalments.count(award_id=award.id, state="paid"):
        raise StepRefused("Money of this round was paid, so its awards can't be replaced.")


def _is_small(income: int | None, line: int) -> bool:
    return income is not None and income < line


def _paying_from(context: ServiceContext, round_: Round) -> date:
    """The published first day of payments; in a round without one, today or the pot's first year."""
    if round_.timetable.paying_from is not None:
        return round_.timetable.paying_from
    first = first_day_of(min(part.year for part in round_.pot_years))
    return max(first, context.clock.today())
