"""Two policies side by side: only the thresholds that they set differently."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QWidget

from commissioning_app.services.context import ServiceContext
from commissioning_app.services.queries.policy import AS_IT_COMES, NOW, compare_policies, policies
from commissioning_app.translation import tr, tr_count
from commissioning_app.ui.lib.dialogs import Dialog
from commissioning_app.ui.lib.table_model import Column
from commissioning_app.ui.widgets.buttons import PrimaryButton
from commissioning_app.ui.widgets.data_table import DataTable
from commissioning_app.ui.widgets.fields import FormField
from commissioning_app.ui.widgets.text import Label


class CompareDialog(Dialog):
    """Choose two; the table follows."""

    def __init__(self, parent: QWidget | None, context: ServiceContext, *, first: str = "") -> None:
        super().__init__(parent, tr("Two policies side by side"), width=860)
        self.context = context
        self.first, self.second = QComboBox(), QComboBox()
        for one in policies(context):
            self.first.addItem(one.name, one.key)
            self.second.addItem(one.name, one.key)
        self.body.addWidget(FormField(tr("&First"), self.first))
        self.body.addWidget(FormField(tr("&Second"), self.second))
        self.said = Label("", "strong")
        self.body.addWidget(self.said)
        self.table = DataTable("policy-differences", _columns(), title=tr("Differences"), tall=True)
        self.table.setMinimumHeight(280)
        self.body.addWidget(self.table)
        self.add_button(PrimaryButton(tr("Close"), self.accept), default=True)
        self.first.setCurrentIndex(max(0, self.first.findData(first or AS_IT_COMES)))
        self.second.setCurrentIndex(self.second.findData(NOW))
        for box in (self.first, self.second):
            box.currentIndexChanged.connect(self.compare)
        self.compare()
        self.first.setFocus()

    def compare(self) -> None:
        """Show where the two that are chosen differ."""
        rows = compare_policies(
            self.context, first=self.first.currentData(), second=self.second.currentData()
        )
        self.table.set_rows(
            [(one.words, one.first, one.second, ", ".join(one.checks)) for one in rows],
            ids=[one.words for one in rows],
        )
        self.table.setVisible(bool(rows))
        none = tr("No threshold differs.")
        one, many = "{count} threshold differs.", "{count} thresholds differ."
        self.said.setText(tr_count(one, many, len(rows)) if rows else none)


def _columns() -> list[Column]:
    return [
        Column("words", tr("Threshold"), bold=True, least=180),
        Column("first", tr("First")),
        Column("second", tr("Second")),
        Column("checks", tr("Checks"), width=80, drop=1),
    ]
