"""The sample round for looking around in the window, and as a whole folder from the command line."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from commissioning_app.bootstrap import has_workspace, open_app, report_press, schedule_files
from commissioning_app.domain.errors import WorkspaceProblem
from commissioning_app.domain.rounds import RoundState
from commissioning_app.sample_round.living import CODE, SampleRun
from commissioning_app.sample_round.winter import live_winter
from commissioning_app.services.ports.progress import Progress, nobody_watches
from commissioning_app.services.reports import write_report
from commissioning_app.services.schedule import export_schedule
from commissioning_app.services.workspace import read_workspace
from commissioning_app.translation import tr


def open_sample(place: str, *, progress: Progress = nobody_watches) -> None:
    """Make the sample workspace at a place: one round paying, one being scored; whole or not at all."""
    target = Path(place)
    target.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=target.parent, prefix=".sample-") as folder:
        run = SampleRun(str(Path(folder) / "sample.db"))
        try:
            run.take_to(RoundState.PAYING, progress=progress)
            progress(7, 8, tr("A second round is being scored"))
            live_winter(run)
        finally:
            run.finish()
        os.replace(Path(folder) / "sample.db", target)


def run_demo(folder: Path, *, place: str | None = None) -> dict[str, Any]:
    """The whole sample round into a folder: workspace, letters, award schedule, frameworks report."""
    folder.mkdir(parents=True, exist_ok=True)
    own = folder / "sample-workspace.db"
    if place is None:
        _drop_earlier(own)
    run = SampleRun(place or str(own))
    try:
        run.take_to(RoundState.PAYING, letters=folder / "letters")
        schedule = export_schedule(
            run.officer, files=schedule_files(), round_code=CODE, path=folder / "award-schedule.xlsx"
        )
        report = write_report(
            run.officer, press=report_press(), round_code=CODE, path=folder / "frameworks-report.pdf"
        )
        with run.officer.reading() as uow:
            round_ = uow.rounds.find(code=CODE)
            assert round_ is not None
            awarded = [row[0] for row in uow.awards.columns("amount_pence", round_id=round_.id)]
            eois = uow.eois.count(round_id=round_.id)
    finally:
        run.finish()
    made = [*schedule.files, report.file, *(folder / "letters").iterdir(), *([own] if place is None else [])]
    files = sorted(str(path.relative_to(folder)) for path in made)
    return {
        "round": CODE,
        "eois": eois,
        "awarded": len(awarded),
        "awarded_pence": sum(awarded),
        "pot_pence": round_.pot_pence,
        "reconciles": schedule.reconciles,
        "files": files,
    }


def _drop_earlier(workspace: Path) -> None:
    """Make room for a new sample; a workspace of somebody's own is never taken away."""
    place = str(workspace)
    if not has_workspace(place):
        return
    app = open_app(place)
    try:
        kept = read_workspace(app.services)
    finally:
        app.close()
    if kept is not None and not kept.is_sample:
        raise WorkspaceProblem(f"{place} is somebody's own workspace, so it stays. Choose another folder.")
    for ending in ("", "-wal", "-shm"):
        Path(place + ending).unlink(missing_ok=True)
