"""The questions as fields of a sheet, and what was filled in as answers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissioning_app.domain.application_forms.answers import BETWEEN
from commissioning_app.domain.application_forms.fields import FormField, digest_of_fields
from commissioning_app.domain.forms import QuestionKind
from commissioning_app.domain.monitoring.answers import SubjectKind
from commissioning_app.domain.monitoring.questions import (
    PREFER_NOT_TO_SAY,
    PREFER_NOT_TO_SAY_LABEL,
    QUESTIONS,
    GivenAnswer,
    Question,
)
from commissioning_app.domain.monitoring.sheets import fields_for, labels_of, split_labels, understand

EOI, MEMBER = SubjectKind.EOI, SubjectKind.MEMBER


def said(**filled: str) -> tuple[GivenAnswer, ...]:
    return understand(filled, EOI).answers


def test_every_question_is_a_field_that_takes_own_words_and_a_refusal() -> None:
    fields = fields_for(EOI)
    assert [field.name for field in fields] == [f"monitoring:{asked.id}" for asked in QUESTIONS]
    assert {field.kind for field in fields} == {QuestionKind.CHOICES}
    assert all(field.something_else and not field.required for field in fields)
    assert {field.options[-1] for field in fields} == {PREFER_NOT_TO_SAY_LABEL}
    assert {len(field.headings) - len(field.options) for field in fields} == {0}
    kinds = {field.name: field.kind for field in fields_for(MEMBER)}
    assert kinds["monitoring:age"] is QuestionKind.CHOICE
    assert kinds["monitoring:ethnicity"] is QuestionKind.CHOICES


def test_headings_stand_where_they_begin() -> None:
    ethnicity = fields_for(EOI)[0]
    begins = {n: words for n in range(1, 21) if (words := ethnicity.heading_before(n))}
    assert list(begins) == [1, 6, 9, 13, 18, 20]
    assert (begins[13], begins[20]) == ("White", "Or")
    assert fields_for(EOI)[1].heading_before(1) == ""


def test_own_words_go_with_the_one_answer_that_asks_for_them() -> None:
    assert said(ethnicity="African; Somali") == (GivenAnswer("ethnicity", "african", "Somali"),)
    assert said(ethnicity="Indian; Tamil") == (
        GivenAnswer("ethnicity", "indian"), GivenAnswer("ethnicity", "", "Tamil"),
    )  # fmt: skip
    assert said(ethnicity="African; Any other ethnic group; Amazigh") == (
        GivenAnswer("ethnicity", "african"), GivenAnswer("ethnicity", "other_ethnic_group"),
        GivenAnswer("ethnicity", "", "Amazigh"),
    )  # fmt: skip
    assert said(religion="Jedi") == (GivenAnswer("religion", "", "Jedi"),)


def test_what_contradicts_itself_is_left_out_and_the_rest_stays() -> None:
    understood = understand(
        {"ethnicity": f"Indian; {PREFER_NOT_TO_SAY_LABEL}", "sex": "Women", "shoe size": "7"}, EOI
    )
    assert understood.answers == (GivenAnswer("sex", "female"),)
    assert understood.left_out == (
        "The answer was left out: “Ethnic group” has “prefer not to say” beside another answer. "
        "Choose one of the two.",
        "An answer was left out: it belongs to a question that is not asked.",
    )


def test_a_label_within_own_words_is_no_answer() -> None:
    labels = {"Irish": "irish", "Roma": "roma"}
    assert split_labels("Irish Roma", labels) == ((), "Irish Roma")
    assert split_labels("Irish; Roma; Irish", labels) == (("irish", "roma"), "Irish")
    assert split_labels("", labels) == ((), "")


@given(st.sampled_from(QUESTIONS), st.data())
def test_what_was_ticked_comes_back(asked: Question, data: st.DataObject) -> None:
    labels = labels_of(asked, EOI)
    ticked = data.draw(st.lists(st.sampled_from(list(labels)), unique=True, min_size=1))
    codes, words = split_labels(BETWEEN.join(ticked), labels)
    assert (codes, words) == (tuple(labels[one] for one in ticked), "")
    answers = understand({asked.id: BETWEEN.join(ticked)}, EOI).answers
    if PREFER_NOT_TO_SAY in codes and len(codes) > 1:
        assert answers == ()
    else:
        assert {one.code for one in answers} == set(codes)


@pytest.mark.parametrize("change", [{"label": "Other"}, {"options": ("a",)}, {"kind": QuestionKind.LONG}])
def test_another_question_gives_another_digest(change: dict[str, object]) -> None:
    field = FormField("monitoring:x", "Label", QuestionKind.CHOICES, options=("a", "b"))
    other = FormField(**{**vars(field), **change})  # type: ignore[arg-type]
    assert digest_of_fields([field]) != digest_of_fields([other])
    assert digest_of_fields([field]) == digest_of_fields([FormField(**{**vars(field), "help": "More"})])
