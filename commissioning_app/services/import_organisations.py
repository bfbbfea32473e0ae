"""Finds the organisation of each imported row: by org-id, then register number, then exact name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from commissioning_app.domain.duplicates import Known
from commissioning_app.domain.organisations import key_of_name

COLUMNS = (
    "id", "name", "org_id", "charity_number", "company_number", "address", "postcode", "yearly_income_pence",
)  # fmt: skip
FEWEST_DIGITS = 4
"""A register number with fewer digits ("N/A", "pending", "1") tells nobody apart."""

_NOT_NUMBER = re.compile(r"[^A-Z0-9]")


@dataclass(eq=False, slots=True)
class Entry:
    """One organisation, of the workspace or new from this file; ``before`` holds what was changed."""

    id: UUID
    name: str
    org_id: str = ""
    charity_number: str = ""
    company_number: str = ""
    address: str = ""
    postcode: str = ""
    yearly_income_pence: int | None = None
    is_new: bool = False
    is_used: bool = False
    before: dict[str, Any] = field(default_factory=dict)

    def change(self, name: str, value: Any) -> None:
        """Take a new value, remembering the one that the workspace has."""
        if not self.is_new:
            self.before.setdefault(name, getattr(self, name))
        setattr(self, name, value)

    def as_known(self) -> Known:
        """What tells it apart, for finding likely duplicates."""
        return Known(
            self.id,
            self.name,
            key_of_name(self.name),
            self.org_id,
            self.charity_number,
            self.company_number,
            self.postcode,
        )


def number_key(text: str) -> str:
    """A register number for matching: letters and digits without zeros in front, or nothing."""
    if text.isdecimal():
        key = text.lstrip("0")
        return key if len(key) >= FEWEST_DIGITS else ""
    key = _NOT_NUMBER.sub("", text.upper()).lstrip("0")
    return key if sum(map(str.isdigit, key)) >= FEWEST_DIGITS else ""


def org_id_key(text: str) -> str:
    """An org-id for matching, or nothing when the cell says "none" or the like."""
    return text if "-" in text and len(text) > 5 else ""


class OrganisationBook:
    """All organisations of a workspace and those that a file adds, found by what identifies them."""

    def __init__(self, rows: Iterable[tuple[Any, ...]]) -> None:
        self.entries: dict[UUID, Entry] = {}
        self._by_org_id: dict[str, Entry] = {}
        self._by_charity: dict[str, list[Entry]] = defaultdict(list)
        self._by_company: dict[str, list[Entry]] = defaultdict(list)
        self._by_name: dict[str, list[Entry]] = defaultdict(list)
        self._found: dict[tuple[str, str, str, str], Entry] = {}
        for row in rows:
            self._put(Entry(*row))

    def find_or_add(self, name: str, org_id: str = "", charity: str = "", company: str = "") -> Entry:
        """The organisation that these identify; a new one when there is none."""
        key = (name, org_id, charity, company)
        entry = self._found.get(key)
        if entry is None:
            entry = self._find(*key)
            if entry is None:
                entry = Entry(uuid4(), name, org_id, charity, company, is_new=True)
                self._put(entry)
            else:
                self._complete(entry, org_id, charity, company)
            self._found[key] = entry
        return entry

    def _find(self, name: str, org_id: str, charity: str, company: str) -> Entry | None:
        known = self._by_org_id.get(org_id_key(org_id))
        if known is not None:
            return known
        for index, key in (
            (self._by_charity, number_key(charity)),
            (self._by_company, number_key(company)),
            (self._by_name, name),
        ):
            for entry in index.get(key, ()) if key else ():
                if _is_compatible(entry, org_id, charity, company):
                    return entry
        return None

    def _complete(self, entry: Entry, org_id: str, charity: str, company: str) -> None:
        """Add the numbers that an organisation lacked; never replace one."""
        given = {"org_id": org_id, "charity_number": charity, "company_number": company}
        missing = {name: text for name, text in given.items() if text and not getattr(entry, name)}
        for name, text in missing.items():
            entry.change(name, text)
        if missing:
            self._index(entry)

    def _put(self, entry: Entry) -> None:
        self.entries[entry.id] = entry
        self._index(entry)
        self._by_name[entry.name].append(entry)

    def _index(self, entry: Entry) -> None:
        if key := org_id_key(entry.org_id):
            self._by_org_id.setdefault(key, entry)
        if (key := number_key(entry.charity_number)) and entry not in self._by_charity[key]:
            self._by_charity[key].append(entry)
        if (key := number_key(entry.company_number)) and entry not in self._by_company[key]:
            self._by_company[key].append(entry)


def _is_compatible(entry: Entry, org_id: str, charity: str, company: str) -> bool:
    """Whether no identifier of the two contradicts the other: then they may be one."""
    return not (
        _differ(org_id_key(entry.org_id), org_id_key(org_id))
        or _differ(number_key(entry.charity_number), number_key(charity))
        or _differ(number_key(entry.company_number), number_key(company))
    )


def _differ(one: str, other: str) -> bool:
    return bool(one and other and one != other)
