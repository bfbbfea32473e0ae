"""The rule's settings, and the pot with what is left and why."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from commissioning_app.domain.money import pounds
from commissioning_app.services.queries.allocation import AllocationPage
from commissioning_app.services.queries.recommendations import FenceLine
from commissioning_app.translation import tr
from commissioning_app.ui.allocation.words import rule_facts, shared_words
from commissioning_app.ui.lib.layouts import column, empty, row
from commissioning_app.ui.widgets.card import Card
from commissioning_app.ui.widgets.charts import PotBar
from commissioning_app.ui.widgets.chip import StatusChip
from commissioning_app.ui.widgets.text import Label, Prose, Rule


class RuleCard(Card):
    """The rule's settings over the pot: they are read here, never changed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Rule"), parent=parent)
        self.facts = QWidget()
        self._facts_box = column(self.facts, gap="s")
        self.add(self.facts)
        self.level = Prose("", "muted")
        self.add(self.level)
        self.add(Rule())
        self.add(Label(tr("Pot"), "muted"))
        self.pot = Label("", "figure")
        self.bar = PotBar()
        self.shared = Prose("")
        for part in (self.pot, self.bar, self.shared):
            self.add(part)
        self.fences = QWidget()
        self._fence_box = column(self.fences, gap="s")
        self.add(self.fences)
        self.body.addStretch(1)

    def set_page(self, page: AllocationPage) -> None:
        """Show another round's rule and pot."""
        empty(self._facts_box)
        for what, value in rule_facts(page.rule):
            self._facts_box.addWidget(_fact(what, value))
        level = page.level_pence
        self.level.setText(
            "" if level is None else tr("The equal share came out as {amount}.", amount=pounds(level))
        )
        self.level.setVisible(level is not None)
        self.pot.setText(pounds(page.pot_pence))
        self.bar.set(page.pot_pence, page.allocated_pence)
        for part in (self.bar, self.shared, self.fences):
            part.setVisible(bool(page.lines))
        self.shared.setText(shared_words(page))
        empty(self._fence_box)
        for fence in page.fences:
            self._fence_box.addWidget(_fence(fence))


def _fact(what: str, value: str) -> QWidget:
    """A setting: its name over its value, so that neither is cut off in a narrow card."""
    holder = QWidget()
    inner = column(holder, gap="xs")
    inner.setSpacing(0)
    inner.addWidget(Label(what, "muted"))
    said = Label(value, "strong")
    said.setAccessibleName(f"{what}: {value}")
    inner.addWidget(said)
    return holder


def _fence(fence: FenceLine) -> QWidget:
    """A ring-fence: whether its least was reached, and how."""
    holder = QWidget()
    inner = column(holder, gap="xs")
    inner.addWidget(Rule())
    inner.addWidget(Label(tr("Held for {name}", name=fence.name), "strong"))
    line = row(gap="s")
    line.addWidget(StatusChip(tr("Met") if fence.met else tr("Not met"), "good" if fence.met else "warn"))
    line.addStretch(1)
    inner.addLayout(line)
    inner.addWidget(Prose(fence.why, "muted"))
    return holder
