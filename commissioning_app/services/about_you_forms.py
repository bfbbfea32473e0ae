"""The sheet “About you” of a round's form: what it asks, and what it tells its reader first."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from commissioning_app.domain.application_forms.apart import ABOUT_YOU, Apart, GuidePart
from commissioning_app.domain.application_forms.design import ApplicationForm
from commissioning_app.domain.application_forms.fields import FormField, Section, digest_of_fields
from commissioning_app.domain.application_forms.guide import who_helps
from commissioning_app.domain.application_forms.identity import FormKind
from commissioning_app.domain.importing.fields import ImportField
from commissioning_app.domain.monitoring.answers import SubjectKind
from commissioning_app.domain.monitoring.questions import WHO_LEADS
from commissioning_app.domain.monitoring.sheets import fields_for
from commissioning_app.domain.rounds import Round

TITLE = "About you (optional)"
FILE_WORDS = "About you"
FILE_PART = "-about-you"
OPTIONAL = (
    "Every question on this sheet is optional. Leave out what you like, or choose “Prefer not to say”.",
    "What you say here makes no difference to whether you get money.",
)
WHY = "We want to see whether our money reaches all communities, and to mend it where it does not."
WHO_SEES = (
    "Nobody who scores or decides sees your answers. They are kept apart from your application.",
    "They are only looked at as totals, after the decision. A total under 5 is hidden.",
)
YOUR_RIGHT = (
    "You can see your answers, correct them or take them back at any time. You do not have to say why. "
    "Totals that were counted before then stay as they are."
)
WITH_THE_WORKBOOK = "Your answers go back with this workbook."


def asks_about_you(round_: Round) -> bool:
    """Whether the sheet goes out with the form: unless the round says that organisations are not asked."""
    return round_.records.monitoring.asked_of_organisations is not False


def about_you_form(form: ApplicationForm, kind: FormKind) -> ApplicationForm:
    """The sheet for a form; one that is a file by itself asks whose it is."""
    about = Section("About the people who lead your group", fields_for(SubjectKind.EOI), intro=WHO_LEADS)
    sections = (about,) if kind is FormKind.XLSX else (_whose(), about)
    fields = tuple(field for section in sections for field in section.fields)
    return replace(
        form,
        stamp=replace(form.stamp, digest=digest_of_fields(fields)),
        sections=sections,
        has_sheet_apart=False,
        apart=Apart(ABOUT_YOU, TITLE, _guide(form, kind), FILE_WORDS),
    )


def about_you_path(path: Path) -> Path:
    """Where the sheet of a form goes that is a file by itself: beside the form."""
    return path.with_name(f"{path.stem}{FILE_PART}{path.suffix}")


def _whose() -> Section:
    return Section(
        "Whose answers these are",
        (
            FormField(
                ImportField.ORGANISATION, "Name of your group or organisation",
                required=True, input_purpose="organization",
            ),
            FormField(
                ImportField.TITLE, "The short name that you gave to what you want to do",
                help="Only if your group sends more than one application.",
            ),
        ),
        intro="We need the name so that we can find your answers when you want to see or change them.",
    )  # fmt: skip


def _guide(form: ApplicationForm, kind: FormKind) -> tuple[GuidePart, ...]:
    who = (*WHO_SEES, WITH_THE_WORKBOOK) if kind is FormKind.XLSX else WHO_SEES
    return (
        GuidePart("You do not have to answer", OPTIONAL),
        GuidePart("Why we ask", (WHY,)),
        GuidePart("Who sees it", who),
        GuidePart("Your answers stay yours", (YOUR_RIGHT, who_helps(form))),
    )
