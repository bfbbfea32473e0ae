"""One letter as it will be sent: the PDF in the window, large print and plain text one click away."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QPalette
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QPlainTextEdit, QStackedWidget, QWidget

from commissioning_app.services.letters import preview_letter, preview_letter_text
from commissioning_app.translation import tr, tr_count
from commissioning_app.ui.lib.errors import sentence_of
from commissioning_app.ui.lib.tasks import CancelToken, Progress, Task, run_task
from commissioning_app.ui.lib.theme import theme
from commissioning_app.ui.navigation import Shell
from commissioning_app.ui.widgets.card import Card
from commissioning_app.ui.widgets.messages import EmptyState, InlineMessage
from commissioning_app.ui.widgets.tabs import FlowTabs

PDF, LARGE, TEXT = "pdf", "large", "text"
LEAST_HEIGHT: Final = 520


class LetterPreview(Card):
    """The letter of one EOI as it stands now; nothing of a preview is recorded."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.shell = shell
        self.round_code, self.reference = "", ""
        self._task: Task[bytes | str] | None = None
        self._bytes = QByteArray()
        self._buffer = QBuffer(self)
        self.tabs = FlowTabs([(PDF, tr("The letter")), (LARGE, tr("Large print")), (TEXT, tr("Plain text"))])
        self.tabs.setAccessibleName(tr("How the letter is shown"))
        self.tabs.chosen.connect(lambda _key: self.refresh())
        self.add(self.tabs)
        self.message = InlineMessage()
        self.add(self.message)
        self.stack = QStackedWidget()
        self._make_views()
        self.add(self.stack, 1)
        theme().changed.connect(self._size)
        self._size()

    def _make_views(self) -> None:
        self.document = QPdfDocument(self)
        self.pdf = QPdfView(self)
        self.pdf.setDocument(self.document)
        self.pdf.setPageMode(QPdfView.PageMode.MultiPage)
        self.pdf.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.nothing = EmptyState(
            tr("No letter yet"),
            tr("Nothing is decided for this EOI. Its letter can be read here after the decision."),
            icon="mail",
        )
        for view in (self.pdf, self.text, self.nothing):
            self.stack.addWidget(view)

    def show_letter(self, round_code: str, reference: str, *, is_due: bool) -> None:
        """Show the letter of another EOI, or that there is none yet."""
        if (round_code, reference) != (self.round_code, self.reference):
            self._clear()
        self.round_code, self.reference = round_code, reference
        self.tabs.setVisible(is_due)
        if is_due:
            self.refresh()
            return
        self._forget()
        self.message.clear()
        self.stack.setCurrentWidget(self.nothing)

    def refresh(self) -> None:
        """Set the letter anew, off the window's thread."""
        context, press = self.shell.context, self.shell.app.letter_press()
        code, reference, kind = self.round_code, self.reference, self.tabs.current

        def work(_progress: Progress, _token: CancelToken) -> bytes | str:
            if kind == TEXT:
                return preview_letter_text(context, press=press, round_code=code, reference=reference)
            return preview_letter(
                context, press=press, round_code=code, reference=reference, large_print=kind == LARGE
            )

        self._forget()
        self._task = run_task(work, self._show, self._failed, parent=self)

    def _show(self, made: bytes | str) -> None:
        self.message.clear()
        if isinstance(made, str):
            self.text.setPlainText(made)
            self.text.setAccessibleName(
                tr("The letter to {reference} as plain text", reference=self.reference)
            )
            self.stack.setCurrentWidget(self.text)
            return
        self._clear()
        self._bytes = QByteArray(made)
        self._buffer.setBuffer(self._bytes)
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document.load(self._buffer)
        pages = tr_count("{count} page", "{count} pages", self.document.pageCount())
        name = tr("Preview of the letter to {reference}, {pages}", reference=self.reference, pages=pages)
        self.pdf.setAccessibleName(name)
        self.pdf.setAccessibleDescription(tr("Plain text, above, can be read aloud."))
        self.stack.setCurrentWidget(self.pdf)
        self._tint()

    def _failed(self, error: Exception) -> None:
        self._clear()
        self.text.clear()
        self.message.show_message(sentence_of(error))

    def _clear(self) -> None:
        self.document.close()
        self._buffer.close()
        self.text.clear()

    def _forget(self) -> None:
        if self._task is not None:
            self._task.abandon()
            self._task = None

    def _size(self) -> None:
        self.text.setFont(theme().fixed_font())
        self.stack.setMinimumHeight(min(theme().px(LEAST_HEIGHT), 640))
        self._tint()

    def _tint(self) -> None:
        """A light frame around the page; the style sheet forgets it when it is first shown."""
        palette = self.pdf.palette()
        palette.setBrush(QPalette.ColorRole.Dark, theme().colour("track"))
        self.pdf.setPalette(palette)
