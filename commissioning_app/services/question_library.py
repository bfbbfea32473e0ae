"""The library of plain questions that comes with the application."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from commissioning_app.domain.errors import Problems
from commissioning_app.domain.forms import Question
from commissioning_app.domain.question_library import LibraryQuestion, Topic
from commissioning_app.paths import resource
from commissioning_app.services.reading_values import Reader


@cache
def load_question_library() -> tuple[LibraryQuestion, ...]:
    """Every question of the library, in the order of the file."""
    return library_from(tomllib.loads(resource("question_library.toml").read_text("utf-8")))


def library_from(table: Mapping[str, Any]) -> tuple[LibraryQuestion, ...]:
    """The library from the tables of its file; raises Problems that name what is wrong."""
    reader = Reader()
    made = []
    for number, row in enumerate(table.get("question", []), 1):
        where = f"question[{number}]"
        topic = reader.choice(Topic, row.get("topic", ""), f"{where}.topic")
        rest = {key: value for key, value in row.items() if key != "topic"}
        question = reader.fill(Question, rest, where)
        if isinstance(topic, Topic) and isinstance(question, Question):
            made.append(LibraryQuestion(topic, question))
    if reader.problems:
        raise Problems(reader.problems)
    return tuple(made)
