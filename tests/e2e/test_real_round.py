"""A published workbook taken the whole way: panel of seven, both methods, every letter, the schedule."""

from __future__ import annotations

import csv
import json
import random
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from commissioning_app.bootstrap import open_app
from commissioning_app.cli import main
from commissioning_app.domain.assessments import AssessmentState
from commissioning_app.domain.panels import MemberGroup
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.panels import add_new_member

FILE = Path(__file__).resolve().parents[3] / "shared" / "data" / "andrew-lloyd-webber-foundation-grants.xlsx"
POT = 50_000_000

pytestmark = pytest.mark.skipif(not FILE.is_file(), reason="the published workbook is not on this machine")


def run(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    """What a command says with --json; it has to succeed."""
    assert main([*words, "--json"]) == 0
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    return answer


def score_everything(context: ServiceContext) -> int:
    """Seven invented members score every EOI, each with a leaning of their own; returns how many."""
    groups = [MemberGroup.COMMUNITY] * 4 + [MemberGroup.COMMISSIONER] * 3
    members = [
        add_new_member(context, round_code="ALW", name=f"Member {number}", group=group)
        for number, group in enumerate(groups, 1)
    ]
    dice = random.Random(475)
    with context.unit_of_work() as uow:
        round_ = uow.rounds.find(code="ALW")
        assert round_ is not None
        merits = {row[0]: dice.uniform(1, 5) for row in sorted(uow.eois.columns("id", "reference"))}
        rows = [
            {
                "id": uuid4(),
                "round_id": round_.id,
                "eoi_id": eoi_id,
                "member_id": member_id,
                "scores": {"overall": min(5, max(0, round(merit + dice.gauss(leaning / 4, 0.8))))},
                "comments": {},
                "comment": "",
                "state": AssessmentState.SUBMITTED,
                "submitted_at": context.clock.now(),
                "others_seen_at": None,
                "version": 1,
            }
            for eoi_id, merit in merits.items()
            for leaning, member_id in enumerate(members, -3)
        ]
        uow.assessments.insert_many(rows)
        uow.commit()
    return len(rows)


def test_the_whole_way_adds_up_to_the_penny(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = ("--workspace", str(tmp_path / "w.db"))
    run(capsys, "round", "quick", "--code", "ALW", "--pot", "£500,000", *place)
    run(capsys, "import-eois", str(FILE), "--round", "ALW", *place)
    for state in ("closed", "scoring"):
        assert run(capsys, "round", "advance", "--round", "ALW", *place)["state"] == state
    app = open_app(place[1])
    assert score_everything(app.services) == 475 * 7
    app.close()
    for method in ("fair-shares", "ranked"):
        shared = run(capsys, "allocate", "--round", "ALW", "--method", method, "--record", *place)
        amounts = {one["reference"]: one["amount_pence"] for one in shared["awards"]}
        assert (len(amounts), shared["unscored"], shared["pot_pence"]) == (475, [], POT)
        assert sum(amounts.values()) == shared["allocated_pence"] <= POT
        assert shared["allocated_pence"] + shared["left_pence"] == POT
        assert all(0 <= one["amount_pence"] <= one["requested_pence"] for one in shared["awards"])
        assert all(one["why"] for one in shared["awards"])

        folder = tmp_path / f"letters-{method}"
        assert run(capsys, "letters", "--round", "ALW", "--out", str(folder), *place) == {"letters": 475}
        letters = sorted(folder.iterdir())
        assert len(letters) == 475
        assert all(letter.read_bytes().startswith(b"%PDF") for letter in letters)

        file = tmp_path / f"schedule-{method}.xlsx"
        schedule = run(capsys, "schedule", "--round", "ALW", "--out", str(file), *place)
        with file.with_suffix(".csv").open(encoding="utf-8-sig", newline="") as lines:
            paid = [round(float(line["Amount (£)"]) * 100) for line in csv.DictReader(lines)]
        assert schedule["total_pence"] == sum(paid) == shared["allocated_pence"]
        assert (schedule["lines"], schedule["reconciles"]) == (len(paid), True)
    assert run(capsys, "verify", *place)["ok"] is True
