"""Asking applicants, finding EOIs eligible or not, and taking late ones."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from commissioning_app.domain.eligibility import LateGround
from commissioning_app.domain.eois import EoiState
from commissioning_app.domain.errors import BadValue, NotAllowed, StaleVersion, StepRefused
from commissioning_app.domain.forms import EligibilityRule
from commissioning_app.domain.panels import Declaration, Interest
from commissioning_app.domain.roles import Role
from commissioning_app.domain.rounds import RoundState
from commissioning_app.services.eligibility import (
    agree_late,
    answer_query,
    ask_query,
    find_all_eligible,
    find_eligible,
    find_ineligible,
    take_back_eligibility,
)
from tests.desks import Desk, a_desk
from tests.factories import store

RULES = (
    EligibilityRule("area", "You work in our area.", "Show us where you meet."),
    EligibilityRule("party", "No party politics."),
)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = a_desk(str(tmp_path / "w.db"), state=RoundState.CLOSED, eligibility_rules=RULES)
    put(made, EoiState.RECEIVED)
    return made


def put(desk: Desk, state: EoiState, *numbers: int) -> None:
    with desk.officer.unit_of_work() as uow:
        for number in numbers or range(len(desk.eois)):
            uow.eois.get(desk.eois[number].id).state = state
        uow.commit()


def one(desk: Desk, number: int = 1) -> dict[str, str]:
    return {"round_code": desk.code, "reference": f"EOI-{number:03d}"}


def tie_officer(desk: Desk, organisation: int = 0) -> None:
    """The officer and the approver have a tie to an organisation."""
    for context in (desk.officer, desk.approver):
        store(
            desk.officer,
            Declaration(
                uuid4(),
                desk.round.id,
                context.actor.person_id,
                desk.organisations[organisation].id,
                Interest.INDIRECT,
            ),
        )


def test_a_query_gives_five_working_days_and_waits(desk: Desk) -> None:
    query_id = ask_query(desk.officer, **one(desk), question=" Where do you meet? ")
    with desk.officer.reading() as uow:
        query = uow.queries.get(query_id)
    assert (query.question, query.asked_by, query.reply_by) == (
        "Where do you meet?",
        "Olu Officer",
        date(2026, 9, 8),
    )
    assert desk.eoi(0).state is EoiState.QUERIED
    entry = desk.last()
    assert (entry.action, entry.before) == ("applicant asked", {"state": "received"})
    assert entry.after == {"state": "queried", "question": "Where do you meet?", "reply_by": "2026-09-08"}
    with pytest.raises(BadValue, match="Type the question"):
        ask_query(desk.officer, **one(desk), question=" ")
    with pytest.raises(BadValue, match="five working days"):
        ask_query(desk.officer, **one(desk), question="When?", reply_by=date(2026, 9, 7))


@pytest.mark.parametrize(
    ("round_state", "before", "after"),
    [
        (RoundState.OPEN, EoiState.ELIGIBLE, EoiState.QUERIED),
        (RoundState.CLOSED, EoiState.QUERIED, EoiState.QUERIED),
        (RoundState.SCORING, EoiState.ELIGIBLE, EoiState.ELIGIBLE),
        (RoundState.MODERATION, EoiState.SCORED, EoiState.SCORED),
    ],
)
def test_what_is_scored_stays_in_play_when_it_is_queried(
    desk: Desk, round_state: RoundState, before: EoiState, after: EoiState
) -> None:
    put(desk, before, 0)
    desk.move(round_state)
    ask_query(desk.officer, **one(desk), question="Where do you meet?")
    assert desk.eoi(0).state is after


def test_nobody_is_asked_about_what_is_over(desk: Desk) -> None:
    put(desk, EoiState.WITHDRAWN, 0)
    with pytest.raises(StepRefused, match="there is nothing to ask"):
        ask_query(desk.officer, **one(desk), question="Where?")
    desk.move(RoundState.DECIDED)
    with pytest.raises(StepRefused, match="applicants are not asked now"):
        ask_query(desk.officer, **one(desk, 2), question="Where?")


def test_an_answer_is_kept_with_its_first_time(desk: Desk) -> None:
    query_id = ask_query(desk.officer, **one(desk), question="Where do you meet?")
    desk.office.clock.instant = first = datetime(2026, 9, 3, 9, 0, tzinfo=UTC)
    answer_query(desk.officer, query_id=query_id, answer=" In the hall ", version=1)
    desk.office.clock.instant = datetime(2026, 9, 4, 9, 0, tzinfo=UTC)
    answer_query(desk.officer, query_id=query_id, answer="In the big hall", helps_everyone=True, version=2)
    with desk.officer.reading() as uow:
        query = uow.queries.get(query_id)
    assert (query.answer, query.answered_at, query.helps_everyone) == ("In the big hall", first, True)
    assert (desk.last().before, desk.last().after) == (
        {"answer": "In the hall", "helps_everyone": False},
        {"answer": "In the big hall", "helps_everyone": True},
    )
    with pytest.raises(StaleVersion):
        answer_query(desk.officer, query_id=query_id, answer="Elsewhere", version=2)
    with pytest.raises(BadValue, match="Type the applicant's answer"):
        answer_query(desk.officer, query_id=query_id, answer="")
    desk.move(RoundState.DECIDED)
    with pytest.raises(StepRefused, match="no answer changes anything now"):
        answer_query(desk.officer, query_id=query_id, answer="In another hall")


def test_an_eoi_is_found_eligible_also_after_it_was_mended(desk: Desk) -> None:
    find_eligible(desk.officer, **one(desk), version=2)
    assert desk.eoi(0).state is EoiState.ELIGIBLE
    assert (desk.last().before, desk.last().after) == (
        {"state": "received", "code": ""},
        {"state": "eligible"},
    )
    find_ineligible(desk.officer, **one(desk, 2), code="party", reason="They stood for election.")
    find_eligible(desk.officer, **one(desk, 2))
    assert (desk.eoi(1).state, desk.eoi(1).reason_code, desk.eoi(1).state_reason) == (
        EoiState.ELIGIBLE,
        "",
        "",
    )
    with pytest.raises(StepRefused, match="its eligibility is decided"):
        find_eligible(desk.officer, **one(desk))
    with pytest.raises(StaleVersion):
        find_eligible(desk.officer, **one(desk, 3), version=1)


def test_many_are_found_eligible_together_with_one_entry(desk: Desk) -> None:
    assert find_all_eligible(desk.officer, round_code=desk.code, references=["EOI-002", "EOI-001"]) == 2
    assert [desk.eoi(n).state for n in range(3)] == [
        EoiState.ELIGIBLE,
        EoiState.ELIGIBLE,
        EoiState.RECEIVED,
    ]
    assert desk.last().after == {"state": "eligible", "references": ["EOI-001", "EOI-002"]}
    assert find_all_eligible(desk.officer, round_code=desk.code) == 1
    assert len(desk.trail()) == 2
    assert find_all_eligible(desk.officer, round_code=desk.code) == 0
    assert len(desk.trail()) == 2
    assert desk.eoi(0).version == 3


def test_all_or_none_are_found_eligible(desk: Desk) -> None:
    put(desk, EoiState.LATE, 2)
    with pytest.raises(BadValue, match="these can't: EOI-003, EOI-009"):
        find_all_eligible(desk.officer, round_code=desk.code, references=["EOI-001", "EOI-003", "EOI-009"])
    assert desk.eoi(0).state is EoiState.RECEIVED
    assert desk.trail() == []


def test_a_rule_that_can_not_be_mended_rules_out_at_once(desk: Desk) -> None:
    find_ineligible(desk.officer, **one(desk), code="party", reason=" They stood for election. ", version=2)
    eoi = desk.eoi(0)
    assert (eoi.state, eoi.reason_code, eoi.state_reason) == (
        EoiState.INELIGIBLE,
        "party",
        "They stood for election.",
    )
    entry = desk.last()
    assert (entry.after, entry.reason) == (
        {"state": "ineligible", "code": "party"},
        "They stood for election.",
    )


def test_what_can_be_mended_is_ruled_out_after_five_working_days(desk: Desk) -> None:
    rule_out = {**one(desk), "code": "area", "reason": "They meet in another town."}
    with pytest.raises(StepRefused, match="Ask them first"):
        find_ineligible(desk.officer, **rule_out)
    ask_query(desk.officer, **one(desk), question="Where do you meet?")
    desk.office.clock.instant = datetime(2026, 9, 8, 16, 0, tzinfo=UTC)
    with pytest.raises(StepRefused, match="until Tuesday 8 September 2026"):
        find_ineligible(desk.officer, **rule_out)
    desk.office.clock.instant = datetime(2026, 9, 9, 9, 0, tzinfo=UTC)
    find_ineligible(desk.officer, **rule_out)
    assert desk.eoi(0).state is EoiState.INELIGIBLE


def test_an_answer_may_rule_out_at_once(desk: Desk) -> None:
    query_id = ask_query(desk.officer, **one(desk), question="Where do you meet?")
    answer_query(desk.officer, query_id=query_id, answer="In another town")
    find_ineligible(desk.officer, **one(desk), code="area", reason="They meet in another town.")
    assert desk.eoi(0).state is EoiState.INELIGIBLE


def test_only_a_published_rule_with_a_reason_rules_out(desk: Desk) -> None:
    with pytest.raises(BadValue, match="Rules of this round: area, party"):
        find_ineligible(desk.officer, **one(desk), code="taste", reason="We don't like it.")
    with pytest.raises(BadValue, match="Say in a sentence"):
        find_ineligible(desk.officer, **one(desk), code="party", reason="  ")
    assert desk.eoi(0).state is EoiState.RECEIVED


def test_a_mistake_is_taken_back(desk: Desk) -> None:
    find_ineligible(desk.officer, **one(desk), code="party", reason="They stood for election.")
    with pytest.raises(BadValue, match="taken back"):
        take_back_eligibility(desk.officer, **one(desk), reason="")
    take_back_eligibility(desk.officer, **one(desk), reason="It was another group.")
    assert (desk.eoi(0).state, desk.eoi(0).reason_code) == (EoiState.RECEIVED, "")
    assert (desk.last().before, desk.last().reason) == (
        {"state": "ineligible", "code": "party"},
        "It was another group.",
    )
    with pytest.raises(StepRefused, match="no decision to take back"):
        take_back_eligibility(desk.officer, **one(desk), reason="Again")


def test_a_late_eoi_waits_for_the_approver(desk: Desk) -> None:
    put(desk, EoiState.LATE, 0)
    for call in (find_eligible, find_ineligible):
        rest = {} if call is find_eligible else {"code": "party", "reason": "x"}
        with pytest.raises(StepRefused, match="An approver has to agree"):
            call(desk.officer, **one(desk), **rest)
    with pytest.raises(BadValue, match="what we did wrong"):
        agree_late(desk.approver, **one(desk), ground=LateGround.FUNDERS_FAULT)
    agree_late(desk.approver, **one(desk), ground=LateGround.FUNDERS_FAULT, reason="Our mailbox was full.")
    eoi = desk.eoi(0)
    assert (eoi.state, eoi.late_agreed_by) == (EoiState.RECEIVED, desk.approver.actor.person_id)
    assert eoi.state_reason == "late through our own fault: Our mailbox was full."
    with pytest.raises(StepRefused, match="not waiting as late"):
        agree_late(desk.approver, **one(desk), ground=LateGround.ACCESS_NEED)


def test_nothing_is_kept_of_an_access_need(desk: Desk) -> None:
    put(desk, EoiState.LATE, 0)
    agree_late(desk.approver, **one(desk), ground=LateGround.ACCESS_NEED, reason="She is in hospital.")
    entry = desk.last()
    assert desk.eoi(0).state_reason == entry.reason == "late because of an access need"
    assert "hospital" not in f"{entry.after} {desk.personal(entry)}"


def test_nobody_decides_on_an_organisation_they_have_a_tie_to(desk: Desk) -> None:
    tie_officer(desk)
    put(desk, EoiState.LATE, 0)
    with pytest.raises(NotAllowed, match="somebody else decides"):
        agree_late(desk.approver, **one(desk), ground=LateGround.ACCESS_NEED)
    put(desk, EoiState.RECEIVED, 0)
    with pytest.raises(NotAllowed, match="somebody else decides"):
        find_eligible(desk.officer, **one(desk))
    with pytest.raises(NotAllowed, match="somebody else decides"):
        find_ineligible(desk.officer, **one(desk), code="party", reason="x")
    with desk.officer.unit_of_work() as uow:
        uow.eois.get(desk.eois[1].id).host_organisation_id = desk.organisations[0].id
        uow.commit()
    with pytest.raises(BadValue, match="these can't: EOI-002"):
        find_all_eligible(desk.officer, round_code=desk.code, references=["EOI-002", "EOI-003"])
    assert find_all_eligible(desk.officer, round_code=desk.code) == 1
    assert [desk.eoi(n).state for n in (0, 1)] == [EoiState.RECEIVED, EoiState.RECEIVED]
    put(desk, EoiState.ELIGIBLE, 0)
    with pytest.raises(NotAllowed, match="somebody else decides"):
        take_back_eligibility(desk.officer, **one(desk), reason="x")


@pytest.mark.parametrize("state", [RoundState.DRAFT, RoundState.MODERATION, RoundState.ANNOUNCED])
def test_eligibility_is_decided_from_opening_to_scoring(desk: Desk, state: RoundState) -> None:
    desk.move(state)
    for call in (
        lambda: find_eligible(desk.officer, **one(desk)),
        lambda: find_all_eligible(desk.officer, round_code=desk.code),
        lambda: find_ineligible(desk.officer, **one(desk), code="party", reason="x"),
        lambda: take_back_eligibility(desk.officer, **one(desk), reason="x"),
        lambda: agree_late(desk.approver, **one(desk), ground=LateGround.ACCESS_NEED),
    ):
        with pytest.raises(StepRefused, match="eligibility is not decided now"):
            call()


def test_officers_decide_and_approvers_take_late_ones(desk: Desk) -> None:
    query_id = ask_query(desk.officer, **one(desk, 3), question="Where?")
    count = len(desk.trail())
    for context in desk.everybody_but(Role.OFFICER):
        for call in (
            lambda c: ask_query(c, **one(desk), question="Where?"),
            lambda c: answer_query(c, query_id=query_id, answer="Here"),
            lambda c: find_eligible(c, **one(desk)),
            lambda c: find_all_eligible(c, round_code=desk.code),
            lambda c: find_ineligible(c, **one(desk), code="party", reason="x"),
            lambda c: take_back_eligibility(c, **one(desk), reason="x"),
        ):
            with pytest.raises(NotAllowed):
                call(context)
    for context in desk.everybody_but(Role.APPROVER):
        with pytest.raises(NotAllowed):
            agree_late(context, **one(desk), ground=LateGround.ACCESS_NEED)
    assert len(desk.trail()) == count
