"""Setting a workspace up, sitting down at the desk, and verifying what is stored."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest

from commissioning_app.domain.awards import Award, Recommendation, RecommendationState
from commissioning_app.domain.eois import Decision
from commissioning_app.domain.errors import BadValue, NotAllowed, NotFound, StaleVersion, StepRefused
from commissioning_app.domain.roles import Role
from commissioning_app.domain.rounds import FunderKind
from commissioning_app.services.people import add_person
from commissioning_app.services.workspace import (
    edit_workspace,
    read_workspace,
    set_up_workspace,
    sit_down_as,
    verify_trail,
)
from tests.factories import Office, a_round, an_eoi, an_organisation, make_office, store


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return make_office(str(tmp_path / "w.db"))


def test_the_first_person_is_officer_and_administrator(office: Office) -> None:
    assert office.officer.actor.roles == {Role.OFFICER, Role.ADMINISTRATOR}
    workspace = read_workspace(office.officer)
    assert workspace is not None
    assert (workspace.funder_name, workspace.current_person_id) == (
        "Sample Integrated Care Board",
        office.officer.actor.person_id,
    )


def test_a_workspace_is_set_up_once_and_with_names(office: Office, tmp_path: Path) -> None:
    with pytest.raises(StepRefused, match="set up already"):
        set_up_workspace(
            office.officer, funder_name="B", funder_kind=FunderKind.COUNCIL, person_name="Someone"
        )
    with pytest.raises(BadValue, match="Give the funder's name"):
        set_up_workspace(office.officer, funder_name=" ", funder_kind=FunderKind.COUNCIL, person_name="A")


def test_editing_the_funder(office: Office) -> None:
    edit_workspace(office.officer, version=1, funder_name="Sample Council", funder_kind="council")
    workspace = read_workspace(office.officer)
    assert workspace is not None
    assert (workspace.funder_name, workspace.funder_kind) == ("Sample Council", FunderKind.COUNCIL)
    with pytest.raises(StaleVersion):
        edit_workspace(office.officer, version=1, website="https://example.org")
    with pytest.raises(NotAllowed, match="Administrators add people"):
        edit_workspace(office.approver, version=2, website="x")
    with pytest.raises(BadValue):
        edit_workspace(office.officer, version=2, is_sample="yes")


def test_who_sits_down_is_recorded_and_remembered(office: Office) -> None:
    actor = sit_down_as(office.officer, person_id=office.finance.actor.person_id)
    assert actor == office.finance.actor
    with office.officer.reading() as uow:
        last = list(uow.trail.entries())[-1]
        assert (last.action, last.actor_id) == ("sat down at the desk", actor.person_id)
    entries = verify_trail(office.officer).entries
    sit_down_as(office.officer, person_id=actor.person_id)
    assert verify_trail(office.officer).entries == entries


def test_somebody_who_left_can_not_sit_down(office: Office) -> None:
    from commissioning_app.services.people import edit_person

    gone = add_person(office.officer, name="Gone", roles={Role.AUDITOR})
    edit_person(
        office.officer,
        person_id=gone,
        version=1,
        name="Gone",
        email="",
        roles={Role.AUDITOR},
        is_active=False,
    )
    with pytest.raises(NotFound, match="has left"):
        sit_down_as(office.officer, person_id=gone)


def test_verify_finds_sums_that_do_not_hold(office: Office) -> None:
    round_, organisation = a_round(), an_organisation()
    eoi = an_eoi(round_.id, organisation.id)
    recommendation = Recommendation(
        id=uuid4(),
        round_id=round_.id,
        method="ranked",
        pot_pence=1_000_000,
        allocated_pence=840_000,
        left_why="",
        settings={},
        recorded_by=office.officer.actor.person_id,
        recorded_at=office.clock.now(),
        state=RecommendationState.APPROVED,
    )
    award = Award(uuid4(), round_.id, eoi.id, organisation.id, organisation.id, 500_000, Decision.FULL)
    store(office.officer, round_, organisation, eoi, recommendation, award)
    assert verify_trail(office.officer).problems == (
        "The instalments of an award of £5,000 come to £0.",
        "A recommendation of £8,400 has lines of £0.",
        "An approved recommendation of £8,400 has awards of £5,000.",
    )
