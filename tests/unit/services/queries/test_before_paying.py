"""What stands in the way of paying, for each organisation, from what is kept; the same as the checks say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from commissioning_app.domain.due_diligence import DiligenceItem as Item
from commissioning_app.domain.roles import Actor, Role
from commissioning_app.domain.rounds import FunderKind
from commissioning_app.services.due_diligence import check_items, decide_exception, propose_exception
from commissioning_app.services.principles import check_round
from commissioning_app.services.queries.before_paying import before_paying_page
from commissioning_app.services.queries.home import HomeItem, Where, home_items
from commissioning_app.services.subsidy import record_no_enterprises
from tests.decided import Decided, a_decided_round
from tests.settling import look_into_everyone

SEEN = (Item.GOVERNING_DOCUMENT, Item.THREE_UNRELATED_PEOPLE, Item.BANK_EVIDENCE)
UNSEEN = "Still to be looked at: governing document, three unrelated people, bank evidence, sanctions."
NOT_ASKED = "Nobody has asked yet whether it is an enterprise with this money."


@pytest.fixture
def decided(tmp_path: Path) -> Iterator[Decided]:
    made = a_decided_round(str(tmp_path / "w.db"))
    yield made
    made.office.app.close()


def in_the_way(decided: Decided) -> dict[str, tuple[str, ...]]:
    rows = before_paying_page(decided.office.finance, round_code="R1").rows
    return {row.organisation: row.in_the_way for row in rows}


def are_settled(decided: Decided) -> bool:
    """Whether L3 and L4 let the round be paid."""
    found = check_round(decided.office.officer, round_code="R1")
    return all(finding.is_settled for finding in found if finding.id in ("L3", "L4"))


def test_from_nothing_done_to_nothing_in_the_way(decided: Decided) -> None:
    assert in_the_way(decided) == {
        "Circle E-1": (UNSEEN, NOT_ASKED),
        "The Host Trust": (UNSEEN, NOT_ASKED),
    }
    assert not are_settled(decided)
    look_into_everyone(decided.office.officer, "R1")
    assert in_the_way(decided) == {"Circle E-1": (), "The Host Trust": ()}
    assert are_settled(decided)
    assert before_paying_page(decided.office.officer, round_code="R1").ready == 2


def test_an_exception_counts_once_it_is_agreed(decided: Decided) -> None:
    officer, key = decided.office.officer, decided.organisations["E-1"].id
    record_no_enterprises(officer, round_code="R1", organisations=[key])
    check_items(officer, round_code="R1", organisation_id=key, items=SEEN)
    propose_exception(officer, round_code="R1", organisation_id=key, why="The list is down")
    assert in_the_way(decided)["Circle E-1"] == (
        "Still to be looked at: sanctions.",
        "An exception waits for an approver.",
    )
    decide_exception(decided.office.approver, round_code="R1", organisation_id=key, agree=True)
    assert in_the_way(decided)["Circle E-1"] == ()


def test_home_tells_the_approver_of_an_exception_that_waits(decided: Decided) -> None:
    office, key = decided.office, decided.organisations["E-1"].id
    propose_exception(office.officer, round_code="R1", organisation_id=key, why="The list is down")
    wanted = HomeItem(
        "ask",
        "1 exception waits for you before paying",
        "Grassroots wellbeing · Circle E-1",
        "Agree or send back",
        Where("round", "R1", "awards", "before_paying"),
    )
    assert wanted in home_items(office.approver)
    assert wanted not in home_items(office.officer)
    me = office.officer.actor
    both = Actor(me.person_id, me.name, frozenset({Role.OFFICER, Role.APPROVER}))
    assert wanted not in home_items(office.officer.acting_as(both))
    decide_exception(office.approver, round_code="R1", organisation_id=key, agree=False, reason="Later")
    assert wanted not in home_items(office.approver)


def test_a_charitable_funder_asks_nothing_about_subsidies(decided: Decided) -> None:
    with decided.office.officer.unit_of_work() as uow:
        workspace = uow.workspaces.find()
        assert workspace is not None
        workspace.funder_kind = FunderKind.CHARITABLE_FUNDER
        uow.commit()
    assert before_paying_page(decided.office.officer, round_code="R1").subsidy_applies is False
    assert in_the_way(decided) == {"Circle E-1": (UNSEEN,), "The Host Trust": (UNSEEN,)}


def test_nobody_is_to_be_funded_yet(decided: Decided) -> None:
    with decided.office.officer.unit_of_work() as uow:
        for award in uow.awards.where():
            for instalment in uow.instalments.where(award_id=award.id):
                uow.instalments.remove(instalment)
            uow.awards.remove(award)
        for line in uow.recommendation_lines.where():
            uow.recommendation_lines.remove(line)
        for one in uow.recommendations.where():
            uow.recommendations.remove(one)
        uow.commit()
    page = before_paying_page(decided.office.officer, round_code="R1")
    assert (page.is_known, page.rows, page.ready) == (False, (), 0)
