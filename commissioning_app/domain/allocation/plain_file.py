"""The allocation file: a problem as JSON text, and a result as plain values.

Money in whole pence; scores exact, as numbers or as text like "1/3". A key that is not known is refused by
name, so that a typing slip can't change a result. Where no EOI has a score, all count as at the threshold.
"""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from typing import Any

from commissioning_app.domain.allocation.plain_values import Reader
from commissioning_app.domain.allocation.problem import (
    AllocationEoi,
    AllocationProblem,
    AllocationProblemInvalid,
    Completion,
    MethodOptions,
    RingFence,
    Satisfaction,
    WhenItDoesNotFit,
)
from commissioning_app.domain.allocation.result import AllocationResult

_TOP = (
    "pot_pence",
    "threshold",
    "method_options",
    "eois",
    "ring_fences",
    "most_per_organisation_pence",
    "tie_order",
)
_OPTIONS = ("option", "part_fund", "band", "seed", "satisfaction", "completion")
_EOI = (
    "reference",
    "organisation",
    "requested_pence",
    "minimum_pence",
    "score",
    "small",
    "core",
    "ring_fences",
    "scores_by_member",
)
_FENCE = ("name", "at_least_pence")


def parse_problem(text: str) -> AllocationProblem:
    """Read an allocation file; raises AllocationProblemInvalid with everything that is wrong in it."""
    problems: list[str] = []
    top = Reader(_load(text), "The file", _TOP, problems)
    threshold = top.number("threshold", Fraction(0))
    fences = tuple(_fence(value, place, problems) for place, value in enumerate(top.items("ring_fences"), 1))
    eois = _eois(top.items("eois"), threshold, problems)
    if not top.has("eois"):
        problems.append("The file has no “eois”. Give the list of EOIs, empty if there is none.")
    pot = top.pence("pot_pence")
    most = top.pence("most_per_organisation_pence") if top.has("most_per_organisation_pence") else None
    options = _options(top.raw("method_options"), problems)
    tie_order = top.texts("tie_order")
    if problems:
        raise AllocationProblemInvalid(problems)
    return AllocationProblem(pot, threshold, eois, fences, most, options, tie_order)


def _load(text: str) -> Any:
    """The JSON value with decimals kept exact; raises AllocationProblemInvalid where it is not JSON."""
    try:
        return json.loads(
            text.removeprefix("\ufeff"),
            parse_float=Decimal,
            parse_constant=_no_number,
            object_pairs_hook=_once_each,
        )
    except json.JSONDecodeError as error:
        sentence = f"The file is not JSON: line {error.lineno}, column {error.colno} can't be read."
        raise AllocationProblemInvalid([sentence]) from error
    except (RecursionError, ValueError) as error:
        sentence = "The file is not a JSON that can be read: it nests too deep, or a number is too long."
        raise AllocationProblemInvalid([sentence]) from error


def _no_number(word: str) -> Any:
    """Refuse NaN and Infinity, which Python's reader would take."""
    raise AllocationProblemInvalid([f"The file has “{word}” where a number should be."])


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose keys are there once each."""
    made = dict(pairs)
    if len(made) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise AllocationProblemInvalid([f"The key “{twice}” is there twice in one object. Keep one of them."])
    return made


def _fence(value: Any, place: int, problems: list[str]) -> RingFence:
    """One ring-fence."""
    reader = Reader(value, f"Ring-fence {place}", _FENCE, problems)
    return RingFence(reader.text("name"), reader.pence("at_least_pence"))


def _eois(values: list[Any], threshold: Fraction, problems: list[str]) -> tuple[AllocationEoi, ...]:
    """The EOIs; either all have a score, or none has and all count as at the threshold."""
    eois = []
    without = []
    for place, value in enumerate(values, 1):
        reader = Reader(value, f"EOI {place}", _EOI, problems)
        reference = reader.text("reference")
        reader.where = f"EOI {reference}" if reference else reader.where
        if not reader.has("score"):
            without.append(reader.where)
        eois.append(
            AllocationEoi(
                reference=reference,
                organisation=reader.text("organisation", ""),
                requested_pence=reader.pence("requested_pence"),
                score=reader.number("score", threshold),
                minimum_pence=reader.pence("minimum_pence", 0),
                small=reader.flag("small"),
                core=reader.flag("core"),
                ring_fences=frozenset(reader.texts("ring_fences")),
                scores_by_member=reader.numbers("scores_by_member"),
            )
        )
    if len(without) < len(eois):
        problems.extend(
            f"{where} has no score, but others have. Give it one or leave it out." for where in without
        )
    return tuple(eois)


def _options(value: Any, problems: list[str]) -> MethodOptions:
    """The options of the methods."""
    reader = Reader({} if value is None else value, "method_options", _OPTIONS, problems)
    return MethodOptions(
        option=reader.choice("option", WhenItDoesNotFit, None) or WhenItDoesNotFit.SKIP,
        part_fund=reader.flag("part_fund"),
        band=reader.texts("band"),
        seed=reader.text("seed") if reader.has("seed") else None,
        satisfaction=reader.choice("satisfaction", Satisfaction, None),
        completion=reader.choice("completion", Completion, None),
    )


def serialise_problem(problem: AllocationProblem) -> str:
    """Write a problem as an allocation file that reads back as the same problem."""
    options = problem.options
    plain: dict[str, Any] = {
        "pot_pence": problem.pot_pence,
        "threshold": _plain_number(problem.threshold),
        "method_options": {
            "option": options.option.value,
            "part_fund": options.part_fund,
            **({"band": list(options.band)} if options.band else {}),
            **({"seed": options.seed} if options.seed is not None else {}),
            **({"satisfaction": options.satisfaction.value} if options.satisfaction else {}),
            **({"completion": options.completion.value} if options.completion else {}),
        },
        "eois": [_plain_eoi(eoi) for eoi in problem.eois],
        "ring_fences": [
            {"name": fence.name, "at_least_pence": fence.at_least_pence} for fence in problem.ring_fences
        ],
    }
    if problem.most_per_organisation_pence is not None:
        plain["most_per_organisation_pence"] = problem.most_per_organisation_pence
    if problem.tie_order:
        plain["tie_order"] = list(problem.tie_order)
    return json.dumps(plain, ensure_ascii=False, indent=1)


def _plain_eoi(eoi: AllocationEoi) -> dict[str, Any]:
    """One EOI as plain values."""
    return {
        "reference": eoi.reference,
        **({"organisation": eoi.organisation} if eoi.organisation else {}),
        "requested_pence": eoi.requested_pence,
        "minimum_pence": eoi.minimum_pence,
        "score": _plain_number(eoi.score),
        "small": eoi.small,
        "core": eoi.core,
        "ring_fences": sorted(eoi.ring_fences),
        "scores_by_member": {name: _plain_number(score) for name, score in eoi.scores_by_member.items()},
    }


def _plain_number(value: Fraction) -> int | float | str:
    """A number where JSON can hold it exactly, else text like "1/3"."""
    if value.denominator == 1:
        return value.numerator
    near = float(value)
    return near if Fraction(repr(near)) == value else str(value)


def plain_result(result: AllocationResult) -> dict[str, Any]:
    """A result as plain values, with the keys of the command line's ``--json``."""
    return {
        "method": result.method,
        "pot_pence": result.pot_pence,
        "allocated_pence": result.allocated_pence,
        "left_pence": result.left_pence,
        "left_why": result.left_why,
        "level_pence": result.level_pence,
        "funding_line": result.funding_line_reference,
        "awards": [
            {
                "reference": award.reference,
                "requested_pence": award.requested_pence,
                "amount_pence": award.amount_pence,
                "decision": award.decision.value,
                "reason": award.reason.value,
                "why": award.why,
                "reserve_position": award.reserve_position,
                "officer_note": award.officer_note,
            }
            for award in result.awards
        ],
        "ring_fences": [
            {
                "name": report.name,
                "at_least_pence": report.at_least_pence,
                "awarded_pence": report.awarded_pence,
                "met": report.met,
                "level_pence": report.level_pence,
                "why": report.why,
            }
            for report in result.fence_reports
        ],
    }
