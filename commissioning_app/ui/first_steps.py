"""The dialogs of a first start: naming one's funder and oneself, and opening somebody's workspace."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from commissioning_app.domain.rounds import FunderKind
from commissioning_app.translation import tr
from commissioning_app.ui.lib.dialogs import Dialog
from commissioning_app.ui.lib.layouts import row
from commissioning_app.ui.widgets.buttons import PrimaryButton, SecondaryButton
from commissioning_app.ui.widgets.choice import Choices
from commissioning_app.ui.widgets.fields import FormField, TextEdit


def funder_kinds() -> list[tuple[str, str, str]]:
    """The kinds of funder in words."""
    return [
        (FunderKind.INTEGRATED_CARE_BOARD, tr("NHS integrated care board"), ""),
        (FunderKind.NHS_TRUST, tr("NHS trust"), ""),
        (FunderKind.COUNCIL, tr("Council"), ""),
        (FunderKind.CHARITABLE_FUNDER, tr("Community foundation or other charitable funder"), ""),
    ]


class OwnWorkspaceDialog(Dialog):
    """Asks who the funder is, who sits here, and where the workspace's file goes."""

    def __init__(self, parent: QWidget | None, place: Path) -> None:
        super().__init__(
            parent,
            tr("Start your own workspace"),
            tr("You will be its officer and administrator. Add the others under People."),
        )
        self.funder_edit, self.person_edit = TextEdit(), TextEdit()
        self.place_edit = TextEdit(str(place))
        self.funder = FormField(tr("Name of the &funder"), self.funder_edit)
        self.kind = Choices(
            tr("Kind of funder"), funder_kinds(), help=tr("It decides which legal duties are checked.")
        )
        self.person = FormField(tr("&Your name"), self.person_edit)
        self.place = FormField(tr("&Where its file goes"), self.place_edit)
        for field in (self.funder, self.kind, self.person, self.place):
            self.body.addWidget(field)
        self.add_button(SecondaryButton(tr("Cancel"), self.reject))
        self.add_button(PrimaryButton(tr("&Create the workspace"), self._check), default=True)

    @property
    def answers(self) -> tuple[str, FunderKind, str, str]:
        """Funder's name, its kind, the person's name, and the place."""
        return (
            self.funder_edit.text().strip(),
            FunderKind(self.kind.chosen),
            self.person_edit.text().strip(),
            self.place_edit.text().strip(),
        )

    def _check(self) -> None:
        missing = tr("Please fill this in.")
        fields = {self.funder: self.funder_edit, self.person: self.person_edit, self.place: self.place_edit}
        for field, editor in fields.items():
            field.set_error("" if editor.text().strip() else missing)
        if all(editor.text().strip() for editor in fields.values()):
            self.accept()


class OpenWorkspaceDialog(Dialog):
    """Asks for a workspace: a file on this computer, or the address of a team's database."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(
            parent,
            tr("Open a workspace"),
            tr("Choose a workspace file, or type the address of your team's database."),
        )
        line = row(gap="s")
        self.place_edit = TextEdit()
        self.place = FormField(
            tr("&File or address"), self.place_edit, help=tr("An address begins with postgresql+psycopg://")
        )
        line.addWidget(self.place, 1)
        self.body.addLayout(line)
        self.add_button(SecondaryButton(tr("&Browse…"), self._browse, icon="folder"))
        self.add_button(SecondaryButton(tr("Cancel"), self.reject))
        self.add_button(PrimaryButton(tr("&Open"), self._check), default=True)

    @property
    def chosen(self) -> str:
        """The path or address."""
        return self.place_edit.text().strip()

    def _browse(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self, tr("Open a workspace"), "", tr("Workspaces (*.db);;All files (*)")
        )
        if path:
            self.place_edit.setText(path)

    def _check(self) -> None:
        if not self.chosen:
            self.place.set_error(tr("Choose a file or type an address."))
            return
        self.accept()
