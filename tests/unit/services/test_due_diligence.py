"""Due diligence: of those to be funded, by size, of the host where there is one; agreed by a second."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from commissioning_app.domain.awards import AwardState, InstalmentState, RecommendationState
from commissioning_app.domain.due_diligence import DiligenceItem as Item
from commissioning_app.domain.due_diligence import ExceptionState
from commissioning_app.domain.errors import BadValue, FourEyes, NotAllowed, StaleVersion, StepRefused
from commissioning_app.domain.panels import Declaration, Interest, MemberGroup, PanelMember
from commissioning_app.domain.roles import Actor, Role
from commissioning_app.domain.rounds import RoundState
from commissioning_app.domain.trail import TrailEntry
from commissioning_app.services.due_diligence import (
    check_item,
    check_items,
    decide_exception,
    propose_exception,
    uncheck_item,
)
from commissioning_app.services.principles import check_round
from commissioning_app.services.queries.before_paying import before_paying_page
from commissioning_app.services.queries.trail import trail_rows
from commissioning_app.services.workspace import verify_trail
from tests.decided import Decided, a_decided_round
from tests.factories import NOW, store
from tests.settling import payee_row

TODAY = NOW.date()
LEAST = (Item.GOVERNING_DOCUMENT, Item.THREE_UNRELATED_PEOPLE, Item.BANK_EVIDENCE, Item.SANCTIONS)


@pytest.fixture
def decided(tmp_path: Path) -> Iterator[Decided]:
    """Circle E-1 is funded itself; Circle E-2's money goes to The Host Trust."""
    made = a_decided_round(str(tmp_path / "w.db"))
    yield made
    made.office.app.close()


def one(decided: Decided) -> dict[str, Any]:
    """What names Circle E-1 in its round."""
    return {"round_code": "R1", "organisation_id": decided.organisations["E-1"].id}


def host(decided: Decided) -> dict[str, Any]:
    """What names the host in its round."""
    return {"round_code": "R1", "organisation_id": decided.awards["E-2"].payee_organisation_id}


def last(decided: Decided) -> TrailEntry:
    with decided.office.officer.reading() as uow:
        return list(uow.trail.entries())[-1]


def state_of(decided: Decided, check_id: str = "L3") -> str:
    found = check_round(decided.office.officer, round_code="R1")
    return next(finding.state.value for finding in found if finding.id == check_id)


def change(decided: Decided, repository: str, key: UUID, **changes: Any) -> None:
    """Change a stored row past the services."""
    with decided.office.officer.unit_of_work() as uow:
        entity = getattr(uow, repository).get(key)
        for name, value in changes.items():
            setattr(entity, name, value)
        uow.commit()


def test_only_those_to_be_funded_are_asked_and_a_host_in_place_of_its_group(decided: Decided) -> None:
    page = before_paying_page(decided.office.officer, round_code="R1")
    assert (page.is_known, page.may_check, page.may_decide) == (True, True, False)
    rows = [(row.organisation, row.holds_for, row.references, row.pence) for row in page.rows]
    assert rows == [
        ("Circle E-1", (), ("E-1",), 840_000),
        ("The Host Trust", ("Circle E-2",), ("E-2",), 700_001),
    ]
    assert [line.item for line in page.rows[0].diligence.items] == list(LEAST)
    assert page.rows[0].diligence.missing == LEAST


def test_what_is_looked_at_is_kept_with_its_day_and_its_evidence(decided: Decided) -> None:
    officer = decided.office.officer
    version = check_item(officer, **one(decided), item=Item.SANCTIONS, note=" No match ", version=0)
    check_items(officer, **one(decided), items=LEAST[:2], on=TODAY - timedelta(1), version=version)
    line = payee_row(officer, "R1", decided.organisations["E-1"].id).diligence
    assert [(one.item, one.on, one.note) for one in line.items] == [
        (LEAST[0], TODAY - timedelta(1), ""),
        (LEAST[1], TODAY - timedelta(1), ""),
        (Item.BANK_EVIDENCE, None, ""),
        (Item.SANCTIONS, TODAY, "No match"),
    ]
    assert (line.missing, line.version, line.is_done) == ((Item.BANK_EVIDENCE,), 2, False)
    entry = last(decided)
    assert (entry.action, entry.subject_kind, entry.before) == ("due diligence checked", "organisation", None)
    assert entry.after == {
        "items": ["governing document", "three unrelated people"], "on": "2026-08-31", "note": "",
    }  # fmt: skip
    shown = trail_rows(officer, round_code="R1", limit=1)[0]
    assert shown.what == "Due diligence checked: Circle E-1"


def test_looking_again_takes_the_place_of_the_first_time(decided: Decided) -> None:
    officer = decided.office.officer
    check_item(officer, **one(decided), item=Item.SANCTIONS, note="One match", on=TODAY - timedelta(9))
    check_item(officer, **one(decided), item=Item.SANCTIONS, note="Somebody else")
    line = payee_row(officer, "R1", decided.organisations["E-1"].id).diligence
    assert [one.note for one in line.items if one.on] == ["Somebody else"]
    was = {"item": "sanctions", "on": "2026-08-23", "note": "One match"}
    assert last(decided).before == {"items": [was]}


def test_the_check_is_met_when_all_was_looked_at(decided: Decided) -> None:
    officer = decided.office.officer
    assert state_of(decided) == "not_known"
    check_items(officer, **one(decided), items=LEAST)
    assert state_of(decided) == "not_met"
    check_items(officer, **host(decided), items=LEAST)
    assert state_of(decided) == "met"
    uncheck_item(officer, **host(decided), item=Item.SANCTIONS, reason="Of another trust")
    assert state_of(decided) == "not_met"
    entry = last(decided)
    assert (entry.action, entry.reason) == ("due diligence taken back", "Of another trust")
    with pytest.raises(StepRefused, match="“sanctions” is not checked"):
        uncheck_item(officer, **host(decided), item=Item.SANCTIONS)


@pytest.mark.parametrize(
    ("pence", "income", "org_id", "asks_register", "count"),
    [
        (1_000_000, 4_000_000, "", False, 4),
        (1_000_001, 4_000_000, "", False, 7),
        (1_000_001, 9_999_999, "", False, 7),
        (1_000_001, 10_000_000, "", True, 8),
        (1_000_001, None, "", True, 8),
        (1_000_001, 4_000_000, "GB-CHC-1000001", True, 8),
    ],
)
def test_size_decides_what_is_asked_and_a_small_group_on_no_register_is_not_asked_for_one(
    decided: Decided, pence: int, income: int | None, org_id: str, asks_register: bool, count: int
) -> None:
    key = decided.organisations["E-1"].id
    change(decided, "awards", decided.awards["E-1"].id, amount_pence=pence)
    change(decided, "organisations", key, yearly_income_pence=income, org_id=org_id)
    items = [line.item for line in payee_row(decided.office.officer, "R1", key).diligence.items]
    assert (Item.REGISTER in items, len(items)) == (asks_register, count)
    if not asks_register:
        with pytest.raises(StepRefused, match="“register” is not asked of an organisation of this size"):
            check_item(decided.office.officer, **one(decided), item=Item.REGISTER)


def test_a_host_of_two_groups_is_asked_for_all_that_it_gets(decided: Decided) -> None:
    host_id = decided.awards["E-2"].payee_organisation_id
    change(decided, "awards", decided.awards["E-1"].id, payee_organisation_id=host_id)
    page = before_paying_page(decided.office.officer, round_code="R1")
    [row] = page.rows
    assert (row.holds_for, row.pence) == (("Circle E-1", "Circle E-2"), 1_540_001)
    assert (row.references, len(row.diligence.items)) == (("E-1", "E-2"), 7)


def test_an_award_that_stands_no_more_asks_nobody(decided: Decided) -> None:
    for award in decided.awards.values():
        change(decided, "awards", award.id, state=AwardState.REFUSED)
    assert before_paying_page(decided.office.officer, round_code="R1").rows == ()
    assert (state_of(decided), state_of(decided, "L4")) == ("not_applicable", "not_applicable")


def test_a_recommendation_says_who_is_to_be_funded_before_there_are_awards(decided: Decided) -> None:
    with decided.office.officer.unit_of_work() as uow:
        for award in uow.awards.where():
            for part in uow.instalments.where(award_id=award.id):
                uow.instalments.remove(part)
            uow.awards.remove(award)
        host_id = decided.awards["E-2"].payee_organisation_id
        uow.eois.get(decided.eois["E-2"].id).host_organisation_id = host_id
        uow.commit()
    page = before_paying_page(decided.office.officer, round_code="R1")
    assert [(row.organisation, row.pence) for row in page.rows] == [
        ("Circle E-1", 840_000),
        ("The Host Trust", 700_001),
    ]
    with pytest.raises(StepRefused) as hosted:
        check_items(
            decided.office.officer,
            round_code="R1",
            organisation_id=decided.organisations["E-2"].id,
            items=LEAST,
        )
    said = "Money for Circle E-2 would go to its host, The Host Trust. The host is asked instead."
    assert str(hosted.value) == said
    with decided.office.officer.unit_of_work() as uow:
        for recommendation in uow.recommendations.where():
            recommendation.state = RecommendationState.REPLACED
        uow.commit()
    assert before_paying_page(decided.office.officer, round_code="R1").is_known is False
    with pytest.raises(StepRefused, match="Nobody is to be funded in the round R1 yet"):
        check_items(decided.office.officer, **one(decided), items=LEAST)


def test_those_that_no_money_goes_to_are_not_asked(decided: Decided) -> None:
    declined = decided.organisations["E-4"].id
    for call in (check_item, uncheck_item):
        with pytest.raises(StepRefused) as refused:
            call(decided.office.officer, round_code="R1", organisation_id=declined, item=Item.SANCTIONS)
        assert str(refused.value) == (
            "Circle E-4 is not to be funded in the round R1. Only those that money goes to are asked."
        )


def test_an_exception_needs_a_second_person_and_holds_for_what_was_missing(decided: Decided) -> None:
    officer, approver = decided.office.officer, decided.office.approver
    check_items(officer, **host(decided), items=LEAST)
    check_items(officer, **one(decided), items=LEAST[:3])
    version = propose_exception(officer, **one(decided), why=" The list is down until Friday ", version=1)
    line = payee_row(approver, "R1", decided.organisations["E-1"].id).diligence
    assert (line.exception, line.exception_state, line.exception_by, line.may_decide) == (
        "The list is down until Friday", ExceptionState.WAITING, "Olu Officer", True,
    )  # fmt: skip
    assert payee_row(officer, "R1", decided.organisations["E-1"].id).diligence.may_decide is False
    assert state_of(decided) == "not_met"
    decide_exception(approver, **one(decided), agree=True, reason="Minute 3", version=version)
    entry = last(decided)
    assert (entry.action, entry.reason) == ("due diligence exception agreed", "Minute 3")
    assert state_of(decided) == "met"
    line = payee_row(officer, "R1", decided.organisations["E-1"].id).diligence
    assert (line.is_done, line.agreed_by, line.excepted) == (True, "Ava Approver", (Item.SANCTIONS,))
    uncheck_item(officer, **one(decided), item=Item.BANK_EVIDENCE)
    assert state_of(decided) == "not_met"
    propose_exception(officer, **one(decided), why="Both are late")
    line = payee_row(officer, "R1", decided.organisations["E-1"].id).diligence
    assert (line.exception_state, line.agreed_by) == (ExceptionState.WAITING, "")
    assert verify_trail(officer).problems == ()


def test_an_exception_that_is_sent_back_comes_with_a_reason(decided: Decided) -> None:
    officer, approver = decided.office.officer, decided.office.approver
    propose_exception(officer, **one(decided), why="No time")
    with pytest.raises(BadValue, match="Say why the exception is sent back"):
        decide_exception(approver, **one(decided), agree=False, reason=" ")
    decide_exception(approver, **one(decided), agree=False, reason="Take the time")
    line = payee_row(approver, "R1", decided.organisations["E-1"].id).diligence
    assert (line.exception_state, line.sent_back, line.may_decide) == (
        ExceptionState.SENT_BACK, "Take the time", False,
    )  # fmt: skip
    assert (state_of(decided), last(decided).action) == ("not_met", "due diligence exception sent back")
    for agree in (True, False):
        with pytest.raises(StepRefused, match="No exception waits"):
            decide_exception(approver, **one(decided), agree=agree, reason="x")
    propose_exception(officer, **one(decided), why="The list is down")
    line = payee_row(approver, "R1", decided.organisations["E-1"].id).diligence
    assert (line.exception_state, line.sent_back) == (ExceptionState.WAITING, "")


def test_nobody_agrees_to_their_own_exception(decided: Decided) -> None:
    me = decided.office.officer.actor
    both = decided.office.officer.acting_as(
        Actor(me.person_id, me.name, frozenset({Role.OFFICER, Role.APPROVER}))
    )
    propose_exception(both, **one(decided), why="No time")
    assert payee_row(both, "R1", decided.organisations["E-1"].id).diligence.may_decide is False
    for agree in (True, False):
        with pytest.raises(FourEyes, match="You proposed this exception"):
            decide_exception(both, **one(decided), agree=agree, reason="x")


def test_an_exception_needs_a_reason_and_something_missing(decided: Decided) -> None:
    officer = decided.office.officer
    with pytest.raises(BadValue, match="Say why the money can go out without it"):
        propose_exception(officer, **one(decided), why=" ")
    check_items(officer, **one(decided), items=LEAST)
    with pytest.raises(StepRefused, match="needs no exception"):
        propose_exception(officer, **one(decided), why="To be safe")


def test_officers_look_and_approvers_agree(decided: Decided) -> None:
    office = decided.office
    for context in (office.approver, office.finance, office.auditor):
        with pytest.raises(NotAllowed):
            check_item(context, **one(decided), item=Item.SANCTIONS)
        with pytest.raises(NotAllowed):
            uncheck_item(context, **one(decided), item=Item.SANCTIONS)
        with pytest.raises(NotAllowed):
            propose_exception(context, **one(decided), why="x")
    for context in (office.officer, office.finance, office.auditor):
        with pytest.raises(NotAllowed):
            decide_exception(context, **one(decided), agree=True)
    member = office.officer.acting_as(Actor(uuid4(), "Member", frozenset({Role.PANEL_MEMBER})))
    with pytest.raises(NotAllowed):
        before_paying_page(member, round_code="R1")
    assert before_paying_page(office.finance, round_code="R1").may_check is False


def test_nobody_looks_into_an_organisation_that_they_have_a_tie_to(decided: Decided) -> None:
    for who in (decided.office.officer, decided.office.approver):
        tie = Declaration(
            uuid4(), decided.round.id, who.actor.person_id, decided.organisations["E-1"].id,
            Interest.INDIRECT, "", NOW,
        )  # fmt: skip
        store(decided.office.officer, tie)
    with pytest.raises(NotAllowed, match="You declared an interest"):
        check_items(decided.office.officer, **one(decided), items=LEAST)
    with pytest.raises(NotAllowed, match="You declared an interest"):
        decide_exception(decided.office.approver, **one(decided), agree=True)
    check_items(decided.office.officer, **host(decided), items=LEAST)


def test_a_panel_member_with_a_tie_is_not_told_who_is_to_be_funded(decided: Decided) -> None:
    """Neither by the page nor by the trail, until the announcement; others read both."""
    officer, tied = decided.office.officer, decided.office.approver
    check_items(officer, **one(decided), items=LEAST)
    me = tied.actor.person_id
    store(
        officer,
        PanelMember(uuid4(), decided.round.id, me, MemberGroup.COMMISSIONER),
        Declaration(
            uuid4(), decided.round.id, me, decided.organisations["E-1"].id, Interest.INDIRECT, "", NOW
        ),
    )
    told = "Due diligence checked: Circle E-1"
    assert told in [row.what for row in trail_rows(officer, round_code="R1")]
    assert told not in [row.what for row in trail_rows(tied, round_code="R1")]
    assert [row.organisation for row in before_paying_page(tied, round_code="R1").rows] == ["The Host Trust"]
    change(decided, "rounds", decided.round.id, state=RoundState.ANNOUNCED)
    assert told in [row.what for row in trail_rows(tied, round_code="R1")]
    assert len(before_paying_page(tied, round_code="R1").rows) == 2


def test_two_who_save_at_once_are_told(decided: Decided) -> None:
    officer = decided.office.officer
    check_item(officer, **one(decided), item=Item.SANCTIONS, version=0)
    for version in (0, 7):
        with pytest.raises(StaleVersion):
            check_item(officer, **one(decided), item=Item.BANK_EVIDENCE, version=version)
        with pytest.raises(StaleVersion):
            uncheck_item(officer, **one(decided), item=Item.SANCTIONS, version=version)
        with pytest.raises(StaleVersion):
            propose_exception(officer, **one(decided), why="x", version=version)
        with pytest.raises(StaleVersion):
            decide_exception(decided.office.approver, **one(decided), agree=True, version=version)


def test_nothing_is_looked_at_tomorrow(decided: Decided) -> None:
    with pytest.raises(BadValue, match="a day that is still to come"):
        check_item(decided.office.officer, **one(decided), item=Item.SANCTIONS, on=date(2026, 9, 2))


def test_a_payee_was_paid_once_an_instalment_was(decided: Decided) -> None:
    with decided.office.officer.unit_of_work() as uow:
        uow.instalments.where(award_id=decided.awards["E-1"].id)[0].state = InstalmentState.PAID
        uow.commit()
    rows = before_paying_page(decided.office.officer, round_code="R1").rows
    assert [row.was_paid for row in rows] == [True, False]
