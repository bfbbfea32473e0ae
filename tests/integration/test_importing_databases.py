"""The same import on SQLite and on PostgreSQL."""

from __future__ import annotations

from commissioning_app.domain.rounds import RoundState
from commissioning_app.services.workspace import verify_trail
from tests.factories import a_round, make_office, store
from tests.unit.services.importing_making import HEADERS, bring_in, counts, eois, organisations

HEADINGS = (*HEADERS, "Org-id", "Contact e-mail", "Received at", "answer:need")
ROWS = [
    ("A1", "Café “Ünique” 😀", 84_000_000.0, "GB-CHC-1111111", "a@example.org", "1 Sep 2026 08:00", "Walks"),
    ("A2", "Square", 500.5, "", "", "", ""),
]


def test_an_import_its_repetition_and_an_update(database_url: str) -> None:
    office = make_office(database_url)
    store(office.officer, a_round(state=RoundState.OPEN))
    assert counts(bring_in(office.officer, ROWS, HEADINGS)) == (2, 0, 0, 0)
    assert counts(bring_in(office.officer, ROWS, HEADINGS)) == (0, 0, 2, 0)
    changed = [(*ROWS[0][:2], 90_000_000.0, *ROWS[0][3:4], "b@example.org", *ROWS[0][5:]), ROWS[1]]
    assert counts(bring_in(office.officer, changed, HEADINGS)) == (0, 1, 1, 0)
    kept = eois(office.officer)
    assert (kept["A1"].requested_pence, kept["A1"].answers) == (9_000_000_000, {"need": "Walks"})
    assert organisations(office.officer) == sorted(
        [("Café “Ünique” 😀", "GB-CHC-1111111", ""), ("Square", "", "")]
    )
    assert verify_trail(office.officer).problems == ()
    office.app.close()
