"""S5, S8 and S10 in each of their states, and on both sides of their thresholds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from commissioning_app.domain.afterwards import Published
from commissioning_app.domain.eois import EoiState
from commissioning_app.domain.principles.facts import AwardedMoney, DecisionFacts, EoiFacts, RoundFacts
from commissioning_app.domain.principles.facts_safety import SafetyFacts
from commissioning_app.domain.rounds import RoundState
from tests.factories import a_round
from tests.unit.domain.principles.making import answered, ask, facts, with_records


@pytest.mark.parametrize(
    ("ways", "state", "evidence"),
    [
        (
            ("PDF", "video", "by telephone"),
            "met",
            "3 ways to apply are offered; the policy asks for at least 3.",
        ),
        (
            ("PDF", " pdf ", "video"),
            "not_met",
            "2 ways to apply are offered; the policy asks for at least 3.",
        ),
        (("PDF",), "not_met", "1 way to apply is offered; the policy asks for at least 3."),
        ((" ",), "not_known", "No way to apply is written down yet."),
    ],
)
def test_s5(ways: tuple[str, ...], state: str, evidence: str) -> None:
    assert answered("S5", facts(a_round(ways_to_apply=ways))) == (state, evidence)


def test_s5_says_how_many_more() -> None:
    mends = [ask("S5", facts(a_round(ways_to_apply=ways))).mend for ways in (("PDF",), ("PDF", "video"))]
    assert mends == [
        "Offer 2 more ways, such as by conversation or video.",
        "Offer 1 more way, such as by conversation or video.",
    ]


def offering(*offered: str, asked: tuple[str, ...] = ()) -> RoundFacts:
    """A round that offers these languages and formats, of those that people asked for."""
    return facts(a_round(languages_and_formats=offered, records=with_records(formats_asked=asked)))


@pytest.mark.parametrize(
    ("what", "state", "evidence"),
    [
        (
            offering("large print"),
            "met",
            "1 language or format is offered.",
        ),
        (
            offering("Large  print", "Bengali", asked=("large print",)),
            "met",
            "2 languages and formats are offered, 1 of 1 that people asked for.",
        ),
        (
            offering("large print", asked=("large print", "BSL")),
            "not_met",
            "1 language or format is offered, 1 of 2 that people asked for; missing: BSL.",
        ),
        (
            offering(asked=("BSL",)),
            "not_met",
            "0 languages and formats are offered, 0 of 1 that people asked for; missing: BSL.",
        ),
        (
            offering(),
            "not_known",
            "No language or format is written down yet, neither offered nor asked for.",
        ),
    ],
)
def test_s8(what: RoundFacts, state: str, evidence: str) -> None:
    assert answered("S8", what) == (state, evidence)


def test_s8_follows_the_policy() -> None:
    assert answered("S8", offering("one", "two"), simple__languages_and_formats=2)[0] == "met"
    assert answered("S8", offering("one"), simple__languages_and_formats=2)[0] == "not_met"


def decided(published: Published, state: RoundState = RoundState.DECIDED, **changes: Any) -> RoundFacts:
    """A decided round of 45 applicants, 34 of them funded."""
    return facts(
        a_round(state=state, records=with_records(rates_published=published), **changes),
        today=date(2026, 11, 20),
        safety=SafetyFacts(decided_on=date(2026, 11, 5)),
        eois=EoiFacts({EoiState.DECIDED: 44, EoiState.WITHDRAWN: 1}),
        decision=DecisionFacts(funded=34, money=AwardedMoney(all=21_000_000)),
    )


PUBLISHED = Published(date(2026, 11, 20), "https://funder.example")
FIGURES = "45 applied, 34 funded, £210,000 awarded"


@pytest.mark.parametrize(
    ("what", "state", "evidence"),
    [
        (
            decided(PUBLISHED),
            "met",
            f"Published on Friday 20 November 2026: {FIGURES}; what is not funded has 1 line.",
        ),
        (
            decided(PUBLISHED, exclusions=()),
            "not_met",
            f"Published on Friday 20 November 2026: {FIGURES}; what is not funded has 0 lines.",
        ),
        (
            decided(Published()),
            "not_known",
            f"It is not written down where these figures can be read: {FIGURES}.",
        ),
        (
            decided(Published(date(2026, 11, 20), " ")),
            "not_known",
            f"It is not written down where these figures can be read: {FIGURES}.",
        ),
        (
            decided(replace(PUBLISHED, on=date(2026, 11, 5))),
            "met",
            f"Published on Thursday 5 November 2026: {FIGURES}; what is not funded has 1 line.",
        ),
        (
            decided(replace(PUBLISHED, on=date(2026, 11, 4))),
            "not_met",
            f"Published on Wednesday 4 November 2026, before the decision: {FIGURES}.",
        ),
        (
            decided(replace(PUBLISHED, on=date(2026, 11, 21))),
            "not_known",
            f"It is not written down where these figures can be read: {FIGURES}.",
        ),
        (
            decided(PUBLISHED, RoundState.MODERATION),
            "not_known",
            "Nothing is decided yet, so there are no success rates.",
        ),
    ],
)
def test_s10(what: RoundFacts, state: str, evidence: str) -> None:
    assert answered("S10", what) == (state, evidence)
