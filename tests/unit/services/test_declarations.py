"""Declaring interests, and what follows: hidden EOIs, work given back, members out of the round."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from commissioning_app.domain.assessments import Assessment
from commissioning_app.domain.errors import BadValue, FourEyes, NotAllowed, StepRefused
from commissioning_app.domain.panels import Interest
from commissioning_app.domain.roles import Role
from commissioning_app.domain.rounds import RoundState
from commissioning_app.services.declarations import (
    agree_exception,
    declare_interest,
    state_none_for_the_rest,
)
from commissioning_app.services.queries.declarations import (
    DeclaredInterest,
    declaration_rows,
    declaration_sheet,
)
from tests.desks import Desk, a_desk
from tests.factories import NOW, an_eoi, an_organisation, store

INDIRECT, DIRECT, NONE = Interest.INDIRECT, Interest.DIRECT, Interest.NONE


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = a_desk(str(tmp_path / "w.db"))
    made.office.clock.instant = datetime(2026, 9, 2, 9, 0, tzinfo=UTC)
    return made


def declare(desk: Desk, member: int, organisation: int, interest: Interest, note: str = "") -> None:
    declare_interest(
        desk.at(member),
        round_code=desk.code,
        organisation_id=desk.organisations[organisation].id,
        interest=interest,
        note=note,
    )


def given_to(desk: Desk, member: int) -> list[str]:
    with desk.officer.reading() as uow:
        ids = [row[0] for row in uow.assignments.columns("eoi_id", member_id=desk.members[member].id)]
        return sorted(row[0] for row in uow.eois.columns("reference", id=ids))


def test_an_indirect_tie_takes_only_that_eoi_away(desk: Desk) -> None:
    desk.give(0, 0, 1)
    store(
        desk.officer,
        Assessment(uuid4(), desk.round.id, desk.eois[0].id, desk.members[0].id, scores={"rooted": 5}),
    )
    declare(desk, 0, 0, INDIRECT, "My sister goes there.")
    assert given_to(desk, 0) == ["EOI-002"]
    declared, taken = desk.trail()
    assert declared.after == {
        "person": str(desk.people[0].id),
        "organisation": str(desk.organisations[0].id),
        "interest": "indirect",
    }
    assert desk.personal(declared) == {"note": "My sister goes there."}
    assert taken.before == {
        "eois": ["EOI-001"],
        "drafts": {"EOI-001": {"rooted": 5}},
    }
    with desk.officer.reading() as uow:
        assert uow.assessments.count() == 0
    assert desk.member(0).is_voting


def test_a_tie_to_the_host_hides_the_eoi_too(desk: Desk) -> None:
    host = an_organisation("Host House")
    eoi = an_eoi(desk.round.id, desk.organisations[0].id, "EOI-009", host_organisation_id=host.id)
    store(desk.officer, host, eoi)
    desk.eois.append(eoi)
    desk.organisations.append(host)
    desk.give(0, 0, 3)
    declare(desk, 0, 3, INDIRECT)
    assert given_to(desk, 0) == ["EOI-001"]


def test_a_direct_tie_takes_a_member_out_of_the_round(desk: Desk) -> None:
    desk.give(0, 0, 1)
    declare(desk, 0, 1, DIRECT, "I am a trustee.")
    assert given_to(desk, 0) == []
    assert (desk.member(0).is_voting, desk.member(0).stepped_down_because) == (False, "a direct interest")
    assert [entry.action for entry in desk.trail()] == [
        "interest declared",
        "work taken from a panel member",
        "panel member stepped down",
    ]


def test_who_takes_a_direct_tie_back_is_in_again(desk: Desk) -> None:
    declare(desk, 0, 0, DIRECT)
    declare(desk, 0, 1, DIRECT)
    declare(desk, 0, 0, NONE)
    assert not desk.member(0).is_voting
    declare(desk, 0, 1, NONE)
    assert desk.member(0).is_voting
    assert desk.last().action == "panel member came back"


def test_saying_the_same_again_writes_nothing(desk: Desk) -> None:
    declare(desk, 0, 0, INDIRECT)
    declare(desk, 0, 0, INDIRECT)
    assert [entry.action for entry in desk.trail()] == ["interest declared"]


def test_an_approver_may_let_somebody_stay_but_the_eoi_stays_hidden(desk: Desk) -> None:
    desk.give(0, 0)
    declare(desk, 0, 0, DIRECT)
    (row,) = [row for row in declaration_rows(desk.officer, round_code=desk.code) if row.interests]
    values = {"round_code": desk.code, "declaration_id": row.interests[0].declaration_id}
    with pytest.raises(BadValue, match="why they may stay"):
        agree_exception(desk.approver, **values, reason=" ")
    agree_exception(desk.approver, **values, reason="Nobody else speaks Sylheti.")
    assert desk.member(0).is_voting
    agreed, back = desk.trail()[-2:]
    assert agreed.after == {"exception_agreed_by": str(desk.approver.actor.person_id)}
    assert desk.personal(agreed) == {"why": "Nobody else speaks Sylheti."}
    assert back.action == "panel member came back"
    assert given_to(desk, 0) == []
    with pytest.raises(StepRefused, match="agreed already"):
        agree_exception(desk.approver, **values, reason="Again")
    sheet = declaration_sheet(desk.at(0), round_code=desk.code)
    assert [(one.name, one.interest, one.exception_agreed) for one in sheet.organisations] == [
        ("Circle 1", DIRECT, True),
        ("Circle 2", None, False),
        ("Circle 3", None, False),
    ]
    # Saying it anew, in another degree, needs a new agreement.
    declare(desk, 0, 0, INDIRECT)
    declare(desk, 0, 0, DIRECT)
    assert not desk.member(0).is_voting


def test_exceptions_are_for_direct_ties_of_others(desk: Desk) -> None:
    declare(desk, 0, 0, INDIRECT)
    declare_interest(
        desk.approver, round_code=desk.code, organisation_id=desk.organisations[0].id, interest=DIRECT
    )
    with desk.officer.reading() as uow:
        ties = {one.person_id: one.id for one in uow.declarations.where()}
    values = {"round_code": desk.code, "reason": "x"}
    with pytest.raises(StepRefused, match="Only a direct interest"):
        agree_exception(desk.approver, declaration_id=ties[desk.people[0].id], **values)
    with pytest.raises(FourEyes, match="another approver"):
        agree_exception(desk.approver, declaration_id=ties[desk.approver.actor.person_id], **values)
    for context in desk.everybody_but(Role.APPROVER):
        with pytest.raises(NotAllowed):
            agree_exception(context, declaration_id=ties[desk.people[0].id], **values)


def test_the_sheet_is_complete_until_another_organisation_comes(desk: Desk) -> None:
    assert not declaration_sheet(desk.at(0), round_code=desk.code).is_complete
    state_none_for_the_rest(desk.at(0), round_code=desk.code)
    sheet = declaration_sheet(desk.at(0), round_code=desk.code)
    assert (sheet.name, sheet.is_complete, sheet.stated_at) == (
        "Community 1",
        True,
        datetime(2026, 9, 2, 9, 0, tzinfo=UTC),
    )
    assert desk.last().after == {"organisations_seen": 3}
    elm = an_organisation("Elm")
    later = datetime(2026, 9, 3, 9, 0, tzinfo=UTC)
    store(desk.officer, elm, an_eoi(desk.round.id, elm.id, "EOI-004", created_at=later))
    assert not declaration_sheet(desk.at(0), round_code=desk.code).is_complete
    desk.office.clock.instant = later
    state_none_for_the_rest(desk.at(0), round_code=desk.code)
    assert declaration_sheet(desk.at(0), round_code=desk.code).is_complete


def test_a_second_eoi_of_a_known_organisation_asks_nothing_anew(desk: Desk) -> None:
    state_none_for_the_rest(desk.at(0), round_code=desk.code)
    later = datetime(2026, 9, 3, 9, 0, tzinfo=UTC)
    store(desk.officer, an_eoi(desk.round.id, desk.organisations[0].id, "EOI-004", created_at=later))
    assert declaration_sheet(desk.at(0), round_code=desk.code).is_complete


def test_an_officer_writes_down_for_somebody_and_nobody_else_does(desk: Desk) -> None:
    values = {"round_code": desk.code, "person_id": desk.people[1].id}
    tie = {**values, "organisation_id": desk.organisations[0].id, "interest": INDIRECT}
    for context in (desk.at(0), desk.approver, desk.office.finance, desk.office.auditor):
        with pytest.raises(NotAllowed, match="Everybody declares their own"):
            declare_interest(context, **tie)
        with pytest.raises(NotAllowed, match="Everybody declares their own"):
            state_none_for_the_rest(context, **values)
        with pytest.raises(NotAllowed, match="Everybody declares their own"):
            declaration_sheet(context, **values)
    declare_interest(desk.officer, **tie)
    state_none_for_the_rest(desk.officer, **values)
    sheet = declaration_sheet(desk.officer, **values)
    assert (sheet.name, sheet.organisations[0].interest, sheet.is_complete) == ("Community 2", INDIRECT, True)


def test_who_has_no_part_has_nothing_to_declare(desk: Desk) -> None:
    with pytest.raises(NotAllowed):
        state_none_for_the_rest(desk.office.auditor, round_code=desk.code)
    outsider = desk.people[0]
    with desk.officer.unit_of_work() as uow:
        uow.members.remove(uow.members.get(desk.members[0].id))
        uow.commit()
    with pytest.raises(NotAllowed, match=f"{outsider.name} has no part in this round"):
        declaration_sheet(desk.at(0), round_code=desk.code)
    with pytest.raises(BadValue, match="no EOI in this round"):
        declare_interest(desk.at(1), round_code=desk.code, organisation_id=uuid4(), interest=INDIRECT)


@pytest.mark.parametrize("state", [RoundState.DRAFT, RoundState.CANCELLED, RoundState.ANNOUNCED])
def test_interests_are_declared_from_opening_to_announcing(desk: Desk, state: RoundState) -> None:
    desk.move(state)
    with pytest.raises(StepRefused, match="from opening to announcing"):
        declare(desk, 0, 0, INDIRECT)


def test_everybody_with_a_part_is_listed_those_missing_first(desk: Desk) -> None:
    state_none_for_the_rest(desk.at(0), round_code=desk.code)
    state_none_for_the_rest(desk.officer, round_code=desk.code)
    declare(desk, 3, 2, INDIRECT)
    declare(desk, 3, 0, NONE)
    declare(desk, 4, 0, DIRECT)
    rows = declaration_rows(desk.office.auditor, round_code=desk.code)
    assert [(row.name, row.part, row.is_complete) for row in rows] == [
        ("Ava Approver", "approver", False),
        ("Commissioner 1", "commissioner member", False),
        ("Community 2", "community member", False),
        ("Community 3", "community member", False),
        ("Fin Finance", "finance", False),
        ("Commissioner 2", "commissioner member, stepped down", True),
        ("Community 1", "community member", True),
        ("Olu Officer", "officer", True),
    ]
    tie = rows[1].interests
    assert tie == (DeclaredInterest(tie[0].declaration_id, "Circle 3", INDIRECT, False),)
    assert rows[6].stated_at == datetime(2026, 9, 2, 9, 0, tzinfo=UTC) > NOW


def test_ties_of_others_are_for_officers_approvers_and_auditors(desk: Desk) -> None:
    for role in (Role.PANEL_MEMBER, Role.FINANCE, Role.ADMINISTRATOR):
        with pytest.raises(NotAllowed):
            declaration_rows(desk.acting(role), round_code=desk.code)
