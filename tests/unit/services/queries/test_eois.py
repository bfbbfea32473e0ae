"""The EOIs page: the list, one EOI, and what can be done with it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest

from commissioning_app.domain.eois import EoiContact, EoiState, FundingKind, Publication
from commissioning_app.domain.errors import NotAllowed, NotFound
from commissioning_app.domain.forms import EligibilityRule
from commissioning_app.domain.panels import Declaration, Interest
from commissioning_app.domain.roles import Role
from commissioning_app.domain.rounds import RoundState
from commissioning_app.services.eligibility import ask_query
from commissioning_app.services.eois import ContactDetails, EoiDetails
from commissioning_app.services.queries.eois import EOI_COLUMNS, EoiPage, QueryRow, eoi_page, eoi_rows
from tests.desks import Desk, a_desk
from tests.factories import NOW, an_organisation, store


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return a_desk(str(tmp_path / "w.db"), state=RoundState.CLOSED)


def both_desks(desk: Desk, member: int = 0) -> None:
    """That member is an officer as well, and has a tie to the first organisation."""
    with desk.officer.unit_of_work() as uow:
        uow.people.get(desk.people[member].id).roles = frozenset({Role.OFFICER, Role.PANEL_MEMBER})
        uow.commit()
    desk.people[member].roles = frozenset({Role.OFFICER, Role.PANEL_MEMBER})
    store(
        desk.officer,
        Declaration(
            uuid4(), desk.round.id, desk.people[member].id, desk.organisations[0].id, Interest.INDIRECT
        ),
    )


def test_the_list_is_plain_tuples_in_order_of_reference(desk: Desk) -> None:
    with desk.officer.unit_of_work() as uow:
        uow.organisations.get(desk.organisations[1].id).yearly_income_pence = 10_000_000
        uow.organisations.get(desk.organisations[2].id).yearly_income_pence = None
        uow.eois.get(desk.eois[2].id).minimum_pence = 400_000
        uow.commit()
    rows = eoi_rows(desk.officer, round_code=desk.code)
    assert dict(zip(EOI_COLUMNS, rows[0], strict=True)) == {
        "id": desk.eois[0].id,
        "reference": "EOI-001",
        "organisation": "Circle 1",
        "title": "Walks 1",
        "requested_pence": 840_000,
        "minimum_pence": None,
        "funding_kind": FundingKind.CORE,
        "state": EoiState.ELIGIBLE,
        "is_small": True,
        "income_pence": 4_000_000,
        "received_at": NOW,
        "score": None,
    }
    assert [(row[1], row[5], row[8], row[9]) for row in rows[1:]] == [
        ("EOI-002", None, False, 10_000_000),
        ("EOI-003", 400_000, None, None),
    ]
    assert type(rows[0]) is tuple


def test_scores_are_listed_from_moderation_on_for_those_who_may_see_them(desk: Desk) -> None:
    desk.scored(0, 0, (5, 5))
    desk.scored(3, 0, (0, 0))
    both_desks(desk, 1)

    def scores(context: object) -> list[float | None]:
        return [row[11] for row in eoi_rows(context, round_code=desk.code)]  # type: ignore[arg-type]

    assert scores(desk.officer) == [None, None, None]
    desk.move(RoundState.MODERATION)
    assert scores(desk.officer) == [60.0, None, None]
    assert scores(desk.office.finance) == [None, None, None]
    assert scores(desk.at(1)) == [None, None]
    desk.move(RoundState.ANNOUNCED)
    assert scores(desk.at(1)) == [None, None]
    assert scores(desk.office.auditor) == [60.0, None, None]


def test_a_tie_hides_an_eoi_from_a_panel_member_at_another_desk(desk: Desk) -> None:
    both_desks(desk)
    assert [row[1] for row in eoi_rows(desk.at(0), round_code=desk.code)] == ["EOI-002", "EOI-003"]
    with pytest.raises(NotFound):
        eoi_page(desk.at(0), round_code=desk.code, reference="EOI-001")
    assert eoi_page(desk.at(0), round_code=desk.code, reference="EOI-002").reference == "EOI-002"


def test_one_eoi_with_all_that_belongs_to_it(desk: Desk) -> None:
    host = an_organisation("Host House")
    eoi = desk.eois[0]
    with desk.officer.unit_of_work() as uow:
        uow.organisations.add(host)
        uow.contacts.add(EoiContact(eoi.id, "Ama", "ama@example.org", "1"))
        kept = uow.eois.get(eoi.id)
        kept.host_organisation_id, kept.late_agreed_by = host.id, desk.approver.actor.person_id
        uow.commit()
    query_id = ask_query(desk.officer, round_code=desk.code, reference="EOI-001", question="Where?")
    page = eoi_page(desk.office.finance, round_code=desk.code, reference="EOI-001")
    assert page == EoiPage(
        id=eoi.id,
        reference="EOI-001",
        organisation_id=desk.organisations[0].id,
        organisation="Circle 1",
        org_id="",
        host="Host House",
        is_small=True,
        state=EoiState.QUERIED,
        state_reason="",
        broken_rule=None,
        details=EoiDetails(
            840_000, title="Walks 1", funding_kind=FundingKind.CORE, host_organisation_id=host.id
        ),
        contact=ContactDetails("Ama", "ama@example.org", "1"),
        received_at=NOW,
        source="",
        publication=Publication.FULL,
        publication_reason="",
        late_agreed_by="Ava Approver",
        questions=desk.round.questions,
        rules=desk.round.eligibility_rules,
        queries=(QueryRow(query_id, "Where?", NOW, "Olu Officer", date(2026, 9, 8), "", None, False, 1),),
        version=3,
        can=frozenset(),
    )


def test_the_broken_rule_is_named_and_a_missing_contact_is_empty(desk: Desk) -> None:
    with desk.officer.unit_of_work() as uow:
        kept = uow.eois.get(desk.eois[0].id)
        kept.state, kept.reason_code, kept.state_reason = EoiState.INELIGIBLE, "area", "Another town."
        uow.commit()
    page = eoi_page(desk.officer, round_code=desk.code, reference="EOI-001")
    assert page.broken_rule == EligibilityRule("area", "You work in our area.", "Show us where you meet.")
    assert (page.state_reason, page.contact, page.late_agreed_by, page.host) == (
        "Another town.",
        ContactDetails(),
        "",
        "",
    )


ALWAYS = {"edit_contact", "set_publication"}
STANDS = {*ALWAYS, "withdraw_eoi"}


@pytest.mark.parametrize(
    ("round_state", "state", "can"),
    [
        (
            RoundState.CLOSED,
            EoiState.RECEIVED,
            {*STANDS, "edit_eoi", "ask_query", "find_eligible", "find_ineligible"},
        ),
        (
            RoundState.OPEN,
            EoiState.QUERIED,
            {*STANDS, "edit_eoi", "ask_query", "find_eligible", "find_ineligible"},
        ),
        (
            RoundState.SCORING,
            EoiState.ELIGIBLE,
            {*STANDS, "ask_query", "find_ineligible", "take_back_eligibility"},
        ),
        (RoundState.CLOSED, EoiState.INELIGIBLE, {*STANDS, "find_eligible", "take_back_eligibility"}),
        (RoundState.CLOSED, EoiState.LATE, {*STANDS, "edit_eoi"}),
        (RoundState.CLOSED, EoiState.WITHDRAWN, ALWAYS),
        (RoundState.MODERATION, EoiState.SCORED, {*STANDS, "ask_query"}),
        (RoundState.DECIDED, EoiState.DECIDED, STANDS),
    ],
)
def test_what_an_officer_can_do_with_an_eoi(
    desk: Desk, round_state: RoundState, state: EoiState, can: set[str]
) -> None:
    with desk.officer.unit_of_work() as uow:
        uow.eois.get(desk.eois[0].id).state = state
        uow.commit()
    desk.move(round_state)
    assert eoi_page(desk.officer, round_code=desk.code, reference="EOI-001").can == can
    approver = {"agree_late"} if state is EoiState.LATE else set()
    assert eoi_page(desk.approver, round_code=desk.code, reference="EOI-001").can == approver


def test_panel_members_read_no_eois_here(desk: Desk) -> None:
    with pytest.raises(NotAllowed):
        eoi_rows(desk.at(0), round_code=desk.code)
    with pytest.raises(NotAllowed):
        eoi_page(desk.at(0), round_code=desk.code, reference="EOI-001")
