"""Repositories over a session: by key, by equal columns, in bulk, and the trail's store."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Generic, TypeVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from commissioning_app.domain.errors import NotFound
from commissioning_app.domain.trail import FIRST_HASH, TrailEntry, TrailHead, TrailPersonal
from commissioning_app.persistence import tables_apart as apart
from commissioning_app.persistence.mapping import TABLES

T = TypeVar("T")
CHUNK = 500
"""How many values one IN list holds, under SQLite's and PostgreSQL's limits."""


class SqlRepository(Generic[T]):
    """Entities of one class in one table, in the order of their keys."""

    def __init__(self, session: Session, entity: type[T]) -> None:
        self._session = session
        self._entity = entity
        self._table = TABLES[entity]
        self._keys = list(self._table.primary_key.columns)

    def add(self, entity: T) -> None:
        """Put a new entity into the transaction."""
        self._session.add(entity)

    def get(self, key: Any) -> T:
        """The entity with that key; raises NotFound."""
        found = self._session.get(self._entity, key)
        if found is None:
            words = self._table.name.replace("_", " ")
            raise NotFound(f"This {words} is not in the workspace any more.")
        return found

    def find(self, **equals: Any) -> T | None:
        """The first entity that matches, or None."""
        return self._session.scalars(
            sa.select(self._entity).where(*self._conditions(equals)).order_by(*self._keys).limit(1)
        ).first()

    def where(self, **equals: Any) -> list[T]:
        """Every entity that matches, by key; a long list of values is asked for in parts."""
        found: list[T] = []
        for part in _in_parts(equals):
            statement = sa.select(self._entity).where(*self._conditions(part)).order_by(*self._keys)
            found.extend(self._session.scalars(statement))
        return found

    def count(self, **equals: Any) -> int:
        """How many match."""
        return sum(
            self._session.execute(
                sa.select(sa.func.count()).select_from(self._table).where(*self._conditions(part))
            ).scalar_one()
            for part in _in_parts(equals)
        )

    def remove(self, entity: T) -> None:
        """Take an entity out."""
        self._session.delete(entity)

    def remove_where(self, **equals: Any) -> int:
        """Take every row out that matches, without reading it; returns how many."""
        self._session.flush()
        statement = sa.delete(self._table).where(*self._conditions(equals))
        return self._session.connection().execute(statement).rowcount

    def insert_many(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Insert plain column mappings through Core."""
        if rows:
            self._session.execute(sa.insert(self._table), list(rows))

    def update_many(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Update by primary key from plain column mappings that all have the same keys.

        A ``version`` among them is the one after what was read: raises StaleDataError, which the unit of
        work tells as StaleVersion, when somebody saved one of the rows meanwhile.
        """
        if not rows:
            return
        names = {key.name for key in self._keys}
        statement = (
            sa.update(self._table)
            .where(*[key == sa.bindparam(f"key_{key.name}") for key in self._keys])
            .values({name: sa.bindparam(f"new_{name}") for name in rows[0] if name not in names})
        )
        if "version" in rows[0]:
            statement = statement.where(self._table.c.version == sa.bindparam("new_version") - 1)
        prepared = [
            {(f"key_{name}" if name in names else f"new_{name}"): value for name, value in row.items()}
            for row in rows
        ]
        done = self._session.connection().execute(statement, prepared)
        if done.rowcount != len(rows):
            raise StaleDataError("somebody else saved some of these rows meanwhile")

    def columns(self, *names: str, **equals: Any) -> list[tuple[Any, ...]]:
        """Only the named columns of every row that matches, by key."""
        wanted = [self._table.c[name] for name in names]
        found: list[tuple[Any, ...]] = []
        for part in _in_parts(equals):
            statement = sa.select(*wanted).where(*self._conditions(part)).order_by(*self._keys)
            found.extend(map(tuple, self._session.execute(statement).all()))
        return found

    def _conditions(self, equals: Mapping[str, Any]) -> list[sa.ColumnElement[bool]]:
        conditions: list[sa.ColumnElement[bool]] = []
        for name, value in equals.items():
            column = self._table.c[name]
            if isinstance(value, list | tuple | set | frozenset):
                conditions.append(column.in_(list(value)))
            else:
                conditions.append(column.is_(None) if value is None else column == value)
        return conditions


def _in_parts(equals: Mapping[str, Any]) -> Iterable[dict[str, Any]]:
    long = next(
        (n for n, v in equals.items() if isinstance(v, list | tuple | set | frozenset) and len(v) > CHUNK),
        None,
    )
    if long is None:
        return [dict(equals)]
    values = list(equals[long])
    return [{**equals, long: values[at : at + CHUNK]} for at in range(0, len(values), CHUNK)]


class SqlTrailStore:
    """The trail's tables: entries are only ever added; triggers refuse anything else."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def locked_head(self) -> TrailHead:
        """The head, locked until the transaction ends; an empty chain's head if there is none."""
        self._session.flush()
        row = self._session.execute(sa.select(apart.trail_head).with_for_update()).first()
        return TrailHead(1, 0, FIRST_HASH) if row is None else TrailHead(row.id, row.entries, row.hash)

    def append(self, entry: TrailEntry, personal: TrailPersonal | None, head: TrailHead) -> None:
        """Write an entry with its personal part and move the head to it."""
        run = self._session.execute
        run(sa.insert(apart.trail), [{c.name: getattr(entry, c.name) for c in apart.trail.columns}])
        if personal is not None:
            run(
                sa.insert(apart.trail_personal),
                [{"entry_id": personal.entry_id, "salt": personal.salt, "body": personal.body}],
            )
        values = {"entries": head.entries, "hash": head.hash}
        if head.entries == 1:
            run(sa.insert(apart.trail_head), [{"id": head.id, **values}])
        else:
            run(sa.update(apart.trail_head).values(values))

    def entries(self, *, round_id: UUID | None = None) -> Iterable[TrailEntry]:
        """Entries in order, read in parts so that a long trail does not fill the memory."""
        statement = sa.select(TrailEntry).order_by(apart.trail.c.id)
        if round_id is not None:
            statement = statement.where(apart.trail.c.round_id == round_id)
        return self._session.scalars(statement.execution_options(yield_per=1000))

    def head(self) -> TrailHead | None:
        """The head as it stands, or None in an empty workspace."""
        row = self._session.execute(sa.select(apart.trail_head)).first()
        return None if row is None else TrailHead(row.id, row.entries, row.hash)

    def personal(self) -> Mapping[int, TrailPersonal]:
        """The personal parts by entry."""
        return {part.entry_id: part for part in self._session.scalars(sa.select(TrailPersonal))}
