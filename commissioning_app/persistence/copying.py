"""Backups: a whole, consistent copy of a workspace, from SQLite or PostgreSQL to either."""

from __future__ import annotations

import os
from pathlib import Path

import sqlalchemy as sa

from commissioning_app.domain.errors import WorkspaceProblem
from commissioning_app.persistence import tables_apart, tables_care
from commissioning_app.persistence.engine import for_reading, is_sqlite, sqlite_path, url_of
from commissioning_app.persistence.tables import metadata
from commissioning_app.persistence.workspace import (
    copy_sqlite,
    drop,
    open_workspace,
    revision_of,
    workspace_exists,
)

PART = 1000
"""Rows copied at a time."""

FEW = 4
"""Parts of files copied at a time, each of a mebibyte."""

assert tables_apart.trail.metadata is tables_care.action.metadata is metadata, "every table is copied"


def back_up(place: str, target: Path) -> None:
    """Write one file that holds the whole workspace; it appears complete or not at all."""
    url = url_of(place)
    if target.exists():
        raise WorkspaceProblem(f"There is a file at {target} already. Choose another name for the backup.")
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if is_sqlite(url):
            copy_sqlite(sqlite_path(url), part)
        else:
            copy_rows(open_workspace(place), open_workspace(str(part), create=True))
        _forget_sidecars(part)
        os.replace(part, target)
    except OSError as error:
        raise WorkspaceProblem(f"The backup can't be written to {target}: {error.strerror}.") from error
    finally:
        drop(part)


def restore(backup: Path, place: str) -> None:
    """Make a workspace from a backup, at a place where there is none."""
    if not backup.is_file():
        raise WorkspaceProblem(f"There is no file {backup}.")
    if revision_of(url_of(str(backup))) is None:
        raise WorkspaceProblem(f"{backup.name} is not a backup of a workspace.")
    if workspace_exists(place):
        raise WorkspaceProblem(
            f"There is a workspace at {place} already. A backup is restored to a new place."
        )
    url = url_of(place)
    if not is_sqlite(url):
        copy_rows(open_workspace(str(backup)), open_workspace(place, create=True))
        return
    path = sqlite_path(url)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        copy_sqlite(backup, part)
        open_workspace(str(part)).dispose()
        _forget_sidecars(part)
        os.replace(part, path)
    except OSError as error:
        raise WorkspaceProblem(f"No workspace can be made at {path}: {error.strerror}.") from error
    finally:
        drop(part)


def copy_rows(source: sa.Engine, target: sa.Engine) -> None:
    """Copy every table's rows into an empty workspace, in one transaction on each side."""
    with for_reading(source).connect() as read, target.begin() as write:
        for table in metadata.sorted_tables:
            part = FEW if table is tables_apart.attachment_chunk else PART
            rows = read.execution_options(yield_per=part).execute(sa.select(table)).mappings()
            for some in rows.partitions(part):
                write.execute(sa.insert(table), [dict(row) for row in some])
    source.dispose()
    target.dispose()


def _forget_sidecars(path: Path) -> None:
    for ending in ("-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
