"""The cards of one EOI: application, facts, questions, contact, publication, history."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtWidgets import QVBoxLayout, QWidget

from commissioning_app.domain.dates import long_date
from commissioning_app.domain.money import pounds
from commissioning_app.domain.roles import Actor, can_handle_eois
from commissioning_app.domain.telling import SPOKEN_OR_VIDEO
from commissioning_app.services.context import LONDON
from commissioning_app.services.queries.attachments import AttachmentRow
from commissioning_app.services.queries.conversations import TellingRow
from commissioning_app.services.queries.eoi_history import HistoryLine
from commissioning_app.services.queries.eois import EoiPage, QueryRow
from commissioning_app.translation import tr, tr_count
from commissioning_app.ui.eois.acting import why_not
from commissioning_app.ui.eois.answers import shown_answer
from commissioning_app.ui.eois.words import funding_word, publication_word, size_word
from commissioning_app.ui.lib.layouts import FlowLayout, column, empty
from commissioning_app.ui.widgets.buttons import LinkButton, SecondaryButton
from commissioning_app.ui.widgets.card import Card
from commissioning_app.ui.widgets.findings import KeyValueList
from commissioning_app.ui.widgets.text import Prose, Rule

FIRST_LINES = 6
"""How many lines of history are shown before somebody asks for all."""


def day_in_words(moment: datetime | None) -> str:
    """The day of an instant where the funder is."""
    return tr("not said") if moment is None else long_date(moment.astimezone(LONDON).date())


class ApplicationCard(Card):
    """The whole application, as it was sent."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("What they say"), parent=parent)
        self._parts = _Stack(self)

    def show_page(self, page: EoiPage, recordings: Sequence[AttachmentRow] = ()) -> None:
        """The summary, what was spoken, then each question with its answer."""
        parts = self._parts
        parts.clear()
        details = page.details
        if details.summary:
            parts.passage(tr("In short"), details.summary)
        spoken = [one for one in recordings if one.transcript]
        for one in spoken:
            words = tr("What they say in “{file}”", file=one.name) if not one.question_id else one.question
            parts.passage(words, one.transcript)
        for question in page.questions:
            answer = details.answers.get(question.id, "")
            if answer or page.source != SPOKEN_OR_VIDEO:
                parts.passage(question.text, shown_answer(question, answer))
        if details.partners:
            parts.passage(tr("Partners"), details.partners)
        if page.earlier_questions:
            parts.add(Rule())
            parts.add(Prose(tr("Answered on a form that asked something else:"), "muted"))
        for question in page.earlier_questions:
            parts.passage(question.text, shown_answer(question, details.answers[question.id]))
        parts.layout.addStretch(1)


class FactsCard(Card):
    """What they ask for, when, and who they are."""

    def __init__(
        self,
        open_organisation: Callable[[], object],
        open_contacts: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tr("What they ask for"), parent=parent)
        self.facts = KeyValueList()
        self.add(self.facts)
        self._pairs: list[tuple[str, str]] = []
        self.open_button = LinkButton(tr("See the organisation"), open_organisation)
        self.add(self.open_button)
        self.contacts_button = LinkButton("", open_contacts)
        self.add(self.contacts_button)

    def show_page(self, page: EoiPage) -> None:
        """The figures first, then the days, then the organisation."""
        details = page.details
        pairs = [(tr("Asked"), pounds(details.requested_pence))]
        if details.minimum_pence is not None:
            pairs.append((tr("Could start with"), pounds(details.minimum_pence)))
        if details.minimum_reason:
            pairs.append((tr("Why no less"), details.minimum_reason))
        pairs.append((tr("Core or project"), funding_word(details.funding_kind) or tr("not said")))
        for what, day in ((tr("Starts"), details.start_date), (tr("Ends"), details.end_date)):
            if day is not None:
                pairs.append((what, long_date(day)))
        if details.duration_months is not None:
            months = details.duration_months
            pairs.append((tr("Lasts"), tr_count("{count} month", "{count} months", months)))
        if details.area:
            pairs.append((tr("Where"), details.area))
        pairs.append((tr("Organisation"), size_word(page.is_small)))
        if page.org_id:
            pairs.append((tr("Org-id"), page.org_id))
        if page.host:
            pairs.append((tr("The money is held by"), page.host))
        pairs.append((tr("Received"), day_in_words(page.received_at)))
        if page.late_agreed_by:
            pairs.append((tr("Came late; taken by"), page.late_agreed_by))
        if page.source:
            pairs.append((tr("Came from"), page.source))
        self._pairs = pairs
        self.facts.set(pairs)
        none = tr("Contacts with them: none yet")
        count = tr("Contacts with them: {count}", count=f"{page.contacts:,}")
        self.contacts_button.setText(count if page.contacts else none)

    def show_telling(self, told: TellingRow | None) -> None:
        """Under the rest: who told it, who wrote it down, and when they agreed to it."""
        if told is None:
            return
        said = long_date(told.told_on)
        pairs = [(tr("Told by"), f"{told.told_by}, {said}" if told.told_by else said)]
        pairs.append((tr("Written down by"), told.written_by))
        if told.agreed_on is not None:
            pairs.append((tr("Read back and agreed"), long_date(told.agreed_on)))
        self.facts.set([*self._pairs, *pairs])


class QueriesCard(Card):
    """Questions to the applicant with their answers; `answer` is called with the one to answer."""

    def __init__(self, answer: Callable[[QueryRow], object], parent: QWidget | None = None) -> None:
        super().__init__(tr("Questions to the applicant"), parent=parent)
        self._answer = answer
        self._parts = _Stack(self)
        self.buttons: list[SecondaryButton] = []

    def show_page(self, page: EoiPage, actor: Actor) -> None:
        """Each question, when it was asked, the answer or until when it may come."""
        self._parts.clear()
        self.buttons = []
        self.set_note(str(len(page.queries)) if page.queries else "")
        if not page.queries:
            self._parts.add(Prose(tr("Nothing was asked."), "muted"))
        for place, query in enumerate(page.queries):
            if place:
                self._parts.add(Rule())
            self._show_query(query, actor)

    def _show_query(self, query: QueryRow, actor: Actor) -> None:
        parts = self._parts
        parts.add(Prose(query.question, "strong"))
        asked = tr("Asked by {who} on {day}.", who=query.asked_by, day=day_in_words(query.asked_at))
        if query.answered_at is None:
            parts.add(Prose(f"{asked} {tr('They answer by {day}.', day=long_date(query.reply_by))}", "muted"))
        else:
            parts.add(Prose(query.answer))
            told = tr("Answered on {day}.", day=day_in_words(query.answered_at))
            shared = tr("All members see it.") if query.helps_everyone else tr("Its scorers see it.")
            parts.add(Prose(f"{asked} {told} {shared}", "muted"))
        words = tr("Write the answer") if query.answered_at is None else tr("Change the answer")
        button = SecondaryButton(words, lambda: self._answer(query))
        button.setAccessibleName(f"{words}: {query.question}")
        allowed = can_handle_eois(actor)
        button.refuse("" if allowed else tr("Officers write answers down."))
        self.buttons.append(button)
        parts.add(button)


class ContactCard(Card):
    """Whom to write to."""

    def __init__(self, edit: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(tr("Whom to write to"), parent=parent)
        self.facts = KeyValueList()
        self.nobody = Prose(tr("Nobody is named. Letters go to the organisation."), "muted")
        self.button = SecondaryButton(tr("Change the contact"), edit, icon="edit")
        for part in (self.facts, self.nobody, self.button):
            self.add(part)

    def show_page(self, page: EoiPage, actor: Actor) -> None:
        """Name, e-mail and phone, where they are known."""
        contact = page.contact
        pairs = [(tr("Name"), contact.name), (tr("E-mail"), contact.email), (tr("Phone"), contact.phone)]
        known = [(what, value) for what, value in pairs if value]
        self.facts.set(known)
        self.facts.setVisible(bool(known))
        self.nobody.setVisible(not known)
        self.button.setText(tr("Change the contact") if known else tr("Name a contact"))
        self.button.refuse(why_not("edit_contact", page, actor))


class PublicationCard(Card):
    """How much of an award may be published."""

    def __init__(self, edit: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(tr("If it is funded"), parent=parent)
        self.words = Prose("", "strong")
        self.reason = Prose("", "muted")
        self.button = SecondaryButton(tr("Change what is published"), edit, icon="eye")
        for part in (self.words, self.reason, self.button):
            self.add(part)

    def show_page(self, page: EoiPage, actor: Actor) -> None:
        """The choice, and why something is held back."""
        self.words.setText(publication_word(page.publication))
        self.reason.setText(page.publication_reason)
        self.reason.setVisible(bool(page.publication_reason))
        self.button.refuse(why_not("set_publication", page, actor))


class HistoryCard(Card):
    """What happened to this EOI, newest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("What happened"), parent=parent)
        self._parts = _Stack(self)
        self._lines: tuple[HistoryLine, ...] = ()
        self.more_button = LinkButton(tr("Show all"), self._show_all)
        self.add(self.more_button)

    def show_lines(self, lines: Sequence[HistoryLine]) -> None:
        """The first few; the rest on demand."""
        self._lines = tuple(lines)
        self._fill(self._lines[:FIRST_LINES])
        self.more_button.setVisible(len(lines) > FIRST_LINES)
        self.more_button.setText(tr("Show all {count}", count=len(lines)))

    def _show_all(self) -> None:
        self._fill(self._lines)
        self.more_button.hide()

    def _fill(self, lines: Sequence[HistoryLine]) -> None:
        parts = self._parts
        parts.clear()
        if not lines:
            parts.add(Prose(tr("The trail holds nothing on it yet."), "muted"))
        for place, line in enumerate(lines):
            if place:
                parts.add(Rule())
            parts.add(Prose(line.what, "strong"))
            for what, before, after in line.changed:
                parts.add(Prose(change_in_words(what, before, after)))
            if line.reason:
                parts.add(Prose(tr("Why: {reason}", reason=line.reason)))
            when = line.at.astimezone(LONDON)
            said = tr("{who}, {day}, {time}", who=line.who, day=long_date(when.date()), time=f"{when:%H:%M}")
            parts.add(Prose(said, "muted"))


def change_in_words(what: str, before: str, after: str) -> str:
    """One change in a sentence: new, gone, or another value."""
    if not before:
        return tr("{what}: {now}", what=what, now=after)
    if not after:
        return tr("{what}: no longer “{was}”", what=what, was=before)
    return tr("{what}: from “{was}” to “{now}”", what=what, was=before, now=after)


class _Stack:
    """Parts of a card that are made anew each time something else is shown."""

    def __init__(self, card: Card) -> None:
        holder = QWidget()
        self.layout: QVBoxLayout = column(holder, gap="s")
        card.add(holder)

    def clear(self) -> None:
        """Take all parts out."""
        empty(self.layout)

    def add(self, widget: QWidget) -> None:
        """Put a part at the end."""
        self.layout.addWidget(widget)

    def passage(self, heading: str, text: str) -> None:
        """Something that was asked, and what they wrote."""
        self.add(Prose(heading, "strong"))
        said = Prose(text, "body") if text else Prose(tr("No answer."), "muted")
        self.add(said)
        self.layout.addSpacing(6)


class ButtonFlow(QWidget):
    """Buttons side by side, on more lines when there is no room."""

    def __init__(self, buttons: Sequence[QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        flow = FlowLayout(self, gap="m", line_gap="s")
        for button in buttons:
            flow.addWidget(button)
