"""Sheets “About you”, filled in as people's programs do."""

from __future__ import annotations

import io
import json
import random
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import openpyxl

from commissioning_app.domain.application_forms.design import ApplicationForm
from commissioning_app.domain.application_forms.identity import FormKind
from commissioning_app.domain.application_forms.pdf_names import pdf_name
from commissioning_app.domain.forms import QuestionKind
from commissioning_app.domain.monitoring.answers import SubjectKind
from commissioning_app.domain.monitoring.questions import PREFER_NOT_TO_SAY, QUESTIONS, GivenAnswer
from commissioning_app.domain.monitoring.sheets import fields_for, labels_of
from commissioning_app.services.about_you_forms import TITLE, about_you_form
from commissioning_app.spreadsheets.form_sheets import ANSWER_COLUMN, KEY_COLUMN
from tests.forms import AWKWARD, a_form
from tests.integration.forms.browser import Page
from tests.integration.forms.filling import FILL_PAGE, IS_REVIEW

FIELDS = fields_for(SubjectKind.EOI)


def a_sheet(kind: FormKind, form: ApplicationForm | None = None) -> ApplicationForm:
    """The sheet of a form, as it goes out in a kind of file."""
    return about_you_form(replace(form or a_form(), has_sheet_apart=True), kind)


@dataclass(frozen=True)
class Said:
    """What one group says of itself: by question, options ticked (counted from 1), and own words."""

    organisation: str
    title: str
    ticked: dict[str, tuple[int, ...]]
    words: dict[str, str]

    @property
    def expected(self) -> tuple[GivenAnswer, ...]:
        """The answers that should come out."""
        given: list[GivenAnswer] = []
        for asked in QUESTIONS:
            codes = list(labels_of(asked, SubjectKind.EOI).values())
            chosen = [codes[number - 1] for number in self.ticked.get(asked.id, ())]
            words = self.words.get(asked.id, "")
            taking = [one.code for one in asked.groups if one.code in chosen and one.own_words]
            beside = taking[0] if words and len(taking) == 1 else ""
            given += [GivenAnswer(asked.id, code, words if code == beside else "") for code in chosen]
            given += [GivenAnswer(asked.id, "", words)] if words and not beside else []
        return tuple(given)


def said_by(seed: int) -> Said:
    """One group out of awkward words; the same seed gives the same one."""
    luck = random.Random(seed)
    ticked: dict[str, tuple[int, ...]] = {}
    words: dict[str, str] = {}
    for asked in QUESTIONS:
        kind = luck.choice(["nothing", "ticks", "ticks", "both", "words", "prefer"])
        if kind == "prefer":
            ticked[asked.id] = (
                list(labels_of(asked, SubjectKind.EOI).values()).index(PREFER_NOT_TO_SAY) + 1,
            )
        if kind in ("ticks", "both"):
            count = len(asked.groups)
            ticked[asked.id] = tuple(sorted(luck.sample(range(1, count + 1), luck.randint(1, min(3, count)))))
        if kind in ("words", "both"):
            words[asked.id] = " ".join(luck.choice(AWKWARD).split())
    if not ticked and not words:
        ticked["ethnicity"] = (3,)
    return Said(f"Circle no. {seed}", luck.choice(["", f"Walks {seed}"]), ticked, words)


def fill_sheet_xlsx(template: bytes, said: Said, path: Path) -> Path:
    """A workbook with the sheet filled in."""
    book = openpyxl.load_workbook(io.BytesIO(template), rich_text=True)
    parts = _parts(said)
    for row in book[TITLE].iter_rows(min_col=KEY_COLUMN, max_col=ANSWER_COLUMN):
        value = parts.pop(str(row[0].value), "")
        if value:
            answer = row[ANSWER_COLUMN - KEY_COLUMN]
            assert not answer.protection.locked
            answer.value, answer.data_type = value, "s"
    assert parts == {}
    book.save(path)
    return path


def _parts(said: Said) -> dict[str, str]:
    parts = {f"monitoring:{q}#{number}": "Yes" for q, ticked in said.ticked.items() for number in ticked}
    return parts | {f"monitoring:{q}#other": text for q, text in said.words.items()}


def fill_sheet_pdf(template: bytes, said: Said, path: Path) -> Path:
    """The PDF of the sheet, filled in."""
    from pypdf import PdfWriter

    writer = PdfWriter(clone_from=io.BytesIO(template))
    texts = {name: text for name, text in _parts(said).items() if name.endswith("#other")}
    texts |= {"organisation": said.organisation, "title": said.title}
    ticks = {name: "/Yes" for name, text in _parts(said).items() if not name.endswith("#other")}
    values = {pdf_name(part): value for part, value in {**texts, **ticks}.items() if value}
    for page in writer.pages:
        writer.update_page_form_field_values(page, values, auto_regenerate=True)
    writer.write(path)
    return path


def fill_sheet_page(page: Page, said: Said, downloads: Path, path: Path) -> Path:
    """Fill the open page of the sheet in, look it through, save it; the saved file goes to ``path``."""
    parts: dict[str, Any] = {"organisation": said.organisation, "title": said.title}
    for field in FIELDS:
        assert field.kind is QuestionKind.CHOICES
        question = field.name.partition(":")[2]
        parts[f"{field.name}#"] = [number - 1 for number in said.ticked.get(question, ())]
        parts[f"{field.name}#other"] = said.words.get(question, "")
    page.run(f"{FILL_PAGE}({json.dumps(parts)})")
    page.press("check")
    assert page.run(IS_REVIEW), page.run("document.getElementById('error-list').innerText")
    page.press("save")
    begun = page.wait_for("Browser.downloadWillBegin")
    page.wait_for("Browser.downloadProgress", state="completed")
    saved = downloads / begun["suggestedFilename"]
    saved.rename(path)
    return path
