"""N1, S6, P3 and P5 in each of their states, and on both sides of their thresholds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from commissioning_app.domain.panels import MemberGroup, PanelMember
from commissioning_app.domain.principles.catalogue import Place, Tab
from commissioning_app.domain.principles.facts import PanelFacts, RoundFacts
from commissioning_app.domain.rounds import RoundState, StateChange
from commissioning_app.domain.together import (
    Briefing,
    BriefingTopic,
    CoDesign,
    Demand,
    DemandKind,
    Demands,
    PanelReflection,
)
from tests.factories import a_round
from tests.unit.domain.principles.making import TODAY, a_panel_of, answered, ask, at, facts, with_records

DAY = timedelta(days=1)
OPENED = date(2026, 8, 20)


def opened(**records: Any) -> RoundFacts:
    """A round that was opened on 20 August, looked at on 1 September."""
    round_ = a_round(state=RoundState.OPEN, records=with_records(**records))
    return facts(round_, opened_on=OPENED)


def draft(**records: Any) -> RoundFacts:
    """A draft on 1 September."""
    return facts(a_round(records=with_records(**records)))


def done(on: date | None, who: str = "A lunch", changed: str = "Rent came in") -> CoDesign:
    """One occasion with communities."""
    return CoDesign(on, who, changed)


ASKS = "the policy asks for at least 1."
NO_CHANGE = "Communities changed the round on 0 occasions before opening;"


@pytest.mark.parametrize(
    ("what", "state", "evidence"),
    [
        (
            draft(co_design=(done(TODAY),)),
            "met",
            "Communities changed the round on 1 occasion before opening, last on Tuesday 1 September 2026; "
            + ASKS,
        ),
        (
            draft(co_design=(done(TODAY + DAY),)),
            "not_met",
            f"{NO_CHANGE} 1 record is of a later day; {ASKS}",
        ),
        (
            opened(co_design=(done(OPENED - DAY), done(OPENED), done(None), done(OPENED, who=" "))),
            "met",
            "Communities changed the round on 2 occasions before opening, last on Thursday 20 August 2026; "
            f"2 records do not say who, when, and what changed; {ASKS}",
        ),
        (
            opened(co_design=(done(OPENED + DAY), done(TODAY))),
            "not_met",
            f"{NO_CHANGE} 2 records are of a later day; {ASKS}",
        ),
        (
            draft(co_design=(done(TODAY, changed=" "),)),
            "not_met",
            f"{NO_CHANGE} 1 record does not say who, when, and what changed; {ASKS}",
        ),
        (
            draft(co_design=()),
            "not_known",
            "It is not written down yet what communities said and changed before opening.",
        ),
    ],
)
def test_n1(what: RoundFacts, state: str, evidence: str) -> None:
    assert answered("N1", what) == (state, evidence)


def test_n1_follows_the_policy() -> None:
    two = draft(co_design=(done(TODAY), done(TODAY - DAY)))
    assert answered("N1", two, needs__co_design_before_opening=2)[0] == "met"
    assert answered("N1", two, needs__co_design_before_opening=3)[0] == "not_met"


def test_the_opening_is_the_last_one_out_of_a_draft() -> None:
    """Going back from closed opens nothing anew; going back to the draft does."""
    days = {day: datetime(2026, 8, day, 12, tzinfo=at(1).tzinfo) for day in range(1, 9)}
    steps = [RoundState.OPEN, RoundState.DRAFT, RoundState.OPEN, RoundState.CLOSED, RoundState.OPEN]
    history = tuple(StateChange(state, days[day], "Olu") for day, state in enumerate(steps, 1))
    assert a_round(state=RoundState.OPEN, history=history).opened_at() == days[3]
    assert a_round(state=RoundState.DRAFT, history=history[:2]).opened_at() == days[1]
    assert a_round().opened_at() is None


def test_while_a_draft_today_is_the_last_day_and_then_the_opening() -> None:
    again = facts(a_round(), opened_on=OPENED)
    planned = facts(a_round(state=RoundState.OPEN))
    assert [one.opening_day for one in (again, planned, opened())] == [TODAY, date(2026, 9, 2), OPENED]
    assert [one.last_day for one in (again, planned, opened())] == [
        "today",
        "today",
        "the opening on Thursday 20 August 2026",
    ]
    assert [planned.is_by_opening(TODAY), planned.is_by_opening(TODAY + DAY)] == [True, False]
    assert [opened().is_by_opening(OPENED), opened().is_by_opening(OPENED + DAY)] == [True, False]


MATCH, YEARS = DemandKind.MATCH_FUNDING, DemandKind.YEARS_OF_ACCOUNTS
TURNOVER, CONSTITUTED = DemandKind.TURNOVER_CAP, DemandKind.CONSTITUTED_STATUS
LINE = 2_500_000


def asking(*asked: Demand, host: bool | None = True, **round_changes: Any) -> RoundFacts:
    """A round of awards from £1,000 to £60,000 that makes these demands."""
    sizes = {"smallest_award_pence": 100_000, "largest_award_pence": 6_000_000, **round_changes}
    return facts(a_round(records=with_records(demands=Demands(True, host, asked)), **sizes))


NONE = "come with none of the 4 demands; the policy asks for none up to £25,000."
UNTIL = "; the policy asks for none of these up to £25,000."


@pytest.mark.parametrize(
    ("what", "state", "evidence"),
    [
        (asking(), "met", f"Awards up to £25,000 {NONE}"),
        (asking(Demand(MATCH, LINE, 10), Demand(TURNOVER, LINE)), "met", f"Awards up to £25,000 {NONE}"),
        (
            asking(Demand(MATCH, LINE - 1, 10)),
            "not_met",
            f"Awards up to £25,000 come with match funding of 10 %{UNTIL}",
        ),
        (
            asking(
                Demand(MATCH), Demand(YEARS, 0, 2), Demand(TURNOVER, 0, 10), Demand(CONSTITUTED), host=False
            ),
            "not_met",
            "Awards up to £25,000 come with match funding, 2 years of accounts, "
            f"a cap at 10 % of a year's income and a constitution, with no host welcome{UNTIL}",
        ),
        (asking(Demand(TURNOVER)), "not_met", f"Awards up to £25,000 come with a cap by income{UNTIL}"),
        (asking(Demand(MATCH, 0, 0), Demand(YEARS, 0, 1)), "met", f"Awards up to £25,000 {NONE}"),
        (asking(Demand(CONSTITUTED)), "met", f"Awards up to £25,000 {NONE}"),
        (
            asking(Demand(YEARS), Demand(CONSTITUTED), host=None),
            "not_known",
            "It is not said how many years of accounts are asked for and if a group without a constitution "
            "may apply with a host, for awards up to £25,000.",
        ),
        (
            asking(Demand(MATCH, 1_000_000), largest_award_pence=1_000_000),
            "met",
            f"Awards up to £10,000 {NONE}",
        ),
        (
            asking(Demand(MATCH, 999_999), largest_award_pence=1_000_000),
            "not_met",
            f"Awards up to £10,000 come with match funding{UNTIL}",
        ),
        (
            asking(Demand(MATCH), smallest_award_pence=LINE),
            "not_met",
            f"Awards up to £25,000 come with match funding{UNTIL}",
        ),
        (
            asking(Demand(MATCH), smallest_award_pence=LINE + 1),
            "not_applicable",
            "Every award is above £25,000: the smallest is £25,000.01.",
        ),
        (
            draft(demands=Demands()),
            "not_known",
            "Nobody has said yet what is asked of applicants for awards up to £25,000.",
        ),
        (asking(largest_award_pence=0), "not_known", "The largest award is not set yet."),
    ],
)
def test_s6(what: RoundFacts, state: str, evidence: str) -> None:
    assert answered("S6", what) == (state, evidence)


def test_s6_follows_the_policy_and_says_where() -> None:
    from_ten = asking(Demand(MATCH, 1_000_000, 10))
    assert answered("S6", from_ten, simple__no_demands_up_to="£10,000")[0] == "met"
    assert answered("S6", from_ten)[0] == "not_met"
    assert ask("S6", asking(largest_award_pence=0)).place == Place(Tab.FORM, "pot")


def reflecting(said: PanelReflection, community: int = 3) -> RoundFacts:
    """A panel of so many and two commissioners that said this of itself."""
    panel = a_panel_of(community, 2) if community else PanelFacts()
    return facts(a_round(records=with_records(panel_reflection=said)), panel=panel)


SAID = PanelReflection(TODAY, "Carers.", True, "Three of us care")
NOT_SAID = (
    "The panel of 5 voting members has not said yet if people from the communities that the round serves "
    "sit on it."
)
THEY_SAID = (
    "The panel of 5 voting members said on Tuesday 1 September 2026 that people from the communities that "
    "the round serves"
)


@pytest.mark.parametrize(
    ("what", "state", "evidence"),
    [
        (reflecting(SAID), "met", f"{THEY_SAID} sit on it: Carers."),
        (reflecting(replace(SAID, includes_them=False)), "not_met", f"{THEY_SAID} do not sit on it: Carers."),
        (reflecting(replace(SAID, includes_them=None)), "not_known", NOT_SAID),
        (reflecting(replace(SAID, on=None)), "not_known", NOT_SAID),
        (reflecting(replace(SAID, on=TODAY + DAY)), "not_known", NOT_SAID),
        (reflecting(replace(SAID, serves=" ")), "not_known", NOT_SAID),
        (reflecting(SAID, community=0), "not_known", "The panel has no voting members yet."),
    ],
)
def test_p3(what: RoundFacts, state: str, evidence: str) -> None:
    assert answered("P3", what) == (state, evidence)


FIRST, SECOND = uuid4(), uuid4()


def briefing(
    *days: date | None,
    topics: tuple[BriefingTopic, ...] = tuple(BriefingTopic),
    sent: dict[UUID, date] | None = None,
    more: tuple[PanelMember, ...] = (),
) -> RoundFacts:
    """Members who were briefed on these days; ``sent`` says when the first and second first scored."""
    keys = [FIRST, SECOND, *(uuid4() for _ in days[2:])]
    members = tuple(
        PanelMember(key, uuid4(), uuid4(), MemberGroup.COMMUNITY, briefed_on=day)
        for key, day in zip(keys, days, strict=False)
    )
    records = with_records(briefing=Briefing(topics))
    return facts(a_round(records=records), panel=PanelFacts((*members, *more), first_sent=sent or {}))


def gone(**changes: Any) -> PanelMember:
    """Somebody without a briefing who does not vote."""
    return PanelMember(uuid4(), uuid4(), uuid4(), MemberGroup.COMMUNITY, **changes)


ALL = "which goes through 3 of 3 topics."


@pytest.mark.parametrize(
    ("what", "state", "evidence"),
    [
        (briefing(TODAY, TODAY), "met", f"2 of 2 voting members had the briefing before scoring, {ALL}"),
        (
            briefing(TODAY, more=(gone(has_vote=False), gone(stepped_down_because="Moved"))),
            "met",
            f"1 of 1 voting member had the briefing before scoring, {ALL}",
        ),
        (briefing(TODAY, None), "not_met", f"1 of 2 voting members had the briefing before scoring, {ALL}"),
        (
            briefing(TODAY, TODAY + DAY),
            "not_met",
            f"1 of 2 voting members had the briefing before scoring, {ALL}",
        ),
        (
            briefing(TODAY, TODAY, sent={FIRST: TODAY, SECOND: TODAY - DAY}),
            "not_met",
            f"1 of 2 voting members had the briefing before scoring, {ALL}",
        ),
        (
            briefing(TODAY, TODAY, topics=(BriefingTopic.CRITERIA,)),
            "not_met",
            "2 of 2 voting members had the briefing before scoring, which goes through 1 of 3 topics "
            "(missing: anti-racism and conflicts of interest).",
        ),
        (
            briefing(TODAY, TODAY, topics=()),
            "not_met",
            "2 of 2 voting members had the briefing before scoring, which goes through 0 of 3 topics "
            "(missing: anti-racism, the criteria and conflicts of interest).",
        ),
        (briefing(None, None, topics=()), "not_known", "No briefing of the panel is written down yet."),
        (briefing(None, None), "not_met", f"0 of 2 voting members had the briefing before scoring, {ALL}"),
        (briefing(), "not_known", "The panel has no voting members yet."),
    ],
)
def test_p5(what: RoundFacts, state: str, evidence: str) -> None:
    assert answered("P5", what) == (state, evidence)


def test_p5_says_where_the_topics_are_written_down() -> None:
    answer = ask("P5", briefing(TODAY, topics=(BriefingTopic.CRITERIA, BriefingTopic.CONFLICTS)))
    assert answer.place == Place(Tab.FORM, "panel")
    assert answer.mend == "Brief the panel on anti-racism too, and write it down."
    assert ask("P5", briefing(TODAY, None)).place is None
