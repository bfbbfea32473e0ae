"""A round in the middle of its life, for tests: its EOIs, its panel, and somebody at every desk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from commissioning_app.domain.assessments import Assessment, AssessmentState
from commissioning_app.domain.eois import Eoi
from commissioning_app.domain.organisations import Organisation
from commissioning_app.domain.panels import Assignment, PanelMember
from commissioning_app.domain.people import Person
from commissioning_app.domain.roles import Actor, Role
from commissioning_app.domain.rounds import Round, RoundState, StateChange
from commissioning_app.domain.trail import TrailEntry
from commissioning_app.services.context import ServiceContext
from tests.factories import NOW, Office, a_panel, a_round, an_eoi, an_organisation, make_office, store

EVERY_ROLE = frozenset(Role)


@dataclass
class Desk:
    """A round, what belongs to it, and the office that runs it."""

    office: Office
    round: Round
    organisations: list[Organisation]
    eois: list[Eoi]
    people: list[Person]
    members: list[PanelMember]

    @property
    def code(self) -> str:
        """The round's code."""
        return self.round.code

    @property
    def officer(self) -> ServiceContext:
        """The officer's context."""
        return self.office.officer

    @property
    def approver(self) -> ServiceContext:
        """The approver's context."""
        return self.office.approver

    def at(self, number: int) -> ServiceContext:
        """The context of the panel member with that place in ``people``."""
        return self.officer.acting_as(self.people[number].as_actor())

    def acting(self, *roles: Role) -> ServiceContext:
        """Somebody who is not on the panel, with just these roles."""
        return self.officer.acting_as(Actor(uuid4(), "Somebody Else", frozenset(roles)))

    def everybody_but(self, *roles: Role) -> list[ServiceContext]:
        """One person for each of the other roles."""
        return [self.acting(role) for role in sorted(EVERY_ROLE - set(roles))]

    def move(self, state: RoundState) -> None:
        """Put the round into a state, past its guards."""
        with self.officer.unit_of_work() as uow:
            kept = uow.rounds.get(self.round.id)
            kept.state = state
            kept.history = (*kept.history, StateChange(state, self.officer.clock.now(), "Olu Officer"))
            uow.commit()

    def eoi(self, number: int) -> Eoi:
        """The EOI with that place as it is stored now."""
        with self.officer.reading() as uow:
            return uow.eois.get(self.eois[number].id)

    def member(self, number: int) -> PanelMember:
        """The member with that place as they are stored now."""
        with self.officer.reading() as uow:
            return uow.members.get(self.members[number].id)

    def give(self, number: int, *eois: int) -> None:
        """Assign EOIs to a member, by their places."""
        store(
            self.officer,
            *(Assignment(uuid4(), self.round.id, self.eois[e].id, self.members[number].id) for e in eois),
        )

    def scored(
        self, number: int, eoi: int, scores: Mapping[str, int | None] | Sequence[int], **rest: Any
    ) -> UUID:
        """Store a sent assessment of a member, which is assigned to them too."""
        if not isinstance(scores, Mapping):
            ids = [criterion.id for criterion in self.round.criteria]
            scores = dict(zip(ids, scores, strict=True))
        self.give(number, eoi)
        values = {"state": AssessmentState.SUBMITTED, "submitted_at": NOW, **rest}
        kept = Assessment(
            uuid4(), self.round.id, self.eois[eoi].id, self.members[number].id, scores=dict(scores), **values
        )
        store(self.officer, kept)
        return kept.id

    def trail(self) -> list[TrailEntry]:
        """Every entry of the trail about this round, in order."""
        with self.officer.reading() as uow:
            return list(uow.trail.entries(round_id=self.round.id))

    def last(self) -> TrailEntry:
        """The last entry of the trail about this round."""
        return self.trail()[-1]

    def personal(self, entry: TrailEntry) -> dict[str, Any]:
        """The erasable part of an entry, without who acted."""
        with self.officer.reading() as uow:
            body = dict(uow.trail.personal()[entry.id].body or {})
        body.pop("actor_name")
        return body


def a_desk(
    url: str,
    *,
    state: RoundState = RoundState.SCORING,
    eois: int = 3,
    community: int = 3,
    commissioners: int = 2,
    **round_changes: Any,
) -> Desk:
    """A new workspace with a round in that state, EOIs of as many organisations, and a panel."""
    office = make_office(url)
    round_ = a_round(state=state, history=(StateChange(state, NOW, "Olu Officer"),), **round_changes)
    organisations = [an_organisation(f"Circle {number}") for number in range(1, eois + 1)]
    made = [
        an_eoi(round_.id, one.id, f"EOI-{number:03d}", title=f"Walks {number}")
        for number, one in enumerate(organisations, 1)
    ]
    store(office.officer, round_, *organisations, *made)
    panel = a_panel(office.officer, round_.id, community=community, commissioners=commissioners)
    return Desk(
        office, round_, organisations, made, [person for person, _ in panel], [member for _, member in panel]
    )
