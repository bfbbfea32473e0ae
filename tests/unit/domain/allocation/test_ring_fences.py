"""Ring-fences: at least so much for a named set; met, or its shortfall explained."""

from __future__ import annotations

from commissioning_app.domain.allocation import AllocationResult, RingFenceReport, WhenItDoesNotFit, allocate
from tests.unit.domain.allocation.making import eoi, pot


def amounts(result: AllocationResult) -> dict[str, int]:
    """Amounts in pounds by reference."""
    return {award.reference: award.amount_pence // 100 for award in result.awards}


SIX = (
    eoi("A", 400, score=90),
    eoi("B", 400, score=80),
    eoi("C", 400, score=70),
    eoi("D", 400, score=60, fences="small"),
    eoi("E", 100, score=60, fences="small"),
    eoi("F", 500, score=50, fences="small"),
)


def test_a_fence_that_is_met_changes_nothing() -> None:
    plain = allocate(pot(1000, *SIX, fences={"small": 0}), "fair-shares")
    fenced = allocate(pot(1000, *SIX, fences={"small": 450}), "fair-shares")
    assert fenced.awards == plain.awards
    assert fenced.fence_reports == (
        RingFenceReport(
            name="small",
            at_least_pence=45000,
            awarded_pence=46000,
            met=True,
            raised=False,
            level_pence=None,
            why="Met without acting on it: £460 of at least £450.",
        ),
    )


def test_fair_shares_raise_a_level_inside_and_lower_the_common_one() -> None:
    result = allocate(pot(1000, *SIX, fences={"small": 700}), "fair-shares")
    assert amounts(result) == {"A": 100, "B": 100, "C": 100, "E": 100, "D": 300, "F": 300}
    assert result.level_pence == 10000
    assert result.fence_reports == (
        RingFenceReport(
            name="small",
            at_least_pence=70000,
            awarded_pence=70000,
            met=True,
            raised=True,
            level_pence=30000,
            why="Met only because it was filled first: £700 of at least £700.",
        ),
    )
    assert [(a.reference, a.reason.value, a.why) for a in result.awards[2:]] == [
        ("C", "level", "In part: the equal share of £100."),
        ("E", "level", "In full: the equal share of £100."),
        ("D", "ring_fence", "In part: the equal share of £300 in the money kept for “small”."),
        ("F", "ring_fence", "In part: the equal share of £300 in the money kept for “small”."),
    ]


def test_all_asks_inside_in_full() -> None:
    result = allocate(pot(1100, *SIX, fences={"small": 1000}), "fair-shares")
    assert amounts(result) == {"A": 33, "B": 33, "C": 33, "E": 100, "D": 400, "F": 500}
    assert result.by_reference["E"].why == "In full: it fits in the money kept for “small”."
    assert result.fence_reports[0].level_pence is None


def test_below_the_level_inside_in_full() -> None:
    result = allocate(pot(900, *SIX, fences={"small": 700}), "fair-shares")
    assert result.by_reference["E"].why == (
        "In full: less than the equal share of £300 in the money kept for “small”."
    )


def test_those_inside_come_in_first_as_far_as_needed() -> None:
    result = allocate(
        pot(
            1000,
            eoi("A", 700, minimum=600, score=90),
            eoi("B", 400, minimum=400, score=80),
            eoi("C", 500, minimum=300, score=60, fences="small"),
            eoi("D", 500, minimum=350, score=55, fences="small"),
            fences={"small": 500},
        ),
        "fair-shares",
    )
    assert amounts(result) == {"A": 0, "B": 400, "C": 500, "D": 0}
    assert [a.reference for a in result.passed_over] == ["A"]
    assert [a.reference for a in result.reserve_list] == ["A", "D"]
    assert result.left_why == "It is less than any waiting EOI needs; the least is £350."


def test_an_eoi_counts_in_each_of_its_fences() -> None:
    result = allocate(
        pot(
            900,
            eoi("A", 900, score=90),
            eoi("B", 900, score=80, fences="small"),
            eoi("C", 900, score=70, fences="small core"),
            eoi("D", 900, score=60, fences="core"),
            fences={"small": 100, "core": 800},
        ),
        "fair-shares",
    )
    assert amounts(result) == {"A": 50, "B": 50, "C": 400, "D": 400}
    assert [report.met for report in result.fence_reports] == [True, True]


def test_overlapping_fences_do_not_keep_the_same_money_twice() -> None:
    result = allocate(
        pot(
            100,
            eoi("A", 60, minimum=45, score=90),
            eoi("B", 50, score=80, fences="small core"),
            fences={"small": 50, "core": 50},
        ),
        "fair-shares",
    )
    assert amounts(result) == {"A": 50, "B": 50}


def test_an_organisation_inside_and_outside_has_one_claim() -> None:
    result = allocate(
        pot(
            1000,
            eoi("A1", 900, score=90, organisation="A", fences="small"),
            eoi("A2", 900, score=80, organisation="A"),
            eoi("B", 900, score=70),
            eoi("C", 900, score=60, fences="small"),
            fences={"small": 800},
        ),
        "fair-shares",
    )
    assert amounts(result) == {"A1": 400, "A2": 0, "B": 200, "C": 400}
    assert result.by_reference["A1"].why == (
        "In part: the 2 EOIs of the organisation share £400, raised by the money kept for “small”."
    )


def test_shortfalls_are_explained() -> None:
    def why(*eois: object, least: int = 500, most: int | None = None, method: str = "fair-shares") -> str:
        problem = pot(500, *eois, fences={"small": least}, most=most)  # type: ignore[arg-type]
        return allocate(problem, method).fence_reports[0].why

    assert why() == "£500 short of £500: no EOI belongs to it."
    assert why(eoi("A", 9, score=1, fences="small")) == (
        "£500 short of £500: no EOI in it reached the threshold."
    )
    assert why(eoi("A", 90, fences="small"), eoi("B", 900)) == (
        "£410 short of £500: the EOIs in it that reached the threshold ask for £90 together."
    )
    assert why(eoi("A", 900, fences="small"), most=50) == (
        "£450 short of £500: at most £50 an organisation, those in it can get £50."
    )
    assert why(eoi("A", 900, minimum=600, fences="small"), most=600) == (
        "£500 short of £500: what its waiting EOIs need does not fit beside what others were given first."
    )


def test_ranked_fills_inside_first() -> None:
    result = allocate(pot(1000, *SIX, fences={"small": 450}), "ranked")
    assert amounts(result) == {"A": 400, "B": 0, "C": 0, "E": 100, "D": 400, "F": 0}
    place = "in the money kept for “small”"
    assert [(a.reference, a.reason.value, a.why) for a in result.awards if a.amount_pence] == [
        ("A", "reached_in_order", "In full: the pot reached it in the order of panel scores."),
        ("E", "ring_fence", f"In full: the pot reached it in the order of panel scores, {place}."),
        ("D", "ring_fence", f"In full: the pot reached it in the order of panel scores, {place}."),
    ]
    assert result.fence_reports[0].why == "Met only because it was filled first: £500 of at least £450."


def test_ranked_keeps_the_money_of_the_fences_to_come() -> None:
    eois = (
        eoi("A", 600, score=90),
        eoi("B", 700, score=80, fences="core"),
        eoi("C", 400, score=70, fences="small"),
        eoi("D", 500, score=60, fences="core"),
    )
    fences = {"core": 500, "small": 400}
    assert amounts(allocate(pot(1000, *eois, fences=fences), "ranked")) == {
        "A": 0,
        "B": 0,
        "C": 400,
        "D": 500,
    }
    stopped = allocate(pot(1000, *eois, fences=fences, option=WhenItDoesNotFit.STOP), "ranked")
    assert amounts(stopped) == {"A": 600, "B": 0, "C": 400, "D": 0}
    assert [report.met for report in stopped.fence_reports] == [False, True]
    parted = allocate(pot(1000, *eois, fences=fences, part_fund=True), "ranked")
    assert amounts(parted) == {"A": 0, "B": 600, "C": 400, "D": 0}
    assert parted.by_reference["B"].why == (
        "In part: the £600 that was left when its turn came, in the money kept for “core”."
    )
