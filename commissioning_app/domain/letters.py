"""The facts that go into a letter; the words made from them are in ``letter_words``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from commissioning_app.domain.letter_structure import clean_text
from commissioning_app.domain.money import Pence


class LetterKind(StrEnum):
    """Which letter an EOI gets; each has a template of the same name."""

    OFFER_IN_FULL = "offer_in_full"
    OFFER_IN_PART = "offer_in_part"
    RESERVE = "reserve"
    DECLINE = "decline"
    INELIGIBLE = "ineligible"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"


OFFERS = frozenset({LetterKind.OFFER_IN_FULL, LetterKind.OFFER_IN_PART})
NOT_FUNDED_IN_FULL = frozenset({LetterKind.OFFER_IN_PART, LetterKind.RESERVE, LetterKind.DECLINE})
"""Who is owed written feedback: one strength and one thing to change at least (check T2)."""

USUAL_CONDITIONS = (
    "You send us your governing document, and the names of three unrelated people who lead you.",
    "You send us your latest accounts, or a simple budget if you are new.",
    "You send us a bank statement in your organisation's name. We ring you to check it.",
    "You have a safeguarding policy, and the insurance that your work needs.",
)
OTHER_FORMATS = "large print, plain text, Easy Read or another language"


@dataclass(frozen=True)
class Contact:
    """The person an applicant can ask."""

    name: str
    email: str = ""
    phone: str = ""

    @property
    def sentence(self) -> str:
        """ "Amina Khan, amina@example.org, 020 7946 0000"."""
        return ", ".join(part for part in map(clean_text, (self.name, self.email, self.phone)) if part)


@dataclass(frozen=True)
class Sender:
    """The funder as its letters show it; ``logo`` is a PNG or JPEG picture, or nothing."""

    name: str
    address: tuple[str, ...] = ()
    logo: bytes = b""


@dataclass(frozen=True)
class Payment:
    """One instalment as a letter tells it."""

    due: date
    amount: Pence
    note: str = ""


@dataclass(frozen=True)
class Feedback:
    """What the panel says to an applicant: what was strong, what to change."""

    strengths: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()

    @property
    def is_enough(self) -> bool:
        """Whether it has one strength and one thing to change at least."""
        return any(map(clean_text, self.strengths)) and any(map(clean_text, self.changes))


@dataclass(frozen=True)
class Ineligibility:
    """Why an EOI could not go to the panel: the published rule, its code, and how to put it right."""

    code: str
    rule: str
    how_to_mend: str
    mend_by: date | None = None


@dataclass(frozen=True)
class LetterFacts:
    """Everything that a letter may tell one applicant about one EOI; amounts in pence, scores 0 to 100."""

    kind: LetterKind
    reference: str
    organisation: str
    sender: Sender
    contact: Contact
    letter_date: date
    round_name: str
    address: tuple[str, ...] = ()
    contact_name: str = ""
    title: str = ""
    purpose: str = ""
    requested: Pence = 0
    amount: Pence = 0
    explanation: str = ""
    rule_words: str = ""
    funding_kind: str = ""
    payments: tuple[Payment, ...] = ()
    payee: str = ""
    conditions: tuple[str, ...] = USUAL_CONDITIONS
    accept_by: date | None = None
    score: float | Fraction | None = None
    threshold: float | Fraction | None = None
    feedback: Feedback = Feedback()
    ineligibility: Ineligibility | None = None
    reserve_place: int | None = None
    reserve_until: date | None = None
    reason: str = ""
    review_by: date | None = None
    review_how: str = ""
    next_chance: str = ""
    other_formats: str = OTHER_FORMATS
    trial: bool = False
