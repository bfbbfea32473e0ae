"""Read model of the Trail: one readable line for each entry, with what was before and after."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from commissioning_app.domain.money import pounds
from commissioning_app.domain.roles import can_read_trail, can_see_all_assessments
from commissioning_app.domain.trail import TrailEntry
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.interests import hidden_eois
from commissioning_app.services.lookups import round_by_code
from commissioning_app.services.permissions import require
from commissioning_app.services.ports.reading import TrailLine
from commissioning_app.services.ports.unit_of_work import UnitOfWork
from commissioning_app.services.sight import outcomes_out_of_sight

ERASED = "somebody whose name was erased"
SHOWN_SCORES = frozenset({"assessment sent", "score changed at moderation"})
"""Entries about assessments whose content others may read; drafts stay with who wrote them."""

OUTCOMES = frozenset({"recommendation recorded", "awards made", "award taken back"})
"""Entries that hold what EOIs get, which a panel member with a tie is not told before the announcement."""

TO_PAYEES = frozenset(
    {
        "due diligence checked", "due diligence taken back", "due diligence exception proposed",
        "due diligence exception agreed", "due diligence exception sent back", "subsidy answer recorded",
    }
)  # fmt: skip
"""Entries that say by themselves who is to be funded: such a member is not shown them before then at all."""

LONGEST = 400
"""How many characters of a value one line of a detail shows."""

WORDS_OF_PEOPLE = (
    "contact", "comments", "comment", "note", "why", "name", "email", "owner",
    "about_before", "about", "promised_before", "promised",
)  # fmt: skip
"""What the erasable part may hold that a reader of the trail is shown."""


@dataclass(frozen=True)
class TrailRow:
    """One entry: who did what, when, why; ``details`` are (what, before, after), empty where none was."""

    id: int
    at: datetime
    who: str
    roles: tuple[str, ...]
    what: str
    reason: str
    round_code: str
    details: tuple[tuple[str, str, str], ...]


def trail_rows(
    context: ServiceContext, *, round_code: str | None = None, before_id: int | None = None, limit: int = 500
) -> tuple[TrailRow, ...]:
    """The newest entries first, of one round or of all, so many at a time; ``before_id`` asks for more."""
    require(context.actor, can_read_trail)
    with context.reading() as uow:
        round_id = None if round_code is None else round_by_code(uow, round_code).id
        lines = uow.views.trail_page(round_id=round_id, before_id=before_id, limit=limit)
        names = _Names(uow, [line.entry for line in lines])
        secret = _secret_subjects(uow, context)
        codes = dict(uow.rounds.columns("id", "code"))
        panels = {row[0] for row in uow.members.columns("round_id", person_id=context.actor.person_id)}
        untold = {one for one in panels if outcomes_out_of_sight(uow, context, uow.rounds.get(one))}
    return tuple(
        _row(context, line, names, codes, panels, untold)
        for line in lines
        if line.entry.subject_id not in secret
        and not (line.entry.round_id in untold and line.entry.action in TO_PAYEES)
    )


def _row(
    context: ServiceContext,
    line: TrailLine,
    names: _Names,
    codes: Mapping[UUID, str],
    panels: set[UUID],
    untold: set[UUID],
) -> TrailRow:
    entry, personal = line
    subject = names.of(entry)
    is_told = entry.round_id not in untold or entry.action not in OUTCOMES
    action = entry.action[:1].upper() + entry.action[1:]
    return TrailRow(
        id=entry.id,
        at=entry.at,
        who=str((personal or {}).get("actor_name") or ERASED),
        roles=tuple(role.replace("_", " ") for role in entry.actor_roles.split(",") if role),
        what=f"{action}: {subject}" if subject else action,
        reason=entry.reason,
        round_code=codes.get(entry.round_id, "") if entry.round_id else "",
        details=_details(context, entry, personal, names, panels) if is_told else (),
    )


def _details(
    context: ServiceContext,
    entry: TrailEntry,
    personal: Mapping[str, Any] | None,
    names: _Names,
    panels: set[UUID],
) -> tuple[tuple[str, str, str], ...]:
    """What changed, line by line; scores only for those who may see them."""
    sees_people = can_see_all_assessments(context.actor)
    if entry.subject_kind == "assessment":
        on_panel = entry.round_id in panels
        shown = entry.action in SHOWN_SCORES and sees_people and not on_panel
        if not shown and entry.actor_id != context.actor.person_id:
            return ()
    before, after = dict(entry.before or {}), entry.after or {}
    before.pop("drafts", None)
    lines = [
        (_label(key), names.said(key, before.get(key)), names.said(key, after.get(key)))
        for key in [*after, *(key for key in before if key not in after)]
    ]
    if sees_people and personal:
        lines += [
            (_label(key), "", names.said(key, personal[key]))
            for key in WORDS_OF_PEOPLE
            if personal.get(key) and not (key == "name" and personal[key] == personal.get("actor_name"))
        ]
    return tuple(one for one in lines if one[1] or one[2])


def _label(key: str) -> str:
    words = key.removesuffix("_pence").removesuffix("_id").replace("_", " ").replace("eoi", "EOI")
    return words[:1].upper() + words[1:]


class _Names:
    """The names of whatever entries are about, asked for once a page."""

    def __init__(self, uow: UnitOfWork, entries: Iterable[TrailEntry]) -> None:
        ids = {entry.subject_id for entry in entries}
        self._people: dict[str, str] = {str(key): name for key, name in uow.people.columns("id", "name")}
        self._rounds: dict[str, str] = {str(key): code for key, code in uow.rounds.columns("id", "code")}
        self._members: dict[str, str] = {
            str(key): self._people.get(str(person), "")
            for key, person in uow.members.columns("id", "person_id")
        }
        self._uow = uow
        self._found: dict[str, str] = {}
        finders: dict[str, Callable[[list[UUID]], Iterable[tuple[UUID, str]]]] = {
            "eoi": lambda wanted: _pairs(uow.eois.columns("id", "reference", id=wanted)),
            "organisation": lambda wanted: _pairs(uow.organisations.columns("id", "name", id=wanted)),
            "assessment": self._assessments,
            "declaration": self._declarations,
            "award": self._awards,
            "programme": lambda wanted: _pairs(uow.programmes.columns("id", "name", id=wanted)),
            "explanation": lambda wanted: _pairs(uow.explanations.columns("id", "check_id", id=wanted)),
            "action": lambda wanted: _pairs(uow.actions.columns("id", "check_id", id=wanted)),
        }
        for kind, find in finders.items():
            wanted = sorted({e.subject_id for e in entries if e.subject_kind == kind} & ids)
            keys = [UUID(one) for one in wanted if _is_uuid(one)]
            if keys:
                self._found.update({str(key): name for key, name in find(keys)})

    def of(self, entry: TrailEntry) -> str:
        """What an entry is about, in a word; nothing for the workspace and what is gone."""
        key = entry.subject_id
        for kind, known in (
            ("person", self._people),
            ("panel_member", self._members),
            ("round", self._rounds),
        ):
            if entry.subject_kind == kind:
                return known.get(key, "")
        if entry.subject_kind == "assessment":
            told = (entry.after or {}).get("eoi", "")
            return self._found.get(key) or str(told)
        return self._found.get(key, "")

    def said(self, key: str, value: Any) -> str:
        """A value of the trail in words: money as pounds, people and members by name."""
        if value is None or value == "" or value == {} or value == []:
            return ""
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, int) and key.endswith("_pence"):
            return pounds(value)
        if isinstance(value, Mapping):
            inner = [
                f"{self._known(str(k)) or 'whole'}: {self.said(str(k), v) or '–'}" for k, v in value.items()
            ]
            return _short("; ".join(inner))
        if isinstance(value, list):
            return _short(", ".join(self.said(key, item) for item in value))
        return _short(self._known(str(value)))

    def _known(self, text: str) -> str:
        known = self._people.get(text) or self._members.get(text) or self._rounds.get(text)
        return known or self._found.get(text) or text

    def _assessments(self, wanted: list[UUID]) -> Iterable[tuple[UUID, str]]:
        rows = self._uow.assessments.columns("id", "eoi_id", "member_id", id=wanted)
        references = dict(self._uow.eois.columns("id", "reference", id=[row[1] for row in rows]))
        return [(row[0], f"{references[row[1]]}, by {self._members[str(row[2])]}") for row in rows]

    def _declarations(self, wanted: list[UUID]) -> Iterable[tuple[UUID, str]]:
        rows = self._uow.declarations.columns("id", "person_id", "organisation_id", id=wanted)
        names = dict(self._uow.organisations.columns("id", "name", id=[row[2] for row in rows]))
        return [(row[0], f"{self._people[str(row[1])]} and {names[row[2]]}") for row in rows]

    def _awards(self, wanted: list[UUID]) -> Iterable[tuple[UUID, str]]:
        rows = self._uow.awards.columns("id", "eoi_id", id=wanted)
        references = dict(self._uow.eois.columns("id", "reference", id=[row[1] for row in rows]))
        return [(row[0], references[row[1]]) for row in rows]


def _pairs(rows: list[tuple[Any, ...]]) -> list[tuple[UUID, str]]:
    return [(row[0], row[1]) for row in rows]


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"


def _secret_subjects(uow: UnitOfWork, context: ServiceContext) -> frozenset[str]:
    """EOIs, and assessments of them, that a panel member with an interest is not shown here either."""
    secret: set[str] = set()
    for (round_id,) in uow.members.columns("round_id", person_id=context.actor.person_id):
        hidden = hidden_eois(uow, round_id, context.actor.person_id)
        if hidden:
            secret |= {str(one) for one in hidden}
            secret |= {str(row[0]) for row in uow.assessments.columns("id", eoi_id=hidden)}
    return frozenset(secret)
