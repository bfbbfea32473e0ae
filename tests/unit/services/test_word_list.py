"""The funder's own words: kept with a better wording and a reason, and looked for at once."""

from __future__ import annotations

import pytest

from commissioning_app.domain.errors import BadValue, NotAllowed, StaleVersion
from commissioning_app.domain.forms import Question
from commissioning_app.domain.wording_check import WordingKind, WordingRule
from commissioning_app.services.principles import check_round
from commissioning_app.services.wording import (
    MOST_RULES,
    keep_own_rules,
    load_word_list,
    read_own_rules,
    read_word_list,
)
from tests.factories import Office, a_question, a_round, store

RULE = WordingRule(("service user*", "clients"), WordingKind.OTHERING, "people", "They are people first.")


def test_own_words_are_looked_for_after_those_that_come_along(office: Office) -> None:
    version = read_own_rules(office.officer)[1]
    assert keep_own_rules(office.officer, rules=[RULE], version=version) == version + 1
    assert read_own_rules(office.officer) == ((RULE,), version + 1)
    words = read_word_list(office.officer)
    assert words.rules == (*load_word_list().rules, RULE)
    assert [flag.found for flag in words.look_at("What do service users need?")] == ["service users"]
    assert read_word_list(office.officer) is words


def test_the_check_finds_an_own_word_in_a_round(office: Office) -> None:
    question: Question = a_question(text="What do clients need?")
    store(office.officer, a_round(questions=(question,)))
    before = {one.id: one for one in check_round(office.officer, round_code="R1")}["S9"]
    keep_own_rules(office.officer, rules=[RULE])
    after = {one.id: one for one in check_round(office.officer, round_code="R1")}["S9"]
    assert "clients" not in before.evidence
    assert "clients" in after.evidence


def test_the_trail_says_which_words_came_and_went(office: Office) -> None:
    keep_own_rules(office.officer, rules=[RULE])
    keep_own_rules(office.officer, rules=[RULE])
    keep_own_rules(office.officer, rules=[])
    with office.officer.reading() as uow:
        entries = [one for one in uow.trail.entries() if one.action == "word list changed"]
        workspace = uow.workspaces.find()
    words = [["service user*", "clients"]]
    assert [(one.before, one.after) for one in entries] == [
        ({"words": []}, {"words": words}),
        ({"words": words}, {"words": []}),
    ]
    assert workspace is not None
    assert workspace.own_words is None
    assert read_word_list(office.officer) is load_word_list()


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        (WordingRule((" ",), WordingKind.BROAD, "a", "b"), "needs “words”"),
        (WordingRule(("x",), WordingKind.BROAD, " ", "b"), "needs “better”"),
        (WordingRule(("x",), WordingKind.BROAD, "a", ""), "needs “why”"),
        (WordingRule(("x" * 401,), WordingKind.BROAD, "a", "b"), "each text up to 400 signs"),
    ],
)
def test_a_rule_that_is_not_whole_is_refused(office: Office, rule: WordingRule, sentence: str) -> None:
    with pytest.raises(BadValue, match=sentence):
        keep_own_rules(office.officer, rules=[rule])
    assert read_own_rules(office.officer)[0] == ()


def test_too_many_rules_other_roles_and_stale_pages_are_refused(office: Office) -> None:
    with pytest.raises(BadValue, match="up to 500 rules"):
        keep_own_rules(office.officer, rules=[RULE] * (MOST_RULES + 1))
    with pytest.raises(NotAllowed):
        keep_own_rules(office.finance, rules=[RULE])
    with pytest.raises(StaleVersion):
        keep_own_rules(office.officer, rules=[RULE], version=0)
