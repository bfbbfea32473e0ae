"""What the command line refuses to do to what is there already, and to whom it tells nothing."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from commissioning_app.bootstrap import open_app
from commissioning_app.cli import main
from commissioning_app.domain.rounds import RoundState
from commissioning_app.persistence.workspace import open_workspace
from commissioning_app.services.people import edit_person, list_people
from commissioning_app.services.workspace import read_workspace
from tests.samples import sample_office

CODE = ("--round", "SAMPLE-SPRING")


def said(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> dict[str, Any]:
    """What a command says with --json, alone on standard output."""
    assert main([*words, "--json"]) == code
    streams = capsys.readouterr()
    assert streams.out.count("\n") == 1
    assert bool(streams.err) is (code == 1)
    answer: dict[str, Any] = json.loads(streams.out)
    return answer


def refused(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    return " ".join(said(capsys, *words, code=1)["problems"])


def a_sample(folder: Path, state: RoundState) -> tuple[str, str]:
    sample_office(folder, state).app.close()
    return ("--workspace", str(folder / "sample.db"))


def test_scores_of_a_round(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = a_sample(tmp_path, RoundState.MODERATION)
    scores = said(capsys, "scores", *CODE, *place)
    assert len(scores["eois"]) == 42
    assert scores["eois"][0] == {
        "reference": "EOI-001",
        "scorers": 3,
        "raw": 79.16666666666667,
        "rank": 8,
        "adjusted": None,
        "expected_rank": None,
        "tie_band": None,
        "spread": {"rooted": 1, "difference": 1, "money": 2},
    }
    assert scores["agreement_alpha"] is None
    assert scores["members"][0] == {"name": "Amara (sample)", "leniency": None}
    assert len(scores["members"]) == 9
    assert main(["scores", *CODE, *place]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert (len(lines), lines[0].split()) == (42, ["EOI-001", "79.2", "3", "scorers"])


def test_while_members_score_nothing_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = a_sample(tmp_path, RoundState.SCORING)
    assert said(capsys, "scores", *CODE, *place)["eois"] == []
    assert main(["scores", *CODE, *place]) == 0
    assert "when everybody has sent theirs" in capsys.readouterr().out
    assert "from moderation on" in refused(capsys, "allocate", *CODE, *place)


@pytest.mark.parametrize(
    "words",
    [
        ("round", "show", *CODE),
        ("check", *CODE),
        ("scores", *CODE),
        ("allocate", *CODE),
        ("letters", *CODE, "--out", "letters"),
        ("schedule", *CODE, "--out", "s.csv"),
        ("backup", "--out", "b.db"),
    ],
)
def test_a_panel_member_finds_out_nothing_here(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
) -> None:
    place = a_sample(tmp_path, RoundState.DECIDED)
    monkeypatch.chdir(tmp_path)
    assert "(panel member) can't do this" in refused(capsys, *words, *place, "--as", "Bilal (sample)")
    assert all(path.name.startswith("sample.db") for path in tmp_path.iterdir())


def test_nobody_acts_by_an_empty_name_one_of_two_or_one_who_left(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = a_sample(tmp_path, RoundState.DRAFT)
    assert "There is no “” in this workspace" in refused(capsys, "check", *CODE, *place, "--as", "")
    app = open_app(place[1])
    people = {person.name: person for person in list_people(app.services)}
    amara, sam = people["Amara (sample)"], people["Sam Sample (officer)"]
    with app.services.unit_of_work() as uow:
        uow.people.get(amara.id).name = sam.name.upper()
        uow.commit()
    assert "More than one person here answers to" in refused(capsys, "check", *CODE, *place, "--as", sam.name)
    other = people["Alex Sample (approver)"]
    with app.services.unit_of_work() as uow:
        uow.people.get(other.id).roles = other.roles | sam.roles
        uow.commit()
    edit_person(
        app.services, person_id=sam.id, version=sam.version, name=sam.name, email="", roles=sam.roles,
        is_active=False,
    )  # fmt: skip
    app.close()
    assert refused(capsys, "check", *CODE, *place).startswith("Nobody (no role) can't do this")


def test_looking_at_a_workspace_that_is_not_set_up_does_not_set_it_up(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = ("--workspace", str(tmp_path / "bare.db"))
    open_workspace(place[1], create=True).dispose()
    assert said(capsys, "verify", *place) == {"ok": True, "entries": 0, "problems": []}
    assert "There is no “Mallory”" in refused(capsys, "verify", *place, "--as", "Mallory")
    app = open_app(place[1])
    assert read_workspace(app.services) is None
    app.close()


def test_a_new_workspace_goes_again_when_its_round_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = ("--workspace", str(tmp_path / "new.db"))
    assert "short code" in refused(capsys, "round", "quick", "--code", "A B", "--pot", "5", *place)
    assert list(tmp_path.iterdir()) == []
    said(capsys, "round", "quick", "--code", "A", "--pot", "5", *place)
    assert "short code" in refused(capsys, "round", "quick", "--code", "A B", "--pot", "5", *place)
    assert said(capsys, "round", "show", "--round", "A", *place)["state"] == "open"


def test_the_demo_replaces_its_own_sample_and_nobodys_workspace(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "demo" / "sample-workspace.db"
    said(capsys, "round", "quick", "--code", "MINE", "--pot", "5", "--workspace", str(own))
    assert "somebody's own workspace" in refused(capsys, "demo", "--out", str(own.parent))
    assert said(capsys, "round", "show", "--round", "MINE", "--workspace", str(own))["state"] == "open"
    shutil.rmtree(own.parent)
    own.parent.mkdir()
    (own.parent / "mine.txt").write_text("mine")
    files = said(capsys, "demo", "--out", str(own.parent))["files"]
    assert "sample-workspace.db" in files and "mine.txt" not in files
    assert (own.parent / "mine.txt").read_text() == "mine"


def test_a_backup_is_restored_by_a_relative_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said(capsys, "round", "quick", "--code", "T", "--pot", "5", "--workspace", "w.db")
    said(capsys, "backup", "--out", "b.db", "--workspace", "w.db")
    assert said(capsys, "restore", "b.db", "--workspace", "again.db")["ok"] is True


@pytest.mark.parametrize("is_file", [True, False])
def test_a_data_folder_that_can_not_be_used_is_said_without_a_traceback(
    tmp_path: Path, is_file: bool
) -> None:
    """Where its log can't be written either: as a file, or with a folder in the log's place."""
    data = tmp_path / "data"
    if is_file:
        data.write_text("x")
    else:
        (data / "logs" / "commissioning-app.log").mkdir(parents=True)
    broken = "import sys; from commissioning_app.cli import rounds; rounds.show = lambda words: 1 / 0; "
    run = "from commissioning_app.__main__ import main; sys.exit(main(sys.argv[1:]))"
    done = subprocess.run(
        [sys.executable, "-c", broken + run, "round", "show", "--round", "X", "--json"],
        cwd=Path(__file__).resolve().parents[2],
        env={**os.environ, "COMMISSIONING_APP_DATA": str(data)},
        capture_output=True,
        text=True,
    )
    sentence = "Something went wrong that should not. Nothing was kept; the log says more."
    assert (done.returncode, done.stderr) == (1, f"{sentence}\n")
    assert json.loads(done.stdout) == {"problems": [sentence]}


@pytest.mark.parametrize(
    ("code", "out", "left"),
    [("X", "1>&-", 1), ("X", "2>&-", 1), ("X", "2>/dev/full", 1), ("X", ">/dev/full", 1), ("X", "| true", 1),
     ("T", "1>&-", 0), ("T", "2>&-", 0), ("T", ">/dev/full", 1), ("T", "| true", 0)],
)  # fmt: skip
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
def test_an_answer_that_nobody_can_read_is_no_traceback(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], code: str, out: str, left: int
) -> None:
    place = str(tmp_path / "w.db")
    said(capsys, "round", "quick", "--code", "T", "--pot", "5", "--workspace", place)
    words = f'"{sys.executable}" -m commissioning_app check --json --round {code} --workspace "{place}" {out}'
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {words}"],
        cwd=Path(__file__).resolve().parents[2],
        env={**os.environ, "COMMISSIONING_APP_DATA": str(tmp_path / "data")},
        capture_output=True,
        text=True,
    )
    assert (done.returncode, "Traceback" in done.stderr, "Exception" in done.stderr) == (left, False, False)
    assert done.stdout == "" or json.loads(done.stdout)
