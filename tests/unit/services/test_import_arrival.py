"""When an EOI came: late after the closing day, never in the future; and its contact, kept apart."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from commissioning_app.domain.eois import EoiState
from commissioning_app.domain.rounds import RoundState
from tests.factories import Office, a_round, make_office, store
from tests.unit.services.importing_making import HEADERS, bring_in, counts, eois

RECEIVED = (*HEADERS, "Received at")
CONTACT = (*HEADERS, "Contact name", "Contact e-mail")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = make_office(str(tmp_path / "w.db"), now=datetime(2026, 10, 20, 9, 0, tzinfo=UTC))
    store(office.officer, a_round(state=RoundState.CLOSED))
    return office


def last_entry(office: Office) -> Any:
    with office.officer.reading() as uow:
        return list(uow.trail.entries())[-1]


def test_the_whole_closing_day_in_london_is_in_time(office: Office) -> None:
    moments = [
        datetime(2026, 10, 2, 23, 59), "2 October 2026", "2026-10-02T23:30:00Z", datetime(2026, 10, 3, 0, 0),
        "",
    ]  # fmt: skip
    rows = [(f"A{i}", "Circle", 5.0, moment) for i, moment in enumerate(moments)]
    assert counts(bring_in(office.officer, rows, RECEIVED)) == (5, 0, 0, 0)
    late = EoiState.LATE
    assert [e.state for _, e in sorted(eois(office.officer).items())] == [
        EoiState.RECEIVED, EoiState.RECEIVED, late, late, EoiState.RECEIVED,
    ]  # fmt: skip
    assert eois(office.officer)["A3"].state_reason == "It came after the closing day."


def test_a_corrected_moment_can_make_an_eoi_late(office: Office) -> None:
    bring_in(office.officer, [("A1", "Circle", 5.0, date(2026, 10, 1))], RECEIVED)
    assert counts(bring_in(office.officer, [("A1", "Circle", 5.0, date(2026, 10, 5))], RECEIVED)) == (
        0,
        1,
        0,
        0,
    )
    assert eois(office.officer)["A1"].state is EoiState.LATE
    assert last_entry(office).before["eois"] == {
        "A1": {"received_at": "2026-09-30T23:00:00+00:00", "state": "received", "state_reason": ""}
    }


def test_an_eoi_from_the_future_is_refused(office: Office) -> None:
    report = bring_in(office.officer, [("A1", "Circle", 5.0, date(2026, 12, 1))], RECEIVED)
    assert counts(report) == (0, 0, 0, 1)
    assert [(p.column, p.problem) for p in report.problems] == [
        ("Received at", "This day has not come yet. Check the day.")
    ]


def test_after_closing_a_file_without_moments_says_how_it_was_taken(office: Office) -> None:
    report = bring_in(office.officer, [("A1", "Circle", 5.0)])
    assert [(n.row, n.column, n.became) for n in report.interpretations] == [(0, "received_at", "in time")]


def test_contacts_stand_apart_and_their_changes_in_the_erasable_part(office: Office) -> None:
    rows = [("A1", "Circle", 5.0, "Bo", "bo@example.org"), ("A2", "Square", 5.0, "", "")]
    bring_in(office.officer, rows, CONTACT)
    changed = [("A1", "Circle", 5.0, "Bo", "new@example.org"), ("A2", "Square", 5.0, "Cy", "")]
    assert counts(bring_in(office.officer, changed, CONTACT)) == (0, 2, 0, 0)
    with office.officer.reading() as uow:
        found = {
            eoi.reference: (contact.name, contact.email)
            for eoi in uow.eois.where()
            for contact in uow.contacts.where(eoi_id=eoi.id)
        }
        entry = list(uow.trail.entries())[-1]
        personal = uow.trail.personal()[entry.id].body
    assert found == {"A1": ("Bo", "new@example.org"), "A2": ("Cy", "")}
    assert "example.org" not in str((entry.before, entry.after))
    assert personal is not None
    assert personal["contacts"] == {
        "A1": {
            "before": {"name": "Bo", "email": "bo@example.org"},
            "after": {"name": "Bo", "email": "new@example.org"},
        },
        "A2": {"before": {"name": "", "email": ""}, "after": {"name": "Cy", "email": ""}},
    }
    assert counts(bring_in(office.officer, changed, CONTACT)) == (0, 0, 2, 0)


def test_a_contacts_details_are_not_in_the_digest(office: Office) -> None:
    bring_in(office.officer, [("A1", "Circle", 5.0, "Bo", "bo@example.org")], CONTACT)
    first = eois(office.officer)["A1"].digest
    bring_in(office.officer, [("A1", "Circle", 5.0, "Cy", "cy@example.org")], CONTACT)
    assert eois(office.officer)["A1"].digest == first
