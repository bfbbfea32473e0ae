"""Sentences whose wording depends on numbers."""

from __future__ import annotations

from fractions import Fraction

import pytest

from commissioning_app.domain.allocation import sentences


@pytest.mark.parametrize(
    ("score", "threshold", "written"),
    [
        (Fraction(43), Fraction(50), "43 is below the 50"),
        (Fraction(87, 2), Fraction(50), "43.5 is below the 50"),
        (Fraction(4996, 100), Fraction(50), "49.96 is below the 50"),
        (Fraction(149999, 3000), Fraction(50), "49.9997 is below the 50"),
        (Fraction(0), Fraction(1, 3), "0 is below the 0.333"),
        (Fraction(100, 3), Fraction(101, 2), "33.3 is below the 50.5"),
    ],
)
def test_a_score_reads_as_below_the_threshold(score: Fraction, threshold: Fraction, written: str) -> None:
    assert sentences.below_threshold(score, threshold) == (
        f"Not funded: the panel score of {written} that was needed."
    )


def test_a_note_names_the_first_and_counts_the_others() -> None:
    assert sentences.passed_over(("A", "B", "C"), 7) == (
        "Waits although EOIs below it in the order came in: A, B, C and 4 more."
    )
