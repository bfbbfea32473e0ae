"""The questions: the census's groups, codes that stay, words that read plainly."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from commissioning_app.domain.monitoring.answers import SubjectKind
from commissioning_app.domain.monitoring.questions import (
    ETHNICITY,
    HEADINGS,
    PREFER_NOT_TO_SAY,
    QUESTIONS,
    GivenAnswer,
    label_of,
    problems_of_answers,
    question,
    question_of,
    takes_own_words,
)

ETHNIC_GROUPS = (
    "indian pakistani bangladeshi chinese other_asian caribbean african other_black "
    "white_and_black_caribbean white_and_black_african white_and_asian other_mixed "
    "white_british irish gypsy_or_irish_traveller roma other_white arab other_ethnic_group"
)


def test_the_nineteen_groups_of_the_census_under_their_headings() -> None:
    asked = question(ETHNICITY)
    assert asked is not None
    assert asked.codes == tuple(ETHNIC_GROUPS.split())
    assert Counter(group.heading for group in asked.groups) == dict(
        zip(HEADINGS, (5, 3, 4, 5, 2), strict=True)
    )
    own = [group.code for group in asked.groups if takes_own_words(group.code)]
    assert own == [
        "other_asian",
        "african",
        "other_black",
        "other_mixed",
        "other_white",
        "other_ethnic_group",
    ]


def test_what_is_asked() -> None:
    assert [one.id for one in QUESTIONS] == [
        "ethnicity",
        "disability",
        "sex",
        "gender_identity",
        "sexual_orientation",
        "religion",
        "age",
        "language",
    ]
    assert [one.id for one in QUESTIONS if one.takes_several(SubjectKind.MEMBER)] == ["ethnicity", "language"]
    assert all(one.takes_several(SubjectKind.EOI) for one in QUESTIONS)


def test_a_code_alone_says_which_question_it_answers() -> None:
    codes = [code for one in QUESTIONS for code in one.codes]
    assert len(codes) == len(set(codes))
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*", code) for code in codes)
    assert not {PREFER_NOT_TO_SAY, "own_words", "several", ""} & set(codes)
    assert all(question_of(code) is one for one in QUESTIONS for code in one.codes)
    assert question_of(PREFER_NOT_TO_SAY) is None
    assert question("shoe size") is None


def test_labels() -> None:
    assert label_of("african") == "African"
    assert label_of("female") == "Female"
    assert label_of("female", SubjectKind.EOI) == "Women"
    assert label_of(PREFER_NOT_TO_SAY) == "Prefer not to say"
    assert label_of("martian") == "martian"


@pytest.mark.parametrize(
    ("kind", "given", "problems"),
    [
        (SubjectKind.MEMBER, [], []),
        (SubjectKind.MEMBER, [("ethnicity", "african"), ("ethnicity", "irish")], []),
        (SubjectKind.MEMBER, [("sex", "female"), ("sex", "male")], ["“Sex” takes one answer."]),
        (SubjectKind.EOI, [("sex", "female"), ("sex", "male")], []),
        (
            SubjectKind.EOI,
            [("sex", "female"), ("sex", PREFER_NOT_TO_SAY)],
            ["“Sex” has “prefer not to say” beside another answer. Choose one of the two."],
        ),
        (SubjectKind.EOI, [("sex", "male"), ("sex", "male")], ["“Sex” has the same answer twice."]),
        (
            SubjectKind.EOI,
            [("sex", "")],
            ["“Sex” has an empty answer. Leave the question out instead."],
        ),
        (
            SubjectKind.EOI,
            [("sex", "african")],
            ["“Sex” has an answer that is not on its list. Write it in own words instead."],
        ),
        (SubjectKind.EOI, [("shoe", "44")], ["There is an answer to a question that is not asked."]),
    ],
)
def test_problems(kind: SubjectKind, given: list[tuple[str, str]], problems: list[str]) -> None:
    answers = [GivenAnswer(asked, code) for asked, code in given]
    assert list(problems_of_answers(answers, kind)) == problems


def test_own_words_alone_are_an_answer() -> None:
    assert list(problems_of_answers([GivenAnswer("sex", "", "Intersex")], SubjectKind.MEMBER)) == []
