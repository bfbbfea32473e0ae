"""Matching columns to fields: chosen, remembered, by name, by synonym, by closeness, and never wrongly."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from commissioning_app.domain.forms import Question
from commissioning_app.domain.importing import Basis, CannotRead, ImportField, Matching, Table
from commissioning_app.spreadsheets.matching import match_columns, sender_key
from commissioning_app.spreadsheets.synonyms import OTHER_THINGS, SYNONYMS, names_of_fields, normal

QUESTIONS = (
    Question("need", "What do people in your community need?"),
    Question("change", "What will be different for people because of your work, and how will you know?"),
)


def matched(headers: Sequence[str], *, parents: Sequence[str] = (), **options: Any) -> Matching:
    count = len(headers)
    table = Table("S", 1, tuple(headers), tuple(parents) or ("",) * count, tuple([["x"]] * count), [2], {})
    return match_columns(table, **options)


def fields(headers: Sequence[str], **options: Any) -> dict[str, str]:
    return matched(headers, **options).as_mapping()


@pytest.mark.parametrize("field", list(ImportField))
def test_every_field_is_found_by_its_own_name(field: ImportField) -> None:
    found = matched([field.value])
    assert [(m.field, m.basis) for m in found.columns] == [(field, Basis.NAME)]
    assert fields([field.value.upper().replace("_", " ")]) == {field.value.upper().replace("_", " "): field}


@pytest.mark.parametrize("field", list(ImportField))
def test_every_synonym_finds_its_field(field: ImportField) -> None:
    assert {name: fields([name]).get(name) for name in SYNONYMS[field]} == dict.fromkeys(
        SYNONYMS[field], field
    )


def test_no_synonym_stands_under_two_fields_and_none_is_another_thing() -> None:
    names = [name for field, others in SYNONYMS.items() for name in others]
    assert len(names) == len(set(names))
    assert set(names_of_fields()).isdisjoint(OTHER_THINGS)
    assert all(normal(name) == name for name in (*names, *OTHER_THINGS))


def test_360giving_titles() -> None:
    headers = [
        "Identifier", "Title", "Description", "Currency", "Amount Applied For", "Amount Awarded",
        "Award Date", "Planned Dates:Start Date", "Planned Dates:End Date", "Planned Dates:Duration (months)",
        "Recipient Org:Identifier", "Recipient Org:Name", "Recipient Org:Charity Number",
        "Recipient Org:Company Number", "Recipient Org:Street Address", "Recipient Org:City",
        "Recipient Org:Postal Code", "Recipient Org:Web Address", "Recipient Org:Description",
        "Beneficiary Location:Name", "Beneficiary Location:Geographic Code", "Funding Org:Identifier",
        "Funding Org:Name", "Grant Programme:Title", "Grant Programme: Title", "Last modified", "Data Source",
    ]  # fmt: skip
    assert fields(headers) == {
        "Identifier": "reference",
        "Title": "title",
        "Description": "summary",
        "Amount Applied For": "amount_requested",
        "Planned Dates:Start Date": "start_date",
        "Planned Dates:End Date": "end_date",
        "Planned Dates:Duration (months)": "duration_months",
        "Recipient Org:Identifier": "org_id",
        "Recipient Org:Name": "organisation",
        "Recipient Org:Charity Number": "charity_number",
        "Recipient Org:Company Number": "company_number",
        "Recipient Org:Street Address": "address",
        "Recipient Org:Postal Code": "postcode",
        "Beneficiary Location:Name": "area",
    }


def test_the_amount_awarded_is_never_the_amount_asked_for() -> None:
    assert fields(["Amount Awarded", "Amount Applied For"]) == {"Amount Applied For": "amount_requested"}
    assert fields(["Amount Awarded", "Amount Disbursed", "Amount awarded (£)"]) == {}


def test_the_better_name_wins_whatever_the_order() -> None:
    assert fields(["Amount", "Amount requested"]) == {"Amount requested": "amount_requested"}
    assert fields(["Recipient Org:City", "Address"]) == {"Address": "address"}


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Organsation name", "organisation"),
        ("Amount requsted", "amount_requested"),
        ("Amount requested (£)", "amount_requested"),
        ("3. Charity number (if any)", "charity_number"),
        ("Q4: Postcode", "postcode"),
        ("Name of the organisation", "organisation"),
        ("Project titel", "title"),
        ("E-Mail Address:", "contact_email"),
    ],
)
def test_close_names_are_found(header: str, field: str) -> None:
    assert fields([header]) == {header: field}


@pytest.mark.parametrize(
    "header",
    ["Host address", "Partner name", "Minimum", "Contact organisation", "Previous amount requested",
     "Company", "Trustee name", "Bank account name", "Start", "Second contact name", "Amount awarded to date",
     "Total project cost"],
)  # fmt: skip
def test_a_telling_word_more_or_less_is_another_thing(header: str) -> None:
    wrong = {"organisation", "amount_requested", "contact_name", "address", "charity_number", "title"}
    assert fields([header]).get(header) not in wrong


def test_merged_headings_tell_what_the_header_below_means() -> None:
    parents = ["Organisation", "Contact", "Host organisation", "", "Host organisation"]
    assert fields(["Name", "Name (2)", "Charity number", "Ask", "Postcode"], parents=parents) == {
        "Name": "organisation",
        "Name (2)": "contact_name",
        "Charity number": "host_charity_number",
        "Ask": "amount_requested",
    }


def test_questions_are_found_by_id_text_start_and_closeness() -> None:
    for header in (
        "answer:need", "need", "What do people in your community need?",
        "2. What do people in your community need", "What do people in your comunity need",
    ):  # fmt: skip
        assert fields([header], questions=QUESTIONS) == {header: "answer:need"}
    start = "What will be different for people because"
    assert fields([start], questions=QUESTIONS) == {start: "answer:change"}
    assert fields(["answer:other", "What will"], questions=QUESTIONS) == {}


def test_what_was_chosen_wins_over_what_was_found() -> None:
    found = matched(
        ["Title", "Words", "Ask", "Amount requested"], chosen={"words": "title", "ASK": "amount_requested"}
    )
    assert [(m.column, m.field, m.basis) for m in found.columns] == [
        ("Title", "", Basis.UNKNOWN),
        ("Words", "title", Basis.CHOSEN),
        ("Ask", "amount_requested", Basis.CHOSEN),
        ("Amount requested", "", Basis.UNKNOWN),
    ]


def test_a_column_can_be_left_out() -> None:
    found = matched(["Title"], chosen={"Title": ""})
    assert [(m.field, m.basis) for m in found.columns] == [("", Basis.LEFT_OUT)]


def test_what_was_remembered_wins_over_names_but_not_over_a_choice() -> None:
    remembered = {"Words": "title", "Title": "", "Old": "answer:gone", "Ask": "amount_requested"}
    found = matched(["Title", "Words", "Old", "Ask"], remembered=remembered, chosen={"Ask": "minimum_amount"})
    assert [(m.field, m.basis) for m in found.columns] == [
        ("", Basis.LEFT_OUT),
        ("title", Basis.REMEMBERED),
        ("", Basis.UNKNOWN),
        ("minimum_amount", Basis.CHOSEN),
    ]


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        ({"Nothing": "title"}, "There is no column “Nothing”. The columns are “A”, “B”."),
        ({"A": "titel"}, "There is no field “titel”. The fields are reference, organisation, "),
        ({"A": "title", "B": "title"}, "Two columns can't both be “title”. Choose one of them."),
    ],
)
def test_a_choice_that_cannot_be_is_refused(chosen: dict[str, str], sentence: str) -> None:
    with pytest.raises(CannotRead) as refusal:
        matched(["A", "B"], chosen=chosen)
    assert str(refusal.value).startswith(sentence)


def test_a_sender_is_known_by_the_set_of_headers() -> None:
    assert sender_key(["Title", "Ask"]) == sender_key(["ask ", "TITLE"])
    assert sender_key(["Title"]) != sender_key(["Title", "Ask"])


def test_a_thousand_columns_are_matched_by_name_at_once() -> None:
    headers = [*(f"Column {number} of something" for number in range(998)), "Organisation", "Ask"]
    assert fields(headers) == {"Organisation": "organisation", "Ask": "amount_requested"}
