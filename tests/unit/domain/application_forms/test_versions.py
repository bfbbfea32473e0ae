"""How two versions of a form differ: added, removed, reworded, answered otherwise, moved."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from commissioning_app.domain.application_forms.versions import (
    FormVersion,
    QuestionChanges,
    WentOut,
    compare_questions,
    questions_by_id,
)
from commissioning_app.domain.forms import Question, QuestionKind

A, B, C, D = (Question(letter, f"What is {letter}?") for letter in "abcd")


def test_the_same_questions_differ_in_nothing() -> None:
    assert compare_questions((A, B), (A, B)) == QuestionChanges()
    assert not compare_questions((), ())


def test_a_new_reason_or_help_is_no_change() -> None:
    assert not compare_questions((A,), (replace(A, why="Because", help="Like this"),))


def test_what_is_added_removed_reworded_and_answered_otherwise() -> None:
    reworded = replace(B, text="What is it?")
    shorter = replace(C, word_limit=100, kind=QuestionKind.SHORT)
    assert compare_questions((A, B, C), (reworded, shorter, D)) == QuestionChanges(
        added=(D,), removed=(A,), reworded=((B, reworded),), changed=((C, shorter),)
    )


def test_a_new_id_with_the_same_words_is_the_same_question() -> None:
    renamed = replace(A, id="x", required=False)
    assert compare_questions((A, B), (renamed, B)) == QuestionChanges(changed=((A, renamed),))


def test_words_are_not_taken_from_a_question_that_still_stands() -> None:
    copy = replace(A, id="copy")
    assert compare_questions((A,), (A, copy)) == QuestionChanges(added=(copy,))


def test_only_what_was_taken_up_has_moved() -> None:
    assert compare_questions((A, B, C, D), (D, A, B, C)).moved == (D,)
    assert compare_questions((A, B, C, D), (B, C, D, A)).moved == (A,)
    assert compare_questions((A, B, C), (A, C)).moved == ()


@given(st.permutations([A, B, C, D]), st.lists(st.sampled_from([A, B, C, D]), unique=True))
def test_putting_back_what_moved_gives_the_old_order(order: list[Question], left: list[Question]) -> None:
    changes = compare_questions((A, B, C, D), [one for one in order if one in left])
    assert set(changes.removed) == {A, B, C, D} - set(left)
    stayed = [one for one in order if one in left and one not in changes.moved]
    assert stayed == sorted(stayed, key=lambda one: one.id)
    assert bool(changes.moved) == ([one for one in order if one in left] != sorted(left, key=lambda q: q.id))


def test_every_question_that_ever_went_out_is_known_in_its_latest_words() -> None:
    def version(number: int, *questions: Question) -> FormVersion:
        at = datetime(2026, 9, 1, tzinfo=UTC)
        return FormVersion(UUID(int=number), UUID(int=9), number, questions, WentOut.HANDED_OUT, at)

    second, third = replace(B, text="Second"), replace(C, text="Third")
    known = questions_by_id([version(2, second), version(1, A, B, C)], [third])
    assert known == {"a": A, "b": second, "c": third}
