"""The word list: what is flagged in questions, letters and reports, and the funder's own additions."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QWidget

from commissioning_app.domain.errors import CommissioningError, StaleVersion
from commissioning_app.domain.roles import can_keep_word_list
from commissioning_app.domain.wording_check import WordingKind, WordingRule
from commissioning_app.services.wording import keep_own_rules, load_word_list, read_own_rules
from commissioning_app.translation import tr
from commissioning_app.ui.lib.errors import show_error
from commissioning_app.ui.lib.layouts import column
from commissioning_app.ui.lib.table_model import Column
from commissioning_app.ui.lib.wording import wording
from commissioning_app.ui.navigation import Page, Route, Shell
from commissioning_app.ui.rounds.design.item_dialog import ItemDialog
from commissioning_app.ui.rounds.design.item_list import ItemList
from commissioning_app.ui.rounds.design.section import lines_of
from commissioning_app.ui.widgets.card import Card
from commissioning_app.ui.widgets.data_table import DataTable
from commissioning_app.ui.widgets.fields import FormField, GrowingTextEdit, TextEdit
from commissioning_app.ui.widgets.messages import InlineMessage
from commissioning_app.ui.widgets.page import PageHeader, ScrollPage
from commissioning_app.ui.widgets.text import Prose


def kind_word(kind: WordingKind) -> str:
    """Why a word is flagged, in words."""
    return {
        WordingKind.BROAD: tr("Puts many communities into one word"),
        WordingKind.OTHERING: tr("Makes people a kind of their own"),
        WordingKind.DEFICIT: tr("Says what people lack"),
        WordingKind.OPENING: tr("Opens with a problem"),
    }[kind]


class WordsPage(Page):
    """The funder's own words, kept as they are changed, above those that come with the application."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._version = 0
        self.sheet = ScrollPage()
        column(self).addWidget(self.sheet)
        crumbs = [(tr("Settings"), lambda: shell.navigator.go(Route("settings"))), (tr("Words"), None)]
        self.sheet.add(PageHeader(tr("Words worth another look"), crumbs=crumbs))
        words = tr(
            "While you write questions, letters and reports, these words are underlined, with a better "
            "wording and the reason. Quotations and names of organisations are left alone."
        )
        self.sheet.add(Prose(words, "muted"))
        self.message = InlineMessage()
        self.sheet.add(self.message)
        own = Card(tr("Your own words"))
        self.list: ItemList[WordingRule] = ItemList(
            tr("Your own words"),
            _said,
            self._ask,
            add=tr("&Add words"),
            nothing=tr("None yet. Ask communities which words they would rather not read."),
        )
        self.list.changed.connect(self._keep)
        own.add(self.list)
        self.sheet.add(own)
        comes = Card(tr("What comes with the application"))
        self.table = DataTable("words", _columns(), title=tr("Words"), tall=True)
        self.table.setMinimumHeight(360)
        comes.add(self.table)
        self.sheet.add(comes)

    def refresh(self) -> None:
        """Ask for the words again."""
        try:
            own, self._version = read_own_rules(self.shell.context)
        except CommissioningError as error:
            show_error(error, self.message)
            return
        self.message.clear()
        self.list.set_items(own)
        self.list.set_locked(not can_keep_word_list(self.shell.app.actor))
        rules = load_word_list().rules
        self.table.set_rows(
            [(", ".join(one.words), one.better, one.why, kind_word(one.kind)) for one in rules],
            ids=list(range(len(rules))),
        )

    def _ask(self, rule: WordingRule | None) -> WordingRule | None:
        dialog = RuleDialog(self, rule)
        made = dialog.rule() if dialog.exec() == QDialog.DialogCode.Accepted else None
        dialog.deleteLater()
        return made

    def _keep(self) -> None:
        """Save at once; when somebody else saved first, show theirs and say so."""
        try:
            self._version = keep_own_rules(self.shell.context, rules=self.list.items, version=self._version)
        except StaleVersion:
            self.refresh()
            words = tr("Somebody else changed the words meanwhile. Here is their list; add yours again.")
            self.message.show_message(words, "warn")
            return
        except CommissioningError as error:
            self.refresh()
            show_error(error, self.message)
            return
        wording().forget()
        self.message.clear()
        self.shell.say(tr("Your words are saved."))


class RuleDialog(ItemDialog):
    """Words to look for, what to write instead, and why."""

    def __init__(self, parent: QWidget | None, rule: WordingRule | None) -> None:
        super().__init__(parent, tr("Edit the words") if rule else tr("Add words"))
        start = rule or WordingRule((), WordingKind.OTHERING, "", "")
        self._start = start
        self.words = GrowingTextEdit("\n".join(start.words), lines=2)
        help = tr("One on each line. A star at the end stands for any ending: client* finds clients too.")
        self.add_field("words", FormField(tr("&Words to look for"), self.words, help=help))
        self.better = TextEdit(start.better)
        self.add_field("better", FormField(tr("&Better"), self.better, help=tr("What to write instead.")))
        self.why = GrowingTextEdit(start.why, lines=2)
        self.add_field("why", FormField(tr("Wh&y"), self.why))
        self.kind = QComboBox()
        for kind in WordingKind:
            self.kind.addItem(kind_word(kind), kind)
        self.kind.setCurrentIndex(list(WordingKind).index(start.kind))
        self.add_field("kind", FormField(tr("What it &does"), self.kind))
        self.as_written = QCheckBox(tr("Only with the same &capital letters"))
        self.as_written.setChecked(start.as_written)
        self.body.addWidget(self.as_written)
        self.finish(self.words)

    def rule(self) -> WordingRule:
        """What was typed."""
        return WordingRule(
            lines_of(self.words),
            WordingKind(self.kind.currentData()),
            self.better.text().strip(),
            self.why.toPlainText().strip(),
            self.as_written.isChecked(),
            self._start.as_noun,
        )

    def problems(self) -> dict[str, str]:
        """Words, a better wording and a reason are needed."""
        made, found = self.rule(), {}
        if not any(word.strip("* ") for word in made.words):
            found["words"] = tr("Write at least one word.")
        if not made.better:
            found["better"] = tr("Say what to write instead.")
        if not made.why:
            found["why"] = tr("Say why, so that others can follow it.")
        return found


def _said(rule: WordingRule) -> tuple[str, str]:
    return ", ".join(rule.words), tr("Better: {better}. {why}", better=rule.better, why=rule.why)


def _columns() -> list[Column]:
    return [
        Column("words", tr("Words"), bold=True),
        Column("better", tr("Better")),
        Column("why", tr("Why"), least=260),
        Column("kind", tr("What it does"), drop=1),
    ]
