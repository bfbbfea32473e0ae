"""Two tables about some of the same people never show together what each of them hides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from commissioning_app.domain.errors import NotAllowed
from commissioning_app.domain.monitoring.answers import BreakdownKind, SubjectKind
from commissioning_app.domain.monitoring.breakdowns import Breakdown, breakdown_from
from commissioning_app.domain.monitoring.questions import GivenAnswer
from commissioning_app.domain.panels import MemberGroup, PanelMember
from commissioning_app.domain.people import Person
from commissioning_app.domain.roles import Role
from commissioning_app.domain.rounds import Programme, Round, RoundState
from commissioning_app.services.monitoring.answers import give_organisation_answers, see_organisation_answers
from commissioning_app.services.ports.monitoring import store_of
from tests.factories import Office, a_round, an_eoi, an_organisation, make_office, store
from tests.monitoring import a_panel_that_says, decide, say


@pytest.fixture
def office(database_url: str) -> Office:
    """An empty office."""
    return make_office(database_url)


def applied_to(
    office: Office, code: str, organisations: dict[UUID, str], programme_id: UUID | None = None
) -> Round:
    """A round at moderation to which these organisations applied, with what each said."""
    round_ = a_round(code=code, state=RoundState.MODERATION, programme_id=programme_id)
    store(office.officer, round_)
    for number, (organisation_id, said) in enumerate(organisations.items()):
        eoi = an_eoi(round_.id, organisation_id, f"E-{number:03}")
        store(office.officer, eoi)
        say(office, round_, SubjectKind.EOI, eoi.id, [said])
    return round_


def organisations(office: Office, codes: Sequence[str], word: str = "Group") -> dict[UUID, str]:
    """Organisations that are led by one of these groups each."""
    made = {}
    for number, code in enumerate(codes):
        one = an_organisation(f"{word} {number}")
        store(office.officer, one)
        made[one.id] = code
    return made


def frozen(office: Office, round_: Round, kind: BreakdownKind) -> Breakdown | None:
    """The table that was made with a round's decision; None where it waits or there is none."""
    with office.officer.reading() as uow:
        tables = store_of(uow).frozen(kind, round_id=round_.id)
    bodies = [one.body for one in tables if one.body is not None]
    return breakdown_from(bodies[0]) if bodies else None


def hidden(table: Breakdown) -> set[str]:
    return {line.key for line in table.tables[0].rows if line.applied is None}


FIRST = ["african"] * 9 + ["indian"] * 2 + ["irish"] * 8 + ["arab"] * 7


def test_nearly_the_same_applicants_wait_for_the_next_round(office: Office) -> None:
    programme = Programme(uuid4(), "Grassroots")
    store(office.officer, programme)
    same = organisations(office, FIRST)
    one_more = {**same, **organisations(office, ["roma"], "New")}
    first = applied_to(office, "R1", same, programme.id)
    second = applied_to(office, "R2", one_more, programme.id)
    others = applied_to(office, "R3", organisations(office, FIRST, "Other"), programme.id)
    for round_ in (first, second):
        decide(office, round_)
    shown = frozen(office, first, BreakdownKind.APPLICANTS)
    assert shown is not None
    assert "indian" in hidden(shown)
    assert frozen(office, second, BreakdownKind.APPLICANTS) is None
    decide(office, others)
    both = frozen(office, others, BreakdownKind.APPLICANTS)
    assert both is not None
    assert both.rounds == ("R2", "R3")
    assert hidden(shown) <= hidden(both)


def test_some_of_the_same_applicants_stay_hidden_where_they_were(office: Office) -> None:
    same = organisations(office, FIRST)
    kept = dict(list(same.items())[:16])
    second_time = {**kept, **organisations(office, ["irish"] * 6 + ["african"] * 4, "New")}
    first, second = applied_to(office, "R1", same), applied_to(office, "R2", second_time)
    for round_ in (first, second):
        decide(office, round_)
    one, two = (frozen(office, each, BreakdownKind.APPLICANTS) for each in (first, second))
    assert one is not None
    assert two is not None
    assert hidden(one) - {"arab"} <= hidden(two)


def test_a_panel_member_is_counted_in_one_table_whatever_the_programme(office: Office) -> None:
    first, second = a_round(state=RoundState.MODERATION), a_round(code="R2", state=RoundState.MODERATION)
    store(office.officer, first, second)
    codes = ["african"] * 7 + ["irish"] * 6
    people = a_panel_that_says(office, first, codes)
    for person_id, code in zip(people, codes, strict=True):
        member = PanelMember(uuid4(), second.id, person_id, MemberGroup.COMMUNITY)
        store(office.officer, member)
        say(office, second, SubjectKind.MEMBER, member.id, [code])
    for round_ in (first, second):
        decide(office, round_)
    assert frozen(office, first, BreakdownKind.PANEL) is not None
    assert frozen(office, second, BreakdownKind.PANEL) is None


def test_who_votes_in_one_round_sees_no_answers_of_its_applicants_in_another(office: Office) -> None:
    same = organisations(office, ["african", "irish"])
    applied_to(office, "R1", same)
    second = applied_to(office, "R2", dict(list(same.items())[:1]))
    voter = Person(uuid4(), "Sol Both", roles=frozenset({Role.OFFICER, Role.PANEL_MEMBER}))
    seat = PanelMember(uuid4(), second.id, voter.id, MemberGroup.COMMISSIONER)
    store(office.officer, voter, seat)
    both = office.member("Sol Both")
    said = [GivenAnswer("ethnicity", "roma", "")]
    with pytest.raises(NotAllowed, match="has a vote on a panel that this organisation applies to"):
        see_organisation_answers(both, round_code="R1", reference="E-000")
    with pytest.raises(NotAllowed, match="has a vote on a panel that this organisation applies to"):
        give_organisation_answers(both, round_code="R1", reference="E-000", answers=said)
    assert see_organisation_answers(both, round_code="R1", reference="E-001").answers == (
        replace(said[0], code="irish"),
    )
