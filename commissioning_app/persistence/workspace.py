"""A workspace's place: making a new one, opening one, and bringing an older one up to date safely."""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from pathlib import Path

import sqlalchemy as sa

from commissioning_app.domain.errors import WorkspaceProblem
from commissioning_app.persistence.engine import (
    is_sqlite,
    make_engine,
    make_migration_engine,
    sqlite_path,
    url_of,
)

HEAD = "0002"
"""The revision that this version of the application works with."""


def workspace_exists(place: str) -> bool:
    """Whether there is a workspace at a path or URL already."""
    url = url_of(place)
    if is_sqlite(url):
        return _is_filled_file(sqlite_path(url))
    with _connected(url) as engine:
        return sa.inspect(engine).has_table("alembic_version")


def _is_filled_file(path: Path) -> bool:
    """Whether there is more than an empty file; a folder or a device is nothing to write a workspace over."""
    try:
        if path.exists() and not path.is_file():
            raise WorkspaceProblem(f"{path} is not a file, so it is no workspace. Choose another place.")
        return path.exists() and path.stat().st_size > 0
    except OSError as error:
        raise WorkspaceProblem(f"{path} can't be looked at: {error.strerror}.") from error


def open_workspace(place: str, *, create: bool = False) -> sa.Engine:
    """An engine on a workspace at the newest revision; raises WorkspaceProblem in a sentence."""
    url = url_of(place)
    if not workspace_exists(place):
        if not create:
            raise WorkspaceProblem(f"There is no workspace at {place}. Create one first, or check the path.")
        _create(url)
    revision = revision_of(url)
    if revision is None:
        raise WorkspaceProblem(f"{place} is not a workspace of this application.")
    if revision != HEAD:
        _upgrade(url, revision)
    return make_engine(url)


def revision_of(url: str) -> str | None:
    """The revision of a workspace, or None when the database is not one; never loads Alembic."""
    if is_sqlite(url):
        return _sqlite_revision(sqlite_path(url))
    with _connected(url) as engine, engine.connect() as connection:
        if not sa.inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(sa.text("select version_num from alembic_version")).scalar()


def _sqlite_revision(path: Path) -> str | None:
    try:
        connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=15)
        try:
            row = connection.execute("select version_num from alembic_version").fetchone()
        finally:
            connection.close()
    except sqlite3.DatabaseError as error:
        if "locked" in str(error):
            raise WorkspaceProblem("Somebody else has locked this workspace. Please try again.") from error
        if "unable to open" in str(error):
            raise WorkspaceProblem(
                f"The workspace {path} can't be opened. Check the folder's permissions."
            ) from error
        return None
    return None if row is None else str(row[0])


def _create(url: str) -> None:
    if not is_sqlite(url):
        with _connected(url) as engine:
            run_migrations(engine)
        return
    path = sqlite_path(url)
    part = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        _migrate_file(part)
        os.replace(part, path)
    except OSError as error:
        raise WorkspaceProblem(f"No workspace can be made at {path}: {error.strerror or error}.") from error
    except sa.exc.DatabaseError as error:
        raise WorkspaceProblem(
            f"No workspace can be made at {path}. Check the folder's permissions."
        ) from error
    finally:
        drop(part)


def _upgrade(url: str, revision: str) -> None:
    if revision > HEAD:
        raise WorkspaceProblem(
            "This workspace was made by a newer version of the application. Update it first."
        )
    if not is_sqlite(url):
        with _connected(url) as engine:
            run_migrations(engine)
        return
    path = sqlite_path(url)
    part = path.with_name(f".{path.name}.{os.getpid()}.upgrade")
    try:
        copy_sqlite(path, part)
        _migrate_file(part)
        os.replace(part, path)
    finally:
        drop(part)


def drop(part: Path) -> None:
    """Take away an unfinished file, whatever became of its folder."""
    with suppress(OSError):
        part.unlink(missing_ok=True)


def drop_workspace(place: str) -> None:
    """Take away the file of a workspace; a server's database stays as it is."""
    url = url_of(place)
    if is_sqlite(url):
        path = sqlite_path(url)
        for ending in ("", "-wal", "-shm"):
            drop(path.with_name(path.name + ending))


def _migrate_file(path: Path) -> None:
    engine = make_migration_engine(path)
    run_migrations(engine)
    with engine.connect() as connection:
        broken = connection.execute(sa.text("PRAGMA foreign_key_check")).fetchall()
        sound = connection.execute(sa.text("PRAGMA integrity_check")).scalar()
    engine.dispose()
    if broken or sound != "ok":
        raise WorkspaceProblem(
            "The workspace did not pass its checks after the update, so it was left as it was."
        )


def copy_sqlite(source: Path, target: Path) -> None:
    """A whole, consistent copy of a SQLite file, also while somebody uses it."""
    target.unlink(missing_ok=True)
    read = sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)
    write = sqlite3.connect(target)
    try:
        read.backup(write)
        write.execute("PRAGMA journal_mode=DELETE")
    finally:
        write.close()
        read.close()


def run_migrations(engine: sa.Engine, revision: str = "head", *, back: bool = False) -> None:
    """Bring a database to a revision, in one transaction; ``back`` to an earlier one than it is at."""
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    move = command.downgrade if back or revision == "base" else command.upgrade
    try:
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            move(config, revision)
    except CommandError as error:
        raise WorkspaceProblem(f"The workspace can't be brought up to date: {error}.") from error


class _connected:
    """An engine that is disposed of at the end, with connection failures in a sentence."""

    def __init__(self, url: str) -> None:
        self._url = url

    def __enter__(self) -> sa.Engine:
        try:
            self._engine = make_engine(self._url)
            with self._engine.connect():
                pass
        except (sa.exc.ArgumentError, ModuleNotFoundError, ValueError) as error:
            raise WorkspaceProblem(
                "This is not an address of a workspace. Give a path or postgresql+psycopg://…"
            ) from error
        except sa.exc.OperationalError as error:
            raise WorkspaceProblem(
                "The database server can't be reached, or refused the name or password."
            ) from error
        return self._engine

    def __exit__(self, *_: object) -> None:
        self._engine.dispose()
