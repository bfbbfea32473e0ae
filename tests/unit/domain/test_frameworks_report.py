"""What the report says in words: who explained, what is promised, who agreed, and where a finding stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from commissioning_app.domain.frameworks_report import (
    ActionOnRecord,
    BoardGroup,
    ExplanationOnRecord,
    FrameworksReport,
    RoundFigures,
    group_of,
    guards_in_words,
    in_words,
    sentence,
    value_in_words,
)
from commissioning_app.domain.principles.findings import (
    ExplanationNote,
    ExplanationStatus,
    Finding,
    FindingState,
)
from tests.unit.domain.principles.making import the_catalogue
from tests.unit.domain.principles.test_frameworks import a_finding

MONDAY, FRIDAY = date(2026, 11, 30), date(2026, 12, 4)


def an_explanation(**changes: Any) -> ExplanationOnRecord:
    """An explanation that was agreed."""
    whole = {
        "check_id": "S1",
        "status": ExplanationStatus.AGREED,
        "why": "The board asked for it",
        "explained_by": "Olu Officer",
        "explained_on": MONDAY,
        "what_will_be_done": "We take four questions out.",
        "by_when": date(2027, 3, 1),
        "decided_by": "Ava Approver",
        "decided_on": FRIDAY,
        **changes,
    }
    return ExplanationOnRecord(**whole)


def a_report(*findings: Finding, **changes: Any) -> FrameworksReport:
    """A report of these findings, on a round in which nothing else is known."""
    whole = {
        "round_code": "R1",
        "round_name": "Grassroots wellbeing",
        "programme": "",
        "funder": "Sample Integrated Care Board",
        "state": "draft",
        "is_trial": False,
        "as_at": FRIDAY,
        "responsible": "",
        "figures": RoundFigures(0, 0, 15_000_000, 0, False),
        "families": the_catalogue().families,
        "findings": findings,
        "frameworks": (),
        "explanations": (),
        "actions": (),
        "thresholds": (),
        **changes,
    }
    return FrameworksReport(**whole)


def test_an_explanation_says_who_why_what_by_when_and_who_agreed() -> None:
    assert an_explanation().sentences == (
        "Olu Officer explained on Monday 30 November 2026: The board asked for it.",
        "What will be done: We take four questions out. By Monday 1 March 2027.",
        "Ava Approver agreed on Friday 4 December 2026.",
    )


def test_one_that_was_sent_back_says_why() -> None:
    sent_back = an_explanation(
        status=ExplanationStatus.SENT_BACK, decision_reason="Say what happens next year"
    )
    assert sent_back.decided == (
        "Ava Approver sent it back on Friday 4 December 2026: Say what happens next year."
    )


def test_one_that_waits_or_promises_nothing_says_so() -> None:
    bare = an_explanation(status=ExplanationStatus.WAITING, what_will_be_done="", by_when=None)
    assert bare.sentences[1:] == ("What will be done is not said.", "An approver has not decided on it yet.")
    assert (
        an_explanation(by_when=None).promised
        == "What will be done: We take four questions out. No day is named."
    )
    only_day = an_explanation(what_will_be_done="")
    assert only_day.promised == "What will be done by Monday 1 March 2027 is not said."


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "Due by Friday 4 December 2026."),
        ({"is_late": True}, "Late: it was due by Friday 4 December 2026."),
        ({"done_on": MONDAY, "outcome": "Two are out"}, "Done on Monday 30 November 2026. Two are out."),
        ({"done_on": MONDAY}, "Done on Monday 30 November 2026."),
    ],
)
def test_an_action_says_how_it_stands(changes: dict[str, Any], said: str) -> None:
    assert ActionOnRecord("S1", "Take questions out", "Olu", FRIDAY, **changes).standing == said


def test_actions_are_counted_and_those_beside_no_unsettled_check_are_found() -> None:
    done = ActionOnRecord("T1", "Ask", "Olu", FRIDAY, MONDAY)
    late = ActionOnRecord("T1", "Ring.", "Olu", FRIDAY, is_late=True)
    about_not_met = ActionOnRecord("S1", "Take questions out", "Ava", FRIDAY)
    findings = a_finding("T1", FindingState.MET), a_finding("S1", FindingState.NOT_MET)
    report = a_report(*findings, actions=(done, late, about_not_met))
    assert report.actions_in_one_sentence == "1 done, 1 due, 1 late."
    assert report.other_actions == (late,)
    assert late.in_words == "Ring: Olu. Late: it was due by Friday 4 December 2026."


@pytest.mark.parametrize(
    ("state", "status", "group"),
    [
        (FindingState.NOT_MET, None, BoardGroup.NOT_MET),
        (FindingState.NOT_MET, ExplanationStatus.SENT_BACK, BoardGroup.SENT_BACK),
        (FindingState.NOT_KNOWN, ExplanationStatus.WAITING, BoardGroup.WAITING),
        (FindingState.EXPLAINED, ExplanationStatus.AGREED, BoardGroup.EXPLAINED),
        (FindingState.NOT_KNOWN, None, BoardGroup.NOT_KNOWN),
        (FindingState.MET, ExplanationStatus.SENT_BACK, BoardGroup.MET),
        (FindingState.NOT_APPLICABLE, None, BoardGroup.NOT_APPLICABLE),
    ],
)
def test_where_a_finding_stands_for_a_board(
    state: FindingState, status: ExplanationStatus | None, group: BoardGroup
) -> None:
    note = None if status is None else ExplanationNote(status, "Because.")
    assert group_of(replace(a_finding("S1", state), explanation=note)) is group


def test_the_groups_come_in_the_boards_order_and_empty_ones_are_left_out() -> None:
    met, not_met = a_finding("T1", FindingState.MET), a_finding("S1", FindingState.NOT_MET)
    report = a_report(met, not_met)
    assert list(report.groups.items()) == [(BoardGroup.NOT_MET, (not_met,)), (BoardGroup.MET, (met,))]


def test_all_findings_in_one_sentence() -> None:
    states = ("met", "met", "explained", "not_met", "not_known", "not_applicable")
    findings = [
        a_finding(i, FindingState(s))
        for i, s in zip(("T1", "T2", "T3", "T4", "T5", "S1"), states, strict=True)
    ]
    assert a_report(*findings).in_one_sentence == (
        "Of 6 checks, 2 are met, 1 is explained and agreed, 1 is not met, 1 is not yet known "
        "and 1 doesn't apply."
    )
    assert a_report(findings[0]).in_one_sentence == "Of 1 check, 1 is met."
    assert a_report().in_one_sentence == "There are no checks."


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        ((0, 0, 0, False), "The pot is £150,000; no EOI is in play yet."),
        ((1, 500_000, 0, False), "1 EOI asks for £5,000 of a pot of £150,000."),
        (
            (2, 20_000_000, 15_000_000, False),
            "2 EOIs ask for £200,000 of a pot of £150,000. £150,000 is recommended, and not yet decided.",
        ),
        ((2, 100_000, 100_000, True), "2 EOIs ask for £1,000 of a pot of £150,000. £1,000 was awarded."),
    ],
)
def test_the_money_in_one_sentence(figures: tuple[int, int, int, bool], said: str) -> None:
    eois, asked, shared, decided = figures
    report = a_report(figures=RoundFigures(eois, asked, 15_000_000, shared, decided))
    assert report.money_in_one_sentence == said


def test_what_belongs_to_a_check_is_found_by_its_id() -> None:
    old = an_explanation(status=ExplanationStatus.SENT_BACK, counts=False)
    new, other = an_explanation(), an_explanation(check_id="S4")
    action = ActionOnRecord("S1", "Take questions out", "Olu", FRIDAY)
    report = a_report(explanations=(old, new, other), actions=(action,))
    assert report.explanations_of("S1") == (old, new)
    assert report.counting_explanation("S1") is new
    assert report.counting_explanation("T1") is None
    assert (report.actions_of("S1"), report.actions_of("S4")) == ((action,), ())


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (42, "42"),
        ("£100,000", "£100,000"),
        (True, "yes"),
        (False, "no"),
        (None, "none"),
        ([{"up_to": "£10,000", "most": 8}, {"most": 20}], "8 up to £10,000, 20 above"),
        ([{"items": ["bank_evidence", "sanctions"]}], "bank evidence, sanctions above"),
        (["large print"], "large print"),
    ],
)
def test_a_threshold_in_words(value: Any, said: str) -> None:
    assert value_in_words(value) == said


def test_what_was_typed_becomes_a_sentence_on_one_line() -> None:
    assert sentence(" The board\n asked ") == "The board asked."
    assert (sentence("Why?"), sentence("")) == ("Why?", "")


def test_what_a_check_guards_in_words() -> None:
    said = guards_in_words(a_finding("T1", FindingState.MET))
    assert said == "Stops the round before it can be opened; warns before it can be announced."


def test_checks_with_their_titles_on_one_line() -> None:
    findings = [a_finding(check_id, FindingState.MET) for check_id in ("S1", "S4")]
    assert in_words(findings) == "S1 A form that fits the award; S4 Enough time to apply"
