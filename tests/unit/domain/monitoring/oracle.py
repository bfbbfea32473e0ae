"""What somebody who reads a published table can work out: the values that each hidden count may have.

Knows only what is published, and finds the exact answer by going through all tables that fit it, row by row,
with sums for states. It shares nothing with the code that decides what to hide.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

Pair = tuple[int | None, int | None]
Sums = tuple[int, ...]


@dataclass(frozen=True)
class Published:
    """Rows and unions of rows as (applied, funded), None where hidden; totals of both columns.

    ``funded_total`` None says that nothing is known of funding. ``noughts_are_shown`` is False where the
    whole funded column is left out; then a hidden funded count may be nought.
    """

    rows: Mapping[str, Pair]
    unions: Mapping[str, tuple[frozenset[str], Pair]]
    applied_total: int
    funded_total: int | None
    noughts_are_shown: bool = True


class Reader:
    """Goes through every table that fits what is published.

    ``watched`` is a hidden sum of a union whose values are gathered on the way.
    """

    def __init__(self, published: Published, watched: tuple[str, int] | None = None) -> None:
        self.published = published
        self.low = 1 if published.noughts_are_shown else 0
        self.knows_funded = published.funded_total is not None
        self.names: list[tuple[str, int]] = [("", 0)]
        self.wanted = [published.applied_total]
        if published.funded_total is not None:
            self.names.append(("", 1))
            self.wanted.append(published.funded_total)
        for name, (_, pair) in published.unions.items():
            for column, value in enumerate(pair):
                if value is not None and (self.knows_funded or not column):
                    self.names.append((name, column))
                    self.wanted.append(value)
        if watched is not None:
            self.names.append(watched)
            self.wanted.append(published.applied_total)
        self.keys = [key for key in published.rows if self.is_open(key)]
        self.known = self.sums_of(
            {key: pair for key, pair in published.rows.items() if not self.is_open(key)}.items()
        )

    def is_open(self, key: str) -> bool:
        """Whether anything of a row is hidden."""
        applied, funded = self.published.rows[key]
        return applied is None or (funded is None and self.knows_funded)

    def step(self, key: str, applied: int, funded: int) -> Sums:
        """What a row with these counts adds to each sum."""
        unions = self.published.unions
        return tuple(
            (applied, funded)[column] if not name or key in unions[name][0] else 0
            for name, column in self.names
        )

    def sums_of(self, rows: Iterable[tuple[str, Pair]]) -> Sums:
        """What rows that are shown add to each sum."""
        total = (0,) * len(self.names)
        for key, (applied, funded) in rows:
            total = added(total, self.step(key, applied or 0, funded or 0))
        return total

    def fits(self, sums: Sums) -> bool:
        """Whether no sum is over what it has to be."""
        return all(x <= y for x, y in zip(sums, self.wanted, strict=True))

    def options(self, key: str) -> Iterator[tuple[int, int]]:
        """Every (applied, funded) that a row may have, the smallest first."""
        applied, funded = self.published.rows[key]
        most = self.published.applied_total
        for a in range(1, most + 1) if applied is None else (applied,):
            if not self.knows_funded:
                yield a, 0
            elif funded is not None:
                yield from [(a, funded)] if funded <= a else []
            else:
                yield from ((a, f) for f in range(min(self.low, a), a + 1))

    def after(self, states: set[Sums], key: str) -> set[Sums]:
        """The sums that are possible once this row is counted too."""
        applied, funded = self.published.rows[key]
        one, funded_one = self.step(key, 1, 0), self.step(key, 1, 1)
        if applied is not None:
            steps = [self.step(key, *option) for option in self.options(key)]
        elif funded is not None or not self.knows_funded:
            return self.grown(states, [self.step(key, max(1, funded or 0), funded or 0)], [one])
        elif self.low:
            return self.grown(states, [funded_one], [one, funded_one])
        else:
            return self.grown(states, [one, funded_one], [one, funded_one])
        return {s for state in states for step in steps if self.fits(s := added(state, step))}

    def grown(self, states: set[Sums], first: list[Sums], more: list[Sums]) -> set[Sums]:
        """One of ``first`` is added once, then any number of ``more``."""
        found = {s for state in states for step in first if self.fits(s := added(state, step))}
        for unit in more:
            edge = found
            while edge:
                edge = {s for state in edge if self.fits(s := added(state, unit))} - found
                found = found | edge
        return found

    def layers(self, keys: Iterable[str], start: Sums) -> list[set[Sums]]:
        """The sums that are possible before any of the rows, after the first, and so on."""
        found = [{start}]
        for key in keys:
            found.append(self.after(found[-1], key))
        return found


def added(one: Sums, other: Sums) -> Sums:
    """Two lists of sums, added up."""
    return tuple([x + y for x, y in zip(one, other, strict=True)])


def values_of_rows(published: Published, enough: int = 10_000) -> dict[tuple[str, int], set[int]]:
    """For each hidden count of a row, by row and column: values that it may have; stops at ``enough``."""
    reader = Reader(published)
    zero = (0,) * len(reader.names)
    before = reader.layers(reader.keys, reader.known)
    after = reader.layers(reader.keys[::-1], zero)[::-1]
    found: dict[tuple[str, int], set[int]] = {}
    for place, key in enumerate(reader.keys):
        rest = {tuple(w - x for w, x in zip(reader.wanted, sums, strict=True)) for sums in after[place + 1]}
        applied, funded = published.rows[key]
        asked = [0] if applied is None else []
        asked += [1] if funded is None and reader.knows_funded else []
        values: dict[int, set[int]] = {column: set() for column in asked}
        for option in reader.options(key):
            if all(option[c] in values[c] or len(values[c]) >= enough for c in asked):
                continue
            step = reader.step(key, *option)
            if any(added(state, step) in rest for state in before[place]):
                for column in asked:
                    values[column].add(option[column])
        found |= {(key, column): those for column, those in values.items()}
    return found


def values_of_unions(published: Published) -> dict[tuple[str, int], set[int]]:
    """All values for each hidden sum of a union of rows."""
    found: dict[tuple[str, int], set[int]] = {}
    for name, (_, pair) in published.unions.items():
        for column, value in enumerate(pair):
            if value is not None or (column and published.funded_total is None):
                continue
            reader = Reader(published, (name, column))
            last = reader.layers(reader.keys, reader.known)[-1]
            found[name, column] = {s[-1] for s in last if list(s[:-1]) == reader.wanted[:-1]}
    return found


def with_noughts_aside(published: Published) -> Published:
    """The same without its empty rows, which are shown as noughts and move nothing."""
    rows = {key: pair for key, pair in published.rows.items() if pair[0] != 0}
    unions = {name: (keys & rows.keys(), pair) for name, (keys, pair) in published.unions.items()}
    return replace(published, rows=rows, unions=unions)
