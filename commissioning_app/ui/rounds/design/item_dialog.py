"""A dialog for one item of a list, and the short ids that items get."""

from __future__ import annotations

import re
from collections.abc import Collection

from PySide6.QtWidgets import QWidget

from commissioning_app.translation import tr
from commissioning_app.ui.lib.dialogs import Dialog
from commissioning_app.ui.rounds.design.section import set_locked
from commissioning_app.ui.widgets.buttons import PrimaryButton, SecondaryButton
from commissioning_app.ui.widgets.fields import FormField

_ID_LENGTH = 24


class ItemDialog(Dialog):
    """Fields, and a button that takes them only when `problems` finds none."""

    def __init__(self, parent: QWidget | None, title: str, text: str = "", *, width: int = 640) -> None:
        super().__init__(parent, title, text, width=width)
        self.fields: dict[str, FormField] = {}

    def add_field(self, key: str, field: FormField) -> FormField:
        """Another field."""
        self.fields[key] = field
        self.body.addWidget(field)
        return field

    def finish(self, first: QWidget) -> None:
        """Put the buttons at the foot, and the focus into the first field."""
        self.add_button(SecondaryButton(tr("Go back"), self.reject))
        self.ok = self.add_button(PrimaryButton(tr("Keep i&t"), self.take), default=True)
        first.setFocus()

    def take(self) -> None:
        """Close when everything can be read; else say beside each field what can't."""
        found = self.problems()
        for key, field in self.fields.items():
            field.set_error(found.get(key, ""))
        if not found:
            self.accept()
            return
        first = next((self.fields[key] for key in self.fields if key in found), None)
        if first is not None:
            first.editor.setFocus()

    def lock(self) -> None:
        """Only to be read."""
        set_locked(self, True)
        self.ok.hide()

    def problems(self) -> dict[str, str]:
        """One sentence for each field that can't be taken, by its key."""
        return {}


def short_id(words: str, taken: Collection[str]) -> str:
    """An id made of the first words, different from those that are taken."""
    plain = "-".join(re.findall(r"[a-z0-9]+", words.lower()))[:_ID_LENGTH].strip("-") or "item"
    number, made = 2, plain
    while made in taken:
        made = f"{plain}-{number}"
        number += 1
    return made
