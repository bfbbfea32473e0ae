"""The Trail tab: the newest entry first, what was before and after, and whether the whole trail holds."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QWidget

from commissioning_app.domain.dates import short_date
from commissioning_app.domain.errors import CommissioningError
from commissioning_app.services.context import LONDON
from commissioning_app.services.queries.trail import TrailRow, trail_rows
from commissioning_app.services.workspace import TrailCheck, verify_trail
from commissioning_app.translation import tr, tr_count
from commissioning_app.ui.lib.errors import show_error
from commissioning_app.ui.lib.layouts import FlowLayout, column
from commissioning_app.ui.lib.progress import run_with_dialog
from commissioning_app.ui.lib.table_model import Column, Row
from commissioning_app.ui.lib.tasks import CancelToken, Progress
from commissioning_app.ui.lib.theme import theme
from commissioning_app.ui.navigation import Page, Route, Shell
from commissioning_app.ui.trail.details import EntryCard
from commissioning_app.ui.widgets.buttons import QuietButton, SecondaryButton
from commissioning_app.ui.widgets.card import Card
from commissioning_app.ui.widgets.data_table import DataTable
from commissioning_app.ui.widgets.messages import EmptyState, InlineMessage
from commissioning_app.ui.widgets.page import ResponsiveRow, ScrollPage
from commissioning_app.ui.widgets.text import Prose

AT_A_TIME = 500


class TrailTab(Page):
    """The entries about one round. `item` is the number of an entry to go to."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._rows: dict[int, TrailRow] = {}
        self._is_whole = False
        self.sheet = ScrollPage()
        column(self).addWidget(self.sheet)
        self.message = InlineMessage()
        self.sheet.add(self.message)
        self.proof = InlineMessage()
        self.sheet.add(self.proof)
        self.entry = EntryCard()
        both = ResponsiveRow(least=300)
        both.add(self._make_list(), 5)
        both.add(self.entry, 2)
        self.sheet.add(both, 1)
        theme().changed.connect(self._size)
        self._size()

    def _make_list(self) -> QWidget:
        card = Card(tr("What was done in this round"))
        said = tr("Nothing here can be changed. Each entry holds a seal of the one before it.")
        card.add(Prose(said, "muted"))
        empty = EmptyState(tr("Nothing was done yet"), tr("Each step is written down here."), icon="trail")
        self.table = DataTable("trail", _columns(), title=tr("Trail of this round"), empty=empty)
        self.table.selection_changed.connect(self._show_chosen)
        card.add(self.table, 1)
        foot = QWidget()
        flow = FlowLayout(foot, gap="m", line_gap="s")
        self.verify_button = SecondaryButton(tr("&Verify the whole trail"), self.verify, icon="lock")
        self.older_button = QuietButton(tr("Show &older entries"), self.show_older, icon="down")
        flow.addWidget(self.verify_button)
        flow.addWidget(self.older_button)
        card.add(foot)
        return card

    def open(self, route: Route) -> None:
        """Show the round's trail from its newest entry."""
        if self.route is None or self.route.round_code != route.round_code:
            self._rows = {}
            self.proof.clear()
            self.table.filter_box.clear()
        super().open(route)
        if route.item is not None and route.item.isdigit():
            self.table.select(int(route.item))

    def refresh(self) -> None:
        """Ask for the newest entries, and for as many as were shown before."""
        if self.route is None or self.route.round_code is None:
            return
        wanted = max(AT_A_TIME, len(self._rows))
        self._load(before_id=None, limit=wanted)

    def show_older(self) -> None:
        """Ask for the entries before the oldest that is shown."""
        self._load(before_id=min(self._rows, default=None), limit=AT_A_TIME)

    def verify(self) -> None:
        """Walk the whole trail of the workspace, off the window's thread."""
        context = self.shell.context

        def work(_progress: Progress, _token: CancelToken) -> TrailCheck:
            return verify_trail(context)

        self.proof.clear()
        run_with_dialog(self, tr("Verifying the trail"), work, self._verified, self._failed)

    def _load(self, *, before_id: int | None, limit: int) -> None:
        assert self.route is not None
        try:
            found = trail_rows(
                self.shell.context, round_code=self.route.round_code, before_id=before_id, limit=limit
            )
        except CommissioningError as error:
            self._failed(error)
            return
        self.message.clear()
        kept = {} if before_id is None else self._rows
        self._rows = {**kept, **{entry.id: entry for entry in found}}
        self.older_button.setVisible(len(found) >= limit)
        self.table.set_rows([_row(entry) for entry in self._rows.values()], ids=list(self._rows))
        self._show_chosen(self.table.selected_ids())

    def _show_chosen(self, ids: object) -> None:
        chosen = ids[0] if isinstance(ids, list) and ids else None
        self.entry.show_entry(self._rows.get(chosen) if isinstance(chosen, int) else None)

    def _verified(self, check: TrailCheck) -> None:
        if check.ok:
            words = tr_count(
                "The trail holds: {count:,} entry, each sealed by the one before.",
                "The trail holds: {count:,} entries, each sealed by the one before.",
                check.entries,
            )
            self.proof.show_message(words, "good")
        else:
            start = tr("The trail does not hold. Keep this workspace as it is and ask for help.")
            self.proof.show_message("\n".join([start, *check.problems[:20]]), "bad")
        self.sheet.verticalScrollBar().setValue(0)

    def _failed(self, error: Exception) -> None:
        show_error(error, self.message)

    def _size(self) -> None:
        """A handful of rows at any text size; the page scrolls when there is no room for them."""
        self.table.setMinimumHeight(min(theme().px(320), 480))


def _row(entry: TrailRow) -> Row:
    return (entry.at.astimezone(LONDON), entry.who, entry.what, entry.reason or None)


def _moment(at: datetime) -> str:
    return f"{short_date(at.date())}, {at:%H:%M}"


def _columns() -> list[Column]:
    return [
        Column("at", tr("When"), "date", width=144, show=_moment),
        Column("who", tr("Who"), width=180, drop=1),
        Column("what", tr("What"), least=230, bold=True),
        Column("why", tr("Why"), drop=2),
    ]
