"""Finance's own codes on an award, and the payee's supplier number."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from commissioning_app.domain.errors import CommissioningError, StaleVersion
from commissioning_app.domain.roles import can_keep_payee_details
from commissioning_app.services.awards import set_finance_codes
from commissioning_app.services.queries.awards import AwardLine
from commissioning_app.translation import tr
from commissioning_app.ui.lib.dialogs import resolve_conflict
from commissioning_app.ui.lib.errors import show_error
from commissioning_app.ui.navigation import Shell
from commissioning_app.ui.widgets.buttons import SecondaryButton
from commissioning_app.ui.widgets.card import Card
from commissioning_app.ui.widgets.fields import FormField, TextEdit
from commissioning_app.ui.widgets.messages import InlineMessage
from commissioning_app.ui.widgets.text import Prose

KEYS = ("cost_centre", "account_code", "purchase_order", "vat_treatment", "supplier_number")


class CodesCard(Card):
    """The form; `saved` is called when the codes were kept."""

    def __init__(self, shell: Shell, saved: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(tr("Finance codes"), parent=parent)
        self.shell, self._saved = shell, saved
        self._award: AwardLine | None = None
        self.message = InlineMessage()
        self.add(self.message)
        self.fields: dict[str, FormField] = {}
        self.edits: dict[str, TextEdit] = {}
        for key, label in zip(KEYS, _labels(), strict=True):
            self.edits[key] = TextEdit(characters=34)
            self.fields[key] = FormField(label, self.edits[key])
            self.edits[key].textChanged.connect(self._typed)
            self.add(self.fields[key])
        self.payee = Prose("", "muted")
        self.add(self.payee)
        self.save_button = SecondaryButton(tr("Save the &codes"), self.save)
        self.add(self.save_button)

    @property
    def is_changed(self) -> bool:
        """Whether something is typed that was not saved."""
        if self._award is None:
            return False
        return any(self.edits[key].text().strip() != getattr(self._award, key) for key in KEYS)

    def show_award(self, award: AwardLine, *, keep_typed: bool = False) -> None:
        """Show another award's codes; what was typed for the same one can stay."""
        self._award = award
        self.message.clear()
        may = can_keep_payee_details(self.shell.app.actor)
        for key, edit in self.edits.items():
            if not keep_typed:
                edit.setText(getattr(award, key))
            edit.setReadOnly(not may)
        self.payee.setText(tr("The supplier number is that of {payee}, who is paid.", payee=award.payee))
        self._refusal = (
            "" if may else tr("Finance keeps these. Choose another person in Settings, or ask one.")
        )
        self._typed()

    def save(self) -> bool:
        """Keep what is typed; False when it was not kept."""
        if self._award is None or not self.is_changed:
            return True
        try:
            self._write(self._award.version)
        except StaleVersion as error:
            return self._meet(error)
        except CommissioningError as error:
            show_error(error, self.message, self.fields)
            return False
        self._saved()
        return True

    def _write(self, version: int | None) -> None:
        assert self._award is not None
        texts = {key: edit.text() for key, edit in self.edits.items()}
        set_finance_codes(self.shell.context, award_id=self._award.award_id, version=version, **texts)

    def _meet(self, error: StaleVersion) -> bool:
        """Somebody saved first: both versions are shown, and the person chooses."""
        theirs = {key: error.theirs.get(key) for key in error.yours}
        labels = dict(zip(KEYS, (label.replace("&", "") for label in _labels()), strict=True))
        choice = resolve_conflict(self, theirs, error.yours, labels=labels)
        if choice == "edit":
            return False
        if choice == "yours":
            try:
                self._write(None)
            except CommissioningError as again:
                show_error(again, self.message, self.fields)
                return False
        else:
            self._forget_typed()
        self._saved()
        return True

    def _forget_typed(self) -> None:
        """Nothing is typed any more, so that the page shows what is kept now."""
        for key, edit in self.edits.items():
            edit.setText(getattr(self._award, key))

    _refusal = ""

    def _typed(self) -> None:
        nothing = "" if self.is_changed else tr("Nothing new is typed.")
        self.save_button.refuse(self._refusal or nothing)


def _labels() -> tuple[str, ...]:
    return (
        tr("Cost centre"),
        tr("Account code"),
        tr("Purchase order"),
        tr("VAT treatment"),
        tr("Supplier number"),
    )
