"""Which files are taken: by ending and content together, whatever the parts in which they come."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissioning_app.domain.errors import BadValue
from commissioning_app.domain.file_kinds import BY_ENDING, BY_MEDIA_TYPE, KINDS, FileKind, FileLook, ending_of
from tests.files import FILES, REFUSED


def kind_of(name: str, content: bytes, *, step: int = 0) -> FileKind:
    """The kind of a file that comes whole, or in parts of so many bytes."""
    look = FileLook()
    for start in range(0, len(content), step or max(len(content), 1)):
        look.feed(content[start : start + (step or len(content))])
    return look.kind(name)


@pytest.mark.parametrize("name", FILES)
def test_every_kind_that_is_named_is_taken(name: str) -> None:
    assert kind_of(name, FILES[name]) is BY_ENDING[ending_of(name)]


@pytest.mark.parametrize("name", FILES)
def test_the_parts_in_which_it_comes_make_no_difference(name: str) -> None:
    steps = {1, 2, 7, random.Random(name).randint(3, 40)}
    assert {kind_of(name, FILES[name], step=step) for step in steps} == {BY_ENDING[ending_of(name)]}


@pytest.mark.parametrize("name", REFUSED)
def test_what_only_looks_like_one_is_refused(name: str) -> None:
    with pytest.raises(BadValue) as refusal:
        kind_of(name, REFUSED[name])
    assert refusal.value.field == "file"


def sentence(name: str) -> str:
    """What is said of a refused file."""
    with pytest.raises(BadValue) as refusal:
        kind_of(name, REFUSED[name])
    return str(refusal.value)


def test_the_sentence_says_what_to_do() -> None:
    assert sentence("picture.jpg") == (
        "“picture.jpg” ends like a JPEG picture, but it is a PNG picture. Give it the ending “.png”, "
        "then add it."
    )
    assert sentence("setup.pdf") == (
        "“setup.pdf” ends like a PDF, but what is inside is not one. It may be broken: ask for it again."
    )
    assert sentence("setup.exe").startswith("Files that end in “.exe” are not taken. These are: PDF, Word")
    assert sentence("noending").startswith("This file has no ending. These are: PDF")
    for name in ("macros.docx", "macros.doc", "macros.odt", "MACROS.docx", "MACROS.doc", "MACROS.odt"):
        assert sentence(name) == (
            f"“{name}” holds a program (macros). Save it as a PDF, or ask for it again without them."
        )


@pytest.mark.parametrize("name", [name for name in REFUSED if name.endswith((".docx", ".odt"))])
def test_the_parts_in_which_it_comes_make_no_difference_to_a_refusal(name: str) -> None:
    said = sentence(name)
    size = len(REFUSED[name])
    for step in (1, 7, 63, 64, 65, size // 2):
        with pytest.raises(BadValue) as refusal:
            kind_of(name, REFUSED[name], step=step)
        assert str(refusal.value) == said


def test_a_word_file_brings_nothing_with_it() -> None:
    for name in ("inside.docx", "INSIDE.docx", "book inside.docx"):
        assert sentence(name) == (
            f"“{name}” has another file inside it, which could be a program. Save it as a PDF, or ask for "
            "it again without that."
        )
    signs = ("template", "links", "otherwise")
    from_elsewhere = [name for name in REFUSED if any(sign in name.casefold() for sign in signs)]
    assert len(from_elsewhere) == 10
    for name in from_elsewhere:
        assert sentence(name) == (
            f"“{name}” gets its template from another computer, which could send a program along. Save it as "
            "a PDF, or ask for it again without a template."
        )


def test_a_text_that_only_speaks_of_macros_is_taken() -> None:
    assert kind_of("a.txt", b"There was a vbaProject.bin in it.").media_type == "text/plain"


def test_each_ending_and_each_media_type_means_one_kind() -> None:
    assert len(BY_ENDING) == sum(len(kind.endings) for kind in KINDS)
    assert len(BY_MEDIA_TYPE) == len(KINDS)
    assert {ending_of(name) for name in FILES} >= {kind.endings[0] for kind in KINDS}


@given(st.binary(max_size=200), st.sampled_from(sorted(BY_ENDING)))
def test_no_content_breaks_the_look(content: bytes, ending: str) -> None:
    try:
        assert kind_of(f"a.{ending}", content) is BY_ENDING[ending]
    except BadValue as refusal:
        assert str(refusal)
