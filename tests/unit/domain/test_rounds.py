"""A round's life: one step at a time, back with a reason, and the rule fixed at opening."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from commissioning_app.domain.errors import BadValue, StepRefused
from commissioning_app.domain.rounds import (
    ORDER,
    RoundState,
    StateChange,
)
from tests.factories import a_round

AT = datetime(2026, 9, 2, 9, tzinfo=UTC)


def test_forward_through_the_whole_life() -> None:
    round_ = a_round()
    states = [round_.state]
    while round_.state is not RoundState.FINISHED:
        round_.advance(at=AT, by="Olu")
        states.append(round_.state)
    assert tuple(states) == ORDER
    assert [change.state for change in round_.history] == list(ORDER[1:])
    assert round_.history[0] == StateChange(RoundState.OPEN, AT, "Olu")
    with pytest.raises(StepRefused, match="no step after that"):
        round_.advance(at=AT, by="Olu")


def test_the_rule_is_fixed_at_opening() -> None:
    round_ = a_round()
    rule = round_.rule
    round_.advance(at=AT, by="Olu")
    round_.rule = replace(rule, threshold=90)
    assert round_.effective_rule == rule
    round_.step_back(at=AT, by="Olu", reason="A mistake in the form", totals_were_seen=False)
    assert (round_.published_rule, round_.effective_rule.threshold) == (None, 90)


@pytest.mark.parametrize("state", [RoundState.ANNOUNCED, RoundState.PAYING, RoundState.FINISHED])
def test_never_back_past_the_announcement(state: RoundState) -> None:
    round_ = a_round(state=state)
    with pytest.raises(StepRefused, match="never goes back past"):
        round_.step_back(at=AT, by="Olu", reason="x", totals_were_seen=False)
    with pytest.raises(StepRefused, match="can't be cancelled"):
        round_.cancel(at=AT, by="Olu", reason="x")


def test_back_needs_a_reason_and_unseen_totals() -> None:
    round_ = a_round(state=RoundState.DECIDED)
    with pytest.raises(BadValue, match="Say why the round goes back"):
        round_.step_back(at=AT, by="Olu", reason=" ", totals_were_seen=False)
    with pytest.raises(StepRefused, match="Totals by leadership group were looked at"):
        round_.step_back(at=AT, by="Olu", reason="x", totals_were_seen=True)
    round_.step_back(at=AT, by="Olu", reason=" A score was wrong ", totals_were_seen=False)
    assert round_.history == (StateChange(RoundState.MODERATION, AT, "Olu", "A score was wrong"),)


@pytest.mark.parametrize("state", [RoundState.DRAFT, RoundState.CANCELLED])
def test_some_states_have_no_way_back(state: RoundState) -> None:
    with pytest.raises(StepRefused, match="no step to go back to"):
        a_round(state=state).step_back(at=AT, by="Olu", reason="x", totals_were_seen=False)


def test_cancelling_needs_a_reason_and_ends_the_life() -> None:
    round_ = a_round(state=RoundState.SCORING)
    with pytest.raises(BadValue, match="Every applicant is sent the reason"):
        round_.cancel(at=AT, by="Olu", reason="")
    round_.cancel(at=AT, by="Olu", reason="The money was withdrawn")
    assert round_.state is RoundState.CANCELLED
    for step in (round_.next_state, lambda: round_.cancel(at=AT, by="Olu", reason="x")):
        with pytest.raises(StepRefused):
            step()


def test_an_extension_is_later_and_told_before_closing() -> None:
    round_ = a_round(state=RoundState.OPEN)
    round_.extend_closing(closes_on=date(2026, 10, 9), today=date(2026, 10, 2))
    assert round_.timetable.closes_on == date(2026, 10, 9)
    with pytest.raises(BadValue, match="ends later"):
        round_.extend_closing(closes_on=date(2026, 10, 9), today=date(2026, 10, 2))
    with pytest.raises(StepRefused, match="has passed"):
        round_.extend_closing(closes_on=date(2026, 11, 1), today=date(2026, 10, 10))
    with pytest.raises(StepRefused, match="Only an open round"):
        a_round().extend_closing(closes_on=date(2026, 11, 1), today=date(2026, 9, 1))


def test_when_a_state_was_reached_and_the_pot_by_year() -> None:
    round_ = a_round()
    round_.advance(at=AT, by="Olu")
    assert (round_.reached_at(RoundState.OPEN), round_.reached_at(RoundState.CLOSED)) == (AT, None)
    assert (round_.pot_pence, round_.pot_of("2027-28"), round_.pot_of("2030-31")) == (
        15_000_000,
        5_000_000,
        0,
    )
