"""What a form asks of those who apply, while it is still being written: its length, its cost, its words."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from commissioning_app.domain.fixed_records import with_days
from commissioning_app.domain.money import Pence
from commissioning_app.domain.principles.families import ALL_CHECKS
from commissioning_app.domain.principles.findings import SETTLED, Answer, Finding, FindingState
from commissioning_app.services.principles import RoundReview

FIGURES = ("S1", "S2", "S3")
"""Written questions, the cost of applying, the reading age: what changes with every question."""


def form_figures(
    *,
    review: RoundReview,
    design: Mapping[str, Any],
    ids: Collection[str] = FIGURES,
) -> tuple[Finding, ...]:
    """Checks as they would answer if ``design`` were saved; asks the database nothing."""
    if "records" in design:
        dated = with_days(review.round.records, design["records"], review.facts.today)
        design = {**design, "records": dated}
    would_be = replace(review.round, **design)
    facts, policy = replace(review.facts, round=would_be), review.policy
    said = {finding.id: finding for finding in review.findings}
    return tuple(_now(said[key], ALL_CHECKS[key](facts, policy)) for key in ids if key in said)


def spared_up_to(review: RoundReview) -> Pence:
    """Up to which award the round's policy spares applicants from demands (check S6)."""
    return review.policy.money("simple.no_demands_up_to")


def _now(saved: Finding, answer: Answer) -> Finding:
    """The finding with today's answer; what was explained and agreed stays so."""
    is_explained = saved.state is FindingState.EXPLAINED and answer.state not in SETTLED
    return replace(
        saved,
        state=FindingState.EXPLAINED if is_explained else answer.state,
        evidence=answer.evidence,
        threshold=answer.threshold,
        mend=answer.mend,
    )
