"""A round's findings through the services: who reads them, which policy counts, what a blocked step says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from commissioning_app.domain.errors import NotAllowed, NotFound, StepBlocked
from commissioning_app.domain.principles.findings import ExplanationNote, ExplanationStatus
from commissioning_app.domain.rounds import Step, Timetable
from commissioning_app.services.explanations import decide_explanation, explain
from commissioning_app.services.policy import load_policy
from commissioning_app.services.principles import (
    check_round,
    load_catalogue,
    next_step_of,
    refuse_if_blocked,
    review_round,
    sentence_for,
)
from tests.factories import Office, a_panel, a_round, make_office, store


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(str(tmp_path / "workspace.db"))
    yield made
    made.app.close()


SHORT = Timetable(opens_on=date(2026, 9, 2), closes_on=date(2026, 9, 12), announced_by=date(2026, 10, 2))


def test_all_findings_come_in_the_catalogues_order(office: Office) -> None:
    store(office.officer, a_round())
    findings = check_round(office.auditor, round_code="R1")
    assert tuple(finding.id for finding in findings) == load_catalogue().ids


def test_a_panel_member_reads_no_findings(office: Office) -> None:
    round_ = a_round()
    store(office.officer, round_)
    a_panel(office.officer, round_.id, community=1, commissioners=0)
    with pytest.raises(NotAllowed):
        check_round(office.member("Community 1"), round_code="R1")


def test_an_unknown_round_is_named(office: Office) -> None:
    with pytest.raises(NotFound, match="no round “R9”"):
        check_round(office.officer, round_code="R9")


def test_a_review_holds_facts_findings_and_what_is_next(office: Office) -> None:
    store(office.officer, a_round())
    review = review_round(office.officer, round_code="R1")
    assert review.round.code == review.facts.round.code == "R1"
    assert list(review.findings) == check_round(office.officer, round_code="R1")
    assert review.next_step == next_step_of(office.officer, round_code="R1")
    assert review.next_step.button == "Open the round"


def test_the_policy_a_round_was_opened_with_counts(office: Office) -> None:
    opened = {**load_policy(), "simple.days_open": 10}
    store(office.officer, a_round(timetable=SHORT, policy=opened), a_round(code="R2", timetable=SHORT))
    by_code = {
        code: next(f for f in check_round(office.officer, round_code=code) if f.id == "S4")
        for code in ("R1", "R2")
    }
    assert (by_code["R1"].state.value, by_code["R2"].state.value) == ("met", "not_met")
    assert by_code["R1"].policy_changed.startswith("This round keeps the policy it was opened with")
    assert by_code["R2"].policy_changed == ""


def test_the_workspaces_own_thresholds_count_for_drafts(office: Office) -> None:
    store(office.officer, a_round())
    stricter = replace(office.officer, policy={"simple": {"days_open": 31}})
    found = next(f for f in check_round(stricter, round_code="R1") if f.id == "S4")
    assert found.evidence == "The round is open for 30 days; the policy asks for at least 31."


def test_a_blocked_step_says_each_check_and_what_to_do(office: Office) -> None:
    round_ = a_round(timetable=SHORT, core_open_percent=None, exclusions=())
    store(office.officer, round_)
    explain(office.officer, round_code="R1", check_id="S4", why="The money ends in March.")
    explain(office.officer, round_code="R1", check_id="C1", why="We were told so.")
    decide_explanation(
        office.approver, round_code="R1", check_id="C1", agree=False, reason="Ask the board again."
    )
    with pytest.raises(StepBlocked) as caught:
        refuse_if_blocked(round_, check_round(office.officer, round_code="R1"), step=Step.OPEN)
    assert str(caught.value) == (
        "The round R1 can't be opened yet: 3 checks stand in the way (S4, S7 and C1). "
        "Mend what they name, or explain it and let an approver agree."
    )
    assert caught.value.finding_ids == ("S4", "S7", "C1")
    assert caught.value.problems == (
        "S4, Enough time to apply: The round is open for 10 days; the policy asks for at least 28. "
        "It is explained, and waits for an approver to agree.",
        "S7, The rules are public from the first day: 5 of 6 things that applicants need are ready to be "
        "published at opening; missing: what is not funded. Fill in and publish what is not funded.",
        "C1, Money for running costs: It is not written down yet how much of the pot may go to core costs. "
        "The explanation was sent back: Ask the board again. Open 50 % of the pot or more to core funding.",
    )


def test_one_check_in_the_way_reads_well(office: Office) -> None:
    round_ = a_round(exclusions=())
    store(office.officer, round_)
    with pytest.raises(StepBlocked, match=r"1 check stands in the way \(S7\)\."):
        refuse_if_blocked(round_, check_round(office.officer, round_code="R1"), step=Step.OPEN)


def test_a_trial_round_is_never_blocked(office: Office) -> None:
    round_ = a_round(exclusions=(), is_trial=True)
    store(office.officer, round_)
    findings = check_round(office.officer, round_code="R1")
    refuse_if_blocked(round_, findings, step=Step.OPEN)
    assert next_step_of(office.officer, round_code="R1").sentence == (
        "This is a trial round: nothing holds it up."
    )
    assert "S7" in [finding.id for finding in findings if not finding.is_settled]


def test_an_agreed_explanation_is_told_with_its_finding(office: Office) -> None:
    store(office.officer, a_round(exclusions=()))
    explain(
        office.officer,
        round_code="R1",
        check_id="S7",
        why="Nothing is left out.",
        what_will_be_done="We say so on the page.",
        by_when=date(2026, 9, 4),
    )
    decide_explanation(office.approver, round_code="R1", check_id="S7", agree=True, reason="Fair.")
    finding = next(f for f in check_round(office.officer, round_code="R1") if f.id == "S7")
    assert finding.state.value == "explained"
    assert finding.explanation == ExplanationNote(
        ExplanationStatus.AGREED,
        "Nothing is left out.",
        "We say so on the page.",
        date(2026, 9, 4),
        "Fair.",
    )
    assert sentence_for(finding).startswith("S7, The rules are public from the first day: 5 of 6 things")
