"""The moderation read models: where members differ, and every score of one EOI."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from commissioning_app.domain.eois import EoiState
from commissioning_app.domain.errors import NotAllowed, NotFound, StepRefused
from commissioning_app.domain.panels import Declaration, Interest, MemberGroup
from commissioning_app.domain.roles import Role
from commissioning_app.domain.rounds import RoundState
from commissioning_app.services.differences import flagged_undiscussed, points_apart
from commissioning_app.services.moderation import change_score, note_discussion
from commissioning_app.services.policy import default_policy, policy_of
from commissioning_app.services.queries.moderation import (
    Change,
    CriterionDots,
    Dot,
    MemberTotal,
    ModerationRow,
    moderation_page,
    moderation_rows,
)
from commissioning_app.services.round_facts import gather_facts
from tests.desks import Desk, a_desk
from tests.factories import store

COMMUNITY, COMMISSIONER = MemberGroup.COMMUNITY, MemberGroup.COMMISSIONER


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = a_desk(str(tmp_path / "w.db"), state=RoundState.MODERATION)
    made.scored(0, 0, (4, 4))
    made.scored(1, 0, {"rooted": 3, "difference": None})
    made.scored(3, 0, (4, 3))
    made.scored(0, 1, (5, 5), comment="Warm", comments={"rooted": "Very"})
    made.scored(3, 1, (5, 2))
    return made


def test_the_widest_differences_come_first(desk: Desk) -> None:
    note_discussion(desk.officer, round_code=desk.code, reference="EOI-002", note="We talked.")
    desk.give(4, 0)
    assert moderation_rows(desk.officer, round_code=desk.code) == (
        ModerationRow(
            eoi_id=desk.eois[1].id,
            reference="EOI-002",
            title="Walks 2",
            organisation="Circle 2",
            score=pytest.approx(84.0),
            rank=1,
            assessments=2,
            community=1,
            widest=3,
            criteria_apart=("Will it make a difference?",),
            is_flagged=True,
            is_discussed=True,
            complete=True,
        ),
        ModerationRow(
            desk.eois[0].id,
            "EOI-001",
            "Walks 1",
            "Circle 1",
            pytest.approx(3 / 5 * 70 + 2 / 5 * 200 / 3),
            2,
            3,
            2,
            1,
            (),
            False,
            False,
            False,
        ),
        ModerationRow(
            desk.eois[2].id, "EOI-003", "Walks 3", "Circle 3", None, None, 0, 0, 0, (), False, False, False
        ),
    )


def test_while_members_score_only_what_everybody_sent_is_shown(desk: Desk) -> None:
    desk.give(4, 0)
    desk.move(RoundState.SCORING)
    assert [row.reference for row in moderation_rows(desk.officer, round_code=desk.code)] == ["EOI-002"]
    assert moderation_page(desk.officer, round_code=desk.code, reference="EOI-002").can_change is False
    with pytest.raises(NotAllowed, match="when everybody has sent theirs"):
        moderation_page(desk.officer, round_code=desk.code, reference="EOI-001")


def test_who_is_on_the_panel_too_sees_what_they_sent_theirs_for(desk: Desk) -> None:
    desk.people[1].roles = frozenset({Role.OFFICER, Role.PANEL_MEMBER})
    desk.people[0].roles = frozenset({Role.OFFICER, Role.PANEL_MEMBER})
    assert [row.reference for row in moderation_rows(desk.at(1), round_code=desk.code)] == ["EOI-001"]
    with pytest.raises(NotAllowed):
        moderation_page(desk.at(1), round_code=desk.code, reference="EOI-002")
    store(
        desk.officer,
        Declaration(uuid4(), desk.round.id, desk.people[0].id, desk.organisations[1].id, Interest.INDIRECT),
    )
    assert [row.reference for row in moderation_rows(desk.at(0), round_code=desk.code)] == ["EOI-001"]
    with pytest.raises(NotFound):
        moderation_page(desk.at(0), round_code=desk.code, reference="EOI-002")


def test_every_score_of_one_eoi_with_what_changed_and_was_said(desk: Desk) -> None:
    desk.office.clock.instant = at = datetime(2026, 10, 29, 18, 0, tzinfo=UTC)
    change_score(
        desk.officer,
        round_code=desk.code,
        reference="EOI-002",
        member_id=desk.members[3].id,
        criterion_id="difference",
        value=4,
        reason="We talked.",
    )
    note_discussion(desk.officer, round_code=desk.code, reference="EOI-002", note="It is new.")
    page = moderation_page(desk.office.auditor, round_code=desk.code, reference="EOI-002")
    first, second = desk.members[3].id, desk.members[0].id
    assert page.criteria == (
        CriterionDots(
            "rooted",
            "Rooted in the community",
            5,
            0,
            False,
            (
                Dot(first, "Commissioner 1", COMMISSIONER, 5, "", False),
                Dot(second, "Community 1", COMMUNITY, 5, "Very", False),
            ),
        ),
        CriterionDots(
            "difference",
            "Will it make a difference?",
            5,
            1,
            False,
            (
                Dot(first, "Commissioner 1", COMMISSIONER, 4, "", True),
                Dot(second, "Community 1", COMMUNITY, 5, "", False),
            ),
        ),
    )
    assert page.totals == (
        MemberTotal(first, "Commissioner 1", COMMISSIONER, pytest.approx(260 / 3), ""),
        MemberTotal(second, "Community 1", COMMUNITY, 100.0, "Warm"),
    )
    assert page.changes == (
        Change("Commissioner 1", "Will it make a difference?", 2, 4, "We talked.", at, "Olu Officer"),
    )
    assert [(one.note, one.noted_by, one.noted_at) for one in page.discussions] == [
        ("It is new.", "Olu Officer", at)
    ]
    assert (page.organisation, page.score, page.community, page.commissioner, page.rank) == (
        "Circle 2",
        pytest.approx(60 + 0.4 * 260 / 3),
        100.0,
        pytest.approx(260 / 3),
        1,
    )
    assert page.can_change is True


def test_an_eoi_without_assessments_has_an_empty_page_and_one_out_of_play_none(desk: Desk) -> None:
    page = moderation_page(desk.officer, round_code=desk.code, reference="EOI-003")
    assert (page.score, page.totals, page.changes, page.discussions) == (None, (), (), ())
    assert [one.dots for one in page.criteria] == [(), ()]
    with desk.officer.unit_of_work() as uow:
        uow.eois.get(desk.eois[2].id).state = EoiState.WITHDRAWN
        uow.commit()
    with pytest.raises(StepRefused, match="withdrawn, so it is not discussed"):
        moderation_page(desk.officer, round_code=desk.code, reference="EOI-003")


def test_what_is_still_to_be_discussed(desk: Desk) -> None:
    with desk.officer.reading() as uow:
        assert flagged_undiscussed(uow, uow.rounds.get(desk.round.id), policy=default_policy()) == [
            desk.eois[1].id
        ]
    note_discussion(desk.officer, round_code=desk.code, reference="EOI-002", note="We talked.")
    with desk.officer.reading() as uow:
        assert flagged_undiscussed(uow, uow.rounds.get(desk.round.id), policy=default_policy()) == []


def test_moderation_is_for_officers_approvers_and_auditors(desk: Desk) -> None:
    for role in (Role.FINANCE, Role.PANEL_MEMBER, Role.ADMINISTRATOR):
        with pytest.raises(NotAllowed):
            moderation_rows(desk.acting(role), round_code=desk.code)
        with pytest.raises(NotAllowed):
            moderation_page(desk.acting(role), round_code=desk.code, reference="EOI-001")


def test_the_round_s_policy_says_how_far_apart_is_talked_about(desk: Desk) -> None:
    """The same points flag a row, a criterion on the page, Home's line and the check."""

    def flagged() -> tuple[int, list[str], list[str], int]:
        rows = [
            row.reference for row in moderation_rows(desk.officer, round_code=desk.code) if row.is_flagged
        ]
        page = moderation_page(desk.officer, round_code=desk.code, reference="EOI-002")
        with desk.officer.reading() as uow:
            round_ = uow.rounds.get(desk.round.id)
            policy = policy_of(desk.officer, round_)
            facts = gather_facts(uow, round_, today=desk.office.clock.today(), policy=policy)
        assert facts.scoring.differences is not None
        return (
            points_apart(desk.officer, round_code=desk.code),
            rows,
            [one.id for one in page.criteria if one.is_flagged],
            facts.scoring.differences.apart,
        )

    assert flagged() == (2, ["EOI-002"], ["difference"], 1)
    for points, seen in ((4, (4, [], [], 0)), (1, (1, ["EOI-002", "EOI-001"], ["difference"], 2))):
        with desk.officer.unit_of_work() as uow:
            uow.rounds.get(desk.round.id).policy = {"panel.points_apart": points}
            uow.commit()
        assert flagged() == seen


def test_only_those_who_see_assessments_ask_how_far_apart(desk: Desk) -> None:
    for other in desk.everybody_but(Role.OFFICER, Role.APPROVER, Role.AUDITOR):
        with pytest.raises(NotAllowed):
            points_apart(other, round_code=desk.code)
