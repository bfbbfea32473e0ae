"""The web form's file: every line has a checksum, and what was changed by hand is refused by its line."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissioning_app.domain.application_forms.export import (
    ASK_AGAIN,
    answer_check,
    read_export,
    whole_check,
)
from commissioning_app.domain.application_forms.filled import LATER_FORMAT, NotAForm
from commissioning_app.domain.application_forms.identity import EXPORT_KIND, FormStamp
from commissioning_app.domain.forms import QuestionKind

STAMP = FormStamp("R1", "00000000-0000-0000-0000-000000000007", 2, "ab" * 32)
COPY, SAVED = "0" * 32, "2026-09-14T10:00:00.000Z"
ANSWERS = {"organisation": ("Name", "short", "Circle"), "answer:need": ("What is needed?", "long", "A\nB")}


def a_file(answers: Mapping[str, tuple[str, str, str]] = ANSWERS, *, finished: bool = True) -> str:
    """What the form saves, a line for each answer."""
    checks, lines = [], []
    for field, (asks, kind, answer) in answers.items():
        checks.append(answer_check(COPY, field, kind, asks, answer))
        line = {"field": field, "asks": asks, "kind": kind, "answer": answer, "check": checks[-1]}
        lines.append(json.dumps(line, ensure_ascii=False))
    return (
        f'{{"kind": "{EXPORT_KIND}", "format": 1,\n"form": {json.dumps(STAMP.as_json())},\n'
        f'"copy": "{COPY}", "saved_at": "{SAVED}", "finished": {json.dumps(finished)},\n'
        '"answers": [\n' + ",\n".join(lines) + "\n],\n"
        f'"check": "{whole_check(STAMP, COPY, SAVED, finished, checks)}"}}\n'
    )


def refusal(text: str) -> str:
    with pytest.raises(NotAForm) as refused:
        read_export(text)
    return str(refused.value)


def test_a_file_as_the_form_saved_it() -> None:
    copy, values = read_export(a_file())
    assert (copy.stamp, copy.copy_id, copy.is_finished) == (STAMP, COPY, True)
    assert [(field.name, field.label, field.kind) for field in copy.fields] == [
        ("organisation", "Name", QuestionKind.SHORT), ("answer:need", "What is needed?", QuestionKind.LONG),
    ]  # fmt: skip
    assert values == {"organisation": "Circle", "answer:need": "A\nB"}
    assert read_export(a_file(finished=False))[0].is_finished is False


def test_other_line_ends_and_spaces_between_do_no_harm() -> None:
    expected = read_export(a_file())
    assert read_export(a_file().replace("\n", "\r\n")) == expected
    assert read_export(json.dumps(json.loads(a_file()), indent=4)) == expected


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("Circle", "Square", "Line 5 (“Name”) was changed after the form had saved it."),
        ("A\\nB", "A\\nC", "Line 6 (“What is needed?”) was changed after the form had saved it."),
        ('"long"', '"short"', "Line 6 (“What is needed?”) was changed after the form had saved it."),
        ("What is needed?", "Really?", "Line 6 (“Really?”) was changed after the form had saved it."),
        ('"answer": "A\\nB"', '"answer": 7', "Line 6 of this file was changed: “answer” is missing."),
        ("Circle", 'Cir"cle', "Line 5 of this file was changed or broken."),
        ('"form_version": 2', '"form_version": 3',
         "Line 8 does not fit the rest: the first lines were changed, or a line was added or taken out."),
        (SAVED, "2026-09-13T10:00:00.000Z",
         "Line 8 does not fit the rest: the first lines were changed, or a line was added or taken out."),
        ('"finished": true', '"finished": "yes"', "The first lines of this file were changed."),
        (f'"copy": "{COPY}", ', "", "Line 1 of this file was changed: “copy” is missing."),
        ('"kind": "short"', '"kinds": "short"', "Answer 1 in this file was changed."),
        ('"organisation"', '"answer:need"', "Line 5 (“Name”) was changed after the form had saved it."),
    ],
)  # fmt: skip
def test_a_change_by_hand_is_refused_with_its_line(old: str, new: str, sentence: str) -> None:
    assert old in a_file()
    assert refusal(a_file().replace(old, new, 1)) == f"{sentence} {ASK_AGAIN}"


def test_a_line_that_is_missing_or_stands_twice() -> None:
    lines = a_file().splitlines()
    assert refusal("\n".join([*lines[:4], lines[5], *lines[6:]])).startswith("Line 7 does not fit the rest")
    assert refusal("\n".join([*lines[:5], lines[4], *lines[5:]])) == f"Line 6 stands here twice. {ASK_AGAIN}"


@pytest.mark.parametrize("text", ["", "[]", "7", "null", "{}", '{"answers": [3]}', "[" * 100_000, "{" * 2000])
def test_what_is_no_file_of_ours(text: str) -> None:
    assert ASK_AGAIN in refusal(text)


def test_a_file_of_a_later_application() -> None:
    assert refusal(a_file().replace('"format": 1', '"format": 2')) == LATER_FORMAT


@given(st.text(max_size=200), st.text(max_size=50))
def test_any_text_comes_back_as_it_was(answer: str, asks: str) -> None:
    _, values = read_export(a_file({"answer:need": (asks, "long", answer)}))
    assert values == {"answer:need": answer}


@given(st.integers(0, len(a_file()) - 1), st.characters(codec="utf-8"))
def test_no_changed_letter_passes(place: int, letter: str) -> None:
    file = a_file()
    changed = file[:place] + letter + file[place + 1 :]
    try:
        same = json.loads(changed) == json.loads(file)
    except ValueError:
        same = False
    # What the first line says of the kind of file is looked at elsewhere.
    if not same and place > file.index("\n"):
        assert refusal(changed)
