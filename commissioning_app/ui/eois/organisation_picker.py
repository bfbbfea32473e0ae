"""Choosing an organisation by typing its name; one that isn't known can be written down on the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QWidget

from commissioning_app.services.queries.organisation_names import NamedOrganisation
from commissioning_app.translation import tr
from commissioning_app.ui.lib.layouts import column
from commissioning_app.ui.widgets.fields import TextEdit
from commissioning_app.ui.widgets.text import Label

_SHOWN = 10


class OrganisationPicker(QWidget):
    """A name with suggestions. `chosen` is the known organisation's id; `changed` comes as one types."""

    changed = Signal()

    def __init__(
        self,
        organisations: Sequence[NamedOrganisation],
        *,
        chosen: UUID | None = None,
        new_allowed: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._new_allowed = new_allowed
        self._by_label = {label: one for one, label in _labelled(organisations)}
        self._by_name = _only_ones(organisations)
        outer = column(self, gap="xs")
        self.edit = TextEdit(placeholder=tr("Type a part of the name"))
        completer = QCompleter(QStringListModel(list(self._by_label), self), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setMaxVisibleItems(_SHOWN)
        self.edit.setCompleter(completer)
        self.words = Label("", "small")
        outer.addWidget(self.edit)
        outer.addWidget(self.words)
        self.setFocusProxy(self.edit)
        self.edit.textChanged.connect(self._changed)
        start = next((label for label, one in self._by_label.items() if one.id == chosen), "")
        self.edit.setText(start)
        self._changed()

    @property
    def known(self) -> NamedOrganisation | None:
        """The organisation that the text names, or None."""
        text = self.edit.text().strip()
        return self._by_label.get(text) or self._by_name.get(text.casefold())

    @property
    def chosen(self) -> UUID | None:
        """The id of the organisation that the text names, or None."""
        return self.known.id if self.known is not None else None

    @property
    def text(self) -> str:
        """What was typed: the name of a new organisation when it is none that is known."""
        return self.edit.text().strip()

    @property
    def is_new(self) -> bool:
        """Whether a name was typed that nobody here has yet."""
        return bool(self.text) and self.known is None

    def setAccessibleName(self, name: str) -> None:
        """Name the line that is typed into."""
        super().setAccessibleName(name)
        self.edit.setAccessibleName(name)

    def setAccessibleDescription(self, description: str) -> None:
        """Describe the line that is typed into."""
        super().setAccessibleDescription(description)
        self.edit.setAccessibleDescription(description)

    def _changed(self, _text: str = "") -> None:
        known = self.known
        if known is not None:
            register = known.org_id or tr("on no register")
            said = tr("Known here: {name}, {register}", name=known.name, register=register)
        elif self.is_new and self._new_allowed:
            said = tr("Not known here yet: it is written down as a new organisation.")
        elif self.is_new:
            said = tr("Not known here. Choose one from the list, or add it under Organisations first.")
        else:
            said = ""
        self.words.setText(said)
        self.words.setVisible(bool(said))
        self.changed.emit()


def _labelled(organisations: Sequence[NamedOrganisation]) -> list[tuple[NamedOrganisation, str]]:
    """Each with its name, and with its register number or postcode where two have one name."""
    counts = Counter(one.name for one in organisations)
    labelled, taken = [], set()
    for one in organisations:
        label = one.name
        if counts[one.name] > 1:
            label = f"{one.name} ({one.org_id or one.postcode or tr('on no register')})"
        while label in taken:
            label += " ·"
        taken.add(label)
        labelled.append((one, label))
    return labelled


def _only_ones(organisations: Sequence[NamedOrganisation]) -> dict[str, NamedOrganisation]:
    """By folded name, those whose name nobody else has."""
    counts = Counter(one.name.casefold() for one in organisations)
    return {one.name.casefold(): one for one in organisations if counts[one.name.casefold()] == 1}
