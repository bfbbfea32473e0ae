"""The Trail tab: readable lines, and nothing that its reader may not see."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa

from commissioning_app.domain.awards import Award
from commissioning_app.domain.eois import Decision
from commissioning_app.domain.errors import NotAllowed
from commissioning_app.domain.panels import Declaration, Interest
from commissioning_app.domain.roles import Role
from commissioning_app.domain.rounds import RoundState
from commissioning_app.services.assignments import assign_fairly
from commissioning_app.services.audit import record
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.declarations import declare_interest
from commissioning_app.services.eois import ContactDetails, edit_contact, withdraw_eoi
from commissioning_app.services.moderation import change_score
from commissioning_app.services.organisations import NewOrganisation, add_organisation
from commissioning_app.services.panels import choose_payment, remove_member
from commissioning_app.services.queries.trail import LONGEST, TrailRow, trail_rows
from commissioning_app.services.scoring import save_draft, submit_assessment
from tests.desks import Desk, a_desk
from tests.factories import NOW, store


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return a_desk(str(tmp_path / "w.db"))


def said(desk: Desk, context: ServiceContext | None = None) -> list[tuple[str, str]]:
    """Who did what in the round, the oldest first."""
    rows = trail_rows(context or desk.officer, round_code=desk.code)
    return [(row.who, row.what) for row in reversed(rows)]


def newest(desk: Desk, context: ServiceContext | None = None) -> TrailRow:
    return trail_rows(context or desk.officer, round_code=desk.code)[0]


def scored(desk: Desk) -> None:
    desk.give(0, 0)
    values = {"round_code": desk.code, "reference": "EOI-001"}
    save_draft(desk.at(0), **values, scores={"rooted": 2}, comment="Not sure yet")
    save_draft(desk.at(0), **values, scores={"rooted": 4, "difference": None}, comment="Good")
    submit_assessment(desk.at(0), **values)


def test_each_entry_is_a_line_with_who_what_when_and_why(desk: Desk) -> None:
    withdraw_eoi(desk.officer, round_code=desk.code, reference="EOI-002", reason="Their hall burnt down.")
    head = trail_rows(desk.officer)[0]
    assert (
        newest(desk)
        == head
        == TrailRow(
            id=head.id,
            at=NOW,
            who="Olu Officer",
            roles=("administrator", "officer"),
            what="EOI withdrawn by the applicant: EOI-002",
            reason="Their hall burnt down.",
            round_code="R1",
            details=(("State", "eligible", "withdrawn"),),
        )
    )


def test_entries_name_what_they_are_about(desk: Desk) -> None:
    scored(desk)
    declare_interest(
        desk.at(1),
        round_code=desk.code,
        organisation_id=desk.organisations[2].id,
        interest=Interest.INDIRECT,
    )
    remove_member(desk.officer, round_code=desk.code, member_id=desk.members[4].id)
    assert said(desk) == [
        ("Community 1", "Assessment started: EOI-001, by Community 1"),
        ("Community 1", "Draft assessment saved: EOI-001, by Community 1"),
        ("Community 1", "Assessment sent: EOI-001, by Community 1"),
        ("Community 2", "Interest declared: Community 2 and Circle 3"),
        ("Olu Officer", "Panel member removed"),
    ]


def test_the_whole_workspace_in_parts_the_newest_first(desk: Desk) -> None:
    key = add_organisation(desk.officer, organisation=NewOrganisation("Elm", yearly_income_pence=2_500_000))
    rows = trail_rows(desk.office.auditor, limit=2)
    assert [(row.what, row.round_code) for row in rows] == [
        ("Organisation added: Elm", ""),
        ("Person added: Aud Auditor", ""),
    ]
    assert ("Yearly income", "", "£25,000") in rows[0].details
    assert ("Id", "", "Elm") in rows[0].details
    older = trail_rows(desk.office.auditor, before_id=rows[-1].id)
    assert [row.what for row in older] == [
        "Person added: Fin Finance",
        "Person added: Ava Approver",
        "Workspace set up",
    ]
    assert key


def test_a_draft_stays_with_who_wrote_it(desk: Desk) -> None:
    scored(desk)
    rows = trail_rows(desk.officer, round_code=desk.code)
    assert [row.details for row in rows[1:]] == [(), ()]
    assert rows[0].details == (
        ("EOI", "", "EOI-001"),
        ("State", "draft", "submitted"),
        ("Scores", "", "rooted: 4; difference: –"),
        ("Comment", "", "Good"),
    )
    for context in (desk.office.finance, desk.acting(Role.ADMINISTRATOR)):
        assert [row.details for row in trail_rows(context, round_code=desk.code)] == [(), (), ()]


def test_who_is_on_the_panel_too_reads_their_own_scores_only(desk: Desk) -> None:
    scored(desk)
    desk.give(1, 0)
    for person in desk.people[:2]:
        person.roles = frozenset({Role.OFFICER, Role.PANEL_MEMBER})
    assert [bool(row.details) for row in trail_rows(desk.at(0), round_code=desk.code)] == [True] * 3
    assert [bool(row.details) for row in trail_rows(desk.at(1), round_code=desk.code)] == [False] * 3
    store(
        desk.officer,
        Declaration(uuid4(), desk.round.id, desk.people[1].id, desk.organisations[0].id, Interest.INDIRECT),
    )
    assert trail_rows(desk.at(1), round_code=desk.code) == ()


def test_the_scores_of_work_that_was_taken_away_are_not_shown(desk: Desk) -> None:
    desk.give(0, 0)
    save_draft(desk.at(0), round_code=desk.code, reference="EOI-001", scores={"rooted": 2}, comment="Hm")
    remove_member(desk.officer, round_code=desk.code, member_id=desk.members[0].id)
    taken = trail_rows(desk.officer, round_code=desk.code)[1]
    assert (taken.what, taken.details) == (
        "Work taken from a panel member",
        (("EOIs", "EOI-001", ""),),
    )


def test_a_changed_score_is_shown_with_why(desk: Desk) -> None:
    scored(desk)
    desk.move(RoundState.MODERATION)
    change_score(
        desk.officer,
        round_code=desk.code,
        reference="EOI-001",
        member_id=desk.members[0].id,
        criterion_id="rooted",
        value=5,
        reason="We talked.",
    )
    row = newest(desk, desk.approver)
    assert row.what == "Score changed at moderation: EOI-001, by Community 1"
    assert row.details == (
        ("EOI", "", "EOI-001"),
        ("Scores", "rooted: 4", "rooted: 5"),
        ("Why", "", "We talked."),
    )


def test_personal_values_are_for_those_who_run_decide_and_audit(desk: Desk) -> None:
    edit_contact(
        desk.officer,
        round_code=desk.code,
        reference="EOI-001",
        contact=ContactDetails("Ama Mensah", "ama@example.org"),
    )
    line = "before: –; after: name: Ama Mensah; email: ama@example.org; phone: –"
    assert newest(desk).details == (("Contact", "", line),)
    assert newest(desk, desk.office.auditor).details == (("Contact", "", line),)
    assert newest(desk, desk.office.finance).details == ()


def test_an_erased_name_leaves_the_entry(desk: Desk) -> None:
    choose_payment(
        desk.at(0), round_code=desk.code, member_id=desk.members[0].id, choice=desk.members[0].payment
    )
    withdraw_eoi(desk.officer, round_code=desk.code, reference="EOI-001", reason="x")
    with desk.office.app.engine.begin() as connection:
        connection.execute(sa.text("UPDATE trail_personal SET body = NULL"))
    assert newest(desk).who == "somebody whose name was erased"
    assert newest(desk).what == "EOI withdrawn by the applicant: EOI-001"


def test_members_and_lists_are_told_by_name_and_long_values_shortened(desk: Desk) -> None:
    assign_fairly(desk.officer, round_code=desk.code, scorers=2)
    (detail,) = newest(desk).details
    assert detail[0] == "Given"
    assert "Commissioner 1: EOI-001, EOI-003" in detail[2]
    withdraw_eoi(desk.officer, round_code=desk.code, reference="EOI-001", reason="x")
    with desk.officer.unit_of_work() as uow:
        record(
            uow,
            desk.officer,
            action="tested",
            subject_kind="other",
            subject_id="not a key",
            round_id=desk.round.id,
            before={"flag": True, "gone": 1, "empty": ""},
            after={"flag": False, "long": "x" * 500, "at": datetime(2026, 1, 1, tzinfo=UTC)},
        )
        uow.commit()
    row = newest(desk)
    assert row.what == "Tested"
    assert row.details == (
        ("Flag", "yes", "no"),
        ("Long", "", "x" * (LONGEST - 1) + "…"),
        ("At", "", "2026-01-01T00:00:00+00:00"),
        ("Gone", "1", ""),
    )


def test_awards_are_told_by_their_eoi_and_strange_keys_do_no_harm(desk: Desk) -> None:
    one = desk.eois[1]
    award = Award(
        uuid4(), desk.round.id, one.id, one.organisation_id, one.organisation_id, 100, Decision.FULL
    )
    store(desk.officer, award)
    with desk.officer.unit_of_work() as uow:
        for kind, key in (("award", award.id), ("eoi", "not a key")):
            record(
                uow,
                desk.officer,
                action="tested",
                subject_kind=kind,
                subject_id=key,
                round_id=desk.round.id,
            )
        uow.commit()
    assert said(desk) == [("Olu Officer", "Tested: EOI-002"), ("Olu Officer", "Tested")]


def test_panel_members_read_no_trail(desk: Desk) -> None:
    with pytest.raises(NotAllowed):
        trail_rows(desk.at(0))
