"""A dialog that writes another organisation down."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtWidgets import QWidget

from commissioning_app.services.context import ServiceContext
from commissioning_app.services.organisations import add_organisation
from commissioning_app.translation import tr
from commissioning_app.ui.lib.acting import ActDialog
from commissioning_app.ui.organisations.fields import OrganisationFields


class AddOrganisationDialog(ActDialog):
    """`organisation_id` is the new one's, once it is added."""

    def __init__(self, parent: QWidget, context: ServiceContext) -> None:
        super().__init__(parent, context, tr("Add an organisation"))
        self.organisation_id: UUID | None = None
        self.inputs = OrganisationFields()
        self.fields = self.inputs.fields
        self.body.addWidget(self.inputs)
        self.finish(tr("Add &it"))
        self.inputs.name.setFocus()

    def check(self) -> bool:
        """The income has to be readable."""
        return self.inputs.check()

    def act(self, *, fresh: bool) -> None:
        """Add it."""
        self.organisation_id = add_organisation(self.context, organisation=self.inputs.details())
