"""Setting a workspace up, saying who is at the desk, and proving that its trail holds."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

from commissioning_app.domain.errors import BadValue, NotFound, StepRefused
from commissioning_app.domain.people import Person, Workspace
from commissioning_app.domain.roles import Actor, Role, can_manage_people
from commissioning_app.domain.rounds import FunderKind
from commissioning_app.domain.trail import problems_of_chain
from commissioning_app.services.audit import record, snapshot
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.lookups import ensure_fresh, the_workspace
from commissioning_app.services.permissions import require
from commissioning_app.services.reconciliation import problems_of_money

FIRST_ROLES = frozenset({Role.OFFICER, Role.ADMINISTRATOR})
"""What the person who sets a workspace up may do; a second person approves."""


def set_up_workspace(
    context: ServiceContext,
    *,
    funder_name: str,
    funder_kind: FunderKind,
    person_name: str,
    funder_address: str = "",
    website: str = "",
    funder_org_id: str = "",
    publisher_prefix: str = "",
    is_sample: bool = False,
) -> Actor:
    """Name the funder and the first person, who is officer and administrator; only once."""
    if not funder_name.strip() or not person_name.strip():
        raise BadValue("Give the funder's name and your own.")
    with context.unit_of_work() as uow:
        if uow.workspaces.find() is not None:
            raise StepRefused("This workspace is set up already.")
        person = Person(uuid4(), person_name.strip(), roles=FIRST_ROLES)
        workspace = Workspace(
            id=uuid4(),
            funder_name=funder_name.strip(),
            funder_kind=funder_kind,
            funder_address=funder_address,
            website=website,
            funder_org_id=funder_org_id,
            publisher_prefix=publisher_prefix,
            is_sample=is_sample,
            current_person_id=person.id,
        )
        uow.people.add(person)
        uow.workspaces.add(workspace)
        record(
            uow,
            context.acting_as(person.as_actor()),
            action="workspace set up",
            subject_kind="workspace",
            subject_id=workspace.id,
            after=snapshot(workspace),
            personal={"name": person.name},
        )
        uow.commit()
        return person.as_actor()


def edit_workspace(context: ServiceContext, *, version: int, **changes: str) -> None:
    """Change the funder's name, kind, address, website or identifiers."""
    require(context.actor, can_manage_people)
    allowed = {"funder_name", "funder_kind", "funder_address", "website", "funder_org_id", "publisher_prefix"}
    if not set(changes) <= allowed:
        raise BadValue("Only the funder's own details can be changed here.")
    with context.unit_of_work() as uow:
        workspace = the_workspace(uow)
        ensure_fresh(workspace, version, **changes)
        before = snapshot(workspace)
        for key, value in changes.items():
            setattr(workspace, key, FunderKind(value) if key == "funder_kind" else value)
        record(
            uow,
            context,
            action="funder's details changed",
            subject_kind="workspace",
            subject_id=workspace.id,
            before=before,
            after=snapshot(workspace),
        )
        uow.commit()


def read_workspace(context: ServiceContext) -> Workspace | None:
    """Whose workspace this is, or None before it is set up."""
    with context.reading() as uow:
        return uow.workspaces.find()


def sit_down_as(context: ServiceContext, *, person_id: UUID) -> Actor:
    """Choose who is at the desk; the trail records it. Sign-in with a secret comes on top of this."""
    with context.unit_of_work() as uow:
        person = uow.people.get(person_id)
        if not person.is_active:
            raise NotFound(f"{person.name} has left this workspace.")
        workspace = the_workspace(uow)
        if workspace.current_person_id != person.id:
            before = workspace.current_person_id
            workspace.current_person_id = person.id
            record(
                uow,
                context.acting_as(person.as_actor()),
                action="sat down at the desk",
                subject_kind="person",
                subject_id=person.id,
                before={"current_person_id": str(before)},
                after={"current_person_id": str(person.id)},
            )
            uow.commit()
        return person.as_actor()


@dataclass(frozen=True)
class TrailCheck:
    """What a walk along the whole trail found."""

    entries: int
    problems: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Whether the chain holds."""
        return not self.problems


def verify_trail(context: ServiceContext) -> TrailCheck:
    """Walk the trail from its first entry to its head."""
    with context.reading() as uow:
        head = uow.trail.head()
        problems = problems_of_chain(uow.trail.entries(), head, uow.trail.personal())
        problems += problems_of_money(uow)
        return TrailCheck(0 if head is None else head.entries, tuple(problems))
