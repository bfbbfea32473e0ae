"""What leaving out one member at a time would change, worked out when a recommendation is recorded.

Sharing the pot once for every member takes too long for a page that is only looked at, so the answer is
kept with the recommendation that it is about.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from commissioning_app.domain.allocation import AllocationProblem, AllocationResult
from commissioning_app.domain.awards import Recommendation
from commissioning_app.domain.leave_one_out import scores_without_each, swings
from commissioning_app.domain.principles.facts import Swings
from commissioning_app.domain.rounds import Round
from commissioning_app.services.panel_scores import alpha_of, counting_assessments
from commissioning_app.services.ports.unit_of_work import UnitOfWork

MEMBERS, MOVED = "members", "moved"


def swings_of(
    uow: UnitOfWork, round_: Round, problem: AllocationProblem, result: AllocationResult
) -> dict[str, Any]:
    """For the recommendation's settings: how many members were left out in turn, and what each moved."""
    references = dict(uow.eois.columns("id", "reference", round_id=round_.id))
    ranked = {eoi.reference for eoi in problem.eois}
    given = [
        (references[eoi_id], member_id, group, scores)
        for eoi_id, member_id, group, scores in counting_assessments(uow, round_)
        if references.get(eoi_id) in ranked
    ]
    without_each = scores_without_each(given, round_.criteria, alpha_of(uow, round_))
    moved: Counter[str] = swings(problem, result, without_each) if len(without_each) > 1 else Counter()
    return {MEMBERS: len(without_each), MOVED: dict(sorted(moved.items()))}


def read_swings(uow: UnitOfWork, recommendation: Recommendation) -> Swings | None:
    """What the recommendation keeps of it, and how many of these EOIs were discussed; None where nothing."""
    kept: Mapping[str, Any] | None = recommendation.settings.get("leave_one_out")
    if kept is None:
        return None
    moved = kept[MOVED]
    if not moved:
        return Swings(kept[MEMBERS])
    round_id = recommendation.round_id
    keys = {row[0] for row in uow.eois.columns("id", round_id=round_id, reference=set(moved))}
    discussed = {row[0] for row in uow.discussions.columns("eoi_id", round_id=round_id, eoi_id=keys)}
    return Swings(kept[MEMBERS], len(moved), len(discussed))
