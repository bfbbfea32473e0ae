"""What is hidden of a breakdown can't be worked out: an oracle tries that knows only what is published."""

from __future__ import annotations

import itertools
from collections.abc import Mapping

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commissioning_app.domain.monitoring.suppression import VALUES_NEEDED, Counts, Hiding, hide
from tests.unit.domain.monitoring.oracle import (
    Published,
    values_of_rows,
    values_of_unions,
    with_noughts_aside,
)

Rows = Mapping[str, Counts]
Groupings = Mapping[str, frozenset[str]]
Drawn = tuple[dict[str, Counts], dict[str, frozenset[str]], bool, str]
"""Rows, groupings, whether funding is shown, and the seed of the lots."""


def published(rows: Rows, groupings: Groupings, hiding: Hiding, *, with_funded: bool) -> Published:
    """The table as readers get it."""
    return Published(
        rows={
            key: (
                None if key in hiding.applied else one.applied,
                None if not with_funded or key in hiding.funded else one.funded,
            )
            for key, one in rows.items()
        },
        unions={
            name: (
                keys,
                (
                    None if name in hiding.groupings_applied else sum(rows[k].applied for k in keys),
                    None
                    if not with_funded or name in hiding.groupings_funded
                    else sum(rows[k].funded for k in keys),
                ),
            )
            for name, keys in groupings.items()
        },
        applied_total=sum(one.applied for one in rows.values()),
        funded_total=sum(one.funded for one in rows.values()) if with_funded else None,
        noughts_are_shown=not hiding.column_is_out,
    )


@st.composite
def tables(draw: st.DrawFn) -> Drawn:
    """Tables such as one round makes: many small counts, some large, groupings that may overlap."""
    sizes = st.one_of(st.integers(0, 4), st.integers(0, 9), st.sampled_from([0, 5, 12]))
    applied = draw(st.lists(sizes, min_size=1, max_size=6))
    rows = {}
    for place, number in enumerate(applied):
        funded = draw(st.one_of(st.just(0), st.just(number), st.integers(0, number)))
        rows[f"r{place}"] = Counts(number, funded)
    some = st.frozensets(st.sampled_from(sorted(rows)), min_size=1)
    groupings = {f"G{n}": keys for n, keys in enumerate(draw(st.lists(some, max_size=3, unique=True)))}
    funded_total = sum(one.funded for one in rows.values())
    total = sum(applied)
    return rows, groupings, funded_total >= 5 and total - funded_total >= 5, draw(st.sampled_from("abc"))


def check(table: Drawn) -> None:
    """No small count is shown, noughts are, and every hidden count may be one of five or more."""
    rows, groupings, with_funded, seed = table
    hiding = hide(rows, groupings, with_funded=with_funded, seed=seed)
    assert hiding == hide(dict(reversed(rows.items())), groupings, with_funded=with_funded, seed=seed)
    if hiding.is_withheld:
        return
    seen = published(rows, groupings, hiding, with_funded=with_funded)
    for applied, funded in (*seen.rows.values(), *(pair for _, pair in seen.unions.values())):
        assert applied is None or applied == 0 or applied >= 5
        assert funded is None or funded == 0 or funded >= 5
        if applied is not None and funded:
            assert applied == funded or applied - funded >= 5
    no_rest_is_small(seen)
    for key, one in rows.items():
        assert one.applied or seen.rows[key][0] == 0
        assert not with_funded or hiding.column_is_out or one.funded or seen.rows[key][1] == 0
    known = with_noughts_aside(seen)
    for cell, values in {**values_of_rows(known, VALUES_NEEDED), **values_of_unions(known)}.items():
        assert len(values) >= VALUES_NEEDED, (cell, sorted(values), seen)


def no_rest_is_small(seen: Published) -> None:
    """Nobody outside a shown grouping, nor in it but outside another inside it, is counted as 1 to 4."""
    everybody = frozenset(seen.rows), (seen.applied_total, seen.funded_total)
    sums = [everybody, *seen.unions.values()]
    for (wide, (applied, funded)), (narrow, (less_applied, less_funded)) in itertools.product(sums, sums):
        if not narrow < wide:
            continue
        more = [
            None if a is None or b is None else a - b
            for a, b in ((applied, less_applied), (funded, less_funded))
        ]
        rest = [*more, None if None in more else more[0] - more[1]]
        if more[0] is None:
            continue
        assert not 0 < more[0] < 5, (wide, narrow, seen)
        if more[1]:
            assert not any(one is not None and 0 < one < 5 for one in rest), (wide, narrow, seen)


@settings(max_examples=500, deadline=None, suppress_health_check=list(HealthCheck))
@given(tables())
def test_hidden_counts_keep_five_values_or_more(
    table: Drawn,
) -> None:
    check(table)


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(tables(), st.sampled_from("xyz"))
def test_a_second_table_of_the_same_people_shows_nothing_that_the_first_hid(
    table: Drawn, another_seed: str
) -> None:
    rows, groupings, with_funded, seed = table
    first = hide(rows, groupings, with_funded=with_funded, seed=seed)
    again = hide(rows, groupings, with_funded=with_funded, seed=another_seed, before=first)
    if first.is_withheld or again.is_withheld or first.column_is_out or again.column_is_out:
        return
    assert first.applied <= again.applied
    assert first.funded <= again.funded
    assert first.groupings_applied <= again.groupings_applied
    assert first.groupings_funded <= again.groupings_funded


@pytest.mark.proof
@settings(max_examples=10_000, deadline=None, suppress_health_check=list(HealthCheck))
@given(tables())
def test_hidden_counts_keep_five_values_or_more_ten_thousand_times(
    table: Drawn,
) -> None:
    check(table)


A_TABLE = {"african": Counts(28, 14), "caribbean": Counts(13, 6), "irish": Counts(3, 1), "arab": Counts(0)}
LED = {"Black-led": frozenset({"african", "caribbean"})}


def test_another_count_is_hidden_by_lot_beside_a_small_one() -> None:
    """Irish is small; alone it would be found by taking the others from the total."""
    drawn = [hide(A_TABLE, {}, with_funded=True, seed=str(n)) for n in range(20)]
    for one in ("caribbean", "african"):
        assert Hiding(applied={"irish", one}, funded={"irish", one}) in drawn
    assert {frozenset(one.applied) for one in drawn} == {
        frozenset({"irish", "caribbean"}),
        frozenset({"irish", "african"}),
    }


def test_a_grouping_that_would_give_a_small_rest_away_is_hidden_too() -> None:
    hiding = hide(A_TABLE, LED, with_funded=True)
    assert hiding.groupings_applied == hiding.groupings_funded == {"Black-led"}
    assert len(hiding.applied) == 2
    assert hiding.applied == hiding.funded


def test_few_outside_a_grouping_are_not_given_away_by_its_sum() -> None:
    """62 answered, 56 were funded; 29 and 24 are in the grouping: one of 33 outside it was not funded."""
    rows = {
        "african": Counts(32, 31),
        "other_black": Counts(1, 1),
        "other_mixed": Counts(15, 13),
        "roma": Counts(14, 11),
    }
    hiding = hide(rows, {"G": frozenset({"roma", "other_mixed"})}, with_funded=True)
    assert hiding.groupings_funded == {"G"}
    nested = {"A": frozenset("abc"), "B": frozenset("ab")}
    few = {"a": Counts(6, 0), "b": Counts(6, 0), "c": Counts(3, 0), "d": Counts(9, 0), "e": Counts(9, 0)}
    assert hide(few, nested, with_funded=False).groupings_applied & {"A", "B"}


def test_a_count_that_shows_few_who_were_not_funded_is_hidden() -> None:
    rows = {"african": Counts(20, 17), "irish": Counts(20, 8), "arab": Counts(20, 0)}
    assert hide(rows, {}, with_funded=True) == Hiding(funded={"african", "irish"})


def test_large_counts_are_shown() -> None:
    rows = {"african": Counts(5, 5), "irish": Counts(10, 5), "arab": Counts(5, 0)}
    groupings = {"A": frozenset({"african", "arab"}), "B": frozenset({"irish"})}
    assert hide(rows, groupings, with_funded=True) == Hiding()


def test_few_answers_hide_the_whole_table() -> None:
    assert hide({"african": Counts(4), "arab": Counts(2)}, {}, with_funded=False).applied == {
        "african",
        "arab",
    }
    assert hide({"african": Counts(3), "arab": Counts(2)}, {}, with_funded=False).is_withheld
    assert hide({"african": Counts(4)}, {}, with_funded=False).is_withheld


def test_the_oracle_finds_what_hiding_only_small_counts_gives_away() -> None:
    seen = published(A_TABLE, {}, Hiding(applied={"irish"}, funded={"irish"}), with_funded=True)
    assert values_of_rows(with_noughts_aside(seen)) == {("irish", 0): {3}, ("irish", 1): {1}}


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 4), st.integers(0, 4)), min_size=1, max_size=3),
    st.lists(st.tuples(st.booleans(), st.booleans()), min_size=3, max_size=3),
    st.frozensets(st.sampled_from("abc"), min_size=1),
    st.booleans(),
)
def test_the_oracle_agrees_with_plain_enumeration(
    counts: list[tuple[int, int]], hidden: list[tuple[bool, bool]], union: frozenset[str], is_shown: bool
) -> None:
    rows = {key: Counts(a, min(a, f)) for key, (a, f) in zip("abc", counts, strict=False)}
    union &= rows.keys()
    hiding = Hiding(
        applied={key for key, (a, _) in zip(rows, hidden, strict=False) if a},
        funded={key for key, (_, f) in zip(rows, hidden, strict=False) if f and rows[key].funded},
        groupings_applied=set() if is_shown else {"U"},
        groupings_funded=set() if is_shown else {"U"},
    )
    seen = published(rows, {"U": union}, hiding, with_funded=True)
    assert values_of_rows(seen) == by_enumeration(seen)


def by_enumeration(seen: Published) -> dict[tuple[str, int], set[int]]:
    """Every table up to the total, one after the other."""
    keys = list(seen.rows)
    pairs = [(a, f) for a in range(1, seen.applied_total + 1) for f in range(a + 1)]
    found: dict[tuple[str, int], set[int]] = {
        (key, column): set() for key in keys for column in (0, 1) if seen.rows[key][column] is None
    }
    for table in itertools.product(pairs, repeat=len(keys)):
        whole = dict(zip(keys, table, strict=True))
        if is_possible(seen, whole):
            for key, column in found:
                found[key, column].add(whole[key][column])
    return found


def is_possible(seen: Published, whole: Mapping[str, tuple[int, int]]) -> bool:
    """Whether a table shows what is published."""
    for key, shown in seen.rows.items():
        for column in (0, 1):
            if shown[column] not in (None, whole[key][column]):
                return False
        if shown[1] is None and whole[key][1] == 0:
            return False
    for keys, shown in seen.unions.values():
        for column in (0, 1):
            if shown[column] not in (None, sum(whole[key][column] for key in keys)):
                return False
    sums = [sum(pair[column] for pair in whole.values()) for column in (0, 1)]
    return sums == [seen.applied_total, seen.funded_total]
