"""Fills frozen value objects from plain tables (TOML), refusing unknown keys by name."""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from commissioning_app.domain.errors import BadValue
from commissioning_app.domain.money import parse_pounds

PENCE = "_pence"


class Reader:
    """Reads values and gathers one sentence for each that can't be taken."""

    def __init__(self) -> None:
        self.problems: list[str] = []

    def fill(self, kind: type[Any], table: Any, where: str) -> Any:
        """A value object of that kind; keys are its field names, money without "_pence" as text."""
        if not isinstance(table, Mapping):
            self.problems.append(f"“{where}” needs a table of keys and values.")
            return None
        hints = typing.get_type_hints(kind)
        names = {f.name.removesuffix(PENCE) if f.name != "pence" else "amount": f.name for f in fields(kind)}
        self.refuse_unknown(table, set(names), where)
        values = {}
        for key, name in names.items():
            if key in table:
                value = self.value(hints[name], table[key], f"{where}.{key}", is_money=name.endswith("pence"))
                if value is not None:
                    values[name] = value
        try:
            return kind(**values)
        except TypeError:
            required = [key for key, name in names.items() if name not in values and _is_required(kind, name)]
            self.problems.append(f"“{where}” needs " + " and ".join(f"“{key}”" for key in required) + ".")
            return None

    def refuse_unknown(self, table: Mapping[str, Any], known: set[str], where: str) -> None:
        """Name each key that nothing reads, with the nearest one that would be."""
        import difflib

        for key in table:
            if key not in known:
                near = difflib.get_close_matches(key, known, 1)
                hint = f" Did you mean “{near[0]}”?" if near else ""
                place = f" in “{where}”" if where else ""
                self.problems.append(f"The key “{key}”{place} is not known.{hint}")

    def value(self, hint: Any, raw: Any, where: str, *, is_money: bool = False) -> Any:
        """One value as its field wants it, or None with a problem noted."""
        origin = typing.get_origin(hint)
        if origin in (types.UnionType, typing.Union):
            inner = [one for one in typing.get_args(hint) if one is not type(None)]
            return self.value(inner[0], raw, where, is_money=is_money)
        if is_money:
            return self.money(raw, where)
        if origin is tuple:
            return self.many(typing.get_args(hint)[0], raw, where)
        if isinstance(hint, type) and is_dataclass(hint):
            return self.fill(hint, raw, where)
        if isinstance(hint, type) and issubclass(hint, Enum):
            return self.choice(hint, raw, where)
        return self.scalar(hint, raw, where)

    def money(self, raw: Any, where: str) -> int | None:
        """Pence from "£12,500" or from a whole number of pounds."""
        if isinstance(raw, bool) or not isinstance(raw, str | int):
            self.problems.append(f'“{where}” is money: write it like "£12,500".')
            return None
        try:
            return parse_pounds(str(raw))
        except BadValue as error:
            self.problems.append(f"“{where}”: {error}")
            return None

    def many(self, kind: Any, raw: Any, where: str) -> tuple[Any, ...] | None:
        """A list of values of one kind."""
        if not isinstance(raw, list):
            self.problems.append(f"“{where}” needs a list.")
            return None
        values = [self.value(kind, one, f"{where}[{at}]") for at, one in enumerate(raw, 1)]
        return tuple(one for one in values if one is not None)

    def choice(self, kind: type[Enum], raw: Any, where: str) -> Enum | None:
        """One of a fixed set of words."""
        try:
            return kind(raw)
        except ValueError:
            words = ", ".join(f"“{one.value}”" for one in kind)
            self.problems.append(f"“{where}” is “{raw}”. Choose one of {words}.")
            return None

    def scalar(self, kind: Any, raw: Any, where: str) -> Any:
        """Text, a whole number, yes or no, or a date."""
        fits = {
            str: isinstance(raw, str),
            int: isinstance(raw, int) and not isinstance(raw, bool),
            bool: isinstance(raw, bool),
            date: isinstance(raw, date) and not isinstance(raw, datetime),
            datetime: isinstance(raw, datetime),
        }
        if fits.get(kind, True):
            return raw
        words = {str: "text", int: "a whole number", bool: "true or false", date: "a date such as 2026-12-04"}
        self.problems.append(f"“{where}” needs {words.get(kind, 'another kind of value')}.")
        return None


def _is_required(kind: type[Any], name: str) -> bool:
    import dataclasses

    field = next(f for f in fields(kind) if f.name == name)
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
