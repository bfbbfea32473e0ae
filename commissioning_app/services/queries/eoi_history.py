"""Read model of one EOI's history: what happened to it, alone and together with others, newest first."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from commissioning_app.domain.dates import long_date
from commissioning_app.domain.money import pounds
from commissioning_app.domain.roles import can_read_eois
from commissioning_app.domain.trail import TrailEntry
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.interests import ensure_not_hidden
from commissioning_app.services.lookups import eoi_by_reference, round_by_code
from commissioning_app.services.permissions import require

IMPORTED = "EOIs imported"
FOUND_TOGETHER = "EOIs found eligible"
BULK = {IMPORTED: "imported from a workbook", FOUND_TOGETHER: "found eligible together with others"}
"""What is done to many EOIs in one entry of their round, and how it reads for one of them."""

FILE_CAME, FILE_WENT = frozenset({"file added to an EOI"}), frozenset({"file taken out of an EOI"})
"""What happens to a file of an EOI; its name is what tells a reader which one it was."""

ERASED = "somebody whose name was erased"
UNTOLD = frozenset({"id", "round_id", "organisation_id", "reference", "source", "late_agreed_by"})
"""Keys of an entry that say nothing to a reader of this EOI."""

LONGEST = 300
_DAY = re.compile(r"^\d{4}-\d\d-\d\d(T.*)?$")


@dataclass(frozen=True)
class HistoryLine:
    """One thing that happened: when, who, what, why; ``changed`` holds (what, before, after) in words."""

    at: datetime
    who: str
    what: str
    reason: str
    changed: tuple[tuple[str, str, str], ...]


def eoi_history(context: ServiceContext, *, round_code: str, reference: str) -> tuple[HistoryLine, ...]:
    """All that the trail holds on one EOI, the newest first."""
    require(context.actor, can_read_eois)
    with context.reading() as uow:
        round_ = round_by_code(uow, round_code)
        eoi = eoi_by_reference(uow, round_.id, reference)
        ensure_not_hidden(uow, context, round_, eoi)
        lines = uow.views.trail_about(eoi.id, round_id=round_.id, together=tuple(BULK))
        return tuple(
            _line(entry, personal or {}, reference)
            for entry, personal in lines
            if entry.subject_id == str(eoi.id) or _concerns(entry, reference)
        )


def _concerns(entry: TrailEntry, reference: str) -> bool:
    """Whether an entry about many EOIs is about this one too."""
    after = entry.after or {}
    return reference in after.get("digests", {}) or reference in after.get("references", ())


def _line(entry: TrailEntry, personal: Mapping[str, Any], reference: str) -> HistoryLine:
    before, after = entry.before or {}, entry.after or {}
    what = BULK.get(entry.action, entry.action)
    if entry.action == IMPORTED:
        was_there = reference in after.get("eois", {})
        file = after.get("file", {}).get("name", "")
        what = f"{'brought up to date' if was_there else 'imported'} from {file}" if file else what
        before, after = before.get("eois", {}).get(reference, {}), after.get("eois", {}).get(reference, {})
    elif entry.action in FILE_CAME or entry.action in FILE_WENT:
        name = personal.get("name", "")
        before = {"file": name if entry.action in FILE_WENT else ""}
        after = {"file": name if entry.action in FILE_CAME else ""}
    elif entry.action == FOUND_TOGETHER:
        before, after = {"state": before.get("state")}, {"state": after.get("state")}
    is_first = entry.before is None and entry.action not in FILE_CAME
    return HistoryLine(
        at=entry.at,
        who=str(personal.get("actor_name") or ERASED),
        what=what[:1].upper() + what[1:],
        reason=entry.reason,
        changed=() if is_first else _changes(before, after),
    )


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[tuple[str, str, str], ...]:
    keys = [key for key in dict.fromkeys((*before, *after)) if key not in UNTOLD]
    said = [(_label(key), _words(key, before.get(key)), _words(key, after.get(key))) for key in keys]
    return tuple(one for one in said if one[1] != one[2])


def _label(key: str) -> str:
    words = key.removesuffix("_pence").removesuffix("_organisation_id").replace("_", " ")
    return words[:1].upper() + words[1:]


def _words(key: str, value: Any) -> str:
    if value in (None, "", {}, []):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int) and key.endswith("_pence"):
        return pounds(value)
    if isinstance(value, Mapping):
        text = "; ".join(f"{one}: {said}" for one, said in value.items())
    elif _DAY.match(str(value)):
        text = long_date(date.fromisoformat(str(value)[:10]))
    else:
        text = str(value).replace("_", " ")
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"
