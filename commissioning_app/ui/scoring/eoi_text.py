"""What an applicant wrote, set for reading: title, what it asks for, question by question."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QWidget

from commissioning_app.domain.money import pounds
from commissioning_app.services.queries.attachments import AttachmentRow
from commissioning_app.services.queries.my_scoring import EoiToScore
from commissioning_app.translation import tr
from commissioning_app.ui.files.row import FileRow
from commissioning_app.ui.lib.layouts import FlowLayout, column, empty
from commissioning_app.ui.lib.theme import theme
from commissioning_app.ui.scoring.words import details_line
from commissioning_app.ui.widgets.buttons import QuietButton
from commissioning_app.ui.widgets.text import Label, Prose


class EoiText(QWidget):
    """One EOI to read; above it the way back and how far the member is."""

    def __init__(
        self,
        go_to_list: Callable[[], object],
        open_it: Callable[[AttachmentRow], object],
        save_it: Callable[[AttachmentRow], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._open, self._save = open_it, save_it
        self.files: list[FileRow] = []
        outer = column(self, gap="m")
        line = FlowLayout(gap="l", line_gap="xs")
        self.back_button = QuietButton(tr("&All EOIs"), go_to_list, icon="back")
        line.addWidget(self.back_button)
        self.place_label = Label("", "muted", wrap=False)
        line.addWidget(self.place_label)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        line.addWidget(self.progress)
        self.progress_label = Label("", "muted", wrap=False)
        line.addWidget(self.progress_label)
        outer.addLayout(line)
        self.title_label = Prose("", "page_title")
        outer.addWidget(self.title_label)
        self.details_label = Prose("", "muted")
        outer.addWidget(self.details_label)
        outer.addSpacing(4)
        self._parts = column(gap="l")
        outer.addLayout(self._parts)
        outer.addStretch(1)
        theme().changed.connect(self._size)
        self._size()

    def show_eoi(self, eoi: EoiToScore, done: int) -> None:
        """Show another EOI; `done` of all are scored."""
        self.place_label.setText(tr("EOI {place} of {all}", place=eoi.position, all=eoi.of))
        self.progress.setRange(0, max(eoi.of, 1))
        self.progress.setValue(done)
        said = tr("{done} of {all} scored", done=done, all=eoi.of)
        self.progress_label.setText(said)
        self.progress.setAccessibleName(said)
        self.title_label.setText(eoi.title or eoi.reference)
        self.details_label.setText(details_line(eoi))
        empty(self._parts)
        for heading, text in _parts(eoi):
            head = Prose(heading, "section")
            words = Prose(text)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            words.setAccessibleName(f"{heading} {text}")
            part = column(gap="xs")
            part.addWidget(head)
            part.addWidget(words)
            self._parts.addLayout(part)
        self._show_files(eoi.files)

    def _show_files(self, files: Sequence[AttachmentRow]) -> None:
        """What can be listened to, watched or read besides; it is fetched only when somebody asks for it."""
        self.files = [FileRow(row, self._open, self._save) for row in files]
        if not files:
            return
        part = column(gap="m")
        part.addWidget(Prose(tr("What they sent with it"), "section"))
        for row, shown in zip(files, self.files, strict=True):
            if row.question:
                part.addWidget(Prose(row.question, "muted"))
            part.addWidget(shown)
        self._parts.addLayout(part)

    def _size(self) -> None:
        self.progress.setFixedWidth(theme().px(150))


def _parts(eoi: EoiToScore) -> list[tuple[str, str]]:
    """Headings and texts in the order of reading."""
    parts = [(tr("In short"), eoi.summary)] if eoi.summary else []
    parts += eoi.answers
    parts += [
        (tr("What they say in the recording") if not row.question else row.question, row.transcript)
        for row in eoi.files
        if row.transcript
    ]
    if eoi.minimum_pence is not None:
        least = tr("The work is possible from {amount}.", amount=pounds(eoi.minimum_pence))
        parts.append((tr("The least that would help"), least))
    if eoi.partners:
        parts.append((tr("Partners"), eoi.partners))
    parts += [(tr("We asked: {question}", question=question), answer) for question, answer in eoi.queries]
    return parts or [(tr("Nothing more was sent"), tr("The applicant gave this title and amount only."))]
