"""Reading one JSON object key by key; what is wrong is collected as sentences instead of raised at once."""

from __future__ import annotations

import difflib
from collections.abc import Collection
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any, TypeVar

from commissioning_app.domain.allocation.exact import exact
from commissioning_app.domain.errors import BadValue
from commissioning_app.domain.money import Pence

Choice = TypeVar("Choice", bound=StrEnum)
Instead = TypeVar("Instead")


class Reader:
    """One JSON object called ``where`` in sentences; keys that are not ``known`` are problems."""

    def __init__(self, value: Any, where: str, known: Collection[str], problems: list[str]) -> None:
        self.where = where
        self._problems = problems
        self._values: dict[str, Any] = value if isinstance(value, dict) else {}
        if not isinstance(value, dict):
            problems.append(f"{where} has to be an object in braces, {{…}}.")
        for key in self._values:
            if key not in known:
                near = difflib.get_close_matches(key, known, n=1)
                hint = f" Was “{near[0]}” meant?" if near else ""
                problems.append(f"{where} has a key “{key}” that is not known.{hint}")

    def has(self, key: str) -> bool:
        """Whether there is a value; null is none."""
        return self._values.get(key) is not None

    def raw(self, key: str) -> Any:
        """The value as it is, None where there is none."""
        return self._values.get(key)

    def pence(self, key: str, default: Pence | None = None) -> Pence:
        """Whole pence; needed where there is no default."""
        if not self.has(key) and default is not None:
            return default
        value = self._values.get(key)
        if isinstance(value, Decimal) and value == value.to_integral_value() and value.adjusted() < 18:
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int):
            return self._wrong(key, "has to be whole pence, like 500000 for £5,000", 0)
        return value

    def number(self, key: str, default: Fraction) -> Fraction:
        """An exact number from 0 up."""
        if not self.has(key):
            return default
        try:
            return exact(self._values[key])
        except BadValue:
            return self._wrong(key, "has to be a number from 0 up, like 71.5", default)

    def numbers(self, key: str) -> dict[str, Fraction]:
        """Exact numbers by name; a null is left out, for it is no score."""
        value = self._values.get(key) or {}
        if not isinstance(value, dict):
            return self._wrong(key, "has to be an object like {“m1”: 4}", {})
        inner = Reader(value, f"{self.where}, {key}", value.keys(), self._problems)
        return {name: inner.number(name, Fraction(0)) for name in value if inner.has(name)}

    def text(self, key: str, default: str | None = None) -> str:
        """A text or a whole number as text, without spaces around it; needed where there is no default."""
        if not self.has(key) and default is not None:
            return default
        value = self._values.get(key)
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        if not isinstance(value, str) or not value.strip():
            return self._wrong(key, "has to be a text", default or "")
        return value.strip()

    def flag(self, key: str) -> bool:
        """true or false; false where there is none."""
        value = self._values.get(key)
        if value is None or isinstance(value, bool):
            return bool(value)
        return self._wrong(key, "has to be true or false", False)

    def items(self, key: str) -> list[Any]:
        """A list; empty where there is none."""
        value = self._values.get(key)
        if value is None or isinstance(value, list):
            return value or []
        return self._wrong(key, "has to be a list in brackets, […]", [])

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts."""
        values = self.items(key)
        if all(isinstance(value, str) and value.strip() for value in values):
            return tuple(value.strip() for value in values)
        return self._wrong(key, "has to be a list of texts", ())

    def choice(self, key: str, choices: type[Choice], default: Choice | None) -> Choice | None:
        """One of a few words."""
        if not self.has(key):
            return default
        try:
            return choices(self._values[key])
        except ValueError:
            return self._wrong(key, f"has to be one of: {', '.join(choices)}", default)

    def _wrong(self, key: str, what: str, instead: Instead) -> Instead:
        """Note what is wrong with a key's value, and go on with another."""
        value = self._values.get(key)
        shown = str(value).lower() if isinstance(value, bool) else str(value)[:40]
        found = "it is missing" if value is None else f"it is “{shown}”"
        self._problems.append(f"{self.where}: {key} {what}; {found}.")
        return instead
