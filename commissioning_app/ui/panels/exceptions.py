"""An approver agrees that somebody with a direct tie stays in the round."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QWidget

from commissioning_app.services.context import ServiceContext
from commissioning_app.services.declarations import agree_exception
from commissioning_app.services.queries.declarations import DeclaredInterest
from commissioning_app.translation import tr
from commissioning_app.ui.lib.acting import ActDialog
from commissioning_app.ui.widgets.fields import FormField, GrowingTextEdit


class ExceptionDialog(ActDialog):
    """Which tie, and why they stay."""

    def __init__(
        self,
        parent: QWidget | None,
        context: ServiceContext,
        round_code: str,
        name: str,
        ties: Sequence[DeclaredInterest],
    ) -> None:
        super().__init__(
            parent,
            context,
            tr("May {name} stay in the round?", name=name),
            tr("They never see nor score the EOI of that organisation. Your name stands beside this."),
        )
        self.round_code = round_code
        self.tie = QComboBox()
        for one in ties:
            self.tie.addItem(one.organisation, one.declaration_id)
        self.add_field("tie", FormField(tr("&Tie to"), self.tie))
        self.reason = GrowingTextEdit(lines=2)
        self.add_field("reason", FormField(tr("&Why?"), self.reason))
        self.finish(tr("They may &stay"))
        self.reason.setFocus()

    def act(self, *, fresh: bool) -> None:
        """Agree."""
        agree_exception(
            self.context,
            round_code=self.round_code,
            declaration_id=self.tie.currentData(),
            reason=self.reason.toPlainText(),
        )
