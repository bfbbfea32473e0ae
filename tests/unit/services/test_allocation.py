"""Sharing a round's pot: by its own rule, compared, recorded with reasons, and replaced in a trial."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from commissioning_app.domain.assessments import Assessment, AssessmentState
from commissioning_app.domain.awards import InstalmentState, RecommendationState
from commissioning_app.domain.eois import Decision, EoiState, FundingKind
from commissioning_app.domain.errors import BadValue, CommissioningError, NotAllowed, StepRefused
from commissioning_app.domain.panels import Assignment
from commissioning_app.domain.rounds import (
    AllocationMethod,
    AllocationRule,
    FenceBasis,
    PotYear,
    RingFence,
    Round,
    RoundState,
)
from commissioning_app.services.allocation import (
    compare_methods,
    compute_allocation,
    left_of,
    minimum_of,
    record_recommendation,
)
from commissioning_app.services.rounds import create_quick_round
from commissioning_app.services.workspace import verify_trail
from tests.factories import Office, a_panel, a_round, an_eoi, an_organisation, make_office, store

RULE = AllocationRule(threshold=50, ring_fences=(RingFence("small", 100_000, FenceBasis.SMALL),))


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return make_office(str(tmp_path / "w.db"))


def a_scored_round(office: Office, asks: list[tuple[int, int | None]], **changes: Any) -> Round:
    """A round at moderation whose EOIs ask so many pence and are scored so (0–5) by both groups."""
    round_ = a_round(
        **{
            "state": RoundState.MODERATION,
            "pot_years": (PotYear("2026-27", 1_000_000),),
            "smallest_award_pence": 0,
            "largest_award_pence": 1_000_000,
            "rule": RULE,
            "published_rule": RULE,
            **changes,
        }
    )
    store(office.officer, round_)
    panel = a_panel(office.officer, round_.id, community=1, commissioners=1)
    for number, (ask, score) in enumerate(asks, 1):
        organisation = an_organisation(f"Sample {number}", yearly_income_pence=number * 4_000_000)
        kind = FundingKind.CORE if number % 2 else FundingKind.PROJECT
        eoi = an_eoi(
            round_.id,
            organisation.id,
            f"E{number}",
            requested_pence=ask,
            state=EoiState.SCORED,
            funding_kind=kind,
        )
        store(office.officer, organisation, eoi)
        for _, member in panel if score is not None else panel[:1]:
            store(
                office.officer,
                Assignment(uuid4(), round_.id, eoi.id, member.id),
                Assessment(
                    uuid4(),
                    round_.id,
                    eoi.id,
                    member.id,
                    scores={"rooted": score or 3, "difference": score or 3},
                    state=AssessmentState.SUBMITTED,
                    submitted_at=office.clock.now(),
                ),
            )
    return round_


def test_the_round_s_own_rule_shares_the_pot(office: Office) -> None:
    a_scored_round(office, [(400_000, 5), (800_000, 4), (300_000, 2)])
    shared = compute_allocation(office.auditor, round_code="R1")
    assert (shared.method, shared.is_the_rule, shared.unscored) == ("fair-shares", True, ())
    assert [(a.reference, a.amount_pence, a.decision) for a in shared.result.awards] == [
        ("E1", 400_000, Decision.FULL),
        ("E2", 600_000, Decision.PART),
        ("E3", 0, Decision.DECLINE),
    ]
    by_reference = {eoi.reference: eoi for eoi in shared.problem.eois}
    assert (by_reference["E1"].score, by_reference["E1"].small, by_reference["E1"].core) == (
        Fraction(100),
        True,
        True,
    )
    assert (by_reference["E3"].small, by_reference["E3"].ring_fences) == (False, frozenset())
    assert by_reference["E1"].ring_fences == {"small"}
    assert left_of(shared) == "Nothing is left of the pot."


def test_computing_records_nothing(office: Office) -> None:
    a_scored_round(office, [(400_000, 5)])
    before = verify_trail(office.officer).entries
    shared = compute_allocation(office.officer, round_code="R1", method="ranked")
    compare_methods(office.officer, round_code="R1")
    assert (shared.is_the_rule, verify_trail(office.officer).entries) == (False, before)
    assert left_of(shared).startswith("£6,000 is left: ")


def test_an_eoi_without_a_score_from_both_groups_is_not_ranked(office: Office) -> None:
    a_scored_round(office, [(400_000, 5), (300_000, None)])
    assert compute_allocation(office.officer, round_code="R1").unscored == ("E2",)
    with pytest.raises(StepRefused, match=r"One EOI has no panel score yet.*E2"):
        record_recommendation(office.officer, round_code="R1")


def test_methods_side_by_side(office: Office) -> None:
    a_scored_round(office, [(400_000, 5), (800_000, 4), (300_000, 2)])
    figures = {one.method: one for one in compare_methods(office.officer, round_code="R1")}
    assert set(figures) == {"fair-shares", "ranked"}
    assert (figures["fair-shares"].funded, figures["fair-shares"].differs) == (2, ())
    assert (figures["ranked"].funded, figures["ranked"].differs) == (1, ("E2",))


def test_recording_keeps_every_line_and_its_sentence(office: Office) -> None:
    round_ = a_scored_round(office, [(400_000, 5), (800_000, 4), (300_000, 2)])
    key = record_recommendation(office.officer, round_code="R1")
    with office.officer.reading() as uow:
        one = uow.recommendations.get(key)
        lines = sorted(uow.recommendation_lines.where(recommendation_id=key), key=lambda line: line.position)
        entry = list(uow.trail.entries(round_id=round_.id))[-1]
    assert (one.method, one.pot_pence, one.allocated_pence, one.state, one.departure_reason) == (
        "fair-shares",
        1_000_000,
        1_000_000,
        RecommendationState.RECOMMENDED,
        "",
    )
    assert [(line.amount_pence, line.decision, line.score, bool(line.why)) for line in lines] == [
        (400_000, Decision.FULL, "100", True),
        (600_000, Decision.PART, "80", True),
        (0, Decision.DECLINE, "40", True),
    ]
    assert entry.after is not None
    assert entry.after["amounts"] == {"E1": 400_000, "E2": 600_000, "E3": 0}


def test_a_new_recommendation_replaces_the_one_that_waits(office: Office) -> None:
    a_scored_round(office, [(400_000, 5)])
    first = record_recommendation(office.officer, round_code="R1")
    second = record_recommendation(office.officer, round_code="R1")
    with office.officer.reading() as uow:
        assert uow.recommendations.get(first).state is RecommendationState.REPLACED
        assert uow.recommendations.get(second).state is RecommendationState.RECOMMENDED


def test_departing_from_the_published_rule_needs_a_reason(office: Office) -> None:
    a_scored_round(office, [(400_000, 5)])
    with pytest.raises(BadValue, match="The rule published at opening is fair-shares"):
        record_recommendation(office.officer, round_code="R1", method="ranked")
    key = record_recommendation(office.officer, round_code="R1", method="ranked", reason=" A court order ")
    with office.officer.reading() as uow:
        assert uow.recommendations.get(key).departure_reason == "A court order"


def test_who_may_record_and_when(office: Office) -> None:
    a_scored_round(office, [(400_000, 5)], state=RoundState.SCORING)
    with pytest.raises(StepRefused, match="recorded at moderation"):
        record_recommendation(office.officer, round_code="R1")
    for who in (office.approver, office.finance, office.auditor):
        with pytest.raises(NotAllowed):
            record_recommendation(who, round_code="R1")


def test_an_unknown_method_is_named(office: Office) -> None:
    a_scored_round(office, [(400_000, 5)])
    with pytest.raises(CommissioningError, match="There is no method “best”"):
        compute_allocation(office.officer, round_code="R1", method="best")


@pytest.mark.parametrize(
    ("asked", "stated", "share", "smallest", "expected"),
    [
        (1000, None, 50, 0, 500),
        (1001, None, 50, 0, 501),
        (1000, None, 50, 700, 700),
        (600, None, 50, 700, 600),
        (1000, 200, 50, 700, 200),
        (1000, 2000, 50, 0, 1000),
        (1000, None, 0, 0, 0),
    ],
)
def test_the_minimum(asked: int, stated: int | None, share: int, smallest: int, expected: int) -> None:
    round_ = a_round(rule=AllocationRule(minimum_share_percent=share), smallest_award_pence=smallest)
    assert minimum_of(round_, asked, stated) == expected


def test_a_ring_fence_by_a_published_question_is_for_those_who_answer_yes(office: Office) -> None:
    rule = AllocationRule(
        method=AllocationMethod.RANKED,
        ring_fences=(
            RingFence("led by us", 100, FenceBasis.PUBLISHED_QUESTION, "led"),
            RingFence("core", 100, FenceBasis.CORE),
        ),
    )
    asks: list[tuple[int, int | None]] = [(400_000, 5), (500_000, 4), (500_000, 3), (500_000, 3)]
    a_scored_round(office, asks, rule=rule, published_rule=rule)
    with office.officer.unit_of_work() as uow:
        for eoi in uow.eois.where():
            eoi.answers = {"E1": {}, "E2": {"led": "Yes "}, "E3": {"led": "No"}, "E4": {"led": "yes"}}[
                eoi.reference
            ]
        uow.commit()
    problem = compute_allocation(office.officer, round_code="R1").problem
    assert {eoi.reference: eoi.ring_fences for eoi in problem.eois} == {
        "E1": {"core"}, "E2": {"led by us"}, "E3": {"core"}, "E4": {"led by us"},
    }  # fmt: skip


def test_a_trial_shares_at_the_threshold_and_replaces_its_awards(office: Office) -> None:
    create_quick_round(office.officer, code="T", pot_pence=500_000)
    with office.officer.reading() as uow:
        round_ = uow.rounds.find(code="T")
        assert round_ is not None
    for number in (1, 2):
        organisation = an_organisation(f"Sample {number}")
        store(
            office.officer,
            organisation,
            an_eoi(
                round_.id, organisation.id, f"E{number}", requested_pence=400_000, state=EoiState.RECEIVED
            ),
        )
    record_recommendation(office.officer, round_code="T")
    with office.officer.reading() as uow:
        assert sorted(row[0] for row in uow.awards.columns("amount_pence")) == [250_000, 250_000]
    record_recommendation(office.officer, round_code="T", method="ranked")
    with office.officer.reading() as uow:
        assert uow.awards.columns("amount_pence") == [(400_000,)]
        instalments = uow.instalments.where()
    assert sum(one.amount_pence for one in instalments) == 400_000
    assert verify_trail(office.officer).ok
    with office.officer.unit_of_work() as uow:
        paid = uow.instalments.get(instalments[0].id)
        paid.state = InstalmentState.PAID
        uow.commit()
    with pytest.raises(StepRefused, match="Money of this round was paid"):
        record_recommendation(office.officer, round_code="T")
