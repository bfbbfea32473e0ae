"""Gathers what the checks read of actions, due diligence, subsidy control, authority and looks at totals."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from commissioning_app.domain.due_diligence import exception_state, still_missing
from commissioning_app.domain.principles.facts import COUNTS
from commissioning_app.domain.principles.facts_safety import (
    ActionFact,
    PayeeFact,
    RecommendedFact,
    SafetyFacts,
    SubsidyFact,
)
from commissioning_app.domain.principles.policy import Policy
from commissioning_app.domain.rounds import Round, RoundState
from commissioning_app.services.context import LONDON
from commissioning_app.services.ports.unit_of_work import UnitOfWork
from commissioning_app.services.to_fund import asked_of, payees_of, sizes_of
from commissioning_app.services.undoing import TOTALS_SEEN

SUBSIDY = (
    "is_enterprise",
    "received_pence",
    "notified_on",
    "confirmed_on",
    "told_after_on",
    "on_database_on",
)
DILIGENCE = ("items", "exception", "exception_items", "exception_sent_back", "exception_agreed_by")


def gather_safety(uow: UnitOfWork, round_: Round, *, today: date, policy: Policy) -> SafetyFacts:
    """What was done before paying, and about findings, in one round."""
    rows = uow.actions.columns("check_id", "owner", "due_on", "done_on", round_id=round_.id)
    decided = round_.reached_at(RoundState.DECIDED) if round_.is_past(RoundState.DECIDED) else None
    looks, since = uow.views.entries_at(TOTALS_SEEN, round_id=round_.id), _totals_since(round_)
    return SafetyFacts(
        actions=tuple(
            ActionFact(check_id, bool(owner.strip()), done is not None, done is None and due < today)
            for check_id, owner, due, done in rows
        ),
        payees=_payees(uow, round_, policy),
        recommended=_recommended(uow, round_),
        decided_on=decided.astimezone(LONDON).date() if decided else None,
        looks_at_totals=len(looks),
        looks_too_early=sum(1 for at in looks if since is None or at < since),
    )


def _totals_since(round_: Round) -> datetime | None:
    """Since when totals may be looked at: the decision that stands, or stood when the round was cancelled."""
    states = [change.state for change in round_.history]
    was_decided = states[-2:] == [RoundState.DECIDED, RoundState.CANCELLED]
    return (
        round_.reached_at(RoundState.DECIDED) if was_decided or round_.is_past(RoundState.DECIDED) else None
    )


def _payees(uow: UnitOfWork, round_: Round, policy: Policy) -> tuple[PayeeFact, ...] | None:
    payees = payees_of(uow, round_)
    if not payees:
        return None if payees is None else ()
    sizes = sizes_of(uow, payees, policy)
    checked = {
        row[0]: row[1:]
        for row in uow.due_diligence.columns("organisation_id", *DILIGENCE, round_id=round_.id)
    }
    subsidies: dict[UUID, SubsidyFact] = {
        row[0]: SubsidyFact(*row[1:])
        for row in uow.subsidy_records.columns("organisation_id", *SUBSIDY, round_id=round_.id)
    }
    facts = []
    for key, payee in payees.items():
        items, why, excepted, sent_back, agreed_by = checked.get(key, ((), "", (), "", None))
        asked = asked_of(payee, sizes[key], policy)
        facts.append(
            PayeeFact(
                pence=payee.pence,
                asked=len(asked),
                missing=still_missing(asked, items),
                exception=exception_state(why, sent_back, agreed_by),
                excepted=frozenset(excepted) if agreed_by is not None else frozenset(),
                was_paid=payee.was_paid,
                subsidy=subsidies.get(key, SubsidyFact()),
            )
        )
    return tuple(facts)


def _recommended(uow: UnitOfWork, round_: Round) -> RecommendedFact | None:
    rows = uow.recommendations.columns(
        "allocated_pence", "method", "departure_reason", "recorded_at", round_id=round_.id, state=COUNTS
    )
    if not rows:
        return None
    total, method, reason, _ = max(rows, key=lambda row: row[3])
    return RecommendedFact(total, method != round_.effective_rule.method.value, bool(reason.strip()))
