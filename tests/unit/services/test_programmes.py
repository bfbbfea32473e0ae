"""Whom a programme serves: written by officers, with a source and a year, and in the trail."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest

from commissioning_app.domain.errors import NotAllowed, Problems, StaleVersion
from commissioning_app.domain.need_profile import NeedProfile, ServedGroup
from commissioning_app.domain.rounds import Programme
from commissioning_app.services.programmes import edit_need_profile, programme_of_round
from commissioning_app.services.workspace import verify_trail
from tests.factories import Office, a_round, make_office, store

PROGRAMME = UUID(int=3)
WEXMERE = NeedProfile(
    "people who live in Wexmere",
    "Census 2021, table TS021",
    2021,
    (ServedGroup("bangladeshi", 4200), ServedGroup("white_british", 31_000)),
    "It counts no people without an address.",
)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = make_office(str(tmp_path / "w.db"))
    store(
        office.officer,
        Programme(PROGRAMME, "Grassroots"),
        a_round(programme_id=PROGRAMME),
        a_round(code="R2"),
    )
    return office


def test_a_profile_is_kept_with_the_programme_and_stands_in_the_trail(office: Office) -> None:
    before = programme_of_round(office.officer, round_code="R1")
    assert before is not None and (before.name, before.profile) == ("Grassroots", None)
    edit_need_profile(office.officer, programme_id=PROGRAMME, profile=WEXMERE, version=before.version)
    now = programme_of_round(office.auditor, round_code="R1")
    assert now is not None and now.profile == WEXMERE
    with office.officer.reading() as uow:
        entry = list(uow.trail.entries())[-1]
    assert (entry.action, entry.subject_id, entry.before) == (
        "need profile edited", str(PROGRAMME), {"need_profile": None},
    )  # fmt: skip
    assert entry.after is not None
    assert entry.after["need_profile"]["groups"][0] == {"group": "bangladeshi", "people": 4200}
    assert verify_trail(office.officer).ok


def test_the_same_profile_again_writes_nothing(office: Office) -> None:
    edit_need_profile(office.officer, programme_id=PROGRAMME, profile=WEXMERE, version=None)
    with office.officer.reading() as uow:
        count = len(list(uow.trail.entries()))
    edit_need_profile(office.officer, programme_id=PROGRAMME, profile=WEXMERE, version=None)
    with office.officer.reading() as uow:
        assert len(list(uow.trail.entries())) == count


def test_a_round_without_a_programme_has_none(office: Office) -> None:
    assert programme_of_round(office.officer, round_code="R2") is None


@pytest.mark.parametrize("year", [None, 1990, 2027])
def test_what_keeps_it_from_being_compared_with_is_said(office: Office, year: int | None) -> None:
    twice = (ServedGroup("arab", 1), ServedGroup("arab", -1))
    with pytest.raises(Problems) as refused:
        edit_need_profile(
            office.officer, programme_id=PROGRAMME, profile=NeedProfile("", " ", year, twice), version=None
        )
    assert refused.value.problems == (
        "Say who the programme serves, such as “people who live in Wexmere”.",
        "Say where the figures come from, such as “Census 2021”.",
        "Give the year of the figures, from 1991 to 2026.",
        "The number of people of a group is 0 or more.",
        "A group stands in the list twice.",
    )


@pytest.mark.parametrize("year", [1991, 2026])
def test_the_first_and_the_last_year_that_may_be(office: Office, year: int) -> None:
    profile = NeedProfile("people", "a census", year)
    edit_need_profile(office.officer, programme_id=PROGRAMME, profile=profile, version=None)
    now = programme_of_round(office.officer, round_code="R1")
    assert now is not None and now.profile == profile


def test_officers_write_it_and_whoever_saved_first_is_told(office: Office) -> None:
    for context in (office.auditor, office.finance, office.approver):
        with pytest.raises(NotAllowed):
            edit_need_profile(context, programme_id=PROGRAMME, profile=WEXMERE, version=None)
    before = programme_of_round(office.officer, round_code="R1")
    assert before is not None
    edit_need_profile(office.officer, programme_id=PROGRAMME, profile=WEXMERE, version=before.version)
    with pytest.raises(StaleVersion):
        edit_need_profile(office.officer, programme_id=PROGRAMME, profile=WEXMERE, version=before.version)
