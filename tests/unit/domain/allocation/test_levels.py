"""One level for all: held between floors and tops, exact to the penny."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissioning_app.domain.allocation.levels import level_amounts
from tests.unit.domain.allocation.slow_reference import pour


@pytest.mark.parametrize(
    ("total", "floors", "tops", "amounts", "level"),
    [
        (0, [], [], [], None),
        (100, [0, 0], [40, 40], [40, 40], None),
        (80, [0, 0], [40, 40], [40, 40], None),
        (70, [0, 0], [40, 40], [35, 35], 35),
        (71, [0, 0], [40, 40], [36, 35], 35),
        (100, [0, 60, 0], [10, 80, 90], [10, 60, 30], 30),
        (100, [50, 50], [80, 80], [50, 50], 50),
        (50, [0, 50], [20, 50], [0, 50], 0),
        (0, [0, 0], [5, 5], [0, 0], 0),
        (10**15, [0] * 3, [10**15] * 3, [333333333333334, 333333333333333, 333333333333333], 333333333333333),
    ],
)
def test_examples(
    total: int, floors: list[int], tops: list[int], amounts: list[int], level: int | None
) -> None:
    assert level_amounts(total, floors, tops) == (amounts, level)


@st.composite
def shares(draw: st.DrawFn) -> tuple[int, list[int], list[int]]:
    tops = draw(st.lists(st.integers(0, 30), max_size=7))
    floors = [draw(st.integers(0, top)) for top in tops]
    return sum(floors) + draw(st.integers(0, 60)), floors, tops


@given(shares())
def test_equals_pouring_penny_by_penny(case: tuple[int, list[int], list[int]]) -> None:
    total, floors, tops = case
    assert level_amounts(total, floors, tops)[0] == pour(total, floors, tops)


@given(shares())
def test_each_has_floor_top_or_level(case: tuple[int, list[int], list[int]]) -> None:
    total, floors, tops = case
    amounts, level = level_amounts(total, floors, tops)
    assert sum(amounts) == min(total, sum(tops))
    if level is None:
        assert amounts == tops
        return
    held = [min(max(level, floor), top) for floor, top in zip(floors, tops, strict=True)]
    over = [amount - each for amount, each in zip(amounts, held, strict=True)]
    assert set(over) <= {0, 1}
    could_take = [index for index, floor in enumerate(floors) if floor <= level < tops[index]]
    assert [index for index, odd in enumerate(over) if odd] == could_take[: sum(over)]
    assert sum(over) < max(1, len(could_take))
