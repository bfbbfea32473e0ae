"""The texts of letters: a funder's own, broken ones, dangerous ones, and the plain-text version."""

from __future__ import annotations

from pathlib import Path

import pytest

from commissioning_app.documents.letter_plain import letter_text
from commissioning_app.documents.letter_templates import LetterTemplates, LetterTextProblem
from commissioning_app.documents.press import ReportlabPress
from commissioning_app.domain.letters import LetterKind
from commissioning_app.paths import resource
from tests.unit.domain.letter_samples import some_facts


def with_text(folder: Path, text: str, name: str = "decline.txt") -> LetterTemplates:
    """Templates with one text of the funder's own."""
    (folder / name).write_text(text, encoding="utf-8")
    return LetterTemplates(folder)


def test_there_is_a_text_for_every_kind() -> None:
    for kind in LetterKind:
        assert resource("letters", f"{kind.value}.txt").read_text(encoding="utf-8").startswith("Subject: ")


def test_a_funders_own_text_wins_and_others_stay(tmp_path: Path) -> None:
    templates = with_text(tmp_path, 'Subject: Sorry\n\nDear {{ greeting }},\n\n{% include "ending.txt" %}')
    assert templates.compose(some_facts(LetterKind.DECLINE)).subject == "Sorry"
    assert templates.compose(some_facts()).subject == "We would like to fund “Walking and talking”"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Subject: x\n\n{% if %}", r"Line 3 of the letter text “decline.txt” can't be read: "),
        ("Subject: x\n\n{{ amuont }}", r"asks for something that letters don't have: 'amuont' is undefined"),
        (
            "Subject: x\n\n{{ ''.__class__.__mro__ }}",
            r"“decline.txt” can't be filled in: access to attribute '__class__' of 'str' object is unsafe\.$",
        ),
        ("Subject: x\n\n{{ 1 / 0 }}", r"“decline.txt” can't be filled in: division by zero"),
        ("Subject: x\n\n{{ range(10**9)|list }}", r"“decline.txt” can't be filled in: "),
        ('Subject: x\n\n{% include "../../secret.txt" %}', r"The letter text “../../secret.txt” is missing"),
        ("Dear you", r"“decline.txt”: A letter's text begins with a line such as “Subject"),
        ("Subject: x\n\n[bank_details]", r"“decline.txt”: A letter has no part called \[bank_details\]"),
    ],
)
def test_a_text_that_is_broken_or_reaches_out_is_refused(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(LetterTextProblem, match=sentence):
        with_text(tmp_path, text).compose(some_facts(LetterKind.DECLINE))


def test_a_text_cannot_change_what_it_is_given(tmp_path: Path) -> None:
    with pytest.raises(LetterTextProblem):
        with_text(tmp_path, "Subject: x\n\n{{ conditions.append('Pay me') }}").compose(
            some_facts(LetterKind.DECLINE)
        )


def test_the_plain_text_says_it_all_in_short_lines() -> None:
    press = ReportlabPress()
    text = press.text(press.compose(some_facts(LetterKind.OFFER_IN_PART, trial=True)))
    lines = text.splitlines()
    assert lines[0] == ("TRIAL. This letter was made to try things out. Nothing in it has been decided.")
    assert max(len(line) for line in lines[1:]) <= 75
    for line in (
        "Our reference: FS26-014",
        "We would like to fund part of “Walking and talking”",
        "Our offer: £12,500",
        "- Instalment 1: Friday 18 December 2026, £3,125",
        "- Total: £12,500",
        "- What to change: Say how you will know.",
    ):
        assert line in lines
    assert text.endswith("Amina Khan, for Northbridge Integrated Care Board\n")


def test_plain_text_keeps_any_script() -> None:
    templates = LetterTemplates()
    assert "শাপলা মহিলা সংঘ" in letter_text(templates.compose(some_facts(organisation="শাপলা মহিলা সংঘ")))
