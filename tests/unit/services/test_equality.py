"""The equality statement is read by the approver who decides, and the trail says so without their name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from commissioning_app.domain.duties import EqualityReading, EqualityStatement
from commissioning_app.domain.eois import EoiState
from commissioning_app.domain.errors import NotAllowed, StepBlocked, StepRefused
from commissioning_app.domain.roles import Actor
from commissioning_app.domain.rounds import RoundState
from commissioning_app.services.allocation import record_recommendation
from commissioning_app.services.decisions import decide_round
from commissioning_app.services.equality import read_equality_statement
from commissioning_app.services.principles import check_round
from commissioning_app.services.rounds import edit_round
from tests.factories import Office, a_round
from tests.unit.services.step_stories import PLANNED, read, ready_panel, scored, stored_eois, stored_round

TODAY = date(2026, 9, 1)


def a6(office: Office) -> str:
    """What the check says now."""
    return next(one.state.value for one in check_round(office.officer, round_code="R1") if one.id == "A6")


def test_the_approver_says_that_they_read_it(office: Office) -> None:
    stored_round(office, RoundState.MODERATION)
    assert a6(office) == "not_known"
    read_equality_statement(office.approver, round_code="R1")
    assert read(office).records.equality_reading == EqualityReading("Ava Approver", TODAY)
    assert a6(office) == "met"
    with office.officer.reading() as uow:
        entry = list(uow.trail.entries())[-1]
    statement = {"on": "2026-08-20", "reference": "EIA 7"}
    assert (entry.action, dict(entry.before or {}), dict(entry.after or {})) == (
        "equality statement read",
        {"equality_reading": {"read_on": None}, "equality_statement": statement},
        {"equality_reading": {"read_on": "2026-09-01"}, "equality_statement": statement},
    )


def test_only_an_approver_reads_it(office: Office) -> None:
    stored_round(office)
    for other in (office.officer, office.finance, office.auditor):
        with pytest.raises(NotAllowed):
            read_equality_statement(other, round_code="R1")
    assert read(office).records.equality_reading == EqualityReading()


@pytest.mark.parametrize("state", [RoundState.DECIDED, RoundState.PAYING, RoundState.CANCELLED])
def test_it_is_read_before_the_decision(office: Office, state: RoundState) -> None:
    stored_round(office, state)
    with pytest.raises(StepRefused, match=f"^The round is {state}. The statement is read before"):
        read_equality_statement(office.approver, round_code="R1")


def test_there_has_to_be_something_to_read(office: Office) -> None:
    stored_round(office, records=replace(a_round().records, equality_statement=EqualityStatement(TODAY)))
    with pytest.raises(StepRefused, match="so it can't be read"):
        read_equality_statement(office.approver, round_code="R1")


def test_nobody_else_writes_the_reading_and_it_ends_with_the_statement(office: Office) -> None:
    round_ = stored_round(office)
    forged = replace(round_.records, equality_reading=EqualityReading("Olu Officer", TODAY))
    edit_round(office.officer, round_code="R1", version=None, records=forged)
    assert read(office).records.equality_reading == EqualityReading()
    read_equality_statement(office.approver, round_code="R1")
    edit_round(
        office.officer, round_code="R1", version=None, records=replace(round_.records, expected_eois=9)
    )
    assert read(office).records.equality_reading.is_recorded
    other = replace(round_.records, equality_statement=EqualityStatement(TODAY, "Head", "Others gain too"))
    edit_round(office.officer, round_code="R1", version=None, records=other)
    assert read(office).records.equality_reading == EqualityReading()


def test_the_one_who_decides_is_the_one_who_read_it(office: Office) -> None:
    records = replace(a_round().records, **PLANNED)
    round_ = stored_round(office, RoundState.MODERATION, records=records)
    eois = stored_eois(office, round_.id, EoiState.SCORED)
    scored(office, round_.id, eois, ready_panel(office, round_.id))
    record_recommendation(office.officer, round_code="R1")
    approver = office.approver.actor
    second = office.approver.acting_as(Actor(office.finance.actor.person_id, "Bea Approver", approver.roles))
    read_equality_statement(second, round_code="R1")
    with pytest.raises(StepBlocked, match="The one who decides reads it too") as told:
        decide_round(office.approver, round_code="R1", approve=True)
    assert told.value.finding_ids == ("A6",)
    read_equality_statement(office.approver, round_code="R1")
    decide_round(office.approver, round_code="R1", approve=True)
    assert read(office).state is RoundState.DECIDED
