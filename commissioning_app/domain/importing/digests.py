"""A short fingerprint of what one row said, to tell whether it says the same again."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from commissioning_app.domain.importing.fields import ImportField

LEFT_OUT = frozenset(
    {
        ImportField.REFERENCE,
        ImportField.CONTACT_NAME,
        ImportField.CONTACT_EMAIL,
        ImportField.CONTACT_PHONE,
    }
)
"""The reference is what rows are matched by; a person's details are compared apart and never hashed."""

DIVIDER = "\x1f"


def row_digests(values: Mapping[str, Sequence[Any]], count: int) -> list[str]:
    """SHA-256 of each row's values with the names of their fields, in hexadecimal."""
    fields = sorted(field for field in values if field not in LEFT_OUT)
    start = hashlib.sha256(DIVIDER.join(fields).encode())
    columns = [_as_texts(values[field]) for field in fields]
    digests = []
    for row in zip(*columns, strict=True) if columns else [()] * count:
        digest = start.copy()
        digest.update(DIVIDER.join(row).encode("utf-8", "surrogatepass"))
        digests.append(digest.hexdigest())
    return digests


def _as_texts(column: Sequence[Any]) -> Sequence[str]:
    if set(map(type, column)) <= {str}:
        return column
    return ["" if value is None else str(value) for value in column]
