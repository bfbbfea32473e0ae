"""The application form as one page that holds everything it needs and works without a network."""

from __future__ import annotations

import base64
import hashlib
import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from commissioning_app.domain.application_forms.apart import APART_EXPORT_ENDING, APART_EXPORT_KIND
from commissioning_app.domain.application_forms.design import ApplicationForm
from commissioning_app.domain.application_forms.export import CHECK_LENGTH
from commissioning_app.domain.application_forms.fields import LONGEST_TITLE, FormField, Section
from commissioning_app.domain.application_forms.guide import (
    closing,
    guide,
    help_part,
    warning,
    what_it_holds,
    where_to_send,
)
from commissioning_app.domain.application_forms.hints import hint_of, is_optional
from commissioning_app.domain.application_forms.identity import (
    EXPORT_ENDING,
    EXPORT_KIND,
    FORM_PAGE_MARK,
    FORMAT,
)
from commissioning_app.domain.application_forms.words import most_words
from commissioning_app.domain.forms import QuestionKind
from commissioning_app.domain.importing.fields import FieldKind, ImportField, kind_of
from commissioning_app.domain.letter_structure import clean_text
from commissioning_app.paths import resource

LETTERS_OF_A_LINE = 60
GROUPS = frozenset({QuestionKind.DATE, QuestionKind.CHOICE, QuestionKind.CHOICES, QuestionKind.YES_NO})
INPUT_MODES = {"email": "email", "tel": "tel"}


@dataclass(frozen=True)
class Item:
    """A field as the page shows it; ``id`` is its element's."""

    id: str
    field: FormField

    @property
    def is_group(self) -> bool:
        """Whether several boxes make one answer."""
        return self.field.kind is QuestionKind.DATE or bool(self.field.options) or self._is_open_choice

    @property
    def _is_open_choice(self) -> bool:
        return self.field.kind is QuestionKind.CHOICES

    @property
    def hint(self) -> str:
        """Why it is asked, and what helps to answer it."""
        return clean_text(hint_of(self.field))

    @property
    def is_optional(self) -> bool:
        """Whether it may be left empty; of e-mail and phone one is needed."""
        return is_optional(self.field)

    @property
    def rows(self) -> int:
        """How high a box for writing is."""
        if not self.field.word_limit:
            return 6 if self.field.is_answer else 3
        return max(4, min(14, math.ceil(self.field.word_limit * 6 / LETTERS_OF_A_LINE)))

    @property
    def width(self) -> str:
        """A short box for what is short."""
        short = kind_of(self.field.name) is FieldKind.IDENTIFIER or self.field.kind is QuestionKind.NUMBER
        return "short" if short or self.field.name == ImportField.POSTCODE else "wide"

    @property
    def input_mode(self) -> str:
        """The keyboard that a phone shows."""
        if self.field.kind is QuestionKind.NUMBER:
            return "decimal"
        return INPUT_MODES.get(self.field.input_purpose, "")

    @property
    def longest(self) -> int:
        """How many characters are taken; 0 for as many as one likes."""
        return LONGEST_TITLE if self.field.name == ImportField.TITLE else 0

    def as_json(self, section: str) -> dict[str, Any]:
        """What the page's script needs to know."""
        field = self.field
        return {
            "id": self.id,
            "name": field.name,
            "label": field.label,
            "kind": field.kind.value,
            "section": section,
            "required": field.required,
            "limit": field.word_limit,
            "most": most_words(field.word_limit),
            "options": list(field.options),
            "values": list(field.kept_values),
            "else": field.something_else and self.is_group,
        }


@dataclass(frozen=True)
class PageSection:
    """Items under one heading."""

    title: str
    intro: str
    items: tuple[Item, ...]


def form_html(form: ApplicationForm, *, large_print: bool = False) -> bytes:
    """The page's bytes; the same form always gives the same bytes."""
    sections = list(_sections(form.sections))
    style, script = _part("form.css"), _part("form.js")
    page = (
        _templates()
        .get_template("form.html")
        .render(
            form=form,
            sections=sections,
            draw=_templates().get_template("field.html").module.draw,  # type: ignore[attr-defined]
            guide=guide(form),
            help=help_part(form),
            warning=warning(form),
            closing=closing(form),
            holds=what_it_holds(form),
            where_to_send=where_to_send(form),
            email=form.contact.email.strip(),
            attachments="; ".join(one.label for one in form.fields if one.kind is QuestionKind.ATTACHMENT),
            large_print=large_print,
            page_mark=FORM_PAGE_MARK,
            style=Markup(style),
            script=Markup(script),
            style_hash=_hash(style),
            script_hash=_hash(script),
            definition=Markup(_definition(form, sections)),
        )
    )
    return page.encode("utf-8", "replace")


def _sections(sections: tuple[Section, ...]) -> Iterator[PageSection]:
    number = 0
    for section in sections:
        items = []
        for field in section.fields:
            number += 1
            items.append(Item(f"f{number}", field))
        yield PageSection(section.title, section.intro, tuple(items))


def _definition(form: ApplicationForm, sections: list[PageSection]) -> str:
    """What the form is, as JSON that can't end the element it stands in."""
    body = {
        "format": FORMAT,
        "sheet": form.apart.mark if form.apart else "",
        "export_kind": APART_EXPORT_KIND if form.apart else EXPORT_KIND,
        "ending": APART_EXPORT_ENDING if form.apart else EXPORT_ENDING,
        "file_words": form.apart.file_words if form.apart else "Application",
        "check_length": CHECK_LENGTH,
        "form": form.stamp.as_json(),
        "fields": [item.as_json(section.title) for section in sections for item in section.items],
    }
    return json.dumps(body, ensure_ascii=True).replace("<", "\\u003c")


def _hash(text: str) -> str:
    """What a content policy names a script or style by."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _part(name: str) -> str:
    return resource("forms", name).read_text("utf8").replace("\r\n", "\n")


@cache
def _templates() -> ImmutableSandboxedEnvironment:
    return ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(resource("forms")),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
