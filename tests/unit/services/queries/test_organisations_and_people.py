"""The Organisations and People pages."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest

from commissioning_app.domain.awards import Award, AwardState
from commissioning_app.domain.eois import Decision, EoiState
from commissioning_app.domain.errors import NotAllowed
from commissioning_app.domain.panels import Declaration, Interest, PanelMember
from commissioning_app.domain.roles import Role
from commissioning_app.domain.rounds import RoundState
from commissioning_app.services.organisations import NewOrganisation
from commissioning_app.services.queries.organisations import (
    ORGANISATION_COLUMNS,
    OrganisationPage,
    PastEoi,
    organisation_page,
    organisation_rows,
)
from commissioning_app.services.queries.people import people_rows
from tests.desks import Desk, a_desk
from tests.factories import NOW, a_round, an_eoi, store


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = a_desk(str(tmp_path / "w.db"))
    first, second = made.organisations[:2]
    later = a_round(
        code="R2", name="Winter warmth", created_at=NOW.replace(year=2027), state=RoundState.PAYING
    )
    again = an_eoi(later.id, first.id, "W-1", title="Soup", state=EoiState.DECIDED)
    hosted = an_eoi(later.id, second.id, "W-2", title="Coats", host_organisation_id=first.id)
    store(made.officer, later, again, hosted)
    store(made.officer, Award(uuid4(), later.id, again.id, first.id, first.id, 500_000, Decision.PART))
    made.eois += [again, hosted]
    return made


def test_every_organisation_with_what_it_sent_and_was_awarded(desk: Desk) -> None:
    with desk.officer.unit_of_work() as uow:
        kept = uow.organisations.get(desk.organisations[2].id)
        kept.yearly_income_pence, kept.postcode = 10_000_000, "E1 4NS"
        uow.commit()
    rows = [dict(zip(ORGANISATION_COLUMNS, row, strict=True)) for row in organisation_rows(desk.officer)]
    assert rows[0] == {
        "id": desk.organisations[0].id,
        "name": "Circle 1",
        "org_id": "",
        "charity_number": "",
        "company_number": "",
        "postcode": "",
        "income_pence": 4_000_000,
        "is_small": True,
        "eois": 2,
        "rounds": 2,
        "awarded_pence": 500_000,
    }
    assert [(row["name"], row["is_small"], row["eois"], row["awarded_pence"]) for row in rows[1:]] == [
        ("Circle 2", True, 2, 0),
        ("Circle 3", False, 1, 0),
    ]


def test_trial_awards_are_no_awards(desk: Desk) -> None:
    with desk.officer.unit_of_work() as uow:
        round_ = uow.rounds.find(code="R2")
        assert round_ is not None
        round_.is_trial = True
        uow.commit()
    assert organisation_rows(desk.officer)[0][10] == 0


@pytest.mark.parametrize(
    ("state", "awarded"), [(RoundState.DECIDED, AwardState.OFFERED), (RoundState.PAYING, AwardState.REFUSED)]
)
def test_what_was_not_announced_or_was_turned_down_is_no_award(
    desk: Desk, state: RoundState, awarded: AwardState
) -> None:
    with desk.officer.unit_of_work() as uow:
        round_, [award] = uow.rounds.find(code="R2"), uow.awards.where()
        assert round_ is not None
        round_.state, award.state = state, awarded
        uow.commit()
    assert organisation_rows(desk.officer)[0][10] == 0


def test_one_organisation_across_rounds_the_newest_first(desk: Desk) -> None:
    page = organisation_page(desk.office.auditor, organisation_id=desk.organisations[0].id)
    assert page == OrganisationPage(
        id=desk.organisations[0].id,
        details=NewOrganisation("Circle 1", yearly_income_pence=4_000_000),
        supplier_number="",
        is_small=True,
        likely_duplicates=(),
        history=(
            PastEoi(
                "R2", "Winter warmth", "W-1", "Soup", 840_000, EoiState.DECIDED, Decision.PART, 500_000, False
            ),
            PastEoi("R2", "Winter warmth", "W-2", "Coats", 840_000, EoiState.ELIGIBLE, None, 0, True),
            PastEoi(
                "R1", "Grassroots wellbeing", "EOI-001", "Walks 1", 840_000, EoiState.ELIGIBLE, None, 0, False
            ),
        ),
        version=1,
    )


def test_an_organisation_without_eois_has_no_history(desk: Desk) -> None:
    with desk.officer.unit_of_work() as uow:
        for eoi in uow.eois.where(organisation_id=desk.organisations[2].id):
            uow.eois.remove(eoi)
        uow.commit()
    assert organisation_page(desk.officer, organisation_id=desk.organisations[2].id).history == ()


def test_a_member_at_another_desk_does_not_find_a_tie_through_the_history(desk: Desk) -> None:
    person = desk.people[0]
    person.roles = frozenset({Role.OFFICER, Role.PANEL_MEMBER})
    store(
        desk.officer,
        Declaration(uuid4(), desk.round.id, person.id, desk.organisations[0].id, Interest.INDIRECT),
    )
    with desk.officer.unit_of_work() as uow:
        uow.eois.get(desk.eois[1].id).host_organisation_id = desk.organisations[0].id
        uow.commit()
    for one, seen in ((0, ["R2", "R2"]), (1, ["R2"])):
        page = organisation_page(desk.at(0), organisation_id=desk.organisations[one].id)
        assert [row.round_code for row in page.history] == seen


def test_people_with_their_panels_those_who_left_last(desk: Desk) -> None:
    with desk.officer.unit_of_work() as uow:
        round_ = uow.rounds.find(code="R2")
        assert round_ is not None
        uow.members.add(PanelMember(uuid4(), round_.id, desk.people[0].id, desk.members[0].group))
        uow.people.get(desk.people[1].id).is_active = False
        uow.commit()
    rows = people_rows(desk.office.auditor)
    assert [row.name for row in rows] == [
        "Aud Auditor",
        "Ava Approver",
        "Commissioner 1",
        "Commissioner 2",
        "Community 1",
        "Community 3",
        "Fin Finance",
        "Olu Officer",
        "Community 2",
    ]
    one = rows[4]
    assert (one.person_id, one.roles, one.panels, one.is_active, one.version) == (
        desk.people[0].id,
        frozenset({Role.PANEL_MEMBER}),
        ("R1", "R2"),
        True,
        1,
    )
    assert rows[0].panels == ()


def test_panel_members_see_neither_list(desk: Desk) -> None:
    for call in (
        lambda: organisation_rows(desk.at(0)),
        lambda: organisation_page(desk.at(0), organisation_id=desk.organisations[0].id),
        lambda: people_rows(desk.at(0)),
    ):
        with pytest.raises(NotAllowed):
            call()
