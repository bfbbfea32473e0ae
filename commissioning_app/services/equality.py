"""The decision-maker's word that they read the equality statement (check A6; Equality Act 2010, s.149)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from commissioning_app.domain.duties import EqualityReading
from commissioning_app.domain.errors import StepRefused
from commissioning_app.domain.roles import can_approve
from commissioning_app.domain.rounds import Round, RoundState
from commissioning_app.services.audit import record
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.lookups import round_by_code
from commissioning_app.services.permissions import require


def read_equality_statement(context: ServiceContext, *, round_code: str) -> None:
    """An approver says that they have read the statement; whoever decides says so for themself.

    It holds for the statement as it stands: when that is changed, it has to be read again.
    """
    require(context.actor, can_approve)
    with context.unit_of_work() as uow:
        round_ = round_by_code(uow, round_code)
        if round_.state is RoundState.CANCELLED or round_.is_past(RoundState.DECIDED):
            raise StepRefused(f"The round is {round_.state}. The statement is read before the decision.")
        if not round_.records.equality_statement.is_recorded:
            raise StepRefused("The officer has not written the equality statement yet, so it can't be read.")
        before = _without_name(round_)
        reading = EqualityReading(context.actor.name, context.clock.today())
        round_.records = replace(round_.records, equality_reading=reading)
        record(
            uow,
            context,
            action="equality statement read",
            subject_kind="round",
            subject_id=round_.id,
            round_id=round_.id,
            before=before,
            after=_without_name(round_),
        )
        uow.commit()


def _without_name(round_: Round) -> dict[str, Any]:
    """A reading for the trail, with the statement that was read; who read it is the entry's own actor."""
    records = round_.records
    return {
        "equality_reading": {"read_on": records.equality_reading.read_on},
        "equality_statement": {
            "on": records.equality_statement.on,
            "reference": records.equality_statement.reference,
        },
    }
