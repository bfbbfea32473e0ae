"""What an officer does with the files of the EOI that is shown: adding, writing down, taking out, copying."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QWidget

from commissioning_app.domain.errors import CommissioningError
from commissioning_app.services.attachments import remove_attachment
from commissioning_app.services.queries.attachments import AttachmentRow, FilesOfEoi, files_of_eoi
from commissioning_app.translation import tr
from commissioning_app.ui.eois.file_dialogs import AddFileDialog, TranscriptDialog
from commissioning_app.ui.eois.files_card import FilesCard
from commissioning_app.ui.files.copies import FileCopies
from commissioning_app.ui.lib.dialogs import ask_reason
from commissioning_app.ui.lib.errors import show_error
from commissioning_app.ui.navigation import Shell
from commissioning_app.ui.widgets.messages import InlineMessage


class FileWork:
    """The card of files and what its buttons do. `run` shows a dialog; `done` says what was done."""

    def __init__(
        self,
        page: QWidget,
        shell: Shell,
        message: InlineMessage,
        *,
        run: Callable[[QDialog, str], object],
        done: Callable[[str], object],
    ) -> None:
        self._page, self._shell, self._message = page, shell, message
        self._run, self._done = run, done
        self._round_code = ""
        self.files: FilesOfEoi | None = None
        copies = FileCopies(page, shell, message.show_message)
        self.card = FilesCard(
            add=self.add,
            open_it=copies.open,
            save_it=copies.save,
            write=self.write_transcript,
            take_out=self.take_out,
        )

    @property
    def rows(self) -> tuple[AttachmentRow, ...]:
        """Every file that is here."""
        return self.files.all_rows if self.files is not None else ()

    def read(self, round_code: str, reference: str) -> None:
        """Ask for the files of an EOI; raises what the service raises."""
        self._round_code = round_code
        self.files = files_of_eoi(self._shell.context, round_code=round_code, reference=reference)

    def show(self) -> None:
        """Show what was read."""
        if self.files is not None:
            self.card.show_files(self.files)

    def add(self) -> None:
        """Add a file that came with it, or came later."""
        assert self.files is not None
        dialog = AddFileDialog(self._page, self._shell.context, self._round_code, self.files)
        self._run(dialog, tr("The file is kept."))

    def write_transcript(self, row: AttachmentRow) -> None:
        """Write down what is said in a recording."""
        self._run(TranscriptDialog(self._page, self._shell.context, row), tr("The words are kept."))

    def take_out(self, row: AttachmentRow) -> None:
        """Take a file out, with a reason."""
        reason = ask_reason(
            self._page,
            tr("Take “{file}” out?", file=row.name),
            tr("The file is gone from the workspace then. Its name, size and hash stay in the trail."),
            button=tr("Take it out"),
        )
        if reason is None:
            return
        try:
            remove_attachment(self._shell.context, attachment_id=row.id, reason=reason)
        except CommissioningError as error:
            show_error(error, self._message)
        else:
            self._done(tr("The file is taken out."))
