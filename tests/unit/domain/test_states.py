"""EOIs, awards, recommendations, explanations and conflicts: the steps there are, and who may decide."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest

from commissioning_app.domain.assessments import Assessment, AssessmentState, check_score
from commissioning_app.domain.awards import (
    AWARD_STEPS,
    Award,
    AwardState,
    Explanation,
    Recommendation,
    RecommendationState,
)
from commissioning_app.domain.conflicts import ensure_no_conflict, hidden_organisations, must_step_down
from commissioning_app.domain.eois import STEPS, Decision, EoiState, Feedback
from commissioning_app.domain.errors import BadValue, FourEyes, ScorerHasConflict, StepRefused
from commissioning_app.domain.organisations import key_of_name
from commissioning_app.domain.panels import Declaration, Interest, MemberGroup, PanelMember
from tests.factories import a_criterion, an_eoi, an_organisation

AT = datetime(2026, 11, 5, 9, tzinfo=UTC)
OFFICER, APPROVER = UUID(int=1), UUID(int=2)
CRITERIA = (a_criterion(), a_criterion(id="difference", name="Difference"))


@pytest.mark.parametrize("before", EoiState)
@pytest.mark.parametrize("after", EoiState)
def test_an_eoi_takes_the_steps_there_are(before: EoiState, after: EoiState) -> None:
    eoi = an_eoi(uuid4(), uuid4(), state=before)
    if after in STEPS[before]:
        eoi.move(after, reason="r", code="c")
        assert (eoi.state, eoi.state_reason, eoi.reason_code) == (after, "r", "c")
    else:
        with pytest.raises(StepRefused):
            eoi.move(after)
        assert eoi.state is before


def test_telling_an_applicant_keeps_the_rule_that_was_broken() -> None:
    eoi = an_eoi(uuid4(), uuid4(), state=EoiState.INELIGIBLE, reason_code="area", state_reason="Elsewhere")
    for state in (EoiState.NOTIFIED, EoiState.FEEDBACK_GIVEN):
        eoi.move(state)
        assert (eoi.state, eoi.reason_code, eoi.state_reason) == (state, "area", "Elsewhere")
        assert not eoi.is_in_play
    told = an_eoi(uuid4(), uuid4(), state=EoiState.NOTIFIED)
    assert told.is_in_play


@pytest.mark.parametrize("state", EoiState)
def test_an_applicant_withdraws_at_any_time_once(state: EoiState) -> None:
    eoi = an_eoi(uuid4(), uuid4(), state=state)
    if state is EoiState.WITHDRAWN:
        with pytest.raises(StepRefused):
            eoi.withdraw("again")
    else:
        eoi.withdraw("No time")
        assert (eoi.state, eoi.state_reason, eoi.is_in_play) == (EoiState.WITHDRAWN, "No time", False)


def test_an_eoi_is_ruled_out_by_a_published_rule_only() -> None:
    eoi = an_eoi(uuid4(), uuid4(), state=EoiState.RECEIVED)
    with pytest.raises(BadValue, match="by a published rule only"):
        eoi.rule_out(code="mood", reason="x", published_codes=frozenset({"area"}))
    eoi.rule_out(code="area", reason="Works elsewhere", published_codes=frozenset({"area"}))
    assert (eoi.state, eoi.reason_code) == (EoiState.INELIGIBLE, "area")


@pytest.mark.parametrize("before", AwardState)
@pytest.mark.parametrize("after", AwardState)
def test_an_award_takes_the_steps_there_are(before: AwardState, after: AwardState) -> None:
    award = Award(uuid4(), uuid4(), uuid4(), uuid4(), uuid4(), 5, Decision.FULL, state=before)
    if after in AWARD_STEPS[before]:
        award.move(after)
        assert award.state is after
    else:
        with pytest.raises(StepRefused):
            award.move(after)


def a_recommendation() -> Recommendation:
    return Recommendation(uuid4(), uuid4(), "ranked", 10, 5, "", {}, OFFICER, AT)


def test_four_eyes_on_a_recommendation() -> None:
    one = a_recommendation()
    for by, others in ((OFFICER, frozenset()), (APPROVER, frozenset({APPROVER}))):
        with pytest.raises(FourEyes):
            one.approve(by=by, at=AT, others_with_a_part=others)
    one.approve(by=APPROVER, at=AT)
    assert (one.state, one.decided_by, one.decided_at) == (RecommendationState.APPROVED, APPROVER, AT)
    with pytest.raises(StepRefused, match="nothing to decide"):
        one.send_back(by=APPROVER, at=AT, reason="late thought")


def test_sending_a_recommendation_back_needs_a_reason_and_a_second_person() -> None:
    one = a_recommendation()
    with pytest.raises(BadValue):
        one.send_back(by=APPROVER, at=AT, reason=" ")
    with pytest.raises(FourEyes):
        one.send_back(by=OFFICER, at=AT, reason="x")
    one.send_back(by=APPROVER, at=AT, reason=" Look again ")
    assert (one.state, one.decision_reason) == (RecommendationState.SENT_BACK, "Look again")


def test_four_eyes_on_an_explanation() -> None:
    one = Explanation(uuid4(), uuid4(), "S4", "A bank holiday", OFFICER, AT)
    with pytest.raises(FourEyes):
        one.agree(by=OFFICER, at=AT)
    with pytest.raises(BadValue):
        one.send_back(by=APPROVER, at=AT, reason="")
    one.agree(by=APPROVER, at=AT, reason="Fine")
    assert (one.is_agreed, one.is_waiting, one.decision_reason) == (True, False, "Fine")
    with pytest.raises(StepRefused):
        one.send_back(by=APPROVER, at=AT, reason="x")
    other = Explanation(uuid4(), uuid4(), "S4", "A bank holiday", OFFICER, AT)
    other.send_back(by=APPROVER, at=AT, reason="Not enough")
    assert (other.is_sent_back, other.is_waiting) == (True, False)


def an_assessment() -> Assessment:
    return Assessment(uuid4(), uuid4(), uuid4(), uuid4())


def test_a_draft_is_sent_when_every_criterion_has_an_answer() -> None:
    one = an_assessment()
    one.save_draft(scores={"rooted": 4}, comments={}, comment="Good", criteria=CRITERIA)
    with pytest.raises(BadValue, match="Difference"):
        one.submit(at=AT, criteria=CRITERIA)
    one.save_draft(scores={"rooted": None, "difference": None}, comments={}, comment="", criteria=CRITERIA)
    with pytest.raises(BadValue, match="at least one criterion"):
        one.submit(at=AT, criteria=CRITERIA)
    one.save_draft(scores={"rooted": 4, "difference": None}, comments={}, comment="", criteria=CRITERIA)
    one.submit(at=AT, criteria=CRITERIA)
    assert (one.state, one.submitted_at) == (AssessmentState.SUBMITTED, AT)
    with pytest.raises(StepRefused):
        one.submit(at=AT, criteria=CRITERIA)
    with pytest.raises(StepRefused, match="A change needs a reason"):
        one.save_draft(scores={}, comments={}, comment="", criteria=CRITERIA)


def test_a_score_changes_at_moderation_with_a_reason() -> None:
    one = an_assessment()
    with pytest.raises(StepRefused):
        one.change_score(criterion_id="rooted", value=3, reason="x", criteria=CRITERIA)
    one.save_draft(scores={"rooted": 4, "difference": 2}, comments={}, comment="", criteria=CRITERIA)
    one.submit(at=AT, criteria=CRITERIA)
    with pytest.raises(BadValue, match="Say why the score changes"):
        one.change_score(criterion_id="rooted", value=3, reason="", criteria=CRITERIA)
    assert one.change_score(criterion_id="rooted", value=3, reason="We talked", criteria=CRITERIA) == 4
    assert one.scores == {"rooted": 3, "difference": 2}


@pytest.mark.parametrize("value", [-1, 6])
def test_a_score_is_on_its_scale(value: int) -> None:
    with pytest.raises(BadValue, match="is scored from 0 to 5"):
        check_score("rooted", value, CRITERIA)
    with pytest.raises(BadValue, match="no criterion “other”"):
        check_score("other", 3, CRITERIA)


@pytest.mark.parametrize(
    ("interest", "agreed", "hidden", "out"),
    [
        (Interest.NONE, None, False, False),
        (Interest.INDIRECT, None, True, False),
        (Interest.DIRECT, None, True, True),
        (Interest.DIRECT, APPROVER, True, False),
    ],
)
def test_what_an_interest_means(interest: Interest, agreed: UUID | None, hidden: bool, out: bool) -> None:
    member = PanelMember(uuid4(), uuid4(), uuid4(), MemberGroup.COMMUNITY)
    organisation = uuid4()
    declarations = [
        Declaration(
            uuid4(), member.round_id, member.person_id, organisation, interest, exception_agreed_by=agreed
        )
    ]
    assert hidden_organisations(member.person_id, declarations) == ({organisation} if hidden else set())
    assert must_step_down(member, declarations) is out
    if hidden:
        with pytest.raises(ScorerHasConflict):
            ensure_no_conflict(member, organisation, declarations)
        with pytest.raises(ScorerHasConflict):
            ensure_no_conflict(member, uuid4(), declarations, host_id=organisation)
    else:
        ensure_no_conflict(member, organisation, declarations)


def test_names_and_sizes_and_feedback() -> None:
    assert key_of_name("  Café   ÉLAN ") == "cafe elan"
    assert an_organisation(yearly_income_pence=None).is_small(100) is None
    assert (an_organisation(yearly_income_pence=99).is_small(100), an_organisation().is_small(100)) == (
        True,
        False,
    )
    assert Feedback(uuid4(), uuid4(), "Strong", " ").is_complete is False
    assert Feedback(uuid4(), uuid4(), "Strong", "Say more").is_complete is True
