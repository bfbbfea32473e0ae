"""Finds what a person named by a code or reference, with a sentence when it is not there."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from commissioning_app.domain.eois import IN_PLAY, Eoi, EoiState
from commissioning_app.domain.errors import NotFound, StaleVersion
from commissioning_app.domain.panels import PanelMember
from commissioning_app.domain.people import Workspace
from commissioning_app.domain.rounds import Round
from commissioning_app.services.audit import plain, snapshot
from commissioning_app.services.ports.reading import EoiStanding
from commissioning_app.services.ports.unit_of_work import UnitOfWork


def round_by_code(uow: UnitOfWork, code: str) -> Round:
    """The round with that code; raises NotFound and names the rounds there are."""
    found = uow.rounds.find(code=code)
    if found is None:
        codes = ", ".join(row[0] for row in uow.rounds.columns("code")) or "none yet"
        raise NotFound(f"There is no round “{code}” in this workspace. Rounds here: {codes}.")
    return found


def eoi_by_reference(uow: UnitOfWork, round_id: UUID, reference: str) -> Eoi:
    """The EOI of a round with that reference; raises NotFound."""
    found = uow.eois.find(round_id=round_id, reference=reference)
    if found is None:
        raise NotFound(f"There is no EOI “{reference}” in this round.")
    return found


def those_in_play(round_: Round) -> dict[str, Any]:
    """What tells a repository the EOIs of a round that are, or were, considered for money.

    A trial has no eligibility step, so there all but those withdrawn are.
    """
    if round_.is_trial:
        return {"round_id": round_.id, "state": set(EoiState) - {EoiState.WITHDRAWN}}
    return {"round_id": round_.id, "state": IN_PLAY, "reason_code": ""}


def is_in_play(round_: Round, eoi: EoiStanding) -> bool:
    """Whether one of a round's EOIs is among ``those_in_play``."""
    if round_.is_trial:
        return eoi.state is not EoiState.WITHDRAWN
    return eoi.state in IN_PLAY and not eoi.reason_code


def member_of(uow: UnitOfWork, round_id: UUID, person_id: UUID) -> PanelMember | None:
    """That person's place on the round's panel, or None."""
    return uow.members.find(round_id=round_id, person_id=person_id)


def the_workspace(uow: UnitOfWork) -> Workspace:
    """The one row that says whose workspace this is; raises NotFound before it is set up."""
    found = uow.workspaces.find()
    if found is None:
        raise NotFound("This workspace has not been set up: it has no funder and no people yet.")
    return found


def ensure_fresh(entity: object, version: int | None, **yours: object) -> None:
    """Raise StaleVersion with both versions when somebody saved since ``version`` was read.

    ``None`` stands for callers that read and write in one call, such as the command line.
    """
    current = getattr(entity, "version", None)
    if version is not None and current != version:
        kind = type(entity).__name__.lower()
        raise StaleVersion(
            f"Somebody else changed this {kind} while you were working on it. "
            "Look at both versions, then save yours again if you still want it.",
            theirs=snapshot(entity),
            yours={key: plain(value) for key, value in yours.items()},
        )
