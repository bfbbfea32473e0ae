"""The fields of a form that is handed out: what is asked of everybody, then the round's own questions."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from commissioning_app.domain.eois import FundingKind, Publication
from commissioning_app.domain.forms import Question, QuestionKind
from commissioning_app.domain.importing.fields import ImportField, answer_field, question_of

YES_OR_NO = ("Yes", "No")
LONGEST_TITLE = 140
"""Characters of a title; published grant data takes no more."""

ONE_OF = frozenset({QuestionKind.CHOICE, QuestionKind.YES_NO})
"""The kinds of which one option is chosen."""


@dataclass(frozen=True)
class FormField:
    """One field; ``values`` holds what is kept for each of the ``options``, themselves where it is empty.

    ``headings`` says for each of the options under which words it stands, empty where under none.
    ``else_words`` name the line for what is none of them, which takes ``else_longest`` letters (0: any).
    ``input_purpose`` is HTML's autocomplete word, so that a browser can fill in what it knows.
    """

    name: str
    label: str
    kind: QuestionKind = QuestionKind.SHORT
    help: str = ""
    why: str = ""
    word_limit: int = 0
    options: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    something_else: bool = False
    required: bool = False
    input_purpose: str = ""
    headings: tuple[str, ...] = ()
    else_words: str = "Something else, in your own words"
    else_longest: int = 0

    @property
    def is_answer(self) -> bool:
        """Whether it is one of the round's own questions."""
        return question_of(self.name) is not None

    @property
    def is_one_of(self) -> bool:
        """Whether one of its options is chosen."""
        return self.kind in ONE_OF

    @property
    def kept_values(self) -> tuple[str, ...]:
        """What is kept for each option."""
        return self.values or self.options

    def part(self, option: int) -> str:
        """The name of the box of one option, counted from 1, where several may be ticked."""
        return f"{self.name}#{option}"

    def heading_before(self, option: int) -> str:
        """The words that begin with an option, counted from 1; "" where none begin with it."""
        words = ("", *self.headings)
        return words[option] if option < len(words) and words[option] != words[option - 1] else ""

    @property
    def other_part(self) -> str:
        """The name of the line for something else."""
        return f"{self.name}#other"

    def as_json(self) -> dict[str, Any]:
        """JSON values of what a reader needs to understand a filled copy."""
        kept = asdict(self)
        return {key: kept[key] for key in ("name", "label", "kind", "word_limit", "options", "values")}


def field_from(raw: Any) -> FormField | None:
    """A field from JSON values, or None when they are not one."""
    if not isinstance(raw, dict) or not isinstance(raw.get("name"), str):
        return None
    try:
        kind = QuestionKind(raw.get("kind", QuestionKind.SHORT))
    except ValueError:
        return None
    limit = raw.get("word_limit", 0)
    return FormField(
        name=raw["name"],
        label=str(raw.get("label", raw["name"])),
        kind=kind,
        word_limit=limit if type(limit) is int else 0,
        options=_texts(raw.get("options")),
        values=_texts(raw.get("values")),
    )


def _texts(raw: Any) -> tuple[str, ...]:
    return tuple(one for one in raw if isinstance(one, str)) if isinstance(raw, list | tuple) else ()


@dataclass(frozen=True)
class Section:
    """Fields under one heading."""

    title: str
    fields: tuple[FormField, ...]
    intro: str = ""


def field_of(question: Question) -> FormField:
    """A round's own question as a field."""
    takes_options = question.kind in (QuestionKind.CHOICE, QuestionKind.CHOICES)
    yes_no = question.kind is QuestionKind.YES_NO
    return FormField(
        name=answer_field(question.id),
        label=question.text,
        kind=question.kind,
        help=question.help,
        why=question.why,
        word_limit=question.word_limit,
        options=YES_OR_NO if yes_no else question.options if takes_options else (),
        something_else=takes_options and (question.something_else or not question.options),
        required=question.required,
    )


def about_the_group() -> Section:
    """Who applies."""
    return Section(
        "About your group",
        (
            FormField(
                ImportField.ORGANISATION, "Name of your group or organisation",
                required=True, input_purpose="organization",
            ),
            FormField(
                ImportField.CHARITY_NUMBER, "Charity number, if you have one",
                help="You do not need to be a charity to apply.",
            ),
            FormField(ImportField.COMPANY_NUMBER, "Company or CIC number, if you have one"),
            FormField(
                ImportField.ORG_ID, "Org-id, if you know it",
                help="A public code such as GB-CHC-1234567. Leave it empty if you do not know it.",
            ),
            FormField(
                ImportField.ADDRESS, "Address of your group", QuestionKind.LONG,
                help="Where we can write to you. It can be a person’s home.",
                input_purpose="street-address",
            ),
            FormField(ImportField.POSTCODE, "Postcode", input_purpose="postal-code"),
            FormField(
                ImportField.YEARLY_INCOME, "Your group’s income in the last year", QuestionKind.MONEY,
                help="In pounds. Roughly is fine. If you are new, write 0.",
            ),
            FormField(
                ImportField.HOST_ORGANISATION, "Organisation that would hold the money for you, if any",
                help="Only if your group has no bank account, or would rather not hold the money.",
            ),
            FormField(
                ImportField.HOST_CHARITY_NUMBER, "Charity number of the organisation that holds the money"
            ),
        ),
    )  # fmt: skip


def who_to_ask() -> Section:
    """The person to write to."""
    return Section(
        "Who we can talk to",
        (
            FormField(ImportField.CONTACT_NAME, "Name", required=True, input_purpose="name"),
            FormField(ImportField.CONTACT_EMAIL, "E-mail address", input_purpose="email"),
            FormField(ImportField.CONTACT_PHONE, "Phone number", input_purpose="tel"),
        ),
        intro="Give an e-mail address or a phone number, so that we can reach you.",
    )


def what_you_ask_for(smallest: str, largest: str) -> Section:
    """The money, and what it is for; the bounds are written in pounds, or nothing."""
    bounds = f"In pounds. You can ask for {smallest} to {largest}." if smallest and largest else "In pounds."
    return Section(
        "What you ask for",
        (
            FormField(
                ImportField.TITLE, "A short name for what you want to do",
                help=f"Up to {LONGEST_TITLE} characters. If you get money, we publish it.", required=True,
            ),
            FormField(
                ImportField.SUMMARY, "What you want to do, in one or two sentences", QuestionKind.LONG,
                help="If you get money, we publish it. Please leave out people’s names.",
            ),
            FormField(
                ImportField.AMOUNT_REQUESTED, "How much money do you ask for?", QuestionKind.MONEY,
                help=bounds, required=True,
            ),
            FormField(
                ImportField.MINIMUM_AMOUNT, "What is the least you could do something with?",
                QuestionKind.MONEY,
                help="In pounds. We never give less than this. Leave it empty if you are not sure.",
            ),
            FormField(
                ImportField.FUNDING_KIND, "What is the money for?", QuestionKind.CHOICE,
                help="Core funding pays for your group’s own costs, such as rent or hours. "
                "Project funding pays for one piece of work.",
                options=("Core funding", "Project funding"),
                values=(FundingKind.CORE, FundingKind.PROJECT),
            ),
            FormField(ImportField.START_DATE, "When would it start?", QuestionKind.DATE),
            FormField(ImportField.END_DATE, "When would it end?", QuestionKind.DATE),
            FormField(ImportField.AREA, "Where would it happen?"),
            FormField(
                ImportField.PARTNERS, "Other groups that you would work with, if any", QuestionKind.LONG
            ),
            FormField(
                ImportField.PUBLICATION, "If you get money, may we publish it?", QuestionKind.CHOICE,
                help="We publish the name of your group, the amount and what it is for. "
                "If that could put somebody in danger, tell us here.",
                options=("Yes", "Yes, but not where we are", "No, please talk to us first"),
                values=(Publication.FULL, Publication.NO_LOCATION, Publication.WITHHELD),
            ),
        ),
    )  # fmt: skip


def digest_of_fields(fields: Sequence[FormField]) -> str:
    """SHA-256 of what the fields of a sheet ask."""
    asked = [[one.name, one.label, one.kind.value, list(one.options)] for one in fields]
    plain = json.dumps(asked, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()


def own_questions(questions: Sequence[Question]) -> Section:
    """The round's own questions, in the order of the form."""
    return Section("Our questions to you", tuple(field_of(question) for question in questions))
