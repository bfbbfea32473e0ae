"""In a bundle without a Python of its own the application is its own worker: reading, and setting text."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

from commissioning_app.paths import resource
from commissioning_app.spreadsheets.limits import Limits

ROOT = Path(__file__).resolve().parents[2]


def started(*words: str, said: bytes = b"") -> bytes:
    """What the application answers when it is started as a worker."""
    command = [sys.executable, "-m", "commissioning_app", *words]
    return subprocess.run(command, cwd=ROOT, input=said, capture_output=True, check=True).stdout


def test_it_reads_a_workbook_for_another_process() -> None:
    path = resource("samples", "grassroots-wellbeing-eois.xlsx")
    answer = started("--read-workbook", json.dumps({"path": str(path), "limits": asdict(Limits())}))
    assert b"Sunrise Carers Circle (sample)" in answer


def test_it_answers_for_text_until_nobody_asks_any_more() -> None:
    assert started("--shaping-worker", str(resource("fonts"))) == b""
