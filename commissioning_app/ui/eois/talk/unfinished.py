"""The conversations of a round that are not finished, over the list of EOIs: nothing is lost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtWidgets import QWidget

from commissioning_app.domain.dates import long_date
from commissioning_app.services.context import LONDON
from commissioning_app.services.queries.conversations import ConversationRow
from commissioning_app.translation import tr
from commissioning_app.ui.lib.layouts import empty
from commissioning_app.ui.widgets.card import Card
from commissioning_app.ui.widgets.messages import TaskRow


class UnfinishedTalks(Card):
    """A line for each; hidden while there is none. `go_on` is called with a conversation's key."""

    def __init__(self, go_on: Callable[[UUID], object], parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._go_on = go_on
        self.rows: list[TaskRow] = []
        self._is_empty = True

    def show_rows(self, rows: Sequence[ConversationRow]) -> None:
        """Show these, the last one saved first."""
        empty(self.body)
        self.rows = []
        for row in rows:
            line = TaskRow(
                _sentence(row),
                _detail(row),
                "info",
                tr("Go on"),
                lambda key=row.id: self._go_on(key),  # type: ignore[misc]
                icon="chat",
            )
            self.rows.append(line)
            self.add(line)
        self.setVisible(bool(rows))


def _sentence(row: ConversationRow) -> str:
    if row.organisation:
        return tr("The conversation with {organisation} is not finished", organisation=row.organisation)
    if row.told_by:
        return tr("The conversation with {person} is not finished", person=row.told_by)
    return tr("A conversation is not finished")


def _detail(row: ConversationRow) -> str:
    saved = row.saved_at.astimezone(LONDON)
    return tr(
        "Last saved by {who} on {day} at {time}. It is no EOI before it is read back and agreed.",
        who=row.saved_by,
        day=long_date(saved.date()),
        time=f"{saved:%H:%M}",
    )
