"""One transaction over SQLAlchemy: everything is kept, or nothing is."""

from __future__ import annotations

from types import TracebackType

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from commissioning_app.domain import (
    actions,
    assessments,
    attachments,
    awards,
    contacts,
    due_diligence,
    eois,
    organisations,
    panels,
    people,
    rounds,
    telling,
)
from commissioning_app.domain.application_forms import versions
from commissioning_app.domain.errors import CommissioningError, StaleVersion, WorkspaceProblem
from commissioning_app.persistence.monitoring import SqlMonitoringStore
from commissioning_app.persistence.reading import SqlViews
from commissioning_app.persistence.repositories import SqlRepository, SqlTrailStore

STALE = "Somebody else saved this while you were working on it. Look at their version, then save yours again."


class SqlUnitOfWork:
    """A unit of work over one session; leaving it without ``commit()`` rolls back."""

    def __init__(self, engine: sa.Engine) -> None:
        self._session = session = Session(engine, expire_on_commit=False)
        self.workspaces = SqlRepository(session, people.Workspace)
        self.people = SqlRepository(session, people.Person)
        self.programmes = SqlRepository(session, rounds.Programme)
        self.rounds = SqlRepository(session, rounds.Round)
        self.organisations = SqlRepository(session, organisations.Organisation)
        self.payee_details = SqlRepository(session, organisations.PayeeDetails)
        self.eois = SqlRepository(session, eois.Eoi)
        self.contacts = SqlRepository(session, eois.EoiContact)
        self.queries = SqlRepository(session, eois.EoiQuery)
        self.feedback = SqlRepository(session, eois.Feedback)
        self.members = SqlRepository(session, panels.PanelMember)
        self.assignments = SqlRepository(session, panels.Assignment)
        self.declarations = SqlRepository(session, panels.Declaration)
        self.statements = SqlRepository(session, panels.InterestStatement)
        self.assessments = SqlRepository(session, assessments.Assessment)
        self.score_changes = SqlRepository(session, assessments.ScoreChange)
        self.discussions = SqlRepository(session, assessments.Discussion)
        self.explanations = SqlRepository(session, awards.Explanation)
        self.recommendations = SqlRepository(session, awards.Recommendation)
        self.recommendation_lines = SqlRepository(session, awards.RecommendationLine)
        self.awards = SqlRepository(session, awards.Award)
        self.instalments = SqlRepository(session, awards.Instalment)
        self.letters = SqlRepository(session, awards.LetterRecord)
        self.import_mappings = SqlRepository(session, awards.ImportMapping)
        self.actions = SqlRepository(session, actions.Action)
        self.due_diligence = SqlRepository(session, due_diligence.DueDiligence)
        self.subsidy_records = SqlRepository(session, due_diligence.SubsidyRecord)
        self.organisation_contacts = SqlRepository(session, contacts.OrganisationContact)
        self.form_versions = SqlRepository(session, versions.FormVersion)
        self.attachments = SqlRepository(session, attachments.Attachment)
        self.attachment_chunks = SqlRepository(session, attachments.AttachmentChunk)
        self.tellings = SqlRepository(session, telling.EoiTelling)
        self.conversations = SqlRepository(session, telling.Conversation)
        self.trail = SqlTrailStore(session)
        self.views = SqlViews(session)
        # Not in the port that services know: services.ports.monitoring alone asks for it.
        self.monitoring_answers = SqlMonitoringStore(session)

    def __enter__(self) -> SqlUnitOfWork:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._session.close()
        if isinstance(error, DBAPIError | StaleDataError):
            raise in_plain_words(error) from error

    def flush(self) -> None:
        """Send what is pending to the database, still inside the transaction."""
        self._session.flush()

    def commit(self) -> None:
        """Keep everything; raises StaleVersion when somebody else saved the same thing first."""
        self._session.commit()


def in_plain_words(error: DBAPIError | StaleDataError) -> CommissioningError:
    """The sentence for what the database said; the details stay in the log as the cause."""
    if isinstance(error, StaleDataError):
        return StaleVersion(STALE, theirs={}, yours={})
    text = str(error.orig).lower()
    if isinstance(error, IntegrityError):
        return WorkspaceProblem("The workspace refused this because it clashes with something already there.")
    if "locked" in text or "lock timeout" in text:
        return WorkspaceProblem(
            "Somebody else is saving just now. Nothing of yours was kept; please try again."
        )
    if "readonly" in text or "read-only" in text:
        return WorkspaceProblem("The workspace can't be written to. Check the folder's permissions.")
    if "full" in text:
        return WorkspaceProblem("The disk is full, so nothing was saved. Free some space and try again.")
    if isinstance(error, OperationalError) and "no such table" in text:
        return WorkspaceProblem("This file is not a workspace of this application.")
    return WorkspaceProblem("The workspace could not be read or written. Nothing was changed.")
