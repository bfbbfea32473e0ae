"""Settings: where the data is, backups, and the proof that the trail holds."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from commissioning_app.domain.roles import can_back_up
from commissioning_app.services.workspace import TrailCheck, verify_trail
from commissioning_app.translation import tr
from commissioning_app.ui.lib.errors import show_error
from commissioning_app.ui.lib.layouts import FlowLayout
from commissioning_app.ui.lib.progress import run_with_dialog
from commissioning_app.ui.navigation import Shell
from commissioning_app.ui.widgets.buttons import SecondaryButton
from commissioning_app.ui.widgets.card import Card
from commissioning_app.ui.widgets.messages import InlineMessage
from commissioning_app.ui.widgets.text import Label, Prose

_SQLITE = "sqlite:///"


def file_of(place: str) -> Path | None:
    """The file of a workspace at this place; None for one on a server."""
    if place.startswith(_SQLITE):
        return Path(place.removeprefix(_SQLITE))
    return None if "://" in place else Path(place)


def shown_place(place: str) -> str:
    """The place as it may stand on a screen: never with a password."""
    file = file_of(place)
    if file is not None:
        return str(file)
    parts = urlsplit(place)
    if parts.password is None:
        return place
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{parts.username}@{host}"))


class DataCard(Card):
    """The path, and three things to do with it."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(tr("Where my data is"), parent=parent)
        self._shell = shell
        self.add(
            Prose(tr("Everything of this workspace is in one place. A backup is a whole copy."), "muted")
        )
        self.path_label = Label("", "strong", selectable=True)
        self.add(self.path_label)
        buttons = QWidget()
        flow = FlowLayout(buttons)
        self.folder_button = SecondaryButton(tr("&Open the folder"), self.open_folder, icon="folder")
        self.backup_button = SecondaryButton(tr("&Back up to…"), self.back_up, icon="download")
        self.verify_button = SecondaryButton(tr("&Verify the trail"), self.verify, icon="trail")
        self.other_button = SecondaryButton(tr("Open &another…"), shell.open_another, icon="folder")
        for button in (self.folder_button, self.backup_button, self.verify_button, self.other_button):
            flow.addWidget(button)
        self.add(buttons)
        self.message = InlineMessage()
        self.add(self.message)

    def refresh(self) -> None:
        """Show the place, and what this person may do with it."""
        place = self._shell.app.place
        shown = shown_place(place)
        # So that a long path can break at its folders.
        self.path_label.setText(shown.replace("/", "/\u200b").replace("\\", "\\\u200b"))
        self.path_label.setAccessibleName(tr("The workspace is at {place}", place=shown))
        on_server = file_of(place) is None
        self.folder_button.refuse(tr("The workspace is on a server.") if on_server else "")
        may = can_back_up(self._shell.app.actor)
        self.backup_button.refuse("" if may else tr("Officers and administrators make backups."))

    def open_folder(self) -> None:
        """Show the folder in the system's file manager."""
        file = file_of(self._shell.app.place)
        if file is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(file.resolve().parent)))

    def back_up(self) -> None:
        """Ask where to, then write a whole copy."""
        today = self._shell.context.clock.today()
        start = str(Path.home() / _backup_name(today))
        chosen, _kind = QFileDialog.getSaveFileName(
            self, tr("Back up to"), start, tr("Workspaces (*.db)"),
            options=QFileDialog.Option.DontConfirmOverwrite,
        )  # fmt: skip
        if chosen:
            self.write_backup(Path(chosen))

    def write_backup(self, target: Path) -> None:
        """Write the copy; the window stays alive meanwhile."""
        from commissioning_app.bootstrap import back_up

        place = self._shell.app.place

        def work(_progress: object, _token: object) -> None:
            back_up(place, target)

        said = tr("The backup is in {file}.", file=str(target))
        run_with_dialog(
            self,
            tr("Writing the backup"),
            work,
            lambda _none: self.message.show_message(said, "good"),
            lambda error: show_error(error, self.message),
        )

    def verify(self) -> None:
        """Walk the whole trail and add up the money."""
        context = self._shell.context

        def work(_progress: object, _token: object) -> TrailCheck:
            return verify_trail(context)

        run_with_dialog(
            self,
            tr("Verifying the trail"),
            work,
            self._verified,
            lambda error: show_error(error, self.message),
        )

    def _verified(self, check: TrailCheck) -> None:
        if check.ok:
            words = tr("The trail holds: {entries} entries. The sums hold too.", entries=f"{check.entries:,}")
            self.message.show_message(words, "good")
        else:
            self.message.show_message("\n".join(check.problems), "bad")


def _backup_name(today: date) -> str:
    return f"commissioning-backup-{today.isoformat()}.db"
