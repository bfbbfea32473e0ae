"""Facts count what they hold, and the small pieces of sentences read well."""

from __future__ import annotations

from datetime import date

import pytest

from commissioning_app.domain.eois import EoiState
from commissioning_app.domain.principles.facts import EoiFacts
from commissioning_app.domain.principles.wording import counted, has, listed, share
from commissioning_app.domain.rounds import FunderKind, RoundState
from tests.factories import a_round
from tests.unit.domain.principles.making import TODAY, facts


def test_eois_are_counted_by_what_they_need() -> None:
    eois = EoiFacts(
        {
            EoiState.RECEIVED: 2,
            EoiState.QUERIED: 1,
            EoiState.ELIGIBLE: 40,
            EoiState.SCORED: 3,
            EoiState.LATE: 1,
        }
    )
    assert (eois.total, eois.undecided, eois.in_play, eois.count(EoiState.LATE)) == (47, 3, 43, 1)
    assert EoiFacts().total == 0


@pytest.mark.parametrize("kind", FunderKind)
def test_a_public_bodys_duties_apply_to_all_but_charitable_funders(kind: FunderKind) -> None:
    assert facts(funder_kind=kind).is_public_body is (kind is not FunderKind.CHARITABLE_FUNDER)


@pytest.mark.parametrize(
    ("names", "text"),
    [
        ([], ""),
        (["Ana"], "Ana"),
        (["Ana", "Bo"], "Ana and Bo"),
        (["Ana", "Bo", "Cy"], "Ana, Bo and Cy"),
        (list("abcde"), "a, b, c, d and e"),
        (list("abcdefg"), "a, b, c, d, e and 2 more"),
    ],
)
def test_listed(names: list[str], text: str) -> None:
    assert listed(names) == text


def test_numbers_with_their_words() -> None:
    assert [counted(n, "EOI") for n in (0, 1, 1200)] == ["0 EOIs", "1 EOI", "1,200 EOIs"]
    assert counted(2, "person", "people") == "2 people"
    assert [has(n) for n in (0, 1, 2)] == ["have", "has", "have"]


@pytest.mark.parametrize(
    ("part", "whole", "text"), [(5, 8, "62 %"), (499, 1000, "49 %"), (1, 1, "100 %"), (0, 3, "0 %")]
)
def test_a_share_is_rounded_down(part: int, whole: int, text: str) -> None:
    assert share(part, whole) == text


def test_a_cancelled_round_keeps_the_day_on_which_it_was_opened() -> None:
    cancelled = a_round(state=RoundState.CANCELLED)
    assert facts(cancelled, opened_on=date(2026, 8, 20)).opening_day == TODAY
    cancelled.published_rule = cancelled.rule
    opened = facts(cancelled, opened_on=date(2026, 8, 20))
    assert opened.opening_day == date(2026, 8, 20)
    assert (opened.is_by_opening(date(2026, 8, 20)), opened.is_by_opening(date(2026, 8, 21))) == (True, False)


def test_a_day_has_come_when_it_is_written_down_and_not_later_than_today() -> None:
    days = (None, date(2026, 8, 31), TODAY, date(2026, 9, 2))
    assert [facts().has_come(day) for day in days] == [False, True, True, False]
