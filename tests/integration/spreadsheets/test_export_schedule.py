"""Exporting the schedule as a service: what is on it, its digest in the trail, both files or none."""

from __future__ import annotations

import csv
import hashlib
import io
from pathlib import Path

import pytest

from commissioning_app.domain.awards import AwardState
from commissioning_app.domain.errors import BadValue, NotAllowed, StepRefused
from commissioning_app.services.schedule import export_schedule, read_schedule, reconcile_schedule
from commissioning_app.services.whole_files import CannotWrite
from commissioning_app.spreadsheets.schedule import ScheduleWorkbooks
from tests.decided import Decided, a_decided_round
from tests.factories import a_round, make_office, store

FILES = ScheduleWorkbooks()


def set_state(decided: Decided, reference: str, state: AwardState) -> None:
    """Put an award into a state, past its steps."""
    with decided.office.officer.unit_of_work() as uow:
        uow.awards.get(decided.awards[reference].id).state = state
        uow.commit()


def test_both_files_are_written_and_their_digests_recorded(database_url: str, tmp_path: Path) -> None:
    office = a_decided_round(database_url).office
    path = tmp_path / "out" / "schedule.xlsx"
    made = export_schedule(office.finance, files=FILES, round_code="R1", path=path)
    assert (made.lines, made.total_pence, made.reconciles) == (3, 1_540_001, True)
    assert made.files == (path, path.with_suffix(".csv"))
    digests = {one.name: hashlib.sha256(one.read_bytes()).hexdigest() for one in made.files}
    assert made.sha256 == digests["schedule.xlsx"]
    assert made.sentence == (
        "The schedule reconciles to the penny: of the pot of £150,000, £15,400.01 is awarded, "
        "the instalments come to £15,400.01, and £134,599.99 is left."
    )
    with office.finance.reading() as uow:
        (entry,) = [one for one in uow.trail.entries() if one.action == "award schedule exported"]
    assert entry.after == {"lines": 3, "total_pence": 1_540_001, "sha256": digests}
    assert sorted(one.name for one in path.parent.iterdir()) == ["schedule.csv", "schedule.xlsx"]


def test_a_host_is_the_payee_with_its_own_supplier_number(sqlite_url: str, tmp_path: Path) -> None:
    office = a_decided_round(sqlite_url).office
    path = tmp_path / "schedule.csv"
    made = export_schedule(office.officer, files=FILES, round_code="R1", path=path)
    assert made.files == (path,)
    rows = list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"))))
    assert [
        (row["Reference"], row["Organisation"], row["Payee"], row["Supplier number"]) for row in rows
    ] == [
        ("E-1", "Circle E-1", "Circle E-1", "S1"),
        ("E-1", "Circle E-1", "Circle E-1", "S1"),
        ("E-2", "Circle E-2", "The Host Trust", "S9"),
    ]
    assert [(row["Instalment"], row["Due date"], row["Amount (£)"], row["Cost centre"]) for row in rows] == [
        ("1 of 2", "2026-12-01", "4200.00", "CC1"),
        ("2 of 2", "2027-04-05", "4200.00", "CC1"),
        ("1 of 1", "2026-12-01", "7000.01", "CC1"),
    ]


def test_refused_awards_leave_and_ended_ones_keep_what_was_paid(sqlite_url: str) -> None:
    decided = a_decided_round(sqlite_url)
    with decided.office.officer.unit_of_work() as uow:
        first = uow.instalments.find(award_id=decided.awards["E-1"].id, number=1)
        assert first is not None
        first.state = "paid"
        uow.commit()
    set_state(decided, "E-1", AwardState.ENDED_EARLY)
    set_state(decided, "E-2", AwardState.REFUSED)
    schedule = read_schedule(decided.office.finance, round_code="R1")
    assert [(line.reference, line.amount, line.state, line.of) for line in schedule.lines] == [
        ("E-1", 420_000, "paid", 1)
    ]
    found = reconcile_schedule(decided.office.finance, round_code="R1")
    assert (found.awarded, found.instalments, found.differences) == (420_000, 420_000, ())


def test_who_may_and_when(sqlite_url: str, tmp_path: Path) -> None:
    office = make_office(sqlite_url)
    store(office.officer, a_round())
    with pytest.raises(NotAllowed):
        export_schedule(office.approver, files=FILES, round_code="R1", path=tmp_path / "x.csv")
    with pytest.raises(StepRefused, match="The round R1 has no awards yet"):
        export_schedule(office.finance, files=FILES, round_code="R1", path=tmp_path / "x.csv")
    with pytest.raises(BadValue, match=r"“x.pdf” should end in .xlsx or .csv"):
        export_schedule(office.finance, files=FILES, round_code="R1", path=tmp_path / "x.pdf")


def test_a_place_that_cannot_be_written_leaves_no_file_and_no_entry(sqlite_url: str, tmp_path: Path) -> None:
    office = a_decided_round(sqlite_url).office
    (tmp_path / "schedule.xlsx").mkdir()
    with pytest.raises(CannotWrite, match=r"schedule.xlsx” can't be written"):
        export_schedule(office.finance, files=FILES, round_code="R1", path=tmp_path / "schedule.xlsx")
    with office.finance.reading() as uow:
        assert not [one for one in uow.trail.entries() if one.action == "award schedule exported"]
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith(".")] == []
