"""The fields of an organisation, for its own page and for the form of an EOI."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from commissioning_app.services.organisations import NewOrganisation
from commissioning_app.translation import tr
from commissioning_app.ui.lib.layouts import column
from commissioning_app.ui.widgets.fields import FormField, GrowingTextEdit, MoneyEdit, TextEdit


class OrganisationFields(QWidget):
    """What is written down about an organisation. `fields` are keyed as the services name them."""

    def __init__(self, *, with_name: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        outer = column(self, gap="m")
        self.name = TextEdit()
        self.org_id = TextEdit(characters=26, placeholder="GB-CHC-1015648")
        self.charity_number = TextEdit(characters=14)
        self.company_number = TextEdit(characters=14)
        self.address = GrowingTextEdit(lines=2, most=6)
        self.postcode = TextEdit(characters=12)
        self.income = MoneyEdit(least=0)
        known = tr("Leave it empty when the organisation is on no register.")
        self.fields: dict[str, FormField] = {
            "name": FormField(tr("&Name"), self.name),
            "org_id": FormField(tr("Org-&id"), self.org_id, help=known, optional=True),
            "charity_number": FormField(tr("&Charity number"), self.charity_number, optional=True),
            "company_number": FormField(tr("C&ompany number"), self.company_number, optional=True),
            "address": FormField(tr("A&ddress"), self.address, optional=True),
            "postcode": FormField(tr("&Postcode"), self.postcode, optional=True),
            "yearly_income_pence": FormField(
                tr("&Yearly income"),
                self.income,
                help=tr("It decides whether the organisation counts as small."),
                optional=True,
            ),
        }
        for name, field in self.fields.items():
            if name != "name" or with_name:
                outer.addWidget(field)
            if not with_name:
                # Inside another form, whose own labels have these letters already.
                field.label.setText(field.label.text().replace("&", ""))
        self._with_name = with_name

    @property
    def fields_without_name(self) -> dict[str, FormField]:
        """All fields but the name, which an EOI's form asks for in its own way."""
        return {name: field for name, field in self.fields.items() if name != "name"}

    def set_details(self, details: NewOrganisation) -> None:
        """Show an organisation."""
        self.name.setText(details.name)
        self.org_id.setText(details.org_id)
        self.charity_number.setText(details.charity_number)
        self.company_number.setText(details.company_number)
        self.address.setPlainText(details.address)
        self.postcode.setText(details.postcode)
        self.income.set_pence(details.yearly_income_pence)
        for field in self.fields.values():
            field.clear_error()

    def details(self, name: str = "") -> NewOrganisation:
        """What stands in the fields; `name` where the name is asked for elsewhere."""
        return NewOrganisation(
            name=self.name.text().strip() if self._with_name else name,
            org_id=self.org_id.text().strip(),
            charity_number=self.charity_number.text().strip(),
            company_number=self.company_number.text().strip(),
            address=self.address.toPlainText().strip(),
            postcode=self.postcode.text().strip(),
            yearly_income_pence=self.income.pence,
        )

    def check(self) -> bool:
        """Whether every field can be read."""
        return self.income.check()


def organisation_labels() -> dict[str, str]:
    """What each detail is called where two versions are compared."""
    return {
        "name": tr("Name"),
        "org_id": tr("Org-id"),
        "charity_number": tr("Charity number"),
        "company_number": tr("Company number"),
        "address": tr("Address"),
        "postcode": tr("Postcode"),
        "yearly_income_pence": tr("Yearly income"),
    }
