"""A second, smaller sample round, left while its panel is scoring, so that there is something to do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from commissioning_app.bootstrap import spreadsheets
from commissioning_app.domain.duties import EqualityStatement
from commissioning_app.domain.panels import MemberGroup
from commissioning_app.domain.promises import CriteriaChoice
from commissioning_app.domain.records import HelpOffer
from commissioning_app.domain.rounds import PotYear, Timetable
from commissioning_app.domain.together import CoDesign
from commissioning_app.paths import resource
from commissioning_app.sample_round.living import CODE, SampleRun
from commissioning_app.services.assignments import assign_fairly
from commissioning_app.services.eligibility import find_all_eligible
from commissioning_app.services.importing import import_eois
from commissioning_app.services.panels import add_member
from commissioning_app.services.rounds import copy_round, edit_round, read_round
from commissioning_app.services.rounds_steps import advance_round

WINTER = "SAMPLE-WINTER"
DAYS = Timetable(
    opens_on=date(2026, 9, 2),
    closes_on=date(2026, 10, 2),
    scoring_by=date(2026, 10, 23),
    moderation_on=date(2026, 10, 29),
    decided_by=date(2026, 11, 5),
    announced_by=date(2026, 11, 10),
    paying_from=date(2026, 11, 16),
)


def live_winter(run: SampleRun) -> None:
    """Design, open, close and start scoring; every member still has some EOIs to score."""
    run.on(date(2026, 8, 20))
    copy_round(run.officer, round_code=CODE, code=WINTER, name="Winter warmth, autumn 2026 (sample)")
    _design(run)
    _same_panel(run)
    run.on(date(2026, 9, 2))
    advance_round(run.officer, round_code=WINTER)
    run.on(date(2026, 10, 5))
    advance_round(run.officer, round_code=WINTER)
    workbook = resource("samples", "winter-warmth-eois.xlsx")
    import_eois(run.officer, round_code=WINTER, source=workbook, spreadsheets=spreadsheets())
    find_all_eligible(run.officer, round_code=WINTER)
    run.declare(WINTER)
    run.prepare_panel(WINTER, briefed_on=date(2026, 10, 5))
    run.on(date(2026, 10, 9))
    assign_fairly(run.officer, round_code=WINTER)
    advance_round(run.officer, round_code=WINTER)
    run.on(date(2026, 10, 20))
    run.score(WINTER, leave_out=2)


def _design(run: SampleRun) -> None:
    spring = read_round(run.officer, round_code=CODE)
    rule = replace(
        spring.rule,
        most_per_organisation_pence=500_000,
        ring_fences=tuple(replace(fence, at_least_pence=1_200_000) for fence in spring.rule.ring_fences),
    )
    records = replace(
        spring.records.without_what_came_after(),
        help_offers=(HelpOffer("Drop-in at Ashby Fields library, with soup", date(2026, 9, 15)),),
        criteria_choice=CriteriaChoice(date(2026, 8, 12), 5, 2, "The spring panel looked at them again"),
        expected_eois=20,
        co_design=(
            CoDesign(
                date(2026, 8, 12),
                "The spring panel and the Ashby Fields lunch club",
                "Warm clothes and bus fares may be paid; the smallest award is half of spring's",
            ),
        ),
        power_used=replace(spring.records.power_used, on=date(2026, 8, 17)),
        equality_statement=EqualityStatement(
            date(2026, 8, 17),
            "Head of equality and inclusion",
            "Cold homes weigh most on older people and on Somali and Bengali families in damp flats",
            "EIA 2026-11",
        ),
    )
    edit_round(
        run.officer,
        round_code=WINTER,
        version=None,
        purpose="Help small groups to keep people warm and in company this winter.",
        pot_years=(PotYear("2026-27", 3_000_000),),
        smallest_award_pence=100_000,
        largest_award_pence=500_000,
        timetable=DAYS,
        rule=rule,
        records=records,
    )


def _same_panel(run: SampleRun) -> None:
    spring = read_round(run.officer, round_code=CODE)
    with run.officer.reading() as uow:
        places = uow.members.columns("person_id", "group", "is_chair", round_id=spring.id)
    for person_id, group, is_chair in places:
        add_member(
            run.officer, round_code=WINTER, person_id=person_id, group=MemberGroup(group), is_chair=is_chair
        )
