"""Settings: the funder's own details, as they stand on letters and in open data."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QWidget

from commissioning_app.domain.errors import CommissioningError, StaleVersion
from commissioning_app.domain.people import Workspace
from commissioning_app.domain.roles import can_manage_people
from commissioning_app.domain.rounds import FunderKind
from commissioning_app.services.workspace import edit_workspace, read_workspace
from commissioning_app.translation import tr
from commissioning_app.ui.lib.dialogs import resolve_conflict
from commissioning_app.ui.lib.errors import show_error
from commissioning_app.ui.navigation import Shell
from commissioning_app.ui.widgets.buttons import PrimaryButton
from commissioning_app.ui.widgets.card import Card
from commissioning_app.ui.widgets.fields import FormField, GrowingTextEdit, TextEdit
from commissioning_app.ui.widgets.messages import InlineMessage
from commissioning_app.ui.widgets.text import Prose


def funder_kind_word(kind: FunderKind) -> str:
    """What a funder is, in words."""
    return {
        FunderKind.INTEGRATED_CARE_BOARD: tr("Integrated care board"),
        FunderKind.NHS_TRUST: tr("NHS trust"),
        FunderKind.COUNCIL: tr("Council"),
        FunderKind.CHARITABLE_FUNDER: tr("Charitable funder"),
    }[kind]


class FunderCard(Card):
    """The details, editable for administrators."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(tr("The funder"), parent=parent)
        self._shell = shell
        self._workspace: Workspace | None = None
        self.message = InlineMessage()
        self.add(self.message)
        self.add(Prose(tr("Letters and open data carry these."), "muted"))
        self.name_edit, self.address = TextEdit(), GrowingTextEdit(lines=3)
        self.website, self.org_id, self.prefix = TextEdit(), TextEdit(), TextEdit()
        self.kind = QComboBox()
        for kind in FunderKind:
            self.kind.addItem(funder_kind_word(kind), kind.value)
        kind_help = tr("It decides which duties and checks apply.")
        org_help = tr("Like GB-CHC-123456 or GB-GOR-123.")
        prefix_help = tr("From 360Giving, for publishing grants.")
        self.fields = {
            "funder_name": FormField(tr("&Name"), self.name_edit),
            "funder_kind": FormField(tr("&Kind"), self.kind, help=kind_help),
            "funder_address": FormField(tr("Add&ress"), self.address, optional=True),
            "website": FormField(tr("&Website"), self.website, optional=True),
            "funder_org_id": FormField(tr("Identi&fier"), self.org_id, help=org_help, optional=True),
            "publisher_prefix": FormField(
                tr("&Publisher prefix"), self.prefix, help=prefix_help, optional=True
            ),
        }
        for field in self.fields.values():
            self.add(field)
        self.save_button = PrimaryButton(tr("&Save the details"), self.save)
        self.body.addWidget(self.save_button, 0, Qt.AlignmentFlag.AlignLeft)
        for edit in (self.name_edit, self.website, self.org_id, self.prefix):
            edit.textEdited.connect(self._say)
        self.address.textChanged.connect(self._say)
        self.kind.activated.connect(self._say)

    def refresh(self) -> None:
        """Show the details as they are stored."""
        self._workspace = workspace = read_workspace(self._shell.context)
        self.setVisible(workspace is not None)
        if workspace is None:
            return
        self.message.clear()
        self.name_edit.setText(workspace.funder_name)
        self.kind.setCurrentIndex(self.kind.findData(FunderKind(workspace.funder_kind).value))
        self.website.setText(workspace.website)
        self.org_id.setText(workspace.funder_org_id)
        self.prefix.setText(workspace.publisher_prefix)
        self.address.setPlainText(workspace.funder_address)
        may = can_manage_people(self._shell.app.actor)
        for edit in (self.name_edit, self.website, self.org_id, self.prefix):
            edit.setReadOnly(not may)
        self.address.setReadOnly(not may)
        self.kind.setEnabled(may)
        self._say()

    def changes(self) -> dict[str, str]:
        """What differs from what is stored."""
        if self._workspace is None:
            return {}
        values = {
            "funder_name": self.name_edit.text().strip(),
            "funder_kind": str(self.kind.currentData()),
            "funder_address": self.address.toPlainText().strip(),
            "website": self.website.text().strip(),
            "funder_org_id": self.org_id.text().strip(),
            "publisher_prefix": self.prefix.text().strip(),
        }
        return {key: value for key, value in values.items() if value != str(getattr(self._workspace, key))}

    def save(self) -> None:
        """Save what was changed."""
        if self._workspace is None:
            return
        if not self.name_edit.text().strip():
            self.fields["funder_name"].set_error(tr("Give the funder's name."))
            self.name_edit.setFocus()
            return
        self.fields["funder_name"].clear_error()
        self._save(self._workspace.version)

    def _save(self, version: int) -> None:
        changed = self.changes()
        try:
            edit_workspace(self._shell.context, version=version, **changed)
        except StaleVersion as error:
            self._resolve(error, changed)
            return
        except CommissioningError as error:
            show_error(error, self.message, self.fields)
            return
        self.refresh()
        self.message.show_message(tr("The details are saved."), "good")

    def _resolve(self, error: StaleVersion, changed: dict[str, str]) -> None:
        """Somebody saved first: show both versions."""
        labels = {key: field.label.text().replace("&", "") for key, field in self.fields.items()}
        theirs = {key: error.theirs.get(key) for key in changed}
        chosen = resolve_conflict(self, theirs, error.yours, labels=labels)
        if chosen == "theirs":
            self.refresh()
        elif chosen == "yours":
            now = read_workspace(self._shell.context)
            self._save(now.version if now is not None else 0)

    def _say(self) -> None:
        """The button works, or says why it doesn't."""
        if not can_manage_people(self._shell.app.actor):
            self.save_button.refuse(tr("Administrators keep the funder's details."))
        else:
            self.save_button.refuse("" if self.changes() else tr("Nothing is changed."))
