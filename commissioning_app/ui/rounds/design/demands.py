"""What is asked of applicants that small groups often can't give: off unless chosen, for large awards."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from commissioning_app.domain.money import Pence, pounds
from commissioning_app.domain.records import RoundRecords
from commissioning_app.domain.rounds import Round
from commissioning_app.domain.together import Demand, DemandKind, Demands
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.form_figures import spared_up_to
from commissioning_app.services.principles import RoundReview
from commissioning_app.translation import tr
from commissioning_app.ui.lib.layouts import column
from commissioning_app.ui.lib.theme import theme
from commissioning_app.ui.lib.tokens import SPACE
from commissioning_app.ui.rounds.design.record_parts import (
    ANSWERS,
    RecordPart,
    RecordSection,
    answer_key,
    at_top,
    text_of,
)
from commissioning_app.ui.rounds.design.section import watch
from commissioning_app.ui.widgets.fields import FormField, GrowingTextEdit, MoneyEdit
from commissioning_app.ui.widgets.number import NumberEdit
from commissioning_app.ui.widgets.page import ResponsiveRow
from commissioning_app.ui.widgets.text import Prose

_MOST = {DemandKind.MATCH_FUNDING: 100, DemandKind.YEARS_OF_ACCOUNTS: 20, DemandKind.TURNOVER_CAP: 1000}
"""The most that each demand's figure can be; a demand without one has no figure."""


class DemandsSection(RecordSection):
    """Part of what is published: applicants have to know it before they apply."""

    locks_at_opening = True
    follows = ("S6",)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.demands = DemandsPart(self)
        self.parts = (self.demands,)

    def learn(self, context: ServiceContext, review: RoundReview) -> None:
        """Up to which size the policy spares awards."""
        self.demands.set_line(spared_up_to(review))


class DemandsPart(RecordPart):
    """Four demands, whether a host organisation is welcome, and the word that the list was gone through."""

    def __init__(self, section: RecordSection) -> None:
        self._line: Pence = 0
        self._largest: Pence = 0
        words = tr("Leave off what you don't need. What you need from large awards only, ask for only there.")
        self.card = section.add_card(tr("What small groups often can’t give"), words)
        self.line_words = Prose("", "strong")
        self.card.add(self.line_words)
        self.blocks = {kind: DemandBlock(section, kind) for kind in DemandKind}
        for block in self.blocks.values():
            self.card.add(block)
        hosts = section.add_card(
            tr("Groups without a constitution"),
            tr("A host organisation holds the money for a group that is not an organisation yet."),
        )
        self.host = section.add_answer(
            hosts, tr("Applying with a host organisation"), tr("They are welcome"), tr("It is not possible")
        )
        self.settled = QCheckBox(tr("We went through this list, and it is complete"))
        self.settled.clicked.connect(lambda _checked: section.changed.emit())
        hosts.add(self.settled)
        section.changed.connect(self._say)

    def load(self, round_: Round) -> None:
        """Show the demands."""
        self._largest = round_.largest_award_pence
        self._say_line()
        demands = round_.records.demands
        for kind, block in self.blocks.items():
            block.show_demand(next((one for one in demands.asked if one.kind is kind), None))
        self.host.set_chosen(answer_key(demands.host_welcome))
        self.settled.setChecked(demands.settled)
        self._say()

    def filled(self, records: RoundRecords) -> RoundRecords:
        """The records with the demands that are on, in the order in which they stood."""
        stood = [one.kind for one in records.demands.asked]
        blocks = sorted(
            self.blocks.values(),
            key=lambda block: stood.index(block.kind) if block.kind in stood else len(stood),
        )
        asked = tuple(block.demand() for block in blocks if block.box.isChecked())
        demands = Demands(self.settled.isChecked(), ANSWERS[self.host.chosen], asked)
        return replace(records, demands=demands)

    def set_line(self, spared_up_to: Pence) -> None:
        """The size up to which the policy spares awards from demands."""
        self._line = spared_up_to
        self._say()

    def _say(self) -> None:
        """What the policy's line means for each demand."""
        for block in self.blocks.values():
            block.say(self._line, host_welcome=ANSWERS[self.host.chosen])

    def _say_line(self) -> None:
        """What the policy's line means for a round of such awards."""
        line, largest = pounds(self._line), pounds(self._largest)
        if self._largest > self._line:
            words = tr(
                "Your policy spares awards up to {line} from all of these. Of larger ones, up to {largest}, "
                "they can be asked.",
                line=line,
                largest=largest,
            )
        else:
            words = tr(
                "Your policy spares awards up to {line} from all of these. The largest award here is "
                "{largest}, so none of them fits this round.",
                line=line,
                largest=largest,
            )
        self.line_words.setText(words)


class DemandBlock(QWidget):
    """One demand: a box, and under it the fields that it needs while it is on."""

    def __init__(self, section: RecordSection, kind: DemandKind) -> None:
        super().__init__()
        self.kind, self._section = kind, section
        self._start = Demand(kind)
        label, meaning = _labels()[kind]
        outer = column(self, gap="s")
        self.box = QCheckBox(label)
        self.box.setAccessibleDescription(meaning)
        outer.addWidget(self.box)
        self._meaning = Prose(meaning, "muted")
        outer.addWidget(self._meaning)
        self.more = QWidget()
        inner = self._inner = column(self.more, gap="s")
        self.above, self.note = MoneyEdit(least=0), GrowingTextEdit(lines=1)
        self.amount = NumberEdit(required=True, least=1, most=_MOST[kind]) if kind in _MOST else None
        self._own = self._make_fields(label)
        self._place_fields(inner)
        self.said = Prose("", "muted")
        inner.addWidget(self.said)
        outer.addWidget(self.more)
        self.box.clicked.connect(self._switched)
        theme().changed.connect(self._indent)
        self._indent()
        self._fit()

    def _make_fields(self, label: str) -> dict[str, FormField]:
        """The fields; the section knows them while the demand is on."""
        help = tr("Left empty, it is asked of everybody.")
        above = FormField(tr("Only for awards above"), self.above, help=help, optional=True)
        fields = {"above": above}
        if self.amount is not None:
            fields["amount"] = FormField(_figure(self.kind), self.amount)
        fields["note"] = FormField(tr("Note"), self.note, optional=True)
        for field in fields.values():
            name = field.editor.accessibleName()
            field.editor.setAccessibleName(f"{label}: {name}")
            watch(field.editor, self._section.changed.emit)
        return fields

    def _place_fields(self, inner: QVBoxLayout) -> None:
        both = ResponsiveRow(least=220)
        for key in ("above", "amount"):
            if key in self._own:
                both.add(at_top(self._own[key]))
        inner.addWidget(both)
        inner.addWidget(self._own["note"])

    def show_demand(self, demand: Demand | None) -> None:
        """Show a demand, or that it is not made."""
        self._start = demand or Demand(self.kind)
        self.box.setChecked(demand is not None)
        self.above.set_pence(demand.above_pence or None if demand else None)
        if self.amount is not None:
            self.amount.set_number(demand.amount if demand else None)
        self.note.setPlainText(demand.note if demand else "")
        self._fit()

    def demand(self) -> Demand:
        """What stands here."""
        amount = self.amount.number if self.amount is not None else self._start.amount
        return Demand(self.kind, self.above.pence or 0, amount, text_of(self.note))

    def say(self, line: Pence, *, host_welcome: bool | None) -> None:
        """What the policy's line, up to which awards are spared, means for this demand."""
        demand = self.demand()
        hosted = demand.kind is DemandKind.CONSTITUTED_STATUS and host_welcome is True
        short = demand.kind is DemandKind.YEARS_OF_ACCOUNTS and demand.amount == 1
        if hosted:
            words = tr("Groups without one may apply with a host, so it keeps nobody out.")
        elif short:
            words = tr("One year of accounts is what small groups can give.")
        elif demand.above_pence >= line:
            words = tr("It spares awards up to {line}, as your policy asks.", line=pounds(line))
        else:
            words = tr("It doesn’t spare awards up to {line}. Ask for it only above that.", line=pounds(line))
        self.said.setText(words)

    def _indent(self) -> None:
        """All that belongs to a demand stands under its words, not under the box."""
        left = theme().px(16) + 18
        self._meaning.setIndent(left)
        self._inner.setContentsMargins(left, 0, 0, SPACE["s"])

    def _switched(self) -> None:
        self._fit()
        self._section.changed.emit()

    def _fit(self) -> None:
        """Fields belong to a demand that is made; one that is not has nothing that could be wrong."""
        is_on = self.box.isChecked()
        self.more.setVisible(is_on)
        for key, field in self._own.items():
            name = f"{self.kind.value}_{key}"
            if is_on:
                self._section.fields[name] = field
            else:
                field.clear_error()
                self._section.fields.pop(name, None)


def _labels() -> dict[DemandKind, tuple[str, str]]:
    return {
        DemandKind.MATCH_FUNDING: (tr("Match funding"), tr("Part of the cost has to come from elsewhere.")),
        DemandKind.YEARS_OF_ACCOUNTS: (tr("Accounts of some years"), tr("New groups have none yet.")),
        DemandKind.TURNOVER_CAP: (
            tr("A cap by income"),
            tr("An award can be no more than a part of what the group takes in a year."),
        ),
        DemandKind.CONSTITUTED_STATUS: (
            tr("A constitution"),
            tr("Only groups with a written constitution can apply."),
        ),
    }


def _figure(kind: DemandKind) -> str:
    return {
        DemandKind.MATCH_FUNDING: tr("Percent of the cost"),
        DemandKind.YEARS_OF_ACCOUNTS: tr("Years of accounts"),
        DemandKind.TURNOVER_CAP: tr("Percent of a year’s income, at most"),
    }[kind]
