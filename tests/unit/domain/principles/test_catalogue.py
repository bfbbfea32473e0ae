"""The catalogue: it agrees with the code, reads plainly, and refuses what is wrong."""

from __future__ import annotations

import re
from typing import Any

import pytest

from commissioning_app.domain.errors import BadValue
from commissioning_app.domain.principles.catalogue import (
    Check,
    Effect,
    Guard,
    Place,
    Source,
    Tab,
    catalogue_from,
    one_line,
)
from commissioning_app.domain.principles.families import ALL_CHECKS
from commissioning_app.domain.readability import measure
from commissioning_app.domain.rounds import Step
from tests.unit.domain.principles.making import the_catalogue, the_word_list

IDS = (
    *("T1", "T2", "T3", "T4", "T5"),
    *("N1", "N2", "N3", "N4"),
    *("S1", "S2", "S3", "S4", "S5", "S6", "S7", "S8", "S9", "S10"),
    *("C1", "C2", "C3", "C4", "C5", "C6", "C7", "C8"),
    *("P1", "P2", "P3", "P4", "P5", "P6", "P7", "P8", "P9", "P10", "P11", "P12", "P13", "P14", "P15"),
    *("A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8", "A9", "A10", "A11", "A12"),
    *("L1", "L2", "L3", "L4"),
)
OLDEST_READER = 12


def test_the_catalogue_and_the_code_hold_the_same_checks() -> None:
    assert the_catalogue().ids == IDS
    assert set(ALL_CHECKS) == set(IDS)


@pytest.mark.parametrize("check", the_catalogue().checks, ids=lambda check: check.id)
def test_each_sentence_can_be_read_at_twelve(check: Check) -> None:
    """By the formulas that the forms themselves are held to (check S3)."""
    assert measure([check.sentence]).reading_age <= OLDEST_READER
    assert measure([check.title, check.sentence]).reading_age <= OLDEST_READER


@pytest.mark.parametrize("check", the_catalogue().checks, ids=lambda check: check.id)
def test_each_check_is_worded_as_it_asks_others_to_word_things(check: Check) -> None:
    """By the word list of the form and of the letters (check S9)."""
    assert the_word_list().look_at(check.title, opens=True) == ()
    assert the_word_list().look_at(check.sentence, opens=True) == ()


@pytest.mark.parametrize("check", the_catalogue().checks, ids=lambda check: check.id)
def test_each_check_has_words_that_stand_for_themselves(check: Check) -> None:
    assert check.sentence.endswith(".")
    assert not check.title.endswith(".")
    assert len(check.title) <= 45
    assert check.place.anchor
    assert all(source.where for source in check.sources)
    assert the_catalogue().family(check.family).title


def test_the_guards_are_those_of_the_design() -> None:
    blocks, warns = Effect.BLOCKS, Effect.WARNS
    expected = {
        "T1": {(Step.OPEN, blocks), (Step.ANNOUNCE, warns)},
        "T2": {(Step.ANNOUNCE, blocks)},
        "T3": {(Step.OPEN, blocks)},
        "S1": {(Step.OPEN, blocks)},
        "S4": {(Step.OPEN, blocks)},
        "S7": {(Step.OPEN, blocks)},
        "C1": {(Step.OPEN, blocks)},
        "C4": {(Step.DECIDE, blocks)},
        "N1": {(Step.OPEN, blocks)},
        "S6": {(Step.OPEN, blocks)},
        "P3": {(Step.SCORING, warns)},
        "P5": {(Step.SCORING, blocks)},
        "P11": {(Step.DECIDE, blocks)},
        "A5": {(Step.ANNOUNCE, blocks)},
        "A6": {(Step.OPEN, blocks), (Step.DECIDE, blocks)},
        "A8": {(Step.FINISH, blocks)},
        "L2": {(Step.DECIDE, blocks)},
        "L3": {(Step.PAY, blocks)},
        "L4": {(Step.PAY, blocks)},
        "A7": {(Step.OPEN, blocks)},
        "L1": {(Step.OPEN, blocks)},
        "P1": {(Step.SCORING, blocks), (Step.DECIDE, blocks)},
        "P2": {(Step.SCORING, blocks)},
        "P4": {(Step.SCORING, blocks)},
        "P6": {(Step.SCORING, blocks)},
        "P7": {(Step.MODERATION, blocks)},
        "P8": {(Step.MODERATION, blocks)},
        "P9": {(Step.OPEN, blocks)},
        **{
            one: {(Step.OPEN, warns)}
            for one in ("T5", "N2", "N3", "N4", "S2", "S3", "S5", "S8", "C5", "C6", "A2")
        },
        **{one: {(Step.SCORING, warns)} for one in ("P10", "P13", "P15")},
        **{one: {(Step.DECIDE, warns)} for one in ("C2", "C3", "C7", "P12", "A1")},
        **{one: {(Step.FINISH, warns)} for one in ("T4", "S10", "P14", "A4", "A9", "A10", "A11", "A12")},
        "S9": {(Step.OPEN, warns), (Step.ANNOUNCE, warns)},
        "C8": {(Step.ANNOUNCE, warns)},
        "A3": {(Step.ANNOUNCE, warns)},
    }
    checks = the_catalogue().checks
    assert {c.id: {(guard.step, guard.effect) for guard in c.guards} for c in checks} == expected


DATA: dict[str, Any] = {
    "framework": [{"short": "HCK", "name": "Principles", "by": "An assembly", "year": 2023}],
    "family": [{"id": "simple", "title": "Simple"}],
}
ROW: dict[str, Any] = {
    "family": "simple",
    "title": "A short form",
    "sentence": "It is short.",
    "sources": [{"framework": "HCK", "where": "principle 3"}, {"framework": "HCK"}],
    "guards": [{"step": "open", "effect": "blocks"}],
    "place": {"tab": "form", "anchor": "questions"},
    "policy": ["simple.most"],
}


def with_row(**changes: Any) -> dict[str, Any]:
    """A catalogue with one check; None takes a key of it away."""
    row = {key: value for key, value in {**ROW, **changes}.items() if value is not None}
    return {**DATA, "check": {"S1": row}}


def test_a_check_is_read_whole() -> None:
    catalogue = catalogue_from(with_row())
    check = catalogue.check("S1")
    assert check == Check(
        id="S1",
        family="simple",
        title="A short form",
        sentence="It is short.",
        sources=(Source("HCK", "principle 3"), Source("HCK")),
        guards=(Guard(Step.OPEN, Effect.BLOCKS),),
        place=Place(Tab.FORM, "questions"),
        policy_keys=("simple.most",),
    )
    assert one_line(check.sources) == "HCK, principle 3; HCK"
    assert catalogue.frameworks[0].year == 2023


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"extra": 1, "also": 2}, "Check S1 has an unknown key: also, extra."),
        ({"title": None}, "Check S1 needs “title”."),
        ({"sentence": "  "}, "Check S1 needs “sentence”."),
        ({"family": "other"}, "Check S1: family “other” is not one of simple."),
        ({"sources": []}, "Check S1 needs at least one source and one guard."),
        ({"guards": None}, "Check S1 needs at least one source and one guard."),
        ({"sources": [{"framework": "XYZ"}]}, "Check S1: source “XYZ” is not one of HCK."),
        (
            {"guards": [{"step": "opening", "effect": "blocks"}]},
            "Check S1: step “opening” is not one of announce, close, decide, finish, moderation, open, "
            "pay, scoring.",
        ),
        (
            {"guards": [{"step": "open", "effect": "stops"}]},
            "Check S1: effect “stops” is not one of blocks, warns.",
        ),
        ({"place": None}, "Check S1 needs “tab”."),
    ],
)
def test_a_wrong_row_is_named(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(BadValue, match=f"^{re.escape(message)}$"):
        catalogue_from(with_row(**changes))


def test_a_wrong_table_is_named() -> None:
    with pytest.raises(BadValue, match=r"^The catalogue has an unknown key: checks\.$"):
        catalogue_from({"checks": {}})


def test_an_unknown_check_is_answered_with_those_there_are() -> None:
    with pytest.raises(BadValue, match=r"^There is no check “S2”. The checks are S1\.$"):
        catalogue_from(with_row()).check("S2")
