"""Steps back, cancelling, extending, and what stands in the way of them."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest

from commissioning_app.domain.assessments import Assessment, AssessmentState
from commissioning_app.domain.awards import (
    InstalmentState,
    RecommendationState,
)
from commissioning_app.domain.eois import EoiState
from commissioning_app.domain.errors import BadValue, Problems, StepRefused
from commissioning_app.domain.rounds import RoundState
from commissioning_app.services.allocation import record_recommendation
from commissioning_app.services.audit import record
from commissioning_app.services.decisions import decide_round
from commissioning_app.services.rounds_steps import (
    advance_round,
    cancel_round,
    extend_closing,
    step_back,
)
from commissioning_app.services.undoing import TOTALS_SEEN
from commissioning_app.services.workspace import verify_trail
from tests.factories import Office, a_panel, store
from tests.unit.services.step_stories import (
    decided_round,
    last_entry,
    letters_for,
    read,
    recommended,
    states,
    stored_eois,
    stored_round,
)


def test_back_from_decided_takes_the_awards_back(office: Office) -> None:
    round_, _ = decided_round(office)
    assert step_back(office.officer, round_code="R1", reason="A score was wrong.") is RoundState.MODERATION
    assert states(office) == {"E1": "scored", "E2": "scored", "E3": "ineligible"}
    with office.officer.reading() as uow:
        assert (uow.awards.count(), uow.instalments.count()) == (0, 0)
        kept = [entry for entry in uow.trail.entries() if entry.action == "award taken back"]
        recommendation = uow.recommendations.find(round_id=round_.id)
    assert recommendation is not None
    assert recommendation.state is RecommendationState.REPLACED
    assert len(kept) == 1
    assert kept[0].reason == "A score was wrong."
    assert kept[0].before is not None
    assert (
        kept[0].before["amount_pence"],
        sum(i["amount_pence"] for i in kept[0].before["instalments"]),
    ) == (
        840_000,
        840_000,
    )
    action, reason, before, after = last_entry(office)
    assert (action, reason, before["state"], after["state"], after["awards_taken_back"]) == (
        "round taken back a step",
        "A score was wrong.",
        "decided",
        "moderation",
        1,
    )
    record_recommendation(office.officer, round_code="R1")
    decide_round(office.approver, round_code="R1", approve=True)
    assert read(office).state is RoundState.DECIDED


def test_letters_of_a_decision_that_was_taken_back_do_not_count(office: Office) -> None:
    round_, eois = decided_round(office)
    letters_for(office, round_.id, eois, "ineligible")
    office.clock.instant += timedelta(hours=1)
    step_back(office.officer, round_code="R1", reason="A score was wrong.")
    record_recommendation(office.officer, round_code="R1")
    decide_round(office.approver, round_code="R1", approve=True)
    with pytest.raises(StepRefused, match="2 of 3 letters are not made yet"):
        advance_round(office.officer, round_code="R1")


def test_a_decision_stands_once_money_was_paid(office: Office) -> None:
    decided_round(office)
    with office.officer.unit_of_work() as uow:
        uow.instalments.where()[0].state = InstalmentState.PAID
        uow.commit()
    with pytest.raises(StepRefused, match="Money of this round was paid"):
        step_back(office.officer, round_code="R1", reason="Why")
    assert read(office).state is RoundState.DECIDED


def test_a_decision_stands_once_totals_were_looked_at(office: Office) -> None:
    round_, _ = decided_round(office)
    with office.officer.unit_of_work() as uow:
        record(
            uow,
            office.officer,
            action=TOTALS_SEEN,
            subject_kind="round",
            subject_id=round_.id,
            round_id=round_.id,
        )
        uow.commit()
    with pytest.raises(StepRefused, match="Totals by leadership group were looked at"):
        step_back(office.officer, round_code="R1", reason="Why")


def test_back_from_moderation_and_from_open(office: Office) -> None:
    round_ = stored_round(office, RoundState.MODERATION)
    stored_eois(office, round_.id, EoiState.SCORED, EoiState.WITHDRAWN)
    assert step_back(office.officer, round_code="R1", reason="A score is missing.") is RoundState.SCORING
    assert states(office) == {"E1": "eligible", "E2": "withdrawn"}
    assert step_back(office.officer, round_code="R1", reason="A member left.") is RoundState.CLOSED
    assert step_back(office.officer, round_code="R1", reason="More time.") is RoundState.OPEN
    assert step_back(office.officer, round_code="R1", reason="A wrong date.") is RoundState.DRAFT
    draft = read(office)
    assert (draft.published_rule, draft.policy, draft.published_items) == (None, None, ())
    assert [change.reason for change in draft.history][-1] == "A wrong date."
    with pytest.raises(StepRefused, match="no step to go back to"):
        step_back(office.officer, round_code="R1", reason="Why")


def test_going_back_needs_a_reason(office: Office) -> None:
    stored_round(office, RoundState.OPEN)
    with pytest.raises(BadValue, match="Say why the round goes back a step"):
        step_back(office.officer, round_code="R1", reason=" ")
    assert read(office).state is RoundState.OPEN


def test_cancelling_keeps_the_reason(office: Office) -> None:
    stored_round(office, RoundState.SCORING)
    with pytest.raises(BadValue, match="Say why the round is cancelled"):
        cancel_round(office.officer, round_code="R1", reason="")
    cancel_round(office.officer, round_code="R1", reason="The money was withdrawn.")
    assert read(office).state is RoundState.CANCELLED
    assert last_entry(office) == (
        "round cancelled",
        "The money was withdrawn.",
        {"state": "scoring"},
        {"state": "cancelled"},
    )


def test_cancelling_takes_the_decision_and_its_awards_back(office: Office) -> None:
    round_, _ = decided_round(office)
    cancel_round(office.officer, round_code="R1", reason="The money was withdrawn.")
    assert states(office) == {"E1": "scored", "E2": "scored", "E3": "ineligible"}
    with office.officer.reading() as uow:
        assert (uow.awards.count(), uow.instalments.count()) == (0, 0)
        [recommendation] = uow.recommendations.where(round_id=round_.id)
    assert recommendation.state is RecommendationState.REPLACED
    action, _, before, after = last_entry(office)
    assert (action, before, after["awards_taken_back"]) == ("round cancelled", {"state": "decided"}, 1)
    assert verify_trail(office.officer).ok


def test_back_from_moderation_puts_the_recommendation_aside(office: Office) -> None:
    round_ = stored_round(office, RoundState.MODERATION)
    eois = stored_eois(office, round_.id, EoiState.SCORED, EoiState.SCORED)
    recommended(office, round_.id, eois)
    step_back(office.officer, round_code="R1", reason="A score is missing.")
    with office.officer.reading() as uow:
        [recommendation] = uow.recommendations.where(round_id=round_.id)
    assert recommendation.state is RecommendationState.REPLACED


def test_the_rule_stays_published_once_scores_are_known(office: Office) -> None:
    round_ = stored_round(office, RoundState.MODERATION)
    [eoi] = stored_eois(office, round_.id, EoiState.SCORED)
    [(_, member)] = a_panel(office.officer, round_.id, community=1, commissioners=0)
    sent = AssessmentState.SUBMITTED
    store(office.officer, Assessment(uuid4(), round_.id, eoi.id, member.id, {"rooted": 4}, state=sent))
    for expected in (RoundState.SCORING, RoundState.CLOSED, RoundState.OPEN):
        assert step_back(office.officer, round_code="R1", reason="A wrong date.") is expected
    with pytest.raises(StepRefused, match="Members have sent scores"):
        step_back(office.officer, round_code="R1", reason="Another rule would be better.")
    assert (read(office).state, read(office).published_rule) == (RoundState.OPEN, round_.rule)


def test_what_was_announced_is_neither_cancelled_nor_taken_back(office: Office) -> None:
    stored_round(office, RoundState.ANNOUNCED)
    with pytest.raises(StepRefused, match="can't be cancelled any more"):
        cancel_round(office.officer, round_code="R1", reason="Why")
    with pytest.raises(StepRefused, match="never goes back past the announcement"):
        step_back(office.officer, round_code="R1", reason="Why")


def test_the_closing_day_moves_later_only(office: Office) -> None:
    stored_round(office, RoundState.OPEN)
    extend_closing(office.officer, round_code="R1", closes_on=date(2026, 10, 9), reason="The post was late.")
    assert read(office).timetable.closes_on == date(2026, 10, 9)
    assert last_entry(office) == (
        "closing day moved",
        "The post was late.",
        {"closes_on": "2026-10-02"},
        {"closes_on": "2026-10-09"},
    )
    with pytest.raises(BadValue, match="later than the closing date"):
        extend_closing(office.officer, round_code="R1", closes_on=date(2026, 10, 9))
    with pytest.raises(Problems) as caught:
        extend_closing(office.officer, round_code="R1", closes_on=date(2026, 10, 30))
    assert caught.value.problems == (
        "The days of the timetable are not in order.",
        "The days after closing have to follow the new closing day.",
    )
    assert read(office).timetable.closes_on == date(2026, 10, 9)


def test_a_trial_round_goes_through_without_guards(office: Office) -> None:
    round_ = stored_round(office, is_trial=True, exclusions=(), criteria=())
    eois = stored_eois(office, round_.id, EoiState.RECEIVED, EoiState.LATE)
    for expected in (RoundState.OPEN, RoundState.CLOSED, RoundState.SCORING, RoundState.MODERATION):
        assert advance_round(office.officer, round_code="R1").state is expected
    assert states(office) == {"E1": "scored", "E2": "late"}
    with pytest.raises(StepRefused, match="a trial round needs no approver"):
        advance_round(office.officer, round_code="R1")
    recommended(office, round_.id, eois[:1])
    assert advance_round(office.officer, round_code="R1").state is RoundState.DECIDED
    assert states(office) == {"E1": "decided", "E2": "late"}
    for expected in (RoundState.ANNOUNCED, RoundState.PAYING, RoundState.FINISHED):
        assert advance_round(office.officer, round_code="R1").state is expected
    assert "checks" not in last_entry(office)[3]
