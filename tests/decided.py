"""A decided round in a workspace: every kind of letter is due in it, and finance can schedule its awards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

from commissioning_app.domain.assessments import Assessment
from commissioning_app.domain.awards import (
    Award,
    Instalment,
    Recommendation,
    RecommendationLine,
    RecommendationState,
)
from commissioning_app.domain.eois import Decision, Eoi, EoiContact, EoiState, Feedback
from commissioning_app.domain.organisations import Organisation
from commissioning_app.domain.rounds import Round, RoundState
from tests.factories import NOW, Office, a_panel, a_round, an_eoi, an_organisation, make_office, store

LINES: tuple[tuple[str, Decision, int, str, str, int | None], ...] = (
    ("E-1", Decision.FULL, 840_000, "In full: less than the equal share of £9,000.", "80", None),
    ("E-2", Decision.PART, 700_001, "In part: the equal share of £7,000.", "143/2", None),
    ("E-3", Decision.RESERVE, 0, "On the reserve list: the minimum of £8,000 did not fit.", "60", 1),
    ("E-4", Decision.DECLINE, 0, "Not funded: the score of 41.2 is below the 50 needed.", "206/5", None),
)  # fmt: skip


@dataclass
class Decided:
    """The office, its round, and what is stored of it by reference."""

    office: Office
    round: Round
    eois: dict[str, Eoi]
    organisations: dict[str, Organisation]
    awards: dict[str, Award]


def a_decided_round(url: str, *, feedback: bool = True, **changes: Any) -> Decided:
    """Six EOIs: funded in full, in part (a host is paid), reserve, declined, ineligible, withdrawn."""
    office = make_office(url)
    round_ = a_round(**{"state": RoundState.DECIDED, **changes})
    references = [line[0] for line in LINES] + ["E-5", "E-6"]
    organisations = {
        ref: an_organisation(f"Circle {ref}", address="4 Mill Lane, Northbridge", postcode="NB3 2AA",
                             org_id=f"GB-CHC-100000{ref[-1]}", supplier_number=f"S{ref[-1]}")
        for ref in references
    }  # fmt: skip
    host = an_organisation("The Host Trust", supplier_number="S9")
    eois = {ref: an_eoi(round_.id, organisations[ref].id, ref, state=EoiState.DECIDED) for ref in references}
    eois["E-5"].state, eois["E-5"].reason_code = EoiState.INELIGIBLE, "area"
    eois["E-6"].state = EoiState.WITHDRAWN
    officer_id = office.officer.actor.person_id
    recommendation = Recommendation(
        uuid4(), round_.id, "fair-shares", round_.pot_pence, 1_540_001, "", {}, officer_id, NOW,
        state=RecommendationState.APPROVED,
    )  # fmt: skip
    lines = [
        RecommendationLine(
            uuid4(), recommendation.id, eois[ref].id, place, 840_000, amount, decision, "reason", why,
            score=score, reserve_position=reserve,
        )
        for place, (ref, decision, amount, why, score, reserve) in enumerate(LINES, 1)
    ]  # fmt: skip
    awards = {
        "E-1": _award(
            round_, eois["E-1"], organisations["E-1"], organisations["E-1"], 840_000, Decision.FULL
        ),
        "E-2": _award(round_, eois["E-2"], organisations["E-2"], host, 700_001, Decision.PART),
    }
    instalments = [
        Instalment(uuid4(), awards["E-1"].id, 1, date(2026, 12, 1), "2026-27", 420_000),
        Instalment(uuid4(), awards["E-1"].id, 2, date(2027, 4, 5), "2027-28", 420_000),
        Instalment(uuid4(), awards["E-2"].id, 1, date(2026, 12, 1), "2026-27", 700_001),
    ]
    said = [
        Feedback(eois[ref].id, round_.id, f"Strong {ref}", f"Change {ref}") for ref in ("E-2", "E-3", "E-4")
    ]
    contact = EoiContact(eois["E-1"].id, "Grace Adeyemi", "grace@example.org")
    store(office.officer, round_, host, *organisations.values(), *eois.values(), contact)
    store(office.officer, recommendation, *lines, *awards.values())
    store(office.officer, *instalments, *(said if feedback else ()))
    panel = a_panel(office.officer, round_.id, community=1, commissioners=1)
    store(office.officer, *(
        Assessment(uuid4(), round_.id, eois[ref].id, panel[0][1].id, {"rooted": 4}) for ref, *_ in LINES
    ))  # fmt: skip
    return Decided(office, round_, eois, organisations, awards)


def _award(
    round_: Round, eoi: Eoi, organisation: Organisation, payee: Organisation, pence: int, decision: Decision
) -> Award:
    award = Award(uuid4(), round_.id, eoi.id, organisation.id, payee.id, pence, decision)
    award.cost_centre, award.account_code, award.purchase_order = "CC1", "52100", "PO7"
    return award
