"""Read models of the Panel tab: each member with their work, and each EOI with its scorers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from commissioning_app.domain.assessments import AssessmentState
from commissioning_app.domain.conflicts import is_hidden
from commissioning_app.domain.eois import EoiState
from commissioning_app.domain.panels import MemberGroup, PanelMember, PaymentChoice
from commissioning_app.domain.roles import can_see_all_assessments
from commissioning_app.domain.rounds import Round
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
from commissioning_app.services.ports.unit_of_work import UnitOfWork

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
        assigned = uow.views.assigned(round_.id).items()
        given = Counter(one for eoi_id, each in assigned if eoi_id in in_play for one in each)
        sent = {
            member_id: sum(eoi_id in in_play for eoi_id in each.eois)
            for member_id, each in uow.views.sent_scores(round_.id).items()
        }
        drafts = Counter(member_id for member_id, eoi_id in _drafts(uow, round_) if eoi_id in in_play)
    every_tie = frozenset[UUID]().union(*hidden.values())
    tied = [eoi for eoi in eois if is_hidden(every_tie, eoi.organisation_id, eoi.host_organisation_id)]

    def conflicts(member: PanelMember) -> int:
        ties = hidden.get(member.person_id, frozenset())
        return sum(is_hidden(ties, eoi.organisation_id, eoi.host_organisation_id) for eoi in tied)

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
            started=sent.get(one.id, 0) + drafts[one.id],
            submitted=sent.get(one.id, 0),
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
        assigned, sent = uow.views.assigned(round_.id), uow.views.senders(round_.id)
        drafts = set(_drafts(uow, round_))
    all_marks = _Marks(members, names)
    rows = []
    for line in lines:
        marks = all_marks.of(
            (member_id, _state(member_id, line.id, sent, drafts))
            for member_id in assigned.get(line.id, ())
            if member_id in members and (member_id, line.id) not in left_out
        )
        community = sum(1 for one in marks if one.group is MemberGroup.COMMUNITY)
        both = 0 < community < len(marks)
        enough = both and len(marks) >= least and 100 * community >= percent * len(marks)
        rows.append(
            AssignmentRow(line.reference, line.title, line.organisation, line.state, marks, community, enough)
        )
    return tuple(rows)


class _Marks:
    """The marks of scorers: by group, then by name; those that say the same are one."""

    def __init__(self, members: Mapping[UUID, PanelMember], names: Mapping[UUID, str]) -> None:
        self._members = members
        self._names = {key: names[member.person_id] for key, member in members.items()}
        in_order = sorted(members, key=lambda key: (members[key].group.value, self._names[key].casefold()))
        self._position = {key: position for position, key in enumerate(in_order)}
        self._made: dict[tuple[UUID, str], ScorerMark] = {}

    def of(self, states: Iterable[tuple[UUID, str]]) -> tuple[ScorerMark, ...]:
        """The marks of some members and their states."""
        return tuple(map(self._mark, sorted(states, key=lambda one: self._position[one[0]])))

    def _mark(self, one: tuple[UUID, str]) -> ScorerMark:
        if one not in self._made:
            member_id, state = one
            group = self._members[member_id].group
            self._made[one] = ScorerMark(member_id, self._names[member_id], group, state)
        return self._made[one]


def _state(
    member_id: UUID, eoi_id: UUID, sent: Mapping[UUID, list[UUID]], drafts: Container[tuple[UUID, UUID]]
) -> str:
    if member_id in sent.get(eoi_id, ()):
        return AssessmentState.SUBMITTED.value
    return AssessmentState.DRAFT.value if (member_id, eoi_id) in drafts else NOT_STARTED


def _drafts(uow: UnitOfWork, round_: Round) -> list[tuple[UUID, UUID]]:
    rows = uow.assessments.columns("member_id", "eoi_id", round_id=round_.id, state=AssessmentState.DRAFT)
    return [(member_id, eoi_id) for member_id, eoi_id in rows]
