"""A9, A10 and A11 in each of their states, and on both sides of their thresholds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from commissioning_app.domain.afterwards import BoardReport, LookBack, Published, ResponsibleOfficer
from commissioning_app.domain.principles.facts import RoundFacts
from commissioning_app.domain.principles.facts_safety import SafetyFacts
from commissioning_app.domain.rounds import RoundState
from tests.factories import a_round
from tests.unit.domain.principles.making import answered, ask, facts, with_records

ANNOUNCED = date(2026, 11, 10)
IN_TIME, LATE = date(2026, 12, 10), date(2026, 12, 11)


def open_data(on: date | None, where: str = "https://funder.example", **parts: Any) -> RoundFacts:
    """A round announced on 10 November whose decisions were open data from a day on."""
    round_ = a_round(state=RoundState.ANNOUNCED, records=with_records(open_data=Published(on, where)))
    return facts(round_, **{"announced_on": ANNOUNCED, "today": LATE, **parts})


AFTER = "after the announcement; the policy asks for at most 30."
UNSAID = "and it is not written down that they are open data; the policy asks for at most 30 days."


@pytest.mark.parametrize(
    ("what", "state", "evidence"),
    [
        (open_data(IN_TIME), "met", f"The decisions were open data 30 days {AFTER}"),
        (open_data(LATE), "not_met", f"The decisions were open data 31 days {AFTER}"),
        (open_data(date(2026, 11, 11)), "met", f"The decisions were open data 1 day {AFTER}"),
        (open_data(ANNOUNCED), "met", f"The decisions were open data 0 days {AFTER}"),
        (
            open_data(date(2026, 11, 9)),
            "met",
            f"The decisions were open data 1 day {AFTER.replace('after', 'before')}",
        ),
        (
            open_data(None, today=IN_TIME),
            "not_known",
            f"The decisions were announced 30 days ago, {UNSAID}",
        ),
        (open_data(None), "not_met", f"The decisions were announced 31 days ago, {UNSAID}"),
        (
            open_data(LATE, today=IN_TIME),
            "not_known",
            f"The decisions were announced 30 days ago, {UNSAID}",
        ),
        (
            open_data(IN_TIME, " "),
            "not_met",
            "They are said to be open data since Thursday 10 December 2026, but not where.",
        ),
        (
            open_data(IN_TIME, announced_on=None),
            "not_known",
            "The decisions are not announced yet, so they can't be open data.",
        ),
    ],
)
def test_a9(what: RoundFacts, state: str, evidence: str) -> None:
    assert answered("A9", what) == (state, evidence)


def test_a9_follows_the_policy() -> None:
    assert answered("A9", open_data(IN_TIME), data__open_data_days=29)[0] == "not_met"


NAMED = ResponsibleOfficer("Rosa Sample", "Director")
REPORTED = BoardReport(date(2026, 12, 4), "minute 14")
THE_REPORT = "the board had the report on Friday 4 December 2026 (minute 14)."
NO_REPORT = "no report to the board is written down with its day and minute."


def answering(
    officer: ResponsibleOfficer, report: BoardReport, state: RoundState = RoundState.PAYING
) -> RoundFacts:
    """A round with this officer and this report."""
    records = with_records(responsible_officer=officer, board_report=report)
    return facts(a_round(state=state, records=records), today=date(2026, 12, 4))


@pytest.mark.parametrize(
    ("what", "state", "evidence"),
    [
        (answering(NAMED, REPORTED), "met", f"A senior officer is named (Director), and {THE_REPORT}"),
        (
            answering(replace(NAMED, role=" "), REPORTED),
            "not_met",
            f"No senior officer is named, and {THE_REPORT}",
        ),
        (
            answering(replace(NAMED, name=""), REPORTED),
            "not_met",
            f"No senior officer is named, and {THE_REPORT}",
        ),
        (
            answering(NAMED, BoardReport()),
            "not_known",
            f"A senior officer is named (Director); {NO_REPORT}",
        ),
        (
            answering(NAMED, replace(REPORTED, on=date(2026, 12, 5))),
            "not_known",
            f"A senior officer is named (Director); {NO_REPORT}",
        ),
        (
            answering(NAMED, BoardReport(), RoundState.FINISHED),
            "not_met",
            f"A senior officer is named (Director); {NO_REPORT}",
        ),
        (
            answering(NAMED, replace(REPORTED, reference=" "), RoundState.FINISHED),
            "not_met",
            f"A senior officer is named (Director); {NO_REPORT}",
        ),
        (
            answering(ResponsibleOfficer(), replace(REPORTED, on=None)),
            "not_known",
            "Neither a senior responsible officer nor a report to the board is written down.",
        ),
    ],
)
def test_a10(what: RoundFacts, state: str, evidence: str) -> None:
    assert answered("A10", what) == (state, evidence)


DECIDED = SafetyFacts(decided_on=date(2026, 12, 4))
"""Decided on the very day of the report and of looking back."""


def test_a10_wants_a_report_on_what_was_decided() -> None:
    what = replace(answering(NAMED, REPORTED), safety=DECIDED)
    assert answered("A10", what)[0] == "met"
    later = replace(what, safety=SafetyFacts(decided_on=date(2026, 12, 5)))
    assert answered("A10", later) == (
        "not_met",
        f"A senior officer is named (Director), and {THE_REPORT[:-1]}, before the decision.",
    )


def test_a10_never_names_the_person() -> None:
    answer = ask("A10", answering(NAMED, BoardReport(), RoundState.FINISHED))
    assert "Rosa" not in f"{answer.evidence} {answer.mend} {answer.threshold}"


BACK = LookBack(date(2026, 12, 4), 1, 1, ("Open longer",))
ON_THE_DAY = "looked back on the round on Friday 4 December 2026"


@pytest.mark.parametrize(
    ("back", "state", "evidence"),
    [
        (BACK, "met", f"1 panel member and 1 applicant {ON_THE_DAY}; 1 lesson is written down."),
        (
            replace(BACK, panel_members=0),
            "not_met",
            f"0 panel members and 1 applicant {ON_THE_DAY}; 1 lesson is written down.",
        ),
        (
            replace(BACK, applicants=None),
            "not_met",
            f"1 panel member and 0 applicants {ON_THE_DAY}; 1 lesson is written down.",
        ),
        (
            replace(BACK, lessons=(" ",)),
            "not_met",
            f"1 panel member and 1 applicant {ON_THE_DAY}; 0 lessons are written down.",
        ),
        (replace(BACK, on=None), "not_known", "Nobody has looked back on the round yet."),
        (
            replace(BACK, on=date(2026, 12, 5)),
            "not_known",
            "Nobody has looked back on the round yet.",
        ),
    ],
)
def test_a11(back: LookBack, state: str, evidence: str) -> None:
    what = facts(a_round(records=with_records(look_back=back)), today=date(2026, 12, 4))
    assert answered("A11", what) == (state, evidence)


def test_a11_looks_back_on_the_decision_too() -> None:
    what = facts(a_round(records=with_records(look_back=BACK)), today=BACK.on, safety=DECIDED)
    assert answered("A11", what)[0] == "met"
    later = replace(what, safety=SafetyFacts(decided_on=date(2026, 12, 5)))
    assert answered("A11", later) == (
        "not_met",
        f"1 panel member and 1 applicant {ON_THE_DAY}; 1 lesson is written down, all before the decision.",
    )
