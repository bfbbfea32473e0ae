"""What a stranger typed steers nobody's terminal."""

from __future__ import annotations

import pytest

from commissioning_app.cli.run import for_terminals, tell

TYPED = "\x1b]0;title\x07Sew\x9bn \u202eCircle\u2069 \x00\r\x7fand\tfriends\nনমস্কার عربي 😀 £5"
SHOWN = "]0;titleSewn Circle and\tfriends\nনমস্কার عربي 😀 £5"


def test_control_characters_are_left_out() -> None:
    assert for_terminals(TYPED) == SHOWN


def test_sentences_on_standard_error_are_cleaned(capsys: pytest.CaptureFixture[str]) -> None:
    tell([TYPED])
    assert capsys.readouterr().err == f"{SHOWN}\n"
