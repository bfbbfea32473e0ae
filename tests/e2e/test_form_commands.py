"""Forms from the command line: handed out in each kind, filled in, and read back together."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from commissioning_app.cli import main
from commissioning_app.domain.rounds import RoundState
from tests.factories import make_office, store
from tests.forms import a_form_round, filled_in
from tests.integration.forms.about_you import Said, fill_sheet_pdf
from tests.integration.forms.filling import fill_pdf, fill_xlsx


@pytest.fixture
def place(tmp_path: Path) -> tuple[str, ...]:
    url = str(tmp_path / "w.db")
    store(make_office(url).officer, a_form_round(id=UUID(int=7)))
    return ("--workspace", url, "--round", "R1")


def said(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> tuple[dict[str, Any], list[str]]:
    """What a command says with --json, and the sentences beside it."""
    assert main([*words, "--json"]) == code
    streams = capsys.readouterr()
    return json.loads(streams.out), streams.err.splitlines()


@pytest.mark.parametrize("kind", ["xlsx", "pdf", "html"])
def test_each_kind_is_handed_out(
    place: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    file, large = tmp_path / f"form.{kind}", tmp_path / f"large.{kind}"
    made, _ = said(capsys, "form", *place, "--kind", kind, "--out", str(file))
    assert (made["file"], made["kind"], made["form_version"]) == (str(file), kind, 1)
    assert file.stat().st_size == made["size"] < 200_000
    about = None if kind == "xlsx" else tmp_path / f"form-about-you.{kind}"
    assert made["about_you_file"] == (about and str(about))
    assert about is None or 5_000 < about.stat().st_size < 200_000
    said(capsys, "form", *place, "--kind", kind, "--out", str(large), "--large-print")
    assert large.read_bytes() != file.read_bytes()


def test_forms_come_back_together(
    place: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {kind: tmp_path / f"form.{kind}" for kind in ("xlsx", "pdf")}
    for kind, file in files.items():
        said(capsys, "form", *place, "--kind", kind, "--out", str(file))
    filled = [
        fill_xlsx(files["xlsx"].read_bytes(), filled_in(1), tmp_path / "one.xlsx"),
        fill_pdf(files["pdf"].read_bytes(), filled_in(2), tmp_path / "two.pdf"),
    ]
    (tmp_path / "photo.pdf").write_bytes(b"%PDF-1.4 no form at all")
    report, sentences = said(capsys, "import-eois", *map(str, filled), str(tmp_path / "photo.pdf"), *place)
    assert [report[key] for key in ("rows", "imported", "rejected")] == [3, 2, 1]
    damaged = (
        "photo.pdf can't be read. The PDF is damaged. Ask the sender to save it again, or type the EOI in."
    )
    assert (sentences, [one["problem"] for one in report["problems"]]) == ([damaged], [damaged])
    assert report["forms"] == ["one.xlsx", "two.pdf"]
    again, _ = said(capsys, "import-eois", *map(str, filled), *place)
    assert [again[key] for key in ("rows", "unchanged")] == [2, 2]


def test_strict_takes_all_files_or_none(
    place: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    template = tmp_path / "form.xlsx"
    said(capsys, "form", *place, "--kind", "xlsx", "--out", str(template))
    good = fill_xlsx(template.read_bytes(), filled_in(1), tmp_path / "good.xlsx")
    report, sentences = said(
        capsys, "import-eois", str(good), str(tmp_path / "none.xlsx"), *place, "--strict", code=1
    )
    assert (report["imported"], report["rejected"]) == (0, 2)
    assert sentences[0].startswith("1 of 2 rows have problems, so nothing was imported.")
    _, sentences = said(capsys, "import-eois", str(template), *place, code=1)
    assert sentences == [
        "form.xlsx can't be read. Nothing is filled in on this form. "
        "Ask the sender for the copy that they filled in."
    ]


def test_no_form_once_the_round_takes_no_eois(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    url = str(tmp_path / "w.db")
    store(make_office(url).officer, a_form_round(state=RoundState.DECIDED))
    target = tmp_path / "form.pdf"
    words = ("form", "--workspace", url, "--round", "R1", "--kind", "pdf", "--out", str(target))
    _, sentences = said(capsys, *words, code=1)
    assert sentences == ["The round R1 is decided: there is no form to hand out now."]
    assert not target.exists()


def test_answers_about_people_come_in_beside_the_eois(
    place: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "table.csv"
    table.write_text("Group,Ask,Leaders\nCircle,500,Bangladeshi\nSquare,600,\n")
    columns = ("--map", "Group=organisation", "--map", "Ask=amount_requested")
    about = ("--map", "Leaders=monitoring:ethnicity")
    report, _ = said(capsys, "import-eois", str(table), *place, *columns, *about)
    assert (report["imported"], report["about_you"]) == (2, {"taken": 1, "unchanged": 0})
    assert "Bangladeshi" not in json.dumps(report)
    form = tmp_path / "form.pdf"
    made, _ = said(capsys, "form", *place, "--kind", "pdf", "--out", str(form))
    sheet = Path(made["about_you_file"])
    filled = fill_sheet_pdf(
        sheet.read_bytes(), Said("Square", "", {"ethnicity": (3,)}, {}), tmp_path / "square.pdf"
    )
    report, _ = said(capsys, "import-eois", str(filled), *place)
    assert (report["rows"], report["about_you"]) == (0, {"taken": 1, "unchanged": 0})
    report, sentences = said(capsys, "import-eois", str(sheet), *place, code=1)
    assert sentences == [
        f"{sheet.name} can't be read. Nothing is filled in on this sheet “About you”. "
        "That is fine: it is optional."
    ]
