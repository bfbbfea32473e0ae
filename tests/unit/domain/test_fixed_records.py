"""What stands in some records is fixed once others count on it; what is missing can still be written."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from commissioning_app.domain.duties import Authority, EqualityStatement, PositiveAction, PowerUsed
from commissioning_app.domain.fixed_records import (
    FIXED_FROM,
    NEVER_LATER,
    WORDS,
    changed_too_late,
    fixed_fences,
    is_fixed,
    with_days,
)
from commissioning_app.domain.records import RoundRecords
from commissioning_app.domain.rounds import ORDER, RoundState
from commissioning_app.domain.together import CoDesign, Demands, Grouping, MonitoringPlan
from tests.factories import a_round

DAY, LATER = date(2026, 9, 1), date(2026, 9, 9)
STANDING = RoundRecords(
    co_design=(CoDesign(DAY, "Elders", "Rent came in"),),
    demands=Demands(settled=True),
    power_used=PowerUsed("Localism Act 2011, s.1", "Nothing is bought"),
    equality_statement=EqualityStatement(DAY, "Head of equality", "Who gains"),
    positive_action=(PositiveAction("Women", True, evidence="A survey", recorded_on=DAY),),
    authority=Authority(100, "The board", "Minute 9"),
    monitoring=MonitoringPlan(groupings=(Grouping("Black-led", ("african",)),)),
)
OTHERS: dict[str, Any] = {
    "co_design": (CoDesign(DAY, "Others", "Nothing"),),
    "demands": Demands(settled=True, host_welcome=False),
    "power_used": PowerUsed("Another"),
    "equality_statement": EqualityStatement(DAY, "", "Another"),
    "positive_action": (PositiveAction("Women", False),),
    "authority": Authority(200, "The board", "Minute 9"),
    "monitoring": MonitoringPlan(groupings=(Grouping("Led by women", ("female",)),)),
}


def test_every_fixed_record_has_its_words_and_is_a_record() -> None:
    assert set(FIXED_FROM) == set(WORDS) == set(OTHERS)
    assert all(hasattr(RoundRecords(), name) for name in FIXED_FROM)


@pytest.mark.parametrize("name", list(FIXED_FROM))
def test_what_stands_is_fixed_from_its_state_on(name: str) -> None:
    changed = replace(STANDING, **{name: OTHERS[name]})
    late = [
        state for state in ORDER if list(changed_too_late(a_round(state=state, records=STANDING), changed))
    ]
    assert late == list(ORDER[ORDER.index(FIXED_FROM[name]) :])
    cancelled = a_round(state=RoundState.CANCELLED, records=STANDING)
    assert list(changed_too_late(cancelled, changed)) == [name]


@pytest.mark.parametrize("name", list(FIXED_FROM))
def test_what_is_missing_can_be_written_late_but_for_demands_and_groupings(name: str) -> None:
    empty = a_round(state=RoundState.PAYING, records=RoundRecords())
    written = replace(RoundRecords(), **{name: OTHERS[name]})
    assert list(changed_too_late(empty, written)) == ([name] if name in NEVER_LATER else [])
    assert is_fixed(empty, name) is (name in NEVER_LATER)
    assert {"demands", "monitoring"} == NEVER_LATER


def test_other_records_are_never_fixed() -> None:
    round_ = a_round(state=RoundState.FINISHED, records=STANDING)
    assert list(changed_too_late(round_, replace(STANDING, minutes_an_eoi=12))) == []
    assert is_fixed(round_, "minutes_an_eoi") is False


def test_who_is_asked_may_change_while_the_groupings_stand() -> None:
    round_ = a_round(state=RoundState.OPEN, records=STANDING)
    later = replace(STANDING, monitoring=replace(STANDING.monitoring, asked_of_members=True))
    assert list(changed_too_late(round_, later)) == []


def test_another_fence_may_get_its_reason_late() -> None:
    round_ = a_round(state=RoundState.OPEN, records=STANDING)
    more = replace(STANDING, positive_action=(*STANDING.positive_action, PositiveAction("Youth", True)))
    assert list(changed_too_late(round_, more)) == []
    assert list(changed_too_late(round_, replace(STANDING, positive_action=()))) == ["positive_action"]
    assert fixed_fences(round_) == {"Women"}
    assert fixed_fences(a_round(records=STANDING)) == frozenset()


def test_a_reason_bears_the_day_on_which_it_was_written_or_changed() -> None:
    backdated = PositiveAction("Youth", True, recorded_on=date(2020, 1, 1))
    new = replace(STANDING, positive_action=(*STANDING.positive_action, backdated))
    assert [one.recorded_on for one in with_days(STANDING, new, LATER).positive_action] == [DAY, LATER]
    changed = replace(STANDING, positive_action=(replace(STANDING.positive_action[0], evidence="More"),))
    assert with_days(STANDING, changed, LATER).positive_action[0].recorded_on == LATER
    moved = replace(STANDING, positive_action=(replace(STANDING.positive_action[0], recorded_on=LATER),))
    assert with_days(STANDING, moved, LATER) == STANDING
