"""What is done before paying, on both databases: due diligence, subsidy control and actions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from commissioning_app.domain.due_diligence import CheckedItem, DueDiligence, SubsidyRecord
from commissioning_app.domain.due_diligence import DiligenceItem as Item
from commissioning_app.services.actions import add_action, finish_action
from commissioning_app.services.audit import record, snapshot
from commissioning_app.services.due_diligence import check_items, decide_exception, propose_exception
from commissioning_app.services.principles import check_round
from commissioning_app.services.queries.actions import actions_page
from commissioning_app.services.queries.before_paying import before_paying_page
from commissioning_app.services.subsidy import record_no_enterprises, record_subsidy
from commissioning_app.services.undoing import TOTALS_SEEN, totals_were_seen
from tests.decided import Decided, a_decided_round
from tests.factories import NOW

TODAY = NOW.date()


@pytest.fixture
def decided(database_url: str) -> Iterator[Decided]:
    made = a_decided_round(database_url)
    yield made
    made.office.app.close()


def test_due_diligence_comes_back_whole(decided: Decided) -> None:
    officer, approver = decided.office.officer, decided.office.approver
    key = decided.organisations["E-1"].id
    check_items(officer, round_code="R1", organisation_id=key, items=[Item.SANCTIONS], note="£ – ok ✓")
    propose_exception(officer, round_code="R1", organisation_id=key, why="Two of three; a third in June")
    decide_exception(approver, round_code="R1", organisation_id=key, agree=True)
    with officer.reading() as uow:
        kept = uow.due_diligence.find(organisation_id=key)
    assert kept is not None
    expected = DueDiligence(
        kept.id,
        decided.round.id,
        key,
        items=(CheckedItem(Item.SANCTIONS, TODAY, "£ – ok ✓"),),
        exception="Two of three; a third in June",
        exception_items=(Item.GOVERNING_DOCUMENT, Item.THREE_UNRELATED_PEOPLE, Item.BANK_EVIDENCE),
        exception_by=officer.actor.person_id,
        exception_agreed_by=approver.actor.person_id,
        exception_agreed_at=NOW,
        version=3,
    )
    assert snapshot(kept) == snapshot(expected)
    line = before_paying_page(officer, round_code="R1").rows[0].diligence
    assert (line.is_done, line.agreed_by) == (True, "Ava Approver")


def test_a_subsidy_answer_comes_back_whole(decided: Decided) -> None:
    officer, key = decided.office.officer, decided.organisations["E-1"].id
    day = date(2026, 8, 3)
    record_subsidy(
        officer,
        round_code="R1",
        organisation_id=key,
        is_enterprise=True,
        received_pence=3_000_000_000,
        notified_on=day,
        confirmed_on=day,
        told_after_on=day,
        on_database_on=day,
        note="Café",
    )
    with officer.reading() as uow:
        kept = uow.subsidy_records.find(organisation_id=key)
    assert kept is not None
    expected = SubsidyRecord(
        kept.id, decided.round.id, key, True, 3_000_000_000, day, day, day, day, "Café", version=1
    )
    assert snapshot(kept) == snapshot(expected)
    host = decided.awards["E-2"].payee_organisation_id
    assert record_no_enterprises(officer, round_code="R1", organisations=[key, host]) == 1
    found = {one.id: one for one in check_round(officer, round_code="R1")}
    assert (found["L4"].state.value, found["L3"].state.value) == ("not_met", "not_known")


def test_an_action_comes_back_whole(decided: Decided) -> None:
    officer = decided.office.officer
    key = add_action(
        officer, round_code="R1", check_id="S2", what="Drop one", owner="Rosa", due_on=date(2026, 12, 1)
    )
    finish_action(officer, action_id=key, version=1, outcome="An hour less")
    [line] = actions_page(officer, round_code="R1").actions
    assert (line.what, line.owner, line.due_on, line.done_on, line.outcome, line.version) == (
        "Drop one", "Rosa", date(2026, 12, 1), TODAY, "An hour less", 2,
    )  # fmt: skip


def test_looks_at_totals_are_found_in_the_trail(decided: Decided) -> None:
    officer = decided.office.officer
    with officer.unit_of_work() as uow:
        assert not totals_were_seen(uow, decided.round.id)
        record(
            uow,
            officer,
            action=TOTALS_SEEN,
            subject_kind="round",
            subject_id=decided.round.id,
            round_id=decided.round.id,
        )
        uow.commit()
    with officer.reading() as uow:
        assert totals_were_seen(uow, decided.round.id)
        assert uow.views.entries_at(TOTALS_SEEN, round_id=decided.round.id) == [NOW]
    found = {one.id: one for one in check_round(officer, round_code="R1")}
    assert found["A5"].evidence == "Totals of monitoring answers were read 1 time before the decision."
