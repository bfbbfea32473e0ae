"""Share a table's width among its columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from commissioning_app.ui.lib.table_model import FIGURES, Column

_STRETCH_LEAST = 150
FIGURE_GAP = 8
"""Px between a figure's right edge and the next column, besides the cells' own."""


def fit_columns(
    columns: Sequence[Column], hidden: frozenset[str], drawn: Mapping[str, int], room: int, scale: float
) -> list[int]:
    """Each column's width in px, 0 for one that isn't shown.

    Columns without a width of their own share what is left. While there is too little room, the column with
    the highest `drop` leaves (the last of equals first); columns with `drop` 0 never do. When all that can
    leave have left, columns give of their own `least`.
    """
    shown = [c for c in columns if c.key not in hidden]

    def least(column: Column) -> int:
        gap = FIGURE_GAP if column.kind in FIGURES and column.width else 0
        own = column.width + gap or column.least or _STRETCH_LEAST
        return round((drawn.get(column.key) or own) * scale)

    while sum(least(c) for c in shown) > room:
        leaving = max((c for c in reversed(shown) if c.drop), key=lambda c: c.drop, default=None)
        if leaving is None:
            break
        shown.remove(leaving)
    stretching = [c for c in shown if not c.width and c.key not in drawn]
    spare = room - sum(least(c) for c in shown)
    extra = spare // len(stretching) if stretching else 0
    bottom = round(_STRETCH_LEAST * scale)

    def width(column: Column) -> int:
        if column not in stretching:
            return least(column) if column in shown else 0
        return max(least(column) + extra, bottom)

    return [width(c) for c in columns]
