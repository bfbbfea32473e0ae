"""What is scored: criteria with their weights, and words for each point of the scale."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QWidget

from commissioning_app.domain.forms import Criterion
from commissioning_app.domain.money import percent
from commissioning_app.domain.rounds import Round
from commissioning_app.translation import tr, tr_count
from commissioning_app.ui.rounds.design.item_dialog import ItemDialog, short_id
from commissioning_app.ui.rounds.design.item_list import ItemList
from commissioning_app.ui.rounds.design.section import Design, Section
from commissioning_app.ui.widgets.fields import FormField, GrowingTextEdit, TextEdit
from commissioning_app.ui.widgets.number import NumberEdit
from commissioning_app.ui.widgets.text import Label, Prose
from commissioning_app.ui.widgets.wording_hint import worded


class CriteriaSection(Section):
    """The criteria, in the order in which members score them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = tr(
            "Every criterion is scored from 0 up. One of weight 2 counts twice as much as one of weight 1. "
            "Words for each score help members to mean the same by it."
        )
        card = self.add_card(tr("Criteria"), words)
        self.list: ItemList[Criterion] = ItemList(
            tr("Criteria"),
            self._words,
            self._ask,
            add=tr("Add a &criterion"),
            nothing=tr("No criteria yet. Three or four are enough for most rounds."),
        )
        self.list.changed.connect(self._list_changed)
        card.add(self.list)

    def load(self, round_: Round) -> None:
        """Show a round's criteria."""
        self.list.set_items(round_.criteria)

    def collect(self, design: Design) -> None:
        """Fill the design."""
        design["criteria"] = self.list.items

    def lock(self, locked: bool) -> None:
        """Only show them."""
        super().lock(locked)
        self.list.set_locked(locked)

    def _list_changed(self) -> None:
        self.list.set_items(self.list.items)  # a new weight changes every share
        self.changed.emit()

    def _words(self, criterion: Criterion) -> tuple[str, str]:
        """Its part of the whole, and whether each score has words."""
        items = self.list.items
        part = percent(criterion.weight, sum(one.weight for one in items) or 1)
        missing = sum(1 for n in range(criterion.top + 1) if not _anchor(criterion, n))
        one, many = "{count} score has no words yet", "{count} scores have no words yet"
        words = tr_count(one, many, missing) if missing else tr("words for every score")
        weight = tr("Weight {weight}: {part} % of the score", weight=criterion.weight, part=part)
        scale = tr("scored 0 to {top}", top=criterion.top)
        return criterion.name, f"{weight}, {scale}, {words}. {criterion.question}".strip()

    def _ask(self, criterion: Criterion | None) -> Criterion | None:
        dialog = CriterionDialog(self, criterion, {one.id for one in self.list.items})
        if self.is_locked:
            dialog.lock()
        made = dialog.criterion() if dialog.exec() == QDialog.DialogCode.Accepted else None
        dialog.deleteLater()
        return made


class CriterionDialog(ItemDialog):
    """One criterion, with a line for each score."""

    def __init__(self, parent: QWidget | None, criterion: Criterion | None, taken: set[str]) -> None:
        super().__init__(parent, tr("Edit the criterion") if criterion else tr("New criterion"))
        self._before, self._taken = criterion, taken
        start = criterion or Criterion("", "")
        self._top = start.top
        self.name_edit = TextEdit(start.name)
        self.question = GrowingTextEdit(start.question, lines=1)
        self.weight = NumberEdit(start.weight, required=True, least=1, most=100)
        self.add_field("name", worded(FormField(tr("&Name"), self.name_edit)))
        asked = tr("What members ask themselves when they score it.")
        self.add_field(
            "question", worded(FormField(tr("&Question"), self.question, help=asked, optional=True))
        )
        self.add_field("weight", FormField(tr("&Weight"), self.weight))
        self.body.addWidget(Label(tr("Words for each score"), "section"))
        self.body.addWidget(
            Prose(tr("From 0, nothing of it, up to {top}, all one could wish.", top=self._top), "muted")
        )
        self.anchors: list[TextEdit] = []
        for number in range(self._top + 1):
            self.anchors.append(TextEdit(_anchor(start, number)))
            self.add_field(f"anchor{number}", FormField(f"&{number}", self.anchors[-1]))
            self.anchors[-1].setAccessibleName(tr("Words for the score {number}", number=number))
        self.finish(self.name_edit)

    def criterion(self) -> Criterion:
        """What was typed."""
        name = self.name_edit.text().strip()
        anchors = tuple(edit.text().strip() for edit in self.anchors)
        return Criterion(
            id=self._before.id if self._before else short_id(name, self._taken),
            name=name,
            question=self.question.toPlainText().strip(),
            weight=self.weight.number or 1,
            top=self._top,
            anchors=anchors if any(anchors) else (),
        )

    def problems(self) -> dict[str, str]:
        """A name and a weight; words may come later."""
        found = {}
        if not self.name_edit.text().strip():
            found["name"] = tr("Give the criterion a name.")
        if not self.weight.check():
            found["weight"] = self.fields["weight"].error
        return found


def _anchor(criterion: Criterion, number: int) -> str:
    return criterion.anchors[number].strip() if number < len(criterion.anchors) else ""
