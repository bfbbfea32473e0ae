"""Read model of what is done before paying: due diligence and subsidy control, one row for each payee."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from commissioning_app.domain.due_diligence import (
    DiligenceItem,
    DueDiligence,
    ExceptionState,
    SubsidyRecord,
    still_missing,
)
from commissioning_app.domain.money import Pence
from commissioning_app.domain.principles.facts_safety import PayeeFact, SubsidyFact
from commissioning_app.domain.principles.in_the_way import SubsidyRules, in_the_way
from commissioning_app.domain.principles.policy import Policy
from commissioning_app.domain.roles import can_approve, can_check_before_paying, can_read_awards
from commissioning_app.domain.rounds import FunderKind, Round
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.lookups import round_by_code, the_workspace
from commissioning_app.services.permissions import require
from commissioning_app.services.policy import policy_of
from commissioning_app.services.ports.unit_of_work import UnitOfWork
from commissioning_app.services.to_fund import Payee, asked_of, payees_in_sight, sizes_of


@dataclass(frozen=True)
class ItemLine:
    """One item that is asked; ``on`` is None while it was not looked at."""

    item: DiligenceItem
    on: date | None
    note: str = ""


@dataclass(frozen=True)
class DiligenceLine:
    """Due diligence of one payee. ``version`` is 0 while nothing is recorded.

    ``excepted`` are the items that the exception is about; ``may_decide`` is whether the reader may agree to
    it or send it back: an approver who did not propose it.
    """

    version: int
    items: tuple[ItemLine, ...]
    missing: tuple[DiligenceItem, ...]
    exception: str
    exception_state: ExceptionState
    excepted: tuple[DiligenceItem, ...]
    exception_by: str
    sent_back: str
    agreed_by: str
    may_decide: bool

    @property
    def is_done(self) -> bool:
        """Whether everything was looked at, or an agreed exception covers what was not."""
        is_agreed = self.exception_state is ExceptionState.AGREED
        return not self.missing or (is_agreed and set(self.missing) <= set(self.excepted))


@dataclass(frozen=True)
class SubsidyLine:
    """Subsidy control of one payee. ``version`` is 0 while nothing is recorded.

    ``left_pence`` is what is left under the limit with this award; None while its figure is not known.
    """

    version: int
    is_enterprise: bool | None
    received_pence: Pence | None
    left_pence: Pence | None
    notified_on: date | None
    confirmed_on: date | None
    told_after_on: date | None
    on_database_on: date | None
    needs_database: bool
    note: str


@dataclass(frozen=True)
class PayeeRow:
    """One organisation that money goes to; ``holds_for`` are the groups that it is the host of.

    ``in_the_way`` says in sentences what is still to be done before (or, once paid, after) paying it.
    """

    organisation_id: UUID
    organisation: str
    org_id: str
    holds_for: tuple[str, ...]
    references: tuple[str, ...]
    pence: Pence
    was_paid: bool
    diligence: DiligenceLine
    subsidy: SubsidyLine
    in_the_way: tuple[str, ...] = ()


@dataclass(frozen=True)
class BeforePayingPage:
    """Everything that the page shows; ``is_known`` is whether anybody is to be funded yet.

    ``subsidy_applies`` is whether the funder is a public body, which alone gives subsidies.
    """

    round_code: str
    is_known: bool
    subsidy_applies: bool
    rows: tuple[PayeeRow, ...]
    limit_pence: Pence
    database_over_pence: Pence
    may_check: bool
    may_decide: bool

    @property
    def ready(self) -> int:
        """How many of them nothing stands in the way of."""
        return sum(1 for row in self.rows if not row.in_the_way)


def before_paying_page(context: ServiceContext, *, round_code: str) -> BeforePayingPage:
    """Who is to be funded in a round, by name, with what was looked at and what is missing."""
    require(context.actor, can_read_awards)
    with context.reading() as uow:
        round_ = round_by_code(uow, round_code)
        policy = policy_of(context, round_)
        payees = payees_in_sight(uow, context, round_)
        funder = FunderKind(the_workspace(uow).funder_kind)
        rules = SubsidyRules.of(policy, is_public_body=funder is not FunderKind.CHARITABLE_FUNDER)
        rows = _rows(uow, context, round_, payees) if payees else []
        told = [replace(row, in_the_way=in_the_way(_fact(row), rules)) for row in rows]
        return BeforePayingPage(
            round_code=round_.code,
            is_known=payees is not None,
            subsidy_applies=rules.applies,
            rows=tuple(sorted(told, key=lambda row: row.organisation.casefold())),
            limit_pence=rules.limit_pence,
            database_over_pence=rules.listed_over_pence,
            may_check=can_check_before_paying(context.actor),
            may_decide=can_approve(context.actor),
        )


def _fact(row: PayeeRow) -> PayeeFact:
    """One row as the checks read it."""
    diligence, subsidy = row.diligence, row.subsidy
    is_agreed = diligence.exception_state is ExceptionState.AGREED
    return PayeeFact(
        pence=row.pence,
        asked=len(diligence.items),
        missing=diligence.missing,
        exception=diligence.exception_state,
        excepted=frozenset(diligence.excepted) if is_agreed else frozenset(),
        was_paid=row.was_paid,
        subsidy=SubsidyFact(
            subsidy.is_enterprise,
            subsidy.received_pence,
            subsidy.notified_on,
            subsidy.confirmed_on,
            subsidy.told_after_on,
            subsidy.on_database_on,
        ),
    )


def _rows(
    uow: UnitOfWork, context: ServiceContext, round_: Round, payees: dict[UUID, Payee]
) -> list[PayeeRow]:
    policy = policy_of(context, round_)
    eoi_ids = {eoi_id for payee in payees.values() for eoi_id in payee.eoi_ids}
    eois = {row[0]: row[1:] for row in uow.eois.columns("id", "reference", "organisation_id", id=eoi_ids)}
    wanted = set(payees) | {organisation_id for _, organisation_id in eois.values()}
    names = {row[0]: row[1:] for row in uow.organisations.columns("id", "name", "org_id", id=wanted)}
    people = dict(uow.people.columns("id", "name"))
    sizes = sizes_of(uow, payees, policy)
    checked = {one.organisation_id: one for one in uow.due_diligence.where(round_id=round_.id)}
    answers = {one.organisation_id: one for one in uow.subsidy_records.where(round_id=round_.id)}
    rows = []
    for key, payee in payees.items():
        own = [eois[eoi_id] for eoi_id in payee.eoi_ids]
        groups = {names[organisation_id][0] for _, organisation_id in own if organisation_id != key}
        kept = checked.get(key) or DueDiligence(key, round_.id, key, version=0)
        answer = answers.get(key) or SubsidyRecord(key, round_.id, key, version=0)
        rows.append(
            PayeeRow(
                organisation_id=key,
                organisation=names[key][0],
                org_id=names[key][1],
                holds_for=tuple(sorted(groups)),
                references=tuple(sorted(reference for reference, _ in own)),
                pence=payee.pence,
                was_paid=payee.was_paid,
                diligence=_diligence(context, kept, asked_of(payee, sizes[key], policy), people),
                subsidy=_subsidy(answer, payee.pence, policy),
            )
        )
    return rows


def _diligence(
    context: ServiceContext,
    kept: DueDiligence,
    asked: tuple[DiligenceItem, ...],
    people: dict[UUID | None, str],
) -> DiligenceLine:
    done = {one.item: one for one in kept.items}
    state = kept.exception_state
    is_waiting = state is ExceptionState.WAITING
    return DiligenceLine(
        version=kept.version,
        items=tuple(
            ItemLine(item, done[item].on, done[item].note) if item in done else ItemLine(item, None)
            for item in asked
        ),
        missing=still_missing(asked, kept.items),
        exception=kept.exception,
        exception_state=state,
        excepted=kept.exception_items,
        exception_by=people.get(kept.exception_by, ""),
        sent_back=kept.exception_sent_back,
        agreed_by=people.get(kept.exception_agreed_by, ""),
        may_decide=is_waiting and can_approve(context.actor) and kept.exception_by != context.actor.person_id,
    )


def _subsidy(kept: SubsidyRecord, pence: Pence, policy: Policy) -> SubsidyLine:
    received = kept.received_pence
    left = None if received is None else policy.money("safety.subsidy_limit") - received - pence
    return SubsidyLine(
        version=kept.version,
        is_enterprise=kept.is_enterprise,
        received_pence=received,
        left_pence=left,
        notified_on=kept.notified_on,
        confirmed_on=kept.confirmed_on,
        told_after_on=kept.told_after_on,
        on_database_on=kept.on_database_on,
        needs_database=bool(kept.is_enterprise) and pence > policy.money("safety.subsidy_database_over"),
        note=kept.note,
    )
