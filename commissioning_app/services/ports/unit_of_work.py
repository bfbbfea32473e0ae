"""One transaction: repositories for every entity, and a commit that keeps all or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import TracebackType
from typing import Any, Protocol, TypeVar
from uuid import UUID

from commissioning_app.domain.actions import Action
from commissioning_app.domain.application_forms.versions import FormVersion
from commissioning_app.domain.assessments import Assessment, Discussion, ScoreChange
from commissioning_app.domain.attachments import Attachment, AttachmentChunk
from commissioning_app.domain.awards import (
    Award,
    Explanation,
    ImportMapping,
    Instalment,
    LetterRecord,
    Recommendation,
    RecommendationLine,
)
from commissioning_app.domain.contacts import OrganisationContact
from commissioning_app.domain.due_diligence import DueDiligence, SubsidyRecord
from commissioning_app.domain.eois import Eoi, EoiContact, EoiQuery, Feedback
from commissioning_app.domain.organisations import Organisation, PayeeDetails
from commissioning_app.domain.panels import Assignment, Declaration, InterestStatement, PanelMember
from commissioning_app.domain.people import Person, Workspace
from commissioning_app.domain.rounds import Programme, Round
from commissioning_app.domain.telling import Conversation, EoiTelling
from commissioning_app.domain.trail import TrailEntry, TrailHead, TrailPersonal
from commissioning_app.services.ports.reading import Views

T = TypeVar("T")


class Repository(Protocol[T]):
    """Entities of one kind. ``equals`` compares columns: ``where(round_id=…, state=…)``."""

    def add(self, entity: T) -> None:
        """Put a new entity into the transaction."""

    def get(self, key: Any) -> T:
        """The entity with that key; raises NotFound."""

    def find(self, **equals: Any) -> T | None:
        """The one entity that matches, or None."""

    def where(self, **equals: Any) -> list[T]:
        """Every entity that matches, in a stable order; a list or set value means "one of"."""

    def count(self, **equals: Any) -> int:
        """How many match."""

    def remove(self, entity: T) -> None:
        """Take an entity out; the caller records it in the trail."""

    def remove_where(self, **equals: Any) -> int:
        """Take every row out that matches, without reading it; returns how many."""

    def insert_many(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Insert plain column mappings fast, without making entities."""

    def update_many(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Update by primary key from plain column mappings, fast."""

    def columns(self, *names: str, **equals: Any) -> list[tuple[Any, ...]]:
        """Only the named columns of every row that matches, as plain tuples."""


class TrailStore(Protocol):
    """The chain: entries are added at the head and read, never changed."""

    def locked_head(self) -> TrailHead:
        """The head, locked until the transaction ends."""

    def append(self, entry: TrailEntry, personal: TrailPersonal | None, head: TrailHead) -> None:
        """Write an entry and move the head to it."""

    def entries(self, *, round_id: UUID | None = None) -> Iterable[TrailEntry]:
        """Entries in order, of one round or of all."""

    def head(self) -> TrailHead | None:
        """The head as it stands."""

    def personal(self) -> Mapping[int, TrailPersonal]:
        """The personal parts by entry."""


class UnitOfWork(Protocol):
    """A context manager; leaving it without ``commit()`` rolls everything back."""

    workspaces: Repository[Workspace]
    people: Repository[Person]
    programmes: Repository[Programme]
    rounds: Repository[Round]
    organisations: Repository[Organisation]
    payee_details: Repository[PayeeDetails]
    eois: Repository[Eoi]
    contacts: Repository[EoiContact]
    queries: Repository[EoiQuery]
    feedback: Repository[Feedback]
    members: Repository[PanelMember]
    assignments: Repository[Assignment]
    declarations: Repository[Declaration]
    statements: Repository[InterestStatement]
    assessments: Repository[Assessment]
    score_changes: Repository[ScoreChange]
    discussions: Repository[Discussion]
    explanations: Repository[Explanation]
    recommendations: Repository[Recommendation]
    recommendation_lines: Repository[RecommendationLine]
    awards: Repository[Award]
    instalments: Repository[Instalment]
    letters: Repository[LetterRecord]
    import_mappings: Repository[ImportMapping]
    actions: Repository[Action]
    due_diligence: Repository[DueDiligence]
    subsidy_records: Repository[SubsidyRecord]
    organisation_contacts: Repository[OrganisationContact]
    form_versions: Repository[FormVersion]
    attachments: Repository[Attachment]
    attachment_chunks: Repository[AttachmentChunk]
    tellings: Repository[EoiTelling]
    conversations: Repository[Conversation]
    trail: TrailStore
    views: Views

    def __enter__(self) -> UnitOfWork: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def flush(self) -> None:
        """Send what is pending to the database, still inside the transaction."""

    def commit(self) -> None:
        """Keep everything; raises StaleVersion when somebody else saved the same thing first."""
