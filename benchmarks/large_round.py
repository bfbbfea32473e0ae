"""A round of 10,000 invented EOIs with 30,000 assessments in moderation, for what reads it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

from commissioning_app.domain.assessments import AssessmentState
from commissioning_app.domain.eois import EoiState, FundingKind, Publication
from commissioning_app.domain.rounds import Round, RoundState, StateChange
from tests.factories import NOW, Office, a_criterion, a_panel, a_round, make_office

EOIS = 10_000
SCORERS = 3
CODE = "LARGE"
CRITERIA = tuple(
    a_criterion(id=f"criterion{number}", name=f"Criterion {number}", weight=weight)
    for number, weight in enumerate((3, 2, 2, 1), 1)
)
SENTENCE = "Walking mornings for carers and their neighbours in the hall on Tuesdays, with tea. "


def make_large_round(place: str, *, eois: int = EOIS) -> tuple[Office, Round]:
    """A new workspace with the round in it: everybody has scored, and each EOI has both groups' scores."""
    office, dice = make_office(place), random.Random(7)
    round_ = a_round(
        code=CODE,
        criteria=CRITERIA,
        state=RoundState.MODERATION,
        history=(StateChange(RoundState.MODERATION, NOW, "Olu Officer"),),
    )
    with office.officer.unit_of_work() as uow:
        uow.rounds.add(round_)
        uow.commit()
    panel = a_panel(office.officer, round_.id, community=20, commissioners=10)
    members = [member.id for _, member in panel]
    rows = list(_eois(round_.id, eois, dice))
    given = [(row["id"], members[one]) for n, row in enumerate(rows) for one in _scorers(n)]
    with office.officer.unit_of_work() as uow:
        uow.organisations.insert_many([_organisation(row["organisation_id"], dice) for row in rows])
        uow.eois.insert_many(rows)
        uow.assignments.insert_many(
            [
                {"id": _key(dice), "round_id": round_.id, "eoi_id": eoi_id, "member_id": member_id}
                for eoi_id, member_id in given
            ]
        )
        uow.assessments.insert_many([_assessment(round_.id, *pair, dice) for pair in given])
        uow.commit()
    return office, round_


def _scorers(number: int) -> tuple[int, int, int]:
    """Two of the twenty community members and one of the ten commissioners."""
    return number % 20, (number + 7) % 20, 20 + number % 10


def _eois(round_id: UUID, count: int, dice: random.Random) -> Iterator[dict[str, Any]]:
    for number in range(count):
        asked = dice.randrange(100_000, 2_000_000)
        yield {
            "id": _key(dice),
            "round_id": round_id,
            "organisation_id": _key(dice),
            "reference": f"EOI-{number:05d}",
            "requested_pence": asked,
            "title": SENTENCE[: dice.randrange(20, 80)],
            "summary": SENTENCE * 3,
            "minimum_pence": asked // 2 if number % 3 else None,
            "minimum_reason": "",
            "funding_kind": FundingKind.CORE if number % 2 else FundingKind.PROJECT,
            "start_date": None,
            "end_date": None,
            "duration_months": None,
            "host_organisation_id": None,
            "late_agreed_by": None,
            "area": "Riverside",
            "partners": "",
            "received_at": NOW + timedelta(minutes=number),
            "publication": Publication.FULL,
            "publication_reason": "",
            "answers": dict.fromkeys(("need", "money", "when"), SENTENCE * 4),
            "ring_fences": (),
            "state": EoiState.SCORED,
            "reason_code": "",
            "state_reason": "",
            "source": "a benchmark",
            "digest": "",
            "created_at": NOW,
            "version": 1,
        }


def _organisation(organisation_id: UUID, dice: random.Random) -> dict[str, Any]:
    name = f"Sample Group {dice.randrange(10**9)}"
    return {
        "id": organisation_id,
        "name": name,
        "org_id": "",
        "charity_number": "",
        "company_number": "",
        "address": "",
        "postcode": "",
        "supplier_number": "",
        "name_key": name.casefold(),
        "yearly_income_pence": dice.randrange(500_000, 50_000_000),
        "created_at": NOW,
        "version": 1,
    }


def _assessment(round_id: UUID, eoi_id: UUID, member_id: UUID, dice: random.Random) -> dict[str, Any]:
    return {
        "id": _key(dice),
        "round_id": round_id,
        "eoi_id": eoi_id,
        "member_id": member_id,
        "scores": {one.id: dice.randrange(one.top + 1) for one in CRITERIA},
        "comments": {one.id: SENTENCE for one in CRITERIA},
        "comment": SENTENCE * 2,
        "state": AssessmentState.SUBMITTED,
        "submitted_at": NOW,
        "others_seen_at": None,
        "version": 1,
    }


def _key(dice: random.Random) -> UUID:
    return UUID(int=dice.getrandbits(128))
