"""The rule by which the pot is shared, chosen before any result is known."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QWidget

from commissioning_app.domain.allocation import methods
from commissioning_app.domain.forms import Question, QuestionKind
from commissioning_app.domain.money import pounds
from commissioning_app.domain.rounds import AllocationMethod, AllocationRule, FenceBasis, RingFence, Round
from commissioning_app.translation import tr
from commissioning_app.ui.rounds.design.item_dialog import ItemDialog
from commissioning_app.ui.rounds.design.item_list import ItemList
from commissioning_app.ui.rounds.design.section import Design, Section
from commissioning_app.ui.rounds.design.words import basis_word
from commissioning_app.ui.widgets.choice import Choices
from commissioning_app.ui.widgets.fields import FormField, MoneyEdit, TextEdit
from commissioning_app.ui.widgets.findings import KeyValueList
from commissioning_app.ui.widgets.number import NumberEdit


class SharingSection(Section):
    """Method, threshold, ties, ring-fences, the most for one organisation, part funding."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rule = AllocationRule()
        self._questions: tuple[Question, ...] = ()
        words = tr("It is fixed and published when the round opens, before any result is known.")
        card = self.add_card(tr("The rule"), words)
        options = [(one.name, one.title, one.summary) for one in methods()]
        self.method = Choices(tr("How the pot is shared"), options)
        self.method.changed.connect(self._method_changed)
        card.add(self.method)
        self.threshold = NumberEdit(required=True, most=100)
        said = tr("Of 100. Below it nobody is funded.")
        self.add_field(card, "threshold", FormField(tr("Score n&eeded"), self.threshold, help=said))
        self.minimum = NumberEdit(required=True, most=100)
        said = tr(
            "In percent of what was asked, where an applicant names no minimum. Less than that isn't offered."
        )
        self.add_field(
            card, "minimum_share_percent", FormField(tr("S&mallest useful part"), self.minimum, help=said)
        )
        self.most = MoneyEdit(least=0)
        most = FormField(tr("Most for &one organisation"), self.most, optional=True)
        self.add_field(card, "most_per_organisation_pence", most)
        self.part_fund = QCheckBox(tr("&Part-fund the EOI at the line with what is left"))
        self.stop = QCheckBox(tr("S&top at the first EOI that doesn't fit"))
        for box in (self.part_fund, self.stop):
            box.clicked.connect(lambda _on: self.changed.emit())
            card.add(box)
        self.power = NumberEdit(least=50, most=100)
        said = tr("In percent. Left empty, it is their part of those who vote, and half at least.")
        power = FormField(tr("&Community members' part of the score"), self.power, help=said, optional=True)
        self.add_field(card, "community_power_percent", power)
        self.ties = KeyValueList()
        card.add(self.ties)
        self._add_fences()

    def load(self, round_: Round) -> None:
        """Show a round's rule: after opening the published one."""
        rule = self._rule = round_.effective_rule
        self._questions = round_.questions
        if rule.method.value in self.method.buttons:
            self.method.set_chosen(rule.method.value)
        self.threshold.set_number(rule.threshold)
        self.minimum.set_number(rule.minimum_share_percent)
        self.most.set_pence(rule.most_per_organisation_pence)
        self.power.set_number(round_.community_power_percent)
        self.part_fund.setChecked(rule.part_fund)
        self.stop.setChecked(rule.stop_at_first_misfit)
        order = " → ".join(rule.tie_order)
        self.ties.set(
            [
                (tr("Of two EOIs with one score, first comes"), order),
                (tr("Ranked by"), tr("the raw panel score")),
            ]
        )
        self.fences.set_items(rule.ring_fences)
        self._fit()

    def collect(self, design: Design) -> None:
        """Fill the design."""
        design["community_power_percent"] = self.power.number
        design["rule"] = replace(
            self._rule,
            method=AllocationMethod(self.method.chosen),
            threshold=self.threshold.number or 0,
            minimum_share_percent=self.minimum.number or 0,
            most_per_organisation_pence=self.most.pence,
            part_fund=self.part_fund.isChecked(),
            stop_at_first_misfit=self.stop.isChecked(),
            ring_fences=self.fences.items,
        )

    def lock(self, locked: bool) -> None:
        """Only show it."""
        super().lock(locked)
        self.fences.set_locked(locked)

    def _add_fences(self) -> None:
        text = tr("At least so much of the pot for some of the EOIs. It never rests on monitoring answers.")
        card = self.add_card(tr("Ring-fences"), text)
        self.fences: ItemList[RingFence] = ItemList(
            tr("Ring-fences"),
            lambda f: (
                f.name,
                tr(
                    "At least {amount}, for {whom}", amount=pounds(f.at_least_pence), whom=basis_word(f.basis)
                ),
            ),
            self._ask,
            add=tr("Add a &ring-fence"),
            nothing=tr("No ring-fences."),
            moves=False,
        )
        self.fences.changed.connect(self.changed)
        card.add(self.fences)

    def _method_changed(self, _method: str) -> None:
        self._fit()
        self.changed.emit()

    def _fit(self) -> None:
        """What only belongs to ranking is shown with ranking."""
        ranked = self.method.chosen == AllocationMethod.RANKED.value
        self.part_fund.setVisible(ranked)
        self.stop.setVisible(ranked)

    def _ask(self, fence: RingFence | None) -> RingFence | None:
        taken = {one.name for one in self.fences.items if one is not fence}
        dialog = FenceDialog(self, fence, self._questions, taken)
        if self.is_locked:
            dialog.lock()
        made = dialog.fence() if dialog.exec() == QDialog.DialogCode.Accepted else None
        dialog.deleteLater()
        return made


class FenceDialog(ItemDialog):
    """One ring-fence."""

    def __init__(
        self,
        parent: QWidget | None,
        fence: RingFence | None,
        questions: tuple[Question, ...],
        taken: set[str],
    ) -> None:
        super().__init__(parent, tr("Edit the ring-fence") if fence else tr("New ring-fence"))
        self._taken = taken
        self.name_edit = TextEdit(fence.name if fence else "")
        self.at_least = MoneyEdit(fence.at_least_pence if fence else None, required=True, least=1)
        self.basis, self.question = QComboBox(), QComboBox()
        self.question.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for basis in FenceBasis:
            self.basis.addItem(basis_word(basis), basis)
        for question in questions:
            if question.kind is QuestionKind.YES_NO:
                self.question.addItem(question.text, question.id)
        self.add_field("name", FormField(tr("&Name"), self.name_edit))
        self.add_field("at_least", FormField(tr("At &least"), self.at_least))
        self.add_field("basis", FormField(tr("&For"), self.basis))
        self.add_field("question", FormField(tr("&Question"), self.question))
        if fence is not None:
            self.basis.setCurrentIndex(list(FenceBasis).index(fence.basis))
            self.question.setCurrentIndex(max(self.question.findData(fence.question_id), 0))
        self.basis.currentIndexChanged.connect(self._fit)
        self._fit()
        self.finish(self.name_edit)

    def fence(self) -> RingFence:
        """What was typed."""
        basis = FenceBasis(self.basis.currentData())
        question = str(self.question.currentData() or "") if basis is FenceBasis.PUBLISHED_QUESTION else ""
        return RingFence(self.name_edit.text().strip(), self.at_least.pence or 0, basis, question)

    def problems(self) -> dict[str, str]:
        """A name of its own, an amount, and a question where one is meant."""
        found = {}
        name = self.name_edit.text().strip()
        if not name or name in self._taken:
            found["name"] = tr("Give it a name of its own.")
        if not self.at_least.check():
            found["at_least"] = self.at_least.problem
        asks = FenceBasis(self.basis.currentData()) is FenceBasis.PUBLISHED_QUESTION
        if asks and self.question.currentData() is None:
            found["question"] = tr("The form has no question of yes or no yet. Add one, and save.")
        return found

    def _fit(self) -> None:
        basis = FenceBasis(self.basis.currentData())
        self.fields["question"].setVisible(basis is FenceBasis.PUBLISHED_QUESTION)
