"""The allocation file, read and written."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given

from commissioning_app.domain.allocation import (
    AllocationEoi,
    AllocationProblem,
    AllocationProblemInvalid,
    Completion,
    MethodOptions,
    RingFence,
    Satisfaction,
    WhenItDoesNotFit,
    allocate,
    sentences,
)
from commissioning_app.domain.allocation.plain_file import parse_problem, plain_result, serialise_problem
from tests.unit.domain.allocation.making import eoi, pot, problems

DOCUMENTED = """{"pot_pence": 10000000, "threshold": 50, "method_options": {}, "eois": [{"reference": "A1",
"organisation": "O1", "requested_pence": 500000, "minimum_pence": 200000, "score": 71.5, "small": true,
"core": true, "ring_fences": ["small"], "scores_by_member": {"m1": 4, "m2": 3}}],
"ring_fences": [{"name": "small", "at_least_pence": 4000000}]}"""


def refused(text: str) -> tuple[str, ...]:
    """The problems of a file."""
    with pytest.raises(AllocationProblemInvalid) as caught:
        parse_problem(text)
    return caught.value.problems


def file(*eois: Any, **top: Any) -> str:
    """A file with a pot and EOIs."""
    return json.dumps({"pot_pence": 1000, "eois": list(eois)} | top)


def test_the_documented_file() -> None:
    assert parse_problem(DOCUMENTED) == AllocationProblem(
        pot_pence=10000000,
        threshold=Fraction(50),
        eois=(
            AllocationEoi(
                reference="A1",
                organisation="O1",
                requested_pence=500000,
                minimum_pence=200000,
                score=Fraction(143, 2),
                small=True,
                core=True,
                ring_fences=frozenset({"small"}),
                scores_by_member={"m1": Fraction(4), "m2": Fraction(3)},
            ),
        ),
        ring_fences=(RingFence("small", 4000000),),
    )


def test_what_is_missing_has_its_default() -> None:
    problem = parse_problem(file({"reference": 7, "requested_pence": 500.0}))
    assert problem == AllocationProblem(1000, Fraction(0), (AllocationEoi("7", "", 500, Fraction(0)),))


def test_a_missing_organisation_is_its_own() -> None:
    one = {"reference": "O1", "requested_pence": 600, "score": 5}
    two = {"reference": "B", "organisation": "O1", "requested_pence": 600, "score": 5}
    result = allocate(parse_problem(file(one, two)), "fair-shares")
    assert [award.reason.value for award in result.awards] == ["level", "level"]


def test_without_any_score_all_count_as_at_the_threshold() -> None:
    problem = parse_problem(
        file({"reference": "A", "requested_pence": 5}, {"reference": "B", "requested_pence": 5}, threshold=50)
    )
    assert [each.score for each in problem.at_or_above] == [50, 50]
    some = file(
        {"reference": "A", "requested_pence": 5, "score": None},
        {"reference": "B", "requested_pence": 5, "score": 1},
    )
    assert refused(some) == ("EOI A has no score, but others have. Give it one or leave it out.",)


def test_options_are_read() -> None:
    problem = parse_problem(
        file(
            {"reference": "A", "requested_pence": 5, "scores_by_member": {"m1": None, "m2": "1/3"}},
            method_options={
                "option": "stop",
                "part_fund": True,
                "band": ["A"],
                "seed": "42",
                "satisfaction": "cost",
                "completion": "add-one",
            },
            most_per_organisation_pence=300,
            tie_order=["A"],
        )
    )
    assert problem.options == MethodOptions(
        WhenItDoesNotFit.STOP, True, ("A",), "42", Satisfaction.COST, Completion.ADD_ONE
    )
    assert (problem.most_per_organisation_pence, problem.tie_order) == (300, ("A",))
    assert problem.eois[0].scores_by_member == {"m2": Fraction(1, 3)}


def test_everything_wrong_is_told_at_once() -> None:
    wrong = {
        "reference": "A",
        "organisation": 1.5,
        "requested_pence": 1.5,
        "minimum_pence": True,
        "score": "many",
        "small": "yes",
        "ring_fences": [1],
        "scores_by_member": [4],
        "reqested_pence": 5,
    }
    bad_member = {"reference": "B", "requested_pence": 1, "score": 1, "scores_by_member": {"m1": -1}}
    assert refused(
        file(
            wrong,
            bad_member,
            {"score": 4},
            5,
            threshold=-1,
            ring_fences={},
            method_options={"option": "jump", "zzz": 1},
            tie_order="A",
        )
    ) == (
        "The file: threshold has to be a number from 0 up, like 71.5; it is “-1”.",
        "The file: ring_fences has to be a list in brackets, […]; it is “{}”.",
        "EOI 1 has a key “reqested_pence” that is not known. Was “requested_pence” meant?",
        "EOI A: organisation has to be a text; it is “1.5”.",
        "EOI A: requested_pence has to be whole pence, like 500000 for £5,000; it is “1.5”.",
        "EOI A: score has to be a number from 0 up, like 71.5; it is “many”.",
        "EOI A: minimum_pence has to be whole pence, like 500000 for £5,000; it is “true”.",
        "EOI A: small has to be true or false; it is “yes”.",
        "EOI A: ring_fences has to be a list of texts; it is “[1]”.",
        "EOI A: scores_by_member has to be an object like {“m1”: 4}; it is “[4]”.",
        "EOI B, scores_by_member: m1 has to be a number from 0 up, like 71.5; it is “-1”.",
        "EOI 3: reference has to be a text; it is missing.",
        "EOI 3: requested_pence has to be whole pence, like 500000 for £5,000; it is missing.",
        "EOI 4 has to be an object in braces, {…}.",
        "EOI 4: reference has to be a text; it is missing.",
        "EOI 4: requested_pence has to be whole pence, like 500000 for £5,000; it is missing.",
        "EOI 4 has no score, but others have. Give it one or leave it out.",
        "method_options has a key “zzz” that is not known.",
        "method_options: option has to be one of: skip, stop; it is “jump”.",
        "The file: tie_order has to be a list in brackets, […]; it is “A”.",
    )


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "The file is not JSON: line 1, column 1 can't be read."),
        ('{"pot_pence": 1,\n}', "The file is not JSON: line 2, column 1 can't be read."),
        ("[]", "The file has to be an object in braces, {…}."),
        ('{"pot_pence": 5}', "The file has no “eois”. Give the list of EOIs, empty if there is none."),
        ('{"pot_pence": NaN, "eois": []}', "The file has “NaN” where a number should be."),
        (
            '{"pot_pence": 1, "pot_pence": 2, "eois": []}',
            "The key “pot_pence” is there twice in one object. Keep one of them.",
        ),
        (
            "[" * 100_000,
            "The file is not a JSON that can be read: it nests too deep, or a number is too long.",
        ),
        (
            '{"pot_pence": ' + "9" * 5000 + "}",
            "The file is not a JSON that can be read: it nests too deep, or a number is too long.",
        ),
        (
            '{"pot_pence": 1e400000, "eois": []}',
            "The file: pot_pence has to be whole pence, like 500000 for £5,000; it is “1E+400000”.",
        ),
    ],
)
def test_what_can_not_be_read(text: str, problem: str) -> None:
    assert problem in refused(text)


def test_a_byte_order_mark_is_no_matter() -> None:
    assert parse_problem("\ufeff" + DOCUMENTED) == parse_problem(DOCUMENTED)


@given(problems())
def test_a_written_problem_reads_back(problem: AllocationProblem) -> None:
    assert parse_problem(serialise_problem(problem)) == problem


def test_all_options_are_written() -> None:
    problem = pot(
        100,
        eoi(
            "É1",
            9,
            minimum=3,
            score="71.5",
            organisation="O",
            fences="small",
            scores_by_member={"m": Fraction(1, 3)},
        ),
        threshold="1/3",
        fences={"small": 5},
        most=50,
        tie_order=("É1",),
        option=WhenItDoesNotFit.STOP,
        part_fund=True,
        band=("É1",),
        seed="a\nb",
        satisfaction=Satisfaction.ADDITIVE,
        completion=Completion.NONE,
    )
    written = serialise_problem(problem)
    assert parse_problem(written) == problem
    assert '"score": 71.5' in written and '"threshold": "1/3"' in written and "É1" in written


def test_a_result_as_plain_values() -> None:
    problem = pot(100, eoi("A", 90, score=90), eoi("B", 40, score=80, fences="small"), fences={"small": 10})
    result = allocate(problem, "ranked")
    plain = plain_result(result)
    assert json.loads(json.dumps(plain)) == plain
    assert plain == {
        "method": "ranked",
        "pot_pence": 10000,
        "allocated_pence": 4000,
        "left_pence": 6000,
        "left_why": "It is less than any waiting EOI needs; the least is £90.",
        "level_pence": None,
        "funding_line": "B",
        "awards": [
            {
                "reference": "A",
                "requested_pence": 9000,
                "amount_pence": 0,
                "decision": "reserve",
                "reason": "ask_does_not_fit",
                "why": sentences.waits_in_order(stopped=False),
                "reserve_position": 1,
                "officer_note": "Waits although EOIs below it in the order came in: B.",
            },
            {
                "reference": "B",
                "requested_pence": 4000,
                "amount_pence": 4000,
                "decision": "full",
                "reason": "ring_fence",
                "why": result.by_reference["B"].why,
                "reserve_position": None,
                "officer_note": "",
            },
        ],
        "ring_fences": [
            {
                "name": "small",
                "at_least_pence": 1000,
                "awarded_pence": 4000,
                "met": True,
                "level_pence": None,
                "why": "Met only because it was filled first: £40 of at least £10.",
            }
        ],
    }
