"""A dialog that writes another organisation down."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtWidgets import QWidget

from commissioning_app.services.context import ServiceContext
from commissioning_app.services.organisations import add_organisation
from commissioning_app.translation import tr
from commissioning_app.ui.eois.acting import ActDialog
from commissioning_app.ui.lib.theme import theme
from commissioning_app.ui.organisations.fields import OrganisationFields
from commissioning_app.ui.widgets.page import ScrollPage


class AddOrganisationDialog(ActDialog):
    """`organisation_id` is the new one's, once it is added."""

    def __init__(self, parent: QWidget, context: ServiceContext) -> None:
        super().__init__(parent, context, tr("Add an organisation"))
        self.organisation_id: UUID | None = None
        self.inputs = OrganisationFields()
        self.fields = self.inputs.fields
        sheet = ScrollPage(margin=False)
        sheet.add(self.inputs)
        sheet.content.addStretch(1)
        self.body.addWidget(sheet, 1)
        self.finish(tr("Add &it"))
        room = parent.window().size()
        self.resize(min(theme().px(560), room.width() - 60), min(theme().px(640), room.height() - 40))
        self.inputs.name.setFocus()

    def check(self) -> bool:
        """The income has to be readable."""
        return self.inputs.check()

    def act(self, *, fresh: bool) -> None:
        """Add it."""
        self.organisation_id = add_organisation(self.context, organisation=self.inputs.details())
