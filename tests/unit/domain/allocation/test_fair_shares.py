"""Fair shares: worked examples, whole results."""

from __future__ import annotations

from commissioning_app.domain.allocation import (
    AllocationProblem,
    Reason,
    allocate,
)
from tests.unit.domain.allocation.making import eoi, pot


def amounts(problem: AllocationProblem) -> dict[str, int]:
    """Each amount in pence, in order."""
    return {award.reference: award.amount_pence for award in allocate(problem, "fair-shares").awards}


def test_minimum_ask_or_the_equal_share() -> None:
    result = allocate(
        pot(
            1000,
            eoi("A", 100, score=90),
            eoi("B", 600, minimum=450, score=80),
            eoi("C", 400, minimum=100, score=70),
            eoi("D", 500, score=60),
            eoi("E", 500, score=49),
        ),
        "fair-shares",
    )
    assert [
        (a.reference, a.amount_pence, a.decision.value, a.reason.value, a.why) for a in result.awards
    ] == [
        ("A", 10000, "full", "below_level", "In full: less than the equal share of £225."),
        (
            "B",
            45000,
            "part",
            "minimum",
            "In part: the least that makes the work possible, more than the equal share of £225.",
        ),
        ("C", 22500, "part", "level", "In part: the equal share of £225, enough for the minimum of £100."),
        ("D", 22500, "part", "level", "In part: the equal share of £225."),
        (
            "E",
            0,
            "decline",
            "below_threshold",
            "Not funded: the panel score of 49 is below the 50 that was needed.",
        ),
    ]
    assert (result.level_pence, result.left_pence, result.left_why) == (22500, 0, "Nothing is left.")
    assert result.funding_line_reference == "D"


def test_one_whose_minimum_does_not_fit_waits_first_and_is_named() -> None:
    result = allocate(
        pot(
            1000,
            eoi("A", 700, minimum=600, score=90),
            eoi("B", 900, minimum=500, score=80),
            eoi("C", 300, minimum=300, score=70),
            eoi("D", 300, minimum=200, score=60),
        ),
        "fair-shares",
    )
    assert {a.reference: a.amount_pence for a in result.awards} == {"A": 70000, "B": 0, "C": 30000, "D": 0}
    waiting = [(a.reference, a.reserve_position, a.why, a.officer_note) for a in result.reserve_list]
    assert waiting == [
        (
            "B",
            1,
            "On the reserve list: the minimum of £500 did not fit in the pot any more.",
            "Waits although EOIs below it in the order came in: C.",
        ),
        ("D", 2, "On the reserve list: the minimum of £200 did not fit in the pot any more.", ""),
    ]
    assert [a.reference for a in result.passed_over] == ["B"]
    assert result.funding_line_reference == "C"


def test_odd_pennies_go_by_tie_order() -> None:
    result = allocate(
        pot(1, eoi("B", 9, score=60), eoi("A", 9, score=60), eoi("C", 9, score=50)), "fair-shares"
    )
    assert [(a.reference, a.amount_pence, a.why) for a in result.awards] == [
        ("A", 34, "In part: the equal share of £0.33 and one of the pennies left over."),
        ("B", 33, "In part: the equal share of £0.33."),
        ("C", 33, "In part: the equal share of £0.33."),
    ]


def test_ties_go_by_the_order_given_if_one_is_given() -> None:
    tied = (eoi("A", 9, score=60), eoi("B", 9, score=60), eoi("C", 8, score=60))
    assert list(amounts(pot(1, *tied))) == ["C", "A", "B"]
    assert list(amounts(pot(1, *tied, tie_order=("B", "A")))) == ["B", "A", "C"]


def test_the_pot_is_enough_for_all() -> None:
    result = allocate(pot(1000, eoi("A", 300), eoi("B", 200)), "fair-shares")
    assert [(a.decision.value, a.reason, a.why) for a in result.awards] == [
        ("full", Reason.POT_IS_ENOUGH, "In full: the pot is enough for it.")
    ] * 2
    assert (result.level_pence, result.left_pence) == (None, 50000)
    assert result.left_why == "Everyone who reached the threshold has what they asked for."


def test_what_is_left_is_less_than_any_waiting_minimum() -> None:
    result = allocate(pot(100, eoi("A", 90, score=90), eoi("B", 40, minimum=40, score=80)), "fair-shares")
    assert {a.reference: a.amount_pence for a in result.awards} == {"A": 6000, "B": 4000}
    result = allocate(
        pot(100, eoi("A", 90, minimum=90, score=90), eoi("B", 40, minimum=40, score=80)), "fair-shares"
    )
    assert result.left_why == "It is less than any waiting EOI needs; the least is £40."


def test_nothing_to_share() -> None:
    assert allocate(pot(100), "fair-shares").left_why == "There is no EOI."
    assert (
        allocate(pot(100, eoi("A", 5, score=10)), "fair-shares").left_why == "No EOI reached the threshold."
    )
    empty = allocate(pot(0, eoi("A", 5), eoi("B", 5, minimum=1)), "fair-shares")
    assert [(a.reference, a.reason.value) for a in empty.awards] == [
        ("A", "nothing_left"),
        ("B", "minimum_does_not_fit"),
    ]
    assert empty.funding_line_reference is None


def test_an_amount_of_nought_waits() -> None:
    result = allocate(
        pot(100, eoi("A", 150, minimum=100, score=90), eoi("B", 50, score=80), eoi("C", 0, score=70)),
        "fair-shares",
    )
    assert [(a.reference, a.amount_pence, a.decision.value, a.why) for a in result.awards] == [
        (
            "A",
            10000,
            "part",
            "In part: the least that makes the work possible, more than the equal share of £0.",
        ),
        ("B", 0, "reserve", "On the reserve list: nothing is left of the pot above the minimums."),
        ("C", 0, "reserve", "On the reserve list: it asks for £0."),
    ]


def test_asking_for_nothing_leaves_the_others_what_they_asked() -> None:
    result = allocate(pot(100, eoi("A", 50), eoi("B", 0)), "fair-shares")
    assert result.left_why == "Everyone who reached the threshold has what they asked for."


def test_exactly_the_equal_share() -> None:
    result = allocate(pot(100, eoi("A", 50, score=90), eoi("B", 70, score=80)), "fair-shares")
    assert [(a.reference, a.why) for a in result.awards] == [
        ("A", "In full: the equal share of £50."),
        ("B", "In part: the equal share of £50."),
    ]


def test_the_minimum_that_is_the_whole_ask() -> None:
    result = allocate(pot(100, eoi("A", 80, minimum=80), eoi("B", 70)), "fair-shares")
    assert result.by_reference["A"].why == (
        "In full: the least that makes the work possible, more than the equal share of £20."
    )


def test_an_organisation_has_one_claim() -> None:
    result = allocate(
        pot(
            900,
            eoi("A1", 400, minimum=100, score=90, organisation="A"),
            eoi("A2", 400, minimum=20, score=60, organisation="A"),
            eoi("B", 400, score=80),
            eoi("C", 400, score=70),
        ),
        "fair-shares",
    )
    assert [(a.reference, a.amount_pence, a.reason.value, a.why) for a in result.awards] == [
        (
            "A1",
            15000,
            "shared_in_organisation",
            "In part: the 2 EOIs of the organisation share £300, the equal share of one organisation.",
        ),
        ("B", 30000, "level", "In part: the equal share of £300."),
        ("C", 30000, "level", "In part: the equal share of £300."),
        (
            "A2",
            15000,
            "shared_in_organisation",
            "In part: the 2 EOIs of the organisation share £300, the equal share of one organisation.",
        ),
    ]


def test_an_eoi_below_the_threshold_is_no_part_of_the_claim() -> None:
    result = allocate(
        pot(
            300,
            eoi("A1", 200, score=90, organisation="A"),
            eoi("A2", 400, minimum=400, score=40, organisation="A"),
            eoi("B", 400, score=80),
        ),
        "fair-shares",
    )
    assert {a.reference: a.amount_pence for a in result.awards} == {"A1": 15000, "B": 15000, "A2": 0}


def test_the_minimums_of_an_organisation_count_together() -> None:
    result = allocate(
        pot(
            100,
            eoi("A1", 60, minimum=60, score=90, organisation="A"),
            eoi("A2", 60, minimum=60, score=80, organisation="A"),
            eoi("B", 50, score=70),
        ),
        "fair-shares",
    )
    assert {a.reference: a.amount_pence for a in result.awards} == {"A1": 0, "A2": 0, "B": 5000}
    assert result.by_reference["A1"].why == (
        "On the reserve list: the minimums of the organisation's 2 EOIs together of £120 "
        "did not fit in the pot any more."
    )


def test_the_most_for_one_organisation() -> None:
    result = allocate(
        pot(
            1000,
            eoi("A", 800, score=90),
            eoi("B1", 300, minimum=150, score=80, organisation="B"),
            eoi("B2", 300, minimum=100, score=70, organisation="B"),
            eoi("C", 400, minimum=300, score=60),
            most=200,
        ),
        "fair-shares",
    )
    assert [(a.reference, a.amount_pence, a.reason.value, a.why) for a in result.awards] == [
        (
            "A",
            20000,
            "organisation_limit",
            "In part: with it the organisation has the most for one organisation, £200.",
        ),
        (
            "B1",
            20000,
            "organisation_limit",
            "In part: with it the organisation has the most for one organisation, £200.",
        ),
        (
            "B2",
            0,
            "organisation_limit",
            "On the reserve list: with it the organisation would pass the most for one, £200.",
        ),
        (
            "C",
            0,
            "organisation_limit",
            "On the reserve list: with it the organisation would pass the most for one, £200.",
        ),
    ]
    assert result.left_why == "An organisation can't get more than the most for one organisation."


def test_two_eois_share_the_most_or_what_they_ask_for() -> None:
    two = (eoi("A1", 300, organisation="A"), eoi("A2", 300, minimum=150, organisation="A"))
    limited = allocate(pot(1000, *two, most=200), "fair-shares")
    assert {a.why for a in limited.awards} == {
        "In part: the 2 EOIs of the organisation share £200, the most for one organisation."
    }
    assert {a.reference: a.amount_pence for a in limited.awards} == {"A1": 5000, "A2": 15000}
    enough = allocate(pot(1000, *two), "fair-shares")
    assert {a.why for a in enough.awards} == {
        "In full: the 2 EOIs of the organisation share £600, all that they ask for."
    }
    small = allocate(
        pot(90, eoi("A1", 20, organisation="A"), eoi("A2", 10, organisation="A"), eoi("B", 99)), "fair-shares"
    )
    assert small.by_reference["A1"].why.endswith("share £30, all that they ask for.")
    needy = allocate(
        pot(
            110,
            eoi("A1", 60, minimum=40, organisation="A"),
            eoi("A2", 60, organisation="A"),
            eoi("B", 99, minimum=50),
            eoi("C", 99, score=60),
        ),
        "fair-shares",
    )
    assert {a.reference: a.amount_pence for a in needy.awards} == {"A1": 4000, "A2": 0, "B": 5000, "C": 2000}
    assert [(a.reason.value, a.why) for a in needy.awards if a.reference[0] == "A"] == [
        (
            "shared_in_organisation",
            "In part: the 2 EOIs of the organisation share £40, the least that makes their work possible.",
        ),
        (
            "nothing_left",
            "On the reserve list: the minimums of the organisation's other EOIs take up its share.",
        ),
    ]


def test_an_eoi_that_the_most_leaves_nothing_for_waits() -> None:
    result = allocate(
        pot(
            900,
            eoi("A1", 300, minimum=200, score=90, organisation="A"),
            eoi("A2", 50, score=80, organisation="A"),
            eoi("A3", 0, score=80, organisation="A"),
            most=200,
        ),
        "fair-shares",
    )
    assert [(a.reference, a.amount_pence, a.reason.value) for a in result.awards] == [
        ("A1", 20000, "shared_in_organisation"),
        ("A3", 0, "nothing_asked"),
        ("A2", 0, "organisation_limit"),
    ]
    assert result.left_why == "An organisation can't get more than the most for one organisation."
