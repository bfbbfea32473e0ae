"""What a form tells its reader: what the money is for, how to get help, how to send it back."""

from __future__ import annotations

from commissioning_app.domain.application_forms.apart import GuidePart
from commissioning_app.domain.application_forms.design import ApplicationForm
from commissioning_app.domain.application_forms.identity import FormKind
from commissioning_app.domain.dates import long_date
from commissioning_app.domain.records import HelpOffer

WHOLE_APPLICATION = "This form is the whole application. There is no second form."
OWN_WORDS = "Write in your own words, in the language you like. Nobody is scored on spelling."
SHEET_APART = (
    "A sheet called “About you” comes with it. It is optional, it is kept apart from this form, and what you "
    "say there makes no difference to whether you get money."
)
TRIAL = "TRIAL. This form was made to try things out. Nothing will be paid from it."
DRAFT = "DRAFT. The round is not open yet, and the questions may still change."


def warning(form: ApplicationForm) -> str:
    """What must be known of a form that is not for real, or ""."""
    return TRIAL if form.is_trial else DRAFT if form.is_draft else ""


def closing(form: ApplicationForm) -> str:
    """The last day, in a sentence; "" when none is set."""
    if form.closes_on is None:
        return ""
    return f"Send it by the end of {long_date(form.closes_on)}."


def who_helps(form: ApplicationForm) -> str:
    """Whom to ask, with every way to reach them."""
    contact = form.contact
    ways = " or ".join(part for part in (contact.phone.strip(), contact.email.strip()) if part)
    if not ways:
        return "Ask the people who gave you this form."
    name = contact.name.strip() or form.funder
    return f"Ask {name}: {ways}."


def guide(form: ApplicationForm) -> tuple[GuidePart, ...]:
    """What stands before the questions."""
    if form.apart is not None:
        return form.apart.guide
    about = [form.purpose] if form.purpose else []
    if form.smallest and form.largest:
        about.append(f"You can ask for {form.smallest} to {form.largest}.")
    parts = [GuidePart("What this money is for", tuple(about))] if about else []
    if form.rules:
        parts.append(GuidePart("Who can apply", points=form.rules))
    if form.exclusions:
        parts.append(GuidePart("What we can’t pay for", points=form.exclusions))
    fill_in = (WHOLE_APPLICATION, OWN_WORDS, SHEET_APART if form.has_sheet_apart else "", closing(form))
    parts.append(GuidePart("How to fill it in", tuple(one for one in fill_in if one)))
    parts.append(help_part(form))
    return tuple(parts)


def help_part(form: ApplicationForm) -> GuidePart:
    """Help, other ways to apply, other formats."""
    sentences = [who_helps(form)]
    if form.ways_to_apply:
        sentences.append(f"You can apply in any of these ways: {_list(form.ways_to_apply)}.")
    if form.languages_and_formats:
        sentences.append(f"You can have this form in: {_list(form.languages_and_formats)}.")
    return GuidePart("Help, and other ways to apply", tuple(sentences), tuple(map(_offer, form.help_offers)))


def how_to_send(form: ApplicationForm, kind: FormKind) -> str:
    """What to do with the filled copy."""
    what = {
        FormKind.XLSX: "Save this workbook",
        FormKind.PDF: "Save this PDF",
        FormKind.HTML: f"Save your {what_it_holds(form)} as a file with the button at the end",
    }[kind]
    return f"{what}, then {_send(form)}."


def what_it_holds(form: ApplicationForm) -> str:
    """What somebody saves and sends: their application, or their answers."""
    return "answers" if form.apart else "application"


def where_to_send(form: ApplicationForm) -> str:
    """Where the filled copy goes, and by when."""
    said = _send(form)
    return f"{said[0].upper()}{said[1:]}."


def _send(form: ApplicationForm) -> str:
    email = form.contact.email.strip()
    where = f"send it to {email}" if email else "send it to the people who gave you this form"
    last = f", by the end of {long_date(form.closes_on)}" if form.closes_on is not None else ""
    return where + last


def _offer(offer: HelpOffer) -> str:
    parts = [offer.what, long_date(offer.on) if offer.on else "", offer.where]
    return ", ".join(part.strip() for part in parts if part.strip())


def _list(words: tuple[str, ...]) -> str:
    return ", ".join(words[:-1]) + " or " + words[-1] if len(words) > 1 else words[0]
