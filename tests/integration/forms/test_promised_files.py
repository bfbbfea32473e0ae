"""Files that a filled form names: promised, listed by form, and waited for beside the EOI."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from commissioning_app.documents.form_pdf import form_pdf
from commissioning_app.services.attachments import add_attachment
from commissioning_app.services.importing import import_eois
from commissioning_app.services.queries.attachments import files_of_eoi
from commissioning_app.spreadsheets.form_xlsx import form_xlsx
from commissioning_app.spreadsheets.reader import SpreadsheetReader
from tests.factories import make_office, store
from tests.files import FILES
from tests.forms import a_form, a_form_round, filled_in
from tests.integration.forms.filling import fill_pdf, fill_xlsx


@pytest.mark.parametrize("kind", ["xlsx", "pdf"])
def test_what_a_form_names_is_promised_until_it_is_here(tmp_path: Path, kind: str) -> None:
    office = make_office(str(tmp_path / "w.db"))
    round_ = a_form_round(id=UUID(int=7))
    store(office.officer, round_)
    filled = filled_in(2)
    values = {**filled.values, "answer:rules": "rules “2026”.pdf; minutes.docx; letter.jpg"}
    filled, path = replace(filled, values=values), tmp_path / f"group.{kind}"
    if kind == "xlsx":
        fill_xlsx(form_xlsx(a_form(round_)), filled, path)
    else:
        fill_pdf(form_pdf(a_form(round_)), filled, path)
    report = import_eois(office.officer, round_code="R1", source=path, spreadsheets=SpreadsheetReader())
    names = ("rules “2026”.pdf", "minutes.docx", "letter.jpg")
    assert (report.imported, report.remarks, report.promised) == (1, (), ((f"group.{kind}", names),))
    assert report.as_json()["promised"] == [{"form": f"group.{kind}", "files": list(names)}]
    with office.officer.reading() as uow:
        reference = uow.eois.where()[0].reference
    add_attachment(
        office.officer,
        round_code="R1",
        reference=reference,
        file=FILES["a.pdf"],
        name="rules “2026”.pdf",
        question_id="rules",
    )
    files = files_of_eoi(office.officer, round_code="R1", reference=reference)
    assert (files.named, files.named_and_here) == (3, 1)
    again = import_eois(office.officer, round_code="R1", source=path, spreadsheets=SpreadsheetReader())
    assert (again.unchanged, again.imported) == (1, 0)
    assert files_of_eoi(office.officer, round_code="R1", reference=reference) == files
