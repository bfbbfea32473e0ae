"""Valid defaults for tests: a workspace with its people, rounds, organisations and EOIs."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Engine

from commissioning_app.bootstrap import AppContext, app_on
from commissioning_app.domain.duties import Authority, DataProtection, EqualityStatement, PowerUsed
from commissioning_app.domain.eois import Eoi, EoiState, FundingKind
from commissioning_app.domain.forms import Criterion, EligibilityRule, Question, QuestionKind
from commissioning_app.domain.organisations import Organisation, key_of_name
from commissioning_app.domain.panels import MemberGroup, PanelMember
from commissioning_app.domain.people import Person
from commissioning_app.domain.records import Contact, HelpOffer, MemberPayment, PanelPlan, RoundRecords
from commissioning_app.domain.roles import Role
from commissioning_app.domain.rounds import FunderKind, PotYear, Round, Timetable
from commissioning_app.domain.together import Briefing, BriefingTopic, CoDesign, Demands, PanelReflection
from commissioning_app.persistence.engine import is_sqlite, sqlite_path, url_of
from commissioning_app.persistence.workspace import open_workspace
from commissioning_app.services.context import ServiceContext, SetClock
from commissioning_app.services.people import add_person
from commissioning_app.services.workspace import set_up_workspace

NOW = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)
ANCHORS = ("Nothing said", "Weak", "Some", "Fair", "Strong", "Very strong")


@dataclass
class Office:
    """A workspace under test and a service context for each of its people."""

    app: AppContext
    clock: SetClock
    officer: ServiceContext
    approver: ServiceContext
    finance: ServiceContext
    auditor: ServiceContext

    def member(self, name: str) -> ServiceContext:
        """A service context for the person with that name."""
        with self.officer.reading() as uow:
            person = uow.people.find(name=name)
        assert person is not None
        return self.officer.acting_as(person.as_actor())


def new_workspace(url: str) -> Engine:
    """An empty workspace; a file is a copy of one that was made once, which is much faster."""
    if is_sqlite(url_of(url)):
        shutil.copyfile(_empty_file(), sqlite_path(url_of(url)))
        return open_workspace(url)
    return open_workspace(url, create=True)


@cache
def _empty_file() -> Path:
    folder = tempfile.mkdtemp(prefix="workspace-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = Path(folder) / "empty.db"
    open_workspace(str(path), create=True).dispose()
    return path


def make_office(url: str, *, now: datetime = NOW) -> Office:
    """A new workspace at a path or URL with an officer, an approver, finance and an auditor."""
    clock = SetClock(now)
    app = app_on(new_workspace(url), place=url, clock=clock)
    app.act_as(
        set_up_workspace(
            app.services,
            funder_name="Sample Integrated Care Board",
            funder_kind=FunderKind.INTEGRATED_CARE_BOARD,
            person_name="Olu Officer",
        )
    )
    contexts = {}
    for name, role in (
        ("Ava Approver", Role.APPROVER),
        ("Fin Finance", Role.FINANCE),
        ("Aud Auditor", Role.AUDITOR),
    ):
        add_person(app.services, name=name, roles={role})
        with app.services.reading() as uow:
            person = uow.people.find(name=name)
        assert person is not None
        contexts[role] = app.services.acting_as(person.as_actor())
    return Office(
        app, clock, app.services, contexts[Role.APPROVER], contexts[Role.FINANCE], contexts[Role.AUDITOR]
    )


def a_question(**changes: Any) -> Question:
    """A long question on need."""
    return Question(
        **{"id": "need", "text": "What do people in your community need?", "word_limit": 200, **changes}
    )


def a_criterion(**changes: Any) -> Criterion:
    """A criterion with every anchor."""
    return Criterion(**{"id": "rooted", "name": "Rooted in the community", "anchors": ANCHORS, **changes})


def a_round(**changes: Any) -> Round:
    """A draft round that is sound and meets the checks that guard opening."""
    defaults: dict[str, Any] = {
        "id": uuid4(),
        "code": "R1",
        "name": "Grassroots wellbeing",
        "purpose": "Keep small groups going.",
        "pot_years": (PotYear("2026-27", 10_000_000), PotYear("2027-28", 5_000_000)),
        "smallest_award_pence": 100_000,
        "largest_award_pence": 2_000_000,
        "core_open_percent": 100,
        "timetable": Timetable(
            opens_on=date(2026, 9, 2),
            closes_on=date(2026, 10, 2),
            scoring_by=date(2026, 10, 23),
            moderation_on=date(2026, 10, 29),
            decided_by=date(2026, 11, 5),
            announced_by=date(2026, 11, 10),
            paying_from=date(2026, 12, 1),
        ),
        "questions": (
            a_question(),
            a_question(id="money", text="What would you do with the money?"),
            a_question(id="when", text="When would you start?", kind=QuestionKind.DATE, word_limit=0),
        ),
        "criteria": (
            a_criterion(),
            a_criterion(id="difference", name="Will it make a difference?", weight=2),
        ),
        "exclusions": ("Party politics",),
        "eligibility_rules": (EligibilityRule("area", "You work in our area.", "Show us where you meet."),),
        "ways_to_apply": ("spreadsheet", "PDF", "by conversation"),
        "languages_and_formats": ("large print",),
        "records": RoundRecords(
            contact=Contact("Olu Officer", "olu@example.org", "020 7946 0000"),
            help_offers=(HelpOffer("Drop-in at the library", date(2026, 9, 10)),),
            member_payment=MemberPayment(offered=True, hourly_pence=2500, expenses="Travel and childcare"),
            panel_plan=PanelPlan(community=3, commissioner=2),
            authority=Authority(25_000_000, "The board", "minute 9", date(2026, 8, 20)),
            data_protection=DataProtection(date(2026, 7, 1), "DPIA 4", date(2026, 7, 1), "policy 7"),
            co_design=(CoDesign(date(2026, 8, 12), "The carers' lunch", "Rent may be paid"),),
            demands=Demands(settled=True, host_welcome=True),
            briefing=Briefing(tuple(BriefingTopic), "An evening together"),
            panel_reflection=PanelReflection(date(2026, 8, 31), "Carers", True, "Three of us care"),
            power_used=PowerUsed("NHS Act 2006, s.14Z47", "Nothing is bought", date(2026, 8, 20)),
            equality_statement=EqualityStatement(
                date(2026, 8, 20), "Head of equality", "Carers had least so far", "EIA 7"
            ),
        ),
        "created_at": NOW,
    }
    return Round(**{**defaults, **changes})


def an_organisation(name: str = "Sample Circle", **changes: Any) -> Organisation:
    """A small organisation on no register."""
    defaults: dict[str, Any] = {
        "id": uuid4(),
        "name": name,
        "name_key": key_of_name(name),
        "yearly_income_pence": 4_000_000,
        "created_at": NOW,
    }
    return Organisation(**{**defaults, **changes})


def an_eoi(round_id: UUID, organisation_id: UUID, reference: str = "EOI-001", **changes: Any) -> Eoi:
    """An eligible EOI that asks for £8,400 of core funding."""
    defaults: dict[str, Any] = {
        "id": uuid4(),
        "round_id": round_id,
        "organisation_id": organisation_id,
        "reference": reference,
        "requested_pence": 840_000,
        "title": "Walking mornings for carers",
        "funding_kind": FundingKind.CORE,
        "received_at": NOW,
        "state": EoiState.ELIGIBLE,
        "created_at": NOW,
    }
    return Eoi(**{**defaults, **changes})


def store(context: ServiceContext, *entities: Any) -> None:
    """Put entities straight into the workspace, past the services, for a test's starting point."""
    names = {
        "Round": "rounds", "Organisation": "organisations", "Eoi": "eois", "PanelMember": "members",
        "Person": "people", "Assignment": "assignments", "Assessment": "assessments",
        "Declaration": "declarations", "InterestStatement": "statements", "Feedback": "feedback",
        "Programme": "programmes", "Award": "awards", "Instalment": "instalments",
        "Recommendation": "recommendations", "RecommendationLine": "recommendation_lines",
        "Explanation": "explanations", "EoiContact": "contacts", "DueDiligence": "due_diligence",
        "SubsidyRecord": "subsidy_records", "Action": "actions",
    }  # fmt: skip
    with context.unit_of_work() as uow:
        for entity in entities:
            getattr(uow, names[type(entity).__name__]).add(entity)
        uow.commit()


def a_panel(
    context: ServiceContext, round_id: UUID, *, community: int = 3, commissioners: int = 2
) -> list[tuple[Person, PanelMember]]:
    """Store a panel of that many members; names tell the group and a number."""
    made = []
    for group, count in ((MemberGroup.COMMUNITY, community), (MemberGroup.COMMISSIONER, commissioners)):
        for number in range(1, count + 1):
            person = Person(uuid4(), f"{group.title()} {number}", roles=frozenset({Role.PANEL_MEMBER}))
            made.append((person, PanelMember(uuid4(), round_id, person.id, group)))
    store(context, *(entity for pair in made for entity in pair))
    return made
