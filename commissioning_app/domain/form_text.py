"""The words of a round that applicants read, each with the place where it is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from commissioning_app.domain.rounds import Round


class WrittenIn(StrEnum):
    """The section of the form where a text is written; the same words name the section's place."""

    PURPOSE = "pot"
    QUESTIONS = "questions"
    CRITERIA = "criteria"
    APPLYING = "applying"


@dataclass(frozen=True)
class FormText:
    """One text: where it is written, what it is in words, and whether it opens its part."""

    section: WrittenIn
    what: str
    text: str
    opens: bool = False


def form_texts(round_: Round) -> tuple[FormText, ...]:
    """Every text that applicants read, in the order of the form; empty ones are left out."""
    every = (*_purpose(round_), *_questions(round_), *_rules(round_), *_criteria(round_))
    return tuple(one for one in every if one.text.strip())


def guidance_and_questions(texts: tuple[FormText, ...]) -> tuple[str, ...]:
    """What is read to fill the form in: all but the words of the scale that the panel scores by."""
    return tuple(one.text for one in texts if one.section is not WrittenIn.CRITERIA)


def _purpose(round_: Round) -> Iterator[FormText]:
    yield FormText(WrittenIn.PURPOSE, "the purpose", round_.purpose, opens=True)


def _questions(round_: Round) -> Iterator[FormText]:
    for number, question in enumerate(round_.questions, 1):
        what = f"question {number}"
        yield FormText(WrittenIn.QUESTIONS, what, question.text, opens=True)
        yield FormText(WrittenIn.QUESTIONS, f"why we ask {what}", question.why)
        yield FormText(WrittenIn.QUESTIONS, f"the help with {what}", question.help)
        for option in question.options:
            yield FormText(WrittenIn.QUESTIONS, f"an answer to {what}", option)


def _rules(round_: Round) -> Iterator[FormText]:
    for rule in round_.eligibility_rules:
        yield FormText(WrittenIn.APPLYING, "who can apply", rule.text)
        yield FormText(WrittenIn.APPLYING, "how to mend it", rule.mend)
    for line in round_.exclusions:
        yield FormText(WrittenIn.APPLYING, "what is not funded", line)


def _criteria(round_: Round) -> Iterator[FormText]:
    for criterion in round_.criteria:
        what = f"the criterion “{criterion.name}”"
        yield FormText(WrittenIn.CRITERIA, what, criterion.name)
        yield FormText(WrittenIn.CRITERIA, what, criterion.question)
        for anchor in criterion.anchors:
            yield FormText(WrittenIn.CRITERIA, what, anchor)
