"""Which organisation and which EOI a row is: by the surest sign, never by a guess."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from commissioning_app.domain.rounds import RoundState
from commissioning_app.services.import_organisations import OrganisationBook, number_key, org_id_key
from tests.factories import Office, a_round, make_office, store
from tests.unit.services.importing_making import HEADERS, bring_in, counts, eois, organisations

IDS = (*HEADERS, "Org-id", "Charity number")
PLACES = (*HEADERS, "Postcode", "Yearly income")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = make_office(str(tmp_path / "w.db"))
    store(office.officer, a_round(state=RoundState.OPEN))
    return office


def last_entry(office: Office) -> Any:
    with office.officer.reading() as uow:
        return list(uow.trail.entries())[-1]


def test_signs_that_tell_nobody_apart_do_not_count() -> None:
    numbers = ("1069969", "SC015855", "0012345", "1 069 969", "N/A", "1", "", "pending")
    assert [number_key(text) for text in numbers] == [
        "1069969", "SC015855", "12345", "1069969", "", "", "", "",
    ]  # fmt: skip
    assert [org_id_key(t) for t in ("GB-CHC-1", "none", "N-A", "360G-X-ORG:Y", "")] == [
        "GB-CHC-1", "", "", "360G-X-ORG:Y", "",
    ]  # fmt: skip


def test_org_id_then_number_then_exact_name() -> None:
    book = OrganisationBook([])
    circle = book.find_or_add("Circle", "GB-CHC-1111111", "1111111", "00712444")
    assert book.find_or_add("Another name", "GB-CHC-1111111") is circle
    assert book.find_or_add("Another name", "", "1111111") is circle
    assert book.find_or_add("Another name", "", "", "712444") is circle
    assert book.find_or_add("Circle") is circle
    assert book.find_or_add("circle") is not circle
    assert book.find_or_add("Circle", "GB-CHC-2222222", "1111111") is not circle
    assert book.find_or_add("Circle", "", "3333333") is not circle


def test_a_number_that_was_missing_is_added_and_found_by() -> None:
    book = OrganisationBook([])
    circle = book.find_or_add("Circle")
    assert book.find_or_add("Circle", "", "1111111") is circle
    assert book.find_or_add("Round", "GB-CHC-1111111", "1111111") is circle
    assert (circle.name, circle.org_id, circle.charity_number) == ("Circle", "GB-CHC-1111111", "1111111")


def test_organisations_are_counted_after_matching(office: Office) -> None:
    rows = [
        ("1", "Circle", 1.0, "GB-CHC-1111111", 1111111.0),
        ("2", "The Circle", 1.0, "GB-CHC-1111111", ""),
        ("3", "Circle", 1.0, "", ""),
        ("4", "Circle Ltd", 1.0, "", "1111111"),
        ("5", "Circle", 1.0, "GB-SC-SC015855", "SC015855"),
    ]
    report = bring_in(office.officer, rows, IDS)
    assert (counts(report), report.organisations) == ((5, 0, 0, 0), 2)
    assert organisations(office.officer) == [
        ("Circle", "GB-CHC-1111111", "1111111"),
        ("Circle", "GB-SC-SC015855", "SC015855"),
    ]
    assert [(n.row, n.value, n.became) for n in report.interpretations] == [
        (3, "The Circle", "Circle"),
        (5, "Circle Ltd", "Circle"),
    ]
    assert [(pair.first_name, pair.second_name, pair.why) for pair in report.likely_duplicates] == [
        ("Circle", "Circle", "the same name")
    ]
    assert counts(bring_in(office.officer, rows, IDS)) == (0, 0, 5, 0)


def test_likely_duplicates_are_listed_with_those_already_there_and_never_merged(office: Office) -> None:
    bring_in(office.officer, [("1", "Sunrise Community Café", 1.0, "ZZ1 1AA", "")], PLACES)
    report = bring_in(office.officer, [("2", "Sunrise Community Cafe CIC", 1.0, "zz11aa", "")], PLACES)
    assert [(p.first_name, p.second_name, p.why) for p in report.likely_duplicates] == [
        ("Sunrise Community Café", "Sunrise Community Cafe CIC", "the same postcode and nearly the same name")
    ]
    assert report.organisations == 1
    assert len(organisations(office.officer)) == 2


def test_details_that_contradict_what_is_there_are_kept_and_told(office: Office) -> None:
    rows = [("1", "Circle", 1.0, "ZZ1 1AA", 50_000.0), ("2", "Circle", 1.0, "ZZ2 2BB", "")]
    report = bring_in(office.officer, rows, PLACES)
    assert [(n.row, n.column, n.value, n.became) for n in report.interpretations] == [
        (3, "Postcode", "ZZ2 2BB", "ZZ1 1AA")
    ]
    with office.officer.reading() as uow:
        assert uow.organisations.columns("postcode", "yearly_income_pence") == [("ZZ1 1AA", 5_000_000)]
    assert counts(bring_in(office.officer, rows, PLACES)) == (0, 0, 2, 0)


def test_a_corrected_row_corrects_its_organisation_with_trace(office: Office) -> None:
    bring_in(office.officer, [("1", "Circle", 1.0, "ZZ1 1AA", "")], PLACES)
    report = bring_in(office.officer, [("1", "Circle", 1.0, "ZZ2 2BB", 60_000.0)], PLACES)
    assert counts(report) == (0, 1, 0, 0)
    entry = last_entry(office)
    assert list(entry.before["organisations"].values()) == [
        {"postcode": "ZZ1 1AA", "yearly_income_pence": None}
    ]
    assert list(entry.after["organisations"].values()) == [
        {"postcode": "ZZ2 2BB", "yearly_income_pence": 6_000_000}
    ]
    assert counts(bring_in(office.officer, [("1", "Circle", 1.0, "ZZ2 2BB", 60_000.0)], PLACES)) == (
        0,
        0,
        1,
        0,
    )


def test_an_eoi_is_found_by_org_id_when_its_reference_is_not_known(office: Office) -> None:
    bring_in(office.officer, [("A1", "Circle", 5.0, "GB-CHC-1111111", "")], IDS)
    rows = [("B9", "Circle", 6.0, "GB-CHC-1111111", "")]
    report = bring_in(office.officer, rows, IDS)
    assert counts(report) == (0, 1, 0, 0)
    assert {r: e.requested_pence for r, e in eois(office.officer).items()} == {"A1": 600}
    assert [(n.row, n.value, n.became) for n in report.interpretations] == [(2, "B9", "A1")]
    assert counts(bring_in(office.officer, rows, IDS)) == (0, 0, 1, 0)


def test_an_organisation_with_several_eois_is_not_guessed_at(office: Office) -> None:
    both = [("A1", "Circle", 5.0, "GB-CHC-1111111", ""), ("A2", "Circle", 5.0, "GB-CHC-1111111", "")]
    bring_in(office.officer, both, IDS)
    report = bring_in(office.officer, [("B9", "Circle", 6.0, "GB-CHC-1111111", "")], IDS)
    assert (counts(report), set(eois(office.officer))) == ((1, 0, 0, 0), {"A1", "A2", "B9"})


def test_rows_of_one_file_never_match_each_other(office: Office) -> None:
    bring_in(office.officer, [("A1", "Circle", 5.0, "GB-CHC-1111111", "")], IDS)
    rows = [("B1", "Circle", 6.0, "GB-CHC-1111111", ""), ("B2", "Circle", 7.0, "GB-CHC-1111111", "")]
    assert counts(bring_in(office.officer, rows, IDS)) == (1, 1, 0, 0)
    assert {r: e.requested_pence for r, e in eois(office.officer).items()} == {"A1": 600, "B2": 700}
    assert counts(bring_in(office.officer, rows, IDS)) == (0, 0, 2, 0)


def test_a_reference_that_is_somebody_elses_is_refused(office: Office) -> None:
    bring_in(office.officer, [("1", "Sunrise Café", 5.0)])
    report = bring_in(office.officer, [("1", "Boxing Club of the North", 6.0), ("2", "Oval", 7.0)])
    assert (counts(report), report.requested_pence, report.organisations) == ((1, 0, 0, 1), 700, 1)
    assert [(p.row, p.problem) for p in report.problems] == [
        (2, "The reference 1 is Sunrise Café's in this round. Give this row another reference.")
    ]
    assert [name for name, _, _ in organisations(office.officer)] == ["Oval", "Sunrise Café"]


def test_a_mended_name_under_the_same_reference_is_an_update(office: Office) -> None:
    bring_in(office.officer, [("1", "Sunrise Cafe", 5.0)])
    assert counts(bring_in(office.officer, [("1", "Sunrise Café CIC", 5.0)])) == (0, 1, 0, 0)
    with office.officer.reading() as uow:
        assert uow.organisations.get(eois(office.officer)["1"].organisation_id).name == "Sunrise Café CIC"


def test_made_references_are_found_again_and_never_somebody_elses(office: Office) -> None:
    headers = HEADERS[1:]
    first, second = [("Circle", 5.0), ("Square", 6.0)], [("Oval", 7.0), ("Square", 8.0)]
    assert counts(bring_in(office.officer, first, headers)) == (2, 0, 0, 0)
    assert counts(bring_in(office.officer, second, headers)) == (1, 1, 0, 0)
    assert {r: e.requested_pence for r, e in eois(office.officer).items()} == {
        "ROW-2": 500, "ROW-2-2": 700, "ROW-3": 800,
    }  # fmt: skip
    assert counts(bring_in(office.officer, second, headers)) == (0, 0, 2, 0)
    assert counts(bring_in(office.officer, first[:1], headers)) == (0, 0, 1, 0)
