"""The frameworks report as a read model: explanations with their people, actions, who may read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from commissioning_app.domain.actions import Action
from commissioning_app.domain.errors import NotAllowed, NotFound
from commissioning_app.domain.frameworks_report import (
    ActionOnRecord,
    BoardGroup,
    ExplanationOnRecord,
    RoundFigures,
    ThresholdApart,
)
from commissioning_app.domain.principles.findings import ExplanationStatus
from commissioning_app.domain.records import RoundRecords
from commissioning_app.services.explanations import decide_explanation, explain
from commissioning_app.services.policy import load_policy
from commissioning_app.services.principles import check_round, load_catalogue
from commissioning_app.services.queries.frameworks import frameworks_report, load_frameworks
from tests.factories import Office, a_panel, a_round, make_office, store


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An office whose round R1 does not say what is not funded, so S7 is not met."""
    made = make_office(str(tmp_path / "workspace.db"))
    yield made
    made.app.close()


def test_the_report_holds_every_finding_through_every_framework(office: Office) -> None:
    store(office.officer, a_round())
    report = frameworks_report(office.auditor, round_code="R1")
    assert list(report.findings) == check_round(office.auditor, round_code="R1")
    assert [one.framework for one in report.frameworks] == list(load_frameworks())
    through = {finding.id for one in report.frameworks for line in one.lines for finding in line.findings}
    assert through == set(load_catalogue().ids)
    assert report.sources == load_catalogue().frameworks
    assert (report.round_code, report.state, report.funder, report.as_at) == (
        "R1",
        "draft",
        "Sample Integrated Care Board",
        date(2026, 9, 1),
    )
    assert report.figures == RoundFigures(0, 0, 15_000_000, 0, is_decided=False)
    assert (report.explanations, report.actions, report.thresholds, report.responsible) == ((), (), (), "")


def test_explanations_stand_with_their_people_and_those_sent_back_too(office: Office) -> None:
    store(office.officer, a_round(exclusions=()))
    explain(office.officer, round_code="R1", check_id="S7", why="We forgot.")
    decide_explanation(office.approver, round_code="R1", check_id="S7", agree=False, reason="Then write it.")
    assert BoardGroup.SENT_BACK in frameworks_report(office.officer, round_code="R1").groups
    office.clock.instant += timedelta(days=1)
    explain(
        office.officer,
        round_code="R1",
        check_id="S7",
        why="Nothing is left out.",
        what_will_be_done="We say so.",
        by_when=date(2026, 10, 1),
    )
    waiting = frameworks_report(office.officer, round_code="R1")
    assert [one.id for one in waiting.groups[BoardGroup.WAITING]] == ["S7"]
    decide_explanation(office.approver, round_code="R1", check_id="S7", agree=True, reason="For now.")
    report = frameworks_report(office.officer, round_code="R1")
    assert report.explanations == (
        ExplanationOnRecord(
            "S7",
            ExplanationStatus.SENT_BACK,
            "We forgot.",
            "Olu Officer",
            date(2026, 9, 1),
            decided_by="Ava Approver",
            decided_on=date(2026, 9, 1),
            decision_reason="Then write it.",
            counts=False,
        ),
        ExplanationOnRecord(
            "S7",
            ExplanationStatus.AGREED,
            "Nothing is left out.",
            "Olu Officer",
            date(2026, 9, 2),
            "We say so.",
            date(2026, 10, 1),
            "Ava Approver",
            date(2026, 9, 2),
            "For now.",
        ),
    )
    assert [one.id for one in report.groups[BoardGroup.EXPLAINED]] == ["S7"]


def test_actions_come_by_their_day_and_late_ones_are_told(office: Office) -> None:
    round_ = a_round()
    late = Action(uuid4(), round_.id, "S7", "Write it down", "Olu", date(2026, 8, 31))
    today = Action(uuid4(), round_.id, "S1", "Take one out", "Ava", date(2026, 9, 1))
    done = Action(uuid4(), round_.id, "S1", "Ask", "Olu", date(2026, 8, 1), date(2026, 8, 2), "Asked.")
    elsewhere = Action(uuid4(), uuid4(), "S1", "Another round's", "Olu", date(2026, 8, 1))
    store(office.officer, round_, a_round(id=elsewhere.round_id, code="R2"), late, today, done, elsewhere)
    assert frameworks_report(office.officer, round_code="R1").actions == (
        ActionOnRecord("S1", "Ask", "Olu", date(2026, 8, 1), date(2026, 8, 2), "Asked."),
        ActionOnRecord("S7", "Write it down", "Olu", date(2026, 8, 31), is_late=True),
        ActionOnRecord("S1", "Take one out", "Ava", date(2026, 9, 1)),
    )


def test_thresholds_that_the_round_keeps_are_told(office: Office) -> None:
    store(office.officer, a_round(policy={**load_policy(), "simple.days_open": 10}))
    report = frameworks_report(office.officer, round_code="R1")
    assert report.thresholds == (ThresholdApart("simple.days_open", ("S4",), "10", "28"),)


def test_who_answers_for_the_round_is_named(office: Office) -> None:
    records = a_round().records
    officer = replace(RoundRecords().responsible_officer, name="Rosa", role="Director")
    store(office.officer, a_round(records=replace(records, responsible_officer=officer)))
    assert frameworks_report(office.officer, round_code="R1").responsible == "Rosa, Director"


def test_panel_members_and_unknown_rounds_are_refused(office: Office) -> None:
    round_ = a_round()
    store(office.officer, round_)
    a_panel(office.officer, round_.id, community=1, commissioners=0)
    with pytest.raises(NotAllowed):
        frameworks_report(office.member("Community 1"), round_code="R1")
    with pytest.raises(NotFound, match="no round “R9”"):
        frameworks_report(office.officer, round_code="R9")
