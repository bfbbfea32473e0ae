"""What it costs to apply: minutes for each question and attachment, and their worth in money (check S2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from commissioning_app.domain.forms import Question, QuestionKind
from commissioning_app.domain.money import Pence


@dataclass(frozen=True)
class ApplyingTable:
    """The minutes that filling in takes, by kind of question, and what an hour of it is worth.

    A long answer takes ``by_kind`` for each hundred words of its limit, or of ``words_without_limit``.
    ``basics`` are the parts that every form has: who you are, whom to ask, how much you ask for.
    """

    by_kind: Mapping[QuestionKind, int]
    basics: int
    words_without_limit: int
    words_read_a_minute: int
    hourly_pence: Pence


@dataclass(frozen=True)
class ApplyingCost:
    """The cost of one application: minutes of reading and of each question, and all of it in pence."""

    reading_minutes: int
    basics_minutes: int
    minutes_by_question: Mapping[str, int]
    pence: Pence

    @property
    def minutes(self) -> int:
        """All minutes together."""
        return self.reading_minutes + self.basics_minutes + sum(self.minutes_by_question.values())


def minutes_for(question: Question, table: ApplyingTable) -> int:
    """The minutes that one question takes, a begun minute counted as a whole one."""
    minutes = table.by_kind[question.kind]
    if question.kind is QuestionKind.LONG:
        words = question.word_limit or table.words_without_limit
        return -(-minutes * words // 100)
    return minutes


def cost_of_applying(questions: Iterable[Question], words_to_read: int, table: ApplyingTable) -> ApplyingCost:
    """What one applicant spends on reading and filling in the whole form; begun pence count as whole."""
    reading = -(-words_to_read // table.words_read_a_minute)
    by_question = {question.id: minutes_for(question, table) for question in questions}
    minutes = reading + table.basics + sum(by_question.values())
    return ApplyingCost(reading, table.basics, by_question, -(-minutes * table.hourly_pence // 60))
