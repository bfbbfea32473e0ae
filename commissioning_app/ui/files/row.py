"""One file on a page: its name, what it is, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from commissioning_app.domain.attachments import size_in_words
from commissioning_app.domain.file_kinds import Family
from commissioning_app.services.queries.attachments import AttachmentRow
from commissioning_app.translation import tr
from commissioning_app.ui.lib.layouts import FlowLayout, column
from commissioning_app.ui.widgets.buttons import Button, QuietButton, SecondaryButton
from commissioning_app.ui.widgets.text import Label

Act = tuple[str, str, Callable[[AttachmentRow], object]]
"""A button's words, its icon, and what it does with the file."""


def opening_words(row: AttachmentRow) -> str:
    """What opening a file is called."""
    words = {Family.SOUND: tr("Listen"), Family.VIDEO: tr("Watch"), Family.PICTURE: tr("Look at it")}
    return words.get(row.family, tr("Open"))


def described(row: AttachmentRow) -> str:
    """What a file is, and how large."""
    return f"{row.called[:1].upper()}{row.called[1:]}, {size_in_words(row.size)}"


class FileRow(QWidget):
    """A file with its buttons; the first two open and save it, others may follow."""

    def __init__(
        self,
        row: AttachmentRow,
        open_it: Callable[[AttachmentRow], object],
        save_it: Callable[[AttachmentRow], object],
        others: Sequence[Act] = (),
        *,
        why_not: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.row = row
        outer = column(self, gap="xs")
        outer.addWidget(Label(row.name, "strong", selectable=True))
        outer.addWidget(Label(described(row), "muted"))
        holder = QWidget()
        flow = FlowLayout(holder, gap="s", line_gap="s")
        self.open_button = SecondaryButton(opening_words(row), lambda: open_it(row), icon="eye")
        self.save_button = SecondaryButton(tr("Save a copy"), lambda: save_it(row), icon="download")
        self.buttons: list[Button] = [self.open_button, self.save_button]
        for words, icon, act in others:
            self.buttons.append(QuietButton(words, lambda act=act: act(row), icon=icon))  # type: ignore[misc]
            self.buttons[-1].refuse(why_not)
        for button in self.buttons:
            button.setAccessibleName(f"{button.text()}: {row.name}")
            flow.addWidget(button)
        outer.addWidget(holder)
