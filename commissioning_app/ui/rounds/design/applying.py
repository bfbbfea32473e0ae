"""Who can apply, what is not funded, and the ways to apply."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QWidget

from commissioning_app.domain.forms import EligibilityRule
from commissioning_app.domain.rounds import Round
from commissioning_app.translation import tr
from commissioning_app.ui.rounds.design.item_dialog import ItemDialog, short_id
from commissioning_app.ui.rounds.design.item_list import ItemList
from commissioning_app.ui.rounds.design.section import Design, Section, lines_of
from commissioning_app.ui.widgets.fields import FormField, GrowingTextEdit, TextEdit
from commissioning_app.ui.widgets.wording_hint import worded


class ApplyingSection(Section):
    """Rules, exclusions, ways and formats."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = tr(
            "An EOI can only be turned down by one of these rules, after five working days to mend it."
        )
        card = self.add_card(tr("Who can apply"), words)
        self.list: ItemList[EligibilityRule] = ItemList(
            tr("Rules on who can apply"),
            lambda rule: (rule.text, _detail(rule)),
            self._ask,
            add=tr("Add a &rule"),
            nothing=tr("No rules yet: everyone can apply."),
        )
        self.list.changed.connect(self.changed)
        card.add(self.list)
        more = self.add_card(tr("What is not funded, and how to apply"))
        each = tr("One on each line.")
        self.edits = {
            "exclusions": GrowingTextEdit(lines=2),
            "ways_to_apply": GrowingTextEdit(lines=2),
            "languages_and_formats": GrowingTextEdit(lines=2),
        }
        labels = {
            "exclusions": tr("What is &not funded"),
            "ways_to_apply": tr("&Ways to apply"),
            "languages_and_formats": tr("&Languages and formats"),
        }
        for key, edit in self.edits.items():
            self.add_field(more, key, FormField(labels[key], edit, help=each))

    def load(self, round_: Round) -> None:
        """Show a round's rules and ways."""
        self.list.set_items(round_.eligibility_rules)
        for key, edit in self.edits.items():
            edit.setPlainText("\n".join(getattr(round_, key)))

    def collect(self, design: Design) -> None:
        """Fill the design."""
        design["eligibility_rules"] = self.list.items
        for key, edit in self.edits.items():
            design[key] = lines_of(edit)

    def lock(self, locked: bool) -> None:
        """Only show them."""
        super().lock(locked)
        self.list.set_locked(locked)

    def _ask(self, rule: EligibilityRule | None) -> EligibilityRule | None:
        dialog = RuleDialog(self, rule, [one.code for one in self.list.items])
        if self.is_locked:
            dialog.lock()
        made = dialog.rule() if dialog.exec() == QDialog.DialogCode.Accepted else None
        dialog.deleteLater()
        return made


class RuleDialog(ItemDialog):
    """One rule on who can apply."""

    def __init__(self, parent: QWidget | None, rule: EligibilityRule | None, taken: Sequence[str]) -> None:
        super().__init__(parent, tr("Edit the rule") if rule else tr("New rule"))
        self._before, self._taken = rule, [code for code in taken if rule is None or code != rule.code]
        self.text = GrowingTextEdit(rule.text if rule else "", lines=2)
        self.mend = GrowingTextEdit(rule.mend if rule else "", lines=2)
        self.code = TextEdit(rule.code if rule else "", characters=24)
        self.add_field("text", worded(FormField(tr("&Rule, as applicants read it"), self.text)))
        mend_help = tr("It goes into the letter of an applicant who is turned down.")
        self.add_field("mend", worded(FormField(tr("How to &mend it"), self.mend, help=mend_help)))
        code_help = tr("A short word for lists. Left empty, it is made from the rule.")
        self.add_field("code", FormField(tr("&Code"), self.code, help=code_help, optional=True))
        self.finish(self.text)

    def rule(self) -> EligibilityRule:
        """What was typed."""
        text = self.text.toPlainText().strip()
        code = self.code.text().strip() or short_id(text, self._taken)
        return EligibilityRule(code, text, self.mend.toPlainText().strip())

    def problems(self) -> dict[str, str]:
        """A text, and a code of its own."""
        found = {}
        if not self.text.toPlainText().strip():
            found["text"] = tr("Write the rule.")
        if self.code.text().strip() in self._taken:
            found["code"] = tr("Another rule has this code.")
        return found


def _detail(rule: EligibilityRule) -> str:
    mend = tr("To mend it: {how}", how=rule.mend) if rule.mend else tr("How to mend it is not said yet.")
    return tr("{mend} (Code: {code}.)", mend=mend, code=rule.code)
