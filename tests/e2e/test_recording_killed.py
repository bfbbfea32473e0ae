"""Killed while an allocation is recorded: it is there with all its lines and awards, or it is not."""

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
from commissioning_app.domain.awards import RecommendationState
from commissioning_app.services.workspace import verify_trail
from tests.e2e.test_import_killed import ROOT, ROWS, write_eois

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")


def command(place: Path) -> list[str]:
    """The recording as people start it."""
    words = ["allocate", "--round", "KILL", "--record", "--workspace", str(place)]
    return [sys.executable, "-m", "commissioning_app", *words]


def recorded(place: Path) -> int:
    """How many recommendations there are, once each was found whole and the sums were found to hold."""
    app = open_app(str(place))
    try:
        assert verify_trail(app.services).problems == ()
        with app.services.reading() as uow:
            all_of_them = uow.recommendations.where()
            for one in all_of_them:
                assert uow.recommendation_lines.count(recommendation_id=one.id) == ROWS
            standing = [one for one in all_of_them if one.state is RecommendationState.APPROVED]
            assert len(standing) == (1 if all_of_them else 0)
            awards = uow.awards.columns("amount_pence")
            funded = [
                row
                for one in standing
                for row in uow.recommendation_lines.columns("amount_pence", recommendation_id=one.id)
                if row[0]
            ]
            assert sorted(awards) == sorted(funded)
            entries = [e.action for e in uow.trail.entries() if e.action == "recommendation recorded"]
            assert len(entries) == len(all_of_them)
        return len(all_of_them)
    finally:
        app.close()


def kill_recordings(folder: Path, moments: int) -> None:
    """Record again and again in one workspace, killed at random moments."""
    place = folder / "w.db"
    assert main(["round", "quick", "--code", "KILL", "--pot", "£100,000", "--workspace", str(place)]) == 0
    file = write_eois(folder / "eois.csv", ROWS)
    assert main(["import-eois", str(file), "--round", "KILL", "--workspace", str(place)]) == 0
    start = time.monotonic()
    subprocess.run(command(place), cwd=ROOT, check=True, capture_output=True)
    whole = time.monotonic() - start
    assert recorded(place) == 1
    dice = random.Random(3)
    for _ in range(moments):
        before = recorded(place)
        running = subprocess.Popen(
            command(place), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            running.wait(timeout=whole * dice.uniform(0.4, 1.0))
        except subprocess.TimeoutExpired:
            running.send_signal(signal.SIGKILL)
            running.wait()
        assert recorded(place) in (before, before + 1)


@pytest.mark.parametrize("moments", [3, pytest.param(20, marks=pytest.mark.proof)])
def test_a_recording_that_is_killed_leaves_all_or_nothing(tmp_path: Path, moments: int) -> None:
    kill_recordings(tmp_path, moments)
