"""Fills forms in as people's programs do."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import openpyxl

from commissioning_app.domain.application_forms.pdf_names import pdf_name
from commissioning_app.domain.dates import long_date
from commissioning_app.domain.money import pounds, pounds_exact
from commissioning_app.spreadsheets.form_sheets import ANSWER_COLUMN, FORM_SHEET, KEY_COLUMN
from tests.forms import PLACES, FilledIn
from tests.integration.forms.browser import Page

CHOICE_WORDS = {
    "core": "Core funding",
    "project": "Project funding",
    "full": "Yes",
    "no_location": "Yes, but not where we are",
    "withheld": "No, please talk to us first",
}

BUTTONS = {
    "funding_kind": ("core", "project"),
    "publication": ("full", "no_location", "withheld"),
    "answer:place": PLACES,
    "answer:ok.area": ("Yes", "No"),
}


def cells_of(filled: FilledIn) -> dict[str, Any]:
    """What stands in each answer cell of the workbook, by its key."""
    cells: dict[str, Any] = {
        name: CHOICE_WORDS.get(text, text) if name in ("funding_kind", "publication") else text
        for name, text in filled.values.items()
    }
    cells |= {name: pence / 100 for name, pence in filled.amounts.items()}
    cells |= filled.days
    cells |= {f"answer:who#{number}": "Yes" for number in filled.ticked}
    cells["answer:who#other"] = filled.other
    if cells["answer:people"]:
        cells["answer:people"] = int(cells["answer:people"])
    return cells


def fill_xlsx(template: bytes, filled: FilledIn, path: Path) -> Path:
    """A filled copy of a workbook form."""
    book = openpyxl.load_workbook(io.BytesIO(template), rich_text=True)
    sheet = book[FORM_SHEET]
    cells = cells_of(filled)
    for row in sheet.iter_rows(min_col=KEY_COLUMN, max_col=ANSWER_COLUMN):
        value = cells.pop(row[0].value, "")
        if value != "":
            answer = row[ANSWER_COLUMN - KEY_COLUMN]
            assert not answer.protection.locked
            answer.value = value
            if isinstance(value, str):
                answer.data_type = "s"
    assert {key: value for key, value in cells.items() if value} == {}
    book.save(path)
    return path


def parts_of(filled: FilledIn) -> tuple[dict[str, str], dict[str, str]]:
    """What is typed into the boxes of the PDF, and which buttons are pressed, by part."""
    texts = {name: text for name, text in filled.values.items() if name not in BUTTONS}
    buttons = {
        name: f"/{options.index(filled.values[name]) + 1}"
        for name, options in BUTTONS.items()
        if filled.values[name] in options
    }
    place = filled.values["answer:place"]
    texts["answer:place#other"] = "" if place in BUTTONS["answer:place"] else place
    texts |= {name: pounds_exact(pence) for name, pence in filled.amounts.items()}
    texts |= {name: long_date(day) for name, day in filled.days.items()}
    buttons |= {f"answer:who#{number}": "/Yes" for number in filled.ticked}
    texts["answer:who#other"] = filled.other
    return {part: text for part, text in texts.items() if text}, buttons


def fill_pdf(template: bytes, filled: FilledIn, path: Path, *, line_end: str = "\n") -> Path:
    """A filled copy of a PDF form, as pypdf saves it."""
    from pypdf import PdfWriter

    writer = PdfWriter(clone_from=io.BytesIO(template))
    texts, buttons = parts_of(filled)
    values = {pdf_name(part): text.replace("\n", line_end) for part, text in texts.items()}
    values |= {pdf_name(part): state for part, state in buttons.items()}
    for page in writer.pages:
        writer.update_page_form_field_values(page, values, auto_regenerate=True)
    writer.write(path)
    return path


FILL_PAGE = """
(parts => {
  const fields = JSON.parse(document.getElementById("definition").textContent).fields;
  const say = (id, text) => {
    const box = document.getElementById(id);
    box.value = text;
    box.dispatchEvent(new Event("input", {bubbles: true}));
  };
  for (const field of fields) {
    const text = parts[field.name] || "";
    if (field.kind === "date") {
      const [year, month, day] = text ? text.split("-") : ["", "", ""];
      say(field.id, day); say(field.id + "-month", month); say(field.id + "-year", year);
    } else if (field.options.length) {
      const wanted = field.kind === "choices" ? parts[field.name + "#"] : [field.values.indexOf(text)];
      document.getElementsByName(field.id).forEach((box, at) => {
        if (box.checked !== wanted.includes(at)) {
          if (wanted.includes(at)) box.click(); else box.checked = false;
        }
      });
      const other = field.kind === "choices" ? parts[field.name + "#other"] || ""
        : field.values.includes(text) ? "" : text;
      if (field.else) say(field.id + "-other", other);
    } else say(field.id, text);
  }
})
"""


def page_parts(filled: FilledIn) -> dict[str, Any]:
    """What is filled in on the page, by field."""
    parts: dict[str, Any] = dict(filled.values)
    parts |= {name: pounds(pence).removeprefix("£") for name, pence in filled.amounts.items()}
    parts |= {name: day.isoformat() for name, day in filled.days.items()}
    parts["answer:who#"] = [number - 1 for number in filled.ticked]
    parts["answer:who#other"] = filled.other
    return parts


def fill_page(page: Page, filled: FilledIn, downloads: Path, path: Path) -> Path:
    """Fill the open page in, look it through, save it; the file that it saves goes to ``path``."""
    page.run(f"{FILL_PAGE}({json.dumps(page_parts(filled))})")
    page.press("check")
    assert page.run(IS_REVIEW), page.run("document.getElementById('error-list').innerText")
    page.press("save")
    begun = page.wait_for("Browser.downloadWillBegin")
    page.wait_for("Browser.downloadProgress", state="completed")
    saved = downloads / begun["suggestedFilename"]
    saved.rename(path)
    return path


IS_REVIEW = """
new Promise(done => {
  const look = () => document.getElementById("review-view").hidden ? null : true;
  if (look() || !document.getElementById("errors").hidden) return done(Boolean(look()));
  addEventListener("hashchange", () => requestAnimationFrame(() => done(Boolean(look()))), {once: true});
})
"""
