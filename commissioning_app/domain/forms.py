"""The application form of a round: questions in plain words, each with the reason it is asked."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class QuestionKind(StrEnum):
    """How a question is answered."""

    SHORT = "short"
    LONG = "long"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    CHOICE = "choice"
    CHOICES = "choices"
    YES_NO = "yes_no"
    ATTACHMENT = "attachment"


class QuestionPurpose(StrEnum):
    """What a question counts as; only those for assessment count towards the length of a form."""

    ASSESSMENT = "assessment"
    IDENTITY = "identity"
    ELIGIBILITY = "eligibility"
    RING_FENCE = "ring_fence"


WRITTEN = frozenset({QuestionKind.SHORT, QuestionKind.LONG})
"""The kinds that are answered in writing."""


@dataclass(frozen=True)
class Question:
    """One question; ``why`` tells applicants why it is asked, ``word_limit`` 0 means none."""

    id: str
    text: str
    kind: QuestionKind = QuestionKind.LONG
    word_limit: int = 0
    why: str = ""
    help: str = ""
    options: tuple[str, ...] = ()
    something_else: bool = True
    required: bool = True
    counts_as: QuestionPurpose = QuestionPurpose.ASSESSMENT

    @property
    def is_answered_in_writing(self) -> bool:
        """Whether it adds to the number of questions to be answered in writing (check S1)."""
        return self.kind in WRITTEN and self.counts_as is QuestionPurpose.ASSESSMENT


def says_yes(answer: str) -> bool:
    """Whether an answer to a question of yes or no is yes."""
    return answer.strip().casefold() in ("yes", "y", "true")


@dataclass(frozen=True)
class Criterion:
    """What is scored: a weight, a scale from 0 to ``top``, and an anchor for each point of it."""

    id: str
    name: str
    question: str = ""
    weight: int = 1
    top: int = 5
    anchors: tuple[str, ...] = ()

    @property
    def has_every_anchor(self) -> bool:
        """Whether each point of the scale has words of its own (check P9)."""
        return len(self.anchors) == self.top + 1 and all(anchor.strip() for anchor in self.anchors)


@dataclass(frozen=True)
class EligibilityRule:
    """A published rule: its code, its words, and how an applicant could mend it."""

    code: str
    text: str
    mend: str = ""
