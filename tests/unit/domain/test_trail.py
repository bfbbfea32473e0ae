"""The chain: whole when untouched, and any change to any column of any entry shows."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissioning_app.domain.trail import FIRST_HASH, TrailEntry, TrailHead, TrailPersonal, problems_of_chain

AT = datetime(2026, 9, 2, 9, tzinfo=UTC)


def chain(count: int) -> tuple[list[TrailEntry], TrailHead, dict[int, TrailPersonal]]:
    entries, personal, last = [], {}, FIRST_HASH
    for number in range(1, count + 1):
        part = TrailPersonal(number, f"salt{number}", {"actor_name": f"Person {number}"})
        entry = TrailEntry(
            number, AT, UUID(int=number), "officer", "done", "round", "x", None, "", None, {"n": number},
            part.compute_hash(), last,
        )  # fmt: skip
        entry.hash = last = entry.compute_hash()
        entries.append(entry)
        personal[number] = part
    return entries, TrailHead(1, count, last), personal


def test_an_untouched_chain_holds_and_an_empty_one_too() -> None:
    assert problems_of_chain(*chain(5)) == []
    assert problems_of_chain([], None, {}) == []


CHANGES: dict[str, Any] = {
    "id": 9, "at": AT.replace(year=2025), "actor_id": UUID(int=99), "actor_roles": "auditor", "action": "x",
    "subject_kind": "x", "subject_id": "y", "round_id": UUID(int=1), "reason": "y", "before": {"a": 1},
    "after": None, "personal_hash": "x", "previous_hash": "x", "hash": "x",
}  # fmt: skip


@pytest.mark.parametrize("column", CHANGES)
@given(where=st.integers(0, 4))
def test_a_change_to_any_column_shows(column: str, where: int) -> None:
    entries, head, personal = chain(5)
    setattr(entries[where], column, CHANGES[column])
    assert problems_of_chain(entries, head, personal)


@given(where=st.integers(0, 4))
def test_a_removed_entry_shows_also_the_last(where: int) -> None:
    entries, head, personal = chain(5)
    del entries[where]
    assert problems_of_chain(entries, head, personal)


def test_a_missing_head_shows() -> None:
    entries, _, personal = chain(2)
    assert problems_of_chain(entries, None, personal) == ["The head of the trail is missing."]


def test_a_changed_personal_part_shows_and_an_erased_one_does_not() -> None:
    entries, head, personal = chain(3)
    personal[2].body = {"actor_name": "Somebody else"}
    assert problems_of_chain(entries, head, personal) == [
        "The personal part of entry 2 was changed after it was written."
    ]
    personal[2].body = None
    assert problems_of_chain(entries, head, personal) == []
    assert problems_of_chain(entries, head, {}) == []
