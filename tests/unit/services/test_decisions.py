"""Deciding: a second person, the guards, and awards that add up; or back with a reason."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest

from commissioning_app.domain.awards import RecommendationState
from commissioning_app.domain.eois import EoiState
from commissioning_app.domain.errors import (
    BadValue,
    FourEyes,
    NotAllowed,
    StaleVersion,
    StepBlocked,
    StepRefused,
)
from commissioning_app.domain.panels import Declaration, Interest, MemberGroup, PanelMember
from commissioning_app.domain.rounds import RoundState
from commissioning_app.sample_round import CODE, SampleRun
from commissioning_app.services.allocation import record_recommendation
from commissioning_app.services.awards import agree_payment_plan
from commissioning_app.services.decisions import decide_round
from commissioning_app.services.declarations import declare_interest
from commissioning_app.services.eois import withdraw_eoi
from commissioning_app.services.equality import read_equality_statement
from commissioning_app.services.moderation import change_score, note_discussion
from commissioning_app.services.panels import note_presence
from commissioning_app.services.queries.moderation import moderation_rows
from commissioning_app.services.rounds import read_round
from commissioning_app.services.workspace import verify_trail
from tests.factories import store


@pytest.fixture
def run(tmp_path: Path) -> SampleRun:
    """The sample round at moderation with nothing in the way: met, talked, agreed by finance, read."""
    one = SampleRun(str(tmp_path / "w.db"))
    one.take_to(RoundState.MODERATION)
    with one.officer.reading() as uow:
        present = [row[0] for row in uow.members.columns("id")]
    note_presence(one.officer, round_code=CODE, present=present)
    for row in moderation_rows(one.officer, round_code=CODE):
        if row.is_flagged:
            note_discussion(one.officer, round_code=CODE, reference=row.reference, note="We talked.")
    agree_payment_plan(one.finance, round_code=CODE)
    read_equality_statement(one.approver, round_code=CODE)
    return one


def test_approving_decides_the_round_and_makes_awards_that_add_up(run: SampleRun) -> None:
    key = record_recommendation(run.officer, round_code=CODE)
    decide_round(run.approver, round_code=CODE, approve=True, reason="Minute 14")
    round_ = read_round(run.officer, round_code=CODE)
    with run.officer.reading() as uow:
        recommendation = uow.recommendations.get(key)
        awards = uow.awards.where(round_id=round_.id)
        instalments = uow.instalments.where()
        states = {row[0] for row in uow.eois.columns("state", round_id=round_.id)}
        hosted = uow.eois.find(reference="EOI-021")
        host = uow.organisations.find(name="Wexmere Voluntary Trust (sample)")
    assert (round_.state, recommendation.state, recommendation.decision_reason) == (
        RoundState.DECIDED,
        RecommendationState.APPROVED,
        "Minute 14",
    )
    assert sum(award.amount_pence for award in awards) == recommendation.allocated_pence <= round_.pot_pence
    assert sum(one.amount_pence for one in instalments) == recommendation.allocated_pence
    for part in round_.pot_years:
        assert sum(i.amount_pence for i in instalments if i.financial_year == part.year) <= part.pence
    assert states == {EoiState.DECIDED, EoiState.INELIGIBLE, EoiState.WITHDRAWN}
    assert hosted is not None
    assert host is not None
    assert hosted.host_organisation_id == host.id
    assert verify_trail(run.officer).ok
    with pytest.raises(StepRefused, match="It is decided at moderation"):
        decide_round(run.approver, round_code=CODE, approve=True)


def test_only_an_approver_who_had_no_part_decides(run: SampleRun) -> None:
    record_recommendation(run.officer, round_code=CODE)
    for who in (run.officer, run.finance):
        with pytest.raises(NotAllowed):
            decide_round(who, round_code=CODE, approve=True)
    round_ = read_round(run.officer, round_code=CODE)
    store(
        run.officer,
        PanelMember(
            uuid4(), round_.id, run.approver.actor.person_id, MemberGroup.COMMISSIONER, has_vote=False
        ),
    )
    with pytest.raises(FourEyes, match="You scored in this round"):
        decide_round(run.approver, round_code=CODE, approve=True)
    assert read_round(run.officer, round_code=CODE).state is RoundState.MODERATION


def test_sending_back_needs_a_reason_and_leaves_the_round(run: SampleRun) -> None:
    with pytest.raises(StepRefused, match="There is no recommendation to decide on"):
        decide_round(run.approver, round_code=CODE, approve=True)
    key = record_recommendation(run.officer, round_code=CODE)
    with pytest.raises(BadValue, match="Say why it is sent back"):
        decide_round(run.approver, round_code=CODE, approve=False)
    with pytest.raises(StaleVersion):
        decide_round(run.approver, round_code=CODE, approve=True, version=9)
    decide_round(run.approver, round_code=CODE, approve=False, reason="Why is EOI-012 out?")
    with run.officer.reading() as uow:
        assert uow.recommendations.get(key).decision_reason == "Why is EOI-012 out?"
        assert uow.awards.count() == 0
    assert read_round(run.officer, round_code=CODE).state is RoundState.MODERATION


def test_an_eoi_that_was_withdrawn_since_stops_the_approval(run: SampleRun) -> None:
    record_recommendation(run.officer, round_code=CODE)
    withdraw_eoi(run.officer, round_code=CODE, reference="EOI-001", reason="We found the money")
    with pytest.raises(StepBlocked, match="EOIs or scores changed since this was recommended"):
        decide_round(run.approver, round_code=CODE, approve=True)
    record_recommendation(run.officer, round_code=CODE)
    decide_round(run.approver, round_code=CODE, approve=True)
    with run.officer.reading() as uow:
        eoi = uow.eois.find(reference="EOI-001")
        assert eoi is not None
        assert uow.awards.find(eoi_id=eoi.id) is None


def test_a_score_that_changed_since_stops_the_approval(run: SampleRun) -> None:
    record_recommendation(run.officer, round_code=CODE)
    with run.officer.reading() as uow:
        eoi = uow.eois.find(reference="EOI-001")
        assert eoi is not None
        first = uow.assessments.where(eoi_id=eoi.id)[0]
    criterion, score = next((key, value) for key, value in first.scores.items() if value)
    change_score(
        run.officer, round_code=CODE, reference="EOI-001", member_id=first.member_id,
        criterion_id=criterion, value=score - 1, reason="We read it again",
    )  # fmt: skip
    with pytest.raises(StepBlocked, match="EOIs or scores changed since this was recommended"):
        decide_round(run.approver, round_code=CODE, approve=True)
    record_recommendation(run.officer, round_code=CODE)
    decide_round(run.approver, round_code=CODE, approve=True)


def test_a_direct_interest_takes_who_recommends_or_decides_out_of_the_round(run: SampleRun) -> None:
    round_ = read_round(run.officer, round_code=CODE)
    with run.officer.reading() as uow:
        organisation = uow.eois.where(reference="EOI-001")[0].organisation_id
    ties = [
        Declaration(uuid4(), round_.id, who.actor.person_id, organisation, interest)
        for who, interest in ((run.officer, Interest.DIRECT), (run.approver, Interest.DIRECT))
    ]
    store(run.officer, *ties)
    with pytest.raises(NotAllowed, match="a direct interest"):
        record_recommendation(run.officer, round_code=CODE)
    declare_interest(run.officer, round_code=CODE, organisation_id=organisation, interest=Interest.INDIRECT)
    record_recommendation(run.officer, round_code=CODE)
    for approve in (True, False):
        with pytest.raises(NotAllowed, match="a direct interest"):
            decide_round(run.approver, round_code=CODE, approve=approve, reason="x")
    with run.officer.unit_of_work() as uow:
        uow.declarations.get(ties[1].id).exception_agreed_by = run.officer.actor.person_id
        uow.commit()
    decide_round(run.approver, round_code=CODE, approve=True)


def test_a_quorum_that_was_not_there_blocks(run: SampleRun) -> None:
    note_presence(run.officer, round_code=CODE, present=[])
    record_recommendation(run.officer, round_code=CODE)
    with pytest.raises(StepBlocked) as told:
        decide_round(run.approver, round_code=CODE, approve=True)
    assert told.value.finding_ids == ("P1",)
    with run.officer.reading() as uow:
        assert uow.awards.count() == 0
