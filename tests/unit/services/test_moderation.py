"""Moderation: seeing others' assessments after one's own, changing scores, writing discussions down."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from commissioning_app.domain.assessments import AssessmentState
from commissioning_app.domain.errors import (
    BadValue,
    NotAllowed,
    NotFound,
    ScorerHasConflict,
    StepRefused,
)
from commissioning_app.domain.panels import Declaration, Interest, MemberGroup
from commissioning_app.domain.roles import Role
from commissioning_app.domain.rounds import RoundState
from commissioning_app.services.moderation import (
    OthersAssessment,
    change_score,
    note_discussion,
    see_others,
)
from tests.desks import Desk, a_desk
from tests.factories import store

COMMUNITY, COMMISSIONER = MemberGroup.COMMUNITY, MemberGroup.COMMISSIONER


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = a_desk(str(tmp_path / "w.db"), state=RoundState.MODERATION)
    made.scored(0, 0, (5, 4), comment="Warm", comments={"rooted": "Very"})
    made.scored(1, 0, (3, 4))
    made.scored(3, 0, (2, 1))
    return made


def one(desk: Desk, number: int = 1) -> dict[str, str]:
    return {"round_code": desk.code, "reference": f"EOI-{number:03d}"}


def change(desk: Desk, member: int = 3, **changes: object) -> dict[str, object]:
    values = {"criterion_id": "rooted", "value": 3, "reason": "We talked it over."}
    return {**one(desk), "member_id": desk.members[member].id, **values, **changes}


def tie(desk: Desk, member: int) -> None:
    store(
        desk.officer,
        Declaration(
            uuid4(), desk.round.id, desk.people[member].id, desk.organisations[0].id, Interest.INDIRECT
        ),
    )


def test_a_member_sees_others_by_group_and_that_is_noted_once(desk: Desk) -> None:
    desk.office.clock.instant = first = datetime(2026, 10, 29, 18, 0, tzinfo=UTC)
    assert see_others(desk.at(1), **one(desk)) == (
        OthersAssessment(COMMISSIONER, {"rooted": 2, "difference": 1}, {}, ""),
        OthersAssessment(COMMUNITY, {"rooted": 5, "difference": 4}, {"rooted": "Very"}, "Warm"),
    )
    desk.office.clock.instant = datetime(2026, 10, 29, 19, 0, tzinfo=UTC)
    see_others(desk.at(1), **one(desk))
    with desk.officer.reading() as uow:
        (own,) = uow.assessments.where(member_id=desk.members[1].id)
    assert own.others_seen_at == first
    (entry,) = desk.trail()
    assert (entry.action, entry.actor_id) == ("others' assessments seen", desk.people[1].id)


def test_nobody_sees_others_before_sending_their_own(desk: Desk) -> None:
    desk.scored(2, 0, (1, 1), state=AssessmentState.DRAFT, submitted_at=None)
    for member in (2, 4):
        with pytest.raises(NotAllowed, match="Score it first"):
            see_others(desk.at(member), **one(desk))
    desk.move(RoundState.SCORING)
    with pytest.raises(StepRefused, match="together at moderation"):
        see_others(desk.at(0), **one(desk))
    assert desk.trail() == []


def test_a_tie_hides_an_eoi_at_moderation_too(desk: Desk) -> None:
    tie(desk, 0)
    with pytest.raises(ScorerHasConflict):
        see_others(desk.at(0), **one(desk))
    with pytest.raises(NotFound):
        change_score(desk.at(0), **change(desk, 0))
    # What they sent before does not count any more, and is not shown to the others.
    assert [other.group for other in see_others(desk.at(1), **one(desk))] == [COMMISSIONER]
    with pytest.raises(NotFound):
        see_others(desk.at(1), **one(desk, 99))


def test_an_officer_with_a_tie_weighs_nothing_of_that_eoi(desk: Desk) -> None:
    officer = desk.officer.actor.person_id
    store(
        desk.officer,
        Declaration(uuid4(), desk.round.id, officer, desk.organisations[0].id, Interest.INDIRECT),
    )
    for call in (
        lambda: change_score(desk.officer, **change(desk)),
        lambda: note_discussion(desk.officer, **one(desk), note="Strong"),
    ):
        with pytest.raises(NotAllowed, match="You declared an interest in this organisation"):
            call()
    note_discussion(desk.officer, **one(desk, 2), note="Strong")


def test_seeing_others_is_for_members(desk: Desk) -> None:
    for context in (*desk.everybody_but(Role.PANEL_MEMBER), desk.acting(Role.PANEL_MEMBER)):
        with pytest.raises(NotAllowed):
            see_others(context, **one(desk))


def test_a_changed_score_keeps_the_old_one_and_why(desk: Desk) -> None:
    desk.office.clock.instant = at = datetime(2026, 10, 29, 18, 0, tzinfo=UTC)
    change_score(desk.officer, **change(desk))
    change_score(
        desk.at(3), **change(desk, value=None, criterion_id="difference", reason=" Not mine to say ")
    )
    with desk.officer.reading() as uow:
        (kept,) = uow.assessments.where(member_id=desk.members[3].id)
        first, second = sorted(uow.score_changes.where(), key=lambda one: one.criterion_id, reverse=True)
    assert (kept.scores, kept.state) == ({"rooted": 3, "difference": None}, AssessmentState.SUBMITTED)
    assert (first.before, first.after, first.reason, first.changed_by, first.changed_at) == (
        2,
        3,
        "We talked it over.",
        "Olu Officer",
        at,
    )
    assert (second.before, second.after, second.reason, second.changed_by) == (
        1,
        None,
        "Not mine to say",
        "Commissioner 1",
    )
    entry = desk.last()
    assert (entry.before, entry.after) == (
        {"scores": {"difference": 1}},
        {"eoi": "EOI-001", "scores": {"difference": None}},
    )
    assert desk.personal(entry) == {"why": "Not mine to say"}


@pytest.mark.parametrize(
    ("changes", "error", "sentence"),
    [
        ({"reason": " "}, BadValue, "Say why the score changes"),
        ({"value": 6}, BadValue, "scored from 0 to 5"),
        ({"criterion_id": "colour"}, BadValue, "no criterion"),
        ({"value": 2}, BadValue, "is that already"),
        ({"reference": "EOI-002"}, NotFound, "has not scored EOI-002"),
        ({"reference": "EOI-009"}, NotFound, "no EOI “EOI-009”"),
    ],
)
def test_what_can_not_be_changed_is_refused(
    desk: Desk, changes: dict[str, object], error: type[Exception], sentence: str
) -> None:
    with pytest.raises(error, match=sentence):
        change_score(desk.officer, **change(desk, **changes))
    assert desk.trail() == []


def test_an_assessment_keeps_one_score_and_counts(desk: Desk) -> None:
    change_score(desk.officer, **change(desk, value=None))
    with pytest.raises(BadValue, match="keeps one score at least"):
        change_score(desk.officer, **change(desk, value=None, criterion_id="difference"))
    with desk.officer.unit_of_work() as uow:
        uow.members.get(desk.members[3].id).stepped_down_because = "Ill"
        uow.commit()
    with pytest.raises(StepRefused, match="stepped down"):
        change_score(desk.officer, **change(desk))


def test_a_draft_is_not_changed_by_others(desk: Desk) -> None:
    desk.scored(2, 0, (1, 1), state=AssessmentState.DRAFT, submitted_at=None)
    with pytest.raises(StepRefused, match="Only a submitted assessment"):
        change_score(desk.officer, **change(desk, 2))


def test_what_the_panel_said_is_written_down(desk: Desk) -> None:
    note_discussion(desk.officer, **one(desk), note=" We heard from Ana. ")
    with desk.officer.reading() as uow:
        (kept,) = uow.discussions.where(eoi_id=desk.eois[0].id)
    assert (kept.note, kept.noted_by) == ("We heard from Ana.", "Olu Officer")
    entry = desk.last()
    assert (entry.action, entry.before, entry.after) == ("discussion noted", None, None)
    assert desk.personal(entry) == {"note": "We heard from Ana."}
    with pytest.raises(BadValue, match="what the panel said"):
        note_discussion(desk.officer, **one(desk), note="")


@pytest.mark.parametrize("state", [RoundState.SCORING, RoundState.DECIDED])
def test_moderation_has_its_time(desk: Desk, state: RoundState) -> None:
    desk.move(state)
    with pytest.raises(StepRefused, match="at moderation"):
        change_score(desk.officer, **change(desk))
    with pytest.raises(StepRefused, match="at moderation"):
        note_discussion(desk.officer, **one(desk), note="x")


def test_only_officers_run_moderation(desk: Desk) -> None:
    for context in (*desk.everybody_but(Role.OFFICER), desk.at(0)):
        with pytest.raises(NotAllowed):
            change_score(context, **change(desk))
        with pytest.raises(NotAllowed):
            note_discussion(context, **one(desk), note="x")
    assert desk.trail() == []
