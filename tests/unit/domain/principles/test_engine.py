"""The engine: findings in order, explained only when agreed, and what stands in the way of each step."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from commissioning_app.domain.awards import Explanation
from commissioning_app.domain.errors import BadValue
from commissioning_app.domain.principles.catalogue import Catalogue, Effect, Guard, Place, Source, Tab
from commissioning_app.domain.principles.engine import blocking, find, warning
from commissioning_app.domain.principles.families import ALL_CHECKS
from commissioning_app.domain.principles.findings import (
    Answer,
    ExplanationNote,
    ExplanationStatus,
    Finding,
    FindingState,
    met,
    not_applicable,
    not_known,
    not_met,
)
from commissioning_app.domain.principles.registry import CheckFunction
from commissioning_app.domain.rounds import Step
from tests.factories import a_round
from tests.unit.domain.principles.making import (
    an_explanation,
    at,
    facts,
    the_catalogue,
    the_policy,
)

ANSWERS = {
    "met": met("It holds.", "Always."),
    "not_met": not_met("It does not hold.", "Always.", "Mend it."),
    "not_known": not_known("Nobody knows.", "Always.", "Write it down."),
    "not_applicable": not_applicable("Not here.", "Always."),
}


def always(answer: Answer) -> CheckFunction:
    """A check that always gives that answer."""
    return lambda facts, policy: answer


def one_check(check_id: str = "S1") -> Catalogue:
    """The catalogue with only one of its checks."""
    whole = the_catalogue()
    return replace(whole, checks=(whole.check(check_id),))


def found(state: str, *explanations: Explanation, check_id: str = "S1") -> Finding:
    """The one finding when the check gives that answer beside these explanations."""
    checks = {check_id: always(ANSWERS[state])}
    return find(facts(), the_policy(), one_check(check_id), explanations, checks=checks)[0]


AGREED = {"is_agreed": True, "decided_at": at(3)}
SENT_BACK = {"is_sent_back": True, "decision_reason": "Shorten the form instead."}


@pytest.mark.parametrize(
    ("answer", "decision", "state"),
    [
        ("met", {}, "met"),
        ("met", AGREED, "met"),
        ("not_met", {}, "not_met"),
        ("not_met", AGREED, "explained"),
        ("not_met", SENT_BACK, "not_met"),
        ("not_known", {}, "not_known"),
        ("not_known", AGREED, "explained"),
        ("not_applicable", AGREED, "not_applicable"),
    ],
)
def test_explained_only_when_agreed_and_needed(answer: str, decision: dict[str, Any], state: str) -> None:
    assert found(answer, an_explanation(**decision)).state.value == state


@pytest.mark.parametrize(
    ("state", "is_settled"),
    [("met", True), ("not_applicable", True), ("not_met", False), ("not_known", False)],
)
def test_what_is_not_settled_blocks_its_step_and_no_other(state: str, is_settled: bool) -> None:
    finding = found(state)
    assert finding.is_settled is is_settled
    assert blocking([finding], Step.OPEN) == ([] if is_settled else [finding])
    assert [blocking([finding], step) for step in Step if step is not Step.OPEN] == [[]] * 7


def test_an_agreed_explanation_lets_the_step_be_taken() -> None:
    assert blocking([found("not_met", an_explanation(**AGREED))], Step.OPEN) == []
    waiting = found("not_met", an_explanation())
    assert blocking([waiting], Step.OPEN) == [waiting]


def test_a_warning_never_blocks() -> None:
    finding = found("not_met", check_id="T1")
    assert blocking([finding], Step.ANNOUNCE) == []
    assert warning([finding], Step.ANNOUNCE) == [finding]
    assert warning([found("met", check_id="T1")], Step.ANNOUNCE) == []


def test_the_last_explanation_counts() -> None:
    first = an_explanation(explained_at=at(1), **SENT_BACK)
    second = an_explanation(explained_at=at(2), why="Now with a plan.", by_when=date(2026, 12, 1))
    assert found("not_met", second, first).explanation == ExplanationNote(
        ExplanationStatus.WAITING, "Now with a plan.", "", date(2026, 12, 1), ""
    )
    assert found("not_met", first).explanation == ExplanationNote(
        ExplanationStatus.SENT_BACK, "The board asked for it.", "", None, "Shorten the form instead."
    )


def test_an_explanation_belongs_to_its_check_only() -> None:
    assert found("not_met", an_explanation("S4", **AGREED)).state is FindingState.NOT_MET


def test_a_finding_holds_the_answer_and_the_catalogue_entry() -> None:
    assert found("not_met") == Finding(
        id="S1",
        family="simple",
        title="A form that fits the award",
        sentence="When awards are small, the form is short. There are only a few things to write.",
        state=FindingState.NOT_MET,
        evidence="It does not hold.",
        threshold="Always.",
        guards=(Guard(Step.OPEN, Effect.BLOCKS),),
        sources=(Source("HCK", "principle 3, simple and flexible"),),
        mend="Mend it.",
        place=Place(Tab.FORM, "questions"),
    )


def test_a_findings_sources_as_one_line() -> None:
    assert found("met", check_id="T3").source == ("HCK, principle 3, help to write bids; LDN, communities 4")


def test_an_answer_may_know_a_better_place() -> None:
    elsewhere = Place(Tab.PANEL, "members")
    checks = {"S1": always(replace(ANSWERS["not_met"], place=elsewhere))}
    assert find(facts(), the_policy(), one_check(), checks=checks)[0].place == elsewhere


def test_findings_come_in_the_catalogues_order() -> None:
    findings = find(facts(), the_policy(), the_catalogue())
    assert tuple(finding.id for finding in findings) == the_catalogue().ids


def test_a_sound_draft_meets_every_check_that_guards_opening() -> None:
    findings = find(facts(), the_policy(), the_catalogue())
    assert blocking(findings, Step.OPEN) == []
    by_state = {finding.id: finding.state.value for finding in findings}
    met = {"T1", "T3", "N2", "S1", "S3", "S4", "S5", "S7", "S8", "S9", "C1", "P9"}
    met |= {"N1", "S6", "A5", "A6", "L1"}
    assert by_state == {
        **dict.fromkeys(the_catalogue().ids, "not_known"),
        **dict.fromkeys(met, "met"),
        "S2": "not_met",
        "A7": "not_applicable",
    }


def test_an_empty_round_is_never_found_to_hold_anything() -> None:
    from uuid import uuid4

    from commissioning_app.domain.rounds import Round

    findings = find(facts(Round(uuid4(), "R0", "Empty")), the_policy(), the_catalogue())
    states = {finding.id: finding.state.value for finding in findings}
    assert states == {**dict.fromkeys(the_catalogue().ids, "not_known"), "A7": "not_applicable"}


@pytest.mark.parametrize("lost", ["S1", "P9"])
def test_a_catalogue_that_does_not_agree_with_the_code_is_refused(lost: str) -> None:
    checks = {check_id: check for check_id, check in ALL_CHECKS.items() if check_id != lost}
    with pytest.raises(BadValue, match=f"^The catalogue and the checks don't agree about {lost}\\.$"):
        find(facts(), the_policy(), the_catalogue(), checks=checks)
    with pytest.raises(BadValue, match="don't agree about"):
        find(facts(), the_policy(), one_check(lost))


def test_a_round_says_where_its_policy_differs_from_the_one_now() -> None:
    findings = find(
        facts(a_round()), the_policy(), the_catalogue(), policy_now=the_policy(simple__days_open=35)
    )
    said = {finding.id: finding.policy_changed for finding in findings if finding.policy_changed}
    assert said == {"S4": "This round keeps the policy it was opened with; the policy has changed since."}
