"""Reading a filled-in template: its blocks, its weights, and values that are never markup."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from commissioning_app.domain.letter_structure import (
    Bullets,
    FactPanel,
    Heading,
    Paragraph,
    Span,
    as_value,
    clean_text,
    parse_letter_text,
    plain,
)

PANEL = FactPanel((("Reference", "A1"),))


def test_every_kind_of_block() -> None:
    text = (
        "Subject: A **big** day\n\nDear you,\n\nOne line\nand the next.\n"
        "## When\n- first **point**\n- second\n[summary]\n[nothing]\nEnd"
    )
    assert parse_letter_text(text, {"summary": PANEL, "nothing": None}) == (
        "A big day",
        (
            Paragraph((Span("Dear you,"),)),
            Paragraph((Span("One line and the next."),)),
            Heading((Span("When"),)),
            Bullets(((Span("first "), Span("point", bold=True)), (Span("second"),))),
            PANEL,
            Paragraph((Span("End"),)),
        ),
    )


def test_values_are_never_markup() -> None:
    for value in ("- x", "## x", "[summary]", "**x**", "Subject: x", "<b>x</b> &amp;", "{{ 7 * 7 }}"):
        text = f"Subject: {as_value(value)}\n\n{as_value(value)}"
        assert parse_letter_text(text, {"summary": PANEL}) == (value, (Paragraph((Span(value),)),))


def test_a_value_keeps_the_weight_around_it() -> None:
    text = f"Subject: x\n\n**We offer {as_value('£5 ** off')}.** Yes"
    assert parse_letter_text(text, {})[1] == (
        Paragraph((Span("We offer £5 ** off.", bold=True), Span(" Yes"))),
    )


@given(st.text())
def test_any_value_comes_back_as_one_clean_line(value: str) -> None:
    _, blocks = parse_letter_text(f"Subject: x\n\nDear {as_value(value)}", {})
    (paragraph,) = blocks
    assert isinstance(paragraph, Paragraph)
    assert plain(paragraph.spans) == f"Dear {clean_text(value)}".rstrip()


def test_cleaning_takes_out_what_can_mislead_or_break() -> None:
    assert clean_text("A\x00B\u202eC\u2066D\r\nE\ud800F") == "ABCD EF"
    assert clean_text("cafe\u0301") == "café"
    assert clean_text("") == ""
