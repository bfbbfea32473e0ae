"""Read models of the Panel tab: each member with their work, and each EOI with its scorers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from commissioning_app.domain.assessments import AssessmentState
from commissioning_app.domain.conflicts import is_hidden
from commissioning_app.domain.eois import EoiState
from commissioning_app.domain.panels import MemberGroup, PanelMember, PaymentChoice
from commissioning_app.domain.roles import can_see_all_assessments
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.declared import who_has_declared
from commissioning_app.services.interests import (
    counting_pairs,
    hidden_by_person,
    hidden_from_panel_member,
)
from commissioning_app.services.lookups import is_in_play, round_by_code
from commissioning_app.services.permissions import require
from commissioning_app.services.policy import policy_of

NOT_STARTED = "not_started"


@dataclass(frozen=True)
class PanelRow:
    """One member; ``assigned``, ``started``, ``submitted`` count EOIs in play, ``conflicts`` those hidden."""

    member_id: UUID
    person_id: UUID
    name: str
    group: MemberGroup
    is_chair: bool
    has_vote: bool
    briefed_on: date | None
    payment: PaymentChoice
    stepped_down_because: str
    was_at_moderation: bool
    assigned: int
    started: int
    submitted: int
    conflicts: int
    has_declared: bool
    version: int


@dataclass(frozen=True)
class ScorerMark:
    """One scorer of an EOI: not_started, draft or submitted. Never what they scored."""

    member_id: UUID
    name: str
    group: MemberGroup
    state: str


@dataclass(frozen=True)
class AssignmentRow:
    """One EOI in play with its scorers; ``enough`` by number and by the community's share (check P7)."""

    reference: str
    title: str
    organisation: str
    state: EoiState
    scorers: tuple[ScorerMark, ...]
    community: int
    enough: bool


def panel_rows(context: ServiceContext, *, round_code: str) -> tuple[PanelRow, ...]:
    """The panel: community members first, then by name; those who stepped down last."""
    require(context.actor, can_see_all_assessments)
    with context.reading() as uow:
        round_ = round_by_code(uow, round_code)
        members = uow.members.where(round_id=round_.id)
        names = dict(uow.people.columns("id", "name"))
        declared = who_has_declared(uow, round_)
        hidden = hidden_by_person(uow, round_.id)
        eois = uow.views.eoi_standings(round_.id)
        in_play = {eoi.id for eoi in eois if is_in_play(round_, eoi)}
        given = Counter(
            member
            for member, eoi in uow.assignments.columns("member_id", "eoi_id", round_id=round_.id)
            if eoi in in_play
        )
        begun: Counter[UUID] = Counter()
        sent: Counter[UUID] = Counter()
        for member_id, eoi, state in uow.assessments.columns(
            "member_id", "eoi_id", "state", round_id=round_.id
        ):
            begun[member_id] += eoi in in_play
            sent[member_id] += eoi in in_play and state is AssessmentState.SUBMITTED

    def conflicts(member: PanelMember) -> int:
        ties = hidden.get(member.person_id)
        if not ties:
            return 0
        return sum(is_hidden(ties, eoi.organisation_id, eoi.host_organisation_id) for eoi in eois)

    rows = [
        PanelRow(
            member_id=one.id,
            person_id=one.person_id,
            name=names[one.person_id],
            group=one.group,
            is_chair=one.is_chair,
            has_vote=one.has_vote,
            briefed_on=one.briefed_on,
            payment=one.payment,
            stepped_down_because=one.stepped_down_because,
            was_at_moderation=one.was_at_moderation,
            assigned=given[one.id],
            started=begun[one.id],
            submitted=sent[one.id],
            conflicts=conflicts(one),
            has_declared=one.person_id in declared,
            version=one.version,
        )
        for one in members
    ]
    return tuple(
        sorted(
            rows,
            key=lambda row: (
                bool(row.stepped_down_because),
                row.group is not MemberGroup.COMMUNITY,
                row.name.casefold(),
            ),
        )
    )


def assignment_rows(context: ServiceContext, *, round_code: str) -> tuple[AssignmentRow, ...]:
    """Every EOI in play with who scores it and how far they are, by reference."""
    require(context.actor, can_see_all_assessments)
    with context.reading() as uow:
        round_ = round_by_code(uow, round_code)
        policy = policy_of(context, round_)
        least, percent = policy.whole("panel.scorers"), policy.whole("panel.scorers_community_percent")
        hidden = hidden_from_panel_member(uow, round_, context.actor.person_id)
        shown = {eoi.id for eoi in uow.views.eoi_standings(round_.id) if is_in_play(round_, eoi)} - hidden
        lines = [line for line in uow.views.eoi_lines(round_.id) if line.id in shown]
        members, left_out = counting_pairs(uow, round_)
        names = dict(uow.people.columns("id", "name"))
        states = {
            (row[0], row[1]): row[2].value
            for row in uow.assessments.columns("member_id", "eoi_id", "state", round_id=round_.id)
        }
        scorers: dict[UUID, list[ScorerMark]] = {}
        for member_id, eoi_id in uow.assignments.columns("member_id", "eoi_id", round_id=round_.id):
            if member_id in members and (member_id, eoi_id) not in left_out:
                member = members[member_id]
                mark = ScorerMark(
                    member_id,
                    names[member.person_id],
                    member.group,
                    states.get((member_id, eoi_id), NOT_STARTED),
                )
                scorers.setdefault(eoi_id, []).append(mark)
    rows = []
    for line in lines:
        marks = sorted(scorers.get(line.id, []), key=lambda one: (one.group.value, one.name.casefold()))
        community = sum(1 for one in marks if one.group is MemberGroup.COMMUNITY)
        both = 0 < community < len(marks)
        enough = both and len(marks) >= least and 100 * community >= percent * len(marks)
        rows.append(
            AssignmentRow(
                line.reference, line.title, line.organisation, line.state, tuple(marks), community, enough
            )
        )
    return tuple(rows)
