"""Days that checks rest on: when totals were looked at, when a round was decided, when it could be opened."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from commissioning_app.domain.errors import StepBlocked
from commissioning_app.domain.rounds import Round, RoundState, StateChange
from commissioning_app.services.audit import record
from commissioning_app.services.principles import check_round
from commissioning_app.services.rounds_steps import advance_round, cancel_round
from commissioning_app.services.undoing import TOTALS_SEEN
from tests.factories import NOW, Office, a_round, make_office, store
from tests.unit.services.step_stories import read, stored_round
from tests.unit.services.test_round_facts import gathered

LATE = NOW.replace(hour=23, minute=30)
"""Half past eleven in UTC, which is half past midnight of the next day in London."""


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(str(tmp_path / "workspace.db"))
    yield made
    made.app.close()


def decided_at(office: Office, at: datetime) -> Round:
    """A round that was decided at that instant."""
    round_ = a_round(state=RoundState.DECIDED, history=(StateChange(RoundState.DECIDED, at, "Ava"),))
    round_.published_rule = round_.rule
    store(office.officer, round_)
    return round_


def look(office: Office, round_: Round) -> None:
    """Somebody looks at the round's totals now."""
    with office.officer.unit_of_work() as uow:
        key = round_.id
        record(uow, office.officer, action=TOTALS_SEEN, subject_kind="round", subject_id=key, round_id=key)
        uow.commit()


@pytest.mark.parametrize(("hours", "early"), [(1, 1), (0, 0), (-1, 0)])
def test_a_look_counts_as_early_before_the_decision_only(office: Office, hours: int, early: int) -> None:
    round_ = decided_at(office, NOW + timedelta(hours=hours))
    look(office, round_)
    safety = gathered(office, round_).safety
    assert (safety.looks_at_totals, safety.looks_too_early) == (1, early)


def test_a_look_in_a_round_that_was_never_decided_is_early(office: Office) -> None:
    round_ = stored_round(office, RoundState.MODERATION)
    look(office, round_)
    assert gathered(office, round_).safety.looks_too_early == 1
    cancel_round(office.officer, round_code="R1", reason="The pot is gone.")
    assert gathered(office, round_).safety.looks_too_early == 1


def test_cancelling_a_decided_round_makes_no_look_too_early(office: Office) -> None:
    round_ = decided_at(office, NOW - timedelta(hours=1))
    look(office, round_)
    cancel_round(office.officer, round_code="R1", reason="The pot is gone.")
    safety = gathered(office, round_).safety
    assert (safety.looks_at_totals, safety.looks_too_early, safety.decided_on) == (1, 0, None)


@pytest.mark.parametrize(("left", "has"), [(RoundState.MODERATION, True), (RoundState.SCORING, False)])
def test_a_round_that_is_cancelled_keeps_what_moderation_found(
    office: Office, left: RoundState, has: bool
) -> None:
    round_ = stored_round(office, left, history=(StateChange(left, NOW, "Olu Officer"),))
    cancel_round(office.officer, round_code="R1", reason="The pot is gone.")
    assert (gathered(office, round_).scoring.differences is not None) is has


def test_the_day_of_the_decision_is_londons(office: Office) -> None:
    assert gathered(office, decided_at(office, LATE)).safety.decided_on == date(2026, 9, 2)


def test_a_round_that_opens_too_late_is_open_too_short(office: Office) -> None:
    """The timetable asks for 30 days from 2 September; the 4th leaves 28 of them."""
    stored_round(office)
    office.clock.instant = NOW.replace(day=5)
    with pytest.raises(StepBlocked) as stopped:
        advance_round(office.officer, round_code="R1")
    assert stopped.value.problems == (
        "S4, Enough time to apply: The round is open for 27 days, as it opens 3 days later than planned; "
        "the policy asks for at least 28. Move the closing day 1 day later, or open sooner.",
    )
    office.clock.instant = NOW.replace(day=4)
    assert advance_round(office.officer, round_code="R1").state is RoundState.OPEN
    office.clock.instant = NOW.replace(month=11)
    found = {one.id: one.evidence for one in check_round(office.officer, round_code="R1")}
    assert found["S4"].startswith("The round is open for 28 days, as it opens 2 days later than planned")


def test_what_came_after_the_opening_stays_late_when_the_round_is_cancelled(office: Office) -> None:
    stored_round(office)
    office.clock.instant = NOW.replace(day=2)
    advance_round(office.officer, round_code="R1")
    office.clock.instant = NOW.replace(day=20)
    cancel_round(office.officer, round_code="R1", reason="The pot is gone.")
    facts = gathered(office, read(office))
    assert (facts.opening_day, facts.is_by_opening(date(2026, 9, 3))) == (date(2026, 9, 2), False)
