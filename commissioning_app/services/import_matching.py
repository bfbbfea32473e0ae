"""Tells which EOI of the round each row of a file is: by reference, then by organisation id."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any
from uuid import UUID

from commissioning_app.domain.importing.references import made_reference
from commissioning_app.services.import_organisations import Entry, OrganisationBook, org_id_key

COLUMNS = ("id", "reference", "organisation_id", "digest")
ALIKE = 0.5
"""Under this, two names under one reference are two organisations, not one name mended."""


@dataclass(eq=False, slots=True)
class Existing:
    """An EOI that the round has already."""

    id: UUID
    reference: str
    organisation_id: UUID
    digest: str


@dataclass
class Match:
    """For each row: the EOI it is, or None for a new one; the reference it gets; why it can't be taken.

    ``others`` holds reference and organisation of every EOI that the round has already.
    """

    existing: list[Existing | None]
    references: list[str]
    others: list[tuple[str, UUID]] = field(default_factory=list)
    refused: dict[int, str] = field(default_factory=dict)
    kept_references: dict[int, str] = field(default_factory=dict)


def match_rows(
    rows: Iterable[tuple[Any, ...]],
    *,
    references: Sequence[str],
    row_numbers: Sequence[int],
    made: frozenset[int],
    organisations: Sequence[Entry],
    org_ids: Sequence[str],
    book: OrganisationBook,
) -> Match:
    """Match the rows of one file with the round's EOIs; no two rows are the same EOI."""
    known = [Existing(*row) for row in rows]
    match = Match([None] * len(references), list(references))
    match.others = [(one.reference, one.organisation_id) for one in known]
    if not known:
        return match
    by_reference = {one.reference: one for one in known}
    _by_reference(match, by_reference, row_numbers, made, organisations, book)
    _by_organisation(match, known, row_numbers, made, org_ids, organisations)
    _give_free_references(match, by_reference, row_numbers, made)
    return match


def _by_reference(
    match: Match,
    by_reference: dict[str, Existing],
    row_numbers: Sequence[int],
    made: frozenset[int],
    organisations: Sequence[Entry],
    book: OrganisationBook,
) -> None:
    numbered: dict[str, list[Existing]] = defaultdict(list)
    if made:
        for reference, one in by_reference.items():
            numbered[re.sub(r"^(ROW-\d+)-\d+$", r"\1", reference)].append(one)
    for index, reference in enumerate(match.references):
        entry = organisations[index]
        if row_numbers[index] in made:  # a made reference says little: the organisation has to be the same
            same = [
                one
                for one in numbered.get(made_reference(row_numbers[index]), ())
                if one.organisation_id == entry.id or book.entries[one.organisation_id].name == entry.name
            ]
            found = min(same, key=lambda one: (len(one.reference), one.reference), default=None)
        else:
            found = by_reference.get(reference)
        if found is None:
            continue
        owner = book.entries[found.organisation_id]
        if owner is not entry and _are_strangers(owner, entry):
            match.refused[index] = (
                f"The reference {reference} is {owner.name}'s in this round. Give this row another reference."
            )
        match.existing[index] = found


def _are_strangers(owner: Entry, entry: Entry) -> bool:
    """Whether two organisations under one reference can't be one whose details were mended."""
    one, other = owner.name.casefold(), entry.name.casefold()
    return SequenceMatcher(None, one, other).ratio() < ALIKE


def _by_organisation(
    match: Match,
    known: Sequence[Existing],
    row_numbers: Sequence[int],
    made: frozenset[int],
    org_ids: Sequence[str],
    organisations: Sequence[Entry],
) -> None:
    """Rows without a match by reference take the only EOI that their org-id has and no row claims."""
    claimed = {one.id for one in match.existing if one is not None}
    free: dict[UUID, list[Existing]] = defaultdict(list)
    for one in known:
        if one.id not in claimed:
            free[one.organisation_id].append(one)
    for index, found in enumerate(match.existing):
        if found is None and org_id_key(org_ids[index]):
            candidates = free.get(organisations[index].id, [])
            if len(candidates) == 1:
                match.existing[index] = candidates.pop()
                if row_numbers[index] not in made:
                    match.kept_references[index] = match.references[index]


def _give_free_references(
    match: Match, by_reference: dict[str, Existing], row_numbers: Sequence[int], made: frozenset[int]
) -> None:
    """Matched rows keep the EOI's reference; a new row's made reference steps aside for one in use."""
    taken = set(by_reference) | {
        reference for reference, found in zip(match.references, match.existing, strict=True) if found is None
    }
    for index, found in enumerate(match.existing):
        reference = match.references[index]
        if found is not None:
            match.references[index] = found.reference
        elif row_numbers[index] in made and reference in by_reference:
            number = 2
            while f"{reference}-{number}" in taken:
                number += 1
            match.references[index] = f"{reference}-{number}"
            taken.add(match.references[index])
