"""A1, A2, A3, A4 and A12 in each of their states, and on both sides of their thresholds."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from commissioning_app.domain.principles.catalogue import Place, Tab
from commissioning_app.domain.principles.facts import RoundFacts
from commissioning_app.domain.principles.facts_monitoring import GroupingFacts, MonitoringFacts, TotalsState
from commissioning_app.domain.principles.monitoring_checks import a1, a12
from commissioning_app.domain.together import Grouping, MonitoringPlan
from tests.factories import a_round
from tests.unit.domain.principles.making import answered, ask, facts, the_policy, with_records

BLACK_LED = Grouping("Black-led", ("african", "caribbean"))
WOMEN_LED = Grouping("Women-led", ("female",))
PLAN = MonitoringPlan(True, True, True, False, (BLACK_LED, WOMEN_LED))
TRIAL = ("not_applicable", "A trial asks nobody about themselves.")


def with_plan(plan: MonitoringPlan = PLAN, *, is_trial: bool = False, **monitoring: Any) -> RoundFacts:
    """A round with this plan, and what is known of its answers."""
    round_ = a_round(records=with_records(monitoring=plan), is_trial=is_trial)
    return facts(round_, monitoring=MonitoringFacts(**monitoring))


SAID = "said who leads the organisation; the policy asks for 95 %."


@pytest.mark.parametrize(
    ("eois", "gave", "state", "evidence"),
    [
        (0, 0, "not_known", "No EOI has come in yet."),
        (40, 40, "met", f"All 40 EOIs {SAID}"),
        (5, 5, "met", f"All 5 EOIs {SAID}"),
        (5, 4, "not_met", f"Fewer than 5 of 5 EOIs {SAID}"),
        (4, 4, "met", f"Fewer than 5 EOIs {SAID}"),
        (4, 3, "not_met", f"Fewer than 5 EOIs {SAID}"),
        (4, 0, "not_met", f"Fewer than 5 EOIs {SAID}"),
        (1, 1, "met", f"Fewer than 5 EOIs {SAID}"),
        (40, 38, "met", f"38 of 40 EOIs (95 %) {SAID}"),
        (40, 37, "not_met", f"37 of 40 EOIs (92 %) {SAID}"),
        (2_000, 1_899, "not_met", f"1,899 of 2,000 EOIs (94 %) {SAID}"),
        (40, 5, "not_met", f"5 of 40 EOIs (12 %) {SAID}"),
        (40, 4, "not_met", f"Fewer than 5 of 40 EOIs {SAID}"),
        (40, 1, "not_met", f"Fewer than 5 of 40 EOIs {SAID}"),
        (40, 0, "not_met", f"None of 40 EOIs {SAID}"),
    ],
)
def test_a1(eois: int, gave: int, state: str, evidence: str) -> None:
    assert answered("A1", with_plan(eois=eois, answered=gave)) == (state, evidence)


def test_a1_leads_to_the_sheet_or_first_to_the_plan() -> None:
    handed_out = ask("A1", with_plan())
    assert (handed_out.mend, handed_out.place) == (
        "Hand the sheet “About you” out with the form.",
        Place(Tab.FORM, "handing_out"),
    )
    not_planned = ask("A1", with_plan(MonitoringPlan()))
    assert (not_planned.mend, not_planned.place) == (
        "Say that organisations are asked. Hand the sheet “About you” out with the form.",
        Place(Tab.FORM, "monitoring"),
    )


def test_a1_follows_the_policy_and_leaves_trials_alone() -> None:
    assert answered("A1", with_plan(eois=40, answered=37), data__answered_percent=92)[0] == "met"
    assert answered("A1", with_plan(is_trial=True, eois=40)) == TRIAL


@pytest.mark.parametrize(
    ("plan", "state", "evidence"),
    [
        (
            PLAN,
            "met",
            "Organisations and panel members are asked, in detailed groups; 2 groupings declared.",
        ),
        (
            replace(PLAN, groupings=()),
            "met",
            "Organisations and panel members are asked, in detailed groups; 0 groupings declared.",
        ),
        (
            MonitoringPlan(),
            "not_known",
            "It is not said yet whether organisations are asked, panel members are asked and "
            "detailed groups are kept.",
        ),
        (
            replace(PLAN, in_detail=None),
            "not_known",
            "It is not said yet whether detailed groups are kept.",
        ),
        (
            replace(PLAN, in_detail=False, asked_of_members=None),
            "not_met",
            "By the plan, detailed groups are not kept.",
        ),
        (
            replace(PLAN, asked_of_organisations=False),
            "not_met",
            "By the plan, organisations are not asked.",
        ),
        (
            replace(PLAN, asked_of_members=False),
            "not_met",
            "By the plan, panel members are not asked.",
        ),
    ],
)
def test_a2(plan: MonitoringPlan, state: str, evidence: str) -> None:
    assert answered("A2", with_plan(plan)) == (state, evidence)


def test_a2_wants_groupings_of_the_detailed_list() -> None:
    assert answered("A2", with_plan(unknown_groups=("martian",))) == (
        "not_met",
        "A grouping names what is not on the list of detailed groups: martian.",
    )
    assert answered("A2", with_plan(mixed_groupings=("Black women-led",))) == (
        "not_met",
        "A grouping mixes answers to different questions: Black women-led.",
    )
    assert answered("A2", with_plan(is_trial=True)) == TRIAL


def totals(*lines: GroupingFacts, **more: Any) -> RoundFacts:
    """A decided round whose totals were looked at."""
    return with_plan(**{"totals": TotalsState.SEEN, "groupings": lines, "need_source": "Census 2021", **more})


def black_led(funded: int, applied: int, others_funded: int, others: int, **more: Any) -> GroupingFacts:
    """The counts of one grouping, in one round."""
    counts = {"funded": funded, "applied": applied, "others_funded": others_funded, "others_applied": others}
    return GroupingFacts("Black-led", **{**counts, "rounds": 1, **more})


@pytest.mark.parametrize(
    ("line", "state", "evidence"),
    [
        (
            black_led(8, 20, 40, 80),
            "met",
            "Black-led: 8 of 20 funded, others 40 of 80; 0.80 times as likely (95 % interval 0.45 to 1.43).",
        ),
        (
            black_led(799, 2000, 4000, 8000),
            "not_met",
            "Black-led: 799 of 2000 funded, others 4000 of 8000; 0.7990 times as likely "
            "(95 % interval 0.75 to 0.85).",
        ),
        (
            black_led(10, 20, 32, 80),
            "met",
            "Black-led: 10 of 20 funded, others 32 of 80; 1.25 times as likely (95 % interval 0.75 to 2.09).",
        ),
        (
            black_led(1001, 2000, 3200, 8000, rounds=3),
            "not_met",
            "Black-led: 1001 of 2000 funded in 3 rounds, others 3200 of 8000; 1.2512 times as likely "
            "(95 % interval 1.19 to 1.32).",
        ),
        (
            black_led(0, 20, 32, 80),
            "not_met",
            "Black-led: 0 of 20 funded, others 32 of 80; 0.00 times as likely (no interval).",
        ),
        (
            replace(black_led(8, 20, 40, 80), funded=None),
            "not_known",
            "Too few of this round to show: Black-led.",
        ),
        (
            replace(black_led(8, 20, 40, 80), others_applied=None),
            "not_known",
            "Too few of this round to show: Black-led.",
        ),
        (black_led(0, 0, 32, 80), "not_known", "Too few of this round to show: Black-led."),
        (black_led(5, 20, 0, 80), "not_known", "Too few of this round to show: Black-led."),
    ],
)
def test_a3(line: GroupingFacts, state: str, evidence: str) -> None:
    assert answered("A3", totals(line)) == (state, evidence)


FAIR = GroupingFacts("Women-led", 20, 8, 80, 40, rounds=1)
FAIR_SAYS = "Women-led: 8 of 20 funded, others 40 of 80; 0.80 times as likely (95 % interval 0.45 to 1.43)"


def test_a3_asks_about_every_grouping() -> None:
    hidden = GroupingFacts("Black-led", rounds_hidden=1)
    assert answered("A3", totals(FAIR, hidden)) == (
        "not_known",
        f"{FAIR_SAYS}; too few of this round to show: Black-led.",
    )
    low = black_led(0, 20, 32, 80)
    assert answered("A3", totals(FAIR, low, replace(hidden, name="Deaf-led"))) == (
        "not_met",
        "Black-led: 0 of 20 funded, others 32 of 80; 0.00 times as likely (no interval); "
        "too few of this round to show: Deaf-led.",
    )
    assert answered("A3", totals(FAIR, replace(FAIR, name="Deaf-led"))) == (
        "met",
        f"{FAIR_SAYS}; {FAIR_SAYS.replace('Women', 'Deaf')}.",
    )


def test_a3_is_not_met_by_earlier_rounds_alone() -> None:
    """Where this round's own counts are hidden, those of the rounds before it don't answer for it."""
    before = replace(FAIR, rounds=2, rounds_hidden=1, is_own_hidden=True)
    says = FAIR_SAYS.replace("funded,", "funded in 2 rounds,")
    assert answered("A3", totals(before)) == (
        "not_known",
        f"{says}; too few of this round to show: Women-led.",
    )
    low = replace(black_led(0, 20, 32, 80), is_own_hidden=True)
    assert answered("A3", totals(low))[0] == "not_met"


def test_a3_follows_the_policy() -> None:
    assert answered("A3", totals(FAIR), data__likelihood_least_percent=81)[0] == "not_met"
    most = black_led(10, 20, 32, 80)
    assert answered("A3", totals(most), data__likelihood_most_percent=124)[0] == "not_met"


@pytest.mark.parametrize("check_id", ["A3", "A4"])
@pytest.mark.parametrize(
    ("what", "state", "evidence"),
    [
        (with_plan(is_trial=True), *TRIAL),
        (
            with_plan(replace(PLAN, groupings=())),
            "not_known",
            "No grouping was declared before the round opened, so there is nothing to compare.",
        ),
        (
            with_plan(),
            "not_known",
            "Totals are made when the round is decided, not before.",
        ),
        (
            with_plan(totals=TotalsState.WAITING),
            "not_known",
            "This round's totals wait for the programme's next round, to be counted as one.",
        ),
        (
            with_plan(totals=TotalsState.UNSEEN),
            "not_known",
            "The totals stand since the decision, and nobody has looked at them yet.",
        ),
    ],
)
def test_totals_are_read_only_once_they_were_looked_at(
    check_id: str, what: RoundFacts, state: str, evidence: str
) -> None:
    assert answered(check_id, what) == (state, evidence)


def share(money: int | None, need: int | None, before: int | None = None) -> GroupingFacts:
    """The shares of one grouping in percent."""
    return GroupingFacts("Black-led", money_percent=money, need_percent=need, money_percent_before=before)


@pytest.mark.parametrize(
    ("line", "state", "evidence"),
    [
        (share(18, 20), "met", "Black-led: 18 % of the money, 20 % of the people served."),
        (share(30, 20), "met", "Black-led: 30 % of the money, 20 % of the people served."),
        (
            share(17, 20),
            "not_known",
            "Black-led: 17 % of the money, 20 % of the people served; "
            "there is no earlier round to compare with.",
        ),
        (
            share(17, 20, 16),
            "met",
            "Black-led: 17 % of the money, 20 % of the people served (16 % of the money before).",
        ),
        (
            share(17, 20, 17),
            "not_met",
            "Black-led: 17 % of the money, 20 % of the people served (17 % of the money before).",
        ),
        (
            share(17, 20, 30),
            "not_met",
            "Black-led: 17 % of the money, 20 % of the people served (30 % of the money before).",
        ),
        (share(17, None), "not_known", "Black-led: not in the need profile."),
        (share(None, 20), "not_known", "Black-led: too few to show a share of the money."),
    ],
)
def test_a4(line: GroupingFacts, state: str, evidence: str) -> None:
    assert answered("A4", totals(line)) == (state, evidence)


def test_a4_asks_about_every_grouping() -> None:
    near = replace(share(20, 20), name="Women-led")
    assert answered("A4", totals(near, share(None, 20))) == (
        "not_known",
        "Women-led: 20 % of the money, 20 % of the people served; "
        "Black-led: too few to show a share of the money.",
    )
    assert answered("A4", totals(near, share(None, 20), share(10, 20, 11)))[0] == "not_met"


def test_a4_needs_a_need_profile_and_follows_the_policy() -> None:
    no_profile = totals(share(20, 20), need_source="")
    assert answered("A4", no_profile) == (
        "not_known",
        "The programme has no need profile, so there is nothing to set the money against.",
    )
    place = ask("A4", no_profile).place
    assert place is not None
    assert place.anchor == "monitoring"
    assert answered("A4", totals(share(18, 20, 18)), data__gap_points=1)[0] == "not_met"


@pytest.mark.parametrize(
    ("funded", "gave", "state", "evidence"),
    [
        (None, 0, "not_known", "The round is not decided yet, so nobody is funded."),
        (0, 0, "not_applicable", "The round funds nobody."),
        (20, 20, "met", f"All 20 funded EOIs {SAID}"),
        (20, 19, "met", f"Most of 20 funded EOIs {SAID}"),
        (20, 18, "not_met", f"Most of 20 funded EOIs {SAID}"),
        (20, 16, "not_met", f"Most of 20 funded EOIs {SAID}"),
        (20, 15, "not_met", f"15 of 20 funded EOIs (75 %) {SAID}"),
        (20, 5, "not_met", f"5 of 20 funded EOIs (25 %) {SAID}"),
        (20, 4, "not_met", f"Some of 20 funded EOIs {SAID}"),
        (20, 1, "not_met", f"Some of 20 funded EOIs {SAID}"),
        (20, 0, "not_met", f"None of 20 funded EOIs {SAID}"),
        (100, 95, "met", f"95 of 100 funded EOIs (95 %) {SAID}"),
        (100, 94, "not_met", f"94 of 100 funded EOIs (94 %) {SAID}"),
        (7, 4, "not_met", f"Most of 7 funded EOIs {SAID}"),
        (7, 3, "not_met", f"Some of 7 funded EOIs {SAID}"),
        (5, 5, "met", f"All 5 funded EOIs {SAID}"),
        (4, 4, "met", f"Fewer than 5 funded EOIs {SAID}"),
        (4, 0, "not_met", f"Fewer than 5 funded EOIs {SAID}"),
        (1, 1, "met", f"Fewer than 5 funded EOIs {SAID}"),
    ],
)
def test_a12(funded: int | None, gave: int, state: str, evidence: str) -> None:
    what = with_plan(funded=funded, funded_answered=gave, eois=200, answered=gave + 50)
    assert answered("A12", what) == (state, evidence)


@pytest.mark.parametrize(
    ("gave", "in_all", "evidence"),
    [
        (20, 24, f"Most of 20 funded EOIs {SAID}"),
        (20, 25, f"All 20 funded EOIs {SAID}"),
        (15, 16, f"Most of 20 funded EOIs {SAID}"),
        (10, 13, f"Some of 20 funded EOIs {SAID}"),
        (10, 15, f"10 of 20 funded EOIs (50 %) {SAID}"),
        (10, 10, f"10 of 20 funded EOIs (50 %) {SAID}"),
        (3, 4, f"Fewer than 5 of 20 funded EOIs {SAID}"),
        (0, 4, f"Fewer than 5 of 20 funded EOIs {SAID}"),
        (0, 0, f"None of 20 funded EOIs {SAID}"),
    ],
)
def test_a12_says_no_count_from_which_few_who_are_not_funded_could_be_worked_out(
    gave: int, in_all: int, evidence: str
) -> None:
    what = with_plan(funded=20, funded_answered=gave, eois=40, answered=in_all)
    assert answered("A12", what) == ("met" if gave == 20 else "not_met", evidence)


def test_a1_and_a12_never_tell_a_count_that_the_frozen_table_hides() -> None:
    what, policy = with_plan(), the_policy()
    for eois, funded, gave, others in product(range(1, 17), range(1, 12), range(12), range(10)):
        if funded > eois or gave > funded or others > eois - funded:
            continue
        counts = MonitoringFacts(eois=eois, answered=gave + others, funded=funded, funded_answered=gave)
        of_funded = a12(replace(what, monitoring=counts), policy).evidence
        tells = of_funded.startswith(("All", "None")) or of_funded.split()[0].isdigit()
        few = any(0 < count < 5 for count in (gave, funded - gave, others))
        assert tells == (funded >= 5 and not few), (counts, of_funded)
        of_all = a1(replace(what, monitoring=counts), policy).evidence
        is_few = eois < 5 or 0 < gave + others < 5
        assert of_all.startswith("Fewer than 5 ") == is_few, (counts, of_all)


def test_a12_follows_the_policy_and_leaves_trials_alone() -> None:
    what = with_plan(funded=20, funded_answered=18)
    assert answered("A12", what, data__leaders_known_percent=90)[0] == "met"
    assert answered("A12", with_plan(is_trial=True, funded=20)) == TRIAL
