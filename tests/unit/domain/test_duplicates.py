"""Which organisations may be one."""

from __future__ import annotations

from uuid import UUID

from commissioning_app.domain.duplicates import MANY, Known, find_likely_duplicates
from commissioning_app.domain.organisations import key_of_name


def known(number: int, name: str, **rest: str) -> Known:
    return Known(UUID(int=number), name, key_of_name(name), **rest)


def pairs(*every: Known) -> list[tuple[int, int, str]]:
    return [(pair.first_id.int, pair.second_id.int, pair.why) for pair in find_likely_duplicates(every)]


def test_one_register_number_is_likely_one_organisation() -> None:
    assert pairs(
        known(1, "Ash Trust", charity_number="0123456"),
        known(2, "The Ash Trust", charity_number="123456"),
        known(3, "Beech", company_number="00012345"),
        known(4, "Beech Limited", company_number="12345"),
        known(5, "Cedar", org_id="GB-CHC-1"),
        known(6, "Dogwood", org_id="gb-chc-1"),
    ) == [
        (1, 2, "the same charity number"),
        (3, 4, "the same company number"),
        (5, 6, "the same org-id"),
    ]


def test_one_name_is_likely_one_organisation_whatever_its_number() -> None:
    assert pairs(
        known(2, "CAFÉ  Together", org_id="GB-CHC-2"), known(1, "Cafe together", org_id="GB-CHC-1")
    ) == [(1, 2, "the same name")]


def test_one_postcode_counts_with_nearly_one_name() -> None:
    assert pairs(
        known(1, "Riverside Carers", postcode="E1 4NS"),
        known(2, "Riverside Carers Group", postcode="e14ns"),
        known(3, "Chess for All", postcode="E1 4NS"),
        known(4, "Riverside Carers' Group", postcode="E2 1AA"),
    ) == [(1, 2, "the same postcode and nearly the same name")]


def test_a_pair_is_told_once_with_its_strongest_reason() -> None:
    same = {"org_id": "GB-CHC-1", "charity_number": "1", "postcode": "E1 4NS"}
    assert pairs(known(1, "Ash", **same), known(2, "Ash", **same)) == [(1, 2, "the same org-id")]


def test_nothing_known_is_nothing_shared() -> None:
    assert pairs(known(1, "Ash"), known(2, "Beech")) == []


def test_a_value_that_a_crowd_shares_says_nothing() -> None:
    crowd = [known(number, f"Group {number}", company_number="1") for number in range(1, MANY + 2)]
    assert pairs(*crowd) == []
    assert len(pairs(*crowd[:-1])) == MANY * (MANY - 1) // 2
