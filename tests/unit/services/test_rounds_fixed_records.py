"""Records through the service: fixed when others count on them, dated, and names kept apart in the trail."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from commissioning_app.domain.duties import (
    Authority,
    DataProtection,
    EqualityReading,
    EqualityStatement,
    PositiveAction,
    PowerUsed,
)
from commissioning_app.domain.errors import StepRefused
from commissioning_app.domain.records import RoundRecords
from commissioning_app.domain.rounds import RoundState
from commissioning_app.domain.together import (
    Briefing,
    BriefingTopic,
    Demand,
    DemandKind,
    Demands,
    PanelReflection,
)
from commissioning_app.services.rounds import edit_round, read_round
from tests.factories import NOW, Office, a_round, make_office, store
from tests.records import DAY, every_record


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return make_office(str(tmp_path / "w.db"))


def records_of(office: Office) -> RoundRecords:
    return read_round(office.officer, round_code="R1").records


def test_after_opening_the_statement_is_fixed_and_the_panels_records_are_not(office: Office) -> None:
    store(office.officer, a_round(state=RoundState.OPEN, records=every_record()))
    before = records_of(office)
    with pytest.raises(StepRefused) as refused:
        edit_round(
            office.officer,
            round_code="R1",
            version=None,
            records=replace(
                before, equality_statement=EqualityStatement(DAY, "", "Other"), power_used=PowerUsed("Other")
            ),
        )
    assert str(refused.value) == (
        "Others count on this already, so it is fixed: the power used, and why it is a grant; "
        "the equality statement. What was missing can still be written down."
    )
    later = replace(
        before,
        briefing=Briefing(tuple(BriefingTopic), "Two evenings"),
        panel_reflection=PanelReflection(DAY, "Somali families", False, "Not yet"),
        data_protection=DataProtection(DAY, "DPIA 5", DAY, "Policy 8"),
        authority=Authority(30_000_000, "The board", "Minute 10", DAY),
    )
    edit_round(office.officer, round_code="R1", version=None, records=later)
    assert records_of(office) == later


def test_nothing_more_can_be_demanded_once_the_round_is_open(office: Office) -> None:
    store(office.officer, a_round(state=RoundState.OPEN))
    more = replace(records_of(office), demands=Demands(True, None, (Demand(DemandKind.TURNOVER_CAP, 0, 10),)))
    with pytest.raises(StepRefused) as refused:
        edit_round(office.officer, round_code="R1", version=None, records=more)
    assert str(refused.value).startswith(
        "Others count on this already, so it is fixed: what is asked of applicants."
    )


def test_the_limit_of_authority_is_fixed_at_the_decision(office: Office) -> None:
    store(office.officer, a_round(state=RoundState.DECIDED, records=every_record()))
    higher = replace(records_of(office), authority=Authority(90_000_000, "The board", "Minute 9", DAY))
    with pytest.raises(StepRefused) as refused:
        edit_round(office.officer, round_code="R1", version=None, records=higher)
    assert "it is fixed: the limit of authority." in str(refused.value)


def test_a_reason_for_a_ring_fence_is_dated_by_the_clock(office: Office) -> None:
    store(office.officer, a_round())
    typed = PositiveAction("Women", True, evidence="A survey", recorded_on=date(2020, 1, 1))
    with_reason = replace(records_of(office), positive_action=(typed,))
    edit_round(office.officer, round_code="R1", version=None, records=with_reason)
    assert records_of(office).positive_action == (replace(typed, recorded_on=NOW.date()),)
    office.clock.instant = NOW + timedelta(days=3)
    same = replace(records_of(office), minutes_an_eoi=11)
    edit_round(office.officer, round_code="R1", version=None, records=same)
    assert records_of(office).positive_action[0].recorded_on == NOW.date()


def test_the_trail_keeps_who_read_and_who_gave_authority_apart(office: Office) -> None:
    records = replace(every_record(), equality_reading=EqualityReading("Ava Approver", DAY))
    store(office.officer, a_round(records=records))
    changed = replace(records, authority=Authority(1_000, "Jo Bloggs, chair", "Minute 11", DAY))
    edit_round(
        office.officer,
        round_code="R1",
        version=None,
        records=replace(changed, equality_statement=EqualityStatement()),
    )
    with office.officer.reading() as uow:
        entry = list(uow.trail.entries())[-1]
        body = dict(uow.trail.personal()[entry.id].body or {})
    told = str((entry.before, entry.after))
    assert "Minute 11" in told
    assert "Jo Bloggs" not in told and "Ava Approver" not in told
    assert body["authority"]["after"] == {"given_by": "Jo Bloggs, chair"}
    assert body["equality_reading"] == {"before": {"read_by": "Ava Approver"}, "after": {"read_by": ""}}
