"""The command line as people use it: a round from its file to its schedule, each refusal in a sentence."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from commissioning_app.cli import main
from commissioning_app.paths import resource

ROOT = Path(__file__).resolve().parents[2]
ROUND = str(resource("samples", "grassroots-wellbeing.toml"))
EOIS = str(resource("samples", "grassroots-wellbeing-eois.xlsx"))
CODE = ("--round", "SAMPLE-SPRING")


@pytest.fixture
def place(tmp_path: Path) -> tuple[str, str]:
    return ("--workspace", str(tmp_path / "w.db"))


def said(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> dict[str, Any]:
    """What a command says with --json, alone on standard output."""
    assert main([*words, "--json"]) == code
    out = capsys.readouterr().out
    assert out.count("\n") == 1
    answer: dict[str, Any] = json.loads(out)
    return answer


def refused(capsys: pytest.CaptureFixture[str], *words: str) -> list[str]:
    """The sentences of a command that is refused; they stand on standard error too."""
    assert main([*words, "--json"]) == 1
    streams = capsys.readouterr()
    problems: list[str] = json.loads(streams.out)["problems"]
    assert streams.err.splitlines() == problems
    assert all("Traceback" not in problem for problem in problems)
    return problems


def test_a_round_from_a_file_opens_takes_eois_and_steps_back(
    place: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    created = said(capsys, "round", "create", "--from", ROUND, *place)
    assert (created["code"], created["state"]) == ("SAMPLE-SPRING", "draft")
    ids = [finding["id"] for finding in said(capsys, "check", *CODE, *place)["findings"]]
    assert {"S1", "S4", "S7", "T1", "T3", "P1", "P2", "P4", "P6", "P7", "P8", "P9", "C1", "C4", "T2"} <= set(
        ids
    )
    opened = said(capsys, "round", "advance", *CODE, *place)
    assert opened["state"] == "open"
    assert {"id", "state", "evidence", "threshold", "guards", "source"} == set(opened["findings"][0])
    counted = said(capsys, "import-eois", EOIS, *CODE, *place)
    assert [counted[key] for key in ("rows", "imported", "rejected")] == [45, 45, 0]
    assert counted["mapping"]["What would you do with the money?"] == "answer:money"
    back = said(capsys, "round", "back", *CODE, "--reason", "A date was wrong", *place)
    assert back["state"] == "draft"
    assert said(capsys, "round", "show", *CODE, *place)["state"] == "draft"
    assert said(capsys, "verify", *place)["ok"] is True


def test_comply_or_explain_from_the_command_line(
    tmp_path: Path, place: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    short = Path(ROUND).read_text(encoding="utf-8").replace("opens_on = 2026-02-02", "opens_on = 2026-02-16")
    file = tmp_path / "short.toml"
    file.write_text(short, encoding="utf-8")
    said(capsys, "round", "create", "--from", str(file), *place)
    [problem] = [p for p in refused(capsys, "round", "advance", *CODE, *place) if p.startswith("S4")]
    assert "18 days" in problem
    explained = refused(
        capsys, "round", "advance", *CODE, "--explain", "S4=The money has to go out by April", *place
    )
    assert "waits for an approver" in " ".join(explained)
    assert refused(capsys, "explain", "S4", *CODE, "--agree", *place)
    said(capsys, "explain", "S4", *CODE, "--agree", "--as", "Alex Sample (approver)", *place)
    opened = said(capsys, "round", "advance", *CODE, *place)
    states = {finding["id"]: finding["state"] for finding in opened["findings"]}
    assert (opened["state"], states["S4"]) == ("open", "explained")


def test_the_demo_is_a_whole_round(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "demo"
    for _ in range(2):
        demo = said(capsys, "demo", "--out", str(folder))
        assert (demo["round"], demo["eois"], demo["pot_pence"]) == ("SAMPLE-SPRING", 45, 21_000_000)
        assert demo["awarded_pence"] <= demo["pot_pence"]
        assert {
            "award-schedule.xlsx",
            "award-schedule.csv",
            "frameworks-report.pdf",
            "sample-workspace.db",
        } <= set(demo["files"])
        assert sum(name.startswith("letters") for name in demo["files"]) == 45
    place = ("--workspace", str(folder / "sample-workspace.db"))
    assert said(capsys, "verify", *place)["ok"] is True
    states = {finding["id"]: finding["state"] for finding in said(capsys, "check", *CODE, *place)["findings"]}
    short_of = {"S2": "not_met", "P12": "not_met", "A10": "not_known", "A11": "not_known"}
    short_of |= {"A4": "not_known", "A7": "not_applicable"}
    assert states == {**dict.fromkeys(states, "met"), **short_of}
    assert len(states) == 58


def test_an_allocation_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.json"
    file.write_text(
        json.dumps(
            {
                "pot_pence": 1_000_000,
                "threshold": 50,
                "eois": [
                    {"reference": "A", "requested_pence": 800_000, "minimum_pence": 200_000, "score": 71.5},
                    {"reference": "B", "requested_pence": 400_000, "score": 60},
                    {"reference": "C", "requested_pence": 100_000, "score": 40},
                ],
            }
        )
    )
    fair = said(capsys, "allocate-file", str(file), "--method", "fair-shares")
    assert [(a["reference"], a["amount_pence"], a["decision"]) for a in fair["awards"]] == [
        ("A", 600_000, "part"), ("B", 400_000, "full"), ("C", 0, "decline"),
    ]  # fmt: skip
    assert (fair["method"], fair["pot_pence"], fair["allocated_pence"]) == (
        "fair-shares",
        1_000_000,
        1_000_000,
    )
    ranked = said(capsys, "allocate-file", str(file), "--method", "ranked", "--option", "stop")
    assert [a["amount_pence"] for a in ranked["awards"]] == [800_000, 0, 0]
    assert refused(capsys, "allocate-file", str(file), "--method", "best")
    assert refused(capsys, "allocate-file", str(tmp_path / "none.json"), "--method", "ranked")


def test_a_backup_is_restored_and_proven(
    tmp_path: Path, place: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    said(capsys, "round", "quick", "--code", "T", "--pot", "£5,000", *place)
    entries = said(capsys, "verify", *place)["entries"]
    backup = str(tmp_path / "backup.db")
    assert said(capsys, "backup", "--out", backup, *place) == {"ok": True, "entries": entries, "problems": []}
    again = ("--workspace", str(tmp_path / "again.db"))
    assert said(capsys, "restore", backup, *again)["ok"] is True
    assert said(capsys, "round", "show", "--round", "T", *again)["state"] == "open"
    assert refused(capsys, "restore", backup, *again)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("round", "show", "--round", "X"), "There is no round “X” in this workspace. Rounds here: T."),
        (("import-eois", "none.xlsx", "--round", "T"), "none.xlsx"),
        (("import-eois", "none.xlsx", "--round", "T", "--map", "x"), "--map"),
        (("allocate", "--round", "T", "--method", "best"), "There is no method “best”"),
        (("round", "quick", "--code", "U", "--pot", "lots"), "“lots” is not an amount of money"),
        (("round", "quick", "--code", "T", "--pot", "5"), "There is a round “T” already"),
        (("round", "show", "--round", "T", "--as", "Nobody"), "There is no “Nobody” in this workspace"),
        (("round", "create", "--from", "none.toml"), "There is no file none.toml"),
        (("decide", "--round", "T", "--approve"), "Approvers agree"),
        (("schedule", "--round", "T", "--out", "s.pdf"), "s.pdf"),
        (("schedule", "--round", "T", "--out", "s.xlsx"), "no awards yet"),
    ],
)
def test_what_can_not_be_done_is_said_in_a_sentence(
    place: tuple[str, str],
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    sentence: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    said(capsys, "round", "quick", "--code", "T", "--pot", "5000", *place)
    assert sentence in " ".join(refused(capsys, *words, *place))
    assert said(capsys, "verify", *place)["ok"] is True


def test_a_command_on_a_workspace_that_is_not_there(
    place: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert "There is no workspace at" in refused(capsys, "verify", *place)[0]
    assert not Path(place[1]).exists()


@pytest.mark.parametrize("words", [[], ["bogus"], ["round"], ["allocate"], ["decide", "--round", "T"]])
def test_wrong_usage_leaves_with_two(words: list[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(words or ["--no-such-option"])
    assert left.value.code == 2


def test_no_command_loads_qt(tmp_path: Path) -> None:
    script = (
        "import sys; from commissioning_app.cli import main; "
        f"code = main(['demo', '--out', {str(tmp_path / 'demo')!r}]); "
        "print(code, sorted(name for name in sys.modules if name.startswith(('PySide6', 'shiboken'))))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "0 []"


def test_without_a_display_the_demo_is_run_and_said(tmp_path: Path) -> None:
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    env = {key: value for key, value in os.environ.items() if key not in hidden}
    env |= {"PYTHONPATH": str(ROOT), "COMMISSIONING_APP_DATA": str(tmp_path / "data")}
    done = subprocess.run(
        [sys.executable, "-m", "commissioning_app"], cwd=tmp_path, env=env, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("There is no display here")
    assert (tmp_path / "demo-output" / "award-schedule.xlsx").is_file()
    assert len(list((tmp_path / "demo-output" / "letters").iterdir())) == 45
