"""What a new round can begin with meets the checks that guard opening, but for what only people can write."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from commissioning_app.domain.design import problems_of_design
from commissioning_app.domain.duties import EqualityStatement, PowerUsed
from commissioning_app.domain.principles.engine import blocking
from commissioning_app.domain.records import Contact, HelpOffer, PanelPlan, RoundRecords
from commissioning_app.domain.rounds import PotYear, Step, Timetable
from commissioning_app.domain.together import CoDesign, Demands
from commissioning_app.services.principles import check_round
from commissioning_app.services.round_starts import suggested_design, suggested_timetable, timetable_from
from commissioning_app.services.rounds import create_round, edit_round, read_round
from tests.factories import make_office


def test_the_suggested_days_begin_on_a_monday_and_give_an_answer_within_six_weeks() -> None:
    assert suggested_timetable(date(2026, 9, 1)) == Timetable(
        opens_on=date(2026, 9, 14),
        closes_on=date(2026, 10, 23),
        scoring_by=date(2026, 11, 13),
        moderation_on=date(2026, 11, 19),
        decided_by=date(2026, 11, 27),
        announced_by=date(2026, 12, 1),
        paying_from=date(2026, 12, 21),
    )


@pytest.mark.parametrize("day", range(1, 8))
def test_closing_is_a_friday_five_weeks_or_more_after_any_opening(day: int) -> None:
    opens = date(2026, 9, day)
    closes = timetable_from(opens).closes_on
    assert closes is not None
    assert (closes.weekday(), 35 <= (closes - opens).days < 42) == (4, True)


def test_a_small_pot_bounds_the_awards_and_belongs_to_the_year_of_paying() -> None:
    design = suggested_design(date(2027, 1, 15), 30_000)
    assert (design["pot_years"], design["largest_award_pence"], design["smallest_award_pence"]) == (
        (PotYear("2027-28", 30_000),),
        30_000,
        30_000,
    )


def test_only_what_people_have_to_write_stands_in_the_way_of_opening(tmp_path: Path) -> None:
    office = make_office(f"sqlite:///{tmp_path / 'w.db'}")
    design = suggested_design(date(2026, 9, 1), 15_000_000)
    create_round(office.officer, code="S1", name="Suggested", **design)
    round_ = read_round(office.officer, round_code="S1")
    assert problems_of_design(round_) == []
    assert round_.records == RoundRecords(demands=Demands(host_welcome=True))
    stand = blocking(check_round(office.officer, round_code="S1"), Step.OPEN)
    assert [finding.id for finding in stand] == ["T3", "N1", "S6", "S7", "A6", "L1"]
    records = replace(
        round_.records,
        contact=Contact("Olu Officer", "olu@example.org"),
        help_offers=(HelpOffer("A call", date(2026, 9, 20)),),
        panel_plan=PanelPlan(3, 2),
        co_design=(CoDesign(date(2026, 8, 12), "The carers' lunch", "Rent may be paid"),),
        demands=replace(round_.records.demands, settled=True),
        equality_statement=EqualityStatement(date(2026, 8, 20), "Head of equality", "Carers had least"),
        power_used=PowerUsed("NHS Act 2006, s.14Z47", "Nothing is bought", date(2026, 8, 20)),
    )
    edit_round(office.officer, round_code="S1", version=round_.version, records=records)
    assert blocking(check_round(office.officer, round_code="S1"), Step.OPEN) == []
