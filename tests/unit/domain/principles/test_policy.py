"""The policy: accessors with units, changes that are refused, and the one a round was opened with."""

from __future__ import annotations

import re
from typing import Any

import pytest

from commissioning_app.domain.errors import BadValue
from commissioning_app.domain.principles.policy import (
    Policy,
    PolicyDifference,
    UnknownPolicyKey,
    flatten,
)
from tests.unit.domain.principles.making import the_catalogue, the_policy

DATA: dict[str, Any] = {
    "simple": {"days_open": 28, "written": [{"up_to": "£10,000", "most": 8}, {"most": 20}]},
    "core": {"line": "£100,000", "is_on": True},
    "limits": {"simple.days_open": [1, 365]},
}


@pytest.fixture
def policy() -> Policy:
    return Policy.from_data(DATA)


def test_reads_each_kind_in_its_unit(policy: Policy) -> None:
    assert policy.whole("simple.days_open") == 28
    assert policy.money("core.line") == 10_000_000
    assert [policy.for_size("simple.written", pence) for pence in (1_000_000, 1_000_001)] == [8, 20]


@pytest.mark.parametrize(
    ("key", "message"),
    [
        (
            "simple.days_opened",
            "The policy has no threshold called “simple.days_opened”. Did you mean simple.days_open?",
        ),
        ("x", "The policy has no threshold called “x”."),
    ],
)
def test_an_unknown_key_is_named_with_the_nearest(policy: Policy, key: str, message: str) -> None:
    with pytest.raises(UnknownPolicyKey) as caught:
        policy.whole(key)
    assert (str(caught.value), caught.value.field) == (message, key)


@pytest.mark.parametrize(
    ("read", "key", "message"),
    [
        ("whole", "core.line", "The threshold “core.line” has to be a whole number, and is “£100,000”."),
        ("whole", "core.is_on", "The threshold “core.is_on” has to be a whole number, and is “True”."),
        (
            "money",
            "simple.days_open",
            "The threshold “simple.days_open” has to be money like £12,500, in quotes.",
        ),
    ],
)
def test_the_wrong_kind_is_refused(policy: Policy, read: str, key: str, message: str) -> None:
    with pytest.raises(BadValue, match=f"^{re.escape(message)}$"):
        getattr(policy, read)(key)


def test_bands_have_to_be_bands_and_to_end() -> None:
    with pytest.raises(BadValue, match="has to be a list of bands by size"):
        Policy({"a": 3}).for_size("a", 100)
    with pytest.raises(BadValue, match="needs to be without “up_to”"):
        Policy({"a": [{"up_to": "£1", "most": 2}]}).for_size("a", 101)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"simple": {"days": 3}}, "The policy has no threshold called “simple.days”."),
        ({"simple.days_open": "28"}, "The threshold “simple.days_open” is like “28”; “28” can't be taken."),
        ({"simple.days_open": True}, "The threshold “simple.days_open” is like “28”; “True” can't be taken."),
        (
            {"simple.days_open": 0},
            "The threshold “simple.days_open” lies between 1 and 365; 0 is outside that.",
        ),
        ({"core.line": "-£1"}, "The threshold “core.line” can't be below nought."),
        ({"core.line": "much"}, "“much” is not an amount of money. Type it like £12,500."),
    ],
)
def test_a_bad_change_is_refused(policy: Policy, changes: dict[str, Any], message: str) -> None:
    with pytest.raises(BadValue) as caught:
        policy.with_changes(changes)
    assert str(caught.value).startswith(message)


def test_a_change_makes_another_policy_and_says_the_difference(policy: Policy) -> None:
    changed = policy.with_changes({"simple": {"days_open": 35}, "core.line": "£50,000"})
    assert (policy.whole("simple.days_open"), changed.whole("simple.days_open")) == (28, 35)
    assert policy.differences(changed) == [
        PolicyDifference("core.line", "£100,000", "£50,000"),
        PolicyDifference("simple.days_open", 28, 35),
    ]
    assert changed.differences(changed) == []


def test_the_policy_a_round_was_opened_with_wins(policy: Policy) -> None:
    snapshot = {**policy.as_data(), "simple.days_open": 21, "gone.since": 4}
    del snapshot["core.line"]
    own = policy.with_snapshot(snapshot)
    assert (own.whole("simple.days_open"), own.money("core.line"), own.whole("gone.since")) == (
        21,
        10_000_000,
        4,
    )
    assert policy.with_snapshot(None).as_data() == policy.as_data()


def test_what_is_given_out_can_be_changed_without_changing_the_policy(policy: Policy) -> None:
    policy.as_data()["simple.written"].clear()
    assert policy.for_size("simple.written", 1) == 8


def test_flatten_takes_sections_and_dotted_keys() -> None:
    assert flatten({"a": {"b": 1, "c": {"d": 2}}, "e.f": 3}) == {"a.b": 1, "a.c.d": 2, "e.f": 3}


def test_a_limit_without_its_key_is_refused() -> None:
    with pytest.raises(UnknownPolicyKey):
        Policy.from_data({"limits": {"simple.days_open": [1, 2]}})


AT_LEAST = ["governing_document", "three_unrelated_people", "bank_evidence", "sanctions"]
EVERYTHING = [
    "governing_document", "three_unrelated_people", "register", "accounts_or_budget", "safeguarding",
    "insurance", "bank_evidence", "sanctions",
]  # fmt: skip


def test_names_by_size_go_by_the_first_band_that_fits() -> None:
    policy = the_policy()
    assert [
        list(policy.names_for_size("safety.due_diligence", pence)) for pence in (1_000_000, 1_000_001)
    ] == [
        AT_LEAST,
        EVERYTHING,
    ]
    for wrong in (3, [], [{"up_to": "£1", "items": []}]):
        with pytest.raises(BadValue, match="has to be bands by size, the last without “up_to”"):
            Policy({"a": wrong}).names_by_size("a")


def test_the_policy_that_comes_along_keeps_to_principles() -> None:
    policy = the_policy()
    assert policy.as_data() == {
        "trusting.days_to_decision": 42,
        "trusting.days_to_decision_benchmark": 60,
        "trusting.help_offers": 1,
        "trusting.feedback_answer_days": 60,
        "trusting.reports_a_year": [
            {"up_to": "£10,000", "most": 1},
            {"up_to": "£100,000", "most": 2},
            {"most": 4},
        ],
        "needs.community_choosing_criteria": 1,
        "needs.co_design_before_opening": 1,
        "simple.days_open": 28,
        "simple.reading_age": 11,
        "simple.ways_to_apply": 3,
        "simple.no_demands_up_to": "£25,000",
        "simple.languages_and_formats": 1,
        "simple.written_questions": [
            {"up_to": "£10,000", "most": 8},
            {"up_to": "£50,000", "most": 12},
            {"most": 20},
        ],
        "cost.percent_of_smallest_award": 2,
        "cost.percent_of_pot": 5,
        "cost.hourly_value": "£20",
        "cost.words_read_a_minute": 150,
        "cost.basics_minutes": 25,
        "cost.words_without_limit": 300,
        "cost.minutes.long_per_100_words": 30,
        "cost.minutes.short": 5,
        "cost.minutes.number": 5,
        "cost.minutes.money": 10,
        "cost.minutes.date": 2,
        "cost.minutes.choice": 2,
        "cost.minutes.choices": 3,
        "cost.minutes.yes_no": 1,
        "cost.minutes.attachment": 30,
        "core.small_organisation_line": "£100,000",
        "core.open_to_core_percent": 50,
        "core.first_instalment_percent": 25,
        "core.small_share_percent": 40,
        "core.long_awards_percent": 50,
        "core.long_award_months": 24,
        "core.overhead_cap_percent": 20,
        "core.yearly_uplift_percent": 1,
        "core.living_wage": "£13.45",
        "core.living_wage_london": "£14.80",
        "panel.community_percent": 50,
        "panel.quorum_community": 3,
        "panel.quorum_commissioner": 2,
        "panel.community_members": 3,
        "panel.scorers": 3,
        "panel.scorers_community_percent": 50,
        "panel.most_eois": 20,
        "panel.minutes_an_eoi_least": 10,
        "panel.minutes_an_eoi_most": 15,
        "panel.points_apart": 2,
        "data.open_data_days": 30,
        "data.answered_percent": 95,
        "data.new_panel_answers": 10,
        "data.likelihood_least_percent": 80,
        "data.likelihood_most_percent": 125,
        "data.gap_points": 2,
        "data.leaders_known_percent": 95,
        "safety.due_diligence": [{"up_to": "£10,000", "items": AT_LEAST}, {"items": EVERYTHING}],
        "safety.subsidy_limit": "£315,000",
        "safety.subsidy_database_over": "£100,000",
    }
    with pytest.raises(BadValue, match="lies between 25 and 50; 51 is outside"):
        policy.with_changes({"core.first_instalment_percent": 51})
    with pytest.raises(BadValue, match="lies between 50 and 100; 49 is outside"):
        policy.with_changes({"panel.community_percent": 49})


def test_every_threshold_is_named_by_a_check_and_every_named_one_is_there() -> None:
    named = {key for check in the_catalogue().checks for key in check.policy_keys}
    assert named == set(the_policy().as_data())
