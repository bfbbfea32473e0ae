"""The frameworks: each line names checks that there are, every check speaks somewhere, the rest is said."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from commissioning_app.domain.errors import BadValue
from commissioning_app.domain.principles.findings import Finding, FindingState
from commissioning_app.domain.principles.frameworks import (
    FrameworkLine,
    FrameworkOfLines,
    LineStanding,
    checks_named,
    frameworks_from,
    read_through,
)
from commissioning_app.domain.readability import measure
from commissioning_app.paths import resource
from tests.unit.domain.principles.making import the_catalogue, the_word_list

EVERY_CHECK = frozenset(
    f"{letter}{number}"
    for letter, most in (("T", 5), ("N", 4), ("S", 10), ("C", 8), ("P", 15), ("A", 12), ("L", 4))
    for number in range(1, most + 1)
)
OLDEST_READER = 13


def the_frameworks() -> tuple[FrameworkOfLines, ...]:
    """The frameworks that come with the application."""
    return frameworks_from(tomllib.loads(resource("frameworks.toml").read_text("utf-8")))


LINES = [line for framework in the_frameworks() for line in framework.lines]


def a_finding(check_id: str, state: FindingState) -> Finding:
    """A finding of a catalogued check in a state."""
    check = the_catalogue().check(check_id)
    return Finding(
        check.id, check.family, check.title, check.sentence, state, "Found.", "Asked.", check.guards,
        check.sources, "", check.place,
    )  # fmt: skip


def a_line(*checks: str, **changes: str) -> FrameworkLine:
    """A line to which these checks speak."""
    return FrameworkLine(
        **{"id": "f.1", "title": "Be open", "sentence": "Say why.", "checks": checks, **changes}
    )


def test_the_frameworks_are_those_of_the_design() -> None:
    found = {framework.short: len(framework.lines) for framework in the_frameworks()}
    assert found == {
        "Four principles": 4,
        "Seven principles": 7,
        "London": 8,
        "PCREF": 3,
        "Five steps": 5,
        "Eight commitments": 8,
        "Commit, understand, act": 3,
    }
    london = next(framework for framework in the_frameworks() if framework.id == "ldn")
    assert [line.part for line in london.lines] == ["Commitments"] * 5 + ["Enablers"] * 3


def test_every_check_speaks_to_a_line_and_no_line_names_another() -> None:
    assert len(EVERY_CHECK) == 58
    assert checks_named(the_frameworks()) == EVERY_CHECK
    assert set(the_catalogue().ids) == EVERY_CHECK


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.id)
def test_each_line_reads_plainly_and_says_what_no_check_says(line: FrameworkLine) -> None:
    assert line.sentence.endswith(".") and not line.title.endswith(".")
    assert measure([line.sentence]).reading_age <= OLDEST_READER
    assert line.checks or line.beyond
    assert not line.beyond or line.beyond.endswith(".")
    assert the_word_list().look_at(f"{line.title}. {line.sentence} {line.beyond}") == ()


def test_names_are_those_of_the_catalogue_where_it_has_the_framework() -> None:
    by_name = {one.name: one for one in the_catalogue().frameworks}
    same = [one for one in the_frameworks() if one.name in by_name]
    assert {one.id for one in same} >= {"hck", "ldn", "ivar"}
    assert all((one.by, one.year) == (by_name[one.name].by, by_name[one.name].year) for one in same)


def test_findings_are_sorted_under_the_lines_that_they_speak_to() -> None:
    met, explained = a_finding("S1", FindingState.MET), a_finding("T1", FindingState.EXPLAINED)
    lines = (
        a_line("T1", "S1"),
        a_line("S1", id="f.2"),
        a_line(id="f.3", beyond="How long. A clock would say."),
    )
    framework = FrameworkOfLines("f", "F", "The framework", "Its people", "What it is.", lines, 2024)
    standing = read_through(framework, [met, explained])
    assert framework.source == "Its people, 2024"
    assert [one.findings for one in standing.lines] == [(met, explained), (met,), ()]
    assert [one.worst for one in standing.lines] == [FindingState.EXPLAINED, FindingState.MET, None]
    assert standing.lines[0].counts == {FindingState.EXPLAINED: 1, FindingState.MET: 1}
    assert standing.lines[0].what_no_check_says == ""
    assert standing.lines[2].what_no_check_says == "No check speaks to this: how long. A clock would say."


@pytest.mark.parametrize(
    ("states", "worst"),
    [
        ("met met", "met"),
        ("met not_applicable", "met"),
        ("not_applicable", "not_applicable"),
        ("met explained", "explained"),
        ("explained not_known", "not_known"),
        ("not_known not_met met", "not_met"),
    ],
)
def test_a_line_is_in_the_worst_state_of_its_checks(states: str, worst: str) -> None:
    ids = ("T1", "T2", "T3")
    findings = tuple(a_finding(i, FindingState(s)) for i, s in zip(ids, states.split(), strict=False))
    assert LineStanding(a_line(*ids), findings).worst == worst


def test_what_checks_leave_open_is_said_beside_them() -> None:
    standing = LineStanding(a_line("T1", beyond="Visits. A diary would say."), ())
    assert standing.what_no_check_says == "What the checks don't say: visits. A diary would say."


GOOD = {"id": "f.1", "title": "T", "sentence": "S.", "checks": ["T1"]}


@pytest.mark.parametrize(
    ("framework", "message"),
    [
        ({"line": []}, "The framework “f” needs lines."),
        ({"extra": 1}, "The framework “f” has an unknown key: extra."),
        ({"by": " "}, "The framework “f” needs “by”."),
        ({"line": [{**GOOD, "cheks": []}]}, "The line “f.1” has an unknown key: cheks."),
        ({"line": [{**GOOD, "title": ""}]}, "The line “f.1” needs “title”."),
        ({"line": [{**GOOD, "checks": ["T1", "T1"]}]}, "The line “f.1” names a check twice."),
        ({"line": [{**GOOD, "checks": []}]}, "The line “f.1” names no check, so it has to say what"),
        ({"line": [GOOD, GOOD]}, "The frameworks use an id twice: f.1."),
    ],
)
def test_a_wrong_entry_is_named(framework: dict[str, Any], message: str) -> None:
    whole = {"id": "f", "short": "F", "name": "N", "by": "B", "sentence": "S.", "line": [GOOD], **framework}
    with pytest.raises(BadValue) as caught:
        frameworks_from({"framework": [whole]})
    assert str(caught.value).startswith(message)


def test_an_unknown_table_is_refused() -> None:
    with pytest.raises(BadValue, match="The file of frameworks has an unknown key: frame"):
        frameworks_from({"frame": []})
