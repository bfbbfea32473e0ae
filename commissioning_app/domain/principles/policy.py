"""The policy: the thresholds of the checks, by keys such as "simple.days_open"."""

from __future__ import annotations

import copy
import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from commissioning_app.domain.errors import BadValue
from commissioning_app.domain.money import Pence, parse_pounds

LIMITS = "limits"
"""The section of the policy file that holds the lowest and highest value a key may take."""


class UnknownPolicyKey(BadValue):
    """A threshold was asked for, or set, that the policy does not have."""


@dataclass(frozen=True)
class PolicyDifference:
    """One threshold that stands differently in two policies."""

    key: str
    here: Any
    there: Any


class Policy:
    """Thresholds by dotted key, read through accessors that know their units; never changed in place."""

    def __init__(
        self, values: Mapping[str, Any], limits: Mapping[str, tuple[int, int]] | None = None
    ) -> None:
        self._values = copy.deepcopy(dict(values))
        self._limits = dict(limits or {})

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Policy:
        """A policy from the sections of a policy file; a limit without its key is refused."""
        values = flatten({name: section for name, section in data.items() if name != LIMITS})
        limits = {key: (int(low), int(high)) for key, (low, high) in data.get(LIMITS, {}).items()}
        policy = cls(values, limits)
        for key in limits:
            policy._check(key, policy.value(key))
        return policy

    def value(self, key: str) -> Any:
        """The raw value of a key; raises UnknownPolicyKey with the nearest names."""
        if key not in self._values:
            near = difflib.get_close_matches(key, self._values, n=1)
            hint = f" Did you mean {near[0]}?" if near else ""
            raise UnknownPolicyKey(f"The policy has no threshold called “{key}”.{hint}", field=key)
        return self._values[key]

    def limits_of(self, key: str) -> tuple[int, int] | None:
        """The lowest and the highest value that a key may take, where there are such limits."""
        return self._limits.get(key)

    def whole(self, key: str) -> int:
        """A whole number: days, people, a percentage."""
        value = self.value(key)
        if isinstance(value, bool) or not isinstance(value, int):
            raise BadValue(f"The threshold “{key}” has to be a whole number, and is “{value}”.", field=key)
        return value

    def money(self, key: str) -> Pence:
        """An amount, written like "£100,000" in the policy, in pence."""
        value = self.value(key)
        if not isinstance(value, str):
            raise BadValue(f"The threshold “{key}” has to be money like £12,500, in quotes.", field=key)
        return parse_pounds(value)

    def sizes(self, key: str) -> list[Pence]:
        """The amounts up to which each band of a threshold by size goes, but for the last, which has none."""
        return [parse_pounds(band["up_to"]) for band in self.value(key) if "up_to" in band]

    def for_size(self, key: str, pence: Pence) -> int:
        """The number of the first band that an amount fits in ("up to £10,000: 8"; the last has no top)."""
        bands = self.value(key)
        if not isinstance(bands, list) or not bands:
            raise BadValue(f"The threshold “{key}” has to be a list of bands by size.", field=key)
        for band in bands:
            if "up_to" not in band or pence <= parse_pounds(band["up_to"]):
                return int(band["most"])
        raise BadValue(f"The last band of “{key}” needs to be without “up_to”.", field=key)

    def names_for_size(self, key: str, pence: Pence) -> tuple[str, ...]:
        """The names of the first band that an amount fits in ("up to £10,000: these")."""
        return next(names for top, names in self.names_by_size(key) if top is None or pence <= top)

    def names_by_size(self, key: str) -> list[tuple[Pence | None, tuple[str, ...]]]:
        """Every band of names by size: the amount that it goes up to, None for the last, and its names."""
        bands = self.value(key)
        if not isinstance(bands, list) or not bands or "up_to" in bands[-1]:
            raise BadValue(
                f"The threshold “{key}” has to be bands by size, the last without “up_to”.", field=key
            )
        return [
            (parse_pounds(band["up_to"]) if "up_to" in band else None, tuple(map(str, band["items"])))
            for band in bands
        ]

    def with_changes(self, changes: Mapping[str, Any]) -> Policy:
        """This policy with some thresholds changed; an unknown key or a bad value is refused."""
        changed = flatten(changes)
        for key, value in changed.items():
            self._check(key, value)
        return Policy({**self._values, **changed}, self._limits)

    def with_snapshot(self, snapshot: Mapping[str, Any] | None) -> Policy:
        """The policy a round was opened with wins over this one; newer keys keep their value here."""
        return Policy({**self._values, **flatten(snapshot or {})}, self._limits)

    def as_data(self) -> dict[str, Any]:
        """Every threshold by dotted key, as JSON values: what a round keeps when it opens."""
        return copy.deepcopy(self._values)

    def differences(self, other: Policy) -> list[PolicyDifference]:
        """The thresholds that stand differently here and there, by key."""
        keys = sorted({*self._values, *other._values})
        pairs = [(key, self._values.get(key), other._values.get(key)) for key in keys]
        return [PolicyDifference(key, here, there) for key, here, there in pairs if here != there]

    def _check(self, key: str, value: Any) -> None:
        known = self.value(key)
        if type(value) is not type(known):
            raise BadValue(f"The threshold “{key}” is like “{known}”; “{value}” can't be taken.", field=key)
        if isinstance(value, str) and parse_pounds(value) < 0:
            raise BadValue(f"The threshold “{key}” can't be below nought.", field=key)
        low, high = self._limits.get(key, (None, None))
        if low is not None and high is not None and not low <= value <= high:
            raise BadValue(
                f"The threshold “{key}” lies between {low} and {high}; {value} is outside that.", field=key
            )


def flatten(data: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """Nested sections as one level of dotted keys; keys that are dotted already stay as they are."""
    flat: dict[str, Any] = {}
    for name, value in data.items():
        if isinstance(value, Mapping):
            flat.update(flatten(value, f"{prefix}{name}."))
        else:
            flat[f"{prefix}{name}"] = value
    return flat
