"""Answers are given, seen, corrected and withdrawn by whom they are about; the trail holds none of them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest

from commissioning_app.domain.errors import NotAllowed, NotFound, Problems
from commissioning_app.domain.monitoring.questions import GivenAnswer
from commissioning_app.domain.panels import MemberGroup, PanelMember
from commissioning_app.domain.people import Person
from commissioning_app.domain.roles import Role
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.monitoring.answers import (
    AnswersSeen,
    Kept,
    give_answers,
    give_organisation_answers,
    keep_imported,
    see_organisation_answers,
    see_own_answers,
    withdraw_answers,
    withdraw_organisation_answers,
)
from tests.factories import Office, a_panel, a_round, an_eoi, an_organisation, make_office, store

SOMALI = GivenAnswer("ethnicity", "african", "Somali")
IRISH = GivenAnswer("ethnicity", "irish")
DISABLED = GivenAnswer("disability", "disabled")
PREFER = GivenAnswer("religion", "prefer_not_to_say")


@pytest.fixture
def office(database_url: str) -> Office:
    """A round R1 with EOI-001 and two community members."""
    made = make_office(database_url)
    round_, organisation = a_round(), an_organisation()
    store(made.officer, round_, organisation, an_eoi(round_.id, organisation.id))
    a_panel(made.officer, round_.id, community=2, commissioners=0)
    return made


def trail(office: Office) -> list[tuple[str, str]]:
    """What the trail says of monitoring: the action, and who did it."""
    names = {}
    with office.officer.reading() as uow:
        names = dict(uow.people.columns("id", "name"))
        return [
            (entry.action, names[entry.actor_id])
            for entry in uow.trail.entries()
            if entry.action.startswith("monitoring")
        ]


def test_a_member_gives_sees_corrects_and_withdraws(office: Office) -> None:
    one, other = office.member("Community 1"), office.member("Community 2")
    assert see_own_answers(one, round_code="R1") == AnswersSeen()
    give_answers(one, round_code="R1", answers=[SOMALI, IRISH, PREFER])
    seen = see_own_answers(one, round_code="R1")
    assert seen == AnswersSeen((SOMALI, IRISH, PREFER), office.clock.now())
    give_answers(one, round_code="R1", answers=[SOMALI, IRISH, PREFER])
    give_answers(one, round_code="R1", answers=[IRISH])
    assert see_own_answers(one, round_code="R1").answers == (IRISH,)
    assert see_own_answers(other, round_code="R1") == AnswersSeen()
    withdraw_answers(one, round_code="R1")
    assert see_own_answers(one, round_code="R1") == AnswersSeen(was_withdrawn=True)
    give_answers(one, round_code="R1", answers=[DISABLED])
    assert see_own_answers(one, round_code="R1").answers == (DISABLED,)
    assert trail(office) == [
        ("monitoring answers given", "Community 1"),
        ("monitoring answers corrected", "Community 1"),
        ("monitoring answers withdrawn", "Community 1"),
        ("monitoring answers given", "Community 1"),
    ]


def test_an_officer_does_it_on_the_organisations_word(office: Office) -> None:
    eoi = {"round_code": "R1", "reference": "EOI-001"}
    give_organisation_answers(office.officer, **eoi, answers=[SOMALI, DISABLED])
    assert see_organisation_answers(office.officer, **eoi).answers == (DISABLED, SOMALI)
    withdraw_organisation_answers(office.officer, **eoi)
    assert see_organisation_answers(office.officer, **eoi) == AnswersSeen(was_withdrawn=True)
    assert trail(office) == [
        ("monitoring answers given", "Olu Officer"),
        ("monitoring answers looked at", "Olu Officer"),
        ("monitoring answers withdrawn", "Olu Officer"),
        ("monitoring answers looked at", "Olu Officer"),
    ]
    with pytest.raises(NotFound):
        see_organisation_answers(office.officer, round_code="R1", reference="EOI-404")


def test_the_trail_holds_no_answer(office: Office) -> None:
    one = office.member("Community 1")
    give_answers(one, round_code="R1", answers=[SOMALI, PREFER])
    give_organisation_answers(
        office.officer, round_code="R1", reference="EOI-001", answers=[SOMALI, DISABLED]
    )
    withdraw_answers(one, round_code="R1")
    with office.officer.reading() as uow:
        entries = [e for e in uow.trail.entries() if e.action.startswith("monitoring")]
        said = json.dumps([[e.before, e.after, e.reason] for e in entries])
        personal = json.dumps([part.body for part in uow.trail.personal().values()])
    assert [(e.before, e.after, e.reason) for e in entries] == [(None, None, "")] * 3
    for word in ("african", "Somali", "disab", "prefer", "ethnicity", "religion"):
        assert word not in said + personal


WHAT_IT_TAKES: list[Callable[[ServiceContext], object]] = [
    lambda who: see_organisation_answers(who, round_code="R1", reference="EOI-001"),
    lambda who: withdraw_organisation_answers(who, round_code="R1", reference="EOI-001"),
    lambda who: give_organisation_answers(who, round_code="R1", reference="EOI-001", answers=[IRISH]),
]


@pytest.mark.parametrize("ask", WHAT_IT_TAKES)
def test_nobody_else_reaches_an_organisations_answers(
    office: Office, ask: Callable[[ServiceContext], object]
) -> None:
    scoring = Person(uuid4(), "Sol Both", roles=frozenset({Role.OFFICER, Role.PANEL_MEMBER}))
    deciding = Person(uuid4(), "Dee Both", roles=frozenset({Role.OFFICER, Role.APPROVER}))
    with office.officer.reading() as uow:
        round_ = uow.rounds.find(code="R1")
    assert round_ is not None
    place = PanelMember(uuid4(), round_.id, scoring.id, MemberGroup.COMMISSIONER)
    store(office.officer, scoring, deciding, place)
    refused = [office.approver, office.finance, office.auditor, office.member("Community 1")]
    for who in (*refused, office.member("Sol Both"), office.member("Dee Both")):
        with pytest.raises(NotAllowed):
            ask(who)
    assert trail(office) == []


def test_an_officer_whose_vote_ended_may_help_again(office: Office) -> None:
    person = Person(uuid4(), "Sol Both", roles=frozenset({Role.OFFICER, Role.PANEL_MEMBER}))
    with office.officer.reading() as uow:
        round_ = uow.rounds.find(code="R1")
    assert round_ is not None
    place = PanelMember(uuid4(), round_.id, person.id, MemberGroup.COMMISSIONER, has_vote=False)
    store(office.officer, person, place)
    who = office.member("Sol Both")
    assert see_organisation_answers(who, round_code="R1", reference="EOI-001") == AnswersSeen()


def test_only_members_of_the_panel_have_answers_of_their_own(office: Office) -> None:
    for ask in (see_own_answers, withdraw_answers):
        with pytest.raises(NotAllowed, match="Only members of this round's panel"):
            ask(office.officer, round_code="R1")


def test_what_can_not_be_taken_is_said_without_repeating_it(office: Office) -> None:
    one = office.member("Community 1")
    wrong = [
        GivenAnswer("ethnicity", "martian"),
        GivenAnswer("sex", "female"),
        GivenAnswer("sex", "male"),
        GivenAnswer("shoe size", "44"),
        GivenAnswer("religion", "", "x" * 201),
        GivenAnswer("age", " "),
    ]
    with pytest.raises(Problems) as refused:
        give_answers(one, round_code="R1", answers=wrong)
    assert refused.value.problems == (
        "“Ethnic group” has an answer that is not on its list. Write it in own words instead.",
        "“Sex” takes one answer.",
        "There is an answer to a question that is not asked.",
        "“Age” has an answer that is not on its list. Write it in own words instead.",
        "Own words have room for 200 letters.",
    )
    assert see_own_answers(one, round_code="R1") == AnswersSeen()


def test_leaders_are_several_people(office: Office) -> None:
    both = [GivenAnswer("sex", "female"), GivenAnswer("sex", "male")]
    give_organisation_answers(office.officer, round_code="R1", reference="EOI-001", answers=both)
    seen = see_organisation_answers(office.officer, round_code="R1", reference="EOI-001")
    assert list(seen.answers) == both


def keep(office: Office, *answers: GivenAnswer) -> Kept:
    """Keep answers as an import does."""
    with office.officer.unit_of_work() as uow:
        round_ = uow.rounds.find(code="R1")
        eoi = uow.eois.find(reference="EOI-001")
        assert round_ is not None
        assert eoi is not None
        kept = keep_imported(uow, office.officer, round_, {eoi.id: answers})
        uow.commit()
        return kept[eoi.id]


def test_an_import_replaces_nothing_and_brings_nothing_back(office: Office) -> None:
    assert keep(office, SOMALI, DISABLED) is Kept.TAKEN
    assert keep(office, DISABLED, SOMALI) is Kept.SAME
    assert keep(office, IRISH) is Kept.STANDING
    eoi = {"round_code": "R1", "reference": "EOI-001"}
    assert see_organisation_answers(office.officer, **eoi).answers == (DISABLED, SOMALI)
    withdraw_organisation_answers(office.officer, **eoi)
    assert keep(office, SOMALI) is Kept.WITHDRAWN
    assert see_organisation_answers(office.officer, **eoi) == AnswersSeen(was_withdrawn=True)


def test_what_was_withdrawn_is_not_left_in_the_file(sqlite_url: str) -> None:
    """Once the workspace is closed, nothing in its file says it any more."""
    office = make_office(sqlite_url)
    round_ = a_round()
    store(office.officer, round_)
    a_panel(office.officer, round_.id, community=1, commissioners=0)
    one = office.member("Community 1")
    words = "Words that stand nowhere else"
    give_answers(one, round_code="R1", answers=[GivenAnswer("ethnicity", "african", words)])
    withdraw_answers(one, round_code="R1")
    office.app.close()
    folder = Path(sqlite_url.removeprefix("sqlite:///")).parent
    assert all(words.encode() not in path.read_bytes() for path in folder.iterdir() if path.is_file())
