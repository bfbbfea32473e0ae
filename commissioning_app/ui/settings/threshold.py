"""Changing one threshold: its new value, and why."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from commissioning_app.domain.money import parse_pounds, pounds
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.policy_changes import change_policy
from commissioning_app.services.queries.policy import ThresholdRow
from commissioning_app.translation import tr
from commissioning_app.ui.lib.acting import ActDialog
from commissioning_app.ui.settings.bands import BandsEdit
from commissioning_app.ui.widgets.buttons import QuietButton
from commissioning_app.ui.widgets.fields import FormField, GrowingTextEdit, MoneyEdit
from commissioning_app.ui.widgets.number import NumberEdit


class ThresholdDialog(ActDialog):
    """A field for the kind of value, a way back to what comes with the application, and the reason."""

    def __init__(
        self, parent: QWidget | None, context: ServiceContext, row: ThresholdRow, version: int
    ) -> None:
        comes = tr("As the application comes: {value}.", value=row.default_shown)
        read_by = tr("It is read by {checks}.", checks=", ".join(row.checks)) if row.checks else ""
        super().__init__(parent, context, row.words, f"{comes} {read_by}".strip(), width=640)
        self._row, self._version = row, version
        self.value: NumberEdit | MoneyEdit | BandsEdit = _editor(row)
        label = tr("New &value, in {unit}", unit=row.unit) if row.unit else tr("New &value")
        self.add_field(row.key, FormField(label, self.value))
        self.back_button = QuietButton(tr("As it c&omes"), self.as_it_comes)
        self.body.addWidget(self.back_button)
        self.reason = GrowingTextEdit(lines=2)
        why = tr("For example who decided it, and when. It stands in the trail.")
        self.add_field("reason", FormField(tr("Wh&y it changes"), self.reason, help=why))
        self.finish(tr("Change &it"))
        self.value.setFocus()

    def as_it_comes(self) -> None:
        """Put the application's own value into the field."""
        _show(self.value, self._row.default)

    def check(self) -> bool:
        """Whether the value can be read."""
        return self.value.check()

    def act(self, *, fresh: bool) -> None:
        """Change it."""
        change_policy(
            self.context,
            changes={self._row.key: self._typed()},
            reason=self.reason.toPlainText(),
            version=None if fresh else self._version,
        )

    def _typed(self) -> Any:
        if isinstance(self.value, BandsEdit):
            return self.value.bands
        if isinstance(self.value, MoneyEdit):
            return pounds(self.value.pence or 0)
        return self.value.number


def _editor(row: ThresholdRow) -> NumberEdit | MoneyEdit | BandsEdit:
    editor: NumberEdit | MoneyEdit | BandsEdit
    if isinstance(row.value, list):
        editor = BandsEdit(row.default)
    elif isinstance(row.value, str):
        editor = MoneyEdit(required=True, least=0)
    else:
        least, most = row.limits or (0, 1_000_000)
        editor = NumberEdit(required=True, least=least, most=most)
    _show(editor, row.value)
    return editor


def _show(editor: NumberEdit | MoneyEdit | BandsEdit, value: Any) -> None:
    if isinstance(editor, BandsEdit):
        editor.set_bands(value)
    elif isinstance(editor, MoneyEdit):
        editor.set_pence(parse_pounds(value))
    else:
        editor.set_number(value)
