"""Totals in words: ratios with their interval and what it means, gaps, and what is hidden."""

from __future__ import annotations

from typing import Any

import pytest

from commissioning_app.domain.likelihood import relative_likelihood
from commissioning_app.domain.monitoring.answers import SubjectKind
from commissioning_app.domain.monitoring.breakdowns import Line, QuestionTable
from commissioning_app.domain.need_profile import NeedProfile
from commissioning_app.domain.principles.facts_monitoring import GroupingFacts
from commissioning_app.services.queries.equity import GroupingTotals
from commissioning_app.ui.equity.words import (
    answered_words,
    count_words,
    gap_words,
    likelihood_words,
    line_words,
    need_words,
    withheld_words,
)


def totals(counts: tuple[int, int, int, int] | None = (5, 10, 20, 80), **facts: Any) -> GroupingTotals:
    """A grouping with these counts: funded and applied, of it and of all others."""
    gap, before = facts.pop("gap", None), facts.pop("before", None)
    if counts is None:
        return GroupingTotals(GroupingFacts("Circle", **facts), None, gap, before)
    funded, applied, others_funded, others_applied = counts
    one = GroupingFacts("Circle", applied, funded, others_applied, others_funded, **facts)
    return GroupingTotals(one, relative_likelihood(*counts), gap, before)


@pytest.mark.parametrize(
    ("one", "sentence"),
    [
        (
            totals(),
            "Circle: 5 of 10 were funded; of all others who answered, 20 of 80. So they were 2.00 times as "
            "likely, somewhere between 0.97 and 4.14: it may be chance.",
        ),
        (
            totals((40, 50, 20, 80), rounds=3),
            "Circle: 40 of 50 were funded; of all others who answered, 20 of 80. So they were 3.20 times as "
            "likely, somewhere between 2.14 and 4.79: chance alone is unlikely. That is over 3 rounds.",
        ),
        (
            totals((0, 10, 20, 80)),
            "Circle: 0 of 10 were funded; of all others who answered, 20 of 80. So they were 0.00 times as "
            "likely; how far that may be chance can’t be told.",
        ),
        (totals(None), "Circle: too few to show."),
        (totals(None, applied=0), "Circle: nobody of them applied."),
    ],
)
def test_how_likely(one: GroupingTotals, sentence: str) -> None:
    assert likelihood_words(one) == sentence


@pytest.mark.parametrize(
    ("one", "sentence"),
    [
        (totals(), "Circle: the need profile does not count every group in it."),
        (
            totals(None, need_percent=20),
            "Circle: 20 % of the people served. Their share of the money can’t be shown: it would give an "
            "answer away.",
        ),
        (
            totals(need_percent=20, money_percent=25, gap=-5),
            "Circle: 20 % of the people served, 25 % of the money. The money reaches them. 5 of the 10 that "
            "applied were funded.",
        ),
        (
            totals(need_percent=20, money_percent=19, gap=1),
            "Circle: 20 % of the people served, 19 % of the money. The money falls 1 point short. 5 of the "
            "10 that applied were funded.",
        ),
        (
            totals(need_percent=20, money_percent=12, gap=8, before=11),
            "Circle: 20 % of the people served, 12 % of the money. The money falls 8 points short. Last time "
            "it was 11: the gap is closing. 5 of the 10 that applied were funded.",
        ),
        (
            totals(need_percent=20, money_percent=12, gap=8, before=3),
            "Circle: 20 % of the people served, 12 % of the money. The money falls 8 points short. Last time "
            "it was 3: the gap is wider now. 5 of the 10 that applied were funded.",
        ),
        (
            totals(need_percent=20, money_percent=12, gap=8, before=8),
            "Circle: 20 % of the people served, 12 % of the money. The money falls 8 points short. It was "
            "the same last time. 5 of the 10 that applied were funded.",
        ),
    ],
)
def test_the_gap(one: GroupingTotals, sentence: str) -> None:
    assert gap_words(one) == sentence


def test_what_is_hidden_is_said_as_hidden() -> None:
    assert (count_words(None), count_words(0), count_words(1200)) == ("hidden", "0", "1,200")
    few = QuestionTable("sex", None, None, is_withheld=True)
    assert answered_words(few, 40, 12) == "Fewer than 5 of the 40 who applied answered this."
    assert withheld_words(few) == "So few answered, or are of any one group, that nothing of it can be shown."
    nobody = QuestionTable("sex", 0, 0)
    assert (answered_words(nobody, 40, 12), withheld_words(nobody)) == ("Nobody answered this.", "")
    some = QuestionTable("sex", 30, None, shows_funded=False)
    assert answered_words(some, 40, 12) == "30 of the 40 who applied answered this."
    assert withheld_words(some).startswith("Who was funded is left out:")
    whole = QuestionTable("sex", 30, 10, shows_funded=True)
    said = "30 of the 40 who applied answered this. Of the 12 who were funded, 10 did."
    assert (answered_words(whole, 40, 12), withheld_words(whole)) == (said, "")


@pytest.mark.parametrize(
    ("line", "kind", "words"),
    [
        (Line("own_words", 5), SubjectKind.EOI, "In their own words only"),
        (Line("prefer_not_to_say", 5), SubjectKind.EOI, "Prefer not to say"),
        (Line("several", 5), SubjectKind.EOI, "Several groups"),
        (
            Line("several", 5, within=("North", "South")),
            SubjectKind.EOI,
            "Several groups, all in “North” and in “South”",
        ),
        (Line("female", 5), SubjectKind.EOI, "Women"),
        (Line("female", 5), SubjectKind.MEMBER, "Female"),
    ],
)
def test_what_a_row_counts(line: Line, kind: SubjectKind, words: str) -> None:
    assert line_words(line, kind) == words


def test_whom_the_programme_serves() -> None:
    profile = NeedProfile("people who live in Wexmere", "Census 2021", 2021)
    said = "The people served: people who live in Wexmere. Source: Census 2021, 2021."
    assert need_words(profile) == said
    assert need_words(None).startswith("The programme has no need profile yet")
