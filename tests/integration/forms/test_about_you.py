"""The sheet “About you” in each kind of file: filled in, read back the same, and nowhere near the EOI."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader

from commissioning_app.documents.form_html import form_html
from commissioning_app.documents.form_pdf import form_pdf
from commissioning_app.domain.application_forms.gathering import gather_forms
from commissioning_app.domain.application_forms.identity import FormKind
from commissioning_app.domain.application_forms.pdf_names import DEFINITION_FIELD
from commissioning_app.domain.importing import ApartCopy, CannotRead
from commissioning_app.domain.monitoring.answers import SubjectKind
from commissioning_app.domain.monitoring.sheets import understand
from commissioning_app.services.about_you_forms import TITLE
from commissioning_app.spreadsheets.form_xlsx import form_xlsx
from commissioning_app.spreadsheets.reader import SpreadsheetReader
from tests.forms import a_form, filled_in
from tests.integration.forms.about_you import (
    a_sheet,
    fill_sheet_page,
    fill_sheet_pdf,
    fill_sheet_xlsx,
    said_by,
)
from tests.integration.forms.browser import a_browser, find_axe, find_chromium
from tests.integration.forms.filling import fill_xlsx
from tests.integration.forms.test_page_in_browser import VIEWS, violations

HOW_MANY = [10, pytest.param(200, marks=pytest.mark.proof)]
READER = SpreadsheetReader()


def the_copy(path: Path) -> ApartCopy:
    (copy,) = READER.read(path).apart
    return copy


def workbook() -> bytes:
    return form_xlsx(replace(a_form(), has_sheet_apart=True), apart=a_sheet(FormKind.XLSX))


@pytest.mark.parametrize("count", HOW_MANY)
def test_a_workbook_gives_the_same_answers_beside_its_eoi(tmp_path: Path, count: int) -> None:
    template = workbook()
    for seed in range(count):
        path = fill_sheet_xlsx(template, said_by(seed), tmp_path / f"{seed}.xlsx")
        path = fill_xlsx(path.read_bytes(), filled_in(seed), path)
        read = READER.read(path)
        (copy,) = read.apart
        understood = understand(copy.answers, SubjectKind.EOI)
        assert (understood.answers, understood.left_out) == (said_by(seed).expected, ())
        assert (copy.form_row, copy.organisation, copy.refused) == (2, "", "")
        assert not any(field.startswith("monitoring:") for field in read.sheets[0].fields)


@pytest.mark.parametrize("count", HOW_MANY)
def test_a_pdf_gives_the_same_answers(tmp_path: Path, count: int) -> None:
    template = form_pdf(a_sheet(FormKind.PDF))
    for seed in range(count):
        said = said_by(seed)
        copy = the_copy(fill_sheet_pdf(template, said, tmp_path / f"{seed}.pdf"))
        assert understand(copy.answers, SubjectKind.EOI).answers == said.expected
        assert (copy.form_row, copy.organisation, copy.title) == (0, said.organisation, said.title)


@pytest.mark.skipif(not find_chromium(), reason="no Chromium on this machine")
@pytest.mark.parametrize("count", HOW_MANY)
def test_a_page_gives_the_same_answers(tmp_path: Path, count: int) -> None:
    address = tmp_path / "about.html"
    address.write_bytes(form_html(a_sheet(FormKind.HTML)))
    with a_browser(tmp_path / "browser") as page:
        for seed in range(count):
            page.open(address.as_uri())
            saved = tmp_path / f"{seed}.about-you.json"
            fill_sheet_page(page, said_by(seed), tmp_path / "browser" / "downloads", saved)
            page.run("localStorage.clear()")
            copy = the_copy(saved)
            assert understand(copy.answers, SubjectKind.EOI).answers == said_by(seed).expected
            assert copy.organisation == said_by(seed).organisation
        assert page.complaints == []
        assert {one for one in page.requests if not one.startswith("blob:")} == {address.as_uri()}


@pytest.mark.skipif(
    find_axe() is None or not find_chromium(), reason="no axe-core: name its file in AXE_CORE"
)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing_on_the_page(tmp_path: Path, view: str, dark: bool) -> None:
    address = tmp_path / "about.html"
    address.write_bytes(form_html(a_sheet(FormKind.HTML)))
    width, height, phone = VIEWS[view]
    with a_browser(tmp_path / "browser") as page:
        page.size(width, height, phone=phone, dark=dark)
        page.open(address.as_uri())
        assert violations(page) == []


@pytest.mark.skipif(not find_chromium(), reason="no Chromium on this machine")
@pytest.mark.parametrize("large_print", [False, True], ids=["standard", "large"])
def test_the_page_fits_a_phone_and_names_every_box(tmp_path: Path, large_print: bool) -> None:
    address = tmp_path / "about.html"
    address.write_bytes(form_html(a_sheet(FormKind.HTML), large_print=large_print))
    with a_browser(tmp_path / "browser") as page:
        page.size(320, 640, phone=True)
        page.open(address.as_uri())
        assert page.run("document.documentElement.scrollWidth === document.documentElement.clientWidth")
        nameless = "[...document.querySelectorAll('input')].filter(i => !i.labels.length).map(i => i.id)"
        assert page.run(nameless) == []
        ids = "[...document.querySelectorAll('[id]')].map(e => e.id)"
        assert page.run(f"(ids => ids.length - new Set(ids).size)({ids})") == 0
        groups = (
            "[...document.querySelectorAll('fieldset')].filter(f => !f.querySelector('legend').innerText)"
        )
        assert page.run(f"{groups}.length") == 0
        page.press("check")
        said = str(page.run("document.getElementById('error-list').innerText"))
        assert said.strip() == "Name of your group or organisation: We need an answer here."


@pytest.mark.skipif(not find_chromium(), reason="no Chromium on this machine")
def test_without_javascript_the_page_says_whom_to_ask(tmp_path: Path) -> None:
    address = tmp_path / "about.html"
    address.write_bytes(form_html(a_sheet(FormKind.HTML)))
    with a_browser(tmp_path / "browser") as page:
        page.send("Emulation.setScriptExecutionDisabled", value=True)
        page.open(address.as_uri())
        told = str(page.run("document.querySelector('noscript').innerText"))
    assert "This page can’t save your answers here" in told
    assert "Ask Olu Officer: 020 7946 0000 or olu@example.org." in told


def test_it_says_first_that_it_is_optional_who_sees_it_and_how_to_take_it_back() -> None:
    words = form_html(a_sheet(FormKind.HTML)).decode()
    for sentence in (
        "Every question on this sheet is optional.",
        "What you say here makes no difference to whether you get money.",
        "Nobody who scores or decides sees your answers.",
        "A total under 5 is hidden.",
        "You can see your answers, correct them or take them back at any time.",
        "Ask Olu Officer: 020 7946 0000 or olu@example.org.",
    ):
        assert sentence in words
    assert len(words.encode()) < 200_000
    assert words.index("Every question on this sheet is optional.") < words.index("Ethnic group:")


def test_the_form_names_the_sheet_and_asks_nothing_of_it() -> None:
    words = form_html(replace(a_form(), has_sheet_apart=True)).decode()
    assert "A sheet called “About you” comes with it." in words
    assert "monitoring:" not in words
    assert "“About you”" not in form_html(a_form()).decode()


def test_the_workbook_has_one_sheet_more_and_large_print_fits() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook()))
    assert [one.title for one in book if one.sheet_state == "visible"] == ["Application form", TITLE]
    assert book[TITLE].protection.sheet
    pages = PdfReader(io.BytesIO(form_pdf(a_sheet(FormKind.PDF), large_print=True))).pages
    assert 5 < len(pages) < 15


def test_the_same_sheet_gives_the_same_bytes() -> None:
    assert workbook() == workbook()
    assert form_pdf(a_sheet(FormKind.PDF)) == form_pdf(a_sheet(FormKind.PDF))


def test_a_sheet_left_empty_is_no_answer_and_stops_no_eoi(tmp_path: Path) -> None:
    read = READER.read(fill_xlsx(workbook(), filled_in(1), tmp_path / "a.xlsx"))
    assert (read.apart, len(read.forms)) == ((), 1)
    path = tmp_path / "a.pdf"
    path.write_bytes(form_pdf(a_sheet(FormKind.PDF)))
    with pytest.raises(CannotRead, match="Nothing is filled in on this sheet “About you”"):
        READER.read(path)


def test_a_tick_that_is_none_leaves_the_sheet_out_and_not_the_eoi(tmp_path: Path) -> None:
    path = fill_xlsx(workbook(), filled_in(1), tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(path)
    cells = {str(row[0].value): row[ANSWER] for row in book[TITLE].iter_rows(min_col=1, max_col=3)}
    cells["monitoring:ethnicity#3"].value = "perhaps"
    book.save(path)
    read = READER.read(path)
    assert len(read.forms) == 1
    assert read.apart[0].refused == (
        "On the sheet “About you”, “Bangladeshi” is neither Yes nor No. Mend it there."
    )
    assert read.apart[0].answers == {}


ANSWER = 2


def test_words_that_fill_a_page_are_refused(tmp_path: Path) -> None:
    said = replace(said_by(1), ticked={}, words={"religion": "w" * 201})
    with pytest.raises(CannotRead, match=r"are too long\. Up to 200 characters are taken"):
        READER.read(fill_sheet_pdf(form_pdf(a_sheet(FormKind.PDF)), said, tmp_path / "a.pdf"))


def test_a_sheet_that_lost_what_it_asks_is_refused(tmp_path: Path) -> None:
    from pypdf import PdfWriter
    from pypdf.generic import NameObject, TextStringObject

    path = fill_sheet_pdf(form_pdf(a_sheet(FormKind.PDF)), said_by(1), tmp_path / "a.pdf")
    writer = PdfWriter(clone_from=path)
    writer.metadata = None
    for field in writer.root_object["/AcroForm"]["/Fields"]:  # type: ignore[index]
        if field.get_object()["/T"] == DEFINITION_FIELD:
            field.get_object()[NameObject("/V")] = TextStringObject("")
    writer.write(path)
    with pytest.raises(CannotRead, match="lost what it asks"):
        READER.read(path)


def an_export(tmp_path: Path) -> Path:
    with a_browser(tmp_path / "browser") as page:
        address = tmp_path / "about.html"
        address.write_bytes(form_html(a_sheet(FormKind.HTML)))
        page.open(address.as_uri())
        saved = tmp_path / "a.about-you.json"
        said = replace(said_by(1), ticked={"ethnicity": (3,)}, words={})
        return fill_sheet_page(page, said, tmp_path / "browser" / "downloads", saved)


@pytest.mark.skipif(not find_chromium(), reason="no Chromium on this machine")
def test_a_saved_file_changed_by_hand_is_refused_with_the_line(tmp_path: Path) -> None:
    path = an_export(tmp_path)
    text = path.read_text("utf8")
    path.write_text(text.replace('"answer":"Bangladeshi"', '"answer":"Chinese"'), "utf8")
    line = 1 + text[: text.index("monitoring:ethnicity")].count("\n")
    with pytest.raises(CannotRead, match=rf"Line {line} .*was changed after the form had saved it"):
        READER.read(path)


@pytest.mark.skipif(not find_chromium(), reason="no Chromium on this machine")
def test_a_sheet_passed_off_as_an_application_is_refused(tmp_path: Path) -> None:
    path = an_export(tmp_path)
    raw = path.read_text("utf8").replace("commissioning-together-about-you", "commissioning-together-eoi")
    other = tmp_path / "a.eoi.json"
    other.write_text(raw, "utf8")
    with pytest.raises(CannotRead, match="does not fit the rest"):
        READER.read(other)
    assert json.loads(path.read_text("utf8"))["kind"] == "commissioning-together-about-you"


def test_sheets_gathered_with_forms_stay_with_their_rows(tmp_path: Path) -> None:
    one = fill_xlsx(fill_sheet(tmp_path, 1), filled_in(1), tmp_path / "one.xlsx")
    two = fill_xlsx(workbook(), filled_in(2), tmp_path / "two.xlsx")
    three = fill_xlsx(fill_sheet(tmp_path, 3), filled_in(3), tmp_path / "three.xlsx")
    alone = fill_sheet_pdf(form_pdf(a_sheet(FormKind.PDF)), said_by(4), tmp_path / "four-about-you.pdf")
    book = gather_forms([READER.read(path) for path in (alone, one, two, three)])
    assert [(copy.file, copy.form_row) for copy in book.apart] == [
        ("four-about-you.pdf", 0), ("one.xlsx", 2), ("three.xlsx", 4),
    ]  # fmt: skip
    assert len(book.forms) == 3
    only = gather_forms([READER.read(alone)])
    assert (only.name, only.sheets, len(only.apart)) == ("four-about-you.pdf", (), 1)
    assert "Circle" not in repr(only.apart[0].answers) and "answers" not in repr(only.apart[0])


def fill_sheet(tmp_path: Path, seed: int) -> bytes:
    return fill_sheet_xlsx(workbook(), said_by(seed), tmp_path / "t.xlsx").read_bytes()
