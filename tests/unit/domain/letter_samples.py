"""Letters' facts with valid defaults, for tests."""

from __future__ import annotations

from datetime import date
from typing import Any

from commissioning_app.domain.letters import (
    Contact,
    Feedback,
    Ineligibility,
    LetterFacts,
    LetterKind,
    Payment,
    Sender,
)

PAYMENTS = tuple(
    Payment(day, 312_500)
    for day in (date(2026, 12, 18), date(2027, 3, 1), date(2027, 6, 1), date(2027, 9, 1))
)


def some_facts(kind: LetterKind = LetterKind.OFFER_IN_FULL, **changes: Any) -> LetterFacts:
    """The facts of a letter of that kind, complete and fit to be sent."""
    defaults: dict[str, Any] = {
        "kind": kind,
        "reference": "FS26-014",
        "organisation": "Ujima Walking Group",
        "sender": Sender("Northbridge Integrated Care Board", ("Harbour House", "Northbridge NB1 4QT")),
        "contact": Contact("Amina Khan", "amina@northbridge.example", "020 7946 0123"),
        "letter_date": date(2026, 12, 4),
        "round_name": "Fair Shares 2026",
        "address": ("4 Mill Lane", "Northbridge", "NB3 2AA"),
        "contact_name": "Grace Adeyemi",
        "title": "Walking and talking",
        "purpose": "Weekly walks and lunch for older people in Eastgate",
        "requested": 1_250_000,
        "review_by": date(2027, 1, 8),
    }
    if kind in (LetterKind.OFFER_IN_FULL, LetterKind.OFFER_IN_PART):
        defaults |= {
            "amount": 1_250_000,
            "payments": PAYMENTS,
            "accept_by": date(2026, 12, 18),
            "score": 78.4,
        }
    if kind is LetterKind.OFFER_IN_PART:
        defaults |= {"requested": 1_800_000, "explanation": "In part: the equal share of £12,500."}
    if kind in (LetterKind.RESERVE, LetterKind.DECLINE):
        defaults |= {"score": 41.2, "threshold": 50}
    if kind in (LetterKind.OFFER_IN_PART, LetterKind.RESERVE, LetterKind.DECLINE):
        defaults["feedback"] = Feedback(("People plan the walks themselves.",), ("Say how you will know.",))
    if kind is LetterKind.RESERVE:
        defaults |= {"reserve_place": 2, "reserve_until": date(2027, 3, 31)}
    if kind is LetterKind.INELIGIBLE:
        rule = "You work with people in Northbridge."
        defaults["ineligibility"] = Ineligibility("area", rule, "Show us where you meet.", date(2026, 12, 11))
    if kind is LetterKind.CANCELLED:
        defaults["reason"] = "The national programme took the money back."
    return LetterFacts(**{**defaults, **changes})
