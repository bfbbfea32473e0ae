"""The window of the import: five steps; slow work runs beside it, and nothing is kept before the end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar, cast

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QWidget

from commissioning_app.domain.importing import Workbook
from commissioning_app.services.import_report import ImportReport
from commissioning_app.services.importing import (
    ImportPreview,
    import_eois,
    open_forms,
    open_workbook,
    preview_import,
)
from commissioning_app.services.rounds import read_round
from commissioning_app.translation import tr, tr_count
from commissioning_app.ui.eois.importing.check_step import CheckStep
from commissioning_app.ui.eois.importing.columns_step import ColumnsStep
from commissioning_app.ui.eois.importing.file_step import FileStep
from commissioning_app.ui.eois.importing.result_step import ResultStep
from commissioning_app.ui.eois.importing.sheet_step import SheetStep
from commissioning_app.ui.eois.importing.state import ImportState, left_out_words
from commissioning_app.ui.eois.importing.step_line import StepLine
from commissioning_app.ui.lib.errors import show_error
from commissioning_app.ui.lib.layouts import column, row
from commissioning_app.ui.lib.progress import ProgressPanel
from commissioning_app.ui.lib.tasks import Progress, Task, Work, run_task
from commissioning_app.ui.lib.theme import theme
from commissioning_app.ui.navigation import Shell
from commissioning_app.ui.widgets.buttons import PrimaryButton, SecondaryButton
from commissioning_app.ui.widgets.messages import InlineMessage
from commissioning_app.ui.widgets.text import Label

T = TypeVar("T")
FILE, SHEET, COLUMNS, CHECK, RESULT = range(5)
SHOW_PROGRESS_AFTER = 300
"""Milliseconds: what is quicker is simply done."""


class ImportWizard(QDialog):
    """Leads through an import; `report` is what was imported, None while nothing is.

    Each step scrolls by itself, so that the steps' names and the buttons stay in sight.
    """

    def __init__(self, parent: QWidget, shell: Shell, round_code: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Import EOIs"))
        outer = column(self, gap="m", margin="xl")
        outer.addWidget(Label(tr("Import EOIs"), "card_title"))
        self.shell, self.round_code = shell, round_code
        self.report: ImportReport | None = None
        questions = read_round(shell.context, round_code=round_code).questions
        self.state = ImportState(questions)
        self._task: Task[Any] | None = None
        self.line = StepLine([tr("File"), tr("Sheet and titles"), tr("Columns"), tr("Check"), tr("Done")])
        outer.addWidget(self.line)
        self.message = InlineMessage()
        outer.addWidget(self.message)
        self.file_step, self.sheet_step, self.columns_step = FileStep(), SheetStep(), ColumnsStep()
        self.check_step, self.result_step = CheckStep(), ResultStep()
        self.stack = QStackedWidget()
        for step in (self.file_step, self.sheet_step, self.columns_step, self.check_step, self.result_step):
            self.stack.addWidget(step)
        outer.addWidget(self.stack, 1)
        self.progress = ProgressPanel()
        self.progress.cancel_pressed.connect(self.cancel_work)
        outer.addWidget(self.progress)
        self._show_progress = QTimer(self)
        self._show_progress.setSingleShot(True)
        self._show_progress.timeout.connect(self.progress.show)
        outer.addLayout(self._make_foot())
        self._connect()
        self._size(parent.window())
        self.go(FILE)

    def _make_foot(self) -> QHBoxLayout:
        foot = row(gap="m")
        foot.addStretch(1)
        self.close_button = SecondaryButton(tr("Leave"), self.reject)
        self.back_button = SecondaryButton(tr("&Back"), self.back)
        self.next_button = PrimaryButton(tr("&Next"), self.next)
        for button in (self.close_button, self.back_button, self.next_button):
            button.setAutoDefault(button is self.next_button)
            foot.addWidget(button)
        self.next_button.setDefault(True)
        return foot

    def _connect(self) -> None:
        self.file_step.files_given.connect(self.read_files)
        self.sheet_step.place_chosen.connect(self._place_chosen)
        self.columns_step.column_chosen.connect(self._column_chosen)
        self.check_step.choice_changed.connect(self._say_what_is_next)

    def _size(self, window: QWidget) -> None:
        """As large as the steps like it, never larger than the window that it stands over."""
        room = window.size()
        wide, high = max(room.width() - 60, 640), max(room.height() - 40, 480)
        self.setMinimumWidth(min(theme().px(560), wide))
        self.resize(min(theme().px(980), wide), min(theme().px(720), high))

    # Where one is

    @property
    def step(self) -> int:
        """The step that is shown."""
        return self.stack.currentIndex()

    @property
    def is_busy(self) -> bool:
        """Whether something runs that the person can cancel."""
        return self._task is not None

    def go(self, step: int) -> None:
        """Show a step, filled with what is known."""
        self.message.clear()
        page = cast(Any, self.stack.widget(step))
        if step != RESULT:
            page.fill(self.state)
        self.stack.setCurrentIndex(step)
        self.line.set_current(step)
        self._say_what_is_next()
        if step != RESULT:
            page.start_focus()
        else:
            self.next_button.setFocus()

    def back(self) -> None:
        """One step back; what was said stays."""
        if self.step > FILE:
            self.go(FILE if self.state.is_about_people_alone else self.step - 1)

    def next(self) -> None:
        """One step on."""
        if self.step == FILE and self.state.is_about_people_alone:
            self.check_rows()
        elif self.step == FILE:
            self.go(SHEET)
        elif self.step == SHEET:
            self.go(COLUMNS)
        elif self.step == COLUMNS:
            self.check_rows()
        elif self.step == CHECK:
            self.import_rows()
        else:
            self.accept()

    # The work

    def read(self, path: Path) -> None:
        """Read one file, and look for its table."""
        self.read_files((path,))

    def read_files(self, paths: Sequence[Path]) -> None:
        """Read a workbook, or several filled forms as one table, and look at it."""
        context, spreadsheets = self.shell.context, self.shell.app.spreadsheets()
        code = self.round_code

        def work(progress: Progress, _token: object) -> tuple[Workbook, ImportPreview | Exception | None]:
            if len(paths) == 1:
                book = open_workbook(context, path=paths[0], spreadsheets=spreadsheets, progress=progress)
            else:
                book = open_forms(context, paths=paths, spreadsheets=spreadsheets, progress=progress)
            if book.apart and not book.sheets:
                return book, None
            try:
                return book, preview_import(
                    context, round_code=code, workbook=book, spreadsheets=spreadsheets
                )
            except Exception as error:  # a table that isn't found is said in the next step
                return book, error

        title = tr_count("Reading {file}", "Reading {count:,} files", len(paths), file=paths[0].name)
        self._run(title, work, self._read)

    def _read(self, found: tuple[Workbook, ImportPreview | Exception | None]) -> None:
        workbook, seen = found
        self.state.take_workbook(workbook)
        if seen is None:  # no EOIs in it, only what people say of themselves
            self.check_rows()
            return
        if isinstance(seen, ImportPreview):
            self.state.preview = seen
        self.go(SHEET)
        if isinstance(seen, Exception):
            show_error(seen, self.message)

    def _place_chosen(self, sheet: str, header_row: int | None) -> None:
        self.state.take_sheet(sheet, header_row)
        self._look(self.sheet_step.fill)

    def _column_chosen(self, name: str, field: str) -> None:
        self.state.choose(name, field)
        self._look(self.columns_step.fill)

    def _look(self, show: Callable[[ImportState], None]) -> None:
        """Understand the table anew, as it is said now; the window stays usable meanwhile."""
        context, spreadsheets, state = self.shell.context, self.shell.app.spreadsheets(), self.state
        workbook, sheet, row = state.workbook, state.sheet, state.header_row
        chosen, code = dict(state.chosen), self.round_code
        assert workbook is not None

        def work(_progress: Progress, _token: object) -> ImportPreview:
            return preview_import(
                context,
                round_code=code,
                workbook=workbook,
                spreadsheets=spreadsheets,
                sheet=sheet,
                header_row=row,
                chosen=chosen,
            )

        def done(preview: ImportPreview) -> None:
            state.preview = preview
            show(state)

        self._run(tr("Looking at the table"), work, done, lock=False)

    def check_rows(self) -> None:
        """Try the import without keeping anything."""
        self._run(tr("Checking the rows"), self._import(dry_run=True), self._checked)

    def _checked(self, report: ImportReport) -> None:
        self.state.check = report
        self.go(CHECK)

    def import_rows(self) -> None:
        """Import, for good."""
        self._run(tr("Importing"), self._import(dry_run=False), self._imported)

    def _imported(self, report: ImportReport) -> None:
        self.report = report
        self.result_step.show_report(report, left_out_words(self.state, report))
        self.go(RESULT)

    def _import(self, *, dry_run: bool) -> Work[ImportReport]:
        context, spreadsheets, state = self.shell.context, self.shell.app.spreadsheets(), self.state
        assert state.workbook is not None
        workbook, sheet, row = state.workbook, state.sheet, state.header_row
        chosen, strict, code = dict(state.chosen), state.all_or_nothing, self.round_code
        labels = dict(state.chosen_labels)

        def work(progress: Progress, _token: object) -> ImportReport:
            return import_eois(
                context,
                round_code=code,
                source=workbook,
                spreadsheets=spreadsheets,
                sheet=sheet,
                header_row=row,
                chosen=chosen,
                labels=labels,
                dry_run=dry_run,
                strict=strict and not dry_run,
                progress=progress,
            )

        return work

    # Slow work

    def _run(self, title: str, work: Work[T], on_done: Callable[[T], None], *, lock: bool = True) -> None:
        """Do slow work with progress and Cancel; `lock` keeps the step from being changed meanwhile."""
        if self._task is not None:
            self._task.abandon()
        self.message.clear()
        self.progress.start(title)
        self.progress.hide()
        self._show_progress.start(SHOW_PROGRESS_AFTER)

        def end() -> None:
            self._task = None
            self._show_progress.stop()
            self.progress.hide()
            self.stack.setEnabled(True)

        def done(result: T) -> None:
            end()
            on_done(result)
            self._say_what_is_next()

        def failed(error: Exception) -> None:
            end()
            if self.step == SHEET:
                self.sheet_step.fill(self.state)
            self._say_what_is_next()
            show_error(error, self.message)

        def cancelled() -> None:
            end()
            self._say_what_is_next()
            self.message.show_message(tr("Cancelled. Nothing was changed."), "info")

        self._task = run_task(
            work, done, failed, self.progress.update_progress, on_cancelled=cancelled, parent=self
        )
        self.stack.setEnabled(not lock)
        self._say_what_is_next()

    def cancel_work(self) -> None:
        """Ask what runs to stop."""
        if self._task is not None:
            self._task.cancel()

    def reject(self) -> None:
        """Esc and the close button: stop what runs; leave when nothing does."""
        if self._task is not None:
            self.cancel_work()
        elif self.report is not None:
            self.accept()
        else:
            super().reject()

    def _say_what_is_next(self) -> None:
        """The buttons say what they do in this step, or why they can't."""
        step, done = self.step, self.step == RESULT
        busy = tr("Wait until this is done, or cancel it.") if self._task is not None else ""
        self.close_button.setVisible(not done)
        self.back_button.setVisible(FILE < step < RESULT)
        self.back_button.refuse(busy)
        self.close_button.refuse(busy)
        words = {CHECK: self._import_words(), RESULT: tr("&Close")}
        self.next_button.setText(words.get(step, tr("&Next")))
        self.next_button.refuse(busy or self._why_not_next())

    def _import_words(self) -> str:
        report = self.state.check
        count = report.imported + report.updated if report is not None else 0
        return tr_count("&Import {count} EOI", "&Import {count:,} EOIs", count) if count else tr("&Import")

    def _why_not_next(self) -> str:
        if self.step == RESULT:
            return ""
        if self.step == FILE and self.state.workbook is None:
            return tr("Choose a file first.")
        return str(cast(Any, self.stack.currentWidget()).problem())
