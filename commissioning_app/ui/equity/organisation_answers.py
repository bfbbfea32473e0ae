"""What an organisation says of its people, opened by an officer because the organisation asks for it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from commissioning_app.domain.errors import CommissioningError
from commissioning_app.domain.monitoring.answers import SubjectKind
from commissioning_app.domain.roles import Actor, can_keep_monitoring
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.monitoring.answers import (
    AnswersSeen,
    give_organisation_answers,
    see_organisation_answers,
    withdraw_organisation_answers,
)
from commissioning_app.translation import tr
from commissioning_app.ui.equity.answers_editor import AnswersEditor
from commissioning_app.ui.lib.dialogs import Dialog, confirm
from commissioning_app.ui.lib.errors import show_error
from commissioning_app.ui.widgets.buttons import DangerButton, PrimaryButton, SecondaryButton
from commissioning_app.ui.widgets.card import Card
from commissioning_app.ui.widgets.messages import InlineMessage
from commissioning_app.ui.widgets.text import Prose


class OrganisationAnswersCard(Card):
    """A way to the answers, with what it means to open them; what they say never stands on the page."""

    def __init__(self, open_answers: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(tr("About their people"), parent=parent)
        self.add(
            Prose(
                tr(
                    "What they say of the people who lead them is kept apart, and nobody who scores sees it. "
                    "Open it when they ask to see, correct or take it back. Each opening is written down."
                ),
                "muted",
            )
        )
        self.button = SecondaryButton(tr("Open it on their word"), open_answers, icon="lock")
        self.body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)

    def show_for(self, actor: Actor) -> None:
        """Say who may open it."""
        why = tr("Officers open it who neither approve, pay nor audit, on the organisation’s word.")
        self.button.refuse("" if can_keep_monitoring(actor) else why)


def open_organisation_answers(
    parent: QWidget, context: ServiceContext, round_code: str, reference: str, organisation: str
) -> str:
    """Ask, open, and let the answers be corrected or taken back; what was done, in a sentence, or "".

    Raises what the service refuses with.
    """
    sure = confirm(
        parent,
        tr("Does {organisation} ask for this?", organisation=organisation),
        tr("Open it only on their word. The trail keeps that you did, and never what it says."),
        yes=tr("Yes, open it"),
        no=tr("Go back"),
    )
    if not sure:
        return ""
    seen = see_organisation_answers(context, round_code=round_code, reference=reference)
    dialog = OrganisationAnswersDialog(parent, context, round_code, reference, organisation, seen)
    dialog.exec()
    dialog.deleteLater()
    return dialog.done_words


class OrganisationAnswersDialog(Dialog):
    """The answers of one organisation; `done_words` say what was done with them."""

    def __init__(
        self,
        parent: QWidget | None,
        context: ServiceContext,
        round_code: str,
        reference: str,
        organisation: str,
        seen: AnswersSeen,
    ) -> None:
        title = tr("The people who lead {organisation}", organisation=organisation)
        super().__init__(parent, title, _standing(seen), width=820)
        self._context, self._place = context, {"round_code": round_code, "reference": reference}
        self.done_words = ""
        self.message = InlineMessage()
        self.body.addWidget(self.message)
        self.editor = AnswersEditor(SubjectKind.EOI)
        self.editor.set_answers(seen.answers)
        self._kept = self.editor.answers()
        self.editor.changed.connect(self._say)
        self.body.addWidget(self.editor)
        self.close_button = self.add_button(SecondaryButton(tr("&Close"), self.reject), default=True)
        self.back_button = self.add_button(DangerButton(tr("&Take it back"), self.take_back))
        self.save_button = self.add_button(PrimaryButton(tr("Sa&ve"), self.save))
        self.close_button.setFocus()
        self._say()

    def save(self) -> None:
        """Keep what the organisation says now."""
        try:
            give_organisation_answers(self._context, **self._place, answers=self.editor.answers())
        except CommissioningError as error:
            show_error(error, self.message)
            return
        self.done_words = tr("What they say of their people is saved, apart from the EOI.")
        self.accept()

    def take_back(self) -> None:
        """Erase it on their word."""
        sure = confirm(
            self,
            tr("Take it back for them?"),
            tr(
                "Their answers are erased. Any backup made before still holds them. Totals that were counted "
                "before then stay as they are."
            ),
            yes=tr("Erase them"),
            no=tr("Go back"),
            danger=True,
        )
        if not sure:
            return
        try:
            withdraw_organisation_answers(self._context, **self._place)
        except CommissioningError as error:
            show_error(error, self.message)
            return
        self.done_words = tr(
            "What they said of their people is erased. Any backup made before still holds it."
        )
        self.accept()

    def _say(self) -> None:
        changed = set(self.editor.answers()) != set(self._kept)
        self.save_button.refuse("" if changed else tr("Nothing is changed."))
        self.back_button.refuse("" if self._kept else tr("There is nothing to take back."))


def _standing(seen: AnswersSeen) -> str:
    if seen.was_withdrawn:
        return tr(
            "They took their answers back. Nothing of them is kept here. "
            "Any backup made before still holds them."
        )
    if not seen.answers:
        return tr("They have said nothing, and that is fine. Write it down only on their word.")
    return tr("Tick only what they say themselves.")
