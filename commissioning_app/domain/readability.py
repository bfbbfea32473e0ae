"""How old a reader has to be: two known formulas over letters, words and sentences, and their mean.

The automated readability index (Senter and Smith, 1967) and the Coleman–Liau index (1975) give an American
school grade; a child in grade one is six. Both are made for English in Latin letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

AGE_BEFORE_SCHOOL = 5
_ADDRESS = re.compile(r"\S+@\S+|\b(?:https?://|www\.)\S+")
_SENTENCE_END = re.compile(r"[.!?…]+(?=[\s”’\")\]]|$)|\n")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ0-9]")


@dataclass(frozen=True)
class Readability:
    """The counts that both formulas start from."""

    letters: int
    words: int
    sentences: int
    latin_letters: int

    @property
    def is_in_latin_letters(self) -> bool:
        """Whether the formulas have something to say: most letters are Latin ones."""
        return 2 * self.latin_letters > self.letters

    @property
    def automated_index(self) -> float:
        """The automated readability index, as a school grade."""
        return 4.71 * self.letters / self.words + 0.5 * self.words / self.sentences - 21.43

    @property
    def coleman_liau(self) -> float:
        """The Coleman–Liau index, as a school grade."""
        return 5.88 * self.letters / self.words - 29.6 * self.sentences / self.words - 15.8

    @property
    def reading_age(self) -> float:
        """The mean of both as an age, to one decimal; never under the age at which school begins."""
        grade = (self.automated_index + self.coleman_liau) / 2
        return round(max(AGE_BEFORE_SCHOOL, grade + AGE_BEFORE_SCHOOL), 1)


def measure(texts: Iterable[str]) -> Readability:
    """Count several texts as one; each begins a sentence of its own. Addresses are left out."""
    letters = words = sentences = latin = 0
    for text in texts:
        for sentence in _SENTENCE_END.split(_ADDRESS.sub(" ", text)):
            found = [word for word in sentence.split() if any(map(str.isalnum, word))]
            letters_here = "".join(filter(str.isalnum, "".join(found)))
            letters += len(letters_here)
            latin += len(_LATIN.findall(letters_here))
            words += len(found)
            sentences += bool(found)
    return Readability(letters, words, sentences, latin)
