"""The fields by name, kind and label, a round's own questions among them."""

from __future__ import annotations

from commissioning_app.domain.forms import Question
from commissioning_app.domain.importing import (
    LABELS,
    FieldKind,
    ImportField,
    answer_field,
    kind_of,
    known_fields,
    label_of,
    question_of,
)

QUESTIONS = (Question("need", "What do people need?"),)


def test_every_field_has_a_label_of_its_own() -> None:
    assert set(LABELS) == set(ImportField)
    assert len(set(LABELS.values())) == len(LABELS)


def test_a_rounds_questions_are_fields_too() -> None:
    assert known_fields(QUESTIONS) == (*(field.value for field in ImportField), "answer:need")
    assert (answer_field("need"), question_of("answer:need"), question_of("title")) == (
        "answer:need",
        "need",
        None,
    )
    assert kind_of("answer:need") is FieldKind.TEXT


def test_labels_are_what_people_read() -> None:
    assert label_of("amount_requested") == "Amount requested"
    assert label_of("answer:need", QUESTIONS) == "What do people need?"
    assert label_of("answer:gone", QUESTIONS) == "gone"
