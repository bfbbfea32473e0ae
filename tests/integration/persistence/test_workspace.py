"""Workspaces: made, opened, refused in sentences, migrated up and down, and equal to the models."""

from __future__ import annotations

import os
import sqlite3
import stat
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from commissioning_app.domain.errors import WorkspaceProblem
from commissioning_app.persistence.copying import back_up, restore
from commissioning_app.persistence.engine import make_engine, make_migration_engine, url_of
from commissioning_app.persistence.tables import metadata
from commissioning_app.persistence.workspace import (
    HEAD,
    open_workspace,
    revision_of,
    run_migrations,
    workspace_exists,
)


def test_a_new_workspace_is_at_the_head_and_equals_the_models(database_url: str) -> None:
    engine = open_workspace(database_url, create=True)
    assert workspace_exists(database_url)
    assert revision_of(url_of(database_url)) == HEAD
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_down_to_nothing_and_up_again(database_url: str, tmp_path: Path) -> None:
    if database_url.startswith("sqlite"):
        engine = make_migration_engine(tmp_path / "there-and-back.db")
    else:
        engine = make_engine(database_url)
    run_migrations(engine)
    tables = set(sa.inspect(engine).get_table_names())
    assert tables == {*metadata.tables, "alembic_version"}
    run_migrations(engine, "base")
    assert set(sa.inspect(engine).get_table_names()) == {"alembic_version"}
    run_migrations(engine)
    assert set(sa.inspect(engine).get_table_names()) == tables
    engine.dispose()


def test_sqlite_runs_with_wal_foreign_keys_and_full_sync(tmp_path: Path) -> None:
    engine = open_workspace(str(tmp_path / "w.db"), create=True)
    with engine.connect() as connection:
        values = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "foreign_keys", "synchronous")
        ]
    assert values == ["wal", 1, 2]
    engine.dispose()


def test_a_workspace_that_is_not_there_is_not_made_unasked(tmp_path: Path) -> None:
    place = tmp_path / "w.db"
    with pytest.raises(WorkspaceProblem, match="There is no workspace at"):
        open_workspace(str(place))
    assert not place.exists()


def test_a_file_that_is_no_workspace_is_refused_and_left_alone(tmp_path: Path) -> None:
    text, other = tmp_path / "letter.db", tmp_path / "other.db"
    text.write_text("Dear all")
    with sqlite3.connect(other) as connection:
        connection.execute("create table people (name text)")
    for place in (text, other):
        before = place.read_bytes()
        with pytest.raises(WorkspaceProblem, match="is not a workspace of this application"):
            open_workspace(str(place))
        assert place.read_bytes() == before


def test_an_empty_file_becomes_a_workspace_only_when_one_is_asked_for(tmp_path: Path) -> None:
    place = tmp_path / "w.db"
    place.touch()
    with pytest.raises(WorkspaceProblem, match="There is no workspace"):
        open_workspace(str(place))
    open_workspace(str(place), create=True).dispose()
    assert revision_of(url_of(str(place))) == HEAD


def test_a_workspace_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    place = tmp_path / "w.db"
    open_workspace(str(place), create=True).dispose()
    with sqlite3.connect(place) as connection:
        connection.execute("update alembic_version set version_num = '9999'")
    with pytest.raises(WorkspaceProblem, match="newer version"):
        open_workspace(str(place))


def test_an_update_that_fails_leaves_the_workspace_as_it_was(tmp_path: Path) -> None:
    place = tmp_path / "w.db"
    with sqlite3.connect(place) as connection:
        connection.execute("create table alembic_version (version_num varchar(32) not null primary key)")
        connection.execute("insert into alembic_version values ('0000')")
    with pytest.raises(WorkspaceProblem, match="can't be brought up to date"):
        open_workspace(str(place))
    with sqlite3.connect(place) as connection:
        assert connection.execute("select version_num from alembic_version").fetchall() == [("0000",)]
    assert [path.name for path in tmp_path.iterdir()] == ["w.db"]


def test_a_folder_that_can_not_be_written_is_said(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("not a folder")
    with pytest.raises(WorkspaceProblem, match="No workspace can be made at"):
        open_workspace(str(file / "w.db"), create=True)


@pytest.mark.parametrize("place", ["nonsense://x", "postgresql+psycopg://nobody:x@127.0.0.1:1/none"])
def test_an_address_that_leads_nowhere_is_said(place: str) -> None:
    with pytest.raises(WorkspaceProblem):
        open_workspace(place)


def test_a_folder_or_a_device_is_never_written_over(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for place in (tmp_path, pipe):
        for create in (False, True):
            with pytest.raises(WorkspaceProblem, match="is not a file, so it is no workspace"):
                open_workspace(str(place), create=create)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@pytest.mark.parametrize(
    "place", ["", ":memory:", "sqlite://", "sqlite:///", "sqlite:///:memory:", "~nobody-of-that-name/w.db"]
)
def test_what_names_no_file_is_no_place(place: str) -> None:
    with pytest.raises(WorkspaceProblem):
        open_workspace(place, create=True)


def test_a_relative_place_is_one_from_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    open_workspace("sqlite:///one.db", create=True).dispose()
    assert workspace_exists("one.db") and workspace_exists(f"sqlite:///{tmp_path / 'one.db'}")
    back_up("one.db", Path("two.db"))
    restore(Path("two.db"), "three.db")
    assert workspace_exists("three.db")


def test_an_error_never_says_the_values_that_were_to_be_kept(database_url: str) -> None:
    engine = open_workspace(database_url, create=True)
    with pytest.raises(sa.exc.DatabaseError) as caught, engine.begin() as connection:
        connection.execute(sa.text("INSERT INTO no_such_table VALUES (:words)"), {"words": "our own words"})
    engine.dispose()
    assert "no_such_table" in str(caught.value)
    assert "our own words" not in str(caught.value)


def test_what_is_erased_is_gone_from_the_file(tmp_path: Path) -> None:
    path = tmp_path / "w.db"
    for statement in ("INSERT INTO notes VALUES (:words)", "DELETE FROM notes"):
        engine = make_engine(url_of(str(path)))
        with engine.begin() as connection:
            connection.execute(sa.text("CREATE TABLE IF NOT EXISTS notes (words TEXT)"))
            connection.execute(sa.text(statement), {"words": "our own words"} if "words" in statement else {})
        with engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA secure_delete").scalar() == 1
        engine.dispose()
        assert (b"our own words" in path.read_bytes()) is statement.startswith("INSERT")
