"""Column types: UTC instants, text enums with CHECK, and value objects kept as JSON."""

from __future__ import annotations

import enum
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from typing import Any
from uuid import UUID

import cattrs
import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine


@cache
def converter() -> cattrs.Converter:
    """Turns value objects into JSON values and back; unknown keys from a newer version are ignored."""
    made = cattrs.Converter()
    made.register_unstructure_hook(datetime, lambda moment: moment.isoformat())
    made.register_structure_hook(datetime, lambda text, _: datetime.fromisoformat(text))
    made.register_unstructure_hook(date, lambda day: day.isoformat())
    made.register_structure_hook(date, lambda text, _: date.fromisoformat(text))
    return made


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC instant; SQLite keeps it as text, PostgreSQL as timestamptz."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive instants and store UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant without a time zone")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give every instant back as aware UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Structured(TypeDecorator[Any]):
    """A frozen value object, or a tuple, set or mapping of them, in a JSON column."""

    impl = sa.JSON
    cache_ok = True

    def __init__(self, kind: Any) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        """Unstructure to JSON values; sets are sorted so that the same value is the same text."""
        if value is None:
            return None
        body = converter().unstructure(value, unstructure_as=self.kind)
        return sorted(body) if isinstance(body, set | frozenset) else body

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        """Structure back into the value object."""
        return None if value is None else converter().structure(value, self.kind)

    def compare_values(self, x: Any, y: Any) -> bool:
        """Value objects are compared by value."""
        return bool(x == y)


class Key(sa.Uuid[UUID]):
    """A UUID; where the database has no such type, one text becomes the same object again and again.

    Making UUIDs is most of the work of reading large tables, and their keys stand in many rows.
    """

    cache_ok = True

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any] | None:
        """The same UUIDs as always, from a memory of bounded size."""
        return known_uuid


@lru_cache(maxsize=100_000)
def known_uuid(value: Any) -> Any:
    """A key of what the driver gives: text, a UUID as it is, or None."""
    return UUID(value) if isinstance(value, str) else value


def text_enum(kind: type[enum.Enum], name: str) -> TypeEngine[Any]:
    """An enum as text with a CHECK of its values."""
    return sa.Enum(
        kind,
        native_enum=False,
        create_constraint=True,
        length=40,
        name=name,
        values_callable=lambda members: [member.value for member in members],
    )
