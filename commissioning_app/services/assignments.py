"""Who scores what: a fair plan over the whole panel, and single EOIs given or taken by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID, uuid4

from commissioning_app.domain.conflicts import is_hidden
from commissioning_app.domain.eois import EoiState
from commissioning_app.domain.errors import BadValue, ScorerHasConflict, StepRefused
from commissioning_app.domain.fair_assignment import Scorer, ToScore
from commissioning_app.domain.fair_assignment import assign_fairly as plan_fairly
from commissioning_app.domain.panels import Assignment, MemberGroup, PanelMember
from commissioning_app.domain.principles.wording import counted
from commissioning_app.domain.roles import can_build_panels
from commissioning_app.domain.rounds import Round, RoundState
from commissioning_app.services.audit import record
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.declared import who_has_declared
from commissioning_app.services.interests import hidden_by_person, hidden_from
from commissioning_app.services.lookups import eoi_by_reference, round_by_code
from commissioning_app.services.panels import member_by_id
from commissioning_app.services.permissions import require
from commissioning_app.services.policy import policy_of
from commissioning_app.services.ports.unit_of_work import UnitOfWork

USUAL_LOAD = 20
"""How many EOIs one member is given at most, unless told otherwise (check P15)."""

TO_SCORE = (EoiState.ELIGIBLE, EoiState.SCORED)
GIVES_WORK = frozenset({RoundState.OPEN, RoundState.CLOSED, RoundState.SCORING})


@dataclass(frozen=True)
class PlannedLoad:
    """How many EOIs one member has to score, before and after a plan."""

    member_id: UUID
    name: str
    group: MemberGroup
    before: int
    after: int


@dataclass(frozen=True)
class AssignmentPlan:
    """What an automatic assignment gives: loads by member, new pairs, and what could not be done."""

    members: tuple[PlannedLoad, ...]
    added: int
    problems: tuple[str, ...]


def plan_assignments(
    context: ServiceContext, *, round_code: str, scorers: int | None = None, most_each: int | None = None
) -> AssignmentPlan:
    """Show what ``assign_fairly`` would give, without giving it."""
    require(context.actor, can_build_panels)
    with context.reading() as uow:
        return _plan(uow, context, _round(uow, round_code), scorers, most_each)[0]


def assign_fairly(
    context: ServiceContext, *, round_code: str, scorers: int | None = None, most_each: int | None = None
) -> AssignmentPlan:
    """Give every eligible EOI its scorers: evenly, half of them community, no conflicts; keeps what is given.

    ``scorers`` an EOI are the policy's unless said, ``most_each`` a member the usual load.
    """
    require(context.actor, can_build_panels)
    with context.unit_of_work() as uow:
        round_ = _round(uow, round_code)
        plan, pairs, references = _plan(uow, context, round_, scorers, most_each)
        uow.assignments.insert_many(
            [
                {"id": uuid4(), "round_id": round_.id, "eoi_id": eoi_id, "member_id": member_id}
                for eoi_id, member_id in pairs
            ]
        )
        if pairs:
            given: dict[str, list[str]] = {}
            for eoi_id, member_id in pairs:
                given.setdefault(str(member_id), []).append(references[eoi_id])
            record(
                uow,
                context,
                action="EOIs assigned fairly",
                subject_kind="round",
                subject_id=round_.id,
                round_id=round_.id,
                after={"given": {member: sorted(some) for member, some in given.items()}},
            )
            uow.commit()
        return plan


def assign(context: ServiceContext, *, round_code: str, reference: str, member_id: UUID) -> None:
    """Give one EOI to one member; refused when they declared an interest in its organisation."""
    require(context.actor, can_build_panels)
    with context.unit_of_work() as uow:
        round_ = _round(uow, round_code)
        member = member_by_id(uow, round_, member_id)
        eoi = eoi_by_reference(uow, round_.id, reference)
        if not member.is_voting:
            raise StepRefused("This member has no vote in this round, so scores nothing.")
        if eoi.state not in TO_SCORE:
            raise StepRefused(f"The EOI {reference} is {eoi.state}: only an eligible one is scored.")
        hidden = hidden_from(uow, round_.id, member.person_id)
        if is_hidden(hidden, eoi.organisation_id, eoi.host_organisation_id):
            raise ScorerHasConflict(
                "This member declared an interest in the organisation, so can't score its EOI."
            )
        if uow.assignments.find(member_id=member.id, eoi_id=eoi.id) is not None:
            raise BadValue(f"This member has {reference} already.")
        uow.assignments.add(Assignment(uuid4(), round_.id, eoi.id, member.id))
        _record(uow, context, member, "EOI given to a panel member", after={"eoi": reference})
        uow.commit()


def unassign(context: ServiceContext, *, round_code: str, reference: str, member_id: UUID) -> None:
    """Take an EOI from a member who has not begun to score it."""
    require(context.actor, can_build_panels)
    with context.unit_of_work() as uow:
        round_ = _round(uow, round_code)
        member = member_by_id(uow, round_, member_id)
        eoi = eoi_by_reference(uow, round_.id, reference)
        given = uow.assignments.find(member_id=member.id, eoi_id=eoi.id)
        if given is None:
            raise BadValue(f"This member was not given {reference}.")
        if uow.assessments.count(member_id=member.id, eoi_id=eoi.id):
            raise StepRefused(f"This member has begun to score {reference}, so it stays with them.")
        uow.assignments.remove(given)
        _record(uow, context, member, "EOI taken from a panel member", before={"eoi": reference})
        uow.commit()


def clear_assignments(context: ServiceContext, *, round_code: str) -> int:
    """Take back every EOI that nobody has begun to score; returns how many pairs went."""
    require(context.actor, can_build_panels)
    with context.unit_of_work() as uow:
        round_ = _round(uow, round_code)
        begun = set(uow.assessments.columns("member_id", "eoi_id", round_id=round_.id))
        idle = [
            one
            for one in uow.assignments.where(round_id=round_.id)
            if (one.member_id, one.eoi_id) not in begun
        ]
        if idle:
            references = dict(uow.eois.columns("id", "reference", round_id=round_.id))
            taken: dict[str, list[str]] = {}
            for one in idle:
                taken.setdefault(str(one.member_id), []).append(references[one.eoi_id])
                uow.assignments.remove(one)
            record(
                uow,
                context,
                action="assignments cleared",
                subject_kind="round",
                subject_id=round_.id,
                round_id=round_.id,
                before={"given": {member: sorted(some) for member, some in taken.items()}},
            )
            uow.commit()
        return len(idle)


def _plan(
    uow: UnitOfWork, context: ServiceContext, round_: Round, scorers: int | None, most_each: int | None
) -> tuple[AssignmentPlan, tuple[tuple[UUID, UUID], ...], Mapping[UUID, str]]:
    policy = policy_of(context, round_)
    people = dict(uow.people.columns("id", "name"))
    members = [one for one in uow.members.where(round_id=round_.id) if one.is_voting]
    members.sort(key=lambda one: (one.group.value, people[one.person_id].casefold(), str(one.id)))
    hidden = hidden_by_person(uow, round_.id)
    eois = uow.eois.columns(
        "id", "reference", "organisation_id", "host_organisation_id", round_id=round_.id, state=TO_SCORE
    )
    in_play = {row[0] for row in eois}
    holders: dict[UUID, set[UUID]] = {}
    loads: Counter[UUID] = Counter()
    for eoi_id, member_id in uow.assignments.columns("eoi_id", "member_id", round_id=round_.id):
        if eoi_id in in_play:
            holders.setdefault(eoi_id, set()).add(member_id)
            loads[member_id] += 1
    made = plan_fairly(
        [
            ToScore(
                row[0],
                row[1],
                frozenset(one for one in row[2:4] if one is not None),
                frozenset(holders.get(row[0], ())),
            )
            for row in eois
        ],
        [Scorer(one.id, one.group, hidden.get(one.person_id, frozenset()), loads[one.id]) for one in members],
        scorers=policy.whole("panel.scorers") if scorers is None else scorers,
        community_percent=policy.whole("panel.scorers_community_percent"),
        most_each=USUAL_LOAD if most_each is None else most_each,
    )
    added = Counter(member_id for _, member_id in made.pairs)
    plan = AssignmentPlan(
        members=tuple(
            PlannedLoad(
                one.id, people[one.person_id], one.group, loads[one.id], loads[one.id] + added[one.id]
            )
            for one in members
        ),
        added=len(made.pairs),
        problems=tuple(_problems(uow, round_, len(eois), members, people, made.short)),
    )
    return plan, made.pairs, {row[0]: row[1] for row in eois}


def _problems(
    uow: UnitOfWork,
    round_: Round,
    eois: int,
    members: list[PanelMember],
    people: Mapping[UUID, str],
    short: tuple[str, ...],
) -> list[str]:
    problems = []
    if not eois:
        problems.append("No EOI is eligible yet, so there is nothing to give.")
    if not members:
        problems.append("The panel has no voting members yet.")
    if short:
        some = ", ".join(short[:5]) + ("…" if len(short) > 5 else "")
        problems.append(
            f"{counted(len(short), 'EOI')} would have too few scorers: {some}. "
            "Let members take more, or add members."
        )
    declared = who_has_declared(uow, round_)
    missing = [people[one.person_id] for one in members if one.person_id not in declared]
    if eois and missing:
        problems.append(
            f"Not everybody has declared their interests yet: {', '.join(missing)}. "
            "A conflict that is declared later takes the EOI away again."
        )
    return problems


def _round(uow: UnitOfWork, round_code: str) -> Round:
    round_ = round_by_code(uow, round_code)
    if round_.state not in GIVES_WORK:
        raise StepRefused(f"The round is {round_.state}: EOIs are given to members until moderation.")
    return round_


def _record(
    uow: UnitOfWork,
    context: ServiceContext,
    member: PanelMember,
    action: str,
    *,
    before: Mapping[str, str] | None = None,
    after: Mapping[str, str] | None = None,
) -> None:
    record(
        uow,
        context,
        action=action,
        subject_kind="panel_member",
        subject_id=member.id,
        round_id=member.round_id,
        before=before,
        after=after,
    )
