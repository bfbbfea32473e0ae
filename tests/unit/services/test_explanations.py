"""Comply or explain: who may explain and agree, what is refused, and what the trail keeps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from commissioning_app.domain.errors import BadValue, FourEyes, NotAllowed, NotFound, StepRefused
from commissioning_app.domain.roles import Role
from commissioning_app.domain.rounds import RoundState
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.explanations import decide_explanation, explain
from commissioning_app.services.principles import check_round
from tests.factories import Office, a_round, make_office, store


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An office whose round R1 does not say what is not funded, so S7 is not met."""
    made = make_office(str(tmp_path / "workspace.db"))
    store(made.officer, a_round(exclusions=()))
    yield made
    made.app.close()


def state_of(context: ServiceContext, check_id: str = "S7") -> str:
    """What a check answers now."""
    return next(f.state.value for f in check_round(context, round_code="R1") if f.id == check_id)


def trail_of(context: ServiceContext, action: str) -> list[tuple[str, str, object]]:
    """The trail's entries of one kind: the check, the reason, and what came after."""
    with context.reading() as uow:
        return [
            (entry.after["check"], entry.reason, dict(entry.after))
            for entry in uow.trail.entries()
            if entry.action == action and entry.after is not None
        ]


def test_an_explanation_counts_once_an_approver_agrees(office: Office) -> None:
    made = explain(
        office.officer,
        round_code="R1",
        check_id="S7",
        why="  Nothing is left out. ",
        what_will_be_done=" We say so. ",
        by_when=date(2026, 9, 1),
    )
    assert (made.why, made.what_will_be_done, made.explained_by, made.is_waiting) == (
        "Nothing is left out.",
        "We say so.",
        office.officer.actor.person_id,
        True,
    )
    assert state_of(office.officer) == "not_met"
    agreed = decide_explanation(office.approver, round_code="R1", check_id="S7", agree=True)
    assert (agreed.is_agreed, agreed.decided_by) == (True, office.approver.actor.person_id)
    assert state_of(office.officer) == "explained"
    evidence = (
        "5 of 6 things that applicants need are ready to be published at opening; "
        "missing: what is not funded."
    )
    assert trail_of(office.officer, "check explained") == [
        (
            "S7",
            "Nothing is left out.",
            {
                "check": "S7",
                "state": "not_met",
                "evidence": evidence,
                "what_will_be_done": "We say so.",
                "by_when": "2026-09-01",
            },
        )
    ]
    assert trail_of(office.officer, "explanation agreed") == [
        ("S7", "", {"check": "S7", "is_agreed": True, "is_sent_back": False})
    ]


def test_one_that_was_sent_back_can_be_written_anew(office: Office) -> None:
    explain(office.officer, round_code="R1", check_id="S7", why="We forgot.")
    decide_explanation(office.approver, round_code="R1", check_id="S7", agree=False, reason="Then write it.")
    assert state_of(office.officer) == "not_met"
    assert trail_of(office.officer, "explanation sent back")[0][1] == "Then write it."
    office.clock.instant += timedelta(hours=1)
    explain(office.officer, round_code="R1", check_id="S7", why="Nothing is left out.")
    decide_explanation(office.approver, round_code="R1", check_id="S7", agree=True)
    assert state_of(office.officer) == "explained"


def test_what_is_not_known_can_be_explained_too(office: Office) -> None:
    explain(office.officer, round_code="R1", check_id="P2", why="The panel is chosen next week.")
    decide_explanation(office.approver, round_code="R1", check_id="P2", agree=True)
    assert state_of(office.officer, "P2") == "explained"


@pytest.mark.parametrize(
    ("check_id", "why", "by_when", "message"),
    [
        ("S7", " ", None, "Say why check S7 is not met."),
        (
            "S7",
            "Because",
            date(2026, 8, 31),
            "The day by which it will be done is in the past.",
        ),
        ("S99", "Because", None, "There is no check “S99”. The checks are T1, T2"),
    ],
)
def test_bad_explanations_are_refused(
    office: Office, check_id: str, why: str, by_when: date | None, message: str
) -> None:
    with pytest.raises(BadValue) as caught:
        explain(office.officer, round_code="R1", check_id=check_id, why=why, by_when=by_when)
    assert str(caught.value).startswith(message)


def test_needless_explanations_are_refused(office: Office) -> None:
    with pytest.raises(StepRefused, match=r"^Check S4 is met: there is nothing to explain\. The round is"):
        explain(office.officer, round_code="R1", check_id="S4", why="Because")
    explain(office.officer, round_code="R1", check_id="S7", why="Because")
    with pytest.raises(StepRefused, match=r"^Check S7 is explained already, and waits"):
        explain(office.officer, round_code="R1", check_id="S7", why="Because")
    decide_explanation(office.approver, round_code="R1", check_id="S7", agree=True)
    with pytest.raises(StepRefused, match=r"^Check S7 is explained: there is nothing to explain\."):
        explain(office.officer, round_code="R1", check_id="S7", why="Because")
    with pytest.raises(StepRefused, match=r"decided on already"):
        decide_explanation(office.approver, round_code="R1", check_id="S7", agree=True)


def test_a_cancelled_round_needs_no_explanation(office: Office) -> None:
    store(office.officer, a_round(code="R2", exclusions=(), state=RoundState.CANCELLED))
    with pytest.raises(StepRefused, match="was cancelled, so there is nothing left to explain"):
        explain(office.officer, round_code="R2", check_id="S7", why="Because")


def test_four_eyes(office: Office) -> None:
    both = replace(office.officer.actor, roles=frozenset({Role.OFFICER, Role.APPROVER}))
    alone = office.officer.acting_as(both)
    explain(alone, round_code="R1", check_id="S7", why="Because")
    with pytest.raises(FourEyes, match="a second person has to agree"):
        decide_explanation(alone, round_code="R1", check_id="S7", agree=True)
    with pytest.raises(FourEyes):
        decide_explanation(alone, round_code="R1", check_id="S7", agree=False, reason="No")


def test_roles(office: Office) -> None:
    for context in (office.approver, office.finance, office.auditor):
        with pytest.raises(NotAllowed):
            explain(context, round_code="R1", check_id="S7", why="Because")
    for context in (office.officer, office.finance, office.auditor):
        with pytest.raises(NotAllowed):
            decide_explanation(context, round_code="R1", check_id="S7", agree=True)


def test_deciding_what_nobody_explained(office: Office) -> None:
    with pytest.raises(NotFound, match=r"^Nobody has explained check S7 in the round R1\.$"):
        decide_explanation(office.approver, round_code="R1", check_id="S7", agree=True)
    with pytest.raises(BadValue, match="There is no check “S99”"):
        decide_explanation(office.approver, round_code="R1", check_id="S99", agree=True)


def test_sending_back_needs_a_reason(office: Office) -> None:
    explain(office.officer, round_code="R1", check_id="S7", why="Because")
    with pytest.raises(BadValue, match="Say why the explanation is sent back"):
        decide_explanation(office.approver, round_code="R1", check_id="S7", agree=False)
