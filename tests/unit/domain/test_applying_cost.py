"""What applying costs: minutes by kind and words, begun minutes and begun pence counted whole."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissioning_app.domain.applying_cost import (
    ApplyingCost,
    ApplyingTable,
    cost_of_applying,
    minutes_for,
)
from commissioning_app.domain.forms import QuestionKind
from commissioning_app.domain.principles.simple_form import applying_table
from tests.factories import a_question
from tests.unit.domain.principles.making import the_policy

TABLE = applying_table(the_policy())


@pytest.mark.parametrize(
    ("kind", "limit", "minutes"),
    [
        (QuestionKind.LONG, 200, 60),
        (QuestionKind.LONG, 101, 31),
        (QuestionKind.LONG, 0, 90),
        (QuestionKind.SHORT, 20, 5),
        (QuestionKind.NUMBER, 0, 5),
        (QuestionKind.MONEY, 0, 10),
        (QuestionKind.DATE, 0, 2),
        (QuestionKind.CHOICE, 0, 2),
        (QuestionKind.CHOICES, 0, 3),
        (QuestionKind.YES_NO, 0, 1),
        (QuestionKind.ATTACHMENT, 0, 30),
    ],
)
def test_minutes_by_kind_and_words(kind: QuestionKind, limit: int, minutes: int) -> None:
    assert minutes_for(a_question(kind=kind, word_limit=limit), TABLE) == minutes


def test_every_kind_has_its_minutes() -> None:
    assert set(TABLE.by_kind) == set(QuestionKind)


def test_a_whole_form() -> None:
    questions = (a_question(id="a"), a_question(id="b", kind=QuestionKind.DATE))
    cost = cost_of_applying(questions, 151, TABLE)
    assert cost == ApplyingCost(2, 25, {"a": 60, "b": 2}, 2967)
    assert cost.minutes == 89


def test_an_empty_form_costs_the_basics() -> None:
    assert cost_of_applying((), 0, TABLE) == ApplyingCost(0, 25, {}, 834)


@given(st.integers(0, 5000), st.integers(1, 10_000), st.integers(0, 100_000))
def test_more_words_never_cost_less_and_no_penny_is_lost(words: int, hourly: int, more: int) -> None:
    table: ApplyingTable = replace(TABLE, hourly_pence=hourly)
    short = cost_of_applying((a_question(word_limit=200),), words, table)
    long = cost_of_applying((a_question(word_limit=201),), words + more, table)
    assert short.pence <= long.pence
    assert short.minutes * hourly <= 60 * short.pence < short.minutes * hourly + 60
