"""The versions of a round's form: what went out, and how one version's questions differ from another's."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from commissioning_app.domain.forms import Question

Pair = tuple[Question, Question]
"""One question as it was asked and as it is asked now."""


class WentOut(StrEnum):
    """How a version first left the office."""

    HANDED_OUT = "handed_out"
    OPENED = "opened"


@dataclass(eq=False)
class FormVersion:
    """The questions of one version, kept from the day on which it first went out; they never change."""

    id: UUID
    round_id: UUID
    number: int
    questions: tuple[Question, ...]
    went_out: WentOut
    went_out_at: datetime


@dataclass(frozen=True)
class QuestionChanges:
    """What a later version asks otherwise. ``changed`` holds those answered in another way or length."""

    added: tuple[Question, ...] = ()
    removed: tuple[Question, ...] = ()
    reworded: tuple[Pair, ...] = ()
    changed: tuple[Pair, ...] = ()
    moved: tuple[Question, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything is different."""
        return any((self.added, self.removed, self.reworded, self.changed, self.moved))


def compare_questions(before: Sequence[Question], after: Sequence[Question]) -> QuestionChanges:
    """How two versions differ; a question is the same by its id, or else by its words."""
    pairs = list(_pairs(before, after))
    old_kept = {id(old) for old, _ in pairs}
    new_kept = {id(new) for _, new in pairs}
    return QuestionChanges(
        added=tuple(one for one in after if id(one) not in new_kept),
        removed=tuple(one for one in before if id(one) not in old_kept),
        reworded=tuple((old, new) for old, new in pairs if old.text != new.text),
        changed=tuple((old, new) for old, new in pairs if _is_answered(old) != _is_answered(new)),
        moved=tuple(_moved(before, pairs)),
    )


def questions_by_id(versions: Iterable[FormVersion], now: Sequence[Question]) -> dict[str, Question]:
    """Every question that a round ever sent out, in its latest words."""
    known: dict[str, Question] = {}
    for version in sorted(versions, key=lambda one: one.number):
        known |= {question.id: question for question in version.questions}
    return known | {question.id: question for question in now}


def _pairs(before: Sequence[Question], after: Sequence[Question]) -> Iterator[Pair]:
    """The questions that stand in both, in the order of the later one."""
    by_id = {question.id: question for question in before}
    ids_now = {question.id for question in after}
    by_words = {question.text: question for question in before if question.id not in ids_now}
    for question in after:
        found = by_id.get(question.id) or by_words.pop(question.text, None)
        if found is not None:
            yield found, question


def _is_answered(question: Question) -> tuple[object, ...]:
    return (
        question.kind, question.word_limit, question.options, question.something_else, question.required
    )  # fmt: skip


def _moved(before: Sequence[Question], pairs: Sequence[Pair]) -> Iterator[Question]:
    """The fewest questions that have to be taken up and put elsewhere to come to the new order."""
    place_of = {id(question): place for place, question in enumerate(before)}
    places = [place_of[id(old)] for old, _ in pairs]
    stay = set(_longest_rise(places))
    return (new for place, (_, new) in zip(places, pairs, strict=True) if place not in stay)


def _longest_rise(numbers: Sequence[int]) -> list[int]:
    """The longest part of a sequence, gaps allowed, in which each number is larger than the one before."""
    tails: list[int] = []
    tail_places: list[int] = []
    came_from: list[int] = []
    for place, number in enumerate(numbers):
        length = bisect_left(tails, number)
        came_from.append(tail_places[length - 1] if length else -1)
        tails[length:] = [number, *tails[length + 1 :]]
        tail_places[length:] = [place, *tail_places[length + 1 :]]
    rise: list[int] = []
    place = tail_places[-1] if tail_places else -1
    while place >= 0:
        rise.append(numbers[place])
        place = came_from[place]
    return rise[::-1]
