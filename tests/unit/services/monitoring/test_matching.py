"""Messy labels become proposals: certain from the table, likely by their spelling, else own words."""

from __future__ import annotations

import pytest

from commissioning_app.domain.errors import BadValue
from commissioning_app.domain.monitoring.matching import Sureness, labels_from
from commissioning_app.domain.monitoring.questions import QUESTIONS, GivenAnswer
from commissioning_app.services.monitoring.matching import propose, propose_all


@pytest.mark.parametrize(
    ("question", "label", "code", "sureness"),
    [
        ("ethnicity", "Black African", "african", "certain"),
        ("ethnicity", "Blk Caribbean", "caribbean", "certain"),
        ("ethnicity", "Asian/Asian British - Pakistani", "pakistani", "certain"),
        ("ethnicity", "White Brit", "white_british", "certain"),
        ("ethnicity", "WHITE  IRISH", "irish", "certain"),
        ("ethnicity", "Mixed – White & Asian", "white_and_asian", "certain"),
        ("ethnicity", "Black/African/Caribbean/Black British: African", "african", "certain"),
        ("ethnicity", "Any other White background", "other_white", "certain"),
        ("ethnicity", "prefer not say", "prefer_not_to_say", "certain"),
        ("ethnicity", "Pakistanni", "pakistani", "likely"),
        ("ethnicity", "Irish Traveler", "gypsy_or_irish_traveller", "likely"),
        ("ethnicity", "n/k", "", "no_answer"),
        ("ethnicity", " ", "", "no_answer"),
        ("ethnicity", "Asian", "", "broad"),
        ("ethnicity", "Black British", "", "broad"),
        ("ethnicity", "White", "", "broad"),
        ("ethnicity", "Martian", "", "unknown"),
        ("sex", "F", "female", "certain"),
        ("disability", "Yes", "disabled", "certain"),
        ("gender_identity", "No", "", "broad"),
        ("religion", "None", "no_religion", "certain"),
        ("religion", "C of E", "christian", "certain"),
        ("age", "25-34", "age_25_to_34", "certain"),
        ("age", "65+", "age_65_and_over", "certain"),
        ("language", "Punjabi", "panjabi_language", "certain"),
        ("sexual_orientation", "LGBTQ+", "", "broad"),
        ("no such question", "African", "", "unknown"),
    ],
)
def test_labels(question: str, label: str, code: str, sureness: str) -> None:
    match = propose(question, label)
    assert (match.code, match.sureness) == (code, sureness)


def test_the_broad_acronyms_of_old_forms_stay_own_words() -> None:
    for label in ("B" + "AME", "B" + "ME"):
        match = propose("ethnicity", label)
        assert match.sureness is Sureness.BROAD
        assert match.answer == GivenAnswer("ethnicity", "", label)
        assert match.sentence == f"“{label}” takes in several groups, so it stays in its own words."


def test_every_standard_label_matches_its_own_group() -> None:
    for one in QUESTIONS:
        for group in one.groups:
            for label in filter(None, (group.label, group.leaders, f"{group.heading}: {group.label}")):
                assert propose(one.id, label).code == group.code, (one.id, label)


def test_several_answers_in_one_cell() -> None:
    found = propose_all("ethnicity", "Black African; Indian\nAfrican | Asian")
    assert [(match.label, match.code) for match in found] == [
        ("Black African", "african"),
        ("Indian", "indian"),
        ("Asian", ""),
    ]


@pytest.mark.parametrize(
    ("label", "answer", "sentence"),
    [
        ("Blk Caribbean", ("caribbean", ""), "“Blk Caribbean” means “Caribbean”."),
        ("Somali", ("african", "Somali"), "“Somali” means “African”."),
        ("African", ("african", ""), "“African” means “African”."),
        (
            "Pakistanni",
            ("pakistani", "Pakistanni"),
            "“Pakistanni” looks like “Pakistani”. Look at it before you take it.",
        ),
        ("Martian", ("", "Martian"), "“Martian” is not on the list, so it stays in its own words."),
        ("n/k", None, "“n/k” says nothing, so no answer is kept."),
        ("", None, "Nothing is written there."),
    ],
)
def test_what_a_match_would_become(label: str, answer: tuple[str, str] | None, sentence: str) -> None:
    match = propose("ethnicity", label)
    assert match.answer == (None if answer is None else GivenAnswer("ethnicity", *answer))
    assert match.sentence == sentence


def test_a_table_with_a_group_that_no_question_has_is_refused() -> None:
    with pytest.raises(BadValue, match="No question has these groups: martian"):
        labels_from({"groups": {"martian": ["mars"]}})


def test_a_written_form_of_two_groups_is_refused() -> None:
    with pytest.raises(BadValue, match="“bengali” stands for two groups of “Ethnic group”"):
        labels_from({"groups": {"indian": ["Bengali"], "bangladeshi": ["bengali"]}})
