"""Brings EOIs of the round up to what a file says now, and keeps what they said before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from commissioning_app.domain.eois import Eoi, EoiContact, EoiState
from commissioning_app.domain.errors import StepRefused
from commissioning_app.domain.rounds import Round
from commissioning_app.services.audit import plain
from commissioning_app.services.eois import ensure_may_be_edited
from commissioning_app.services.import_organisations import Entry
from commissioning_app.services.import_rows import Rows, state_on_arrival
from commissioning_app.services.ports.unit_of_work import UnitOfWork


@dataclass
class Updates:
    """What was changed, by reference: before and after; contacts apart, since they are personal."""

    updated: set[int] = field(default_factory=set)
    refused: dict[int, str] = field(default_factory=dict)
    before: dict[str, dict[str, Any]] = field(default_factory=dict)
    after: dict[str, dict[str, Any]] = field(default_factory=dict)
    contacts: dict[str, dict[str, Any]] = field(default_factory=dict)


def update_eois(
    uow: UnitOfWork,
    round_: Round,
    rows: Rows,
    changed: Mapping[int, UUID],
    *,
    organisations: Sequence[Entry],
    host_ids: Sequence[UUID | None],
    digests: Sequence[str],
) -> Updates:
    """Compare the rows in ``changed`` (index to EOI) with their EOIs and take what differs."""
    updates = Updates()
    if not changed:
        return updates
    eois = {eoi.id: eoi for eoi in uow.eois.where(id=list(changed.values()))}
    scored = {row[0] for row in uow.assessments.columns("eoi_id", round_id=round_.id)}
    for index, eoi_id in changed.items():
        eoi = eois[eoi_id]
        differences = _differences(eoi, rows, index, organisations[index].id, host_ids[index])
        if not differences:
            continue
        try:
            ensure_may_be_edited(round_, eoi, has_scores=eoi_id in scored)
        except StepRefused as refusal:
            updates.refused[index] = str(refusal)
            continue
        if eoi.state is EoiState.RECEIVED and "received_at" in differences:
            state, reason = state_on_arrival(round_, differences["received_at"])
            if state is not eoi.state:
                differences |= {"state": state, "state_reason": reason}
        updates.before[eoi.reference] = {name: plain(getattr(eoi, name)) for name in differences}
        updates.after[eoi.reference] = plain(differences)
        for name, value in {**differences, "digest": digests[index]}.items():
            setattr(eoi, name, value)
        updates.updated.add(index)
    return updates


def _differences(
    eoi: Eoi, rows: Rows, index: int, organisation_id: UUID, host_id: UUID | None
) -> dict[str, Any]:
    """What a row says otherwise than its EOI; columns that the file lacks say nothing."""
    said: dict[str, Any] = {name: column[index] for name, column in rows.eoi_columns.items()}
    said["organisation_id"] = organisation_id
    if host_id is not None:
        said["host_organisation_id"] = host_id
    if rows.question_ids:
        others = {q: text for q, text in eoi.answers.items() if q not in rows.question_ids}
        said["answers"] = {**others, **rows.answers_of(index)}
    return {name: value for name, value in said.items() if getattr(eoi, name) != value}


def update_contacts(
    uow: UnitOfWork, rows: Rows, existing: Mapping[int, tuple[UUID, str]], updates: Updates
) -> None:
    """Bring the contacts of the EOIs in ``existing`` (index to id and reference) up to the file."""
    if not rows.contact_columns or not existing:
        return
    names = list(rows.contact_columns)
    ids = [eoi_id for eoi_id, _ in existing.values()]
    kept = {
        row[0]: dict(zip(names, row[1:], strict=True))
        for row in uow.contacts.columns("eoi_id", *names, eoi_id=ids)
    }
    for index, (eoi_id, reference) in existing.items():
        new = rows.contact_of(index)
        old = kept.get(eoi_id, dict.fromkeys(names, ""))
        if new == old:
            continue
        contact = uow.contacts.find(eoi_id=eoi_id)
        if contact is None:
            uow.contacts.add(EoiContact(eoi_id, **new))
        else:
            for name, value in new.items():
                setattr(contact, name, value)
        updates.contacts[reference] = {"before": old, "after": new}
        updates.updated.add(index)
