"""The Panel tab: members with their work, EOIs with their scorers."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from commissioning_app.domain.assessments import AssessmentState
from commissioning_app.domain.eois import EoiState
from commissioning_app.domain.errors import NotAllowed
from commissioning_app.domain.panels import Declaration, Interest, MemberGroup, PaymentChoice
from commissioning_app.domain.roles import Role
from commissioning_app.domain.rounds import RoundState
from commissioning_app.services.declarations import state_none_for_the_rest
from commissioning_app.services.queries.panel import (
    AssignmentRow,
    PanelRow,
    ScorerMark,
    assignment_rows,
    panel_rows,
)
from tests.desks import Desk, a_desk
from tests.factories import store


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = a_desk(str(tmp_path / "w.db"))
    made.office.clock.instant = datetime(2026, 9, 2, tzinfo=UTC)
    made.scored(0, 0, (5, 5))
    made.scored(1, 0, (5, 5), state=AssessmentState.DRAFT, submitted_at=None)
    made.give(3, 0, 1)
    made.give(0, 2)
    return made


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


def test_each_member_with_their_work_community_first(desk: Desk) -> None:
    tie(desk, 2, 1)
    state_none_for_the_rest(desk.at(2), round_code=desk.code)
    with desk.officer.unit_of_work() as uow:
        uow.eois.get(desk.eois[2].id).state = EoiState.WITHDRAWN
        uow.members.get(desk.members[4].id).stepped_down_because = "Ill"
        uow.commit()
    rows = panel_rows(desk.officer, round_code=desk.code)
    member = desk.members[2]
    assert rows[2] == PanelRow(
        member_id=member.id,
        person_id=member.person_id,
        name="Community 3",
        group=MemberGroup.COMMUNITY,
        is_chair=False,
        has_vote=True,
        briefed_on=None,
        payment=PaymentChoice.NOT_ASKED,
        stepped_down_because="",
        was_at_moderation=False,
        assigned=0,
        started=0,
        submitted=0,
        conflicts=1,
        has_declared=True,
        version=1,
    )
    assert [(row.name, row.assigned, row.started, row.submitted, row.has_declared) for row in rows] == [
        ("Community 1", 1, 1, 1, False),
        ("Community 2", 1, 1, 0, False),
        ("Community 3", 0, 0, 0, True),
        ("Commissioner 1", 2, 0, 0, False),
        ("Commissioner 2", 0, 0, 0, False),
    ]
    assert rows[4].stepped_down_because == "Ill"


def test_each_eoi_with_its_scorers_and_whether_they_are_enough(desk: Desk) -> None:
    marks = {
        name: ScorerMark(desk.members[at].id, name, desk.members[at].group, state)
        for at, name, state in (
            (0, "Community 1", "submitted"),
            (1, "Community 2", "draft"),
            (3, "Commissioner 1", "not_started"),
        )
    }
    third = ScorerMark(desk.members[0].id, "Community 1", MemberGroup.COMMUNITY, "not_started")
    assert assignment_rows(desk.office.auditor, round_code=desk.code) == (
        AssignmentRow(
            "EOI-001",
            "Walks 1",
            "Circle 1",
            EoiState.ELIGIBLE,
            (marks["Commissioner 1"], marks["Community 1"], marks["Community 2"]),
            2,
            True,
        ),
        AssignmentRow(
            "EOI-002", "Walks 2", "Circle 2", EoiState.ELIGIBLE, (marks["Commissioner 1"],), 0, False
        ),
        AssignmentRow("EOI-003", "Walks 3", "Circle 3", EoiState.ELIGIBLE, (third,), 1, False),
    )


def test_who_has_a_tie_or_stepped_down_is_no_scorer(desk: Desk) -> None:
    tie(desk, 0, 0)
    with desk.officer.unit_of_work() as uow:
        uow.members.get(desk.members[1].id).stepped_down_because = "Ill"
        uow.eois.get(desk.eois[2].id).state = EoiState.RECEIVED
        uow.commit()
    rows = assignment_rows(desk.officer, round_code=desk.code)
    assert [(row.reference, [mark.name for mark in row.scorers], row.enough) for row in rows] == [
        ("EOI-001", ["Commissioner 1"], False),
        ("EOI-002", ["Commissioner 1"], False),
    ]


def test_a_member_at_another_desk_does_not_see_their_tie(desk: Desk) -> None:
    desk.people[0].roles = frozenset({Role.APPROVER, Role.PANEL_MEMBER})
    tie(desk, 0, 0)
    rows = assignment_rows(desk.at(0), round_code=desk.code)
    assert [row.reference for row in rows] == ["EOI-002", "EOI-003"]


def test_finance_and_members_have_no_need_of_it(desk: Desk) -> None:
    for role in (Role.FINANCE, Role.PANEL_MEMBER, Role.ADMINISTRATOR):
        with pytest.raises(NotAllowed):
            panel_rows(desk.acting(role), round_code=desk.code)
        with pytest.raises(NotAllowed):
            assignment_rows(desk.acting(role), round_code=desk.code)


def test_who_was_told_that_they_are_ineligible_is_not_scored_here_either(desk: Desk) -> None:
    desk.move(RoundState.ANNOUNCED)
    with desk.officer.unit_of_work() as uow:
        for eoi in uow.eois.where():
            eoi.state = EoiState.NOTIFIED
        uow.eois.get(desk.eois[0].id).reason_code = "area"
        uow.commit()
    assert [row.reference for row in assignment_rows(desk.officer, round_code=desk.code)] == [
        "EOI-002",
        "EOI-003",
    ]
    row = next(
        row for row in panel_rows(desk.officer, round_code=desk.code) if row.member_id == desk.members[0].id
    )
    assert (row.assigned, row.started, row.submitted) == (1, 0, 0)
