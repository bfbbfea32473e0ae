"""A real funder's published grants, each row taken as an EOI, from the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from commissioning_app.cli import main

FILE = Path(__file__).resolve().parents[3] / "shared" / "data" / "andrew-lloyd-webber-foundation-grants.xlsx"

pytestmark = pytest.mark.skipif(not FILE.is_file(), reason="the published workbook is not on this machine")


def run(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    """What a command says with --json; it has to succeed and print nothing else."""
    assert main([*words, "--json"]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    answer: dict[str, Any] = json.loads(said.out)
    return answer


def test_a_real_workbook_is_taken_to_the_penny_and_only_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = ("--workspace", str(tmp_path / "w.db"))
    run(capsys, "round", "quick", "--code", "ALW", "--pot", "£500,000", *place)
    first = run(capsys, "import-eois", str(FILE), "--round", "ALW", *place)
    assert {key: first[key] for key in ("rows", "imported", "updated", "unchanged", "rejected")} == {
        "rows": 475, "imported": 475, "updated": 0, "unchanged": 0, "rejected": 0,
    }  # fmt: skip
    assert (first["requested_pence"], first["organisations"], first["problems"]) == (2_714_323_127, 288, [])
    noisy = [(n["row"], n["value"], n["became"]) for n in first["interpretations"] if "penny" in n["why"]]
    assert noisy == [
        (355, "41133.770000000004", "£41,133.77"),
        (359, "44337.130000000005", "£44,337.13"),
    ]
    assert [(d["first"], d["second"], d["why"]) for d in first["likely_duplicates"]] == [
        ("Arts Educational Schools London", "Arts Educational Schools London", "the same name"),
        ("Royal Academy of Music", "Royal Birmingham Conservatoire", "the same charity number"),
        ("Royal Birmingham Conservatoire", "Royal Birmingham Conservatoire", "the same name"),
    ]
    again = run(capsys, "import-eois", str(FILE), "--round", "ALW", *place)
    assert (again["unchanged"], again["requested_pence"], again["organisations"]) == (475, 2_714_323_127, 288)
    assert run(capsys, "verify", *place)["ok"] is True


def test_numbers_and_names_stay_as_the_funder_wrote_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import python_calamine

    from commissioning_app.bootstrap import open_app

    place = str(tmp_path / "w.db")
    run(capsys, "round", "quick", "--code", "ALW", "--pot", "£500,000", "--workspace", place)
    run(capsys, "import-eois", str(FILE), "--round", "ALW", "--workspace", place)
    headers, *rows = python_calamine.CalamineWorkbook.from_path(FILE).get_sheet_by_index(0).to_python()
    column = {header: index for index, header in enumerate(headers)}

    def cells(header: str) -> list[str]:
        plain = [row[column[header]] for row in rows]
        return [str(int(cell)) if isinstance(cell, float) else str(cell) for cell in plain]

    ids = cells("Recipient Org:Identifier")
    app = open_app(place)
    with app.services.reading() as uow:
        kept = {
            row[0]: row[1:] for row in uow.organisations.columns("org_id", "charity_number", "company_number")
        }
        references = {row[0] for row in uow.eois.columns("reference")}
    app.close()
    assert references == set(cells("Identifier"))
    assert set(kept) == set(ids)
    assert {org_id: numbers[0] for org_id, numbers in kept.items()} == _first_of(
        ids, cells("Recipient Org:Charity Number")
    )
    assert {org_id: numbers[1] for org_id, numbers in kept.items()} == _first_of(
        ids, cells("Recipient Org:Company Number")
    )
    assert len(set(cells("Recipient Org:Name"))) == 287


def _first_of(ids: list[str], numbers: list[str]) -> dict[str, str]:
    """The first number that the file gives for each org-id, or nothing."""
    found = dict.fromkeys(ids, "")
    for org_id, number in zip(ids, numbers, strict=True):
        found[org_id] = found[org_id] or number
    return found


def test_a_choice_of_columns_wins(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = ("--workspace", str(tmp_path / "w.db"))
    run(capsys, "round", "quick", "--code", "ALW", "--pot", "£500,000", *place)
    report = run(
        capsys, "import-eois", str(FILE), "--round", "ALW", "--dry-run", *place,
        "--map", "Amount Awarded=amount_requested", "--map", "Description=",
    )  # fmt: skip
    assert report["mapping"]["Amount Awarded"] == "amount_requested"
    assert {"Amount Applied For", "Description"}.isdisjoint(report["mapping"])
    assert report["dry_run"] is True
