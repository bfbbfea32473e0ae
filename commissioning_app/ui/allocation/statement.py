"""The equality impact statement, for whoever decides: to be read here, and to be said that it was."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt

from commissioning_app.domain.dates import long_date
from commissioning_app.domain.duties import EqualityStatement
from commissioning_app.domain.roles import Actor, can_approve
from commissioning_app.domain.rounds import RoundState
from commissioning_app.services.queries.allocation import AllocationPage
from commissioning_app.translation import tr
from commissioning_app.ui.widgets.buttons import LinkButton, SecondaryButton
from commissioning_app.ui.widgets.card import Card
from commissioning_app.ui.widgets.messages import InlineMessage
from commissioning_app.ui.widgets.text import Prose


class StatementCard(Card):
    """The statement itself; under it a button, or who read it and when. To whoever read it, it is folded."""

    def __init__(self, read: Callable[[], object]) -> None:
        super().__init__(tr("Equality impact statement"))
        self._has_reference = False
        self.about = Prose("", "muted")
        self.summary = Prose()
        flags = Qt.TextInteractionFlag.TextSelectableByMouse
        self.summary.setTextInteractionFlags(flags | Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self.reference = Prose("", "muted")
        self.was_read = InlineMessage()
        self.read_button = SecondaryButton(tr("I have read the &equality statement"), read, icon="check")
        self.again_button = LinkButton(tr("Read it again"), self._unfold)
        for part in (
            self.about, self.summary, self.reference, self.was_read, self.again_button, self.read_button,
        ):  # fmt: skip
            self.add(part)

    def set_page(self, page: AllocationPage, actor: Actor) -> None:
        """Show it to those who decide, while there is something to decide."""
        statement, reading = page.statement, page.reading
        decides = page.state is RoundState.MODERATION and can_approve(actor)
        self.setVisible(decides and statement.is_recorded and not page.is_trial)
        self.about.setText(_about(statement))
        self.summary.setText(statement.summary)
        self._has_reference = bool(statement.reference)
        self.reference.setText(tr("The whole statement: {where}", where=statement.reference))
        words = ""
        if reading.is_recorded and reading.read_on is not None:
            words = tr("{who} read it on {day}.", who=reading.read_by, day=long_date(reading.read_on))
        self.was_read.show_message(words, "good")
        is_done = bool(words) and reading.read_by == actor.name
        self.read_button.setVisible(not is_done)
        self._fold(is_done)

    def _unfold(self) -> None:
        self._fold(False)

    def _fold(self, is_folded: bool) -> None:
        """Hide the statement, or show it again."""
        for part in (self.about, self.summary):
            part.setVisible(not is_folded)
        self.reference.setVisible(not is_folded and self._has_reference)
        self.again_button.setVisible(is_folded)


def _about(statement: EqualityStatement) -> str:
    """When, and by which office; and why it stands here."""
    when = long_date(statement.on) if statement.on else ""
    wrote = ", ".join(part for part in (statement.by_role.strip(), when) if part)
    return tr("{who}. Read it before you decide: what it says of this round may change your mind.", who=wrote)
