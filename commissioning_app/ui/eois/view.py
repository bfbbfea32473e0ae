"""One EOI: the whole application, where it stands, and what can be done with it now."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from commissioning_app.domain.dates import long_date
from commissioning_app.domain.eois import EoiState
from commissioning_app.domain.errors import CommissioningError
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.eligibility import find_eligible
from commissioning_app.services.queries.conversations import telling_of
from commissioning_app.services.queries.eoi_history import eoi_history
from commissioning_app.services.queries.eois import EoiPage, QueryRow, eoi_page
from commissioning_app.translation import tr
from commissioning_app.ui.eois import actions, words
from commissioning_app.ui.eois.acting import why_not
from commissioning_app.ui.eois.cards import (
    ApplicationCard,
    ButtonFlow,
    ContactCard,
    FactsCard,
    HistoryCard,
    PublicationCard,
    QueriesCard,
)
from commissioning_app.ui.eois.file_work import FileWork
from commissioning_app.ui.equity.organisation_answers import (
    OrganisationAnswersCard,
    open_organisation_answers,
)
from commissioning_app.ui.lib.errors import show_error
from commissioning_app.ui.lib.layouts import column, row
from commissioning_app.ui.navigation import Route, Shell
from commissioning_app.ui.widgets.buttons import (
    Button,
    DangerButton,
    PrimaryButton,
    QuietButton,
    SecondaryButton,
)
from commissioning_app.ui.widgets.card import Card
from commissioning_app.ui.widgets.chip import StatusChip
from commissioning_app.ui.widgets.messages import InlineMessage
from commissioning_app.ui.widgets.page import ResponsiveRow, ScrollPage
from commissioning_app.ui.widgets.text import Label, Prose

Kind = Callable[[QWidget, ServiceContext, str, EoiPage], QDialog]
SHOWN_IN = {
    "find_eligible": {EoiState.RECEIVED, EoiState.QUERIED},
    "find_eligible_after_all": {EoiState.INELIGIBLE},
    "agree_late": {EoiState.LATE},
    "ask_query": {EoiState.RECEIVED, EoiState.QUERIED, EoiState.ELIGIBLE, EoiState.SCORED},
    "find_ineligible": {EoiState.RECEIVED, EoiState.QUERIED, EoiState.ELIGIBLE},
    "take_back_eligibility": {EoiState.ELIGIBLE, EoiState.INELIGIBLE},
    "edit_eoi": {EoiState.RECEIVED, EoiState.QUERIED, EoiState.LATE, EoiState.ELIGIBLE, EoiState.SCORED},
    "withdraw_eoi": set(EoiState) - {EoiState.WITHDRAWN},
}
"""In which states of an EOI each button stands on the page; the services say whether it may be pressed."""


class EoiView(ScrollPage):
    """The detail of one EOI; `back_wanted` and `step_wanted(±1)` lead on, `edit_wanted` to the form."""

    back_wanted = Signal()
    step_wanted = Signal(int)
    edit_wanted = Signal(object)

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.shell = shell
        self.page: EoiPage | None = None
        self.round_code = ""
        self.add(self._make_way_back())
        self.message = InlineMessage()
        self.add(self.message)
        self.head = self._make_head()
        self.add(self.head)
        self.application = ApplicationCard()
        self.facts = FactsCard(self._open_organisation, self._open_contacts)
        self.queries = QueriesCard(self.answer)
        self.contact = ContactCard(self.change_contact)
        self.publication = PublicationCard(self.change_publication)
        self.about_people = OrganisationAnswersCard(self.open_about_people)
        self.history = HistoryCard()
        self.file_work = FileWork(self, shell, self.message, run=self._run, done=self._done)
        self.files_card = self.file_work.card
        left, right = QWidget(), QWidget()
        for side, cards in (
            (left, (self.application, self.files_card)),
            (right, (self.facts, self.queries, self.contact, self.publication, self.about_people)),
        ):
            inner = column(side, gap="l")
            for card in cards:
                inner.addWidget(card)
            inner.addStretch(1)
        self.body = ResponsiveRow(least=330)
        self.body.add(left, 3)
        self.body.add(right, 2)
        self.add(self.body)
        self.add(self.history)
        self.content.addStretch(1)

    def show_eoi(self, round_code: str, reference: str, order: Sequence[str]) -> bool:
        """Ask for an EOI and show it; False, with the reason on the page, when it can't be read."""
        self.round_code = round_code
        self._show_place(reference, order)
        try:
            page = eoi_page(self.shell.context, round_code=round_code, reference=reference)
            lines = eoi_history(self.shell.context, round_code=round_code, reference=reference)
            self.file_work.read(round_code, reference)
            told = telling_of(self.shell.context, round_code=round_code, reference=reference)
        except CommissioningError as error:
            self.page = None
            self.head.hide()
            self.body.hide()
            self.history.hide()
            show_error(error, self.message)
            return False
        if self.page is None or self.page.id != page.id:
            self.verticalScrollBar().setValue(0)
        self.message.clear()
        self.head.show()
        self.body.show()
        self.history.show()
        self.page = page
        self._fill(page)
        self.file_work.show()
        self.facts.show_telling(told)
        self.history.show_lines(lines)
        return True

    # What can be done

    def find_eligible(self) -> None:
        """Let it go to the panel. It can be taken back, so nobody is asked twice."""
        page = self._page()
        try:
            find_eligible(
                self.shell.context,
                round_code=self.round_code,
                reference=page.reference,
                version=page.version,
            )
        except CommissioningError as error:
            show_error(error, self.message)
            return
        self._done(tr("{reference} is eligible.", reference=page.reference))

    def find_eligible_after_all(self) -> None:
        """Let one go to the panel that was ruled out before."""
        self._ask(actions.EligibleDialog, tr("{reference} is eligible after all.", reference=self._reference))

    def find_ineligible(self) -> None:
        """Rule it out by a published rule."""
        self._ask(actions.IneligibleDialog, tr("{reference} is ineligible.", reference=self._reference))

    def take_back_eligibility(self) -> None:
        """Undo a decision on eligibility."""
        self._ask(actions.TakeBackDialog, tr("{reference} is received again.", reference=self._reference))

    def ask_query(self) -> None:
        """Ask the applicant."""
        self._ask(
            actions.AskDialog,
            tr("The question is kept. Send it to the applicant, and write the answer here."),
        )

    def agree_late(self) -> None:
        """Take a late one, as an approver."""
        self._ask(actions.LateDialog, tr("{reference} is taken.", reference=self._reference))

    def withdraw_eoi(self) -> None:
        """Note that the applicant takes it back."""
        self._ask(actions.WithdrawDialog, tr("{reference} is withdrawn.", reference=self._reference))

    def change_contact(self) -> None:
        """Change whom to write to."""
        self._ask(actions.ContactDialog, tr("The contact is kept."))

    def open_about_people(self) -> None:
        """What the organisation says of its people, on its word."""
        page = self._page()
        try:
            said = open_organisation_answers(
                self, self.shell.context, self.round_code, page.reference, page.organisation
            )
        except CommissioningError as error:
            show_error(error, self.message)
            return
        self._refill()
        if said:
            self.shell.say(said)

    def change_publication(self) -> None:
        """Change how much is published."""
        self._ask(actions.PublicationDialog, tr("The choice is kept."))

    def answer(self, query: QueryRow) -> None:
        """Write an answer down."""
        self._run(actions.AnswerDialog(self, self.shell.context, query), tr("The answer is kept."))

    def edit_eoi(self) -> None:
        """Mend what it says."""
        self.edit_wanted.emit(self._page())

    # How it is done

    @property
    def _reference(self) -> str:
        return self._page().reference

    def _page(self) -> EoiPage:
        assert self.page is not None
        return self.page

    def _ask(self, kind: Kind, said: str) -> None:
        self._run(kind(self, self.shell.context, self.round_code, self._page()), said)

    def _run(self, dialog: QDialog, said: str) -> None:
        """Show a dialog; when it did something, or somebody else did, the page says what is true now."""
        done = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        if done:
            self._done(said)
        else:
            self._refill()

    def _done(self, said: str) -> None:
        self._refill()
        self.shell.say(said)

    def _refill(self) -> None:
        page = self._page()
        self.show_eoi(self.round_code, page.reference, self._order)

    def _open_organisation(self) -> None:
        self.shell.navigator.go(Route("organisations", item=str(self._page().organisation_id)))

    def _open_contacts(self) -> None:
        """The organisation's contacts; one that is written down there is about this round."""
        item = f"{self._page().organisation_id}/contacts"
        self.shell.navigator.go(Route("organisations", self.round_code, item=item))

    def _make_way_back(self) -> QWidget:
        bar = QWidget()
        line = row(bar, gap="s")
        self.back_button = QuietButton(tr("All EOIs"), self.back_wanted.emit, icon="back")
        self.place_label = Label("", "muted", wrap=False)
        self.previous_button = QuietButton(
            "", lambda: self.step_wanted.emit(-1), icon="previous", name=tr("The EOI before")
        )
        self.next_button = QuietButton(
            "", lambda: self.step_wanted.emit(1), icon="next", name=tr("The next EOI")
        )
        line.addWidget(self.back_button)
        line.addStretch(1)
        for part in (self.place_label, self.previous_button, self.next_button):
            line.addWidget(part)
        self.previous_button.setShortcut("Alt+PgUp")
        self.next_button.setShortcut("Alt+PgDown")
        return bar

    def _make_head(self) -> Card:
        head = Card()
        line = row(gap="l")
        names = column(gap="xs")
        self.organisation_label = Label("", "banner")
        self.title_label = Label("", "muted")
        names.addWidget(self.organisation_label)
        names.addWidget(self.title_label)
        line.addLayout(names, 1)
        self.chip = StatusChip()
        line.addWidget(self.chip, 0, Qt.AlignmentFlag.AlignTop)
        head.body.addLayout(line)
        self.standing_label = Prose("")
        head.add(self.standing_label)
        self.buttons: dict[str, Button] = {
            "find_eligible": PrimaryButton(tr("It is &eligible"), self.find_eligible, icon="check"),
            "agree_late": PrimaryButton(tr("&Take it although late"), self.agree_late, icon="check"),
            "find_eligible_after_all": SecondaryButton(
                tr("&Eligible after all"), self.find_eligible_after_all
            ),
            "ask_query": SecondaryButton(tr("&Ask the applicant"), self.ask_query, icon="chat"),
            "find_ineligible": SecondaryButton(tr("It is &not eligible"), self.find_ineligible),
            "take_back_eligibility": SecondaryButton(
                tr("Take the decision &back"), self.take_back_eligibility
            ),
            "edit_eoi": SecondaryButton(tr("E&dit"), self.edit_eoi, icon="edit"),
            "withdraw_eoi": DangerButton(tr("&Withdraw"), self.withdraw_eoi),
        }
        head.add(ButtonFlow(list(self.buttons.values())))
        return head

    def _show_place(self, reference: str, order: Sequence[str]) -> None:
        """Where this EOI stands in the list that the person came from."""
        self._order = list(order)
        place = self._order.index(reference) if reference in self._order else -1
        self.place_label.setText(
            tr("{place} of {total}", place=f"{place + 1:,}", total=f"{len(order):,}") if place >= 0 else ""
        )
        first, last = tr("This is the first one."), tr("This is the last one.")
        self.previous_button.refuse("" if place > 0 else first)
        self.next_button.refuse("" if 0 <= place < len(self._order) - 1 else last)

    def _fill(self, page: EoiPage) -> None:
        actor = self.shell.app.actor
        self.organisation_label.setText(f"{page.reference} · {page.organisation}")
        self.title_label.setText(page.details.title)
        self.title_label.setVisible(bool(page.details.title))
        tone = words.eoi_state_tone(page.state)
        self.chip.set(words.eoi_state_word(page.state), tone, words.eoi_state_icon(page.state))
        self.standing_label.setText(standing(page))
        for verb, button in self.buttons.items():
            button.setVisible(page.state in SHOWN_IN[verb])
            button.refuse(why_not(verb.removesuffix("_after_all"), page, actor))
        self.application.show_page(page, self.file_work.rows)
        self.facts.show_page(page)
        self.queries.show_page(page, actor)
        self.contact.show_page(page, actor)
        self.publication.show_page(page, actor)
        self.about_people.show_for(actor)


def standing(page: EoiPage) -> str:
    """Where an EOI stands, in a sentence or two."""
    unanswered = [query for query in page.queries if query.answered_at is None]
    if page.state is EoiState.QUERIED and unanswered:
        day = long_date(max(query.reply_by for query in unanswered))
        return tr("We asked the applicant something. They have until {day} to answer.", day=day)
    if page.state is EoiState.INELIGIBLE:
        rule = page.broken_rule
        told = [
            tr("Ruled out by the rule “{rule}”", rule=rule.text.rstrip(".")) if rule else "",
            page.state_reason,
        ]
        if rule and rule.mend:
            told.append(tr("How to mend it: {mend}", mend=rule.mend))
        return " ".join(f"{part.rstrip('.')}." for part in told if part)
    if page.state is EoiState.WITHDRAWN:
        return tr("The applicant took it back: {reason}", reason=page.state_reason)
    sentences = {
        EoiState.RECEIVED: tr("Nobody has looked yet whether it is eligible."),
        EoiState.QUERIED: tr("The applicant has answered. Is it eligible now?"),
        EoiState.LATE: tr(
            "It came after the closing day. It is taken only for our own fault or an access need, "
            "when an approver agrees."
        ),
        EoiState.ELIGIBLE: tr("It goes to the panel."),
        EoiState.SCORED: tr("The panel has scored it."),
        EoiState.DECIDED: tr("It is decided. The letter is still to come."),
        EoiState.NOTIFIED: tr("The applicant has been told."),
        EoiState.FEEDBACK_GIVEN: tr("The applicant has been told, and got their feedback."),
    }
    if page.state is EoiState.RECEIVED and page.state_reason:
        return f"{sentences[page.state]} {tr('It was taken although late.')}"
    return sentences[page.state]
