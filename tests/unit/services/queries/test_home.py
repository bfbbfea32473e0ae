"""Home: what needs each person today, and the year's figures."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from commissioning_app.domain.awards import (
    Award,
    AwardState,
    Explanation,
    Instalment,
    Recommendation,
    RecommendationState,
)
from commissioning_app.domain.eois import Decision, EoiState, FundingKind
from commissioning_app.domain.errors import NotAllowed
from commissioning_app.domain.rounds import RoundState, StateChange
from commissioning_app.services.actions import add_action, finish_action
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.conversations import Talk, begin_conversation
from commissioning_app.services.declarations import state_none_for_the_rest
from commissioning_app.services.eligibility import answer_query, ask_query
from commissioning_app.services.queries.figures import (
    OpenRound,
    YearFigures,
    figures_of_year,
    open_rounds,
)
from commissioning_app.services.queries.home import HomeItem, Where, home_items
from commissioning_app.services.scoring import save_draft
from tests.desks import Desk, a_desk
from tests.factories import NOW, a_round, store


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return a_desk(str(tmp_path / "w.db"))


def today(desk: Desk, *day: int) -> None:
    desk.office.clock.instant = datetime(*day, 9, 0, tzinfo=UTC)


def declared(desk: Desk, *contexts: ServiceContext) -> None:
    today(desk, 2026, 9, 2)
    for context in contexts:
        state_none_for_the_rest(context, round_code=desk.code)


def sentences(context: ServiceContext) -> list[tuple[str, str]]:
    return [(item.kind, item.sentence) for item in home_items(context)]


def test_a_member_is_told_to_declare_and_to_score(desk: Desk) -> None:
    desk.give(0, 0, 1)
    today(desk, 2026, 10, 20)
    declare = HomeItem(
        "due",
        "Say which organisations you have a tie to",
        "Grassroots wellbeing · everybody with a part in the decision does",
        "Declare interests",
        Where("my-scoring", "R1", "", "declarations"),
    )
    score = HomeItem(
        "due",
        "You have 2 EOIs to score, by Friday 23 October 2026",
        "Grassroots wellbeing",
        "Start scoring",
        Where("my-scoring", "R1"),
    )
    assert home_items(desk.at(0)) == (score, declare)
    save_draft(desk.at(0), round_code=desk.code, reference="EOI-001", scores={"rooted": 1})
    today(desk, 2026, 10, 24)
    declared_now, late = home_items(desk.at(0))[1], home_items(desk.at(0))[0]
    assert declared_now == declare
    assert (late.kind, late.action) == ("blocked", "Go on scoring")


def test_a_member_who_is_done_or_out_has_nothing_to_do(desk: Desk) -> None:
    declared(desk, desk.at(0))
    assert home_items(desk.at(0)) == ()
    with desk.officer.unit_of_work() as uow:
        uow.members.get(desk.members[1].id).stepped_down_because = "Ill"
        uow.commit()
    assert home_items(desk.at(1)) == ()


def test_nobody_is_asked_to_declare_before_closing(desk: Desk) -> None:
    desk.move(RoundState.OPEN)
    assert home_items(desk.at(0)) == ()
    assert home_items(desk.office.finance) == ()


def test_an_officer_is_told_what_is_next_and_who_waits(desk: Desk) -> None:
    declared(desk, desk.officer)
    desk.move(RoundState.CLOSED)
    first = ask_query(desk.officer, round_code=desk.code, reference="EOI-001", question="Where?")
    ask_query(desk.officer, round_code=desk.code, reference="EOI-002", question="When?")
    answer_query(desk.officer, query_id=first, answer="Here")
    today(desk, 2026, 9, 10)
    assert home_items(desk.officer) == (
        HomeItem(
            "due",
            "2 EOIs wait for a decision on who is eligible",
            "Grassroots wellbeing · due Friday 23 October 2026",
            "Check who is eligible",
            Where("round", "R1", "eois", "eligibility"),
        ),
        HomeItem(
            "ask",
            "1 applicant has answered",
            "Grassroots wellbeing · EOI-001",
            "Read and decide",
            Where("round", "R1", "eois"),
        ),
        HomeItem(
            "ask",
            "1 applicant has not answered in time",
            "Grassroots wellbeing · EOI-002",
            "Decide who is eligible",
            Where("round", "R1", "eois"),
        ),
    )


def test_an_officer_is_told_of_actions_past_their_day_of_finished_rounds_too(desk: Desk) -> None:
    declared(desk, desk.officer)
    words: dict[str, Any] = {"check_id": "S2", "owner": "Rosa"}
    for what, day in (("Later", 12), ("Ask less", 4), ("Ring them", 3)):
        due_on = date(2026, 9, day)
        key = add_action(desk.officer, round_code=desk.code, what=what, due_on=due_on, **words)
    finish_action(desk.officer, action_id=key, version=None, outcome="They are glad")
    desk.move(RoundState.FINISHED)
    today(desk, 2026, 9, 4)
    assert sentences(desk.officer) == []
    today(desk, 2026, 9, 5)
    assert home_items(desk.officer) == (
        HomeItem(
            "blocked",
            "1 action is overdue",
            "Grassroots wellbeing · the first was due on Friday 4 September 2026: Ask less",
            "See what will be done",
            Where("round", "R1", "overview", "actions"),
        ),
    )
    assert home_items(desk.approver) == ()
    today(desk, 2026, 9, 13)
    assert sentences(desk.officer)[0][1] == "2 actions are overdue"
    desk.move(RoundState.CANCELLED)
    assert home_items(desk.officer) == ()


def test_an_officer_is_told_of_a_conversation_that_is_not_finished(desk: Desk) -> None:
    desk.move(RoundState.OPEN)
    before = set(home_items(desk.officer))
    talk = Talk(desk.officer.clock.today(), "Rosa", None, {"organisation": "Kite Makers"})
    begin_conversation(desk.officer, round_code="R1", talk=talk)
    assert set(home_items(desk.officer)) - before == {
        HomeItem(
            "due",
            "1 conversation is not finished",
            "Grassroots wellbeing · no EOI before it is read back and agreed",
            "Go on",
            Where("round", "R1", "eois"),
        )
    }


def test_a_round_whose_day_has_passed_is_the_most_pressing(desk: Desk) -> None:
    declared(desk, desk.officer)
    store(desk.officer, a_round(code="R2", name="Winter warmth", state=RoundState.OPEN))
    store(desk.officer, a_round(code="R3", state=RoundState.OPEN, is_trial=True))
    store(desk.officer, a_round(code="R4", state=RoundState.FINISHED))
    assert sentences(desk.officer) == [
        ("due", "No EOIs are given to the members yet"),
        ("info", "EOIs come in until Friday 2 October 2026; none has come in yet"),
    ]
    today(desk, 2026, 10, 25)
    assert [(item.kind, item.where.round_code, item.where.tab) for item in home_items(desk.officer)] == [
        ("blocked", "R1", "panel"),
        ("blocked", "R2", "overview"),
    ]


def test_far_apart_and_not_discussed_is_said(desk: Desk) -> None:
    declared(desk, desk.officer)
    desk.scored(0, 0, (5, 5))
    desk.scored(3, 0, (0, 0))
    desk.move(RoundState.MODERATION)
    assert (
        "ask",
        "Members are far apart on 1 EOI, and no note says what was discussed",
    ) in sentences(desk.officer)


def a_recommendation(desk: Desk, by: ServiceContext) -> Recommendation:
    return Recommendation(
        uuid4(), desk.round.id, "fair-shares", 15_000_000, 12_000_000, "", {}, by.actor.person_id, NOW
    )


def test_an_approver_is_told_what_waits_for_them(desk: Desk) -> None:
    declared(desk, desk.approver)
    with desk.officer.unit_of_work() as uow:
        for eoi in desk.eois[:2]:
            uow.eois.get(eoi.id).state = EoiState.LATE
        uow.commit()
    for check, by in (("S1", desk.officer), ("P7", desk.officer), ("T1", desk.approver)):
        store(desk.officer, Explanation(uuid4(), desk.round.id, check, "x", by.actor.person_id, NOW))
    late, explained = home_items(desk.approver)
    assert late == HomeItem(
        "ask",
        "2 late EOIs wait for your agreement",
        "Grassroots wellbeing · taken only for our own fault or an access need",
        "Look at them",
        Where("round", "R1", "eois"),
    )
    assert explained == HomeItem(
        "ask",
        "2 explanations wait for you",
        "Grassroots wellbeing · checks P7, S1",
        "Agree or send back",
        Where("round", "R1", "overview", "findings"),
    )


def test_a_recommendation_waits_for_somebody_else_than_who_recorded_it(desk: Desk) -> None:
    declared(desk, desk.approver)
    desk.move(RoundState.MODERATION)
    store(desk.officer, a_recommendation(desk, desk.approver))
    assert home_items(desk.approver) == ()
    with desk.officer.unit_of_work() as uow:
        for one in uow.recommendations.where():
            one.state = RecommendationState.REPLACED
        uow.commit()
    store(desk.officer, a_recommendation(desk, desk.officer))
    assert home_items(desk.approver) == (
        HomeItem(
            "ask",
            "The panel recommends £120,000 of £150,000",
            "Grassroots wellbeing · a second person decides",
            "Read and decide",
            Where("round", "R1", "allocation", "recommendation"),
        ),
    )


def an_award(desk: Desk, eoi: int, pence: int, *due: date, state: AwardState = AwardState.OFFERED) -> None:
    one = desk.eois[eoi]
    award = Award(
        uuid4(), desk.round.id, one.id, one.organisation_id, one.organisation_id, pence, Decision.PART, state
    )
    store(
        desk.officer,
        award,
        *(
            Instalment(uuid4(), award.id, number, day, "2026-27", pence // len(due))
            for number, day in enumerate(due, 1)
        ),
    )


def test_finance_is_told_what_was_due_and_what_is_due_soon(desk: Desk) -> None:
    an_award(desk, 0, 500_000, date(2026, 11, 30), date(2026, 12, 10), date(2027, 6, 1))
    an_award(desk, 1, 300_000, date(2026, 12, 2))
    an_award(desk, 2, 300_000, date(2026, 11, 30), state=AwardState.REFUSED)
    today(desk, 2026, 12, 1)
    desk.move(RoundState.DECIDED)
    assert home_items(desk.office.finance) == ()
    desk.move(RoundState.PAYING)
    assert home_items(desk.office.finance) == (
        HomeItem(
            "blocked",
            "1 instalment was due, £1,666.66",
            "Grassroots wellbeing · the first on Monday 30 November 2026",
            "See the payments",
            Where("round", "R1", "awards"),
        ),
        HomeItem(
            "due",
            "2 instalments to pay soon, £4,666.66",
            "Grassroots wellbeing · the first on Wednesday 2 December 2026",
            "See the payments",
            Where("round", "R1", "awards"),
        ),
    )


def test_a_paid_out_round_asks_nothing_of_finance(desk: Desk) -> None:
    desk.move(RoundState.PAYING)
    assert home_items(desk.office.finance) == ()


def test_an_auditor_has_nothing_to_do(desk: Desk) -> None:
    assert home_items(desk.office.auditor) == ()


def test_the_rounds_under_way_the_newest_first(desk: Desk) -> None:
    newer = a_round(code="R2", name="Winter warmth", created_at=NOW.replace(month=10))
    store(desk.officer, newer, a_round(code="R3", state=RoundState.CANCELLED))
    assert open_rounds(desk.office.auditor) == (
        OpenRound("R2", "Winter warmth", RoundState.DRAFT),
        OpenRound("R1", "Grassroots wellbeing", RoundState.SCORING),
    )


def test_the_figures_of_a_year_in_which_nothing_was_decided(desk: Desk) -> None:
    assert figures_of_year(desk.officer) == YearFigures("2026-27", 0, None, None, None)


def test_the_figures_of_the_year(desk: Desk) -> None:
    an_award(desk, 0, 300_000, date(2026, 12, 1))
    an_award(desk, 1, 100_000, date(2026, 12, 1))
    an_award(desk, 2, 900_000, date(2026, 12, 1), state=AwardState.LAPSED)
    with desk.officer.unit_of_work() as uow:
        uow.organisations.get(desk.organisations[1].id).yearly_income_pence = None
        uow.eois.get(desk.eois[1].id).funding_kind = FundingKind.PROJECT
        round_ = uow.rounds.get(desk.round.id)
        round_.state = RoundState.ANNOUNCED
        round_.history = (
            StateChange(RoundState.DECIDED, datetime(2026, 11, 4, 12, 0, tzinfo=UTC), "Ava"),
            StateChange(RoundState.ANNOUNCED, datetime(2026, 11, 9, 12, 0, tzinfo=UTC), "Olu"),
        )
        trial = a_round(code="T", is_trial=True, history=round_.history, state=RoundState.DECIDED)
        uow.rounds.add(trial)
        uow.commit()
    assert figures_of_year(desk.officer) == YearFigures("2026-27", 400_000, 75, 75, 38)
    today(desk, 2027, 5, 1)
    assert figures_of_year(desk.officer).awarded_pence == 0


def test_members_see_no_figures(desk: Desk) -> None:
    for call in (open_rounds, figures_of_year):
        with pytest.raises(NotAllowed):
            call(desk.at(0))
