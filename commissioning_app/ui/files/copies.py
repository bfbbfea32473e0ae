"""Copies of EOIs' files: saved where the person says, or opened by the computer's own program when asked."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from commissioning_app.domain.file_kinds import Family
from commissioning_app.services.attachments import save_attachment_as
from commissioning_app.services.queries.attachments import AttachmentRow
from commissioning_app.translation import tr
from commissioning_app.ui.lib.dialogs import confirm
from commissioning_app.ui.lib.errors import sentence_of
from commissioning_app.ui.lib.progress import run_with_dialog
from commissioning_app.ui.navigation import Shell
from commissioning_app.ui.widgets.path_field import choose_file_to_write, documents_folder

_READ_ONLY, _PRIVATE = 0o400, 0o700


class FileCopies:
    """Saves and opens files for one page; `failed` is called with a sentence when that can't be done."""

    _folder: Path | None = None

    def __init__(self, page: QWidget, shell: Shell, failed: Callable[[str], object]) -> None:
        self._page, self._shell, self._failed = page, shell, failed

    def save(self, row: AttachmentRow) -> None:
        """Ask where, and write a copy there."""
        ending = row.name.rpartition(".")[2]
        start = documents_folder() / row.name
        target = choose_file_to_write(self._page, start, f"*.{ending}")
        if target is not None:
            self._write(row, target, lambda: self._shell.say(tr("Saved as {file}.", file=str(target))))

    def open(self, row: AttachmentRow) -> None:
        """Open a copy by the computer's own program; a document, which can do more, after a question."""
        if row.family is Family.TEXT and not confirm(
            self._page,
            tr("Open “{file}”?", file=row.name),
            tr(
                "It came from outside. Your computer opens a copy of it with the program that it uses for "
                "such files. What you change in the copy is not kept."
            ),
            yes=tr("Open it"),
        ):
            return
        # Each time a folder of its own: a program may still hold the copy that it opened before.
        folder = Path(tempfile.mkdtemp(dir=self._private_folder()))
        self._write(row, folder / row.name, lambda: self._show(folder / row.name))

    def _show(self, path: Path) -> None:
        os.chmod(path, _READ_ONLY)
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self._failed(tr("This computer has no program for such files. Save a copy instead."))

    def _write(self, row: AttachmentRow, target: Path, done: Callable[[], object]) -> None:
        context, attachment_id = self._shell.context, row.id
        run_with_dialog(
            self._page,
            tr("Copying {file}", file=row.name),
            lambda progress, _token: save_attachment_as(
                context, attachment_id=attachment_id, target=target, progress=progress
            ),
            lambda _nothing: done(),
            lambda error: self._failed(sentence_of(error)),
        )

    @classmethod
    def _private_folder(cls) -> Path:
        """A folder of this process that nobody else can read; it goes when the process ends."""
        if FileCopies._folder is None or not FileCopies._folder.is_dir():
            FileCopies._folder = Path(tempfile.mkdtemp(prefix="commissioning-"))
            atexit.register(_sweep, FileCopies._folder)
        return FileCopies._folder


def _sweep(folder: Path) -> None:
    """Take all copies away; some systems refuse to remove what may only be read."""
    for path in folder.rglob("*"):
        with suppress(OSError):
            path.chmod(_PRIVATE)
    shutil.rmtree(folder, ignore_errors=True)
