"""A round through its life: each step's own conditions, its guards, and what it leaves in the trail."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from commissioning_app.domain.awards import (
    AwardState,
    InstalmentState,
)
from commissioning_app.domain.eois import EoiState, Feedback
from commissioning_app.domain.errors import BadValue, NotAllowed, Problems, StepBlocked, StepRefused
from commissioning_app.domain.rounds import RoundState, Timetable
from commissioning_app.services.decisions import decide_round
from commissioning_app.services.explanations import decide_explanation
from commissioning_app.services.policy import load_policy
from commissioning_app.services.rounds_steps import (
    HOW_TO_DECIDE,
    advance_round,
    cancel_round,
    extend_closing,
    step_back,
)
from tests.factories import Office, store
from tests.settling import act_on_everything, look_into_everyone
from tests.unit.services.step_stories import (
    AFTER_CLOSING,
    decided_round,
    last_entry,
    letters_for,
    read,
    ready_panel,
    recommended,
    scored,
    states,
    stored_eois,
    stored_round,
)


def test_opening_fixes_the_rule_the_policy_and_what_is_published(office: Office) -> None:
    round_ = stored_round(office)
    result = advance_round(office.officer, round_code="R1")
    opened = read(office)
    assert (result.code, result.state, opened.state) == ("R1", RoundState.OPEN, RoundState.OPEN)
    assert {f.id: f.state.value for f in result.findings}["S7"] == "met"
    assert opened.published_rule == round_.rule
    assert opened.policy == load_policy()
    assert opened.published_items == ("criteria", "weights", "timetable", "exclusions", "panel", "rule")
    action, _, before, after = last_entry(office)
    assert (action, before) == ("round opened", {"state": "draft"})
    unwritten = ("T5", "N3", "N4", "C5", "C6", "A2")
    assert after["checks"] == {
        **dict.fromkeys(("T1", "T3", "N2", "S1", "S3", "S4", "S5", "S7", "S8", "S9", "C1", "P9"), "met"),
        **dict.fromkeys(("N1", "S6", "A6", "L1"), "met"),
        **dict.fromkeys(unwritten, "not_known"),
        "S2": "not_met",
        "A7": "not_applicable",
    }
    assert after["policy"] == load_policy()
    assert after["rule"]["method"] == "fair-shares"


def test_a_draft_that_contradicts_itself_is_not_opened(office: Office) -> None:
    stored_round(office, pot_years=(), largest_award_pence=0, smallest_award_pence=5)
    with pytest.raises(Problems) as caught:
        advance_round(office.officer, round_code="R1")
    assert caught.value.problems == ("The pot is empty. Give each financial year its amount.",)
    assert read(office).state is RoundState.DRAFT


def test_a_check_in_the_way_blocks_until_it_is_explained_and_agreed(office: Office) -> None:
    stored_round(office, core_open_percent=20)
    with pytest.raises(StepBlocked) as caught:
        advance_round(office.officer, round_code="R1")
    assert caught.value.finding_ids == ("C1",)
    with pytest.raises(StepBlocked) as caught:
        advance_round(office.officer, round_code="R1", explanations={"C1": "The money is for projects."})
    assert caught.value.problems == (
        "C1, Money for running costs: 20 % of the pot is open to core funding; "
        "the policy asks for at least 50 %. It is explained, and waits for an approver to agree.",
    )
    assert read(office).state is RoundState.DRAFT
    decide_explanation(office.approver, round_code="R1", check_id="C1", agree=True)
    result = advance_round(office.officer, round_code="R1")
    assert result.state is RoundState.OPEN
    assert {f.id: f.state.value for f in result.findings}["C1"] == "explained"
    assert last_entry(office)[3]["checks"]["C1"] == "explained"


def test_a_bad_explanation_keeps_nothing(office: Office) -> None:
    stored_round(office, core_open_percent=20, exclusions=())
    with pytest.raises(BadValue, match="There is no check “X1”"):
        advance_round(office.officer, round_code="R1", explanations={"C1": "Why", "X1": "Why"})
    with office.officer.reading() as uow:
        assert uow.explanations.count() == 0


def test_an_explanation_of_what_only_warns_does_not_hold_the_step_up(office: Office) -> None:
    stored_round(office)
    result = advance_round(office.officer, round_code="R1", explanations={"P2": "We still ask people."})
    found = {finding.id: finding for finding in result.findings}["P2"]
    assert result.state is RoundState.OPEN
    assert found.explanation is not None
    assert found.explanation.why == "We still ask people."


def test_only_officers_take_steps(office: Office) -> None:
    stored_round(office)
    for context in (office.approver, office.finance, office.auditor):
        with pytest.raises(NotAllowed):
            advance_round(context, round_code="R1")
        with pytest.raises(NotAllowed):
            step_back(context, round_code="R1", reason="Why")
        with pytest.raises(NotAllowed):
            cancel_round(context, round_code="R1", reason="Why")
        with pytest.raises(NotAllowed):
            extend_closing(context, round_code="R1", closes_on=date(2026, 10, 9))


def test_closing_waits_for_the_end_of_the_closing_day(office: Office) -> None:
    stored_round(office, RoundState.OPEN)
    office.clock.instant = AFTER_CLOSING - timedelta(days=1)
    with pytest.raises(StepRefused, match="until the end of Friday 2 October 2026"):
        advance_round(office.officer, round_code="R1")
    office.clock.instant = AFTER_CLOSING
    assert advance_round(office.officer, round_code="R1").state is RoundState.CLOSED
    assert last_entry(office) == ("round closed", "", {"state": "open"}, {"state": "closed", "checks": {}})


def test_a_round_without_a_closing_day_is_not_closed(office: Office) -> None:
    stored_round(office, RoundState.OPEN, timetable=Timetable())
    with pytest.raises(StepRefused, match="has no closing day"):
        advance_round(office.officer, round_code="R1")


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        (
            (EoiState.ELIGIBLE, EoiState.RECEIVED, EoiState.QUERIED),
            "2 EOIs still wait for a decision on who is eligible. Decide on the EOIs tab.",
        ),
        (
            (EoiState.ELIGIBLE, EoiState.RECEIVED),
            "1 EOI still waits for a decision on who is eligible. Decide on the EOIs tab.",
        ),
        (
            (EoiState.INELIGIBLE, EoiState.WITHDRAWN, EoiState.LATE),
            "No EOI is eligible, so there is nothing to score.",
        ),
    ],
)
def test_scoring_waits_for_every_eligibility_decision(
    office: Office, wanted: tuple[EoiState, ...], message: str
) -> None:
    round_ = stored_round(office, RoundState.CLOSED)
    stored_eois(office, round_.id, *wanted)
    with pytest.raises(StepRefused) as caught:
        advance_round(office.officer, round_code="R1")
    assert str(caught.value) == message


def test_scoring_waits_for_the_panel(office: Office) -> None:
    round_ = stored_round(office, RoundState.CLOSED)
    stored_eois(office, round_.id, EoiState.ELIGIBLE, EoiState.LATE)
    with pytest.raises(StepBlocked) as caught:
        advance_round(office.officer, round_code="R1")
    assert caught.value.finding_ids == ("P1", "P2", "P4", "P5", "P6")
    ready_panel(office, round_.id)
    assert advance_round(office.officer, round_code="R1").state is RoundState.SCORING
    assert states(office) == {"E1": "eligible", "E2": "late"}


def test_moderation_waits_for_the_scores_and_marks_the_eois(office: Office) -> None:
    round_ = stored_round(office, RoundState.SCORING)
    eois = stored_eois(office, round_.id, EoiState.ELIGIBLE, EoiState.ELIGIBLE, EoiState.INELIGIBLE)
    members = ready_panel(office, round_.id)
    scored(office, round_.id, eois[:1], members)
    with pytest.raises(StepBlocked) as caught:
        advance_round(office.officer, round_code="R1")
    assert caught.value.finding_ids == ("P7",)
    assert states(office) == {"E1": "eligible", "E2": "eligible", "E3": "ineligible"}
    scored(office, round_.id, eois[1:2], members)
    assert advance_round(office.officer, round_code="R1").state is RoundState.MODERATION
    assert states(office) == {"E1": "scored", "E2": "scored", "E3": "ineligible"}
    moved = last_entry(office)[3]["eois"]
    assert (moved["state"], sorted(moved["references"])) == ("scored", ["E1", "E2"])
    with office.officer.reading() as uow:
        assert uow.eois.get(eois[0].id).version == 2


def test_moderation_waits_for_a_late_eoi_that_was_taken_and_not_decided_on(office: Office) -> None:
    round_ = stored_round(office, RoundState.SCORING)
    stored_eois(office, round_.id, EoiState.ELIGIBLE, EoiState.RECEIVED)
    with pytest.raises(StepRefused, match="1 EOI still waits for a decision on who is eligible"):
        advance_round(office.officer, round_code="R1")


def test_the_decision_is_the_approvers(office: Office) -> None:
    stored_round(office, RoundState.MODERATION)
    with pytest.raises(StepRefused) as caught:
        advance_round(office.officer, round_code="R1")
    assert str(caught.value) == HOW_TO_DECIDE


def test_deciding_is_guarded_too(office: Office) -> None:
    round_ = stored_round(office, RoundState.MODERATION)
    eois = stored_eois(office, round_.id, EoiState.SCORED)
    recommended(office, round_.id, eois)
    with pytest.raises(StepBlocked) as caught:
        decide_round(office.approver, round_code="R1", approve=True)
    assert caught.value.finding_ids == ("C4", "P1", "A6")
    assert read(office).state is RoundState.MODERATION


def test_announcing_waits_for_letters_and_feedback(office: Office) -> None:
    round_, eois = decided_round(office)
    assert states(office) == {"E1": "decided", "E2": "decided", "E3": "ineligible"}
    letters_for(office, round_.id, eois[:1])
    with pytest.raises(StepRefused) as refused:
        advance_round(office.officer, round_code="R1")
    assert str(refused.value) == (
        "2 of 3 letters are not made yet. Make them on the Letters tab, then announce."
    )
    letters_for(office, round_.id, eois[1:2])
    with pytest.raises(StepRefused, match="1 of 3 letters is not made yet"):
        advance_round(office.officer, round_code="R1")
    letters_for(office, round_.id, eois[2:], "ineligible")
    with pytest.raises(StepBlocked) as blocked:
        advance_round(office.officer, round_code="R1")
    assert blocked.value.finding_ids == ("T2",)
    store(office.officer, *(Feedback(eoi.id, round_.id, "Clear", "Say more") for eoi in eois[1:]))
    assert advance_round(office.officer, round_code="R1").state is RoundState.ANNOUNCED
    assert set(states(office).values()) == {"notified"}
    action, _, _, after = last_entry(office)
    checks = {"T1": "met", "T2": "met", "S9": "met", "C8": "not_known", "A3": "not_known", "A5": "met"}
    assert (action, after["checks"]) == ("decisions announced", checks)


def test_paying_ends_when_all_is_paid_and_every_award_has_ended(office: Office) -> None:
    round_, _ = decided_round(office)
    with office.officer.unit_of_work() as uow:
        uow.rounds.get(round_.id).state = RoundState.ANNOUNCED
        uow.commit()
    with pytest.raises(StepBlocked) as blocked:
        advance_round(office.officer, round_code="R1")
    assert blocked.value.finding_ids == ("L3", "L4")
    look_into_everyone(office.officer, "R1")
    assert advance_round(office.officer, round_code="R1").state is RoundState.PAYING
    with office.officer.reading() as uow:
        count = uow.instalments.count()
    with pytest.raises(StepRefused, match=f"^{count} instalments are not paid yet"):
        advance_round(office.officer, round_code="R1")
    with office.officer.unit_of_work() as uow:
        for instalment in uow.instalments.where():
            instalment.state = InstalmentState.PAID
        uow.commit()
    with pytest.raises(StepRefused, match=r"^1 award still goes on\. Close each one first\.$"):
        advance_round(office.officer, round_code="R1")
    with office.officer.unit_of_work() as uow:
        for award in uow.awards.where():
            award.state = AwardState.CLOSED
        uow.commit()
    with pytest.raises(StepBlocked) as blocked:
        advance_round(office.officer, round_code="R1")
    assert blocked.value.finding_ids == ("A8",)
    act_on_everything(office.officer, "R1")
    assert advance_round(office.officer, round_code="R1").state is RoundState.FINISHED
    assert last_entry(office)[0] == "round finished"
    with pytest.raises(StepRefused, match="there is no step after that"):
        advance_round(office.officer, round_code="R1")
