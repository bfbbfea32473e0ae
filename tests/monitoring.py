"""Rounds with monitoring answers for tests: who applied, what they said, what they were awarded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

from commissioning_app.domain.awards import Award
from commissioning_app.domain.eois import Decision, Eoi, EoiState
from commissioning_app.domain.monitoring.answers import MonitoringAnswer, SubjectKind
from commissioning_app.domain.rounds import Round, RoundState
from commissioning_app.domain.together import Grouping, MonitoringPlan
from commissioning_app.services.monitoring.freezing import freeze_totals
from commissioning_app.services.ports.monitoring import store_of
from tests.factories import Office, a_panel, a_round, an_eoi, an_organisation, store

BLACK_LED = Grouping("Black-led", ("african", "caribbean", "other_black"))

Said = tuple[int, tuple[str, ...], int]
"""How many, the codes that each gave on ethnicity, and the pence that each was awarded."""

MANY: tuple[Said, ...] = (
    (6, ("african",), 600_000),
    (8, ("african",), 0),
    (5, ("caribbean",), 600_000),
    (6, ("caribbean",), 0),
    (9, ("white_british",), 600_000),
    (11, ("white_british",), 0),
    (1, ("irish",), 600_000),
    (2, ("irish",), 0),
    (3, (), 0),
)


def a_round_with(
    office: Office,
    said: Iterable[Said] = MANY,
    *,
    code: str = "R1",
    plan: MonitoringPlan | None = None,
    programme_id: UUID | None = None,
) -> tuple[Round, list[Eoi]]:
    """Store a round at moderation with these EOIs, their answers and the awards that they would get."""
    plan = plan or MonitoringPlan(True, True, True, False, (BLACK_LED,))
    round_ = a_round(
        code=code,
        state=RoundState.MODERATION,
        programme_id=programme_id,
        records=replace(a_round().records, monitoring=plan),
    )
    organisation = an_organisation(f"Circle {code}")
    store(office.officer, round_, organisation)
    eois: list[Eoi] = []
    for count, codes, pence in said:
        for _ in range(count):
            eoi = an_eoi(round_.id, organisation.id, f"E-{len(eois) + 1:03}", state=EoiState.SCORED)
            eois.append(eoi)
            award = Award(uuid4(), round_.id, eoi.id, organisation.id, organisation.id, pence, Decision.FULL)
            store(office.officer, eoi, *([award] if pence else []))
            say(office, round_, SubjectKind.EOI, eoi.id, codes)
    return round_, eois


def say(office: Office, round_: Round, kind: SubjectKind, subject_id: UUID, codes: Sequence[str]) -> None:
    """Put answers on ethnicity straight into the store."""
    with office.officer.unit_of_work() as uow:
        rows = [
            MonitoringAnswer(uuid4(), round_.id, kind, subject_id, "ethnicity", code, "", office.clock.now())
            for code in codes
        ]
        store_of(uow).replace(kind, subject_id, rows)
        uow.commit()


def decide(office: Office, round_: Round) -> None:
    """Freeze a round's totals as its decision does, and leave it decided; a minute passes."""
    office.clock.instant += timedelta(minutes=1)
    with office.officer.unit_of_work() as uow:
        kept = uow.rounds.get(round_.id)
        kept.state = RoundState.DECIDED
        freeze_totals(uow, office.approver, kept)
        uow.commit()


def a_panel_that_says(office: Office, round_: Round, codes: Sequence[str]) -> list[UUID]:
    """Store a panel of commissioner members who each gave one of these answers; returns the people's ids."""
    made = a_panel(office.officer, round_.id, community=0, commissioners=len(codes))
    for (_, member), code in zip(made, codes, strict=True):
        say(office, round_, SubjectKind.MEMBER, member.id, [code])
    return [person.id for person, _ in made]
