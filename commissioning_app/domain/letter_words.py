"""What a letter says: the sentences and tables made from its facts, and what it must not lack."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction

from commissioning_app.domain.dates import long_date
from commissioning_app.domain.letter_structure import (
    Block,
    FactPanel,
    Letter,
    Table,
    clean_text,
    parse_letter_text,
)
from commissioning_app.domain.letters import NOT_FUNDED_IN_FULL, OFFERS, LetterFacts, LetterKind
from commissioning_app.domain.money import pounds

_DECISION_BEFORE = re.compile(r"^(In full|In part|Not funded|On the reserve list): ")
"""What an allocation's sentence begins with; a letter has said it already."""


def score_words(score: float | Fraction, threshold: float | Fraction | None = None) -> str:
    """A score with one decimal at most, or as many as it takes to stay on its own side of the threshold."""
    exact = Fraction(score)
    for places in range(1, 6):
        shown = Fraction(int(exact * 10**places * 2 + 1) // 2, 10**places)
        if threshold is None or (shown >= Fraction(threshold)) == (exact >= Fraction(threshold)):
            break
    else:
        shown = Fraction(int(exact * 10**places), 10**places)
    text = f"{float(shown):.{places}f}"
    return text.rstrip("0").rstrip(".")


def ordinal(place: int) -> str:
    """A place in a list: "1st", "22nd", "13th"."""
    ending = "th" if place % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(place % 10, "th")
    return f"{place}{ending}"


def merge_fields(facts: LetterFacts) -> dict[str, object]:
    """What a template can fill in: every value already in words, empty text or list when there is none."""
    return {
        "organisation": facts.organisation,
        "greeting": facts.contact_name or facts.organisation,
        "reference": facts.reference,
        "funder": facts.sender.name,
        "round_name": facts.round_name,
        "title": facts.title,
        "purpose": _sentence(facts.purpose),
        "funding_kind": facts.funding_kind,
        "letter_date": long_date(facts.letter_date),
        "amount": pounds(facts.amount),
        "requested": pounds(facts.requested),
        "explanation": _sentence(_DECISION_BEFORE.sub("", clean_text(facts.explanation))),
        "rule_words": _sentence(facts.rule_words),
        "payee": facts.payee,
        "conditions": list(facts.conditions),
        "accept_by": _day(facts.accept_by),
        "score": "" if facts.score is None else score_words(facts.score, facts.threshold),
        "threshold": "" if facts.threshold is None else score_words(facts.threshold),
        "reached_threshold": facts.score is not None
        and facts.threshold is not None
        and Fraction(facts.score) >= Fraction(facts.threshold),
        "strengths": [text for text in facts.feedback.strengths if clean_text(text)],
        "changes": [text for text in facts.feedback.changes if clean_text(text)],
        "rule": _sentence(facts.ineligibility.rule) if facts.ineligibility else "",
        "rule_code": facts.ineligibility.code if facts.ineligibility else "",
        "how_to_mend": _sentence(facts.ineligibility.how_to_mend) if facts.ineligibility else "",
        "mend_by": _day(facts.ineligibility.mend_by) if facts.ineligibility else "",
        "reserve_place": "" if facts.reserve_place is None else ordinal(facts.reserve_place),
        "reserve_until": _day(facts.reserve_until),
        "reason": _sentence(facts.reason),
        "contact": facts.contact.sentence,
        "contact_name": facts.contact.name,
        "contact_email": facts.contact.email,
        "contact_phone": facts.contact.phone,
        "review_by": _day(facts.review_by),
        "review_how": _sentence(facts.review_how),
        "next_chance": _sentence(facts.next_chance),
        "other_formats": facts.other_formats,
        "trial": facts.trial,
    }


def letter_blocks(facts: LetterFacts) -> dict[str, Block | None]:
    """The blocks that a template names in square brackets."""
    return {"instalments": _instalments(facts), "summary": _summary(facts)}


def compose_letter(facts: LetterFacts, filled_in: str) -> Letter:
    """Make the letter from its facts and its filled-in template; raises BadValue on a bad template."""
    subject, blocks = parse_letter_text(filled_in, letter_blocks(facts))
    to = (facts.contact_name, facts.organisation, *facts.address)
    return Letter(
        kind=facts.kind.value,
        reference=clean_text(facts.reference),
        organisation=clean_text(facts.organisation),
        funder=clean_text(facts.sender.name),
        funder_lines=tuple(filter(None, map(clean_text, facts.sender.address))),
        recipient=tuple(filter(None, map(clean_text, to))),
        date=long_date(facts.letter_date),
        subject=subject,
        blocks=blocks,
        trial=facts.trial,
        logo=facts.sender.logo,
    )


def facts_missing(facts: LetterFacts, *, needs_feedback: bool = True) -> tuple[str, ...]:
    """What stops this letter from being sent, one sentence each; empty when nothing does."""
    problems = [] if clean_text(facts.contact.name) else ["The letter needs a named contact."]
    if facts.kind in OFFERS:
        paid = sum(payment.amount for payment in facts.payments)
        if facts.amount <= 0:
            problems.append("An offer needs an amount.")
        elif paid != facts.amount:
            offered = pounds(facts.amount)
            problems.append(f"The instalments come to {pounds(paid)}, but the offer is {offered}.")
        if facts.kind is LetterKind.OFFER_IN_FULL and facts.amount < facts.requested:
            problems.append("An offer in full can't be less than was asked for.")
    if needs_feedback and facts.kind in NOT_FUNDED_IN_FULL and not facts.feedback.is_enough:
        problems.append("The feedback needs one strength and one thing to change at least.")
    if facts.kind is LetterKind.INELIGIBLE and (
        facts.ineligibility is None
        or not (clean_text(facts.ineligibility.rule) and clean_text(facts.ineligibility.how_to_mend))
    ):
        problems.append("The letter needs the published rule that was not met, and how to put it right.")
    if facts.kind is LetterKind.CANCELLED and not clean_text(facts.reason):
        problems.append("The notice needs the reason why the round was cancelled.")
    return tuple(f"{facts.reference}: {problem}" for problem in problems)


def words_missing(letter: Letter, facts: LetterFacts) -> tuple[str, ...]:
    """What an edited template left out of the letter that every letter of its kind must say."""
    wanted = {"the named contact": clean_text(facts.contact.name)}
    if facts.kind in OFFERS:
        wanted["the amount"] = pounds(facts.amount)
        wanted["the instalments"] = long_date(facts.payments[0].due) if facts.payments else ""
    if facts.kind in NOT_FUNDED_IN_FULL:
        wanted["what was strong"] = clean_text(next(iter(facts.feedback.strengths), ""))
        wanted["what to change"] = clean_text(next(iter(facts.feedback.changes), ""))
    if facts.kind is LetterKind.INELIGIBLE and facts.ineligibility:
        wanted["the published rule"] = clean_text(facts.ineligibility.rule)
        wanted["how to put it right"] = clean_text(facts.ineligibility.how_to_mend)
    said = letter.words
    return tuple(
        f"The text of the “{facts.kind.value}” letter leaves out {name}."
        for name, text in wanted.items()
        if text and text not in said
    )


def _instalments(facts: LetterFacts) -> Table | None:
    if not facts.payments:
        return None
    noted = any(clean_text(payment.note) for payment in facts.payments)
    columns = ("Instalment", "When", "What for", "Amount") if noted else ("Instalment", "When", "Amount")
    rows = []
    for number, payment in enumerate(facts.payments, start=1):
        note = (clean_text(payment.note),) if noted else ()
        rows.append((str(number), long_date(payment.due), *note, pounds(payment.amount)))
    total = sum(payment.amount for payment in facts.payments)
    return Table(columns, tuple(rows), ("Total", *[""] * (len(columns) - 2), pounds(total)))


def _summary(facts: LetterFacts) -> FactPanel:
    rows = [("Reference", clean_text(facts.reference)), ("You asked for", pounds(facts.requested))]
    if facts.kind in OFFERS:
        rows.insert(0, ("Our offer", pounds(facts.amount)))
    elif facts.kind is LetterKind.RESERVE and facts.reserve_place is not None:
        rows.append(("Reserve list", ordinal(facts.reserve_place)))
    if facts.score is not None:
        rows.append(("Panel's score", f"{score_words(facts.score, facts.threshold)} out of 100"))
    return FactPanel(tuple(rows))


def _sentence(text: str) -> str:
    """The text with a full stop where it has no ending."""
    cleaned = clean_text(text)
    return cleaned if not cleaned or cleaned.endswith((".", "!", "?", "…", "”", ")")) else f"{cleaned}."


def _day(day: date | None) -> str:
    return long_date(day) if day else ""
