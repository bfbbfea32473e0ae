"""Breakdowns from answers to what is frozen: rows, groupings, shares of the money, and nothing more."""

from __future__ import annotations

import itertools
import json
from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commissioning_app.domain.monitoring.breakdowns import (
    Breakdown,
    GroupingLine,
    Line,
    QuestionTable,
    Respondent,
    break_down,
    breakdown_from,
)
from commissioning_app.domain.monitoring.money import Holder, percent_of, safe_percents
from commissioning_app.domain.monitoring.suppression import VALUES_NEEDED
from commissioning_app.domain.together import Grouping
from tests.unit.domain.monitoring.oracle import (
    Published,
    values_of_rows,
    values_of_unions,
    with_noughts_aside,
)

BLACK_LED = Grouping("Black-led", ("african", "caribbean", "other_black"))
SOUTH_ASIAN_LED = Grouping("South Asian-led", ("indian", "pakistani", "bangladeshi"))
WOMEN_LED = Grouping("Women-led", ("female",))


def some(count: int, *codes: str, pence: int = 0, question: str = "ethnicity") -> list[Respondent]:
    """That many who gave the same answer and were awarded the same."""
    return [Respondent({question: frozenset(codes)} if codes else {}, pence, "R1")] * count


def ethnicity(respondents: Sequence[Respondent], *groupings: Grouping) -> QuestionTable:
    """The table of the first question."""
    table = break_down(respondents, groupings, rounds=["R1"]).table("ethnicity")
    assert table is not None
    return table


def shown(table: QuestionTable) -> dict[str, tuple[int | None, int | None]]:
    """The rows that are no noughts."""
    return {
        " in ".join((line.key, *line.within)): (line.applied, line.funded)
        for line in table.rows
        if line.applied != 0
    }


MANY = [
    *some(12, "african", pence=600_000),
    *some(11, "african"),
    *some(6, "caribbean", pence=600_000),
    *some(7, "caribbean"),
    *some(6, "african", "caribbean", pence=600_000),
    *some(5, "african", "caribbean"),
    *some(5, "african", "white_british", pence=600_000),
    *some(9, "african", "white_british"),
    *some(9, "white_british", pence=600_000),
    *some(14, "white_british"),
    *some(7, "", pence=600_000),
    *some(8, ""),
    *some(5, "prefer_not_to_say", pence=600_000),
    *some(5, "prefer_not_to_say"),
    *some(2, pence=600_000),
    *some(3),
]


def test_everybody_stands_in_one_row() -> None:
    table = ethnicity(MANY, BLACK_LED)
    assert (table.answered, table.funded_answered, table.is_withheld, table.shows_funded) == (
        109,
        50,
        False,
        True,
    )
    assert shown(table) == {
        "african": (23, 12),
        "caribbean": (13, 6),
        "white_british": (23, 9),
        "own_words": (15, 7),
        "prefer_not_to_say": (10, 5),
        "several": (14, 5),
        "several in Black-led": (11, 6),
    }
    assert len(table.rows) == 23
    assert table.groupings == (GroupingLine("Black-led", BLACK_LED.groups, 47, 24, 46),)


def test_the_whole_is_frozen_as_plain_values_and_read_back() -> None:
    whole = break_down(MANY, [BLACK_LED, WOMEN_LED], rounds=["R1"])
    assert (whole.rounds, whole.applied, whole.funded) == (("R1",), 114, 52)
    assert breakdown_from(json.loads(json.dumps(whole.as_body()))) == whole
    assert whole.table("sex") == QuestionTable("sex", 0, 0)
    assert whole.table("shoe size") is None
    assert whole.grouping(BLACK_LED) == (whole.tables[0], whole.tables[0].groupings[0])
    assert whole.grouping(Grouping("Black-led", ("african",))) is None


def test_few_answers_say_only_that_they_are_few() -> None:
    assert ethnicity(some(4, "african", pence=1) + some(30)) == QuestionTable(
        "ethnicity", None, is_withheld=True
    )


def test_one_group_beside_few_others_is_withheld() -> None:
    assert ethnicity(some(3, "african") + some(2, "irish")) == QuestionTable(
        "ethnicity", 5, 0, is_withheld=True
    )


@pytest.mark.parametrize(
    ("paid", "says"), [(4, None), (5, 5), (15, 15), (16, None), (19, None), (20, 20), (0, 0)]
)
def test_funding_is_left_out_where_few_were_or_few_were_not(paid: int, says: int | None) -> None:
    people = [*some(10, "african"), *some(10, "irish")]
    table = ethnicity([Respondent(one.codes, 100 if n < paid else 0) for n, one in enumerate(people)])
    assert table.funded_answered == says
    assert shown(table) == {"african": (10, None), "irish": (10, None)} if not table.shows_funded else True
    assert table.shows_funded == (5 <= paid <= 15)


def test_panel_members_are_counted_in_one_column() -> None:
    whole = break_down(some(6, "african") + some(5, "irish"), rounds=["R1"], with_funded=False)
    assert whole.tables[0].rows[6] == Line("african", 6)
    assert whole.tables[0].funded_answered is None


def published(table: QuestionTable) -> Published:
    """A frozen table as a reader takes it."""
    rows = {"/".join((line.key, *line.within)): (line.applied, line.funded) for line in table.rows}
    inside = {
        one.name: frozenset(
            "/".join((line.key, *line.within))
            for line in table.rows
            if line.key in one.groups or one.name in line.within
        )
        for one in table.groupings
    }
    assert table.answered is not None
    return with_noughts_aside(
        Published(
            rows,
            {one.name: (inside[one.name], (one.applied, one.funded)) for one in table.groupings},
            table.answered,
            table.funded_answered if table.shows_funded else None,
        )
    )


CODES = ["african", "caribbean", "indian", "irish", "", "prefer_not_to_say"]
ANSWERS = st.one_of(
    st.just(frozenset[str]()),
    st.sampled_from(CODES).map(lambda one: frozenset({one})),
    st.frozensets(st.sampled_from(CODES[:4]), min_size=2, max_size=3),
)
PEOPLE = st.lists(
    st.tuples(ANSWERS, st.integers(0, 7), st.sampled_from([0, 0, 500_000, 900_000])), max_size=9
).map(
    lambda parts: [
        Respondent({"ethnicity": codes}, pence, "R1") for codes, count, pence in parts for _ in range(count)
    ]
)
LEDS = st.lists(
    st.sampled_from(
        [
            BLACK_LED,
            SOUTH_ASIAN_LED,
            Grouping("African-led", ("african",)),
            Grouping("Led", ("african", "irish")),
        ]
    ),
    max_size=2,
    unique=True,
)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(PEOPLE, LEDS)
def test_nothing_hidden_can_be_worked_out_of_what_is_frozen(
    people: list[Respondent], groupings: list[Grouping]
) -> None:
    table = ethnicity(people, *groupings)
    if table.is_withheld or not table.rows:
        return
    seen = published(table)
    for cell, values in {**values_of_rows(seen, VALUES_NEEDED), **values_of_unions(seen)}.items():
        assert len(values) >= VALUES_NEEDED, (cell, values, table)


@settings(max_examples=60, deadline=None)
@given(PEOPLE, LEDS, st.randoms(use_true_random=False))
def test_the_order_of_answers_changes_nothing(
    people: list[Respondent], groupings: list[Grouping], random: object
) -> None:
    turned = sorted(people, key=lambda one: random.random())  # type: ignore[attr-defined]
    assert break_down(people, groupings, rounds=["R1"]) == break_down(turned, groupings, rounds=["R1"])


AMOUNTS = st.lists(st.sampled_from([100, 100, 101, 150, 400]), min_size=1, max_size=11)


@settings(max_examples=200, deadline=None)
@given(AMOUNTS, st.data())
def test_a_share_of_the_money_settles_nobody(amounts: list[int], data: st.DataObject) -> None:
    """Every set of organisations of that size and share is tried: anybody may be in it, or out of it."""
    inside = data.draw(st.lists(st.booleans(), min_size=len(amounts), max_size=len(amounts)))
    holders = [
        Holder(p, frozenset({"G"}) if i else frozenset()) for p, i in zip(amounts, inside, strict=True)
    ]
    percents = safe_percents(holders, ["G"])
    if not percents:
        return
    whole, size = sum(amounts), sum(inside)
    part = sum(p for p, i in zip(amounts, inside, strict=True) if i)
    assert percents == {"G": percent_of(part, whole)}
    fits = [
        set(chosen)
        for chosen in itertools.combinations(range(len(amounts)), size)
        if percent_of(sum(amounts[n] for n in chosen), whole) == percents["G"]
    ]
    assert set.union(*fits) == set(range(len(amounts)))
    assert not set.intersection(*fits)
    assert len(fits) >= VALUES_NEEDED


def test_shares_of_the_money_need_others_to_change_places_with() -> None:
    inside, outside = Holder(500, frozenset({"G"})), Holder(500, frozenset())
    assert safe_percents([inside] * 4 + [outside] * 4, ["G"]) == {"G": 50}
    assert safe_percents([inside] * 4 + [outside] * 3, ["G"]) == {}
    assert safe_percents([inside] * 4 + [Holder(900, frozenset())] * 4, ["G"]) == {}
    assert safe_percents([inside] * 4 + [Holder(500, frozenset(), "R2")] * 4, ["G"]) == {}
    assert safe_percents([], ["G"]) == {}


def test_half_a_percent_is_rounded_up() -> None:
    assert [percent_of(part, 200) for part in (0, 1, 2, 3, 199, 200)] == [0, 1, 1, 2, 100, 100]


def test_the_same_share_in_several_groupings() -> None:
    both, first, none = (Holder(500, frozenset(keys)) for keys in ("AB", "A", ""))
    assert safe_percents([both] * 4 + [first] * 4 + [none] * 4, "AB") == {"A": 67, "B": 33}
    assert isinstance(break_down([], rounds=[]), Breakdown)
