"""The composition root: from a place and a clock to a context that services can be called with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from commissioning_app.domain.roles import Actor
from commissioning_app.services.context import Clock, ServiceContext, SystemClock

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from commissioning_app.domain.application_forms.design import ApplicationForm
    from commissioning_app.services.ports.documents import LetterPress, ReportPress, ScheduleFiles
    from commissioning_app.services.ports.forms import FormFiles
    from commissioning_app.services.ports.spreadsheets import Spreadsheets

NOBODY = Actor(UUID(int=0), "Nobody", frozenset())
"""Who acts before anybody was named: has no role, so may do nothing."""


@dataclass
class AppContext:
    """An open workspace: where it is, its engines, and the person at the desk."""

    place: str
    engine: Engine
    services: ServiceContext
    _reading: Engine = field(repr=False)

    @property
    def actor(self) -> Actor:
        """The person at the desk."""
        return self.services.actor

    def act_as(self, actor: Actor) -> None:
        """Somebody else sits down."""
        self.services = self.services.acting_as(actor)

    def letter_press(self) -> LetterPress:
        """What sets letters."""
        return letter_press()

    def schedule_files(self) -> ScheduleFiles:
        """What writes award schedules."""
        return schedule_files()

    def report_press(self) -> ReportPress:
        """What sets the frameworks report."""
        return report_press()

    def form_files(self) -> FormFiles:
        """What writes application forms."""
        return form_files()

    def spreadsheets(self) -> Spreadsheets:
        """What reads a stranger's workbook."""
        return spreadsheets()

    def back_up(self, target: Path) -> None:
        """Write a backup of this workspace."""
        back_up(self.place, target)

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()


def open_app(
    place: str, *, create: bool = False, clock: Clock | None = None, policy: Mapping[str, Any] | None = None
) -> AppContext:
    """Open (or create) the workspace at a path or URL; the person last at the desk sits down again."""
    from commissioning_app.persistence.workspace import open_workspace

    return app_on(open_workspace(place, create=create), place=place, clock=clock, policy=policy)


def app_on(
    engine: Engine, *, place: str, clock: Clock | None = None, policy: Mapping[str, Any] | None = None
) -> AppContext:
    """A context on an engine that is there already."""
    from commissioning_app.persistence.engine import for_reading
    from commissioning_app.persistence.mapping import start_mappers
    from commissioning_app.persistence.unit_of_work import SqlUnitOfWork
    from commissioning_app.services.policy import load_policy

    start_mappers()
    reading = for_reading(engine)
    services = ServiceContext(
        unit_of_work=lambda: SqlUnitOfWork(engine),
        reading=lambda: SqlUnitOfWork(reading),
        clock=clock or SystemClock(),
        actor=NOBODY,
        policy=load_policy() if policy is None else policy,
    )
    app = AppContext(place, engine, services, reading)
    app.act_as(_last_at_the_desk(services) or NOBODY)
    return app


def _last_at_the_desk(services: ServiceContext) -> Actor | None:
    """Who sat there last; None for a new workspace, or when they have left."""
    with services.reading() as uow:
        workspace = uow.workspaces.find()
        if workspace is None or workspace.current_person_id is None:
            return None
        person = uow.people.get(workspace.current_person_id)
        return person.as_actor() if person.is_active else None


def back_up(place: str, target: Path) -> None:
    """Write a backup of the workspace at a place."""
    from commissioning_app.persistence.copying import back_up as write

    write(place, target)


def restore_backup(backup: Path, place: str) -> None:
    """Make a workspace from a backup."""
    from commissioning_app.persistence.copying import restore

    restore(backup, place)


def letter_press() -> LetterPress:
    """What sets letters; loads the PDF library at its first use."""
    from commissioning_app.documents.press import ReportlabPress

    return ReportlabPress()


def schedule_files() -> ScheduleFiles:
    """What writes award schedules; loads the workbook library at its first use."""
    from commissioning_app.spreadsheets.schedule import ScheduleWorkbooks

    return ScheduleWorkbooks()


def report_press() -> ReportPress:
    """What sets the frameworks report; loads the PDF library at its first use."""
    from commissioning_app.documents.report_press import ReportlabReports

    return ReportlabReports()


class _FormFiles:
    """The three kinds of form, each made in its own room and loaded at its first use."""

    def xlsx(
        self, form: ApplicationForm, *, apart: ApplicationForm | None = None, large_print: bool = False
    ) -> bytes:
        from commissioning_app.spreadsheets.form_xlsx import form_xlsx

        return form_xlsx(form, apart=apart, large_print=large_print)

    def pdf(self, form: ApplicationForm, *, large_print: bool = False) -> bytes:
        from commissioning_app.documents.form_pdf import form_pdf

        return form_pdf(form, large_print=large_print)

    def html(self, form: ApplicationForm, *, large_print: bool = False) -> bytes:
        from commissioning_app.documents.form_html import form_html

        return form_html(form, large_print=large_print)


def form_files() -> FormFiles:
    """What writes application forms."""
    return _FormFiles()


def spreadsheets() -> Spreadsheets:
    """What reads a stranger's workbook, in a process of its own."""
    from commissioning_app.spreadsheets.reader import SpreadsheetReader

    return SpreadsheetReader()


def has_workspace(place: str) -> bool:
    """Whether there is a workspace at a path or URL; raises WorkspaceProblem when that can't be told."""
    from commissioning_app.persistence.workspace import workspace_exists

    return workspace_exists(place)


def drop_workspace(place: str) -> None:
    """Take away a workspace that was made a moment ago for work that then failed."""
    from commissioning_app.persistence.workspace import drop_workspace as drop

    drop(place)
