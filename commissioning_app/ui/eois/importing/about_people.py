"""What a file says about people: how much of it, and which standard group each of its labels means."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QWidget

from commissioning_app.domain.monitoring.matching import Match, Sureness
from commissioning_app.domain.monitoring.questions import (
    PREFER_NOT_TO_SAY,
    PREFER_NOT_TO_SAY_LABEL,
    Question,
    question,
)
from commissioning_app.translation import tr, tr_count
from commissioning_app.ui.eois.importing.columns_step import FieldBox
from commissioning_app.ui.eois.importing.state import ImportState
from commissioning_app.ui.lib.layouts import column, empty, row
from commissioning_app.ui.lib.theme import Tone
from commissioning_app.ui.widgets.card import Card
from commissioning_app.ui.widgets.chip import StatusChip, chip_font, chip_size
from commissioning_app.ui.widgets.page import ResponsiveRow
from commissioning_app.ui.widgets.text import Label, Prose

USER = int(Qt.ItemDataRole.UserRole)
OWN_WORDS = ""


class AboutPeopleCard(Card):
    """Hidden while a file says nothing of people. Labels stand in the order of the alphabet, of no EOI."""

    def __init__(self) -> None:
        super().__init__(tr("About the people themselves"))
        self._state = ImportState()
        self._shown: tuple[Match, ...] = ()
        self.said = Prose("")
        self.add(self.said)
        self._lines = column(gap="s")
        self.body.addLayout(self._lines)
        self.boxes: dict[tuple[str, str], FieldBox] = {}
        self._models: dict[str, QStandardItemModel] = {}
        self.hide()

    def fill(self, state: ImportState) -> None:
        """Show what there is, with what was chosen before."""
        self._state = state
        labels = state.labels
        sheets = sum(not copy.refused for copy in state.workbook.apart) if state.workbook else 0
        self.setVisible(bool(labels or sheets))
        self.said.setText(_words(sheets, bool(labels)))
        if labels != self._shown:
            self._make_lines(labels)

    def _make_lines(self, labels: Sequence[Match]) -> None:
        self._shown = tuple(labels)
        empty(self._lines)
        self.boxes = {}
        for question_id, matches in groupby(labels, key=lambda one: one.question):
            asked = question(question_id)
            if asked is None:
                continue
            self._lines.addWidget(Label(tr(asked.title), "strong"))
            for match in matches:
                self._lines.addWidget(self._line(asked, match))

    def _line(self, asked: Question, match: Match) -> QWidget:
        """A label on the left, the group that it means on the right, and how sure that is."""
        line = ResponsiveRow(least=260)
        line.add(Label(tr("“{label}”", label=match.label)), 2)
        choice = QWidget()
        right = row(choice, gap="m")
        box = self.boxes[match.question, match.label] = FieldBox(self._model(asked))
        box.setAccessibleName(tr("What “{label}” means", label=match.label))
        box.setToolTip(tr(match.sentence))
        chosen = self._state.chosen_labels.setdefault((match.question, match.label), match.code)
        box.setCurrentIndex(max(box.findData(chosen, USER), 0))
        box.activated.connect(partial(self._activated, match))
        words, tone = _sureness(match.sureness)
        right.addWidget(box, 1)
        # As wide for each word, so that the choices above each other end in one line.
        room = QWidget()
        room.setFixedWidth(max(chip_size(_sureness(one)[0], chip_font()).width() for one in Sureness))
        row(room).addWidget(StatusChip(words, tone), 0, Qt.AlignmentFlag.AlignLeft)
        right.addWidget(room)
        box.setAccessibleDescription(words)
        line.add(choice, 3)
        return line

    def _model(self, asked: Question) -> QStandardItemModel:
        """The answers of a question, made once."""
        if asked.id not in self._models:
            model = self._models[asked.id] = QStandardItemModel(self)
            _add(model, OWN_WORDS, tr("Keep it in its own words"))
            for group in asked.groups:
                _add(model, group.code, tr(group.label))
            _add(model, PREFER_NOT_TO_SAY, tr(PREFER_NOT_TO_SAY_LABEL))
        return self._models[asked.id]

    def _activated(self, match: Match, place: int) -> None:
        box = self.boxes[match.question, match.label]
        self._state.chosen_labels[match.question, match.label] = str(box.itemData(place, USER))


def _add(model: QStandardItemModel, code: str, words: str) -> None:
    item = QStandardItem(words)
    item.setData(code, USER)
    item.setToolTip(words)
    model.appendRow(item)


def _words(sheets: int, has_labels: bool) -> str:
    """What comes, where it goes, and what is to be done."""
    said = []
    if sheets:
        said.append(
            tr_count(
                "One filled sheet “About you” is here.",
                "{count:,} filled sheets “About you” are here.",
                sheets,
            )
        )
    said.append(
        tr("What people say of themselves is kept apart from the EOIs, and is only looked at as totals.")
    )
    if has_labels:
        said.append(
            tr("Look at what each of these words would become. Choose another group where it is not right.")
        )
    return " ".join(said)


def _sureness(sureness: Sureness) -> tuple[str, Tone]:
    words: dict[Sureness, tuple[str, Tone]] = {
        Sureness.CERTAIN: (tr("Means the same"), "good"),
        Sureness.LIKELY: (tr("Looks alike"), "warn"),
        Sureness.BROAD: (tr("Too broad"), "neutral"),
        Sureness.UNKNOWN: (tr("Not on the list"), "neutral"),
        Sureness.NO_ANSWER: (tr("No answer"), "neutral"),
    }
    return words[sureness]
