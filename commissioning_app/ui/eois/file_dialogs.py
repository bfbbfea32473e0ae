"""Dialogs for files of an EOI: adding one, and writing down what is said in a recording."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QComboBox, QFileDialog, QWidget

from commissioning_app.domain.file_kinds import BY_ENDING, TAKEN
from commissioning_app.services.attachments import add_attachment, edit_transcript
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.queries.attachments import AttachmentRow, FilesOfEoi
from commissioning_app.translation import tr
from commissioning_app.ui.lib.acting import ActDialog
from commissioning_app.ui.lib.dialogs import confirm
from commissioning_app.ui.lib.errors import show_error
from commissioning_app.ui.lib.progress import run_with_dialog
from commissioning_app.ui.lib.tasks import Work
from commissioning_app.ui.widgets.fields import FormField, GrowingTextEdit
from commissioning_app.ui.widgets.path_field import PathField


def choose_file(parent: QWidget, start: Path) -> Path | None:
    """The file that the person chooses; None when they think better of it."""
    patterns = " ".join(f"*.{ending}" for ending in BY_ENDING)
    name, _kind = QFileDialog.getOpenFileName(
        parent,
        tr("Choose the file"),
        str(start),
        f"{tr('Files that are taken')} ({patterns});;{tr('All files')} (*)",
    )
    return Path(name) if name else None


def file_field(label: str, help: str = "") -> tuple[FormField, PathField]:
    """A field for a file of this computer."""
    path = PathField(Path(), choose_file)
    path.edit.clear()
    return FormField(
        label, path, help=help or tr("Taken are {kinds}; at most 25 MB each.", kinds=TAKEN)
    ), path


class FileDialog(ActDialog):
    """An ActDialog that keeps a file: off the window's thread, with progress and Cancel.

    Long words that were typed are not lost by Esc: the person is asked.
    """

    path: PathField

    def take(self) -> None:
        """Check the fields, then keep the file; stay open with the sentence in its place when refused."""
        for field in self.fields.values():
            field.clear_error()
        self.message.clear()
        if not self.check():
            return
        run_with_dialog(
            self,
            tr("Keeping the file"),
            self.work(),
            self._done,
            lambda error: show_error(error, self.message, self.fields),
        )

    def work(self) -> Work[object]:
        """What is done in the background, of what stands in the fields now."""
        raise NotImplementedError

    def check(self) -> bool:
        """A file has to be named."""
        if self.path.path is None:
            self.fields["file"].set_error(tr("Choose the file."))
            self.path.edit.setFocus()
            return False
        return True

    def typed(self) -> str:
        """What would be lost."""
        return ""

    def reject(self) -> None:
        """Leave; asked first when somebody typed more than a few words."""
        if len(self.typed()) < 40 or confirm(
            self,
            tr("Leave without keeping?"),
            tr("What you typed here would be lost."),
            yes=tr("Leave without keeping"),
            no=tr("Go on"),
            danger=True,
        ):
            super().reject()

    def _done(self, _result: object) -> None:
        self.accept()


class AddFileDialog(FileDialog):
    """Adds a file to an EOI that is here already: the answer to a question, or a recording."""

    def __init__(
        self, parent: QWidget | None, context: ServiceContext, round_code: str, files: FilesOfEoi
    ) -> None:
        super().__init__(
            parent,
            context,
            tr("Add a file to {reference}", reference=files.reference),
            tr("It is looked at first: what is inside has to be what its name says. Nothing in it is run."),
        )
        self._round_code, self._reference = round_code, files.reference
        field, self.path = file_field(tr("&File"))
        self.add_field("file", field)
        self.question = QComboBox()
        for asked in files.asked:
            self.question.addItem(asked.question, asked.question_id)
        self.question.addItem(tr("No question: it is the application itself, and members see it"), "")
        missing = next((at for at, one in enumerate(files.asked) if len(one.here) < len(one.named)), 0)
        self.question.setCurrentIndex(missing)
        self.question.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.question.setMinimumContentsLength(24)
        self.add_field("question", FormField(tr("It answers this &question"), self.question))
        self.transcript = GrowingTextEdit(lines=4, most=10)
        words = tr("For a recording: what is said, or notes of it. Members read this.")
        self.add_field(
            "transcript", FormField(tr("What is &said in it"), self.transcript, help=words, optional=True)
        )
        self.finish(tr("&Keep the file"))
        self.path.edit.setFocus()

    def typed(self) -> str:
        """The transcript."""
        return self.transcript.toPlainText()

    def work(self) -> Work[object]:
        """Keep the file."""
        context, code, reference, path = self.context, self._round_code, self._reference, self.path.path
        question, transcript = self.question.currentData(), self.transcript.toPlainText()
        assert path is not None
        return lambda progress, _token: add_attachment(
            context,
            round_code=code,
            reference=reference,
            file=path,
            question_id=question,
            transcript=transcript,
            progress=progress,
        )


class TranscriptDialog(ActDialog):
    """What is said in a recording, or notes of it."""

    def __init__(self, parent: QWidget | None, context: ServiceContext, row: AttachmentRow) -> None:
        super().__init__(
            parent,
            context,
            tr("What is said in “{file}”", file=row.name),
            tr("Write it as they say it, or note what matters. Members read this as the application."),
            width=720,
        )
        self.row = row
        self.transcript = GrowingTextEdit(row.transcript, lines=10, most=16)
        self.add_field("transcript", FormField(tr("&What is said"), self.transcript))
        self.finish(tr("&Keep these words"))
        self.transcript.setFocus()

    def act(self, *, fresh: bool) -> None:
        """Keep the words."""
        edit_transcript(
            self.context,
            attachment_id=self.row.id,
            version=None if fresh else self.row.version,
            transcript=self.transcript.toPlainText(),
        )

    def reject(self) -> None:
        """Leave; asked first when something would be lost."""
        text = self.transcript.toPlainText().strip()
        if text == self.row.transcript or confirm(
            self,
            tr("Leave without keeping?"),
            tr("What you typed here would be lost."),
            yes=tr("Leave without keeping"),
            no=tr("Go on"),
            danger=True,
        ):
            super().reject()
