"""What the checks read of words: the list that counts, whose names are left alone, and letters' feedback."""

from __future__ import annotations

from dataclasses import dataclass

from commissioning_app.domain.wording_check import Flag


@dataclass(frozen=True)
class FeedbackWording:
    """How many applicants have feedback, and what in it is worth another look, by the EOI's reference."""

    written: int = 0
    flags: tuple[tuple[str, Flag], ...] = ()
