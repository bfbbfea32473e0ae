"""Two people changed one design: what of it they both changed, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from commissioning_app.domain.errors import StaleVersion
from commissioning_app.domain.records import RoundRecords
from commissioning_app.domain.rounds import Round
from commissioning_app.ui.rounds.design.section import Design
from commissioning_app.ui.rounds.design.words import say

RECORDS = "records"


def changed_records(original: Design, changed: Design) -> dict[str, Any]:
    """The records that differ from what was read, by name."""
    before, after = original.get(RECORDS), changed.get(RECORDS)
    if not isinstance(before, RoundRecords) or not isinstance(after, RoundRecords):
        return {}
    pairs = {one.name: (getattr(before, one.name), getattr(after, one.name)) for one in fields(RoundRecords)}
    return {name: now for name, (then, now) in pairs.items() if now != then}


def both_versions(
    error: StaleVersion, original: Design, now: Round, changed: Design
) -> tuple[dict[str, str], dict[str, str]]:
    """Theirs and yours in words, where both changed what was read; of the records, only such ones."""
    theirs: dict[str, str] = {}
    yours: dict[str, str] = {}
    for key in changed:
        if getattr(now, key) in (original[key], changed[key]):
            continue
        one, other = error.theirs.get(key), error.yours.get(key)
        if key == RECORDS:
            both = changed_records(original, changed).keys() & changed_records(original, {key: now.records})
            names = [one.name for one in fields(RoundRecords) if one.name in both]
            one, other = _only(one, names), _only(other, names)
        if one != other:
            theirs[key], yours[key] = say(key, one), say(key, other)
    return theirs, yours


def _only(records: Any, names: Sequence[str]) -> dict[str, Any]:
    return {name: records[name] for name in names} if isinstance(records, Mapping) else {}
