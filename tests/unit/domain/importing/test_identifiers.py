"""Register numbers stay as they are; zeros that a spreadsheet lost come back only where that is certain."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from commissioning_app.domain.importing.identifiers import read_identifiers
from tests.unit.domain.importing.making import notes, refused, told


def read(field: str, cells: list[Any], **options: Any) -> tuple[list[str], Any]:
    collector = notes()
    return read_identifiers(cells, field, "Number", collector, **options), collector


def test_charity_numbers_and_org_ids_stay_as_they_are() -> None:
    numbers, collector = read("charity_number", [514479.0, 1069969, "SC015855", "11-3372980", "N/A", ""])
    assert numbers == ["514479", "1069969", "SC015855", "11-3372980", "N/A", ""]
    assert (told(collector), refused(collector)) == ([], [])
    ids, collector = read("org_id", ["GB-CHC-1069969", "360G-ALWF-ORG:Royal_Birmingham"])
    assert ids == ["GB-CHC-1069969", "360G-ALWF-ORG:Royal_Birmingham"]
    assert told(collector) == []


def test_zeros_of_a_charity_number_come_back_where_the_org_id_has_them() -> None:
    numbers, collector = read(
        "charity_number", [12345.0, 12345.0], org_ids=["GB-CHC-0012345", "GB-CHC-9912345"]
    )
    assert numbers == ["0012345", "12345"]
    assert told(collector) == [(2, "12345", "0012345"), (3, "12345", "12345")]


def test_a_charity_number_that_looks_too_short_is_kept_and_listed() -> None:
    numbers, collector = read("charity_number", ["12345"])
    assert (numbers, told(collector)) == (["12345"], [(2, "12345", "12345")])
    assert "check whether zeros" in collector.interpretations[0].why


def test_a_company_number_gets_its_eight_characters_back() -> None:
    numbers, collector = read("company_number", [712444.0, "712444", "00712444", "RC000438", "", 0])
    assert numbers == ["00712444", "00712444", "00712444", "RC000438", "", "0"]
    assert told(collector) == [(2, "712444", "00712444"), (3, "712444", "00712444")]


def test_a_phone_number_gets_its_zero_back_only_when_it_was_a_number() -> None:
    phones, collector = read("contact_phone", [2079460000.0, "2079460000", "020 7946 0000", 999])
    assert phones == ["02079460000", "2079460000", "020 7946 0000", "999"]
    assert told(collector) == [(2, "2079460000", "02079460000")]


@pytest.mark.parametrize("number", [1e15, 1.234567890123457e16, 10**18])
def test_a_number_longer_than_a_spreadsheet_keeps_is_refused(number: float) -> None:
    _, collector = read("reference", [number])
    assert collector.problems[0].problem == "A spreadsheet keeps 15 digits at most. Type it as text, in full."


def test_other_cells_as_references_are_listed() -> None:
    references, collector = read("reference", [1.5, date(2026, 1, 2), True])
    assert references == ["1.5", "2026-01-02", "TRUE"]
    assert told(collector) == [(2, "1.5", "1.5"), (3, "2 Jan 2026", "2026-01-02"), (4, "TRUE", "TRUE")]
