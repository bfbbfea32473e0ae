"""The web form in a real browser: typed into, closed, opened again, saved; and read by axe."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from pypdf import PdfReader

from commissioning_app.documents.form_html import form_html
from commissioning_app.domain.application_forms.export import read_export
from tests.forms import a_form, a_form_round
from tests.integration.forms.browser import Page, a_browser, find_axe, find_chromium

pytestmark = pytest.mark.skipif(not find_chromium(), reason="no Chromium on this machine")

VIEWS = {"phone": (390, 844, True), "desktop": (1280, 900, False)}


@pytest.fixture
def address(tmp_path: Path) -> str:
    path = tmp_path / "form.html"
    path.write_bytes(form_html(a_form()))
    return path.as_uri()


@pytest.fixture
def page(tmp_path: Path) -> Iterator[Page]:
    with a_browser(tmp_path / "browser") as page:
        page.size(390, 844, phone=True)
        yield page


def ids(page: Page) -> dict[str, str]:
    """The element of each field, by the field's name."""
    script = "JSON.parse(document.getElementById('definition').textContent).fields.map(f => [f.name, f.id])"
    return dict(page.run(script))


def text_of(page: Page, element_id: str) -> str:
    return str(page.run(f"document.getElementById({json.dumps(element_id)}).innerText"))


def value_of(page: Page, element_id: str) -> str:
    return str(page.run(f"document.getElementById({json.dumps(element_id)}).value"))


def is_shown(page: Page, element_id: str) -> bool:
    return bool(page.run(f"!document.getElementById({json.dumps(element_id)}).hidden"))


def type_what_is_needed(page: Page) -> dict[str, str]:
    """Answer every question that needs an answer, with keys and a mouse."""
    place = ids(page)
    for name, text in {
        "organisation": "Sample Circle", "contact_name": "Bo", "contact_phone": "020 7946 0000",
        "title": "Walking mornings", "amount_requested": "8,400.50",
        "answer:need": "আপনার গ্রুপ\nمرحبا £ 😀 = 'said' \"so\"",
    }.items():  # fmt: skip
        page.type(place[name], text)
    page.press(place["answer:ok.area"])
    return place


def saved_file(page: Page, tmp_path: Path, button: str) -> Path:
    page.press(button)
    begun = page.wait_for("Browser.downloadWillBegin")
    page.wait_for("Browser.downloadProgress", state="completed")
    return tmp_path / "browser" / "downloads" / str(begun["suggestedFilename"])


def go_to_review(page: Page) -> None:
    page.press("check")
    seen = "new Promise(r => { const l = () => document.getElementById('review-view').hidden ? " \
           "requestAnimationFrame(l) : r(true); l(); })"  # fmt: skip
    assert page.run(seen)


def test_filled_in_closed_opened_again_and_saved(page: Page, address: str, tmp_path: Path) -> None:
    page.open(address)
    place = type_what_is_needed(page)
    page.open("about:blank")
    page.open(address)
    assert text_of(page, "kept") == "Your answers from last time are here."
    assert value_of(page, place["answer:need"]) == "আপনার গ্রুপ\nمرحبا £ 😀 = 'said' \"so\""
    go_to_review(page)
    assert page.run("document.activeElement.id") == "review-title"
    assert "£8,400.50" in text_of(page, "review")
    file = saved_file(page, tmp_path, "save")
    assert file.name == "Application R1 Sample Circle.eoi.json"
    assert page.run("document.activeElement.id") == "done-title"
    assert text_of(page, "file-name") == file.name
    copy, answers = read_export(file.read_text("utf8"))
    assert copy.is_finished
    assert {name: text for name, text in answers.items() if text} == {
        "organisation": "Sample Circle", "contact_name": "Bo", "contact_phone": "020 7946 0000",
        "title": "Walking mornings", "amount_requested": "8400.50", "answer:ok.area": "Yes",
        "answer:need": "আপনার গ্রুপ\nمرحبا £ 😀 = 'said' \"so\"",
    }  # fmt: skip
    assert {request for request in page.requests if request != address} <= {"about:blank"} | {
        request for request in page.requests if request.startswith("blob:file:")
    }
    assert page.complaints == []


def test_what_is_missing_is_said_first_and_leads_to_its_box(page: Page, address: str) -> None:
    page.open(address)
    place = ids(page)
    page.type(place["amount_requested"], "a lot")
    page.type(place["minimum_amount"], "9")
    page.type(place["start_date"], "31")
    page.type(place["start_date"] + "-month", "2")
    page.type(place["start_date"] + "-year", "2027")
    page.press("check")
    assert page.run("document.activeElement.id") == "errors"
    assert text_of(page, "error-list").splitlines() == [
        "Name of your group or organisation: We need an answer here.",
        "Name: We need an answer here.",
        "E-mail address: Give an e-mail address or a phone number.",
        "A short name for what you want to do: We need an answer here.",
        "How much money do you ask for? Type an amount in pounds, like 8400 or 8,400.50.",
        "When would it start? Type a day that there is, like 4, 12 and 2026.",
        "What do people in your community need? We need an answer here.",
        "Do you work in Wexmere? We need an answer here.",
    ]
    page.run("document.querySelector('#error-list li:nth-child(5) a').click()")
    assert page.run("document.activeElement.id") == place["amount_requested"]
    assert page.run("document.activeElement.getAttribute('aria-invalid')") == "true"
    described = page.run("document.activeElement.getAttribute('aria-describedby')")
    assert described == f"{place['amount_requested']}-hint {place['amount_requested']}-error"


def test_a_word_limit_is_soft_up_to_a_tenth_more(page: Page, address: str) -> None:
    page.open(address)
    place = ids(page)
    need = place["answer:need"]
    for words, said in {
        200: "200 of 200 words", 220: "220 of 200 words: a little over is fine",
        221: "221 of 200 words: please bring it down to 220",
    }.items():  # fmt: skip
        page.run(f"document.getElementById('{need}').value = ''")
        page.type(need, "word " * words)
        assert text_of(page, f"{need}-count") == said
    told = "new Promise(r => new MutationObserver(() => r(document.getElementById('said').textContent))" \
           ".observe(document.getElementById('said'), {childList: true}))"  # fmt: skip
    assert page.run(told) == "221 of 200 words: please bring it down to 220"
    page.press("check")
    assert "This answer has 221 words. Please bring it down to 220 or fewer." in text_of(page, "error-list")


def test_a_copy_moves_to_another_device(page: Page, address: str, tmp_path: Path) -> None:
    page.open(address)
    place = type_what_is_needed(page)
    page.run("document.getElementById('elsewhere').open = true")
    draft = saved_file(page, tmp_path, "save-draft")
    assert draft.name == "Unfinished application R1 Sample Circle.eoi.json"
    first, _ = read_export(draft.read_text("utf8"))
    assert not first.is_finished
    page.run("window.confirm = () => true")
    page.run("document.querySelector('.forget').click()")
    assert (value_of(page, place["organisation"]), page.run("localStorage.length")) == ("", 0)
    give_file(page, draft)
    assert page.run("new Promise(r => { const l = () => document.getElementById('said').textContent ==="
                    " 'Your saved copy is open.' ? r(true) : requestAnimationFrame(l); l(); })")  # fmt: skip
    assert value_of(page, place["organisation"]) == "Sample Circle"
    go_to_review(page)
    again, _ = read_export(saved_file(page, tmp_path, "save").read_text("utf8"))
    assert (again.is_finished, again.copy_id) == (True, first.copy_id)


def test_a_printed_copy_holds_the_answers(page: Page, address: str, tmp_path: Path) -> None:
    page.open(address)
    type_what_is_needed(page)
    go_to_review(page)
    saved_file(page, tmp_path, "save")
    printed = PdfReader(io.BytesIO(base64.b64decode(page.send("Page.printToPDF")["data"])))
    words = " ".join(sheet.extract_text() for sheet in printed.pages)
    assert "Walking mornings" in words and "£8,400.50" in words
    assert "Save the file again" not in words
    assert not is_shown(page, "review-view")


def give_file(page: Page, file: Path) -> None:
    document = page.send("DOM.getDocument")["root"]["nodeId"]
    box = page.send("DOM.querySelector", nodeId=document, selector="#open-copy")["nodeId"]
    page.send("DOM.setFileInputFiles", nodeId=box, files=[str(file)])


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("not a form", "This is not a file that this form saved. Choose another one."),
        ("other round", "This file was saved from the form of another round. Choose another one."),
    ],
)
def test_a_strangers_file_is_not_opened(
    page: Page, address: str, tmp_path: Path, text: str, sentence: str
) -> None:
    page.open(address)
    other = {"kind": "commissioning-together-eoi", "answers": [], "form": {"round_id": str(UUID(int=9))}}
    file = tmp_path / "other.eoi.json"
    file.write_text(json.dumps(other) if text == "other round" else text)
    page.run("document.getElementById('elsewhere').open = true")
    give_file(page, file)
    told = "new Promise(r => { const e = document.getElementById('open-copy-error'); const l = () => " \
           "e.hidden ? requestAnimationFrame(l) : r(e.textContent); l(); })"  # fmt: skip
    assert page.run(told) == sentence


def test_a_browser_that_keeps_nothing_says_so(page: Page, address: str) -> None:
    refuses = "Storage.prototype.setItem = () => { throw new DOMException('no', 'QuotaExceededError'); };"
    page.send("Page.addScriptToEvaluateOnNewDocument", source=refuses)
    page.open(address)
    page.type(ids(page)["organisation"], "Sample Circle")
    told = "new Promise(r => { const e = document.getElementById('kept'); const l = () => " \
           "e.hidden ? requestAnimationFrame(l) : r(e.textContent); l(); })"  # fmt: skip
    sentence = "This browser can’t keep your answers. Press “Save a copy” before you close this page."
    assert page.run(told) == sentence
    assert page.run("document.getElementById('elsewhere').open") is True
    assert text_of(page, "said") == sentence


def test_answers_to_an_earlier_version_are_carried_over(page: Page, address: str, tmp_path: Path) -> None:
    page.open(address)
    type_what_is_needed(page)
    newer = a_form_round(id=UUID(int=7), form_version=2, questions=a_form_round().questions[:2])
    path = tmp_path / "newer.html"
    path.write_bytes(form_html(a_form(newer)))
    page.open(path.as_uri())
    assert text_of(page, "kept").startswith("Your answers to an earlier version of this form are here.")
    assert value_of(page, ids(page)["organisation"]) == "Sample Circle"


def test_without_javascript_it_says_how_else_to_apply(page: Page, address: str) -> None:
    page.send("Emulation.setScriptExecutionDisabled", value=True)
    page.open(address)
    told = str(page.run("document.querySelector('noscript').innerText"))
    assert "This page can’t save your answers here" in told
    assert "Ask Olu Officer: 020 7946 0000 or olu@example.org." in told
    assert "You can apply in any of these ways: spreadsheet, PDF or by conversation." in told
    assert not is_shown(page, "check-row")


@pytest.mark.skipif(find_axe() is None, reason="no axe-core: name its file in AXE_CORE")
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing(page: Page, address: str, tmp_path: Path, view: str, dark: bool) -> None:
    width, height, phone = VIEWS[view]
    page.size(width, height, phone=phone, dark=dark)
    page.open(address)
    assert violations(page) == []
    page.run("document.getElementById('elsewhere').open = true")
    page.press("check")
    assert violations(page) == []
    type_what_is_needed(page)
    go_to_review(page)
    assert violations(page) == []
    saved_file(page, tmp_path, "save")
    assert violations(page) == []


def violations(page: Page) -> list[Any]:
    axe = find_axe()
    assert axe is not None
    page.run(f"{axe.read_text('utf8')};0")
    found = (
        "axe.run(document).then(r => r.violations.map(v => [v.id, v.nodes.map(n => n.html.slice(0, 200))]))"
    )
    return list(page.run(found))


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("large_print", [False, True], ids=["standard", "large"])
def test_nothing_is_wider_than_the_window(page: Page, tmp_path: Path, width: int, large_print: bool) -> None:
    path = tmp_path / "form.html"
    path.write_bytes(form_html(a_form(), large_print=large_print))
    page.size(width, 640)
    page.open(path.as_uri())
    page.press("check")
    assert page.run("document.documentElement.scrollWidth === document.documentElement.clientWidth")
