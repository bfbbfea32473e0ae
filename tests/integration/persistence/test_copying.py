"""Backups: whole, from either database to either, and proven by the trail."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from commissioning_app.bootstrap import open_app
from commissioning_app.domain.errors import WorkspaceProblem
from commissioning_app.persistence.copying import back_up, restore
from commissioning_app.persistence.engine import make_engine, url_of
from commissioning_app.persistence.tables import metadata
from commissioning_app.services.workspace import verify_trail
from tests.factories import a_panel, a_round, an_eoi, an_organisation, make_office, store


def filled(url: str) -> None:
    office = make_office(url)
    round_, organisation = a_round(), an_organisation("Sample of আমরা and نحن £")
    store(office.officer, round_, organisation, an_eoi(round_.id, organisation.id))
    a_panel(office.officer, round_.id)
    office.app.close()


def rows_of(place: str) -> dict[str, list[tuple[object, ...]]]:
    engine = make_engine(url_of(place))
    with engine.connect() as connection:
        rows = {
            table.name: sorted((tuple(row) for row in connection.execute(sa.select(table))), key=str)
            for table in metadata.sorted_tables
        }
    engine.dispose()
    return rows


def test_a_backup_holds_every_row_and_its_trail_holds(database_url: str, tmp_path: Path) -> None:
    filled(database_url)
    backup = tmp_path / "out" / "backup.db"
    back_up(database_url, backup)
    assert rows_of(str(backup)) == rows_of(database_url)
    app = open_app(str(backup))
    assert verify_trail(app.services).ok
    app.close()
    assert [path.name for path in backup.parent.iterdir() if not path.name.endswith(("-shm", "-wal"))] == [
        "backup.db"
    ]


def test_a_backup_is_restored_to_either_database(sqlite_url: str, postgres_url: str, tmp_path: Path) -> None:
    filled(sqlite_url)
    backup = tmp_path / "backup.db"
    back_up(sqlite_url, backup)
    for place in (postgres_url, str(tmp_path / "again" / "w.db")):
        restore(backup, place)
        assert rows_of(place) == rows_of(sqlite_url)


def test_nothing_that_is_there_is_overwritten(sqlite_url: str, tmp_path: Path) -> None:
    filled(sqlite_url)
    backup = tmp_path / "backup.db"
    back_up(sqlite_url, backup)
    with pytest.raises(WorkspaceProblem, match="There is a file at"):
        back_up(sqlite_url, backup)
    with pytest.raises(WorkspaceProblem, match="There is a workspace at"):
        restore(backup, sqlite_url)


def test_what_is_no_backup_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "holiday.db"
    file.write_text("photos")
    with pytest.raises(WorkspaceProblem, match=r"holiday\.db is not a backup"):
        restore(file, str(tmp_path / "w.db"))
    with pytest.raises(WorkspaceProblem, match="There is no file"):
        restore(tmp_path / "none.db", str(tmp_path / "w.db"))
    assert [path.name for path in tmp_path.iterdir()] == ["holiday.db"]
