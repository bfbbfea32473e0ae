"""The form as an applicant sees it, in the window: to be tried out, in plain or large print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from commissioning_app.domain.application_forms.apart import GuidePart
from commissioning_app.domain.application_forms.design import ApplicationForm
from commissioning_app.domain.application_forms.fields import Section as AskedSection
from commissioning_app.domain.application_forms.guide import guide, warning, where_to_send
from commissioning_app.services.form_preview import preview_form
from commissioning_app.translation import tr
from commissioning_app.ui.lib.dialogs import Dialog
from commissioning_app.ui.lib.layouts import column
from commissioning_app.ui.navigation import Shell
from commissioning_app.ui.rounds.design.preview_fields import preview_field
from commissioning_app.ui.widgets.buttons import PrimaryButton
from commissioning_app.ui.widgets.card import Card
from commissioning_app.ui.widgets.fields import FormField
from commissioning_app.ui.widgets.messages import InlineMessage
from commissioning_app.ui.widgets.page import use_large_print
from commissioning_app.ui.widgets.text import Label, Prose, Rule

_WIDTH = 780


def show_preview(parent: QWidget, shell: Shell, round_code: str, design: Mapping[str, Any]) -> None:
    """Show the form as it would be if the design were saved."""
    forms = preview_form(shell.context, round_code=round_code, design=design)
    dialog = PreviewDialog(parent, forms)
    dialog.exec()
    dialog.deleteLater()


class PreviewDialog(Dialog):
    """The form, and the sheet that goes out with it where there is one; what is typed is kept nowhere."""

    def __init__(self, parent: QWidget | None, forms: Sequence[ApplicationForm]) -> None:
        words = tr("Try it out: type, tick, leave things out. Nothing of it is kept.")
        super().__init__(parent, tr("As an applicant sees it"), words, width=_WIDTH)
        self.sheets: list[PreviewSheet] = []
        for form in forms:
            sheet = PreviewSheet(form)
            self.sheets.append(sheet)
            self.body.addWidget(sheet)
        self.body.addStretch(1)
        self.which = QComboBox()
        self.which.setAccessibleName(tr("Which sheet"))
        self.which.addItems([sheet.title for sheet in self.sheets])
        self.which.currentIndexChanged.connect(self._show_sheet)
        self.large_print = QCheckBox(tr("In &large print"))
        self.large_print.toggled.connect(self._print)
        self.foot.insertWidget(0, self.which)
        self.foot.insertWidget(1, self.large_print)
        self.which.setVisible(len(self.sheets) > 1)
        self.close_button = self.add_button(PrimaryButton(tr("&Close"), self.accept))
        self._show_sheet(0)
        self.close_button.setFocus()

    def _show_sheet(self, chosen: int) -> None:
        for place, sheet in enumerate(self.sheets):
            sheet.setVisible(place == chosen)

    def _print(self, large: bool) -> None:
        for sheet in self.sheets:
            use_large_print(sheet, large)


class PreviewSheet(QWidget):
    """One form from its head to its foot."""

    def __init__(self, form: ApplicationForm, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = form.title
        self.fields: dict[str, FormField] = {}
        outer = self._outer = column(self, gap="l")
        outer.addWidget(Prose(form.funder, "muted"))
        outer.addWidget(Prose(form.round_name, "page_title"))
        outer.addWidget(Prose(form.title, "banner"))
        if said := warning(form):
            message = InlineMessage()
            outer.addWidget(message)
            message.show_message(said, "warn")
        for part in guide(form):
            self._add_guide(part)
        for section in form.sections:
            self._add_section(section)
        outer.addWidget(Rule())
        outer.addWidget(Prose(where_to_send(form), "strong"))
        version = tr("Form version {version}", version=form.stamp.form_version)
        outer.addWidget(Prose(version, "muted"))
        self.setAccessibleName(form.title)

    def _add_guide(self, part: GuidePart) -> None:
        lines = column(gap="xs")
        lines.addWidget(Label(part.heading, "card_title"))
        for sentence in part.sentences:
            lines.addWidget(Prose(sentence))
        for point in part.points:
            lines.addWidget(Prose(f"•  {point}"))
        self._outer.addLayout(lines)

    def _add_section(self, section: AskedSection) -> None:
        card = Card(section.title)
        if section.intro:
            card.add(Prose(section.intro, "muted"))
        for place, asked in enumerate(section.fields):
            if place:
                card.add(Rule())
            field = self.fields[asked.name] = preview_field(asked)
            card.add(field)
        self._outer.addWidget(card)
