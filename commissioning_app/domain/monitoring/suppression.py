"""Which counts of a breakdown stay hidden, so that none of them can be worked out from what is shown.

A table has rows that share out everybody who answered (applied, and funded among them) and unions of rows
(*groupings*). A count of 1 to 4 is hidden; so is a funded count that would show 1 to 4 who were not funded.
What readers get by taking one sum from another, such as everybody outside a grouping, is held to the same.
A nought is shown. More counts are hidden until each hidden one is *certified*: there are at least five
different values that it could have while every published number stays what it is.

The certificate is an exchange argument, so it needs no solver. Rows of one *class* are in the same shown
groupings, so moving somebody from one to another changes no shown sum:

- between two rows whose applied counts are both hidden, somebody not funded can move, and somebody funded
  too where both rows hide their funded count;
- between two rows that hide their funded count, a funded and an unfunded organisation can change places.

Each move changes the sum that is asked about by one, so the values are counted by counting the moves. The
attacker is taken to know all class sums, that a hidden count is no nought, and the table's totals.

What is hidden beside a small count is drawn by lot, not by size: somebody who knows this code would learn
from "the next smallest" that nothing hidden is larger than what is shown. The lot's seed is never shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

SMALLEST_SHOWN = 5
"""Counts from 1 up to this, itself left out, are never shown."""

MOST_TAKEN_APART = 200
"""How many sums that readers can work out are held to the same; so many come of a dozen groupings."""

VALUES_NEEDED = 5
"""How many values a hidden count must be able to have."""


@dataclass(frozen=True)
class Counts:
    """How many applied, and how many of them were funded."""

    applied: int
    funded: int = 0

    @property
    def unfunded(self) -> int:
        """How many applied and were not funded."""
        return self.applied - self.funded


def is_small(count: int) -> bool:
    """Whether a count is too small to be shown; a nought is not."""
    return 0 < count < SMALLEST_SHOWN


@dataclass
class Hiding:
    """What is hidden: rows and groupings by column. ``is_withheld`` hides the whole table.

    ``column_is_out`` leaves the funded column out, its noughts too.
    """

    applied: set[str] = field(default_factory=set)
    funded: set[str] = field(default_factory=set)
    groupings_applied: set[str] = field(default_factory=set)
    groupings_funded: set[str] = field(default_factory=set)
    column_is_out: bool = False
    is_withheld: bool = False


class _Table:
    """The counts with what is hidden so far; grows by ``hide_more`` until ``failing`` finds nothing."""

    def __init__(
        self,
        rows: Mapping[str, Counts],
        groupings: Mapping[str, frozenset[str]],
        with_funded: bool,
        seed: str,
        before: Hiding,
    ) -> None:
        self.seed = seed
        self.rows = {key: one for key, one in rows.items() if one.applied}
        named = {name: frozenset(keys & self.rows.keys()) for name, keys in groupings.items()}
        self.groupings = {**named, **taken_apart(named, frozenset(self.rows))}
        self.with_funded = with_funded
        self.hiding = hiding = Hiding()
        for key, one in self.rows.items():
            if is_small(one.applied):
                self.hide_applied(key)
            elif with_funded and one.funded and (is_small(one.funded) or is_small(one.unfunded)):
                hiding.funded.add(key)
        for name in self.groupings:
            one = self.sum_of(name)
            if is_small(one.applied):
                hiding.groupings_applied.add(name)
            if with_funded and one.funded and any(map(is_small, (one.applied, one.funded, one.unfunded))):
                hiding.groupings_funded.add(name)

        self._carry_over(before)

    def _carry_over(self, before: Hiding) -> None:
        """Hide again what an earlier table hid, or one of the two would show what the other hides."""
        for key in sorted(before.applied & self.rows.keys()):
            self.hide_applied(key)
        for name in sorted(before.groupings_applied & self.groupings.keys()):
            self._hide_grouping(name)
        if self.with_funded:
            open_to_it = {key for key in before.funded & self.rows.keys() if self.is_open_to_hiding(key)}
            self.hiding.funded |= open_to_it
            funded = {n for n in before.groupings_funded & self.groupings.keys() if self.sum_of(n).funded}
            self.hiding.groupings_funded |= funded

    def sum_of(self, name: str) -> Counts:
        """A grouping's own counts."""
        rows = [self.rows[key] for key in self.groupings[name]]
        return Counts(sum(one.applied for one in rows), sum(one.funded for one in rows))

    def lot(self, name: str) -> str:
        """The place of a row or grouping in the draw."""
        return sha256(f"{self.seed}\n{name}".encode()).hexdigest()

    def hide_applied(self, key: str) -> None:
        """Hide a row's applied count, and with it the funded count unless that is a nought."""
        self.hiding.applied.add(key)
        if self.with_funded and self.is_open_to_hiding(key):
            self.hiding.funded.add(key)

    def is_open_to_hiding(self, key: str) -> bool:
        """Whether a row's funded count may be hidden: a nought is shown as long as the column is there."""
        return self.hiding.column_is_out or self.rows[key].funded > 0

    def classes(self, *hidden: set[str]) -> list[list[str]]:
        """The rows by the groupings that they are in, leaving out those whose sums are hidden."""
        gone = set().union(*hidden)
        found: dict[frozenset[str], list[str]] = {}
        for key in sorted(self.rows):
            shown = frozenset(n for n, keys in self.groupings.items() if key in keys and n not in gone)
            found.setdefault(shown, []).append(key)
        return list(found.values())

    def applied_classes(self) -> list[list[str]]:
        """Rows between which applied counts may move."""
        return self.classes(self.hiding.groupings_applied)

    def funded_classes(self) -> list[list[str]]:
        """Rows between which funded counts may move; each is made of whole classes of applied counts."""
        return self.classes(self.hiding.groupings_applied, self.hiding.groupings_funded)

    def applied_moves(self, of: frozenset[str]) -> int:
        """By how many the hidden applied counts of these rows, taken together, could be more or fewer."""
        return sum(
            self._applied_down(mine, others) + self._applied_down(others, mine)
            for mine, others in self._sides(self.applied_classes(), self.hiding.applied, of)
        )

    def _applied_down(self, mine: list[str], others: list[str]) -> int:
        if not mine or not others:
            return 0
        takes_funded = any(key in self.hiding.funded for key in others)
        return sum(self.rows[key].applied - self._stays(key, takes_funded) for key in mine)

    def _stays(self, key: str, takes_funded: bool) -> int:
        """How many have to stay in a row that gives people away: one, and the funded if nobody takes them."""
        funded = self.rows[key].funded if self.with_funded else 0
        return 1 if takes_funded and key in self.hiding.funded else max(1, funded)

    def funded_moves(self, of: frozenset[str]) -> int:
        """The same for their hidden funded counts."""
        return sum(
            self._funded_down(mine, others) + self._funded_down(others, mine)
            for mine, others in self._sides(self.funded_classes(), self.hiding.funded, of)
        )

    def _funded_down(self, mine: list[str], others: list[str]) -> int:
        low = 0 if self.hiding.column_is_out else 1
        pools = {key: place for place, pool in enumerate(self.applied_classes()) for key in pool}
        hidden = self.hiding.applied
        open_pools = {pools[key] for key in others if key in hidden}
        freely, changing_places = 0, 0
        for key in mine:
            one = self.rows[key]
            moves_whole = key in hidden and pools[key] in open_pools
            away = min(one.funded - low, one.applied - 1) if moves_whole else 0
            freely += away
            changing_places += one.funded - low - away
        return freely + min(changing_places, sum(self.rows[key].unfunded for key in others))

    @staticmethod
    def _sides(
        classes: Iterable[list[str]], hidden: set[str], of: frozenset[str]
    ) -> Iterator[tuple[list[str], list[str]]]:
        for one in classes:
            there = [key for key in one if key in hidden]
            yield [key for key in there if key in of], [key for key in there if key not in of]

    def failing(self) -> tuple[str, frozenset[str]] | None:
        """The column and rows of a hidden count that could be worked out too closely, or None."""
        hiding, enough = self.hiding, VALUES_NEEDED - 1
        for key in sorted(hiding.applied):
            if self.applied_moves(frozenset({key})) < enough:
                return "applied", frozenset({key})
        for name in sorted(hiding.groupings_applied):
            if self.applied_moves(self.groupings[name]) < enough:
                return "applied", self.groupings[name]
        for key in sorted(hiding.funded):
            if self.funded_moves(frozenset({key})) < enough:
                return "funded", frozenset({key})
        for name in sorted(hiding.groupings_funded):
            if self.funded_moves(self.groupings[name]) < enough:
                return "funded", self.groupings[name]
        return None

    def hide_more(self, column: str, of: frozenset[str]) -> None:
        """Hide the next count that helps a failing one; in the end the column, then the table."""
        if column == "funded" and self._hide_more_funded(of):
            return
        near = [key for one in self.applied_classes() if of & set(one) for key in one]
        shown = [key for key in near if key not in self.hiding.applied]
        if shown:
            self.hide_applied(min(shown, key=self.lot))
            return
        groupings = [
            n for n, keys in self.groupings.items() if keys and n not in self.hiding.groupings_applied
        ]
        if groupings:
            first = min(groupings, key=lambda n: (not self._parts(n, of), self.lot(n)))
            self._hide_grouping(first)
            return
        self.hiding.is_withheld = True

    def _parts(self, name: str, of: frozenset[str]) -> bool:
        """Whether hiding this grouping's sum would let these rows exchange with others."""
        return bool(self.groupings[name] & of) or not any(keys & of for keys in self.groupings.values())

    def _hide_grouping(self, name: str) -> None:
        self.hiding.groupings_applied.add(name)
        if self.with_funded and (self.sum_of(name).funded or self.hiding.column_is_out):
            self.hiding.groupings_funded.add(name)

    def _hide_more_funded(self, of: frozenset[str]) -> bool:
        hiding = self.hiding
        if hiding.column_is_out:
            return False
        near = [key for one in self.funded_classes() if of & set(one) for key in one]
        shown = [key for key in near if self.rows[key].funded and key not in hiding.funded]
        if shown:
            hiding.funded.add(min(shown, key=self.lot))
            return True
        groupings = [n for n in self.groupings if self.sum_of(n).funded and n not in hiding.groupings_funded]
        if groupings:
            first = min(groupings, key=lambda n: (not self._parts(n, of), self.lot(n)))
            hiding.groupings_funded.add(first)
            return True
        hiding.column_is_out = True
        hiding.funded = set(self.rows)
        hiding.groupings_funded = {name for name, keys in self.groupings.items() if keys}
        return True


def hide(
    rows: Mapping[str, Counts],
    groupings: Mapping[str, frozenset[str]],
    *,
    with_funded: bool,
    seed: str = "",
    before: Hiding | None = None,
) -> Hiding:
    """What has to be hidden of a table; the same table and seed always hide the same.

    ``before`` is what earlier tables hid of some of the same organisations: it is hidden here too.

    ``rows`` share out everybody who answered; ``groupings`` name unions of rows. ``with_funded`` False
    leaves the funded column out from the start, because the public totals alone would say too much.
    """
    table = _Table(rows, groupings, with_funded, seed, before or Hiding())
    while not table.hiding.is_withheld and (found := table.failing()):
        table.hide_more(*found)
    hiding = table.hiding
    hiding.groupings_applied &= groupings.keys()
    hiding.groupings_funded &= groupings.keys()
    return hiding


def taken_apart(
    groupings: Mapping[str, frozenset[str]], everybody: frozenset[str]
) -> dict[str, frozenset[str]]:
    """The sets of rows whose sums readers get by taking one sum from a larger one, or from the total.

    Taken again and again this gives whoever is outside a grouping, outside several that don't overlap, and
    in one but not in another inside it.
    """
    known = {keys for keys in groupings.values() if keys}
    found: dict[frozenset[str], None] = {}
    fresh = [*known, everybody]
    while fresh and len(found) < MOST_TAKEN_APART:
        one = fresh.pop(0)
        for other in [*known, everybody, *found]:
            for less in (one - other if other < one else None, other - one if one < other else None):
                if less and less not in known and less not in found:
                    found[less] = None
                    fresh.append(less)
    return {"\n".join(("", *sorted(keys))): keys for keys in found}
