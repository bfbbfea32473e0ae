"""Plain questions to start a form from, by what they are about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from commissioning_app.domain.forms import Question


class Topic(StrEnum):
    """What a question is about, in the order in which a good form asks."""

    NEED = "need"
    PEOPLE = "people"
    WORK = "work"
    CHANGE = "change"
    MONEY = "money"
    CARE = "care"
    PRACTICAL = "practical"


@dataclass(frozen=True)
class LibraryQuestion:
    """A question with its topic."""

    topic: Topic
    question: Question

    def says(self, words: str) -> bool:
        """Whether each of some words stands anywhere in it; no words are always there."""
        one = self.question
        text = " ".join((one.text, one.why, one.help, *one.options)).casefold()
        return all(word in text for word in words.casefold().split())


def with_free_ids(chosen: Iterable[Question], taken: Iterable[str]) -> tuple[Question, ...]:
    """The questions in their order, each with an id that no other has."""
    used = set(taken)
    free: list[Question] = []
    for question in chosen:
        made, number = question.id, 2
        while made in used:
            made, number = f"{question.id}-{number}", number + 1
        used.add(made)
        free.append(replace(question, id=made))
    return tuple(free)
