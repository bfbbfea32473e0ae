"""References: made where missing, numbered where repeated, never two alike."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from commissioning_app.domain.importing.references import unique_references
from tests.unit.domain.importing.making import notes, told


def test_different_references_stay() -> None:
    collector = notes()
    assert unique_references(["A", "B"], [2, 3], "Ref", collector) == (["A", "B"], frozenset())
    assert told(collector) == []


def test_a_repeated_one_is_numbered_in_row_order_and_listed() -> None:
    collector = notes()
    given_, made = unique_references(["REF", "X", "REF", "REF"], [2, 3, 4, 5], "Ref", collector)
    assert (given_, made) == (["REF", "X", "REF-2", "REF-3"], frozenset())
    assert told(collector) == [(4, "REF", "REF-2"), (5, "REF", "REF-3")]


def test_a_number_that_the_file_itself_uses_is_passed_over() -> None:
    given_, _ = unique_references(["REF", "REF", "REF-2"], [2, 3, 4], "Ref", notes())
    assert given_ == ["REF", "REF-3", "REF-2"]


def test_a_missing_one_is_made_from_the_row() -> None:
    collector = notes()
    given_, made = unique_references(["", "ROW-2", ""], [2, 3, 4], "Ref", collector)
    assert (given_, made) == (["ROW-2-2", "ROW-2", "ROW-4"], frozenset({2, 4}))
    assert told(collector) == [(2, "", "ROW-2-2"), (4, "", "ROW-4")]


def test_without_a_column_it_is_told_once() -> None:
    collector = notes()
    given_, made = unique_references(["", ""], [5, 6], "", collector)
    assert (given_, made) == (["ROW-5", "ROW-6"], frozenset({5, 6}))
    assert told(collector) == [(0, "", "ROW-5")]


@given(st.lists(st.sampled_from(["", "A", "A-2", "A-3", "B", "ROW-2", "ROW-3"]), max_size=12))
def test_no_two_rows_share_one_and_the_first_of_each_keeps_its_own(texts: list[str]) -> None:
    rows = list(range(2, len(texts) + 2))
    given_, made = unique_references(texts, rows, "Ref", notes())
    assert len(set(given_)) == len(texts)
    assert made == {row for row, text in zip(rows, texts, strict=True) if not text}
    for text in set(texts) - {""}:
        assert given_[texts.index(text)] == text
    assert unique_references(given_, rows, "Ref", notes())[0] == given_
