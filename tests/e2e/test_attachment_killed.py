"""Killed while a file is kept: all of it is there afterwards, or nothing, and the trail holds."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from commissioning_app.bootstrap import open_app
from commissioning_app.domain.attachments import CHUNK_BYTES
from commissioning_app.domain.rounds import RoundState
from commissioning_app.services.attachments import save_attachment_as
from commissioning_app.services.workspace import verify_trail
from tests.desks import a_desk
from tests.e2e.test_import_killed import ROOT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")

CHUNKS = 20
PROGRAM = """
import sys
from pathlib import Path
from commissioning_app.bootstrap import open_app
from commissioning_app.services.attachments import add_attachment
app = open_app(sys.argv[1])
with app.services.reading() as uow:
    app.act_as(uow.people.find(name="Olu Officer").as_actor())
print("begun", flush=True)
add_attachment(app.services, round_code="R1", reference="EOI-001", file=Path(sys.argv[2]))
print("kept", flush=True)
"""


def start(place: Path, file: Path) -> subprocess.Popen[str]:
    """A process that adds the file, once it has opened the workspace."""
    running = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(place), str(file)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert running.stdout is not None and running.stdout.readline() == "begun\n"
    return running


def is_there(place: Path, file: Path) -> bool:
    """Whether the file is there, once all that goes with it was found whole."""
    app = open_app(str(place))
    try:
        with app.services.reading() as uow:
            officer = uow.people.find(name="Olu Officer")
            assert officer is not None
            app.act_as(officer.as_actor())
            counts = (uow.attachments.count(), uow.attachment_chunks.count())
            added = [entry for entry in uow.trail.entries() if entry.action == "file added to an EOI"]
            ids = [row[0] for row in uow.attachments.columns("id")]
        assert verify_trail(app.services).problems == ()
        assert (*counts, len(added)) in ((0, 0, 0), (1, CHUNKS, 1))
        for one in ids:
            save_attachment_as(app.services, attachment_id=one, target=place.with_suffix(".out"))
            assert place.with_suffix(".out").read_bytes() == file.read_bytes()
        return bool(ids)
    finally:
        app.close()


def kill_additions(folder: Path, moments: int) -> None:
    """Kill one addition at each of so many moments, spread over the time that a whole one takes."""
    file = folder / "large.pdf"
    file.write_bytes(b"%PDF-1.7\n" + random.Random(5).randbytes(CHUNKS * CHUNK_BYTES - 9))
    place = folder / "whole.db"
    a_desk(str(place), state=RoundState.OPEN, eois=1).office.app.close()
    running = start(place, file)
    began = time.monotonic()
    assert running.communicate()[0] == "kept\n"
    whole = time.monotonic() - began
    assert is_there(place, file)
    dice = random.Random(3)
    for number in range(moments):
        place = folder / f"killed{number}.db"
        a_desk(str(place), state=RoundState.OPEN, eois=1).office.app.close()
        running = start(place, file)
        try:
            running.wait(timeout=whole * dice.uniform(0.2, 0.9))
        except subprocess.TimeoutExpired:
            running.send_signal(signal.SIGKILL)
        running.communicate()
        if not is_there(place, file):
            assert start(place, file).communicate()[0] == "kept\n"
            assert is_there(place, file)


def test_an_addition_that_is_killed_leaves_all_or_nothing(tmp_path: Path) -> None:
    kill_additions(tmp_path, 3)


@pytest.mark.proof
def test_twenty_killed_additions_leave_all_or_nothing(tmp_path: Path) -> None:
    kill_additions(tmp_path, 20)
