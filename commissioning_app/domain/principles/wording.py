"""Small pieces of the sentences that evidence is made of."""

from __future__ import annotations

from collections.abc import Sequence


def counted(number: int, one: str, many: str = "") -> str:
    """ "1 question", "14 questions"; ``many`` for words that don't just take an s."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def has(number: int) -> str:
    """ "has" for one, "have" for any other number."""
    return "has" if number == 1 else "have"


def share(part: int, whole: int) -> str:
    """A whole percentage rounded down, so that it never shows a threshold that was not reached: "62 %"."""
    return f"{100 * part // whole} %"


def share_up(part: int, whole: int) -> str:
    """A percentage rounded up to one decimal, so that it never hides that a threshold was passed: "3.6 %"."""
    tenths = -(-1000 * part // whole)
    return f"{tenths // 10}.{tenths % 10} %" if tenths % 10 else f"{tenths // 10} %"


def lasting(minutes: int) -> str:
    """ "45 minutes", "1 hour", "3 hours 36 minutes"."""
    hours, left = divmod(minutes, 60)
    parts = [counted(hours, "hour")] if hours else []
    return " ".join(parts + ([counted(left, "minute")] if left or not hours else []))


def listed(names: Sequence[str], most: int = 5) -> str:
    """ "Ana, Bo and Cy"; after ``most`` names, how many more."""
    if len(names) > most:
        return f"{', '.join(names[:most])} and {len(names) - most} more"
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"
