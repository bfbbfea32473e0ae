"""The EOIs tab of a round: the list, one EOI, the form of one, and the way to the import."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtWidgets import QStackedWidget, QWidget

from commissioning_app.domain.eois import EoiState
from commissioning_app.domain.errors import CommissioningError
from commissioning_app.domain.roles import can_handle_eois
from commissioning_app.domain.rounds import RoundState
from commissioning_app.services.eligibility import DECIDES, find_all_eligible
from commissioning_app.services.eois import TAKES_EOIS
from commissioning_app.services.importing import TAKES_IMPORTS
from commissioning_app.services.queries.conversations import (
    conversation_rows,
    new_conversation,
    read_conversation,
)
from commissioning_app.services.queries.eois import EoiPage, eoi_rows
from commissioning_app.services.queries.rounds import round_header
from commissioning_app.services.rounds import read_round
from commissioning_app.translation import tr, tr_count
from commissioning_app.ui.eois.listing import EoiList
from commissioning_app.ui.eois.talk.unfinished import UnfinishedTalks
from commissioning_app.ui.lib.dialogs import confirm
from commissioning_app.ui.lib.errors import show_error
from commissioning_app.ui.lib.layouts import column
from commissioning_app.ui.lib.progress import run_with_dialog
from commissioning_app.ui.navigation import Page, Route, Shell
from commissioning_app.ui.widgets.messages import InlineMessage
from commissioning_app.ui.widgets.page import ScrollPage

if TYPE_CHECKING:
    from commissioning_app.ui.eois.form import EoiForm
    from commissioning_app.ui.eois.talk.page import TalkPage
    from commissioning_app.ui.eois.view import EoiView


class EoisTab(Page):
    """At `item` None the list; at an EOI's reference that EOI; at a state's name the list of those."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.form: EoiForm | TalkPage | None = None
        self.stack = QStackedWidget()
        column(self).addWidget(self.stack)
        self.listing = EoiList()
        self._who = shell.app.actor.person_id
        self.message = InlineMessage()
        self.stack.addWidget(self._make_list_page())
        self._view: EoiView | None = None
        self.listing.chosen.connect(self.open_eoi)
        self.listing.import_wanted.connect(self.import_eois)
        self.listing.typing_wanted.connect(self.type_in)
        self.listing.talk_wanted.connect(self.talk)
        self.listing.spoken_wanted.connect(self.take_recording)
        self.listing.eligible_wanted.connect(self.find_all_eligible)

    def _make_list_page(self) -> QWidget:
        self.list_page = ScrollPage()
        self.list_page.add(self.message)
        self.talks = UnfinishedTalks(self.talk)
        self.list_page.add(self.talks)
        self.list_page.add(self.listing, 1)
        return self.list_page

    @property
    def view(self) -> EoiView:
        """The page of one EOI, made when the first one is opened: the list comes sooner."""
        if self._view is None:
            from commissioning_app.ui.eois.view import EoiView

            self._view = EoiView(self.shell)
            self._view.back_wanted.connect(self.show_list)
            self._view.step_wanted.connect(self._step)
            self._view.edit_wanted.connect(self.mend)
            self.stack.addWidget(self._view)
        return self._view

    def open(self, route: Route) -> None:
        """Show what the route names."""
        self._drop_form()
        if self._who != self.shell.app.actor.person_id:
            # Who sits down finds all EOIs, not those that the person before them looked for.
            self._who = self.shell.app.actor.person_id
            self.listing.show_state(None)
        states = {state.value: state for state in EoiState}
        self.route = route
        if route.item not in states:
            self.refresh()
            return
        self.route = Route(route.name, route.round_code, route.tab)
        self.refresh()
        self.listing.show_state(states[route.item])

    def refresh(self) -> None:
        """Ask again for the list or for the EOI; a form that is being filled in stays as it is."""
        if self.route is None or self.form is not None:
            return
        if self.route.item:
            self.stack.setCurrentWidget(self.view)
            order = self.listing.references() if self.listing.shows(self._code) else self._ask_for_order()
            self.view.show_eoi(self._code, self.route.item, order)
            return
        self.stack.setCurrentWidget(self.list_page)
        self._fill_list()

    def may_leave(self) -> bool:
        """The form asks before what was typed is lost."""
        return self.form is None or self.form.may_leave()

    # Where one can go

    def open_eoi(self, reference: str) -> None:
        """Show one EOI."""
        self.shell.navigator.go(Route("round", self._code, "eois", reference))

    def show_list(self) -> None:
        """Show all EOIs, standing on the one that was open."""
        shown = self.route.item if self.route is not None else None
        self.shell.navigator.go(Route("round", self._code, "eois"))
        if shown:
            self.listing.table.select(shown)
        self.listing.table.view.setFocus()

    def _step(self, by: int) -> None:
        order = self.listing.references()
        assert self.route is not None and self.route.item is not None
        place = order.index(self.route.item) + by
        if 0 <= place < len(order):
            self.open_eoi(order[place])

    # What can be done

    def type_in(self) -> None:
        """A form for a new EOI."""
        self._show_form(None)

    def talk(self, conversation_id: UUID | None = None) -> None:
        """A conversation to write down: a new one, or one to go on with."""
        from commissioning_app.ui.eois.talk.page import TalkPage

        context = self.shell.context
        try:
            if conversation_id is None:
                page = new_conversation(context, round_code=self._code)
            else:
                page = read_conversation(context, conversation_id=conversation_id)
            form = TalkPage(self.shell, page)
            form.again.connect(self.talk)
            self._drop_form()
            self._put_form(form)
        except CommissioningError as error:
            show_error(error, self.message)

    def take_recording(self) -> None:
        """An EOI that was spoken or filmed, in a dialog."""
        from commissioning_app.ui.eois.spoken_dialog import SpokenDialog

        dialog = SpokenDialog(self, self.shell.context, self._code)
        dialog.exec()
        reference = dialog.reference
        dialog.deleteLater()
        if reference:
            self._saved(reference)

    def mend(self, page: EoiPage) -> None:
        """The form of the EOI that is shown."""
        self._show_form(page)

    def import_eois(self) -> None:
        """The import, in a window of its own."""
        from commissioning_app.ui.eois.importing.wizard import ImportWizard

        wizard = ImportWizard(self, self.shell, self._code)
        wizard.exec()
        report = wizard.report
        wizard.deleteLater()
        if report is not None:
            self.shell.navigator.page("round").refresh()

    def find_all_eligible(self, references: Sequence[str] | None) -> None:
        """Let many go to the panel at once, after one question."""
        waiting = len(references) if references else self.listing.count_in(EoiState.RECEIVED)
        question = tr_count("Is this EOI eligible?", "Are these {count} EOIs eligible?", waiting)
        text = tr("They go to the panel. Those that were queried, or came late, stay as they are.")
        if not confirm(self, question, text, yes=tr("They are eligible")):
            return
        context, code = self.shell.context, self._code
        run_with_dialog(
            self,
            tr("Finding them eligible"),
            lambda _progress, _token: find_all_eligible(context, round_code=code, references=references),
            self._found_eligible,
            self._failed,
        )

    def _found_eligible(self, count: int) -> None:
        self.refresh()
        self.shell.say(tr_count("{count} EOI is eligible now.", "{count:,} EOIs are eligible now.", count))

    def _failed(self, error: Exception) -> None:
        show_error(error, self.message)

    # How it is done

    @property
    def _code(self) -> str:
        assert self.route is not None
        return self.route.round_code or ""

    def _ask_for_order(self) -> list[str]:
        """Somebody came straight to an EOI: the list is filled behind it."""
        self._fill_list()
        return self.listing.references()

    def _fill_list(self) -> None:
        with _no_garbage_looked_for():
            self._ask_for_rows()

    def _ask_for_rows(self) -> None:
        try:
            header = round_header(self.shell.context, round_code=self._code)
            rows: list[tuple[Any, ...]] = eoi_rows(self.shell.context, round_code=self._code)
        except CommissioningError as error:
            self.listing.set_rows([], self._code)
            self.listing.refuse(str(error), str(error), str(error))
            show_error(error, self.message)
            return
        self.message.clear()
        self.listing.set_rows(rows, self._code)
        self._say_what_may_be_done(header.state)
        may_talk = can_handle_eois(self.shell.app.actor)
        self.talks.show_rows(conversation_rows(self.shell.context, round_code=self._code) if may_talk else ())

    def _say_what_may_be_done(self, state: RoundState) -> None:
        """Each button works, or says why it doesn't."""
        if not can_handle_eois(self.shell.app.actor):
            reason = tr("Officers do this. Choose another person in Settings, or ask one.")
            self.listing.refuse(reason, reason, reason)
            return
        closed = tr("The round takes no EOIs any more.")
        draft = tr("The round is a draft: open it first, under Overview.")
        is_draft = state is RoundState.DRAFT
        importing = "" if state in TAKES_IMPORTS else closed
        typing = "" if state in TAKES_EOIS else (draft if is_draft else closed)
        over = tr("Eligibility is decided from opening until everybody has scored.")
        self.listing.refuse(importing, typing, "" if state in DECIDES else (draft if is_draft else over))

    def _show_form(self, page: EoiPage | None) -> None:
        from commissioning_app.ui.eois.form import EoiForm

        try:
            round_ = read_round(self.shell.context, round_code=self._code)
            self._put_form(EoiForm(self.shell, round_, page))
        except CommissioningError as error:
            show_error(error, self.message)

    def _put_form(self, form: EoiForm | TalkPage) -> None:
        """Show a form over the list until it is saved or left."""
        self.form = form
        form.saved.connect(self._saved)
        form.left.connect(self._left)
        self.stack.addWidget(form)
        self.stack.setCurrentWidget(form)
        form.start_focus()

    def _saved(self, reference: str) -> None:
        """Show the EOI as it is kept now."""
        self._drop_form()
        self._fill_list()
        if self.route is not None and self.route.item == reference:
            self.refresh()
        else:
            self.open_eoi(reference)
        self.shell.say(tr("{reference} is kept.", reference=reference))

    def _left(self) -> None:
        self._drop_form()
        self.refresh()

    def _drop_form(self) -> None:
        if self.form is not None:
            self.stack.removeWidget(self.form)
            self.form.deleteLater()
            self.form = None


@contextmanager
def _no_garbage_looked_for() -> Iterator[None]:
    """Ten thousand rows are many small values, none of them in circles: looking for those takes long."""
    was_looking = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_looking:
            gc.enable()
