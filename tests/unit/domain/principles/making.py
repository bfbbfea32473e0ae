"""Facts for the tests of the checks, one call each, and the text table that drives a check's states."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

from commissioning_app.domain.awards import Explanation
from commissioning_app.domain.panels import MemberGroup, PanelMember, PaymentChoice
from commissioning_app.domain.principles.catalogue import Catalogue, catalogue_from
from commissioning_app.domain.principles.facts import PanelFacts, RoundFacts
from commissioning_app.domain.principles.families import ALL_CHECKS
from commissioning_app.domain.principles.findings import Answer
from commissioning_app.domain.principles.policy import Policy
from commissioning_app.domain.records import RoundRecords
from commissioning_app.domain.rounds import Round, Timetable
from commissioning_app.domain.wording_check import WordList, word_list_from
from commissioning_app.paths import resource
from tests.factories import a_round

TODAY = date(2026, 9, 1)


def at(day: int, hour: int = 12) -> datetime:
    """An instant in September 2026."""
    return datetime(2026, 9, day, hour, tzinfo=UTC)


def the_policy(**changes: Any) -> Policy:
    """The policy that comes with the application; changes with __ for the dot in a key."""
    policy = Policy.from_data(tomllib.loads(resource("policy.toml").read_text("utf-8")))
    return policy.with_changes({key.replace("__", "."): value for key, value in changes.items()})


def the_catalogue() -> Catalogue:
    """The catalogue that comes with the application."""
    return catalogue_from(tomllib.loads(resource("principles.toml").read_text("utf-8")))


def the_word_list() -> WordList:
    """The word list that comes with the application."""
    return word_list_from(tomllib.loads(resource("wording.toml").read_text("utf-8")))


def facts(round_: Round | None = None, **parts: Any) -> RoundFacts:
    """Facts of a sound draft round with nothing in it yet."""
    whole = {"round": round_ or a_round(), "today": TODAY, "word_list": the_word_list(), **parts}
    return RoundFacts(**whole)


def with_days(**days: date | None) -> RoundFacts:
    """Facts of a round whose timetable has only these days."""
    return facts(a_round(timetable=Timetable(**days)))


def with_records(**records: Any) -> RoundRecords:
    """The sound round's records with some changed."""
    return replace(a_round().records, **records)


def members(
    community: int,
    commissioners: int,
    *,
    there: bool = False,
    payment: PaymentChoice = PaymentChoice.ACCEPTED,
) -> tuple[PanelMember, ...]:
    """That many voting members of each group."""
    groups = [MemberGroup.COMMUNITY] * community + [MemberGroup.COMMISSIONER] * commissioners
    return tuple(
        PanelMember(uuid4(), uuid4(), uuid4(), group, payment=payment, was_at_moderation=there)
        for group in groups
    )


def a_panel_of(community: int, commissioners: int, **how: Any) -> PanelFacts:
    """Facts of a panel with that many voting members of each group."""
    return PanelFacts(members(community, commissioners, **how))


def ask(check_id: str, what: RoundFacts, **policy: Any) -> Answer:
    """One check's answer under the policy that comes with the application."""
    return ALL_CHECKS[check_id](what, the_policy(**policy))


def answered(check_id: str, what: RoundFacts, **policy: Any) -> tuple[str, str]:
    """The state and the evidence; a state that needs mending must say how, and no other may."""
    answer = ask(check_id, what, **policy)
    assert bool(answer.mend) == (answer.state in ("not_met", "not_known")), answer
    assert answer.threshold.endswith("."), answer
    assert answer.evidence.endswith("."), answer
    return answer.state.value, answer.evidence


def an_explanation(check_id: str = "S1", **changes: Any) -> Explanation:
    """An explanation that waits for an approver."""
    defaults: dict[str, Any] = {
        "id": uuid4(),
        "round_id": uuid4(),
        "check_id": check_id,
        "why": "The board asked for it.",
        "explained_by": uuid4(),
        "explained_at": at(1),
    }
    return Explanation(**{**defaults, **changes})
