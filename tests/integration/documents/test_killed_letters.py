"""A letter run that is killed at any moment leaves the whole batch or none of it, and a sound workspace."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from commissioning_app.documents.press import ReportlabPress
from commissioning_app.services.letters import make_letters
from commissioning_app.services.workspace import verify_trail
from tests.decided import Decided, a_decided_round

SCRIPT = """
import sys
from pathlib import Path
from commissioning_app.bootstrap import open_app
from commissioning_app.documents.press import ReportlabPress
from commissioning_app.services.letters import make_letters
place, folder = sys.argv[1:]
app, press = open_app(place), ReportlabPress()
make_letters(app.services, press=press, round_code="R1", folder=Path(folder + "-warm"))
print("ready", flush=True)
while True:
    make_letters(app.services, press=press, round_code="R1", folder=Path(folder))
"""
NAMES = sorted(f"E-{number} Circle E-{number}.pdf" for number in range(1, 7))


def kill_once(decided: Decided, place: str, folder: Path, seconds: float) -> None:
    """Write letters over and over in another process, and kill it after some time."""
    root = Path(__file__).resolve().parents[3]
    process = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, place, str(folder)],
        cwd=root,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(root)},
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    if folder.exists():
        assert sorted(path.name for path in folder.iterdir()) == NAMES
        assert all(path.read_bytes().rstrip().endswith(b"%%EOF") for path in folder.iterdir())
    assert verify_trail(decided.office.officer).ok
    make_letters(decided.office.officer, press=ReportlabPress(), round_code="R1", folder=folder)
    assert sorted(path.name for path in folder.iterdir()) == NAMES
    assert [path.name for path in folder.parent.iterdir() if path.name.startswith(".letters")] == []


@pytest.mark.parametrize("kills", [2, pytest.param(20, marks=pytest.mark.proof)])
def test_a_killed_letter_run_leaves_nothing_half_there(kills: int, tmp_path: Path) -> None:
    place = str(tmp_path / "workspace.db")
    decided = a_decided_round(place)
    dice = random.Random(kills)
    for _ in range(kills):
        kill_once(decided, place, tmp_path / "letters", dice.uniform(0.001, 0.25))
