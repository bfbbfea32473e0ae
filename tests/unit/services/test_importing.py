"""Importing EOIs: taken once, matched again, updated with trace, refused in sentences."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from commissioning_app.domain.eois import EoiState, FundingKind, Publication
from commissioning_app.domain.errors import BadValue, Cancelled, NotAllowed, NotFound, StepRefused
from commissioning_app.domain.importing import CannotRead, Problem
from commissioning_app.domain.rounds import RoundState
from commissioning_app.services.import_report import ImportRefused
from commissioning_app.services.importing import chosen_columns, import_eois, open_workbook, preview_import
from commissioning_app.services.workspace import verify_trail
from commissioning_app.spreadsheets.reader import SpreadsheetReader
from tests.factories import Office, a_question, a_round, an_eoi, an_organisation, make_office, store
from tests.unit.services.importing_making import HEADERS, a_workbook, bring_in, counts, eois, organisations

ROWS = [("A1", "Circle", 8400.0), ("A2", "Square", 500.5)]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = make_office(str(tmp_path / "w.db"))
    store(office.officer, a_round(state=RoundState.OPEN))
    return office


def entries(office: Office) -> list[Any]:
    with office.officer.reading() as uow:
        return list(uow.trail.entries())


def test_every_field_reaches_its_place(office: Office) -> None:
    headers = [
        "reference", "organisation", "org_id", "charity_number", "company_number", "postcode", "address",
        "contact_name", "contact_email", "contact_phone", "yearly_income", "title", "summary",
        "amount_requested", "minimum_amount", "partners", "host_organisation", "host_charity_number",
        "received_at", "publication", "funding_kind", "start_date", "end_date", "duration_months", "area",
        "answer:need", "answer:money",
    ]  # fmt: skip
    row = [
        "A1", "Circle", "GB-CHC-1069969", 1069969.0, "00712444", "ZZ1 1AA", "1 High Street", "Bo",
        "bo@example.org", "020 7946 0000", 90000.0, "Walks", "We walk.", 8400.0, 4000.0, "Square", "Big Host",
        "1015648", datetime(2026, 8, 31, 23, 30), "without location", "core", date(2026, 12, 1),
        date(2027, 5, 31), 6.0, "North", "Walks", "",
    ]  # fmt: skip
    report = bring_in(office.officer, [row], headers)
    assert (counts(report), report.requested_pence, report.organisations) == ((1, 0, 0, 0), 840_000, 1)
    eoi = eois(office.officer)["A1"]
    with office.officer.reading() as uow:
        organisation = uow.organisations.get(eoi.organisation_id)
        host = uow.organisations.get(eoi.host_organisation_id)
        contact = uow.contacts.get(eoi.id)
    assert (
        eoi.requested_pence, eoi.minimum_pence, eoi.title, eoi.summary, eoi.partners, eoi.area,
        eoi.duration_months, eoi.received_at, eoi.publication, eoi.funding_kind, eoi.start_date, eoi.end_date,
        eoi.answers, eoi.state, eoi.source,
    ) == (
        840_000, 400_000, "Walks", "We walk.", "Square", "North", 6,
        datetime(2026, 8, 31, 22, 30, tzinfo=UTC), Publication.NO_LOCATION, FundingKind.CORE,
        date(2026, 12, 1), date(2027, 5, 31), {"need": "Walks"}, EoiState.RECEIVED, "eois.xlsx",
    )  # fmt: skip
    numbers = (organisation.org_id, organisation.charity_number, organisation.company_number)
    assert (organisation.name, *numbers) == ("Circle", "GB-CHC-1069969", "1069969", "00712444")
    assert (organisation.postcode, organisation.address, organisation.yearly_income_pence) == (
        "ZZ1 1AA", "1 High Street", 9_000_000,
    )  # fmt: skip
    assert (host.name, host.charity_number, host.org_id) == ("Big Host", "1015648", "")
    assert (contact.name, contact.email, contact.phone) == ("Bo", "bo@example.org", "020 7946 0000")


def test_the_same_file_again_changes_nothing(office: Office) -> None:
    assert counts(bring_in(office.officer, ROWS)) == (2, 0, 0, 0)
    before = (entries(office)[-1].id, {r: e.version for r, e in eois(office.officer).items()})
    report = bring_in(office.officer, ROWS)
    assert (counts(report), report.requested_pence, report.organisations) == ((0, 0, 2, 0), 890_050, 2)
    assert (entries(office)[-1].id, {r: e.version for r, e in eois(office.officer).items()}) == before


def test_one_entry_in_the_trail_tells_the_whole_import(office: Office) -> None:
    bring_in(office.officer, ROWS)
    entry = entries(office)[-1]
    assert (entry.action, entry.subject_kind, entry.actor_id) == (
        "EOIs imported", "round", office.officer.actor.person_id,
    )  # fmt: skip
    assert entry.after["file"] == {"name": "eois.xlsx", "sha256": "0" * 64, "sheet": "EOIs"}
    assert entry.after["digests"] == {r: e.digest for r, e in eois(office.officer).items()}
    assert {key: entry.after[key] for key in ("rows", "imported", "updated", "unchanged", "rejected")} == {
        "rows": 2, "imported": 2, "updated": 0, "unchanged": 0, "rejected": 0,
    }  # fmt: skip
    assert len(entry.after["organisations_added"]) == 2
    assert verify_trail(office.officer).ok


def test_a_changed_row_updates_its_eoi_and_the_trail_keeps_both(office: Office) -> None:
    bring_in(office.officer, ROWS)
    report = bring_in(office.officer, [("A1", "Circle", 9000.0), ROWS[1]])
    assert counts(report) == (0, 1, 1, 0)
    assert eois(office.officer)["A1"].requested_pence == 900_000
    entry = entries(office)[-1]
    assert entry.before["eois"] == {"A1": {"requested_pence": 840_000}}
    assert entry.after["eois"] == {"A1": {"requested_pence": 900_000}}
    assert list(entry.after["digests"]) == ["A1"]
    assert counts(bring_in(office.officer, [("A1", "Circle", 9000.0), ROWS[1]])) == (0, 0, 2, 0)


def test_columns_that_a_file_lacks_are_left_as_they_are(office: Office) -> None:
    bring_in(office.officer, [("A1", "Circle", 5.0, "Walks")], (*HEADERS, "Title"))
    assert counts(bring_in(office.officer, [("A1", "Circle", 5.0)])) == (0, 0, 1, 0)
    assert eois(office.officer)["A1"].title == "Walks"
    assert counts(bring_in(office.officer, [("A1", "Circle", 5.0, "")], (*HEADERS, "Title"))) == (0, 1, 0, 0)
    assert eois(office.officer)["A1"].title == ""


def test_answers_of_other_columns_stay(office: Office) -> None:
    bring_in(office.officer, [("A1", "C", 5.0, "Walks", "Shoes")], (*HEADERS, "answer:need", "answer:money"))
    bring_in(office.officer, [("A1", "C", 5.0, "Talks")], (*HEADERS, "answer:need"))
    assert eois(office.officer)["A1"].answers == {"need": "Talks", "money": "Shoes"}


def test_a_questions_own_text_is_a_header(office: Office) -> None:
    report = bring_in(office.officer, [("A1", "C", 5.0, "Walks")], (*HEADERS, a_question().text))
    assert report.mapping[a_question().text] == "answer:need"
    assert eois(office.officer)["A1"].answers == {"need": "Walks"}


def test_an_officers_own_change_outlives_the_same_file(office: Office) -> None:
    bring_in(office.officer, ROWS)
    with office.officer.unit_of_work() as uow:
        uow.eois.where(reference="A1")[0].title = "Mended by hand"
        uow.commit()
    assert counts(bring_in(office.officer, ROWS)) == (0, 0, 2, 0)
    assert eois(office.officer)["A1"].title == "Mended by hand"


def test_bad_rows_are_named_and_the_good_ones_come_in(office: Office) -> None:
    report = bring_in(office.officer, [*ROWS, ("A3", "", 5.0), ("A4", "Oval", "lots")])
    assert (counts(report), report.requested_pence) == ((2, 0, 0, 2), 890_050)
    assert report.problems == (
        Problem("EOIs", 4, "Organisation", "", "The organisation's name is missing. Type it in this cell."),
        Problem(
            "EOIs", 5, "Amount requested", "lots",
            "This is not an amount of money. Type the amount in pounds, like 12500 or £12,500.",
        ),
    )  # fmt: skip
    assert set(eois(office.officer)) == {"A1", "A2"}
    assert [name for name, _, _ in organisations(office.officer)] == ["Circle", "Square"]


def test_strict_takes_all_or_nothing(office: Office) -> None:
    with pytest.raises(ImportRefused) as refusal:
        bring_in(office.officer, [*ROWS, ("A3", "", 5.0)], strict=True)
    report = refusal.value.report
    assert str(refusal.value) == (
        "1 of 3 rows have problems, so nothing was imported. Mend them, or import the good rows only."
    )
    assert (counts(report), report.requested_pence, len(report.problems)) == ((0, 0, 0, 3), 0, 1)
    assert (eois(office.officer), organisations(office.officer)) == ({}, [])
    assert counts(bring_in(office.officer, ROWS, strict=True)) == (2, 0, 0, 0)


def test_a_dry_run_tells_the_same_and_keeps_nothing(office: Office) -> None:
    before = len(entries(office))
    dry = bring_in(office.officer, ROWS, dry_run=True, chosen={"Organisation": "organisation"})
    assert (counts(dry), dry.is_dry_run) == ((2, 0, 0, 0), True)
    assert (eois(office.officer), organisations(office.officer), len(entries(office))) == ({}, [], before)
    with office.officer.reading() as uow:
        assert uow.import_mappings.where() == []


def test_cancel_rolls_everything_back(office: Office) -> None:
    seen: list[str] = []

    def cancel_while_saving(done: int, total: int = 0, message: str = "") -> None:
        seen.append(message)
        if message == "Saving":
            raise Cancelled("You cancelled this.")

    with pytest.raises(Cancelled):
        bring_in(office.officer, ROWS, progress=cancel_while_saving)
    assert seen == [
        "Finding the organisations", "Comparing with the EOIs that are there", "Writing the EOIs", "Saving",
    ]  # fmt: skip
    assert (eois(office.officer), organisations(office.officer)) == ({}, [])
    assert verify_trail(office.officer).ok


def test_a_repeated_reference_is_numbered_and_found_again(office: Office) -> None:
    rows = [("R", "Circle", 1.0), ("R", "Square", 2.0), ("R", "Circle", 3.0)]
    report = bring_in(office.officer, rows)
    assert [(n.row, n.value, n.became) for n in report.interpretations] == [(3, "R", "R-2"), (4, "R", "R-3")]
    assert {r: e.requested_pence for r, e in eois(office.officer).items()} == {
        "R": 100,
        "R-2": 200,
        "R-3": 300,
    }
    assert counts(bring_in(office.officer, rows)) == (0, 0, 3, 0)


def test_what_was_chosen_is_remembered_for_this_senders_next_workbook(office: Office) -> None:
    headers = ("Nr", "Who", "How much?")
    with pytest.raises(CannotRead, match="No column was found for the organisation and amount requested"):
        bring_in(office.officer, [("1", "Circle", 5.0)], headers)
    chosen = chosen_columns(["Who=organisation", "How much?=amount_requested", "Nr=reference"])
    assert counts(bring_in(office.officer, [("1", "Circle", 5.0)], headers, chosen=chosen)) == (1, 0, 0, 0)
    report = bring_in(office.officer, [("2", "Square", 6.0)], headers)
    assert (counts(report), report.mapping) == (
        (1, 0, 0, 0),
        {"Nr": "reference", "Who": "organisation", "How much?": "amount_requested"},
    )
    bring_in(office.officer, [("3", "Oval", 7.0)], headers, chosen={"Nr": ""})
    assert "Nr" not in bring_in(office.officer, [("4", "Line", 8.0)], headers).mapping


def test_choices_of_columns_split_at_the_last_sign() -> None:
    assert chosen_columns(["a=b=title", " Ask = amount_requested ", "Notes="]) == {
        "a=b": "title", "Ask": "amount_requested", "Notes": "",
    }  # fmt: skip
    for wrong in ("title", "=title"):
        with pytest.raises(BadValue, match="is not a choice of column"):
            chosen_columns([wrong])


def test_a_preview_changes_nothing_and_says_what_is_missing(office: Office) -> None:
    options: dict[str, Any] = {"round_code": "R1", "spreadsheets": SpreadsheetReader()}
    preview = preview_import(office.officer, workbook=a_workbook(ROWS), **options)
    assert preview.imported is not None
    assert (preview.imported.row_count, preview.missing, preview.table.header_row) == (2, "", 1)
    lacking = preview_import(
        office.officer, workbook=a_workbook(ROWS), chosen={"Organisation": ""}, **options
    )
    assert lacking.imported is None
    assert lacking.missing.startswith("No column was found for the organisation.")
    assert eois(office.officer) == {}


def test_a_file_is_opened_with_progress(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "eois.csv"
    path.write_text("Organisation,Ask\nCircle,5\n", encoding="utf-8")
    seen: set[str] = set()
    workbook = open_workbook(
        office.officer,
        path=path,
        spreadsheets=SpreadsheetReader(),
        progress=lambda done, total=0, message="": seen.add(message),
    )
    assert (workbook.name, workbook.is_text, seen) == ("eois.csv", True, {"Reading eois.csv"})
    report = import_eois(office.officer, round_code="R1", source=path, spreadsheets=SpreadsheetReader())
    assert counts(report) == (1, 0, 0, 0)


def test_only_officers_import_and_only_into_a_round_that_takes_eois(office: Office) -> None:
    for context in (office.approver, office.finance, office.auditor):
        with pytest.raises(NotAllowed):
            bring_in(context, ROWS)
    with pytest.raises(NotFound):
        bring_in(office.officer, ROWS, round_code="NONE")
    store(office.officer, a_round(code="R2", state=RoundState.DECIDED))
    with pytest.raises(StepRefused, match="The round R2 is decided: it takes no EOIs now"):
        bring_in(office.officer, ROWS, round_code="R2")


def test_a_scored_eoi_stays_as_it_was_sent(office: Office) -> None:
    bring_in(office.officer, ROWS)
    with office.officer.unit_of_work() as uow:
        uow.eois.where(reference="A1")[0].state = EoiState.WITHDRAWN
        uow.commit()
    report = bring_in(office.officer, [("A1", "Circle", 9000.0), ROWS[1]])
    assert (counts(report), report.requested_pence) == ((0, 0, 1, 1), 50_050)
    assert [(p.row, p.column, p.value) for p in report.problems] == [(2, "Reference", "A1")]
    assert report.problems[0].problem.endswith("it stays as it was sent.")
    assert eois(office.officer)["A1"].requested_pence == 840_000


def test_a_round_keeps_to_its_own_eois(office: Office) -> None:
    store(office.officer, other := a_round(code="R2"), group := an_organisation("Circle"))
    store(office.officer, an_eoi(other.id, group.id, "A1"))
    assert counts(bring_in(office.officer, ROWS)) == (2, 0, 0, 0)
    with office.officer.reading() as uow:
        assert uow.eois.count(reference="A1") == 2


def test_the_report_has_the_keys_of_the_command_line(office: Office) -> None:
    report = bring_in(office.officer, [*ROWS, ("A3", "", "x")]).as_json()
    assert {
        "rows", "imported", "updated", "unchanged", "rejected", "requested_pence", "organisations",
        "problems", "mapping", "interpretations", "likely_duplicates",
    } <= set(report)  # fmt: skip
    assert set(report["problems"][0]) == {"sheet", "row", "column", "value", "problem"}
    assert report["mapping"] == {
        "Reference": "reference", "Organisation": "organisation", "Amount requested": "amount_requested",
    }  # fmt: skip
