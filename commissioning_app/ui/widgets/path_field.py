"""A place in the computer's folders: typed, or chosen from the system's own dialog."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from commissioning_app.translation import tr
from commissioning_app.ui.lib.layouts import row
from commissioning_app.ui.widgets.buttons import SecondaryButton
from commissioning_app.ui.widgets.fields import TextEdit

Choose = Callable[[QWidget, Path], Path | None]
"""Asks the person for a place, beginning at one; None when they change their mind."""


class PathField(QWidget):
    """A line with the path, and a button that opens the system's dialog; `choose` is that dialog."""

    path_changed = Signal()

    def __init__(self, path: Path, choose: Choose, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choose = choose
        line = row(self, gap="s")
        self.edit = TextEdit(str(path))
        self.edit.setCursorPosition(len(str(path)))
        self.edit.textChanged.connect(self.path_changed)
        line.addWidget(self.edit, 1)
        self.button = SecondaryButton(tr("Choose…"), self._ask, icon="folder")
        line.addWidget(self.button)
        self.setFocusProxy(self.edit)

    @property
    def path(self) -> Path | None:
        """The place, or None when nothing stands there; "~" is the person's own folder."""
        text = self.edit.text().strip()
        return Path(text).expanduser() if text else None

    def setAccessibleName(self, name: str) -> None:
        """Name the line that is typed into."""
        super().setAccessibleName(name)
        self.edit.setAccessibleName(name)

    def _ask(self) -> None:
        found = self._choose(self, self.path or documents_folder())
        if found is not None:
            self.edit.setText(str(found))
        self.edit.setFocus()


def documents_folder() -> Path:
    """The person's documents, or their own folder where a system has none."""
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(place) if place and Path(place).is_dir() else Path.home()


def choose_new_folder(parent: QWidget, start: Path) -> Path | None:
    """Ask in which folder the new one of `start`'s name is made."""
    title = tr("Where should the folder “{name}” be?", name=start.name)
    found = QFileDialog.getExistingDirectory(parent, title, str(_there(start.parent)))
    return Path(found) / start.name if found else None


def choose_file_to_write(parent: QWidget, start: Path, kinds: str) -> Path | None:
    """Ask under which name a file is written; `kinds` are Qt's file patterns."""
    found, _kind = QFileDialog.getSaveFileName(parent, tr("Save as"), str(start), kinds)
    return Path(found) if found else None


def _there(folder: Path) -> Path:
    """The nearest folder that exists."""
    return next((one for one in (folder, *folder.parents) if one.is_dir()), Path.home())
