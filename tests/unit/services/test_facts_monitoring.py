"""What the check on likelihood is told of frozen tables gives no small count away, not even of the others."""

from __future__ import annotations

from uuid import uuid4

from hypothesis import given, settings
from hypothesis import strategies as st

from commissioning_app.domain.monitoring.answers import BreakdownKind, FrozenBreakdown
from commissioning_app.domain.monitoring.breakdowns import Respondent, break_down
from commissioning_app.domain.monitoring.suppression import SMALLEST_SHOWN
from commissioning_app.domain.principles.facts_monitoring import GroupingFacts
from commissioning_app.domain.together import Grouping
from commissioning_app.services.facts_monitoring import grouping_facts
from tests.factories import NOW

CODES = ("african", "caribbean", "other_black", "roma", "irish")
NORTH = Grouping("North", ("african", "roma"))


def told(people: list[tuple[str, bool]], *earlier: list[tuple[str, bool]]) -> GroupingFacts:
    """What is told of the grouping: (group, funded) of everybody, in the round and in those before it."""
    frozen = []
    for place, each in enumerate((*earlier, people)):
        respondents = [Respondent({"ethnicity": frozenset({code})}, 500 * funded) for code, funded in each]
        body = break_down(respondents, (NORTH,), rounds=[f"R{place}"]).as_body()
        one = FrozenBreakdown(uuid4(), uuid4(), None, BreakdownKind.APPLICANTS, NOW, body, ())
        one.seen_at = NOW
        frozen.append(one)
    return grouping_facts(frozen, frozen[-1], (NORTH,), None)[0]


def many(code: str, applied: int, funded: int) -> list[tuple[str, bool]]:
    """So many of one group, the first of them funded."""
    return [(code, place < funded) for place in range(applied)]


LARGE = [*many("african", 20, 10), *many("irish", 20, 9)]
ONE_UNFUNDED = [*many("african", 15, 13), *many("roma", 14, 11), *many("irish", 32, 31), ("caribbean", True)]


def test_counts_that_are_large_on_both_sides_are_told() -> None:
    assert told(LARGE) == GroupingFacts("North", 20, 10, 20, 9, rounds=1, money_percent=53)


def test_a_single_unfunded_organisation_among_the_others_is_not_given_away() -> None:
    assert told(ONE_UNFUNDED) == GroupingFacts("North", rounds_hidden=1, is_own_hidden=True)


def test_the_rounds_before_are_told_beside_one_that_is_hidden() -> None:
    assert told(ONE_UNFUNDED, LARGE) == GroupingFacts(
        "North", 20, 10, 20, 9, rounds=1, rounds_hidden=1, is_own_hidden=True, money_percent_before=53
    )
    assert told(LARGE, ONE_UNFUNDED) == GroupingFacts(
        "North", 20, 10, 20, 9, rounds=1, rounds_hidden=1, money_percent=53
    )


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(CODES), st.integers(5, 20), st.integers(0, 20)), max_size=5))
def test_no_count_that_is_told_or_follows_from_it_is_small(groups: list[tuple[str, int, int]]) -> None:
    one = told([pair for code, applied, funded in groups for pair in many(code, applied, funded)])
    if one.applied is None or one.funded is None or one.others_applied is None or one.others_funded is None:
        return
    counts = (one.applied, one.funded, one.others_applied, one.others_funded)
    unfunded = (one.applied - one.funded, one.others_applied - one.others_funded)
    assert all(count == 0 or count >= SMALLEST_SHOWN for count in (*counts, *unfunded))
