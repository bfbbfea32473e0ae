"""Who is to be funded in a round: the organisations that money goes to, which alone are asked for checks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from commissioning_app.domain.awards import NOT_STANDING, InstalmentState
from commissioning_app.domain.conflicts import is_hidden
from commissioning_app.domain.due_diligence import DiligenceItem, items_asked
from commissioning_app.domain.errors import NotAllowed, StepRefused
from commissioning_app.domain.money import Pence
from commissioning_app.domain.principles.facts import COUNTS
from commissioning_app.domain.principles.policy import Policy
from commissioning_app.domain.principles.safety import DILIGENCE
from commissioning_app.domain.rounds import Round
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.interests import hidden_from
from commissioning_app.services.ports.unit_of_work import UnitOfWork
from commissioning_app.services.sight import outcomes_out_of_sight

SMALL_LINE = "core.small_organisation_line"


@dataclass(frozen=True)
class Payee:
    """One organisation that money goes to: all of it in the round, and for which EOIs.

    For a group with a host organisation the host is the payee. ``was_paid`` is whether any of it was paid.
    """

    organisation_id: UUID
    pence: Pence
    eoi_ids: tuple[UUID, ...]
    was_paid: bool = False


def payees_of(uow: UnitOfWork, round_: Round) -> dict[UUID, Payee] | None:
    """By organisation: who gets money by the awards that stand, or else by the recommendation that counts.

    None while there is neither, so that nobody is to be funded yet.
    """
    awards = uow.awards.columns(
        "id", "eoi_id", "payee_organisation_id", "amount_pence", "state", round_id=round_.id
    )
    if awards:
        standing = {award[0]: award[1:4] for award in awards if award[4] not in NOT_STANDING}
        found = _together((payee, pence, eoi_id) for eoi_id, payee, pence in standing.values())
        paid = uow.instalments.columns("award_id", award_id=set(standing), state=InstalmentState.PAID)
        for key in {standing[award_id][1] for (award_id,) in paid}:
            found[key] = replace(found[key], was_paid=True)
        return found
    recommended = uow.recommendations.columns("id", round_id=round_.id, state=COUNTS)
    if not recommended:
        return None
    lines = uow.recommendation_lines.columns(
        "eoi_id", "amount_pence", recommendation_id={row[0] for row in recommended}
    )
    money = {eoi_id: pence for eoi_id, pence in lines if pence > 0}
    if not money:
        return {}
    eois = uow.eois.columns("id", "organisation_id", "host_organisation_id", id=set(money))
    return _together((host or own, money[eoi_id], eoi_id) for eoi_id, own, host in eois)


def payee_in(uow: UnitOfWork, context: ServiceContext, round_: Round, organisation_id: UUID) -> Payee:
    """The payee whom the actor looks into; refuses in a sentence when no money goes to that organisation.

    Nobody looks into an organisation that they declared an interest in.
    """
    return payees_in(uow, context, round_, [organisation_id])[0]


def payees_in(
    uow: UnitOfWork, context: ServiceContext, round_: Round, organisations: Iterable[UUID]
) -> list[Payee]:
    """The same for several at once, in the order in which they are asked for."""
    payees = payees_of(uow, round_)
    if payees is None:
        raise StepRefused(
            f"Nobody is to be funded in the round {round_.code} yet. Only those to be funded are asked, "
            "once a recommendation is recorded."
        )
    hidden = hidden_from(uow, round_.id, context.actor.person_id)
    found = []
    for organisation_id in organisations:
        payee = payees.get(organisation_id)
        if payee is None:
            raise StepRefused(_why_not_asked(uow, round_, organisation_id))
        if hidden:
            _refuse_tie(uow, hidden, payee)
        found.append(payee)
    return found


def _refuse_tie(uow: UnitOfWork, hidden: frozenset[UUID], payee: Payee) -> None:
    """Raise NotAllowed when the payee, or a group that it holds money for, is hidden from the actor."""
    groups = uow.eois.columns("organisation_id", "host_organisation_id", id=payee.eoi_ids)
    tied = payee.organisation_id in hidden or any(is_hidden(hidden, own, host) for own, host in groups)
    if tied:
        raise NotAllowed("You declared an interest in this organisation, so somebody else looks into it.")


def payees_in_sight(uow: UnitOfWork, context: ServiceContext, round_: Round) -> dict[UUID, Payee] | None:
    """The payees as a reader may see them: before the announcement without those that they have a tie to."""
    payees = payees_of(uow, round_)
    away = outcomes_out_of_sight(uow, context, round_)
    if not payees or not away:
        return payees
    return {key: one for key, one in payees.items() if away.isdisjoint(one.eoi_ids)}


@dataclass(frozen=True)
class PayeeSize:
    """What decides how much one organisation is asked, besides the money."""

    is_registered: bool
    is_small: bool | None


def sizes_of(uow: UnitOfWork, organisations: Iterable[UUID], policy: Policy) -> dict[UUID, PayeeSize]:
    """Whether each organisation is on a register, and small; small is None when its income is not known."""
    line = policy.money(SMALL_LINE)
    rows = uow.organisations.columns(
        "id", "org_id", "charity_number", "company_number", "yearly_income_pence", id=set(organisations)
    )
    return {
        key: PayeeSize(any(number.strip() for number in numbers), None if income is None else income < line)
        for key, *numbers, income in rows
    }


def asked_of(payee: Payee, size: PayeeSize, policy: Policy) -> tuple[DiligenceItem, ...]:
    """What is looked at of one payee."""
    by_size = policy.names_for_size(DILIGENCE, payee.pence)
    return items_asked(by_size, is_registered=size.is_registered, is_small=size.is_small)


def _together(parts: Iterable[tuple[UUID, Pence, UUID]]) -> dict[UUID, Payee]:
    """One payee for each organisation, with all that it gets."""
    found: dict[UUID, Payee] = {}
    for organisation_id, pence, eoi_id in parts:
        known = found.get(organisation_id, Payee(organisation_id, 0, ()))
        found[organisation_id] = Payee(organisation_id, known.pence + pence, (*known.eoi_ids, eoi_id))
    return found


def _why_not_asked(uow: UnitOfWork, round_: Round, organisation_id: UUID) -> str:
    """A sentence; where a host holds the group's money, it names the host."""
    name = uow.organisations.get(organisation_id).name
    for (host_id,) in uow.eois.columns(
        "host_organisation_id", round_id=round_.id, organisation_id=organisation_id
    ):
        if host_id is not None:
            host = uow.organisations.get(host_id).name
            return f"Money for {name} would go to its host, {host}. The host is asked instead."
    return f"{name} is not to be funded in the round {round_.code}. Only those that money goes to are asked."
