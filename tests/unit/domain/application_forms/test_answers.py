"""What was filled in, brought to the form in which an EOI keeps it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissioning_app.domain.application_forms.answers import answer_from
from commissioning_app.domain.application_forms.fields import (
    FormField,
    field_from,
    field_of,
    what_you_ask_for,
)
from commissioning_app.domain.application_forms.filled import (
    NOTHING_FILLED_IN,
    FormCopy,
    NotAForm,
    columns_of,
    fields_by_name,
    fields_of,
)
from commissioning_app.domain.application_forms.identity import (
    FormKind,
    FormStamp,
    digest_of_questions,
    stamp_from,
)
from commissioning_app.domain.application_forms.pdf_names import part_named, pdf_name
from commissioning_app.domain.application_forms.words import count_words, most_words, too_long
from commissioning_app.domain.forms import QuestionKind
from commissioning_app.domain.importing import ImportField
from tests.factories import a_question

OPTIONS = ("In a hall", "Outdoors")


def asked(kind: QuestionKind, **changes: Any) -> FormField:
    options = OPTIONS if kind in (QuestionKind.CHOICE, QuestionKind.CHOICES) else ()
    return field_of(a_question(id="q", kind=kind, options=options, **changes))


@pytest.mark.parametrize(
    ("kind", "given_", "kept", "why"),
    [
        (QuestionKind.LONG, "  a\r\nb\rc\n ", "a\nb\nc", ""),
        (QuestionKind.SHORT, 12.0, "12", ""),
        (QuestionKind.NUMBER, 12.5, "12.5", ""),
        (QuestionKind.MONEY, 8400.0, "£8,400", ""),
        (QuestionKind.MONEY, "8400.50", "£8,400.50", ""),
        (QuestionKind.MONEY, "£8,400", "£8,400", ""),
        (QuestionKind.MONEY, "8k", "£8,000", "an amount written as text"),
        (QuestionKind.MONEY, "about eight", "about eight", ""),
        (QuestionKind.DATE, date(2026, 12, 4), "2026-12-04", ""),
        (QuestionKind.DATE, datetime(2026, 12, 4), "2026-12-04", ""),
        (QuestionKind.DATE, "2026-12-04", "2026-12-04", ""),
        (QuestionKind.DATE, "4/12/2026", "2026-12-04", "a date stored as text, read as day, month, year"),
        (QuestionKind.DATE, "in spring", "in spring", ""),
        (QuestionKind.YES_NO, "yes", "Yes", ""),
        (QuestionKind.YES_NO, True, "Yes", ""),
        (QuestionKind.CHOICE, "outdoors ", "Outdoors", ""),
        (QuestionKind.CHOICE, "on a boat", "on a boat", ""),
    ],
)
def test_each_kind_of_question(kind: QuestionKind, given_: Any, kept: str, why: str) -> None:
    answer = answer_from(asked(kind), {"answer:q": given_})
    assert (answer.value, answer.why) == (kept, why)
    assert answer.was == (given_ if why else "")


def test_ticks_and_something_else() -> None:
    several = asked(QuestionKind.CHOICES)
    parts = {"answer:q#1": "Yes", "answer:q#2": "no", "answer:q#other": " By the river "}
    assert answer_from(several, parts).value == "In a hall; By the river"
    assert answer_from(several, {"answer:q#1": "x", "answer:q#2": True}).value == "In a hall; Outdoors"
    assert answer_from(several, {"answer:q": "In a hall; By boat"}).value == "In a hall; By boat"
    one = asked(QuestionKind.CHOICE)
    assert answer_from(one, {"answer:q": "", "answer:q#other": "By boat"}).value == "By boat"
    assert (
        answer_from(one, {"answer:q": "outdoors", "answer:q#other": "By boat"}).value == "Outdoors; By boat"
    )


def test_what_everybody_is_asked_is_left_to_the_import() -> None:
    fields = {field.name: field for field in what_you_ask_for("£1", "£2").fields}
    amount = fields[ImportField.AMOUNT_REQUESTED]
    assert answer_from(amount, {amount.name: " £12,000 "}).value == "£12,000"
    assert answer_from(amount, {amount.name: 12000.0}).value == 12000.0
    start = fields[ImportField.START_DATE]
    assert answer_from(start, {start.name: date(2026, 12, 4)}).value == date(2026, 12, 4)
    kind = fields[ImportField.FUNDING_KIND]
    assert answer_from(kind, {kind.name: "core funding"}).value == "core"
    assert answer_from(kind, {kind.name: "project"}).value == "project"


@pytest.mark.parametrize(
    ("words", "limit", "sentence"),
    [
        (200, 200, ""),
        (220, 200, ""),
        (221, 200, "The answer has 221 words; the form asks for 200 at most."),
        (17, 15, ""),
        (18, 15, "The answer has 18 words; the form asks for 15 at most."),
        (5000, 0, ""),
    ],
)
def test_a_word_limit_is_soft_up_to_a_tenth_more(words: int, limit: int, sentence: str) -> None:
    assert too_long("word " * words, limit) == sentence


def test_words_are_what_stands_between_blanks() -> None:
    assert count_words(" one\n\ttwo\u00a0three  ") == 3
    assert [most_words(limit) for limit in (0, 1, 10, 15)] == [0, 2, 11, 17]


@given(st.text(max_size=60))
def test_a_name_comes_back_from_a_pdf(name: str) -> None:
    assert part_named(pdf_name(name)) == name
    assert "." not in pdf_name(name)


def a_copy(**changes: Any) -> FormCopy:
    fields = (FormField("organisation", "Name"), FormField("title", "Title"), asked(QuestionKind.LONG))
    stamp = FormStamp("R1", "r", 1, "d")
    return FormCopy(**{"kind": FormKind.PDF, "stamp": stamp, "fields": fields, **changes})


def test_one_eoi_gets_the_same_reference_each_time() -> None:
    def reference(copy: FormCopy, **parts: str) -> Any:
        return columns_of(copy, parts)[0].value

    first = reference(a_copy(), organisation="Circle", title="Walks")
    assert first == reference(a_copy(kind=FormKind.XLSX), organisation=" circle ", title="WALKS")
    assert len(str(first)) == 9 and str(first).startswith("F-")
    others = [
        reference(a_copy(), organisation="Circle", title="Talks"),
        reference(a_copy(), organisation="Square", title="Walks"),
        reference(a_copy(stamp=FormStamp("R1", "s", 1, "d")), organisation="Circle", title="Walks"),
        reference(a_copy(stamp=None), organisation="Circle", title="Walks"),
        reference(a_copy(copy_id="1"), organisation="Circle", title="Walks"),
        reference(a_copy(copy_id="2"), organisation="Circle", title="Walks"),
    ]
    assert len({first, *others}) == 7
    again = reference(a_copy(copy_id="1"), organisation="Circle and Co", title="Other")
    assert again == others[4]


def test_a_form_that_nobody_filled_in() -> None:
    with pytest.raises(NotAForm) as refused:
        columns_of(a_copy(), {"organisation": " ", "title": ""})
    assert str(refused.value) == NOTHING_FILLED_IN


def test_what_a_copy_carries_is_read_with_care() -> None:
    field = asked(QuestionKind.CHOICE)
    kept = field_from({**field.as_json(), "options": list(field.options)})
    assert kept is not None
    assert (kept.name, kept.label, kept.kind, kept.options) == (field.name, field.label, field.kind, OPTIONS)
    assert [field_from(raw) for raw in (None, 7, {}, {"name": 7}, {"name": "a", "kind": "riddle"})] == [
        None
    ] * 5
    assert fields_of(None) == (None, ())
    assert fields_of({"form": {"round_code": 7}, "fields": "x"}) == (None, ())
    stamp = FormStamp("R1", "r", 1, "d")
    assert stamp_from(stamp.as_json()) == stamp
    assert stamp_from({**stamp.as_json(), "form_version": True}) is None


def test_a_copy_without_its_definition_is_known_by_its_names() -> None:
    found = fields_by_name(["organisation", "answer:need", "answer:who#1", "answer:who#other", "Text1"])
    assert [(field.name, field.label) for field in found] == [
        ("organisation", "Organisation"), ("answer:need", "need"), ("answer:who", "who"),
    ]  # fmt: skip


def test_a_digest_knows_a_new_question_and_not_a_new_reason() -> None:
    first = digest_of_questions([a_question()])
    assert first == digest_of_questions([a_question(why="Another reason", help="Other help")])
    changed = [a_question(text="Other?"), a_question(word_limit=9), a_question(kind=QuestionKind.SHORT),
               a_question(options=("A",)), a_question(required=False), a_question(id="other")]  # fmt: skip
    assert len({first, *(digest_of_questions([one]) for one in changed)}) == 7
