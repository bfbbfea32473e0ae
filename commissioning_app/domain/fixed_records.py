"""Which records stay as they are: those that applicants, or a decision, already count on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from commissioning_app.domain.records import RoundRecords
from commissioning_app.domain.rounds import Round, RoundState

FIXED_FROM: Mapping[str, RoundState] = {
    "co_design": RoundState.OPEN,
    "demands": RoundState.OPEN,
    "power_used": RoundState.OPEN,
    "equality_statement": RoundState.OPEN,
    "positive_action": RoundState.OPEN,
    "authority": RoundState.DECIDED,
    "monitoring": RoundState.OPEN,
}
"""From which state on what stands in a record is fixed. What is missing can be written down later: the trail
says when. Only two can't: who applies has to know the demands, and the groupings of monitoring answers are
declared before anybody can see what they would show. The rest of the monitoring plan may change."""

NEVER_LATER = frozenset({"demands", "monitoring"})

WORDS: Mapping[str, str] = {
    "co_design": "what was done with communities",
    "demands": "what is asked of applicants",
    "power_used": "the power used, and why it is a grant",
    "equality_statement": "the equality statement",
    "positive_action": "the reason for a ring-fence",
    "authority": "the limit of authority",
    "monitoring": "the groups that are looked at together",
}


def is_fixed(round_: Round, name: str) -> bool:
    """Whether a record can't be changed any more in the round's state."""
    start = FIXED_FROM.get(name)
    if start is None or not (round_.is_past(start) or round_.state is RoundState.CANCELLED):
        return False
    return name in NEVER_LATER or _stands(round_.records, name)


def fixed_fences(round_: Round) -> frozenset[str]:
    """The ring-fences whose reason can't be changed any more."""
    if not is_fixed(round_, "positive_action"):
        return frozenset()
    return frozenset(one.ring_fence for one in round_.records.positive_action)


def changed_too_late(round_: Round, new: RoundRecords) -> Iterator[str]:
    """The names of the fixed records that ``new`` would change."""
    for name in FIXED_FROM:
        before, after = getattr(round_.records, name), getattr(new, name)
        if not is_fixed(round_, name) or before == after:
            continue
        if name == "positive_action" and all(one in after for one in before):
            continue
        if name == "monitoring" and before.groupings == after.groupings:
            continue
        yield name


def with_days(before: RoundRecords, new: RoundRecords, today: date) -> RoundRecords:
    """The reasons for ring-fences with the day on which they were written or changed; nobody types it."""
    known = {replace(one, recorded_on=None): one.recorded_on for one in before.positive_action}
    dated = tuple(
        replace(one, recorded_on=known.get(replace(one, recorded_on=None), today))
        for one in new.positive_action
    )
    return replace(new, positive_action=dated)


def _stands(records: RoundRecords, name: str) -> bool:
    return bool(getattr(records, name) != getattr(RoundRecords(), name))
