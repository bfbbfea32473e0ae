"""Who scores what: enough scorers, half of them community, no conflicts, loads as even as can be."""

from __future__ import annotations

from collections import Counter
from itertools import combinations, product
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commissioning_app.domain.errors import BadValue
from commissioning_app.domain.fair_assignment import FairAssignment, Scorer, ToScore, assign_fairly
from commissioning_app.domain.panels import MemberGroup

ALL = 10**6


def organisation(number: int) -> UUID:
    return UUID(int=1000 + number)


def members(community: int, commissioners: int, hidden: dict[int, set[int]] | None = None) -> list[Scorer]:
    groups = [MemberGroup.COMMUNITY] * community + [MemberGroup.COMMISSIONER] * commissioners
    ties = hidden or {}
    return [
        Scorer(UUID(int=number), group, frozenset(map(organisation, ties.get(number, ()))))
        for number, group in enumerate(groups, 1)
    ]


def eois(count: int) -> list[ToScore]:
    return [
        ToScore(UUID(int=2000 + n), f"E{n:03d}", frozenset({organisation(n)})) for n in range(1, count + 1)
    ]


def loads(plan: FairAssignment) -> list[int]:
    return sorted(Counter(member for _, member in plan.pairs).values())


def test_loads_are_even_within_each_group() -> None:
    plan = assign_fairly(eois(40), members(5, 4), scorers=3, community_percent=50, most_each=20)
    assert plan.short == ()
    assert loads(plan) == [10, 10, 10, 10, 16, 16, 16, 16, 16]


def test_conflicts_are_kept_and_the_loads_still_even() -> None:
    panel = members(4, 1, {1: {1, 2, 3}, 2: {1, 2, 3}})
    plan = assign_fairly(eois(6), panel, scorers=3, community_percent=50, most_each=ALL)
    ties = {member.member_id: member.hidden for member in panel}
    whose = {eoi.eoi_id: eoi.organisations for eoi in eois(6)}
    assert all(whose[eoi].isdisjoint(ties[member]) for eoi, member in plan.pairs)
    assert (loads(plan), plan.short) == ([3, 3, 3, 3, 6], ())


def test_eois_that_nobody_is_left_for_are_named() -> None:
    panel = members(2, 1, {1: {1}, 3: {2}})
    plan = assign_fairly(eois(3), panel, scorers=3, community_percent=50, most_each=ALL)
    assert plan.short == ("E001", "E002")


def test_nobody_gets_more_than_the_most() -> None:
    plan = assign_fairly(eois(5), members(2, 2), scorers=2, community_percent=50, most_each=2)
    assert loads(plan) == [2, 2, 2, 2]
    assert plan.short == ("E005",)


def test_what_was_given_stays_and_counts() -> None:
    panel = members(2, 2)
    first, second = eois(2)
    begun = ToScore(first.eoi_id, first.reference, first.organisations, frozenset({UUID(int=1), UUID(int=3)}))
    busy = [Scorer(m.member_id, m.group, m.hidden, load=1 if m.member_id.int in (1, 3) else 0) for m in panel]
    plan = assign_fairly([begun, second], busy, scorers=2, community_percent=50, most_each=ALL)
    assert plan == FairAssignment(((second.eoi_id, UUID(int=2)), (second.eoi_id, UUID(int=4))), ())


def test_community_members_stand_in_for_commissioners_but_not_the_other_way_round() -> None:
    few = assign_fairly(eois(1), members(4, 1), scorers=4, community_percent=50, most_each=ALL)
    assert [member.int for _, member in few.pairs] == [1, 2, 3, 5]
    assert few.short == ()
    many = assign_fairly(eois(1), members(1, 5), scorers=4, community_percent=50, most_each=ALL)
    assert many.short == ("E001",)


def test_both_groups_score_even_where_the_policy_asks_for_community_only() -> None:
    plan = assign_fairly(eois(1), members(3, 2), scorers=2, community_percent=100, most_each=ALL)
    assert [member.int for _, member in plan.pairs] == [1, 2, 4]


def test_one_scorer_is_too_few() -> None:
    with pytest.raises(BadValue, match="two scorers or more"):
        assign_fairly(eois(1), members(1, 1), scorers=1, community_percent=50, most_each=5)


@settings(max_examples=60, deadline=None)
@given(
    community=st.integers(1, 4),
    commissioners=st.integers(1, 3),
    count=st.integers(0, 6),
    scorers=st.integers(2, 4),
    ties=st.dictionaries(st.integers(1, 7), st.sets(st.integers(1, 6), max_size=5)),
    most=st.integers(1, 6),
)
def test_whatever_the_conflicts(
    community: int,
    commissioners: int,
    count: int,
    scorers: int,
    ties: dict[int, set[int]],
    most: int,
) -> None:
    panel, todo = members(community, commissioners, ties), eois(count)
    plan = assign_fairly(todo, panel, scorers=scorers, community_percent=50, most_each=most)
    assert plan == assign_fairly(todo[::-1], panel, scorers=scorers, community_percent=50, most_each=most)
    assert len(set(plan.pairs)) == len(plan.pairs)
    hidden = {member.member_id: member.hidden for member in panel}
    group = {member.member_id: member.group for member in panel}
    whose = {eoi.eoi_id: eoi.organisations for eoi in todo}
    assert all(whose[eoi].isdisjoint(hidden[member]) for eoi, member in plan.pairs)
    assert max(loads(plan), default=0) <= most
    for eoi in todo:
        own = Counter(group[member] for one, member in plan.pairs if one == eoi.eoi_id)
        assert own.total() <= scorers
        fair = own.total() == scorers and own[MemberGroup.COMMISSIONER] >= 1
        enough = fair and 2 * own[MemberGroup.COMMUNITY] >= scorers
        assert enough is (eoi.reference not in plan.short)


def test_an_eoi_is_passed_on_when_only_a_busy_member_could_take_the_next() -> None:
    # 1 or 4 may score the first, 1 or 2 the others: so 1 hands the first over to 4.
    panel = members(4, 1, {2: {1}, 3: {1, 2, 3}, 4: {2, 3}})
    plan = assign_fairly(eois(3), panel, scorers=2, community_percent=50, most_each=ALL)
    assert sorted((eoi.int, member.int) for eoi, member in plan.pairs if member.int < 5) == [
        (2001, 4),
        (2002, 2),
        (2003, 1),
    ]


@settings(max_examples=60, deadline=None)
@given(
    choices=st.lists(st.sets(st.integers(1, 4), min_size=1, max_size=3), min_size=1, max_size=6),
)
def test_no_other_plan_has_a_lower_highest_load(choices: list[set[int]]) -> None:
    """With two scorers, one of each group, every plan of the community members can be listed."""
    ties = {
        member: {number for number, may in enumerate(choices, 1) if member not in may}
        for member in range(1, 5)
    }
    panel = members(4, 1, ties)
    plan = assign_fairly(eois(len(choices)), panel, scorers=2, community_percent=50, most_each=ALL)
    mine = Counter(member.int for _, member in plan.pairs if member.int <= 4)
    assert max(mine.values()) == min(max(Counter(chosen).values()) for chosen in product(*choices))
    assert (mine.total(), plan.short) == (len(choices), ())


def test_members_meet_one_another_so_that_their_scores_can_be_compared() -> None:
    plan = assign_fairly(eois(30), members(6, 1), scorers=3, community_percent=50, most_each=ALL)
    together: Counter[tuple[UUID, UUID]] = Counter()
    by_eoi: dict[UUID, list[UUID]] = {}
    for eoi, member in plan.pairs:
        by_eoi.setdefault(eoi, []).append(member)
    for scorers in by_eoi.values():
        together.update(combinations(sorted(scorers, key=lambda one: one.int), 2))
    pairs = len(list(combinations(range(7), 2)))
    assert len(together) >= pairs - 2
