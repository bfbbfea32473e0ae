"""Answers about people in an import: apart from the EOIs, in its transaction, shown to nobody."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import openpyxl
import pytest

from commissioning_app.documents.form_pdf import form_pdf
from commissioning_app.domain.application_forms.identity import FormKind
from commissioning_app.domain.errors import Cancelled
from commissioning_app.domain.importing import ApartCopy, CannotRead, Workbook
from commissioning_app.domain.monitoring.answers import SubjectKind
from commissioning_app.domain.monitoring.questions import GivenAnswer
from commissioning_app.domain.panels import MemberGroup, PanelMember
from commissioning_app.domain.records import RoundRecords
from commissioning_app.domain.together import MonitoringPlan
from commissioning_app.services.about_you_import import NOT_ASKED, TAKEN_BACK, standing
from commissioning_app.services.import_report import ImportReport
from commissioning_app.services.importing import import_eois, preview_import
from commissioning_app.services.ports.monitoring import store_of
from commissioning_app.spreadsheets.form_xlsx import form_xlsx
from commissioning_app.spreadsheets.reader import SpreadsheetReader
from tests.factories import Office, make_office, store
from tests.forms import a_form, a_form_round, filled_in
from tests.integration.forms.about_you import Said, a_sheet, fill_sheet_pdf, fill_sheet_xlsx, said_by
from tests.integration.forms.filling import fill_xlsx

HERE = UUID(int=7)
READER = SpreadsheetReader()
BANGLADESHI = Said("", "", {"ethnicity": (3,)}, {"religion": "our own words 😀"})


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = make_office(str(tmp_path / "w.db"))
    store(office.officer, a_form_round(id=HERE))
    return office


def bring(office: Office, *paths: Path, **options: Any) -> ImportReport:
    source = paths[0] if len(paths) == 1 else list(paths)
    return import_eois(office.officer, round_code="R1", source=source, spreadsheets=READER, **options)


def both(tmp_path: Path, seed: int, said: Said, name: str = "") -> Path:
    """A workbook with the form and its sheet filled in."""
    form = a_form(a_form_round(id=HERE))
    template = form_xlsx(replace(form, has_sheet_apart=True), apart=a_sheet(FormKind.XLSX, form))
    path = fill_sheet_xlsx(template, said, tmp_path / f"{name or seed}.xlsx")
    return fill_xlsx(path.read_bytes(), filled_in(seed), path)


def alone(tmp_path: Path, said: Said, *, round_id: UUID = HERE, code: str = "R1") -> Path:
    sheet = a_sheet(FormKind.PDF, a_form(a_form_round(id=round_id, code=code)))
    return fill_sheet_pdf(form_pdf(sheet), said, tmp_path / f"{len(list(tmp_path.iterdir()))}-about-you.pdf")


def kept(office: Office) -> dict[str, tuple[GivenAnswer, ...]]:
    """What is kept of people, by the name of the organisation."""
    found = {}
    with office.officer.reading() as uow:
        names = dict(uow.organisations.columns("id", "name"))
        for eoi in uow.eois.where():
            rows = store_of(uow).of_subject(SubjectKind.EOI, eoi.id)
            given = [GivenAnswer(one.question, one.answer, one.own_words) for one in rows]
            if given:
                found[names[eoi.organisation_id]] = tuple(sorted(given, key=str))
    return found


def everything_written(office: Office) -> str:
    """All of the trail, and all of the EOIs, as text."""
    with office.officer.reading() as uow:
        personal = uow.trail.personal()
        trail = [(e.action, e.before, e.after, personal[e.id].body) for e in uow.trail.entries()]
        eois = [(e.answers, e.source, e.digest, e.title, e.summary) for e in uow.eois.where()]
    return json.dumps([trail, eois], default=str, ensure_ascii=False)


def in_order(said: Said) -> tuple[GivenAnswer, ...]:
    return tuple(sorted(said.expected, key=str))


def test_a_workbook_brings_its_sheet_apart_from_its_eoi(office: Office, tmp_path: Path) -> None:
    report = bring(office, both(tmp_path, 1, BANGLADESHI))
    assert (report.imported, report.about_you, report.remarks) == (1, 1, ())
    assert kept(office) == {filled_in(1).values["organisation"]: in_order(BANGLADESHI)}
    written = everything_written(office)
    assert "our own words" not in written and "angladeshi" not in written
    assert "our own words" not in json.dumps(report.as_json(), ensure_ascii=False)
    assert "angladeshi" not in repr(report)
    with office.officer.reading() as uow:
        given = [one for one in uow.trail.entries() if one.action.startswith("monitoring")]
    assert [(one.action, one.subject_kind, one.before, one.after) for one in given] == [
        ("monitoring answers given", "round", None, {"organisations": 1})
    ]
    again = bring(office, tmp_path / "1.xlsx")
    assert (again.unchanged, again.about_you, again.about_you_unchanged) == (1, 0, 1)


def test_sheets_by_themselves_find_their_eois(office: Office, tmp_path: Path) -> None:
    bring(office, both(tmp_path, 1, said_by(1)), both(tmp_path, 2, Said("", "", {}, {})))
    before = kept(office)
    name = filled_in(2).values["organisation"]
    report = bring(office, alone(tmp_path, replace(BANGLADESHI, organisation=f"  {name.upper()} ")))
    assert (report.rows, report.about_you, report.remarks) == (0, 1, ())
    assert kept(office) == {**before, name: in_order(BANGLADESHI)}


def test_a_form_and_its_sheet_in_one_go(office: Office, tmp_path: Path) -> None:
    form = both(tmp_path, 1, Said("", "", {}, {}))
    other = both(tmp_path, 2, said_by(2))
    name = filled_in(1).values["organisation"]
    report = bring(office, alone(tmp_path, replace(BANGLADESHI, organisation=name)), form, other)
    assert (report.rows, report.imported, report.about_you) == (2, 2, 2)
    assert kept(office)[name] == in_order(BANGLADESHI)


@pytest.mark.parametrize("dry_run", [True, False])
def test_a_dry_run_or_a_stop_keeps_nothing(office: Office, tmp_path: Path, dry_run: bool) -> None:
    path = both(tmp_path, 1, BANGLADESHI)

    def stop(_done: int, _total: int = 0, message: str = "") -> None:
        if message == "Saving":
            raise Cancelled("Stopped.")

    if dry_run:
        assert bring(office, path, dry_run=True).about_you == 1
    else:
        with pytest.raises(Cancelled):
            bring(office, path, progress=stop)
    assert kept(office) == {}
    assert "monitoring" not in everything_written(office)


def test_what_cannot_be_put_with_an_eoi_is_refused_with_a_sentence(office: Office, tmp_path: Path) -> None:
    stranger = alone(tmp_path, replace(BANGLADESHI, organisation="Nobody Here"))
    with pytest.raises(CannotRead) as refused:
        bring(office, stranger)
    assert str(refused.value) == (
        f"{stranger.name}: “Nobody Here” has no EOI in this round. Import the EOI first, then this sheet."
    )
    nameless = alone(tmp_path, BANGLADESHI)
    with pytest.raises(CannotRead, match="It does not say whose it is"):
        bring(office, nameless)
    elsewhere = alone(tmp_path, replace(BANGLADESHI, organisation="X"), round_id=UUID(int=8), code="OTHER")
    with pytest.raises(CannotRead, match="of the round OTHER"):
        bring(office, elsewhere)


def test_a_crafted_sheet_says_little_and_brings_no_signs_that_nobody_sees(
    office: Office, tmp_path: Path
) -> None:
    bring(office, both(tmp_path, 1, Said("", "", {}, {})))
    copy = ApartCopy(
        "crafted.about-you.json", FormKind.HTML, None,
        {"religion": "Jedi\x00\u202e\n  knight", **{f"x{n}": "y" for n in range(500)}},
        organisation=filled_in(1).values["organisation"],
    )  # fmt: skip
    book = Workbook("crafted", (), "", apart=(copy,))
    report = import_eois(office.officer, round_code="R1", source=book, spreadsheets=READER)
    assert report.remarks == (
        "crafted.about-you.json: An answer was left out: it belongs to a question that is not asked.",
    )
    assert list(kept(office).values()) == [(GivenAnswer("religion", "", "Jedi knight"),)]


def test_of_two_eois_the_title_says_which(office: Office, tmp_path: Path) -> None:
    paths = []
    for seed, title in ((1, "Walks"), (2, "Songs")):
        path = both(tmp_path, seed, Said("", "", {}, {}), title)
        book = openpyxl.load_workbook(path)
        for row in book["Application form"].iter_rows(min_col=1, max_col=3):
            values = {"organisation": "Circle", "title": title, "org_id": "", "charity_number": ""}
            if row[0].value in values:
                row[2].value = values[row[0].value]
        book.save(path)
        paths.append(path)
    bring(office, *paths)
    said = replace(BANGLADESHI, organisation="Circle")
    with pytest.raises(CannotRead, match="“Circle” has 2 EOIs in this round"):
        bring(office, alone(tmp_path, said))
    assert bring(office, alone(tmp_path, replace(said, title="songs"))).about_you == 1
    with office.officer.reading() as uow:
        eoi = uow.eois.find(title="Songs")
        assert eoi is not None
        assert len(store_of(uow).of_subject(SubjectKind.EOI, eoi.id)) == 2


def test_a_bad_sheet_stops_no_eoi(office: Office, tmp_path: Path) -> None:
    both_ways = {"ethnicity": (3, 20), "sex": (1,)}
    report = bring(office, both(tmp_path, 1, Said("", "", both_ways, {})))
    assert report.imported == 1
    assert report.remarks == (
        "1.xlsx: The answer was left out: “Ethnic group” has “prefer not to say” beside another answer. "
        "Choose one of the two.",
    )
    assert [one.code for one in next(iter(kept(office).values()))] == ["female"]


def test_answers_that_were_taken_back_stay_away(office: Office, tmp_path: Path) -> None:
    path = both(tmp_path, 1, BANGLADESHI)
    bring(office, path)
    with office.officer.unit_of_work() as uow:
        (eoi,) = uow.eois.where()
        store_of(uow).withdraw(SubjectKind.EOI, eoi.id, office.clock.now())
        uow.commit()
    report = bring(office, path)
    assert (report.about_you, report.remarks) == (0, (f"1.xlsx: {TAKEN_BACK}",))
    assert "angladeshi" not in str(kept(office))


def test_what_stands_is_not_replaced(office: Office, tmp_path: Path) -> None:
    path = both(tmp_path, 1, BANGLADESHI)
    bring(office, path)
    before = kept(office)
    report = bring(office, both(tmp_path, 1, Said("", "", {"ethnicity": (4,)}, {}), "other"))
    assert (report.about_you, report.remarks) == (0, (standing(1),))
    assert kept(office) == before


def test_an_import_tells_nobody_whether_they_guessed_right(office: Office, tmp_path: Path) -> None:
    """A dry run leaves no trace, so what it says must be the same for every guess."""
    bring(office, both(tmp_path, 1, BANGLADESHI))
    (name,) = kept(office)
    guesses = [replace(BANGLADESHI, organisation=name, ticked={"ethnicity": (place,)}) for place in (2, 3, 4)]
    paths = [alone(tmp_path, guess) for guess in guesses]
    told = {
        json.dumps({**bring(office, path, dry_run=dry).as_json(), "file": "", "dry_run": ""})
        for path in paths
        for dry in (True, False)
    }
    assert len(told) == 1
    assert standing(1) in told.pop()


def test_of_two_sheets_of_one_eoi_the_one_with_the_form_is_taken(office: Office, tmp_path: Path) -> None:
    form = both(tmp_path, 1, BANGLADESHI)
    other = replace(BANGLADESHI, organisation=filled_in(1).values["organisation"], ticked={"sex": (1,)})
    sheet = alone(tmp_path, other)
    report = bring(office, sheet, form)
    assert (report.about_you, report.remarks) == (
        1,
        (f"{sheet.name}: It says something of the same organisation's people as 1.xlsx, which was taken.",),
    )  # fmt: skip
    assert list(kept(office).values()) == [in_order(BANGLADESHI)]


def test_who_has_a_vote_brings_eois_and_nothing_about_people(office: Office, tmp_path: Path) -> None:
    person_id = office.officer.actor.person_id
    store(office.officer, PanelMember(UUID(int=9), HERE, person_id, MemberGroup.COMMISSIONER))
    report = bring(office, both(tmp_path, 1, BANGLADESHI))
    assert (report.imported, report.about_you) == (1, 0)
    (remark,) = report.remarks
    assert remark.startswith("What organisations say of their people was left out. Olu Officer has a vote")
    assert kept(office) == {}


def test_a_round_that_does_not_ask_takes_none(office: Office, tmp_path: Path) -> None:
    with office.officer.unit_of_work() as uow:
        round_ = uow.rounds.get(HERE)
        round_.records = RoundRecords(monitoring=MonitoringPlan(asked_of_organisations=False))
        uow.commit()
    report = bring(office, both(tmp_path, 1, BANGLADESHI))
    assert (report.imported, report.about_you, report.remarks) == (1, 0, (NOT_ASKED,))
    assert kept(office) == {}


TABLE = """Group,Ask,Ethnic background,Disabled?
Circle,500,Bangladeshi; Pakistany,Y
Square,600,Asian,
Arch,700,B'deshi / Sylheti,no
Ring,800,,n/a
"""
CHOSEN = {
    "Group": "organisation",
    "Ask": "amount_requested",
    "Ethnic background": "monitoring:ethnicity",
    "Disabled?": "monitoring:disability",
}


def a_table(tmp_path: Path) -> Path:
    path = tmp_path / "table.csv"
    path.write_text(TABLE)
    return path


def test_labels_are_shown_once_and_of_no_row(office: Office, tmp_path: Path) -> None:
    workbook = READER.read(a_table(tmp_path))
    seen = preview_import(
        office.officer, round_code="R1", workbook=workbook, spreadsheets=READER, chosen=CHOSEN
    )
    assert [(one.question, one.label, one.code, one.sureness.value) for one in seen.labels] == [
        ("ethnicity", "Asian", "", "broad"),
        ("ethnicity", "B'deshi / Sylheti", "", "unknown"),
        ("ethnicity", "Bangladeshi", "bangladeshi", "certain"),
        ("ethnicity", "Pakistany", "pakistani", "likely"),
        ("disability", "no", "not_disabled", "certain"),
        ("disability", "Y", "disabled", "certain"),
    ]
    assert seen.imported is not None
    assert not any(field.startswith("monitoring:") for field in seen.imported.values)
    assert not any("desh" in one.value for one in seen.imported.interpretations)


def test_what_was_chosen_is_taken_and_what_nobody_looked_at_stays_in_its_words(
    office: Office, tmp_path: Path
) -> None:
    labels = {("ethnicity", "B'deshi / Sylheti"): "bangladeshi", ("ethnicity", "Asian"): ""}
    report = bring(office, a_table(tmp_path), chosen=CHOSEN, labels=labels)
    assert (report.imported, report.about_you) == (4, 3)
    assert report.mapping["Ethnic background"] == "monitoring:ethnicity"
    assert kept(office) == {
        "Circle": (
            GivenAnswer("disability", "disabled"),
            GivenAnswer("ethnicity", "", "Pakistany"),
            GivenAnswer("ethnicity", "bangladeshi"),
        ),
        "Square": (GivenAnswer("ethnicity", "", "Asian"),),
        "Arch": (
            GivenAnswer("disability", "not_disabled"),
            GivenAnswer("ethnicity", "bangladeshi", "B'deshi / Sylheti"),
        ),
    }
    written = everything_written(office)
    assert "Pakistany" not in written and "Sylheti" not in written
    again = bring(office, a_table(tmp_path), labels=labels)
    assert (again.unchanged, again.about_you, again.about_you_unchanged) == (4, 0, 3)


def test_a_row_that_contradicts_itself_leaves_its_answer_out_and_stops_nothing(
    office: Office, tmp_path: Path
) -> None:
    path = tmp_path / "t.csv"
    path.write_text(
        "Group,Ask,Ethnic background,Disabled?\n"
        "Circle,500,Indian; prefer not to say,yes\n"
        f"Square,600,{'; '.join(f'words {n} ' + 'x' * 90 for n in range(3))},no\n"
    )
    report = bring(office, path, chosen=CHOSEN)
    assert (report.imported, report.about_you) == (2, 2)
    assert report.remarks == (
        "Row 2: The answer was left out: “Ethnic group” has “prefer not to say” beside another answer. "
        "Choose one of the two.",
        "Row 3: The answer was left out: Own words have room for 200 letters.",
    )
    assert {name: [one.code for one in given] for name, given in kept(office).items()} == {
        "Circle": ["disabled"], "Square": ["not_disabled"],
    }  # fmt: skip


def test_a_question_that_is_not_asked_is_refused(office: Office, tmp_path: Path) -> None:
    chosen = {**CHOSEN, "Disabled?": "monitoring:shoe size"}
    with pytest.raises(CannotRead, match=r"There is no field “monitoring:shoe size”\. About people"):
        bring(office, a_table(tmp_path), chosen=chosen)
