"""A workspace of the first schema, with work in it, comes forward whole, goes back, comes forward again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa

from commissioning_app.bootstrap import open_app
from commissioning_app.domain.records import RoundRecords
from commissioning_app.domain.rounds import Round
from commissioning_app.persistence.engine import is_sqlite, make_engine, make_migration_engine, url_of
from commissioning_app.persistence.tables import metadata
from commissioning_app.persistence.workspace import HEAD, open_workspace, revision_of, run_migrations
from commissioning_app.services.rounds import read_round
from commissioning_app.services.workspace import verify_trail
from tests.decided import a_decided_round
from tests.factories import NOW

FIRST = "0001"
LATER_RECORDS = (
    "co_design", "demands", "briefing", "panel_reflection", "monitoring", "power_used",
    "equality_statement", "equality_reading", "positive_action", "data_protection", "authority",
)  # fmt: skip
"""What a round's records did not hold under the first schema."""

Rows = dict[str, list[dict[str, Any]]]


def migrating(url: str) -> sa.Engine:
    """An engine that migrations may run on."""
    return make_migration_engine(Path(url.removeprefix("sqlite:///"))) if is_sqlite(url) else make_engine(url)


def columns_there(engine: sa.Engine) -> dict[str, list[str]]:
    """The columns of each table of a database, by name."""
    seen = sa.inspect(engine)
    tables = set(seen.get_table_names()) - {"alembic_version"}
    return {table: [column["name"] for column in seen.get_columns(table)] for table in sorted(tables)}


def rows_of(engine: sa.Engine, columns: dict[str, list[str]]) -> Rows:
    """Every row of these columns, as plain values in a fixed order."""
    found: Rows = {}
    with engine.connect() as connection:
        for name, wanted in columns.items():
            table = metadata.tables[name]
            rows = connection.execute(sa.select(*(table.c[one] for one in wanted))).mappings()
            found[name] = sorted((dict(row) for row in rows), key=str)
    return found


def put(engine: sa.Engine, rows: Rows) -> None:
    """Insert rows through SQL; what belongs together is checked at the commit."""
    with engine.begin() as connection:
        for name, each in rows.items():
            table = metadata.tables[name]
            for row in each:
                connection.execute(table.insert().values(row))


def only(url: str, statement: str, value: str = "") -> list[Any]:
    """What one statement gives."""
    engine = migrating(url)
    with engine.begin() as connection:
        result = connection.execute(sa.text(statement), {"value": value} if value else {})
        rows = [row[0] for row in result] if result.returns_rows else []
    engine.dispose()
    return rows


@pytest.fixture
def work(tmp_path: Path) -> Iterator[tuple[Round, Rows]]:
    """The rows of a decided round, as the application writes them."""
    made = a_decided_round(str(tmp_path / "work.db"))
    engine = make_engine(url_of(str(tmp_path / "work.db")))
    rows = rows_of(engine, columns_there(engine))
    engine.dispose()
    yield made.round, rows
    made.office.app.close()


def the_first_schema(url: str, round_: Round, rows: Rows) -> Rows:
    """A workspace at the first revision with these rows and some kept apart; returns what it holds."""
    engine = migrating(url)
    run_migrations(engine, FIRST)
    there = columns_there(engine)
    eoi_id: UUID = rows["eoi"][0]["id"]
    more: Rows = {
        "programme": [{"id": uuid4(), "name": "Neighbourhoods", "purpose": "", "version": 1}],
        "monitoring_answer": [
            {
                "id": uuid4(), "round_id": round_.id, "subject_kind": kind, "subject_id": eoi_id,
                "question": "ethnicity", "answer": kind, "own_words": "আমরা", "answered_at": NOW,
            }
            for kind in ("eoi", "member")
        ],
        "attachment": [
            {
                "id": uuid4(), "eoi_id": eoi_id, "file_name": "rules.pdf", "media_type": "application/pdf",
                "size": 3, "sha256": "0", "added_at": NOW,
            }
        ],
    }  # fmt: skip
    old = {
        name: [{key: row[key] for key in there[name]} for row in each]
        for name, each in rows.items()
        if name in there
    }
    put(engine, {**old, **more})
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE round SET records = :records"), {"records": first_records(round_)})
    held = rows_of(engine, there)
    engine.dispose()
    assert all(held[name] for name in ("round", "eoi", "award", "instalment", "trail", *more))
    return held


def first_records(round_: Round) -> str:
    """The records as the first schema's application wrote them: without what came later."""
    from commissioning_app.persistence.types import converter

    body = converter().unstructure(round_.records, unstructure_as=RoundRecords)
    assert set(LATER_RECORDS) <= set(body)
    return json.dumps({key: value for key, value in body.items() if key not in LATER_RECORDS})


def test_a_workspace_of_the_first_schema_comes_forward_whole_and_back(
    database_url: str, work: tuple[Round, Rows]
) -> None:
    round_, rows = work
    held = the_first_schema(database_url, round_, rows)
    there = {name: list(each[0]) if each else ["id"] for name, each in held.items() if each}
    open_workspace(database_url).dispose()
    engine = migrating(database_url)
    assert rows_of(engine, there) == {name: held[name] for name in there}
    assert columns_there(engine).keys() == metadata.tables.keys()
    run_migrations(engine, FIRST, back=True)
    assert rows_of(engine, there) == {name: held[name] for name in there}
    assert {"action", "due_diligence", "subsidy_record"}.isdisjoint(columns_there(engine))
    run_migrations(engine)
    assert rows_of(engine, there) == {name: held[name] for name in there}
    engine.dispose()
    assert revision_of(url_of(database_url)) == HEAD


def test_the_application_reads_a_workspace_that_came_forward(
    database_url: str, work: tuple[Round, Rows]
) -> None:
    """Its round has empty records for what came later; its trail holds; new columns have a value."""
    round_, rows = work
    the_first_schema(database_url, round_, rows)
    app = open_app(database_url)
    read = read_round(app.services, round_code="R1")
    empty = RoundRecords()
    assert read.records == replace(round_.records, **{name: getattr(empty, name) for name in LATER_RECORDS})
    assert (read.code, read.pot_years, read.state) == (round_.code, round_.pot_years, round_.state)
    assert verify_trail(app.services).problems == ()
    with app.services.reading() as uow:
        assert (uow.awards.count(), uow.actions.count(), uow.due_diligence.count()) == (2, 0, 0)
        [attached] = uow.attachments.where()
        assert (attached.file_name, attached.question_id, attached.transcript) == ("rules.pdf", "", "")
        assert [programme.need_profile for programme in uow.programmes.where()] == [None]
    app.close()


def test_only_the_kinds_that_are_known_have_monitoring_answers(
    database_url: str, work: tuple[Round, Rows]
) -> None:
    round_, rows = work
    the_first_schema(database_url, round_, rows)
    open_workspace(database_url).dispose()
    with pytest.raises(sa.exc.IntegrityError):
        only(database_url, "UPDATE monitoring_answer SET subject_kind = :value", "somebody")
    assert sorted(only(database_url, "SELECT subject_kind FROM monitoring_answer")) == ["eoi", "member"]
