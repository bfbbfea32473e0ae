"""What an applicant wrote, set for reading: title, what it asks for, question by question."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QWidget

from commissioning_app.domain.money import pounds
from commissioning_app.services.queries.my_scoring import EoiToScore
from commissioning_app.translation import tr
from commissioning_app.ui.lib.layouts import FlowLayout, column, empty
from commissioning_app.ui.lib.theme import theme
from commissioning_app.ui.scoring.words import details_line
from commissioning_app.ui.widgets.buttons import QuietButton
from commissioning_app.ui.widgets.text import Label, Prose


class EoiText(QWidget):
    """One EOI to read; above it the way back and how far the member is."""

    def __init__(self, go_to_list: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
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

    def _size(self) -> None:
        self.progress.setFixedWidth(theme().px(150))


def _parts(eoi: EoiToScore) -> list[tuple[str, str]]:
    """Headings and texts in the order of reading."""
    parts = [(tr("In short"), eoi.summary)] if eoi.summary else []
    parts += eoi.answers
    if eoi.minimum_pence is not None:
        least = tr("The work is possible from {amount}.", amount=pounds(eoi.minimum_pence))
        parts.append((tr("The least that would help"), least))
    if eoi.partners:
        parts.append((tr("Partners"), eoi.partners))
    parts += [(tr("We asked: {question}", question=question), answer) for question, answer in eoi.queries]
    return parts or [(tr("Nothing more was sent"), tr("The applicant gave this title and amount only."))]
