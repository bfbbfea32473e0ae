"""P10, P12, P13, P14 and P15 in each of their states, and on both sides of their thresholds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from commissioning_app.domain.afterwards import ToldMembers
from commissioning_app.domain.principles.catalogue import Place, Tab
from commissioning_app.domain.principles.facts import (
    DecisionFacts,
    PanelFacts,
    RoundFacts,
    ScoringFacts,
    Swings,
)
from commissioning_app.domain.principles.facts_safety import SafetyFacts
from commissioning_app.domain.promises import MeetingAccess
from commissioning_app.domain.rounds import RoundState
from tests.factories import a_round
from tests.unit.domain.principles.making import a_panel_of, answered, ask, facts, members, with_records


def chaired(*, community: int = 0, commissioners: int = 0, left: int = 0) -> RoundFacts:
    """A panel of three and two with so many of each in the chair; some chairs stepped down."""
    three, two = members(3, 0), members(0, 2)
    for one in (*three[:community], *two[:commissioners]):
        one.is_chair = True
    for one in three[:left]:
        one.stepped_down_because = "A direct interest"
    return facts(panel=PanelFacts((*three, *two)))


@pytest.mark.parametrize(
    ("what", "state", "evidence"),
    [
        (chaired(community=1), "met", "1 of 1 chair is a community member."),
        (chaired(community=1, commissioners=1), "met", "1 of 2 chairs is a community member."),
        (chaired(community=2), "met", "2 of 2 chairs are community members."),
        (chaired(commissioners=1), "not_met", "0 of 1 chair are community members."),
        (chaired(community=1, commissioners=1, left=1), "not_met", "0 of 1 chair are community members."),
        (chaired(community=1, left=1), "not_known", "The panel has no chair yet."),
        (chaired(), "not_known", "The panel has no chair yet."),
    ],
)
def test_p10(what: RoundFacts, state: str, evidence: str) -> None:
    assert answered("P10", what) == (state, evidence)


def leaving_out(swings: Swings | None) -> RoundFacts:
    """A decision with what leaving out one member would change."""
    return facts(decision=DecisionFacts(swings=swings))


@pytest.mark.parametrize(
    ("swings", "state", "evidence"),
    [
        (Swings(9), "met", "0 EOIs would cross the funding line without one of 9 members."),
        (
            Swings(9, 2, 2),
            "met",
            "2 EOIs would cross the funding line without one of 9 members; "
            "2 of them have a note of what the panel said.",
        ),
        (
            Swings(9, 2, 1),
            "not_met",
            "2 EOIs would cross the funding line without one of 9 members; "
            "1 of them has a note of what the panel said.",
        ),
        (Swings(2), "met", "0 EOIs would cross the funding line without one of 2 members."),
        (Swings(1, 5), "not_applicable", "Fewer than two members scored, so nobody can be left out."),
        (None, "not_known", "It was not worked out yet what leaving out one member would change."),
    ],
)
def test_p12(swings: Swings | None, state: str, evidence: str) -> None:
    assert answered("P12", leaving_out(swings)) == (state, evidence)


EVERY_ANSWER = MeetingAccess("At six", "Somali", "Next door", "Fares", "By video")


@pytest.mark.parametrize(
    ("access", "state", "evidence"),
    [
        (EVERY_ANSWER, "met", "5 of 5 questions on access to the meetings have an answer."),
        (
            replace(EVERY_ANSWER, time_of_day=" "),
            "not_met",
            "4 of 5 questions on access to the meetings have an answer; missing: time of day.",
        ),
        (
            MeetingAccess(travel="Fares"),
            "not_met",
            "1 of 5 questions on access to the meetings has an answer; "
            "missing: time of day, interpreter, childcare and online.",
        ),
        (MeetingAccess(), "not_known", "Nothing is written down about access to the meetings."),
    ],
)
def test_p13(access: MeetingAccess, state: str, evidence: str) -> None:
    what = facts(a_round(records=with_records(meeting_access=access)))
    assert answered("P13", what) == (state, evidence)


def told(state: RoundState = RoundState.DECIDED, **changes: Any) -> RoundFacts:
    """A panel of five that was told on the day of the decision, 8 September; one more had stepped down."""
    record = ToldMembers(**{"on": date(2026, 9, 8), "members": 5, "what_changed": "Two came in", **changes})
    round_ = a_round(state=state, records=with_records(told_members=record))
    left = members(1, 0)[0]
    left.stepped_down_because = "Moved away"
    return facts(
        round_,
        today=date(2026, 9, 9),
        panel=PanelFacts((*members(3, 2), left)),
        safety=SafetyFacts(decided_on=date(2026, 9, 8)),
    )


@pytest.mark.parametrize(
    ("what", "state", "evidence"),
    [
        (
            told(),
            "met",
            "5 of 5 members were told on Tuesday 8 September 2026, with what their part changed.",
        ),
        (
            told(members=4),
            "not_met",
            "4 of 5 members were told on Tuesday 8 September 2026, with what their part changed.",
        ),
        (
            told(on=date(2026, 9, 7)),
            "not_met",
            "5 of 5 members were told on Monday 7 September 2026, before the decision.",
        ),
        (
            told(what_changed=" "),
            "not_met",
            "5 of 5 members were told on Tuesday 8 September 2026; what their part changed is not said.",
        ),
        (told(on=date(2026, 9, 10)), "not_known", "It is not written down that the 5 members were told."),
        (told(on=None), "not_known", "It is not written down that the 5 members were told."),
        (told(members=None), "not_known", "It is not written down that the 5 members were told."),
        (told(RoundState.MODERATION), "not_known", "Nothing is decided yet that members could be told."),
    ],
)
def test_p14(what: RoundFacts, state: str, evidence: str) -> None:
    assert answered("P14", what) == (state, evidence)


def giving(*loads: int, minutes: int | None = 15) -> RoundFacts:
    """Members with so many EOIs each, and so many minutes for each."""
    round_ = a_round(records=with_records(minutes_an_eoi=minutes))
    return facts(round_, panel=a_panel_of(3, 2), scoring=ScoringFacts(loads=loads))


ASKS = "the policy asks for at most 20 EOIs, at least 10 minutes, and at most 5 hours."


@pytest.mark.parametrize(
    ("what", "state", "evidence"),
    [
        (
            giving(3, 20),
            "met",
            f"2 members have 3 to 20 EOIs each, with 15 minutes for each, 5 hours at most; {ASKS}",
        ),
        (
            giving(3, 20, minutes=16),
            "not_met",
            f"2 members have 3 to 20 EOIs each, with 16 minutes for each, 5 hours 20 minutes at most; {ASKS}",
        ),
        (
            giving(10, minutes=30),
            "met",
            f"1 member has 10 EOIs each, with 30 minutes for each, 5 hours at most; {ASKS}",
        ),
        (
            giving(4, 4, minutes=10),
            "met",
            f"2 members have 4 EOIs each, with 10 minutes for each, 40 minutes at most; {ASKS}",
        ),
        (
            giving(4, 4, minutes=9),
            "not_met",
            f"2 members have 4 EOIs each, with 9 minutes for each, 36 minutes at most; {ASKS}",
        ),
        (
            giving(3, 21, minutes=None),
            "not_met",
            "2 members have 3 to 21 EOIs each; the policy asks for at most 20.",
        ),
        (
            giving(3, 20, minutes=None),
            "not_known",
            "2 members have 3 to 20 EOIs each; the minutes for each are not written down.",
        ),
        (
            giving(3, 20, minutes=0),
            "not_known",
            "2 members have 3 to 20 EOIs each; the minutes for each are not written down.",
        ),
        (giving(), "not_known", "No EOIs are given to the members yet."),
    ],
)
def test_p15(what: RoundFacts, state: str, evidence: str) -> None:
    assert answered("P15", what) == (state, evidence)


def test_p15_leads_to_the_minutes_or_to_the_sharing() -> None:
    assert ask("P15", giving(21)).place == Place(Tab.PANEL, "assignments")
    assert ask("P15", giving(20, minutes=16)).place == Place(Tab.PANEL, "assignments")
    assert ask("P15", giving()).place == Place(Tab.PANEL, "assignments")
    assert ask("P15", giving(20, minutes=None)).place is None
    assert answered("P15", giving(20), panel__most_eois=19)[0] == "not_met"
    assert answered("P15", giving(4, minutes=15), panel__minutes_an_eoi_least=16)[0] == "not_met"
    assert answered("P15", giving(20), panel__minutes_an_eoi_most=14)[0] == "not_met"
