"""A whole table: good rows as domain values, bad ones left out with a problem each."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from commissioning_app.domain.eois import FundingKind
from commissioning_app.domain.importing import CannotRead, Interpretation, Problem, interpret
from commissioning_app.domain.importing.digests import row_digests
from tests.unit.domain.importing.making import matching, table

FIELDS = {"Org": "organisation", "Ask": "amount_requested"}


def test_every_kind_of_field_becomes_its_value() -> None:
    columns = {
        "Ref": ["A1", "A2"], "Org": ["Circle", "Square"], "Ask": [8400.0, 500.5], "Least": [100.0, ""],
        "Kind": ["core", "project"], "From": [date(2026, 1, 1), ""], "To": [date(2026, 6, 1), ""],
        "Months": [6.0, ""], "In": [datetime(2026, 1, 1, 9, 0), ""], "Need": ["Walks", ""],
        "Other": ["x", "y"],
    }  # fmt: skip
    fields = {
        "Ref": "reference", **FIELDS, "Least": "minimum_amount", "Kind": "funding_kind", "From": "start_date",
        "To": "end_date", "Months": "duration_months", "In": "received_at", "Need": "answer:need",
        "Other": "",
    }  # fmt: skip
    read = interpret(
        table({c: columns[c] for c in fields}),
        matching(fields),
    )
    assert read.values == {
        "reference": ["A1", "A2"],
        "organisation": ["Circle", "Square"],
        "amount_requested": [840_000, 50_050],
        "minimum_amount": [10_000, None],
        "funding_kind": [FundingKind.CORE, FundingKind.PROJECT],
        "start_date": [date(2026, 1, 1), None],
        "end_date": [date(2026, 6, 1), None],
        "duration_months": [6, None],
        "received_at": [datetime(2026, 1, 1, 9, 0), None],
        "answer:need": ["Walks", ""],
    }
    assert (read.row_count, read.rows, read.requested_pence) == (2, [2, 3], 890_050)
    assert (read.problems, read.interpretations, read.rejected, read.made) == (
        (),
        (),
        frozenset(),
        frozenset(),
    )


def test_a_row_with_a_problem_is_left_out_and_the_others_stay() -> None:
    read = interpret(table({"Org": ["A", "", "C", "D"], "Ask": [1.0, 2.0, "", "lots"]}), matching(FIELDS))
    assert (read.rows, read.rejected, read.row_count) == ([2], frozenset({3, 4, 5}), 4)
    assert read.values["organisation"] == ["A"]
    assert read.problems == (
        Problem("S", 3, "Org", "", "The organisation's name is missing. Type it in this cell."),
        Problem("S", 4, "Ask", "", "The amount asked for is missing. Type it in this cell."),
        Problem(
            "S", 5, "Ask", "lots",
            "This is not an amount of money. Type the amount in pounds, like 12500 or £12,500.",
        ),
    )  # fmt: skip


def test_error_cells_and_unsaved_formulas_are_problems_where_they_matter() -> None:
    read = interpret(
        table(
            {"Org": ["A", "B", "#REF!", "D"], "Ask": [1.0, "", 3.0, 4.0], "Other": ["", "", "", ""]},
            marks={(0, 1): "formula", (1, 1): "#DIV/0!", (3, 2): "#N/A"},
        ),
        matching({**FIELDS, "Other": ""}),
    )
    assert [(p.row, p.column, p.value) for p in read.problems] == [
        (2, "Ask", ""),
        (3, "Ask", "#DIV/0!"),
        (4, "Org", "#REF!"),
    ]
    assert read.problems[0].problem.startswith("The formula's result was never saved.")
    assert read.problems[1].problem == "The formula in this cell failed. Mend it, or type the value."
    assert read.rows == [5]


def test_amounts_and_days_that_contradict_each_other_are_problems() -> None:
    read = interpret(
        table(
            {
                "Org": ["A", "B"], "Ask": [100.0, 100.0], "Least": [200.0, 50.0],
                "From": [date(2026, 1, 1), date(2026, 2, 1)], "To": [date(2026, 1, 1), date(2026, 1, 1)],
            }
        ),
        matching({**FIELDS, "Least": "minimum_amount", "From": "start_date", "To": "end_date"}),
    )  # fmt: skip
    assert [(p.row, p.column, p.problem) for p in read.problems] == [
        (2, "Least", "The minimum is more than the amount asked for, £100. Mend one of them."),
        (3, "To", "The end is before the start, 2026-02-01. Mend one of them."),
    ]


def test_another_currency_in_a_column_of_its_own_is_a_problem() -> None:
    read = interpret(
        table({"Org": ["A", "B", "C"], "Ask": [1.0, 2.0, 3.0], "Currency": ["GBP", "EUR", ""]}),
        matching({**FIELDS, "Currency": ""}),
    )
    assert [(p.row, p.column, p.value) for p in read.problems] == [(3, "Currency", "EUR")]


def test_a_reference_counts_its_rejected_rows_so_that_a_mended_file_finds_them_again() -> None:
    columns = {"Ref": ["R", "R"], "Org": ["", "B"], "Ask": [1.0, 2.0]}
    read = interpret(table(columns), matching({"Ref": "reference", **FIELDS}))
    assert read.values["reference"] == ["R-2"]
    mended = interpret(table({**columns, "Org": ["A", "B"]}), matching({"Ref": "reference", **FIELDS}))
    assert mended.values["reference"] == ["R", "R-2"]


def test_a_missing_column_names_what_is_needed() -> None:
    with pytest.raises(CannotRead) as refusal:
        interpret(table({"Org": ["A"], "Money": [5.0]}), matching({"Org": "organisation", "Money": ""}))
    assert str(refusal.value) == (
        "No column was found for the amount requested. Say which column it is, for example "
        '--map "Money=amount_requested".'
    )


def test_notes_are_in_the_order_of_the_rows() -> None:
    read = interpret(table({"Org": [" A", "B "], "Ask": ["£5", "£6"]}), matching(FIELDS))
    assert [(n.row, n.column) for n in read.interpretations] == [
        (0, "reference"), (2, "Org"), (2, "Ask"), (3, "Org"), (3, "Ask"),
    ]  # fmt: skip
    assert read.interpretations[1] == Interpretation(
        "S", 2, "Org", " A", "A", "spaces or line breaks around it were removed"
    )


def test_a_digest_tells_rows_apart_by_what_they_say_but_not_by_reference_or_contact() -> None:
    values = {"organisation": ["A", "A", "B"], "amount_requested": [1, 1, 1], "reference": ["1", "2", "3"]}
    first, second, third = row_digests(values, 3)
    assert (first == second, first == third) == (True, False)
    assert row_digests({**values, "contact_email": ["a@b", "c@d", ""]}, 3) == [first, second, third]
    moved = row_digests({"organisation": ["A1"], "title": [""]}, 1)
    assert moved != row_digests({"organisation": ["A"], "title": ["1"]}, 1)
