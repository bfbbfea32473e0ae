"""A round through its life: each step's own conditions, its guards, and what it leaves in the trail."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from commissioning_app.domain.assessments import Assessment, AssessmentState
from commissioning_app.domain.awards import (
    AwardState,
    InstalmentState,
    LetterRecord,
    Recommendation,
    RecommendationLine,
    RecommendationState,
)
from commissioning_app.domain.eois import Decision, Eoi, EoiState, Feedback
from commissioning_app.domain.errors import BadValue, NotAllowed, Problems, StepBlocked, StepRefused
from commissioning_app.domain.panels import Assignment, InterestStatement, PaymentChoice
from commissioning_app.domain.records import FinanceAgreement, PaymentPlan
from commissioning_app.domain.rounds import Round, RoundState, Timetable
from commissioning_app.services.audit import record
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
from commissioning_app.services.undoing import TOTALS_SEEN
from commissioning_app.services.workspace import verify_trail
from tests.factories import NOW, Office, a_panel, a_round, an_eoi, an_organisation, make_office, store

AFTER_CLOSING = datetime(2026, 10, 3, 9, 0, tzinfo=UTC)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(str(tmp_path / "workspace.db"))
    yield made
    assert verify_trail(made.officer).problems == ()
    made.app.close()


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
    """A panel that was asked about payment; everyone with a part declared their interests."""
    pairs = a_panel(office.officer, round_id)
    with office.officer.unit_of_work() as uow:
        for member in uow.members.where(round_id=round_id):
            member.payment, member.was_at_moderation = PaymentChoice.ACCEPTED, True
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
    assert after["checks"] == dict.fromkeys(("T1", "T3", "S1", "S4", "S7", "C1", "P9"), "met")
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
    assert caught.value.finding_ids == ("P1", "P2", "P4", "P6")
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


def test_the_decision_is_the_approvers(office: Office) -> None:
    stored_round(office, RoundState.MODERATION)
    with pytest.raises(StepRefused) as caught:
        advance_round(office.officer, round_code="R1")
    assert str(caught.value) == HOW_TO_DECIDE


PLANNED = {
    "payment_plan": PaymentPlan(50, 14),
    "finance_agreement": FinanceAgreement("Fin", date(2026, 9, 1)),
}


def decided_round(office: Office) -> tuple[Round, list[Eoi]]:
    """A round that the approver decided: E1 in full, E2 in reserve, E3 ineligible."""
    round_ = stored_round(office, RoundState.MODERATION, records=replace(a_round().records, **PLANNED))
    eois = stored_eois(office, round_.id, EoiState.SCORED, EoiState.SCORED, EoiState.INELIGIBLE)
    ready_panel(office, round_.id)
    recommended(office, round_.id, eois[:2])
    decide_round(office.approver, round_code="R1", approve=True)
    return read(office), eois


def test_deciding_is_guarded_too(office: Office) -> None:
    round_ = stored_round(office, RoundState.MODERATION)
    eois = stored_eois(office, round_.id, EoiState.SCORED)
    recommended(office, round_.id, eois)
    with pytest.raises(StepBlocked) as caught:
        decide_round(office.approver, round_code="R1", approve=True)
    assert caught.value.finding_ids == ("C4", "P1")
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
    assert (action, after["checks"]) == ("decisions announced", {"T1": "met", "T2": "met"})


def test_paying_ends_when_all_is_paid_and_every_award_has_ended(office: Office) -> None:
    round_, _ = decided_round(office)
    with office.officer.unit_of_work() as uow:
        uow.rounds.get(round_.id).state = RoundState.ANNOUNCED
        uow.commit()
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
    assert advance_round(office.officer, round_code="R1").state is RoundState.FINISHED
    assert last_entry(office)[0] == "round finished"
    with pytest.raises(StepRefused, match="there is no step after that"):
        advance_round(office.officer, round_code="R1")


def test_back_from_decided_takes_the_awards_back(office: Office) -> None:
    round_, eois = decided_round(office)
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
    recommended(office, round_.id, eois[:2])
    decide_round(office.approver, round_code="R1", approve=True)
    assert read(office).state is RoundState.DECIDED


def test_letters_of_a_decision_that_was_taken_back_do_not_count(office: Office) -> None:
    round_, eois = decided_round(office)
    letters_for(office, round_.id, eois, "ineligible")
    office.clock.instant += timedelta(hours=1)
    step_back(office.officer, round_code="R1", reason="A score was wrong.")
    recommended(office, round_.id, eois[:2])
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
