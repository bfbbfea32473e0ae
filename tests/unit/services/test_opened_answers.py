"""Who opened an organisation's monitoring answers doesn't come to score its EOI."""

from __future__ import annotations

import pytest

from commissioning_app.domain.errors import NotAllowed
from commissioning_app.domain.monitoring.questions import GivenAnswer
from commissioning_app.domain.panels import MemberGroup
from commissioning_app.domain.roles import Role
from commissioning_app.domain.rounds import RoundState
from commissioning_app.services.monitoring.answers import (
    CORRECTED,
    GIVEN,
    LOOKED_AT,
    give_answers,
    give_organisation_answers,
    see_organisation_answers,
)
from commissioning_app.services.opened_answers import OPENED
from commissioning_app.services.panels import add_member, edit_member, remove_member
from tests.factories import Office, a_round, an_eoi, an_organisation, store

REFUSED = (
    "Olu Officer opened what an organisation of this round says about its people, so they can't have a vote "
    "here. Choose somebody else, or give them a place without a vote."
)


@pytest.fixture
def rounds(office: Office) -> None:
    """One organisation in R1 and R2, another in R3; the officer may be a panel member too."""
    circle, square = an_organisation("Circle"), an_organisation("Square")
    store(office.officer, circle, square)
    for code, organisation in (("R1", circle), ("R2", circle), ("R3", square)):
        round_ = a_round(code=code, state=RoundState.CLOSED)
        store(office.officer, round_)
        store(office.officer, an_eoi(round_.id, organisation.id, "EOI-001"))
    with office.officer.unit_of_work() as uow:
        officer = uow.people.get(office.officer.actor.person_id)
        officer.roles = frozenset({*officer.roles, Role.PANEL_MEMBER})
        uow.commit()


def seat(office: Office, code: str, *, has_vote: bool = True) -> None:
    add_member(
        office.officer,
        round_code=code,
        person_id=office.officer.actor.person_id,
        group=MemberGroup.COMMISSIONER,
        has_vote=has_vote,
    )


def test_the_trail_calls_it_so() -> None:
    assert frozenset({LOOKED_AT, GIVEN, CORRECTED}) == OPENED


@pytest.mark.usefixtures("rounds")
def test_who_looked_gets_no_vote_wherever_the_organisation_applies(office: Office) -> None:
    see_organisation_answers(office.officer, round_code="R1", reference="EOI-001")
    for code in ("R1", "R2"):
        with pytest.raises(NotAllowed) as refused:
            seat(office, code)
        assert str(refused.value) == REFUSED
    seat(office, "R3")


@pytest.mark.usefixtures("rounds")
def test_who_wrote_it_down_can_sit_without_a_vote_and_is_given_none_later(office: Office) -> None:
    answers = [GivenAnswer("ethnicity", "african")]
    give_organisation_answers(office.officer, round_code="R1", reference="EOI-001", answers=answers)
    seat(office, "R1", has_vote=False)
    with office.officer.reading() as uow:
        (member,) = uow.members.where()
    change = {"member_id": member.id, "version": None, "group": member.group, "is_chair": False}
    with pytest.raises(NotAllowed) as refused:
        edit_member(office.officer, round_code="R1", **change, has_vote=True)
    assert str(refused.value) == REFUSED


@pytest.mark.usefixtures("rounds")
def test_ones_own_answers_take_no_vote_away(office: Office) -> None:
    seat(office, "R1")
    give_answers(office.officer, round_code="R1", answers=[GivenAnswer("ethnicity", "african")])
    with office.officer.reading() as uow:
        (member,) = uow.members.where()
    remove_member(office.officer, round_code="R1", member_id=member.id)
    seat(office, "R1")
