"""The award schedule of a round: gathered from its awards, written for finance, its digest recorded."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from commissioning_app.domain.awards import Award, AwardState, Instalment, InstalmentState
from commissioning_app.domain.errors import BadValue, StepRefused
from commissioning_app.domain.money import Pence
from commissioning_app.domain.organisations import Organisation
from commissioning_app.domain.roles import can_export_schedule
from commissioning_app.domain.rounds import Round
from commissioning_app.domain.schedule import (
    AwardSchedule,
    Reconciliation,
    ScheduledAward,
    ScheduleLine,
    reconcile,
)
from commissioning_app.services.audit import record
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.lookups import round_by_code, the_workspace
from commissioning_app.services.permissions import require
from commissioning_app.services.ports.documents import ScheduleFiles
from commissioning_app.services.ports.unit_of_work import UnitOfWork
from commissioning_app.services.sight import ensure_every_outcome_in_sight
from commissioning_app.services.whole_files import write_whole

NOT_PAID_ANY_MORE = frozenset({AwardState.REFUSED, AwardState.LAPSED})
"""Awards whose money went back to the pot."""


@dataclass(frozen=True)
class ScheduleExport:
    """What was written: ``sha256`` by file name, and whether it reconciles, in a sentence."""

    files: tuple[Path, ...]
    sha256: str
    lines: int
    total_pence: Pence
    reconciles: bool
    sentence: str


def read_schedule(context: ServiceContext, *, round_code: str) -> AwardSchedule:
    """The schedule as it stands; raises StepRefused before there are awards."""
    require(context.actor, can_export_schedule)
    with context.reading() as uow:
        round_ = round_by_code(uow, round_code)
        ensure_every_outcome_in_sight(uow, context, round_)
        return gather_schedule(context, uow, round_)


def reconcile_schedule(context: ServiceContext, *, round_code: str) -> Reconciliation:
    """Pot, awards and instalments of a round held against each other."""
    return reconcile(read_schedule(context, round_code=round_code))


def export_schedule(
    context: ServiceContext, *, files: ScheduleFiles, round_code: str, path: Path
) -> ScheduleExport:
    """Write the schedule and record its digest. An .xlsx path also gets a .csv beside it.

    The digest that is returned and recorded is that of ``path``.
    """
    require(context.actor, can_export_schedule)
    kind = path.suffix.lower()
    if kind not in (".xlsx", ".csv"):
        raise BadValue(f"“{path.name}” should end in .xlsx or .csv.", field="path")
    with context.unit_of_work() as uow:
        round_ = round_by_code(uow, round_code)
        ensure_every_outcome_in_sight(uow, context, round_)
        schedule = gather_schedule(context, uow, round_)
        found = reconcile(schedule)
        contents = {path.with_suffix(".csv") if kind == ".xlsx" else path: files.csv(schedule)}
        if kind == ".xlsx":
            contents[path] = files.xlsx(schedule)
        digest = hashlib.sha256(contents[path]).hexdigest()
        _record(context, uow, round_, schedule, {p.name: _digest(c) for p, c in contents.items()})
        uow.flush()
        write_whole(contents)
        uow.commit()
    return ScheduleExport(
        tuple(sorted(contents, key=lambda one: one != path)),
        digest,
        len(schedule.lines),
        schedule.total,
        not found.differences,
        found.sentence,
    )


def gather_schedule(context: ServiceContext, uow: UnitOfWork, round_: Round) -> AwardSchedule:
    """The schedule of a round within the caller's transaction; raises StepRefused before there are awards."""
    awards = [a for a in uow.awards.where(round_id=round_.id) if a.state not in NOT_PAID_ANY_MORE]
    if not awards:
        raise StepRefused(f"The round {round_.code} has no awards yet, so there is nothing to schedule.")
    references = dict(uow.eois.columns("id", "reference", round_id=round_.id))
    awards.sort(key=lambda award: references[award.eoi_id])
    ids = {i for award in awards for i in (award.organisation_id, award.payee_organisation_id)}
    organisations = {one.id: one for one in uow.organisations.where(id=sorted(ids))}
    instalments: dict[UUID, list[Instalment]] = {}
    for one in uow.instalments.where(award_id=[award.id for award in awards]):
        instalments.setdefault(one.award_id, []).append(one)
    lines: list[ScheduleLine] = []
    scheduled: list[ScheduledAward] = []
    for award in awards:
        parts = _still_paid(award, sorted(instalments.get(award.id, ()), key=lambda one: one.number))
        ended = award.state is AwardState.ENDED_EARLY
        amount = sum(part.amount_pence for part in parts) if ended else award.amount_pence
        scheduled.append(ScheduledAward(references[award.eoi_id], amount))
        lines += [_line(award, part, len(parts), references[award.eoi_id], organisations) for part in parts]
    programme = uow.programmes.get(round_.programme_id).name if round_.programme_id else ""
    return AwardSchedule(
        funder=the_workspace(uow).funder_name,
        round_code=round_.code,
        round_name=round_.name,
        made_at=context.clock.now(),
        lines=tuple(lines),
        awards=tuple(scheduled),
        pot_by_year=tuple((part.year, part.pence) for part in round_.pot_years),
        programme=programme,
        trial=round_.is_trial,
    )


def _still_paid(award: Award, parts: list[Instalment]) -> list[Instalment]:
    """An award that ended early keeps what was paid; the rest of it went back to the pot."""
    if award.state is not AwardState.ENDED_EARLY:
        return parts
    return [part for part in parts if part.state is InstalmentState.PAID]


def _line(
    award: Award, part: Instalment, of: int, reference: str, organisations: dict[UUID, Organisation]
) -> ScheduleLine:
    organisation = organisations[award.organisation_id]
    payee = organisations[award.payee_organisation_id]
    return ScheduleLine(
        reference=reference,
        organisation=organisation.name,
        payee=payee.name,
        org_id=organisation.org_id,
        supplier_number=payee.supplier_number,
        cost_centre=award.cost_centre,
        account_code=award.account_code,
        purchase_order=award.purchase_order,
        vat_treatment=award.vat_treatment,
        financial_year=part.financial_year,
        due=part.due_on,
        amount=part.amount_pence,
        state=part.state.value,
        number=part.number,
        of=of,
    )


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _record(
    context: ServiceContext,
    uow: UnitOfWork,
    round_: Round,
    schedule: AwardSchedule,
    digests: dict[str, str],
) -> None:
    record(
        uow,
        context,
        action="award schedule exported",
        subject_kind="round",
        subject_id=round_.id,
        round_id=round_.id,
        after={"lines": len(schedule.lines), "total_pence": schedule.total, "sha256": digests},
    )
