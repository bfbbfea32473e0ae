"""Handing out the application form: as a workbook, a PDF or a web page."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QWidget

from commissioning_app.domain.application_forms.identity import FormKind
from commissioning_app.domain.roles import can_handle_eois
from commissioning_app.domain.rounds import Round, RoundState
from commissioning_app.services.forms import HANDS_OUT, FormMade, make_form
from commissioning_app.translation import tr
from commissioning_app.ui.letters.batch import open_folder
from commissioning_app.ui.lib.errors import show_error
from commissioning_app.ui.lib.layouts import row
from commissioning_app.ui.lib.progress import run_with_dialog
from commissioning_app.ui.navigation import Shell
from commissioning_app.ui.rounds.design.section import Design, Section
from commissioning_app.ui.rounds.words import state_word
from commissioning_app.ui.widgets.buttons import SecondaryButton
from commissioning_app.ui.widgets.card import Card
from commissioning_app.ui.widgets.messages import InlineMessage
from commissioning_app.ui.widgets.page import ResponsiveRow
from commissioning_app.ui.widgets.text import Prose


class HandingOutSection(Section):
    """Three kinds of the same form; it holds nothing of the design, and stays open after opening.

    `answered` comes with what now says how it went, so that it can be brought into sight.
    """

    answered = Signal(QWidget)
    preview_wanted = Signal()
    locks_at_opening = False
    begins_at = RoundState.OPEN

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shell: Shell | None = None
        self._round: Round | None = None
        self._unsaved = False
        self._folder: Path | None = None
        card = self.add_card(
            tr("Hand out the form"),
            tr(
                "Three ways to fill in the same form. Offer all three, and let people choose. "
                "When they come back, take them in under EOIs with Import EOIs, several at once."
            ),
        )
        self.large_print = QCheckBox(tr("In &large print"))
        card.add(self.large_print)
        self.preview_button = SecondaryButton(
            tr("As a&n applicant sees it"), self.preview_wanted.emit, icon="eye"
        )
        card.add(self.preview_button)
        self.message = InlineMessage()
        card.add(self.message)
        card.add(self._make_done())
        self.buttons: dict[FormKind, SecondaryButton] = {}
        kinds = ResponsiveRow(least=210)
        for kind in (FormKind.HTML, FormKind.XLSX, FormKind.PDF):
            kinds.add(self._card_of(kind))
        self._outer.addWidget(kinds)

    def load(self, round_: Round) -> None:
        """Another round, or the same one in another state."""
        if self._round is None or self._round.id != round_.id:
            self.message.clear()
            self.done.hide()
        self._round = round_
        self._say_what_is_open()

    def collect(self, design: Design) -> None:
        """It holds nothing of its own."""

    def set_unsaved(self, unsaved: bool) -> None:
        """The form is made of what is saved: while something is not, none is made."""
        self._unsaved = unsaved
        self._say_what_is_open()

    def ask_and_make(self, kind: FormKind) -> None:
        """Ask where to, and write the form there."""
        assert self._round is not None
        name = _proposed_name(self._round, kind, large_print=self.large_print.isChecked())
        start = str((self._folder or Path.home()) / name)
        chosen, _kind = QFileDialog.getSaveFileName(
            self, tr("Save the form"), start, f"{_kind_word(kind)} (*.{kind})"
        )
        if chosen:
            path = Path(chosen)
            self.make(kind, path if path.suffix else path.with_suffix(f".{kind}"))

    def make(self, kind: FormKind, path: Path) -> None:
        """Write the form beside the window's own work."""
        assert self.shell is not None and self._round is not None
        context, files, code = self.shell.context, self.shell.app.form_files(), self._round.code
        large_print = self.large_print.isChecked()

        def work(_progress: object, _token: object) -> FormMade:
            return make_form(
                context, round_code=code, kind=kind, files=files, path=path, large_print=large_print
            )

        self.message.clear()
        self.done.hide()
        run_with_dialog(self, tr("Making the form"), work, self._made, self._failed)

    # How it is done

    def _card_of(self, kind: FormKind) -> Card:
        card = Card(_kind_word(kind))
        card.add(Prose(_suits(kind)))
        card.body.addStretch(1)
        button = SecondaryButton(_button_words(kind), partial(self.ask_and_make, kind), icon="download")
        self.buttons[kind] = button
        card.add(button)
        return card

    def _make_done(self) -> QWidget:
        self.done = QWidget()
        line = row(self.done, gap="m")
        self.done_message = InlineMessage()
        self.folder_button = SecondaryButton(tr("&Open the folder"), self._open_folder, icon="folder")
        line.addWidget(self.done_message, 1)
        line.addWidget(self.folder_button)
        self.done.hide()
        return self.done

    def _say_what_is_open(self) -> None:
        why = self._why_not()
        for button in self.buttons.values():
            button.refuse(why)
        self.large_print.setEnabled(not why)
        self.message.show_message(why or self._draft_words(), "info")

    def _why_not(self) -> str:
        """Why this person can't make a form now."""
        if self._round is None or self.shell is None:
            return ""
        if not can_handle_eois(self.shell.app.actor):
            return tr("Officers hand out the form.")
        if self._round.state not in HANDS_OUT:
            state = state_word(self._round.state).lower()
            return tr("The round is {state}: it takes no EOIs, so there is no form to hand out.", state=state)
        if self._unsaved:
            return tr("Save what you changed first: the form is made of what is saved.")
        return ""

    def _draft_words(self) -> str:
        if self._round is None or self._round.state is not RoundState.DRAFT:
            return ""
        return tr(
            "The round is a draft, and its form says so. Try it out; hand it out once the round is open."
        )

    def _made(self, made: FormMade) -> None:
        self._folder = made.file.parent
        words = tr(
            "The form, version {version}, is in {file}.", version=made.form_version, file=str(made.file)
        )
        if made.about_you_file is not None:
            words += " " + tr("The sheet “About you” is beside it, in {file}.", file=made.about_you_file.name)
            words += " " + tr("Hand out both.")
        elif made.has_about_you:
            words += " " + tr("The sheet “About you” is in the same workbook.")
        if self._round is not None and not self._round.questions:
            words += " " + tr("It has no questions of your own yet.")
        self.message.clear()
        self.done_message.show_message(words, "good")
        self.done.show()
        self.folder_button.setFocus()
        self.answered.emit(self.done)

    def _failed(self, error: Exception) -> None:
        show_error(error, self.message)
        self.answered.emit(self.message)

    def _open_folder(self) -> None:
        if self._folder is not None and not open_folder(self._folder):
            self.message.show_message(
                tr("This computer can’t show the folder from here. It is {folder}.", folder=self._folder),
                "info",
            )


def _proposed_name(round_: Round, kind: FormKind, *, large_print: bool) -> str:
    """A name that says which form it is."""
    print_ = " " + tr("large print") if large_print else ""
    return f"{round_.code} {tr('form')} v{round_.form_version}{print_}.{kind}"


def _kind_word(kind: FormKind) -> str:
    return {
        FormKind.HTML: tr("Web page"),
        FormKind.XLSX: tr("Workbook"),
        FormKind.PDF: tr("PDF"),
    }[kind]


def _button_words(kind: FormKind) -> str:
    return {
        FormKind.HTML: tr("Save the &web page"),
        FormKind.XLSX: tr("Save the wor&kbook"),
        FormKind.PDF: tr("Save the &PDF"),
    }[kind]


def _suits(kind: FormKind) -> str:
    """Whom a kind suits."""
    return {
        FormKind.HTML: tr(
            "The best one for most people, and for screen readers. It opens on a phone or a computer, works "
            "without a network, and remembers what was typed."
        ),
        FormKind.XLSX: tr("For groups that work in Excel or LibreOffice, or fill it in together."),
        FormKind.PDF: tr("For those who want paper, or know PDF forms. It can also be filled in by hand."),
    }[kind]
