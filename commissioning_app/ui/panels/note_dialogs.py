"""Dialogs that note something about members: their briefing, what they said to payment."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from commissioning_app.domain.panels import PaymentChoice
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.panels import choose_payment, note_briefing
from commissioning_app.services.queries.panel import PanelRow
from commissioning_app.translation import tr
from commissioning_app.ui.lib.acting import ActDialog
from commissioning_app.ui.panels.words import payment_word
from commissioning_app.ui.widgets.choice import Choices
from commissioning_app.ui.widgets.dates import DateField
from commissioning_app.ui.widgets.fields import FormField


class BriefingDialog(ActDialog):
    """The day of the briefing, for one member or several."""

    def __init__(
        self, parent: QWidget | None, context: ServiceContext, round_code: str, members: Sequence[PanelRow]
    ) -> None:
        names = ", ".join(one.name for one in members)
        super().__init__(
            parent,
            context,
            tr("When was the briefing?"),
            tr("On anti-racism, the criteria and ties to applicants. For {names}.", names=names),
        )
        self.round_code, self.members = round_code, tuple(members)
        noted = {one.briefed_on for one in members}
        first = next(iter(noted)) if len(noted) == 1 else None
        self.day = DateField(first or context.clock.today())
        help_words = tr("Leave it empty to take the note away.")
        self.add_field("on", FormField(tr("&Day"), self.day, help=help_words))
        self.finish(tr("&Note it"))
        self.day.setFocus()

    def check(self) -> bool:
        """The day has to be readable."""
        return self.day.check()

    def act(self, *, fresh: bool) -> None:
        """Note it."""
        note_briefing(
            self.context,
            round_code=self.round_code,
            member_ids=[one.member_id for one in self.members],
            on=self.day.day,
        )


class PaymentDialog(ActDialog):
    """What a member said to the offer of payment."""

    def __init__(
        self, parent: QWidget | None, context: ServiceContext, round_code: str, member: PanelRow
    ) -> None:
        super().__init__(
            parent,
            context,
            tr("What did {name} say to payment?", name=member.name),
            tr("Anyone may take less or nothing, so that benefits are not touched. Nobody has to say why."),
        )
        self.round_code, self.member = round_code, member
        self.choice = Choices(
            tr("Their choice"), [(one, payment_word(one), "") for one in PaymentChoice], chosen=member.payment
        )
        self.body.addWidget(self.choice)
        self.finish(tr("&Note it"))

    def act(self, *, fresh: bool) -> None:
        """Note it."""
        choose_payment(
            self.context,
            round_code=self.round_code,
            member_id=self.member.member_id,
            choice=PaymentChoice(self.choice.chosen),
        )
