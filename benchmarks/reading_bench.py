"""What pages read of 10,000 EOIs with 30,000 assessments, against bare sqlite3 reading the same columns.

Run as ``python benchmarks/reading_bench.py``. The bare half selects the columns that the page is made of, and
makes nothing of them; ours turns them into ids, instants and states, weighs every score, makes exact panel
scores and puts rows together. Only the ratio counts: both take turns, and the best turn of each is compared,
in seconds of the processor, so that a busy machine slows both alike.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.large_round import CODE, EOIS, SCORERS, make_large_round  # noqa: E402

TURNS = 7
EOI_LINES = (
    "SELECT eoi.id, reference, organisation.name, title, requested_pence, minimum_pence, funding_kind, "
    "state, yearly_income_pence, received_at FROM eoi JOIN organisation ON organisation.id = organisation_id"
)
STANDINGS = "SELECT id, organisation_id, host_organisation_id, state, reason_code, created_at FROM eoi"
SCORES = "SELECT eoi_id, member_id, scores FROM assessment WHERE state = 'submitted'"
ASSIGNED = "SELECT eoi_id, member_id FROM assignment"


@dataclass(frozen=True)
class Page:
    """A page: the most that ours may take as a multiple of the bare half, and what that selects."""

    most: float
    statements: tuple[str, ...]


PAGES: Mapping[str, Page] = {
    "eoi_rows": Page(4.0, (EOI_LINES, STANDINGS, SCORES)),
    "moderation_rows": Page(6.0, (EOI_LINES, STANDINGS, SCORES, ASSIGNED)),
    "home_items": Page(6.0, (STANDINGS, SCORES, ASSIGNED)),
    "compute_allocation": Page(8.0, (EOI_LINES, STANDINGS, SCORES)),
}


@cache
def measure() -> Mapping[str, tuple[float, float]]:
    """For each page: seconds of ours and of bare sqlite3."""
    from commissioning_app.services.allocation import compute_allocation
    from commissioning_app.services.queries.eois import eoi_rows
    from commissioning_app.services.queries.home import home_items
    from commissioning_app.services.queries.moderation import moderation_rows

    with tempfile.TemporaryDirectory() as name:
        place = Path(name) / "workspace.db"
        office, _ = make_large_round(str(place))
        officer = office.officer
        ours: Mapping[str, Callable[[], object]] = {
            "eoi_rows": lambda: eoi_rows(officer, round_code=CODE),
            "moderation_rows": lambda: moderation_rows(officer, round_code=CODE),
            "home_items": lambda: home_items(officer),
            "compute_allocation": lambda: compute_allocation(officer, round_code=CODE),
        }
        bare = sqlite3.connect(place)
        found = {page: _take_turns(ours[page], bare, PAGES[page].statements) for page in PAGES}
        bare.close()
        office.app.close()
    return found


def _take_turns(
    ours: Callable[[], object], bare: sqlite3.Connection, statements: tuple[str, ...]
) -> tuple[float, float]:
    def select() -> None:
        for statement in statements:
            assert len(bare.execute(statement).fetchall()) in (EOIS, EOIS * SCORERS)

    turns = [(_seconds(ours), _seconds(select)) for _ in range(TURNS)]
    return min(turn[0] for turn in turns), min(turn[1] for turn in turns)


def _seconds(work: Callable[[], object]) -> float:
    """Of the processor's time: neither half waits for anything but the processor."""
    start = time.process_time()
    work()
    return time.process_time() - start


def ratio(page: str) -> float:
    """How many times as long as the bare half a page takes."""
    ours, bare = measure()[page]
    return ours / bare


def main() -> int:
    """Print each page's two times and their ratio; 1 when one is over its bound."""
    good = True
    for page, (ours, bare) in measure().items():
        most = PAGES[page].most
        times = f"{ours * 1000:.0f} ms, sqlite3 {bare * 1000:.0f} ms"
        print(f"{page}: {times}, ratio {ours / bare:.2f} (at most {most})")
        good = good and ours / bare <= most
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
