"""Gathers what each applicant's letter says from the workspace, with a fixed number of queries a round."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import TypeVar
from uuid import UUID

from commissioning_app.domain.awards import Award, RecommendationLine, RecommendationState
from commissioning_app.domain.dates import long_date
from commissioning_app.domain.eois import Decision, Eoi, EoiContact, EoiState, Feedback
from commissioning_app.domain.letters import (
    OTHER_FORMATS,
    Contact,
    Ineligibility,
    LetterFacts,
    LetterKind,
    Payment,
    Sender,
)
from commissioning_app.domain.letters import Feedback as LetterFeedback
from commissioning_app.domain.organisations import Organisation
from commissioning_app.domain.rounds import AllocationMethod, Round, RoundState
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.lookups import the_workspace
from commissioning_app.services.ports.unit_of_work import UnitOfWork

T = TypeVar("T", EoiContact, Feedback)
DAYS_TO_ACCEPT = 14
LONGEST_PURPOSE = 220
RULES = {
    AllocationMethod.FAIR_SHARES.value: (
        "everyone who is funded gets what they asked for, the least that makes their work possible, "
        "or an equal share."
    ),
    AllocationMethod.RANKED.value: "EOIs are funded in the order of their panel scores until the money ends.",
    AllocationMethod.EQUAL_SHARES.value: (
        "each panel member has a part of the pot, and an EOI is funded by the members who support it."
    ),
    AllocationMethod.DRAW.value: ("EOIs with nearly the same score go into a draw that anyone can check."),
}
"""What an applicant is told of the rule that shared the pot."""
_KINDS = {
    Decision.FULL: LetterKind.OFFER_IN_FULL,
    Decision.PART: LetterKind.OFFER_IN_PART,
    Decision.RESERVE: LetterKind.RESERVE,
    Decision.DECLINE: LetterKind.DECLINE,
    Decision.INELIGIBLE: LetterKind.INELIGIBLE,
    Decision.WITHDRAWN: LetterKind.WITHDRAWN,
}


@dataclass(frozen=True)
class EoiLetter:
    """The facts of one EOI's letter."""

    eoi_id: UUID
    state: EoiState
    facts: LetterFacts


class RoundLetters:
    """Everything of one round that its letters need, loaded once."""

    def __init__(
        self, context: ServiceContext, uow: UnitOfWork, round_: Round, *, today: date | None = None
    ) -> None:
        """`today` is the day that the letters carry: that of the clock unless said."""
        self.round = round_
        self._today = today or context.clock.today()
        workspace = the_workspace(uow)
        address = _lines(workspace.funder_address)
        website = (workspace.website,) if workspace.website else ()
        self._sender = Sender(workspace.funder_name, (*address, *website))
        self._eois = sorted(uow.eois.where(round_id=round_.id), key=lambda eoi: eoi.reference)
        organisations = {eoi.organisation_id for eoi in self._eois}
        self._awards = {award.eoi_id: award for award in uow.awards.where(round_id=round_.id)}
        organisations |= {award.payee_organisation_id for award in self._awards.values()}
        self._organisations = _by_id(uow.organisations.where(id=sorted(organisations)))
        self._contacts = _by_eoi(uow.contacts.where(eoi_id=[eoi.id for eoi in self._eois]))
        self._feedback = _by_eoi(uow.feedback.where(round_id=round_.id))
        self._payments = self._load_payments(uow)
        self._lines, self._rule = self._load_lines(uow)
        self._scored = {row[0] for row in uow.assessments.columns("eoi_id", round_id=round_.id)}

    def all(self, references: Collection[str] | None = None) -> list[EoiLetter]:
        """The letters that are due now, by reference; an EOI that nothing was decided for has none."""
        found = []
        for eoi in self._eois:
            kind = self._kind(eoi)
            if kind is not None and (references is None or eoi.reference in references):
                found.append(EoiLetter(eoi.id, eoi.state, self._facts(eoi, kind)))
        return found

    def without_letter(self) -> tuple[str, ...]:
        """The references of EOIs that nothing was decided for."""
        return tuple(eoi.reference for eoi in self._eois if self._kind(eoi) is None)

    def _kind(self, eoi: Eoi) -> LetterKind | None:
        if eoi.state is EoiState.WITHDRAWN:
            return LetterKind.WITHDRAWN
        if self.round.state is RoundState.CANCELLED:
            return LetterKind.CANCELLED
        line = self._lines.get(eoi.id)
        if line is not None:
            return _KINDS[Decision(line.decision)]
        if eoi.state in (EoiState.INELIGIBLE, EoiState.LATE) or eoi.reason_code:
            return LetterKind.INELIGIBLE
        return None

    def _facts(self, eoi: Eoi, kind: LetterKind) -> LetterFacts:
        organisation = self._organisations[eoi.organisation_id]
        contact = self._contacts.get(eoi.id)
        line, award = self._lines.get(eoi.id), self._awards.get(eoi.id)
        records, feedback = self.round.records, self._feedback.get(eoi.id)
        named = records.contact
        fallback = f"the grants team at {self._sender.name}"
        is_offer = award is not None and line is not None and line.amount_pence > 0
        return LetterFacts(
            kind=kind,
            reference=eoi.reference,
            organisation=organisation.name,
            sender=self._sender,
            contact=Contact(named.name.strip() or fallback, named.email, named.phone),
            letter_date=self._today,
            round_name=self.round.name,
            address=_address(organisation),
            contact_name=contact.name if contact else "",
            title=eoi.title,
            purpose=_purpose(eoi.summary),
            requested=eoi.requested_pence,
            amount=line.amount_pence if line else 0,
            explanation=line.why if line else "",
            rule_words=self._rule,
            funding_kind=eoi.funding_kind.value if eoi.funding_kind else "",
            payments=self._payments.get(award.id, ()) if is_offer and award else (),
            payee=self._payee(award),
            accept_by=self._today + timedelta(days=DAYS_TO_ACCEPT) if is_offer else None,
            score=Fraction(line.score) if line and line.score and eoi.id in self._scored else None,
            threshold=self.round.effective_rule.threshold,
            feedback=_feedback(feedback),
            ineligibility=self._ineligibility(eoi) if kind is LetterKind.INELIGIBLE else None,
            reserve_place=line.reserve_position if line else None,
            reason=self._reason(eoi, kind),
            review_by=_review_day(self._today, records.review_request_days, kind),
            other_formats=_formats(self.round.languages_and_formats),
            trial=self.round.is_trial,
        )

    def _payee(self, award: Award | None) -> str:
        if award is None or award.payee_organisation_id == award.organisation_id:
            return ""
        return self._organisations[award.payee_organisation_id].name

    def _ineligibility(self, eoi: Eoi) -> Ineligibility:
        rule = next((rule for rule in self.round.eligibility_rules if rule.code == eoi.reason_code), None)
        if rule is not None:
            mend = rule.mend or "This can't be changed now. You are welcome to apply to the next round."
            return Ineligibility(rule.code, rule.text, mend)
        closes_on = self.round.timetable.closes_on
        if eoi.state is EoiState.LATE and closes_on is not None:
            return Ineligibility(
                "late",
                f"EOIs had to reach us by the end of {long_date(closes_on)}. Yours came later.",
                "Tell us if our own mistake or an access need made it late. We can then still take it.",
            )
        return Ineligibility(eoi.reason_code, "", "")

    def _reason(self, eoi: Eoi, kind: LetterKind) -> str:
        if kind is LetterKind.CANCELLED:
            changes = (one for one in reversed(self.round.history) if one.state is RoundState.CANCELLED)
            return next((change.reason for change in changes), "")
        return eoi.state_reason if kind is LetterKind.INELIGIBLE else ""

    def _load_payments(self, uow: UnitOfWork) -> dict[UUID, tuple[Payment, ...]]:
        keys = sorted(award.id for award in self._awards.values())
        rows = uow.instalments.columns("award_id", "number", "due_on", "amount_pence", award_id=keys)
        payments: dict[UUID, tuple[Payment, ...]] = {}
        for award_id, _, due_on, pence in sorted(rows, key=lambda row: (str(row[0]), row[1])):
            payments[award_id] = (*payments.get(award_id, ()), Payment(due_on, pence))
        return payments

    def _load_lines(self, uow: UnitOfWork) -> tuple[dict[UUID, RecommendationLine], str]:
        approved = uow.recommendations.find(round_id=self.round.id, state=RecommendationState.APPROVED)
        if approved is None:
            return {}, ""
        words = RULES.get(approved.method, "")
        start = "We shared the money so" if approved.departure_reason else "Our published rule"
        lines = uow.recommendation_lines.where(recommendation_id=approved.id)
        return {line.eoi_id: line for line in lines}, f"{start}: {words}" if words else ""


def _by_id(found: Iterable[Organisation]) -> dict[UUID, Organisation]:
    return {one.id: one for one in found}


def _by_eoi(found: Iterable[T]) -> dict[UUID, T]:
    return {one.eoi_id: one for one in found}


def _feedback(given: Feedback | None) -> LetterFeedback:
    if given is None:
        return LetterFeedback()
    return LetterFeedback(
        (given.strength,) if given.strength.strip() else (), (given.change,) if given.change.strip() else ()
    )


def _lines(address: str) -> tuple[str, ...]:
    """An address as lines: its own, or split at the commas of a single line."""
    separator = "\n" if "\n" in address.strip() else ","
    return tuple(part.strip() for part in address.split(separator) if part.strip())


def _address(organisation: Organisation) -> tuple[str, ...]:
    lines = _lines(organisation.address)
    has_postcode = organisation.postcode.replace(" ", "").lower() in "".join(lines).replace(" ", "").lower()
    return lines if has_postcode or not organisation.postcode else (*lines, organisation.postcode)


def _purpose(summary: str) -> str:
    """The summary where it is short, else its first sentence where that is, else nothing."""
    text = " ".join(summary.split())
    first = text.split(". ")[0]
    return next((part for part in (text, first) if part and len(part) <= LONGEST_PURPOSE), "")


def _review_day(today: date, days: int, kind: LetterKind) -> date | None:
    if kind in (LetterKind.WITHDRAWN, LetterKind.CANCELLED) or days <= 0:
        return None
    return today + timedelta(days=days)


def _formats(offered: Collection[str]) -> str:
    named = [one for one in offered if one.strip()]
    if not named:
        return OTHER_FORMATS
    return f"{', '.join(named)}, or another format or language"
