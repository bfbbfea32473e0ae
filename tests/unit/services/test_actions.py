"""Actions: added with an owner and a day, changed, done with an outcome, taken out with a reason."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from commissioning_app.domain.errors import BadValue, NotAllowed, NotFound, StaleVersion, StepRefused
from commissioning_app.domain.roles import Actor, Role
from commissioning_app.services.actions import add_action, edit_action, finish_action, remove_action
from commissioning_app.services.explanations import decide_explanation, explain
from commissioning_app.services.queries.actions import actions_page
from commissioning_app.services.queries.trail import trail_rows
from tests.factories import Office, a_round, store

DUE = date(2026, 10, 31)
S2: dict[str, Any] = {"check_id": "S2", "what": "Drop a question", "owner": "Grants team", "due_on": DUE}


@pytest.fixture(autouse=True)
def round_(office: Office) -> None:
    store(office.officer, a_round())


def added(office: Office, **changes: Any) -> UUID:
    """An action about S2, which is not met in the sound round."""
    return add_action(office.officer, round_code="R1", **{**S2, **changes})


def last(office: Office) -> tuple[str, dict[str, Any] | None, dict[str, Any] | None, dict[str, Any]]:
    """The last entry: action, before, after, and its erasable part."""
    with office.officer.reading() as uow:
        entry = list(uow.trail.entries())[-1]
        personal = dict(uow.trail.personal()[entry.id].body or {})
    before = None if entry.before is None else dict(entry.before)
    return entry.action, before, None if entry.after is None else dict(entry.after), personal


def test_a_finding_and_what_is_done_about_it(office: Office) -> None:
    assert actions_page(office.officer, round_code="R1").without_action == ("S2",)
    key = added(office, what=" Drop a question ", owner=" Grants team ")
    page = actions_page(office.officer, round_code="R1")
    [finding], [line] = page.findings, page.actions
    assert (finding.check_id, finding.title, finding.state.value) == (
        "S2",
        "Applying costs little",
        "not_met",
    )
    assert finding.actions == (line,)
    assert (line.action_id, line.what, line.owner, line.due_on) == (
        key,
        "Drop a question",
        "Grants team",
        DUE,
    )
    assert (line.done_on, line.outcome, line.is_late, line.version) == (None, "", False, 1)
    assert (page.may_edit, page.without_action) == (True, ())


def test_the_trail_keeps_the_owner_where_it_can_be_erased(office: Office) -> None:
    added(office)
    action, before, after, personal = last(office)
    assert (action, before) == ("action added", None)
    assert after == {
        "check_id": "S2", "what": "Drop a question", "due_on": "2026-10-31", "done_on": None, "outcome": "",
    }  # fmt: skip
    assert personal == {"actor_name": "Olu Officer", "owner": "Grants team"}
    shown = trail_rows(office.officer, round_code="R1", limit=1)[0]
    assert shown.what == "Action added: S2"
    assert ("Owner", "", "Grants team") in shown.details


def test_changing_says_what_changed(office: Office) -> None:
    key = added(office)
    later = date(2026, 11, 30)
    version = edit_action(
        office.officer, action_id=key, version=1, what="Drop a question", owner="Rosa", due_on=later
    )
    assert last(office) == (
        "action changed",
        {"due_on": "2026-10-31"},
        {"due_on": "2026-11-30"},
        {"actor_name": "Olu Officer", "owner": "Rosa"},
    )
    edit_action(office.officer, action_id=key, version=version, what="Two", owner="Rosa", due_on=later)
    assert last(office)[3] == {"actor_name": "Olu Officer"}
    with office.officer.reading() as uow:
        entries = len(list(uow.trail.entries()))
    edit_action(office.officer, action_id=key, version=None, what=" Two", owner="Rosa", due_on=later)
    with office.officer.reading() as uow:
        assert len(list(uow.trail.entries())) == entries
    with pytest.raises(StaleVersion):
        edit_action(office.officer, action_id=key, version=1, what="Three", owner="Rosa", due_on=later)


def test_done_with_what_came_of_it(office: Office) -> None:
    key = added(office)
    with pytest.raises(BadValue, match="Say what came of it"):
        finish_action(office.officer, action_id=key, version=1, outcome=" ")
    with pytest.raises(BadValue, match="still to come"):
        finish_action(office.officer, action_id=key, version=1, outcome="x", done_on=date(2026, 9, 2))
    with pytest.raises(StaleVersion):
        finish_action(office.officer, action_id=key, version=2, outcome="x")
    finish_action(office.officer, action_id=key, version=1, outcome=" It takes an hour less ")
    [line] = actions_page(office.officer, round_code="R1").actions
    assert (line.done_on, line.outcome, line.is_late) == (date(2026, 9, 1), "It takes an hour less", False)
    assert last(office)[:3] == (
        "action done",
        {"done_on": None},
        {"check_id": "S2", "done_on": "2026-09-01", "outcome": "It takes an hour less"},
    )
    for call in (
        lambda: edit_action(office.officer, action_id=key, version=2, what="x", owner="y", due_on=DUE),
        lambda: finish_action(office.officer, action_id=key, version=2, outcome="x"),
        lambda: remove_action(office.officer, action_id=key, version=2, reason="x"),
    ):
        with pytest.raises(StepRefused, match="This action is done, so it stays as it is"):
            call()


def test_taken_out_with_a_reason(office: Office) -> None:
    key = added(office)
    with pytest.raises(BadValue, match="Say why the action is taken out"):
        remove_action(office.officer, action_id=key, version=1, reason="")
    with pytest.raises(StaleVersion):
        remove_action(office.officer, action_id=key, version=3, reason="Twice")
    remove_action(office.officer, action_id=key, version=1, reason="Twice")
    assert actions_page(office.officer, round_code="R1").actions == ()
    assert last(office)[:3] == (
        "action taken out",
        {"check_id": "S2", "what": "Drop a question", "due_on": "2026-10-31"},
        None,
    )
    with pytest.raises(NotFound):
        remove_action(office.officer, action_id=key, version=1, reason="Twice")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"check_id": "Z9"}, "There is no check “Z9”."),
        ({"what": " "}, "Say what will be done."),
        ({"owner": ""}, "Say who will do it: a name or an office."),
        ({"due_on": date(2026, 8, 31)}, "The day by which it will be done is in the past."),
    ],
)
def test_an_action_needs_a_check_words_an_owner_and_a_day(
    office: Office, changes: dict[str, Any], message: str
) -> None:
    with pytest.raises(BadValue) as refused:
        added(office, **changes)
    assert str(refused.value).startswith(message)
    assert actions_page(office.officer, round_code="R1").actions == ()


def test_a_day_that_passed_may_stay_and_shows_as_late(office: Office) -> None:
    key = added(office, due_on=date(2026, 9, 1))
    office.clock.instant = office.clock.instant.replace(day=2)
    [line] = actions_page(office.auditor, round_code="R1").actions
    assert line.is_late
    edit_action(office.officer, action_id=key, version=1, what="Still", owner="Rosa", due_on=date(2026, 9, 1))
    with pytest.raises(BadValue, match="in the past"):
        edit_action(
            office.officer, action_id=key, version=2, what="Still", owner="Rosa", due_on=date(2026, 8, 1)
        )


def test_open_ones_come_first_by_their_day(office: Office) -> None:
    late = added(office, what="Late", due_on=date(2026, 12, 1))
    added(office, what="Early", due_on=date(2026, 9, 30))
    done = added(office, what="Done", due_on=date(2026, 9, 2))
    finish_action(office.officer, action_id=done, version=1, outcome="Good")
    lines = actions_page(office.officer, round_code="R1").actions
    assert [line.what for line in lines] == ["Early", "Late", "Done"]
    assert lines[1].action_id == late


def test_what_an_explanation_promised_stands_beside_its_finding(office: Office) -> None:
    explain(
        office.officer, round_code="R1", check_id="S2", why="The board asks for it.",
        what_will_be_done="Ask less next time", by_when=DUE,
    )  # fmt: skip
    decide_explanation(office.approver, round_code="R1", check_id="S2", agree=True)
    [finding] = actions_page(office.officer, round_code="R1").findings
    assert (finding.state.value, finding.promised, finding.promised_by) == (
        "explained", "Ask less next time", DUE,
    )  # fmt: skip


def test_only_officers_keep_actions_and_members_do_not_read_them(office: Office) -> None:
    key = added(office)
    for context in (office.approver, office.finance, office.auditor):
        with pytest.raises(NotAllowed):
            add_action(context, round_code="R1", **S2)
        with pytest.raises(NotAllowed):
            edit_action(context, action_id=key, version=1, what="x", owner="y", due_on=DUE)
        with pytest.raises(NotAllowed):
            finish_action(context, action_id=key, version=1, outcome="x")
        with pytest.raises(NotAllowed):
            remove_action(context, action_id=key, version=1, reason="x")
        assert actions_page(context, round_code="R1").may_edit is False
    member = office.officer.acting_as(Actor(key, "Member", frozenset({Role.PANEL_MEMBER})))
    with pytest.raises(NotAllowed):
        actions_page(member, round_code="R1")
