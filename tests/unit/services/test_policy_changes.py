"""Changing the policy: who may, what is refused, what the trail keeps, and which rounds it reaches."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from commissioning_app.domain.errors import BadValue, NotAllowed, StaleVersion
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.policy import (
    default_policy,
    load_policy,
    policy_of,
    threshold_words,
    workspace_policy,
)
from commissioning_app.services.policy_changes import change_policy
from commissioning_app.services.principles import check_round, load_catalogue
from commissioning_app.services.queries.policy import (
    AS_IT_COMES,
    NOW,
    PolicyChoice,
    ThresholdDifference,
    compare_policies,
    policies,
    policy_page,
    shown_value,
)
from tests.factories import Office, a_round, store

BANDS = [{"up_to": "£5,000", "most": 5}, {"most": 9}]


def changed(context: ServiceContext, **changes: Any) -> int:
    return change_policy(context, changes=changes, reason="The board asked for it")


def test_every_threshold_has_words_and_is_read_by_a_check_or_a_figure() -> None:
    assert set(threshold_words()) == set(load_policy())
    read = {key for check in load_catalogue().checks for key in check.policy_keys}
    assert read <= set(load_policy())


def test_a_change_counts_for_drafts_and_stands_in_the_trail_with_its_reason(office: Office) -> None:
    opened = {**load_policy(), "simple.days_open": 21}
    store(office.officer, a_round(), a_round(code="R2", policy=opened))
    before = policy_page(office.officer).version
    change_policy(
        office.officer, changes={"simple.days_open": 42}, reason=" The board asked ", version=before
    )
    assert workspace_policy(office.officer).whole("simple.days_open") == 42
    with office.officer.reading() as uow:
        rounds = {one.code: one for one in uow.rounds.where()}
        workspace = uow.workspaces.find()
        entry = list(uow.trail.entries())[-1]
    assert policy_of(office.officer, rounds["R1"]).whole("simple.days_open") == 42
    assert policy_of(office.officer, rounds["R2"]).whole("simple.days_open") == 21
    assert workspace is not None
    assert (workspace.policy_changes, workspace.version) == ({"simple.days_open": 42}, before + 1)
    assert (entry.action, entry.before, entry.after, entry.reason) == (
        "policy changed",
        {"simple.days_open": 28},
        {"simple.days_open": 42},
        "The board asked",
    )
    kept = {one.id: one for one in check_round(office.officer, round_code="R2")}["S4"]
    assert kept.policy_changed == (
        "This round keeps the policy it was opened with; the policy has changed since."
    )


def test_back_to_what_comes_with_the_application(office: Office) -> None:
    changed(office.officer, **{"simple.days_open": 42, "core.small_organisation_line": "£80,000"})
    changed(office.officer, **{"simple.days_open": None})
    with office.officer.reading() as uow:
        workspace = uow.workspaces.find()
        assert workspace is not None
        assert workspace.policy_changes == {"core.small_organisation_line": "£80,000"}
    changed(office.officer, **{"core.small_organisation_line": "£100,000"})
    assert workspace_policy(office.officer).differences(default_policy()) == []
    with office.officer.reading() as uow:
        entries = len(list(uow.trail.entries()))
    changed(office.officer, **{"simple.days_open": 28})
    with office.officer.reading() as uow:
        assert len(list(uow.trail.entries())) == entries


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"simple.days_opn": 30}, "The policy has no threshold called “simple.days_opn”. Did you mean"),
        ({"simple.days_open": 0}, "lies between 1 and 365; 0 is outside that"),
        ({"simple.days_open": "30"}, "is like “28”; “30” can't be taken"),
        ({"core.small_organisation_line": "-£5"}, "can't be below nought"),
        ({"core.small_organisation_line": "lots"}, "lots"),
        ({"simple.written_questions": []}, "has to be a list of bands by size"),
        ({"simple.written_questions": [{"up_to": "£5,000", "most": 5}]}, "Every band but the last"),
        ({"simple.written_questions": [*reversed(BANDS)]}, "Every band but the last"),
        (
            {"simple.written_questions": [BANDS[0], {"up_to": "£4,000", "most": 5}, BANDS[1]]},
            "go from small amounts to large ones",
        ),
        ({"simple.written_questions": [{"most": True}]}, "needs a whole number from 0 to 1,000"),
        ({"simple.written_questions": [{"most": 1001}]}, "needs a whole number from 0 to 1,000"),
        ({"simple.written_questions": [{"items": ["x"]}]}, "needs “most”"),
        ({"safety.due_diligence": [{"items": ["register", "shoe size"]}]}, "holds names out of"),
        ({"safety.due_diligence": [{"items": ["register", "register"]}]}, "holds names out of"),
    ],
)
def test_what_can_not_be_taken_changes_nothing(
    office: Office, changes: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(BadValue, match=sentence):
        changed(office.officer, **changes)
    assert workspace_policy(office.officer).differences(default_policy()) == []


def test_a_reason_the_role_and_the_version_are_asked_for(office: Office) -> None:
    with pytest.raises(BadValue, match="Say why the policy changes"):
        change_policy(office.officer, changes={"simple.days_open": 30}, reason=" ")
    for context in (office.approver, office.finance, office.auditor):
        with pytest.raises(NotAllowed):
            changed(context, **{"simple.days_open": 30})
        assert not policy_page(context).can_change
    with pytest.raises(StaleVersion):
        change_policy(office.officer, changes={"simple.days_open": 30}, reason="Why", version=0)


def test_the_page_shows_every_threshold_in_words(office: Office) -> None:
    changed(office.officer, **{"simple.written_questions": BANDS, "core.small_organisation_line": "£90,000"})
    page = policy_page(office.officer)
    rows = {row.key: row for row in page.rows}
    assert [row.key for row in page.rows] == list(threshold_words())
    assert page.can_change
    small = rows["core.small_organisation_line"]
    assert (small.shown, small.default_shown, small.is_changed) == ("£90,000", "£100,000", True)
    questions = rows["simple.written_questions"]
    assert questions.shown == "up to £5,000: 5 · above: 9"
    assert questions.default_shown == "up to £10,000: 8 · up to £50,000: 12 · above: 20"
    assert questions.checks == ("S1",)
    days = rows["simple.days_open"]
    assert (days.shown, days.limits, days.is_changed) == ("28 days", (1, 365), False)


def test_two_policies_side_by_side(office: Office) -> None:
    opened = {**load_policy(), "simple.days_open": 21}
    store(office.officer, a_round(code="R2", name="Warmth", policy=opened), a_round(code="R3"))
    changed(office.officer, **{"panel.scorers": 4})
    assert policies(office.officer) == (
        PolicyChoice(AS_IT_COMES, "As the application comes"),
        PolicyChoice(NOW, "This workspace now"),
        PolicyChoice("round:R2", "Round R2: Warmth"),
    )
    open_days = ThresholdDifference("Between opening and closing, at least", ("S4",), "21 days", "28 days")
    scorers = ThresholdDifference("Members who score each EOI, at least", ("P7",), "3 people", "4 people")
    assert compare_policies(office.officer, first="round:R2", second=NOW) == (open_days, scorers)
    assert compare_policies(office.officer, first=AS_IT_COMES, second=NOW) == (scorers,)
    assert compare_policies(office.officer, first=NOW, second=NOW) == ()
    older = replace(office.officer, policy={**load_policy()})
    with office.officer.unit_of_work() as uow:
        kept = uow.rounds.find(code="R2")
        assert kept is not None
        kept.policy = {"simple.days_open": 28, "old.key": 3}
        uow.commit()
    lines = compare_policies(older, first="round:R2", second=AS_IT_COMES)
    assert lines[-1] == ThresholdDifference("old.key", (), "3", "")
    assert lines[0].first == ""


def test_values_in_words() -> None:
    assert shown_value(None, "days") == ""
    assert (shown_value(1, "people"), shown_value(2, "people"), shown_value(1, "%")) == (
        "1 person",
        "2 people",
        "1 %",
    )
    assert shown_value(1000, "EOIs") == "1,000 EOIs"
    assert shown_value([{"items": ["bank_evidence", "register"]}], "") == "bank evidence, register"
