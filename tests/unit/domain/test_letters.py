"""What letters say, what stops one, and what an edited text may not leave out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissioning_app.domain.errors import BadValue
from commissioning_app.domain.letter_structure import FactPanel, Table
from commissioning_app.domain.letter_words import (
    compose_letter,
    facts_missing,
    letter_blocks,
    merge_fields,
    ordinal,
    score_words,
    words_missing,
)
from commissioning_app.domain.letters import Contact, Feedback, Ineligibility, LetterKind, Payment
from tests.unit.domain.letter_samples import PAYMENTS, some_facts


@pytest.mark.parametrize("kind", LetterKind)
def test_complete_facts_lack_nothing(kind: LetterKind) -> None:
    assert facts_missing(some_facts(kind)) == ()


@pytest.mark.parametrize(
    ("kind", "changes", "problem"),
    [
        (LetterKind.DECLINE, {"contact": Contact("  ")}, "The letter needs a named contact."),
        (LetterKind.OFFER_IN_FULL, {"amount": 0, "payments": ()}, "An offer needs an amount."),
        (
            LetterKind.OFFER_IN_FULL,
            {"payments": PAYMENTS[:3]},
            "The instalments come to £9,375, but the offer is £12,500.",
        ),
        (
            LetterKind.OFFER_IN_FULL,
            {"requested": 1_250_001},
            "An offer in full can't be less than was asked for.",
        ),
        (
            LetterKind.DECLINE,
            {"feedback": Feedback(("Strong",), (" ",))},
            "The feedback needs one strength and one thing to change at least.",
        ),
        (
            LetterKind.INELIGIBLE,
            {"ineligibility": Ineligibility("area", "You work here.", "")},
            "The letter needs the published rule that was not met, and how to put it right.",
        ),
        (LetterKind.CANCELLED, {"reason": ""}, "The notice needs the reason why the round was cancelled."),
    ],
)
def test_what_stops_a_letter(kind: LetterKind, changes: dict[str, object], problem: str) -> None:
    facts = some_facts(kind, **changes)
    expected = (f"FS26-014: {problem}",)
    if changes.get("amount") == 0:
        expected = (*expected, "FS26-014: An offer in full can't be less than was asked for.")
    assert facts_missing(facts) == expected


def test_missing_feedback_can_be_agreed_to() -> None:
    facts = some_facts(LetterKind.DECLINE, feedback=Feedback())
    assert facts_missing(facts, needs_feedback=False) == ()
    assert len(facts_missing(facts)) == 1


def test_offer_in_full_needs_no_feedback() -> None:
    assert facts_missing(some_facts(feedback=Feedback())) == ()


@pytest.mark.parametrize(
    ("score", "threshold", "words"),
    [
        (78.4, 50, "78.4"),
        (50, 50, "50"),
        (Fraction(143, 3), 50, "47.7"),
        (Fraction(4997, 100), 50, "49.97"),
        (Fraction(50001, 1000), 50, "50"),
        (100, None, "100"),
        (0, 50, "0"),
        (Fraction(99999999, 2000000), 50, "49.99999"),
    ],
)
def test_a_score_never_looks_as_if_it_were_on_the_other_side(
    score: float | Fraction, threshold: int | None, words: str
) -> None:
    assert score_words(score, threshold) == words


@given(st.fractions(0, 100), st.integers(0, 100))
def test_a_written_score_is_on_the_side_of_the_real_one(score: Fraction, threshold: int) -> None:
    shown = Fraction(score_words(score, threshold))
    assert (shown >= threshold) == (score >= threshold)
    assert abs(shown - score) <= Fraction(1, 10)


def test_ordinals() -> None:
    assert [ordinal(place) for place in (1, 2, 3, 4, 11, 12, 13, 21, 102, 111)] == [
        "1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "102nd", "111th",
    ]  # fmt: skip


def test_merge_fields_are_words() -> None:
    fields = merge_fields(some_facts(LetterKind.OFFER_IN_PART))
    assert fields["amount"] == "£12,500"
    assert fields["requested"] == "£18,000"
    assert fields["letter_date"] == "Friday 4 December 2026"
    assert fields["accept_by"] == "Friday 18 December 2026"
    assert fields["contact"] == "Amina Khan, amina@northbridge.example, 020 7946 0123"
    assert fields["explanation"] == "the equal share of £12,500."
    assert fields["purpose"] == "Weekly walks and lunch for older people in Eastgate."
    assert fields["strengths"] == ["People plan the walks themselves."]
    assert fields["reserve_until"] == ""


def test_letters_without_a_contact_name_greet_the_organisation() -> None:
    assert merge_fields(some_facts(contact_name=""))["greeting"] == "Ujima Walking Group"


def test_instalments_sum_to_the_award() -> None:
    assert letter_blocks(some_facts())["instalments"] == Table(
        ("Instalment", "When", "Amount"),
        (
            ("1", "Friday 18 December 2026", "£3,125"),
            ("2", "Monday 1 March 2027", "£3,125"),
            ("3", "Tuesday 1 June 2027", "£3,125"),
            ("4", "Wednesday 1 September 2027", "£3,125"),
        ),
        ("Total", "", "£12,500"),
    )
    assert letter_blocks(some_facts(LetterKind.DECLINE))["instalments"] is None


def test_instalments_with_notes_have_a_column_for_them() -> None:
    payment = Payment(date(2026, 12, 18), 1_250_000, "After the contract is signed")
    table = letter_blocks(some_facts(payments=(payment,)))["instalments"]
    assert table == Table(
        ("Instalment", "When", "What for", "Amount"),
        (("1", "Friday 18 December 2026", "After the contract is signed", "£12,500"),),
        ("Total", "", "", "£12,500"),
    )


def test_summary_leads_with_what_matters() -> None:
    assert letter_blocks(some_facts())["summary"] == FactPanel(
        (
            ("Our offer", "£12,500"),
            ("Reference", "FS26-014"),
            ("You asked for", "£12,500"),
            ("Panel's score", "78.4 out of 100"),
        )
    )
    assert letter_blocks(some_facts(LetterKind.RESERVE))["summary"] == FactPanel(
        (
            ("Reference", "FS26-014"),
            ("You asked for", "£12,500"),
            ("Reserve list", "2nd"),
            ("Panel's score", "41.2 out of 100"),
        )
    )


def test_a_letter_is_composed_from_facts_and_text() -> None:
    letter = compose_letter(some_facts(trial=True), "Subject: Hello\n\nDear you,")
    assert letter.subject == "Hello"
    assert letter.recipient == (
        "Grace Adeyemi", "Ujima Walking Group", "4 Mill Lane", "Northbridge", "NB3 2AA",
    )  # fmt: skip
    assert letter.funder_lines == ("Harbour House", "Northbridge NB1 4QT")
    assert (letter.date, letter.trial) == ("Friday 4 December 2026", True)


def test_an_edited_text_may_not_leave_out_what_must_be_said() -> None:
    facts = some_facts(LetterKind.OFFER_IN_PART)
    empty = compose_letter(facts, "Subject: Hello\n\nDear you,")
    start = "The text of the “offer_in_part” letter leaves out"
    assert words_missing(empty, facts) == (
        f"{start} the named contact.",
        f"{start} the amount.",
        f"{start} the instalments.",
        f"{start} what was strong.",
        f"{start} what to change.",
    )
    ineligible = some_facts(LetterKind.INELIGIBLE)
    assert words_missing(compose_letter(ineligible, "Subject: x\n\nAmina Khan"), ineligible) == (
        "The text of the “ineligible” letter leaves out the published rule.",
        "The text of the “ineligible” letter leaves out how to put it right.",
    )


def test_a_bad_text_is_refused_in_words() -> None:
    with pytest.raises(BadValue, match="begins with a line such as “Subject"):
        compose_letter(some_facts(), "Dear you")
    with pytest.raises(BadValue, match=r"no part called \[amounts\]. It knows \[instalments\], \[summary\]"):
        compose_letter(some_facts(), "Subject: x\n\n[amounts]")


def test_hostile_values_are_cleaned_in_the_address() -> None:
    facts = replace(some_facts(), organisation="A\x00\u202e\nB\tC", address=("", "\x07"))
    assert compose_letter(facts, "Subject: x").recipient == ("Grace Adeyemi", "A B C")
