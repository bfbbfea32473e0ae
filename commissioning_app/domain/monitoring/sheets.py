"""The questions as fields of a sheet that goes out with a form, and what was filled in as answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from commissioning_app.domain.application_forms.answers import BETWEEN
from commissioning_app.domain.application_forms.fields import FormField
from commissioning_app.domain.forms import QuestionKind
from commissioning_app.domain.importing.fields import monitoring_field
from commissioning_app.domain.monitoring.answers import SubjectKind
from commissioning_app.domain.monitoring.questions import (
    OWN_WORDS_LABEL,
    PREFER_NOT_TO_SAY,
    PREFER_NOT_TO_SAY_LABEL,
    QUESTIONS,
    GivenAnswer,
    Question,
    problems_of_answers,
    question,
)

HELP_TO_OWN_WORDS = "You can use your own words, beside an answer or instead of one."
LONGEST_WORDS = 200
"""Letters in own words, at most."""

OR = "Or"
"""Stands before "prefer not to say" where the groups before it stand under headings."""


@dataclass(frozen=True)
class Understood:
    """What a filled sheet says, and in sentences what was left out of it."""

    answers: tuple[GivenAnswer, ...]
    left_out: tuple[str, ...] = ()


def fields_for(kind: SubjectKind) -> tuple[FormField, ...]:
    """Every question as a field, "prefer not to say" last among its options."""
    return tuple(
        FormField(
            monitoring_field(one.id),
            f"{one.title}: {one.text_for(kind)}",
            QuestionKind.CHOICES if one.takes_several(kind) else QuestionKind.CHOICE,
            help=HELP_TO_OWN_WORDS,
            options=(*(group.label_for(kind) for group in one.groups), PREFER_NOT_TO_SAY_LABEL),
            headings=(*(group.heading for group in one.groups), OR if one.groups[0].heading else ""),
            something_else=True,
            else_words=OWN_WORDS_LABEL,
            else_longest=LONGEST_WORDS,
        )
        for one in QUESTIONS
    )


def understand(filled: Mapping[str, str], kind: SubjectKind) -> Understood:
    """The answers of a filled sheet: what was ticked, then own words, as the sheet joins them."""
    answers: list[GivenAnswer] = []
    left_out: list[str] = []
    for question_id, text in filled.items():
        asked = question(question_id)
        if asked is None:
            left_out.append("An answer was left out: it belongs to a question that is not asked.")
            continue
        given = tuple(_answers_to(asked, text, kind))
        problems = tuple(problems_of_answers(given, kind))
        left_out += [f"The answer was left out: {problem}" for problem in problems]
        answers += () if problems else given
    return Understood(tuple(answers), tuple(dict.fromkeys(left_out)))


def _answers_to(asked: Question, text: str, kind: SubjectKind) -> Iterator[GivenAnswer]:
    """The labels that stand in a joined text as codes, and what is left as own words."""
    codes, words = split_labels(text, labels_of(asked, kind))
    return answers_with_words(asked, codes, words)


def answers_with_words(asked: Question, codes: Sequence[str], words: str) -> Iterator[GivenAnswer]:
    """What was ticked as answers; own words go with the one that asks for them, or stand alone."""
    asking = [group.code for group in asked.groups if group.code in codes and group.own_words]
    beside = asking[0] if words and len(asking) == 1 else ""
    for code in codes:
        yield GivenAnswer(asked.id, code, words if code == beside else "")
    if words and not beside:
        yield GivenAnswer(asked.id, "", words)


def labels_of(asked: Question, kind: SubjectKind) -> dict[str, str]:
    """Each label of a question with its code, "prefer not to say" too."""
    labels = {group.label_for(kind): group.code for group in asked.groups}
    return {**labels, PREFER_NOT_TO_SAY_LABEL: PREFER_NOT_TO_SAY}


def split_labels(text: str, labels: Mapping[str, str]) -> tuple[tuple[str, ...], str]:
    """The codes of the labels that a joined answer begins with, and the words after them."""
    codes: list[str] = []
    rest = text
    while rest:
        label = next((one for one in _longest_first(labels) if _begins(rest, one)), None)
        if label is None or labels[label] in codes:
            break
        codes.append(labels[label])
        rest = rest[len(label) + len(BETWEEN) :]
    return tuple(codes), rest.strip()


def _begins(text: str, label: str) -> bool:
    return text == label or text.startswith(f"{label}{BETWEEN}")


def _longest_first(labels: Iterable[str]) -> list[str]:
    return sorted(labels, key=len, reverse=True)
