"""Thresholds by size: bands that go from small awards to large ones, the last without a top."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from commissioning_app.domain.errors import BadValue
from commissioning_app.domain.money import parse_pounds

MOST = 1000
"""The highest number that a band may hold; more than that is a slip of the pen."""


def ensure_bands(key: str, bands: Any, known: Sequence[Mapping[str, Any]]) -> None:
    """Raise BadValue unless these bands are as sound as the ones that are known for the key.

    Each band holds either ``most``, a whole number, or ``items``, names out of those that are known.
    """
    if not isinstance(bands, list) or not bands or not all(isinstance(band, Mapping) for band in bands):
        raise BadValue(f"The threshold “{key}” has to be a list of bands by size.", field=key)
    what = "most" if "most" in known[0] else "items"
    for band in bands:
        if set(band) - {"up_to", what} or what not in band:
            raise BadValue(f"A band of “{key}” needs “{what}”, and “up_to” unless it is the last.", field=key)
        _ensure_value(key, what, band[what], known)
    tops = [parse_pounds(str(band["up_to"])) for band in bands if "up_to" in band]
    if len(tops) != len(bands) - 1 or "up_to" in bands[-1]:
        raise BadValue("Every band but the last has an amount that it goes up to.", field=key)
    if tops != sorted(set(tops)) or (tops and tops[0] <= 0):
        raise BadValue("The bands go from small amounts to large ones.", field=key)


def _ensure_value(key: str, what: str, value: Any, known: Sequence[Mapping[str, Any]]) -> None:
    if what == "most":
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST:
            raise BadValue(f"A band of “{key}” needs a whole number from 0 to {MOST:,}.", field=key)
        return
    names = {name for band in known for name in band[what]}
    if not isinstance(value, list) or not set(value) <= names or len(set(value)) < len(value):
        raise BadValue(f"A band of “{key}” holds names out of {', '.join(sorted(names))}.", field=key)
