"""The columns that tables are made of, and the metadata that they belong to."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from commissioning_app.persistence.types import Key, Structured, UtcDateTime

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = sa.MetaData(naming_convention=NAMING)


def key() -> sa.Column[Any]:
    """The primary key: a UUID made by the application."""
    return sa.Column("id", Key, primary_key=True)


def to(target: str, *, name: str = "", optional: bool = False, index: bool = True) -> sa.Column[Any]:
    """A foreign key that is checked at the commit."""
    column = name or f"{target}_id"
    return sa.Column(
        column,
        Key,
        sa.ForeignKey(f"{target}.id", deferrable=True, initially="DEFERRED"),
        nullable=optional,
        index=index,
    )


def text(name: str, *, optional: bool = False) -> sa.Column[Any]:
    """Text, empty rather than null."""
    return sa.Column(name, sa.Text, nullable=optional)


def pence(name: str, *, optional: bool = False) -> sa.Column[Any]:
    """Money as whole pence."""
    return sa.Column(name, sa.BigInteger, nullable=optional)


def when(name: str, *, optional: bool = False) -> sa.Column[Any]:
    """An instant in UTC."""
    return sa.Column(name, UtcDateTime, nullable=optional)


def day(name: str, *, optional: bool = True) -> sa.Column[Any]:
    """A date."""
    return sa.Column(name, sa.Date, nullable=optional)


def flag(name: str, *, optional: bool = False) -> sa.Column[Any]:
    """Yes or no."""
    return sa.Column(name, sa.Boolean, nullable=optional)


def whole(name: str, *, optional: bool = False) -> sa.Column[Any]:
    """A whole number."""
    return sa.Column(name, sa.Integer, nullable=optional)


def version() -> sa.Column[Any]:
    """The version that two savers are told apart by."""
    return sa.Column("version", sa.Integer, nullable=False)


def structured(name: str, kind: Any, *, optional: bool = False) -> sa.Column[Any]:
    """A value object as JSON."""
    return sa.Column(name, Structured(kind), nullable=optional)


def plain(name: str, *, optional: bool = True) -> sa.Column[Any]:
    """JSON values as they are."""
    return sa.Column(name, sa.JSON(none_as_null=True), nullable=optional)
