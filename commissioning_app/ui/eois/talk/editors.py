"""What is typed while somebody speaks: an editor for each kind of field, its words kept as they stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from commissioning_app.domain.application_forms.fields import FormField
from commissioning_app.domain.application_forms.words import count_words, most_words, too_long
from commissioning_app.domain.dates import long_date
from commissioning_app.domain.errors import BadValue
from commissioning_app.domain.forms import QuestionKind
from commissioning_app.domain.importing.fields import ImportField
from commissioning_app.domain.money import parse_pounds, pounds
from commissioning_app.services.queries.organisation_names import NamedOrganisation
from commissioning_app.translation import tr, tr_count
from commissioning_app.ui.eois.organisation_picker import OrganisationPicker
from commissioning_app.ui.lib.layouts import column
from commissioning_app.ui.widgets.choice import Choices
from commissioning_app.ui.widgets.dates import parse_day
from commissioning_app.ui.widgets.fields import GrowingTextEdit, TextEdit
from commissioning_app.ui.widgets.text import Label

Said = Mapping[str, str]
TICKED = "Yes"
_NOTHING = "#nothing"
_OTHER = "#other"


class Editor(QWidget):
    """Says by part what stands in it; `changed` comes with each letter, `left` when it was left."""

    changed = Signal()
    left = Signal()

    def said(self) -> dict[str, str]:
        """The words by the names of the field and its parts; what is empty may be left out."""
        raise NotImplementedError

    def name_it(self, name: str, description: str) -> None:
        """Name what is typed into, for a screen reader."""
        proxy = self.focusProxy() or self
        proxy.setAccessibleName(name)
        proxy.setAccessibleDescription(description)


class LongEditor(Editor):
    """A big box with the words counted beside the limit, which is soft."""

    def __init__(self, field: FormField, said: Said, *, lines: int) -> None:
        super().__init__()
        self._name, self._limit = field.name, field.word_limit
        self._counts = bool(field.word_limit) or field.is_answer
        outer = column(self, gap="xs")
        self.box = GrowingTextEdit(said.get(field.name, ""), lines=lines, most=22)
        self.count_label = Label("", "small")
        outer.addWidget(self.box)
        outer.addWidget(self.count_label)
        self.setFocusProxy(self.box)
        self.box.textChanged.connect(self._count)
        self.box.textChanged.connect(self.changed)
        self._count()

    def said(self) -> dict[str, str]:
        """The text as it stands."""
        return {self._name: self.box.toPlainText()}

    def _count(self) -> None:
        text = self.box.toPlainText()
        words = count_words(text)
        if not self._limit:
            said = tr_count("{count} word", "{count:,} words", words)
        elif too_long(text, self._limit):
            said = f"{too_long(text, self._limit)} {tr('Is there something that they could leave out?')}"
        else:
            said = tr("{words:,} of {limit:,} words", words=words, limit=self._limit)
            if self._limit < words <= most_words(self._limit):
                said = f"{said}. {tr('A little more is fine.')}"
        self.count_label.setText(said)
        self.count_label.setVisible(self._counts)


class LineEditor(Editor):
    """One line; an amount or a day is said back as it was understood, to be read to them."""

    def __init__(self, field: FormField, said: Said) -> None:
        super().__init__()
        self._field = field
        outer = column(self, gap="xs")
        short = field.kind in (QuestionKind.NUMBER, QuestionKind.MONEY, QuestionKind.DATE)
        hint = {QuestionKind.MONEY: "£", QuestionKind.DATE: tr("4 Dec 2026")}.get(field.kind, "")
        self.edit = TextEdit(said.get(field.name, ""), characters=20 if short else 0, placeholder=hint)
        self.heard_label = Label("", "small")
        outer.addWidget(self.edit)
        outer.addWidget(self.heard_label)
        self.setFocusProxy(self.edit)
        self.edit.textEdited.connect(lambda _text: self.changed.emit())
        self.edit.textChanged.connect(self._say_back)
        self.edit.editingFinished.connect(self.left)
        self._say_back()

    def said(self) -> dict[str, str]:
        """The line as it stands."""
        return {self._field.name: self.edit.text()}

    def _say_back(self, _text: str = "") -> None:
        typed = self.edit.text().strip()
        heard = heard_as(self._field, typed)
        self.heard_label.setText(heard)
        self.heard_label.setVisible(heard not in ("", typed))


class OneOfEditor(Editor):
    """One of a few, or something else; "not said" is marked first: nothing is put into their mouth."""

    def __init__(self, field: FormField, said: Said) -> None:
        super().__init__()
        self._field = field
        outer = column(self, gap="xs")
        options = [(_NOTHING, tr("Not said yet"), ""), *((one, one, "") for one in field.options)]
        if field.something_else:
            options.append((_OTHER, tr("Something else"), ""))
        self.choices = Choices(field.label, options)
        # The question stands beside it already.
        label = self.choices.layout().itemAt(0).widget()  # type: ignore[union-attr]
        if label is not None:
            label.hide()
        self.other = TextEdit(said.get(field.other_part, ""))
        self.other.setAccessibleName(f"{field.label}: {tr('Something else')}")
        outer.addWidget(self.choices)
        outer.addWidget(self.other)
        self.choices.set_chosen(self._first(said))
        self.setFocusProxy(next(one for one in self.choices.buttons.values() if one.isChecked()))
        self._show_other(self.choices.chosen)
        self.choices.changed.connect(self._chosen)
        self.other.textEdited.connect(lambda _text: self.changed.emit())

    def said(self) -> dict[str, str]:
        """The chosen option, or what was said instead."""
        chosen = self.choices.chosen
        if chosen == _OTHER:
            return {self._field.other_part: self.other.text()}
        return {} if chosen == _NOTHING else {self._field.name: chosen}

    def name_it(self, name: str, description: str) -> None:
        """Each button has its name; the description goes with the first."""
        self.choices.setAccessibleName(name)
        self.choices.setAccessibleDescription(description)

    def _first(self, said: Said) -> str:
        text = said.get(self._field.name, "").strip()
        if text in self.choices.buttons:
            return text
        if (text or said.get(self._field.other_part)) and _OTHER in self.choices.buttons:
            if text:
                self.other.setText(text)
            return _OTHER
        return _NOTHING

    def _chosen(self, key: str) -> None:
        self._show_other(key)
        self.setFocusProxy(self.choices.buttons[key])
        self.changed.emit()
        if key == _OTHER and self.isVisible():
            self.other.setFocus()

    def _show_other(self, key: str) -> None:
        self.other.setVisible(key == _OTHER)


class SeveralEditor(Editor):
    """Boxes to tick, under the words that some of them stand under, and a line for something else."""

    def __init__(self, field: FormField, said: Said) -> None:
        super().__init__()
        self._field = field
        outer = column(self, gap="xs")
        self.boxes: list[QCheckBox] = []
        for number, option in enumerate(field.options, start=1):
            if heading := field.heading_before(number):
                outer.addWidget(Label(heading, "strong"))
            box = QCheckBox(option.replace("&", "&&"))
            box.setAccessibleName(f"{field.label}: {option}")
            box.setChecked(bool(said.get(field.part(number), "")))
            box.toggled.connect(lambda _on: self.changed.emit())
            self.boxes.append(box)
            outer.addWidget(box)
        self.other = TextEdit(said.get(field.other_part, ""), placeholder=tr("Something else"))
        self.other.setAccessibleName(f"{field.label}: {tr('Something else')}")
        self.other.textEdited.connect(lambda _text: self.changed.emit())
        outer.addWidget(self.other)
        self.other.setVisible(field.something_else or bool(self.other.text()))
        self.setFocusProxy(self.boxes[0] if self.boxes else self.other)

    def said(self) -> dict[str, str]:
        """A word for each ticked box, and what else was said."""
        ticked = {
            self._field.part(at): TICKED for at, box in enumerate(self.boxes, start=1) if box.isChecked()
        }
        return {**ticked, self._field.other_part: self.other.text()}

    def name_it(self, name: str, description: str) -> None:
        """Each box has its own name."""
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)


class OrganisationEditor(Editor):
    """The name of the group, with those that are known here to choose from."""

    def __init__(
        self, field: FormField, said: Said, names: Sequence[NamedOrganisation], chosen: object
    ) -> None:
        super().__init__()
        self._field = field
        known = next((one.id for one in names if one.id == chosen), None)
        self.picker = OrganisationPicker(names, chosen=known, new_allowed=True)
        if known is None:
            self.picker.edit.setText(said.get(field.name, ""))
        column(self).addWidget(self.picker)
        self.setFocusProxy(self.picker)
        self.picker.changed.connect(self.changed)
        self.picker.edit.editingFinished.connect(self.left)

    def said(self) -> dict[str, str]:
        """The name as it is known here, or as it was typed."""
        known = self.picker.known
        return {self._field.name: known.name if known is not None else self.picker.text}

    def name_it(self, name: str, description: str) -> None:
        """Name the line that is typed into."""
        self.picker.setAccessibleName(name)
        self.picker.setAccessibleDescription(description)


def make_editor(
    field: FormField, said: Said, names: Sequence[NamedOrganisation], chosen: object, *, lines: int = 3
) -> Editor:
    """The editor that fits a field."""
    if field.name == ImportField.ORGANISATION:
        return OrganisationEditor(field, said, names, chosen)
    if field.is_one_of and field.options:
        return OneOfEditor(field, said)
    if field.kind is QuestionKind.CHOICES:
        return SeveralEditor(field, said)
    return (
        LongEditor(field, said, lines=lines) if field.kind is QuestionKind.LONG else LineEditor(field, said)
    )


def heard_as(field: FormField, text: str) -> str:
    """An amount or a day as it was understood; "" for other things, and for what can't be read."""
    try:
        if field.kind is QuestionKind.MONEY and text.strip():
            return pounds(parse_pounds(text))
        if field.kind is QuestionKind.DATE and text.strip():
            return long_date(parse_day(text))
    except BadValue:
        pass
    return ""
