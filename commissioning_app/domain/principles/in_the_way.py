"""What stands in the way of paying one organisation: the checks L3 and L4, told for each by itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from commissioning_app.domain.due_diligence import ExceptionState
from commissioning_app.domain.money import Pence, pounds
from commissioning_app.domain.principles.facts_safety import PayeeFact
from commissioning_app.domain.principles.policy import Policy


@dataclass(frozen=True)
class SubsidyRules:
    """The limits of subsidy control; ``applies`` is whether the funder is a public body."""

    applies: bool
    limit_pence: Pence
    listed_over_pence: Pence

    @classmethod
    def of(cls, policy: Policy, *, is_public_body: bool) -> SubsidyRules:
        """The limits of a policy."""
        return cls(
            is_public_body,
            policy.money("safety.subsidy_limit"),
            policy.money("safety.subsidy_database_over"),
        )

    def must_be_listed(self, payee: PayeeFact) -> bool:
        """Whether what an enterprise gets belongs on the public database."""
        return bool(payee.subsidy.is_enterprise) and payee.pence > self.listed_over_pence


def in_the_way(payee: PayeeFact, rules: SubsidyRules) -> tuple[str, ...]:
    """Each thing that is still to be done about one organisation, in a sentence; empty when none is.

    L3 and L4 are settled exactly when this is empty for each organisation to be funded.
    """
    return (*_unseen(payee), *(_of_subsidy(payee, rules) if rules.applies else ()))


def _unseen(payee: PayeeFact) -> Iterator[str]:
    if payee.is_checked or payee.is_excepted:
        return
    left = [item for item in payee.missing if item not in payee.excepted]
    yield f"Still to be looked at: {', '.join(item.words for item in left)}."
    if payee.exception is ExceptionState.WAITING:
        yield "An exception waits for an approver."
    elif payee.exception is ExceptionState.SENT_BACK:
        yield "The exception was sent back."
    elif payee.exception is ExceptionState.AGREED:
        yield "The exception that was agreed does not cover it."


def _of_subsidy(payee: PayeeFact, rules: SubsidyRules) -> Iterator[str]:
    subsidy = payee.subsidy
    if subsidy.is_enterprise is None:
        yield "Nobody has asked yet whether it is an enterprise with this money."
    if not subsidy.is_enterprise:
        return
    over = payee.pence + (subsidy.received_pence or 0) - rules.limit_pence
    if over > 0:
        yield f"With this award it has {pounds(over)} more than the limit of {pounds(rules.limit_pence)}."
    told, confirmed = subsidy.notified_on, subsidy.confirmed_on
    if told is None:
        yield "It has not been told beforehand what it would get."
    if subsidy.received_pence is None:
        yield "What it had before is not written down."
    if confirmed is None:
        yield "It has not confirmed what it had before."
    elif told is not None and confirmed < told:
        yield "It confirmed its figure before it was told, so it has to confirm it again."
    if payee.was_paid and subsidy.told_after_on is None:
        yield "It was paid, and has not been told so."
    if payee.was_paid and rules.must_be_listed(payee) and subsidy.on_database_on is None:
        yield "It was paid, and is not on the public database."
