"""A round's application form, ready to be handed out in any of its kinds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from commissioning_app.domain.application_forms.apart import Apart
from commissioning_app.domain.application_forms.fields import (
    FormField,
    Section,
    about_the_group,
    own_questions,
    what_you_ask_for,
    who_to_ask,
)
from commissioning_app.domain.application_forms.identity import FORMAT, FormStamp, digest_of_questions
from commissioning_app.domain.money import pounds
from commissioning_app.domain.records import Contact, HelpOffer
from commissioning_app.domain.rounds import Round, RoundState


@dataclass(frozen=True)
class ApplicationForm:
    """Everything that a form says and asks; the same one always gives the same file.

    ``apart`` is set where it is not the application itself but a sheet that goes out with it;
    ``has_sheet_apart`` where such a sheet does.
    """

    stamp: FormStamp
    round_name: str
    funder: str
    made_at: datetime
    sections: tuple[Section, ...]
    purpose: str = ""
    closes_on: date | None = None
    contact: Contact = field(default_factory=Contact)
    help_offers: tuple[HelpOffer, ...] = ()
    rules: tuple[str, ...] = ()
    exclusions: tuple[str, ...] = ()
    ways_to_apply: tuple[str, ...] = ()
    languages_and_formats: tuple[str, ...] = ()
    smallest: str = ""
    largest: str = ""
    is_trial: bool = False
    is_draft: bool = False
    has_sheet_apart: bool = False
    apart: Apart | None = None

    @property
    def title(self) -> str:
        """What it calls itself."""
        return self.apart.title if self.apart else "Application form"

    @property
    def fields(self) -> Iterator[FormField]:
        """Every field in the order of the form."""
        for section in self.sections:
            yield from section.fields

    def definition(self) -> dict[str, Any]:
        """What a filled copy carries with it, as JSON values, so that any version can be read back."""
        return {
            "format": FORMAT,
            **({"sheet": self.apart.mark} if self.apart else {}),
            "form": self.stamp.as_json(),
            "fields": [field.as_json() for field in self.fields],
        }


def stamp_of(round_: Round) -> FormStamp:
    """What a form of this round says of itself now."""
    return FormStamp(round_.code, str(round_.id), round_.form_version, digest_of_questions(round_.questions))


def design_form(round_: Round, *, funder: str, made_at: datetime) -> ApplicationForm:
    """The form of a round as it stands."""
    smallest, largest = (
        pounds(pence) if pence else "" for pence in (round_.smallest_award_pence, round_.largest_award_pence)
    )
    sections = [about_the_group(), who_to_ask(), what_you_ask_for(smallest, largest)]
    if round_.questions:
        sections.append(own_questions(round_.questions))
    records = round_.records
    return ApplicationForm(
        stamp=stamp_of(round_),
        round_name=round_.name,
        funder=funder,
        made_at=made_at,
        sections=tuple(sections),
        purpose=round_.purpose.strip(),
        closes_on=round_.timetable.closes_on,
        contact=records.contact,
        help_offers=records.help_offers,
        rules=tuple(rule.text for rule in round_.eligibility_rules),
        exclusions=round_.exclusions,
        ways_to_apply=round_.ways_to_apply,
        languages_and_formats=round_.languages_and_formats,
        smallest=smallest,
        largest=largest,
        is_trial=round_.is_trial,
        is_draft=round_.state is RoundState.DRAFT,
    )
