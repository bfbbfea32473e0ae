"""The library of questions: every one in plain words, with a reason, and fit to be asked."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from commissioning_app.domain.errors import Problems
from commissioning_app.domain.forms import WRITTEN, Question, QuestionKind, QuestionPurpose
from commissioning_app.domain.question_library import LibraryQuestion, Topic, with_free_ids
from commissioning_app.domain.readability import measure
from commissioning_app.services.policy import default_policy
from commissioning_app.services.question_library import library_from, load_question_library
from commissioning_app.services.wording import load_word_list

LIBRARY = load_question_library()
EACH = pytest.mark.parametrize("one", LIBRARY, ids=lambda one: one.question.id)


def texts(question: Question) -> list[str]:
    return [text for text in (question.text, question.why, question.help, *question.options) if text]


def test_there_is_something_on_every_topic() -> None:
    counts = Counter(one.topic for one in LIBRARY)
    assert 30 <= len(LIBRARY) <= 40
    assert set(counts) == set(Topic) and min(counts.values()) >= 3
    assert [one.topic for one in LIBRARY] == sorted((o.topic for o in LIBRARY), key=list(Topic).index)
    assert {one.question.kind for one in LIBRARY} == set(QuestionKind) - {QuestionKind.SHORT}


def test_no_id_and_no_words_stand_twice() -> None:
    assert len({one.question.id for one in LIBRARY}) == len(LIBRARY)
    assert len({one.question.text for one in LIBRARY}) == len(LIBRARY)


@EACH
def test_a_question_reads_easily(one: LibraryQuestion) -> None:
    most = default_policy().whole("simple.reading_age")
    said = [text for text in (one.question.text, one.question.why, one.question.help) if text]
    assert measure(said).reading_age <= most


def test_all_of_them_together_read_easily() -> None:
    assert measure(text for one in LIBRARY for text in texts(one.question)).reading_age <= 8


@EACH
def test_a_question_uses_no_word_that_is_worth_another_look(one: LibraryQuestion) -> None:
    words = load_word_list()
    flags = [flag.found for text in texts(one.question) for flag in words.look_at(text, opens=True)]
    assert flags == []


@EACH
def test_a_question_is_complete(one: LibraryQuestion) -> None:
    question = one.question
    assert question.why and question.text[-1] in "?.,ne"
    assert bool(question.word_limit) == (question.kind in WRITTEN)
    assert bool(question.options) == (question.kind in (QuestionKind.CHOICE, QuestionKind.CHOICES))
    assert not question.options or question.something_else, "a list always offers something else"
    assert 0 <= question.word_limit <= 250
    if question.kind is QuestionKind.ATTACHMENT:
        assert not question.required, "nobody is shut out for want of a paper"


def test_what_is_not_written_is_not_scored() -> None:
    scored = [one.question for one in LIBRARY if one.question.counts_as is QuestionPurpose.ASSESSMENT]
    assert {question.kind for question in scored} == {QuestionKind.LONG}


def test_looking_for_words() -> None:
    [found] = [one for one in LIBRARY if one.says("WAGE fair")]
    assert found.question.id == "pay"
    assert all(one.says(" ") for one in LIBRARY)
    assert [one.question.id for one in LIBRARY if one.says("book-keeping")] == ["help"]


def test_ids_are_made_free() -> None:
    need, money = Question("need", "Need?"), Question("money", "Money?")
    chosen = (need, replace(need, text="Again?"), money)
    assert [one.id for one in with_free_ids(chosen, {"need", "need-2", "plan"})] == [
        "need-3", "need-4", "money",
    ]  # fmt: skip


def test_a_wrong_entry_is_named() -> None:
    rows = [{"topic": "weather", "id": "a", "text": "A?"}, {"topic": "need", "id": "b", "kindd": "long"}]
    with pytest.raises(Problems) as refused:
        library_from({"question": rows})
    assert list(refused.value.problems) == [
        "“question[1].topic” is “weather”. Choose one of “need”, “people”, “work”, “change”, “money”, "
        "“care”, “practical”.",
        "The key “kindd” in “question[2]” is not known. Did you mean “kind”?",
        "“question[2]” needs “text”.",
    ]
