"""Rounds at each step of their lives, stored for the tests of the steps."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

from commissioning_app.domain.assessments import Assessment, AssessmentState
from commissioning_app.domain.awards import (
    LetterRecord,
    Recommendation,
    RecommendationLine,
)
from commissioning_app.domain.duties import EqualityReading
from commissioning_app.domain.eois import Decision, Eoi, EoiState
from commissioning_app.domain.panels import Assignment, InterestStatement, PaymentChoice
from commissioning_app.domain.records import FinanceAgreement, PaymentPlan
from commissioning_app.domain.rounds import PotYear, Round, RoundState
from commissioning_app.services.allocation import record_recommendation
from commissioning_app.services.decisions import decide_round
from commissioning_app.services.policy import load_policy
from tests.factories import NOW, Office, a_panel, a_round, an_eoi, an_organisation, store

AFTER_CLOSING = datetime(2026, 10, 3, 9, 0, tzinfo=UTC)


def read(office: Office) -> Round:
    """The round as it is stored now."""
    with office.officer.reading() as uow:
        found = uow.rounds.find(code="R1")
    assert found is not None
    return found


def states(office: Office) -> dict[str, str]:
    """Each EOI's state by reference."""
    with office.officer.reading() as uow:
        return {reference: state.value for reference, state in uow.eois.columns("reference", "state")}


def last_entry(office: Office) -> tuple[str, str, dict[str, Any], dict[str, Any]]:
    """The last entry of the trail: action, reason, before and after."""
    with office.officer.reading() as uow:
        entry = list(uow.trail.entries())[-1]
    return entry.action, entry.reason, dict(entry.before or {}), dict(entry.after or {})


def stored_round(office: Office, state: RoundState = RoundState.DRAFT, **changes: Any) -> Round:
    """The sound round in some state, opened with the usual policy."""
    round_ = a_round(state=state, **changes)
    if state is not RoundState.DRAFT:
        round_.published_rule, round_.policy = round_.rule, load_policy()
    store(office.officer, round_)
    return round_


def stored_eois(office: Office, round_id: UUID, *wanted: EoiState) -> list[Eoi]:
    """An EOI of an organisation of its own for each state: E1, E2 and so on."""
    made = []
    for number, state in enumerate(wanted, 1):
        organisation = an_organisation(f"Organisation {number}")
        eoi = an_eoi(round_id, organisation.id, f"E{number}", state=state)
        store(office.officer, organisation, eoi)
        made.append(eoi)
    return made


def ready_panel(office: Office, round_id: UUID) -> list[UUID]:
    """A panel that was briefed and asked about payment; everyone with a part declared their interests."""
    pairs = a_panel(office.officer, round_id)
    with office.officer.unit_of_work() as uow:
        for member in uow.members.where(round_id=round_id):
            member.payment, member.was_at_moderation = PaymentChoice.ACCEPTED, True
            member.briefed_on = NOW.date()
        for person_id, name in uow.people.columns("id", "name"):
            if name != "Aud Auditor":
                uow.statements.add(InterestStatement(uuid4(), round_id, person_id, NOW, 9))
        uow.commit()
    return [member.id for _, member in pairs]


def scored(office: Office, round_id: UUID, eois: list[Eoi], members: list[UUID]) -> None:
    """Every member was given, and has sent, an assessment of every EOI."""
    for eoi in eois:
        for member_id in members:
            assessment = Assessment(uuid4(), round_id, eoi.id, member_id, {"rooted": 3, "difference": 4})
            assessment.state, assessment.submitted_at = AssessmentState.SUBMITTED, NOW
            store(office.officer, Assignment(uuid4(), round_id, eoi.id, member_id), assessment)


def recommended(office: Office, round_id: UUID, eois: list[Eoi]) -> Recommendation:
    """A recorded recommendation: the first EOI in full, the others on the reserve list."""
    made = Recommendation(
        id=uuid4(),
        round_id=round_id,
        method="fair-shares",
        pot_pence=15_000_000,
        allocated_pence=840_000,
        left_why="",
        settings={},
        recorded_by=office.officer.actor.person_id,
        recorded_at=NOW,
    )
    lines = [
        RecommendationLine(
            uuid4(),
            made.id,
            eoi.id,
            position,
            840_000,
            0 if position else 840_000,
            Decision.RESERVE if position else Decision.FULL,
            "",
            "Because of its score.",
        )
        for position, eoi in enumerate(eois)
    ]
    store(office.officer, made, *lines)
    return made


def letters_for(office: Office, round_id: UUID, eois: list[Eoi], kind: str = "reserve") -> None:
    """A letter to each of these, made now."""
    with office.officer.unit_of_work() as uow:
        for eoi in eois:
            made_at = office.clock.now()
            uow.letters.add(
                LetterRecord(uuid4(), round_id, eoi.id, uuid4(), kind, "a.pdf", "0", made_at, "Olu")
            )
        uow.commit()


PLANNED: dict[str, Any] = {
    "payment_plan": PaymentPlan(50, 14),
    "finance_agreement": FinanceAgreement("Fin", date(2026, 9, 1)),
    "equality_reading": EqualityReading("Ava Approver", date(2026, 9, 1)),
}


def decided_round(office: Office) -> tuple[Round, list[Eoi]]:
    """A round that the approver decided: E1 in full, E2 in reserve for want of money, E3 ineligible."""
    round_ = stored_round(
        office,
        RoundState.MODERATION,
        records=replace(a_round().records, **PLANNED),
        pot_years=(PotYear("2026-27", 840_000),),
    )
    eois = stored_eois(office, round_.id, EoiState.SCORED, EoiState.SCORED, EoiState.INELIGIBLE)
    with office.officer.unit_of_work() as uow:
        for eoi in uow.eois.where(state=EoiState.SCORED):
            eoi.minimum_pence = eoi.requested_pence
        uow.commit()
    scored(office, round_.id, eois[:2], ready_panel(office, round_.id))
    record_recommendation(office.officer, round_code="R1")
    decide_round(office.approver, round_code="R1", approve=True)
    return read(office), eois
