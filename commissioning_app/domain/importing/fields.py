"""The fields that a column of a workbook can be matched to, and what kind of value each holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from commissioning_app.domain.forms import Question

ANSWER_PREFIX = "answer:"
MONITORING_PREFIX = "monitoring:"
"""What is about the people themselves: kept apart from the EOI, never among its values."""


class ImportField(StrEnum):
    """The field names of interfaces.md, as they stand in ``--map``, in JSON and in templates."""

    REFERENCE = "reference"
    ORGANISATION = "organisation"
    ORG_ID = "org_id"
    CHARITY_NUMBER = "charity_number"
    COMPANY_NUMBER = "company_number"
    POSTCODE = "postcode"
    ADDRESS = "address"
    CONTACT_NAME = "contact_name"
    CONTACT_EMAIL = "contact_email"
    CONTACT_PHONE = "contact_phone"
    YEARLY_INCOME = "yearly_income"
    TITLE = "title"
    SUMMARY = "summary"
    AMOUNT_REQUESTED = "amount_requested"
    MINIMUM_AMOUNT = "minimum_amount"
    PARTNERS = "partners"
    HOST_ORGANISATION = "host_organisation"
    HOST_CHARITY_NUMBER = "host_charity_number"
    RECEIVED_AT = "received_at"
    PUBLICATION = "publication"
    FUNDING_KIND = "funding_kind"
    START_DATE = "start_date"
    END_DATE = "end_date"
    DURATION_MONTHS = "duration_months"
    AREA = "area"


class FieldKind(StrEnum):
    """How the cells of a column are read."""

    TEXT = "text"
    IDENTIFIER = "identifier"
    MONEY = "money"
    DATE = "date"
    INSTANT = "instant"
    MONTHS = "months"
    CHOICE = "choice"


NEEDED = (ImportField.ORGANISATION, ImportField.AMOUNT_REQUESTED)
"""What every row must have; a missing reference is made from the row."""

KINDS: Mapping[str, FieldKind] = {
    ImportField.REFERENCE: FieldKind.IDENTIFIER,
    ImportField.ORG_ID: FieldKind.IDENTIFIER,
    ImportField.CHARITY_NUMBER: FieldKind.IDENTIFIER,
    ImportField.COMPANY_NUMBER: FieldKind.IDENTIFIER,
    ImportField.HOST_CHARITY_NUMBER: FieldKind.IDENTIFIER,
    ImportField.CONTACT_PHONE: FieldKind.IDENTIFIER,
    ImportField.YEARLY_INCOME: FieldKind.MONEY,
    ImportField.AMOUNT_REQUESTED: FieldKind.MONEY,
    ImportField.MINIMUM_AMOUNT: FieldKind.MONEY,
    ImportField.RECEIVED_AT: FieldKind.INSTANT,
    ImportField.START_DATE: FieldKind.DATE,
    ImportField.END_DATE: FieldKind.DATE,
    ImportField.DURATION_MONTHS: FieldKind.MONTHS,
    ImportField.PUBLICATION: FieldKind.CHOICE,
    ImportField.FUNDING_KIND: FieldKind.CHOICE,
}
"""The kind of each field that is not plain text."""

LABELS: Mapping[str, str] = {
    ImportField.REFERENCE: "Reference",
    ImportField.ORGANISATION: "Organisation",
    ImportField.ORG_ID: "Org-id",
    ImportField.CHARITY_NUMBER: "Charity number",
    ImportField.COMPANY_NUMBER: "Company number",
    ImportField.POSTCODE: "Postcode",
    ImportField.ADDRESS: "Address",
    ImportField.CONTACT_NAME: "Contact name",
    ImportField.CONTACT_EMAIL: "Contact e-mail",
    ImportField.CONTACT_PHONE: "Contact phone",
    ImportField.YEARLY_INCOME: "Yearly income",
    ImportField.TITLE: "Title",
    ImportField.SUMMARY: "Summary",
    ImportField.AMOUNT_REQUESTED: "Amount requested",
    ImportField.MINIMUM_AMOUNT: "Minimum amount",
    ImportField.PARTNERS: "Partners",
    ImportField.HOST_ORGANISATION: "Host organisation",
    ImportField.HOST_CHARITY_NUMBER: "Host's charity number",
    ImportField.RECEIVED_AT: "Received at",
    ImportField.PUBLICATION: "Publication",
    ImportField.FUNDING_KIND: "Core or project",
    ImportField.START_DATE: "Start date",
    ImportField.END_DATE: "End date",
    ImportField.DURATION_MONTHS: "Duration in months",
    ImportField.AREA: "Area",
}
"""What a person reads for each field, in English."""


def answer_field(question_id: str) -> str:
    """The field name of a round's own question."""
    return f"{ANSWER_PREFIX}{question_id}"


def question_of(field: str) -> str | None:
    """The question id in ``answer:<id>``, or None for any other field."""
    return field[len(ANSWER_PREFIX) :] if field.startswith(ANSWER_PREFIX) else None


def monitoring_field(question_id: str) -> str:
    """The field name of a question about the people who lead an organisation."""
    return f"{MONITORING_PREFIX}{question_id}"


def monitored(field: str) -> str:
    """The question id in ``monitoring:<id>``, or "" for any other field."""
    return field[len(MONITORING_PREFIX) :] if field.startswith(MONITORING_PREFIX) else ""


def kind_of(field: str) -> FieldKind:
    """How the cells of this field are read; answers are text."""
    return KINDS.get(field, FieldKind.TEXT)


def label_of(field: str, questions: Sequence[Question] = ()) -> str:
    """What a person reads for a field: its label, or the question's own text."""
    question_id = question_of(field)
    if question_id is None:
        return LABELS.get(field, field)
    return next((question.text for question in questions if question.id == question_id), question_id)


def known_fields(questions: Sequence[Question] = ()) -> tuple[str, ...]:
    """Every field name that a column can be matched to in a round with these questions."""
    return (*(str(one) for one in ImportField), *(answer_field(question.id) for question in questions))
