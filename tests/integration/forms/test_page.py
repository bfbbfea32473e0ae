"""The web form as a file: one page, small, asking for nothing, safe with any words in it."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser

import pytest

from commissioning_app.documents.form_html import form_html
from commissioning_app.domain.application_forms.identity import FORM_PAGE_MARK
from commissioning_app.domain.forms import QuestionKind
from commissioning_app.domain.records import Contact, RoundRecords
from tests.factories import a_question
from tests.forms import a_form, a_form_round, every_kind

TRICKY = "</script><script>alert(1)</script> {{ 7 * 7 }} <b>“need” & 'want'</b>"


class Elements(HTMLParser):
    """Every start tag with its attributes, and the text of each script and style."""

    def __init__(self, page: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.bodies: dict[str, list[str]] = {"script": [], "style": []}
        self._inside = ""
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._inside = tag if tag in self.bodies else ""

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.bodies[self._inside].append(data)

    def having(self, name: str) -> list[str]:
        return [value for _, attributes in self.tags for key, value in attributes.items()
                if key == name and value is not None]  # fmt: skip


def test_the_page_is_small_and_the_same_each_time() -> None:
    page = form_html(a_form())
    assert page == form_html(a_form())
    assert len(page) < 200_000
    assert FORM_PAGE_MARK.encode() in page[:4096]


def test_the_page_asks_for_nothing_and_its_policy_says_so() -> None:
    elements = Elements(form_html(a_form()))
    assert elements.having("src") == []
    assert all(
        address == "data:," or address.startswith(("#", "mailto:")) for address in elements.having("href")
    )
    assert not re.search(
        r"\b(fetch|XMLHttpRequest|WebSocket|sendBeacon|import)\s*\(", elements.bodies["script"][1]
    )
    assert "url(" not in elements.bodies["style"][0]
    policy = next(value for value in elements.having("content") if value.startswith("default-src"))
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    hashed = {kind: "'sha256-" + base64.b64encode(hashlib.sha256(body.encode()).digest()).decode() + "'"
              for kind, body in (("script-src", elements.bodies["script"][1]),
                                 ("style-src", elements.bodies["style"][0]))}  # fmt: skip
    assert rules == {
        "default-src": "'none'", **hashed, "img-src": "data:", "base-uri": "'none'", "form-action": "'none'",
    }  # fmt: skip


def test_every_box_has_a_name_and_takes_any_direction() -> None:
    elements = Elements(form_html(a_form()))
    labelled = set(elements.having("for"))
    boxes = [attributes for tag, attributes in elements.tags if tag in ("input", "textarea")]
    assert [box["id"] for box in boxes if box["id"] not in labelled] == []
    ids = elements.having("id")
    assert len(ids) == len(set(ids))
    typed = [box for box in boxes if box.get("type", "text") == "text" and "data-part" not in box]
    written = [box for box in typed if box.get("inputmode") != "decimal"]
    assert {box.get("dir") for box in written} == {"auto"}
    assert set(elements.having("autocomplete")) >= {
        "organization", "street-address", "postal-code", "name", "email", "tel",
    }  # fmt: skip


def test_words_of_a_round_are_never_markup() -> None:
    kinds = sorted(every_kind())
    questions = tuple(
        a_question(
            id=kind, text=TRICKY, help=TRICKY, why=TRICKY, kind=QuestionKind(kind), options=(TRICKY, "B")
        )
        for kind in kinds
    )
    round_ = a_form_round(questions=questions, name=TRICKY, purpose=TRICKY, exclusions=(TRICKY,))
    page = form_html(a_form(round_))
    elements = Elements(page)
    assert [tag for tag, _ in elements.tags].count("script") == 2
    definition = json.loads(elements.bodies["script"][0])
    assert [field["label"] for field in definition["fields"][-len(kinds) :]] == [TRICKY] * len(kinds)
    assert b"49" not in re.sub(
        rb"sha256-[^']*|[0-9a-f]{16,}", b"", page.split(b"<header>")[1].split(b"<script")[0]
    )


@pytest.mark.parametrize("contact", [Contact(), Contact("Olu Officer", "", "020 7946 0000")])
def test_without_an_address_the_form_still_says_whom_to_ask(contact: Contact) -> None:
    round_ = a_form_round(records=RoundRecords(contact=contact))
    page = form_html(a_form(round_)).decode()
    assert "mailto:" not in page
    assert (
        "Ask Olu Officer: 020 7946 0000." if contact.phone else "Ask the people who gave you this form."
    ) in page
