"""Engines: SQLite with WAL, foreign keys and full sync; PostgreSQL for teams."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.pool import NullPool

from commissioning_app.domain.errors import WorkspaceProblem

WAIT_SECONDS = 15
"""How long a writer waits for another before it gives up with a sentence."""


def url_of(place: str) -> str:
    """A database URL: as given, or SQLite's for a path; raises WorkspaceProblem for what names no file."""
    if "://" in place:
        if not is_sqlite(place):
            return place
        place = place.split("://", 1)[1].removeprefix("/")
    if place in ("", ":memory:"):
        raise WorkspaceProblem("A workspace is kept in a file. Give the path of one.")
    try:
        return f"sqlite+pysqlite:///{Path(place).expanduser().resolve()}"
    except (OSError, RuntimeError, ValueError) as error:
        raise WorkspaceProblem(f"“{place}” is not a path that can be read here. Check it.") from error


def is_sqlite(url: str) -> bool:
    """Whether a URL is a workspace in one file."""
    return url.startswith("sqlite")


def sqlite_path(url: str) -> Path:
    """The file of a SQLite URL."""
    return Path(url.split(":///", 1)[1])


def make_engine(url: str) -> sa.Engine:
    """An engine whose SQLite transactions begin IMMEDIATE unless they are marked ``read_only``.

    Its errors, which may go to a log, never say the values that were to be kept.
    """
    if not is_sqlite(url):
        return sa.create_engine(url, pool_pre_ping=True, hide_parameters=True)
    waits = {"timeout": WAIT_SECONDS, "check_same_thread": False}
    engine = sa.create_engine(url, connect_args=waits, hide_parameters=True)
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    event.listen(engine, "reset", _end_sqlite)
    return engine


def make_migration_engine(path: Path) -> sa.Engine:
    """An engine for a migration on a copy: foreign keys off, nothing pooled, plain journal."""
    engine = sa.create_engine(url_of(str(path)), poolclass=NullPool, hide_parameters=True)
    event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA foreign_keys=OFF"))
    return engine


def for_reading(engine: sa.Engine) -> sa.Engine:
    """The same pool, for transactions that only read and so wait for nobody."""
    return engine.execution_options(read_only=True)


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "foreign_keys=ON",
        "synchronous=FULL",
        "secure_delete=ON",
        "trusted_schema=OFF",
        "secure_delete=ON",
        "cache_size=-32768",
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def _end_sqlite(connection: Any, _record: Any, _state: Any) -> None:
    """A commit that a deferred foreign key refuses leaves SQLite's transaction open: end it."""
    if connection.in_transaction:
        connection.rollback()


def _begin_sqlite(connection: sa.Connection) -> None:
    read_only = connection.get_execution_options().get("read_only", False)
    connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")
