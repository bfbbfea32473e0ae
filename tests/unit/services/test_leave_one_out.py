"""Leaving out one member at a time, kept with the recommendation and read by the check."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from commissioning_app.domain.assessments import Assessment, AssessmentState
from commissioning_app.domain.eois import EoiState
from commissioning_app.domain.panels import Assignment
from commissioning_app.domain.rounds import PotYear, RoundState
from commissioning_app.services.allocation import record_recommendation
from commissioning_app.services.leave_one_out import read_swings
from commissioning_app.services.moderation import note_discussion
from commissioning_app.services.principles import check_round
from tests.factories import NOW, Office, make_office, store
from tests.unit.services.step_stories import ready_panel, recommended, stored_eois, stored_round


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(str(tmp_path / "workspace.db"))
    yield made
    made.app.close()


def swinging_round(office: Office) -> None:
    """Two EOIs and money for one: the first stands before the second by one community member alone."""
    round_ = stored_round(office, RoundState.MODERATION, pot_years=(PotYear("2026-27", 840_000),))
    first, second = stored_eois(office, round_.id, EoiState.SCORED, EoiState.SCORED)
    with office.officer.unit_of_work() as uow:
        for eoi in uow.eois.where():
            eoi.minimum_pence = eoi.requested_pence
        uow.commit()
    members = ready_panel(office, round_.id)
    for eoi, points in ((first, (5, 3, 3, 4, 4)), (second, (1, 4, 4, 4, 4))):
        for member_id, score in zip(members, points, strict=True):
            made = Assessment(uuid4(), round_.id, eoi.id, member_id, {"rooted": score, "difference": score})
            made.state, made.submitted_at = AssessmentState.SUBMITTED, NOW
            store(office.officer, Assignment(uuid4(), round_.id, eoi.id, member_id), made)


def said(office: Office) -> tuple[str, str]:
    """What P12 says."""
    found = next(f for f in check_round(office.officer, round_code="R1") if f.id == "P12")
    return found.state.value, found.evidence


def test_it_is_worked_out_when_the_recommendation_is_recorded(office: Office) -> None:
    swinging_round(office)
    assert said(office)[0] == "not_known"
    key = record_recommendation(office.officer, round_code="R1")
    with office.officer.reading() as uow:
        settings = uow.recommendations.get(key).settings
    assert settings["leave_one_out"] == {"members": 5, "moved": {"E1": 1, "E2": 1}}
    evidence = "2 EOIs would cross the funding line without one of 5 members"
    assert said(office) == ("not_met", f"{evidence}; 0 of them have a note of what the panel said.")
    note_discussion(office.officer, round_code="R1", reference="E1", note="All saw why.")
    note_discussion(office.officer, round_code="R1", reference="E1", note="And again.")
    assert said(office) == ("not_met", f"{evidence}; 1 of them has a note of what the panel said.")
    note_discussion(office.officer, round_code="R1", reference="E2", note="A close call.")
    assert said(office) == ("met", f"{evidence}; 2 of them have a note of what the panel said.")


def test_a_recommendation_from_before_says_nothing_of_it(office: Office) -> None:
    round_ = stored_round(office, RoundState.MODERATION)
    eois = stored_eois(office, round_.id, EoiState.SCORED)
    made = recommended(office, round_.id, eois)
    with office.officer.reading() as uow:
        assert read_swings(uow, uow.recommendations.get(made.id)) is None
    assert said(office)[0] == "not_known"


def test_one_scorer_can_not_be_left_out(office: Office) -> None:
    round_ = stored_round(office, RoundState.MODERATION, is_trial=True)
    [eoi] = stored_eois(office, round_.id, EoiState.SCORED)
    member_id = ready_panel(office, round_.id)[0]
    made = Assessment(uuid4(), round_.id, eoi.id, member_id, {"rooted": 5, "difference": 5})
    made.state, made.submitted_at = AssessmentState.SUBMITTED, NOW
    store(office.officer, made)
    record_recommendation(office.officer, round_code="R1")
    assert said(office)[0] == "not_applicable"
