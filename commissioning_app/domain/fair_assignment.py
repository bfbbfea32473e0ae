"""Gives EOIs to members to score: enough scorers, half of them community, no conflicts, even loads.

Within each group an EOI goes to the least busy member who can be reached by passing EOIs on from member to
member (optimal semi-matching: Harvey, Ladner, Lovász, Tamir 2003), so no other plan has a lower highest load.
The same input gives the same plan.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from commissioning_app.domain.errors import BadValue
from commissioning_app.domain.panels import MemberGroup


@dataclass(frozen=True)
class Scorer:
    """A voting member: whose EOIs they may not see, and how many they were given already."""

    member_id: UUID
    group: MemberGroup
    hidden: frozenset[UUID] = frozenset()
    load: int = 0


@dataclass(frozen=True)
class ToScore:
    """An EOI to be scored: whose it is (applicant and host), and which members have it already."""

    eoi_id: UUID
    reference: str
    organisations: frozenset[UUID]
    scorers: frozenset[UUID] = frozenset()


@dataclass(frozen=True)
class FairAssignment:
    """The new pairs of EOI and member, and the references of EOIs for which there were too few."""

    pairs: tuple[tuple[UUID, UUID], ...]
    short: tuple[str, ...]


def assign_fairly(
    eois: Iterable[ToScore],
    members: Sequence[Scorer],
    *,
    scorers: int,
    community_percent: int,
    most_each: int,
) -> FairAssignment:
    """Give each EOI as many scorers as asked for, beside those it has; nobody gets more than ``most_each``.

    Commissioners who can't be had are replaced by community members, never the other way round.
    """
    if scorers < 2:
        raise BadValue("An EOI needs two scorers or more: members of both groups score it.", field="scorers")
    group_of = {member.member_id: member.group for member in members}
    groups = {group: _Group([m for m in members if m.group is group], most_each) for group in MemberGroup}
    community, commissioner = groups[MemberGroup.COMMUNITY], groups[MemberGroup.COMMISSIONER]
    least_community = max(1, -(-scorers * community_percent // 100))
    least_commissioner = max(1, scorers - least_community)
    short = []
    for eoi in sorted(eois, key=lambda one: (_choice(one, members), one.reference)):
        had = Counter(group_of[one] for one in eoi.scorers if one in group_of)
        from_community, from_commissioner = had[MemberGroup.COMMUNITY], had[MemberGroup.COMMISSIONER]
        while from_community < least_community and community.place(eoi):
            from_community += 1
        while (
            from_commissioner < least_commissioner
            and (from_commissioner == 0 or from_community + from_commissioner < scorers)
            and commissioner.place(eoi)
        ):
            from_commissioner += 1
        while from_community + from_commissioner < scorers and community.place(eoi):
            from_community += 1
        enough = from_community + from_commissioner >= scorers and from_commissioner > 0
        if not enough or from_community < least_community:
            short.append(eoi.reference)
    pairs = [pair for group in groups.values() for pair in group.pairs()]
    return FairAssignment(tuple(pairs), tuple(sorted(short)))


def _choice(eoi: ToScore, members: Sequence[Scorer]) -> int:
    """How many members could score an EOI; those with the smallest choice go first."""
    return sum(1 for member in members if eoi.organisations.isdisjoint(member.hidden))


class _Group:
    """One group's members while the plan grows: their loads, and what each is given now."""

    def __init__(self, members: Sequence[Scorer], most_each: int) -> None:
        self._members = members
        self._most_each = most_each
        self._load = {member.member_id: member.load for member in members}
        self._given: dict[UUID, dict[UUID, ToScore]] = {member.member_id: {} for member in members}
        self._together: Counter[frozenset[UUID]] = Counter()

    def pairs(self) -> list[tuple[UUID, UUID]]:
        """Every EOI that was given, with its member."""
        return [(eoi_id, member_id) for member_id, given in self._given.items() for eoi_id in given]

    def place(self, eoi: ToScore) -> bool:
        """Give an EOI to one more member of the group; False when nobody can take it."""
        free = [m.member_id for m in self._members if self._may_take(m, eoi)]
        if not free:
            return False
        least = min(self._load[one] for one in free)
        came_from: dict[UUID, tuple[UUID, ToScore] | None] = {}
        taker = self._least_met(eoi, [one for one in free if self._load[one] == least])
        if least > min(self._load.values()):
            came_from = self._reachable(free)
            taker = min(came_from, key=lambda one: self._load[one])
        if self._load[taker] >= self._most_each:
            return False
        self._load[taker] += 1
        while (step := came_from.get(taker)) is not None:
            giver, passed = step
            self._given[taker][passed.eoi_id] = self._given[giver].pop(passed.eoi_id)
            taker = giver
        self._together.update(frozenset((taker, other)) for other in self._holders(eoi))
        self._given[taker][eoi.eoi_id] = eoi
        return True

    def _may_take(self, member: Scorer, eoi: ToScore) -> bool:
        return (
            member.member_id not in eoi.scorers
            and eoi.eoi_id not in self._given[member.member_id]
            and eoi.organisations.isdisjoint(member.hidden)
        )

    def _reachable(self, free: Sequence[UUID]) -> dict[UUID, tuple[UUID, ToScore] | None]:
        """Whoever could end up with one more EOI, and who would pass them which; stops at the least busy."""
        came_from: dict[UUID, tuple[UUID, ToScore] | None] = dict.fromkeys(free)
        waiting, lowest = deque(free), min(self._load.values())
        while waiting:
            giver = waiting.popleft()
            for member in self._members:
                if member.member_id in came_from:
                    continue
                passed = next((e for e in self._given[giver].values() if self._may_take(member, e)), None)
                if passed is not None:
                    came_from[member.member_id] = (giver, passed)
                    waiting.append(member.member_id)
                    if self._load[member.member_id] == lowest:
                        return came_from
        return came_from

    def _holders(self, eoi: ToScore) -> list[UUID]:
        return [one for one, given in self._given.items() if eoi.eoi_id in given]

    def _least_met(self, eoi: ToScore, near: Sequence[UUID]) -> UUID:
        """Of equally busy members the one who scored least often beside this EOI's other scorers."""
        others = self._holders(eoi)
        return min(near, key=lambda one: sum(self._together[frozenset((one, other))] for other in others))
