"""Killed in the middle of an import: all of it is there afterwards, or nothing, and the trail holds."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from commissioning_app.bootstrap import open_app
from commissioning_app.cli import main
from commissioning_app.services.workspace import verify_trail

ROWS = 1500
ROOT = Path(__file__).resolve().parents[2]


def write_eois(path: Path, rows: int) -> Path:
    """A text file of invented EOIs."""
    lines = [f"A{n},Sample Group {n},{n + 1},person{n}@example.org,{'words ' * 60}" for n in range(rows)]
    path.write_text(
        "\n".join(["Reference,Organisation,Amount requested,E-mail,Summary", *lines]), encoding="utf-8"
    )
    return path


def command(place: Path, file: Path) -> list[str]:
    """The import as people start it."""
    words = ["import-eois", str(file), "--round", "KILL", "--workspace", str(place)]
    return [sys.executable, "-m", "commissioning_app", *words]


def what_is_there(place: Path) -> int:
    """How many EOIs there are, once everything that goes with them was found whole."""
    app = open_app(str(place))
    try:
        with app.services.reading() as uow:
            eois, contacts = uow.eois.count(), uow.contacts.count()
            organisations = uow.organisations.count()
            imports = [entry for entry in uow.trail.entries() if entry.action == "EOIs imported"]
        assert verify_trail(app.services).problems == ()
        assert (eois, contacts, organisations, len(imports)) in ((0, 0, 0, 0), (ROWS, ROWS, ROWS, 1))
        return eois
    finally:
        app.close()


def kill_imports(folder: Path, moments: int) -> None:
    """Kill one import at each of so many moments, spread at random over the time that a whole one takes."""
    file = write_eois(folder / "eois.csv", ROWS)
    place = folder / "whole.db"
    assert main(["round", "quick", "--code", "KILL", "--pot", "£1,000", "--workspace", str(place)]) == 0
    start = time.monotonic()
    subprocess.run(command(place, file), cwd=ROOT, check=True, capture_output=True)
    whole = time.monotonic() - start
    assert what_is_there(place) == ROWS
    dice = random.Random(3)
    for number in range(moments):
        place = folder / f"killed{number}.db"
        assert main(["round", "quick", "--code", "KILL", "--pot", "£1,000", "--workspace", str(place)]) == 0
        running = subprocess.Popen(
            command(place, file), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            running.wait(timeout=whole * dice.uniform(0.3, 1.0))
        except subprocess.TimeoutExpired:
            running.send_signal(signal.SIGKILL)
            running.wait()
        what_is_there(place)
        subprocess.run(command(place, file), cwd=ROOT, check=True, capture_output=True)
        assert what_is_there(place) == ROWS


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_an_import_that_is_killed_leaves_all_or_nothing(tmp_path: Path) -> None:
    kill_imports(tmp_path, 3)


@pytest.mark.proof
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_twenty_killed_imports_leave_all_or_nothing(tmp_path: Path) -> None:
    kill_imports(tmp_path, 20)
