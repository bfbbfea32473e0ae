"""A5 and A8 in each of their states; A8 is asked after all others, of what they found."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from commissioning_app.domain.duties import DataProtection
from commissioning_app.domain.principles.engine import find
from commissioning_app.domain.principles.facts import RoundFacts
from commissioning_app.domain.principles.facts_monitoring import MonitoringFacts
from commissioning_app.domain.principles.facts_safety import ActionFact, SafetyFacts
from commissioning_app.domain.rounds import RoundState
from commissioning_app.domain.together import MonitoringPlan
from tests.factories import a_round
from tests.unit.domain.principles.making import (
    TODAY,
    an_explanation,
    answered,
    ask,
    at,
    facts,
    the_catalogue,
    the_policy,
    with_records,
)

LATER = date(2026, 9, 2)
PAPERS = DataProtection(TODAY, "DPIA 4", TODAY, "policy 7")
KEPT = (
    "The impact assessment is of Tuesday 1 September 2026 (DPIA 4), the policy document of Tuesday "
    "1 September 2026 (policy 7); answers are stored apart, and totals were read"
)
NEVER = f"{KEPT} 0 times, never before the decision"
NOBODY = MonitoringPlan(asked_of_organisations=False, asked_of_members=False)


def keeping(papers: DataProtection, plan: MonitoringPlan | None = None, **parts: Any) -> RoundFacts:
    """A draft with these papers and this plan."""
    records = with_records(data_protection=papers, monitoring=plan or MonitoringPlan(True, True))
    return facts(a_round(records=records), **parts)


@pytest.mark.parametrize(
    ("what", "state", "evidence"),
    [
        (keeping(PAPERS), "met", f"{NEVER}."),
        (
            keeping(PAPERS, safety=SafetyFacts(looks_at_totals=2)),
            "met",
            f"{KEPT} 2 times, never before the decision.",
        ),
        (
            keeping(PAPERS, safety=SafetyFacts(looks_at_totals=2, looks_too_early=1)),
            "not_met",
            "Totals of monitoring answers were read 1 time before the decision.",
        ),
        (
            keeping(replace(PAPERS, dpia_on=None)),
            "not_known",
            "The impact assessment is not written down with a day and a reference.",
        ),
        (
            keeping(replace(PAPERS, dpia_reference=" ")),
            "not_known",
            "The impact assessment is not written down with a day and a reference.",
        ),
        (
            keeping(replace(PAPERS, policy_on=None)),
            "not_known",
            "The policy document is not written down with a day and a reference.",
        ),
        (
            keeping(replace(PAPERS, policy_on=LATER)),
            "not_known",
            "The policy document is not written down with a day and a reference.",
        ),
        (
            keeping(replace(PAPERS, policy_reference=" ")),
            "not_known",
            "The policy document is not written down with a day and a reference.",
        ),
        (
            keeping(DataProtection()),
            "not_known",
            "The impact assessment and the policy document are not written down with a day and a reference.",
        ),
        (
            keeping(replace(PAPERS, dpia_on=LATER)),
            "not_met",
            NEVER.replace("Tuesday 1", "Wednesday 2", 1) + "; the assessment had to be there by today.",
        ),
        (
            keeping(DataProtection(), NOBODY),
            "not_applicable",
            "The round asks for no monitoring answers, and holds none.",
        ),
        (keeping(PAPERS, NOBODY, monitoring=MonitoringFacts(eois=1, answered=1)), "met", f"{NEVER}."),
        (
            keeping(DataProtection(), replace(NOBODY, asked_of_members=None)),
            "not_known",
            "The impact assessment and the policy document are not written down with a day and a reference.",
        ),
    ],
)
def test_a5(what: RoundFacts, state: str, evidence: str) -> None:
    assert answered("A5", what) == (state, evidence)


def test_a5_asks_for_the_assessment_by_the_opening() -> None:
    records = with_records(data_protection=PAPERS)
    opened = a_round(state=RoundState.PAYING, records=records)
    assert answered("A5", facts(opened, opened_on=TODAY, today=date(2026, 12, 1)))[0] == "met"
    late = facts(opened, opened_on=date(2026, 8, 31), today=date(2026, 12, 1))
    said = "; the assessment had to be there by the opening on Monday 31 August 2026."
    assert answered("A5", late) == ("not_met", f"{NEVER}{said}")


def found(
    *wanting: str, actions: tuple[ActionFact, ...] = (), state: RoundState = RoundState.PAYING
) -> RoundFacts:
    """A round whose other checks found that these do not hold."""
    return facts(a_round(state=state), safety=SafetyFacts(actions=actions, not_holding=wanting))


OWNED = ActionFact("S2", True)
HAVE = "that are not met, or only explained, have an action with an owner and a day"
HAS = "not met, or only explained, has an action with an owner and a day"


@pytest.mark.parametrize(
    ("what", "state", "evidence"),
    [
        (found("S2", actions=(OWNED,)), "met", f"1 of 1 finding that is {HAS}."),
        (
            found("S2", actions=(replace(OWNED, is_done=True),)),
            "met",
            f"1 of 1 finding that is {HAS}.",
        ),
        (
            found("S2", "P12", actions=(OWNED, OWNED)),
            "not_met",
            f"1 of 2 findings that are {HAS}; none for P12.",
        ),
        (
            found("S2", actions=(replace(OWNED, is_owned=False),)),
            "not_met",
            f"0 of 1 finding {HAVE.replace('are', 'is', 1)}; none for S2.",
        ),
        (
            found("S2", actions=(replace(OWNED, is_late=True), ActionFact("T1", True, is_late=True))),
            "met",
            f"1 of 1 finding that is {HAS}; 2 actions are past the day.",
        ),
        (
            found("S2", actions=(replace(OWNED, is_late=True),)),
            "met",
            f"1 of 1 finding that is {HAS}; 1 action is past the day.",
        ),
        (
            found("S2", "P12", state=RoundState.DECIDED),
            "not_known",
            f"0 of 2 findings {HAVE}; none for S2 and P12.",
        ),
        (
            found("S2", actions=(OWNED,), state=RoundState.DECIDED),
            "met",
            f"1 of 1 finding that is {HAS}.",
        ),
        (found(), "not_applicable", "Every finding holds, so nothing asks for an action."),
        (found(state=RoundState.DECIDED), "not_known", "So far no finding asks for an action."),
        (facts(), "not_known", "So far no finding asks for an action."),
    ],
)
def test_a8(what: RoundFacts, state: str, evidence: str) -> None:
    assert answered("A8", what) == (state, evidence)


def test_a8_is_asked_of_what_the_others_found_and_leaves_itself_out() -> None:
    """S2 is not met in the sound round, S4 is explained; what is only not known asks for no action."""
    round_ = facts(a_round(state=RoundState.PAYING, largest_award_pence=500_000))
    short = the_policy(simple__days_open=60)
    agreed = [an_explanation("S4", is_agreed=True, decided_at=at(3))]
    findings = {one.id: one for one in find(round_, short, the_catalogue(), agreed)}
    wanting = [
        one.id for one in findings.values() if one.state.value in ("not_met", "explained") and one.id != "A8"
    ]
    assert findings["S4"].state.value == "explained"
    assert {"S2", "S4"} <= set(wanting)
    assert findings["A8"].state.value == "not_met"
    assert findings["A8"].evidence.startswith(f"0 of {len(wanting)} findings ")
    acted = tuple(ActionFact(check_id, True) for check_id in wanting)
    again = find(replace(round_, safety=SafetyFacts(actions=acted)), short, the_catalogue(), agreed)
    assert {one.id: one.state.value for one in again}["A8"] == "met"
    assert "A8" not in ask("A8", round_).evidence
