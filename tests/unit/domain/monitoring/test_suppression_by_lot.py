"""Of one column, somebody who knows how the hiding works, but not the lots, can't work a count out either.

Every small table is hidden with lots that fall in every order. Tables that look the same when published are
the ones that such a reader can't tell apart.
"""

from __future__ import annotations

import itertools
from collections import defaultdict

from commissioning_app.domain.monitoring.suppression import VALUES_NEEDED, Counts, hide

KEYS = ("a", "b", "c")


def seeds_for_every_order() -> list[str]:
    """A seed for each order in which three rows can be drawn: they are hidden one after the other."""
    found: dict[tuple[str, ...], str] = {}
    for number in range(100):
        drawn = tuple(_hidden_beside(one, str(number)) for one in KEYS)
        found.setdefault(drawn, str(number))
    assert len(found) == 6
    return list(found.values())


def _hidden_beside(small: str, seed: str) -> str:
    rows = {key: Counts(2 if key == small else 20) for key in KEYS}
    [other] = hide(rows, {}, with_funded=False, seed=seed).applied - {small}
    return other


def test_every_hidden_count_of_all_small_tables_may_have_five_values() -> None:
    """All tables of three rows up to fourteen people; one row above that makes no table look like these."""
    seeds = seeds_for_every_order()
    alike: dict[tuple[int | None, ...], set[tuple[int, ...]]] = defaultdict(set)
    for table in itertools.product(range(15), repeat=3):
        rows = {key: Counts(count) for key, count in zip(KEYS, table, strict=True)}
        for seed in seeds if sum(table) <= 14 else ():
            hiding = hide(rows, {}, with_funded=False, seed=seed)
            if not hiding.is_withheld:
                shown = (None if key in hiding.applied else rows[key].applied for key in KEYS)
                alike[sum(table), *shown].add(table)
    assert len(alike) == 141
    for seen, possible in alike.items():
        for place, count in enumerate(seen[1:]):
            if count is None:
                assert len({table[place] for table in possible}) >= VALUES_NEEDED, (seen, place)
