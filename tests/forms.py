"""EOIs with awkward text, and the round whose form they are filled in on."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from commissioning_app.domain.application_forms.design import ApplicationForm, design_form
from commissioning_app.domain.eois import Eoi, FundingKind, Publication
from commissioning_app.domain.forms import Question, QuestionKind
from commissioning_app.domain.money import pounds
from commissioning_app.domain.rounds import Round, RoundState
from commissioning_app.services.context import ServiceContext
from tests.factories import a_question, a_round

MADE_AT = datetime(2026, 9, 1, 9, tzinfo=UTC)
PLACES = ("In a community centre", "In a place of worship", "Outdoors")
PEOPLE = ("Children", "Young people", "Adults, all ages", "Elders & carers")

QUESTIONS = (
    a_question(help="There is no list to choose from.", why="We want to hear it in your words."),
    a_question(id="story", text="Tell us about your group", word_limit=0, required=False),
    a_question(id="call", text="What do you call it?", kind=QuestionKind.SHORT, word_limit=0, required=False),
    a_question(id="people", text="How many people?", kind=QuestionKind.NUMBER, word_limit=0, required=False),
    a_question(id="rent", text="What is the rent?", kind=QuestionKind.MONEY, word_limit=0, required=False),
    a_question(id="when", text="When would you start?", kind=QuestionKind.DATE, word_limit=0, required=False),
    a_question(
        id="place", text="Where do you meet?", kind=QuestionKind.CHOICE, options=PLACES, word_limit=0,
        required=False,
    ),
    a_question(id="ok.area", text="Do you work in Wexmere?", kind=QuestionKind.YES_NO, word_limit=0),
    a_question(
        id="who", text="Who takes part? (আপনার গ্রুপে কারা?)", kind=QuestionKind.CHOICES, options=PEOPLE,
        word_limit=0, required=False,
    ),
    a_question(
        id="rules", text="Your governing document", kind=QuestionKind.ATTACHMENT, word_limit=0, required=False
    ),
)  # fmt: skip

AWKWARD = (
    "“Quotes” ‘and’ \"more\" 'of' `them`", "=SUM(A1:A9)", "+44 20", "-5 °C", "@home", "0012345",
    "£1,234.50", "line one\nline two", "a gap\n\n\nthen more",
    "😀 \U0001f469\U0001f3fd\u200d\U0001f9b1 \U0001f3f3\ufe0f\u200d\U0001f308 🇧🇩", "আপনার গ্রুপের জন্য কী দরকার?",
    "مرحبا بكم في المجموعة", "mixed: مرحبا 123 hello", "ਸਤ ਸ੍ਰੀ ਅਕਾਲ", "你好，世界",
    "<b>&amp; \\ / % # {x} </b>", "; | , \t tabbed", "naïve café Zoë", "e\u0301 is two signs",
    "no\u00a0break", "zero\u200bwidth", "(round) [square]", "C:\\folder\\file", "𝔘𝔫𝔦𝔠𝔬𝔡𝔢", "ﬁ ligature",
    "end-of-line -- dash—dash", "trailing\\", "null and None", "TRUE", "left\u200fright\u200emarks",
)  # fmt: skip


def a_form_round(**changes: Any) -> Round:
    """An open round with a question of every kind."""
    return a_round(**{"state": RoundState.OPEN, "questions": QUESTIONS, **changes})


def a_form(round_: Round | None = None) -> ApplicationForm:
    """Its form."""
    return design_form(round_ or a_form_round(id=UUID(int=7)), funder="Sample ICB", made_at=MADE_AT)


@dataclass(frozen=True)
class FilledIn:
    """What one group says: by field name as an EOI keeps it, boxes ticked, and something else."""

    values: Mapping[str, str]
    ticked: tuple[int, ...]
    other: str
    amounts: Mapping[str, int]
    days: Mapping[str, date]

    @property
    def expected(self) -> dict[str, Any]:
        """Everything that the imported EOI should say, but for its reference."""
        says = {name: text for name, text in self.values.items() if text and not name.startswith("answer:")}
        answers = {
            name[7:]: text for name, text in self.values.items() if text and name.startswith("answer:")
        }
        chosen = [PEOPLE[number - 1] for number in self.ticked] + ([self.other] if self.other else [])
        answers |= {"who": "; ".join(chosen)} if chosen else {}
        answers |= {"rent": pounds(self.amounts["answer:rent"]), "when": self.days["answer:when"].isoformat()}
        amounts = {name: pence for name, pence in self.amounts.items() if not name.startswith("answer:")}
        days = {name: day for name, day in self.days.items() if not name.startswith("answer:")}
        return {**says, **amounts, **days, "answers": answers}


def filled_in(seed: int) -> FilledIn:
    """One EOI out of awkward texts; the same seed gives the same one."""
    luck = random.Random(seed)

    def text(least: int, most: int, *, lines: bool = True) -> str:
        pieces = luck.choices(AWKWARD, k=luck.randint(least, most))
        whole = luck.choice([" ", "\n", "  "]).join(pieces).strip()
        return whole if lines else " ".join(whole.split())

    asked = luck.randint(1, 5_000_000)
    starts = date(2026, 12, 1) + timedelta(days=luck.randint(0, 300))
    values = {
        "organisation": f"{text(1, 2, lines=False)} no. {seed}",
        "org_id": luck.choice(["", f"GB-CHC-{1_100_000 + seed}"]),
        "charity_number": luck.choice(["", f"{seed:07d}".replace("0000", "0102")]),
        "company_number": luck.choice(["", f"{seed:08d}".replace("00000", "00712")]),
        "address": text(0, 2),
        "postcode": luck.choice(["", "ZZ1 1AA"]),
        "contact_name": text(1, 1, lines=False),
        "contact_email": luck.choice(["", f"group{seed}@example.org"]),
        "contact_phone": luck.choice(["020 7946 0000", "+44 20 7946 0001", "07700 900123"]),
        "title": text(1, 2, lines=False)[:140].strip(),
        "summary": text(0, 3),
        "funding_kind": luck.choice([FundingKind.CORE, FundingKind.PROJECT, ""]),
        "area": text(0, 1, lines=False),
        "partners": text(0, 2),
        "host_organisation": luck.choice(["", f"Host {seed}"]),
        "publication": luck.choice([*Publication, ""]),
        "answer:need": text(1, 12),
        "answer:story": text(0, 400),
        "answer:call": text(0, 2, lines=False),
        "answer:people": luck.choice(["", "0", "12", "3500"]),
        "answer:place": luck.choice(["", *PLACES, text(1, 2, lines=False)]),
        "answer:ok.area": luck.choice(["Yes", "No"]),
        "answer:rules": luck.choice(["", "rules “2026”.pdf"]),
    }
    return FilledIn(
        values=values,
        ticked=tuple(sorted(luck.sample(range(1, 5), luck.randint(0, 4)))),
        other=luck.choice(["", text(1, 1, lines=False).replace(";", ",")]),
        amounts={
            "amount_requested": asked,
            "minimum_amount": luck.randint(1, asked),
            "yearly_income": luck.randint(0, 10_000_000),
            "answer:rent": luck.randint(0, 900_000),
        },
        days={
            "start_date": starts,
            "end_date": starts + timedelta(days=luck.randint(0, 700)),
            "answer:when": starts,
        },
    )


def said_by(context: ServiceContext, eoi: Eoi) -> dict[str, Any]:
    """What an EOI of the workspace says, in the words of ``FilledIn.expected``."""
    with context.reading() as uow:
        organisation = uow.organisations.get(eoi.organisation_id)
        host = uow.organisations.get(eoi.host_organisation_id) if eoi.host_organisation_id else None
        contact = uow.contacts.find(eoi_id=eoi.id)
    said: dict[str, Any] = {
        "organisation": organisation.name, "org_id": organisation.org_id,
        "charity_number": organisation.charity_number, "company_number": organisation.company_number,
        "address": organisation.address, "postcode": organisation.postcode,
        "yearly_income": organisation.yearly_income_pence,
        "contact_name": contact.name if contact else "", "contact_email": contact.email if contact else "",
        "contact_phone": contact.phone if contact else "",
        "title": eoi.title, "summary": eoi.summary, "amount_requested": eoi.requested_pence,
        "minimum_amount": eoi.minimum_pence, "funding_kind": eoi.funding_kind or "",
        "start_date": eoi.start_date, "end_date": eoi.end_date, "area": eoi.area, "partners": eoi.partners,
        "host_organisation": host.name if host else "", "publication": eoi.publication,
        "answers": dict(eoi.answers),
    }  # fmt: skip
    return {name: value for name, value in said.items() if value not in ("", None)}


def expected_of(filled: FilledIn) -> dict[str, Any]:
    """What the imported EOI says; who says nothing of publication may be published in full."""
    return {"publication": Publication.FULL, **filled.expected}


def every_kind() -> set[QuestionKind]:
    """The kinds that the form's questions have."""
    return {question.kind for question in QUESTIONS}


def a_question_of(kind: QuestionKind) -> Question:
    """The form's first question of a kind."""
    return next(question for question in QUESTIONS if question.kind is kind)
