"""The files of one EOI: recordings, answers by question, and what was promised and is not here yet."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from commissioning_app.domain.file_kinds import Family
from commissioning_app.services.queries.attachments import AttachmentRow, FilesAsked, FilesOfEoi
from commissioning_app.translation import tr, tr_count
from commissioning_app.ui.files.row import Act, FileRow
from commissioning_app.ui.lib.layouts import column, empty
from commissioning_app.ui.widgets.buttons import SecondaryButton
from commissioning_app.ui.widgets.card import Card
from commissioning_app.ui.widgets.messages import InlineMessage
from commissioning_app.ui.widgets.text import Prose, Rule

Do = Callable[[AttachmentRow], object]


class FilesCard(Card):
    """Files by question. `add` adds one, `write` writes down what is said in it, `take_out` takes it out."""

    def __init__(
        self,
        *,
        add: Callable[[], object],
        open_it: Do,
        save_it: Do,
        write: Do,
        take_out: Do,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tr("Files"), parent=parent)
        self._open, self._save, self._write, self._take_out = open_it, save_it, write, take_out
        self.missing_message = InlineMessage()
        self.add(self.missing_message)
        holder = QWidget()
        self._parts = column(holder, gap="m")
        self.add(holder)
        self.add_button = SecondaryButton(tr("Add a file"), add, icon="plus")
        self.add(self.add_button)
        self.rows: list[FileRow] = []

    def show_files(self, files: FilesOfEoi) -> None:
        """Recordings first, then the questions that ask for files, then what is left of earlier questions."""
        empty(self._parts)
        self.rows = []
        self.set_note(str(len(files.all_rows)) if files.all_rows else "")
        self.missing_message.show_message(promised_words(files), "warn")
        for row in files.recordings:
            self._put_row(row, files.why_fixed)
        for asked in files.asked:
            self._put_question(asked, files.why_fixed)
        for row in files.others:
            self._put(Prose(row.question, "strong"))
            self._put_row(row, files.why_fixed)
        if not self.rows and not files.asked:
            self._put(Prose(tr("None. A recording, or a letter that they sent, can be added here."), "muted"))
        self.add_button.refuse(files.why_fixed)

    def _put_question(self, asked: FilesAsked, why_fixed: str) -> None:
        if self._parts.count():
            self._put(Rule())
        self._put(Prose(asked.question, "strong"))
        if asked.answer:
            self._put(Prose(tr("They wrote: {answer}", answer=asked.answer), "muted"))
        elif not asked.here:
            self._put(Prose(tr("They named no file."), "muted"))
        for row in asked.here:
            self._put_row(row, why_fixed)

    def _put_row(self, row: AttachmentRow, why_fixed: str) -> None:
        is_recorded = row.family in (Family.SOUND, Family.VIDEO)
        words = tr("Write down what is said") if is_recorded else tr("Write down what it says")
        if row.transcript:
            words = tr("Change these words")
        acts: list[Act] = [(words, "edit", self._write), (tr("Take it out"), "trash", self._take_out)]
        if row.question_id and not row.transcript:
            del acts[0]
        self.rows.append(FileRow(row, self._open, self._save, acts, why_not=why_fixed))
        self._put(self.rows[-1])

    def _put(self, widget: QWidget) -> None:
        self._parts.addWidget(widget)


def promised_words(files: FilesOfEoi) -> str:
    """How many files were named and how many are here; "" when none is missing."""
    if files.named_and_here >= files.named:
        return ""
    named = tr_count("{count} file was named", "{count} files were named", files.named)
    here = tr_count("{count} is here.", "{count} are here.", files.named_and_here)
    if not files.named_and_here:
        here = tr("none is here.")
    return f"{named}, {here} {tr('Look in the e-mail or the envelope, and add what came with it.')}"
