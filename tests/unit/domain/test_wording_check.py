"""Words worth another look: found as they stand, never inside quotations or names, and read from a file."""

from __future__ import annotations

import re
import tomllib
from typing import Any

import pytest

from commissioning_app.domain.errors import BadValue
from commissioning_app.domain.wording_check import WordingKind, WordingRule, WordList, word_list_from
from commissioning_app.paths import resource
from tests.unit.domain.principles.making import the_catalogue, the_word_list

LIST = WordList(
    (
        WordingRule(("BAME", "BME"), WordingKind.BROAD, "name them", "It is broad.", as_written=True),
        WordingRule(("hard to reach",), WordingKind.OTHERING, "not reached yet", "It is services."),
        WordingRule(("stakeholder*",), WordingKind.OTHERING, "name them", "Nobody says so."),
        WordingRule(
            ("the old", "the older"), WordingKind.OTHERING, "older people", "One lump.", as_noun=True
        ),
        WordingRule(("poverty", "high rates of"), WordingKind.OPENING, "what will change", "It stays."),
    )
)


def found(text: str, **how: Any) -> list[str]:
    """The words that are flagged, in order."""
    return [flag.found for flag in LIST.look_at(text, **how)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("BAME groups, and BME ones", ["BAME", "BME"]),
        ("bame; BAMEs; XBAME; BAME2", []),
        (
            "Hard-to-reach, hard  to\nreach and HARD TO REACH",
            ["Hard-to-reach", "hard  to\nreach", "HARD TO REACH"],
        ),
        ("hard to reaching, too hard", []),
        (
            "A stakeholder, stakeholders’ views, a stakeholder's",
            ["stakeholder", "stakeholders", "stakeholder"],
        ),
        ("Work with the old and the older.", ["the old", "the older"]),
        ("The old library, the older groups", []),
        ("We help the old", ["the old"]),
        ("Poverty is hard. High rates of it.", []),
        ("", []),
    ],
)
def test_what_is_found(text: str, words: list[str]) -> None:
    assert found(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "She wrote “we BAME women are hard to reach” to us",
        'She wrote "we are BAME", and left',
        "She wrote 'we are BAME', and left",
        "She wrote ‘we are BAME and don’t mind’, and left",
        "Elle dit «nous sommes BAME»",
    ],
)
def test_somebodys_own_words_are_never_flagged(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The groups' BAME members and the women's group",
        "Don’t say BAME, they’re people’s names",
        "“Yes”, said BAME “No”",
        "An open quote “ and BAME",
        "“A quote ends with\nits line” BAME",
    ],
)
def test_an_apostrophe_is_no_quotation(text: str) -> None:
    assert found(text) == ["BAME"]


def test_names_of_organisations_are_never_flagged() -> None:
    names = ("BAME Voices", "Stakeholder  Lab", " ", "Hard to Reach CIC")
    assert found("Ask bame voices, Stakeholder Lab and Hard to Reach CIC.", names=names) == []
    assert found("Ask BAME Voicesters", names=names) == ["BAME"]


def test_an_opening_is_only_the_first_sentence() -> None:
    assert found("Poverty hurts. Poverty stays.", opens=True) == ["Poverty"]
    assert found("We want change. Poverty stays.", opens=True) == []
    assert found("High-rates of\npoverty", opens=True) == ["High-rates of"]
    assert found("“Poverty” is what they said.", opens=True) == []


def test_a_flag_says_where_what_and_why() -> None:
    text = "For “BAME” and BAME people"
    [flag] = LIST.look_at(text)
    assert (flag.start, flag.end, text[flag.start : flag.end]) == (15, 19, flag.found)
    assert flag.rule is LIST.rules[0]


def test_a_funders_own_words_come_after() -> None:
    own = WordingRule(("clients",), WordingKind.OTHERING, "people", "They buy nothing.")
    longer = LIST.with_more([own])
    assert [flag.rule for flag in longer.look_at("BAME clients")] == [LIST.rules[0], own]
    assert found("clients") == []
    assert WordList().look_at("BAME") == ()


ROW = {"words": ["BAME"], "kind": "broad", "better": "name them", "why": "It is broad."}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"words": []}, "A rule of the word list needs “words”, a list of words to look for."),
        ({"words": ["a", " "]}, "A rule of the word list needs “words”, a list of words to look for."),
        ({"words": None}, "A rule of the word list needs “words”, a list of words to look for."),
        ({"kind": "bad"}, "The rule for “BAME” needs a “kind”: one of broad, othering, deficit, opening."),
        ({"better": " "}, "The rule for “BAME” needs “better”."),
        ({"why": None}, "The rule for “BAME” needs “why”."),
        ({"whole": True, "also": 1}, "The rule for “BAME” has an unknown key: also, whole."),
    ],
)
def test_a_wrong_rule_is_named(changes: dict[str, Any], message: str) -> None:
    row = {key: value for key, value in {**ROW, **changes}.items() if value is not None}
    with pytest.raises(BadValue, match=f"^{re.escape(message)}$"):
        word_list_from({"word": [row]})


def test_the_list_that_comes_along_is_sound() -> None:
    rules = the_word_list().rules
    words = [word for rule in rules for word in rule.words]
    assert len(rules) >= 40
    assert [word for word in words if words.count(word) > 1] == []
    assert {rule.kind for rule in rules} == set(WordingKind)
    assert all(rule.why.endswith(".") and not rule.better.endswith(".") for rule in rules)


def test_every_rule_finds_each_of_its_words() -> None:
    whole = the_word_list()
    for rule in whole.rules:
        for word in rule.words:
            flags = whole.look_at(f"{word.rstrip('*')} and more", opens=True)
            assert rule in [flag.rule for flag in flags], word


def test_our_own_words_keep_to_the_list() -> None:
    """What the application says of the principles, suggests for a form and writes in letters."""
    texts = [f"{check.title}. {check.sentence}" for check in the_catalogue().checks]
    for name in ("suggested_round.toml", "samples/grassroots-wellbeing.toml", "policy.toml"):
        tomllib.loads(resource(*name.split("/")).read_text("utf-8"))
        texts.append(resource(*name.split("/")).read_text("utf-8").replace('"', ""))
    texts += [path.read_text("utf-8") for path in resource("letters").iterdir() if path.is_file()]
    flagged = [(flag.found, text[:60]) for text in texts for flag in the_word_list().look_at(text)]
    assert flagged == []


def test_every_rule_of_the_list_is_met_by_its_own_words_in_a_long_text() -> None:
    """What is left out before the expressions are tried never hides a word that they would find."""
    words = the_word_list()
    for rule in words.rules:
        for wording in rule.words:
            said = wording.replace("*", "s")
            text = f"{said}." if rule.kind is WordingKind.OPENING else f"This is about {said}."
            met = {flag.rule for flag in words.look_at(text, opens=True)}
            assert rule in met, wording


def test_quotation_marks_that_never_close_hide_nothing() -> None:
    """Thousands of them are no reason to wait, either."""
    flags = the_word_list().look_at("“a " * 20_000 + "the BAME groups")
    assert "BAME" in {flag.found for flag in flags}
