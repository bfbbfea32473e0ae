"""A round's records with something in every one of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from commissioning_app.domain.afterwards import (
    ApplicantFeedback,
    BoardReport,
    FeedbackTheme,
    LookBack,
    Published,
    ResponsibleOfficer,
    ToldMembers,
)
from commissioning_app.domain.duties import (
    Authority,
    DataProtection,
    EqualityStatement,
    PositiveAction,
    PositiveActionCondition,
    PowerUsed,
)
from commissioning_app.domain.promises import (
    CriteriaChoice,
    FullCost,
    LivingWage,
    MeetingAccess,
    ReportsAsked,
    SupportOffer,
)
from commissioning_app.domain.records import RoundRecords
from commissioning_app.domain.together import (
    Briefing,
    BriefingTopic,
    CoDesign,
    Demand,
    DemandKind,
    Demands,
    Grouping,
    MonitoringPlan,
    PanelReflection,
)
from tests.factories import a_round

DAY = date(2026, 12, 4)


def every_record() -> RoundRecords:
    """The sound round's records, and all the others, so that each differs from an empty one."""
    return replace(
        a_round().records,
        reports=(ReportsAsked(1, 1_000_000), ReportsAsked(2)),
        need_question="money",
        own_measures_welcome=True,
        criteria_choice=CriteriaChoice(DAY, 4, 3, "With dots"),
        expected_eois=60,
        formats_asked=("large print", "Bengali"),
        money_comes_again=False,
        full_cost=FullCost(True, 25, 3),
        living_wage=LivingWage(True, 1480, in_london=True),
        support=SupportOffer(True, ("A bookkeeper", "A course")),
        meeting_access=MeetingAccess("At six", "Somali", "Next door", "Fares", "By video"),
        minutes_an_eoi=12,
        applicant_feedback=ApplicantFeedback(
            DAY, 44, 31, (FeedbackTheme("Too long", "Two pages less", DAY),)
        ),
        rates_published=Published(DAY, "https://funder.example/rates"),
        open_data=Published(DAY, "https://funder.example/awards.json"),
        told_members=ToldMembers(DAY, 9, "Two groups came in"),
        responsible_officer=ResponsibleOfficer("Rosa Sample", "Director"),
        board_report=BoardReport(DAY, "Minute 14"),
        look_back=LookBack(DAY, 5, 12, ("Open longer", "Two drop-ins")),
        co_design=(CoDesign(DAY, "The Somali elders' group", "Rent came in"),),
        demands=Demands(True, True, (Demand(DemandKind.MATCH_FUNDING, 5_000_000, 10, "In kind counts"),)),
        briefing=Briefing((BriefingTopic.ANTI_RACISM, BriefingTopic.CRITERIA), "An evening"),
        panel_reflection=PanelReflection(DAY, "Somali families", True, "Three of us live there"),
        monitoring=MonitoringPlan(True, True, True, True, (Grouping("Black-led", ("african", "caribbean")),)),
        power_used=PowerUsed("NHS Act 2006, s.3A", "Nothing is bought", DAY),
        equality_statement=EqualityStatement(DAY, "Head of equality", "Who gains", "EIA 12"),
        positive_action=(
            PositiveAction(
                "women", True, PositiveActionCondition.DISADVANTAGE, "A survey", "A third", DAY, DAY
            ),
        ),
        data_protection=DataProtection(DAY, "DPIA 4", DAY, "Policy 7"),
        authority=Authority(25_000_000, "The board", "Minute 9", DAY),
    )
