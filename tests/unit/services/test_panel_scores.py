"""Panel scores of a round: whose assessments count, and the community's share of power."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from uuid import uuid4

import pytest

from commissioning_app.domain.assessments import AssessmentState
from commissioning_app.domain.awards import Explanation
from commissioning_app.domain.eois import EoiState
from commissioning_app.domain.errors import NotAllowed
from commissioning_app.domain.panels import Declaration, Interest
from commissioning_app.domain.roles import Role
from commissioning_app.domain.rounds import RoundState
from commissioning_app.domain.scoring import PanelScore
from commissioning_app.services.panel_scores import alpha_of, panel_scores, ranking_scores
from tests.desks import Desk, a_desk
from tests.factories import NOW, store


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = a_desk(str(tmp_path / "w.db"), state=RoundState.MODERATION)
    made.scored(0, 0, (5, 5))
    made.scored(1, 0, (4, 4))
    made.scored(3, 0, (2, 2))
    made.scored(0, 1, (3, 3))
    return made


def raw(desk: Desk) -> list[Fraction | None]:
    return [score.raw for score in panel_scores(desk.officer, round_code=desk.code).values()]


def test_scores_ranks_and_spread_by_reference(desk: Desk) -> None:
    # 3 of 5 voting members are community members: 3/5 × 90 + 2/5 × 40.
    assert dict(panel_scores(desk.officer, round_code=desk.code)) == {
        "EOI-001": PanelScore(
            "EOI-001", Fraction(70), Fraction(90), Fraction(40), 3, {"rooted": 3, "difference": 3}, 1
        ),
        "EOI-002": PanelScore("EOI-002", None, Fraction(60), None, 1, {"rooted": 0, "difference": 0}, None),
        "EOI-003": PanelScore("EOI-003", None, None, None, 0, {}, None),
    }


def test_the_round_may_set_the_share_of_power(desk: Desk) -> None:
    with desk.officer.unit_of_work() as uow:
        uow.rounds.get(desk.round.id).community_power_percent = 75
        uow.commit()
    assert raw(desk) == [Fraction(155, 2), None, None]


def test_the_share_of_heads_counts_voters_and_is_half_at_least(desk: Desk) -> None:
    with desk.officer.unit_of_work() as uow:
        for member in desk.members[1:3]:
            uow.members.get(member.id).stepped_down_because = "Ill"
        uow.commit()
    with desk.officer.reading() as uow:
        assert alpha_of(uow, uow.rounds.get(desk.round.id)) == Fraction(1, 2)
    # What the second community member sent counts no more.
    assert raw(desk) == [Fraction(70), None, None]


def test_drafts_ties_and_what_is_out_of_play_do_not_count(desk: Desk) -> None:
    desk.scored(4, 1, (1, 1), state=AssessmentState.DRAFT, submitted_at=None)
    store(
        desk.officer,
        Declaration(uuid4(), desk.round.id, desk.people[0].id, desk.organisations[0].id, Interest.INDIRECT),
    )
    assert raw(desk) == [Fraction(3, 5) * 80 + Fraction(2, 5) * 40, None, None]
    with desk.officer.unit_of_work() as uow:
        uow.eois.get(desk.eois[0].id).state = EoiState.WITHDRAWN
        uow.commit()
    assert list(panel_scores(desk.officer, round_code=desk.code)) == ["EOI-002", "EOI-003"]


def test_one_group_is_enough_once_that_was_explained_and_agreed(desk: Desk) -> None:
    explanation = Explanation(
        uuid4(), desk.round.id, "P7", "Two commissioners fell ill.", desk.officer.actor.person_id, NOW
    )
    store(desk.officer, explanation)
    assert raw(desk) == [Fraction(70), None, None]
    with desk.officer.unit_of_work() as uow:
        uow.explanations.get(explanation.id).is_agreed = True
        uow.commit()
    assert raw(desk) == [Fraction(70), Fraction(60), None]


def test_a_trial_takes_what_was_not_found_eligible_too(desk: Desk) -> None:
    with desk.officer.unit_of_work() as uow:
        uow.rounds.get(desk.round.id).is_trial = True
        uow.eois.get(desk.eois[0].id).state = EoiState.RECEIVED
        uow.eois.get(desk.eois[1].id).state = EoiState.WITHDRAWN
        uow.commit()
    with desk.officer.reading() as uow:
        scores = ranking_scores(uow, uow.rounds.get(desk.round.id))
    assert scores == {desk.eois[0].id: Fraction(70), desk.eois[2].id: None}


def test_members_and_finance_see_no_panel_scores(desk: Desk) -> None:
    for role in (Role.PANEL_MEMBER, Role.FINANCE, Role.ADMINISTRATOR):
        with pytest.raises(NotAllowed):
            panel_scores(desk.acting(role), round_code=desk.code)


def test_who_was_ruled_out_has_no_score_before_or_after_it_was_told(tmp_path: Path) -> None:
    for number, state in enumerate((EoiState.INELIGIBLE, EoiState.NOTIFIED, EoiState.FEEDBACK_GIVEN)):
        desk = a_desk(str(tmp_path / f"{number}.db"), state=RoundState.ANNOUNCED)
        with desk.officer.unit_of_work() as uow:
            for eoi, code in zip(uow.eois.where(), ("area", "", ""), strict=True):
                eoi.state, eoi.reason_code = (state if code else EoiState.NOTIFIED), code
            uow.commit()
            left = [one.reference for one in uow.eois.where() if not one.reason_code]
        assert list(panel_scores(desk.officer, round_code=desk.code)) == sorted(left)
