"""A round through the frameworks: for the board first, then each framework with its lines; and the PDF."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QWidget

from commissioning_app.domain.dates import long_date
from commissioning_app.domain.errors import CommissioningError
from commissioning_app.domain.frameworks_report import FrameworksReport
from commissioning_app.services.queries.frameworks import frameworks_report, load_frameworks
from commissioning_app.services.reports import ReportWritten, write_report
from commissioning_app.translation import tr
from commissioning_app.ui.lib.errors import sentence_of, show_error
from commissioning_app.ui.lib.layouts import FlowLayout, row
from commissioning_app.ui.lib.progress import run_with_dialog
from commissioning_app.ui.navigation import Shell
from commissioning_app.ui.rounds.frameworks.cards import BoardCard, FrameworkCard
from commissioning_app.ui.rounds.frameworks.report_dialog import ReportDialog
from commissioning_app.ui.rounds.frameworks.rows import Mend
from commissioning_app.ui.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from commissioning_app.ui.widgets.messages import InlineMessage
from commissioning_app.ui.widgets.page import ScrollPage
from commissioning_app.ui.widgets.tabs import FlowTabs
from commissioning_app.ui.widgets.text import Label, Prose

BOARD = "board"


class FrameworksView(ScrollPage):
    """One round's frameworks report in the window. `back_wanted` goes to the overview."""

    back_wanted = Signal()

    def __init__(self, shell: Shell, mend: Mend, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.shell = shell
        self.round_code = ""
        self.report: FrameworksReport | None = None
        self.written: Path | None = None
        self.back_button = LinkButton(tr("Back to the overview"), self.back_wanted.emit, icon="back")
        self.add(self.back_button)
        self.add(self._make_head())
        self.message = InlineMessage()
        self.add(self.message)
        self.add(self._make_done())
        titles = [(one.id, one.short) for one in load_frameworks()]
        self.tabs = FlowTabs([(BOARD, tr("For the board")), *titles])
        self.tabs.setAccessibleName(tr("Frameworks"))
        self.tabs.chosen.connect(lambda _key: self._show_chosen())
        self.add(self.tabs)
        self.board = BoardCard(mend)
        self.framework = FrameworkCard(mend)
        self.add(self.board)
        self.add(self.framework)
        self.content.addStretch(1)

    def _make_head(self) -> QWidget:
        head = QWidget()
        line = row(head, gap="m")
        words = QWidget()
        self.title = Label(tr("Through the frameworks"), "banner")
        self.as_at = Prose("", "muted")
        both = FlowLayout(words, gap="m", line_gap="xs")
        both.addWidget(self.title)
        both.addWidget(self.as_at)
        line.addWidget(words, 1)
        self.pdf_button = PrimaryButton(tr("Make the &PDF…"), self.make_pdf, icon="print")
        line.addWidget(self.pdf_button)
        return head

    def _make_done(self) -> QWidget:
        """What was written, with the ways to it."""
        self.done = QWidget()
        flow = FlowLayout(self.done, gap="s", line_gap="s")
        self.open_button = SecondaryButton(tr("Open the &report"), self.open_report, icon="file")
        self.folder_button = SecondaryButton(tr("Open the &folder"), self.open_folder, icon="folder")
        flow.addWidget(self.open_button)
        flow.addWidget(self.folder_button)
        self.done.hide()
        return self.done

    def show_round(self, round_code: str) -> None:
        """Read a round's report and show it; another round begins with the board's part."""
        if round_code != self.round_code:
            self.tabs.set_current(BOARD)
            self.framework.rows.clear()
            self._forget_file()
        self.round_code = round_code
        try:
            self.report = frameworks_report(self.shell.context, round_code=round_code)
        except CommissioningError as error:
            self.report = None
            self.board.hide()
            self.framework.hide()
            self.pdf_button.refuse(sentence_of(error))
            show_error(error, self.message)
            return
        self.pdf_button.refuse("")
        self.as_at.setText(tr("As it stands on {day}", day=long_date(self.report.as_at)))
        self._show_chosen()

    def make_pdf(self) -> None:
        """Ask where to, and write the report there."""
        dialog = ReportDialog(self, self.round_code, self.shell.context.clock.today())
        chosen = dialog.path if dialog.exec() == QDialog.DialogCode.Accepted else None
        dialog.deleteLater()
        if chosen is not None:
            self.write(chosen)

    def write(self, path: Path) -> None:
        """Write the report; the window stays alive meanwhile."""
        context, press, code = self.shell.context, self.shell.app.report_press(), self.round_code

        def work(_progress: object, _token: object) -> ReportWritten:
            return write_report(context, press=press, round_code=code, path=path)

        self._forget_file()
        run_with_dialog(self, tr("Making the report"), work, self._made, self._failed)

    def open_report(self) -> None:
        """Open the file in the system's own reader, which prints it too."""
        if self.written is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.written)))

    def open_folder(self) -> None:
        """Show the file's folder."""
        if self.written is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.written.parent)))

    def _made(self, made: ReportWritten) -> None:
        self.written = made.file.resolve()
        said = tr("The report of {count} pages is in {file}.", count=made.pages, file=str(made.file))
        self.message.show_message(said, "good")
        self.done.show()
        self.open_button.setFocus()

    def _failed(self, error: Exception) -> None:
        show_error(error, self.message)

    def _forget_file(self) -> None:
        self.written = None
        self.message.clear()
        self.done.hide()

    def _show_chosen(self) -> None:
        if self.report is None:
            return
        key = self.tabs.current
        self.board.setVisible(key == BOARD)
        self.framework.setVisible(key != BOARD)
        if key == BOARD:
            self.board.set_report(self.report)
            return
        chosen = next(one for one in self.report.frameworks if one.framework.id == key)
        self.framework.set_framework(self.report, chosen)
