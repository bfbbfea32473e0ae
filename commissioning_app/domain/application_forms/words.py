"""The word limit of a question: soft up to 110 %, then a sentence."""

from __future__ import annotations

SOFT_PERCENT = 110


def count_words(text: str) -> int:
    """How many words a text has: what stands between blanks."""
    return len(text.split())


def most_words(limit: int) -> int:
    """How many words are taken without a remark; fractions count in the writer's favour."""
    return -(-limit * SOFT_PERCENT // 100)


def too_long(text: str, limit: int) -> str:
    """The sentence for an answer that is longer than its limit allows; "" while it is not."""
    words = count_words(text)
    if not limit or words <= most_words(limit):
        return ""
    return f"The answer has {words:,} words; the form asks for {limit:,} at most."
