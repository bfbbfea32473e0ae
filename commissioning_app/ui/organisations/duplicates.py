"""The pairs of organisations that may be one: shown to a person, never merged unasked."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtWidgets import QWidget

from commissioning_app.domain.duplicates import LikelyDuplicate
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.organisations import likely_duplicates
from commissioning_app.translation import tr
from commissioning_app.ui.lib.dialogs import Dialog
from commissioning_app.ui.lib.errors import show_error
from commissioning_app.ui.lib.progress import ProgressPanel
from commissioning_app.ui.lib.table_model import Column
from commissioning_app.ui.lib.tasks import run_task
from commissioning_app.ui.lib.theme import theme
from commissioning_app.ui.widgets.buttons import PrimaryButton, SecondaryButton
from commissioning_app.ui.widgets.data_table import DataTable
from commissioning_app.ui.widgets.messages import EmptyState, InlineMessage


class DuplicatesDialog(Dialog):
    """Looks for pairs, beside the window; `wanted` is the organisation that the person goes to."""

    def __init__(self, parent: QWidget, context: ServiceContext) -> None:
        text = tr(
            "They share a register number, a name, or a postcode and nearly a name. Nothing is put together "
            "by itself: open one, and mend what is wrong."
        )
        super().__init__(parent, tr("Likely duplicates"), text, width=620)
        self.wanted: UUID | None = None
        self._pairs: tuple[LikelyDuplicate, ...] = ()
        self.message = InlineMessage()
        self.body.addWidget(self.message)
        empty = EmptyState(
            tr("No likely duplicates"), tr("No two organisations look like one."), icon="check"
        )
        columns = [
            Column("first", tr("This organisation"), bold=True),
            Column("second", tr("and this one"), bold=True),
            Column("why", tr("have in common"), width=210, drop=1),
        ]
        self.table = DataTable("duplicates", columns, title=tr("Likely duplicates"), tall=True, empty=empty)
        self.table.activated.connect(self._open)
        self.table.selection_changed.connect(self._selected)
        self.body.addWidget(self.table, 1)
        self.progress = ProgressPanel()
        self.body.addWidget(self.progress)
        self.add_button(SecondaryButton(tr("Close"), self.reject))
        self.second_button = self.add_button(SecondaryButton(tr("Open the &second"), self.open_second))
        self.first_button = self.add_button(
            PrimaryButton(tr("Open the &first"), self.open_first), default=True
        )
        self._selected()
        room = parent.window().size()
        self.resize(min(theme().px(860), room.width() - 60), min(theme().px(560), room.height() - 40))
        self.progress.start(tr("Comparing the organisations"))
        task = run_task(lambda _p, _t: likely_duplicates(context), self._found, self._failed, parent=self)
        self.progress.cancel_pressed.connect(task.cancel)

    def _found(self, pairs: Sequence[LikelyDuplicate]) -> None:
        self.progress.hide()
        self._pairs = tuple(pairs)
        self.table.set_rows([(one.first_name, one.second_name, one.why) for one in self._pairs])
        self.table.select(0)
        self.table.view.setFocus()

    def _failed(self, error: Exception) -> None:
        self.progress.hide()
        show_error(error, self.message)

    def _selected(self, _ids: object = None) -> None:
        reason = "" if self._chosen() is not None else tr("Choose a pair in the list.")
        self.first_button.refuse(reason)
        self.second_button.refuse(reason)

    def _chosen(self) -> LikelyDuplicate | None:
        place = self.table.current_id()
        return self._pairs[place] if isinstance(place, int) and self.table.selected_ids() else None

    def _open(self, _place: object) -> None:
        self.open_first()

    def open_first(self) -> None:
        """Go to the first of the pair."""
        pair = self._chosen()
        if pair is not None:
            self.wanted = pair.first_id
            self.accept()

    def open_second(self) -> None:
        """Go to the second of the pair."""
        pair = self._chosen()
        if pair is not None:
            self.wanted = pair.second_id
            self.accept()
