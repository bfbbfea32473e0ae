"""An EOI that comes as a recording: the file, what is said in it, who applies and what they ask for."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from commissioning_app.services.context import ServiceContext
from commissioning_app.services.eois import ContactDetails, EoiDetails
from commissioning_app.services.organisations import NewOrganisation
from commissioning_app.services.queries.organisation_names import organisation_names
from commissioning_app.services.spoken import add_spoken_eoi
from commissioning_app.translation import tr
from commissioning_app.ui.eois.file_dialogs import FileDialog, file_field
from commissioning_app.ui.eois.form_cards import received_moment
from commissioning_app.ui.eois.organisation_picker import OrganisationPicker
from commissioning_app.ui.lib.layouts import column
from commissioning_app.ui.lib.tasks import Work
from commissioning_app.ui.widgets.dates import DateField
from commissioning_app.ui.widgets.fields import FormField, GrowingTextEdit, MoneyEdit, TextEdit
from commissioning_app.ui.widgets.page import ResponsiveRow


class SpokenDialog(FileDialog):
    """Takes a recording as an EOI; `reference` names it afterwards."""

    def __init__(self, parent: QWidget | None, context: ServiceContext, round_code: str) -> None:
        super().__init__(
            parent,
            context,
            tr("An EOI that was spoken or filmed"),
            tr("The recording and your words of it are the application. Members can read and listen."),
            width=860,
        )
        self.round_code, self.reference = round_code, ""
        said = tr("MP3, M4A, WAV, Ogg, MP4, WebM or MOV; at most 25 MB.")
        field, self.path = file_field(tr("&Recording"), said)
        self.add_field("file", field)
        self.transcript = GrowingTextEdit(lines=5, most=14)
        words = tr("As they say it, or notes of what matters. Leave out what they ask you to leave out.")
        self.add_field("transcript", FormField(tr("What is &said in it"), self.transcript, help=words))
        self.organisation = OrganisationPicker(organisation_names(context), new_allowed=True)
        self.asked = MoneyEdit(required=True, least=1)
        self._side_by_side(
            ("name", FormField(tr("&Organisation"), self.organisation)),
            ("requested_pence", FormField(tr("&Amount they ask for"), self.asked)),
        )
        self.title = TextEdit()
        self.received = DateField(context.clock.today(), required=True)
        self._side_by_side(
            ("title", FormField(tr("&Title"), self.title, optional=True)),
            ("received_at", FormField(tr("&Day on which it came"), self.received)),
        )
        self.contact = TextEdit()
        self.email = TextEdit()
        self._side_by_side(
            ("contact_name", FormField(tr("&Contact’s name"), self.contact, optional=True)),
            ("contact_email", FormField(tr("Contact’s &e-mail or phone"), self.email, optional=True)),
        )
        self.finish(tr("&Keep this EOI"))
        self.path.edit.setFocus()

    def _side_by_side(self, *fields: tuple[str, FormField]) -> None:
        line = ResponsiveRow(least=260)
        for name, field in fields:
            self.fields[name] = field
            holder = QWidget()
            inner = column(holder)
            inner.addWidget(field)
            inner.addStretch(1)
            line.add(holder)
        self.body.addWidget(line)

    def typed(self) -> str:
        """What would be lost."""
        return self.transcript.toPlainText()

    def check(self) -> bool:
        """Say beside each field what is missing or can't be read."""
        checks = [super().check(), self.asked.check(), self.received.check()]
        if not self.organisation.text:
            self.fields["name"].set_error(tr("Name the organisation that applies."))
        if not self.transcript.toPlainText().strip():
            self.fields["transcript"].set_error(tr("Write down what is said, or notes of it."))
        wrong = next((field for field in self.fields.values() if field.error), None)
        if wrong is not None:
            wrong.editor.setFocus()
        return all(checks) and wrong is None

    def work(self) -> Work[object]:
        """Keep the EOI with its file."""
        context, code, path = self.context, self.round_code, self.path.path
        organisation = self.organisation.chosen or NewOrganisation(self.organisation.text)
        details = EoiDetails(requested_pence=self.asked.pence or 0, title=self.title.text())
        reached = self.email.text().strip()
        is_email = "@" in reached
        contact = ContactDetails(
            self.contact.text(), reached if is_email else "", "" if is_email else reached
        )
        transcript = self.transcript.toPlainText()
        received = received_moment(self.received.day, context.clock.now())
        assert path is not None
        return lambda progress, _token: add_spoken_eoi(
            context,
            round_code=code,
            organisation=organisation,
            details=details,
            file=path,
            transcript=transcript,
            contact=contact,
            received_at=received,
            progress=progress,
        )

    def _done(self, result: object) -> None:
        self.reference = str(result)
        super()._done(result)
