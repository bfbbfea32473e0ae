"""Totals are frozen with the decision, shown from then on, and count nobody twice."""

from __future__ import annotations

import json
from dataclasses import replace
from uuid import uuid4

import pytest

from commissioning_app.domain.errors import NotAllowed, StepRefused
from commissioning_app.domain.monitoring.answers import SubjectKind
from commissioning_app.domain.monitoring.breakdowns import Breakdown
from commissioning_app.domain.need_profile import NeedProfile, ServedGroup
from commissioning_app.domain.panels import MemberGroup, PanelMember
from commissioning_app.domain.people import Person
from commissioning_app.domain.principles.facts_monitoring import GroupingFacts, TotalsState
from commissioning_app.domain.roles import Role
from commissioning_app.domain.rounds import Programme, Round, RoundState
from commissioning_app.domain.together import Grouping, MonitoringPlan
from commissioning_app.services.facts_monitoring import gather_monitoring
from commissioning_app.services.queries.equity import (
    RoundTotals,
    TotalsStanding,
    round_totals,
    totals_standing,
)
from commissioning_app.services.rounds_steps import cancel_round, step_back
from commissioning_app.services.undoing import TOTALS_SEEN
from tests.factories import Office, make_office, store
from tests.monitoring import BLACK_LED, MANY, a_panel_that_says, a_round_with, decide, say

PLAN = MonitoringPlan(True, True, True, False, (BLACK_LED,))
SERVED = NeedProfile(
    "People in the borough",
    "Census 2021",
    2021,
    (
        ServedGroup("african", 200),
        ServedGroup("caribbean", 150),
        ServedGroup("other_black", 50),
        ServedGroup("white_british", 600),
    ),
)


@pytest.fixture
def office(database_url: str) -> Office:
    """An empty office."""
    return make_office(database_url)


def a_programme(office: Office) -> Programme:
    """A programme that serves the borough."""
    programme = Programme(uuid4(), "Grassroots", need_profile=SERVED)
    store(office.officer, programme)
    return programme


def shown(table: Breakdown) -> dict[str, tuple[int | None, int | None]]:
    """The rows on ethnicity that are no noughts."""
    rows = table.tables[0].rows
    return {line.key: (line.applied, line.funded) for line in rows if line.applied != 0}


def looks(office: Office, round_: Round) -> list[str]:
    """Who looked first, as the trail says."""
    with office.officer.reading() as uow:
        names = dict(uow.people.columns("id", "name"))
        return [
            names[one.actor_id] for one in uow.trail.entries(round_id=round_.id) if one.action == TOTALS_SEEN
        ]


ONE_ROUND = {
    "african": (14, 6),
    "caribbean": (11, 5),
    "white_british": (None, None),
    "irish": (None, None),
}


def test_totals_of_a_round(office: Office) -> None:
    round_, _ = a_round_with(office, programme_id=a_programme(office).id)
    decide(office, round_)
    found = round_totals(office.officer, round_code="R1")
    assert (found.state, found.rounds, found.was_seen_before) == (TotalsState.SEEN, ("R1",), False)
    assert found.table is not None
    assert (found.table.applied, found.table.funded) == (51, 21)
    assert (found.table.tables[0].answered, found.table.tables[0].funded_answered) == (48, 21)
    assert shown(found.table) == ONE_ROUND
    [one] = found.groupings
    assert one.facts == GroupingFacts("Black-led", 25, 11, 23, 10, 1, 0, 52, 40, None)
    assert one.likelihood is not None
    assert float(one.likelihood.ratio) == pytest.approx(1.012)
    assert (one.gap_points, one.gap_points_before) == (-12, None)
    assert found.need == SERVED
    assert round_totals(office.approver, round_code="R1").was_seen_before
    assert round_totals(office.auditor, round_code="R1") == replace(found, was_seen_before=True)
    assert looks(office, round_) == ["Olu Officer"]


def test_who_may_look_and_when(office: Office) -> None:
    round_, _ = a_round_with(office, MANY[:2])
    for who in (office.finance, office.member("Fin Finance")):
        with pytest.raises(NotAllowed):
            round_totals(who, round_code="R1")
    assert totals_standing(office.finance, round_code="R1").why_not
    with pytest.raises(StepRefused, match="made when the round is decided"):
        round_totals(office.officer, round_code="R1")
    scoring = Person(uuid4(), "Sol Both", roles=frozenset({Role.OFFICER, Role.PANEL_MEMBER}))
    store(office.officer, scoring, PanelMember(uuid4(), round_.id, scoring.id, MemberGroup.COMMISSIONER))
    decide(office, round_)
    with pytest.raises(NotAllowed, match="has a vote on this round's panel"):
        round_totals(office.member("Sol Both"), round_code="R1")
    assert totals_standing(office.officer, round_code="R1") == TotalsStanding(TotalsState.UNSEEN)
    assert looks(office, round_) == []


def test_corrections_after_the_decision_change_no_frozen_table(office: Office) -> None:
    round_, eois = a_round_with(office)
    decide(office, round_)
    for eoi in eois:
        say(office, round_, SubjectKind.EOI, eoi.id, ["roma"])
    found = round_totals(office.officer, round_code="R1")
    assert found.table is not None
    assert shown(found.table) == ONE_ROUND


def test_taking_the_decision_back_takes_the_totals_away_until_somebody_looked(office: Office) -> None:
    round_, eois = a_round_with(office)
    decide(office, round_)
    assert step_back(office.officer, round_code="R1", reason="A score was wrong.") is RoundState.MODERATION
    with office.officer.reading() as uow:
        assert gather_monitoring(uow, uow.rounds.get(round_.id)).totals is TotalsState.NONE
    say(office, round_, SubjectKind.EOI, eois[0].id, ["irish"])
    decide(office, round_)
    round_totals(office.auditor, round_code="R1")
    with pytest.raises(StepRefused):
        step_back(office.officer, round_code="R1", reason="We don't like it.")


def test_totals_that_were_seen_stay_when_the_round_is_cancelled(office: Office) -> None:
    """Their people are counted; another table must not count them again."""
    programme = a_programme(office)
    first, _ = a_round_with(office, programme_id=programme.id)
    second, _ = a_round_with(office, code="R2", programme_id=programme.id)
    people = a_panel_that_says(office, first, PANEL)
    decide(office, first)
    [seen] = round_totals(office.officer, round_code="R1").panels
    cancel_round(office.officer, round_code="R1", reason="The money is gone.")
    for person_id in people:
        again = PanelMember(uuid4(), second.id, person_id, MemberGroup.COMMUNITY)
        store(office.officer, again)
        say(office, second, SubjectKind.MEMBER, again.id, ["irish"])
    decide(office, second)
    assert round_totals(office.officer, round_code="R2").panels == (seen,)


def test_a_round_that_waits_is_counted_once_with_the_next(office: Office) -> None:
    programme = a_programme(office)
    few = [(4, ("african",), 600_000), (4, ("african",), 0), (4, ("irish",), 600_000), (5, ("irish",), 0)]
    waits = replace(PLAN, with_next_round=True)
    first, _ = a_round_with(office, few, plan=waits, programme_id=programme.id)
    second, _ = a_round_with(office, few, code="R2", programme_id=programme.id)
    third, _ = a_round_with(office, MANY, code="R3", programme_id=programme.id)
    decide(office, first)
    assert round_totals(office.officer, round_code="R1") == RoundTotals(TotalsState.WAITING, need=SERVED)
    decide(office, second)
    decide(office, third)
    both = round_totals(office.officer, round_code="R2")
    assert both.table is not None
    assert (both.rounds, both.table.applied, both.table.funded) == (("R1", "R2"), 34, 16)
    assert shown(both.table) == {"african": (16, 8), "irish": (18, 8)}
    assert replace(round_totals(office.officer, round_code="R1"), was_seen_before=False) == both
    assert (looks(office, first), looks(office, second), looks(office, third)) == (
        ["Olu Officer"],
        ["Olu Officer"],
        [],
    )
    alone = round_totals(office.officer, round_code="R3")
    assert alone.table is not None
    assert (alone.rounds, alone.table.applied) == (("R3",), 51)
    [pooled] = alone.groupings
    assert pooled.facts == GroupingFacts("Black-led", 41, 19, 41, 18, 3, 0, 52, 40, 50)


def test_a_decision_that_is_counted_with_a_later_round_stands(office: Office) -> None:
    programme = a_programme(office)
    first, _ = a_round_with(office, plan=replace(PLAN, with_next_round=True), programme_id=programme.id)
    second, _ = a_round_with(office, code="R2", programme_id=programme.id)
    decide(office, first)
    decide(office, second)
    with pytest.raises(StepRefused, match="counted together with a later round's"):
        step_back(office.officer, round_code="R1", reason="A score was wrong.")
    step_back(office.officer, round_code="R2", reason="A score was wrong.")
    step_back(office.officer, round_code="R1", reason="A score was wrong.")
    decide(office, second)
    found = round_totals(office.officer, round_code="R2")
    assert found.rounds == ("R2",)


def test_no_two_tables_count_the_same_round(office: Office) -> None:
    """The difference of two reports is nobody: an attacker who adds and takes away finds no smaller group."""
    programme = a_programme(office)
    waits = replace(PLAN, with_next_round=True)
    plans = {"R1": waits, "R2": waits, "R3": PLAN, "R4": PLAN, "R5": waits}
    rounds = [
        a_round_with(office, MANY[:4], code=code, plan=plan, programme_id=programme.id)[0]
        for code, plan in plans.items()
    ]
    for round_ in rounds:
        decide(office, round_)
    tables = {}
    for code in plans:
        found = round_totals(office.officer, round_code=code)
        if found.table is not None:
            tables[found.rounds] = found.table.applied
    assert tables == {("R1", "R2", "R3"): 75, ("R4",): 25}


PANEL = ["african"] * 6 + ["irish"] * 5


def test_panels_are_counted_over_the_programme_once_enough_new_people_answered(office: Office) -> None:
    programme = a_programme(office)
    first, _ = a_round_with(office, programme_id=programme.id)
    second, _ = a_round_with(office, code="R2", programme_id=programme.id)
    third, _ = a_round_with(office, code="R3", programme_id=programme.id)
    people = a_panel_that_says(office, first, PANEL[:9])
    decide(office, first)
    assert round_totals(office.officer, round_code="R1").panels == ()
    again = PanelMember(uuid4(), second.id, people[0], MemberGroup.COMMUNITY)
    store(office.officer, again)
    say(office, second, SubjectKind.MEMBER, again.id, ["irish"])
    a_panel_that_says(office, second, PANEL[9:])
    decide(office, second)
    [panel] = round_totals(office.officer, round_code="R2").panels
    assert (panel.rounds, panel.applied) == (("R1", "R2"), 11)
    assert shown(panel) == {"african": (5, None), "irish": (6, None)}
    assert round_totals(office.officer, round_code="R1").panels == ()
    a_panel_that_says(office, third, ["roma"] * 9)
    decide(office, third)
    assert round_totals(office.officer, round_code="R3").panels == (panel,)
    with office.officer.reading() as uow:
        assert [e.action for e in uow.trail.entries(round_id=first.id)].count(TOTALS_SEEN) == 1


def test_few_new_people_never_make_a_table(office: Office) -> None:
    """Nine who answered wait; with the tenth there is a table, and its people are counted in no other."""
    round_, _ = a_round_with(office)
    a_panel_that_says(office, round_, ["african"] * 9)
    decide(office, round_)
    assert round_totals(office.officer, round_code="R1").panels == ()


def test_what_is_frozen_names_nobody(office: Office) -> None:
    round_, eois = a_round_with(office)
    people = a_panel_that_says(office, round_, PANEL)
    decide(office, round_)
    found = round_totals(office.officer, round_code="R1")
    assert found.table is not None
    body = json.dumps([found.table.as_body(), *(one.as_body() for one in found.panels)])
    for one in [*(eoi.id for eoi in eois), *people, *(eoi.reference for eoi in eois), round_.id]:
        assert str(one) not in body
    with office.officer.reading() as uow:
        frozen = [e for e in uow.trail.entries(round_id=round_.id) if e.action.startswith("totals")]
    assert [e.after for e in frozen if e.after] == [
        {"of": "applicants", "rounds": ["R1"]},
        {"of": "panel members", "rounds": ["R1"]},
    ]


def test_facts_for_the_checks(office: Office) -> None:
    plan = replace(
        PLAN,
        groupings=(BLACK_LED, Grouping("Women", ("african", "female")), Grouping("Mars", ("martian",))),
    )
    round_, _ = a_round_with(office, plan=plan, programme_id=a_programme(office).id)
    with office.officer.reading() as uow:
        before = gather_monitoring(uow, round_)
    assert (before.eois, before.answered, before.totals) == (51, 48, TotalsState.NONE)
    assert (before.unknown_groups, before.mixed_groupings) == (("martian",), ("Women",))
    assert (before.groupings, before.need_source) == ((), "Census 2021")
    decide(office, round_)
    with office.officer.reading() as uow:
        unseen = gather_monitoring(uow, round_)
    assert (unseen.funded, unseen.funded_answered, unseen.totals) == (21, 21, TotalsState.UNSEEN)
    assert unseen.groupings == ()
    round_totals(office.officer, round_code="R1")
    with office.officer.reading() as uow:
        seen = gather_monitoring(uow, round_)
    assert [one.applied for one in seen.groupings] == [25, None, None]
    assert [one.need_percent for one in seen.groupings] == [40, None, None]


def test_a_trial_has_no_totals(office: Office) -> None:
    round_, _ = a_round_with(office)
    round_.is_trial = True
    with office.officer.unit_of_work() as uow:
        uow.rounds.get(round_.id).is_trial = True
        uow.commit()
    decide(office, round_)
    assert round_totals(office.officer, round_code="R1").state is TotalsState.NONE
