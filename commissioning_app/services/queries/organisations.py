"""Read models of the Organisations page: the list, and one organisation across its rounds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from commissioning_app.domain.duplicates import LikelyDuplicate
from commissioning_app.domain.eois import Decision, EoiState
from commissioning_app.domain.money import Pence
from commissioning_app.domain.roles import can_read_rounds
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.interests import hidden_from_panel_member
from commissioning_app.services.organisations import NewOrganisation, likely_duplicates
from commissioning_app.services.permissions import require
from commissioning_app.services.policy import workspace_policy
from commissioning_app.services.ports.unit_of_work import UnitOfWork

ORGANISATION_COLUMNS = (
    "id",
    "name",
    "org_id",
    "charity_number",
    "company_number",
    "postcode",
    "income_pence",
    "is_small",
    "eois",
    "rounds",
    "awarded_pence",
)
"""What the tuples of ``organisation_rows`` hold, in this order."""


@dataclass(frozen=True)
class PastEoi:
    """One EOI of an organisation in one round, and what came of it; ``as_host`` holds money for another."""

    round_code: str
    round_name: str
    reference: str
    title: str
    requested_pence: Pence
    state: EoiState
    decision: Decision | None
    awarded_pence: Pence
    as_host: bool


@dataclass(frozen=True)
class OrganisationPage:
    """One organisation: its details, which others may be the same, and its EOIs of all rounds."""

    id: UUID
    details: NewOrganisation
    supplier_number: str
    is_small: bool | None
    likely_duplicates: tuple[LikelyDuplicate, ...]
    history: tuple[PastEoi, ...]
    version: int


def organisation_rows(context: ServiceContext) -> list[tuple[Any, ...]]:
    """Every organisation by name, as tuples of ORGANISATION_COLUMNS."""
    require(context.actor, can_read_rounds)
    line = workspace_policy(context).money("core.small_organisation_line")
    with context.reading() as uow:
        rows = uow.organisations.columns(
            "id",
            "name",
            "org_id",
            "charity_number",
            "company_number",
            "postcode",
            "yearly_income_pence",
            "name_key",
        )
        sent = uow.views.eois_by_organisation()
        awarded = uow.views.awarded_by_organisation()
    rows.sort(key=lambda row: (row[7], str(row[0])))
    return [
        (
            *row[:7],
            None if row[6] is None else row[6] < line,
            *sent.get(row[0], (0, 0)),
            awarded.get(row[0], 0),
        )
        for row in rows
    ]


def organisation_page(context: ServiceContext, *, organisation_id: UUID) -> OrganisationPage:
    """One organisation with its history, the newest round first."""
    require(context.actor, can_read_rounds)
    line = workspace_policy(context).money("core.small_organisation_line")
    duplicates = likely_duplicates(context, organisation_id=organisation_id)
    with context.reading() as uow:
        kept = uow.organisations.get(organisation_id)
        history = _history(uow, context, organisation_id)
    return OrganisationPage(
        id=kept.id,
        details=NewOrganisation(
            kept.name,
            kept.org_id,
            kept.charity_number,
            kept.company_number,
            kept.address,
            kept.postcode,
            kept.yearly_income_pence,
        ),
        supplier_number=kept.supplier_number,
        is_small=kept.is_small(line),
        likely_duplicates=duplicates,
        history=history,
        version=kept.version,
    )


def _history(uow: UnitOfWork, context: ServiceContext, organisation_id: UUID) -> tuple[PastEoi, ...]:
    names = ("id", "round_id", "reference", "title", "requested_pence", "state")
    own = [(row, False) for row in uow.eois.columns(*names, organisation_id=organisation_id)]
    hosted = [(row, True) for row in uow.eois.columns(*names, host_organisation_id=organisation_id)]
    every = [*own, *hosted]
    if not every:
        return ()
    rounds = {one.id: one for one in uow.rounds.where(id={row[1] for row, _ in every})}
    awards = {
        row[0]: (row[1], row[2])
        for row in uow.awards.columns(
            "eoi_id", "decision", "amount_pence", eoi_id=[row[0] for row, _ in every]
        )
    }
    hidden = [hidden_from_panel_member(uow, one, context.actor.person_id) for one in rounds.values()]
    secret = frozenset[UUID]().union(*hidden)
    every.sort(key=lambda pair: pair[0][2])
    every.sort(key=lambda pair: str(rounds[pair[0][1]].created_at or ""), reverse=True)
    return tuple(
        PastEoi(
            round_code=rounds[row[1]].code,
            round_name=rounds[row[1]].name,
            reference=row[2],
            title=row[3],
            requested_pence=row[4],
            state=row[5],
            decision=awards.get(row[0], (None, 0))[0],
            awarded_pence=awards.get(row[0], (None, 0))[1],
            as_host=as_host,
        )
        for row, as_host in every
        if row[0] not in secret
    )
