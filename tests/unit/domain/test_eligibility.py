"""Late EOIs, five working days to mend, and published rules only."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from commissioning_app.domain.eligibility import (
    LateGround,
    came_late,
    ensure_time_to_mend,
    ground_in_words,
    published_rule,
    reply_day,
)
from commissioning_app.domain.eois import EoiQuery
from commissioning_app.domain.errors import BadValue, StepRefused
from commissioning_app.domain.forms import EligibilityRule
from commissioning_app.domain.rounds import Timetable
from tests.factories import NOW, a_round

MENDABLE = EligibilityRule("area", "You work in our area.", "Show us where you meet.")
FIXED = EligibilityRule("party", "No party politics.")


def a_query(reply_by: date, *, answered: bool = False) -> EoiQuery:
    return EoiQuery(
        uuid4(), uuid4(), "Where do you meet?", NOW, "Olu", reply_by, answered_at=NOW if answered else None
    )


@pytest.mark.parametrize(("day", "late"), [(1, False), (2, False), (3, True)])
def test_the_whole_closing_day_is_in_time(day: int, late: bool) -> None:
    assert came_late(a_round(), date(2026, 10, day)) is late


def test_a_round_without_a_closing_day_has_no_late_ones() -> None:
    assert not came_late(a_round(timetable=Timetable()), date(2030, 1, 1))


def test_a_query_is_answered_within_five_working_days_or_later() -> None:
    friday = date(2026, 9, 4)
    assert reply_day(friday) == date(2026, 9, 11)
    assert reply_day(friday, date(2026, 9, 14)) == date(2026, 9, 14)
    with pytest.raises(BadValue, match="Friday 11 September 2026 at the earliest") as refused:
        reply_day(friday, date(2026, 9, 10))
    assert refused.value.field == "reply_by"


def test_only_a_published_rule_rules_out() -> None:
    round_ = a_round(eligibility_rules=(MENDABLE, FIXED))
    assert published_rule(round_, "party") == FIXED
    with pytest.raises(BadValue, match="Rules of this round: area, party"):
        published_rule(round_, "small")
    with pytest.raises(BadValue, match="Rules of this round: none"):
        published_rule(a_round(eligibility_rules=()), "area")


def test_what_can_be_mended_needs_a_query_and_its_time() -> None:
    today = date(2026, 9, 10)
    with pytest.raises(StepRefused, match="Ask them first"):
        ensure_time_to_mend(MENDABLE, [], today)
    with pytest.raises(StepRefused, match="until Friday 11 September 2026"):
        ensure_time_to_mend(MENDABLE, [a_query(date(2026, 9, 10)), a_query(date(2026, 9, 11))], today)
    with pytest.raises(StepRefused, match="until Thursday 10 September 2026"):
        ensure_time_to_mend(MENDABLE, [a_query(date(2026, 9, 10))], today)


def test_time_is_up_once_the_day_has_passed_or_they_answered() -> None:
    today = date(2026, 9, 10)
    ensure_time_to_mend(MENDABLE, [a_query(date(2026, 9, 9))], today)
    ensure_time_to_mend(MENDABLE, [a_query(date(2026, 9, 11), answered=True)], today)
    ensure_time_to_mend(FIXED, [], today)


def test_grounds_say_no_more_of_a_need_than_that_there_is_one() -> None:
    assert [ground_in_words(ground) for ground in LateGround] == [
        "late through our own fault",
        "late because of an access need",
    ]
