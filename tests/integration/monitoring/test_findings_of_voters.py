"""Who has a vote on a round's panel learns no totals by group from the checks either."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest

from commissioning_app.domain.errors import NotAllowed, StepRefused
from commissioning_app.domain.panels import MemberGroup, PanelMember
from commissioning_app.domain.people import Person
from commissioning_app.domain.principles.findings import Finding
from commissioning_app.domain.roles import Role
from commissioning_app.domain.rounds import Programme
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.explanations import explain
from commissioning_app.services.principles import NOT_SHOWN, check_round, review_round
from commissioning_app.services.queries.actions import actions_page
from commissioning_app.services.queries.equity import round_totals
from commissioning_app.services.queries.frameworks import frameworks_report
from tests.factories import Office, make_office, store
from tests.integration.monitoring.test_totals import SERVED
from tests.monitoring import a_round_with, decide

BLACK_LED = (
    "Black-led: 11 of 25 funded, others 10 of 23; 1.01 times as likely (95 % interval 0.53 to 1.92).",
    "Black-led: 52 % of the money, 40 % of the people served.",
)


@pytest.fixture
def office(database_url: str) -> Office:
    """A decided round, and three officers more: on its panel with a vote, without one, and no longer."""
    made = make_office(database_url)
    programme = Programme(uuid4(), "Grassroots", need_profile=SERVED)
    store(made.officer, programme)
    round_, _ = a_round_with(made, programme_id=programme.id)
    places: dict[str, dict[str, object]] = {
        "Vera Votes": {},
        "Wyn Without": {"has_vote": False},
        "Stan Stepped": {"stepped_down_because": "Ill"},
    }
    for name, how in places.items():
        person = Person(uuid4(), name, roles=frozenset({Role.OFFICER, Role.PANEL_MEMBER}))
        place = PanelMember(uuid4(), round_.id, person.id, MemberGroup.COMMISSIONER)
        for key, value in how.items():
            setattr(place, key, value)
        store(made.officer, person, place)
    decide(made, round_)
    return made


def told(findings: tuple[Finding, ...] | list[Finding]) -> tuple[str, ...]:
    """What A3 and A4 say."""
    return tuple(one.evidence for one in findings if one.id in ("A3", "A4"))


def whoever_reads_rounds(office: Office) -> list[ServiceContext]:
    """Those who may look at the totals."""
    names = ("Wyn Without", "Stan Stepped")
    return [office.officer, office.approver, office.auditor, *map(office.member, names)]


def test_a_vote_hides_the_figures_and_leaves_the_states(office: Office) -> None:
    round_totals(office.officer, round_code="R1")
    voter = office.member("Vera Votes")
    with pytest.raises(NotAllowed):
        round_totals(voter, round_code="R1")
    everything = check_round(office.officer, round_code="R1")
    hidden = [replace(one, evidence=NOT_SHOWN) if one.id in ("A3", "A4") else one for one in everything]
    assert check_round(voter, round_code="R1") == hidden
    assert list(review_round(voter, round_code="R1").findings) == hidden
    report = frameworks_report(voter, round_code="R1")
    assert list(report.findings) == hidden
    lines = [line for framework in report.frameworks for line in framework.lines]
    assert {said for line in lines for said in told(line.findings)} == {NOT_SHOWN}
    for who in whoever_reads_rounds(office):
        assert check_round(who, round_code="R1") == everything
        assert told(frameworks_report(who, round_code="R1").findings) == BLACK_LED


def test_no_sentence_on_the_way_to_an_explanation_tells_them(office: Office) -> None:
    round_totals(office.officer, round_code="R1")
    voter = office.member("Vera Votes")
    assert not [one for one in actions_page(voter, round_code="R1").findings if "Black-led" in one.evidence]
    with pytest.raises(StepRefused) as refusal:
        explain(voter, round_code="R1", check_id="A3", why="We look into it.")
    assert str(refusal.value) == f"Check A3 is met: there is nothing to explain. {NOT_SHOWN}"


def test_before_anybody_looked_there_is_nothing_to_hide(office: Office) -> None:
    said = "The totals stand since the decision, and nobody has looked at them yet."
    assert told(check_round(office.member("Vera Votes"), round_code="R1")) == (said, said)
