"""The Letters tab: who is owed which letter, what is missing, and making all of them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QDialog, QStackedWidget, QWidget

from commissioning_app.domain.errors import CommissioningError, Problems
from commissioning_app.domain.roles import can_write_letters
from commissioning_app.services.letters import LetterBatch
from commissioning_app.services.queries.letters import LettersPage, letters_page
from commissioning_app.translation import tr, tr_count
from commissioning_app.ui.letters.batch import MakeLettersDialog, open_folder, start_batch
from commissioning_app.ui.letters.listing import ALL, FEEDBACK, LetterList
from commissioning_app.ui.letters.view import LetterView
from commissioning_app.ui.letters.words import before_words, summary, why_not_make
from commissioning_app.ui.lib.errors import show_error
from commissioning_app.ui.lib.layouts import column, row
from commissioning_app.ui.navigation import Page, Route, Shell
from commissioning_app.ui.widgets.buttons import SecondaryButton
from commissioning_app.ui.widgets.messages import InlineMessage, NextBanner
from commissioning_app.ui.widgets.page import ScrollPage

PLACES = {"feedback": FEEDBACK, "letters": ALL}
"""What findings and the next step name: which letters the list then shows."""


class LettersTab(Page):
    """One round's letters. `item` is "feedback", "letters" or the reference of a letter."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.page: LettersPage | None = None
        self._folder: Path | None = None
        self._order: list[str] = []
        self._is_stepping = False
        self.stack = QStackedWidget()
        column(self).addWidget(self.stack)
        self.overview = self._make_overview()
        self.view = LetterView(shell)
        self.view.back_wanted.connect(self._back)
        self.view.step_wanted.connect(self._step)
        self.view.saved.connect(self._feedback_saved)
        self.stack.addWidget(self.overview)
        self.stack.addWidget(self.view)

    def _make_overview(self) -> ScrollPage:
        sheet = ScrollPage()
        self.message = InlineMessage()
        sheet.add(self.message)
        self.done = QWidget()
        line = row(self.done, gap="m")
        self.done_message = InlineMessage()
        self.folder_button = SecondaryButton(tr("&Open the folder"), self._open_folder, icon="folder")
        line.addWidget(self.done_message, 1)
        line.addWidget(self.folder_button)
        self.done.hide()
        sheet.add(self.done)
        self.banner = NextBanner()
        sheet.add(self.banner)
        self.list = LetterList()
        self.list.chosen.connect(self._open_letter)
        sheet.add(self.list, 1)
        return sheet

    def open(self, route: Route) -> None:
        """Show the list, or one letter; "feedback" lists who is still owed feedback."""
        if self.page is not None and self.page.round_code != route.round_code:
            self.done.hide()
            self._order = []
        self.route = route
        if route.item in PLACES:
            self.list.show_only(PLACES[route.item])
        if self._is_stepping and self.page is not None and self.page.round_code == route.round_code:
            self._show_named(self.page)
        else:
            self.refresh()

    def refresh(self) -> None:
        """Ask for the letters again."""
        if self.route is None or self.route.round_code is None:
            return
        try:
            page = letters_page(self.shell.context, round_code=self.route.round_code)
        except CommissioningError as error:
            self.page = None
            self.stack.setCurrentWidget(self.overview)
            self.banner.hide()
            self.list.hide()
            show_error(error, self.message)
            return
        self.page = page
        self.message.clear()
        self._fill(page)
        self._show_named(page)

    def may_leave(self) -> bool:
        """Ask about feedback that was typed and not saved."""
        return self.stack.currentWidget() is not self.view or self.view.may_leave()

    def make_all(self) -> None:
        """Ask where, then make every letter, or none."""
        assert self.page is not None
        today = self.shell.context.clock.today()
        dialog = MakeLettersDialog(self, self.page.round_code, len(self.page.due), today)
        wish = dialog.wish if dialog.exec() == QDialog.DialogCode.Accepted else None
        dialog.deleteLater()
        if wish is not None:
            self.done.hide()
            start_batch(self, self.shell, self.page.round_code, wish, self._made, self._failed)

    # How it is done

    def _fill(self, page: LettersPage) -> None:
        self.list.show()
        self.banner.setVisible(bool(page.lines) or page.can_be_made)
        sentence, detail = summary(page)
        is_done = bool(page.due) and all(line.made_at is not None for line in page.due)
        words = tr("&Make them again…") if is_done else tr("&Make all letters…")
        self.banner.set(sentence, detail, words, self.make_all, is_done=is_done)
        may_make = can_write_letters(self.shell.app.actor)
        self.banner.button.setVisible(may_make and page.can_be_made)
        self.banner.button.refuse(why_not_make(page))
        self.list.empty.set_text(*before_words(page.state))
        self.list.set_page(page)

    def _show_named(self, page: LettersPage) -> None:
        """The letter that the route names, or the list."""
        item = self.route.item if self.route is not None else None
        if item is None or item in PLACES:
            self.stack.setCurrentWidget(self.overview)
            return
        if item not in self._order:
            self._order = self.list.references()
        one = self.view.show_line(page, item, self._order)
        self.stack.setCurrentWidget(self.view if one else self.overview)

    def _open_letter(self, reference: str) -> None:
        """Open one from the list; going on follows the list as it is now, whatever is written meanwhile."""
        self._order = self.list.references()
        self._go(reference)

    def _go(self, reference: str) -> None:
        assert self.route is not None
        self.shell.navigator.go(Route("round", self.route.round_code, "letters", reference))

    def _back(self) -> None:
        assert self.route is not None
        self.shell.navigator.go(Route("round", self.route.round_code, "letters"))

    def _step(self, by: int) -> None:
        order = self._order
        here = self.route.item if self.route is not None else None
        if here in order and 0 <= order.index(here) + by < len(order):
            # The letters were asked for a moment ago; a save over somebody else's is still noticed.
            self._is_stepping = True
            self._go(order[order.index(here) + by])
            self._is_stepping = False

    def _feedback_saved(self) -> None:
        self.refresh()
        self.shell.say(tr("The feedback is saved."))

    def _made(self, batch: LetterBatch) -> None:
        self._folder = batch.folder
        words = tr_count(
            "{count} letter is in the folder {folder}.",
            "{count} letters are in the folder {folder}.",
            batch.letters,
            folder=batch.folder,
        )
        self.done_message.show_message(words, "good")
        self.done.show()
        self.refresh()
        self.folder_button.setFocus()

    def _failed(self, error: Exception) -> None:
        if isinstance(error, Problems):
            self.message.show_message("\n".join(error.problems), "bad")
            return
        show_error(error, self.message)

    def _open_folder(self) -> None:
        if self._folder is not None and not open_folder(self._folder):
            self.message.show_message(
                tr("This computer can’t show the folder from here. It is {folder}.", folder=self._folder),
                "info",
            )
