"""Whether what is stored adds up: instalments to awards, awards to recommendations, all within the pot."""

from __future__ import annotations

from collections import Counter
from uuid import UUID

from commissioning_app.domain.awards import RecommendationState
from commissioning_app.domain.money import pounds
from commissioning_app.services.ports.unit_of_work import UnitOfWork


def problems_of_money(uow: UnitOfWork) -> list[str]:
    """One sentence for each sum in the workspace that does not hold; empty when all do."""
    return [*_instalments(uow), *_recommendations(uow), *_orphans(uow)]


def _instalments(uow: UnitOfWork) -> list[str]:
    planned: Counter[UUID] = Counter()
    for award_id, pence in uow.instalments.columns("award_id", "amount_pence"):
        planned[award_id] += pence
    return [
        f"The instalments of an award of {pounds(pence)} come to {pounds(planned[award_id])}."
        for award_id, pence in uow.awards.columns("id", "amount_pence")
        if planned[award_id] != pence
    ]


def _recommendations(uow: UnitOfWork) -> list[str]:
    problems = []
    for key, round_id, state, total in uow.recommendations.columns(
        "id", "round_id", "state", "allocated_pence"
    ):
        lines = [row[0] for row in uow.recommendation_lines.columns("amount_pence", recommendation_id=key)]
        if sum(lines) != total:
            problems.append(f"A recommendation of {pounds(total)} has lines of {pounds(sum(lines))}.")
        if state is RecommendationState.APPROVED:
            awarded = sum(row[0] for row in uow.awards.columns("amount_pence", round_id=round_id))
            if awarded != total:
                problems.append(
                    f"An approved recommendation of {pounds(total)} has awards of {pounds(awarded)}."
                )
    return problems


def _orphans(uow: UnitOfWork) -> list[str]:
    organisations = {row[0] for row in uow.organisations.columns("id")}
    missing = [
        row[0] for row in uow.eois.columns("reference", "organisation_id") if row[1] not in organisations
    ]
    return [f"The EOI {reference} names an organisation that is not there." for reference in missing]
