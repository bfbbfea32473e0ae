"""Keeping organisations' details, and telling which may be one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from commissioning_app.domain.duplicates import LikelyDuplicate
from commissioning_app.domain.errors import BadValue, NotAllowed, StaleVersion
from commissioning_app.domain.roles import Role
from commissioning_app.services.organisations import (
    NewOrganisation,
    add_organisation,
    edit_organisation,
    likely_duplicates,
)
from tests.desks import Desk, a_desk

ELM = NewOrganisation(
    " Elm Circle ", "GB-CHC-1234567", "1234567", "", "1 Elm Road", "E1 4NS", yearly_income_pence=2_500_000
)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return a_desk(str(tmp_path / "w.db"))


def actions(desk: Desk) -> list[str]:
    with desk.officer.reading() as uow:
        return [entry.action for entry in uow.trail.entries()]


def test_an_organisation_is_written_down_and_changed(desk: Desk) -> None:
    key = add_organisation(desk.officer, organisation=ELM)
    changed = replace(ELM, name="Elm Trees", postcode="E1 4NT")
    assert edit_organisation(desk.officer, organisation_id=key, version=1, details=changed) == 2
    with desk.officer.reading() as uow:
        kept = uow.organisations.get(key)
        last = list(uow.trail.entries())[-1]
    assert (kept.name, kept.name_key, kept.postcode, kept.yearly_income_pence) == (
        "Elm Trees",
        "elm trees",
        "E1 4NT",
        2_500_000,
    )
    assert last.before == {"name": "Elm Circle", "postcode": "E1 4NS", "name_key": "elm circle"}
    assert last.after == {"name": "Elm Trees", "postcode": "E1 4NT", "name_key": "elm trees"}


def test_saving_the_same_writes_nothing_and_the_later_of_two_is_told(desk: Desk) -> None:
    key = add_organisation(desk.officer, organisation=ELM)
    before = actions(desk)
    assert edit_organisation(desk.officer, organisation_id=key, version=1, details=ELM) == 1
    assert actions(desk) == before
    edit_organisation(desk.officer, organisation_id=key, version=1, details=replace(ELM, postcode=""))
    with pytest.raises(StaleVersion) as stale:
        edit_organisation(desk.officer, organisation_id=key, version=1, details=ELM)
    assert (stale.value.theirs["postcode"], stale.value.yours["postcode"]) == ("", "E1 4NS")


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"name": " "}, "name", "organisation's name"),
        ({"org_id": "1234567"}, "org_id", "looks like GB-CHC-1015648"),
        ({"yearly_income_pence": -1}, "yearly_income_pence", "£0 or more"),
        ({"yearly_income_pence": 10**30}, "yearly_income_pence", "Nobody has so large an income"),
    ],
)
def test_what_can_not_be_right_is_refused(
    desk: Desk, changes: dict[str, object], field: str, sentence: str
) -> None:
    with pytest.raises(BadValue, match=sentence) as refused:
        add_organisation(desk.officer, organisation=replace(ELM, **changes))
    assert refused.value.field == field


def test_an_org_id_belongs_to_one(desk: Desk) -> None:
    add_organisation(desk.officer, organisation=ELM)
    with pytest.raises(BadValue, match="Elm Circle has the org-id GB-CHC-1234567 already"):
        add_organisation(desk.officer, organisation=replace(ELM, name="Another"))
    with pytest.raises(BadValue, match="already"):
        edit_organisation(desk.officer, organisation_id=desk.organisations[0].id, version=None, details=ELM)


def test_likely_duplicates_of_all_or_of_one(desk: Desk) -> None:
    first = add_organisation(desk.officer, organisation=ELM)
    second = add_organisation(desk.officer, organisation=replace(ELM, org_id="", name="The Elm"))
    third = add_organisation(desk.officer, organisation=NewOrganisation("circle 1"))
    circle = desk.organisations[0]
    same_name = sorted([(str(circle.id), circle.id, "Circle 1"), (str(third), third, "circle 1")])
    pairs = (
        LikelyDuplicate(*same_name[0][1:], *same_name[1][1:], "the same name"),
        LikelyDuplicate(first, "Elm Circle", second, "The Elm", "the same charity number"),
    )
    assert sorted(likely_duplicates(desk.officer), key=lambda pair: pair.why) == sorted(
        pairs, key=lambda pair: pair.why
    )
    assert likely_duplicates(desk.officer, organisation_id=second) == (pairs[1],)


def test_officers_keep_organisations_and_members_do_not_list_them(desk: Desk) -> None:
    before = actions(desk)
    for context in desk.everybody_but(Role.OFFICER):
        with pytest.raises(NotAllowed):
            add_organisation(context, organisation=ELM)
        with pytest.raises(NotAllowed):
            edit_organisation(context, organisation_id=desk.organisations[0].id, version=1, details=ELM)
    with pytest.raises(NotAllowed):
        likely_duplicates(desk.at(0))
    assert actions(desk) == before
