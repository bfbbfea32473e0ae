"""People and roles: who may add whom, and what nobody may do to themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from commissioning_app.domain.errors import BadValue, NotAllowed, NotFound
from commissioning_app.domain.roles import Role
from commissioning_app.services.people import actor_named, add_person, edit_person, list_people
from tests.factories import Office, make_office


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return make_office(str(tmp_path / "w.db"))


def test_an_officer_adds_panel_members_only(office: Office) -> None:
    helper = add_person(office.officer, name="Oz", roles={Role.OFFICER})
    with office.officer.reading() as uow:
        officer = office.officer.acting_as(uow.people.get(helper).as_actor())
    add_person(officer, name=" Mem Ber ", email="m@example.org", roles={Role.PANEL_MEMBER})
    with pytest.raises(NotAllowed):
        add_person(officer, name="Fin 2", roles={Role.FINANCE})
    with pytest.raises(NotAllowed):
        add_person(office.finance, name="Mem 2", roles={Role.PANEL_MEMBER})
    assert [p.name for p in list_people(office.officer)] == [
        "Aud Auditor", "Ava Approver", "Fin Finance", "Mem Ber", "Olu Officer", "Oz",
    ]  # fmt: skip


def test_a_name_is_needed_and_told_apart(office: Office) -> None:
    with pytest.raises(BadValue, match="Give the person's name"):
        add_person(office.officer, name=" ", roles={Role.AUDITOR})
    with pytest.raises(BadValue, match="is here already"):
        add_person(office.officer, name="Ava Approver", roles={Role.AUDITOR})


def test_nobody_gives_themselves_a_role_and_one_administrator_stays(office: Office) -> None:
    me = office.officer.actor
    with pytest.raises(NotAllowed, match="Nobody gives themselves a role"):
        edit_person(
            office.officer,
            person_id=me.person_id,
            version=1,
            name=me.name,
            email="",
            roles={*me.roles, Role.APPROVER},
        )
    with pytest.raises(BadValue, match="Keep at least one administrator"):
        edit_person(
            office.officer, person_id=me.person_id, version=1, name=me.name, email="", roles={Role.OFFICER}
        )
    with pytest.raises(BadValue, match="Give the person's name"):
        edit_person(office.officer, person_id=me.person_id, version=1, name="", email="", roles=me.roles)
    with office.officer.reading() as uow:
        assert uow.people.get(me.person_id).roles == me.roles


def test_people_are_found_by_name_or_email(office: Office) -> None:
    add_person(office.officer, name="Mem", email="mem@example.org", roles={Role.PANEL_MEMBER})
    with office.officer.reading() as uow:
        assert actor_named(uow, "ava approver") == office.approver.actor
        assert actor_named(uow, "MEM@example.org").name == "Mem"
        with pytest.raises(NotFound, match="People here: Aud Auditor, Ava Approver, Fin Finance, Mem, Olu"):
            actor_named(uow, "Nobody")
