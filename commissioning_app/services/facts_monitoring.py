"""Counts of monitoring answers for the checks: whether there are any, never what they say."""

from __future__ import annotations

from commissioning_app.domain.principles.facts_monitoring import MonitoringFacts
from commissioning_app.domain.rounds import Round
from commissioning_app.services.ports.unit_of_work import UnitOfWork


def gather_monitoring(uow: UnitOfWork, round_: Round) -> MonitoringFacts:
    """How many EOIs of the round there are to answer for."""
    return MonitoringFacts(eois=uow.eois.count(round_id=round_.id))
