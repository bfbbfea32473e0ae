"""The databases that other tests stand on: fresh, apart from each other, really the kind they say."""

from __future__ import annotations

import pytest
from sqlalchemy import create_engine, inspect, text

from tests.databases import PostgresServer


def test_a_test_gets_an_empty_database_that_keeps_what_it_writes(database_url: str) -> None:
    engine = create_engine(database_url)
    assert inspect(engine).get_table_names() == []
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE pot (pence BIGINT)"))
        connection.execute(text("INSERT INTO pot VALUES (3000000000)"))
    engine.dispose()
    with create_engine(database_url).connect() as connection:
        assert connection.execute(text("SELECT pence FROM pot")).scalar_one() == 3_000_000_000


@pytest.mark.postgres
def test_the_server_is_postgresql_16_or_newer(postgres_url: str) -> None:
    with create_engine(postgres_url).connect() as connection:
        assert int(connection.execute(text("SHOW server_version_num")).scalar_one()) >= 160000


@pytest.mark.postgres
def test_databases_of_a_kind_are_built_once_and_do_not_share_rows(postgres_server: PostgresServer) -> None:
    built: list[str] = []

    def build(url: str) -> None:
        built.append(url)
        engine = create_engine(url)
        with engine.begin() as connection:
            connection.execute(text("CREATE TABLE word (text TEXT)"))
        engine.dispose()

    one, two = (postgres_server.create_like("words", build) for _ in range(2))
    first = create_engine(one)
    with first.begin() as connection:
        connection.execute(text("INSERT INTO word VALUES ('pot')"))
    first.dispose()
    second = create_engine(two)
    with second.connect() as connection:
        rows = connection.execute(text("SELECT text FROM word")).all()
    second.dispose()
    postgres_server.drop(one)
    postgres_server.drop(two)
    assert (len(built), rows) == (1, [])
