"""Letters as PDF: one page, complete words, steady bytes, any script, nothing read as markup."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader

from commissioning_app.documents import shaping
from commissioning_app.documents.fonts import font_runs, house_font, needs_setting, signs_lost
from commissioning_app.documents.letter_pdf import letter_pdf
from commissioning_app.documents.letter_templates import LetterTemplates
from commissioning_app.documents.shaping import ShapingWorker
from commissioning_app.domain.letter_words import words_missing
from commissioning_app.domain.letters import Feedback, LetterFacts, LetterKind, Payment, Sender
from tests.unit.domain.letter_samples import some_facts

TEMPLATES = LetterTemplates()


def pdf(facts: LetterFacts, **options: Any) -> bytes:
    """The letter of these facts as PDF bytes."""
    return letter_pdf(TEMPLATES.compose(facts), **options)


def read(content: bytes) -> PdfReader:
    """The PDF, opened."""
    return PdfReader(io.BytesIO(content))


def words(content: bytes) -> str:
    """All text of a PDF on one line."""
    return " ".join(" ".join(page.extract_text() for page in read(content).pages).split())


@pytest.mark.parametrize("kind", LetterKind)
def test_every_kind_fits_one_page_and_says_what_it_must(kind: LetterKind) -> None:
    facts = some_facts(kind)
    assert words_missing(TEMPLATES.compose(facts), facts) == ()
    content = pdf(facts)
    assert len(read(content).pages) == 1
    said = words(content)
    for text in ("Northbridge Integrated Care Board", "Grace Adeyemi", "Ujima Walking Group", "NB3 2AA",
                 "Friday 4 December 2026", "FS26-014", "Amina Khan", "amina@northbridge.example",
                 "large print"):  # fmt: skip
        assert text in said
    assert "TRIAL" not in said


def test_an_offer_tells_amount_payments_conditions_and_review() -> None:
    said = words(pdf(some_facts(LetterKind.OFFER_IN_PART, payee="Northbridge Trust", funding_kind="core")))
    for text in (
        "We would like to fund part of “Walking and talking”",
        "We are glad to offer Ujima Walking Group £12,500.",
        "You asked for",
        "£18,000",
        "Your amount: the equal share of £12,500.",
        "This is core funding.",
        "1 Friday 18 December 2026 £3,125",
        "4 Wednesday 1 September 2027 £3,125",
        "Total £12,500",
        "We will pay Northbridge Trust, the organisation that holds the money for you.",
        "This is a conditional offer. Please tell us by Friday 18 December 2026",
        "You send us your governing document",
        "What was strong: People plan the walks themselves.",
        "What to change: Say how you will know.",
        "you can ask for a review by Friday 8 January 2027",
    ):
        assert text in said


def test_declines_and_ineligible_letters_give_reasons_and_a_way_on() -> None:
    decline = words(pdf(some_facts(LetterKind.DECLINE)))
    assert "The panel gave your EOI 41.2 out of 100. To be funded, an EOI needed 50 or more." in decline
    ineligible = words(pdf(some_facts(LetterKind.INELIGIBLE)))
    assert "You work with people in Northbridge. (Our code for this reason is area.)" in ineligible
    assert (
        "Show us where you meet. If you can put it right by Friday 11 December 2026, tell us." in ineligible
    )


def test_the_file_tells_its_title_language_and_author() -> None:
    reader = read(pdf(some_facts()))
    assert reader.metadata is not None
    assert (
        reader.metadata.title == "We would like to fund “Walking and talking” (FS26-014, Ujima Walking Group)"
    )
    assert reader.metadata.author == "Northbridge Integrated Care Board"
    assert reader.root_object["/Lang"] == "en-GB"
    assert reader.root_object["/ViewerPreferences"]["/DisplayDocTitle"]


def test_the_same_letter_gives_the_same_bytes() -> None:
    first = pdf(some_facts())
    pdf(some_facts(LetterKind.DECLINE))
    assert pdf(some_facts()) == first
    assert pdf(some_facts(reference="FS26-015")) != first


def test_every_page_of_a_trial_says_so() -> None:
    reader = read(pdf(some_facts(trial=True), large_print=True))
    assert len(reader.pages) > 1
    assert all("TRIAL" in page.extract_text() for page in reader.pages)
    assert "Nothing in it has been decided." in reader.pages[0].extract_text()


def test_large_print_is_large_and_says_the_same() -> None:
    sizes: list[float] = []

    def note(text: str, _: Any, matrix: Any, __: Any, size: float) -> None:
        if "conditional offer" in text:
            sizes.append(size * matrix[0])

    content = pdf(some_facts(), large_print=True)
    for page in read(content).pages:
        page.extract_text(visitor_text=note)
    assert sizes and min(sizes) >= 18
    assert "Page 2 of 3" in words(content)
    assert "Total £12,500" in words(content)


def test_nothing_that_was_filled_in_is_markup() -> None:
    name = '<b>Bold</b> & "Co" <font size=90>X</font> </para> &amp; %s {{ 7 * 7 }}'
    said = words(pdf(some_facts(organisation=name, title="a\x00b\x1b[31m\u202etxt.exe", contact_name="")))
    assert f"We are glad to offer {name} £12,500." in said
    assert "We would like to fund “ab[31mtxt.exe”" in said


def test_names_of_any_length_stay_on_the_page() -> None:
    facts = some_facts(
        organisation="Wäldchen" * 40, address=("Very long street name " * 12,) * 5, title="W" * 300
    )
    content = pdf(facts)
    right: list[float] = []
    for page in read(content).pages:
        page.extract_text(
            visitor_text=lambda text, _, matrix, __, ___: right.append(matrix[4]) if text.strip() else None
        )
    assert max(right) < 595 - 40
    assert len(read(content).pages) <= 3


def test_a_long_list_of_payments_runs_over_pages_under_its_header() -> None:
    payments = tuple(Payment(date(2027, 1 + number % 12, 1), 10_000) for number in range(60))
    content = pdf(some_facts(payments=payments, amount=600_000, requested=600_000))
    pages = [" ".join(page.extract_text().split()) for page in read(content).pages]
    assert len(pages) == 3
    assert pages[0].count("Instalment When Amount") == pages[1].count("Instalment When Amount") == 1
    assert "Page 1 of 3" in pages[0]
    together = " ".join(pages)
    assert all(f" {number} " in together for number in range(1, 61))
    assert "Total £6,000" in together


def test_long_feedback_breaks_between_lines_and_loses_no_word() -> None:
    sentence = " ".join(f"word{number}" for number in range(1500))
    facts = some_facts(LetterKind.DECLINE, feedback=Feedback((sentence,), ("Be brief.",)))
    said = words(pdf(facts))
    assert all(f"word{number}" in said for number in range(1500))


@pytest.mark.parametrize(
    "name",
    [
        "শাপলা মহিলা সংঘ",
        "جمعية السلام للنساء",
        "خواتین کی انجمن",
        "ਸਿੱਖ ਭੈਣਾਂ",
        "தமிழ்ப் பெண்கள்",
        "महिला मंडल",
        "ગુજરાતી મંડળ",
    ],
)
def test_joined_scripts_are_set_and_their_words_can_be_found(name: str) -> None:
    content = pdf(some_facts(organisation=name, feedback=Feedback((f"{name} and more",), ())))
    drawn = read(content).pages[0].get_contents()
    assert drawn is not None
    assert drawn.get_data().split().count(b"c") > 300
    said = words(content)
    assert all(char in said for char in name.replace(" ", "")[:3])
    assert content == pdf(some_facts(organisation=name, feedback=Feedback((f"{name} and more",), ())))


def test_letters_of_other_latin_alphabets_come_from_the_wider_font() -> None:
    assert [text for _, text in font_runs("Ọmọ Łódź Ș", False)] == ["Ọ", "m", "ọ", " Łódź Ș"]
    assert "Łódź Ọmọ" in words(pdf(some_facts(organisation="Łódź Ọmọ")))


def test_signs_that_no_font_has_are_left_out_or_plainer() -> None:
    assert "".join(text for _, text in font_runs("Grow 🌱 ﬁne ①", False)) == "Grow  ﬁne 1"
    assert signs_lost("Grow 🌱 ok") == "🌱"
    assert not needs_setting("Grow 🌱 Ọmọ ﬁne")
    assert needs_setting("n̄ame") and needs_setting("中文") and needs_setting("سلام")


def test_without_a_worker_the_letter_is_still_made(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = ShapingWorker()
    monkeypatch.setattr(shaping, "worker_command", lambda: ["no-such-program"])
    monkeypatch.setattr(shaping, "WORKER", broken)
    shaping.shaped.cache_clear()
    content = pdf(some_facts(organisation="মহিলা সমিতি ক", title="سلام ك"))
    assert broken.ask("{}") is None
    assert "মহিলা" in words(content)
    shaping.shaped.cache_clear()


def test_a_worker_that_dies_is_given_up_and_a_closed_one_starts_again() -> None:
    worker = ShapingWorker()
    request = '{"runs": [["سلام", false]], "size": 12, "leading": 16, "width": 200}'
    first = worker.ask(request)
    assert first is not None and first["missing"] == 0 and first["height"] == 16
    worker.close()
    assert worker.ask(request) == first
    assert worker.ask('{"runs": 5}') is None
    assert worker.ask(request) is None


def test_a_logo_stands_at_the_top_and_a_bad_one_is_left_out() -> None:
    picture = io.BytesIO()
    Image.new("RGB", (400, 90), "#0B5F57").save(picture, "PNG")
    facts = some_facts(sender=Sender("Northbridge ICB", ("Harbour House",), picture.getvalue()))
    assert len(read(pdf(facts)).pages[0].images) == 1
    bad = replace(facts, sender=replace(facts.sender, logo=b"not a picture"))
    assert len(read(pdf(bad)).pages[0].images) == 0
    assert "Northbridge ICB" in words(pdf(bad))


def test_the_house_font_is_bundled() -> None:
    assert (house_font(), house_font(True)) == (
        "AtkinsonHyperlegibleNext-Regular", "AtkinsonHyperlegibleNext-Bold",
    )  # fmt: skip
