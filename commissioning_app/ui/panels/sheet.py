"""One person's declaration sheet: every organisation of the round, and the tie to each."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtWidgets import QWidget

from commissioning_app.domain.dates import long_date
from commissioning_app.domain.errors import CommissioningError
from commissioning_app.domain.panels import Interest
from commissioning_app.services.context import LONDON, ServiceContext
from commissioning_app.services.declarations import declare_interest, state_none_for_the_rest
from commissioning_app.services.queries.declarations import (
    DeclarationSheet,
    OrganisationInterest,
    declaration_sheet,
)
from commissioning_app.translation import tr
from commissioning_app.ui.lib.acting import ActDialog
from commissioning_app.ui.lib.dialogs import confirm
from commissioning_app.ui.lib.errors import show_error
from commissioning_app.ui.lib.layouts import FlowLayout
from commissioning_app.ui.lib.table_model import Column
from commissioning_app.ui.panels.words import interest_chip
from commissioning_app.ui.scoring.ways import LeastHeight
from commissioning_app.ui.widgets.buttons import SecondaryButton
from commissioning_app.ui.widgets.data_table import DataTable
from commissioning_app.ui.widgets.fields import FormField, TextEdit
from commissioning_app.ui.widgets.messages import EmptyState, InlineMessage


class SheetDialog(ActDialog):
    """Choose organisations, say the tie, and at the end that there are no others. Each is kept at once."""

    def __init__(
        self, parent: QWidget | None, context: ServiceContext, round_code: str, person_id: UUID | None
    ) -> None:
        """`person_id` None is the person at the desk; raises what the services raise."""
        sheet = declaration_sheet(context, round_code=round_code, person_id=person_id)
        super().__init__(
            parent,
            context,
            tr("Ties of {name}", name=sheet.name),
            tr(
                "Indirect: a friend works there, or an earlier link. Direct: they, or people they live with, "
                "work there, are paid by it or help to run it."
            ),
            width=720,
        )
        self.round_code, self.person_id = round_code, person_id
        self.table = DataTable(
            "declaration-sheet",
            _columns(),
            title=tr("Organisations of this round"),
            many=True,
            empty=EmptyState(tr("No organisation has applied yet")),
        )
        self.table.selection_changed.connect(lambda _ids: self._say_what_may_be_done())
        self.body.addWidget(self.table, 1)
        LeastHeight(self.table, 290)
        self.note = TextEdit(characters=60)
        self.body.addWidget(FormField(tr("&Note, kept with the tie"), self.note, optional=True))
        line = FlowLayout(gap="s")
        self.buttons: dict[Interest, SecondaryButton] = {}
        for interest, words in (
            (Interest.NONE, tr("N&o tie")),
            (Interest.INDIRECT, tr("&Indirect tie")),
            (Interest.DIRECT, tr("&Direct tie")),
        ):
            button = self.buttons[interest] = SecondaryButton(words, self._declarer(interest))
            button.setAutoDefault(False)
            line.addWidget(button)
        self.body.addLayout(line)
        self.standing = InlineMessage()
        self.body.addWidget(self.standing)
        self.finish(tr("None with &all the others"))
        self._show(sheet)

    def declare(self, interest: Interest) -> None:
        """Write down this tie to the chosen organisations."""
        chosen = [one for one in self.table.selected_ids() if isinstance(one, UUID)]
        if interest is Interest.DIRECT and not self._is_sure():
            return
        self.message.clear()
        try:
            for organisation_id in chosen:
                declare_interest(
                    self.context,
                    round_code=self.round_code,
                    organisation_id=organisation_id,
                    interest=interest,
                    note=self.note.text().strip() if interest is not Interest.NONE else "",
                    person_id=self.person_id,
                )
            self._show(declaration_sheet(self.context, round_code=self.round_code, person_id=self.person_id))
        except CommissioningError as error:
            show_error(error, self.message)
            return
        self.note.clear()

    def act(self, *, fresh: bool) -> None:
        """There are no other ties."""
        state_none_for_the_rest(self.context, round_code=self.round_code, person_id=self.person_id)

    def _declarer(self, interest: Interest) -> Callable[[], None]:
        return lambda: self.declare(interest)

    def _show(self, sheet: DeclarationSheet) -> None:
        rows = sheet.organisations
        values = [_values(one, sheet.is_complete) for one in rows]
        self.table.set_rows(values, ids=[one.organisation_id for one in rows])
        if sheet.is_complete and sheet.stated_at is not None:
            day = long_date(sheet.stated_at.astimezone(LONDON).date())
            self.standing.show_message(tr("No other ties: said on {day}.", day=day), "good")
        elif sheet.stated_at is not None:
            words = tr("Organisations came in since this was last said. Look at the list again.")
            self.standing.show_message(words, "warn")
        else:
            self.standing.clear()
        self._say_what_may_be_done()

    def _say_what_may_be_done(self) -> None:
        reason = "" if self.table.selected_ids() else tr("Choose an organisation in the list.")
        for button in self.buttons.values():
            button.refuse(reason)

    def _is_sure(self) -> bool:
        return confirm(
            self,
            tr("Is it a direct tie?"),
            tr(
                "A panel member with a direct tie leaves the round at once, and what they have not sent is "
                "taken away, unless an approver agrees that they stay."
            ),
            yes=tr("Yes, it is direct"),
            danger=True,
        )


def _columns() -> list[Column]:
    return [
        Column("name", tr("Organisation"), bold=True),
        Column("tie", tr("Tie"), "chip", width=130),
        Column("note", tr("Note"), width=170, drop=1),
    ]


def _values(one: OrganisationInterest, is_complete: bool) -> tuple[object, ...]:
    """What was said; once the sheet is complete, nothing said means no tie."""
    interest = Interest.NONE if one.interest is None and is_complete else one.interest
    return (one.name, interest_chip(interest, one.exception_agreed), one.note)
