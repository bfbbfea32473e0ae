"""Reading age: the counts, both formulas against sums done by hand, and what is not read as a word."""

from __future__ import annotations

import pytest

from commissioning_app.domain.readability import Readability, measure


@pytest.mark.parametrize(
    ("text", "letters", "words", "sentences"),
    [
        ("We pay you for your time.", 19, 6, 1),
        ("Who are you? Tell us!", 15, 5, 2),
        ("Rent, wages – and tea… All of it", 22, 7, 2),
        ("well-being costs £12,500", 19, 3, 1),
        ("One\nTwo", 6, 2, 2),
        ("He said “Yes.” She nodded.", 18, 5, 2),
        ("Write to sam@funder.example or https://funder.example/a.b today.", 14, 4, 1),
        ("Version 2.5 is e.g. here", 17, 5, 2),
        ("… – ?!", 0, 0, 0),
        ("", 0, 0, 0),
    ],
)
def test_counting(text: str, letters: int, words: int, sentences: int) -> None:
    found = measure([text])
    assert (found.letters, found.words, found.sentences) == (letters, words, sentences)


def test_each_text_begins_a_sentence() -> None:
    assert measure(["Party politics", "", "Work that is done"]) == Readability(27, 6, 2, 27)


def test_both_formulas() -> None:
    """40 letters, 10 words, 2 sentences: 18.84 + 2.5 − 21.43 and 23.52 − 5.92 − 15.8."""
    found = Readability(40, 10, 2, 40)
    assert found.automated_index == pytest.approx(-0.09)
    assert found.coleman_liau == pytest.approx(1.8)
    assert found.reading_age == 5.9


def test_nobody_is_younger_than_school() -> None:
    assert measure(["I am me."]).reading_age == 5


def test_longer_words_and_longer_sentences_are_harder() -> None:
    plain = measure(["People tell us what they need.", "We read it all and talk together."])
    joined = measure(["People tell us what they need and we read it all and talk together."])
    harder = measure(["Organisations communicate requirements.", "Committees subsequently deliberate."])
    assert plain.reading_age < joined.reading_age < harder.reading_age


@pytest.mark.parametrize(
    ("text", "is_latin"),
    [
        ("What do people need?", True),
        ("Que faut-il à la communauté ?", True),
        ("¿Qué necesitáis? 12", True),
        ("আপনার সম্প্রদায়ের মানুষের কী প্রয়োজন?", False),
        ("ماذا يحتاج الناس؟", False),
        ("", False),
    ],
)
def test_the_formulas_are_for_latin_letters(text: str, is_latin: bool) -> None:
    assert measure([text]).is_in_latin_letters is is_latin


def test_words_of_any_script_are_counted() -> None:
    assert measure(["আপনার সম্প্রদায়ের মানুষের কী প্রয়োজন?"]).words == 5
    assert measure(["ماذا يحتاج الناس؟"]).words == 3
