"""Each kind of form, filled in with awkward text and read back: the same EOI, to the letter."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest

from commissioning_app.documents.form_html import form_html
from commissioning_app.documents.form_pdf import form_pdf
from commissioning_app.domain.forms import QuestionKind
from commissioning_app.services.importing import import_eois
from commissioning_app.spreadsheets.form_xlsx import form_xlsx
from commissioning_app.spreadsheets.reader import SpreadsheetReader
from tests.factories import Office, make_office, store
from tests.forms import a_form, a_form_round, every_kind, expected_of, filled_in, said_by
from tests.integration.forms.browser import a_browser, find_chromium
from tests.integration.forms.filling import fill_page, fill_pdf, fill_xlsx

HOW_MANY = [10, pytest.param(200, marks=pytest.mark.proof)]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = make_office(str(tmp_path / "w.db"))
    store(office.officer, a_form_round(id=UUID(int=7)))
    return office


def test_the_form_has_a_question_of_every_kind() -> None:
    assert every_kind() == set(QuestionKind)


def bring_back(office: Office, paths: list[Path], count: int) -> list[dict[str, object]]:
    """Import filled forms; nothing is refused, nothing remarked. Returns what each EOI says, by file."""
    report = import_eois(office.officer, round_code="R1", source=paths, spreadsheets=SpreadsheetReader())
    assert (report.problems, report.remarks) == ((), ())
    assert (report.rows, report.imported, report.rejected) == (count, count, 0)
    with office.officer.reading() as uow:
        eois = {eoi.source: eoi for eoi in uow.eois.where()}
    return [said_by(office.officer, eois[path.name]) for path in paths]


@pytest.mark.parametrize("count", HOW_MANY)
def test_a_workbook_gives_the_same_eoi(office: Office, tmp_path: Path, count: int) -> None:
    template = form_xlsx(a_form())
    filled = [filled_in(seed) for seed in range(count)]
    paths = [fill_xlsx(template, one, tmp_path / f"{n:03d}.xlsx") for n, one in enumerate(filled)]
    assert bring_back(office, paths, count) == [expected_of(one) for one in filled]
    again = import_eois(office.officer, round_code="R1", source=paths, spreadsheets=SpreadsheetReader())
    assert (again.unchanged, again.imported, again.updated) == (count, 0, 0)


@pytest.mark.parametrize("count", HOW_MANY)
def test_a_pdf_gives_the_same_eoi(office: Office, tmp_path: Path, count: int) -> None:
    template = form_pdf(a_form())
    filled = [filled_in(seed) for seed in range(count)]
    ends = ("\n", "\r", "\r\n")
    paths = [
        fill_pdf(template, one, tmp_path / f"{n:03d}.pdf", line_end=ends[n % 3])
        for n, one in enumerate(filled)
    ]
    assert bring_back(office, paths, count) == [expected_of(one) for one in filled]


@pytest.mark.skipif(not find_chromium(), reason="no Chromium on this machine")
@pytest.mark.parametrize("count", HOW_MANY)
def test_a_page_gives_the_same_eoi(office: Office, tmp_path: Path, count: int) -> None:
    address = tmp_path / "form.html"
    address.write_bytes(form_html(a_form()))
    filled = [filled_in(seed) for seed in range(count)]
    paths = []
    with a_browser(tmp_path / "browser") as page:
        for number, one in enumerate(filled):
            page.open(address.as_uri())
            saved = tmp_path / f"{number:03d}.eoi.json"
            paths.append(fill_page(page, one, tmp_path / "browser" / "downloads", saved))
            page.run("localStorage.clear()")
        assert page.complaints == []
    assert bring_back(office, paths, count) == [expected_of(one) for one in filled]
