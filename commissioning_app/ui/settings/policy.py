"""The policy: every threshold of the checks, changed with a reason, and two policies side by side."""

from __future__ import annotations

from commissioning_app.domain.errors import CommissioningError
from commissioning_app.services.queries.policy import PolicyPage as PolicyView
from commissioning_app.services.queries.policy import ThresholdRow, policy_page
from commissioning_app.translation import tr, tr_count
from commissioning_app.ui.lib.errors import show_error
from commissioning_app.ui.lib.layouts import column
from commissioning_app.ui.lib.table_model import Chip, Column
from commissioning_app.ui.lib.tokens import SPACE
from commissioning_app.ui.navigation import Page, Route, Shell
from commissioning_app.ui.settings.compare import CompareDialog
from commissioning_app.ui.settings.threshold import ThresholdDialog
from commissioning_app.ui.widgets.buttons import PrimaryButton, SecondaryButton
from commissioning_app.ui.widgets.data_table import DataTable
from commissioning_app.ui.widgets.messages import InlineMessage
from commissioning_app.ui.widgets.page import PageHeader
from commissioning_app.ui.widgets.text import Prose


class PolicyPage(Page):
    """The thresholds in a list; Enter opens one. A round's code in the route opens the comparison."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._rows: dict[object, ThresholdRow] = {}
        self._view: PolicyView | None = None
        outer = column(self, gap="l")
        outer.setContentsMargins(SPACE["xxl"], SPACE["xl"], SPACE["xxl"], SPACE["xl"])
        crumbs = [(tr("Settings"), lambda: shell.navigator.go(Route("settings"))), (tr("Policy"), None)]
        self.header = PageHeader(tr("Policy"), crumbs=crumbs)
        outer.addWidget(self.header)
        self.compare_button = SecondaryButton(tr("Comp&are two policies"), self.compare, icon="columns")
        self.change_button = PrimaryButton(tr("&Change this threshold"), self.change_chosen, icon="edit")
        self.header.right.addWidget(self.compare_button)
        self.header.right.addWidget(self.change_button)
        words = tr(
            "What the checks ask for. Each change needs a reason and stands in the trail. "
            "A round keeps the policy that it was opened with."
        )
        outer.addWidget(Prose(words, "muted"))
        self.message = InlineMessage()
        outer.addWidget(self.message)
        self.table = DataTable("policy", _columns(), title=tr("Thresholds"), tall=True)
        self.table.activated.connect(self.change)
        self.table.selection_changed.connect(lambda _ids: self._say_what_may_be_done())
        outer.addWidget(self.table, 1)

    def open(self, route: Route) -> None:
        """Show the thresholds; beside a round's own policy when the route names the round."""
        super().open(route)
        if route.item:
            self.shell.navigator.replace(Route("policy"))
            self.compare(f"round:{route.item}")

    def refresh(self) -> None:
        """Ask for every threshold again."""
        try:
            self._view = policy_page(self.shell.context)
        except CommissioningError as error:
            self._view = None
            self.table.set_rows([], [])
            show_error(error, self.message)
            return
        self.message.clear()
        self._rows = {row.key: row for row in self._view.rows}
        self.table.set_rows([_values(row) for row in self._view.rows], ids=list(self._rows))
        own = sum(1 for row in self._view.rows if row.is_changed)
        nothing = tr("All thresholds are as the application comes")
        one, many = "{count} threshold is this workspace's own", "{count} thresholds are this workspace's own"
        self.header.set_title(tr("Policy"), tr_count(one, many, own) if own else nothing)
        self._say_what_may_be_done()

    def change_chosen(self) -> None:
        """The threshold that is marked in the list."""
        self.change(self.table.current_id())

    def change(self, key: object) -> None:
        """One threshold; only administrators may."""
        row, view = self._rows.get(key), self._view
        if row is None or view is None:
            return
        if not view.can_change:
            self.shell.say(_only_administrators(), "info")
            return
        dialog = ThresholdDialog(self, self.shell.context, row, view.version)
        done = dialog.exec()
        dialog.deleteLater()
        if done:
            self.refresh()
            self.table.select(row.key)
            self.shell.say(tr("The policy is changed. Rounds that are open keep theirs."))

    def compare(self, first: str = "") -> None:
        """Two policies side by side."""
        try:
            dialog = CompareDialog(self, self.shell.context, first=first)
        except CommissioningError as error:
            show_error(error, self.message)
            return
        dialog.exec()
        dialog.deleteLater()

    def _say_what_may_be_done(self) -> None:
        chosen = self.table.current_id() in self._rows
        missing = "" if chosen else tr("Choose a threshold in the list.")
        may = self._view is not None and self._view.can_change
        self.change_button.refuse(missing if may else _only_administrators())


def _only_administrators() -> str:
    return tr("Administrators change the policy. Ask one of them.")


def _columns() -> list[Column]:
    return [
        Column("words", tr("Threshold"), bold=True, least=300),
        Column("here", tr("Here")),
        Column("comes", tr("As it comes"), drop=2),
        Column("checks", tr("Checks"), width=90, drop=1),
        Column("own", tr("State"), "chip", width=120, drop=3),
    ]


def _values(row: ThresholdRow) -> tuple[object, ...]:
    own = Chip(tr("Changed"), "info") if row.is_changed else None
    return (row.words, row.shown, row.default_shown, ", ".join(row.checks), own)
