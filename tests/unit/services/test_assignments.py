"""Sharing EOIs out over the panel, and giving or taking single ones."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from commissioning_app.domain.assessments import Assessment
from commissioning_app.domain.eois import EoiState
from commissioning_app.domain.errors import BadValue, NotAllowed, NotFound, ScorerHasConflict, StepRefused
from commissioning_app.domain.panels import Declaration, Interest, MemberGroup
from commissioning_app.domain.roles import Role
from commissioning_app.domain.rounds import RoundState
from commissioning_app.services.assignments import (
    AssignmentPlan,
    PlannedLoad,
    assign,
    assign_fairly,
    clear_assignments,
    plan_assignments,
    unassign,
)
from commissioning_app.services.declarations import state_none_for_the_rest
from tests.desks import Desk, a_desk
from tests.factories import store


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = a_desk(str(tmp_path / "w.db"), state=RoundState.CLOSED, eois=6)
    made.office.clock.instant = datetime(2026, 9, 2, 9, 0, tzinfo=UTC)
    return made


def everybody_declares(desk: Desk) -> None:
    for number in range(len(desk.people)):
        state_none_for_the_rest(desk.at(number), round_code=desk.code)


def tie(desk: Desk, member: int, organisation: int) -> None:
    store(
        desk.officer,
        Declaration(
            uuid4(),
            desk.round.id,
            desk.people[member].id,
            desk.organisations[organisation].id,
            Interest.INDIRECT,
        ),
    )


def given(desk: Desk) -> list[tuple[str, int]]:
    """Pairs of reference and the member's place."""
    places = {member.id: number for number, member in enumerate(desk.members)}
    references = {eoi.id: eoi.reference for eoi in desk.eois}
    with desk.officer.reading() as uow:
        rows = uow.assignments.columns("eoi_id", "member_id", round_id=desk.round.id)
    return sorted((references[eoi], places[member]) for eoi, member in rows)


def begin(desk: Desk, member: int, eoi: int) -> None:
    store(desk.officer, Assessment(uuid4(), desk.round.id, desk.eois[eoi].id, desk.members[member].id))


def loads(plan: AssignmentPlan) -> list[tuple[str, int, int]]:
    return [(one.name, one.before, one.after) for one in plan.members]


def test_every_eoi_gets_three_scorers_of_whom_two_are_community_members(desk: Desk) -> None:
    everybody_declares(desk)
    planned = plan_assignments(desk.officer, round_code=desk.code)
    assert given(desk) == []
    plan = assign_fairly(desk.officer, round_code=desk.code)
    assert plan == planned
    assert plan.members[0] == PlannedLoad(
        desk.members[3].id, "Commissioner 1", MemberGroup.COMMISSIONER, 0, 3
    )
    assert loads(plan)[1:] == [
        ("Commissioner 2", 0, 3),
        ("Community 1", 0, 4),
        ("Community 2", 0, 4),
        ("Community 3", 0, 4),
    ]
    assert (plan.added, plan.problems) == (18, ())
    assert len(given(desk)) == 18
    entry = desk.last()
    assert entry.action == "EOIs assigned fairly"
    assert entry.after is not None
    assert sorted(map(len, entry.after["given"].values())) == [3, 3, 4, 4, 4]


def test_what_is_given_stays_and_a_second_time_adds_nothing(desk: Desk) -> None:
    everybody_declares(desk)
    desk.give(0, 0, 1, 2, 3, 4, 5)
    plan = assign_fairly(desk.officer, round_code=desk.code)
    assert loads(plan)[2] == ("Community 1", 6, 6)
    count = len(desk.trail())
    again = assign_fairly(desk.officer, round_code=desk.code)
    assert (again.added, len(desk.trail())) == (0, count)


def test_conflicts_non_voters_and_those_who_stepped_down_are_left_out(desk: Desk) -> None:
    everybody_declares(desk)
    tie(desk, 0, 0)
    with desk.officer.unit_of_work() as uow:
        uow.members.get(desk.members[3].id).stepped_down_because = "Ill"
        uow.members.get(desk.members[1].id).has_vote = False
        uow.commit()
    plan = assign_fairly(desk.officer, round_code=desk.code)
    assert [one.name for one in plan.members] == ["Commissioner 2", "Community 1", "Community 3"]
    assert ("EOI-001", 0) not in given(desk)
    assert plan.problems == (
        "1 EOI would have too few scorers: EOI-001. Let members take more, or add members.",
    )


def test_the_most_each_and_who_has_not_declared_are_told(desk: Desk) -> None:
    plan = plan_assignments(desk.officer, round_code=desk.code, scorers=2, most_each=1)
    assert max(one.after for one in plan.members) == 1
    assert plan.added == 5
    assert plan.problems == (
        "4 EOIs would have too few scorers: EOI-003, EOI-004, EOI-005, EOI-006. "
        "Let members take more, or add members.",
        "Not everybody has declared their interests yet: Commissioner 1, Commissioner 2, Community 1, "
        "Community 2, Community 3. A conflict that is declared later takes the EOI away again.",
    )


def test_nothing_eligible_and_nobody_on_the_panel_are_told(tmp_path: Path) -> None:
    desk = a_desk(str(tmp_path / "e.db"), state=RoundState.CLOSED, eois=0, community=0, commissioners=0)
    assert plan_assignments(desk.officer, round_code=desk.code) == AssignmentPlan(
        (),
        0,
        (
            "No EOI is eligible yet, so there is nothing to give.",
            "The panel has no voting members yet.",
        ),
    )


def test_single_eois_are_given_and_taken(desk: Desk) -> None:
    values = {"round_code": desk.code, "reference": "EOI-002", "member_id": desk.members[0].id}
    assign(desk.officer, **values)
    assert given(desk) == [("EOI-002", 0)]
    assert desk.last().after == {"eoi": "EOI-002"}
    with pytest.raises(BadValue, match="has EOI-002 already"):
        assign(desk.officer, **values)
    unassign(desk.officer, **values)
    assert given(desk) == []
    assert desk.last().before == {"eoi": "EOI-002"}
    with pytest.raises(BadValue, match="was not given EOI-002"):
        unassign(desk.officer, **values)


def test_what_a_member_began_stays_with_them(desk: Desk) -> None:
    desk.give(0, 0, 1)
    begin(desk, 0, 0)
    with pytest.raises(StepRefused, match="begun to score EOI-001"):
        unassign(desk.officer, round_code=desk.code, reference="EOI-001", member_id=desk.members[0].id)
    assert clear_assignments(desk.officer, round_code=desk.code) == 1
    assert given(desk) == [("EOI-001", 0)]
    assert desk.last().before == {"given": {str(desk.members[0].id): ["EOI-002"]}}
    count = len(desk.trail())
    assert clear_assignments(desk.officer, round_code=desk.code) == 0
    assert len(desk.trail()) == count


def test_what_a_member_can_not_score_is_not_given(desk: Desk) -> None:
    tie(desk, 0, 0)
    with desk.officer.unit_of_work() as uow:
        uow.eois.get(desk.eois[1].id).state = EoiState.RECEIVED
        uow.members.get(desk.members[1].id).has_vote = False
        uow.commit()

    def give(reference: str, member: UUID) -> None:
        assign(desk.officer, round_code=desk.code, reference=reference, member_id=member)

    with pytest.raises(ScorerHasConflict, match="declared an interest"):
        give("EOI-001", desk.members[0].id)
    with pytest.raises(StepRefused, match="only an eligible one"):
        give("EOI-002", desk.members[0].id)
    with pytest.raises(StepRefused, match="no vote"):
        give("EOI-003", desk.members[1].id)
    with pytest.raises(NotFound):
        give("EOI-099", desk.members[0].id)
    assert given(desk) == []


@pytest.mark.parametrize("state", [RoundState.DRAFT, RoundState.MODERATION])
def test_eois_are_given_until_moderation(desk: Desk, state: RoundState) -> None:
    desk.move(state)
    values = {"round_code": desk.code, "reference": "EOI-001", "member_id": desk.members[0].id}
    for call in (
        lambda: plan_assignments(desk.officer, round_code=desk.code),
        lambda: assign_fairly(desk.officer, round_code=desk.code),
        lambda: clear_assignments(desk.officer, round_code=desk.code),
        lambda: assign(desk.officer, **values),
        lambda: unassign(desk.officer, **values),
    ):
        with pytest.raises(StepRefused, match="until moderation"):
            call()


def test_only_officers_give_eois(desk: Desk) -> None:
    values = {"round_code": desk.code, "reference": "EOI-001", "member_id": desk.members[0].id}
    for context in desk.everybody_but(Role.OFFICER):
        for call in (
            lambda c: plan_assignments(c, round_code=desk.code),
            lambda c: assign_fairly(c, round_code=desk.code),
            lambda c: clear_assignments(c, round_code=desk.code),
            lambda c: assign(c, **values),
            lambda c: unassign(c, **values),
        ):
            with pytest.raises(NotAllowed):
                call(context)
    assert given(desk) == []
