"""A card: white ground, thin line, a title and what belongs under it."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from commissioning_app.ui.lib.layouts import column, row
from commissioning_app.ui.lib.theme import set_property
from commissioning_app.ui.widgets.text import Label


class Card(QFrame):
    """Put widgets into `body`; `header` takes what stands right of the title."""

    def __init__(self, title: str = "", *, note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "card")
        outer = column(self, gap="m")
        outer.setContentsMargins(18, 16, 18, 16)
        self.header: QHBoxLayout = row(gap="m")
        self.title_label = Label(title, "card_title")
        self.note_label = Label(note, "muted")
        self.header.addWidget(self.title_label, 1)
        self.header.addWidget(self.note_label)
        outer.addLayout(self.header)
        # Shown before they have a parent they would be windows for a moment, and take the keyboard away.
        self.title_label.setVisible(bool(title))
        self.note_label.setVisible(bool(note))
        self.body: QVBoxLayout = column(gap="m")
        outer.addLayout(self.body, 1)
        if title:
            self.setAccessibleName(title)

    def set_title(self, title: str) -> None:
        """Change the title."""
        self.title_label.setText(title)
        self.title_label.setVisible(bool(title))
        self.setAccessibleName(title)

    def set_note(self, note: str) -> None:
        """Change the muted text right of the title."""
        self.note_label.setText(note)
        self.note_label.setVisible(bool(note))

    def set_selected(self, selected: bool) -> None:
        """Mark the card as the chosen one of several."""
        set_property(self, "selected", "true" if selected else "false")

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Put a widget at the end of the body."""
        self.body.addWidget(widget, stretch)
