"""Gathers what the checks read of actions, due diligence and subsidy control."""

from __future__ import annotations

from commissioning_app.domain.principles.facts_safety import ActionFact, SafetyFacts
from commissioning_app.domain.principles.policy import Policy
from commissioning_app.domain.rounds import Round
from commissioning_app.services.ports.unit_of_work import UnitOfWork


def gather_safety(uow: UnitOfWork, round_: Round, *, policy: Policy) -> SafetyFacts:
    """The round's actions."""
    rows = uow.actions.columns("check_id", "owner", "done_on", round_id=round_.id)
    return SafetyFacts(
        tuple(
            ActionFact(check_id, bool(owner.strip()), done_on is not None)
            for check_id, owner, done_on in rows
        )
    )
