"""Parts of a section that show and fill records: each knows its own fields, and nothing of the others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QDialog, QWidget

from commissioning_app.domain.fixed_records import is_fixed
from commissioning_app.domain.records import RoundRecords
from commissioning_app.domain.rounds import Round
from commissioning_app.translation import tr
from commissioning_app.ui.lib.layouts import column
from commissioning_app.ui.rounds.design.item_list import ItemList
from commissioning_app.ui.rounds.design.section import Design, Section, set_locked
from commissioning_app.ui.widgets.card import Card
from commissioning_app.ui.widgets.choice import Choices, Option
from commissioning_app.ui.widgets.fields import FormField, GrowingTextEdit
from commissioning_app.ui.widgets.page import ResponsiveRow

ANSWERS = {"yes": True, "no": False, "open": None}


class RecordPart:
    """A card of records in a section; ``lists`` are locked with it.

    ``record`` names the one record of a part that is fixed from some state on; with it goes the ``card``.
    """

    lists: Sequence[ItemList[Any]] = ()
    record = ""
    card: Card | None = None
    is_locked = False

    def is_fixed(self, round_: Round) -> bool:
        """Whether what stands here can't be changed any more, while other parts of the section can."""
        return bool(self.record) and is_fixed(round_, self.record)

    def lock(self, locked: bool) -> None:
        """Only show it, or let it be changed again."""
        self.is_locked = locked
        for items in self.lists:
            items.set_locked(locked)

    def load(self, round_: Round) -> None:
        """Show a round's records."""
        raise NotImplementedError

    def filled(self, records: RoundRecords) -> RoundRecords:
        """The records with what stands in the fields."""
        raise NotImplementedError


class RecordSection(Section):
    """Records only, so that it can be changed at any time; made of parts, one card each."""

    locks_at_opening = False

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.parts: Sequence[RecordPart] = ()
        self._round: Round | None = None

    def load(self, round_: Round) -> None:
        """Show a round's records in every part."""
        self._round = round_
        for part in self.parts:
            part.load(round_)

    def collect(self, design: Design) -> None:
        """Fill the records, part by part."""
        for part in self.parts:
            design["records"] = part.filled(design["records"])

    def lock(self, locked: bool) -> None:
        """Only show them; a part that is fixed stays so, and says it."""
        super().lock(locked)
        for part in self.parts:
            is_fixed = self._round is not None and part.is_fixed(self._round)
            part.lock(locked or is_fixed)
            if part.card is not None:
                part.card.set_note(tr("Fixed") if is_fixed else "")
                if is_fixed:
                    set_locked(part.card, True)

    def add_side_by_side(self, card: Card, *fields: tuple[str, FormField]) -> None:
        """Fields beside each other, under one another where there is no room."""
        both = ResponsiveRow(least=220)
        for key, field in fields:
            both.add(at_top(self.add_field(None, key, field)))
        card.add(both)

    def add_answer(self, card: Card, label: str, yes: str, no: str) -> Choices:
        """A question of yes, no, or not said yet."""
        return self.add_choice(
            card, label, [("yes", yes, ""), ("no", no, ""), ("open", tr("Not said yet"), "")]
        )

    def add_choice(self, card: Card, label: str, options: Sequence[Option]) -> Choices:
        """One of a few; the last stands until something is chosen."""
        answer = Choices(label, options, chosen=options[-1][0])
        answer.changed.connect(lambda _key: self.changed.emit())
        card.add(answer)
        return answer


def at_top(field: FormField) -> QWidget:
    """A field that stands at the top beside a higher one, so that their labels are in line."""
    holder = QWidget()
    inner = column(holder)
    inner.addWidget(field)
    inner.addStretch(1)
    return holder


def answer_key(value: bool | None) -> str:
    """The key of an answer's button."""
    return next(key for key, answer in ANSWERS.items() if answer is value)


def text_of(edit: GrowingTextEdit) -> str:
    """What was typed, without space around it."""
    return edit.toPlainText().strip()


def asked(dialog: QDialog) -> bool:
    """Show a dialog, and whether the person took what it says; it goes away by itself."""
    taken = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return bool(taken)
