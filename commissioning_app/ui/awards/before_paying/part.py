"""The part of Awards & payments before paying: the list or one organisation, and what is done there."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QStackedWidget, QWidget

from commissioning_app.domain.errors import CommissioningError
from commissioning_app.services.queries.before_paying import (
    BeforePayingPage,
    ItemLine,
    PayeeRow,
    before_paying_page,
)
from commissioning_app.services.subsidy import record_no_enterprises
from commissioning_app.translation import tr, tr_count
from commissioning_app.ui.awards.before_paying.dialogs import (
    DecideExceptionDialog,
    LookAgainDialog,
    ProposeExceptionDialog,
    TakeBackDialog,
)
from commissioning_app.ui.awards.before_paying.listing import BeforePayingList
from commissioning_app.ui.awards.before_paying.view import PayeeView
from commissioning_app.ui.lib.errors import show_error
from commissioning_app.ui.navigation import Route, Shell

BEFORE_PAYING = "before_paying"
"""The item of the list; with a slash and an organisation's id it is that one."""


def is_before_paying(item: str | None) -> bool:
    """Whether a route's item leads here."""
    return item is not None and item.partition("/")[0] == BEFORE_PAYING


class BeforePayingPart(QStackedWidget):
    """List and detail; `back_wanted` leads to the awards."""

    back_wanted = Signal()

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shell = shell
        self.page: BeforePayingPage | None = None
        self._order: list[UUID] = []
        self.list = BeforePayingList()
        self.view = PayeeView(shell)
        self.addWidget(self.list)
        self.addWidget(self.view)
        self.list.opened.connect(self.open_one)
        self.list.no_enterprises.connect(self.none_is_an_enterprise)
        self.list.back_wanted.connect(self.back_wanted.emit)
        self.view.back_wanted.connect(self._to_list)
        self.view.step_wanted.connect(self._step)
        self.view.organisation_wanted.connect(self._open_organisation)
        self.view.diligence.again_wanted.connect(self.look_again)
        self.view.diligence.back_wanted.connect(self.take_back)
        self.view.diligence.exception_wanted.connect(self.ask_for_exception)
        self.view.diligence.decision_wanted.connect(self.decide_exception)
        self.view.diligence.saved.connect(lambda: self._anew(tr("What was looked at is kept.")))
        self.view.subsidy.saved.connect(lambda: self._anew(tr("The answers are kept.")))

    @property
    def is_list(self) -> bool:
        """Whether the list is shown, and not one organisation."""
        return self.currentWidget() is self.list

    def show_round(self, code: str, item: str) -> None:
        """Ask for a round's organisations, and show the list or the one that the item names."""
        self.list.message.clear()
        try:
            page = before_paying_page(self.shell.context, round_code=code)
        except CommissioningError as error:
            self.page = None
            self.list.table.set_rows([], [])
            self.setCurrentWidget(self.list)
            show_error(error, self.list.message)
            return
        if self.page is not None and self.page.round_code != page.round_code:
            self._order = []
        self.page = page
        self.list.set_page(page)
        self._show_named(page, item.partition("/")[2])

    def may_leave(self) -> bool:
        """What is ticked or typed is asked about."""
        return self.is_list or self.view.may_leave()

    def open_one(self, key: object) -> None:
        """Open one from the list; going on follows the list as it is now, whatever is done meanwhile."""
        self._order = self.list.order()
        self._go(f"{BEFORE_PAYING}/{key}")

    # What the person does

    def none_is_an_enterprise(self, keys: object) -> None:
        """The chosen ones were asked and are no enterprises; answers that are there stay."""
        assert self.page is not None and isinstance(keys, list)
        try:
            new = record_no_enterprises(
                self.shell.context, round_code=self.page.round_code, organisations=keys
            )
        except CommissioningError as error:
            show_error(error, self.list.message)
            return
        words = tr_count(
            "{count} organisation is marked as no enterprise. Answers that were there stay.",
            "{count} organisations are marked as no enterprise. Answers that were there stay.",
            new,
        )
        self._anew(words)

    def look_again(self, line: ItemLine) -> None:
        """Another day or place of the evidence."""
        dialog = LookAgainDialog(self, self.shell.context, self._code, self._row, line)
        self._ask(dialog, tr("What was looked at is kept."))

    def take_back(self, line: ItemLine) -> None:
        """It was not looked at after all."""
        dialog = TakeBackDialog(self, self.shell.context, self._code, self._row, line)
        self._ask(dialog, tr("It is taken back."))

    def ask_for_exception(self) -> None:
        """Ask that money may go out without what is missing."""
        dialog = ProposeExceptionDialog(self, self.shell.context, self._code, self._row)
        self._ask(dialog, tr("Asked. An approver agrees or sends it back."))

    def decide_exception(self, agree: bool) -> None:
        """The approver's answer."""
        dialog = DecideExceptionDialog(self, self.shell.context, self._code, self._row, agree=agree)
        said = (
            tr("You agreed to the exception.") if agree else tr("The exception went back, with your reason.")
        )
        self._ask(dialog, said)

    # How it is done

    @property
    def _code(self) -> str:
        assert self.page is not None
        return self.page.round_code

    @property
    def _row(self) -> PayeeRow:
        assert self.view.row is not None
        return self.view.row

    def _show_named(self, page: BeforePayingPage, key: str) -> None:
        found = next((one for one in page.rows if str(one.organisation_id) == key), None)
        if found is None:
            if key:
                gone = tr("That organisation is not among those to be funded, or you have a tie to it.")
                self.list.message.show_message(gone, "info")
            self.view.row = None
            self.setCurrentWidget(self.list)
            return
        if found.organisation_id not in self._order:
            self._order = self.list.order()
        self.view.show_row(page, found, self._order)
        self.setCurrentWidget(self.view)

    def _ask(self, dialog: QDialog, said: str) -> None:
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self._anew(said)
        dialog.deleteLater()

    def _anew(self, said: str) -> None:
        """Everything here is asked for again."""
        route = self.shell.navigator.current
        assert route is not None
        self.show_round(self._code, route.item or BEFORE_PAYING)
        self.shell.say(said)

    def _to_list(self) -> None:
        self._go(BEFORE_PAYING)

    def _step(self, by: int) -> None:
        here = self._row.organisation_id
        if here in self._order and 0 <= self._order.index(here) + by < len(self._order):
            self._go(f"{BEFORE_PAYING}/{self._order[self._order.index(here) + by]}")

    def _open_organisation(self) -> None:
        self.shell.navigator.go(Route("organisations", item=str(self._row.organisation_id)))

    def _go(self, item: str) -> None:
        self.shell.navigator.go(Route("round", self._code, "awards", item))
